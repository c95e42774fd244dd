/**
 * What the interpreter does for an instruction: one routine per form, the row's meaning inside. An instruction stands
 * alone, or is a part of a fused operation, whose parts hand on the register that they work on without a detour
 * through memory.
 *
 * The fast text of an instruction calls nothing: a call inside the loop would keep ip and the count of instructions in
 * memory, since all registers are the callee's. It ends with `continue`, or, where there is more to do, with `break`: then
 * `ip` is the instruction's own, and its slow text does the rest, after `commit` has put its place and the count where
 * the host finds them.
 *
 * In the text, `ip` is the address of the operation, `rdN` and `rsN` are the offsets of registers.
 */
import { type AtomicRow, type Instruction, instructions, type LoadRow, type StoreRow } from "../spec/isa.ts";
import type { Part } from "../spec/operations.ts";
import { provenanceText, valueText } from "./readings.ts";

/** A register that a fused operation has at hand: names of its offset, its 64 bits and, unless memory has it, its provenance. */
interface AtHand {
  offset: string;
  value: string;
  provenance: string | null;
}

/** Where an instruction is in its operation. */
interface Place {
  /** Index among the parts; names end in it. */
  index: number;
  /** Slots before it. */
  slot: number;
  atHand: AtHand | null;
  dstAtHand: boolean;
  srcAtHand: boolean;
  /** Whether the part before has left what is at hand for this one to write. */
  owed: boolean;
  /** Whether it is a load or store that needs no check. */
  inFrame: boolean;
  /** Whether the next part overwrites what this one writes, so that nobody can see it. */
  overwritten: boolean;
  /** Whether what this part writes or compares is used by a later one. */
  handedOn: boolean;
}

const alone: Place = {
  index: 0,
  slot: 0,
  atHand: null,
  dstAtHand: false,
  srcAtHand: false,
  owed: false,
  inFrame: false,
  overwritten: false,
  handedOn: false,
};

const setRegister = (offset: string, value: string) => `store<u64>(${offset}, ${value}, REGISTERS);`;
const setProvenance = (offset: string, value: string) => `store<u64>(${offset}, ${value}, PROVENANCES);`;
/** For slots that `ip` goes over and that are no instructions. */
const passed = (slots: number): string[] => (slots === 0 ? [] : [`origin += ${slots} * OPERATION_SIZE;`]);
const provenanceAt = (offset: string) => `load<u64>(${offset}, PROVENANCES)`;

/** Writes one instruction. */
class Writer {
  readonly lines: string[] = [];
  readonly #place: Place;
  readonly #declared = new Set<string>();
  /** What is at hand behind the instruction. */
  atHand: AtHand | null;

  constructor(place: Place) {
    this.#place = place;
    this.atHand = place.atHand;
  }

  add(...lines: string[]): void {
    this.lines.push(...lines);
  }

  /** A name of this instruction's own. */
  name(word: string): string {
    return `${word}${this.#place.index}`;
  }

  field(type: string, field: string): string {
    const { slot } = this.#place;
    return `load<${type}>(ip, ${slot === 0 ? "" : `${slot} * OPERATION_SIZE + `}OPERATION_${field})`;
  }

  /** What moves `ip` on to this instruction. */
  arrive(): string[] {
    const { index, slot } = this.#place;
    return slot === 0 ? [] : [...passed(slot - index), `ip += ${slot} * OPERATION_SIZE;`];
  }

  /** Leaves the rest to the slow text, with everything done that came before. */
  slow(): string[] {
    const { owed, atHand } = this.#place;
    const lines = this.arrive();
    if (owed && atHand) {
      lines.push(setRegister(atHand.offset, atHand.value));
      if (atHand.provenance !== null) lines.push(setProvenance(atHand.offset, atHand.provenance));
    }
    return [...lines, "break;"];
  }

