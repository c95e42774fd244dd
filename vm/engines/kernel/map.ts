import type { MapSpec } from "../../../loader/index.ts";
import { errno } from "../../../spec/errno.ts";
import { entriesOf, MAP_TYPES, MapFlag } from "../../../spec/maps.ts";
import { errnoName, MachineError } from "../../errors.ts";
import type { EngineMap, EngineProgram } from "../engine.ts";
import type { KernelEngine } from "../kernel.ts";
import { openPerfEvents, PerfRing } from "./perf.ts";
import { KernelProgram } from "./program.ts";

/** Bytes of values that one batch may have. */
const BATCH_BYTES = 1 << 22;
const BATCH_ELEMENTS = 4096;

/** A map of the kernel's, by its descriptor. */
export class KernelMap implements EngineMap {
  readonly spec: MapSpec;
  readonly maxEntries: number;
  readonly totalValueSize: number;
  readonly fd: number;
  /** The ring of the CPU that programs run on, if this holds perf events. */
  readonly ring: PerfRing | null;
  readonly #engine: KernelEngine;
  readonly #perfFds: number[] = [];
  /** What the slots of a program array should hold, and what they do: programs are loaded when they are needed. */
  readonly #programs = new Map<number, { program: KernelProgram; present: boolean }>();

  /** The maps in a map of maps, by key: the kernel tells only their ids. */
  readonly #inner = new Map<string, KernelMap>();

  constructor(engine: KernelEngine, spec: MapSpec) {
    this.#engine = engine;
    this.spec = spec;
    const row = MAP_TYPES[spec.type];
    this.maxEntries = entriesOf(spec.type, spec.maxEntries, engine.cpus);
    this.totalValueSize = row.perCpu ? ((spec.valueSize + 7) & ~7) * engine.cpus : spec.valueSize;
    this.fd = this.#create();
    try {
      this.ring = row.holds === "perf_events" ? this.#openRings() : null;
      if (spec.data)
        this.#must("update", engine.bpf.update(this.fd, new Uint8Array(spec.keySize), spec.data, 0n));
      if (spec.readOnly) this.#must("freeze", engine.bpf.freeze(this.fd));
    } catch (error) {
      this.release();
      throw error;
    }
  }

  peek(key: Uint8Array): Uint8Array | null {
    const value = new Uint8Array(this.totalValueSize);
    const result = this.#engine.bpf.lookup(this.fd, key, value);
    if (result === -errno.ENOENT) return null;
    this.#must("lookup", result);
    return value;
  }

  update(key: Uint8Array, value: Uint8Array, flags: bigint): number {
    return this.#engine.bpf.update(this.fd, key, value, flags);
  }

