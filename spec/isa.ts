/**
 * The instruction set (RFC 9669, ISA v1 to v4): one row per instruction. Interpreter, JIT, disassembler,
 * assembler, verifier and the tests' reference are readings of these rows; none of them lists opcodes.
 */
import type { AtomicMeaning, Condition, Meaning } from "./algebra.ts";
import { CallSource, LddwSource } from "./encoding.ts";

export type Width = 32 | 64;
export type Size = 1 | 2 | 4 | 8;
export type Field = "dst" | "src" | "off" | "imm";

interface Row {
  /** Unique: mnemonic, width and kind of source, as in `add64_imm`. */
  name: string;
  /** The opcode byte. */
  code: number;
  /** Which values of other fields tell this row from others with the same opcode byte. */
  select: { field: "src" | "off" | "imm"; value: number }[];
  /** The fields that carry an operand. All others are reserved: zero, or as `select` says. */
  operands: readonly Field[];
  /** The operator in the kernel's notation (`+=`, `s>=`), or the word that stands for the instruction. */
  symbol: string;
  /**
   * The words that stand for the instruction in the assembler's notation, that of the public conformance suite:
   * 64 bits go without saying, and rows that differ in the kind of their source share it. Instructions that the
   * suite has no words for go by their name.
   */
  mnemonic: string;
}

export interface AluRow extends Row {
  form: "alu";
  width: Width;
  source: "imm" | "reg" | "none";
  meaning: Meaning;
}
export interface JumpRow extends Row {
  form: "jump";
  width: Width;
  source: "imm" | "reg";
  condition: Condition;
}
export interface AtomicRow extends Row {
  form: "atomic";
  size: 4 | 8;
  /** The register that receives what memory held before. */
  fetch: "none" | "src" | "r0";
  meaning: AtomicMeaning;
}
export interface LoadRow extends Row {
  form: "load";
  size: Size;
  signed: boolean;
}
export interface StoreRow extends Row {
  form: "store";
  size: Size;
  source: "imm" | "reg";
}
/** Legacy packet loads: big-endian from the packet at a constant (plus a register), ending the program on failure. */
export interface PacketLoadRow extends Row {
  form: "packet_load";
  size: 1 | 2 | 4;
  source: "imm" | "reg";
}
export interface LddwRow extends Row {
  form: "lddw";
  source: keyof typeof LddwSource;
}
export interface GotoRow extends Row {
  form: "goto";
  /** The field that holds the distance, in slots from the next instruction. */
  distance: "off" | "imm";
}
export interface CallRow extends Row {
  form: "call";
  target: "helper" | "local" | "kfunc" | "register";
}
export interface ExitRow extends Row {
  form: "exit";
}

export type Instruction =
  | AluRow
  | JumpRow
  | AtomicRow
  | LoadRow
  | StoreRow
  | PacketLoadRow
  | LddwRow
  | GotoRow
  | CallRow
  | ExitRow;
export type Form = Instruction["form"];

// Instruction classes and modes: the low three bits, and the high bits of memory instructions.
const LD = 0x00;
const LDX = 0x01;
const ST = 0x02;
const STX = 0x03;
const ALU32 = 0x04;
const JMP64 = 0x05;
const JMP32 = 0x06;
const ALU64 = 0x07;
const REG = 0x08;
const MODE_IMM = 0x00;
const MODE_ABS = 0x20;
const MODE_IND = 0x40;
const MODE_MEM = 0x60;
const MODE_MEMSX = 0x80;
const MODE_ATOMIC = 0xc0;
const sizeBits: Record<Size, number> = { 4: 0x00, 2: 0x08, 1: 0x10, 8: 0x18 };
const sizeLetter: Record<Size, string> = { 1: "b", 2: "h", 4: "w", 8: "dw" };

