/** Contents of maps as `bpftool map dump` prints them with -j and -p, byte for byte. */
import {
  BpfMap,
  type Btf,
  type BtfMember,
  type BtfType,
  type Collection,
  decodeValue,
  hexByte,
  INT_ENCODING,
  kernelIdOf,
  type MapElement,
  mapElements,
  type Program,
} from "../vm/index.ts";

/** JSON without spaces, or as bpftool indents it: a member, and the end of what has members, on a line of its own. */
class JsonWriter {
  #text = "";
  #depth = 0;
  /** Whether something stands before in the innermost list or object. */
  #follows = false;
  readonly #pretty: boolean;

  constructor(pretty: boolean) {
    this.#pretty = pretty;
  }

  get text(): string {
    return `${this.#text}\n`;
  }

  /** A number, or text that is JSON already. */
  raw(json: string | number | bigint): void {
    this.#separate();
    this.#text += `${json}`;
  }

  string(value: string): void {
    this.raw(JSON.stringify(value));
  }

  list(items: () => void): void {
    this.#nest("[", items, "]");
  }

  object(members: () => void): void {
    this.#nest("{", members, "}");
  }

  member(name: string, value: () => void): void {
    this.#separate();
    this.#line();
    this.#text += `"${name}":${this.#pretty ? " " : ""}`;
    this.#follows = false;
    value();
  }

  bytes(bytes: Uint8Array): void {
    this.list(() => {
      for (const byte of bytes) this.raw(`"0x${hexByte(byte)}"`);
    });
  }

  #nest(start: string, inner: () => void, end: string): void {
    this.#separate();
    this.#text += start;
    this.#depth++;
    this.#follows = false;
    inner();
    this.#depth--;
    if (this.#follows) this.#line();
    this.#text += end;
    this.#follows = true;
  }

  #separate(): void {
    if (this.#follows) this.#text += ",";
    this.#follows = true;
  }

  #line(): void {
    if (this.#pretty) this.#text += `\n${"    ".repeat(this.#depth)}`;
  }
}

/** A map's elements. */
export function mapJson(collection: Collection, map: BpfMap, pretty: boolean): string {
  const writer = new JsonWriter(pretty);
  new ElementWriter(writer, collection).elements(map);
  return writer.text;
}

/** Several maps, by name. */
export function mapsJson(collection: Collection, names: Iterable<string>, pretty: boolean): string {
  const writer = new JsonWriter(pretty);
  const elements = new ElementWriter(writer, collection);
  writer.object(() => {
    for (const name of names) writer.member(name, () => elements.elements(collection.map(name)));
  });
  return writer.text;
}

class ElementWriter {
  readonly #writer: JsonWriter;
  readonly #collection: Collection;
  readonly #formatter: Formatter | null;

  constructor(writer: JsonWriter, collection: Collection) {
    const { btf } = collection.spec;
    this.#writer = writer;
    this.#collection = collection;
    this.#formatter = btf && new Formatter(writer, btf);
  }

  elements(map: BpfMap): void {
    const writer = this.#writer;
    const types = this.#formatter && kernelTypes(map);
    writer.list(() => {
      // bpftool goes by keys, and shows nothing of queues and stacks.
      for (const element of map.keySize > 0 ? mapElements(map) : []) {
        writer.object(() => {
          writer.member("key", () => writer.bytes(element.key));
          if ("held" in element) writer.member("value", () => this.#held(element.held));
          else this.#values(element, (value) => writer.bytes(value));
          if (types && !("held" in element)) {
            writer.member("formatted", () => {
              writer.object(() => {
                writer.member("key", () => this.#formatter!.value(types.key, element.key));
                this.#values(element, (value) => this.#formatter!.value(types.value, value));
              });
            });
          }
        });
      }
    });
  }

  #values(element: Exclude<MapElement, { held: unknown }>, write: (value: Uint8Array) => void): void {
    const writer = this.#writer;
    if ("value" in element) writer.member("value", () => write(element.value));
    else {
      writer.member("values", () => {
        writer.list(() => {
          element.values.forEach((value, cpu) => {
            writer.object(() => {
              writer.member("cpu", () => writer.raw(cpu));
              writer.member("value", () => write(value));
            });
          });
        });
      });
    }
  }

  /** The kernel's id of a map where a dump told it; else a name, or the elements of a map without one. */
  #held(held: BpfMap | Program): void {
    const id = held instanceof BpfMap ? kernelIdOf(held) : null;
    if (id !== null) {
      const bytes = new Uint8Array(4);
      new DataView(bytes.buffer).setUint32(0, id, true);
      this.#writer.bytes(bytes);
      return;
    }
    const name = this.#collection.nameOf(held);
    if (name === null && held instanceof BpfMap) this.elements(held);
    else this.#writer.string(name ?? held.name);
  }
}

