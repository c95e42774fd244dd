/** Members of an environment's objects, which may hold anything: each is read as what it has to be, or refused. */
import { parseAddress, parseMac } from "../../spec/addresses.ts";
import { MachineError } from "../errors.ts";
import { isObject } from "../is-object.ts";
import type { EnvironmentPath } from "./format.ts";

export const U32_MAX = 0xffff_ffff;
const U64_MAX = 0xffff_ffff_ffff_ffffn;

export function fail(path: EnvironmentPath, found: unknown, expected: string): never {
  const where = path.map((step) => (typeof step === "number" ? `[${step}]` : `.${step}`)).join("");
  const shown =
    typeof found === "object" && found !== null ? (Array.isArray(found) ? "a list" : "an object") : found;
  throw new MachineError(
    "BAD_ENVIRONMENT",
    `environment${where}: ${found === undefined ? "missing, it takes" : `${shown} is not`} ${expected}`,
    { path, ...(found !== undefined && { found: String(shown) }), expected },
  );
}

/** The members of an object, each of which is read once, by its name; there are no others. */
export class Members {
  readonly #values: Record<string, unknown>;
  readonly #path: EnvironmentPath;

  constructor(value: unknown, path: EnvironmentPath, names: readonly string[]) {
    if (!isObject(value)) fail(path, value ?? undefined, "an object");
    this.#values = value;
    this.#path = path;
    for (const name of Object.keys(value)) {
      if (!names.includes(name)) fail([...path, name], `the member ${name}`, `one of ${names.join(", ")}`);
    }
  }

  path(name: string): EnvironmentPath {
    return [...this.#path, name];
  }

  has(name: string): boolean {
    return this.#values[name] !== undefined;
  }

  value(name: string): unknown {
    return this.#values[name];
  }

  fail(name: string, expected: string): never {
    return fail(this.path(name), this.#values[name], expected);
  }

  isText(name: string): boolean {
    return typeof this.#values[name] === "string";
  }

  integer(name: string, fallback: number | null, max = U32_MAX, min = 0): number {
    const value = this.#values[name];
    if (value === undefined && fallback !== null) return fallback;
    const number = typeof value === "bigint" ? Number(value) : value;
    if (typeof number !== "number" || !Number.isInteger(number) || number < min || number > max) {
      return this.fail(name, `a whole number from ${min} to ${max}`);
    }
    return number;
  }

  wide(name: string, fallback: bigint): bigint {
    const value = this.#values[name];
    return value === undefined ? fallback : wide(value, this.path(name));
  }

  text(name: string, expected: string): string {
    const value = this.#values[name];
    return typeof value === "string" ? value : this.fail(name, expected);
  }

  flag(name: string, fallback: boolean): boolean {
    const value = this.#values[name] ?? fallback;
    return typeof value === "boolean" ? value : this.fail(name, "true or false");
  }

  /** What `choices` has by the name that is given. */
  choice<T>(name: string, choices: Readonly<Record<string, T>>, fallback: string | null): T {
    const chosen = this.#values[name] ?? fallback;
    if (typeof chosen === "string" && Object.hasOwn(choices, chosen)) return choices[chosen]!;
    return this.fail(name, Object.keys(choices).join(", "));
  }

  mac(name: string, fallback: string | null): Uint8Array {
    const value = this.#values[name] ?? fallback;
    const mac = typeof value === "string" ? parseMac(value) : null;
    return mac ?? this.fail(name, "a MAC address");
  }

  address(name: string): Uint8Array | null {
    if (!this.has(name)) return null;
    return parseAddress(this.text(name, "an address")) ?? this.fail(name, "an IPv4 or IPv6 address");
  }

  list<T>(name: string, read: (value: unknown, path: EnvironmentPath) => T): T[] {
    const value = this.#values[name] ?? [];
    if (!Array.isArray(value)) return this.fail(name, "a list");
    return value.map((item, i) => read(item, [...this.path(name), i]));
  }

  /** An object of texts, or of numbers where they may stand for one. */
  texts<T extends string | number | bigint>(name: string, types: readonly string[]): Record<string, T> {
    const value = this.#values[name] ?? {};
    if (!isObject(value)) return this.fail(name, "an object");
    for (const [key, item] of Object.entries(value)) {
      if (!types.includes(typeof item)) fail([...this.path(name), key], item, types.slice(0, 2).join(" or "));
    }
    return value as Record<string, T>;
  }
}

export function wide(value: unknown, path: EnvironmentPath): bigint {
  const isNumber = typeof value === "bigint" || Number.isSafeInteger(value);
  const number = isNumber ? BigInt(value as number) : -1n;
  return number >= 0n && number <= U64_MAX ? number : fail(path, value, "a whole number of 64 bits");
}
