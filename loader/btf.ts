import { BTF_HEADER_SIZE, BTF_MAGIC, BTF_VERSION } from "../spec/btf.ts";
import { Bytes, StringTable } from "./bytes.ts";
import { fail } from "./errors.ts";

/** A member of a struct or union. */
export interface BtfMember {
  name: string;
  type: number;
  /** From the start of the struct. */
  bitOffset: number;
  /** Width of a bit field; 0 for a whole member. */
  bitSize: number;
}

/** A variable in a DATASEC. `offset` and `size` are as in the object, where a compiler may leave them 0. */
export interface BtfSectionVariable {
  type: number;
  offset: number;
  size: number;
}

/**
 * A type, by kind (kernel: include/uapi/linux/btf.h). `type`, `returnType` and `indexType` are type ids,
 * sizes are bytes, and an empty name is an anonymous type. Type 0 is `void`.
 */
export type BtfType = { id: number; name: string } & (
  | { kind: "VOID" }
  | { kind: "INT"; size: number; bits: number; bitOffset: number; encoding: number }
  | { kind: BtfReferenceKind; type: number }
  | { kind: "ARRAY"; type: number; indexType: number; length: number }
  | { kind: "STRUCT" | "UNION"; size: number; members: BtfMember[] }
  | { kind: "ENUM"; size: number; signed: boolean; values: { name: string; value: number }[] }
  | { kind: "ENUM64"; size: number; signed: boolean; values: { name: string; value: bigint }[] }
  | { kind: "FWD"; union: boolean }
  | { kind: "FUNC"; type: number; linkage: number }
  | { kind: "FUNC_PROTO"; returnType: number; parameters: { name: string; type: number }[] }
  | { kind: "VAR"; type: number; linkage: number }
  | { kind: "DATASEC"; size: number; variables: BtfSectionVariable[] }
  | { kind: "FLOAT"; size: number }
  | { kind: "DECL_TAG"; type: number; component: number }
);

/** Kinds that say nothing but another type's id. */
type BtfReferenceKind = "PTR" | "TYPEDEF" | "VOLATILE" | "CONST" | "RESTRICT" | "TYPE_TAG";

/** Kinds of types, as the kernel names them (include/uapi/linux/btf.h, BTF_KIND_). */
export type BtfKind = BtfType["kind"];

/** In the order of the kernel's numbers. */
export const BTF_KINDS = [
  "VOID",
  "INT",
  "PTR",
  "ARRAY",
  "STRUCT",
  "UNION",
  "ENUM",
  "FWD",
  "TYPEDEF",
  "VOLATILE",
  "CONST",
  "RESTRICT",
  "FUNC",
  "FUNC_PROTO",
  "VAR",
  "DATASEC",
  "FLOAT",
  "DECL_TAG",
  "TYPE_TAG",
  "ENUM64",
] as const satisfies readonly BtfKind[];

const POINTER_SIZE = 8;
/** How deep types may contain each other by value (kernel: btf.c, MAX_RESOLVE_DEPTH is 32). */
const MAX_DEPTH = 64;

/**
 * The types of an object. Once parsed, every type id in it names a type, and no type contains itself or is
 * nested deeper than 64 levels, so that walking members by value always ends.
 */
export class Btf {
  readonly types: readonly BtfType[];
  readonly strings: StringTable;
  readonly #section: string;
  readonly #byName = new Map<string, BtfType[]>();
  readonly #tags = new Map<number, string[]>();

  private constructor(types: BtfType[], strings: StringTable, section: string) {
    this.types = types;
    this.strings = strings;
    this.#section = section;
    for (const type of types) {
      const named = this.#byName.get(type.name);
      if (named) named.push(type);
      else this.#byName.set(type.name, [type]);
      if (type.kind !== "DECL_TAG" || type.component !== -1) continue;
      const tags = this.#tags.get(type.type);
      if (tags) tags.push(type.name);
      else this.#tags.set(type.type, [type.name]);
    }
    checkNesting(this, section);
  }

