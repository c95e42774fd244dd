/** Ways through a program that few programs take, compiled and interpreted. */
import { describe, expect, it } from "vitest";
import type { ProgramSpec } from "../../loader/index.ts";
import { Machine } from "../../vm/index.ts";
import { type Code, collection, insn, map, mapPointer, program } from "../support/program.ts";
import { jitMachine, outcome, proofs } from "./support.ts";

const frame = new Uint8Array(60).fill(0xee);
const BUDGET = 10_000;
const mov = (dst: number, imm: number) => insn("mov64_imm", { dst, imm });
const copy = (dst: number, src: number) => insn("mov64_reg", { dst, src });
const call = (imm: number) => insn("call_helper", { imm });
const exit = insn("exit");
const TAIL_CALL = 12;
const LOOP = 181;

/** `lddw dst, &function`; its target goes into the program's references. */
const callback = (dst: number): Uint8Array[] => [insn("lddw_func", { dst }), new Uint8Array(8)];

interface Case {
  name: string;
  code: Code;
  /** The second program, in slot 0 of `calls`; slot 1 holds the first. */
  next?: Code;
  references?: ProgramSpec["references"];
  expected: { retval: number } | { trap: { code: string; program?: string; pc?: number } };
}

const tailCall = (slot: number): Code => [mapPointer(2, "calls"), mov(3, slot), call(TAIL_CALL)];

const cases: Case[] = [
  {
    name: "a loop that is entered in two places",
    // Over the first half of the loop or into it, by the packet's first byte's lowest bit; three rounds.
    code: [
      mov(0, 0),
      mov(2, 0),
      insn("ldxw", { dst: 3, src: 1, off: 0 }),
      insn("jset64_imm", { dst: 3, imm: 4, off: 2 }),
      insn("add64_imm", { dst: 0, imm: 1 }),
      insn("add64_imm", { dst: 0, imm: 10 }),
      insn("add64_imm", { dst: 0, imm: 100 }),
      insn("add64_imm", { dst: 2, imm: 1 }),
      insn("jlt64_imm", { dst: 2, imm: 3, off: -4 }),
      exit,
    ],
    // A length of 60 has that bit: 100, then twice 110.
    expected: { retval: 320 },
  },
  {
    name: "a loop without an end",
    code: [mov(0, 0), insn("add64_imm", { dst: 0, imm: 1 }), insn("ja", { off: -2 }), exit],
    expected: { trap: { code: "BUDGET", program: "prog", pc: 2 } },
  },
  {
    name: "a function that calls itself too deep",
    code: [insn("call_local", { imm: 1 }), exit, insn("call_local", { imm: -1 }), exit],
    expected: { trap: { code: "CALL_DEPTH", pc: 2 } },
  },
  {
    name: "a program that calls its own beginning",
    code: [
      mov(0, 1),
      copy(6, 1),
      insn("jeq64_imm", { dst: 6, imm: 7, off: 3 }),
      mov(1, 7),
      insn("call_local", { imm: -5 }),
      insn("add64_imm", { dst: 0, imm: 40 }),
      exit,
    ],
    expected: { retval: 41 },
  },
  {
    name: "a function that looks at its caller's registers",
    code: [
      mov(6, 5),
      mov(7, 6),
      mov(1, 1),
      insn("call_local", { imm: 2 }),
      insn("add64_reg", { dst: 0, src: 6 }),
      exit,
      copy(0, 6),
      insn("mul64_reg", { dst: 0, src: 7 }),
      mov(6, 9),
      exit,
    ],
    expected: { retval: 35 },
  },
  {
    name: "registers that a function leaves behind",
    code: [
      mov(2, 1),
      insn("call_local", { imm: 2 }),
      insn("add64_reg", { dst: 0, src: 2 }),
      exit,
      mov(2, 30),
      mov(0, 4),
      exit,
    ],
    expected: { retval: 34 },
  },
  {
    name: "a pointer into a frame that has ended",
    code: [
      insn("call_local", { imm: 2 }),
      insn("ldxdw", { dst: 0, src: 0, off: -8 }),
      exit,
      copy(0, 10),
      exit,
    ],
    expected: { trap: { code: "SCALAR_DEREFERENCE", pc: 1 } },
  },
  {
    name: "tail calls up to the limit",
    // The second program calls itself through slot 0 until that is refused.
    code: [...tailCall(0), mov(0, 1), exit],
    next: [...tailCall(0), mov(0, 2), exit],
    expected: { retval: 2 },
  },
  {
    name: "a tail call to an empty slot",
    code: [...tailCall(2), mov(0, 3), exit],
    expected: { retval: 3 },
  },
  {
    name: "a tail call out of the array",
    code: [...tailCall(4), mov(0, 3), exit],
    expected: { retval: 3 },
  },
  {
    name: "a tail call out of a function",
    code: [
      insn("call_local", { imm: 2 }),
      insn("add64_imm", { dst: 0, imm: 1 }),
      exit,
      ...tailCall(0),
      mov(0, 9),
      exit,
    ],
    next: [mov(0, 20), exit],
    expected: { retval: 21 },
  },
  {
    name: "a trap behind a tail call out of a function",
    code: [
      insn("call_local", { imm: 2 }),
      insn("ldxb", { dst: 0, src: 0, off: 0 }),
      exit,
      ...tailCall(0),
      mov(0, 9),
      exit,
    ],
    next: [mov(0, 20), exit],
    expected: { trap: { code: "NULL_DEREFERENCE", program: "prog", pc: 1 } },
  },
  {
    name: "a trap in a program that was tail-called",
    code: [...tailCall(0), mov(0, 9), exit],
    next: [mov(0, 20), insn("ldxb", { dst: 0, src: 0, off: 0 }), exit],
    expected: { trap: { code: "NULL_DEREFERENCE", program: "next", pc: 1 } },
  },
  {
    name: "a helper that is not there",
    code: [mov(0, 0), call(6000), exit],
    expected: { trap: { code: "HELPER_MISSING", pc: 1 } },
  },
  {
    name: "a callback that counts in its caller's frame",
    // loop(5, callback, r10 - 8, 0), where the callback adds its index.
    code: [
      insn("stdw", { dst: 10, off: -8, imm: 0 }),
      mov(1, 5),
      ...callback(2),
      copy(3, 10),
      insn("add64_imm", { dst: 3, imm: -8 }),
      mov(4, 0),
      call(LOOP),
      insn("ldxdw", { dst: 0, src: 10, off: -8 }),
      exit,
      insn("ldxdw", { dst: 3, src: 2, off: 0 }),
      insn("add64_reg", { dst: 3, src: 1 }),
      insn("stxdw", { dst: 2, src: 3, off: 0 }),
      mov(0, 0),
      exit,
    ],
    references: [{ kind: "function", insn: 2, target: 10 }],
    expected: { retval: 10 },
  },
  {
    name: "a callback out of a function, and a trap in it",
    code: [
      insn("call_local", { imm: 2 }),
      mov(0, 0),
      exit,
      mov(1, 5),
      ...callback(2),
      mov(3, 0),
      mov(4, 0),
      call(LOOP),
      exit,
      insn("ldxdw", { dst: 0, src: 10, off: -520 }),
      exit,
    ],
    references: [{ kind: "function", insn: 4, target: 10 }],
    expected: { trap: { code: "OUT_OF_BOUNDS", program: "prog", pc: 10 } },
  },
];