  updateObject(key: Uint8Array, value: EngineMap | EngineProgram, flags: bigint): number | null {
    if (value instanceof KernelMap && value.#engine === this.#engine) {
      const result = this.#engine.bpf.update(this.fd, key, descriptor(value.fd), flags);
      if (result === 0) this.#inner.set(key.join(), value);
      return result;
    }
    if (!(value instanceof KernelProgram) || value.engine !== this.#engine) return null;
    const slot = indexOf(key);
    if (slot >= this.maxEntries) return -errno.E2BIG;
    if (flags !== 0n) return -errno.EINVAL;
    this.#programs.set(slot, { program: value, present: false });
    this.#engine.slotsChanged();
    return 0;
  }

  take(key: Uint8Array): Uint8Array | number {
    const value = new Uint8Array(this.totalValueSize);
    const result = this.#engine.bpf.take(this.fd, key, value);
    return result < 0 ? result : value;
  }

  peekObject(key: Uint8Array): KernelMap | KernelProgram | null {
    if (MAP_TYPES[this.spec.type].holds === "maps") return this.#inner.get(key.join()) ?? null;
    return this.#programs.get(indexOf(key))?.program ?? null;
  }

  delete(key: Uint8Array): number {
    if (MAP_TYPES[this.spec.type].holds !== "programs") {
      const result = this.#engine.bpf.delete(this.fd, key);
      if (result === 0) this.#inner.delete(key.join());
      return result;
    }
    const slot = indexOf(key);
    const held = this.#programs.get(slot);
    if (slot >= this.maxEntries) return -errno.E2BIG;
    if (!held) return -errno.ENOENT;
    if (held.present) this.#must("delete", this.#engine.bpf.delete(this.fd, key));
    this.#programs.delete(slot);
    this.#engine.slotsChanged();
    return 0;
  }

  *keys(): IterableIterator<Uint8Array> {
    let previous: Uint8Array | null = null;
    for (;;) {
      const key: Uint8Array = new Uint8Array(this.spec.keySize);
      const result = this.#engine.bpf.nextKey(this.fd, previous, key);
      if (result === -errno.ENOENT) return;
      this.#must("next key", result);
      previous = key;
      yield key;
    }
  }

  *entries(): IterableIterator<[Uint8Array, Uint8Array]> {
    const { keySize } = this.spec;
    const fits = Math.max(1, Math.floor(BATCH_BYTES / this.totalValueSize));
    let count = Math.min(BATCH_ELEMENTS, this.maxEntries, fits);
    let cursor: Uint8Array | null = null;
    for (;;) {
      const keys = new Uint8Array(count * keySize);
      const values = new Uint8Array(count * this.totalValueSize);
      const batch = this.#engine.bpf.lookupBatch(this.fd, cursor, count, keys, values);
      if (batch.result === -errno.ENOSPC) {
        // One bucket of a hash has more than these; the cursor is where it was.
        count *= 2;
        continue;
      }
      if (batch.result !== -errno.ENOENT) this.#must("lookup", batch.result);
      for (let i = 0; i < batch.count; i++) {
        yield [
          keys.slice(i * keySize, (i + 1) * keySize),
          values.slice(i * this.totalValueSize, (i + 1) * this.totalValueSize),
        ];
      }
      if (batch.result === -errno.ENOENT) return;
      cursor = batch.cursor;
    }
  }

  /** Programs that a tail call through this map may go to: that of the slot, or of any for null. */
  programsAt(slot: number | null): KernelProgram[] {
    if (slot !== null) return [this.#programs.get(slot)?.program].filter((program) => program !== undefined);
    return [...this.#programs.values()].map(({ program }) => program);
  }

  /** Puts loaded programs where they should be. */
  fillSlots(): void {
    for (const [slot, held] of this.#programs) {
      if (held.present || held.program.fd === null) continue;
      const key = new Uint8Array(4);
      new DataView(key.buffer).setUint32(0, slot, true);
      this.#must("update", this.#engine.bpf.update(this.fd, key, descriptor(held.program.fd), 0n));
      held.present = true;
    }
  }

  release(): void {
    for (const fd of [...this.#perfFds, this.fd]) this.#engine.bpf.close(fd);
  }

  #create(): number {
    const { bpf } = this.#engine;
    const { spec } = this;
    const create = (map: MapSpec, maxEntries: number, inner?: number) =>
      this.#must(
        "create",
        bpf.createMap({
          type: MAP_TYPES[map.type].number,
          keySize: map.keySize,
          valueSize: map.valueSize,
          maxEntries,
          flags: map.flags | (map.readOnly ? MapFlag.RDONLY_PROG : 0),
          name: map.name,
          ...(inner !== undefined && { inner }),
        }),
      );
    if (!spec.inner) return create(spec, this.maxEntries);
    const inner = create(spec.inner, spec.inner.maxEntries);
    try {
      return create(spec, this.maxEntries, inner);
    } finally {
      bpf.close(inner);
    }
  }

  /** Each CPU's slot gets a descriptor, so that writing succeeds; programs run on the first. */
  #openRings(): PerfRing | null {
    const { remote, bpf, cpus } = this.#engine;
    let ring: PerfRing | null = null;
    for (let cpu = 0; cpu < Math.min(cpus, this.maxEntries); cpu++) {
      const fd = openPerfEvents(remote, cpu);
      // A CPU that is possible but off.
      if (fd === -errno.ENODEV) continue;
      this.#perfFds.push(this.#must("perf_event_open", fd));
      const key = new Uint8Array(4);
      new DataView(key.buffer).setUint32(0, cpu, true);
      this.#must("update", bpf.update(this.fd, key, descriptor(fd), 0n));
      if (cpu === 0) ring = new PerfRing(remote, fd);
    }
    return ring;
  }

  /** The result, if it is none of an error. */
  #must(operation: string, result: number): number {
    if (result >= 0) return result;
    const { name } = this.spec;
    const code =
      result === -errno.ENOMEM ? "OUT_OF_MEMORY" : operation === "create" ? "BAD_MAP" : "MAP_OPERATION";
    throw new MachineError(code, `map ${name}: the kernel's ${operation} gave ${errnoName(-result)}`, {
      map: name,
      errno: -result,
    });
  }
}

function descriptor(fd: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, fd, true);
  return bytes;
}

const indexOf = (key: Uint8Array): number => new DataView(key.buffer, key.byteOffset).getUint32(0, true);
