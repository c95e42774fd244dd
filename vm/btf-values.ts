/** Bytes as plain objects and back, by their BTF type. */
import type { Btf, BtfMember, BtfType } from "../loader/index.ts";
import { MachineError } from "./errors.ts";

/**
 * A value in JavaScript's terms. Integers of up to 4 bytes, enums and small bit fields are numbers, longer ones
 * and pointers bigints, `_Bool` a boolean; arrays of bytes are Uint8Arrays, other arrays arrays. A struct is an
 * object of its members; those of anonymous structs and unions in it appear as its own, as in C. A union shows
 * all its members, which overlap.
 */
export type BtfValue =
  | number
  | bigint
  | boolean
  | Uint8Array
  | readonly BtfValue[]
  | { readonly [member: string]: BtfValue };

/** `encoding` of an INT (linux/btf.h). */
const INT_SIGNED = 1;
const INT_BOOL = 4;

/** Decodes a value of the type from the beginning of `bytes`. */
export function decodeValue(btf: Btf, typeId: number, bytes: Uint8Array): BtfValue {
  const type = btf.resolve(typeId);
  switch (type.kind) {
    case "INT":
    case "ENUM":
    case "ENUM64":
    case "PTR":
    case "FLOAT":
      return fromBits(type, readBits(bytes, 0, 8 * btf.sizeof(type.id)), 8 * btf.sizeof(type.id));
    case "ARRAY": {
      const size = btf.sizeof(type.type);
      if (isByte(btf, type.type)) return bytes.slice(0, type.length);
      return Array.from({ length: type.length }, (_, i) =>
        decodeValue(btf, type.type, bytes.subarray(i * size, (i + 1) * size)),
      );
    }
    case "STRUCT":
    case "UNION": {
      const object: Record<string, BtfValue> = {};
      for (const member of type.members) {
        const value = decodeMember(btf, member, bytes);
        if (member.name) object[member.name] = value;
        else Object.assign(object, value);
      }
      return object;
    }
    default:
      throw new MachineError("UNSUPPORTED", `a ${type.kind} has no value`, { found: type.kind });
  }
}

function decodeMember(btf: Btf, member: BtfMember, bytes: Uint8Array): BtfValue {
  if (member.bitSize > 0) {
    const type = btf.resolve(member.type);
    return fromBits(type, readBits(bytes, member.bitOffset, member.bitSize), member.bitSize);
  }
  return decodeValue(btf, member.type, bytes.subarray(member.bitOffset / 8));
}

/** Encodes a value of the type. Members that are left out are zero. Throws BAD_INPUT with the path to what is wrong. */
export function encodeValue(btf: Btf, typeId: number, value: BtfValue): Uint8Array {
  const bytes = new Uint8Array(btf.sizeof(typeId));
  encodeInto(btf, typeId, value, bytes, "");
  return bytes;
}

function encodeInto(btf: Btf, typeId: number, value: BtfValue, bytes: Uint8Array, path: string): void {
  const type = btf.resolve(typeId);
  switch (type.kind) {
    case "INT":
    case "ENUM":
    case "ENUM64":
    case "PTR":
    case "FLOAT":
      writeBits(bytes, 0, 8 * btf.sizeof(type.id), toBits(type, value, 8 * btf.sizeof(type.id), path));
      return;
    case "ARRAY": {
      const elements =
        Array.isArray(value) || value instanceof Uint8Array ? value : refuse(path, value, "an array");
      if (elements.length !== type.length) refuse(path, `${elements.length} elements`, `${type.length}`);
      const size = btf.sizeof(type.type);
      for (const [i, element] of elements.entries()) {
        encodeInto(btf, type.type, element, bytes.subarray(i * size, (i + 1) * size), `${path}[${i}]`);
      }
      return;
    }
    case "STRUCT":
    case "UNION":
      if (typeof value !== "object" || Array.isArray(value) || value instanceof Uint8Array) {
        refuse(path, value, "an object");
      }
      for (const [name, member] of Object.entries(value)) {
        const found = findMember(btf, type, name, 0);
        if (!found)
          refuse(path ? `${path}.${name}` : name, "no such member", memberNames(btf, type).join(", "));
        encodeMember(btf, found!, member, bytes, path ? `${path}.${name}` : name);
      }
      return;
    default:
      throw new MachineError("UNSUPPORTED", `a ${type.kind} has no value`, { found: type.kind });
  }
}

