/**
 * Vectors of maps: `test/golden/maps/*.json`. A vector is a map and steps on it, each by bpf(2) or by a
 * program, with the answer that the Linux kernel gave.
 */
import type { MapSpec } from "../../loader/index.ts";
import { MAP_TYPES, type MapType } from "../../spec/maps.ts";
import { type BpfMap, type Collection, type Machine, MachineError, type Program } from "../../vm/index.ts";
import { specOf } from "../differential/program.ts";
import { bytes, collection, hex, map } from "../support/program.ts";

/** Keys and values are bytes in hexadecimal; the values have 8 of them. */
export type Operation =
  | readonly ["update", key: string, value: string, flags: number]
  | readonly ["delete", key: string]
  /** Of maps without keys. What is read is an answer only if the call returns 0. */
  | readonly ["push", value: string, flags: number]
  | readonly ["pop"]
  | readonly ["peek"]
  /** Keeps the pointer in a slot, 0 to 2. The answer is what it points to. */
  | readonly ["lookup", slot: number, key: string]
  | readonly ["lookup_percpu", slot: number, key: string, cpu: number]
  /** Through a pointer that a lookup kept. */
  | readonly ["read", slot: number]
  | readonly ["write", slot: number, value: string]
  /** An element of the inner map. */
  | readonly ["lookup_inner", outer: string, inner: string]
  | readonly ["update_inner", outer: string, inner: string, value: string];

/** Numbers are what the kernel returns: 0 or a negative errno. `null` is a lookup that found nothing. */
export type Step =
  | { update: string; value: string; flags: number; result?: number }
  /** Another map or program as the value: one of those below, by its index. */
  | { update: string; object: number; flags: number; result?: number }
  | { delete: string; result?: number }
  /** Lookup and delete in one: the value, or a negative errno. */
  | { take: string; result?: string | number }
  | { lookup: string; result?: string | null }
  | { keys: true; result?: string[] }
  /** What holds of a type whose choice of victims is its own. */
  | { keys: true; at_most: number; among: string[] }
  | { program: Operation[]; result?: (string | number | null)[] }
  /** A tail call of this index: what the program returned that ran last. */
  | { tail_call: string; result?: number };

export interface MapShape {
  type: MapType;
  key_size: number;
  value_size: number;
  max_entries: number;
  flags?: number;
  inner?: MapShape;
}

export interface MapVector {
  name: string;
  map: MapShape;
  /** Maps that may be put into the map. */
  objects?: MapShape[];
  steps: Step[];
}

export interface MapVectorFile {
  kernel: string;
  cpus: number;
  vectors: MapVector[];
}

const NAMES = ["result", "map", "inner"];
/** An answer takes 16 bytes: what kind it is, and the number. */
const ANSWERS = 32;
const Answer = { NOTHING: 0, NUMBER: 1, NULL: 2, VALUE: 3 } as const;
const frame = bytes(`${"00".repeat(12)}88cc${"00".repeat(46)}`);
/** What programs return that a tail call went to, by their index, and one whose tail calls failed. */
const TARGETS = [70, 71];
const FELL_THROUGH = 5;

const specOfShape = (name: string, shape: MapShape): MapSpec =>
  map(name, shape.type, {
    keySize: shape.key_size,
    valueSize: shape.value_size,
    maxEntries: shape.max_entries,
    flags: shape.flags ?? 0,
    inner: shape.inner ? specOfShape("inner", shape.inner) : null,
  });

/** The vector with this machine's answers. */
export function answered(machine: Machine, vector: MapVector): MapVector {
  const run = new Run(machine, vector);
  return { ...vector, steps: vector.steps.map((step) => run.step(step)) };
}

/** Vectors of one machine that share no maps. */
let loaded = 0;

class Run {
  readonly #machine: Machine;
  readonly #vector: MapVector;
  /** Shared by name, so that the programs of all steps find the same ones. */
  readonly #maps: MapSpec[];
  readonly #rename: Record<string, string>;
  readonly #loaded: Collection;
  readonly #objects: (BpfMap | Program)[];

