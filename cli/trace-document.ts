/** A trace as JSON: 64-bit values and bytes in hexadecimal, keys and values also as their types write them. */
import { dropReasonName } from "../cilium/index.ts";
import type { ByteChange, MapSpec, Pointer, Register, Trace, TraceEvent, TraceLevel } from "../vm/index.ts";
import { toHex } from "./bytes.ts";
import type { DropExplanation } from "./drop-explanation.ts";
import { isTold } from "./trace-story.ts";
import type { SourceLine, TracedObjects } from "./trace-text.ts";

export function traceDocument({ events, dropped }: Trace, level: TraceLevel, objects: TracedObjects) {
  const told = events.filter((event) => isTold(event, level));
  return { level, events: told.map((event) => eventDocument(event, objects)), dropped };
}

export function dropDocument({ reason, miss, way }: DropExplanation, objects: TracedObjects) {
  const name = reason === null ? null : dropReasonName(reason);
  return { reason, name, miss: miss && eventDocument(miss, objects), way: way.map(lineDocument) };
}

function eventDocument(event: TraceEvent, objects: TracedObjects) {
  const { step, program, function: name, pc, depth, line } = event;
  const place = { event: event.event, step, program, function: name, pc, depth, line: lineDocument(line) };
  switch (event.event) {
    case "return":
      return { ...place, r0: registerDocument(event.r0) };
    case "helper": {
      const map = event.arguments.find(({ kind }) => kind === "map")?.map ?? null;
      return {
        ...place,
        helper: event.helper,
        arguments: event.arguments.map((argument) => ({
          name: argument.name,
          kind: argument.kind,
          value: hex(argument.value),
          map: argument.map?.name ?? null,
          function: argument.function,
          ...bytesDocument(
            argument.bytes,
            argument.kind === "map_key" ? "key" : argument.kind === "map_value" ? "value" : null,
            argument.map,
            objects,
          ),
        })),
        result: event.result && registerDocument(event.result),
        found: event.found && bytesDocument(event.found, "value", map, objects),
        packet: event.packet && { ...event.packet, changes: event.packet.changes.map(changeDocument) },
      };
    }
    case "tail_call":
      return { ...place, map: event.map?.name ?? null, index: event.index, target: event.target };
    case "store":
      return {
        ...place,
        target: event.target,
        map: event.map?.name ?? null,
        key: event.key && bytesDocument(event.key, "key", event.map, objects),
        field: event.field,
        ...changeDocument(event),
      };
    case "branch":
      return { ...place, insn: event.text, taken: event.taken, to: event.to };
    case "insn":
      return {
        ...place,
        insn: event.text,
        changed: event.changed.map((one) => ({ register: `r${one.register}`, ...registerDocument(one) })),
      };
    default:
      return place;
  }
}

const hex = (value: bigint): string => `0x${value.toString(16)}`;

const lineDocument = (line: SourceLine | null) =>
  line && { file: line.file, line: line.line, column: line.column, text: line.text };

const changeDocument = ({ offset, before, after }: ByteChange) => ({
  offset,
  before: toHex(before),
  after: toHex(after),
});

function bytesDocument(
  bytes: Uint8Array | null,
  what: "key" | "value" | null,
  map: MapSpec | null,
  objects: TracedObjects,
) {
  const text = bytes && map && what ? objects[what](map, bytes) : null;
  return { bytes: bytes && toHex(bytes), ...(text !== null && { text }) };
}

const registerDocument = ({ value, pointer }: Register) => ({
  value: hex(value),
  points_to: pointer && pointerDocument(pointer),
});

const pointerDocument = ({ object, offset, key }: Pointer) => ({
  kind: object.kind,
  name: object.name,
  size: object.size,
  offset,
  key: key && toHex(key),
});
