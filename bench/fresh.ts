/**
 * Fresh packets, in the same way on every engine. Timed runs work on what the run before left (`Program.time`), so a
 * program that changes its packet is called by another one, which writes the frame and the context anew. What that one
 * takes is measured with an empty program behind it.
 */
import { contextOf, type Program } from "../vm/index.ts";
import type { EngineName, Machines } from "./engines.ts";
import { collection } from "./program.ts";

const CALLS = "calls";

/** By engine, a program that writes the frame and then goes on in `target`, or in an empty one. */
export function freshCallers(
  machines: Machines,
  frame: Uint8Array,
  target: (engine: EngineName) => Program | null,
): Map<EngineName, Program> {
  const loaded = machines.load(
    collection(
      { fresh: caller(frame), empty: "mov %r0, 0\nexit" },
      { [CALLS]: { type: "PROG_ARRAY", keySize: 4, valueSize: 4, maxEntries: 1 } },
    ),
  );
  return new Map(
    [...loaded].map(([engine, own]) => {
      own.map(CALLS).update(0, target(engine) ?? own.program("empty"));
      return [engine, own.program("fresh")];
    }),
  );
}

/** Offset of a field of struct __sk_buff. */
const offsetOf = (field: string): number =>
  contextOf({ type: "SCHED_CLS" }).fields.find(({ name }) => name === field)!.offset;

function caller(frame: Uint8Array): string {
  const view = new DataView(frame.buffer, frame.byteOffset, frame.length);
  const stores: string[] = [];
  for (let at = 0; at < frame.length; ) {
    const left = frame.length - at;
    const [size, suffix] = left >= 4 ? [4, "w"] : left >= 2 ? [2, "h"] : [1, "b"];
    const value =
      size === 4 ? view.getInt32(at, true) : size === 2 ? view.getInt16(at, true) : view.getInt8(at);
    stores.push(`st${suffix} [%r2+${at}], ${value}`);
    at += size;
  }
  const cb = offsetOf("cb");
  const context = [offsetOf("mark"), offsetOf("tc_index"), cb, cb + 4, cb + 8, cb + 12, cb + 16];
  return `
    mov %r0, 0
    ldxw %r2, [%r1+${offsetOf("data")}]
    ldxw %r3, [%r1+${offsetOf("data_end")}]
    mov %r4, %r2
    add %r4, ${frame.length}
    jgt %r4, %r3, short
    ${stores.join("\n")}
    ${context.map((offset) => `stxw [%r1+${offset}], %r0`).join("\n")}
    lddw_map_fd %r2, @${CALLS}
    mov %r3, 0
    call 12
  short:
    mov %r0, -1
    exit`;
}