function encodeMember(btf: Btf, member: BtfMember, value: BtfValue, bytes: Uint8Array, path: string): void {
  if (member.bitSize > 0) {
    const type = btf.resolve(member.type);
    writeBits(bytes, member.bitOffset, member.bitSize, toBits(type, value, member.bitSize, path));
  } else {
    const at = member.bitOffset / 8;
    encodeInto(btf, member.type, value, bytes.subarray(at, at + btf.sizeof(member.type)), path);
  }
}

type Composite = BtfType & { kind: "STRUCT" | "UNION" };

/** The member of that name, also in anonymous structs and unions, with its offset from the outermost. */
function findMember(btf: Btf, type: Composite, name: string, bitOffset: number): BtfMember | null {
  for (const member of type.members) {
    const at = { ...member, bitOffset: bitOffset + member.bitOffset };
    if (member.name === name) return at;
    if (member.name) continue;
    const inner = btf.resolve(member.type);
    if (inner.kind !== "STRUCT" && inner.kind !== "UNION") continue;
    const found = findMember(btf, inner, name, at.bitOffset);
    if (found) return found;
  }
  return null;
}

function memberNames(btf: Btf, type: Composite): string[] {
  return type.members.flatMap((member) => {
    if (member.name) return [member.name];
    const inner = btf.resolve(member.type);
    return inner.kind === "STRUCT" || inner.kind === "UNION" ? memberNames(btf, inner) : [];
  });
}

function isByte(btf: Btf, typeId: number): boolean {
  const type = btf.resolve(typeId);
  return type.kind === "INT" && type.size === 1 && type.encoding !== INT_BOOL;
}

function readBits(bytes: Uint8Array, bitOffset: number, bits: number): bigint {
  const first = bitOffset >> 3;
  const last = (bitOffset + bits - 1) >> 3;
  let value = 0n;
  for (let i = last; i >= first; i--) value = (value << 8n) | BigInt(bytes[i] ?? 0);
  return BigInt.asUintN(bits, value >> BigInt(bitOffset & 7));
}

function writeBits(bytes: Uint8Array, bitOffset: number, bits: number, value: bigint): void {
  const first = bitOffset >> 3;
  const last = (bitOffset + bits - 1) >> 3;
  const shift = BigInt(bitOffset & 7);
  const mask = ((1n << BigInt(bits)) - 1n) << shift;
  for (let i = first; i <= last; i++) {
    const lane = BigInt(8 * (i - first));
    const keep = BigInt(bytes[i]!) & ~(mask >> lane) & 0xffn;
    bytes[i] = Number(keep | (((value << shift) >> lane) & (mask >> lane) & 0xffn));
  }
}

function fromBits(type: BtfType, raw: bigint, bits: number): BtfValue {
  if (type.kind === "FLOAT") {
    const view = new DataView(new ArrayBuffer(8));
    view.setBigUint64(0, raw, true);
    return bits === 32 ? view.getFloat32(0, true) : view.getFloat64(0, true);
  }
  if (type.kind === "INT" && type.encoding === INT_BOOL) return raw !== 0n;
  const signed =
    (type.kind === "INT" && (type.encoding & INT_SIGNED) !== 0) ||
    ((type.kind === "ENUM" || type.kind === "ENUM64") && type.signed);
  const value = signed ? BigInt.asIntN(bits, raw) : raw;
  return bits <= 32 ? Number(value) : value;
}

function toBits(type: BtfType, value: BtfValue, bits: number, path: string): bigint {
  if (type.kind === "FLOAT" && typeof value === "number") {
    const view = new DataView(new ArrayBuffer(8));
    if (bits === 32) view.setFloat32(0, value, true);
    else view.setFloat64(0, value, true);
    return view.getBigUint64(0, true);
  }
  if (typeof value === "boolean") return value ? 1n : 0n;
  if (typeof value === "bigint" || (typeof value === "number" && Number.isSafeInteger(value))) {
    const number = BigInt(value);
    if (BigInt.asUintN(bits, number) === number || BigInt.asIntN(bits, number) === number) {
      return BigInt.asUintN(bits, number);
    }
  }
  return refuse(path, value, `a number of ${bits} bits`);
}

function refuse(path: string, found: unknown, expected: string): never {
  const shown = typeof found === "object" ? JSON.stringify(found) : String(found);
  throw new MachineError("BAD_INPUT", `${path || "the value"}: ${shown}, expected ${expected}`, {
    found: shown,
    expected,
  });
}
