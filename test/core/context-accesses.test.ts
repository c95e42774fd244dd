/** Accesses to the context in the interpreter's loop: guessed when a program is linked, asked again when it runs. */
import { describe, expect, it } from "vitest";
import { ProvenanceKind } from "../../spec/layout.ts";
import { internalOperations, operationNumber } from "../../spec/operations.ts";
import { assemble, Machine } from "../../vm/index.ts";
import { operationsOf } from "../support/operations.ts";
import { collection, program } from "../support/program.ts";

const machine = await Machine.create({ engine: "interpreter" });
const data = Uint8Array.from({ length: 60 }, (_, i) => i);

function run(text: string) {
  const own = machine.load(collection([program([assemble(text)])]));
  return own.program("prog").run({ data, ctx: { mark: 7 } });
}
/** Operations of their own, by the places of the accesses. */
const accessesOf = (text: string) => {
  const own = machine.load(collection([program([assemble(text)])]));
  return operationsOf(own.program("prog")).flatMap(({ pc, number, immediate }) => {
    const operation = internalOperations.find((name) => operationNumber(name) === number);
    return operation ? [{ pc, operation, immediate }] : [];
  });
};

describe("accesses to the context", () => {
  it("are those of 4 bytes, through r1 and its copies, until a call loses them", () => {
    const packet = BigInt(ProvenanceKind.PACKET) << 60n;
    const end = BigInt(ProvenanceKind.PACKET_END) << 60n;
    const accesses = accessesOf(`
      mov %r6, %r1
      ldxw %r2, [%r1+76]
      ldxw %r3, [%r6+80]
      ldxw %r4, [%r6+8]
      ldxb %r0, [%r6+8]    # a part
      ldxw %r0, [%r6+16]   # the kernel keeps half of it
      ldxw %r0, [%r6+3]    # of no field
      ldxw %r0, [%r2+0]    # of the packet
      stxw [%r6+52], %r0   # cb[1]
      stxw [%r6+76], %r0   # of what must not be written
      stxw [%r6+12], %r0   # a number that has to be looked at
      call 5
      ldxw %r0, [%r6+0]
      exit`);
    expect(accesses).toEqual([
      { pc: 1, operation: "LOAD_CONTEXT", immediate: packet },
      { pc: 2, operation: "LOAD_CONTEXT", immediate: end },
      { pc: 3, operation: "LOAD_CONTEXT", immediate: 0n },
      { pc: 5, operation: "LOAD_CONTEXT", immediate: 0n },
      { pc: 8, operation: "STORE_CONTEXT", immediate: 0b1000n },
      { pc: 12, operation: "LOAD_CONTEXT", immediate: 0n },
    ]);
  });

  it("give numbers, and pointers that reach the packet and no further", () => {
    const sum = run(`
      ldxw %r2, [%r1+76]
      ldxw %r3, [%r1+80]
      ldxw %r0, [%r1+0]    # 60
      ldxw %r4, [%r1+8]    # 7
      add %r0, %r4
      ldxb %r4, [%r2+59]   # 59
      add %r0, %r4
      sub %r3, %r2         # 60
      add %r0, %r3
      exit`);
    expect(sum).toMatchObject({ retval: 186, trap: null });
    const beyond = run("ldxw %r2, [%r1+76]\nldxb %r0, [%r2+60]\nexit");
    expect(beyond.trap).toMatchObject({ code: "OUT_OF_BOUNDS", pc: 1 });
    const end = run("ldxw %r2, [%r1+80]\nldxb %r0, [%r2-1]\nexit");
    expect(end.trap).toMatchObject({ code: "OPAQUE_DEREFERENCE", pc: 1 });
  });

  it("keep what is stored, and bring back the template for the next run", () => {
    const text = `
      ldxw %r2, [%r1+52]
      stxw [%r1+8], %r2
      mov %r2, 11
      stxw [%r1+52], %r2
      ldxw %r0, [%r1+52]
      ldxw %r2, [%r1+8]
      lsh %r2, 8
      or %r0, %r2
      exit`;
    const own = machine.load(collection([program([assemble(text)])])).program("prog");
    const run = () => own.run({ data, ctx: { mark: 7, cb: [0, 3, 0, 0, 0] } });
    for (let i = 0; i < 2; i++) expect(run()).toMatchObject({ retval: 11 + 3 * 256, trap: null });
  });

  it.each([
    ["the stack", "stdw [%r10-8], 42\nmov %r6, %r10\nadd %r6, -8", { retval: 42, trap: null }],
    ["the packet", "ldxw %r6, [%r1+76]", { retval: 0x0302_0100, trap: null }],
    ["nothing", "mov %r6, 5", { retval: null, trap: { code: "NULL_DEREFERENCE", pc: 2 } }],
    ["the context's middle", "add %r6, 8", { retval: 7, trap: null }],
  ])("are what they are where the guess is wrong: r6 points to %s", (_what, code, expected) => {
    const text = `
      mov %r6, %r1
      ja there
    back:
      ldxw %r0, [%r6+0]
      exit
    there:
      ${code}
      ja back`;
    expect(accessesOf(text).map(({ pc }) => pc)).toContain(2);
    expect(run(text)).toMatchObject(expected);
  });
});
