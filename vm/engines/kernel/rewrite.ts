/**
 * The kernel's copy of a program: references resolved to descriptors, and helpers whose answers differ from run
 * to run replaced by instructions that take the machine's answer from a map. There, too, goes what is said to redirect helpers.
 */
import type { Reference } from "../../../loader/index.ts";
import { type Context, contexts } from "../../../spec/contexts.ts";
import { INSN_SIZE, LddwSource } from "../../../spec/encoding.ts";
import { helperById } from "../../../spec/helpers.ts";
import { assemble } from "../../assembler.ts";
import { contextIndexOf } from "../../context.ts";
import { MachineError } from "../../errors.ts";
import type { Decoded } from "../../structure.ts";
import type { LoadableProgram } from "../engine.ts";
import { REDIRECT_SIZE, recorderOf } from "./redirect.ts";

/** The single value of the map that holds a machine's answers, 64 bits each, and what a program asked for. */
export const CELL = { CLOCK: 0, JIFFIES: 8, RANDOM: 16, REDIRECT: 24, SIZE: 24 + REDIRECT_SIZE } as const;

/** What a helper is replaced by. The first instruction receives the address of a member of the cell. */
interface Replacement {
  member: number;
  code: Uint8Array;
}

const load = assemble(`
  lddw %r0, 0
  ldxdw %r0, [%r0]`);

const replacements: Readonly<Record<string, Replacement>> = {
  ktime_get_ns: { member: CELL.CLOCK, code: load },
  jiffies64: { member: CELL.JIFFIES, code: load },
  // SplitMix64, as the core's own (assembly/helpers/time.ts).
  get_prandom_u32: {
    member: CELL.RANDOM,
    code: assemble(`
      lddw %r1, 0
      ldxdw %r0, [%r1]
      lddw %r2, 0x9e3779b97f4a7c15
      add %r0, %r2
      stxdw [%r1], %r0
      mov %r2, %r0
      rsh %r2, 30
      xor %r0, %r2
      lddw %r2, 0xbf58476d1ce4e5b9
      mul %r0, %r2
      mov %r2, %r0
      rsh %r2, 27
      xor %r0, %r2
      lddw %r2, 0x94d049bb133111eb
      mul %r0, %r2
      mov %r2, %r0
      rsh %r2, 31
      xor %r0, %r2
      rsh %r0, 32`),
  },
};

export interface Rewritten {
  instructions: Uint8Array;
  /** Whether it asks for packets to be redirected. */
  redirects: boolean;
  /** Where an instruction of the program went, as a slot of `instructions`. */
  slotOf(pc: number): number;
  /** Which instruction of the program is the reason for a slot. */
  pcOf(slot: number): number;
}

/** `cell` and what `mapFd` gives are descriptors. Throws UNSUPPORTED when a jump becomes too long. */
export function rewrite(
  { spec, decoded }: Pick<LoadableProgram, "spec" | "decoded">,
  cell: number,
  mapFd: (name: string) => number,
): Rewritten {
  const { packet } = contexts[contextIndexOf(spec.type)]!;
  const slots = new Int32Array(spec.instructions.length / INSN_SIZE + 1).fill(-1);
  let size = 0;
  for (const insn of decoded) {
    slots[insn.pc] = size;
    size += (replacementOf(insn, packet)?.code.length ?? lengthOf(insn)) / INSN_SIZE;
  }
  const slotOf = (pc: number): number => slots[pc]!;

  const references = new Map(spec.references.map((reference) => [reference.insn, reference]));
  const instructions = new Uint8Array(size * INSN_SIZE);
  const view = new DataView(instructions.buffer);
  for (const insn of decoded) {
    const at = slotOf(insn.pc) * INSN_SIZE;
    const replacement = replacementOf(insn, packet);
    if (replacement) {
      instructions.set(replacement.code, at);
      putLddw(view, at, LddwSource.MAP_VALUE, cell, replacement.member);
    } else {
      put(view, at, relocate(insn, slotOf, spec.name));
      if (insn.row.form === "lddw") putReference(view, at, references.get(insn.pc), insn, slotOf, mapFd);
    }
  }
  return {
    instructions,
    redirects: decoded.some((insn) => replacementOf(insn, packet)?.member === CELL.REDIRECT),
    slotOf,
    pcOf: (slot) => decoded.findLast(({ pc }) => slotOf(pc) <= slot)?.pc ?? 0,
  };
}

const lengthOf = ({ row }: Decoded): number => (row.form === "lddw" ? 2 : 1) * INSN_SIZE;

function replacementOf({ row, imm }: Decoded, packet: Context["packet"]): Replacement | undefined {
  if (row.form !== "call" || row.target !== "helper") return undefined;
  const name = helperById(imm)?.name;
  if (name === undefined) return undefined;
  const code = recorderOf(packet, name);
  if (code) return { member: CELL.REDIRECT, code };
  return Object.hasOwn(replacements, name) ? replacements[name] : undefined;
}

/** Jumps and calls within the program, with their new distance. */
function relocate(insn: Decoded, slotOf: (pc: number) => number, program: string): Decoded {
  const { row, pc } = insn;
  const distance = (old: number) => slotOf(pc + 1 + old) - slotOf(pc) - 1;
  if (row.form === "call" && row.target === "local") return { ...insn, imm: distance(insn.imm) };
  if (row.form === "goto" && row.distance === "imm") return { ...insn, imm: distance(insn.imm) };
  if (row.form !== "jump" && row.form !== "goto") return insn;
  const off = distance(insn.off);
  if ((off << 16) >> 16 !== off) {
    throw new MachineError(
      "UNSUPPORTED",
      `program ${program}, instruction ${pc}: the jump becomes too long`,
      {
        program,
        pc,
      },
    );
  }
  return { ...insn, off };
}

function put(view: DataView, at: number, { row, dst, src, off, imm, imm64 }: Decoded): void {
  view.setUint8(at, row.code);
  view.setUint8(at + 1, (src << 4) | dst);
  view.setInt16(at + 2, off, true);
  view.setInt32(at + 4, row.form === "lddw" ? Number(BigInt.asIntN(32, imm64)) : imm, true);
  if (row.form === "lddw") view.setInt32(at + INSN_SIZE + 4, Number(BigInt.asIntN(32, imm64 >> 32n)), true);
}

function putReference(
  view: DataView,
  at: number,
  reference: Reference | undefined,
  { pc }: Decoded,
  slotOf: (pc: number) => number,
  mapFd: (name: string) => number,
): void {
  if (reference?.kind === "map") putLddw(view, at, LddwSource.MAP_FD, mapFd(reference.map), 0);
  else if (reference?.kind === "map_value") {
    putLddw(view, at, LddwSource.MAP_VALUE, mapFd(reference.map), reference.offset);
  } else if (reference?.kind === "function") {
    putLddw(view, at, LddwSource.FUNC, slotOf(reference.target) - slotOf(pc) - 1, 0);
  }
}

function putLddw(view: DataView, at: number, source: number, low: number, high: number): void {
  view.setUint8(at + 1, (source << 4) | (view.getUint8(at + 1) & 0xf));
  view.setInt32(at + 4, low, true);
  view.setInt32(at + INSN_SIZE + 4, high, true);
}
