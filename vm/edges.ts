/**
 * Where a program's ways part: each function's entry, both ways out of each conditional jump, and the way on behind
 * a tail call that was not taken. What runs at these points says how often every instruction ran.
 */
import { CallSource } from "../spec/encoding.ts";
import { helperById } from "../spec/helpers.ts";
import type { ProgramCounts } from "./coverage.ts";
import type { Decoded } from "./structure.ts";

export interface EdgePoint {
  kind: "entry" | "fall" | "jump" | "behind";
  /** The instruction that it belongs to, and the one that runs next. */
  pc: number;
  next: number;
}

export interface Comparison {
  /** The conditional jump. */
  pc: number;
  width: 32 | 64;
  /** What a register is compared with, unsigned, where that is part of the instruction. */
  immediate: bigint | null;
}

const isTailCall = ({ row, src, imm }: Decoded): boolean =>
  row.form === "call" && src === CallSource.HELPER && helperById(imm)?.tailCall === true;

/** The points and comparisons of one program, numbered in the order of its instructions. */
export class Edges {
  readonly points: readonly EdgePoint[];
  readonly comparisons: readonly Comparison[];
  readonly decoded: readonly Decoded[];
  readonly #slots: number;
  readonly #pointAt: Int32Array;
  readonly #entryAt: Int32Array;
  readonly #comparisonAt: Int32Array;

  constructor(decoded: readonly Decoded[]) {
    // The last instruction is an exit or a goto, which have one slot.
    const slots = (decoded.at(-1)?.pc ?? 0) + 1;
    const points: EdgePoint[] = [];
    const comparisons: Comparison[] = [];
    this.decoded = decoded;
    this.#slots = slots;
    this.#pointAt = new Int32Array(slots).fill(-1);
    this.#entryAt = new Int32Array(slots).fill(-1);
    this.#comparisonAt = new Int32Array(slots).fill(-1);
    const entry = (pc: number) => {
      if (this.#entryAt[pc] !== -1) return;
      this.#entryAt[pc] = points.length;
      points.push({ kind: "entry", pc, next: pc });
    };
    entry(0);
    for (const insn of decoded) {
      const { pc, row, off, imm } = insn;
      if (row.form === "jump") {
        this.#pointAt[pc] = points.length;
        points.push({ kind: "fall", pc, next: pc + 1 }, { kind: "jump", pc, next: pc + 1 + off });
        this.#comparisonAt[pc] = comparisons.length;
        const immediate = row.source === "imm" ? BigInt.asUintN(row.width, BigInt(imm)) : null;
        comparisons.push({ pc, width: row.width, immediate });
      } else if (isTailCall(insn)) {
        this.#pointAt[pc] = points.length;
        points.push({ kind: "behind", pc, next: pc + 1 });
      } else if (row.form === "call" && row.target === "local") entry(pc + 1 + imm);
    }
    this.points = points;
    this.comparisons = comparisons;
  }

  /** Number of the point at a function's first instruction. */
  entry(pc: number): number {
    return this.#entryAt[pc]!;
  }

  /** Number of the point on a conditional jump's way to its nth successor, or behind a tail call. */
  point(pc: number, successor = 0): number {
    const point = this.#pointAt[pc]!;
    return point < 0 ? point : point + successor;
  }

  comparison(pc: number): number {
    return this.#comparisonAt[pc]!;
  }

  /** What every instruction slot's counts are, by how often each point was passed. */
  counts(passed: ArrayLike<number>): ProgramCounts {
    const hits = new Float64Array(this.#slots);
    const taken = new Float64Array(this.#slots);
    const byPc = new Map(this.decoded.map((insn) => [insn.pc, insn]));
    for (const [number, { kind, pc: at, next }] of this.points.entries()) {
      const times = passed[number]!;
      if (times === 0) continue;
      if (kind === "jump") taken[at]! += times;
      const visited = new Set<number>();
      for (let pc: number | null = next; pc !== null && !visited.has(pc); ) {
        visited.add(pc);
        hits[pc]! += times;
        pc = this.#follow(byPc.get(pc)!);
      }
    }
    return { hits, taken };
  }

  /** The instruction that always runs next; null where that is not certain, or there is none. */
  #follow({ pc, row, off, imm }: Decoded): number | null {
    if (row.form === "exit" || this.#pointAt[pc] !== -1) return null;
    if (row.form === "goto") return pc + 1 + (row.distance === "off" ? off : imm);
    return pc + (row.form === "lddw" ? 2 : 1);
  }
}
