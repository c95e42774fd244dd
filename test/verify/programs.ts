/** Random programs that do what a verifier has to understand, and more than Linux would take. */
import fc from "fast-check";
import { instructions } from "../../spec/isa.ts";
import type { MapSpec, ProgramSpec } from "../../vm/index.ts";
import { type Code, insn, map, mapPointer, program, valuePointer } from "../support/program.ts";

const rowsOf = (form: string): string[] =>
  instructions.filter((row) => row.form === form).map(({ name }) => name);
const named = (...parts: string[]): string[] =>
  rowsOf("jump").filter((name) => parts.some((part) => name.startsWith(part)));

/** The piece behind, as the target of a jump. */
const NEXT = 1000;

/** Part of a program; a jump's distance is filled in when all is laid out. */
export type Piece = (
  | Code[number]
  | { jump: string; dst: number; src: number; imm: number; target: number }
)[];

const register = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(0, 2, 3, 7) },
  fc.integer({ min: 0, max: 9 }),
);
const source = fc.oneof({ weight: 8, arbitrary: register }, fc.constant(10));
const small = fc.integer({ min: -16, max: 64 });
const number = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: -4, max: 40 }) },
  fc.constantFrom(
    0,
    1,
    -1,
    2,
    7,
    8,
    14,
    31,
    32,
    34,
    63,
    64,
    255,
    256,
    0xffff,
    0x1_0000,
    0x7fff_ffff,
    -0x8000_0000,
  ),
  fc.integer({ min: -0x8000_0000, max: 0x7fff_ffff }),
);
const wide = fc.oneof(
  fc.constantFrom(
    0n,
    1n,
    2n ** 31n,
    2n ** 32n - 1n,
    2n ** 32n,
    2n ** 52n,
    2n ** 53n + 1n,
    2n ** 63n,
    2n ** 63n - 1n,
  ),
  fc.constantFrom(2n ** 64n - 1n, 2n ** 64n - 8n, 2n ** 64n - 0x10_0000n, 0xffff_ffff_0000_0000n),
  fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
);
const stackOffset = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(-8, -16, -24, -32, -4, -12, -2, -6, -1, -20) },
  fc.integer({ min: -40, max: -1 }),
  fc.constantFrom(-512, -520, 0, 8, -505),
);
const size = fc.constantFrom("b", "h", "w", "dw");
const target = fc.integer({ min: 0, max: 40 });

const lddw = (dst: number, value: bigint): Code => [
  insn("lddw", { dst, imm: Number(BigInt.asIntN(32, value)) }),
  insn("lddw", { imm: Number(BigInt.asIntN(32, value >> 32n)) }).fill(0, 0, 4),
];

/** Where the context is kept. */
const CTX = 6;

const alu = fc
  .record({ name: fc.constantFrom(...rowsOf("alu")), dst: register, src: source, imm: number })
  .map(({ name, dst, src, imm }): Piece => {
    if (name.endsWith("_imm")) return [insn(name, { dst, imm })];
    return name.endsWith("_reg") ? [insn(name, { dst, src })] : [insn(name, { dst })];
  });
/** Arithmetic that real programs do to offsets. */
const offsets = fc
  .record({
    name: fc.constantFrom(
      "add64_reg",
      "sub64_reg",
      "add64_imm",
      "and64_imm",
      "and32_imm",
      "lsh64_imm",
      "rsh64_imm",
      "mov32_reg",
    ),
    dst: register,
    src: register,
    imm: fc.constantFrom(1, 2, 3, 4, 7, 8, 15, 16, 31, 32, 60, 63, 255, -1, -8),
  })
  .map(
    ({ name, dst, src, imm }): Piece => [
      name.endsWith("imm") ? insn(name, { dst, imm }) : insn(name, { dst, src }),
    ],
  );
const copy = fc
  .record({ dst: register, src: source })
  .map(({ dst, src }): Piece => [insn("mov64_reg", { dst, src })]);
const pointer = fc
  .record({ dst: register, by: fc.oneof(stackOffset, small) })
  .map(({ dst, by }): Piece => [insn("mov64_reg", { dst, src: 10 }), insn("add64_imm", { dst, imm: by })]);
const constant = fc
  .record({ dst: register, imm: number })
  .map(({ dst, imm }): Piece => [insn("mov64_imm", { dst, imm })]);
