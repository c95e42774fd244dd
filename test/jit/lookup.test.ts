/** Lookups whose keys compiled code gathers itself find what the core finds for the same bytes in memory. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Machine, type MapSpec } from "../../vm/index.ts";
import { type Code, collection, insn, map, mapPointer, program } from "../support/program.ts";
import { jitMachine, mapContents, outcome, proofs } from "./support.ts";

const store = { 1: "b", 2: "h", 4: "w", 8: "dw" } as const;
type Width = keyof typeof store;

/** Bytes that meet often. */
const byte = fc.constantFrom(0, 0, 0, 1, 0x80, 0xff);
const types = fc.constantFrom(
  ...(["HASH", "LRU_HASH", "PERCPU_HASH", "LRU_PERCPU_HASH", "LPM_TRIE", "ARRAY", "PERCPU_ARRAY"] as const),
);

/** Bits of an LPM key behind its length. */
const dataBits = (keySize: number): number => 8 * Math.max(keySize - 4, 0);

const scene = types
  .chain((type) =>
    fc.record({
      type: fc.constant(type),
      keySize: type.includes("ARRAY")
        ? fc.constant(4)
        : type === "LPM_TRIE"
          ? fc.integer({ min: 5, max: 36 })
          : fc.integer({ min: 1, max: 44 }),
      valueSize: fc.integer({ min: 1, max: 12 }),
      cpus: fc.constantFrom(1, 3),
    }),
  )
  .chain((shape) =>
    fc.record({
      shape: fc.constant(shape),
      keys: fc.array(fc.array(byte, { minLength: shape.keySize, maxLength: shape.keySize }), {
        minLength: 1,
        maxLength: 6,
      }),
      // How the program writes the key: widths, from constants or from the packet, which also comes from there.
      widths: fc.array(fc.record({ width: fc.constantFrom<Width>(1, 2, 4, 8), packet: fc.boolean() }), {
        minLength: 8,
        maxLength: 48,
      }),
      wanted: fc.option(fc.array(byte, { minLength: shape.keySize, maxLength: shape.keySize })),
      limit: fc.nat(dataBits(shape.keySize)),
      two: fc.boolean(),
      test: fc.nat(1),
    }),
  );

/** An LPM key's length fits; an array's index mostly does. */
function tidy(type: string, key: readonly number[], limit: number): number[] {
  const tidied = [...key];
  if (type === "LPM_TRIE") tidied.splice(0, 4, limit & 0xff, limit >> 8, 0, 0);
  if (type.includes("ARRAY")) tidied.splice(0, 4, key[0]! & 7, 0, 0, key[3]! & 1);
  return tidied;
}

const leave: Code = [insn("mov64_imm", { dst: 0, imm: 0 }), insn("exit")];

