import type { MapSpec } from "../loader/index.ts";
import { errno } from "../spec/errno.ts";
import { MAP_TYPES } from "../spec/maps.ts";
import type { EngineMap, EngineProgram } from "./engines/engine.ts";
import { errnoName, MachineError } from "./errors.ts";
import type { Program } from "./program.ts";

/** `flags` of an update (linux/bpf.h). */
export const UpdateFlags = { ANY: 0, NOEXIST: 1, EXIST: 2 } as const;

/** A key or value: its bytes, or a little-endian number where it has 1, 2, 4 or 8 of them. */
export type Bytes = Uint8Array | number | bigint;

/** Of queues and stacks. */
const NO_KEY = new Uint8Array(0);

/** The public objects of handles, for what finds a handle in a map. */
const objects = new WeakMap<EngineMap | EngineProgram, Program | BpfMap>();

/** Programs and maps say that they stand for a handle. */
export function standsFor(object: Program | BpfMap): void {
  objects.set(object.handle, object);
}

/**
 * A map in a machine, with the semantics of the bpf(2) commands. Keys and values are copies.
 *
 * A per-CPU map's value is that of all CPUs, one after the other, each padded to 8 bytes, as bpf(2) has it;
 * `perCpu` takes it apart. A program array's values are programs, a map of maps' values are maps.
 */
export class BpfMap implements Iterable<[Uint8Array, Uint8Array]> {
  readonly spec: MapSpec;
  readonly name: string;
  readonly keySize: number;
  /** Bytes of one value, without padding, of one CPU. */
  readonly valueSize: number;
  readonly maxEntries: number;
  /** The map as the machine's engine has it; not for users. */
  readonly handle: EngineMap;
  readonly #cpus: number;

  constructor(handle: EngineMap, cpus: number) {
    this.handle = handle;
    this.#cpus = cpus;
    this.spec = handle.spec;
    this.name = handle.spec.name;
    this.keySize = handle.spec.keySize;
    this.valueSize = handle.spec.valueSize;
    this.maxEntries = handle.maxEntries;
    standsFor(this);
  }

  /** `HASH`, `ARRAY` … */
  get type(): MapSpec["type"] {
    return this.spec.type;
  }

  /** Whether a value is one value per CPU, each padded to 8 bytes. */
  get isPerCpu(): boolean {
    return MAP_TYPES[this.type].perCpu;
  }

  /** Bytes from one CPU's value to the next in a per-CPU map's value. */
  get valueStride(): number {
    return (this.valueSize + 7) & ~7;
  }

  /** Bytes that `lookup` returns and `update` takes. */
  get totalValueSize(): number {
    return this.handle.totalValueSize;
  }

