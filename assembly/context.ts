/** Loads and stores of a context: each goes through its field's row in `spec/contexts.ts`. */
import { contextKind } from "./execution";
import {
  FIELD_KEPT, FIELD_KIND, FIELD_KIND_PACKET, FIELD_KIND_PACKET_END, FIELD_KIND_PACKET_META, FIELD_KIND_SCALAR,
  FIELD_KIND_SOCKET, FIELD_OFFSET, FIELD_PARTS, FIELD_PARTS_ANY, FIELD_PARTS_KEPT, FIELD_PARTS_NARROW,
  FIELD_PARTS_START, FIELD_PARTS_WORDS, FIELD_READ, FIELD_RIGHTS, FIELD_SIZE, FIELD_STORE, FIELD_STORE_QUEUE,
  FIELD_WRITE, SOCKET_POINTER, fieldAt,
} from "./generated/contexts";
import {
  CONTEXT, KIND_CONTEXT, KIND_PACKET, KIND_PACKET_END, KIND_PACKET_META, KIND_SOCKET, SKB_CELL, SKB_GENERATION,
  TRAP_CONTEXT_ACCESS,
} from "./generated/layout";
import { changeOf, contextChanges } from "./packet";
import { access, baseOf, provenance } from "./provenance";
import { trap } from "./trap";

/** Largest queue number that a store takes. */
const LAST_QUEUE: u64 = 0xfffe;

function refuse(address: u64, size: u32, write: bool): void {
  trap(
    TRAP_CONTEXT_ACCESS, address, provenance(KIND_CONTEXT, CONTEXT, 0), size, write, <u32>(address - CONTEXT),
  );
}

/** The record of the field that an access to a structure may use, or 0 (`fieldFor` in spec/contexts.ts). */
function permitted(structure: u32, offset: u64, size: u32, write: bool): usize {
  const field = fieldAt(structure, offset);
  if (!field) return 0;
  if (!(<u32>load<u8>(field, FIELD_RIGHTS) & (write ? FIELD_WRITE : FIELD_READ))) return 0;
  const at = <u32>offset - <u32>load<u8>(field, FIELD_OFFSET);
  const length = <u32>load<u8>(field, FIELD_SIZE);
  if (offset % size != 0 || at + size > length) return 0;
  return size == length || allowsPart(field, at, size, write) ? field : 0;
}

function allowsPart(field: usize, at: u32, size: u32, write: bool): bool {
  const parts = <u32>load<u8>(field, FIELD_PARTS);
  if (parts == FIELD_PARTS_ANY) return true;
  if (parts == FIELD_PARTS_WORDS) return !write || size >= 4;
  if (write) return false;
  if (parts == FIELD_PARTS_NARROW) return size <= 4;
  if (parts == FIELD_PARTS_START) return at == 0;
  return parts == FIELD_PARTS_KEPT && at + size <= <u32>load<u8>(field, FIELD_KEPT);
}

/** Where a load at `address`, which is `at` bytes into the field, finds what it shows. */
function shownAt(field: usize, address: u64, at: u64, size: u32): usize {
  const within = at - <u64>load<u8>(field, FIELD_OFFSET);
  return <usize>(size >= <u32>load<u8>(field, FIELD_KEPT) ? address - within : address);
}

/** The record of the field that an access may use; traps where it may not. */
function fieldFor(address: u64, size: u32, write: bool): usize {
  const field = permitted(contextKind(), address - <u64>CONTEXT, size, write);
  if (!field) refuse(address, size, write);
  return field;
}

/** Address at which a load through a socket's pointer finds its bits; traps where it may not. */
export function socketLoad(address: u64, p: u64, size: u32): usize {
  const at = address - baseOf(p);
  const field = permitted(SOCKET_POINTER, at, size, false);
  return field ? shownAt(field, address, at, size) : access(address, p, size, false);
}

/** Of a field that points to the packet, the kind of its pointers. */
function packetKind(kind: u32): u64 {
  if (kind == FIELD_KIND_PACKET) return KIND_PACKET;
  return kind == FIELD_KIND_PACKET_END ? KIND_PACKET_END : KIND_PACKET_META;
}

/** No access that is a load or store of the context's bytes as they are. */
export const PLAIN_NONE: u64 = u64.MAX_VALUE;

/** Of a load that shows the bytes at its offset: what they point to, less the packet's generation; else PLAIN_NONE. */
export function plainLoad(structure: u32, offset: i64, size: u32): u64 {
  const field = permitted(structure, offset, size, false);
  if (!field || shownAt(field, offset, offset, size) != <usize>offset) return PLAIN_NONE;
  const kind = <u32>load<u8>(field, FIELD_KIND);
  if (kind == FIELD_KIND_SOCKET) return PLAIN_NONE;
  return kind == FIELD_KIND_SCALAR ? 0 : provenance(packetKind(kind), 0, 0);
}

/** Of a store that keeps all of any value: what it adds to EXECUTION.CHANGED; else 0. */
export function plainStore(structure: u32, offset: i64, size: u32): u32 {
  const field = permitted(structure, offset, size, true);
  if (!field || <u32>load<u8>(field, FIELD_STORE) == FIELD_STORE_QUEUE) return 0;
  return <u32>load<u8>(field, FIELD_KEPT) < size ? 0 : changeOf(<usize>offset);
}

/** Provenance that the last `contextLoad` gave the value to be loaded. */
export let loadedProvenance: u64 = 0;

/** Address at which a load of the context finds its bits; `loadedProvenance` says what they point to. */
export function contextLoad(address: u64, size: u32): usize {
  const field = fieldFor(address, size, false);
  const kind = <u32>load<u8>(field, FIELD_KIND);
  const generation = load<u32>(SKB_CELL, SKB_GENERATION);
  if (kind == FIELD_KIND_SCALAR) loadedProvenance = 0;
  else if (kind != FIELD_KIND_SOCKET) loadedProvenance = provenance(packetKind(kind), generation, 0);
  else {
    const socket = load<u64>(<usize>address);
    loadedProvenance = socket ? provenance(KIND_SOCKET, <usize>socket, 0) : 0;
  }
  return shownAt(field, address, address - <u64>CONTEXT, size);
}

/** `immediate`: the value is in the instruction. */
export function contextStore(address: u64, size: u32, value: u64, immediate: bool): void {
  const field = fieldFor(address, size, true);
  if (<u32>load<u8>(field, FIELD_STORE) == FIELD_STORE_QUEUE) {
    const takes = immediate ? <i64>value <= <i64>LAST_QUEUE : value <= LAST_QUEUE;
    if (!takes) return;
  }
  const at = <usize>address;
  contextChanges(at - CONTEXT);
  const kept = min(size, <u32>load<u8>(field, FIELD_KEPT));
  if (kept == 1) store<u8>(at, <u8>value);
  else if (kept == 2) store<u16>(at, <u16>value);
  else if (kept == 4) store<u32>(at, <u32>value);
  else store<u64>(at, value);
}
