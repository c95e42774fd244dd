/**
 * Which of a function's stores to its stack frame compiled code makes. V8 removes none to linear memory, so that keys that
 * were looked for, and what was only spilled to be there, would all be written. Bytes that are loaded where they were stored
 * a moment ago are kept in locals instead, and stores that nobody reads are left out. What is loaded further away stays in
 * memory: V8 would have to put it there itself.
 */
import { STACK_SIZE } from "../../spec/encoding.ts";
import type { ControlFlowGraph } from "../cfg.ts";
import { type Bytes, type FrameUses, NOTHING } from "./frame-uses.ts";

export interface Kept {
  /** In order; each is 1 to 8 bytes. */
  places: readonly Bytes[];
  /** Of each byte of the frame: the number of the place that it belongs to, or -1. */
  placeOf: Int16Array;
}

/** Places that a load is put together from at most. */
const MAX_PARTS = 4;
/** More locals than this are not worth a compiler's time. */
const MAX_PLACES = 128;
export const NOTHING_KEPT: Kept = { places: [], placeOf: new Int16Array(STACK_SIZE).fill(-1) };

export function findKept(graph: ControlFlowGraph, uses: FrameUses): Kept {
  const stores: Bytes[] = [];
  const loads: Bytes[] = [];
  const inMemory: Bytes[] = [];
  /** By block, the bytes that were written in it, or before it if that is the only way there. */
  const atEnd: Uint8Array[] = [];
  for (const { first, end, predecessors } of graph.blocks) {
    const before = predecessors.length === 1 ? atEnd[predecessors[0]!] : undefined;
    const near = before?.slice() ?? new Uint8Array(STACK_SIZE);
    atEnd.push(near);
    for (let index = first; index < end; index++) {
      const use = uses[index]!;
      if (use === NOTHING) continue;
      if (!use) return NOTHING_KEPT;
      inMemory.push(...use.touched);
      loads.push(...use.loads);
      for (const reads of [use.loads, use.read]) {
        for (const { offset, size } of reads) {
          for (let at = offset; at < offset + size; at++)
            if (!near[at]) inMemory.push({ offset: at, size: 1 });
        }
      }
      stores.push(...use.stores);
      for (const { offset, size } of use.stores) near.fill(1, offset, offset + size);
    }
  }
  return findPlaces(stores, loads, inMemory);
}

interface Segment extends Bytes {
  kept: boolean;
}

/** What lies between the beginnings and ends of stores, if it need not be in memory. */
function findPlaces(stores: readonly Bytes[], loads: readonly Bytes[], inMemory: readonly Bytes[]): Kept {
  const written = new Uint8Array(STACK_SIZE);
  const starts = new Uint8Array(STACK_SIZE + 1);
  for (const { offset, size } of stores) {
    written.fill(1, offset, offset + size);
    starts[offset] = starts[offset + size] = 1;
  }
  const segments: Segment[] = [];
  const segmentOf = new Int16Array(STACK_SIZE).fill(-1);
  for (let offset = 0, end = 1; offset < STACK_SIZE; offset = end++) {
    while (end < STACK_SIZE && !starts[end]) end++;
    if (!written[offset]) continue;
    segmentOf.fill(segments.length, offset, end);
    segments.push({ offset, size: end - offset, kept: true });
  }
  const drop = ({ offset, size }: Bytes): boolean => {
    let dropped = false;
    for (let at = offset; at < offset + size; at++) {
      const segment = segments[segmentOf[at]!];
      if (!segment?.kept) continue;
      segment.kept = false;
      dropped = true;
    }
    return dropped;
  };
  for (const bytes of inMemory) drop(bytes);
  // A load is from locals as a whole, or from memory.
  for (let changed = true; changed; ) {
    changed = false;
    for (const bytes of loads) {
      const parts = new Set(segmentOf.subarray(bytes.offset, bytes.offset + bytes.size));
      const whole = [...parts].every((part) => segments[part]?.kept);
      if ((!whole || parts.size > MAX_PARTS) && drop(bytes)) changed = true;
    }
  }
  const places = segments.filter(({ kept }) => kept);
  if (places.length > MAX_PLACES) return NOTHING_KEPT;
  const placeOf = new Int16Array(STACK_SIZE).fill(-1);
  for (const [n, { offset, size }] of places.entries()) placeOf.fill(n, offset, offset + size);
  return { places, placeOf };
}

/** The stores, by their instruction's index, of bytes that nobody reads before they are written again or the frame ends. */
export function findDead(graph: ControlFlowGraph, uses: FrameUses): ReadonlySet<number> {
  const dead = new Set<number>();
  const atStart = graph.blocks.map(() => new Uint8Array(STACK_SIZE));
  const live = new Uint8Array(STACK_SIZE);
  const pass = (block: number, note: boolean): void => {
    const { first, end, successors } = graph.blocks[block]!;
    live.fill(0);
    for (const successor of successors) {
      const there = atStart[successor]!;
      for (let at = 0; at < STACK_SIZE; at++) live[at]! |= there[at]!;
    }
    for (let index = end - 1; index >= first; index--) {
      const use = uses[index]!;
      if (use === NOTHING) continue;
      if (!use) {
        live.fill(1);
        continue;
      }
      for (const { offset, size } of use.stores) {
        if (note && use.stores.length === 1 && !live.subarray(offset, offset + size).includes(1))
          dead.add(index);
        live.fill(0, offset, offset + size);
      }
      for (const reads of [use.loads, use.read, use.touched]) {
        for (const { offset, size } of reads) live.fill(1, offset, offset + size);
      }
    }
  };
  // Without loops, what is behind a block is known when its turn comes.
  const loops = graph.blocks.some((_, block) => graph.isLoopHeader(block));
  for (let changed = true; changed; ) {
    changed = false;
    for (let block = graph.blocks.length - 1; block >= 0; block--) {
      pass(block, !loops);
      const before = atStart[block]!;
      if (live.every((byte, at) => byte === before[at])) continue;
      before.set(live);
      changed = loops;
    }
  }
  if (loops) for (const block of graph.blocks.keys()) pass(block, true);
  return dead;
}