const binary: { name: string; op: number; symbol: string; off?: number; meaning: Meaning }[] = [
  { name: "add", op: 0x00, symbol: "+=", meaning: (w, d, s) => w.add(d, s) },
  { name: "sub", op: 0x10, symbol: "-=", meaning: (w, d, s) => w.sub(d, s) },
  { name: "mul", op: 0x20, symbol: "*=", meaning: (w, d, s) => w.mul(d, s) },
  {
    name: "div",
    op: 0x30,
    symbol: "/=",
    meaning: (w, d, s) =>
      w.choose(
        w.eq(s, w.constant(0)),
        () => w.constant(0),
        () => w.divU(d, s),
      ),
  },
  {
    name: "sdiv",
    op: 0x30,
    off: 1,
    symbol: "s/=",
    meaning: (w, d, s) =>
      w.choose(
        w.eq(s, w.constant(0)),
        () => w.constant(0),
        () =>
          w.choose(
            w.eq(s, w.constant(-1)),
            () => w.sub(w.constant(0), d),
            () => w.divS(d, s),
          ),
      ),
  },
  { name: "or", op: 0x40, symbol: "|=", meaning: (w, d, s) => w.or(d, s) },
  { name: "and", op: 0x50, symbol: "&=", meaning: (w, d, s) => w.and(d, s) },
  { name: "lsh", op: 0x60, symbol: "<<=", meaning: (w, d, s) => w.shl(d, s) },
  { name: "rsh", op: 0x70, symbol: ">>=", meaning: (w, d, s) => w.shrU(d, s) },
  {
    name: "mod",
    op: 0x90,
    symbol: "%=",
    meaning: (w, d, s) =>
      w.choose(
        w.eq(s, w.constant(0)),
        () => d,
        () => w.remU(d, s),
      ),
  },
  {
    name: "smod",
    op: 0x90,
    off: 1,
    symbol: "s%=",
    meaning: (w, d, s) =>
      w.choose(
        w.eq(s, w.constant(0)),
        () => d,
        () =>
          w.choose(
            w.eq(s, w.constant(-1)),
            () => w.constant(0),
            () => w.remS(d, s),
          ),
      ),
  },
  { name: "xor", op: 0xa0, symbol: "^=", meaning: (w, d, s) => w.xor(d, s) },
  { name: "mov", op: 0xb0, symbol: "=", meaning: (_w, _d, s) => s },
  { name: "arsh", op: 0xc0, symbol: "s>>=", meaning: (w, d, s) => w.shrS(d, s) },
];

const comparison: { name: string; op: number; symbol: string; condition: Condition }[] = [
  { name: "jeq", op: 0x10, symbol: "==", condition: (w, d, s) => w.eq(d, s) },
  { name: "jgt", op: 0x20, symbol: ">", condition: (w, d, s) => w.ltU(s, d) },
  { name: "jge", op: 0x30, symbol: ">=", condition: (w, d, s) => w.not(w.ltU(d, s)) },
  { name: "jset", op: 0x40, symbol: "&", condition: (w, d, s) => w.not(w.eq(w.and(d, s), w.constant(0))) },
  { name: "jne", op: 0x50, symbol: "!=", condition: (w, d, s) => w.not(w.eq(d, s)) },
  { name: "jsgt", op: 0x60, symbol: "s>", condition: (w, d, s) => w.ltS(s, d) },
  { name: "jsge", op: 0x70, symbol: "s>=", condition: (w, d, s) => w.not(w.ltS(d, s)) },
  { name: "jlt", op: 0xa0, symbol: "<", condition: (w, d, s) => w.ltU(d, s) },
  { name: "jle", op: 0xb0, symbol: "<=", condition: (w, d, s) => w.not(w.ltU(s, d)) },
  { name: "jslt", op: 0xc0, symbol: "s<", condition: (w, d, s) => w.ltS(d, s) },
  { name: "jsle", op: 0xd0, symbol: "s<=", condition: (w, d, s) => w.not(w.ltS(s, d)) },
];

const atomic: {
  name: string;
  op: number;
  fetch: AtomicRow["fetch"];
  symbol: string;
  meaning: AtomicMeaning;
}[] = [
  ...(
    [
      { name: "add", op: 0x00, symbol: "+=", meaning: (w, old, s) => w.add(old, s) },
      { name: "or", op: 0x40, symbol: "|=", meaning: (w, old, s) => w.or(old, s) },
      { name: "and", op: 0x50, symbol: "&=", meaning: (w, old, s) => w.and(old, s) },
      { name: "xor", op: 0xa0, symbol: "^=", meaning: (w, old, s) => w.xor(old, s) },
    ] satisfies { name: string; op: number; symbol: string; meaning: AtomicMeaning }[]
  ).flatMap((row) => [
    { ...row, fetch: "none" as const },
    { ...row, name: `fetch_${row.name}`, op: row.op | 0x01, fetch: "src" as const },
  ]),
  { name: "xchg", op: 0xe1, fetch: "src", symbol: "xchg", meaning: (_w, _old, s) => s },
  {
    name: "cmpxchg",
    op: 0xf1,
    fetch: "r0",
    symbol: "cmpxchg",
    meaning: (w, old, s, r0) =>
      w.choose(
        w.eq(old, r0),
        () => s,
        () => old,
      ),
  },
];

