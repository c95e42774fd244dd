/** Why a run stopped, as data; the sentence for it is the command line's. */
import type { ProgramSpec } from "../loader/index.ts";
import { contexts } from "../spec/contexts.ts";
import { INSN_SIZE, OP_CALL } from "../spec/encoding.ts";
import { helperName } from "../spec/helpers.ts";
import { CONTEXT, ProvenanceKind, TRAP, TRAP_CELL } from "../spec/layout.ts";
import { type TrapCode, traps } from "../spec/traps.ts";
import type { LinearMemory } from "./core.ts";
import { type MapNames, type PointedObject, pointedObject, unpackProvenance } from "./pointer.ts";

/** Why a run was stopped, and where. */
export interface Trap {
  code: TrapCode;
  program: string;
  /** Index of the instruction slot in the program. */
  pc: number;
  /** The instruction as the disassembler writes it. */
  insn: string;
  /** Its line of C, where the object has line information. */
  line: { file: string; line: number; text: string } | null;
  /** What should have been accessed, and what was. */
  object: PointedObject | null;
  /** The address, for memory accesses; as an offset into `object` where there is one. */
  address: bigint | null;
  offset: number | null;
  /** Width of the access in bytes, and its direction. */
  size: number | null;
  access: "read" | "write" | null;
  /** By how many bytes the access leaves the object, at whichever end. */
  by: number | null;
  /** The helper, or the number of the argument, that the code is about. */
  helper: string | null;
  argument: number | null;
  /** Whether the kernel's verifier would have refused the program for this. */
  kernelRefuses: boolean;
}

/** What the report needs to know about the machine. */
export interface TrapNames extends MapNames {
  program(id: number): { spec: ProgramSpec; contextIndex: number } | undefined;
  disassemble(spec: ProgramSpec, pc: number): string;
}

/** Reads the trap cell after a run was unwound; null when no trap was recorded there. */
export function readTrap(memory: LinearMemory, names: TrapNames): Trap | null {
  const number = memory.u32(TRAP_CELL + TRAP.CODE);
  const row = traps[number - 1];
  const running = names.program(memory.u32(TRAP_CELL + TRAP.PROGRAM));
  if (!row || !running) return null;
  const { spec, contextIndex } = running;
  const pc = memory.u32(TRAP_CELL + TRAP.PC);
  const provenance = memory.u64(TRAP_CELL + TRAP.PROVENANCE);
  const address = memory.u64(TRAP_CELL + TRAP.ADDRESS);
  const detail = memory.u32(TRAP_CELL + TRAP.DETAIL);
  const size = memory.u32(TRAP_CELL + TRAP.WIDTH);
  const isAccess = row.access === true;
  const trap: Trap = {
    code: row.code,
    program: spec.name,
    pc,
    insn: names.disassemble(spec, pc),
    line: lineOf(spec, pc),
    object: null,
    address: isAccess ? address : null,
    offset: null,
    size: isAccess ? size : null,
    access: isAccess ? (memory.u32(TRAP_CELL + TRAP.WRITE) ? "write" : "read") : null,
    by: null,
    helper:
      row.detail === "helper"
        ? helperName(detail)
        : row.code === "HELPER_ARGUMENT"
          ? calledHelper(spec, pc)
          : null,
    argument: row.detail === "argument" ? detail : null,
    kernelRefuses: row.kernelRefuses,
  };
  if (row.code === "CONTEXT_ACCESS") {
    const offset = Number(BigInt.asIntN(64, address - BigInt(CONTEXT)));
    const context = contexts[contextIndex]!;
    trap.object = { kind: "context", name: context.structure, size: context.size };
    trap.offset = offset;
    if (offset < 0) trap.by = -offset;
    else if (offset + size > context.size) trap.by = offset + size - context.size;
    return trap;
  }
  if (provenance === 0n) return trap;
  trap.object = pointedObject(provenance, spec.type, names)!;
  const { kind, base, length } = unpackProvenance(provenance);
  // The verifier lets programs read the kernel's own struct bpf_map, which is not here to be read.
  if (kind === ProvenanceKind.MAP && trap.access === "read") trap.kernelRefuses = false;
  // A dead packet pointer's base is a generation, which says nothing about a place.
  if (isAccess && row.code !== "STALE_PACKET_POINTER") {
    const offset = BigInt.asIntN(64, address - BigInt(base));
    trap.offset = Number(offset);
    if (row.code === "OUT_OF_BOUNDS") {
      trap.by = Number(offset < 0n ? -offset : offset + BigInt(size) - BigInt(length));
      trap.object.size = length;
    }
  }
  return trap;
}

/** The helper that the instruction calls. */
function calledHelper({ instructions }: ProgramSpec, pc: number): string | null {
  const at = pc * INSN_SIZE;
  if (instructions[at] !== OP_CALL) return null;
  return helperName(new DataView(instructions.buffer, instructions.byteOffset).getInt32(at + 4, true));
}

/** The line of C that an instruction comes from. */
export function lineOf(spec: ProgramSpec, pc: number): Trap["line"] {
  let found: Trap["line"] = null;
  for (const line of spec.lines) {
    if (line.insn > pc) break;
    found = { file: line.file, line: line.line, text: line.text };
  }
  return found;
}
