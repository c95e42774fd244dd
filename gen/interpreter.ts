/**
 * The interpreter's loops. There are two: one with all operations, and one without the fused ones, which is a quarter as
 * long. It tells the host of each instruction before it is executed, where that is wanted (`assembly/observation.ts`), and
 * a machine's first runs take it (EXECUTION.COLD).
 */
import { type Instruction, instructions } from "../spec/isa.ts";
import {
  fusedOperations,
  type InternalOperation,
  internalOperations,
  operationNumber,
} from "../spec/operations.ts";
import { fastText, fusedText, observedText, slowText } from "./operations.ts";

/** Leaves it to the general way unless the register holds what r1 is at the start. */
function unlessContext(register: string): string[] {
  return [
    `if (load<u64>(${register}, REGISTERS) != CONTEXT) break;`,
    `if (kindOf(load<u64>(${register}, PROVENANCES)) != KIND_CONTEXT) break;`,
  ];
}

/** What they do at once, and what is left. */
const internal: Record<InternalOperation, { fast: string[]; slow: string[] }> = {
  TAIL_CALL: { fast: ["break;"], slow: ["const next = tailCall();", "if (next) return next;", "break;"] },
  LOAD_CONTEXT: {
    fast: [
      "const rd = <usize>load<u8>(ip, OPERATION_DST);",
      "const rs = <usize>load<u8>(ip, OPERATION_SRC);",
      ...unlessContext("rs"),
      "const field = CONTEXT + <usize>load<u32>(ip, OPERATION_OFFSET);",
      "store<u64>(rd, <u64>load<u32>(field), REGISTERS);",
      "let points: u64 = load<u64>(ip, OPERATION_IMMEDIATE);",
      "if (points) points += <u64>load<u32>(SKB_CELL, SKB_GENERATION);",
      "store<u64>(rd, points, PROVENANCES);",
      "ip += OPERATION_SIZE;",
      "continue;",
    ],
    slow: slowText(instructions.find(({ name }) => name === "ldxw")!),
  },
  STORE_CONTEXT: {
    fast: [
      "const rd = <usize>load<u8>(ip, OPERATION_DST);",
      "const rs = <usize>load<u8>(ip, OPERATION_SRC);",
      ...unlessContext("rd"),
      "store<u32>(CONTEXT + <usize>load<u32>(ip, OPERATION_OFFSET), load<u32>(rs, REGISTERS));",
      "const changed = load<u32>(EXECUTION_CELL, EXECUTION_CHANGED) | load<u32>(ip, OPERATION_IMMEDIATE);",
      "store<u32>(EXECUTION_CELL, changed, EXECUTION_CHANGED);",
      "ip += OPERATION_SIZE;",
      "continue;",
    ],
    slow: slowText(instructions.find(({ name }) => name === "stxw")!),
  },
};

interface Loop {
  doc: string;
  name: string;
  /** What it does first with each instruction. */
  before: readonly string[];
  /** The number to dispatch, as an expression. */
  number: string;
  text: (row: Instruction) => string[];
  fused: boolean;
}

const indented = (lines: readonly string[]): string[] => lines.map((line) => `  ${line}`);

const oneCase = (number: number, name: string, lines: readonly string[]): string[] => [
  `case ${number}: { // ${name}`,
  ...indented(lines),
  "}",
];

/** A switch over the rows and internal operations; rows without a text of their own share `break`. */
function cases(
  text: (row: Instruction) => string[],
  ofInternal: (name: InternalOperation) => string[],
  others: readonly string[] = [],
): string[] {
  return indented([
    ...instructions.flatMap((row, number) => oneCase(number, row.name, text(row))),
    ...internalOperations.flatMap((name) => oneCase(operationNumber(name), name, ofInternal(name))),
    ...others,
    "default: unreachable();",
  ]);
}

function loop({ doc, name, before, number, text, fused }: Loop): string[] {
  const fusedCases = fusedOperations.flatMap(({ number, parts }) =>
    oneCase(number, parts.map(({ row }) => row.name).join("; "), fusedText(parts)),
  );
  return [
    `/** ${doc} */`,
    `export function ${name}(ip: usize): void {`,
    "  // Instructions are not counted one by one: since `origin` they would be in a row, had no jump been taken.",
    "  let origin = <i64>ip;",
    "  while (true) {",
    "    while (true) {",
    ...before.map((line) => `      ${line}`),
    `      switch (${number}) {`,
    ...indented(indented(indented(cases(text, (name) => internal[name].fast, fused ? fusedCases : [])))),
    "      }",
    "      break;",
    "    }",
    "    commit(ip, <u64>((<i64>ip - origin) / OPERATION_SIZE + 1));",
    "    origin -= <i64>ip + OPERATION_SIZE;",
    "    ip = rest(ip);",
    "    if (!ip) return;",
    "    origin += <i64>ip;",
    "  }",
    "}",
    "",
  ];
}

/** What the loops leave to be done. */
const rest = (): string[] => [
  "/** Does what is left of the operation at `ip`, and returns the next one's address, or 0 at the end. */",
  "function rest(ip: usize): usize {",
  "  switch (plain(<u32>load<u16>(ip, OPERATION_CODE))) {",
  ...indented(cases(slowText, (name) => internal[name].slow)),
  "  }",
  "  return ip + OPERATION_SIZE;",
  "}",
  "",
];

/** The whole of `assembly/generated/interpreter.ts`. */
export function generateInterpreter(): string {
  const first = instructions.length + internalOperations.length;
  return [
    "import {",
    "  OPERATION_CODE, OPERATION_DST, OPERATION_IMMEDIATE, OPERATION_OFFSET, OPERATION_SIZE, OPERATION_SRC,",
    "  CONTEXT, EXECUTION_CELL, EXECUTION_CHANGED, KIND_CONTEXT, KIND_MEMORY, PROVENANCES, REGISTERS, REGISTER_SIZE,",
    "  SKB_CELL, SKB_GENERATION, TRAP_BUDGET, TRAP_CALL_TARGET,",
    '} from "./layout";',
    'import { commit, depth, exhausts } from "../execution";',
    'import { closeFrame, enter, enterShallow, isBottom, mayEnter } from "../frames";',
    'import { atomicAddress, loadSlow, packetLoad, storeSlow, tailCall } from "../interpreter";',
    'import { observe, observing } from "../observation";',
    "import {",
    "  bounds, differenceOf, forgetSlots, isStack, kindOf, readable, slotOf, spill, sumOf, writable,",
    '} from "../provenance";',
    'import { R10 } from "../registers";',
    'import { trap } from "../trap";',
    'import { callHelper } from "./helpers";',
    "",
    "/** By fused operation, the instruction that it begins with. */",
    `const FIRSTS = memory.data<u8>([${fusedOperations.map(({ parts }) => parts[0]!.rowIndex).join(", ")}]);`,
    "",
    "/** The operation of the instruction alone. */",
    "function plain(number: u32): u32 {",
    `  return number < ${first} ? number : load<u8>(FIRSTS + number - ${first});`,
    "}",
    "",
    ...rest(),
    ...loop({
      doc: "Executes from the operation at `ip` until the bottom frame returns; r0 holds the result.",
      name: "execute",
      before: [],
      number: "<u32>load<u16>(ip, OPERATION_CODE)",
      text: fastText,
      fused: true,
    }),
    ...loop({
      doc: "The same, one instruction at a time, observed or not.",
      name: "executeSingly",
      before: ["if (observing) observe(ip, depth());"],
      number: "plain(<u32>load<u16>(ip, OPERATION_CODE))",
      text: observedText,
      fused: false,
    }),
  ].join("\n");
}
