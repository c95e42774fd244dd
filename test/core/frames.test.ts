/** Frames of called functions: all zeros at first, whatever lay there, and in whichever way the interpreter opens them. */
import { describe, expect, it } from "vitest";
import { assemble, Machine } from "../../vm/index.ts";
import { operationsOf } from "../support/operations.ts";
import { collection, program } from "../support/program.ts";

const machine = await Machine.create({ engine: "interpreter" });

function run(text: string) {
  const own = machine.load(collection([program([assemble(text)])]));
  return own.program("prog").run({ data: new Uint8Array(64) });
}

/** Functions that write, and that add up what they find, at these places. */
const writes = (offsets: readonly number[]) =>
  `${offsets.map((offset) => `stdw [%r10${offset}], -1`).join("\n")}\nmov %r0, 0\nexit`;
const reads = (offsets: readonly number[]) =>
  ["mov %r0, 0", ...offsets.flatMap((offset) => [`ldxdw %r2, [%r10${offset}]`, "or %r0, %r2"]), "exit"].join(
    "\n",
  );

const near = [-8, -32, -64];
const far = [-8, -64, -72, -512];

describe("a function's frame", () => {
  it.each([
    { first: near, second: near },
    { first: far, second: near },
    { first: near, second: far },
    { first: far, second: far },
  ])("is zeros at $second after another one wrote at $first", ({ first, second }) => {
    const { retval, trap } = run(`
      call local before
      call local after
      exit
    before:
      ${writes(first)}
    after:
      ${reads(second)}`);
    expect({ retval, trap }).toEqual({ retval: 0, trap: null });
  });

  it("holds no pointer that another one spilled", () => {
    const { trap } = run(`
      mov %r1, %r10
      call local before
      call local after
      exit
    before:
      stxdw [%r10-8], %r1
      mov %r0, 0
      exit
    after:
      ldxdw %r2, [%r10-8]
      ldxdw %r0, [%r2-8]
      exit`);
    expect(trap).toMatchObject({ code: "SCALAR_DEREFERENCE", pc: 8 });
  });

  it("is given back with the caller's registers, and lets no pointer to it out", () => {
    const { retval, trap } = run(`
      mov %r6, 6
      mov %r7, %r10
      stdw [%r10-8], 30
      call local clobber
      ldxdw %r2, [%r7-8]
      mov %r0, %r6
      add %r0, %r2
      ldxdw %r2, [%r10-8]
      add %r0, %r2
      exit
    clobber:
      mov %r6, 1
      mov %r7, 2
      stdw [%r10-8], 4
      mov %r0, 0
      exit`);
    expect({ retval, trap }).toEqual({ retval: 66, trap: null });
  });

  it("costs a unit of the budget, the last of which stops the run", async () => {
    const few = await Machine.create({ engine: "interpreter", budget: 3 });
    const text = `${"call local nothing\n".repeat(4)}exit\nnothing:\nmov %r0, 0\nexit`;
    const own = few.load(collection([program([assemble(text)])]));
    expect(own.program("prog").run({ data: new Uint8Array(64) }).trap).toMatchObject({
      code: "BUDGET",
      pc: 2,
    });
  });
});

describe("shallow functions", () => {
  const found = (body: string) => {
    const text = `call local callee\nexit\ncallee:\n${body}`;
    const own = machine.load(collection([program([assemble(text)])]));
    return operationsOf(own.program("prog"))[0]!.immediate === 1n;
  };
  it.each([
    ["no frame", "mov %r0, 0\nexit", true],
    ["its last 64 bytes", "stdw [%r10-64], 1\nldxb %r0, [%r10-1]\nexit", true],
    ["a byte before them", "stb [%r10-65], 1\nmov %r0, 0\nexit", false],
    ["an atomic before them", "mov %r0, 0\nlock add [%r10-72], %r0\nexit", false],
    ["r10 in another register", "mov %r2, %r10\nmov %r0, 0\nexit", false],
    ["r10 spilled", "stxdw [%r10-8], %r10\nmov %r0, 0\nexit", false],
    ["another function's instructions", "ja -2", false],
  ])("use %s: %s", (_what, body, expected) => {
    expect(found(body)).toBe(expected);
  });
});
