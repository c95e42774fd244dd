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
import { memberAt, typedText } from "./typed-text.ts";

/** The types of maps, which are those of the object that made them. */
export class MapTypes {
  readonly #btf = new Map<MapSpec, Btf | null>();

  /** Collections of one machine, in the order in which they were loaded. */
  constructor(collections: readonly Collection[]) {
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

  /** `+8`, or the member of that place. */
  member(map: MapSpec, offset: number, size: number): string {
    const btf = this.#btf.get(map);
    const member = btf && map.valueTypeId !== null ? memberAt(btf, map.valueTypeId, offset, size) : null;
    return member ? `.${member}` : offset > 0 ? `+${offset}` : "";
  }
}

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

export function helperText(event: Helper, types: MapTypes): string {
  const given = event.arguments
    .filter(({ kind }) => kind !== "context" && !kind.endsWith("_out"))
    .map((argument) => argumentText(argument, types));
  return `${event.helper}(${given.join(", ")})${helperResult(event, types)}`;
}

function helperResult({ arguments: given, returns, result, found }: Helper, types: MapTypes): string {
  if (result === null) return "";
  const map = given.find(({ kind }) => kind === "map")?.map;
  if (found && map) return ` = ${types.value(map, found)}`;
  if (returns !== "scalar") return ` = ${result.pointer ? pointerText(result.pointer) : "null"}`;
  const written = given.flatMap(({ kind, name, bytes }) =>
    bytes && /_(in)?out$/.test(kind) ? [`, ${name} ${bytesText(bytes)}`] : [],
  );
  return ` = ${resultText(result.value)}${written.join("")}`;
}

function argumentText(
  { name, kind, value, map, bytes, function: callback }: TraceArgument,
  types: MapTypes,
): string {
  if (kind === "map") return map?.name ?? "?";
  if (kind === "map_key" && map && bytes) return types.key(map, bytes);
  if (kind === "map_value" && map && bytes) return types.value(map, bytes);
  if (callback) return callback;
  if (bytes) return `${name} ${bytesText(bytes)}`;
  if (kind === "i32") return `${name} ${BigInt.asIntN(32, value)}`;
  return `${name} ${number(kind === "u32" ? BigInt.asUintN(32, value) : value)}`;
}

/** `packet+14`, `r10-32`, `cilium_metrics value+8`. */
export function pointerText({ object, offset }: Pointer): string {
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
export function storeText(event: Store, types: MapTypes): string {
  const { target, map, key, field, offset, before, after } = event;
  const values = `${littleEndian(before)} -> ${littleEndian(after)}`;
  switch (target) {
    case "context":
      return `${field ?? `ctx+${offset}`} ${values}`;
    case "map_value": {
      const element = map && key && map.definition !== "data" ? `[${types.key(map, key)}]` : "";
      return `${map?.name}${element}${map ? types.member(map, offset, after.length) : ""} ${values}`;
    }
    case "memory":
      return `memory+${offset} ${values}`;
    default:
      return `${target}${rangeText(offset, after.length)} ${toHex(before)} -> ${toHex(after)}`;
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
