/**
 * How the assembler's notation writes a row's operands: which, and in which order. Assembler and disassembler
 * are two readings of it.
 */
import type { Field, Instruction } from "../spec/isa.ts";

export type Operand =
  /** `%r3` */
  | { kind: "register"; field: "dst" | "src" }
  /** `[%r3+8]`: the register, and the offset. */
  | { kind: "memory"; field: "dst" | "src" }
  /** `-1` or `0xffff`; of 64 bits in an `lddw`. */
  | { kind: "number"; field: "off" | "imm"; bits: 16 | 32 | 64 }
  /** A label, or `+1`: slots from the next instruction. */
  | { kind: "target"; field: "off" | "imm"; bits: 16 | 32 };

const bitsOf = { off: 16, imm: 32 } as const;

export function operandsOf(row: Instruction): Operand[] {
  const base = row.form === "load" ? "src" : row.form === "store" || row.form === "atomic" ? "dst" : null;
  const jumps = row.form === "jump" || row.form === "goto";
  return row.operands.flatMap((field: Field): Operand[] => {
    if (field === "dst" || field === "src") return [{ kind: field === base ? "memory" : "register", field }];
    if (field === "off") {
      // The offset of a memory operand is written with its register.
      if (base) return [];
      return [{ kind: jumps ? "target" : "number", field, bits: bitsOf[field] }];
    }
    if (row.form === "lddw") return [{ kind: "number", field, bits: 64 }];
    const isTarget = row.form === "goto" || (row.form === "call" && row.target === "local");
    return [{ kind: isTarget ? "target" : "number", field, bits: bitsOf[field] }];
  });
}
