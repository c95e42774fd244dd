/** Bytes as plain objects and back, by their BTF type. */
import type { Btf, BtfMember, BtfType } from "../loader/index.ts";
import { parseAddress, parseMac } from "../spec/addresses.ts";
import { INT_ENCODING } from "../spec/btf.ts";
import { parseInteger } from "../spec/text.ts";
import { MachineError } from "./errors.ts";
import { isObject } from "./is-object.ts";

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

/**
 * What stands for a value when it is encoded: also text, for numbers (`0x1f`), enumerators, addresses and MACs,
 * which lie in network order at the beginning, and the characters of a `char` array. Members that are left out are
 * zero. The members of a union may all be given, if they agree.
 */
export type BtfInput = BtfValue | string | readonly BtfInput[] | { readonly [member: string]: BtfInput };

/** Names of members and numbers of elements. */
export type ValuePath = readonly (string | number)[];

/** `value.in[2].a` */
export const pathText = (path: ValuePath): string =>
  path.map((step, i) => (typeof step === "number" ? `[${step}]` : i === 0 ? step : `.${step}`)).join("");

/** Encodes a value of the type. Throws BAD_INPUT; its path, behind `path`, leads to what is wrong. */
export function encodeValue(btf: Btf, typeId: number, value: unknown, path: ValuePath = []): Uint8Array {
  const size = btf.sizeof(typeId);
  const target = { bytes: new Uint8Array(size), given: new Uint8Array(size) };
  new Encoder(btf, path).value(typeId, value, target);
  return target.bytes;
}

/** Where a value goes, and which of its bits were given already. */
interface Target {
  bytes: Uint8Array;
  given: Uint8Array;
}

const part = ({ bytes, given }: Target, at: number, size: number): Target => ({
  bytes: bytes.subarray(at, at + size),
  given: given.subarray(at, at + size),
});

class Encoder {
  readonly #btf: Btf;
  readonly #path: (string | number)[];

  constructor(btf: Btf, path: ValuePath) {
    this.#btf = btf;
    this.#path = [...path];
  }

  value(typeId: number, value: unknown, target: Target): void {
    const btf = this.#btf;
    const type = btf.resolve(typeId);
    switch (type.kind) {
      case "INT":
      case "ENUM":
      case "ENUM64":
      case "PTR":
      case "FLOAT":
        this.#number(type, value, target, 0, 8 * btf.sizeof(type.id));
        return;
      case "ARRAY":
        this.#array(type, value, target);
        return;
      case "STRUCT":
      case "UNION":
        if (typeof value === "string") this.#address(value, target);
        else this.#members(type, value, target);
        return;
      default:
        throw new MachineError("UNSUPPORTED", `a ${type.kind} has no value`, { found: type.kind });
    }
  }

  #array(type: BtfType & { kind: "ARRAY" }, value: unknown, target: Target): void {
    if (typeof value === "string") {
      if (isChar(this.#btf, type.type)) this.#text(value, target);
      else if (isByte(this.#btf, type.type)) this.#address(value, target);
      else this.#refuse(value, "a list");
      return;
    }
    if (!Array.isArray(value) && !(value instanceof Uint8Array)) this.#refuse(value, "a list");
    const elements = value as readonly unknown[] | Uint8Array;
    if (elements.length !== type.length) this.#refuse(`${elements.length} elements`, `${type.length}`);
    const size = this.#btf.sizeof(type.type);
    elements.forEach((element, i) => {
      this.#at(i, () => this.value(type.type, element, part(target, i * size, size)));
    });
  }

  #members(type: Composite, value: unknown, target: Target): void {
    if (!isObject(value)) this.#refuse(value, "an object of members");
    for (const [name, member] of Object.entries(value)) {
      this.#at(name, () => {
        // bpftool's name for a struct or union without one; what is in it appears as its parent's.
        if (name === "") {
          for (const one of Array.isArray(member) ? member : [member]) this.#members(type, one, target);
          return;
        }
        const found = findMember(this.#btf, type, name, 0);
        if (!found) return this.#refuse("no such member", memberNames(this.#btf, type).join(", "));
        const { bitSize, bitOffset } = found;
        if (bitSize > 0) this.#number(this.#btf.resolve(found.type), member, target, bitOffset, bitSize);
        else {
          const size = this.#btf.sizeof(found.type);
          this.value(found.type, member, part(target, bitOffset / 8, size));
        }
      });
    }
  }

  #number(type: BtfType, value: unknown, target: Target, bitOffset: number, bits: number): void {
    const raw = toBits(type, value, bits);
    if (raw !== null) {
      this.#write(target, bitOffset, bits, raw);
      return;
    }
    const isWhole = bits === 8 * target.bytes.length;
    const bytes = typeof value === "string" && isWhole ? (parseMac(value) ?? parseAddress(value)) : null;
    if (bytes && 8 * bytes.length <= bits) {
      this.#bytes(bytes, target);
      return;
    }
    const enumerators = type.kind === "ENUM" || type.kind === "ENUM64" ? type.values : [];
    const names = enumerators.map(({ name }) => name).join(", ");
    this.#refuse(value, `a number of ${bits} bits${names && ` or one of ${names}`}`);
  }

