/** In a batch nothing of one packet is left for the next: each is worked on as if it were the machine's first. */
import { describe, expect, it } from "vitest";
import { assemble, type ContextValues, Machine, type MachineOptions } from "../../vm/index.ts";
import { type Code, collection, insn, map, mapPointer, program } from "../support/program.ts";

/** What programs do to packets; r6 is the context, r7 the frame, of which 56 bytes can be accessed. */
const deeds = {
  context: `
    stw [%r6+8], 7
    stw [%r6+12], 3
    stw [%r6+32], 5
    stw [%r6+44], 9
    stw [%r6+48], 11
    stw [%r6+64], 13`,
  bytes: `
    ldxdw %r1, [%r7+30]
    add %r1, 1
    stxdw [%r7+30], %r1`,
  store: `
    ldxdw %r1, [%r7+33]
    add %r1, 1
    stxdw [%r10-8], %r1
    mov %r1, %r6
    mov %r2, 33
    mov %r3, %r10
    add %r3, -8
    mov %r4, 8
    mov %r5, 1
    call 9`,
  hash: `
    mov %r1, %r6
    call 34`,
  head: `
    mov %r1, %r6
    mov %r2, 22
    mov %r3, 0
    call 43`,
  longer: `
    mov %r1, %r6
    ldxw %r2, [%r6+0]
    add %r2, 40
    mov %r3, 0
    call 38`,
  shorter: `
    mov %r1, %r6
    mov %r2, 50
    mov %r3, 0
    call 38`,
  vlan: `
    mov %r1, %r6
    mov %r2, 0xa888
    mov %r3, 0x123
    call 18`,
  tunnel: `
    stdw [%r10-8], 0
    stdw [%r10-16], 0
    stdw [%r10-24], 0
    stdw [%r10-32], 0
    stdw [%r10-40], 0
    stdw [%r10-48], 77
    mov %r1, %r6
    mov %r2, %r10
    add %r2, -48
    mov %r3, 44
    mov %r4, 0
    call 21`,
  redirect: `
    mov %r1, 9
    mov %r2, 0
    call 23`,
  clone: `
    mov %r1, %r6
    mov %r2, 1
    mov %r3, 0
    call 13`,
  pull: `
    mov %r1, %r6
    mov %r2, 0
    call 39`,
  trap: `
    ldxb %r1, [%r7+30]
    jset %r1, 1, digest
    stb [%r7+30], 1
    mov %r1, 0
    ldxb %r0, [%r1+0]`,
};
/** Where a frame says whether it is done to it. */
const WHETHER = 20;

/** Everything that the program can see, as one number. */
const digest = `
    mov %r9, 0
    ${[0, 4, 8, 12, 16, 20, 24, 28, 32, 36, 40, 44, 48, 52, 56, 60, 64, 68]
      .map(
        (field) => `
    mul %r9, 31
    ldxw %r0, [%r6+${field}]
    add %r9, %r0`,
      )
      .join("")}
    stdw [%r10-8], 0
    stdw [%r10-16], 0
    stdw [%r10-24], 0
    stdw [%r10-32], 0
    stdw [%r10-40], 0
    stdw [%r10-48], 0
    mov %r1, %r6
    mov %r2, %r10
    add %r2, -48
    mov %r3, 44
    mov %r4, 0
    call 20
    mul %r9, 31
    add %r9, %r0
    ldxw %r0, [%r10-48]
    add %r9, %r0
    ldxw %r7, [%r6+76]
    ldxw %r8, [%r6+80]
    ldxw %r0, [%r6+140]
    sub %r0, %r7
    add %r9, %r0
    mov %r0, %r8
    sub %r0, %r7
    add %r9, %r0
  again:
    mov %r1, %r7
    add %r1, 1
    jgt %r1, %r8, done
    mul %r9, 31
    ldxb %r0, [%r7+0]
    add %r9, %r0
    mov %r7, %r1
    ja again
  done:
    mov %r0, %r9
    exit`;

const begin = `
    mov %r6, %r1
    ldxw %r7, [%r6+76]
    ldxw %r8, [%r6+80]
    mov %r2, %r7
    add %r2, 56
    jle %r2, %r8, +2
    mov %r0, 0
    exit
    ldxb %r9, [%r7+${WHETHER}]`;
const deedPrograms = Object.entries(deeds).map(([name, text]) =>
  program([assemble(`${begin}\njeq %r9, 0, digest\n${text}\n  digest:\n${digest}`)], { name }),
);
/** Whose deed another program does. */
const calling: Code = [
  assemble(begin),
  insn("jeq64_imm", { dst: 9, imm: 0, off: 5 }),
  mapPointer(2, "calls"),
  insn("mov64_imm", { dst: 3, imm: 0 }),
  insn("call_helper", { imm: 12 }),
  insn("mov64_imm", { dst: 0, imm: 0 }),
  assemble(digest),
];
const spec = collection(
  [...deedPrograms, program(calling, { name: "calling" })],
  [map("calls", "PROG_ARRAY", { valueSize: 4, maxEntries: 1 })],
);

/** Of several lengths and ethertypes. */
const packets = Array.from({ length: 30 }, (_, i) => {
  const frame = Uint8Array.from({ length: 60 + ((i * 37) % 700) }, (_, n) => (n * 7 + i) & 0xff);
  frame.set(
    [
      [0x08, 0x00],
      [0x08, 0x06],
      [0x86, 0xdd],
      [0x00, 0x40],
      [0x81, 0x00],
    ][i % 5]!,
    12,
  );
  frame[WHETHER] = i % 3;
  return frame;
});

const ctx: ContextValues = { mark: 4, cb: [1, 2, 3, 4, 5], priority: 6 };

async function load(options: MachineOptions, name: string) {
  const machine = await Machine.create(options);
  const loaded = machine.load(spec);
  loaded.map("calls").update(0, loaded.program("bytes"));
  return loaded.program(name);
}

const told = ({ retval, trap }: { retval: number | null; trap: { code: string } | null }) => [
  retval,
  trap?.code,
];

const tunnel = { id: 7, remote: "1.2.3.4", local: "5.6.7.8" };

describe.each<[string, MachineOptions]>([
  ["test-run", { receive: "test-run" }],
  ["ingress", { receive: "ingress" }],
  ["through a tunnel", { environment: { tunnel } }],
])("a batch, %s", (_, options) => {
  it.each([...Object.keys(deeds), "calling"])("leaves nothing for the next packet: %s", async (name) => {
    // Each packet alone, and by the engine that has no part in the question.
    const expected: unknown[] = [];
    for (const data of packets) {
      const alone = await load({ engine: "interpreter", ...options }, name);
      expected.push(told(alone.run({ data, ctx })));
    }
    for (const engine of ["jit", "interpreter", "auto"] as const) {
      const prog = await load({ engine, ...options }, name);
      const batch = prog.batch(packets, { ctx });
      const verdict = prog.verdicts({ ctx });
      for (let round = 0; round < 3; round++) {
        // Twice, since single runs make it lose its place in memory.
        for (let i = 0; i < 2; i++) {
          batch.run();
          expect(batch.outcomes().map(told)).toEqual(expected);
        }
        // And nothing for a packet outside of it, nor the other way round.
        for (let i = round; i < packets.length; i += 7) {
          expect(told(prog.run({ data: packets[i]!, ctx }))).toEqual(expected[i]);
          expect([verdict(packets[i]!), undefined]).toEqual([(expected[i] as unknown[])[0], undefined]);
        }
      }
    }
  });
});
