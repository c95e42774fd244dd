import { parseAddress, parseMac } from "../spec/addresses.ts";
import { parseInteger } from "../spec/text.ts";
import { fail } from "./errors.ts";

/**
 * A variable's value as `size` bytes: numbers little-endian, signed or not; addresses in network order; what
 * is shorter is filled up with zeros. Throws LoadError BAD_VALUE.
 */
export function encodeValue(
  value: number | bigint | Uint8Array | string,
  name: string,
  size: number,
): Uint8Array {
  const wrong = { name, value: String(value), limit: size };
  if (typeof value === "number" && !Number.isSafeInteger(value)) fail("value-text", wrong);
  const bytes =
    typeof value === "string"
      ? parseText(value, size)
      : value instanceof Uint8Array
        ? value
        : encodeInteger(BigInt(value), size);
  if (bytes === "unknown") fail("value-text", wrong);
  if (bytes === "too-large" || bytes.length > size) fail("value-size", wrong);
  const result = new Uint8Array(size);
  result.set(bytes);
  return result;
}

function parseText(text: string, size: number): Uint8Array | "unknown" | "too-large" {
  const number = parseInteger(text);
  if (number !== null) return encodeInteger(number, size);
  return parseMac(text) ?? parseAddress(text) ?? "unknown";
}

function encodeInteger(value: bigint, size: number): Uint8Array | "too-large" {
  const bits = BigInt(size * 8);
  if (value >= 1n << bits || value < -(1n << (bits - 1n))) return "too-large";
  const bytes = new Uint8Array(size);
  let rest = BigInt.asUintN(size * 8, value);
  for (let index = 0; rest > 0n; index++, rest >>= 8n) bytes[index] = Number(rest & 0xffn);
  return bytes;
}
