/**
 * What a program must look like before anything runs it: known opcodes, reserved fields that are zero,
 * registers that exist and hold something, jumps that land on instructions, an end that cannot be run past, helpers that the
 * program type may call. What its instructions may do to memory is not asked here.
 */
import {
  CallSource,
  FRAME_POINTER,
  INSN_SIZE,
  LddwSource,
  OP_LDDW,
  REGISTER_COUNT,
} from "../spec/encoding.ts";
import { helperById, helperName } from "../spec/helpers.ts";
import { type Field, type Instruction, instructions, rowIndex, selectingFields } from "../spec/isa.ts";
import { hexByte } from "../spec/text.ts";
import { MachineError } from "./errors.ts";
import { Initialization } from "./uninitialized.ts";

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

const FIELDS: readonly Field[] = ["dst", "src", "off", "imm"];

/**
 * What to check of a row's fields, as bits: objects have tens of thousands of instructions. The lowest eight are those
 * that the byte with both registers must not have.
 */
const RESERVED_REGISTERS = 0xff;
const RESERVED_OFF = 1 << 8;
const RESERVED_IMM = 1 << 9;
/** Which fields name a register, and which of them one that is written. */
const DST = 1 << 10;
const SRC = 1 << 11;
const WRITES_DST = 1 << 12;
const WRITES_SRC = 1 << 13;
/** The row's own fields are not all there is to check: another instruction or a helper is meant. */
const INCOMPLETE = 1 << 14;

const rules = Uint16Array.from(instructions, (row) => {
  const isReserved = (field: Field) =>
    !row.operands.includes(field) && !row.select.some((select) => select.field === field);
  const written = writtenField(row);
  return (
    (isReserved("dst") ? 0x0f : 0) |
    (isReserved("src") ? 0xf0 : 0) |
    (isReserved("off") ? RESERVED_OFF : 0) |
    (isReserved("imm") ? RESERVED_IMM : 0) |
    (row.operands.includes("dst") ? DST : 0) |
    (row.operands.includes("src") ? SRC : 0) |
    (written === "dst" ? WRITES_DST : 0) |
    (written === "src" ? WRITES_SRC : 0) |
    (row.form === "jump" || row.form === "goto" || row.form === "call" ? INCOMPLETE : 0)
  );
});

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

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Decodes and checks all instructions. Throws as `checkStructure` does. */
export function decode(program: string, type: string, bytes: Uint8Array): Decoded[] {
  checkStructure(program, type, bytes);
  return decodeChecked(bytes);
}

/** The instructions of checked code. The second slot of an `lddw` has no entry of its own. */
export function decodeChecked(bytes: Uint8Array): Decoded[] {
  const view = viewOf(bytes);
  const count = bytes.length / INSN_SIZE;
  const decoded: Decoded[] = [];
  for (let pc = 0; pc < count; pc++) {
    const insn = readAt(view, pc);
    decoded.push(insn);
    if (insn.row.form === "lddw") pc++;
  }
  return decoded;
}

/** The index of the instruction at `pc`, where one starts. */
export function indexAt(decoded: readonly Decoded[], pc: number): number {
  let index = 0;
  for (let end = decoded.length; end - index > 1; ) {
    const middle = (index + end) >>> 1;
    if (decoded[middle]!.pc <= pc) index = middle;
    else end = middle;
  }
  return index;
}

/** The instruction at `pc`, whose row is known to exist. */
export const decodeAt = (bytes: Uint8Array, pc: number): Decoded => readAt(viewOf(bytes), pc);

function readAt(view: DataView, pc: number): Decoded {
  const at = pc * INSN_SIZE;
  const registers = view.getUint8(at + 1);
  const src = registers >> 4;
  const off = view.getInt16(at + 2, true);
  const imm = view.getInt32(at + 4, true);
  const index = rowIndex(view.getUint8(at), src, off, imm);
  const row = instructions[index]!;
  const isWide = row.form === "lddw";
  const imm64 = isWide ? view.getBigUint64(at + INSN_SIZE, true) | BigInt.asUintN(32, BigInt(imm)) : 0n;
  return { pc, row, rowIndex: index, dst: registers & 0xf, src, off, imm, imm64 };
}

/**
 * Checks all instructions, and returns the places of those that stand for something: an `lddw` of anything but a
 * number. Throws MachineError BAD_PROGRAM or UNSUPPORTED, with program and pc.
 */
