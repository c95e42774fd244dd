/** Lookups whose map is known, and updates of arrays, by keys gathered from the frame. */
import {
  ELEMENT,
  EXECUTION,
  EXECUTION_CELL,
  MAP,
  ProvenanceKind,
  STATE,
  STATE_CELL,
} from "../../spec/layout.ts";
import { MemoryEmitter } from "./emit-memory.ts";
import type { CoreFunction } from "./imports.ts";
import type { LookupPlan, UpdatePlan } from "./plan-lookup.ts";
import { pack, SCALAR } from "./provenance.ts";
import type { Emit } from "./reading.ts";
import type { MapShape } from "./source.ts";
import { Type } from "./wasm.ts";

/** By the number of words of the key. */
const FINDS: readonly CoreFunction[] = ["find1", "find2", "find3", "find4", "find5"];
const PREFIX_FINDS: readonly CoreFunction[] = ["findPrefix1", "findPrefix2", "findPrefix3"];

export class LookupEmitter extends MemoryEmitter {
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
    this.setProvenance(0, () => this.valueProvenance(plan.shape, value));
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
  protected valueProvenance({ readOnly, valueSize }: MapShape, value: Emit): void {
    const kind = readOnly ? ProvenanceKind.READ_ONLY : ProvenanceKind.MEMORY;
    this.orNull(value, () => {
      value();
      this.code.i64(pack(kind, 0, valueSize));
      this.code.op("i64.or");
    });
  }

  #find({ kind, map, shape, lru, prefix, key }: LookupPlan): void {
    const { code } = this;
    const descriptor = () => (map === null ? this.lowOf(1) : code.i32(map));
    // An empty map needs no hash.
    descriptor();
    code.access("i32.load", MAP.COUNT);
    code.openValue(Type.i32);
    descriptor();
    if (kind === "lpm") {
      this.gather(prefix);
      code.op("i32.wrap_i64");
    }
    for (const word of key) this.gather(word);
    this.callCore((kind === "lpm" ? PREFIX_FINDS : FINDS)[key.length - 1]!);
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

  #findInArray({ shape, key }: LookupPlan): void {
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
    code.tee(this.oldLowLocal);
    code.i32(maxEntries);
    code.op("i32.lt_u");
    code.op("if");
    code.byte(Type.i32);
    code.get(this.oldLowLocal);
    code.i32(elementSize);
    code.op("i32.mul");
    code.i32(elements);
    code.op("i32.add");
    this.#given(shape);
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