  /** The value of a key, or null when it is not there. Does not count as a use for LRU types. */
  lookup(key: Bytes): Uint8Array | null {
    this.#refuseObjects("lookup");
    return this.handle.peek(this.#bytes(key, this.keySize, "key"));
  }

  /**
   * The program or map in a slot of a map that holds them, or null. Throws UNSUPPORTED for any other map.
   */
  lookupObject(key: Bytes): Program | BpfMap | null {
    const { holds } = MAP_TYPES[this.type];
    if (holds !== "programs" && holds !== "maps") {
      throw new MachineError("UNSUPPORTED", `map ${this.name} holds ${holds}`, { map: this.name });
    }
    const handle = this.handle.peekObject(this.#bytes(key, this.keySize, "key"));
    return handle && (objects.get(handle) ?? null);
  }

  /** Sets a key's value. Throws MAP_OPERATION with the kernel's errno where the map refuses. */
  update(
    key: Bytes,
    value: Bytes | Program | BpfMap,
    flags: (typeof UpdateFlags)[keyof typeof UpdateFlags] = 0,
  ): void {
    this.#check("update", this.tryUpdate(key, value, flags));
  }

  /** As `update`, returning 0 or a negative errno. */
  tryUpdate(key: Bytes, value: Bytes | Program | BpfMap, flags: number | bigint = 0): number {
    const keyBytes = this.#bytes(key, this.keySize, "key");
    const { holds } = MAP_TYPES[this.type];
    const object = typeof value === "object" && "handle" in value;
    if (holds !== "programs" && holds !== "maps") {
      if (object) throw this.#holds("bytes");
      return this.handle.update(keyBytes, this.#bytes(value, this.totalValueSize, "value"), BigInt(flags));
    }
    const result = object ? this.handle.updateObject(keyBytes, value.handle, BigInt(flags)) : null;
    if (result === null) throw this.#holds(`${holds} of the same machine`);
    return result;
  }

  /** Removes a key. Throws MAP_OPERATION (ENOENT where it is not there, EINVAL where the type cannot). */
  delete(key: Bytes): void {
    this.#check("delete", this.tryDelete(key));
  }

  /** As `delete`, returning 0 or a negative errno. */
  tryDelete(key: Bytes): number {
    return this.handle.delete(this.#bytes(key, this.keySize, "key"));
  }

  /**
   * Removes a key and gives its value, or null when it is not there; of a queue or stack, the next value. Throws
   * MAP_OPERATION: hashes, queues and stacks can, other types give ENOTSUPP as Linux does.
   */
  lookupAndDelete(key: Bytes = NO_KEY): Uint8Array | null {
    const result = this.tryLookupAndDelete(key);
    if (typeof result !== "number") return result;
    if (result !== -errno.ENOENT) this.#check("lookup and delete", result);
    return null;
  }

  /** As `lookupAndDelete`, returning a negative errno where there is no value. */
  tryLookupAndDelete(key: Bytes = NO_KEY): Uint8Array | number {
    return this.handle.take(this.#bytes(key, this.keySize, "key"));
  }

  /**
   * All keys, in the order of insertion where the type and the engine have one. Queues and stacks have none: their
   * key is empty, `update` pushes and `lookup` peeks.
   */
  keys(): IterableIterator<Uint8Array> {
    if (this.keySize === 0) return [].values();
    return this.handle.keys();
  }

  /** All keys with their values. */
  entries(): IterableIterator<[Uint8Array, Uint8Array]> {
    this.#refuseObjects("entries");
    if (this.keySize === 0) return [].values();
    return this.handle.entries();
  }

  /** As `entries`. */
  [Symbol.iterator](): IterableIterator<[Uint8Array, Uint8Array]> {
    return this.entries();
  }

  /** A per-CPU map's value, taken apart: one value per CPU. */
  perCpu(value: Uint8Array): Uint8Array[] {
    const stride = value.length / this.#cpus;
    return Array.from({ length: this.#cpus }, (_, cpu) =>
      value.slice(cpu * stride, cpu * stride + this.valueSize),
    );
  }

  #bytes(input: Bytes, size: number, what: "key" | "value"): Uint8Array {
    if (typeof input === "object") {
      if (input.length !== size) {
        throw new MachineError(
          "BAD_INPUT",
          `map ${this.name}: a ${what} has ${size} bytes, not ${input.length}`,
          { map: this.name, found: input.length, expected: size },
        );
      }
      return input;
    }
    if (size !== 1 && size !== 2 && size !== 4 && size !== 8) {
      throw new MachineError("BAD_INPUT", `map ${this.name}: a ${what} of ${size} bytes is no number`, {
        map: this.name,
        expected: size,
      });
    }
    if (typeof input !== "bigint" && !Number.isSafeInteger(input)) {
      throw new MachineError("BAD_INPUT", `map ${this.name}: ${input} is neither bytes nor a whole number`, {
        map: this.name,
        found: String(input),
      });
    }
    const number = BigInt(input);
    if (BigInt.asUintN(8 * size, number) !== number && BigInt.asIntN(8 * size, number) !== number) {
      throw new MachineError("BAD_INPUT", `map ${this.name}: ${input} does not fit ${size} bytes`, {
        map: this.name,
        found: String(input),
        expected: size,
      });
    }
    const bytes = new Uint8Array(8);
    new DataView(bytes.buffer).setBigUint64(0, BigInt.asUintN(64, number), true);
    return bytes.slice(0, size);
  }

  #holds(what: string): MachineError {
    return new MachineError("BAD_INPUT", `map ${this.name} holds ${what}`, { map: this.name });
  }

  #refuseObjects(operation: string): void {
    const { holds } = MAP_TYPES[this.type];
    if (holds === "bytes") return;
    throw new MachineError(
      "UNSUPPORTED",
      `map ${this.name} holds ${holds}: ${operation} has no bytes to give`,
      {
        map: this.name,
      },
    );
  }

  #check(operation: string, result: number): void {
    if (result >= 0) return;
    throw new MachineError("MAP_OPERATION", `map ${this.name}: ${operation} gave ${errnoName(-result)}`, {
      map: this.name,
      errno: -result,
    });
  }
}