  /** Parses the contents of a `.BTF` section. Throws LoadError. */
  static parse(bytes: Uint8Array, section = ".BTF"): Btf {
    const file = new Bytes(bytes, section);
    const magic = file.u16(0);
    if (magic !== BTF_MAGIC) fail("btf-magic", { section, offset: 0, value: magic, limit: BTF_MAGIC });
    const version = file.u8(2);
    if (version !== BTF_VERSION)
      fail("btf-version", { section, offset: 2, value: version, limit: BTF_VERSION });
    const headerSize = file.u32(4);
    if (headerSize < BTF_HEADER_SIZE) fail("btf-header", { section, offset: 4, value: headerSize });
    const types = file.slice(headerSize + file.u32(8), file.u32(12));
    const strings = new StringTable(file.slice(headerSize + file.u32(16), file.u32(20)).slice(), section);
    return new Btf(readTypes(new Bytes(types, section), strings, section), strings, section);
  }

  /** The type of an id. Throws LoadError when there is none. */
  type(id: number): BtfType {
    return this.types[id] ?? fail("btf-type-id", { section: this.#section, value: id });
  }

  /** The first type of this name and kind, or null. */
  find<K extends BtfKind>(name: string, kind: K): (BtfType & { kind: K }) | null {
    const type = this.#byName.get(name)?.find((candidate) => candidate.kind === kind);
    return (type as (BtfType & { kind: K }) | undefined) ?? null;
  }

  /** Declaration tags on a whole function, variable or struct, in the order of the object. */
  declTags(id: number): readonly string[] {
    return this.#tags.get(id) ?? [];
  }

  /** The type behind typedefs, qualifiers and type tags. */
  resolve(id: number): BtfType {
    let type = this.type(id);
    while (isAlias(type)) type = this.type(type.type);
    return type;
  }

  /** Size of a value in bytes. Throws LoadError for functions, `void` and forward declarations. */
  sizeof(id: number): number {
    const type = this.resolve(id);
    switch (type.kind) {
      case "INT":
      case "STRUCT":
      case "UNION":
      case "ENUM":
      case "ENUM64":
      case "FLOAT":
      case "DATASEC":
        return type.size;
      case "PTR":
        return POINTER_SIZE;
      case "VAR":
        return this.sizeof(type.type);
      case "ARRAY": {
        const size = type.length * this.sizeof(type.type);
        if (size > 0xffff_ffff) {
          fail("too-large", { section: this.#section, name: `type ${id}`, value: size, limit: 0xffff_ffff });
        }
        return size;
      }
      default:
        return fail("btf-no-size", { section: this.#section, value: id });
    }
  }
}

type Alias = BtfType & { kind: BtfReferenceKind };

function isAlias(type: BtfType): type is Alias {
  switch (type.kind) {
    case "TYPEDEF":
    case "VOLATILE":
    case "CONST":
    case "RESTRICT":
    case "TYPE_TAG":
      return true;
    default:
      return false;
  }
}

function readTypes(bytes: Bytes, strings: StringTable, section: string): BtfType[] {
  const types: BtfType[] = [{ id: 0, name: "", kind: "VOID" }];
  let at = 0;
  const u32 = () => {
    const value = bytes.u32(at);
    at += 4;
    return value;
  };
  const name = () => strings.at(u32());
  while (at < bytes.length) {
    const start = at;
    const id = types.length;
    const called = name();
    const info = u32();
    /** Size or type id, by kind. */
    const word = u32();
    const count = info & 0xffff;
    const flag = info >>> 31 === 1;
    const list = <T>(read: () => T): T[] => {
      const items: T[] = [];
      for (let i = 0; i < count; i++) items.push(read());
      return items;
    };
    const kind = BTF_KINDS[(info >>> 24) & 0x1f];
    switch (kind) {
      case "INT": {
        const data = u32();
        const [encoding, bitOffset, bits] = [(data >>> 24) & 0xf, (data >>> 16) & 0xff, data & 0xff];
        types.push({ id, name: called, kind, size: word, bits, bitOffset, encoding });
        break;
      }
      case "PTR":
      case "TYPEDEF":
      case "VOLATILE":
      case "CONST":
      case "RESTRICT":
      case "TYPE_TAG":
        types.push({ id, name: called, kind, type: word });
        break;
      case "ARRAY":
        types.push({ id, name: called, kind, type: u32(), indexType: u32(), length: u32() });
        break;
      case "STRUCT":
      case "UNION": {
        const members = list(() => {
          const member = { name: name(), type: u32(), bitOffset: u32(), bitSize: 0 };
          if (flag) {
            member.bitSize = member.bitOffset >>> 24;
            member.bitOffset &= 0xff_ffff;
          }
          return member;
        });
        types.push({ id, name: called, kind, size: word, members });
        break;
      }
      case "ENUM": {
        const values = list(() => ({ name: name(), value: flag ? u32() | 0 : u32() }));
        types.push({ id, name: called, kind, size: word, signed: flag, values });
        break;
      }
      case "ENUM64": {
        const values = list(() => {
          const label = name();
          const bits = BigInt(u32()) | (BigInt(u32()) << 32n);
          return { name: label, value: flag ? BigInt.asIntN(64, bits) : bits };
        });
        types.push({ id, name: called, kind, size: word, signed: flag, values });
        break;
      }
      case "FWD":
        types.push({ id, name: called, kind, union: flag });
        break;
      case "FUNC":
        types.push({ id, name: called, kind, type: word, linkage: count });
        break;
      case "FUNC_PROTO": {
        const parameters = list(() => ({ name: name(), type: u32() }));
        types.push({ id, name: called, kind, returnType: word, parameters });
        break;
      }
      case "VAR":
        types.push({ id, name: called, kind, type: word, linkage: u32() });
        break;
      case "DATASEC": {
        const variables = list(() => ({ type: u32(), offset: u32(), size: u32() }));
        types.push({ id, name: called, kind, size: word, variables });
        break;
      }
      case "FLOAT":
        types.push({ id, name: called, kind, size: word });
        break;
      case "DECL_TAG":
        types.push({ id, name: called, kind, type: word, component: u32() | 0 });
        break;
      default:
        fail("btf-kind", { section, offset: start, value: (info >>> 24) & 0x1f });
    }
  }
  return types;
}

/** Ids that a type names without containing a value of them. */
function mentioned(type: BtfType): number[] {
  switch (type.kind) {
    case "PTR":
    case "FUNC":
    case "DECL_TAG":
      return [type.type];
    case "ARRAY":
      return [type.indexType];
    case "FUNC_PROTO":
      return [type.returnType, ...type.parameters.map((parameter) => parameter.type)];
    default:
      return [];
  }
}

/** Ids of the types whose values are part of this type's values. */
function contained(type: BtfType): number[] {
  switch (type.kind) {
    case "TYPEDEF":
    case "VOLATILE":
    case "CONST":
    case "RESTRICT":
    case "TYPE_TAG":
    case "ARRAY":
    case "VAR":
      return [type.type];
    case "STRUCT":
    case "UNION":
      return type.members.map((member) => member.type);
    case "DATASEC":
      return type.variables.map((variable) => variable.type);
    default:
      return [];
  }
}

function checkNesting(btf: Btf, section: string): void {
  const heights = new Int8Array(btf.types.length);
  const OPEN = -1;
  const visit = (id: number, depth: number): number => {
    const height = heights[id]!;
    if (height > 0) return height;
    if (height === OPEN) fail("btf-cycle", { section, value: id });
    if (depth > MAX_DEPTH) fail("btf-depth", { section, value: id, limit: MAX_DEPTH });
    heights[id] = OPEN;
    let deepest = 0;
    for (const part of contained(btf.type(id))) deepest = Math.max(deepest, visit(part, depth + 1));
    if (deepest >= MAX_DEPTH) fail("btf-depth", { section, value: id, limit: MAX_DEPTH });
    heights[id] = deepest + 1;
    return deepest + 1;
  };
  for (const type of btf.types) {
    for (const id of mentioned(type)) btf.type(id);
    visit(type.id, 1);
  }
}
