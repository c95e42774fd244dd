/** A fused operation does what its instructions do one after the other, as the observed loop executes them. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FRAME_POINTER } from "../../spec/encoding.ts";
import { fusions } from "../../spec/fusions.ts";
import { instructions } from "../../spec/isa.ts";
import { atHandAfter, fusedOperations, operationNumber, type Part } from "../../spec/operations.ts";
import { Machine } from "../../vm/index.ts";
import { decode } from "../../vm/structure.ts";
import { choose } from "../fusions/choose.ts";
import { operationsOf } from "../support/operations.ts";
import { type Code, collection, insn, map, mapPointer, program, valuePointer } from "../support/program.ts";

const REGISTERS = 9;
const slots = (code: Code): number =>
  code.reduce((sum, item) => sum + (item instanceof Uint8Array ? item.length / 8 : 2), 0);

/** r0 to r8: pointers to the packet, the stack, a map's value and the context, and numbers, by turns. */
function prologue(numbers: readonly number[]): Code {
  const code: Code = [insn("mov64_reg", { dst: 6, src: 1 })];
  for (let register = 0; register < REGISTERS; register++) {
    const imm = numbers[register]!;
    if (register === 6) continue;
    if (register % 4 === 0) code.push(insn("ldxw", { dst: register, src: 6, off: 76 }));
    else if (register % 4 === 1) code.push(insn("mov64_reg", { dst: register, src: 10 }));
    else if (register % 4 === 2) code.push(valuePointer(register, "values", 0));
    else code.push(insn("mov64_imm", { dst: register, imm }));
    if (register % 4 === 1) code.push(insn("add64_imm", { dst: register, imm: -64 }));
  }
  return code;
}

/** Registers go to the stack, and from there to where the test finds them. */
const epilogue: Code = [
  ...Array.from({ length: REGISTERS }, (_, i) => insn("stxdw", { dst: 10, src: i, off: -8 * (i + 1) })),
  valuePointer(9, "out", 0),
  ...Array.from({ length: REGISTERS }, (_, i) => [
    insn("ldxdw", { dst: 0, src: 10, off: -8 * (i + 1) }),
    insn("stxdw", { dst: 9, src: 0, off: 8 * i }),
  ]).flat(),
  insn("mov64_imm", { dst: 0, imm: 0 }),
  insn("exit"),
];
/** Of no fused operation. */
const barrier = insn("le64", { dst: 0 });
const callee = [insn("mov64_imm", { dst: 0, imm: 7 }), insn("exit")];

interface Choice {
  dst: number;
  src: number;
  off: number;
  imm: number;
}

/** The parts with those operands, and what follows. */
function body(parts: readonly Part[], choices: readonly Choice[]): Code {
  const code: Code = [];
  const length = parts.reduce((sum, { row }) => sum + (row.form === "lddw" ? 2 : 1), 0);
  let atHand: number | null = null;
  for (const [i, { row, dstAtHand, srcAtHand, inFrame }] of parts.entries()) {
    const choice = choices[i]!;
    const size = row.form === "load" || row.form === "store" ? row.size : 1;
    const dst = inFrame && row.form === "store" ? FRAME_POINTER : dstAtHand ? atHand! : choice.dst;
    const src = inFrame && row.form === "load" ? FRAME_POINTER : srcAtHand ? atHand! : choice.src;
    // Some of it lies where r1 and r5 point to.
    const off = inFrame ? -64 + size * (choice.imm & 3) : choice.off;
    const toBarrier = length - slots(code) - 1;
    const toCallee = toBarrier + 1 + 5 + slots(epilogue);
    atHand = atHandAfter(row, dst, atHand);
    const has = (field: "dst" | "src" | "off" | "imm") => row.operands.includes(field);
    if (row.name === "lddw_map_fd") code.push(mapPointer(dst, "values"));
    else if (row.name === "lddw_map_value") code.push(valuePointer(dst, "values", 8));
    else if (row.form === "lddw") code.push(insn(row.name, { dst, imm: choice.imm }), new Uint8Array(8));
    else if (row.form === "jump" || row.form === "goto") {
      code.push(
        insn(row.name, {
          ...(has("dst") && { dst }),
          ...(has("src") && { src }),
          ...(has("imm") && { imm: choice.imm }),
          off: toBarrier,
        }),
      );
    } else if (row.form === "call") {
      const imm = row.name === "call_local" ? toCallee : 5; // bpf_ktime_get_ns
      code.push(insn(row.name, { imm }));
    } else {
      code.push(
        insn(row.name, {
          ...(has("dst") && { dst }),
          ...(has("src") && { src }),
          ...(has("off") && { off }),
          ...(has("imm") && { imm: choice.imm }),
        }),
      );
    }
  }
  // A call leaves nothing to be read in r1 to r5.
  const calls = parts.at(-1)!.row.form === "call";
  const lost = [1, 2, 3, 4, 5].map((dst) => insn("mov64_imm", { dst, imm: 0 }));
  return [...code, barrier, ...(calls ? lost : []), ...epilogue, ...callee];
}

