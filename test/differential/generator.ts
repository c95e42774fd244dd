/**
 * Random programs that the kernel's verifier accepts as a rule. Between two pieces of a program every register
 * that may be read holds a scalar: pointers are made, used and overwritten inside one piece. So whatever is
 * left out, no address and no unwritten stack gets into a result, and the verifier says what is still valid.
 */
import type { AluRow, AtomicRow, Instruction, JumpRow, LoadRow, StoreRow } from "../../spec/isa.ts";
import { instructions } from "../../spec/isa.ts";
import { callback } from "./callbacks.ts";
import { calls } from "./calls.ts";
import { contextAccess } from "./context-access.ts";
import { packetBlock, packetLoad } from "./packets.ts";
import type { Piece, ProgramType, RandomProgram, Subprogram } from "./program.ts";
import { Random } from "./random.ts";
import { mapIndex, RESULT, STACK_AREA } from "./scene.ts";
import { CALLEE_SAVED, type Kind, REGISTERS, type Region, Scope } from "./scope.ts";

const rowsOf = <F extends Instruction["form"]>(form: F) =>
  instructions.filter((row): row is Extract<Instruction, { form: F }> => row.form === form);
const alu: readonly AluRow[] = rowsOf("alu");
const jumps: readonly JumpRow[] = rowsOf("jump");
const loads: readonly LoadRow[] = rowsOf("load");
const stores: readonly StoreRow[] = rowsOf("store");
const atomics: readonly AtomicRow[] = rowsOf("atomic");

const STACK: Region = {
  register: 10,
  from: -STACK_AREA,
  size: STACK_AREA,
  aligned: true,
  atomic: true,
  movable: true,
};
/** Bytes of stack that a subprogram works on, and of its caller's that it is given. */
export const SUB_AREA = 32;
const MAX_DEPTH = 3;
const LOOP_TURNS = 5;
const VALUE_SIZE = 64;
/** Every so many-th program has a function that is called back. */
const CALLBACK_EVERY = 8;
/** Within and beside the prefixes that the trie has. */
const TRIE_ADDRESSES = [0x0a, 0x2000a, 0x102000a, 0x10a, 0x0b, 0xffff];

export interface Generated extends RandomProgram {
  seed: number;
  index: number;
  /** How often each row is executed, at least, in a run that gets to the end. */
  executed: ReadonlyMap<string, number>;
}

export function generate(seed: number, index: number): Generated {
  const executed = new Map<string, number>();
  const random = Random.of(seed, index);
  const type: ProgramType = random.chance(0.8) ? "SCHED_CLS" : "XDP";
  // The kernel does not mix legacy packet loads with subprograms.
  const packetLoads = type === "SCHED_CLS" && random.chance(0.25);
  const names =
    packetLoads || random.chance(0.5) ? [] : ["first", "second", "third"].slice(0, random.between(1, 3));
  const functions = [
    new FunctionGenerator(random, type, executed, names, packetLoads).main(),
    ...names.map((name, i) =>
      new FunctionGenerator(random, type, executed, names.slice(i + 1), false).subprogram(name),
    ),
  ];
  if (!packetLoads && index % CALLBACK_EVERY === 0) {
    const { call, fn, certain } = callback(Random.of(~seed, index));
    const main = functions[0]!;
    // At the start no register holds anything that a call could lose.
    functions[0] = { ...main, body: [call, ...main.body] };
    functions.push(fn);
    for (const line of certain) {
      const row = line.split(" ", 1)[0]!;
      executed.set(row, (executed.get(row) ?? 0) + 1);
    }
  }
  return { seed, index, type, functions, executed };
}

/** One function's code. Each method that gives a `Piece` leaves the scope as it is after it. */
export class FunctionGenerator {
  readonly random: Random;
  readonly type: ProgramType;
  /** Functions that this one may call. */
  readonly callees: readonly string[];
  readonly #executed: Map<string, number>;
  readonly #packetLoads: boolean;
  #name = "main";
  #labels = 0;

  constructor(
    random: Random,
    type: ProgramType,
    executed: Map<string, number>,
    callees: readonly string[],
    packetLoads: boolean,
  ) {
    this.random = random;
    this.type = type;
    this.#executed = executed;
    this.callees = callees;
    this.#packetLoads = packetLoads;
  }

