/** Random programs: most of what they do is allowed, some of it traps, and all of them end or run out of budget. */
import fc from "fast-check";
import { instructions } from "../../spec/isa.ts";
import { type Code, insn, mapPointer, type Operands, valuePointer } from "../support/program.ts";

const rows = (form: string) => instructions.filter((row) => row.form === form).map(({ name }) => name);
const alu = instructions.flatMap((row) => (row.form === "alu" ? [row] : []));
const jumps = rows("jump");
const loads = instructions.flatMap((row) => (row.form === "load" ? [row] : []));
const stores = instructions.flatMap((row) => (row.form === "store" ? [row] : []));
const atomics = instructions.flatMap((row) => (row.form === "atomic" ? [row] : []));

const register = fc.integer({ min: 0, max: 9 });
const immediate = fc.oneof(
  fc.integer({ min: -2, max: 9 }),
  fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
  fc.constantFrom(0, 1, -1, 7, 8, 16, 31, 32, 63, 64, 0x7fffffff, -0x80000000, 255, 256),
);
/** One instruction, or a few that belong together; jumps get their distance in `assemble`. */
export type Step =
  | { kind: "plain"; code: Code }
  | { kind: "jump"; name: string; operands: Operands; to: number }
  | { kind: "call"; to: number }
  | { kind: "exit" };

const plain = (...code: Code): Step => ({ kind: "plain", code });
const off = fc.oneof(
  fc.integer({ min: -65, max: 65 }).map((words) => words * 8),
  fc.integer({ min: -520, max: 520 }),
  fc.constantFrom(0, 4, 8, -4, -8, -16),
);

const computing = fc
  .record({ row: fc.constantFrom(...alu), dst: register, src: register, imm: immediate })
  .map(({ row, dst, src, imm }) =>
    plain(insn(row.name, { dst, ...(row.source === "reg" ? { src } : row.source === "imm" ? { imm } : {}) })),
  );
/** Mostly moves and sums, so that pointers live. */
const moving = fc
  .record({
    name: fc.constantFrom("mov64_reg", "add64_imm", "add64_reg", "sub64_imm", "mov64_imm", "sub64_reg"),
    dst: register,
    src: fc.oneof(register, fc.constant(10)),
    imm: fc.oneof(fc.integer({ min: -64, max: 64 }), off),
  })
  .map(({ name, dst, src, imm }) => plain(insn(name, name.endsWith("reg") ? { dst, src } : { dst, imm })));
const base = fc.oneof(fc.constant(10), register);
const access = fc.oneof(
  fc
    .record({ row: fc.constantFrom(...loads), dst: register, src: base, off })
    .map(({ row, ...operands }) => plain(insn(row.name, operands))),
  fc
    .record({ row: fc.constantFrom(...stores), dst: base, src: register, imm: immediate, off })
    .map(({ row, dst, src, imm, off }) =>
      plain(insn(row.name, { dst, off, ...(row.source === "reg" ? { src } : { imm }) })),
    ),
  fc
    .record({ row: fc.constantFrom(...atomics), dst: base, src: register, off })
    .map(({ row, dst, src, off }) => plain(insn(row.name, { dst, src, off }))),
);
/** Spills to the frame and fills from it, where provenance travels. */
const spilling = fc
  .record({
    fill: fc.boolean(),
    register,
    slot: fc.integer({ min: 1, max: 4 }),
    skew: fc.constantFrom(0, 0, 0, 4),
  })
  .map(({ fill, register, slot, skew }) =>
    plain(
      fill
        ? insn("ldxdw", { dst: register, src: 10, off: -8 * slot - skew })
        : insn("stxdw", { dst: 10, src: register, off: -8 * slot - skew }),
    ),
  );
/** One of two pointers, or a pointer or not, by a condition; used behind where both ways meet. */
const choosing = fc
  .record({
    dst: fc.constantFrom(2, 3, 7, 8),
    other: register,
    test: register,
    imm: fc.integer({ min: -8, max: 60 }),
    frame: fc.integer({ min: 1, max: 64 }),
    load: fc.constantFrom("ldxb", "ldxw", "ldxdw"),
    into: register,
    spilled: fc.boolean(),
  })
  .map(({ dst, other, test, imm, frame, load, into, spilled }) =>
    plain(
      insn("jset64_imm", { dst: test, imm: 1, off: 3 }),
      insn("mov64_reg", { dst, src: other }),
      insn("add64_imm", { dst, imm }),
      insn("ja", { off: 2 }),
      insn("mov64_reg", { dst, src: 10 }),
      insn("add64_imm", { dst, imm: -8 * frame }),
      ...(spilled
        ? [insn("stxdw", { dst: 10, src: dst, off: -8 }), insn("ldxdw", { dst, src: 10, off: -8 })]
        : []),
      insn(load, { dst: into, src: dst, off: 0 }),
    ),
  );
