/**
 * One program in two machines, run side by side from the same map contents. Differences are data: what differs,
 * and what it is on either side. What an engine does not tell is not compared.
 */
import { MAX_PACKET } from "../spec/layout.ts";
import { MAP_TYPES } from "../spec/maps.ts";
import { fromHex, sameBytes, toHex } from "../spec/text.ts";
import type { Collection } from "./collection.ts";
import { MachineError } from "./errors.ts";
import type { BpfMap } from "./map.ts";
import {
  MIN_PACKET,
  type PerfEvent,
  type Program,
  packetSizeError,
  type Redirect,
  type RunOptions,
  type RunResult,
} from "./program.ts";
import type { Trap } from "./trap.ts";

/** A value that differs; null where there is none. */
export type ComparedValue = Uint8Array | number | bigint | string | Trap | null;

/** One thing in which two runs of a program differ. */
export interface Difference {
  what: "trap" | "retval" | "redirect" | "packet" | "metadata" | "context" | "event" | "map";
  /** The context field, or the map; otherwise null. */
  name: string | null;
  /** The element's key, for maps. */
  key: Uint8Array | null;
  left: ComparedValue;
  right: ComparedValue;
}

/** What came of a packet that both sides were given. */
export type ComparedRun =
  | { outcome: "same" | "different"; left: RunResult; right: RunResult; differences: Difference[] }
  /** One side takes no such packet or context; nothing was run on the other. */
  | { outcome: "refused"; reason: MachineError };

/** Contents of a collection's writable maps: by map and key, in hexadecimal, the value. */
type Contents = ReadonlyMap<string, ReadonlyMap<string, Uint8Array>>;

/** `right` is the side that may refuse packets: the kernel. */
export class Comparison {
  readonly left: Collection;
  readonly right: Collection;
  readonly #leftProgram: Program;
  readonly #rightProgram: Program;
  readonly #initial: Contents;

  /**
   * Both hold the same object, and their maps' contents are what `reset` returns to. Throws MachineError
   * NOT_FOUND, or BAD_INPUT where the maps differ already.
   */
  constructor(left: Collection, right: Collection, program: string) {
    this.left = left;
    this.right = right;
    this.#leftProgram = left.program(program);
    this.#rightProgram = right.program(program);
    this.#initial = contentsOf(right);
    const [difference] = this.mapDifferences();
    if (difference) {
      throw new MachineError("BAD_INPUT", `map ${difference.name} differs before the first run`, {
        map: difference.name!,
      });
    }
  }

  /** Runs both, and compares everything but the maps. Throws BAD_INPUT for a context that there is not. */
  run(options: RunOptions): ComparedRun {
    const length = options.data?.length ?? 0;
    if (length < MIN_PACKET || length > MAX_PACKET) {
      return { outcome: "refused", reason: packetSizeError(length) };
    }
    let right: RunResult;
    try {
      right = this.#rightProgram.run(options);
    } catch (error) {
      if (error instanceof MachineError && error.code === "TEST_RUN_REFUSED") {
        return { outcome: "refused", reason: error };
      }
      throw error;
    }
    const left = this.#leftProgram.run(options);
    const differences = runDifferences(left, right);
    return { outcome: differences.length > 0 ? "different" : "same", left, right, differences };
  }

  /**
   * Runs both on one frame after the other, beginning with the maps' first contents. Where the sides differ, the
   * left one goes on with the right one's maps, so that every frame is judged by itself.
   */
  capture(frames: readonly Uint8Array[], options: Omit<RunOptions, "data"> = {}): ComparedRun[] {
    const runs = this.#pass(frames, options, false);
    // To compare all maps costs far more than a run: only now, to find the frame that made them differ.
    return this.mapDifferences().length === 0 ? runs : this.#pass(frames, options, true);
  }

