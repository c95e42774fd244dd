/** Helpers that compiled code does itself leave what the interpreter's leave. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Machine } from "../../vm/index.ts";
import { type Code, collection, insn, map, mapPointer, program } from "../support/program.ts";
import { jitMachine, outcome, proofs } from "./support.ts";

const MAP_LOOKUP_ELEM = 1;
const PERF_EVENT_OUTPUT = 25;
const SKB_LOAD_BYTES = 26;
const L3_CSUM_REPLACE = 10;
const REDIRECT = 23;
const REDIRECT_NEIGH = 152;
const REDIRECT_PEER = 155;

/** r7 = data, with so many bytes behind it. */
const packet = (length: number): Code => [
  insn("mov64_reg", { dst: 6, src: 1 }),
  insn("ldxw", { dst: 7, src: 1, off: 76 }),
  insn("ldxw", { dst: 8, src: 1, off: 80 }),
  insn("mov64_reg", { dst: 2, src: 7 }),
  insn("add64_imm", { dst: 2, imm: length }),
  insn("jle64_reg", { dst: 2, src: 8, off: 2 }),
  insn("mov64_imm", { dst: 0, imm: 99 }),
  insn("exit"),
];
const constant = (dst: number, imm: number) => insn("mov64_imm", { dst, imm });

const byte = fc.constantFrom(0, 1, 0x7f, 0x80, 0xfe, 0xff);
const frame = fc.uint8Array({ minLength: 40, maxLength: 40 }).chain((data) =>
  fc.array(fc.record({ at: fc.nat(39), byte }), { maxLength: 20 }).map((changes) => {
    for (const { at, byte } of changes) data[at] = byte;
    return data;
  }),
);
const checksum = fc.record({
  offset: fc.constantFrom(0, 10, 24, 25, 38, 39, 60, 0x1_0000),
  flags: fc.constantFrom(2, 2, 2, 0, 4, 16),
  checked: fc.constantFrom(14, 34, 40),
  linear: fc.constantFrom(14, 26, 40),
});

const copied = fc.record({
  offset: fc.integer({ min: 0, max: 48 }),
  size: fc.integer({ min: 1, max: 72 }),
  linear: fc.constantFrom(14, 26, 40),
  spilled: fc.boolean(),
});

const words = fc.array(fc.record({ constant: fc.boolean(), width: fc.constantFrom(1, 2, 4) }), {
  minLength: 20,
  maxLength: 20,
});
const request = fc.record({
  helper: fc.constantFrom(REDIRECT, REDIRECT_NEIGH, REDIRECT_PEER),
  ifindex: fc.constantFrom(0, 3, -1),
  flags: fc.constantFrom(0, 0, 0, 1, 2),
  size: fc.constantFrom(0, 20, 20, 20, 24),
  words,
});

/** An event's flags: the low half says for which CPU, the high one how much of the packet. */
const event = fc.record({
  cpu: fc.constantFrom(-1, -1, -1, 0, 1, 2),
  part: fc.constantFrom(0, 14, 31, 32, 33, 40, 64, 128, 129, 200, 0x10_0000),
  size: fc.integer({ min: 1, max: 72 }),
  words,
});

const stores = { 1: "b", 2: "h", 4: "w" } as const;

/** Writes the frame's upper `length` bytes: constants, and what the packet has. */
function fill(length: number, words: readonly { constant: boolean; width: number }[]): Code {
  const code: Code[number][] = [];
  for (let at = 0, i = 0; at < length; i++) {
    const { constant, width } = words[i % words.length]!;
    const size = ([4, 2, 1] as const).find((size) => size <= Math.min(width, length - at))!;
    if (constant) code.push(insn(`st${stores[size]}`, { dst: 10, off: at - length, imm: at * 3 }));
    else {
      code.push(insn(`ldx${stores[size]}`, { dst: 3, src: 7, off: at % 36 }));
      code.push(insn(`stx${stores[size]}`, { dst: 10, src: 3, off: at - length }));
    }
    at += size;
  }
  return code;
}

