/** Lookups whose map is known, and updates of arrays, by keys gathered from the frame. */
import {
  BUCKET,
  ELEMENT,
  ENTRY,
  EXECUTION,
  EXECUTION_CELL,
  HASH_FACTOR,
  HASH_RATIO,
  MAP,
  ProvenanceKind,
  STATE,
  STATE_CELL,
} from "../../spec/layout.ts";
import { MemoryEmitter } from "./emit-memory.ts";
import type { CoreFunction } from "./imports.ts";
import type { Piece } from "./pieces.ts";
import type { LookupPlan, UpdatePlan } from "./plan-lookup.ts";
import { pack, SCALAR } from "./provenance.ts";
import type { Emit } from "./reading.ts";
import type { MapShape } from "./source.ts";
import { Type } from "./wasm.ts";

/** By the number of words of the key. */
const FINDS: readonly CoreFunction[] = ["find1", "find2", "find3", "find4", "find5"];
const PREFIX_FINDS: readonly CoreFunction[] = ["findPrefix1", "findPrefix2", "findPrefix3"];

/** Words of the longest key that is looked for in place. */
const MAX_PROBED_WORDS = 3;

/** What pieces are that are all known. */
function constantOf(pieces: readonly Piece[]): bigint | null {
  let constant = 0n;
  let at = 0;
  for (const piece of pieces) {
    if (piece.kind !== "constant") return null;
    constant |= piece.value << BigInt(8 * at);
    at += piece.size;
  }
  return constant;
}

export class LookupEmitter extends MemoryEmitter {
  /** Of a lookup: the key's words, a bucket's entries, the hash before it is folded and after. */
  #scratch?: { words: number[]; entries: number[]; sum: number; hash: number };

  /** Leaves r0, and its provenance, as bpf_map_lookup_elem does. */
  protected lookup(plan: LookupPlan): void {
    const { code } = this;
    if (plan.kind === "array") this.#findInArray(plan);
    else this.#find(plan);
    code.set(this.oldLowLocal);
    const value = () => {
      code.get(this.oldLowLocal);
      code.op("i64.extend_i32_u");
    };
    this.setValue(0, value);
    this.setProvenance(0, () => this.valueProvenance(plan.shape, value, plan.finds));
  }

  /** What bpf_map_update_elem does where it succeeds. */
  protected update({ shape, index, value }: UpdatePlan): void {
    const { code } = this;
    code.i32(shape.elements + index * shape.elementSize);
    this.#given(shape);
    code.set(this.oldLowLocal);
    this.scatter(value, this.oldLowLocal);
    this.setValue(0, () => code.i64(0n));
    this.setProvenance(0, () => code.i64(SCALAR));
  }

  /** The provenance of a value of a map, or that of a scalar where there is none. */
  protected valueProvenance({ readOnly, valueSize }: MapShape, value: Emit, isThere: boolean): void {
    const kind = readOnly ? ProvenanceKind.READ_ONLY : ProvenanceKind.MEMORY;
    const provenance = () => {
      value();
      this.code.i64(pack(kind, 0, valueSize));
      this.code.op("i64.or");
    };
    if (isThere) provenance();
    else this.orNull(value, provenance);
  }

