/** Loads of the context in the interpreter's loop: guessed when a program is linked, asked again when it runs. */
import { describe, expect, it } from "vitest";
import { contexts } from "../../spec/contexts.ts";
import { ProvenanceKind } from "../../spec/layout.ts";
import { contextLoads } from "../../vm/context-loads.ts";
import { assemble, Machine } from "../../vm/index.ts";
import { decode } from "../../vm/structure.ts";
import { collection, program } from "../support/program.ts";

const machine = await Machine.create({ engine: "interpreter" });
const data = Uint8Array.from({ length: 60 }, (_, i) => i);

function run(text: string) {
  const own = machine.load(collection([program([assemble(text)])]));
  return own.program("prog").run({ data, ctx: { mark: 7 } });
}
const loadsOf = (text: string) => {
  const spec = program([assemble(text)]);
  const context = contexts.find(({ programType }) => programType === "SCHED_CLS");
  return contextLoads(decode("prog", "SCHED_CLS", spec.instructions), context);
};

describe("loads of the context", () => {
  it("are those of whole fields, through copies of r1, and not behind a call", () => {
    const packet = BigInt(ProvenanceKind.PACKET) << 60n;
    const end = BigInt(ProvenanceKind.PACKET_END) << 60n;
    const loads = loadsOf(`
      mov %r6, %r1
      ldxw %r2, [%r1+76]
      ldxw %r3, [%r6+80]
      ldxw %r4, [%r6+8]
      ldxb %r0, [%r6+8]    # a part
      ldxw %r0, [%r6+16]   # the kernel keeps half of it
      ldxw %r0, [%r6+3]    # of no field
      ldxw %r0, [%r2+0]    # of the packet
      call 5
      ldxw %r0, [%r6+0]
      exit`);
    expect([...loads]).toEqual([
      [1, packet],
      [2, end],
      [3, 0n],
      [9, 0n],
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
    expect([...loadsOf(text).keys()]).toContain(2);
    expect(run(text)).toMatchObject(expected);
  });
});
