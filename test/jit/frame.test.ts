/** Programs whose stack frame compiled code keeps partly in locals leave what the interpreter leaves. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Machine } from "../../vm/index.ts";
import { type Code, collection, insn, map, mapPointer, program } from "../support/program.ts";
import { jitMachine, outcome, proofs } from "./support.ts";

const LOOKUP = 1;
const UPDATE = 2;
const EVENT = 25;
const LOAD_BYTES = 26;

const suffix = { 1: "b", 2: "h", 4: "w", 8: "dw" } as const;
type Width = keyof typeof suffix;
/** The bytes of the frame that the programs work on. */
const WINDOW = 32;

const width = fc.constantFrom<Width>(1, 2, 4, 8);
const at = (size: number, step = 1) =>
  fc.integer({ min: 0, max: (WINDOW - size) / step }).map((n) => n * step);
const access = width.chain((width) => fc.record({ width: fc.constant(width), at: at(width) }));

/** An instruction, or what makes one of its place and that of the function behind the program. */
type Item = Code[number] | ((pc: number, end: number) => Uint8Array);
const slots = (items: readonly Item[]): number =>
  items.reduce((sum, item) => sum + (item instanceof Uint8Array || typeof item === "function" ? 1 : 2), 0);

/** r8 is what is returned, r7 the packet, r6 the context. */
const mix = [insn("mul64_imm", { dst: 8, imm: 31 }), insn("add64_reg", { dst: 8, src: 3 })];
const frame = (dst: number, at: number) => [
  insn("mov64_reg", { dst, src: 10 }),
  insn("add64_imm", { dst, imm: at - WINDOW }),
];
const constant = (dst: number, imm: number) => insn("mov64_imm", { dst, imm });
const call = (imm: number) => insn("call_helper", { imm });
const mixResult = [insn("mov64_reg", { dst: 3, src: 0 }), ...mix];

const store = fc
  .record({ access, from: fc.nat(32) })
  .map(({ access: { width, at }, from }): Item[] => [
    insn("ldxdw", { dst: 3, src: 7, off: from }),
    insn(`stx${suffix[width]}`, { dst: 10, src: 3, off: at - WINDOW }),
  ]);
const put = fc
  .record({ access, imm: fc.constantFrom(0, 0, 1, -1, 0x1234_5678) })
  .map(({ access: { width, at }, imm }): Item[] => [
    insn(`st${suffix[width]}`, { dst: 10, off: at - WINDOW, imm }),
  ]);
const load = fc
  .record({ access, signed: fc.boolean() })
  .map(({ access: { width, at }, signed }): Item[] => [
    insn(`ldx${signed && width < 8 ? "s" : ""}${suffix[width]}`, { dst: 3, src: 10, off: at - WINDOW }),
    ...mix,
  ]);
const lookup = fc
  .record({ name: fc.constantFrom("array", "hash", "prefixes"), at: at(12, 4) })
  .map(({ name, at }): Item[] => [
    mapPointer(1, name),
    ...frame(2, at),
    call(LOOKUP),
    constant(3, 7),
    insn("jeq64_imm", { dst: 0, imm: 0, off: 1 }),
    insn("ldxdw", { dst: 3, src: 0 }),
    ...mix,
  ]);
const update = fc
  .record({ name: fc.constantFrom("array", "hash", "prefixes"), key: at(12, 4), value: at(8, 4) })
  .map(({ name, key, value }): Item[] => [
    mapPointer(1, name),
    ...frame(2, key),
    ...frame(3, value),
    constant(4, 0),
    call(UPDATE),
    ...mixResult,
  ]);
const event = fc
  .record({ at: at(16, 4), size: fc.integer({ min: 1, max: 16 }) })
  .map(({ at, size }): Item[] => [
    insn("mov64_reg", { dst: 1, src: 6 }),
    mapPointer(2, "events"),
    insn("mov32_imm", { dst: 3, imm: -1 }),
    ...frame(4, at),
    constant(5, size),
    call(EVENT),
    ...mixResult,
  ]);
const loadBytes = fc
  .record({ from: fc.constantFrom(0, 3, 30, 60), at: at(8), size: fc.integer({ min: 1, max: 8 }) })
  .map(({ from, at, size }): Item[] => [
    insn("mov64_reg", { dst: 1, src: 6 }),
    constant(2, from),
    ...frame(3, at),
    constant(4, size),
    call(LOAD_BYTES),
    ...mixResult,
  ]);