describe.each(proofs)("unusual control flow, $name", (proofs) => {
  it.each(cases.map((entry) => [entry.name, entry] as const))("%s", async (_name, entry) => {
    const { code, next = [mov(0, 0), exit], references = [], expected } = entry;
    const results = [];
    for (const machine of [
      await Machine.create({ budget: BUDGET, engine: "interpreter" }),
      await jitMachine({ budget: BUDGET }, proofs),
    ]) {
      const first = program(code);
      const loaded = machine.load(
        collection(
          [{ ...first, references: [...first.references, ...references] }, program(next, { name: "next" })],
          [map("calls", "PROG_ARRAY", { valueSize: 4, maxEntries: 4 })],
        ),
      );
      loaded.map("calls").update(0, loaded.program("next"));
      loaded.map("calls").update(1, loaded.program("prog"));
      const result = outcome(loaded, "prog", { data: frame });
      expect(result).toMatchObject(expected);
      results.push(result);
    }
    expect(results[1]).toEqual(results[0]);
  });
});

describe.each(proofs)("loops that end, $name", (proofs) => {
  const turning = [
    mov(0, 0),
    mov(5, 10),
    insn("add64_imm", { dst: 0, imm: 1 }),
    insn("sub64_imm", { dst: 5, imm: 1 }),
    insn("jne64_imm", { dst: 5, imm: 0, off: -3 }),
  ];
  /** Turns 9 times, and then as often as the packet's first byte says, 15 times at most. */
  const looping = program([
    insn("ldxw", { dst: 2, src: 1, off: 76 }),
    insn("ldxw", { dst: 3, src: 1, off: 80 }),
    insn("mov64_reg", { dst: 4, src: 2 }),
    insn("add64_imm", { dst: 4, imm: 14 }),
    mov(0, 0),
    insn("jle64_reg", { dst: 4, src: 3, off: 1 }),
    exit,
    ...turning,
    insn("ldxb", { dst: 5, src: 2 }),
    insn("and64_imm", { dst: 5, imm: 15 }),
    insn("add64_imm", { dst: 0, imm: 1 }),
    insn("stxb", { dst: 2, src: 0 }),
    insn("sub64_imm", { dst: 5, imm: 1 }),
    insn("jsgt64_imm", { dst: 5, imm: 0, off: -4 }),
    exit,
  ]);
  const run = async (spec: typeof looping, budget: number, data: Uint8Array) => {
    const machines = [
      await Machine.create({ budget, engine: "interpreter" }),
      await jitMachine({ budget }, proofs),
    ];
    const results = machines.map((machine) => outcome(machine.load(collection([spec])), "prog", { data }));
    expect(results[1]).toEqual(results[0]);
    return results[1];
  };

  it.each([1, 9, 10, 11, 12, 22, 23, 24, 25, 26, 1000])(
    "take of a budget of %d what they turn",
    async (budget) => {
      for (const turns of [0, 1, 3, 15]) {
        const taken = 9 + Math.max(turns - 1, 0);
        expect(await run(looping, budget, new Uint8Array(60).fill(turns))).toMatchObject(
          taken < budget ? { retval: taken + 2, trap: null } : { trap: { code: "BUDGET" } },
        );
      }
      expect(await run(program([...turning, exit]), budget, frame)).toMatchObject(
        budget > 9 ? { retval: 10, trap: null } : { trap: { code: "BUDGET", pc: 4 } },
      );
    },
  );
});
