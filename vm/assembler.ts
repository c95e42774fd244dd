/**
 * Assembles the notation of the public conformance suite (Alan-Jowett/bpf_conformance): a label or an instruction
 * per line, `#` before a comment, `%r0` to `%r10`, `[%r1+8]`. Mnemonics are those of the rows of `spec/isa.ts`;
 * a row's name stands for it as well. Without a label of that name, `exit` is the place of the first exit.
 */
import { INSN_SIZE, REGISTER_COUNT } from "../spec/encoding.ts";
import { type Field, type Instruction, instructions } from "../spec/isa.ts";
import { type Operand, operandsOf } from "./assembler-operands.ts";

/** What is wrong with a line. */
export type AssemblerErrorCode =
  | "UNKNOWN_MNEMONIC"
  | "OPERAND_COUNT"
  /** An operand of another kind than the instruction takes, or none that can be read. */
  | "BAD_OPERAND"
  | "BAD_REGISTER"
  /** A number that its field does not hold. */
  | "OUT_OF_RANGE"
  | "UNKNOWN_LABEL"
  | "DUPLICATE_LABEL";

/** The line, and what in it is wrong. */
export interface AssemblerErrorFields {
  /** From 1. */
  line: number;
  found: string;
  expected?: string;
}

const problems: Record<AssemblerErrorCode, string> = {
  UNKNOWN_MNEMONIC: "no such instruction",
  OPERAND_COUNT: "wrong number of operands",
  BAD_OPERAND: "no operand of this instruction",
  BAD_REGISTER: "no such register",
  OUT_OF_RANGE: "the number does not fit",
  UNKNOWN_LABEL: "no such label",
  DUPLICATE_LABEL: "the label is there already",
};

/** What `assemble` refuses a text with. */
export class AssemblerError extends Error {
  override readonly name = "AssemblerError";
  readonly code: AssemblerErrorCode;
  readonly fields: AssemblerErrorFields;

  constructor(code: AssemblerErrorCode, fields: AssemblerErrorFields) {
    const expected = fields.expected === undefined ? "" : ` (${fields.expected})`;
    super(`line ${fields.line}: ${problems[code]}: ${fields.found}${expected}`);
    this.code = code;
    this.fields = fields;
  }
}

/** Rows by mnemonic and by name. Rows that share a mnemonic differ in the kinds of their operands. */
const rowsByWord = new Map<string, Instruction[]>();
for (const row of instructions) {
  for (const word of new Set([row.mnemonic, row.name])) {
    const rows = rowsByWord.get(word);
    if (rows) rows.push(row);
    else rowsByWord.set(word, [row]);
  }
}
/** Words of the longest mnemonic. */
const MNEMONIC_WORDS = Math.max(...[...rowsByWord.keys()].map((mnemonic) => mnemonic.split(" ").length));
const exit = instructions.find((row) => row.form === "exit")!;

/** An instruction that waits for the labels. */
interface Statement {
  line: number;
  /** Its first slot. */
  pc: number;
  row: Instruction;
  operands: string[];
}

type Values = Record<Field, bigint>;

