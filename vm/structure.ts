/**
 * What a program must look like before anything runs it: known opcodes, reserved fields that are zero,
 * registers that exist and hold something, jumps that land on instructions, an end that cannot be run past, helpers that the
 * program type may call. What its instructions may do to memory is not asked here.
 */
import { CallSource, INSN_SIZE } from "../spec/encoding.ts";
import { helperById, helperName } from "../spec/helpers.ts";
import { type Field, type Instruction, instructions, rowIndex, selectingFields } from "../spec/isa.ts";
import { MachineError } from "./errors.ts";
import { findUninitializedRead } from "./uninitialized.ts";

/** One instruction's fields; `imm64` is the whole immediate of an `lddw`, and 0 otherwise. */
export interface Decoded {
  pc: number;
  row: Instruction;
  rowIndex: number;
  dst: number;
  src: number;
  off: number;
  imm: number;
  imm64: bigint;
}

const LAST_REGISTER = 10;
/** Of an instruction until its row is found. */
const UNKNOWN_ROW = instructions[0]!;
const FIELDS: readonly Field[] = ["dst", "src", "off", "imm"];

/** What to check of a row's fields, worked out once: programs have tens of thousands of instructions. */
const shapes = instructions.map((row) => ({
  reserved: FIELDS.filter(
    (field) => !row.operands.includes(field) && !row.select.some((select) => select.field === field),
  ),
  registers: (["dst", "src"] as const).filter((field) => row.operands.includes(field)),
  written: writtenField(row),
}));

/** The field that names a register which the instruction writes. */
function writtenField(row: Instruction): "dst" | "src" | null {
  switch (row.form) {
    case "alu":
    case "load":
    case "lddw":
      return "dst";
    case "atomic":
      return row.fetch === "src" ? "src" : null;
    default:
      return null;
  }
}

/**
 * Decodes and checks all instructions. The second slot of an `lddw` has no entry of its own.
 * Throws BAD_PROGRAM with program and pc.
 */
export function decode(program: string, type: string, bytes: Uint8Array): Decoded[] {
  const refuse = (pc: number, problem: string): never => {
    throw new MachineError("BAD_PROGRAM", `program ${program}, instruction ${pc}: ${problem}`, {
      program,
      pc,
      found: problem,
    });
  };
  if (bytes.length === 0 || bytes.length % INSN_SIZE !== 0) {
    refuse(0, `${bytes.length} bytes are no instructions`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = bytes.length / INSN_SIZE;
  const decoded: Decoded[] = [];
  const starts = new Uint8Array(count);

  for (let pc = 0; pc < count; pc++) {
    const at = pc * INSN_SIZE;
    const code = bytes[at]!;
    const registers = bytes[at + 1]!;
    const insn: Decoded = {
      pc,
      row: UNKNOWN_ROW,
      rowIndex: -1,
      dst: registers & 0xf,
      src: registers >> 4,
      off: view.getInt16(at + 2, true),
      imm: view.getInt32(at + 4, true),
      imm64: 0n,
    };
    const index = rowIndex(code, insn.src, insn.off, insn.imm);
    if (index < 0) {
      const fields = selectingFields(code)?.map((field) => `${field} ${insn[field]}`);
      refuse(
        pc,
        fields ? `opcode 0x${hex(code)} has no ${fields.join(", ")}` : `unknown opcode 0x${hex(code)}`,
      );
    }
    const row = instructions[index]!;
    insn.row = row;
    insn.rowIndex = index;
    const shape = shapes[index]!;
    for (const field of shape.reserved) {
      if (insn[field] !== 0) refuse(pc, `reserved field ${field} of ${row.name} is ${insn[field]}`);
    }
    for (const field of shape.registers) {
      if (insn[field] > LAST_REGISTER) refuse(pc, `register r${insn[field]} does not exist`);
    }
    if (shape.written && insn[shape.written] === LAST_REGISTER) refuse(pc, "r10 is read-only");
    starts[pc] = 1;
    decoded.push(insn);
    if (row.form === "lddw") {
      if (pc + 1 === count) refuse(pc, "lddw has no second slot");
      const second = at + INSN_SIZE;
      if (view.getUint32(second, true) !== 0) refuse(pc, "second slot of lddw has reserved fields");
      insn.imm64 = view.getBigUint64(second, true) | BigInt.asUintN(32, BigInt(insn.imm));
      pc++;
    }
  }

  for (const { pc, row, off, imm, src } of decoded) {
    if (row.form === "jump" || row.form === "goto" || (row.form === "call" && row.target === "local")) {
      const distance = row.form === "jump" ? off : row.form === "goto" && row.distance === "off" ? off : imm;
      const target = pc + 1 + distance;
      if (starts[target] !== 1) refuse(pc, `${row.symbol} goes to ${target}, where no instruction starts`);
    }
    if (row.form === "call" && row.target === "helper" && src === CallSource.HELPER) {
      const helper = helperById(imm);
      if (helper?.programTypes && !helper.programTypes.includes(type)) {
        refuse(pc, `${helperName(imm)} may not be called by programs of type ${type}`);
      }
    }
    // The kernel has no such opcode; raw programs may call through registers as other runtimes do.
    if (row.form === "call" && row.target === "register" && type !== "UNSPEC") {
      refuse(pc, `unknown opcode 0x${hex(row.code)}`);
    }
    if (row.form === "call" && row.target === "kfunc") {
      throw new MachineError("UNSUPPORTED", `program ${program}, instruction ${pc}: kernel functions`, {
        program,
        pc,
        found: "kfunc",
      });
    }
  }
  const last = decoded[decoded.length - 1]!;
  if (last.row.form !== "exit" && last.row.form !== "goto") refuse(last.pc, "execution can run past the end");
  // Every program finds its context in r1; one without has the address of its memory there, and its length in r2.
  const uninitialized = findUninitializedRead(decoded, type === "UNSPEC" ? [1, 2] : [1]);
  if (uninitialized) refuse(uninitialized.pc, `r${uninitialized.register} is read before it is written`);
  return decoded;
}

const hex = (byte: number): string => byte.toString(16).padStart(2, "0");