const constantWide = fc
  .record({ dst: register, value: wide })
  .map(({ dst, value }): Piece => lddw(dst, value));

const stackStore = fc
  .record({ size, off: stackOffset, src: source, imm: number, fromRegister: fc.boolean() })
  .map(
    ({ size, off, src, imm, fromRegister }): Piece =>
      fromRegister ? [insn(`stx${size}`, { dst: 10, src, off })] : [insn(`st${size}`, { dst: 10, off, imm })],
  );
const stackLoad = fc
  .record({ name: fc.constantFrom(...rowsOf("load")), off: stackOffset, dst: register })
  .map(({ name, off, dst }): Piece => [insn(name, { dst, src: 10, off })]);
const anyLoad = fc
  .record({ name: fc.constantFrom(...rowsOf("load")), off: small, dst: register, src: source })
  .map(({ name, off, dst, src }): Piece => [insn(name, { dst, src, off })]);
const anyStore = fc
  .record({ size, off: small, dst: source, src: source })
  .map(({ size, off, dst, src }): Piece => [insn(`stx${size}`, { dst, src, off })]);
const atomic = fc
  .record({
    name: fc.constantFrom(...rowsOf("atomic")),
    off: fc.constantFrom(-8, -16, -4, 0, 8, -12, -6),
    dst: source,
    src: register,
  })
  .map(({ name, off, dst, src }): Piece => [insn(name, { dst, src, off })]);

const jump = fc
  .record({ name: fc.constantFrom(...rowsOf("jump")), dst: register, src: register, imm: number, target })
  .map(({ name, dst, src, imm, target }): Piece => [{ jump: name, dst, src, imm, target }]);
const zeroCheck = fc
  .record({ name: fc.constantFrom(...named("jeq64_imm", "jne64_imm", "jeq32_imm")), dst: register, target })
  .map(({ name, dst, target }): Piece => [{ jump: name, dst, src: 0, imm: 0, target }]);
const goto = target.map((target): Piece => [{ jump: "ja", dst: 0, src: 0, imm: 0, target }]);

const contextLoad = fc
  .record({
    off: fc.constantFrom(76, 80, 140, 0, 8, 16, 48, 52, 168),
    dst: register,
    name: fc.constantFrom("ldxw", "ldxw", "ldxw", "ldxsw", "ldxh", "ldxdw"),
  })
  .map(({ off, dst, name }): Piece => [insn(name, { dst, src: CTX, off })]);
const contextStore = fc
  .record({ off: fc.constantFrom(8, 48, 52, 44, 72), src: register })
  .map(({ off, src }): Piece => [insn("stxw", { dst: CTX, src, off })]);
const bounds = fc
  .record({
    data: register,
    end: register,
    at: register,
    by: fc.oneof(fc.constantFrom(14, 20, 34, 40), small),
    variable: fc.option(register),
    jump: fc.constantFrom(...named("jgt64_reg", "jge64_reg", "jlt64_reg", "jle64_reg")),
    swap: fc.boolean(),
    target,
  })
  .map(
    ({ data, end, at, by, variable, jump, swap, target }): Piece => [
      insn("ldxw", { dst: data, src: CTX, off: 76 }),
      insn("ldxw", { dst: end, src: CTX, off: 80 }),
      insn("mov64_reg", { dst: at, src: data }),
      ...(variable === null ? [] : [insn("add64_reg", { dst: at, src: variable })]),
      insn("add64_imm", { dst: at, imm: by }),
      { jump, dst: swap ? end : at, src: swap ? at : end, imm: 0, target },
    ],
  );
const meta = fc
  .record({ data: register, at: register, target })
  .map(
    ({ data, at, target }): Piece => [
      insn("ldxw", { dst: data, src: CTX, off: 76 }),
      insn("ldxw", { dst: at, src: CTX, off: 140 }),
      insn("add64_imm", { dst: at, imm: 4 }),
      { jump: "jgt64_reg", dst: at, src: data, imm: 0, target },
    ],
  );