/** The program's bytes. Throws AssemblerError. */
export function assemble(source: string): Uint8Array {
  const labels = new Map<string, number>();
  const statements: Statement[] = [];
  let slots = 0;
  for (const [index, text] of source.split("\n").entries()) {
    const line = index + 1;
    let rest = text.replace(/#.*/, "").trim();
    const label = /^([\w.$]+):/.exec(rest);
    if (label) {
      const name = label[1]!;
      if (labels.has(name)) throw new AssemblerError("DUPLICATE_LABEL", { line, found: name });
      labels.set(name, slots);
      rest = rest.slice(label[0].length).trim();
    }
    if (rest === "") continue;
    const statement = { line, pc: slots, ...select(rest, line) };
    statements.push(statement);
    slots += statement.row.form === "lddw" ? 2 : 1;
  }
  const firstExit = statements.find(({ row }) => row === exit);
  if (firstExit && !labels.has(exit.mnemonic)) labels.set(exit.mnemonic, firstExit.pc);

  const bytes = new Uint8Array(slots * INSN_SIZE);
  for (const statement of statements) encode(statement, labels, new DataView(bytes.buffer));
  return bytes;
}

/** The row that a line's mnemonic and the kinds of its operands select. */
function select(text: string, line: number): { row: Instruction; operands: string[] } {
  const words = text.split(/\s+/);
  for (let count = Math.min(MNEMONIC_WORDS, words.length); count > 0; count--) {
    const mnemonic = words.slice(0, count).join(" ");
    const rows = rowsByWord.get(mnemonic);
    if (!rows) continue;
    const rest = words.slice(count).join(" ");
    const operands = rest === "" ? [] : rest.split(",").map((operand) => operand.trim());
    return { row: selectByOperands(rows, operands, mnemonic, line), operands };
  }
  // `lock` alone is the beginning of an instruction.
  const begun = [...rowsByWord.keys()].some((mnemonic) => mnemonic.startsWith(`${text} `));
  throw new AssemblerError(begun ? "OPERAND_COUNT" : "UNKNOWN_MNEMONIC", { line, found: text });
}

function selectByOperands(
  rows: readonly Instruction[],
  operands: readonly string[],
  mnemonic: string,
  line: number,
): Instruction {
  const fitting = rows.filter((row) => operandsOf(row).length === operands.length);
  if (fitting.length === 0) {
    const expected = [...new Set(rows.map((row) => operandsOf(row).length))].join(" or ");
    throw new AssemblerError("OPERAND_COUNT", { line, found: mnemonic, expected: `${expected} expected` });
  }
  const row = fitting.find((candidate) =>
    operandsOf(candidate).every((operand, i) => looksLike(operand, operands[i]!)),
  );
  if (row) return row;
  const wrong = operands.find((text, i) => !fitting.some((c) => looksLike(operandsOf(c)[i]!, text)));
  throw new AssemblerError("BAD_OPERAND", { line, found: wrong ?? operands.join(", "), expected: mnemonic });
}

function looksLike({ kind }: Operand, text: string): boolean {
  if (text.startsWith("%")) return kind === "register";
  if (text.startsWith("[")) return kind === "memory";
  return kind === "number" || kind === "target";
}

function encode(
  { line, pc, row, operands }: Statement,
  labels: ReadonlyMap<string, number>,
  view: DataView,
): void {
  const values: Values = { dst: 0n, src: 0n, off: 0n, imm: 0n };
  for (const { field, value } of row.select) values[field] = BigInt(value);
  for (const [i, operand] of operandsOf(row).entries()) {
    const text = operands[i]!;
    switch (operand.kind) {
      case "register":
        values[operand.field] = register(text, line);
        break;
      case "memory": {
        const parts = /^\[\s*(%\w+)\s*([+-]\s*\w+)?\s*\]$/.exec(text);
        if (!parts) throw new AssemblerError("BAD_OPERAND", { line, found: text, expected: "[%r1+8]" });
        values[operand.field] = register(parts[1]!, line);
        if (parts[2]) values.off = integer(parts[2].replace(/\s/, ""), 16, line);
        break;
      }
      case "number":
        values[operand.field] = integer(text, operand.bits, line);
        break;
      case "target":
        values[operand.field] = distance(text, operand.bits, pc, labels, line);
        break;
    }
  }
  const at = pc * INSN_SIZE;
  view.setUint8(at, row.code);
  view.setUint8(at + 1, Number((values.src << 4n) | values.dst));
  view.setInt16(at + 2, Number(values.off), true);
  view.setUint32(at + 4, Number(BigInt.asUintN(32, values.imm)), true);
  if (row.form === "lddw") {
    view.setUint32(at + INSN_SIZE + 4, Number(BigInt.asUintN(32, values.imm >> 32n)), true);
  }
}

function register(text: string, line: number): bigint {
  const number = /^%r(0|[1-9]\d*)$/.exec(text)?.[1];
  if (number === undefined || Number(number) >= REGISTER_COUNT) {
    throw new AssemblerError("BAD_REGISTER", { line, found: text, expected: "%r0 to %r10" });
  }
  return BigInt(number);
}

/**
 * A number that fits `bits` bits, as a signed one. Hexadecimal digits are bits and may use all of them, decimal
 * ones are a value: `0xffffffff` is the immediate -1, 4294967295 is none. All of 64 bits is a value either way.
 */
function integer(text: string, bits: 16 | 32 | 64, line: number): bigint {
  const parts = /^([+-]?)(0[xX][0-9a-fA-F]+|\d+)$/.exec(text);
  if (!parts) throw new AssemblerError("BAD_OPERAND", { line, found: text, expected: "a number" });
  const magnitude = BigInt(parts[2]!);
  const value = parts[1] === "-" ? -magnitude : magnitude;
  const unsigned = bits === 64 || /x/i.test(text);
  const max = 2n ** BigInt(unsigned ? bits : bits - 1) - 1n;
  if (value > max || value < -(2n ** BigInt(bits - 1))) {
    throw new AssemblerError("OUT_OF_RANGE", { line, found: text, expected: `${bits} bits` });
  }
  return BigInt.asIntN(bits, value);
}

/** From the instruction after `pc` to a label, or as a signed number of slots. */
function distance(
  text: string,
  bits: 16 | 32,
  pc: number,
  labels: ReadonlyMap<string, number>,
  line: number,
): bigint {
  if (/^[+-]/.test(text)) return integer(text, bits, line);
  const target = labels.get(text);
  if (target === undefined) throw new AssemblerError("UNKNOWN_LABEL", { line, found: text });
  return integer(`${target - pc - 1}`, bits, line);
}