describe.each(proofs)("helpers in place, $name", (proofs) => {
  const values = map("values", "ARRAY", { keySize: 4, valueSize: 72, maxEntries: 1 });
  const events = map("events", "PERF_EVENT_ARRAY", { keySize: 4, valueSize: 4, maxEntries: 2 });

  async function same(
    code: Code,
    options: { data: Uint8Array; linear?: number; repeat?: number },
  ): Promise<void> {
    const results = [];
    for (const machine of [await Machine.create({ engine: "interpreter" }), await jitMachine({}, proofs)]) {
      results.push(outcome(machine.load(collection([program(code)], [values, events])), "prog", options));
    }
    expect(results[1]).toEqual(results[0]);
  }

  it("change checksums as the interpreter does", { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(frame, checksum, async (data, { offset, flags, checked, linear }) => {
        const code = [
          ...packet(checked),
          // Numbers of more than 16 bits: the rest does not count.
          insn("ldxw", { dst: 3, src: 7, off: 0 }),
          insn("ldxw", { dst: 4, src: 7, off: 4 }),
          insn("mov64_reg", { dst: 1, src: 6 }),
          constant(2, offset),
          constant(5, flags),
          insn("call_helper", { imm: L3_CSUM_REPLACE }),
          insn("exit"),
        ];
        await same(code, { data, linear });
      }),
      { numRuns: Number(process.env.SKBOX_RUNS ?? 150) },
    );
  });

  it("copy the same bytes of the packet to a value", { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(frame, copied, async (data, { offset, size, linear, spilled }) => {
        const code = [
          insn("mov64_reg", { dst: 6, src: 1 }),
          insn("stw", { dst: 10, off: -4, imm: 0 }),
          insn("stw", { dst: 10, off: -8, imm: 0x1234 }),
          mapPointer(1, "values"),
          insn("mov64_reg", { dst: 2, src: 10 }),
          insn("add64_imm", { dst: 2, imm: -4 }),
          insn("call_helper", { imm: MAP_LOOKUP_ELEM }),
          insn("jne64_imm", { dst: 0, imm: 0, off: 1 }),
          insn("exit"),
          // A pointer on the stack, and a number, outlast what is written elsewhere.
          ...(spilled ? [insn("stxdw", { dst: 10, src: 0, off: -16 })] : []),
          insn("mov64_reg", { dst: 3, src: 0 }),
          insn("mov64_reg", { dst: 1, src: 6 }),
          constant(2, offset),
          constant(4, size),
          insn("call_helper", { imm: SKB_LOAD_BYTES }),
          insn("mov64_reg", { dst: 7, src: 0 }),
          insn("ldxw", { dst: 0, src: 10, off: -8 }),
          ...(spilled
            ? [insn("ldxdw", { dst: 1, src: 10, off: -16 }), insn("ldxb", { dst: 1, src: 1, off: 0 })]
            : [constant(1, 5)]),
          insn("add64_reg", { dst: 0, src: 1 }),
          insn("add64_reg", { dst: 0, src: 7 }),
          insn("exit"),
        ];
        await same(code, { data, linear });
      }),
      { numRuns: Number(process.env.SKBOX_RUNS ?? 150) },
    );
  });

  it("ask for the same redirects", { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(frame, request, async (data, { helper, ifindex, flags, size, words }) => {
        const code = [...packet(40), ...fill(24, words)];
        code.push(constant(1, ifindex));
        if (helper === REDIRECT_NEIGH) {
          code.push(insn("mov64_reg", { dst: 2, src: 10 }), insn("add64_imm", { dst: 2, imm: -24 }));
          if (size === 0) code.push(constant(2, 0));
          code.push(constant(3, size), constant(4, flags));
        } else code.push(constant(2, flags));
        code.push(insn("call_helper", { imm: helper }), insn("exit"));
        await same(code, { data });
      }),
      { numRuns: Number(process.env.SKBOX_RUNS ?? 150) },
    );
  });

  it("write the same events, until there is no room", { timeout: 120_000 }, async () => {
    const long = fc.uint8Array({ minLength: 40, maxLength: 300 });
    await fc.assert(
      fc.asyncProperty(long, event, async (data, { cpu, part, size, words }) => {
        const code = [
          ...packet(40),
          ...fill(72, words),
          insn("mov64_reg", { dst: 1, src: 6 }),
          mapPointer(2, "events"),
          constant(3, part),
          insn("lsh64_imm", { dst: 3, imm: 32 }),
          insn("mov32_imm", { dst: 4, imm: cpu }),
          insn("or64_reg", { dst: 3, src: 4 }),
          insn("mov64_reg", { dst: 4, src: 10 }),
          insn("add64_imm", { dst: 4, imm: -72 }),
          constant(5, size),
          insn("call_helper", { imm: PERF_EVENT_OUTPUT }),
          insn("exit"),
        ];
        await same(code, { data, repeat: 3 });
        if (part === 40) await same(code, { data, repeat: 20_000 });
      }),
      { numRuns: Number(process.env.SKBOX_RUNS ?? 150) },
    );
  });
});