export const maps: readonly MapSpec[] = [
  map("array", "ARRAY", { valueSize: 24, maxEntries: 2 }),
  map("hash", "HASH", { valueSize: 16, maxEntries: 4 }),
  map("data", "ARRAY", {
    valueSize: 32,
    maxEntries: 1,
    definition: "data",
    data: new Uint8Array(32).fill(0x21),
  }),
  map("rodata", "ARRAY", {
    valueSize: 32,
    maxEntries: 1,
    definition: "data",
    readOnly: true,
    data: Uint8Array.from({ length: 32 }, (_, i) => (i * 37) & 0xff),
  }),
];

const lookup = fc
  .record({
    name: fc.constantFrom("array", "hash", "hash"),
    key: fc.constantFrom(0, 1, 2, 5),
    off: fc.constantFrom(-4, -8, -16),
    check: fc.option(fc.constantFrom("jeq64_imm", "jne64_imm")),
    keep: register,
    target,
  })
  .map(
    ({ name, key, off, check, keep, target }): Piece => [
      insn("stw", { dst: 10, off, imm: key }),
      mapPointer(1, name),
      insn("mov64_reg", { dst: 2, src: 10 }),
      insn("add64_imm", { dst: 2, imm: off }),
      insn("call_helper", { imm: 1 }),
      insn("mov64_reg", { dst: keep, src: 0 }),
      ...(check === null ? [] : [{ jump: check, dst: 0, src: 0, imm: 0, target }]),
    ],
  );
const direct = fc
  .record({
    dst: register,
    name: fc.constantFrom("data", "rodata"),
    offset: fc.constantFrom(0, 4, 8, 24, 31),
  })
  .map(({ dst, name, offset }): Piece => [valuePointer(dst, name, offset)]);
const pull = fc
  .integer({ min: 0, max: 80 })
  .map(
    (length): Piece => [
      insn("mov64_reg", { dst: 1, src: CTX }),
      insn("mov64_imm", { dst: 2, imm: length }),
      insn("call_helper", { imm: 39 }),
    ],
  );
const loadBytes = fc
  .record({
    from: small,
    to: stackOffset,
    length: fc.constantFrom(1, 2, 4, 6, 8, 16, 20),
    register: fc.option(register),
  })
  .map(
    ({ from, to, length, register }): Piece => [
      ...(register === null
        ? [insn("mov64_imm", { dst: 4, imm: length })]
        : [insn("mov64_reg", { dst: 4, src: register })]),
      insn("mov64_reg", { dst: 1, src: CTX }),
      insn("mov64_imm", { dst: 2, imm: from }),
      insn("mov64_reg", { dst: 3, src: 10 }),
      insn("add64_imm", { dst: 3, imm: to }),
      insn("call_helper", { imm: 26 }),
    ],
  );
const checksum = fc
  .record({ from: register, size: fc.constantFrom(0, 4, 8, 20) })
  .map(
    ({ from, size }): Piece => [
      insn("mov64_reg", { dst: 3, src: from }),
      insn("mov64_imm", { dst: 1, imm: 0 }),
      insn("mov64_imm", { dst: 2, imm: 0 }),
      insn("mov64_imm", { dst: 4, imm: size }),
      insn("mov64_imm", { dst: 5, imm: 0 }),
      insn("call_helper", { imm: 28 }),
    ],
  );
const random = fc.constantFrom<Piece>([insn("call_helper", { imm: 7 })], [insn("call_helper", { imm: 5 })]);
const packetLoad = fc
  .record({ name: fc.constantFrom(...rowsOf("packet_load")), src: register, imm: small })
  .map(({ name, src, imm }): Piece => [insn(name, name.startsWith("ldind") ? { src, imm } : { imm })]);
/** A call of the function that the program ends with, which gets a pointer to the frame. */
const call = fc
  .record({ off: stackOffset, pointer: fc.boolean() })
  .map(
    ({ off, pointer }): Piece => [
      ...(pointer ? [insn("mov64_reg", { dst: 1, src: 10 }), insn("add64_imm", { dst: 1, imm: off })] : []),
      { jump: "call_local", dst: 0, src: 0, imm: 0, target: -1 },
    ],
  );
/** What a function does with what it is given. */
const given = fc
  .record({
    name: fc.constantFrom("stxdw", "stxb", "ldxdw", "stxw"),
    other: register,
    off: fc.constantFrom(0, 8, -8, 4),
  })
  .map(
    ({ name, other, off }): Piece => [
      name.startsWith("ld")
        ? insn(name, { dst: other, src: 1, off })
        : insn(name, { dst: 1, src: other, off }),
    ],
  );
