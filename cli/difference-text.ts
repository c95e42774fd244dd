/** A packet on which the interpreter and the kernel differ, for people. */
import type { ComparedRun, Difference, RunResult } from "../vm/index.ts";
import { toHex } from "./bytes.ts";
import { diffDump } from "./hexdump.ts";
import type { Io } from "./io.ts";
import { trapSentence } from "./messages.ts";
import { summarizePacket } from "./packet-summary.ts";
import { style as styleOf } from "./style.ts";

/** Elements of maps that are shown; others are counted. */
const MAX_ELEMENTS = 8;

export function differenceText(
  frame: Uint8Array,
  { left, right, differences }: Exclude<ComparedRun, { outcome: "refused" }>,
  io: Pick<Io, "color" | "columns">,
): string {
  const style = styleOf(io.color);
  const lines = [`${summarizePacket(frame)}, ${frame.length} bytes`];
  const both = (name: string, interpreter: string, kernel: string) =>
    lines.push("", name, `  interpreter  ${interpreter}`, `  kernel       ${kernel}`);
  for (const difference of differences.filter(({ what }) => what !== "map")) {
    const { what, name } = difference;
    if (what === "retval") both("returned", verdict(left), verdict(right));
    else if (what === "packet") {
      lines.push("", "packet: interpreter, kernel");
      lines.push(diffDump(left.dataOut, right.dataOut, io, style).trimEnd());
    } else if (left.trap && what === "trap") {
      const { program, pc, insn } = left.trap;
      both("stopped", trapSentence(left.trap), `no: ${verdict(right)}`);
      lines.push(`  in ${program}, instruction ${pc}: ${insn}`);
    } else both(name === null ? what : `${what} ${name}`, value(difference.left), value(difference.right));
  }
  const elements = differences.filter(({ what }) => what === "map");
  for (const { name, key, left: ours, right: theirs } of elements.slice(0, MAX_ELEMENTS)) {
    both(`map ${name}, key ${toHex(key!)}`, value(ours), value(theirs));
  }
  if (elements.length > MAX_ELEMENTS)
    lines.push("", `${elements.length - MAX_ELEMENTS} more elements of maps`);
  return `${lines.join("\n")}\n`;
}

const verdict = ({ retval, action }: RunResult): string => `${retval}${action ? ` ${action}` : ""}`;

const value = (item: Difference["left"]): string =>
  item === null ? "none" : item instanceof Uint8Array ? toHex(item) : String(item);
