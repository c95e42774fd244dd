/** `Program.time`: many runs on one packet, each on what the one before left. */
import { describe, expect, it } from "vitest";
import { collection } from "../../bench/program.ts";
import { Machine, type MachineOptions } from "../../vm/index.ts";
import { kernelMissing, titled } from "../kernel/support.ts";

const text = `
    mov %r6, %r1
    ldxw %r2, [%r1+76]
    ldxw %r3, [%r1+80]
    mov %r4, %r2
    add %r4, 15
    mov %r0, -1
    jgt %r4, %r3, exit
    ldxb %r0, [%r2+14]
    add %r0, 1
    stxb [%r2+14], %r0
    ldxw %r3, [%r6+8]
    add %r3, 2
    stxw [%r6+8], %r3
    exit`;

describe.each(["interpreter", "jit", "kernel"] as const)("runs in a row, %s", (engine) => {
  const skipped = engine === "kernel" ? kernelMissing : null;
  it.skipIf(skipped)(titled("go on with the packet and the context", skipped), async () => {
    using machine = await Machine.create({ engine } satisfies MachineOptions);
    const program = machine.load(collection({ main: text })).program("main");
    const data = new Uint8Array(64);
    const run = program.time({ data, ctx: { mark: 1 }, repeat: 7 });
    expect(run.retval).toBe(7);
    expect(run.dataOut[14]).toBe(7);
    expect(run.ctxOut.mark).toBe(15);
    expect(run.durationNs).toBeGreaterThanOrEqual(0);
    // The next ones begin anew.
    expect(program.time({ data, repeat: 2 }).retval).toBe(2);
    expect(program.run({ data, repeat: 3 }).retval).toBe(1);
  });
});

it("a run that is stopped ends the series", async () => {
  using machine = await Machine.create();
  const program = machine.load(collection({ main: "mov %r2, 0\nldxw %r0, [%r2+0]\nexit" })).program("main");
  const run = program.time({ data: new Uint8Array(64), repeat: 10 });
  expect(run.trap?.code).toBe("NULL_DEREFERENCE");
  expect(run.retval).toBeNull();
});
