/** Loads and stores of a context: each goes through its field's row in `spec/contexts.ts`. */
import { contextKind } from "./execution";
import {
  FIELD_BYTES, FIELD_KIND_PACKET, FIELD_KIND_PACKET_END, FIELD_KIND_PACKET_META, FIELD_KIND_SCALAR,
  FIELD_KIND_SOCKET, FIELD_NARROW, FIELD_READ, FIELD_STORE_INDEX16, FIELD_STORE_U16, FIELD_WRITE, SOCKET_POINTER, fieldAt,
} from "./generated/contexts";
import {
  CONTEXT, KIND_CONTEXT, KIND_PACKET, KIND_PACKET_END, KIND_PACKET_META, KIND_SOCKET, SKB_CELL, SKB_GENERATION,
  TRAP_CONTEXT_ACCESS,
} from "./generated/layout";
import { access, baseOf, provenance } from "./provenance";
import { trap } from "./trap";

/** Largest queue number that a store to `queue_mapping` takes; anything above is ignored. */
const LAST_QUEUE: u64 = 0xfffe;

function refuse(address: u64, size: u32, write: bool): void {
  trap(
    TRAP_CONTEXT_ACCESS, address, provenance(KIND_CONTEXT, CONTEXT, 0), size, write, <u32>(address - CONTEXT),
  );
}

/** The record of the field that an access to a structure may use, or 0. */
function permitted(structure: u32, offset: u64, size: u32, write: bool): usize {
  const field = fieldAt(structure, offset);
  if (!field) return 0;
  const start = <u64>load<u8>(field, 0);
  const length = <u64>load<u8>(field, 1);
  const rights = <u32>load<u8>(field, 2);
  if (!(rights & (write ? FIELD_WRITE : FIELD_READ))) return 0;
  if (offset % size != 0 || offset + size > start + length) return 0;
  const whole = offset == start && size == length;
  const part = rights & FIELD_BYTES || (rights & FIELD_NARROW && !write && size <= 4);
  return whole || part ? field : 0;
}

/** The record of the field that an access may use; traps where it may not. */
function fieldFor(address: u64, size: u32, write: bool): usize {
  const field = permitted(contextKind(), address - <u64>CONTEXT, size, write);
  if (!field) refuse(address, size, write);
  return field;
}

/** Address at which a load through a socket's pointer finds its bits; traps where it may not. */
export function socketLoad(address: u64, p: u64, size: u32): usize {
  if (permitted(SOCKET_POINTER, address - baseOf(p), size, false)) return <usize>address;
  return access(address, p, size, false);
}

/** Provenance that the last `contextAddress` gave the value to be loaded. */
export let loadedProvenance: u64 = 0;

/** Address at which a load of the context finds its bits; `loadedProvenance` says what they point to. */
export function contextLoad(address: u64, size: u32): usize {
  const kind = <u32>load<u8>(fieldFor(address, size, false), 3);
  const generation = load<u32>(SKB_CELL, SKB_GENERATION);
  if (kind == FIELD_KIND_SCALAR) loadedProvenance = 0;
  else if (kind == FIELD_KIND_PACKET) loadedProvenance = provenance(KIND_PACKET, generation, 0);
  else if (kind == FIELD_KIND_PACKET_END) loadedProvenance = provenance(KIND_PACKET_END, generation, 0);
  else if (kind == FIELD_KIND_PACKET_META) loadedProvenance = provenance(KIND_PACKET_META, generation, 0);
  else if (kind == FIELD_KIND_SOCKET) {
    const socket = load<u64>(<usize>address);
    loadedProvenance = socket ? provenance(KIND_SOCKET, <usize>socket, 0) : 0;
  }
  return <usize>address;
}

export function contextStore(address: u64, size: u32, value: u64): void {
  const rule = <u32>load<u8>(fieldFor(address, size, true), 4);
  const at = <usize>address;
  if (rule == FIELD_STORE_INDEX16) {
    if (value <= LAST_QUEUE) store<u32>(at, <u32>value);
  } else if (rule == FIELD_STORE_U16) {
    store<u32>(at, <u32>value & 0xffff);
  } else if (size == 1) store<u8>(at, <u8>value);
  else if (size == 2) store<u16>(at, <u16>value);
  else if (size == 4) store<u32>(at, <u32>value);
  else store<u64>(at, value);
}