/** A number within bounds that nothing else is known of. */
const masked = (dst: number, mask: number): Code => [
  insn("call_helper", { imm: 7 }),
  insn("and64_imm", { dst: 0, imm: mask }),
  insn("mov64_reg", { dst, src: 0 }),
];
const bounded = fc
  .record({ dst: register, mask: fc.constantFrom(1, 3, 7, 8, 15, 31, 60, 63) })
  .map(({ dst, mask }): Piece => masked(dst, mask));
/** An access at a distance that is not constant. */
const varied = fc
  .record({
    to: fc.constantFrom("stack", "data", "keep"),
    pointer: register,
    number: register,
    name: fc.constantFrom("add64_reg", "add64_reg", "sub64_reg"),
    off: fc.constantFrom(0, -8, -16, -40, -64, -72),
    access: fc.constantFrom("stxdw", "stxb", "ldxdw", "ldxb", "stdw", "none"),
    other: register,
    mask: fc.option(fc.constantFrom(7, 8, 15, 31, 56)),
  })
  .map(
    ({ to, pointer, number, name, off, access, other, mask }): Piece => [
      ...(mask === null ? [] : masked(number, mask)),
      ...(to === "stack"
        ? [insn("mov64_reg", { dst: pointer, src: 10 })]
        : to === "data"
          ? [valuePointer(pointer, "data", 0)]
          : []),
      insn(name, { dst: pointer, src: number }),
      ...(access === "none"
        ? []
        : access === "stdw"
          ? [insn(access, { dst: pointer, off, imm: 5 })]
          : access.startsWith("ld")
            ? [insn(access, { dst: other, src: pointer, off })]
            : [insn(access, { dst: pointer, src: other, off })]),
    ],
  );
/** Memory that a helper writes, at a distance that is not constant. */
const loadBytesVaried = fc
  .record({ number: register, length: fc.constantFrom(1, 4, 8) })
  .map(
    ({ number, length }): Piece => [
      ...masked(number, 31),
      insn("mov64_reg", { dst: 3, src: 10 }),
      insn("sub64_reg", { dst: 3, src: number }),
      insn("add64_imm", { dst: 3, imm: -8 }),
      insn("mov64_reg", { dst: 1, src: CTX }),
      insn("mov64_imm", { dst: 2, imm: 0 }),
      insn("mov64_imm", { dst: 4, imm: length }),
      insn("call_helper", { imm: 26 }),
    ],
  );
/** A bounds check of what is far away, and an access that seems to be within. */
const far = fc
  .record({ value: wide, jump: fc.constantFrom(...named("jgt64_reg", "jge64_reg")), off: small, target })
  .map(
    ({ value, jump, off, target }): Piece => [
      insn("ldxw", { dst: 7, src: CTX, off: 76 }),
      insn("ldxw", { dst: 3, src: CTX, off: 80 }),
      ...lddw(2, value),
      insn("add64_reg", { dst: 7, src: 2 }),
      insn("mov64_reg", { dst: 0, src: 7 }),
      insn("add64_imm", { dst: 0, imm: 8 }),
      { jump, dst: 0, src: 3, imm: 0, target },
      insn("ldxb", { dst: 2, src: 7, off }),
    ],
  );
/** A loop with a counter. */
const loop = fc
  .record({
    counter: register,
    to: fc.integer({ min: 1, max: 9 }),
    step: fc.constantFrom(1, 2, 4),
    back: fc.integer({ min: 1, max: 4 }),
  })
  .map(
    ({ counter, to, step, back }): Piece => [
      insn("add64_imm", { dst: counter, imm: step }),
      { jump: "jlt64_imm", dst: counter, src: 0, imm: to * step, target: -1 - back },
    ],
  );

/** A piece that runs or not. */
const maybe = fc
  .record({
    name: fc.constantFrom(...named("jset64_imm", "jgt32_imm", "jslt64_imm", "jeq64_imm")),
    dst: register,
    imm: number,
    what: fc.oneof(pointer, direct, copy, constant, stackStore, lookup, contextLoad, offsets),
  })
  .map(({ name, dst, imm, what }): Piece => [{ jump: name, dst, src: 0, imm, target: NEXT }, ...what]);

