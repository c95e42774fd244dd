/** Cilium's maps in a collection, found and read by the types that its object has for them. */
import { formatAddress, formatMac } from "../spec/addresses.ts";
import { type BtfValue, type Collection, decodeValue, isObject } from "../vm/index.ts";

/** Why a map cannot be read. */
export type CiliumErrorCode =
  /** The object has no map of these types, or no BTF that would say so. */
  | "NO_CILIUM_MAP"
  /** A struct of such a map lacks a member, or has it in another form. */
  | "UNKNOWN_LAYOUT";

/** What was looked for. */
export interface CiliumErrorFields {
  /** Name of the struct. */
  struct: string;
  member?: string;
}

/** What the tables of Cilium's maps are refused with. */
export class CiliumError extends Error {
  override readonly name = "CiliumError";
  readonly code: CiliumErrorCode;
  readonly fields: CiliumErrorFields;

  constructor(code: CiliumErrorCode, fields: CiliumErrorFields) {
    super(
      code === "NO_CILIUM_MAP"
        ? `the object has no map of struct ${fields.struct}`
        : `struct ${fields.struct} has no member ${fields.member} of a known form`,
    );
    this.code = code;
    this.fields = fields;
  }
}

/** A struct's value, read by the names of its members: what is not there is an error, never a zero. */
export class Struct {
  readonly name: string;
  readonly #members: Readonly<Record<string, BtfValue>>;

  constructor(name: string, value: BtfValue) {
    this.name = name;
    this.#members = isObject(value) ? (value as Readonly<Record<string, BtfValue>>) : {};
  }

  has(member: string): boolean {
    return this.#members[member] !== undefined;
  }

  number(member: string): number {
    const value = this.#members[member];
    return typeof value === "number" ? value : this.#unknown(member);
  }

  numberOrNull(member: string): number | null {
    return this.has(member) ? this.number(member) : null;
  }

  wide(member: string): bigint {
    const value = this.#members[member];
    return typeof value === "bigint" ? value : this.#unknown(member);
  }

  struct(member: string): Struct {
    return new Struct(`${this.name}.${member}`, this.#members[member] ?? this.#unknown(member));
  }

  /** Whether the member is a struct or union. */
  isStruct(member: string): boolean {
    const value = this.#members[member];
    return typeof value === "object" && !Array.isArray(value) && !(value instanceof Uint8Array);
  }

  /** A port in network byte order. */
  port(member: string): number {
    const value = this.number(member);
    return ((value & 0xff) << 8) | (value >> 8);
  }

  /** An IPv4 address: a word in network byte order. */
  ipv4(member: string): string {
    const word = this.number(member);
    return formatAddress(Uint8Array.of(word & 0xff, (word >> 8) & 0xff, (word >> 16) & 0xff, word >>> 24));
  }

  /** An IPv6 address: a union of which `addr` is the bytes. */
  ipv6(member: string): string {
    const bytes = this.struct(member).#members.addr;
    return bytes instanceof Uint8Array && bytes.length === 16 ? formatAddress(bytes) : this.#unknown(member);
  }

  /** `12:52:E3:7E:87:4F`: the first six bytes of a word of eight. */
  mac(member: string): string {
    const word = this.wide(member);
    const bytes = Uint8Array.from({ length: 6 }, (_, i) => Number((word >> BigInt(8 * i)) & 0xffn));
    return formatMac(bytes).toUpperCase();
  }

  #unknown(member: string): never {
    throw new CiliumError("UNKNOWN_LAYOUT", { struct: this.name, member });
  }
}

/** An element; a per-CPU map has a value for each CPU. */
export interface Entry {
  map: string;
  /** Null where it is no struct but a number: `id`. */
  key: Struct | null;
  id: number;
  values: Struct[];
}

/**
 * Elements of all maps whose keys and values have these types; `null` is a number. Throws CiliumError NO_CILIUM_MAP
 * where there is none.
 */
export function entriesOf(collection: Collection, key: string | null, value: string): Entry[] {
  return entriesIfAny(collection, key, value) ?? fail(key ?? value);
}

function fail(struct: string): never {
  throw new CiliumError("NO_CILIUM_MAP", { struct });
}

/** The same, or null where there is no such map. */
export function entriesIfAny(collection: Collection, key: string | null, value: string): Entry[] | null {
  const { btf } = collection.spec;
  if (!btf) return null;
  const isOf = (id: number | null, name: string | null) => {
    if (id === null) return false;
    const type = btf.resolve(id);
    return name === null ? type.kind === "INT" : type.name === name;
  };
  const maps = [...collection.maps.values()].filter(
    ({ spec }) => isOf(spec.keyTypeId, key) && isOf(spec.valueTypeId, value),
  );
  if (maps.length === 0) return null;
  return maps.flatMap((map) =>
    Array.from(map.entries(), ([keyBytes, valueBytes]): Entry => {
      const decoded = decodeValue(btf, map.spec.keyTypeId!, keyBytes);
      const values = map.isPerCpu ? map.perCpu(valueBytes) : [valueBytes];
      return {
        map: map.name,
        key: key === null ? null : new Struct(key, decoded),
        id: typeof decoded === "number" ? decoded : 0,
        values: values.map((one) => new Struct(value, decodeValue(btf, map.spec.valueTypeId!, one))),
      };
    }),
  );
}

export interface BitField {
  name: string;
  /** From the first bit field of the struct. */
  bit: number;
  width: number;
}

/** The bit fields of a struct, in the order of their bits. */
export function bitFieldsOf({ spec: { btf } }: Collection, struct: string): BitField[] {
  const type = btf?.find(struct, "STRUCT");
  const fields = type?.members.filter(({ bitSize }) => bitSize > 0) ?? [];
  const first = fields[0]?.bitOffset ?? 0;
  return fields.map(({ name, bitOffset, bitSize }) => ({ name, bit: bitOffset - first, width: bitSize }));
}
