/** Loops whose memory compiled code also keeps in locals leave what the interpreter leaves, whatever overlaps. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Machine } from "../../vm/index.ts";
import { type Code, collection, insn, map, program, valuePointer } from "../support/program.ts";
import { jitMachine, outcome, proofs } from "./support.ts";

const TURNS = 5;
const suffix = { 1: "b", 2: "h", 4: "w", 8: "dw" } as const;
type Width = keyof typeof suffix;
/** The packet, a place in it, a map's value, a place in that; and the frame. */
const bases = [7, 8, 9, 0, 10];

const width = fc.constantFrom<Width>(1, 2, 4, 8);
const place = fc.record({ base: fc.constantFrom(...bases), at: fc.constantFrom(0, 1, 3, 4, 8) });
const register = fc.integer({ min: 2, max: 5 });
const step = fc.oneof(
  fc.record({ kind: fc.constant("load" as const), register, place, width, signed: fc.boolean() }),
  fc.record({ kind: fc.constant("store" as const), register, place, width }),
  fc.record({ kind: fc.constant("put" as const), place, width, imm: fc.integer({ min: -300, max: 300 }) }),
  fc.record({ kind: fc.constant("add" as const), register, other: register, imm: fc.integer() }),
  fc.record({ kind: fc.constant("elsewhere" as const), register, base: fc.constantFrom(7, 9), width }),
  // What a place that is carried mostly is.
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant("change" as const),
      register,
      place,
      width,
      signed: fc.boolean(),
    }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** From a base, whose offset is such that places of different bases meet. */
const offset = ({ base, at }: { base: number; at: number }): number => (base === 10 ? at - 24 : at);

function load({ register, place, width, signed }: Extract<Step, { kind: "load" | "change" }>): Uint8Array {
  const name = signed && width < 8 ? `ldxs${suffix[width]}` : `ldx${suffix[width]}`;
  return insn(name, { dst: register, src: place.base, off: offset(place) });
}

function write(step: Step): Uint8Array[] {
  switch (step.kind) {
    case "load":
      return [load(step)];
    case "change":
      return [
        load(step),
        insn("add64_imm", { dst: step.register, imm: 0x7fffff71 }),
        ...write({ ...step, kind: "store" }),
      ];
    case "store":
      return [
        insn(`stx${suffix[step.width]}`, {
          dst: step.place.base,
          src: step.register,
          off: offset(step.place),
        }),
      ];
    case "put":
      return [
        insn(`st${suffix[step.width]}`, { dst: step.place.base, off: offset(step.place), imm: step.imm }),
      ];
    case "elsewhere": {
      // In each turn at another place.
      const place = { base: 1, at: 0 as const };
      return [
        insn("mov64_reg", { dst: 1, src: 6 }),
        insn("and64_imm", { dst: 1, imm: 7 }),
        insn("add64_reg", { dst: 1, src: step.base }),
        ...write({ ...step, kind: "change", signed: false, place }),
      ];
    }
    case "add":
      return [
        insn("add64_reg", { dst: step.register, src: step.other }),
        insn("xor64_imm", { dst: step.register, imm: step.imm }),
      ];
  }
}

function looping(steps: readonly Step[]): Code {
  const body = steps.flatMap(write);
  return [
    insn("ldxw", { dst: 7, src: 1, off: 76 }),
    insn("ldxw", { dst: 8, src: 1, off: 80 }),
    insn("mov64_reg", { dst: 2, src: 7 }),
    insn("add64_imm", { dst: 2, imm: 56 }),
    insn("jle64_reg", { dst: 2, src: 8, off: 2 }),
    insn("mov64_imm", { dst: 0, imm: -1 }),
    insn("exit"),
    insn("mov64_reg", { dst: 8, src: 7 }),
    insn("add64_imm", { dst: 8, imm: 3 }),
    valuePointer(9, "state", 0),
    insn("mov64_reg", { dst: 0, src: 9 }),
    insn("add64_imm", { dst: 0, imm: 4 }),
    insn("stdw", { dst: 10, off: -24, imm: 0x1234567 }),
    insn("stdw", { dst: 10, off: -16, imm: -2 }),
    insn("stdw", { dst: 10, off: -8, imm: 77 }),
    ...[2, 3, 4, 5].map((dst) => insn("ldxw", { dst, src: 7, off: 4 * dst })),
    insn("mov64_imm", { dst: 6, imm: TURNS }),
    ...body,
    insn("sub64_imm", { dst: 6, imm: 1 }),
    insn("jne64_imm", { dst: 6, imm: 0, off: -(body.length + 2) }),
    insn("mov64_imm", { dst: 0, imm: 0 }),
    ...[2, 3, 4, 5].map((src) => insn("add64_reg", { dst: 0, src })),
    ...[-24, -16, -8].flatMap((off) => [
      insn("mul64_imm", { dst: 0, imm: 31 }),
      insn("ldxdw", { dst: 1, src: 10, off }),
      insn("add64_reg", { dst: 0, src: 1 }),
    ]),
    insn("mov64_reg", { dst: 1, src: 0 }),
    insn("rsh64_imm", { dst: 1, imm: 32 }),
    insn("xor64_reg", { dst: 0, src: 1 }),
    insn("exit"),
  ];
}

const state = map("state", "ARRAY", { valueSize: 64, maxEntries: 1 });
const data = Uint8Array.from({ length: 60 }, (_, i) => (i * 73 + 11) & 0xff);

describe.each(proofs)("what a loop carries, $name", (proofs) => {
  it("is in memory too, and comes from there", { timeout: 60_000 }, async () => {
    const interpreted = await Machine.create({ engine: "interpreter" });
    const compiled = await jitMachine({}, proofs);
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 5 }), async (steps) => {
        const results = [interpreted, compiled].map((machine) =>
          outcome(machine.load(collection([program(looping(steps))], [state])), "prog", { data }),
        );
        expect(results[1]).toEqual(results[0]);
        expect(results[1]).toMatchObject({ trap: null });
      }),
      { numRuns: 400, seed: 5 },
    );
  });
});
