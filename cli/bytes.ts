/** Bytes as text and back. */
import { CliError } from "./errors.ts";

export const hexByte = (byte: number): string => byte.toString(16).padStart(2, "0");

export const toHex = ({ buffer, byteOffset, byteLength }: Uint8Array): string =>
  Buffer.from(buffer, byteOffset, byteLength).toString("hex");

/** The bytes of an even number of hexadecimal digits, or null. */
export function fromHex(text: string): Uint8Array | null {
  if (text.length % 2 !== 0 || !/^[0-9a-f]*$/i.test(text)) return null;
  return Uint8Array.from({ length: text.length / 2 }, (_, i) =>
    Number.parseInt(text.slice(2 * i, 2 * i + 2), 16),
  );
}

/**
 * A frame from a file: hexadecimal text where the file holds nothing but digits, white space and comments
 * from `#` to the end of the line, else the bytes as they are.
 */
export function parseFrame(file: Uint8Array, name: string): Uint8Array {
  const text = Buffer.from(file).toString("latin1");
  const digits = text.replace(/#[^\n]*/g, "").replace(/\s+/g, "");
  if (digits === "" || !/^[0-9a-f]+$/i.test(digits)) return file;
  return fromHex(digits) ?? refuseOdd(name, digits.length);
}

function refuseOdd(name: string, length: number): never {
  throw new CliError("ODD_HEX", { name, found: String(length) });
}

/** A frame as such text: 16 bytes in a line. */
export function formatFrame(bytes: Uint8Array): string {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += 16) {
    lines.push(`${Array.from(bytes.subarray(at, at + 16), hexByte).join(" ")}\n`);
  }
  return lines.join("");
}
