/** How a helper is to be called: directly, where every argument is known to be what its row asks for. */
import { STACK_SIZE } from "../../spec/encoding.ts";
import { type Helper, helperById, isWritten } from "../../spec/helpers.ts";
import { CONTEXT, ProvenanceKind } from "../../spec/layout.ts";
import { MAP_TYPES, type MapType } from "../../spec/maps.ts";
import type { Decoded } from "../structure.ts";
import { mapArgument, type Registers } from "./known.ts";
import { baseOf, CONTEXT_POINTER, kindOf, lengthOf } from "./provenance.ts";
import type { MapShape, Source } from "./source.ts";

/** What is passed for an argument; `register` is 1 to 5. */
export type Passed =
  /** The register's 64 bits, or the lower 32 of them. */
  { kind: "value"; register: number; wide: boolean } | { kind: "constant"; value: number };

export interface DirectCall {
  kind: "direct";
  helper: Helper;
  passed: readonly Passed[];
  /** The descriptors of the maps that the helper's map argument may be, where that is known. */
  maps: readonly number[] | null;
  /** Memory that the helper writes: the register with its address, and its size, if that is known. */
  written: { register: number; size: number | null } | null;
}
/** Through `callHelper` of the core, which looks at the arguments in the registers. */
export interface GenericCall {
  kind: "generic";
  /** How many arguments there are. */
  arguments: number;
  /** Whether it calls functions of the program back, in which the arguments' registers are lost. */
  callsBack: boolean;
}
export type CallPlan = DirectCall | GenericCall;

export function planCall(source: Source, insn: Decoded, registers: Registers): CallPlan {
  const helper = helperById(insn.imm);
  if (!helper) return { kind: "generic", arguments: 0, callsBack: false };
  const callsBack = helper.arguments.includes("callback");
  // What is called back finds all five registers.
  if (callsBack) return { kind: "generic", arguments: 5, callsBack };
  return (
    directCall(source, insn, helper, registers) ?? {
      kind: "generic",
      arguments: helper.arguments.length,
      callsBack,
    }
  );
}

function directCall(source: Source, insn: Decoded, helper: Helper, registers: Registers): DirectCall | null {
  const facts = source.facts?.arguments(insn.pc) ?? null;
  const mapIndex = helper.arguments.indexOf("map");
  const maps = mapIndex < 0 ? null : mapArgument(source, insn, registers, mapIndex);
  const shapes = maps?.map((map) => source.mapAt(map)) ?? [];
  const passed: Passed[] = [];
  let written: DirectCall["written"] = null;

  /** The value of an argument (counted from 0) that is a known number. */
  const numberOf = (argument: number): number | null => {
    const { constant, pointer } = registers[argument + 1]!;
    const value =
      constant && !constant.framed && pointer === 0n ? constant.value : facts?.[argument]?.constant;
    return value === null || value === undefined || value >= 2n ** 29n ? null : Number(value);
  };
  const isMemory = (argument: number, size: number | null, write: boolean): boolean => {
    if (facts?.[argument]?.proved && facts[argument]!.memory?.proved) return true;
    if (size === null || size === 0) return false;
    return covers(registers[argument + 1]!, size, write);
  };

  for (const [i, kind] of helper.arguments.entries()) {
    const register = i + 1;
    const known = registers[register]!;
    const proved = facts?.[i]?.proved ?? false;
    const narrow: Passed = { kind: "value", register, wide: false };
    switch (kind) {
      case "context":
        if (!proved && !isContext(known)) return null;
        continue;
      case "context_or_null":
        if (!proved) return null;
        continue;
      case "callback":
      case "callback_context":
        return null;
      case "map":
        if (maps === null && !proved) return null;
        if (!shapes.every(({ type }) => helper.mapTypes?.some((name) => isType(name, type)) ?? true))
          return null;
        passed.push(maps?.length === 1 ? { kind: "constant", value: maps[0]! } : narrow);
        continue;
      case "map_key":
      case "map_value":
      case "map_value_out": {
        const sizes = shapes.map((shape) => (kind === "map_key" ? shape.keySize : shape.valueSize));
        const size = sizes.length > 0 ? Math.max(...sizes) : null;
        const write = isWritten(kind);
        if (!isMemory(i, size, write)) return null;
        if (write) written = { register, size };
        break;
      }
      case "memory":
      case "memory_out":
      case "memory_inout": {
        const size = numberOf(i + 1);
        const write = isWritten(kind);
        if (!isMemory(i, size, write)) return null;
        if (write) written = { register, size };
        break;
      }
      case "memory_or_null": {
        const isNull = known.pointer === 0n && known.constant?.value === 0n && numberOf(i + 1) === 0;
        if (!isNull && !isMemory(i, numberOf(i + 1), false)) return null;
        break;
      }
      case "size":
      case "size_or_zero": {
        const size = numberOf(i);
        if (!proved && (size === null || (size === 0 && kind === "size"))) return null;
        break;
      }
      case "socket":
      case "socket_or_null":
        if (!proved) return null;
        break;
      case "u64":
        passed.push({ kind: "value", register, wide: true });
        continue;
      case "u32":
      case "i32":
        break;
    }
    passed.push(narrow);
  }
  return { kind: "direct", helper, passed, maps, written };
}

/** A tail call with the context, through an array that is known. */
export interface TailCallPlan {
  array: MapShape;
  /** The slot, or null where only the register says. */
  index: number | null;
}

export function planTailCall(source: Source, insn: Decoded, registers: Registers): TailCallPlan | null {
  const facts = source.facts?.arguments(insn.pc) ?? null;
  if (!facts?.[0]?.proved && !isContext(registers[1]!)) return null;
  const maps = mapArgument(source, insn, registers, 1);
  const array = maps?.length === 1 ? source.mapAt(maps[0]!) : null;
  if (!array?.flat || !isType("PROG_ARRAY", array.type)) return null;
  const index = registers[3]!.constant;
  if (index === null || index.framed) return { array, index: null };
  // The helper takes 32 bits of it.
  const slot = Number(BigInt.asUintN(32, index.value));
  return slot < array.maxEntries ? { array, index: slot } : null;
}

const isContext = ({ constant, pointer }: Registers[number]): boolean =>
  pointer === CONTEXT_POINTER && constant?.value === BigInt(CONTEXT);
const isType = (name: string, number: number): boolean => MAP_TYPES[name as MapType].number === number;

/** Whether `size` bytes at a register's value are within plain memory. */
function covers({ constant, pointer }: Registers[number], size: number, write: boolean): boolean {
  if (constant === null) return false;
  if (pointer === "frame") {
    return constant.framed && constant.value + BigInt(size) <= BigInt(STACK_SIZE);
  }
  if (typeof pointer !== "bigint" || constant.framed) return false;
  const kind = kindOf(pointer);
  if (kind !== ProvenanceKind.MEMORY && (kind !== ProvenanceKind.READ_ONLY || write)) return false;
  const offset = constant.value - baseOf(pointer);
  return offset >= 0n && offset + BigInt(size) <= lengthOf(pointer);
}
