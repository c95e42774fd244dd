/** A context's fields as a plain object, in and out. */
import { type Context, type ContextField, contexts } from "../spec/contexts.ts";
import { MachineError } from "./errors.ts";

/** Fields by their UAPI names; `cb` as five numbers; fields of 8 bytes may be a bigint. */
export type ContextValues = Record<string, number | bigint | readonly number[]>;

export const contextIndexOf = (programType: string): number =>
  contexts.findIndex((context) => context.programType === programType);

/** What a program of this type finds in r1. */
export const contextOf = ({ type }: { type: string }): Context => contexts[contextIndexOf(type)]!;

/** Fields that the machine sets from the packet, or that are addresses. */
const derived = new Set(["len", "data", "data_end", "data_meta", "sk", "flow_keys"]);

/** Fields that a run may be given. */
export const settableFields = ({ fields }: Context): ContextField[] =>
  fields.filter(({ name, kind }) => kind === "scalar" && !derived.has(name));

/**
 * The structure's bytes: zeros, or `bytes`, with these fields set. Throws BAD_INPUT on an unknown field or a value
 * that does not fit.
 */
export function encodeContext(
  context: Context,
  values: ContextValues,
  bytes: Uint8Array = new Uint8Array(context.size),
): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  for (const [name, value] of Object.entries(values)) {
    const field = context.fields.find((candidate) => candidate.name === name);
    const refuse = (problem: string): never => {
      throw new MachineError("BAD_INPUT", `context field ${name}: ${problem}`, { found: String(value) });
    };
    if (!field) {
      const known = context.fields.filter((f) => !derived.has(f.name)).map((f) => f.name);
      return refuse(`${context.structure} has ${known.join(", ")}`);
    }
    if (derived.has(name)) refuse("follows from the packet and cannot be set");
    if (typeof value === "object") {
      if (value.length * 4 !== field.size) refuse(`takes ${field.size / 4} numbers`);
      for (const [i, word] of value.entries()) view.setUint32(field.offset + 4 * i, word >>> 0, true);
    } else {
      put(view, field, value, refuse);
    }
  }
  return bytes;
}

function put(
  view: DataView,
  field: ContextField,
  value: number | bigint,
  refuse: (problem: string) => never,
): void {
  if (typeof value === "number" && !Number.isSafeInteger(value)) refuse("is not a whole number");
  const number = BigInt(value);
  const bits = 8 * field.kept;
  if (field.size > 8) refuse(`takes ${field.size / 4} numbers`);
  if (BigInt.asUintN(bits, number) !== number && BigInt.asIntN(bits, number) !== number) {
    refuse(`does not fit ${field.kept} bytes`);
  }
  for (let i = 0; i < field.kept; i++) {
    view.setUint8(field.offset + i, Number((number >> BigInt(8 * i)) & 0xffn));
  }
}

/** All fields but addresses. Those of 8 bytes are numbers where that is exact, else bigints. */
export function decodeContext(context: Context, bytes: Uint8Array): ContextValues {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const values: ContextValues = {};
  for (const { name, offset, size, kind } of context.fields) {
    if (kind !== "scalar" || name === "flow_keys") continue;
    if (size === 8) {
      const value = view.getBigUint64(offset, true);
      values[name] = value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value;
    } else if (size > 8) {
      values[name] = Array.from({ length: size / 4 }, (_, i) => view.getUint32(offset + 4 * i, true));
    } else {
      values[name] =
        size === 4
          ? view.getUint32(offset, true)
          : size === 2
            ? view.getUint16(offset, true)
            : view.getUint8(offset);
    }
  }
  return values;
}