  #known(register: "dst" | "src"): AtHand | null {
    const { atHand, dstAtHand, srcAtHand } = this.#place;
    return (register === "dst" ? dstAtHand : srcAtHand) ? atHand : null;
  }

  get inFrame(): boolean {
    return this.#place.inFrame;
  }

  /** Name of the register's offset, declared when it is first asked for. */
  offset(register: "dst" | "src"): string {
    const known = this.#known(register);
    if (known) return known.offset;
    const name = this.name(register === "dst" ? "rd" : "rs");
    if (!this.#declared.has(name)) {
      this.#declared.add(name);
      this.add(`const ${name} = <usize>${this.field("u8", register === "dst" ? "DST" : "SRC")};`);
    }
    return name;
  }

  value(register: "dst" | "src", width: 32 | 64 = 64): string {
    const known = this.#known(register);
    if (known) return width === 64 ? known.value : `<u32>${known.value}`;
    return `load<u${width}>(${this.offset(register)}, REGISTERS)`;
  }

  provenance(register: "dst" | "src"): string {
    return this.#known(register)?.provenance ?? provenanceAt(this.offset(register));
  }

  /** Whether memory does not have the provenance of the destination yet. */
  get #owesProvenance(): boolean {
    return this.#place.dstAtHand && this.#place.atHand?.provenance != null;
  }

  /** Writes the destination; null leaves its provenance as it is. */
  write(value: string, provenance: string | null): void {
    const offset = this.offset("dst");
    const { handedOn, overwritten } = this.#place;
    let result = value;
    let points = provenance;
    if (points === null && this.#owesProvenance) points = this.#place.atHand!.provenance;
    if (handedOn) {
      result = this.name("v");
      this.add(`const ${result}: u64 = ${value};`);
      if (points !== null && points !== "0" && !/^p\d+$/.test(points)) {
        this.add(`const ${this.name("p")}: u64 = ${points};`);
        points = this.name("p");
      }
      this.atHand = { offset, value: result, provenance: points };
    }
    if (overwritten) return;
    this.add(setRegister(offset, result));
    if (points !== null) this.add(setProvenance(offset, points));
  }

  /** The destination as a name, for what compares it and hands it on. */
  compared(width: 32 | 64): string {
    if (!this.#place.handedOn || this.#place.dstAtHand) return this.value("dst", width);
    const v = this.name("v");
    this.add(`const ${v}: u64 = ${this.value("dst")};`);
    this.atHand = { offset: this.offset("dst"), value: v, provenance: null };
    return width === 64 ? v : `<u32>${v}`;
  }

  /** Declares the second operand. */
  source(source: "imm" | "reg", width: 32 | 64): string {
    const s = this.name("s");
    const u = `u${width}`;
    this.add(
      `const ${s}: ${u} = ${source === "imm" ? this.field(u, "IMMEDIATE") : this.value("src", width)};`,
    );
    return s;
  }
}

/** Declares and returns the address of a memory operand. */
function address(w: Writer, base: "dst" | "src"): string {
  const name = w.name("address");
  w.offset(base);
  w.add(`const ${name} = ${w.value(base)} + <u64><i64>${w.field("i32", "OFFSET")};`);
  return name;
}

function pointer(w: Writer, base: "dst" | "src"): string {
  const name = w.name("b");
  w.add(`const ${name}: u64 = ${w.provenance(base)};`);
  return name;
}

/** What is left of a checked access goes to the slow text: context, sockets, traps. */
function load(w: Writer, { size, signed }: LoadRow): void {
  const bits = size * 8;
  const a = address(w, "src");
  const p = pointer(w, "src");
  const value = signed ? `<u64><i64>load<i${bits}>(<usize>${a})` : `<u64>load<u${bits}>(<usize>${a})`;
  w.add(`if (!readable(${a}, bounds(${p}), ${size})) {`, ...w.slow().map((line) => `  ${line}`), "}");
  if (size !== 8) {
    w.write(value, "0");
    return;
  }
  // A whole stack slot brings back what was spilled there.
  const spilled = w.name("p");
  w.add(
    `let ${spilled}: u64 = 0;`,
    `if (isStack(${p})) {`,
    `  if (!(${a} & 7)) ${spilled} = load<u64>(slotOf(<usize>${a}));`,
    "}",
  );
  w.write(value, spilled);
}

/** Declares and returns the address of an access within the frame. */
function frameAddress(w: Writer): string {
  const name = w.name("address");
  w.add(`const ${name} = <usize>load<u32>(R10, REGISTERS) + <usize>${w.field("i32", "OFFSET")};`);
  return name;
}

/** As `load` and `storeRow`; the slot is aligned, and is that of a frame that lives as long as what may be in it. */
function loadInFrame(w: Writer, { size, signed }: LoadRow): void {
  const bits = size * 8;
  const a = frameAddress(w);
  const value = signed ? `<u64><i64>load<i${bits}>(${a})` : `<u64>load<u${bits}>(${a})`;
  w.write(value, size === 8 ? `load<u64>(slotOf(${a}))` : "0");
}

function storeInFrame(w: Writer, { size, source }: StoreRow): void {
  const bits = size * 8;
  const a = frameAddress(w);
  const value = source === "reg" ? w.value("src") : w.field("u64", "IMMEDIATE");
  w.add(
    `store<u${bits}>(${a}, <u${bits}>${value});`,
    `store<u64>(slotOf(${a}), ${size === 8 && source === "reg" ? w.provenance("src") : "0"});`,
  );
}

function storeRow(w: Writer, { size, source }: StoreRow): void {
  const bits = size * 8;
  const a = address(w, "dst");
  const p = pointer(w, "dst");
  const value = w.name("value");
  w.add(`const ${value}: u64 = ${source === "reg" ? w.value("src") : w.field("u64", "IMMEDIATE")};`);
  const spilled = size === 8 && source === "reg" ? w.provenance("src") : null;
  const write = `store<u${bits}>(<usize>${a}, <u${bits}>${value});`;
  w.add(
    `if (!writable(${a}, bounds(${p}), ${size})) {`,
    ...w.slow().map((line) => `  ${line}`),
    "}",
    write,
    spilled === null
      ? `if (isStack(${p})) forgetSlots(<usize>${a}, ${size});`
      : `if (isStack(${p})) spill(<usize>${a}, ${p}, ${spilled});`,
  );
}

/** Memory that is no stack is worked on at once. */
function atomic(w: Writer, row: AtomicRow): void {
  const a = address(w, "dst");
  const p = pointer(w, "dst");
  w.add(
    `if (kindOf(${p}) != KIND_MEMORY || !readable(${a}, ${p}, ${row.size}) || ${a} & ${row.size - 1}) {`,
    ...w.slow().map((line) => `  ${line}`),
    "}",
  );
  exchange(w, row, `<usize>${a}`);
}

function exchange(w: Writer, { size, fetch, meaning }: AtomicRow, at: string): void {
  const width = size === 8 ? 64 : 32;
  const u = `u${width}`;
  const target = fetch === "src" ? w.offset("src") : "0";
  w.add(`const at: usize = ${at};`, `const old = load<${u}>(at);`);
  const s = w.source("reg", width);
  w.add(`store<${u}>(at, ${meaning(valueText(width), "old", s, `load<${u}>(REGISTERS)`)});`);
  if (fetch !== "none") w.add(setRegister(target, "<u64>old"), setProvenance(target, "0"));
}

function jump(w: Writer, distance: string): string[] {
  return [
    `const distance = <isize>${distance};`,
    "if (distance < 0) {",
    "  if (exhausts()) {",
    ...w.slow().map((line) => `    ${line}`),
    "  }",
    "}",
    ...w.arrive(),
    "ip += OPERATION_SIZE + distance;",
    "origin += <i64>distance;",
    "continue;",
  ];
}

/**
 * Long texts of which programs have few: divisions, swaps of 64 bits, and atomics other than additions. The loop leaves
 * them to a call, since V8 allots registers to the variables of a function with care only while it is small enough, and keeps
 * constants of 64 bits in them throughout the loop.
 */
const isRare = (row: Instruction): boolean =>
  row.form === "alu"
    ? /\?|bswap<u64>/.test(row.meaning(valueText(row.width), "d", "s"))
    : row.form === "atomic" && !row.name.startsWith("lock_add");

/** Leaves the whole instruction to its slow text. */
function leave(w: Writer): true {
  w.add(...w.slow());
  return true;
}

/** Writes what can be done at once; true when that ends the operation. */
function atOnce(w: Writer, row: Instruction): boolean {
  switch (row.form) {
    case "alu": {
      const u = `u${row.width}`;
      const result = (d: string, s: string) => row.meaning(valueText(row.width), d, s);
      w.offset("dst");
      const s = row.source === "none" ? "" : w.source(row.source, row.width);
      let d = "";
      if (/\bd\b/.test(result("d", s))) {
        d = w.name("d");
        w.add(`const ${d}: ${u} = ${w.value("dst", row.width)};`);
      }
      const points =
        row.width === 64 ? row.meaning(provenanceText, "pd", row.source === "reg" ? "ps" : "0") : "0";
      w.write(
        row.width === 64 ? result(d, s) : `<u64>${result(d, s)}`,
        points === "pd"
          ? null
          : points.replace(/\bpd\b/, () => w.provenance("dst")).replace(/\bps\b/, () => w.provenance("src")),
      );
      return false;
    }
    case "jump": {
      const d = w.name("d");
      w.add(`const ${d}: u${row.width} = ${w.compared(row.width)};`);
      const s = w.source(row.source, row.width);
      w.add(
        `if (${row.condition(valueText(row.width), d, s)}) {`,
        ...jump(w, w.field("i32", "OFFSET")).map((line) => `  ${line}`),
        "}",
      );
      return false;
    }
    case "goto":
      w.add(...jump(w, w.field("i32", "OFFSET")));
      return true;
    case "load":
      if (w.inFrame) loadInFrame(w, row);
      else load(w, row);
      return false;
    case "store":
      if (w.inFrame) storeInFrame(w, row);
      else storeRow(w, row);
      return false;
    case "atomic":
      atomic(w, row);
      return false;
    case "lddw":
      // The linker has resolved what the immediate stands for; its provenance is in the second slot.
      w.write(w.field("u64", "IMMEDIATE"), w.field("u64", "SIZE + OPERATION_IMMEDIATE"));
      return false;
    case "call":
      if (row.target !== "local") return leave(w);
      callLocal(w);
      return true;
    case "exit":
      w.add(
        "if (isBottom()) {",
        ...w.slow().map((line) => `  ${line}`),
        "}",
        ...w.arrive(),
        "const call = closeFrame();",
        "origin += <i64>call - <i64>ip;",
        "ip = call + OPERATION_SIZE;",
        "continue;",
      );
      return true;
    case "packet_load":
      return leave(w);
  }
}

/** Of a function that leaves most of its frame alone, and not from the last frame or with the last unit of the budget. */
function callLocal(w: Writer): void {
  w.add(
    `if (!mayEnter(${w.field("u32", "IMMEDIATE")})) {`,
    ...w.slow().map((line) => `  ${line}`),
    "}",
    `const distance = <isize>${w.field("i32", "OFFSET")};`,
    ...w.arrive(),
    "enterShallow(ip);",
    "ip += OPERATION_SIZE + distance;",
    "origin += <i64>distance;",
    "continue;",
  );
}

/** Writes what is left where the fast text has come to no end. */
function slow(w: Writer, row: Instruction): void {
  switch (row.form) {
    case "alu":
    case "lddw":
      if (isRare(row)) {
        atOnce(w, row);
        w.add("break;");
      } else {
        w.add("unreachable();");
      }
      break;
    case "jump":
    case "goto":
      // The run's last unit is gone.
      w.add("trap(TRAP_BUDGET);");
      break;
    case "load": {
      const rd = w.offset("dst");
      const a = address(w, "src");
      w.add(`loadSlow(${rd}, ${a}, ${w.provenance("src")}, ${row.size}, ${row.signed});`, "break;");
      break;
    }
    case "store": {
      const a = address(w, "dst");
      const value = row.source === "reg" ? w.value("src") : w.field("u64", "IMMEDIATE");
      w.add(
        `storeSlow(${a}, ${w.provenance("dst")}, ${row.size}, ${value}, ${row.source === "imm"});`,
        "break;",
      );
      break;
    }
    case "atomic": {
      const a = address(w, "dst");
      exchange(w, row, `atomicAddress(${a}, ${w.provenance("dst")}, ${row.size})`);
      w.add("break;");
      break;
    }
    case "packet_load":
      w.add(
        `const offset = ${w.field("i32", "IMMEDIATE")}${row.source === "reg" ? ` + <i32>${w.value("src", 32)}` : ""};`,
        `if (packetLoad(offset, ${row.size})) break;`,
        "// Past the end: the function ends with 0.",
        setRegister("0", "0"),
        setProvenance("0", "0"),
        "if (isBottom()) return 0;",
        "ip = closeFrame();",
        "break;",
      );
      break;
    case "call":
      switch (row.target) {
        case "helper":
          w.add(`callHelper(${w.field("u32", "IMMEDIATE")});`, "break;");
          break;
        case "local":
          w.add("enter(ip);", `ip += <isize>${w.field("i32", "OFFSET")};`, "break;");
          break;
        case "register":
          // The helper's number, a scalar of 32 bits: anything else is no target.
          w.add(
            `const target = ${w.value("dst")};`,
            `if (${w.provenance("dst")} || target >> 32) trap(TRAP_CALL_TARGET);`,
            "callHelper(<u32>target);",
            "break;",
          );
          break;
        default:
          w.add("trap(TRAP_CALL_TARGET);");
      }
      break;
    case "exit":
      // The others are left at once.
      w.add("return 0;");
      break;
  }
}

const slotsOf = (row: Instruction): number => (row.form === "lddw" ? 2 : 1);
const writesDestination = ({ form }: Instruction): boolean =>
  form === "alu" || form === "load" || form === "lddw";

/** The fast text of a row. */
export const fastText = (row: Instruction): string[] => operations([{ row, place: alone }]);

/** The same where the host may look at the stack: frames are all zeros at first. */
export const observedText = (row: Instruction): string[] =>
  row.form === "call" ? ["break;"] : fastText(row);

/** The slow text of a row. */
export function slowText(row: Instruction): string[] {
  const writer = new Writer(alone);
  slow(writer, row);
  return writer.lines;
}

/** The fast text of a fused operation. */
export function fusedText(parts: readonly Part[]): string[] {
  let slot = 0;
  let overwritten = false;
  const placed = parts.map(({ rowIndex, dstAtHand, srcAtHand, inFrame }, index) => {
    const row = instructions[rowIndex]!;
    const next = parts[index + 1];
    // What is at hand stays so over parts that neither write nor compare a register.
    const others = parts.slice(index + 1);
    const until = others.findIndex((part) => part.row.form === "jump" || writesDestination(part.row));
    const users = others.slice(0, until < 0 ? others.length : until + 1);
    const owed = overwritten;
    overwritten = writesDestination(row) && next?.dstAtHand === true && writesDestination(next.row);
    const place: Place = {
      index,
      slot,
      atHand: null,
      dstAtHand,
      srcAtHand,
      owed,
      inFrame,
      overwritten,
      handedOn: users.some((part) => part.dstAtHand || part.srcAtHand),
    };
    slot += slotsOf(row);
    return { row, place };
  });
  return operations(placed);
}

function operations(parts: { row: Instruction; place: Place }[]): string[] {
  const lines: string[] = [];
  let atHand: AtHand | null = null;
  for (const [i, { row, place }] of parts.entries()) {
    const writer: Writer = new Writer({ ...place, atHand });
    const ended = isRare(row) && parts.length === 1 ? leave(writer) : atOnce(writer, row);
    lines.push(...writer.lines);
    atHand = writer.atHand;
    if (i + 1 < parts.length || ended) continue;
    const slots = place.slot + slotsOf(row);
    lines.push(...passed(slots - parts.length));
    lines.push(`ip += ${slots === 1 ? "" : `${slots} * `}OPERATION_SIZE;`, "continue;");
  }
  return lines;
}
