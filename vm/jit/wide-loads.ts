/**
 * Numbers that a program puts together from bytes which lie side by side, as clang has it do for what may lie at any
 * address: one load is as good, and what only led to the number is not needed any more. The load is done where the
 * first of the bytes was, since the base register may be gone where the number is complete.
 */

import type { Algebra } from "../../spec/algebra.ts";
import { REGISTER_COUNT } from "../../spec/encoding.ts";
import { uniformReading } from "../../spec/readings.ts";
import type { ControlFlowGraph } from "../cfg.ts";
import type { Registers } from "./known.ts";
import { planAccess } from "./plan-access.ts";
import type { Source } from "./source.ts";

export interface WideLoad {
  /** The instruction before which it is done, by its index, and how. */
  at: number;
  base: number;
  offset: number;
  size: 2 | 4 | 8;
}

/** What a register holds, as far as bytes that were loaded are concerned. Two are the same number if they are one object. */
interface Value {
  bytes: Bytes | null;
  /** Of an operand. */
  constant?: number;
}
interface Bytes {
  /** What all of them were loaded from: the base's value, in which register first, by which instruction first, where. */
  base: Value;
  register: number;
  at: number;
  block: number;
  /** The offset of each byte, lowest first; null is a byte of zeros. */
  offsets: readonly (number | null)[];
}

const WORD = 8;
const other = (): Value => ({ bytes: null });
const others = (): Value[] => Array.from({ length: REGISTER_COUNT }, other);

/** By the index of the instruction that completes the number. */
export function findWideLoads(
  source: Source,
  graph: ControlFlowGraph,
  known: readonly Registers[],
): ReadonlyMap<number, WideLoad> {
  const found = new Map<number, WideLoad>();
  // Only what is proved can be loaded at once.
  if (!source.facts) return found;
  const atEnd: Value[][] = [];
  for (const [block, { first, end, predecessors }] of graph.blocks.entries()) {
    const before = predecessors.length === 1 ? atEnd[predecessors[0]!] : undefined;
    const values = before ? [...before] : others();
    for (let index = first; index < end; index++) {
      const insn = source.decoded[index]!;
      const { row, dst, src, off, imm } = insn;
      switch (row.form) {
        case "jump":
        case "goto":
          break;
        case "load": {
          const plan = planAccess(source, insn, known[index]!);
          const offsets = Array.from({ length: WORD }, (_, n) => (n < row.size ? off + n : null));
          const bytes = { base: values[src]!, register: src, at: index, block, offsets };
          values[dst] = { bytes: plan.kind === "free" && !plan.stack && !row.signed ? bytes : null };
          break;
        }
        case "store": {
          const { kind } = planAccess(source, insn, known[index]!);
          if (kind !== "frame" && kind !== "field") {
            for (const [register, { bytes }] of values.entries()) if (bytes) values[register] = other();
          }
          break;
        }
        case "lddw":
          values[dst] = other();
          break;
        case "alu": {
          const d = values[dst]!;
          const s = row.source === "reg" ? values[src]! : { bytes: null, constant: imm };
          const result = row.meaning(reading, d, s);
          const value = row.width === 32 ? truncated(result) : result;
          values[dst] = value;
          const merged = d.bytes && s.bytes && result !== d && result !== s;
          const load = merged && value.bytes ? oneLoad(value.bytes) : null;
          if (load) found.set(index, load);
          break;
        }
        default:
          values.splice(0, REGISTER_COUNT, ...others());
      }
    }
    atEnd[block] = values;
  }
  return found;
}

/** The load that gives these bytes, if there is one. */
function oneLoad({ offsets, register, at }: Bytes): WideLoad | null {
  const size = offsets.indexOf(null) < 0 ? WORD : offsets.indexOf(null);
  if (size !== 2 && size !== 4 && size !== 8) return null;
  const offset = offsets[0]!;
  const inRow = offsets.every((byte, n) => byte === (n < size ? offset + n : null));
  return inRow ? { at, base: register, offset, size } : null;
}

/** The lower 32 bits. */
function truncated(value: Value): Value {
  const { bytes } = value;
  if (!bytes) return other();
  if (bytes.offsets.every((byte, n) => n < 4 || byte === null)) return value;
  return { bytes: { ...bytes, offsets: bytes.offsets.map((byte, n) => (n < 4 ? byte : null)) } };
}

/** What is known of results: of copies, shifts by whole bytes, and of bytes that are put side by side. */
const reading: Algebra<Value, null> = {
  ...uniformReading(other, () => null),
  constant: (constant) => ({ bytes: null, constant }),
  or: (a, b) => {
    if (!a.bytes || !b.bytes || a.bytes.base !== b.bytes.base || a.bytes.block !== b.bytes.block)
      return other();
    const offsets: (number | null)[] = [];
    for (let n = 0; n < WORD; n++) {
      const [x, y] = [a.bytes.offsets[n]!, b.bytes.offsets[n]!];
      if (x !== null && y !== null) return other();
      offsets.push(x ?? y);
    }
    return { bytes: { ...(a.bytes.at < b.bytes.at ? a.bytes : b.bytes), offsets } };
  },
  shl: ({ bytes }, { constant }) => {
    if (!bytes || constant === undefined || constant % 8 !== 0) return other();
    const by = constant / 8;
    return {
      bytes: { ...bytes, offsets: bytes.offsets.map((_, n) => (n < by ? null : bytes.offsets[n - by]!)) },
    };
  },
  zeroExtend: (a, bits) => (bits === 32 ? truncated(a) : other()),
};
