/** What a program puts out beside its packet: copies that it sends and lines that it prints. */
import { describe, expect, it } from "vitest";
import { assemble, Machine, type ProgramSpec } from "../../vm/index.ts";
import { collection, program } from "../support/program.ts";

const environment = { interfaces: [{ index: 7, mac: "02:00:00:00:00:07" }] };
const FRAME = Uint8Array.from({ length: 60 }, (_, i) => i);

/** bpf_clone_redirect(ctx, 7, flags), with the context in r6. */
const send = (flags: number) => `mov %r1, %r6\nmov %r2, 7\nmov %r3, ${flags}\ncall 13`;
/** bpf_trace_printk("%d\n", number): 25 64 0a. */
const print = (number: number) => `stw [%r10-8], 0xa6425
mov %r1, %r10
add %r1, -8
mov %r2, 4
mov %r3, ${number}
call 6`;

async function machineWith(type: ProgramSpec["type"], engine: "interpreter" | "jit", text: string) {
  const machine = await Machine.create({ engine, environment });
  const code = assemble(`mov %r6, %r1\n${text}\nmov %r0, 0\nexit`);
  const loaded = machine.load(collection([program([code], { type })]));
  return { machine, program: loaded.program("prog") };
}

describe.each(["interpreter", "jit"] as const)("output of a run: %s", (engine) => {
  it("has each copy as the frame was when it was sent", async () => {
    const text = `${send(0)}\nldxw %r7, [%r6+76]\nldxw %r8, [%r6+80]\nmov %r9, %r7\nadd %r9, 1\njgt %r9, %r8, +1\nstb [%r7+0], 0xff\n${send(1)}`;
    const { machine, program } = await machineWith("SCHED_CLS", engine, text);
    using _ = machine;
    const changed = FRAME.slice();
    changed[0] = 0xff;
    const expected = [
      { ifindex: 7, flags: 0, data: FRAME },
      { ifindex: 7, flags: 1, data: changed },
    ];
    expect(program.run({ data: FRAME }).clones).toEqual(expected);
    expect(program.run({ data: FRAME, repeat: 3 }).clones).toEqual(expected);
  });

  it.each(["SCHED_CLS", "XDP", "CGROUP_SOCK_ADDR"] as const)(
    "has the lines of the last run: %s",
    async (type) => {
      const packet = type.startsWith("CGROUP") ? {} : { data: FRAME };
      const { machine, program } = await machineWith(type, engine, `${print(42)}\n${print(-7)}`);
      using _ = machine;
      expect(program.run(packet).printk).toEqual(["42", "-7"]);
      expect(program.run({ ...packet, repeat: 2 }).printk).toEqual(["42", "-7"]);
    },
  );

  it("has neither where there is none", async () => {
    const { machine, program } = await machineWith("SCHED_CLS", engine, "");
    using _ = machine;
    expect(program.run({ data: FRAME })).toMatchObject({ clones: [], printk: [] });
  });

  it("forgets them between runs that are timed together", async () => {
    const { machine, program } = await machineWith("SCHED_CLS", engine, `${send(0)}\n${print(1)}`);
    using _ = machine;
    const run = program.time({ data: FRAME, repeat: 20_000 });
    expect([run.trap, run.clones?.length, run.printk?.length]).toEqual([null, 1, 1]);
  });
});