function* rows(): Generator<Instruction> {
  for (const width of [64, 32] as const) {
    const cls = width === 64 ? ALU64 : ALU32;
    for (const { name, op, symbol, off, meaning } of binary) {
      for (const source of ["imm", "reg"] as const) {
        yield {
          form: "alu",
          name: `${name}${width}_${source}`,
          code: cls | op | (source === "reg" ? REG : 0),
          // div and mod share their opcode byte with the signed versions, mov (reg) with the extending ones.
          select:
            ["div", "sdiv", "mod", "smod"].includes(name) || (name === "mov" && source === "reg")
              ? [{ field: "off", value: off ?? 0 }]
              : [],
          operands: source === "reg" ? ["dst", "src"] : ["dst", "imm"],
          symbol,
          mnemonic: width === 64 ? name : `${name}32`,
          width,
          source,
          meaning,
        };
      }
    }
    for (const bits of [8, 16, 32] as const) {
      if (bits === 32 && width === 32) continue;
      yield {
        form: "alu",
        name: `movsx${bits}_${width}_reg`,
        code: cls | 0xb0 | REG,
        select: [{ field: "off", value: bits }],
        operands: ["dst", "src"],
        symbol: `= (s${bits})`,
        mnemonic: `movsx${bits}${width}`,
        width,
        source: "reg",
        meaning: (w, _d, s) => w.signExtend(s, bits),
      };
    }
    yield {
      form: "alu",
      name: `neg${width}`,
      code: cls | 0x80,
      select: [],
      operands: ["dst"],
      symbol: "= -",
      mnemonic: width === 64 ? "neg" : "neg32",
      width,
      source: "none",
      meaning: (w, d) => w.sub(w.constant(0), d),
    };
  }

  // Byte order. The host of BPF is little-endian here, so `le` truncates and `be` swaps.
  for (const [name, code, swaps] of [
    ["le", ALU32 | 0xd0, false],
    ["be", ALU32 | 0xd0 | REG, true],
    ["bswap", ALU64 | 0xd0, true],
  ] as const) {
    for (const bits of [16, 32, 64] as const) {
      yield {
        form: "alu",
        name: `${name}${bits}`,
        code,
        select: [{ field: "imm", value: bits }],
        operands: ["dst"],
        symbol: `= ${name}${bits}`,
        mnemonic: name === "bswap" ? `swap${bits}` : `${name}${bits}`,
        width: 64,
        source: "none",
        meaning: swaps
          ? (w, d) => w.byteSwap(d, bits)
          : bits === 64
            ? (_w, d) => d
            : (w, d) => w.zeroExtend(d, bits),
      };
    }
  }

  for (const width of [64, 32] as const) {
    for (const { name, op, symbol, condition } of comparison) {
      for (const source of ["imm", "reg"] as const) {
        yield {
          form: "jump",
          name: `${name}${width}_${source}`,
          code: (width === 64 ? JMP64 : JMP32) | op | (source === "reg" ? REG : 0),
          select: [],
          operands: source === "reg" ? ["dst", "src", "off"] : ["dst", "imm", "off"],
          symbol,
          mnemonic: width === 64 ? name : `${name}32`,
          width,
          source,
          condition,
        };
      }
    }
  }
  yield {
    form: "goto",
    name: "ja",
    code: JMP64,
    select: [],
    operands: ["off"],
    symbol: "goto",
    mnemonic: "ja",
    distance: "off",
  };
  yield {
    form: "goto",
    name: "ja32",
    code: JMP32,
    select: [],
    operands: ["imm"],
    symbol: "gotol",
    mnemonic: "ja32",
    distance: "imm",
  };

  for (const [target, src, mnemonic] of [
    ["helper", CallSource.HELPER, "call"],
    ["local", CallSource.LOCAL, "call local"],
    ["kfunc", CallSource.KFUNC, "call runtime"],
  ] as const) {
    yield {
      form: "call",
      name: `call_${target}`,
      code: JMP64 | 0x80,
      select: [{ field: "src", value: src }],
      operands: target === "kfunc" ? ["imm", "off"] : ["imm"],
      symbol: "call",
      mnemonic,
      target,
    };
  }
  // RFC 9669 defines calls with an immediate only, and the kernel refuses this opcode ("unknown opcode 8d"). The
  // conformance suite has it as a group of its own, callx: a call of the helper whose number the register holds.
  yield {
    form: "call",
    name: "call_register",
    code: JMP64 | 0x80 | REG,
    select: [],
    operands: ["dst"],
    symbol: "callx",
    mnemonic: "call",
    target: "register",
  };
  yield {
    form: "exit",
    name: "exit",
    code: JMP64 | 0x90,
    select: [],
    operands: [],
    symbol: "exit",
    mnemonic: "exit",
  };

  for (const size of [1, 2, 4, 8] as const) {
    const bits = sizeBits[size];
    const letter = sizeLetter[size];
    yield {
      form: "load",
      name: `ldx${letter}`,
      code: LDX | MODE_MEM | bits,
      select: [],
      operands: ["dst", "src", "off"],
      symbol: `u${size * 8}`,
      mnemonic: `ldx${letter}`,
      size,
      signed: false,
    };
    if (size !== 8) {
      yield {
        form: "load",
        name: `ldxs${letter}`,
        code: LDX | MODE_MEMSX | bits,
        select: [],
        operands: ["dst", "src", "off"],
        symbol: `s${size * 8}`,
        mnemonic: `ldxs${letter}`,
        size,
        signed: true,
      };
    }
    for (const source of ["imm", "reg"] as const) {
      yield {
        form: "store",
        name: source === "reg" ? `stx${letter}` : `st${letter}`,
        code: (source === "reg" ? STX : ST) | MODE_MEM | bits,
        select: [],
        operands: source === "reg" ? ["dst", "src", "off"] : ["dst", "imm", "off"],
        symbol: `u${size * 8}`,
        mnemonic: source === "reg" ? `stx${letter}` : `st${letter}`,
        size,
        source,
      };
    }
  }
  for (const size of [1, 2, 4] as const) {
    for (const [prefix, mode, source] of [
      ["ldabs", MODE_ABS, "imm"],
      ["ldind", MODE_IND, "reg"],
    ] as const) {
      yield {
        form: "packet_load",
        name: `${prefix}${sizeLetter[size]}`,
        code: LD | mode | sizeBits[size],
        select: [],
        operands: source === "reg" ? ["src", "imm"] : ["imm"],
        symbol: `u${size * 8}`,
        mnemonic: `${prefix}${sizeLetter[size]}`,
        size,
        source,
      };
    }
  }
  for (const source of Object.keys(LddwSource) as (keyof typeof LddwSource)[]) {
    const name = source === "IMM64" ? "lddw" : `lddw_${source.toLowerCase()}`;
    yield {
      form: "lddw",
      name,
      code: LD | MODE_IMM | sizeBits[8],
      select: [{ field: "src", value: LddwSource[source] }],
      operands: ["dst", "imm"],
      symbol: "ll",
      mnemonic: name,
      source,
    };
  }
  for (const size of [4, 8] as const) {
    for (const { name, op, fetch, symbol, meaning } of atomic) {
      yield {
        form: "atomic",
        name: `lock_${name}${size * 8}`,
        code: STX | MODE_ATOMIC | sizeBits[size],
        select: [{ field: "imm", value: op }],
        operands: ["dst", "src", "off"],
        symbol,
        mnemonic: `lock ${name.replace("_", " ")}${size === 8 ? "" : "32"}`,
        size,
        fetch,
        meaning,
      };
    }
  }
}