const jumping = fc
  .record({ name: fc.constantFrom(...jumps), dst: register, src: register, imm: immediate, to: fc.nat() })
  .map(
    ({ name, dst, src, imm, to }): Step => ({
      kind: "jump",
      name,
      operands: { dst, ...(name.endsWith("_reg") ? { src } : { imm }) },
      to,
    }),
  );
const leaping = fc.nat().map((to): Step => ({ kind: "jump", name: "ja", operands: {}, to }));
const calling = fc.nat().map((to): Step => ({ kind: "call", to }));
const exiting = fc.constant<Step>({ kind: "exit" });

const wide = fc
  .record({ dst: register, value: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }) })
  .map(({ dst, value }) => {
    const first = insn("lddw", { dst, imm: Number(BigInt.asIntN(32, value)) });
    const second = new Uint8Array(8);
    new DataView(second.buffer).setUint32(4, Number(value >> 32n), true);
    return plain(first, second);
  });

/** Without a context: what every instruction does. */
export const rawSteps = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: computing },
    { weight: 4, arbitrary: moving },
    { weight: 4, arbitrary: access },
    { weight: 4, arbitrary: spilling },
    { weight: 2, arbitrary: choosing },
    { weight: 3, arbitrary: jumping },
    { weight: 1, arbitrary: leaping },
    { weight: 1, arbitrary: calling },
    { weight: 1, arbitrary: wide },
    { weight: 1, arbitrary: exiting },
  ),
  { minLength: 3, maxLength: 40 },
);

const contextAccess = fc
  .record({
    row: fc.constantFrom(...loads, ...stores),
    other: register,
    context: fc.constantFrom(1, 6),
    off: fc.oneof(
      fc.integer({ min: 0, max: 48 }).map((words) => words * 4),
      fc.integer({ min: -1, max: 193 }),
    ),
    imm: immediate,
  })
  .map(({ row, other, context, off, imm }) => {
    if (row.form === "load") return plain(insn(row.name, { dst: other, src: context, off }));
    return plain(insn(row.name, { dst: context, off, ...(row.source === "reg" ? { src: other } : { imm }) }));
  });
/** A register becomes the packet's beginning or end. */
const packetPointer = fc
  .record({ dst: register, off: fc.constantFrom(76, 76, 80, 140) })
  .map(({ dst, off }) => plain(insn("ldxw", { dst, src: 6, off })));
const packetAccess = fc
  .record({
    row: fc.constantFrom(...loads, ...stores),
    base: register,
    other: register,
    off: fc.integer({ min: -2, max: 66 }),
  })
  .map(({ row, base, other, off }) =>
    plain(
      insn("ldxw", { dst: base, src: 6, off: 76 }),
      row.form === "load"
        ? insn(row.name, { dst: other, src: base, off })
        : insn(row.name, { dst: base, off, ...(row.source === "reg" ? { src: other } : {}) }),
    ),
  );
const key = fc.record({ slot: fc.integer({ min: 1, max: 3 }), imm: fc.integer({ min: 0, max: 5 }) });
const mapCall = fc
  .record({
    key,
    map: fc.constantFrom("array", "hash", "readonly"),
    helper: fc.constantFrom(1, 1, 1, 2, 3),
    use: register,
    off: fc.integer({ min: -1, max: 9 }),
    width: fc.constantFrom("b", "w", "dw"),
  })
  .map(({ key, map, helper, use, off, width }) => {
    const code: Code = [
      insn("stw", { dst: 10, off: -8 * key.slot, imm: key.imm }),
      mapPointer(1, map),
      insn("mov64_reg", { dst: 2, src: 10 }),
      insn("add64_imm", { dst: 2, imm: -8 * key.slot }),
      insn("mov64_reg", { dst: 3, src: 10 }),
      insn("add64_imm", { dst: 3, imm: -40 }),
      insn("mov64_imm", { dst: 4, imm: 0 }),
      insn("call_helper", { imm: helper }),
    ];
    if (helper === 1) {
      code.push(
        insn("jeq64_imm", { dst: 0, imm: 0, off: 2 }),
        insn(`stx${width}`, { dst: 0, src: 6, off }),
        insn(`ldx${width}`, { dst: use, src: 0, off }),
      );
    }
    return plain(...code);
  });
