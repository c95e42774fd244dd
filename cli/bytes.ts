/** Bytes as text and back. */
import { fromHex, hexByte } from "../vm/index.ts";
import { CliError } from "./errors.ts";

/** As the API's, and faster where there is much of it: a capture's packets. */
export const toHex = ({ buffer, byteOffset, byteLength }: Uint8Array): string =>
  Buffer.from(buffer, byteOffset, byteLength).toString("hex");

/** What a text file has; a frame of such bytes alone would be a strange one. */
const TEXT = /^[\t\n\f\r -~]*$/;

/**
 * A frame from a file: of a text file its hexadecimal digits, with white space and comments from `#` to the end of
 * the line between them, else the bytes as they are. Throws CliError EMPTY, NOT_HEX or ODD_HEX.
 */
export function parseFrame(file: Uint8Array, name: string): Uint8Array {
  if (file.length === 0) throw new CliError("EMPTY", { name });
  const text = Buffer.from(file).toString("latin1");
  if (!TEXT.test(text)) return file;
  const lines = text.split("\n").map((line) => line.replace(/#.*/, ""));
  for (const [i, line] of lines.entries()) {
    const found = line.split(/\s+/).find((word) => !/^[0-9a-f]*$/i.test(word));
    if (found !== undefined) throw new CliError("NOT_HEX", { name, line: i + 1, found });
  }
  const digits = lines.join("").replace(/\s+/g, "");
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
