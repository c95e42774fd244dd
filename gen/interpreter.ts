/**
 * The interpreter's cases, one per row of `spec/isa.ts`: one routine per form, the row's meaning inside.
 *
 * In the text, `ip` is the address of the present OPERATION, `rd` and `rs` the offsets of its registers.
 * Before anything that may trap or leave the function, COMMIT puts ip and the count of instructions where
 * the host finds them.
 *
 * The cases are written twice: into the loop that programs run in, and into one that tells the host of each
 * instruction before it is executed (`assembly/observation.ts`).
 */
import { type AtomicRow, type Instruction, instructions, type LoadRow, type StoreRow } from "../spec/isa.ts";
import { type InternalOperation, internalOperations, operationNumber } from "../spec/operations.ts";
import { provenanceText, valueText } from "./readings.ts";

const rd = "const rd = <usize>load<u8>(ip, OPERATION_DST);";
const rs = "const rs = <usize>load<u8>(ip, OPERATION_SRC);";
const COMMIT = "commit(ip, insns);";

const register = (name: string) => `load<u64>(${name}, REGISTERS)`;
const register32 = (name: string) => `load<u32>(${name}, REGISTERS)`;
const provenanceOf = (name: string) => `load<u64>(${name}, PROVENANCES)`;
const setRegister = (name: string, value: string) => `store<u64>(${name}, ${value}, REGISTERS);`;
const setProvenance = (name: string, value: string) => `store<u64>(${name}, ${value}, PROVENANCES);`;

/** Declarations of `d` and `s`, the operands at the row's width. */
function operands(width: 32 | 64, source: "imm" | "reg" | "none", usesDestination: boolean): string[] {
  const u = `u${width}`;
  const read = width === 64 ? register : register32;
  const lines = [rd];
  if (usesDestination) lines.push(`const d: ${u} = ${read("rd")};`);
  if (source === "imm") lines.push(`const s: ${u} = load<${u}>(ip, OPERATION_IMMEDIATE);`);
  if (source === "reg") lines.push(rs, `const s: ${u} = ${read("rs")};`);
  return lines;
}

const address = (base: string) => `${register(base)} + <u64><i64>load<i32>(ip, OPERATION_OFFSET)`;

/** Where a checked access may go: a fast path for plain memory, one for the packet, and a call for the rest. */
function load({ size, signed }: LoadRow): string[] {
  const bits = size * 8;
  const value = signed ? `<u64><i64>load<i${bits}>(<usize>address)` : `<u64>load<u${bits}>(<usize>address)`;
  return [
    rd,
    rs,
    `const address = ${address("rs")};`,
    `const p = ${provenanceOf("rs")};`,
    `if (within(address, baseOf(p), lengthOf(p), ${size})) {`,
    // A whole stack slot brings back what was spilled there.
    size === 8
      ? `  ${setProvenance("rd", "isStack(p) && !(address & 7) ? load<u64>(slotOf(<usize>address)) : 0")}`
      : `  ${setProvenance("rd", "0")}`,
    `  ${setRegister("rd", value)}`,
    `} else if (withinPacket(address, p, ${size})) {`,
    `  ${setProvenance("rd", "0")}`,
    `  ${setRegister("rd", value)}`,
    "} else {",
    `  ${COMMIT}`,
    `  loadSlow(rd, address, p, ${size}, ${signed});`,
    "}",
    "break;",
  ];
}

function storeRow({ size, source }: StoreRow): string[] {
  const bits = size * 8;
  const spills = size === 8 && source === "reg";
  const write = `store<u${bits}>(<usize>address, <u${bits}>value);`;
  return [
    rd,
    `const address = ${address("rd")};`,
    `const p = ${provenanceOf("rd")};`,
    ...(source === "reg"
      ? [rs, `const value: u64 = ${register("rs")};`]
      : ["const value: u64 = load<u64>(ip, OPERATION_IMMEDIATE);"]),
    `if (isWritable(p) && within(address, baseOf(p), lengthOf(p), ${size})) {`,
    `  ${write}`,
    spills
      ? `  if (isStack(p)) spill(<usize>address, p, ${provenanceOf("rs")});`
      : `  if (isStack(p)) forgetSlots(<usize>address, ${size});`,
    `} else if (withinPacket(address, p, ${size})) {`,
    `  ${write}`,
    "} else {",
    `  ${COMMIT}`,
    `  storeSlow(address, p, ${size}, value, ${source === "imm"});`,
    "}",
    "break;",
  ];
}

function atomic({ size, fetch, meaning }: AtomicRow): string[] {
  const u = `u${size * 8}`;
  const width = size === 8 ? 64 : 32;
  const read = width === 64 ? register : register32;
  const target = fetch === "src" ? "rs" : "0";
  return [
    rd,
    rs,
    COMMIT,
    `const at = atomicAddress(${address("rd")}, ${provenanceOf("rd")}, ${size});`,
    `const old = load<${u}>(at);`,
    `const s: ${u} = ${read("rs")};`,
    `store<${u}>(at, ${meaning(valueText(width), "old", "s", `load<${u}>(REGISTERS)`)});`,
    ...(fetch === "none" ? [] : [setRegister(target, "<u64>old"), setProvenance(target, "0")]),
    "break;",
  ];
}

const jump = (distance: string) => [
  `const distance = <isize>${distance};`,
  "if (distance < 0 && exhausts()) {",
  `  ${COMMIT}`,
  "  trap(TRAP_BUDGET);",
  "}",
  "ip += distance;",
];