const piece: fc.Arbitrary<Piece> = fc.oneof(
  { weight: 12, arbitrary: maybe },
  { weight: 5, arbitrary: alu },
  { weight: 6, arbitrary: offsets },
  { weight: 4, arbitrary: copy },
  { weight: 4, arbitrary: pointer },
  { weight: 3, arbitrary: constant },
  { weight: 2, arbitrary: constantWide },
  { weight: 6, arbitrary: stackStore },
  { weight: 6, arbitrary: stackLoad },
  { weight: 3, arbitrary: anyLoad },
  { weight: 2, arbitrary: anyStore },
  { weight: 2, arbitrary: atomic },
  { weight: 6, arbitrary: jump },
  { weight: 3, arbitrary: zeroCheck },
  { weight: 1, arbitrary: goto },
  { weight: 4, arbitrary: contextLoad },
  { weight: 1, arbitrary: contextStore },
  { weight: 6, arbitrary: bounds },
  { weight: 1, arbitrary: meta },
  { weight: 5, arbitrary: lookup },
  { weight: 2, arbitrary: direct },
  { weight: 2, arbitrary: pull },
  { weight: 2, arbitrary: loadBytes },
  { weight: 1, arbitrary: checksum },
  { weight: 2, arbitrary: random },
  { weight: 1, arbitrary: packetLoad },
  { weight: 3, arbitrary: call },
  { weight: 4, arbitrary: bounded },
  { weight: 5, arbitrary: varied },
  { weight: 2, arbitrary: loadBytesVaried },
  { weight: 2, arbitrary: far },
  { weight: 3, arbitrary: loop },
);

const slots = (item: Piece[number]): number => (Array.isArray(item) ? 2 : 1);

/** Lays out a program of its pieces, and behind them the function that they may call. */
export function assemble(main: readonly Piece[], callee: readonly Piece[]): ProgramSpec {
  const end: Piece = [insn("mov64_imm", { dst: 0, imm: 1 }), insn("exit")];
  const keep: Piece = [
    insn("mov64_reg", { dst: CTX, src: 1 }),
    ...[0, 2, 3, 4, 5, 7, 8, 9].map((dst) => insn("mov64_imm", { dst, imm: 3 * dst })),
  ];
  const pieces = [keep, ...main, end, ...callee, end];
  const startOf: number[] = [];
  let at = 0;
  for (const part of pieces) {
    startOf.push(at);
    for (const item of part) at += slots(item);
  }
  const calleeAt = main.length + 2;
  const code: Code = [];
  let pc = 0;
  for (const [index, part] of pieces.entries()) {
    // Jumps stay within their function.
    const [first, last] = index < calleeAt ? [1, main.length + 1] : [calleeAt, pieces.length - 1];
    for (const item of part) {
      if (item instanceof Uint8Array || Array.isArray(item)) {
        code.push(item);
      } else if (item.jump === "call_local") {
        code.push(insn("call_local", { imm: startOf[calleeAt]! - pc - 1 }));
      } else {
        const wanted = item.target < 0 ? index + item.target + 1 : first + item.target;
        // Most jumps go forward, so that most programs end.
        const forward = item.target >= 0 && wanted <= index && item.target % 4 !== 0;
        const reached = item.target === NEXT ? index + 1 : forward ? index + 1 + (item.target % 5) : wanted;
        const to = Math.min(Math.max(reached, first), last);
        const off = startOf[to]! - pc - 1;
        code.push(
          item.jump === "ja"
            ? insn("ja", { off })
            : item.jump.endsWith("imm")
              ? insn(item.jump, { dst: item.dst, imm: item.imm, off })
              : insn(item.jump, { dst: item.dst, src: item.src, off }),
        );
      }
      pc += slots(item);
    }
  }
  return program(code);
}

export const programs = (length: number) =>
  fc
    .tuple(
      fc.array(piece, { minLength: 1, maxLength: length }),
      fc.array(fc.oneof(given, pull, varied, piece), { maxLength: 6 }),
    )
    .map(([main, callee]) => assemble(main, callee));

export const packets = fc.uint8Array({ minLength: 14, maxLength: 72 });
