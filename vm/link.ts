/** Puts a checked program into the core's memory: operations with every reference resolved. */
import type { Context } from "../spec/contexts.ts";
import { LddwSource } from "../spec/encoding.ts";
import { helperById } from "../spec/helpers.ts";
import {
  MAP,
  OPERATION,
  PAGE_SIZE,
  PROVENANCE_KIND_SHIFT,
  PROVENANCE_LENGTH_SHIFT,
  ProvenanceKind,
  REGISTER,
} from "../spec/layout.ts";
import { operationNumber } from "../spec/operations.ts";
import { contextAccesses } from "./context-accesses.ts";
import type { Core } from "./core.ts";
import { MachineError } from "./errors.ts";
import { fuse } from "./fuse.ts";
import { shallowFunctions } from "./shallow.ts";
import type { Decoded } from "./structure.ts";

/** What an `lddw` loads: its 64 bits, and the provenance that goes with them. */
export interface Resolved {
  value: bigint;
  provenance: bigint;
}

export function packProvenance(kind: number, base: number, length: number): bigint {
  return (
    (BigInt(kind) << BigInt(PROVENANCE_KIND_SHIFT)) |
    (BigInt(length) << BigInt(PROVENANCE_LENGTH_SHIFT)) |
    BigInt(base)
  );
}

export const mapReference = (map: number): Resolved => ({
  value: BigInt(map),
  provenance: packProvenance(ProvenanceKind.MAP, map, 0),
});

/** The address of byte `offset` in a data map's value, which programs may write from now on without asking. */
export function mapValueReference(core: Core, map: number, offset: number): Resolved {
  const { memory } = core;
  memory.setU32(map + MAP.DIRECT, 1);
  const base = memory.u32(map + MAP.TABLE);
  const kind = memory.u32(map + MAP.READ_ONLY) ? ProvenanceKind.READ_ONLY : ProvenanceKind.MEMORY;
  return {
    value: BigInt(base + offset),
    provenance: packProvenance(kind, base, memory.u32(map + MAP.VALUE_SIZE)),
  };
}

/** A function of the program itself, as helpers with callbacks take it; `target` is an instruction index. */
export function functionReference(code: number, target: number): Resolved {
  const operation = code + target * OPERATION.SIZE;
  return { value: BigInt(operation), provenance: packProvenance(ProvenanceKind.FUNCTION, operation, 0) };
}

/** Zeroed memory for the operations of a program with so many slots. */
export function allocateCode({ exports }: Core, slots: number): number {
  const code = exports.allocatePages(Math.ceil((slots * OPERATION.SIZE) / PAGE_SIZE)) >>> 0;
  if (code === 0) throw new MachineError("OUT_OF_MEMORY", "no memory left for a program's code");
  return code;
}

/** Writes the operations of a program to `code`. `resolved` has what each `lddw` loads that stands for something. */
export function linkCode(
  core: Core,
  code: number,
  decoded: readonly Decoded[],
  context: Context | undefined,
  resolved: ReadonlyMap<number, Resolved>,
): void {
  const { view } = core.memory;
  const toContext = contextAccesses(decoded, context);
  const shallow = shallowFunctions(decoded);
  for (let i = 0; i < decoded.length; i++) {
    const insn = decoded[i]!;
    const { row } = insn;
    let { imm } = insn;
    const at = code + insn.pc * OPERATION.SIZE;
    const access = toContext[i];
    let number = access ? operationNumber(access.operation) : fuse(decoded, i, toContext);
    let offset = insn.off;
    if (row.form === "jump") offset *= OPERATION.SIZE;
    else if (row.form === "goto") offset = (row.distance === "off" ? insn.off : imm) * OPERATION.SIZE;
    else if (row.form === "call") {
      if (row.target === "local") {
        offset = imm * OPERATION.SIZE;
        imm = Number(shallow.has(insn.pc + 1 + imm));
      }
      if (row.target === "helper" && helperById(imm)?.tailCall) number = operationNumber("TAIL_CALL");
    }
    view.setUint16(at + OPERATION.CODE, number, true);
    view.setUint8(at + OPERATION.DST, insn.dst * REGISTER.SIZE);
    view.setUint8(at + OPERATION.SRC, insn.src * REGISTER.SIZE);
    view.setInt32(at + OPERATION.OFFSET, offset, true);
    if (row.form === "lddw") {
      const { value, provenance } = insn.src === LddwSource.IMM64 ? number64(insn) : resolved.get(insn.pc)!;
      view.setBigInt64(at + OPERATION.IMMEDIATE, BigInt.asIntN(64, value), true);
      view.setBigUint64(at + OPERATION.SIZE + OPERATION.IMMEDIATE, provenance, true);
    } else if (access) {
      view.setBigUint64(at + OPERATION.IMMEDIATE, access.immediate, true);
    } else {
      view.setInt32(at + OPERATION.IMMEDIATE, imm, true);
      view.setInt32(at + OPERATION.IMMEDIATE + 4, imm >> 31, true);
    }
  }
}

const number64 = ({ imm64 }: Decoded): Resolved => ({ value: imm64, provenance: 0n });