  constructor(machine: Machine, vector: MapVector) {
    this.#machine = machine;
    this.#vector = vector;
    this.#maps = [
      map("result", "ARRAY", { valueSize: 16 * ANSWERS, maxEntries: 1 }),
      specOfShape("map", vector.map),
      ...(vector.objects ?? []).map((shape, i) => specOfShape(`object${i}`, shape)),
    ].map((spec) => ({ ...spec, pinByName: true }));
    const unique = ++loaded;
    this.#rename = Object.fromEntries(this.#maps.map(({ name }) => [name, `${name}_${unique}`]));
    const targets = TARGETS.map((value, i) => ({
      ...specOf(
        "SCHED_CLS",
        `mov64_imm %r0, ${value}
exit`,
        NAMES,
      ),
      name: `target${i}`,
    }));
    this.#loaded = this.#load(targets);
    this.#objects =
      MAP_TYPES[vector.map.type].holds === "programs"
        ? targets.map(({ name }) => this.#loaded.program(name))
        : (vector.objects ?? []).map((_, i) => this.#loaded.map(`object${i}`));
  }

  #load(programs: ReturnType<typeof specOf>[]): Collection {
    return this.#machine.load(collection(programs, this.#maps), { renameMaps: this.#rename });
  }

  step(step: Step): Step {
    const tested = this.#loaded.map("map");
    if ("object" in step) {
      const result = tested.tryUpdate(bytes(step.update), this.#objects[step.object]!, step.flags);
      return { ...step, result };
    }
    if ("update" in step) {
      return { ...step, result: tested.tryUpdate(bytes(step.update), bytes(step.value), step.flags) };
    }
    if ("delete" in step) return { ...step, result: tested.tryDelete(bytes(step.delete)) };
    if ("take" in step) {
      const taken = tested.tryLookupAndDelete(bytes(step.take));
      return { ...step, result: typeof taken === "number" ? taken : hex(taken) };
    }
    if ("lookup" in step) {
      const value = tested.lookup(bytes(step.lookup));
      return { ...step, result: value && hex(value) };
    }
    if ("at_most" in step) {
      const keys = [...tested.keys()].map(hex);
      const held = keys.length <= step.at_most && keys.every((key) => step.among.includes(key));
      return held ? step : { keys: true, result: keys.sort() };
    }
    if ("keys" in step) return { ...step, result: [...tested.keys()].map(hex).sort() };
    if ("tail_call" in step) return { ...step, result: this.#tailCall(step.tail_call) };
    return { ...step, result: this.#program(step.program) };
  }

  #tailCall(index: string): number {
    const text = `mov64_imm %r3, 0x${littleEndian(index)}
      lddw_map_fd %r2, 1
      call_helper 12
      mov64_imm %r0, ${FELL_THROUGH}
      exit`;
    return this.#load([specOf("SCHED_CLS", text, NAMES)])
      .program("prog")
      .run({ data: frame }).retval!;
  }

  #program(operations: readonly Operation[]): (string | number | null)[] {
    const text = textOf(operations, this.#vector.map);
    const result = this.#loaded.map("result");
    result.update(0, new Uint8Array(16 * ANSWERS));
    const run = this.#load([specOf("SCHED_CLS", text, NAMES)])
      .program("prog")
      .run({ data: frame });
    if (run.trap) throw new MachineError("BAD_PROGRAM", `stopped: ${run.trap.code}`);
    const answers = result.lookup(0)!;
    const view = new DataView(answers.buffer);
    return operations.map((_, i) => {
      const kind = view.getUint32(16 * i, true);
      if (kind === Answer.NULL) return null;
      if (kind === Answer.VALUE) return hex(answers.slice(16 * i + 8, 16 * i + 16));
      return Number(view.getBigInt64(16 * i + 8, true));
    });
  }
}

const littleEndian = (text: string): string => text.match(/../g)!.reverse().join("");

// ---- operations as a program

const KEY = 40;
const INNER_KEY = 64;
const VALUE = 72;
const SLOTS = [7, 8, 9];

/** The program that makes the operations in one run: pointers in r7 to r9, answers in the map `result`. */
function textOf(operations: readonly Operation[], shape: MapShape): string {
  const { key_size: keySize } = shape;
  const innerKeySize = shape.inner?.key_size ?? 0;
  const lines = SLOTS.map((register) => `mov64_imm %r${register}, 0`);
  lines.push("mov64_reg %r6, %r1");
  for (const [i, operation] of operations.entries()) {
    const done = `done${i}`;
    const none = `none${i}`;
    const answer = (kind: number, value: string) => [
      `lddw_map_value %r1, 0x${(16 * i).toString(16)}00000000`,
      `stxdw [%r1+8], ${value}`,
      `stw [%r1+0], ${kind}`,
    ];
    /** The value that a register points to, or null. */
    const pointed = (register: number) => [
      `jeq64_imm %r${register}, 0, ${none}`,
      `ldxdw %r2, [%r${register}+0]`,
      ...answer(Answer.VALUE, "%r2"),
      `ja ${done}`,
      `${none}:`,
      `lddw_map_value %r1, 0x${(16 * i).toString(16)}00000000`,
      `stw [%r1+0], ${Answer.NULL}`,
    ];
    switch (operation[0]) {
      case "update":
        lines.push(...put(KEY, operation[1], keySize, 2), ...value(operation[2], 3));
        lines.push(`mov64_imm %r4, ${operation[3]}`, "lddw_map_fd %r1, 1", "call_helper 2");
        lines.push(...answer(Answer.NUMBER, "%r0"));
        break;
      case "delete":
        lines.push(...put(KEY, operation[1], keySize, 2), "lddw_map_fd %r1, 1", "call_helper 3");
        lines.push(...answer(Answer.NUMBER, "%r0"));
        break;
      case "push":
        lines.push(...value(operation[1], 2), `mov64_imm %r3, ${operation[2]}`, "lddw_map_fd %r1, 1");
        lines.push("call_helper 87", ...answer(Answer.NUMBER, "%r0"));
        break;
      case "pop":
      case "peek":
        lines.push("mov64_reg %r2, %r10", `add64_imm %r2, -${VALUE}`, "lddw_map_fd %r1, 1");
        lines.push(`call_helper ${operation[0] === "pop" ? 88 : 89}`, `jeq64_imm %r0, 0, ${none}`);
        lines.push(...answer(Answer.NUMBER, "%r0"), `ja ${done}`, `${none}:`);
        lines.push(`ldxdw %r2, [%r10-${VALUE}]`, ...answer(Answer.VALUE, "%r2"));
        break;
      case "lookup":
        lines.push(...put(KEY, operation[2], keySize, 2), "lddw_map_fd %r1, 1", "call_helper 1");
        lines.push(`mov64_reg %r${SLOTS[operation[1]]}, %r0`, ...pointed(SLOTS[operation[1]]!));
        break;
      case "lookup_percpu":
        lines.push(...put(KEY, operation[2], keySize, 2), `mov64_imm %r3, ${operation[3]}`);
        lines.push("lddw_map_fd %r1, 1", "call_helper 195");
        lines.push(`mov64_reg %r${SLOTS[operation[1]]}, %r0`, ...pointed(SLOTS[operation[1]]!));
        break;
      case "read":
        lines.push(...pointed(SLOTS[operation[1]]!));
        break;
      case "write": {
        const register = SLOTS[operation[1]]!;
        lines.push(`jeq64_imm %r${register}, 0, ${done}`, `lddw %r2, 0x${littleEndian(operation[2])}`);
        lines.push(`stxdw [%r${register}+0], %r2`, "mov64_imm %r0, 0", ...answer(Answer.NUMBER, "%r0"));
        break;
      }
      case "lookup_inner":
      case "update_inner":
        lines.push(...put(KEY, operation[1], keySize, 2), "lddw_map_fd %r1, 1", "call_helper 1");
        lines.push(
          `jeq64_imm %r0, 0, ${operation[0] === "lookup_inner" ? none : done}`,
          "mov64_reg %r1, %r0",
        );
        lines.push(...put(INNER_KEY, operation[2], innerKeySize, 2));
        if (operation[0] === "lookup_inner") lines.push("call_helper 1", ...pointed(0));
        else {
          lines.push(...value(operation[3], 3), "mov64_imm %r4, 0", "call_helper 2");
          lines.push(...answer(Answer.NUMBER, "%r0"));
        }
        break;
    }
    lines.push(`${done}:`);
  }
  return [...lines, "mov64_imm %r0, 0", "exit", ""].join("\n");
}

/** Writes a key to the stack, its address into a register. */
function put(at: number, key: string, size: number, register: number): string[] {
  const stores = [...bytes(key)].map((byte, i) => `stb [%r10-${at - i}], ${byte}`);
  if (stores.length !== size) throw new Error(`key ${key} has not ${size} bytes`);
  return [...stores, `mov64_reg %r${register}, %r10`, `add64_imm %r${register}, -${at}`];
}

const value = (text: string, register: number): string[] => [
  `lddw %r5, 0x${littleEndian(text)}`,
  `stxdw [%r10-${VALUE}], %r5`,
  `mov64_reg %r${register}, %r10`,
  `add64_imm %r${register}, -${VALUE}`,
];
