/** What must hold for an instruction not to trap, and whether it holds: each access, each argument of a helper. */
import { type Context, fieldFor, socketPointer } from "../../spec/contexts.ts";
import { type Helper, helperById, isWritten } from "../../spec/helpers.ts";
import { Pointer, rangeOf, type State, Unknown, type UnknownReason, type Value } from "./domain.ts";
import type { AccessFact, ArgumentFact, Region } from "./facts.ts";
import { Scalar } from "./scalars.ts";
import { memorySize } from "./transfer.ts";

/** Why something stays to be checked. */
export type Reason =
  | UnknownReason
  /** A number where a pointer must be. */
  | "SCALAR"
  | "NULLABLE"
  /** Perhaps outside its object. */
  | "STACK_RANGE"
  | "PACKET_RANGE"
  | "PACKET_META_RANGE"
  | "MAP_VALUE_RANGE"
  | "READ_ONLY"
  /** Nothing is read or written through such a pointer. */
  | "OPAQUE"
  /** No such field of the context, or not at one place. */
  | "CONTEXT_FIELD"
  /** An atomic that may not be aligned. */
  | "ALIGNMENT"
  /** The size of a helper's memory is not known well enough. */
  | "SIZE";

/** Kernel: BPF_MAX_VAR_SIZ. */
const MAX_SIZE = 2 ** 29;

interface Access {
  off: number;
  size: number;
  write: boolean;
}

const NOWHERE = { region: "unknown", offset: null } as const;
const unproved = (region: Region, offset: number | null, reason: Reason): AccessFact => ({
  region,
  offset,
  proved: false,
  reason,
});

/** Whether an access through a pointer is within its object, and may be. */
export function checkAccess(state: State, place: Value, access: Access, context: Context | null): AccessFact {
  if (place instanceof Scalar) return { ...NOWHERE, proved: false, reason: "SCALAR" };
  if (place instanceof Unknown) return { ...NOWHERE, proved: false, reason: place.reason };
  const { off, size, write } = access;
  const offset = place.base === null ? place.offset + off : null;
  const isWithin = place.from + off >= 0 && rangeOf(state, place) >= place.offset + off + size;
  const result = (region: Region, reason: Reason | null): AccessFact => {
    const why = place.nullable ? "NULLABLE" : reason;
    return { region, offset, proved: why === null, reason: why };
  };
  switch (place.kind) {
    case "stack":
      return result("stack", isWithin ? null : "STACK_RANGE");
    case "caller_stack":
      return result("caller_stack", isWithin ? null : "STACK_RANGE");
    case "packet":
      return result("packet", isWithin ? null : "PACKET_RANGE");
    case "packet_meta":
      return result("packet_meta", isWithin ? null : "PACKET_META_RANGE");
    case "map_value":
    case "stack_or_map_value": {
      const reason = !isWithin ? "MAP_VALUE_RANGE" : write && place.maps!.readOnly ? "READ_ONLY" : null;
      return result(place.kind, reason);
    }
    case "context":
      return result(
        "context",
        offset !== null && context && fieldFor(context, offset, size, write) ? null : "CONTEXT_FIELD",
      );
    case "socket": {
      const readable = offset !== null && !write && fieldFor(socketPointer, offset, size, false);
      return result("socket", readable ? null : "OPAQUE");
    }
    default:
      return unproved("unknown", null, "OPAQUE");
  }
}

/** The same for an atomic, which has to be aligned too. */
export function checkAtomic(
  state: State,
  place: Value,
  off: number,
  size: number,
  context: Context | null,
): AccessFact {
  const fact = checkAccess(state, place, { off, size, write: true }, context);
  if (!fact.proved) return fact;
  if (fact.region === "context") return unproved("context", fact.offset, "CONTEXT_FIELD");
  // Frames and values of maps begin at multiples of 8; packets begin anywhere.
  const aligned = ["stack", "caller_stack", "map_value"].includes(fact.region) && fact.offset !== null;
  return aligned && fact.offset! % size === 0 ? fact : { ...fact, proved: false, reason: "ALIGNMENT" };
}

// ---- helpers

const ANYTHING: ArgumentFact = { constant: null, map: null, memory: null, proved: true };

/** One entry per argument of the helper's row. */
export function checkArguments(state: State, helperId: number, context: Context | null): ArgumentFact[] {
  const helper = helperById(helperId);
  return helper ? helper.arguments.map((_, i) => checkArgument(state, helper, i, context)) : [];
}

function checkArgument(state: State, helper: Helper, i: number, context: Context | null): ArgumentFact {
  const value = state.registers[i + 1]!;
  const constant = value instanceof Scalar && value.isConstant ? value.toBigInt() : null;
  const whole = (kind: Pointer["kind"]): boolean =>
    value instanceof Pointer && value.kind === kind && value.isWhole;
  const isNull = constant === 0n;
  const kind = helper.arguments[i]!;
  switch (kind) {
    case "context":
      return { ...ANYTHING, proved: whole("context") };
    case "context_or_null":
      return { ...ANYTHING, constant, proved: whole("context") || isNull };
    case "map": {
      if (!(value instanceof Pointer) || value.kind !== "map") return { ...ANYTHING, proved: false };
      const { shapes } = value.maps!;
      const proved = value.isWhole && shapes.every(({ type }) => helper.mapTypes?.includes(type) ?? true);
      const names = shapes.map(({ name }) => name).filter((name) => name !== null);
      return {
        ...ANYTHING,
        map: shapes.length === 1 && proved ? shapes[0]!.name : null,
        ...(proved && names.length === shapes.length && { maps: names }),
        proved,
      };
    }
    case "map_key":
    case "map_value":
    case "map_value_out":
    case "memory":
    case "memory_or_null":
    case "memory_inout":
    case "memory_out": {
      const memory = checkMemory(state, helper, i, context);
      return { ...ANYTHING, constant, memory, proved: memory.proved };
    }
    case "size":
    case "size_or_zero": {
      const least = kind === "size" ? 1 : 0;
      const proved = value instanceof Scalar && value.umin >= least && value.umax < MAX_SIZE;
      return { ...ANYTHING, constant, proved };
    }
    case "u32":
    case "i32":
    case "u64":
      return { ...ANYTHING, constant };
    case "socket":
      return { ...ANYTHING, proved: whole("socket") };
    case "socket_or_null":
      return { ...ANYTHING, constant, proved: whole("socket") || isNull };
    case "callback":
      return { ...ANYTHING, proved: whole("function") };
    case "callback_context":
      return { ...ANYTHING, constant, proved: value instanceof Pointer || isNull };
  }
}

function checkMemory(state: State, helper: Helper, i: number, context: Context | null): AccessFact {
  const kind = helper.arguments[i]!;
  const value = state.registers[i + 1]!;
  const size = memorySize(helper, i, state);
  const isNull = value instanceof Scalar && value.umax === 0;
  if (kind === "memory_or_null" && isNull) {
    return { ...NOWHERE, proved: size?.to === 0, reason: size?.to === 0 ? null : "SIZE" };
  }
  if (value instanceof Pointer && value.kind === "context") return unproved("context", null, "OPAQUE");
  if (!size || size.to >= MAX_SIZE) {
    const fact = checkAccess(state, value, { off: 0, size: 0, write: false }, context);
    return { ...fact, proved: false, reason: fact.reason ?? "SIZE" };
  }
  return checkAccess(state, value, { off: 0, size: size.to, write: isWritten(kind) }, context);
}
