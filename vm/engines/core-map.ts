/** A map in the core's linear memory. */
import type { MapSpec } from "../../loader/index.ts";
import { MAP } from "../../spec/layout.ts";
import { MAP_TYPES } from "../../spec/maps.ts";
import type { Host } from "../host.ts";
import type { CoreEngine } from "./core.ts";
import { CoreProgram } from "./core-program.ts";
import type { EngineMap, EngineProgram } from "./engine.ts";

export class CoreMap implements EngineMap {
  readonly spec: MapSpec;
  readonly maxEntries: number;
  readonly totalValueSize: number;
  /** Address of the map's descriptor. */
  readonly address: number;
  readonly #engine: CoreEngine;
  readonly #host: Host;

  constructor(engine: CoreEngine, spec: MapSpec, address: number) {
    this.#engine = engine;
    this.#host = engine.host;
    this.spec = spec;
    this.address = address;
    const { memory } = this.#host.core;
    this.maxEntries = memory.u32(address + MAP.MAX_ENTRIES);
    this.totalValueSize = MAP_TYPES[spec.type].perCpu
      ? memory.u32(address + MAP.VALUE_STRIDE) * engine.cpus
      : memory.u32(address + MAP.VALUE_SIZE);
  }

  peek(key: Uint8Array): Uint8Array | null {
    const value = this.#valueOf(key);
    return value === 0 ? null : this.#host.core.memory.read(value, this.totalValueSize);
  }

  update(key: Uint8Array, value: Uint8Array, flags: bigint): number {
    const { core } = this.#host;
    const scratch = this.#host.scratch(key.length + 8 + value.length);
    const valueAt = scratch + ((key.length + 7) & ~7);
    core.memory.write(scratch, key);
    core.memory.write(valueAt, value);
    return Number(core.exports.mapUpdate(this.address, scratch, valueAt, flags));
  }

  updateObject(key: Uint8Array, value: EngineMap | EngineProgram, flags: bigint): number | null {
    if (!(value instanceof CoreMap || value instanceof CoreProgram) || !value.isOf(this.#engine)) return null;
    const bytes = new Uint8Array(4);
    new DataView(bytes.buffer).setUint32(0, value.address, true);
    return this.update(key, bytes, flags);
  }

  peekObject(key: Uint8Array): CoreMap | CoreProgram | null {
    const slot = this.#valueOf(key);
    const address = slot === 0 ? 0 : this.#host.core.memory.u32(slot);
    if (address === 0) return null;
    const { maps, programs } = this.#engine;
    return [...maps, ...programs].find((one) => one.address === address) ?? null;
  }

  delete(key: Uint8Array): number {
    const { core } = this.#host;
    const scratch = this.#host.scratch(key.length);
    core.memory.write(scratch, key);
    return Number(core.exports.mapDelete(this.address, scratch));
  }

  take(key: Uint8Array): Uint8Array | number {
    const { core } = this.#host;
    const room = (key.length + 7) & ~7;
    const scratch = this.#host.scratch(room + this.totalValueSize);
    core.memory.write(scratch, key);
    const result = Number(core.exports.mapTake(this.address, scratch, scratch + room));
    return result < 0 ? result : core.memory.read(scratch + room, this.totalValueSize);
  }

  /** The core has no way to take a map's memory back. */
  release(): void {}

  *keys(): IterableIterator<Uint8Array> {
    const { core } = this.#host;
    const { keySize } = this.spec;
    const room = (keySize + 7) & ~7;
    let previous: Uint8Array | null = null;
    for (;;) {
      const scratch: number = this.#host.scratch(2 * room);
      if (previous) core.memory.write(scratch, previous);
      if (core.exports.mapNext(this.address, previous ? scratch : 0, scratch + room) !== 0n) return;
      const key: Uint8Array = core.memory.read(scratch + room, keySize);
      previous = key;
      yield key;
    }
  }

  *entries(): IterableIterator<[Uint8Array, Uint8Array]> {
    for (const key of this.keys()) {
      const value = this.peek(key);
      if (value) yield [key, value];
    }
  }

  isOf(engine: CoreEngine): boolean {
    return engine === this.#engine;
  }

  /** Whether the value that programs address without a lookup starts there. */
  isAt(address: number): boolean {
    const { memory } = this.#host.core;
    return memory.u32(this.address + MAP.DIRECT) !== 0 && memory.u32(this.address + MAP.TABLE) === address;
  }

  /** Whether an element's value, of whichever CPU, starts at this address. */
  holdsValueAt(address: number): boolean {
    const { holds, perCpu } = MAP_TYPES[this.spec.type];
    if (holds !== "bytes") return false;
    const stride = this.#host.core.memory.u32(this.address + MAP.VALUE_STRIDE);
    const size = stride * (perCpu ? this.#engine.cpus : 1);
    for (const key of this.keys()) {
      const value = this.#valueOf(key);
      const distance = address - value;
      if (value && distance >= 0 && distance < size && distance % stride === 0) return true;
    }
    return false;
  }

  /** Address of a key's value, or 0. */
  #valueOf(key: Uint8Array): number {
    const { core } = this.#host;
    const scratch = this.#host.scratch(key.length);
    core.memory.write(scratch, key);
    return core.exports.mapPeek(this.address, scratch) >>> 0;
  }
}