  main(): Subprogram {
    const { random } = this;
    const context = this.#packetLoads ? 6 : random.pick(CALLEE_SAVED);
    const scope = new Scope({
      kinds: REGISTERS.map((register): Kind => (register === context ? "reserved" : "free")),
      regions: [STACK],
      context,
      certain: true,
      depth: 0,
      packet: false,
    });
    const head = [`mov64_reg %r${context}, %r1`, ...this.#stack(STACK_AREA)];
    const body = this.pieces(scope, random.between(10, 35));
    const result = context;
    const stored = scope.scalars.map((r) =>
      this.piece(scope, `stxdw [%r${result}+${RESULT.REGISTERS + 8 * r}], %r${r}`),
    );
    for (let at = 0; at < STACK_AREA; at += 8) {
      stored.push(
        this.piece(scope, `ldxdw %r1, [%r10-${at + 8}]`, `stxdw [%r${result}+${RESULT.STACK + at}], %r1`),
      );
    }
    const tail = [
      "mov64_imm %r0, 1",
      `lock_fetch_add64 [%r${result}+${RESULT.REACHED}], %r0`,
      `ldxw %r0, [%r10-${8 * random.between(1, STACK_AREA / 8)}]`,
      "exit",
    ];
    body.push(this.piece(scope, `lddw_map_value %r${result}, ${mapIndex("result")}`), ...stored);
    this.count(...head, ...tail);
    return { name: "main", head, body, tail };
  }

  /** Takes the context in r1, some of its caller's stack in r2 and scalars in r3 to r5; returns a scalar. */
  subprogram(name: string): Subprogram {
    this.#name = name;
    const { random } = this;
    const [context, stack] = random.chance(0.5) ? ([6, 7] as const) : ([9, 8] as const);
    const regions: Region[] = [
      { ...STACK, from: -SUB_AREA, size: SUB_AREA },
      { register: stack, from: 0, size: SUB_AREA, aligned: true, atomic: true, movable: true },
    ];
    const kindOf = (register: number): Kind =>
      register === context || register === stack
        ? "reserved"
        : register >= 3 && register <= 5
          ? "scalar"
          : "free";
    const scope = new Scope({
      kinds: REGISTERS.map(kindOf),
      regions,
      context,
      certain: false,
      depth: 1,
      packet: false,
    });
    const head = [`mov64_reg %r${context}, %r1`, `mov64_reg %r${stack}, %r2`, ...this.#stack(SUB_AREA)];
    const body = this.pieces(scope, random.between(3, 9));
    const others = scope.scalars.filter((r) => r !== 0);
    if (!scope.is(0, "scalar")) body.push({ parts: ["mov64_imm %r0, 1"] });
    for (const r of others) body.push({ parts: ["mul64_imm %r0, 31", `xor64_reg %r0, %r${r}`] });
    return { name, head, body, tail: ["exit"] };
  }

  /** All of the stack that programs work on is written. */
  #stack(size: number): string[] {
    return Array.from({ length: size / 8 }, (_, i) => `stdw [%r10-${8 * i + 8}], ${this.random.i32()}`);
  }

  // ---- for the makers of pieces

  /** Counts lines as executed. */
  count(...lines: readonly string[]): void {
    for (const line of lines) {
      const row = line.split(" ", 1)[0]!;
      this.#executed.set(row, (this.#executed.get(row) ?? 0) + 1);
    }
  }

  get isSubprogram(): boolean {
    return this.#name !== "main";
  }

  label(): string {
    return `${this.#name}_${++this.#labels}`;
  }

  /** A piece of these lines alone. */
  piece(scope: Scope, ...parts: (string | Piece)[]): Piece {
    if (scope.certain) {
      for (const part of parts) if (typeof part === "string" && !part.endsWith(":")) this.count(part);
    }
    return { parts };
  }

  /** Makes registers scalars again. */
  clean(scope: Scope, ...registers: readonly number[]): string[] {
    scope.set("scalar", ...registers);
    return registers.map((register) => `mov64_imm %r${register}, ${this.random.i32()}`);
  }

  pieces(scope: Scope, count: number): Piece[] {
    const made: Piece[] = [];
    for (let i = 0; i < count; i++) {
      // Calls leave little behind.
      if (scope.scalars.length < 4) made.push(this.#constant(scope), this.#constant(scope));
      made.push(this.#any(scope));
    }
    return made;
  }

  #any(scope: Scope): Piece {
    const nested = scope.depth < MAX_DEPTH;
    const kinds: [number, (scope: Scope) => Piece | null][] = [
      [30, (s) => this.#alu(s)],
      [6, (s) => this.#constant(s)],
      [14, (s) => this.#load(s)],
      [12, (s) => this.#store(s)],
      [12, (s) => this.#atomic(s)],
      [4, (s) => contextAccess(this, s)],
      [4, (s) => this.#moved(s)],
      [2, (s) => this.#difference(s)],
      [nested ? 14 : 0, (s) => this.#branch(s)],
      [nested ? 3 : 0, (s) => this.#loop(s)],
      [2, (s) => this.#goto(s)],
      [nested && !scope.packet ? 5 : 0, (s) => packetBlock(this, s)],
      [nested ? 5 : 0, (s) => this.#value(s)],
      [8, (s) => calls(this, s)],
      [this.callees.length > 0 ? 5 : 0, (s) => this.#call(s)],
      [this.#packetLoads && !scope.packet ? 6 : 0, (s) => packetLoad(this, s)],
    ];
    return this.random.weighted(kinds)(scope) ?? this.#constant(scope);
  }

  // ---- scalars

  #constant(scope: Scope): Piece {
    const free = scope.usable.filter((register) => scope.is(register, "free"));
    const register = this.random.pick(free.length > 0 ? free : scope.usable);
    scope.set("scalar", register);
    const wide = this.random.chance(0.6);
    const line = wide
      ? `lddw %r${register}, 0x${this.random.u64().toString(16)}`
      : `mov64_imm %r${register}, ${this.random.i32()}`;
    return this.piece(scope, line);
  }

  #alu(scope: Scope): Piece | null {
    const { random } = this;
    const row = random.pick(alu);
    const moves = row.name.startsWith("mov");
    const dst = random.pick(moves ? scope.usable : scope.scalars);
    if (row.source === "none") return this.piece(scope, `${row.name} %r${dst}`);
    const src = random.pick(scope.scalars);
    if (moves) scope.set("scalar", dst);
    if (row.source === "reg") return this.piece(scope, `${row.name} %r${dst}, %r${src}`);
    return this.piece(scope, `${row.name} %r${dst}, ${this.#immediate(row)}`);
  }

  /** The kernel refuses shifts by too much and divisions by a constant zero. */
  #immediate({ name, width }: AluRow): number {
    const imm = this.random.i32();
    if (/^(lsh|rsh|arsh)/.test(name)) return imm & (width - 1);
    return /^s?(div|mod)/.test(name) && imm === 0 ? -1 : imm;
  }

  /** A conditional jump's mnemonic and operands. */
  condition(scope: Scope): string {
    const { random } = this;
    const row = random.pick(jumps);
    const dst = random.pick(scope.scalars);
    return row.source === "reg"
      ? `${row.name} %r${dst}, %r${random.pick(scope.scalars)}`
      : `${row.name} %r${dst}, ${random.i32()}`;
  }

  // ---- memory

  /** A place in a region for an access of some size: the register, and the offset as text. */
  #place({ register, from, size, aligned }: Region, width: number, align = aligned): string {
    const room = size - width;
    const offset = align
      ? width * this.random.below(Math.floor(room / width) + 1)
      : this.random.below(room + 1);
    return address(register, from + offset);
  }

  #region(scope: Scope, size: number): Region | null {
    const regions = scope.regions.filter((region) => region.size >= size);
    if (regions.length === 0) return null;
    // What was checked last is why we are here.
    return this.random.chance(0.5) ? regions.at(-1)! : this.random.pick(regions);
  }

  #load(scope: Scope): Piece | null {
    const row = this.random.pick(loads);
    const region = this.#region(scope, row.size);
    return region && this.#loadFrom(scope, region, row);
  }

  #loadFrom(scope: Scope, region: Region, row = this.random.pick(loads)): Piece {
    const dst = this.random.pick(scope.usable);
    scope.set("scalar", dst);
    return this.piece(scope, `${row.name} %r${dst}, ${this.#place(region, row.size)}`);
  }

  #store(scope: Scope): Piece | null {
    const row = this.random.pick(stores);
    const region = this.#region(scope, row.size);
    return region && this.piece(scope, this.#storeLine(scope, region, row));
  }

  #storeLine(scope: Scope, region: Region, row = this.random.pick(stores)): string {
    const value = row.source === "reg" ? `%r${this.random.pick(scope.scalars)}` : this.random.i32();
    return `${row.name} ${this.#place(region, row.size)}, ${value}`;
  }

  #atomic(scope: Scope): Piece | null {
    const { random } = this;
    const row = random.pick(atomics);
    const regions = scope.regions.filter(({ atomic, size }) => atomic && size >= row.size);
    if (row.fetch === "r0" && !scope.is(0, "scalar")) return null;
    if (regions.length === 0) return null;
    const region = random.pick(regions);
    const lines: string[] = [];
    let place = this.#place(region, row.size, true);
    if (region.aligned && row.fetch !== "none") {
      // Linux 6.18 loses track of constants that an atomic fetches from a stack, and then takes branches out
      // that are not dead (corpus/atomic-fetch-precision.json): the verifier must know nothing of what is fetched.
      const slot = this.#place(region, 8);
      const unknown = random.pick(scope.usable);
      scope.set("scalar", unknown);
      lines.push(`ldxw %r${unknown}, ${address(scope.context, unknownField[this.type])}`);
      lines.push(`stxdw ${slot}, %r${unknown}`);
      place = slot;
    }
    const src = random.pick(scope.scalars);
    // Half of the comparisons should find what they look for.
    if (row.fetch === "r0" && random.chance(0.5) && src !== 0) {
      lines.push(`${row.size === 8 ? "ldxdw" : "ldxw"} %r0, ${place}`);
    }
    return this.piece(scope, ...lines, `${row.name} ${place}, %r${src}`);
  }

  /** An access through a pointer that was moved, by a constant or a bounded scalar, or kept on the stack. */
  #moved(scope: Scope): Piece | null {
    const { random } = this;
    const region = random.pick(scope.regions.filter(({ movable }) => movable));
    const taken = scope.take(random, 2);
    if (!taken) return null;
    const [pointer, index] = taken as [number, number];
    const lines = [`mov64_reg %r${pointer}, %r${region.register}`];
    let moved: Region = { ...region, register: pointer };
    const way = random.below(4);
    // The kernel subtracts nothing from pointers to the stack.
    const subtract = !region.aligned && random.chance(0.5);
    if (way === 0 && region.size >= 16) {
      const mask = region.aligned ? 8 : 7;
      const source = random.pick(scope.scalars.filter((r) => r !== pointer && r !== index));
      if (source === undefined) return null;
      lines.push(`mov64_reg %r${index}, %r${source}`, `and64_imm %r${index}, ${mask}`);
      lines.push(`add64_reg %r${pointer}, %r${index}`);
      moved = { ...moved, size: region.size - 8 };
    } else if (way === 1) {
      const by = random.between(-16, 16);
      lines.push(subtract ? `sub64_imm %r${pointer}, ${-by}` : `add64_imm %r${pointer}, ${by}`);
      moved = { ...moved, from: region.from - by };
    } else if (way === 2) {
      const by = random.between(-16, 16);
      lines.push(`mov64_imm %r${index}, ${by}`);
      lines.push(`${subtract ? "sub64" : "add64"}_reg %r${pointer}, %r${index}`);
      moved = { ...moved, from: subtract ? region.from + by : region.from - by };
    } else {
      // Below the area that is compared.
      const slot = `[%r10-${(this.isSubprogram ? SUB_AREA : STACK_AREA) + 8}]`;
      lines.push(`stxdw ${slot}, %r${pointer}`, ...this.clean(scope, pointer), `ldxdw %r${pointer}, ${slot}`);
      lines.push(`stdw ${slot}, 0`);
    }
    scope.set("reserved", pointer);
    scope.set("free", index);
    const access =
      scope.scalars.length > 0 && random.chance(0.5)
        ? this.#storeLine(scope, moved)
        : this.#loadLine(scope, moved, pointer);
    lines.push(access);
    lines.push(...this.clean(scope, pointer, index));
    return this.piece(scope, ...lines);
  }

  #loadLine(scope: Scope, region: Region, pointer: number): string {
    const row = this.random.pick(loads);
    const dst = this.random.pick(scope.usable.filter((r) => r !== pointer));
    scope.set("scalar", dst);
    return `${row.name} %r${dst}, ${this.#place(region, row.size)}`;
  }

  /** Pointer minus pointer is a number. */
  #difference(scope: Scope): Piece | null {
    const { random } = this;
    const region = random.pick(scope.regions);
    const dst = random.pick(scope.usable);
    scope.set("scalar", dst);
    return this.piece(
      scope,
      `mov64_reg %r${dst}, %r${region.register}`,
      `add64_imm %r${dst}, ${random.between(-32, 32)}`,
      `sub64_reg %r${dst}, %r${region.register}`,
    );
  }

  // ---- control flow

  #branch(scope: Scope): Piece {
    const { random } = this;
    const condition = this.condition(scope);
    const yes = scope.inner();
    const no = scope.inner();
    const skip = this.label();
    const bodyNo = this.pieces(no, random.between(1, 4));
    if (random.chance(0.5)) {
      scope.merge(no, scope.inner());
      return this.piece(scope, `${condition}, ${skip}`, ...bodyNo, `${skip}:`);
    }
    const end = this.label();
    const bodyYes = this.pieces(yes, random.between(1, 4));
    const goto = random.pick(["ja", "ja32"]);
    scope.merge(yes, no);
    const result = this.piece(scope, `${condition}, ${skip}`);
    return {
      parts: [...result.parts, ...bodyNo, `${goto} ${end}`, `${skip}:`, ...bodyYes, `${end}:`],
    };
  }

  #goto(scope: Scope): Piece {
    const label = this.label();
    return this.piece(scope, `${this.random.pick(["ja", "ja32"])} ${label}`, `${label}:`);
  }

  /** Counts up or down, with any comparison that ends. */
  #loop(scope: Scope): Piece | null {
    const { random } = this;
    const counters = CALLEE_SAVED.filter((register) => !scope.is(register, "reserved"));
    if (counters.length < 2) return null;
    const counter = random.pick(counters);
    const before = [...scope.kinds];
    scope.set("reserved", counter);
    before[counter] = "reserved";
    const inner = scope.inner({ certain: scope.certain });
    const turns = random.between(2, LOOP_TURNS);
    const begin = this.label();
    const body = this.pieces(inner, random.between(1, 4));
    // The next turn finds what the first one found.
    const lost = REGISTERS.filter((r) => before[r] === "scalar" && !inner.is(r, "scalar"));
    const repair = this.clean(inner, ...lost);
    scope.merge(inner);
    const bits = random.pick(["32", "64"]);
    const [start, step, again] = random.pick([
      [0, `add64_imm %r${counter}, 1`, `jlt${bits}_imm %r${counter}, ${turns}`],
      [0, `add${bits}_imm %r${counter}, 1`, `jslt${bits}_imm %r${counter}, ${turns}`],
      [0, `add64_imm %r${counter}, 1`, `jne${bits}_imm %r${counter}, ${turns}`],
      [1, `add64_imm %r${counter}, 1`, `jle${bits}_imm %r${counter}, ${turns}`],
      [turns, `sub64_imm %r${counter}, 1`, `jgt${bits}_imm %r${counter}, 0`],
      [turns, `sub${bits}_imm %r${counter}, 1`, `jsgt64_imm %r${counter}, 0`],
    ] as const);
    const parts = [
      `mov64_imm %r${counter}, ${start}`,
      `${begin}:`,
      ...body,
      ...repair,
      step,
      `${again}, ${begin}`,
    ];
    scope.set("scalar", counter);
    return this.piece(scope, ...parts);
  }

