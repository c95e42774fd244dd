/**
 * The arena: pages handed out and taken back, and an undo log that lets the host return to an earlier state
 * at a cost proportional to what was touched since.
 *
 * Whoever changes arena memory that a snapshot must bring back calls `touch` first. Values that a program may
 * write are touched when it receives the pointer, so the program's own stores need no barrier.
 */
import {
  ARENA, EXECUTION_CELL, EXECUTION_TRACKING, MAP_DIRECT, MAP_NEXT_MAP, MAP_READ_ONLY, MAP_TABLE,
  MAP_VALUE_STRIDE, PAGE_SIZE, STATE_CELL, STATE_MAPS, STATE_TAIL_CALL_LOG, UNDO_ADDRESS, UNDO_COPY,
  UNDO_KIND, UNDO_LENGTH, UNDO_SIZE, WASM_PAGE,
} from "./generated/layout";

const PAGE_BITS: usize = 12;

/** First byte of the arena that was never handed out. */
let top: usize = ARENA;
/** Free runs of pages, linked through their first words: next run, pages in this one. */
let freeRuns: usize = 0;

/** `pages` zeroed pages in a row, or 0 when memory cannot grow any more. */
export function allocatePages(pages: usize): usize {
  const address = takeRun(pages);
  if (address && tracking) logUndo(UNDO_ALLOCATED, address, pages, 0);
  return address;
}

/** Takes back what `allocatePages` gave; while snapshots exist the pages stay as they are until those are gone. */
export function freePages(address: usize, pages: usize): void {
  if (tracking) logUndo(UNDO_FREED, address, pages, 0);
  else giveRun(address, pages);
}

/** Pages that hold `bytes`. */
export function pagesFor(bytes: usize): usize {
  return (bytes + PAGE_SIZE - 1) >> PAGE_BITS;
}

/** Bytes of linear memory in use, for the host to see what a collection costs. */
export function memoryUsed(): usize {
  return top;
}

function takeRun(pages: usize): usize {
  let previous: usize = 0;
  for (let run = freeRuns; run; previous = run, run = load<u32>(run)) {
    const have = <usize>load<u32>(run, 4);
    if (have < pages) continue;
    const rest = have - pages;
    let next = <usize>load<u32>(run);
    if (rest) {
      const tail = run + (pages << PAGE_BITS);
      store<u32>(tail, <u32>next);
      store<u32>(tail, <u32>rest, 4);
      next = tail;
    }
    if (previous) store<u32>(previous, <u32>next);
    else freeRuns = next;
    memory.fill(run, 0, pages << PAGE_BITS);
    return run;
  }
  const size = pages << PAGE_BITS;
  const end = top + size;
  if (end < top) return 0;
  const have = <usize>memory.size() * WASM_PAGE;
  if (end > have) {
    // Grow by an eighth at least: each growth detaches the host's views.
    const missing = (end - have + WASM_PAGE - 1) / WASM_PAGE;
    const wanted = max(missing, have / WASM_PAGE / 8);
    if (memory.grow(<i32>wanted) < 0 && memory.grow(<i32>missing) < 0) return 0;
  }
  const address = top;
  top = end;
  return address;
}

/** Free runs are kept in the order of their addresses, and neighbours become one. */
function giveRun(address: usize, pages: usize): void {
  let previous: usize = 0;
  let next = freeRuns;
  while (next && next < address) {
    previous = next;
    next = load<u32>(next);
  }
  if (next && address + (pages << PAGE_BITS) == next) {
    pages += load<u32>(next, 4);
    next = load<u32>(next);
  }
  if (previous && previous + (<usize>load<u32>(previous, 4) << PAGE_BITS) == address) {
    address = previous;
    pages += load<u32>(previous, 4);
  } else if (previous) {
    store<u32>(previous, <u32>address);
  } else {
    freeRuns = address;
  }
  store<u32>(address, <u32>next);
  store<u32>(address, <u32>pages, 4);
}

// ---- snapshots

const UNDO_SAVED: u32 = 0;
const UNDO_ALLOCATED: u32 = 1;
const UNDO_FREED: u32 = 2;