function body(row: Instruction): string[] {
  switch (row.form) {
    case "alu": {
      const result = row.meaning(valueText(row.width), "d", "s");
      const points =
        row.width === 64 ? row.meaning(provenanceText, "pd", row.source === "reg" ? "ps" : "0") : "0";
      return [
        ...operands(row.width, row.source, /\bd\b/.test(result)),
        setRegister("rd", row.width === 64 ? result : `<u64>${result}`),
        ...(points === "pd"
          ? []
          : [
              setProvenance("rd", points.replace("pd", provenanceOf("rd")).replace("ps", provenanceOf("rs"))),
            ]),
        "break;",
      ];
    }
    case "jump":
      return [
        ...operands(row.width, row.source, true),
        `if (${row.condition(valueText(row.width), "d", "s")}) {`,
        ...jump("load<i32>(ip, OPERATION_OFFSET)").map((line) => `  ${line}`),
        "}",
        "break;",
      ];
    case "goto":
      return [...jump("load<i32>(ip, OPERATION_OFFSET)"), "break;"];
    case "load":
      return load(row);
    case "store":
      return storeRow(row);
    case "atomic":
      return atomic(row);
    case "lddw":
      // The linker has resolved what the immediate stands for; its provenance is in the second slot.
      return [
        rd,
        setRegister("rd", "load<u64>(ip, OPERATION_IMMEDIATE)"),
        setProvenance("rd", "load<u64>(ip, OPERATION_SIZE + OPERATION_IMMEDIATE)"),
        "ip += OPERATION_SIZE;",
        "break;",
      ];
    case "packet_load":
      return [
        COMMIT,
        ...(row.source === "reg" ? [rs] : []),
        `const offset = load<i32>(ip, OPERATION_IMMEDIATE)${row.source === "reg" ? ` + <i32>${register32("rs")}` : ""};`,
        `if (packetLoad(offset, ${row.size})) break;`,
        "// Past the end: the function ends with 0.",
        setRegister("0", "0"),
        setProvenance("0", "0"),
        "ip = leave(bottom);",
        "if (!ip) return;",
        "break;",
      ];
    case "call":
      switch (row.target) {
        case "helper":
          return [COMMIT, "callHelper(load<u32>(ip, OPERATION_IMMEDIATE));", "break;"];
        case "local":
          return [COMMIT, "enter(ip);", "ip += <isize>load<i32>(ip, OPERATION_OFFSET);", "break;"];
        case "register":
          // The helper's number, a scalar of 32 bits: anything else is no target.
          return [
            rd,
            COMMIT,
            `const target = ${register("rd")};`,
            `if (${provenanceOf("rd")} || target >> 32) trap(TRAP_CALL_TARGET);`,
            "callHelper(<u32>target);",
            "break;",
          ];
        default:
          return [COMMIT, "trap(TRAP_CALL_TARGET);", "break;"];
      }
    case "exit":
      return ["commit(ip, insns);", "ip = leave(bottom);", "if (!ip) return;", "break;"];
  }
}

const internal: Record<InternalOperation, string[]> = {
  TAIL_CALL: [
    COMMIT,
    "const next = tailCall();",
    "if (next) {",
    "  ip = next;",
    "  continue;",
    "}",
    "break;",
  ],
};

/** A function that executes programs; `before` is what it does first with each instruction. */
function loop(doc: string, name: string, before: readonly string[]): string[] {
  const lines = [
    `/** ${doc} */`,
    `export function ${name}(ip: usize, bottom: u32): void {`,
    "  let insns: u64 = 0;",
    "  while (true) {",
    "    insns++;",
    ...before.map((line) => `    ${line}`),
    "    switch (<u32>load<u16>(ip, OPERATION_CODE)) {",
  ];
  const emit = (number: number, name: string, text: string[]) => {
    lines.push(`      case ${number}: { // ${name}`, ...text.map((line) => `        ${line}`), "      }");
  };
  for (const [number, row] of instructions.entries()) emit(number, row.name, body(row));
  for (const name of internalOperations) emit(operationNumber(name), name, internal[name]);
  lines.push("      default: unreachable();", "    }", "    ip += OPERATION_SIZE;", "  }", "}", "");
  return lines;
}

/** The whole of `assembly/generated/interpreter.ts`. */
export function generateInterpreter(): string {
  return [
    "import {",
    "  OPERATION_CODE, OPERATION_DST, OPERATION_IMMEDIATE, OPERATION_OFFSET, OPERATION_SIZE, OPERATION_SRC,",
    "  REGISTERS, REGISTER_PROVENANCE, TRAP_BUDGET, TRAP_CALL_TARGET,",
    '} from "./layout";',
    'import { commit, depth, exhausts } from "../execution";',
    "import {",
    "  atomicAddress, enter, leave, loadSlow, packetLoad, storeSlow, tailCall,",
    '} from "../interpreter";',
    'import { observe } from "../observation";',
    "import {",
    "  baseOf, differenceOf, forgetSlots, isStack, isWritable, lengthOf, slotOf, spill, sumOf, within, withinPacket,",
    '} from "../provenance";',
    'import { trap } from "../trap";',
    'import { callHelper } from "./helpers";',
    "",
    "const PROVENANCES: usize = REGISTERS + REGISTER_PROVENANCE;",
    "",
    ...loop(
      "Executes from the operation at `ip` until the frame at depth `bottom` returns; r0 holds the result.",
      "execute",
      [],
    ),
    ...loop("The same, observed.", "executeObserved", ["observe(ip, depth);"]),
  ].join("\n");
}
