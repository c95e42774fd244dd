import type { MapType } from "../spec/maps.ts";
import type { AttachType, ProgramType } from "../spec/programs.ts";

/** Where an instruction comes from in C, from `.BTF.ext` line_info. */
export interface LineInfo {
  /** Index of the first instruction slot of this line in the linked program. */
  insn: number;
  file: string;
  /** From 1; 0 when the compiler knew none. */
  line: number;
  column: number;
  /** The source line itself with its indentation, as the BTF strings hold it. */
  text: string;
}

/** A function inside a linked program; the first is the main one. */
export interface FunctionInfo {
  name: string;
  /** Index of its first instruction slot in the linked program. */
  insn: number;
  /** Its BTF FUNC, or null in an object without func_info. */
  btfTypeId: number | null;
}

/**
 * What an `lddw` in a linked program stands for. The instruction keeps 0 as its immediate and the kernel's
 * pseudo value as `src_reg`; `insn` is the index of its first slot.
 */
export type Reference =
  /** The map itself. */
  | { kind: "map"; insn: number; map: string }
  /** The address of byte `offset` in that data map's single value. */
  | { kind: "map_value"; insn: number; map: string; offset: number }
  /** A callback; `target` is an instruction index in the same linked program. */
  | { kind: "function"; insn: number; target: number }
  /** The value of a configuration variable from byte `offset` on, little-endian, zero-extended to 64 bits. */
  | { kind: "variable"; insn: number; variable: string; offset: number };

/** One entry function, linked with every subprogram that it can reach. */
export interface ProgramSpec {
  name: string;
  /** The ELF section that holds the entry function. */
  section: string;
  type: ProgramType;
  attachType: AttachType | null;
  /** What follows the first `/` of the section's name (`kprobe/NAME`), or null. */
  attachTo: string | null;
  sleepable: boolean;
  license: string;
  /** 8 bytes per slot: the entry function first, then subprograms in the order of their first call. */
  instructions: Uint8Array;
  /** In the order of `insn`. */
  references: Reference[];
  functions: FunctionInfo[];
  /** In the order of `insn`; empty in an object without line_info. */
  readonly lines: readonly LineInfo[];
  /** The slot of the program array in which the object wants this program. */
  tailCall: { map: string; slot: number } | null;
  /** The BTF FUNC of the entry function. */
  btfTypeId: number | null;
}

/** What a static slot of a program array or a map of maps holds. */
export interface MapTarget {
  kind: "map" | "program";
  name: string;
}

/** A map as its object states it; sizes in bytes. */
export interface MapSpec {
  name: string;
  /** The ELF section of its definition; for data maps also its contents and its name. */
  section: string;
  /** How the object states it: a `.maps` variable, a struct in `maps`, or a data section. */
  definition: "btf" | "legacy" | "data";
  type: MapType;
  keySize: number;
  valueSize: number;
  /** 0 where the machine decides (PERF_EVENT_ARRAY: one per CPU). */
  maxEntries: number;
  flags: number;
  /** As in the object: LIBBPF_PIN_BY_NAME is 1, iproute2's PIN_GLOBAL_NS is 2, Cilium's replace is 16. */
  pinning: number;
  /** Whether maps of this name are one map within a machine. */
  pinByName: boolean;
  /** The `id` of a legacy definition, which `ID/SLOT` sections name; otherwise null. */
  id: number | null;
  /** The template of what a map of maps holds. */
  inner: MapSpec | null;
  values: { slot: number; target: MapTarget }[];
  /** The single value of a data map (`.rodata*`, `.data*`, `.bss`); setting a variable writes here. */
  data: Uint8Array | null;
  /** A frozen map, `.rodata*`. */
  readOnly: boolean;
  /** Types of key and value in the object's BTF; a data map's value is its DATASEC. */
  keyTypeId: number | null;
  valueTypeId: number | null;
}
