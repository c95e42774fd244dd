/** Bytes as text and back. */
import { fromHex, hexByte } from "../vm/index.ts";
import { CliError } from "./errors.ts";

/** As the API's, and faster where there is much of it: a capture's packets. */
export const toHex = ({ buffer, byteOffset, byteLength }: Uint8Array): string =>
  Buffer.from(buffer, byteOffset, byteLength).toString("hex");

/** What a text file has; a frame of such bytes alone would be a strange one. */
const TEXT = /^[\t\n\f\r -~]*$/;

/** A line of xxd, or of `tcpdump -xx` or `-XX`: offset, bytes in groups, and what they are as letters. */
const DUMPED =
  /^\s*(?:0x)?([0-9a-f]{4,8}):\s+((?:[0-9a-f]{2}){1,2}(?: (?:[0-9a-f]{2}){1,2})*)(?:\s{2}.*)?\s*$/i;

/**
 * A frame from a file: of a text file its hexadecimal digits, with white space and comments from `#` to the end of
 * the line between them, or as xxd and tcpdump print them, else the bytes as they are. Throws CliError EMPTY, NOT_HEX
 * or ODD_HEX.
 */
export function parseFrame(file: Uint8Array, name: string): Uint8Array {
  if (file.length === 0) throw new CliError("EMPTY", { name });
  const text = Buffer.from(file).toString("latin1");
  if (!TEXT.test(text)) return file;
  const lines = text.split("\n");
  const refuse = (index: number, found: string): never => {
    throw new CliError("NOT_HEX", { name, line: index + 1, found });
  };
  const digits = lines.some((line) => DUMPED.test(line)) ? ofDump(lines, refuse) : ofDigits(lines, refuse);
  return fromHex(digits) ?? refuseOdd(name, digits.length);
}

type Refuse = (index: number, found: string) => never;

function ofDigits(lines: readonly string[], refuse: Refuse): string {
  const digits = lines.map((line, i) => {
    const words = line.replace(/#.*/, "").split(/\s+/);
    return words.map((word) => (/^[0-9a-f]*$/i.test(word) ? word : refuse(i, word))).join("");
  });
  return digits.join("");
}

/** What tcpdump says of a packet may stand before its bytes. */
function ofDump(lines: readonly string[], refuse: Refuse): string {
  let digits = "";
  for (let i = lines.findIndex((line) => DUMPED.test(line)); i < lines.length; i++) {
    const line = lines[i]!;
    if (line.trim() === "") continue;
    const [, offset = "", bytes = ""] = DUMPED.exec(line) ?? refuse(i, line.trim());
    // Another packet's, or a line is missing.
    if (Number.parseInt(offset, 16) * 2 !== digits.length) refuse(i, `offset ${offset} of one packet`);
    digits += bytes.replaceAll(" ", "");
  }
  return digits;
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