  #pass(frames: readonly Uint8Array[], options: Omit<RunOptions, "data">, everyMap: boolean): ComparedRun[] {
    this.reset();
    return frames.map((data) => {
      const run = this.run({ ...options, data });
      if (run.outcome === "refused" || (run.outcome === "same" && !everyMap)) return run;
      const maps = this.mapDifferences();
      if (maps.length > 0) this.adopt();
      const differences = [...run.differences, ...maps];
      return { ...run, differences, outcome: differences.length > 0 ? "different" : "same" };
    });
  }

  /** Elements that are not the same on both sides. */
  mapDifferences(): Difference[] {
    return stateDifferences(this.left, this.right);
  }

  /** Gives the left side's maps what the right side's hold. */
  adopt(): void {
    setContents(this.left, contentsOf(this.right));
  }

  /** Gives both sides' maps what they held at first. */
  reset(): void {
    setContents(this.left, this.#initial);
    setContents(this.right, this.#initial);
  }
}

/** Elements of writable maps that are not the same in two collections of one object. */
export function stateDifferences(left: Collection, right: Collection): Difference[] {
  const all = contentsOf(left);
  const differences: Difference[] = [];
  for (const [name, theirs] of contentsOf(right)) {
    const ours = all.get(name)!;
    for (const key of new Set([...ours.keys(), ...theirs.keys()])) {
      const [a, b] = [ours.get(key) ?? null, theirs.get(key) ?? null];
      if (a && b && sameBytes(a, b)) continue;
      differences.push({ what: "map", name, key: fromHex(key), left: a, right: b });
    }
  }
  return differences;
}

/** What two runs differ in, but for maps. */
export function runDifferences(left: RunResult, right: RunResult): Difference[] {
  const differences: Difference[] = [];
  const differ = (what: Difference["what"], name: string | null, a: ComparedValue, b: ComparedValue) =>
    differences.push({ what, name, key: null, left: a, right: b });
  if (left.trap?.code !== right.trap?.code || left.trap?.pc !== right.trap?.pc) {
    differ("trap", null, left.trap, right.trap);
    // What a stopped run leaves behind says nothing.
    return differences;
  }
  if (left.retval !== right.retval) differ("retval", null, left.retval, right.retval);
  const [ours, theirs] = [left.redirect, right.redirect].map(redirectText);
  if (ours !== theirs) differ("redirect", null, ours!, theirs!);
  if (!sameBytes(left.dataOut, right.dataOut)) differ("packet", null, left.dataOut, right.dataOut);
  if (!sameBytes(left.metadata, right.metadata)) differ("metadata", null, left.metadata, right.metadata);
  for (const [name, value] of Object.entries(right.ctxOut)) {
    const other = left.ctxOut[name];
    if (other !== undefined && String(other) !== String(value))
      differ("context", name, text(other), text(value));
  }
  for (let i = 0; i < Math.max(left.events.length, right.events.length); i++) {
    const [a, b] = [left.events[i], right.events[i]];
    if (a && b && sameEvent(a, b)) continue;
    differ("event", (a ?? b)!.map, a?.data ?? null, b?.data ?? null);
  }
  return differences;
}

function redirectText(redirect: Redirect | null): string | null {
  if (!redirect) return null;
  const { helper, ifindex, flags, nextHop } = redirect;
  return `${helper}(${ifindex}, ${nextHop ? `${toHex(nextHop)}, ` : ""}${flags})`;
}

/** Events of the kernel go on to a multiple of 8 bytes less 4 with bytes that nobody wrote. */
const padded = (length: number): number => ((length + 4 + 7) & ~7) - 4;

function sameEvent(a: PerfEvent, b: PerfEvent): boolean {
  if (a.map !== b.map) return false;
  const length = Math.min(a.data.length, b.data.length);
  if (padded(a.data.length) !== padded(b.data.length)) return false;
  return sameBytes(a.data.subarray(0, length), b.data.subarray(0, length));
}

const text = (value: number | bigint | readonly number[]): number | bigint | string =>
  typeof value === "object" ? value.join(",") : value;

/** Maps of bytes that programs can change. */
const writableMaps = ({ maps }: Collection): [string, BpfMap][] =>
  [...maps].filter(([, map]) => MAP_TYPES[map.type].holds === "bytes" && !map.spec.readOnly);

function contentsOf(collection: Collection): Contents {
  return new Map(
    writableMaps(collection).map(([name, map]) => [
      name,
      new Map(Array.from(map.entries(), ([key, value]) => [toHex(key), value])),
    ]),
  );
}

function setContents(collection: Collection, contents: Contents): void {
  for (const [name, map] of writableMaps(collection)) {
    const wanted = contents.get(name)!;
    const present = new Map(Array.from(map.entries(), ([key, value]) => [toHex(key), value]));
    for (const key of present.keys()) if (!wanted.has(key)) map.delete(fromHex(key)!);
    for (const [key, value] of wanted) {
      const old = present.get(key);
      if (!old || !sameBytes(old, value)) map.update(fromHex(key)!, value);
    }
  }
}