/** All instructions. A row's index is its number in the interpreter's dispatch. */
export const instructions: readonly Instruction[] = [...rows()];

/** By opcode byte: the one row that has it, or the field that tells its rows apart and the row for each value. */
type Selector = { row: number } | { row: null; field: "src" | "off" | "imm"; rows: Map<number, number> };
const selectors: (Selector | undefined)[] = [];
for (const [index, { code, select, name }] of instructions.entries()) {
  const [first] = select;
  const present = selectors[code];
  if (!first && !present) {
    selectors[code] = { row: index };
  } else if (
    first &&
    select.length === 1 &&
    (!present || (present.row === null && present.field === first.field))
  ) {
    const rows = present?.row === null ? present.rows : new Map<number, number>();
    rows.set(first.value, index);
    selectors[code] = { row: null, field: first.field, rows };
  } else {
    throw new Error(`${name} cannot be told from other rows with its opcode`);
  }
}

/** Most opcode bytes have one row: its index, or -1. */
const onlyRow = Int16Array.from({ length: 256 }, (_, code) => selectors[code]?.row ?? -1);

/** The field that tells the rows of this opcode byte apart, if any; null where no row has the byte. */
export function selectingFields(code: number): readonly Field[] | null {
  const selector = selectors[code];
  if (!selector) return null;
  return selector.row === null ? [selector.field] : [];
}

/**
 * The index of the row that an instruction's fields select, or -1.
 * Reserved fields are not looked at: that is `structure.ts`'s question, which names the field.
 */
export function rowIndex(code: number, src: number, off: number, imm: number): number {
  const only = onlyRow[code]!;
  if (only >= 0) return only;
  const selector = selectors[code];
  if (!selector || selector.row !== null) return -1;
  const value = selector.field === "src" ? src : selector.field === "off" ? off : imm;
  return selector.rows.get(value) ?? -1;
}
