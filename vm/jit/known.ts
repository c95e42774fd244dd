/**
 * What is known of each register before each instruction: constants, and what pointers point to. A forward pass over
 * one function, for when there are no facts and besides them: it follows copies and sums, not memory or conditions.
 */

import { FRAME_POINTER, REGISTER_COUNT, STACK_SIZE } from "../../spec/encoding.ts";
import { helperById } from "../../spec/helpers.ts";
import { instructions, type Width } from "../../spec/isa.ts";
import { CONTEXT, ProvenanceKind } from "../../spec/layout.ts";
import { MAP_TYPES } from "../../spec/maps.ts";
import { provenanceReading } from "../../spec/readings.ts";
import type { ControlFlowGraph } from "../cfg.ts";
import type { Decoded } from "../structure.ts";
import type { Facts } from "../verify/facts.ts";
import { planAccess } from "./plan-access.ts";
import {
  baseOf,
  CONTEXT_POINTER,
  difference,
  join,
  kindOf,
  type Pointer,
  SCALAR,
  sum,
} from "./provenance.ts";
import { type Constant, constants } from "./reading.ts";
import type { Source } from "./source.ts";

export interface Known {
  constant: Constant | null;
  pointer: Pointer;
  /** Where it is one of several maps, as it was loaded: the addresses of their descriptors. */
  maps?: readonly number[];
}
/** r0 to r10. */
export type Registers = readonly Known[];

const UNKNOWN: Known = { constant: null, pointer: "any" };
const NUMBER: Known = { constant: null, pointer: SCALAR };
const number = (value: bigint): Known => ({
  constant: { value: BigInt.asUintN(64, value), framed: false },
  pointer: SCALAR,
});
const ZERO = number(0n);
const FRAME_TOP: Known = { constant: { value: BigInt(STACK_SIZE), framed: true }, pointer: "frame" };
const CONTEXT_START: Known = {
  constant: { value: BigInt(CONTEXT), framed: false },
  pointer: CONTEXT_POINTER,
};

const pointers = provenanceReading<Pointer>(SCALAR, sum, difference);

/** As a program finds its registers. */
export function entryRegisters(source: Source): Registers {
  const registers = Array.from({ length: REGISTER_COUNT }, () => ZERO);
  if (source.context) registers[1] = CONTEXT_START;
  else {
    registers[1] = { constant: null, pointer: "memory" };
    registers[2] = NUMBER;
  }
  registers[FRAME_POINTER] = FRAME_TOP;
  return registers;
}

/** As a function of a program finds them, whoever calls it. */
export function calleeRegisters(): Registers {
  const registers = Array.from({ length: REGISTER_COUNT }, () => UNKNOWN);
  registers[FRAME_POINTER] = FRAME_TOP;
  return registers;
}

const sameConstant = (a: Constant | null, b: Constant | null): boolean =>
  a === b || (a !== null && b !== null && a.value === b.value && a.framed === b.framed);

function joinKnown(a: Known, b: Known): Known {
  if (a === b) return a;
  const constant = sameConstant(a.constant, b.constant) ? a.constant : null;
  const pointer = join(a.pointer, b.pointer);
  const maps = constant === null ? joinMaps(a, b) : undefined;
  if (constant === a.constant && pointer === a.pointer && maps?.length === a.maps?.length) return a;
  return { constant, pointer, ...(maps && { maps }) };
}

/** More maps than this are not told apart. */
const MAX_MAPS = 8;

/** The maps that a register may be, if it is one: none else. */
function mapsOf({ constant, pointer, maps }: Known): readonly number[] | undefined {
  if (typeof pointer !== "bigint" || kindOf(pointer) !== ProvenanceKind.MAP) return maps;
  return constant?.value === baseOf(pointer) ? [Number(constant.value)] : undefined;
}

function joinMaps(a: Known, b: Known): readonly number[] | undefined {
  const [some, more] = [mapsOf(a), mapsOf(b)];
  if (!some || !more) return undefined;
  const all = [...new Set([...some, ...more])];
  return all.length > MAX_MAPS ? undefined : all;
}

/** Of each row: whether it only copies its source. */
const isMove = instructions.map(
  (row) =>
    row.form === "alu" &&
    row.width === 64 &&
    row.meaning(
      provenanceReading(
        0,
        () => -1,
        () => -1,
      ),
      1,
      2,
    ) === 2,
);

/** The registers before each instruction (by its index) that the graph reaches. */
export function findKnown(source: Source, graph: ControlFlowGraph, entry: Registers): Registers[] {
  const atStart: (Registers | undefined)[] = graph.blocks.map((_, block) =>
    block === 0 ? entry : undefined,
  );
  const before: Registers[] = [];
  for (let changed = true; changed; ) {
    changed = false;
    for (const [number, { first, end, successors }] of graph.blocks.entries()) {
      let registers = atStart[number];
      if (!registers) continue;
      for (let index = first; index < end; index++) {
        const insn = source.decoded[index]!;
        registers = withFacts(source, insn, registers);
        before[index] = registers;
        registers = after(source, insn, registers);
      }
      for (const successor of successors) {
        const old: Registers | undefined = atStart[successor];
        const joined: Registers = old ? joinAll(old, registers) : registers;
        if (joined === old) continue;
        atStart[successor] = joined;
        changed = true;
      }
    }
  }
  return before;
}

function joinAll(old: Registers, more: Registers): Registers {
  if (old === more) return old;
  const joined = old.map((known, register) => joinKnown(known, more[register]!));
  return joined.every((known, register) => known === old[register]) ? old : joined;
}