const atomic = fc
  .record({ at: at(8, 8) })
  .map(({ at }): Item[] => [
    insn("ldxdw", { dst: 3, src: 7 }),
    insn("lock_fetch_add64", { dst: 10, src: 3, off: at - WINDOW }),
    ...mix,
  ]);
const spill = fc
  .record({ at: at(8, 8) })
  .map(({ at }): Item[] => [
    insn("stxdw", { dst: 10, src: 7, off: at - WINDOW }),
    insn("ldxdw", { dst: 4, src: 10, off: at - WINDOW }),
    insn("ldxb", { dst: 3, src: 4, off: 1 }),
    ...mix,
    insn("stxdw", { dst: 10, src: 3, off: at - WINDOW }),
  ]);
/** A function reads and writes through a pointer to the frame. */
const pass = fc
  .record({ at: at(8, 8) })
  .map(({ at }): Item[] => [
    ...frame(1, at),
    (pc, end) => insn("call_local", { imm: end - pc - 1 }),
    ...mixResult,
  ]);
const simple = fc.oneof(
  { weight: 6, arbitrary: store },
  { weight: 3, arbitrary: put },
  { weight: 5, arbitrary: load },
  { weight: 2, arbitrary: lookup },
  update,
  event,
  loadBytes,
  spill,
);
const several = (of: fc.Arbitrary<Item[]>, maxLength: number) =>
  fc.array(of, { minLength: 1, maxLength }).map((items) => items.flat());
const branch = fc
  .record({ byte: fc.nat(39), body: several(simple, 4) })
  .map(({ byte, body }): Item[] => [
    insn("ldxb", { dst: 3, src: 7, off: byte }),
    insn("jgt64_imm", { dst: 3, imm: 100, off: slots(body) }),
    ...body,
  ]);
const loop = several(simple, 4).map((body): Item[] => [
  constant(9, 3),
  ...body,
  insn("sub64_imm", { dst: 9, imm: 1 }),
  insn("jne64_imm", { dst: 9, imm: 0, off: -slots(body) - 2 }),
]);
const steps = several(
  fc.oneof(
    { weight: 8, arbitrary: simple },
    { weight: 4, arbitrary: branch },
    loop,
    // These keep what they meet in memory, and the second all of the frame.
    { weight: 1, arbitrary: fc.oneof(atomic, pass) },
  ),
  14,
);

function assemble(body: readonly Item[]): Code {
  const items: Item[] = [
    insn("mov64_reg", { dst: 6, src: 1 }),
    insn("ldxw", { dst: 7, src: 1, off: 76 }),
    insn("ldxw", { dst: 8, src: 1, off: 80 }),
    insn("mov64_reg", { dst: 2, src: 7 }),
    insn("add64_imm", { dst: 2, imm: 40 }),
    insn("jle64_reg", { dst: 2, src: 8, off: 2 }),
    constant(0, 99),
    insn("exit"),
    constant(8, 0),
    ...body,
    insn("mov64_reg", { dst: 0, src: 8 }),
    insn("exit"),
  ];
  const called = [
    insn("ldxw", { dst: 0, src: 1, off: 0 }),
    insn("stw", { dst: 1, off: 4, imm: 0x55 }),
    insn("exit"),
  ];
  const end = slots(items);
  let pc = 0;
  const code: Code = items.map((item) => {
    const made = typeof item === "function" ? item(pc, end) : item;
    pc += slots([made]);
    return made;
  });
  return body.some((item) => typeof item === "function") ? [...code, ...called] : code;
}

describe.each(proofs)("the frame, $name", (proofs) => {
  const maps = [
    map("array", "ARRAY", { keySize: 4, valueSize: 8, maxEntries: 4 }),
    map("hash", "HASH", { keySize: 12, valueSize: 8, maxEntries: 64 }),
    map("prefixes", "LPM_TRIE", { keySize: 12, valueSize: 8, maxEntries: 64, flags: 1 }),
    map("events", "PERF_EVENT_ARRAY", { keySize: 4, valueSize: 4, maxEntries: 1 }),
  ];

  it("is what the interpreter makes of it", { timeout: 240_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(steps, fc.uint8Array({ minLength: 40, maxLength: 64 }), async (body, data) => {
        const spec = collection([program(assemble(body))], maps);
        const results = [];
        for (const machine of [
          await Machine.create({ engine: "interpreter" }),
          await jitMachine({}, proofs),
        ]) {
          results.push(outcome(machine.load(spec), "prog", { data, repeat: 2 }));
          machine.close();
        }
        expect(results[1]).toEqual(results[0]);
      }),
      { numRuns: Number(process.env.SKBOX_RUNS ?? 300) },
    );
  });
});
