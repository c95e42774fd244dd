/**
 * Contents of maps in YAML, for people to read and change: typed members, addresses and MACs as they are written.
 * Padding that is zero does not show, nor an array's element that is, and of a union only a member that says all
 * of it.
 */
import {
  BpfMap,
  type Btf,
  type BtfInput,
  type BtfType,
  type BtfValue,
  type Collection,
  decodeValue,
  encodeValue,
  MAP_TYPES,
  type MapElement,
  mapElements,
} from "../vm/index.ts";
import { toHex } from "./bytes.ts";
import { addressText, isPadding, namesOf } from "./typed-text.ts";

export function mapsYaml(collection: Collection, names: Iterable<string>): string {
  const maps = [...names].map((name) => {
    const map = collection.map(name);
    const elements = Array.from(shownElements(map), (element) => {
      const { key, ...value } = elementInput(collection, map, element);
      const [[member, input]] = Object.entries(value) as [[string, BtfInput]];
      return `  - ${key === undefined ? "" : `key: ${flow(key)}\n    `}${member}: ${flow(input)}\n`;
    });
    return elements.length > 0 ? `${name}:\n${elements.join("")}` : `${name}: []\n`;
  });
  return maps.join("");
}

/** All, but of an array those that are not zero. */
export function* shownElements(map: BpfMap): Generator<MapElement, void, undefined> {
  const startsAsZero = MAP_TYPES[map.type].indexed && map.spec.definition !== "data";
  for (const element of mapElements(map)) {
    const values = "value" in element ? [element.value] : "values" in element ? element.values : [];
    const isZero = values.length > 0 && values.every((value) => value.every((byte) => byte === 0));
    if (!startsAsZero || !isZero) yield element;
  }
}

interface ElementInput {
  /** Queues and stacks have none. */
  key?: BtfInput;
  value?: BtfInput;
  values?: BtfInput[];
}

/** What is read back as the element. */
function elementInput(collection: Collection, map: BpfMap, element: MapElement): ElementInput {
  const { btf } = collection.spec;
  const { keyTypeId, valueTypeId } = map.spec;
  const isIndex = MAP_TYPES[map.type].indexed;
  const key = isIndex ? indexOf(element.key) : bytesInput(btf, keyTypeId, element.key);
  if (map.keySize === 0 && "value" in element) return { value: bytesInput(btf, valueTypeId, element.value) };
  if ("held" in element) return { key, value: heldInput(collection, element.held) };
  if ("value" in element) return { key, value: bytesInput(btf, valueTypeId, element.value) };
  return { key, values: element.values.map((value) => bytesInput(btf, valueTypeId, value)) };
}

const indexOf = (key: Uint8Array): number => new DataView(key.buffer, key.byteOffset).getUint32(0, true);

/** A name, or the elements of an inner map that has none. */
function heldInput(collection: Collection, held: Extract<MapElement, { held: unknown }>["held"]): BtfInput {
  const name = collection.nameOf(held);
  if (name !== null || !(held instanceof BpfMap)) return name ?? held.name;
  return Array.from(mapElements(held), (element) => ({ ...elementInput(collection, held, element) }));
}

/** Typed where that is read back as the same bytes, else in hexadecimal. */
function bytesInput(btf: Btf | null, typeId: number | null, bytes: Uint8Array): BtfInput {
  if (!btf || typeId === null || btf.resolve(typeId).kind === "DATASEC") return toHex(bytes);
  const input = inputOf(btf, typeId, bytes, "");
  return reads(btf, typeId, input, bytes) ? input : toHex(bytes);
}

const reads = (btf: Btf, typeId: number, input: BtfInput, bytes: Uint8Array): boolean =>
  toHex(encodeValue(btf, typeId, input)) === toHex(bytes);

function inputOf(btf: Btf, typeId: number, bytes: Uint8Array, name: string): BtfInput {
  const type = btf.resolve(typeId);
  const own = bytes.subarray(0, btf.sizeof(typeId));
  // A port stays the number that the program sees: what is written here is read as such.
  const address = own.length > 2 ? addressText(namesOf(btf, typeId), own, name) : null;
  if (address !== null && reads(btf, typeId, address, own)) return address;
  switch (type.kind) {
    case "STRUCT":
      return membersOf(btf, type, own);
    case "UNION":
      return alternativeOf(btf, type, own);
    case "ARRAY": {
      const text = textOf(btf, type, own);
      if (text !== null) return text;
      const size = btf.sizeof(type.type);
      return Array.from({ length: type.length }, (_, i) =>
        inputOf(btf, type.type, own.subarray(i * size, (i + 1) * size), ""),
      );
    }
    case "ENUM":
    case "ENUM64": {
      const value = decodeValue(btf, type.id, own);
      return type.values.find((one) => one.value === value)?.name ?? value;
    }
    default:
      return decodeValue(btf, type.id, own);
  }
}

type Composite = BtfType & { kind: "STRUCT" | "UNION" };
type Members = Record<string, BtfInput>;

/** Those of an anonymous struct or union are their holder's, as in C. */
function membersOf(btf: Btf, type: Composite, bytes: Uint8Array): Members {
  const values = decodeValue(btf, type.id, bytes) as Record<string, BtfValue>;
  const members: Members = {};
  for (const { name, type: typeId, bitOffset, bitSize } of type.members) {
    if (bitSize > 0) {
      if (values[name] || !isPadding(name)) members[name] = values[name]!;
      continue;
    }
    const own = bytes.subarray(bitOffset / 8).subarray(0, btf.sizeof(typeId));
    if (isPadding(name) && own.every((byte) => byte === 0)) continue;
    const input = inputOf(btf, typeId, own, name);
    if (name) members[name] = input;
    else Object.assign(members, input);
  }
  return members;
}

/** The first member that says all of the union's bytes with the fewest members of its own. */
function alternativeOf(btf: Btf, type: Composite, bytes: Uint8Array): Members {
  const whole = type.members
    .map((member) => membersOf(btf, { ...type, kind: "STRUCT", members: [member] }, bytes))
    .filter((members) => reads(btf, type.id, members, bytes))
    .sort((a, b) => Object.keys(a).length - Object.keys(b).length);
  return whole[0] ?? membersOf(btf, type, bytes);
}

/** The characters of a `char` array that can all be printed; null for anything else. */
function textOf(btf: Btf, type: BtfType & { kind: "ARRAY" }, bytes: Uint8Array): string | null {
  const element = btf.resolve(type.type);
  if (element.kind !== "INT" || element.size !== 1 || element.name !== "char") return null;
  const end = bytes.findLastIndex((byte) => byte !== 0) + 1;
  const text = String.fromCharCode(...bytes.subarray(0, end));
  return /^[ -~]*$/.test(text) ? text : null;
}

/** What is a string without quotes in every version of YAML: names and IPv4 addresses. */
const PLAIN = /^(?!(?:y|n|yes|no|on|off|true|false|null)$)(?:[a-z_]\w*|\d+\.\d+\.\d+\.\d+)$/i;

/** YAML in a line. */
function flow(input: BtfInput): string {
  if (typeof input === "string") return PLAIN.test(input) ? input : JSON.stringify(input);
  if (typeof input !== "object") return `${input}`;
  if (Array.isArray(input) || input instanceof Uint8Array) return `[${Array.from(input, flow).join(", ")}]`;
  const members = Object.entries(input).map(([name, value]) => `${name}: ${flow(value)}`);
  return members.length > 0 ? `{ ${members.join(", ")} }` : "{}";
}