/** Types that the kernel has no BTF for, though the object does (libbpf: bpf_object__create_map). */
const UNTYPED = ["PERF_EVENT_ARRAY", "ARRAY_OF_MAPS", "HASH_OF_MAPS", "QUEUE", "STACK"];

/** The types that the kernel knows of keys and values, or null. */
function kernelTypes({ type, spec }: BpfMap): { key: number; value: number } | null {
  const { keyTypeId: key, valueTypeId: value, definition } = spec;
  // A data section's variables have their offsets after linking only.
  if (key === null || value === null || definition === "data" || UNTYPED.includes(type)) return null;
  return { key, value };
}

/** A value's members as bpftool's "formatted" has them. */
class Formatter {
  readonly #writer: JsonWriter;
  readonly #btf: Btf;

  constructor(writer: JsonWriter, btf: Btf) {
    this.#writer = writer;
    this.#btf = btf;
  }

  value(typeId: number, bytes: Uint8Array): void {
    const type = this.#btf.resolve(typeId);
    switch (type.kind) {
      case "ARRAY":
        this.#array(type, bytes);
        return;
      case "STRUCT":
      case "UNION":
        this.#members(type, bytes);
        return;
      default:
        this.#scalar(type, bytes.subarray(0, this.#btf.sizeof(type.id)));
    }
  }

  #array(type: BtfType & { kind: "ARRAY" }, bytes: Uint8Array): void {
    const size = this.#btf.sizeof(type.type);
    const text = textOf(this.#btf.resolve(type.type), bytes.subarray(0, type.length * size));
    if (text !== null) {
      this.#writer.string(text);
      return;
    }
    this.#writer.list(() => {
      for (let i = 0; i < type.length; i++) this.value(type.type, bytes.subarray(i * size, (i + 1) * size));
    });
  }

  #members(type: BtfType & { kind: "STRUCT" | "UNION" }, bytes: Uint8Array): void {
    this.#writer.object(() => {
      for (const member of type.members) {
        this.#writer.member(member.name, () => {
          if (member.bitSize > 0) this.#bits(member, bytes);
          else this.value(member.type, bytes.subarray(member.bitOffset / 8));
        });
      }
    });
  }

  #bits({ bitOffset, bitSize }: BtfMember, bytes: Uint8Array): void {
    let value = 0n;
    for (let bit = bitSize - 1; bit >= 0; bit--) {
      const at = bitOffset + bit;
      value = (value << 1n) | BigInt((bytes[at >> 3]! >> (at & 7)) & 1);
    }
    this.#writer.string(`0x${value.toString(16)}`);
  }

  #scalar(type: BtfType, bytes: Uint8Array): void {
    const value = decodeValue(this.#btf, type.id, bytes) as number | bigint | boolean;
    if (type.kind === "INT" && bytes.length > 8) {
      this.#writer.string(`0x${BigInt.asUintN(8 * bytes.length, BigInt(value)).toString(16)}`);
    } else if (type.kind === "INT" && type.encoding === INT_ENCODING.CHAR) {
      this.#writer.string(String.fromCharCode(bytes[0]!));
    } else if (type.kind === "ENUM" || type.kind === "ENUM64") {
      const name = type.values.find((one) => BigInt(one.value) === BigInt(value))?.name;
      if (name === undefined) this.#writer.raw(`${value}`);
      else this.#writer.string(name);
    } else this.#writer.raw(`${value}`);
  }
}

/** The characters of a `char` array that ends in a zero and has none before it that cannot be printed; else null. */
function textOf(type: BtfType, bytes: Uint8Array): string | null {
  if (type.kind !== "INT" || type.size !== 1 || type.name !== "char") return null;
  const end = bytes.indexOf(0);
  if (end < 0) return null;
  const text = String.fromCharCode(...bytes.subarray(0, end));
  return /^[ -~]*$/.test(text) ? text : null;
}
