/**
 * What a loop keeps in memory from turn to turn, and compiled code besides in a local: a load that waits for the store of
 * the turn before makes each turn as long as that takes (some 5 cycles), and V8 removes no loads of linear memory. Only
 * loops of one block, all of whose accesses are proved; every store is made.
 */
import type { ControlFlowGraph } from "../cfg.ts";
import type { Decoded } from "../structure.ts";
import type { FrameContents } from "./contents.ts";
import type { Kept } from "./kept.ts";
import type { Registers } from "./known.ts";
import { type Plan, planAccess } from "./plan-access.ts";
import type { Source } from "./source.ts";

/** A place that a loop both loads and stores. */
export interface Carried {
  /** Index of an instruction that loads it, and its width. */
  load: number;
  size: 1 | 2 | 4 | 8;
}

export interface CarriedPlaces {
  /** Those of the loop that a block is. */
  ofBlock: ReadonlyMap<number, readonly Carried[]>;
  /** That of a load or store, by its index. */
  ofInstruction: ReadonlyMap<number, Carried>;
}

/** More locals than this had better stay in memory. */
const MAX_PLACES = 6;

interface Access {
  index: number;
  isStore: boolean;
  size: Carried["size"];
  /** What its offset counts from; different ones may be the same memory if they are of one region. */
  base: string;
  region: "frame" | "packet" | "value";
  offset: number;
  /** Whether it is at the same place in each turn. */
  stays: boolean;
}

export function findCarried(
  source: Source,
  graph: ControlFlowGraph,
  known: readonly Registers[],
  contents: FrameContents,
  kept: Kept,
): CarriedPlaces {
  const ofBlock = new Map<number, readonly Carried[]>();
  const ofInstruction = new Map<number, Carried>();
  for (const [block, { successors }] of graph.blocks.entries()) {
    // The first block is also entered from nowhere.
    if (block === 0 || !successors.includes(block)) continue;
    const accesses = findAccesses(source, graph, known, kept, block);
    if (!accesses) continue;
    const places = new Map<string, Carried>();
    for (const { index, isStore, size, base, offset } of accesses) {
      // What is better loaded in pieces was not stored as a whole.
      if (!isStore && !contents.loads.has(index))
        places.set(`${base} ${offset} ${size}`, { load: index, size });
    }
    const found = new Set<Carried>();
    for (const access of accesses) {
      const place = places.get(`${access.base} ${access.offset} ${access.size}`);
      if (place && access.isStore && isAlone(access, accesses)) found.add(place);
    }
    if (found.size === 0 || found.size > MAX_PLACES) continue;
    ofBlock.set(block, [...found]);
    for (const { index, base, offset, size } of accesses) {
      const place = places.get(`${base} ${offset} ${size}`);
      if (place && found.has(place)) ofInstruction.set(index, place);
    }
  }
  return { ofBlock, ofInstruction };
}

/** Whether no other store may be to a part of the same memory. */
function isAlone(access: Access, accesses: readonly Access[]): boolean {
  const { base, region, offset, size, stays } = access;
  return (
    stays &&
    accesses.every((other) => {
      if (!other.isStore || other.region !== region) return true;
      if (other.base !== base || !other.stays) return false;
      if (other.offset === offset && other.size === size) return true;
      return other.offset + other.size <= offset || offset + size <= other.offset;
    })
  );
}

/** The loads and stores of a block; null where it does something else to memory, or something that is not proved. */
function findAccesses(
  source: Source,
  graph: ControlFlowGraph,
  known: readonly Registers[],
  kept: Kept,
  block: number,
): Access[] | null {
  const { first, end } = graph.blocks[block]!;
  const accesses: Access[] = [];
  const changed = new Set<number>();
  for (let index = first; index < end; index++) {
    const insn = source.decoded[index]!;
    const { row, dst, src, off } = insn;
    if (row.form === "call" || row.form === "atomic" || row.form === "packet_load") return null;
    if (row.form === "load" || row.form === "store") {
      const isStore = row.form === "store";
      const register = isStore ? dst : src;
      const plan = planAccess(source, insn, known[index]!);
      const isKept = plan.kind === "frame" && kept.placeOf[plan.offset]! >= 0;
      if (plan.kind !== "field" && !isKept) {
        const region = regionOf(source, insn, plan);
        if (!region) return null;
        const free = plan.kind === "free";
        const offset = plan.kind === "frame" ? plan.offset : plan.kind === "fixed" ? plan.address : off;
        const base = free ? `r${register}` : plan.kind;
        accesses.push({ index, isStore, size: row.size, base, region, offset, stays: true });
      }
    }
    if (row.form === "load" || row.form === "alu" || row.form === "lddw") changed.add(dst);
  }
  for (const access of accesses) {
    if (access.base[0] === "r" && changed.has(Number(access.base.slice(1)))) access.stays = false;
  }
  return accesses;
}

/** The memory that a certain access is to; null where it is not certain, or nobody knows. */
function regionOf(source: Source, { pc }: Decoded, plan: Plan): Access["region"] | null {
  if (plan.kind === "frame") return "frame";
  if (plan.kind === "fixed") return "value";
  if (plan.kind !== "free" || plan.stack) return null;
  if (!plan.packet) return "value";
  // What lies before the frame's start may overlap what lies behind it.
  return source.facts?.access(pc).region === "packet" ? "packet" : null;
}
