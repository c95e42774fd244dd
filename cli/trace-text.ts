/** One event of a trace in words. */
import {
  type Btf,
  type Collection,
  errnoName,
  type MapSpec,
  type Pointer,
  type Register,
  type TraceArgument,
  type TraceEvent,
} from "../vm/index.ts";
import { toHex } from "./bytes.ts";
import { type Member, memberAt, typedText } from "./typed-text.ts";

/** What the objects of a machine say of what runs do: types of maps, lines of programs. */
export class TracedObjects {
  /** A map's types are those of the object that made it. */
  readonly #btf = new Map<MapSpec, Btf | null>();
  readonly #collections: readonly Collection[];

  /** Collections of one machine, in the order in which they were loaded. */
  constructor(collections: readonly Collection[]) {
    this.#collections = collections;
    for (const { maps, spec } of collections) {
      for (const map of maps.values()) if (!this.#btf.has(map.spec)) this.#btf.set(map.spec, spec.btf);
    }
  }

  key(map: MapSpec, bytes: Uint8Array): string {
    return typedText(this.#btf.get(map) ?? null, map.keyTypeId, bytes);
  }

  value(map: MapSpec, bytes: Uint8Array): string {
    return typedText(this.#btf.get(map) ?? null, map.valueTypeId, bytes);
  }

  /** The lines of a program, and the file that its entry function is in. */
  linesOf(program: string): { lines: readonly SourceLine[]; file: string | null } {
    const spec = this.#collections.flatMap(({ spec }) => spec.programs.get(program) ?? [])[0];
    return { lines: spec?.lines ?? [], file: spec?.lines[0]?.file ?? null };
  }

  member(map: MapSpec, offset: number, size: number): Member | null {
    const btf = this.#btf.get(map);
    return btf && map.valueTypeId !== null ? memberAt(btf, map.valueTypeId, offset, size) : null;
  }
}

export type SourceLine = Pick<NonNullable<TraceEvent["line"]>, "file" | "line" | "column" | "text">;
export type Helper = TraceEvent & { event: "helper" };
export type Store = TraceEvent & { event: "store" };

/** Longer bytes are cut off. */
const MAX_BYTES = 16;
const bytesText = (bytes: Uint8Array): string =>
  bytes.length > MAX_BYTES ? `${toHex(bytes.subarray(0, MAX_BYTES))}… (${bytes.length} bytes)` : toHex(bytes);

const number = (value: bigint): string => (value < 1000n ? `${value}` : `0x${value.toString(16)}`);
/** Little-endian, as a program stores it. */
const littleEndian = (bytes: Uint8Array): string =>
  number(bytes.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n));

const MAX_ERRNO = 4095n;

/** `-2 (ENOENT)` for errors, of 64 or, as some helpers give them, 32 bits. */
function resultText(value: bigint): string {
  for (const bits of [64, 32]) {
    const signed = BigInt.asIntN(bits, value);
    if (signed < 0n && signed >= -MAX_ERRNO && BigInt.asUintN(bits, value) === value) {
      return `${signed} (${errnoName(Number(-signed))})`;
    }
  }
  return number(value);
}

export function helperText(event: Helper, objects: TracedObjects): string {
  const given = event.arguments
    .filter(({ kind }) => kind !== "context" && !kind.endsWith("_out"))
    .map((argument) => argumentText(argument, objects));
  return `${event.helper}(${given.join(", ")})${helperResult(event, objects)}`;
}

function helperResult({ arguments: given, returns, result, found }: Helper, objects: TracedObjects): string {
  if (result === null) return "";
  const map = given.find(({ kind }) => kind === "map")?.map;
  if (found && map) return ` = ${objects.value(map, found)}`;
  if (returns !== "scalar") return ` = ${result.pointer ? pointerText(result.pointer) : "null"}`;
  const written = given.flatMap(({ kind, name, bytes }) =>
    bytes && /_(in)?out$/.test(kind) ? [`, ${name} ${bytesText(bytes)}`] : [],
  );
  return ` = ${resultText(result.value)}${written.join("")}`;
}

function argumentText(
  { name, kind, value, map, bytes, function: callback }: TraceArgument,
  objects: TracedObjects,
): string {
  if (kind === "map") return map?.name ?? "?";
  if (kind === "map_key" && map && bytes) return objects.key(map, bytes);
  if (kind === "map_value" && map && bytes) return objects.value(map, bytes);
  if (callback) return callback;
  if (bytes) return `${name} ${bytesText(bytes)}`;
  if (kind === "i32") return `${name} ${BigInt.asIntN(32, value)}`;
  return `${name} ${number(kind === "u32" ? BigInt.asUintN(32, value) : value)}`;
}

/** `packet+14`, `r10-32`, `cilium_metrics value+8`. */
function pointerText({ object, offset }: Pointer): string {
  const distance =
    offset === null || (offset === 0 && object.kind !== "stack")
      ? ""
      : `${offset < 0 ? "-" : "+"}${Math.abs(offset)}`;
  switch (object.kind) {
    case "stack":
      return `${object.name === "0" ? "" : `frame ${object.name} `}r10${offset === 0 ? "" : distance}`;
    case "map":
      return `map ${object.name}`;
    case "map_value":
      return `${object.name ?? "map"} value${distance}`;
    default:
      return offset === null && object.kind.startsWith("packet") && object.kind !== "packet_end"
        ? `dead ${object.kind} pointer`
        : `${object.kind}${distance}`;
  }
}

export const registerText = ({ value, pointer }: Register): string =>
  pointer ? pointerText(pointer) : number(value);

/** What became of the bytes: `packet[6..11] dededededede -> 0a1b2c3d4e5f`. */
export function storeText(event: Store, objects: TracedObjects): string {
  return `${storeOwner(event, objects)}${storeChange(event, objects)}`;
}

/** Stores one after the other; of one element's, the first alone says which it is. */
export function storesText(events: readonly Store[], objects: TracedObjects): string {
  let last = "";
  const texts = events.map((event) => {
    const owner = storeOwner(event, objects);
    const shown = owner === last ? "" : owner;
    last = owner;
    return `${shown}${storeChange(event, objects)}`;
  });
  return texts.join(", ");
}

/** A map's element: `cilium_metrics[{reason 133}]`; nothing for what is there once. */
function storeOwner({ target, map, key }: Store, objects: TracedObjects): string {
  if (target !== "map_value") return "";
  return `${map?.name}${map && key && map.definition !== "data" ? `[${objects.key(map, key)}]` : ""}`;
}

function storeChange(event: Store, objects: TracedObjects): string {
  const { target, map, field, offset, before, after } = event;
  const change = (text: (bytes: Uint8Array) => string) => `${text(before)} -> ${text(after)}`;
  switch (target) {
    case "context":
      return `${field ?? `ctx+${offset}`} ${change(littleEndian)}`;
    case "map_value": {
      const member = map && objects.member(map, offset, after.length);
      const place = member ? `.${member.path}` : offset > 0 ? `+${offset}` : "";
      return `${place} ${change(member?.text ?? littleEndian)}`;
    }
    case "memory":
      return `memory+${offset} ${change(littleEndian)}`;
    default:
      return `${target}${rangeText(offset, after.length)} ${change(toHex)}`;
  }
}

const rangeText = (offset: number, length: number): string =>
  length === 1 ? `[${offset}]` : `[${offset}..${offset + length - 1}]`;

/** What a helper did to the packet, a line for each run of bytes. */
export function packetTexts({ packet }: Helper): string[] {
  if (!packet) return [];
  const { lengthBefore, lengthAfter, changes } = packet;
  // Other lengths mean other places: what stands where says nothing then.
  if (lengthBefore !== lengthAfter) return [`packet ${lengthBefore} -> ${lengthAfter} bytes`];
  return changes.map(
    ({ offset, before, after }) =>
      `packet${rangeText(offset, after.length)} ${bytesText(before)} -> ${bytesText(after)}`,
  );
}

export const changesNothing = ({ before, after }: Store): boolean => toHex(before) === toHex(after);
