/**
 * Instructions without a type, on plain memory: as a function that a program of the kernel's calls with the address
 * of a map's value and its length, and that gives all 64 bits of its result away through another map.
 */
import type { ProgramSpec } from "../../../loader/index.ts";
import { INSN_SIZE } from "../../../spec/encoding.ts";
import { MAP_TYPES } from "../../../spec/maps.ts";
import { programTypeNumber } from "../../../spec/programs.ts";
import { assemble } from "../../assembler.ts";
import { errnoName, MachineError } from "../../errors.ts";
import type { RawResult } from "../../raw-program.ts";
import type { Decoded } from "../../structure.ts";
import type { EngineProgram, LoadableProgram } from "../engine.ts";
import type { KernelEngine } from "../kernel.ts";
import { refusal } from "./refusal.ts";
import { rewrite } from "./rewrite.ts";

/** Any frame that a test-run takes: the program looks at none. */
const FRAME = new Uint8Array(64);
const RESULT_SIZE = 8;

export class KernelRawProgram implements EngineProgram {
  readonly spec: ProgramSpec;
  readonly #engine: KernelEngine;
  readonly #source: LoadableProgram;
  /** What Linux refuses for its immediate alone, and a register that nothing else uses. */
  readonly #shifts: readonly Decoded[];
  readonly #free: number | null;

  constructor(engine: KernelEngine, source: LoadableProgram) {
    this.#engine = engine;
    this.spec = source.spec;
    this.#source = source;
    this.#free = freeRegister(source.decoded);
    this.#shifts = this.#free === null ? [] : source.decoded.filter(isWideShift);
  }

  run(): never {
    throw new MachineError("UNSUPPORTED", "a program without a type runs on memory, not on packets");
  }

  batch(): never {
    return this.run();
  }

  verdicts(): never {
    return this.run();
  }

  time(): never {
    return this.run();
  }

  wat(): null {
    return null;
  }

  takeCounts(): null {
    return null;
  }

  /** Throws VERIFIER_REFUSED where Linux does not take the instructions even so. */
  runOnMemory(memory: Uint8Array): RawResult {
    const { bpf } = this.#engine;
    const open: number[] = [];
    const opened = (what: string, fd: number): number => {
      if (fd < 0) throw this.#failed(what, -fd);
      open.push(fd);
      return fd;
    };
    const oneValue = (name: string, valueSize: number): number => {
      const type = MAP_TYPES.ARRAY.number;
      return opened("a map", bpf.createMap({ type, keySize: 4, valueSize, maxEntries: 1, flags: 0, name }));
    };
    const key = new Uint8Array(4);
    try {
      const result = oneValue("skbox_result", RESULT_SIZE);
      const given = memory.length > 0 ? oneValue("skbox_memory", memory.length) : null;
      if (given !== null) bpf.update(given, key, memory, 0n);
      const fd = opened("a program", this.#load(result, given, memory.length));
      this.#engine.writeCell();
      const run = bpf.testRun(fd, FRAME, new Uint8Array(0), 0, 1);
      if ("errno" in run) throw this.#failed("a test-run", run.errno);
      const r0 = new Uint8Array(RESULT_SIZE);
      bpf.lookup(result, key, r0);
      const left = new Uint8Array(memory.length);
      if (given !== null) bpf.lookup(given, key, left);
      return {
        r0: new DataView(r0.buffer).getBigUint64(0, true),
        memory: left,
        insns: null,
        trap: null,
        restated: this.#shifts.map(({ pc }) => pc),
      };
    } finally {
      for (const fd of open) bpf.close(fd);
    }
  }

  #load(result: number, given: number | null, length: number): number {
    const call = assemble(`
      ${given === null ? "mov %r1, 0" : `lddw_map_value %r1, ${given}`}
      mov %r2, ${length}
      call local function
      lddw_map_value %r1, ${result}
      stxdw [%r1], %r0
      mov %r0, 0
      exit
      function:
      exit`).subarray(0, -INSN_SIZE);
    const before = call.length / INSN_SIZE;
    const rewritten = rewrite(
      this.#source,
      this.#engine.cell,
      () => 0,
      (insn) => (this.#shifts.includes(insn) ? byRegister(insn, this.#free!) : null),
    );
    const instructions = new Uint8Array(call.length + rewritten.instructions.length);
    instructions.set(call);
    instructions.set(rewritten.instructions, call.length);
    const { fd, log } = this.#engine.bpf.loadProgram({
      type: programTypeNumber("XDP"),
      attachType: 0,
      flags: 0,
      name: this.spec.name,
      license: "GPL",
      instructions,
      btf: null,
    });
    if (fd < 0) {
      throw refusal(this.spec, -fd, log, (slot) => (slot < before ? 0 : rewritten.pcOf(slot - before)));
    }
    return fd;
  }

  #failed(what: string, errno: number): MachineError {
    return new MachineError(
      "UNSUPPORTED",
      `the kernel gives ${this.spec.name} no ${what} (${errnoName(errno)})`,
      {
        program: this.spec.name,
        errno,
      },
    );
  }
}

/** A shift by an immediate that is no less than the width. RFC 9669 masks it; Linux loads no such instruction. */
const isWideShift = ({ row, imm }: Decoded): boolean =>
  row.form === "alu" && row.source === "imm" && SHIFT.test(row.name) && (imm < 0 || imm >= row.width);
const SHIFT = /^(lsh|rsh|arsh)(32|64)_imm$/;

/** The same shift, with its number in a register. */
const byRegister = ({ row, dst, imm }: Decoded, free: number): Uint8Array =>
  assemble(`mov64_imm %r${free}, ${imm}\n${row.name.replace("_imm", "_reg")} %r${dst}, %r${free}`);

/** A register that functions called keep, and that no instruction names. */
function freeRegister(decoded: readonly Decoded[]): number | null {
  const used = new Set(decoded.flatMap(({ dst, src }) => [dst, src]));
  return [9, 8, 7, 6].find((register) => !used.has(register)) ?? null;
}
