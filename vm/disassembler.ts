/**
 * Instructions as text: in the kernel's notation, as `bpftool prog dump` and `llvm-objdump` write them, or in the
 * assembler's, which gives the same bytes back.
 */
import type { ProgramSpec, Reference } from "../loader/index.ts";
import { INSN_SIZE, type LddwSource } from "../spec/encoding.ts";
import { helperName } from "../spec/helpers.ts";
import { type CallRow, type Field, type Instruction, instructions, rowIndex } from "../spec/isa.ts";
import { hexByte } from "../spec/text.ts";
import { operandsOf } from "./assembler-operands.ts";

/** One instruction in words. */
export interface DisassembledInstruction {
  pc: number;
  /** The slot's bytes, 16 of them for `lddw`. */
  bytes: Uint8Array;
  text: string;
}

/** A program, or no more than its bytes. */
export type Disassemblable = Pick<ProgramSpec, "instructions"> &
  Partial<Pick<ProgramSpec, "references" | "functions">>;

/** How instructions are written. */
export interface DisassembleOptions {
  /** `conformance` is the notation of the assembler; what references stand for does not show in it. */
  syntax?: "kernel" | "conformance";
}

/**
 * All instructions of a program, in the kernel's notation by default. An instruction that does not exist shows
 * as its opcode; bytes behind the last whole slot do not show.
 */
export function disassemble(
  { instructions: bytes, references = [], functions = [] }: Disassemblable,
  { syntax = "kernel" }: DisassembleOptions = {},
): DisassembledInstruction[] {
  const result: DisassembledInstruction[] = [];
  const slots = Math.floor(bytes.length / INSN_SIZE);
  const referenceAt = new Map(references.map((reference) => [reference.insn, reference]));
  const functionAt = new Map(functions.map(({ insn, name }) => [insn, name]));
  for (let pc = 0; pc < slots; ) {
    const insn = readInstruction(bytes, pc);
    const text = syntax === "kernel" ? kernel(insn, pc, referenceAt.get(pc), functionAt) : conformance(insn);
    const size = insn.slots;
    result.push({ pc, bytes: bytes.slice(pc * INSN_SIZE, (pc + size) * INSN_SIZE), text });
    pc += size;
  }
  return result;
}

/** The instruction at slot `pc`, in the kernel's notation. */
export function disassembleAt(spec: ProgramSpec, pc: number): string {
  const reference = spec.references.find(({ insn }) => insn === pc);
  const functions = new Map(spec.functions.map(({ insn, name }) => [insn, name]));
  return kernel(readInstruction(spec.instructions, pc), pc, reference, functions);
}

/** One instruction as it lies in a program. */
export interface RawInstruction extends Record<Field, number> {
  code: number;
  /** Undefined where no instruction has these fields. */
  row: Instruction | undefined;
  /** The whole immediate of an `lddw`. */
  imm64: bigint;
  slots: 1 | 2;
}

export function readInstruction(bytes: Uint8Array, pc: number): RawInstruction {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const at = pc * INSN_SIZE;
  const code = view.getUint8(at);
  const dst = view.getUint8(at + 1) & 0xf;
  const src = view.getUint8(at + 1) >> 4;
  const off = view.getInt16(at + 2, true);
  const imm = view.getInt32(at + 4, true);
  const row = instructions[rowIndex(code, src, off, imm)];
  let imm64 = BigInt.asUintN(32, BigInt(imm));
  // An lddw at the very end lacks its second slot, and then its upper half.
  const slots = row?.form === "lddw" && at + 2 * INSN_SIZE <= bytes.length ? 2 : 1;
  if (slots === 2) {
    imm64 = (BigInt(view.getUint32(at + INSN_SIZE + 4, true)) << 32n) | imm64;
  }
  return { code, dst, src, off, imm, row, imm64, slots };
}

const unknown = (code: number): string => `(0x${hexByte(code)}) unknown`;
const signed = (value: number): string => (value < 0 ? `${value}` : `+${value}`);

