import { hexByte } from "../vm/index.ts";
import type { Style } from "./style.ts";

/** Side by side with 16 bytes per line, if the lines are this wide. */
const WIDE = 110;

/** A frame in lines of 16 bytes, each with its offset. */
export function hexLines(bytes: Uint8Array): string[] {
  const lines: string[] = [];
  for (let from = 0; from < bytes.length; from += 16) {
    const line = Array.from(bytes.subarray(from, from + 16), hexByte).join(" ");
    lines.push(`${from.toString(16).padStart(4, "0")}  ${line}`);
  }
  return lines;
}

/**
 * A frame before and after, side by side. Changed bytes are coloured, or marked with `*` where there are no
 * colours; lines that are the same as before are left out where there are many.
 */
export function diffDump(
  before: Uint8Array,
  after: Uint8Array,
  { color, columns }: { color: boolean; columns: number },
  style: Style,
): string {
  const perLine = columns >= WIDE ? 16 : 8;
  const length = Math.max(before.length, after.length);
  const differs = (at: number) => before[at] !== after[at];
  const side = (bytes: Uint8Array, from: number, paint: (text: string) => string, mark: string) =>
    Array.from({ length: perLine }, (_, i) => {
      const byte = bytes[from + i];
      if (byte === undefined) return "   ";
      if (!differs(from + i)) return ` ${hexByte(byte)}`;
      return color ? ` ${paint(hexByte(byte))}` : `${mark}${hexByte(byte)}`;
    }).join("");

  const lines = [style.dim(`      ${"before".padEnd(3 * perLine)}    after`)];
  let same = 0;
  const flush = () => {
    if (same > 0) lines.push(style.dim(`      ... ${same} bytes that are the same`));
    same = 0;
  };
  for (let from = 0; from < length; from += perLine) {
    const bytes = Math.min(perLine, length - from);
    const changed = Array.from({ length: bytes }, (_, i) => from + i).some(differs);
    if (!changed && length > 8 * perLine) {
      same += bytes;
      continue;
    }
    flush();
    const [left, right] = [side(before, from, style.bad, " "), side(after, from, style.good, "*")];
    lines.push(`${style.dim(from.toString(16).padStart(4, "0"))} ${left}   |${right}`.trimEnd());
  }
  flush();
  return lines.join("\n");
}
