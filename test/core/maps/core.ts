import { existsSync, readFileSync } from "node:fs";
import { ARENA, MAP, STATE, STATE_CELL } from "../../../spec/layout.ts";
import { MAP_TYPES, type MapType } from "../../../spec/maps.ts";

type Call<Result = number> = (...operands: number[]) => Result;
interface Exports {
  allocatePages: Call;
  memoryUsed: Call;
  snapshot: Call;
  restore: Call<void>;
  discardSnapshots: Call<void>;
  mapCreate: Call;
  mapSetInner: Call<void>;
  mapPeek: Call;
  mapDelete: Call<bigint>;
  mapNext: Call<bigint>;
  mapFreeze: Call<void>;
  lookup: Call;
  remove: Call<bigint>;
  update(map: number, key: number, value: number, flags: bigint): bigint;
  mapUpdate(map: number, key: number, value: number, flags: bigint): bigint;
  valueProvenance: Call<bigint>;
}

const file = new URL("../../../vm/core.wasm", import.meta.url);
const compiled = existsSync(file) ? new WebAssembly.Module(readFileSync(file)) : null;
const SCRATCH_PAGES = 8;

/** The core alone in a memory of its own. */
export class Core {
  readonly memory: WebAssembly.Memory;
  readonly exports: Exports;
  readonly #scratch: number;
  #lastId = 0;

  /** `arenaPages`: how many pages of 64 KiB the arena may grow to. */
  constructor({ cpus = 1, arenaPages = 16_384 } = {}) {
    if (!compiled) throw new Error("vm/core.wasm is missing: run npm run build:core");
    const initial = ARENA >> 16;
    this.memory = new WebAssembly.Memory({ initial, maximum: initial + arenaPages });
    const imports: WebAssembly.Imports = { env: { memory: this.memory } };
    for (const { module, name, kind } of WebAssembly.Module.imports(compiled)) {
      if (kind !== "function") continue;
      imports[module] ??= {};
      imports[module][name] = () => {
        throw new Error(`the core called ${module}.${name}`);
      };
    }
    this.exports = new WebAssembly.Instance(compiled, imports).exports as unknown as Exports;
    this.view.setUint32(STATE_CELL + STATE.CPUS, cpus, true);
    this.#scratch = this.exports.allocatePages(SCRATCH_PAGES) >>> 0;
  }

  get view(): DataView {
    return new DataView(this.memory.buffer);
  }

  get used(): number {
    return this.exports.memoryUsed() >>> 0;
  }

  set cpu(cpu: number) {
    this.view.setUint32(STATE_CELL + STATE.CPU, cpu, true);
  }

  /** Where programs and the host put keys and values: the address of `bytes`, at most 8 KiB of them. */
  put(bytes: Uint8Array, slot = 0): number {
    const address = this.#scratch + slot * 8192;
    new Uint8Array(this.memory.buffer).set(bytes, address);
    return address;
  }

  read(address: number, length: number): Uint8Array {
    return new Uint8Array(this.memory.buffer).slice(address, address + length);
  }

  map(type: MapType, keySize: number, valueSize: number, maxEntries: number, flags = 0): CoreMap {
    const map = this.tryMap(type, keySize, valueSize, maxEntries, flags);
    if (!map) throw new Error(`no memory for a ${type}`);
    return map;
  }

  tryMap(type: MapType, keySize: number, valueSize: number, maxEntries: number, flags = 0): CoreMap | null {
    const { number } = MAP_TYPES[type];
    const address =
      this.exports.mapCreate(++this.#lastId, number, keySize, valueSize, maxEntries, flags) >>> 0;
    return address ? new CoreMap(this, address, keySize, valueSize) : null;
  }
}

/** Keys and values are bytes, or little-endian numbers. */
type Bytes = Uint8Array | number;

/** A map as programs (`lookup`, `update`, `remove`) and as the host (the rest) use it. */
export class CoreMap {
  readonly core: Core;
  readonly address: number;
  readonly keySize: number;
  readonly valueSize: number;

  constructor(core: Core, address: number, keySize: number, valueSize: number) {
    this.core = core;
    this.address = address;
    this.keySize = keySize;
    this.valueSize = valueSize;
  }

  field(offset: number): number {
    return this.core.view.getUint32(this.address + offset, true);
  }

  /** What the program gets: an address or 0. */
  pointer(key: Bytes): number {
    return this.core.exports.lookup(this.address, this.#key(key)) >>> 0;
  }

  lookup(key: Bytes): Uint8Array | null {
    const value = this.pointer(key);
    return value ? this.core.read(value, this.valueSize) : null;
  }

  update(key: Bytes, value: Bytes, flags = 0n): number {
    const { exports } = this.core;
    return Number(exports.update(this.address, this.#key(key), this.#value(value, this.valueSize), flags));
  }

  remove(key: Bytes): number {
    return Number(this.core.exports.remove(this.address, this.#key(key)));
  }

  peekAddress(key: Bytes): number {
    return this.core.exports.mapPeek(this.address, this.#key(key)) >>> 0;
  }

  /** CPU 0's value, or that of all CPUs. */
  peek(key: Bytes, length = this.valueSize): Uint8Array | null {
    const value = this.peekAddress(key);
    return value ? this.core.read(value, length) : null;
  }

  /** The values of all CPUs, as numbers. */
  peekAll(key: Bytes): number[] | null {
    const value = this.peekAddress(key);
    if (!value) return null;
    const stride = this.field(MAP.VALUE_STRIDE);
    return Array.from({ length: this.field(MAP.CPUS) }, (_, cpu) =>
      number(this.core.read(value + cpu * stride, this.valueSize)),
    );
  }

  set(key: Bytes, value: Bytes, flags = 0n): number {
    const { exports } = this.core;
    const size = this.field(MAP.VALUE_STRIDE) * this.field(MAP.CPUS);
    return Number(exports.mapUpdate(this.address, this.#key(key), this.#value(value, size), flags));
  }

  delete(key: Bytes): number {
    return Number(this.core.exports.mapDelete(this.address, this.#key(key)));
  }

  /** The key behind `key` (null: the first), or the errno. */
  next(key: Bytes | null): Uint8Array | number {
    const at = this.core.put(new Uint8Array(this.keySize), 3);
    const result = this.core.exports.mapNext(this.address, key === null ? 0 : this.#key(key), at);
    return result === 0n ? this.core.read(at, this.keySize) : Number(result);
  }

  keys(): Uint8Array[] {
    const keys: Uint8Array[] = [];
    let key = this.next(null);
    for (; typeof key !== "number"; key = this.next(key)) keys.push(key);
    if (key !== -2) throw new Error(`next key: ${key}`);
    return keys;
  }

  #key(key: Bytes): number {
    return this.core.put(bytes(key, this.keySize));
  }

  #value(value: Bytes, size: number): number {
    return this.core.put(bytes(value, size), 1);
  }
}

/** Little-endian bytes of a number; bytes as they are. */
export function bytes(value: Bytes, size: number): Uint8Array {
  if (typeof value !== "number") return value;
  const result = new Uint8Array(size);
  for (let at = 0, rest = value; at < size && rest > 0; at++, rest = Math.floor(rest / 256)) {
    result[at] = rest % 256;
  }
  return result;
}

export const number = (value: Uint8Array): number => value.reduceRight((sum, byte) => sum * 256 + byte, 0);
export const numberOrNull = (value: Uint8Array | null): number | null => value && number(value);
export const hex = (value: Uint8Array): string => Buffer.from(value).toString("hex");
