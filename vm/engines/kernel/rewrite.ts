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
export const CELL = {
  CLOCK: 0,
  JIFFIES: 8,
  RANDOM: 16,
  CGROUP: 24,
  REDIRECT: 32,
  SIZE: 32 + REDIRECT_SIZE,
} as const;

/** What takes an instruction's place. With a member, the first instruction receives that one's address in the cell. */
interface Replacement {
  code: Uint8Array;
  member?: number;
}

/** A program that asks for random numbers in more places has a function for them: they would make it too large. */
const MOST_INLINED = 16;

const load = assemble(`
  lddw %r0, 0
  ldxdw %r0, [%r0]`);

const answers: Readonly<Record<string, Required<Replacement>>> = {
  ktime_get_ns: { member: CELL.CLOCK, code: load },
  jiffies64: { member: CELL.JIFFIES, code: load },
  get_current_cgroup_id: { member: CELL.CGROUP, code: load },
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

const EXIT = assemble("exit");
/** Of the function behind the program. */
const CALL = assemble("call_local next\nnext: exit").subarray(0, INSN_SIZE);

export interface Rewritten {
  instructions: Uint8Array;
  /** Whether it asks for packets to be redirected. */
  redirects: boolean;
  /** The slot of the function for random numbers behind all others, if the program has one. */
  random: number | null;
  /** Where an instruction of the program went, as a slot of `instructions`. */
  slotOf(pc: number): number;
  /** Which instruction of the program is the reason for a slot. */
  pcOf(slot: number): number;
}

/**
 * `cell` and what `mapFd` gives are descriptors; `others` is what an engine puts in the place of an instruction of
 * its own accord. Throws UNSUPPORTED when a jump becomes too long.
 */
export function rewrite(
  { spec, decoded }: Pick<LoadableProgram, "spec" | "decoded">,
  cell: number,
  mapFd: (name: string) => number,
  others: (insn: Decoded) => Uint8Array | null = () => null,
): Rewritten {
  // Instructions without a type have no context, and so no packet.
  const packet = contexts[contextIndexOf(spec.type)]?.packet ?? "none";
  const { get_prandom_u32: random } = answers;
  const isShared = decoded.filter((insn) => answerOf(insn, packet) === random).length > MOST_INLINED;
  const replacementOf = (insn: Decoded): Replacement | null => {
    const answer = answerOf(insn, packet);
    if (answer) return answer === random && isShared ? { code: CALL } : answer;
    const code = others(insn);
    return code && { code };
  };

  const slots = new Int32Array(spec.instructions.length / INSN_SIZE + 1).fill(-1);
  let size = 0;
  for (const insn of decoded) {
    slots[insn.pc] = size;
    size += (replacementOf(insn)?.code.length ?? lengthOf(insn)) / INSN_SIZE;
  }
  const slotOf = (pc: number): number => slots[pc]!;

  const references = new Map(spec.references.map((reference) => [reference.insn, reference]));
  const shared = isShared ? size : null;
  const instructions = new Uint8Array(size * INSN_SIZE + (isShared ? random!.code.length + EXIT.length : 0));
  const view = new DataView(instructions.buffer);
  if (isShared) {
    instructions.set(random!.code, size * INSN_SIZE);
    putLddw(view, size * INSN_SIZE, LddwSource.MAP_VALUE, cell, random!.member);
    instructions.set(EXIT, size * INSN_SIZE + random!.code.length);
  }
  for (const insn of decoded) {
    const at = slotOf(insn.pc) * INSN_SIZE;
    const replacement = replacementOf(insn);
    if (replacement) {
      const { code, member } = replacement;
      instructions.set(code, at);
      if (member !== undefined) putLddw(view, at, LddwSource.MAP_VALUE, cell, member);
      else if (code === CALL) view.setInt32(at + 4, shared! - slotOf(insn.pc) - 1, true);
    } else {
      put(view, at, relocate(insn, slotOf, spec.name));
      if (insn.row.form === "lddw") putReference(view, at, references.get(insn.pc), insn, slotOf, mapFd);
    }
  }
  return {
    instructions,
    redirects: decoded.some((insn) => answerOf(insn, packet)?.member === CELL.REDIRECT),
    random: shared,
    slotOf,
    pcOf: (slot) => decoded.findLast(({ pc }) => slotOf(pc) <= slot)?.pc ?? 0,
  };
}

const lengthOf = ({ row }: Decoded): number => (row.form === "lddw" ? 2 : 1) * INSN_SIZE;

/** What answers in the place of a helper. */
function answerOf({ row, imm }: Decoded, packet: Context["packet"]): Required<Replacement> | null {
  if (row.form !== "call" || row.target !== "helper") return null;
  const name = helperById(imm)?.name;
  if (name === undefined) return null;
  const code = recorderOf(packet, name);
  if (code) return { member: CELL.REDIRECT, code };
  return Object.hasOwn(answers, name) ? answers[name]! : null;
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