export function checkStructure(program: string, type: string, bytes: Uint8Array): number[] {
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
  const view = viewOf(bytes);
  const count = bytes.length / INSN_SIZE;
  const starts = new Uint8Array(count);
  /** What can only be checked when it is known where instructions start. */
  const incomplete: number[] = [];
  const references: number[] = [];
  // Every program finds its context in r1; one without has the address of its memory there, and its length in r2.
  const initialization = new Initialization(type === "UNSPEC" ? [1, 2] : [1]);
  let uninitialized: { pc: number; register: number } | null = null;

  for (let pc = 0; pc < count; pc++) {
    const at = pc * INSN_SIZE;
    const code = bytes[at]!;
    const registers = bytes[at + 1]!;
    const dst = registers & 0xf;
    const src = registers >> 4;
    const off = view.getInt16(at + 2, true);
    const imm = view.getInt32(at + 4, true);
    const index = rowIndex(code, src, off, imm);
    if (index < 0) refuse(pc, unknownInstruction(code, { dst, src, off, imm }));
    const rule = rules[index]!;
    if (
      registers & rule & RESERVED_REGISTERS ||
      (off !== 0 && rule & RESERVED_OFF) ||
      (imm !== 0 && rule & RESERVED_IMM)
    ) {
      refuse(pc, reservedField(rule, index, { dst, src, off, imm }));
    }
    if (dst >= FRAME_POINTER || src >= FRAME_POINTER) {
      const problem = badRegister(rule, dst, src);
      if (problem) refuse(pc, problem);
    }
    if (!initialization.isOver) {
      const register = initialization.next(index, dst, src);
      if (register !== null) uninitialized ??= { pc, register };
    }
    starts[pc] = 1;
    if (rule & INCOMPLETE) incomplete.push(pc);
    if (code === OP_LDDW) {
      if (pc + 1 === count) refuse(pc, "lddw has no second slot");
      if (view.getUint32(at + INSN_SIZE, true) !== 0) refuse(pc, "second slot of lddw has reserved fields");
      if (src !== LddwSource.IMM64) references.push(pc);
      pc++;
    }
  }

  for (const pc of incomplete) {
    const { row, off, imm, src } = readAt(view, pc);
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
      refuse(pc, `unknown opcode 0x${hexByte(row.code)}`);
    }
    if (row.form === "call" && row.target === "kfunc") {
      throw new MachineError("UNSUPPORTED", `program ${program}, instruction ${pc}: kernel functions`, {
        program,
        pc,
        found: "kfunc",
      });
    }
  }
  const last = starts.lastIndexOf(1);
  const { form } = readAt(view, last).row;
  if (form !== "exit" && form !== "goto") refuse(last, "execution can run past the end");
  if (uninitialized) refuse(uninitialized.pc, `r${uninitialized.register} is read before it is written`);
  return references;
}

// What is wrong, apart from the loop, which is to stay small.
function reservedField(rule: number, index: number, fields: Readonly<Record<Field, number>>): string {
  const { dst, src, off } = fields;
  const isSet = (field: Field) =>
    field === "dst"
      ? (dst & rule & RESERVED_REGISTERS) !== 0
      : field === "src"
        ? ((src << 4) & rule & RESERVED_REGISTERS) !== 0
        : field === "off"
          ? off !== 0 && (rule & RESERVED_OFF) !== 0
          : true;
  const field = FIELDS.find(isSet)!;
  return `reserved field ${field} of ${instructions[index]!.name} is ${fields[field]}`;
}

/** Of registers of which one is not general. */
function badRegister(rule: number, dst: number, src: number): string | null {
  if (rule & DST && dst >= REGISTER_COUNT) return `register r${dst} does not exist`;
  if (rule & SRC && src >= REGISTER_COUNT) return `register r${src} does not exist`;
  const written = rule & WRITES_DST ? dst : rule & WRITES_SRC ? src : 0;
  return written === FRAME_POINTER ? "r10 is read-only" : null;
}

function unknownInstruction(code: number, fields: Readonly<Record<Field, number>>): string {
  const selecting = selectingFields(code)?.map((field) => `${field} ${fields[field]}`);
  return selecting
    ? `opcode 0x${hexByte(code)} has no ${selecting.join(", ")}`
    : `unknown opcode 0x${hexByte(code)}`;
}