export let tracking: bool = false;

/** Compiled code looks at it too. */
function setTracking(on: bool): void {
  tracking = on;
  store<u32>(EXECUTION_CELL, <u32>on, EXECUTION_TRACKING);
}

let log: usize = 0;
let logEnd: usize = 0;
let logPages: usize = 0;
/** Number of the newest snapshot; a page whose stamp is older has not been saved since. */
let epoch: u32 = 0;
/** Stamps of the pages from ARENA that existed at the newest snapshot. */
let stamps: usize = 0;
let stampedPages: usize = 0;
let stampsPages: usize = 0;

/** Makes a map known to snapshots. The list begins in STATE, so that going back shortens it as well. */
export function registerMap(map: usize): void {
  touch(map, PAGE_SIZE);
  store<u32>(map, load<u32>(STATE_CELL, STATE_MAPS), MAP_NEXT_MAP);
  store<u32>(STATE_CELL, <u32>map, STATE_MAPS);
}

/** To be called before arena memory changes. */
// @ts-ignore: decorator
@inline
export function touch(address: usize, length: usize): void {
  if (tracking) save(address, length);
}

function save(address: usize, length: usize): void {
  const last = (address + length - 1 - ARENA) >> PAGE_BITS;
  for (let page = (address - ARENA) >> PAGE_BITS; page <= last; page++) {
    // A page from after the snapshot needs no copy: going back frees it.
    if (page >= stampedPages) continue;
    const stamp = load<u32>(stamps + (page << 2));
    if (stamp == epoch) continue;
    store<u32>(stamps + (page << 2), epoch);
    if (stamp & KEPT) logUndo(UNDO_SAVED, ARENA + (page << PAGE_BITS), PAGE_SIZE, <usize>(stamp & ~KEPT) << PAGE_BITS);
    else logSaved(ARENA + (page << PAGE_BITS), PAGE_SIZE);
  }
}

function logSaved(address: usize, length: usize): void {
  const copy = takeRun(pagesFor(length));
  if (!copy) unreachable();
  memory.copy(copy, address, length);
  logUndo(UNDO_SAVED, address, length, copy);
}

function logUndo(kind: u32, address: usize, length: usize, copy: usize): void {
  const used = logEnd - log;
  if (used + UNDO_SIZE > logPages << PAGE_BITS) {
    const pages = logPages ? logPages * 2 : 1;
    const bigger = takeRun(pages);
    if (!bigger) unreachable();
    if (log) {
      memory.copy(bigger, log, used);
      giveRun(log, logPages);
    }
    log = bigger;
    logEnd = log + used;
    logPages = pages;
  }
  store<u32>(logEnd, kind, UNDO_KIND);
  store<u32>(logEnd, <u32>address, UNDO_ADDRESS);
  store<u32>(logEnd, <u32>length, UNDO_LENGTH);
  store<u32>(logEnd, <u32>copy, UNDO_COPY);
  logEnd += UNDO_SIZE;
}

/** Marks the present state; the result names it for `restore`. Snapshots nest: older ones stay good. */
export function snapshot(): usize {
  setTracking(true);
  const mark = logEnd - log;
  begin();
  return mark;
}

/** Returns to the state at `mark`, as often as wanted. Snapshots taken after it are gone. */
export function restore(mark: usize): void {
  while (logEnd - log > mark) undo();
  begin();
}

/** Forgets all snapshots and keeps the present state. */
export function discardSnapshots(): void {
  setTracking(false);
  giveKept();
  while (logEnd > log) {
    logEnd -= UNDO_SIZE;
    const kind = load<u32>(logEnd, UNDO_KIND);
    if (kind == UNDO_SAVED) {
      giveRun(load<u32>(logEnd, UNDO_COPY), pagesFor(load<u32>(logEnd, UNDO_LENGTH)));
    } else if (kind == UNDO_FREED) {
      giveRun(load<u32>(logEnd, UNDO_ADDRESS), load<u32>(logEnd, UNDO_LENGTH));
    }
  }
}