function conformance({ row, code, imm64, ...fields }: RawInstruction): string {
  if (!row) return unknown(code);
  const operands = operandsOf(row).map((operand) => {
    const value = fields[operand.field];
    switch (operand.kind) {
      case "register":
        return `%r${value}`;
      case "memory":
        return `[%r${value}${fields.off === 0 ? "" : signed(fields.off)}]`;
      case "number":
        return operand.bits === 64 ? `0x${imm64.toString(16)}` : `${value}`;
      default:
        return signed(value);
    }
  });
  return operands.length === 0 ? row.mnemonic : `${row.mnemonic} ${operands.join(", ")}`;
}

function lddwOperand(
  source: keyof typeof LddwSource,
  value: bigint,
  reference: Reference | undefined,
): string {
  switch (reference?.kind) {
    case "map":
      return `map[name:${reference.map}]`;
    case "map_value":
      return `map[name:${reference.map}][0]+${reference.offset}`;
    case "function":
      return `subprog[${reference.target}]`;
    case "variable":
      return `variable[name:${reference.variable}]${reference.offset ? `+${reference.offset}` : ""}`;
    default: {
      const number = `0x${value.toString(16)}`;
      return source === "IMM64" ? `${number} ll` : `${source.toLowerCase()} ${number}`;
    }
  }
}

const place = (base: string, off: number): string => `(${base} ${off < 0 ? "-" : "+"} ${Math.abs(off)})`;

function kernel(
  { row, code, dst, src, off, imm, imm64 }: RawInstruction,
  pc: number,
  reference: Reference | undefined,
  functions: ReadonlyMap<number, string>,
): string {
  if (!row) return unknown(code);
  const register = (n: number, width = 64) => `${width === 32 ? "w" : "r"}${n}`;
  switch (row.form) {
    case "alu": {
      const d = register(dst, row.width);
      // A unary operator is written with its operand: `r1 = be16 r1`, `r1 = -r1`.
      if (row.source === "none") return `${d} ${row.symbol}${row.symbol.endsWith("-") ? "" : " "}${d}`;
      const s = row.source === "reg" ? register(src, row.width) : `${imm}`;
      return `${d} ${row.symbol}${row.symbol.endsWith(")") ? "" : " "}${s}`;
    }
    case "jump": {
      const s = row.source === "reg" ? register(src, row.width) : `${imm}`;
      return `if ${register(dst, row.width)} ${row.symbol} ${s} goto ${signed(off)} <${pc + 1 + off}>`;
    }
    case "goto": {
      const distance = row.distance === "off" ? off : imm;
      return `${row.symbol} ${signed(distance)} <${pc + 1 + distance}>`;
    }
    case "load":
      return `r${dst} = *(${row.symbol} *)${place(`r${src}`, off)}`;
    case "store":
      return `*(${row.symbol} *)${place(`r${dst}`, off)} = ${row.source === "reg" ? `r${src}` : imm}`;
    case "atomic": {
      const target = `*(u${row.size * 8} *)${place(`r${dst}`, off)}`;
      if (row.fetch === "none") return `lock ${target} ${row.symbol} r${src}`;
      const pointer = target.slice(1);
      const operation = `atomic${row.size === 8 ? "64" : ""}_${row.name.replace(/^lock_|\d+$/g, "")}`;
      if (row.fetch === "r0") return `r0 = ${operation}(${pointer}, r0, r${src})`;
      return `r${src} = ${operation}(${pointer}, r${src})`;
    }
    case "packet_load":
      return `r0 = *(${row.symbol} *)skb[${row.source === "reg" ? `r${src} + ` : ""}${imm}]`;
    case "lddw":
      return `r${dst} = ${lddwOperand(row.source, imm64, reference)}`;
    case "call":
      return call(row.target, { dst, imm }, pc, functions);
    case "exit":
      return row.symbol;
  }
}

function call(
  target: CallRow["target"],
  { dst, imm }: { dst: number; imm: number },
  pc: number,
  functions: ReadonlyMap<number, string>,
): string {
  switch (target) {
    case "helper":
      return `call ${helperName(imm)}#${imm}`;
    case "local":
      return `call ${functions.get(pc + 1 + imm) ?? "pc"}${signed(imm)}`;
    case "kfunc":
      return `call kfunc#${imm}`;
    case "register":
      return `callx r${dst}`;
  }
}