/** The registers that an instruction reads, with what facts say of them. */
function withFacts({ facts }: Source, { pc, row, dst, src }: Decoded, registers: Registers): Registers {
  if (!facts) return registers;
  if (row.form === "exit") return withFact(facts, pc, registers, 0);
  if (row.form !== "call") return withFact(facts, pc, withFact(facts, pc, registers, dst), src);
  for (let register = 1; register <= 5; register++) registers = withFact(facts, pc, registers, register);
  return registers;
}

function withFact(facts: Facts, pc: number, registers: Registers, register: number): Registers {
  const known = registers[register]!;
  if (known.pointer !== SCALAR && !facts.isScalar(pc, register)) return registers;
  const value = known.constant === null ? facts.constant(pc, register) : null;
  if (known.pointer === SCALAR && value === null) return registers;
  return set(registers, register, value === null ? { ...known, pointer: SCALAR } : number(value));
}

function set(registers: Registers, register: number, known: Known): Registers {
  const next = registers.slice();
  next[register] = known;
  return next;
}

/** Behind a call: r0, and what r1 to r5 are then. */
function called(registers: Registers, result: Known, lost: Known): Registers {
  const next = registers.slice();
  next[0] = result;
  next.fill(lost, 1, 6);
  return next;
}

/** An operand at the row's width. */
const operandOf = ({ constant }: Known, width: Width): Constant | null =>
  constant === null || width === 64
    ? constant
    : constant.framed
      ? null
      : { value: BigInt.asUintN(32, constant.value), framed: false };

function after(source: Source, insn: Decoded, registers: Registers): Registers {
  const { row, dst, src } = insn;
  switch (row.form) {
    case "alu": {
      const s = row.source === "reg" ? registers[src]! : number(BigInt(insn.imm));
      if (isMove[insn.rowIndex] && row.source === "reg") return set(registers, dst, s);
      const d = registers[dst]!;
      return set(registers, dst, {
        constant: row.meaning(constants[row.width], operandOf(d, row.width), operandOf(s, row.width)),
        pointer: row.width === 64 ? row.meaning(pointers, d.pointer, s.pointer) : SCALAR,
      });
    }
    case "lddw": {
      const { value, provenance } = source.resolve(insn);
      const constant = { value: BigInt.asUintN(64, value), framed: false };
      return set(registers, dst, { constant, pointer: provenance });
    }
    case "load":
      return set(registers, dst, { constant: null, pointer: loadedPointer(source, insn, registers) });
    case "atomic":
      if (row.fetch === "none") return registers;
      return set(registers, row.fetch === "src" ? src : 0, NUMBER);
    case "packet_load":
      return called(registers, NUMBER, ZERO);
    case "call":
      switch (row.target) {
        case "local":
          return called(registers, UNKNOWN, NUMBER);
        case "helper":
          return afterHelper(source, insn, registers);
        default:
          return called(registers, UNKNOWN, UNKNOWN);
      }
    case "store":
    case "jump":
    case "goto":
    case "exit":
      return registers;
  }
}

function loadedPointer(source: Source, insn: Decoded, registers: Registers): Pointer {
  if (insn.row.form !== "load" || insn.row.size < 4) return SCALAR;
  const plan = planAccess(source, insn, registers);
  const wide = insn.row.size === 8;
  switch (plan.kind) {
    case "frame":
      return wide && plan.offset % 8 === 0 ? "any" : SCALAR;
    case "range":
      return wide && plan.pointer === "frame" ? "any" : SCALAR;
    case "free":
      return wide && plan.stack ? "any" : SCALAR;
    case "field":
      return plan.field.kind === "scalar" ? SCALAR : plan.field.kind === "packet" ? "packet" : "any";
    case "any":
      return "any";
    default:
      return SCALAR;
  }
}

function afterHelper(source: Source, insn: Decoded, registers: Registers): Registers {
  const helper = helperById(insn.imm);
  if (helper?.tailCall) return registers;
  const result = { constant: null, pointer: resultPointer(source, insn, registers) };
  if (!helper?.arguments.includes("callback")) return set(registers, 0, result);
  // Called back or not: the arguments, or what the callback left there.
  return called(registers, result, UNKNOWN);
}

const MAPS_OF_MAPS = [MAP_TYPES.ARRAY_OF_MAPS.number, MAP_TYPES.HASH_OF_MAPS.number];

function resultPointer(source: Source, insn: Decoded, registers: Registers): Pointer {
  const helper = helperById(insn.imm);
  // A helper that is not there traps.
  if (!helper || helper.result === "scalar") return SCALAR;
  if (helper.result !== "map_value") return "any";
  const maps = mapArgument(source, insn, registers, helper.arguments.indexOf("map"));
  return maps?.every((map) => !MAPS_OF_MAPS.includes(source.mapAt(map).type)) ? "memory" : "any";
}

/** The descriptors of the maps that an argument (counted from 0) may be, where it is certainly one of them. */
export function mapArgument(
  source: Source,
  insn: Decoded,
  registers: Registers,
  argument: number,
): readonly number[] | null {
  const maps = mapsOf(registers[argument + 1]!);
  if (maps) return maps;
  const fact = source.facts?.arguments(insn.pc)[argument];
  if (!fact?.proved || !fact.maps) return null;
  const named = fact.maps.map((name) => source.mapNamed(name)).filter((map) => map !== null);
  return named.length === fact.maps.length ? named : null;
}