  /** Arguments, a call of another function, and its result. */
  #call(scope: Scope): Piece | null {
    const { random } = this;
    if (!scope.mayCall || scope.packet) return null;
    // What belongs to this frame or to one below it, 32 bytes of it.
    const stacks = scope.regions.filter(({ aligned, size }) => aligned && size >= SUB_AREA);
    const { register, from, size } = random.pick(stacks);
    const offset = from + 8 * random.below((size - SUB_AREA) / 8 + 1);
    const sources = scope.scalars;
    const lines = [3, 4, 5].map((r) => {
      const source = random.pick(sources.filter((s) => s >= 6 || s === r || s === 0));
      return source === undefined || random.chance(0.3)
        ? `mov64_imm %r${r}, ${random.i32()}`
        : `mov64_reg %r${r}, %r${source}`;
    });
    lines.push(`mov64_reg %r1, %r${scope.context}`, `mov64_reg %r2, %r${register}`);
    if (offset !== 0) lines.push(`add64_imm %r2, ${offset}`);
    lines.push(`call_local ${random.pick(this.callees)}`);
    scope.afterCall();
    return this.piece(scope, ...lines);
  }

  // ---- packets and values

  /** A map's value: directly, or looked up by a key on the stack. */
  #value(scope: Scope): Piece | null {
    const { random } = this;
    if (!scope.mayCall || random.chance(0.3)) return this.#directValue(scope);
    const map = random.pick(["array", "hash", "percpu", "trie"] as const);
    const size = map === "array" ? VALUE_SIZE : 32;
    const key = this.key(scope, map);
    const lines = [...key, `lddw_map_fd %r1, ${mapIndex(map)}`, "call_helper 1"];
    scope.afterCall();
    const out = this.label();
    const body0 = scope.inner();
    const saved = CALLEE_SAVED.filter((r) => !scope.is(r, "reserved"));
    const pointer = saved.length > 0 && random.chance(0.7) ? random.pick(saved) : 0;
    const region: Region = { register: pointer, from: 0, size, aligned: false, atomic: true, movable: true };
    const inner = new Scope({ ...body0, regions: [...scope.regions, region] });
    const first = pointer === 0 ? [] : [`mov64_reg %r${pointer}, %r0`, ...this.clean(inner, 0)];
    inner.set("reserved", pointer);
    const body = this.pieces(inner, random.between(1, 5));
    scope.set("reserved", pointer, 0);
    scope.merge(inner, scope.inner());
    return this.piece(
      scope,
      ...lines,
      `jeq64_imm %r0, 0, ${out}`,
      { parts: [...first, ...body] },
      `${out}:`,
      ...this.clean(scope, 0, ...(pointer === 0 ? [] : [pointer])),
    );
  }

  #directValue(scope: Scope): Piece | null {
    const { random } = this;
    const taken = scope.take(random, 1, { calls: true });
    if (!taken) return null;
    const [pointer] = taken as [number];
    const offset = 8 * random.below(5);
    scope.set("reserved", pointer);
    const region: Region = {
      register: pointer,
      from: -offset,
      size: VALUE_SIZE,
      aligned: false,
      atomic: true,
      movable: true,
    };
    const inner = scope.inner({ regions: [...scope.regions, region], certain: scope.certain });
    const body = this.pieces(inner, random.between(1, 4));
    scope.merge(inner);
    const address = `0x${((BigInt(offset) << 32n) | BigInt(mapIndex("global"))).toString(16)}`;
    const line = `lddw_map_value %r${pointer}, ${address}`;
    return this.piece(scope, line, ...body, ...this.clean(scope, pointer));
  }

  /** Lines that leave the address of a key in r2. */
  key(scope: Scope, map: "array" | "hash" | "percpu" | "trie"): string[] {
    const { random } = this;
    const { register, from, size } = random.pick(scope.regions.filter(({ aligned }) => aligned));
    const offset = from + 8 * random.below(size / 8);
    const at = address(register, offset);
    const write =
      map === "hash"
        ? [`stdw ${at}, ${random.between(0, 9)}`]
        : map === "trie"
          ? [
              `stw ${at}, ${random.pick([0, 8, 16, 24, 25, 32, 32, 32, 33])}`,
              `stw ${address(register, offset + 4)}, ${random.pick(TRIE_ADDRESSES)}`,
            ]
          : [`stw ${at}, ${random.pick([0, 0, 1, 1, 2, -1])}`];
    const keep = random.chance(0.9) ? write : [];
    return [...keep, `mov64_reg %r2, %r${register}`, `add64_imm %r2, ${offset}`];
  }
}

/** Offsets in the context (spec/contexts.ts has the rows): a field of which the verifier knows nothing. */
const unknownField = { SCHED_CLS: 8, XDP: 12 } as const;

export const address = (register: number, offset: number): string =>
  `[%r${register}${offset < 0 ? "-" : "+"}${Math.abs(offset)}]`;