const direct = fc
  .record({
    dst: register,
    offset: fc.integer({ min: 0, max: 8 }),
    map: fc.constantFrom("array", "readonly"),
  })
  .map(({ dst, offset, map }) => plain(valuePointer(dst, map, offset)));
const anyHelper = fc
  .record({ imm: fc.constantFrom(1, 2, 3, 5, 7, 8, 9, 10, 12, 23, 25, 26, 28, 34, 39, 43, 51, 86, 118) })
  .map(({ imm }) => plain(insn("call_helper", { imm })));
const skbHelper = fc
  .record({
    imm: fc.constantFrom(26, 9),
    at: fc.integer({ min: 0, max: 62 }),
    length: fc.integer({ min: 0, max: 20 }),
    slot: fc.integer({ min: -3, max: 66 }),
  })
  .map(({ imm, at, length, slot }) =>
    plain(
      insn("mov64_reg", { dst: 1, src: 6 }),
      insn("mov64_imm", { dst: 2, imm: at }),
      insn("mov64_reg", { dst: 3, src: 10 }),
      insn("add64_imm", { dst: 3, imm: -8 * slot }),
      insn("mov64_imm", { dst: 4, imm: length }),
      insn("mov64_imm", { dst: 5, imm: 0 }),
      insn("call_helper", { imm }),
    ),
  );
const tailCall = fc
  .integer({ min: 0, max: 4 })
  .map((slot) =>
    plain(
      insn("mov64_reg", { dst: 1, src: 6 }),
      mapPointer(2, "calls"),
      insn("mov64_imm", { dst: 3, imm: slot }),
      insn("call_helper", { imm: 12 }),
    ),
  );
const packetLoading = fc
  .record({
    name: fc.constantFrom(...rows("packet_load")),
    src: register,
    imm: fc.integer({ min: -3, max: 64 }),
  })
  .map(({ name, src, imm }) => plain(insn(name, { imm, ...(name.startsWith("ldind") ? { src } : {}) })));

/** With a context in r1, which is kept in r6. */
export const contextSteps = fc.array(
  fc.oneof(
    { weight: 2, arbitrary: computing },
    { weight: 4, arbitrary: moving },
    { weight: 3, arbitrary: access },
    { weight: 5, arbitrary: spilling },
    { weight: 3, arbitrary: choosing },
    { weight: 3, arbitrary: jumping },
    { weight: 1, arbitrary: leaping },
    { weight: 1, arbitrary: calling },
    { weight: 1, arbitrary: exiting },
    { weight: 4, arbitrary: contextAccess },
    { weight: 3, arbitrary: packetPointer },
    { weight: 5, arbitrary: packetAccess },
    { weight: 5, arbitrary: mapCall },
    { weight: 2, arbitrary: direct },
    { weight: 2, arbitrary: anyHelper },
    { weight: 3, arbitrary: skbHelper },
    { weight: 1, arbitrary: tailCall },
    { weight: 2, arbitrary: packetLoading },
  ),
  { minLength: 3, maxLength: 40 },
);

/** All registers go into r0. */
export const epilogue: Code = [
  ...Array.from({ length: 9 }, (_, i) => [
    insn("mul64_imm", { dst: 0, imm: 31 }),
    insn("xor64_reg", { dst: 0, src: i + 1 }),
  ]).flat(),
  insn("exit"),
];

const slotsOf = (step: Step): number =>
  step.kind === "plain" ? step.code.reduce((sum, item) => sum + (item instanceof Uint8Array ? 1 : 2), 0) : 1;

/** The steps with their jumps and calls leading to some step, and `epilogue` behind them. */
export function assemble(prologue: Code, steps: readonly Step[]): Code {
  const starts: number[] = [];
  let at = slotsOf(plain(...prologue));
  for (const step of steps) {
    starts.push(at);
    at += slotsOf(step);
  }
  starts.push(at);
  const distance = (index: number, to: number) => starts[to % starts.length]! - starts[index]! - 1;
  return [
    ...prologue,
    ...steps.flatMap((step, index): Code => {
      switch (step.kind) {
        case "plain":
          return step.code;
        case "jump":
          return [insn(step.name, { ...step.operands, off: distance(index, step.to) })];
        case "call":
          return [insn("call_local", { imm: distance(index, step.to) })];
        default:
          return [insn("exit")];
      }
    }),
    ...epilogue,
  ];
}
