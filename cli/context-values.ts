/** Context fields from JSON and from the command line. */
import { type ContextValues, isObject, parseAddress, parseInteger } from "../vm/index.ts";
import { CliError } from "./errors.ts";

/** The fields of a JSON object, as `--ctx-out` writes them. Throws BAD_CONTEXT. */
export function contextFromJson(document: unknown, file: string): ContextValues {
  if (!isObject(document)) throw new CliError("BAD_CONTEXT", { file, expected: "an object of fields" });
  const values: ContextValues = {};
  for (const [name, value] of Object.entries(document)) {
    // In what a run gave out, but it follows from the packet.
    if (name === "len") continue;
    values[name] = contextValue(value) ?? refuse(name, JSON.stringify(value), file);
  }
  return values;
}

/** A `FIELD=VALUE`: a number, an IPv4 address, or numbers between commas. Throws BAD_CONTEXT. */
export function contextFromText(name: string, text: string): ContextValues {
  const value = text.includes(",") ? text.split(",") : text;
  return { [name]: contextValue(value) ?? refuse(name, text) };
}

function refuse(name: string, found: string, file?: string): never {
  throw new CliError("BAD_CONTEXT", { name, found, ...(file && { file }) });
}

function contextValue(value: unknown): ContextValues[string] | null {
  if (Array.isArray(value)) {
    const items = value.map(scalar);
    return items.every((item) => item !== null) ? items.map(Number) : null;
  }
  return scalar(value);
}

function scalar(value: unknown): number | bigint | null {
  if (typeof value === "number") return Number.isSafeInteger(value) ? value : null;
  if (typeof value !== "string") return null;
  const text = value.trim();
  const number = parseInteger(text);
  if (number !== null) return number;
  // Addresses lie in network order in fields that are little-endian words.
  const bytes = parseAddress(text);
  return bytes?.length === 4 ? bytes.reduceRight((word, byte) => word * 256 + byte, 0) : null;
}
