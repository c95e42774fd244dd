import type { Btf } from "../loader/index.ts";
import { type BtfInput, type BtfValue, decodeValue, encodeValue } from "./btf-values.ts";
import { MachineError } from "./errors.ts";
import type { BpfMap, UpdateFlags } from "./map.ts";

/**
 * A map with plain objects for keys and values, as the BTF of its object types them: `BtfValue` comes out, `BtfInput`
 * goes in. A per-CPU
 * map's value is an array of one object per CPU.
 */
export class TypedMap implements Iterable<[BtfValue, BtfValue]> {
  readonly map: BpfMap;
  readonly #btf: Btf;
  readonly #key: number;
  readonly #value: number;

  /** Throws UNSUPPORTED for a map whose object does not type it. */
  constructor(map: BpfMap, btf: Btf | null) {
    const { keyTypeId, valueTypeId } = map.spec;
    if (!btf || keyTypeId === null || valueTypeId === null) {
      throw new MachineError("UNSUPPORTED", `map ${map.name} has no types in its object`, { map: map.name });
    }
    this.map = map;
    this.#btf = btf;
    this.#key = keyTypeId;
    this.#value = valueTypeId;
  }

  /** The value of a key, or null when it is not there. Members that the key leaves out are zero. */
  lookup(key: BtfInput): BtfValue | null {
    const value = this.map.lookup(this.#encodeKey(key));
    return value && this.#decode(value);
  }

  /** As `BpfMap.update`; members that are left out are zero. Throws BAD_INPUT with the `path` of what does not fit. */
  update(key: BtfInput, value: BtfInput, flags?: (typeof UpdateFlags)[keyof typeof UpdateFlags]): void {
    this.map.update(this.#encodeKey(key), this.#encode(value), flags);
  }

  /** As `BpfMap.delete`. */
  delete(key: BtfInput): void {
    this.map.delete(this.#encodeKey(key));
  }

  /** As `BpfMap.entries`. */
  *entries(): IterableIterator<[BtfValue, BtfValue]> {
    for (const [key, value] of this.map.entries()) {
      yield [decodeValue(this.#btf, this.#key, key), this.#decode(value)];
    }
  }

  /** As `entries`. */
  [Symbol.iterator](): IterableIterator<[BtfValue, BtfValue]> {
    return this.entries();
  }

  #encodeKey(key: BtfInput): Uint8Array {
    return encodeValue(this.#btf, this.#key, key);
  }

  #decode(bytes: Uint8Array): BtfValue {
    if (!this.map.isPerCpu) return decodeValue(this.#btf, this.#value, bytes);
    return this.map.perCpu(bytes).map((value) => decodeValue(this.#btf, this.#value, value));
  }

  #encode(value: BtfInput): Uint8Array {
    if (!this.map.isPerCpu) return encodeValue(this.#btf, this.#value, value);
    const cpus = this.map.totalValueSize / this.map.valueStride;
    if (!Array.isArray(value) || value.length !== cpus) {
      throw new MachineError(
        "BAD_INPUT",
        `map ${this.map.name}: a value is an array of ${cpus}, one per CPU`,
        {
          map: this.map.name,
          expected: cpus,
        },
      );
    }
    const bytes = new Uint8Array(this.map.totalValueSize);
    for (const [cpu, own] of value.entries()) {
      bytes.set(encodeValue(this.#btf, this.#value, own), cpu * this.map.valueStride);
    }
    return bytes;
  }
}
