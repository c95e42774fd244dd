/** What the core's linker asks of the rows of `spec/isa.ts`: which one an instruction is, and of what form. */
import { helpers } from "../spec/helpers.ts";
import { type Field, type Instruction, instructions } from "../spec/isa.ts";
import {
  atHandAfter,
  type InternalOperation,
  internalOperations,
  operationNumber,
} from "../spec/operations.ts";

/** Forms by the numbers that they have in the core; 0 is none. */
const forms = [
  "alu",
  "load",
  "store",
  "atomic",
  "packet_load",
  "lddw",
  "jump",
  "goto",
  "call",
  "exit",
] as const satisfies readonly Instruction["form"][];

/** What else is said of a row, as bits. */
const traits: Readonly<Record<string, (row: Instruction) => boolean>> = {
  /** The field names a register. */
  HAS_DST: ({ operands }) => operands.includes("dst"),
  HAS_SRC: ({ operands }) => operands.includes("src"),
  /** The destination is at hand behind it. */
  HANDS_ON: (row) => atHandAfter(row, 1, null) === 1,
};

/** Rows that the linker has something to do with. */
const named = [
  "mov64_reg",
  "ldxw",
  "stxw",
  "ja32",
  "call_helper",
  "call_local",
  "lddw_map_fd",
  "lddw_map_value",
  "lddw_func",
];

/** In whose place internal operations stand. */
const standsFor: Readonly<Record<InternalOperation, string>> = {
  TAIL_CALL: "call_helper",
  LOAD_CONTEXT: "ldxw",
  STORE_CONTEXT: "stxw",
};

/** An instruction's opcode byte has several rows. */
const SEVERAL = 0xff;

const upper = (name: string) => name.toUpperCase();

const rowNamed = (name: string): Instruction => {
  const row = instructions.find((one) => one.name === name);
  if (!row) throw new Error(`no instruction ${name}`);
  return row;
};

/** By the numbers of rows and internal operations. */
function table(name: string, doc: string, of: (row: Instruction) => number): string[] {
  const numbers = [...instructions, ...internalOperations.map((one) => rowNamed(standsFor[one]))].map(of);
  return [`/** ${doc} */`, `const ${name}: usize = memory.data<u8>([${numbers.join(", ")}]);`];
}

/** The rows of each opcode byte that has any. */
function rowsByCode(): Map<number, number[]> {
  const byCode = new Map<number, number[]>();
  for (const [index, { code }] of instructions.entries()) {
    byCode.set(code, [...(byCode.get(code) ?? []), index]);
  }
  return byCode;
}

/** The cases of opcode bytes with several rows: the field that tells them apart. */
function several(code: number, rows: readonly number[]): string[] {
  const selecting = rows.map((index) => instructions[index]!.select[0]!);
  const field: Field = selecting[0]!.field;
  return [
    `  case 0x${code.toString(16)}:`,
    `    switch (${field}) {`,
    ...rows.map(
      (index, i) => `      case ${selecting[i]!.value}: return ${index}; // ${instructions[index]!.name}`,
    ),
    "    }",
    "    break;",
  ];
}

export function generateRows(): string {
  const byCode = rowsByCode();
  const only = Array.from({ length: 256 }, (_, code) => {
    const rows = byCode.get(code);
    return rows?.length === 1 && instructions[rows[0]!]!.select.length === 0 ? rows[0]! : SEVERAL;
  });
  const tailCalls = helpers.filter(({ tailCall }) => tailCall).map(({ id }) => `helper == ${id}`);
  return [
    ...named.map((name) => `export const ROW_${upper(name)}: u32 = ${instructions.indexOf(rowNamed(name))};`),
    ...internalOperations.map((name) => `export const OPERATION_${name}: u32 = ${operationNumber(name)};`),
    ...forms.map((form, i) => `export const FORM_${upper(form)}: u32 = ${i + 1};`),
    ...Object.keys(traits).map((name, bit) => `export const ${name}: u32 = ${1 << bit};`),
    "",
    ...table("FORMS", "Its form.", ({ form }) => forms.indexOf(form) + 1),
    ...table("TRAITS", "What else is said of it.", (row) =>
      Object.values(traits).reduce((bits, has, bit) => bits | (has(row) ? 1 << bit : 0), 0),
    ),
    ...table("SIZES", "Bytes of memory that it accesses.", (row) => ("size" in row ? row.size : 0)),
    "/** By opcode byte, the one row that has it. */",
    `const ONLY: usize = memory.data<u8>([${only.join(", ")}]);`,
    "",
    "// @ts-ignore: decorator",
    "@inline",
    "export function formOf(row: u32): u32 {",
    "  return load<u8>(FORMS + row);",
    "}",
    "",
    "// @ts-ignore: decorator",
    "@inline",
    "export function traitsOf(row: u32): u32 {",
    "  return load<u8>(TRAITS + row);",
    "}",
    "",
    "// @ts-ignore: decorator",
    "@inline",
    "export function sizeOfAccess(row: u32): u32 {",
    "  return load<u8>(SIZES + row);",
    "}",
    "",
    "/** The row of an instruction that was checked. */",
    "export function rowOf(code: u32, src: u32, off: i32, imm: i32): u32 {",
    "  const only = <u32>load<u8>(ONLY + code);",
    `  if (only != ${SEVERAL}) return only;`,
    "  switch (code) {",
    ...[...byCode]
      .filter(([code]) => only[code] === SEVERAL)
      .flatMap(([code, rows]) => several(code, rows))
      .map((line) => `  ${line}`),
    "  }",
    "  return unreachable();",
    "}",
    "",
    "/** Whether a helper goes on in another program. */",
    "export function isTailCall(helper: u32): bool {",
    `  return ${tailCalls.join(" || ")};`,
    "}",
    "",
  ].join("\n");
}
