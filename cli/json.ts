import { CliError } from "./errors.ts";

/** One JSON document. Integers that JSON readers would round are strings. */
export function toJson(value: unknown): string {
  return `${JSON.stringify(value, (_, item) => (typeof item === "bigint" ? numberOrText(item) : item))}\n`;
}

const numberOrText = (value: bigint): number | string =>
  BigInt(Number(value)) === value && Number.isSafeInteger(Number(value)) ? Number(value) : `${value}`;

/** Throws CliError NOT_JSON. */
export function parseJson(bytes: Uint8Array, file: string): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (error) {
    throw new CliError("NOT_JSON", {
      name: file,
      found: error instanceof Error ? error.message : String(error),
    });
  }
}