  #find(plan: LookupPlan): void {
    const { code } = this;
    const { kind, map, shape, lru, prefix, key } = plan;
    const descriptor = () => (map === null ? this.lowOf(1) : code.i32(map));
    // An empty map needs no hash.
    descriptor();
    code.access("i32.load", MAP.COUNT);
    code.openValue(Type.i32);
    if (kind === "hash" && key.length <= MAX_PROBED_WORDS) this.#probe(plan, descriptor);
    else {
      descriptor();
      if (kind === "lpm") {
        this.gather(prefix);
        code.op("i32.wrap_i64");
      }
      for (const word of key) this.gather(word);
      this.callCore((kind === "lpm" ? PREFIX_FINDS : FINDS)[key.length - 1]!);
    }
    code.op("else");
    code.i32(0);
    code.op("end");
    if (!lru && shape.cpus === 1) return;
    code.tee(this.oldLowLocal);
    code.open("if");
    if (lru) {
      const referenced = () => {
        code.get(this.oldLowLocal);
        code.i32(shape.valueOffset - ELEMENT.REFERENCED);
        code.op("i32.sub");
      };
      referenced();
      code.access("i32.load");
      code.op("i32.eqz");
      code.open("if");
      referenced();
      code.i32(1);
      code.access("i32.store");
      code.op("end");
    }
    if (shape.cpus > 1) {
      code.get(this.oldLowLocal);
      this.#ofCpu(shape);
      code.set(this.oldLowLocal);
    }
    code.op("end");
    code.get(this.oldLowLocal);
  }

  /** What the core's `find` does (`assembly/maps/find.ts`), which is asked where the first bucket does not say. */
  #probe({ map, shape, key }: LookupPlan, descriptor: Emit): void {
    const { code } = this;
    this.#scratch ??= {
      words: Array.from({ length: MAX_PROBED_WORDS }, () => this.newLocal(Type.i64)),
      entries: Array.from({ length: BUCKET }, () => this.newLocal(Type.i64)),
      sum: this.newLocal(Type.i64),
      hash: this.newLocal(Type.i32),
    };
    const { words, entries, sum, hash } = this.#scratch;
    const bucket = this.oldLowLocal;
    const field = (offset: number) => {
      descriptor();
      code.access("i32.load", offset);
    };
    for (const [n, pieces] of key.entries()) {
      this.gather(pieces);
      code.set(words[n]!);
    }
    if (map === null) {
      field(MAP.SEED);
      code.op("i64.extend_i32_u");
    } else code.i64(BigInt(shape.seed));
    for (const [n, pieces] of key.entries()) {
      const factor = BigInt.asUintN(64, HASH_FACTOR * HASH_RATIO ** BigInt(n));
      const constant = constantOf(pieces);
      if (constant !== null) code.i64(BigInt.asUintN(64, (constant ^ (constant >> 32n)) * factor));
      else {
        code.get(words[n]!);
        code.get(words[n]!);
        code.i64(32n);
        code.op("i64.shr_u");
        code.op("i64.xor");
        code.i64(factor);
        code.op("i64.mul");
      }
      code.op("i64.add");
    }
    code.tee(sum);
    code.get(sum);
    code.i64(32n);
    code.op("i64.shr_u");
    code.op("i64.xor");
    code.op("i32.wrap_i64");
    code.i32(1);
    code.op("i32.or");
    code.tee(hash);
    field(MAP.SHIFT);
    code.op("i32.shr_u");
    code.i32(Math.log2(BUCKET * ENTRY.SIZE));
    code.op("i32.shl");
    field(MAP.TABLE);
    code.op("i32.add");
    code.set(bucket);
    for (const [n, entry] of entries.entries()) {
      code.get(bucket);
      code.access("i64.load", n * ENTRY.SIZE);
      code.set(entry);
    }
    const [a, b, c, d] = entries as [number, number, number, number];
    const hasHash = (entry: number) => {
      code.get(entry);
      code.op("i32.wrap_i64");
      code.get(hash);
      code.op("i32.eq");
    };
    /** The first of two that has the hash, or else the second. */
    const choose = (first: number, second: number, into: number) => {
      code.get(first);
      code.get(second);
      hasHash(first);
      code.op("select");
      code.set(into);
    };
    choose(a, b, a);
    choose(c, d, c);
    choose(a, c, a);

    code.open("block");
    code.open("block");
    hasHash(a);
    code.open("if");
    code.get(a);
    code.i64(32n);
    code.op("i64.shr_u");
    code.op("i32.wrap_i64");
    code.set(bucket);
    for (const [n] of key.entries()) {
      code.get(bucket);
      code.access("i64.load", ELEMENT.SIZE + 8 * n);
      code.get(words[n]!);
      code.op("i64.xor");
      if (n > 0) code.op("i64.or");
    }
    if (this.source.tracked) {
      // While there are snapshots, values are announced when they are given.
      this.cell("i64.load32_u", EXECUTION_CELL + EXECUTION.TRACKING);
      code.op("i64.or");
    }
    code.op("i64.eqz");
    code.op("i32.eqz");
    code.branch("br_if", 1);
    code.get(bucket);
    code.i32(shape.valueOffset);
    code.op("i32.add");
    code.set(bucket);
    code.branch("br", 2);
    code.op("end");
    // Another bucket only where this one is full.
    code.i32(0);
    code.set(bucket);
    code.get(d);
    code.op("i64.eqz");
    code.branch("br_if", 1);
    code.op("end");
    descriptor();
    for (const [n] of key.entries()) code.get(words[n]!);
    this.callCore(FINDS[key.length - 1]!);
    code.set(bucket);
    code.op("end");
    code.get(bucket);
  }

  #findInArray({ shape, key, finds }: LookupPlan): void {
    const { code } = this;
    const { elements, elementSize, maxEntries } = shape;
    const [index] = key[0]!;
    if (index!.kind === "constant" && index!.size === 4) {
      if (index!.value >= BigInt(maxEntries)) {
        code.i32(0);
        return;
      }
      code.i32(elements + Number(index!.value) * elementSize);
      this.#given(shape);
      return;
    }
    this.gather(key[0]!);
    code.op("i32.wrap_i64");
    if (!finds) {
      code.tee(this.oldLowLocal);
      code.i32(maxEntries);
      code.op("i32.lt_u");
      code.openValue(Type.i32);
      code.get(this.oldLowLocal);
    }
    code.i32(elementSize);
    code.op("i32.mul");
    code.i32(elements);
    code.op("i32.add");
    this.#given(shape);
    if (finds) return;
    code.op("else");
    code.i32(0);
    code.op("end");
  }

  /** From an element of an array, on the stack, to the value that the program is given. */
  #given(shape: MapShape): void {
    const { code } = this;
    this.#ofCpu(shape);
    // Else not even a call that is never made: the locals would be in memory for it.
    if (!this.source.tracked) return;
    code.set(this.oldLowLocal);
    this.cell("i32.load", EXECUTION_CELL + EXECUTION.TRACKING);
    code.open("if");
    code.get(this.oldLowLocal);
    code.i32(shape.valueSize);
    this.callCore("giveValue");
    code.op("end");
    code.get(this.oldLowLocal);
  }

  /** From the first CPU's value, on the stack, to the running one's. */
  #ofCpu({ cpus, valueStride }: MapShape): void {
    const { code } = this;
    if (cpus === 1) return;
    this.cell("i32.load", STATE_CELL + STATE.CPU);
    code.i32(valueStride);
    code.op("i32.mul");
    code.op("i32.add");
  }
}