const register = fc.integer({ min: 0, max: REGISTERS - 1 });
const choice = fc.record({
  dst: register,
  src: register,
  off: fc.constantFrom(0, 0, 8, 8, 16, 4, 1, -8, 60, 2000),
  imm: fc.constantFrom(0, 1, 2, 8, 14, 31, 255, -1, -8, 0x800, 0x7fff_ffff),
});
const scene = fc.record({
  numbers: fc.array(fc.constantFrom(0, 1, 2, 8, 255, -1, 0x1234_5678), {
    minLength: REGISTERS,
    maxLength: REGISTERS,
  }),
  choices: fc.array(choice, { minLength: 4, maxLength: 4 }),
});
const maps = [
  map("values", "ARRAY", { valueSize: 64, maxEntries: 1 }),
  map("out", "ARRAY", { valueSize: 8 * REGISTERS, maxEntries: 1 }),
];
const data = Uint8Array.from({ length: 64 }, (_, i) => (i * 37) & 0xff);

const machines = [
  await Machine.create({ engine: "interpreter" }),
  await Machine.create({ engine: "interpreter" }),
];
machines[1]!.recordCoverage();
const rowNumber = (name: string) => instructions.findIndex((row) => row.name === name);

describe("fused operations", () => {
  it.each(
    fusedOperations.map(({ number, parts }, i) => ({
      name: fusions[i]!,
      number,
      parts,
    })),
  )("$name", ({ number, parts }) => {
    let met = 0;
    fc.assert(
      fc.property(scene, ({ numbers, choices }) => {
        const before = prologue(numbers);
        const spec = program([...before, ...body(parts, choices)]);
        const loaded = machines.map((machine) => machine.load(collection([spec], maps)));
        const operation = operationsOf(loaded[0]!.program("prog")).find(({ pc }) => pc === slots(before))!;
        // It may be another one, where registers are the same by chance.
        if (operation.number !== number) return;
        met++;
        const [fused, single] = loaded.map((own) => {
          const { durationNs, ...run } = own.program("prog").run({ data });
          return { run, values: [...own.map("values")], out: [...own.map("out")] };
        });
        expect(fused).toEqual(single);
      }),
      { numRuns: 60, seed: 7 },
    );
    expect(met).toBeGreaterThan(20);
  });
});

describe("the choice of them", () => {
  const bytes = (code: Code) => decode("prog", "SCHED_CLS", program(code).instructions);
  const common = [
    insn("mov64_reg", { dst: 2, src: 10 }),
    insn("add64_imm", { dst: 2, imm: -4 }),
    insn("mov64_imm", { dst: 0, imm: 0 }),
    insn("exit"),
  ];

  it("joins what meets most often, in several groups before in one", () => {
    const groups = [[bytes(common), bytes(common)], [bytes(common.slice(2))]];
    expect(choose(groups, 1)).toEqual({ fusions: ["mov64_imm; exit"], saved: [0.25, 0.5] });
  });

  it("says which registers are at hand", () => {
    const program = [
      insn("mov64_imm", { dst: 0, imm: 1 }),
      insn("mov64_reg", { dst: 2, src: 0 }),
      insn("add64_imm", { dst: 2, imm: 1 }),
      insn("jeq64_reg", { dst: 2, src: 2, off: 0 }),
      insn("exit"),
    ];
    const text = "mov64_imm; mov64_reg s; add64_imm d; jeq64_reg d s";
    expect(choose([[bytes(program)]], 3).fusions).toEqual([text]);
  });

  it("does not take a call of the helper that leaves the program", () => {
    const [first] = fusedOperations.filter(({ parts }) => parts.at(-1)!.row.name === "call_helper");
    expect(first).toBeDefined();
    const numbers = (imm: number) => {
      const code = [insn("mov64_imm", { dst: 3, imm: 0 }), insn("call_helper", { imm }), ...common.slice(2)];
      const own = machines[0]!.load(collection([program(code)]));
      return operationsOf(own.program("prog")).map(({ number }) => number);
    };
    expect(numbers(5)[0]).not.toBe(rowNumber("mov64_imm"));
    expect(numbers(12).slice(0, 2)).toEqual([rowNumber("mov64_imm"), operationNumber("TAIL_CALL")]);
  });
});