  #address(text: string, target: Target): void {
    const bytes = parseMac(text) ?? parseAddress(text);
    const room = target.bytes.length;
    if (!bytes) this.#refuse(text, "a MAC or IP address");
    if (bytes!.length > room) this.#refuse(text, `an address of at most ${room} bytes`);
    this.#bytes(bytes!, target);
  }

  #text(text: string, target: Target): void {
    const bytes = new TextEncoder().encode(text);
    const room = target.bytes.length;
    if (bytes.length > room) this.#refuse(text, `at most ${room} characters`);
    this.#bytes(bytes, target);
  }

  /** The bytes, and zeros behind them. */
  #bytes(bytes: Uint8Array, target: Target): void {
    for (let i = 0; i < target.bytes.length; i++) this.#write(target, 8 * i, 8, BigInt(bytes[i] ?? 0));
  }

  #write({ bytes, given }: Target, bitOffset: number, bits: number, value: bigint): void {
    const first = bitOffset >> 3;
    const last = (bitOffset + bits - 1) >> 3;
    const shift = BigInt(bitOffset & 7);
    const mask = ((1n << BigInt(bits)) - 1n) << shift;
    for (let i = first; i <= last; i++) {
      const lane = BigInt(8 * (i - first));
      const wanted = Number((mask >> lane) & 0xffn);
      const put = Number(((value << shift) >> lane) & 0xffn) & wanted;
      if ((bytes[i]! ^ put) & wanted & given[i]!)
        this.#refuse("it", "what agrees with the union's other members");
      bytes[i] = bytes[i]! | put;
      given[i] = given[i]! | wanted;
    }
  }

  #at(step: string | number, action: () => void): void {
    this.#path.push(step);
    action();
    this.#path.pop();
  }

  #refuse(found: unknown, expected: string): never {
    throw valueError(this.#path, found, expected);
  }
}

/** What is at the path is not what should be there. */
export function valueError(path: ValuePath, found: unknown, expected: string): MachineError {
  const shown =
    typeof found === "object" && found !== null ? (JSON.stringify(found, bigintText) ?? "it") : String(found);
  const short = shown.length > MAX_SHOWN ? `${shown.slice(0, MAX_SHOWN)}…` : shown;
  return new MachineError("BAD_INPUT", `${pathText(path) || "the value"}: ${short}, expected ${expected}`, {
    path: [...path],
    found: short,
    expected,
  });
}

/** Characters of a value that an error quotes. */
const MAX_SHOWN = 80;
const bigintText = (_: string, value: unknown): unknown => (typeof value === "bigint" ? `${value}` : value);

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
  return type.kind === "INT" && type.size === 1 && type.encoding !== INT_ENCODING.BOOL;
}

/** Whether C calls it `char`, so that an array of it is text. */
function isChar(btf: Btf, typeId: number): boolean {
  const type = btf.resolve(typeId);
  return type.kind === "INT" && type.size === 1 && type.name === "char";
}

function readBits(bytes: Uint8Array, bitOffset: number, bits: number): bigint {
  const first = bitOffset >> 3;
  const last = (bitOffset + bits - 1) >> 3;
  let value = 0n;
  for (let i = last; i >= first; i--) value = (value << 8n) | BigInt(bytes[i] ?? 0);
  return BigInt.asUintN(bits, value >> BigInt(bitOffset & 7));
}

function fromBits(type: BtfType, raw: bigint, bits: number): BtfValue {
  if (type.kind === "FLOAT") {
    const view = new DataView(new ArrayBuffer(8));
    view.setBigUint64(0, raw, true);
    return bits === 32 ? view.getFloat32(0, true) : view.getFloat64(0, true);
  }
  if (type.kind === "INT" && type.encoding === INT_ENCODING.BOOL) return raw !== 0n;
  const signed =
    (type.kind === "INT" && (type.encoding & INT_ENCODING.SIGNED) !== 0) ||
    ((type.kind === "ENUM" || type.kind === "ENUM64") && type.signed);
  const value = signed ? BigInt.asIntN(bits, raw) : raw;
  return bits <= 32 ? Number(value) : value;
}

/** The bits of a number or of text that stands for one; null for anything else. */
function toBits(type: BtfType, value: unknown, bits: number): bigint | null {
  if (type.kind === "FLOAT" && (typeof value === "number" || typeof value === "bigint")) {
    const view = new DataView(new ArrayBuffer(8));
    if (bits === 32) view.setFloat32(0, Number(value), true);
    else view.setFloat64(0, Number(value), true);
    return view.getBigUint64(0, true);
  }
  const number = toBigint(type, value, bits);
  if (number === null) return null;
  const fits = BigInt.asUintN(bits, number) === number || BigInt.asIntN(bits, number) === number;
  return fits ? BigInt.asUintN(bits, number) : null;
}

function toBigint(type: BtfType, value: unknown, bits: number): bigint | null {
  if (typeof value === "boolean") return value ? 1n : 0n;
  if (typeof value === "bigint") return value;
  if (typeof value === "number") return Number.isSafeInteger(value) ? BigInt(value) : null;
  if (typeof value !== "string") return null;
  if (type.kind === "ENUM" || type.kind === "ENUM64") {
    const named = type.values.find(({ name }) => name === value);
    if (named) return BigInt(named.value);
  }
  const number = parseInteger(value);
  if (number !== null) return number;
  // bpftool prints characters as such.
  return type.kind === "INT" && bits === 8 && value.length === 1 ? BigInt(value.charCodeAt(0)) : null;
}