/** Takes back the last step of the log. */
function undo(): void {
  logEnd -= UNDO_SIZE;
  const kind = load<u32>(logEnd, UNDO_KIND);
  const address = <usize>load<u32>(logEnd, UNDO_ADDRESS);
  const length = <usize>load<u32>(logEnd, UNDO_LENGTH);
  if (kind == UNDO_SAVED) {
    const copy = <usize>load<u32>(logEnd, UNDO_COPY);
    memory.copy(address, copy, length);
    giveRun(copy, pagesFor(length));
  } else if (kind == UNDO_ALLOCATED) {
    giveRun(address, length);
  }
}

/** In a stamp: the page is as at the newest snapshot, and this is the number of the page with its copy. */
const KEPT: u32 = 0x8000_0000;
/** Whether there are such pages. */
let keeps: bool = false;

/** Returns to the newest snapshot, as `restore` does, and keeps its copies of pages for the next time. */
export function rewind(): void {
  while (logEnd - log > baseEnd) {
    const step = logEnd - UNDO_SIZE;
    if (load<u32>(step, UNDO_KIND) != UNDO_SAVED) {
      undo();
      continue;
    }
    logEnd = step;
    const address = <usize>load<u32>(step, UNDO_ADDRESS);
    const copy = <usize>load<u32>(step, UNDO_COPY);
    memory.copy(address, copy, PAGE_SIZE);
    store<u32>(stamps + (((address - ARENA) >> PAGE_BITS) << 2), KEPT | <u32>(copy >> PAGE_BITS));
    keeps = true;
  }
  for (let at = log + baseStart; at < logEnd; at += UNDO_SIZE) {
    const address = <usize>load<u32>(at, UNDO_ADDRESS);
    const copy = <usize>load<u32>(at, UNDO_COPY);
    const length = <usize>load<u32>(at, UNDO_LENGTH);
    // Most often this is STATE alone, which is shorter than a call of the host's copy.
    if (length >= 512) {
      memory.copy(address, copy, length);
      continue;
    }
    let i: usize = 0;
    for (; i + 16 <= length; i += 16) v128.store(address + i, v128.load(copy + i));
    if (i < length) store<u64>(address + i, load<u64>(copy + i));
  }
}

/** Lets go of copies that a newer snapshot makes useless. */
function giveKept(): void {
  if (!keeps) return;
  keeps = false;
  for (let page: usize = 0; page < stampedPages; page++) {
    const stamp = load<u32>(stamps + (page << 2));
    if (!(stamp & KEPT)) continue;
    giveRun(<usize>(stamp & ~KEPT) << PAGE_BITS, 1);
    store<u32>(stamps + (page << 2), 0);
  }
}

/** Steps of the log that the newest snapshot begins with, as distances from its start. */
let baseStart: usize = 0;
let baseEnd: usize = 0;

function begin(): void {
  giveKept();
  const pages = (top - ARENA) >> PAGE_BITS;
  if (pages > stampedPages) {
    if (pagesFor(pages << 2) > stampsPages) {
      // Room for twice as many, so that growing the table stays rare; a new table's stamps are all old.
      const size = pagesFor(pages << 3);
      const table = takeRun(size);
      if (!table) unreachable();
      if (stamps) giveRun(stamps, stampsPages);
      stamps = table;
      stampsPages = size;
    }
    stampedPages = (top - ARENA) >> PAGE_BITS;
  }
  epoch++;
  baseStart = logEnd - log;
  // In eights, as `rewind` copies.
  logSaved(STATE_CELL, (STATE_TAIL_CALL_LOG + 7) & ~7);
  for (let map = <usize>load<u32>(STATE_CELL, STATE_MAPS); map; map = load<u32>(map, MAP_NEXT_MAP)) {
    if (load<u32>(map, MAP_DIRECT) && !load<u32>(map, MAP_READ_ONLY)) save(load<u32>(map, MAP_TABLE), load<u32>(map, MAP_VALUE_STRIDE));
  }
  baseEnd = logEnd - log;
}