describe.each(proofs)("lookups by gathered keys, $name", (proofs) => {
  it("find what the interpreter finds", { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(scene, async ({ shape, keys, widths, wanted, limit, two, test }) => {
        const { type, keySize, valueSize, cpus } = shape;
        const maxEntries = 8;
        const more: Partial<MapSpec> = { keySize, valueSize, maxEntries, flags: type === "LPM_TRIE" ? 1 : 0 };
        const maps = [map("one", type, more), map("other", type, more)];
        const entries = keys.map((key, i) => tidy(type, key, (limit * (i + 1)) % (dataBits(keySize) + 1)));
        const key = tidy(type, wanted ?? keys[0]!, limit);

        const base = -8 * Math.ceil((keySize + 8) / 8);
        const code: Code = [
          insn("ldxw", { dst: 7, src: 1, off: 76 }),
          insn("ldxw", { dst: 8, src: 1, off: 80 }),
        ];
        code.push(insn("mov64_reg", { dst: 2, src: 7 }), insn("add64_imm", { dst: 2, imm: 64 }));
        code.push(insn("jle64_reg", { dst: 2, src: 8, off: 2 }), ...leave);
        let at = 0;
        for (let i = 0; at < keySize; i++) {
          const { width, packet } = widths[i % widths.length]!;
          const fits = ([8, 4, 2, 1] as const).find((size) => size <= Math.min(width, keySize - at))!;
          if (packet) {
            code.push(insn(`ldx${store[fits]}`, { dst: 3, src: 7, off: at }));
            code.push(insn(`stx${store[fits]}`, { dst: 10, src: 3, off: base + at }));
          } else {
            const bytes = key.slice(at, at + fits);
            const imm = bytes.slice(0, 4).reduce((sum, value, i) => sum | (value << (8 * i)), 0);
            const fill = imm < 0 ? 0xff : 0;
            // A constant of 8 bytes has to be the extension of 4.
            if (fits === 8 && !bytes.slice(4).every((value) => value === fill)) {
              code.push(insn("stw", { dst: 10, off: base + at, imm }));
              at += 4;
              continue;
            }
            code.push(insn(`st${store[fits]}`, { dst: 10, off: base + at, imm }));
          }
          at += fits;
        }
        code.push(mapPointer(1, "one"));
        if (two) {
          code.push(insn("ldxb", { dst: 4, src: 7, off: 63 }), insn("jeq64_imm", { dst: 4, imm: 0, off: 2 }));
          code.push(mapPointer(1, "other"));
        }
        code.push(insn("mov64_reg", { dst: 2, src: 10 }), insn("add64_imm", { dst: 2, imm: base }));
        code.push(insn("call_helper", { imm: 1 }));
        const write: Code = [
          insn("jne64_imm", { dst: 0, imm: 0, off: 2 }),
          ...leave,
          insn("ldxb", { dst: 3, src: 0, off: 0 }),
          insn("add64_imm", { dst: 3, imm: 1 }),
          insn("stxb", { dst: 0, src: 3, off: valueSize - 1 }),
        ];
        code.push(...write, insn("exit"));

        const data = new Uint8Array(64);
        data.set(key);
        data[63] = test;
        const results = [];
        for (const machine of [
          await Machine.create({ cpus, engine: "interpreter" }),
          await jitMachine({ cpus }, proofs),
        ]) {
          const loaded = machine.load(collection([program(code)], maps));
          for (const name of ["one", "other"]) {
            entries.forEach((entry, i) => {
              const index = entry[0]! | (entry[3]! << 24);
              if (type.includes("ARRAY") && index >= maxEntries) return;
              const filled = loaded.map(name);
              filled.update(Uint8Array.from(entry), new Uint8Array(filled.totalValueSize).fill(i + 1));
            });
          }
          const first = outcome(loaded, "prog", { data });
          const changed = mapContents(loaded);
          const mark = machine.snapshot();
          const before = outcome(loaded, "prog", { data });
          machine.restore(mark);
          expect(mapContents(loaded)).toEqual(changed);
          results.push([first, before, changed]);
        }
        expect(results[1]).toEqual(results[0]);
      }),
      { numRuns: Number(process.env.SKBOX_RUNS ?? 150) },
    );
  });

  const change = fc.record({
    type: fc.constantFrom("ARRAY", "PERCPU_ARRAY"),
    valueSize: fc.integer({ min: 1, max: 72 }),
    index: fc.constantFrom(0, 1, 3, 4, 0x100),
    flags: fc.constantFrom(0, 0, 0, 1, 2, 4),
    readOnly: fc.boolean(),
    again: fc.boolean(),
    widths: fc.array(fc.record({ width: fc.constantFrom<Width>(1, 2, 4, 8), packet: fc.boolean() }), {
      minLength: 8,
      maxLength: 48,
    }),
  });

  it("and updates with gathered values leave what the interpreter leaves", { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(change, async ({ type, valueSize, index, flags, readOnly, again, widths }) => {
        const rdonlyProg = readOnly ? 1 << 7 : 0;
        const maps = [
          map("one", type as "ARRAY", { keySize: 4, valueSize, maxEntries: 4, flags: rdonlyProg }),
        ];
        const base = -8 * Math.ceil((valueSize + 8) / 8);
        const code: Code = [
          insn("ldxw", { dst: 7, src: 1, off: 76 }),
          insn("ldxw", { dst: 8, src: 1, off: 80 }),
          insn("mov64_reg", { dst: 2, src: 7 }),
          insn("add64_imm", { dst: 2, imm: 80 }),
          insn("jle64_reg", { dst: 2, src: 8, off: 2 }),
          ...leave,
        ];
        for (let at = 0, i = 0; at < valueSize; i++) {
          const { width, packet } = widths[i % widths.length]!;
          const fits = ([8, 4, 2, 1] as const).find((size) => size <= Math.min(width, valueSize - at))!;
          if (packet) {
            code.push(insn(`ldx${store[fits]}`, { dst: 3, src: 7, off: at }));
            code.push(insn(`stx${store[fits]}`, { dst: 10, src: 3, off: base + at }));
          } else code.push(insn(`st${store[fits]}`, { dst: 10, off: base + at, imm: -at - 5 }));
          at += fits;
        }
        code.push(insn("stw", { dst: 10, off: -4, imm: index }));
        for (let times = again ? 2 : 1; times > 0; times--) {
          code.push(mapPointer(1, "one"));
          code.push(insn("mov64_reg", { dst: 2, src: 10 }), insn("add64_imm", { dst: 2, imm: -4 }));
          code.push(insn("mov64_reg", { dst: 3, src: 10 }), insn("add64_imm", { dst: 3, imm: base }));
          code.push(insn("mov64_imm", { dst: 4, imm: flags }), insn("call_helper", { imm: 2 }));
        }
        code.push(insn("exit"));
        const data = Uint8Array.from({ length: 80 }, (_, i) => 3 * i + 1);
        const results = [];
        for (const machine of [
          await Machine.create({ cpus: 3, engine: "interpreter" }),
          await jitMachine({ cpus: 3 }, proofs),
        ]) {
          const loaded = machine.load(collection([program(code)], maps));
          const first = outcome(loaded, "prog", { data });
          const filled = mapContents(loaded);
          const mark = machine.snapshot();
          const second = outcome(loaded, "prog", { data: data.map((byte) => byte ^ 0x55) });
          const changed = mapContents(loaded);
          machine.restore(mark);
          expect(mapContents(loaded)).toEqual(filled);
          results.push([first, filled, second, changed]);
        }
        expect(results[1]).toEqual(results[0]);
      }),
      { numRuns: Number(process.env.SKBOX_RUNS ?? 150) },
    );
  });
});
