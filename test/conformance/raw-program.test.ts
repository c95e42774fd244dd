import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { assemble, Machine, type RawResult } from "../../vm/index.ts";
import { bytes, hex, insn } from "../support/program.ts";

describe("raw programs", () => {
  let machine: Machine;
  beforeAll(async () => {
    machine = await Machine.create({ engine: "interpreter" });
  });
  afterAll(() => machine.close());
  const run = (source: string, memory?: Uint8Array): RawResult =>
    machine.loadRaw(assemble(source)).run(memory);

  it("give back r0 in all its bits, and the memory as they left it", () => {
    const memory = bytes("0102030405060708");
    const result = run("ldxdw %r0, [%r1]\nadd %r1, %r2\nstb [%r1-1], 0xff\nexit", memory);
    expect(result).toMatchObject({ r0: 0x0807060504030201n, trap: null, insns: 4 });
    expect(hex(result.memory)).toBe("01020304050607ff");
    expect(hex(memory)).toBe("0102030405060708");
  });

  it("find zeros in r1 and r2 without memory", () => {
    expect(run("mov %r0, %r1\nor %r0, %r2\nexit")).toMatchObject({ r0: 0n, memory: new Uint8Array(0) });
  });

  it.each([
    ["ldxb %r0, [%r1+4]\nexit", { code: "OUT_OF_BOUNDS", offset: 4, by: 1, access: "read" }],
    ["ldxw %r0, [%r1+1]\nexit", { code: "OUT_OF_BOUNDS", offset: 1, by: 1, access: "read" }],
    ["mov %r0, 0\nstb [%r1-1], 0\nexit", { code: "OUT_OF_BOUNDS", offset: -1, by: 1, access: "write" }],
  ])("stay in their memory: %j", (source, trap) => {
    const result = run(source, bytes("01020304"));
    expect(result.r0).toBeNull();
    expect(result.trap).toMatchObject({ ...trap, object: { kind: "memory", name: null, size: 4 } });
    expect(hex(result.memory)).toBe("01020304");
  });

  it("call the helpers that need no context, by number in the instruction or in a register", () => {
    expect(run("call 5\nexit").r0).toBe(machine.clock);
    expect(run("mov %r6, 5\ncall %r6\nexit").r0).toBe(machine.clock);
  });

  it.each([
    ["a helper that does not exist", "mov %r6, 60000\ncall %r6\nexit", "HELPER_MISSING"],
    ["more than 32 bits", "lddw %r6, 0x100000005\ncall %r6\nexit", "CALL_TARGET"],
    ["a pointer", "mov %r6, %r10\ncall %r6\nexit", "CALL_TARGET"],
    ["a tail call", "mov %r6, 12\ncall %r6\nexit", "HELPER_MISSING"],
    ["a helper of a context that is not there", "mov %r6, 26\ncall %r6\nexit", "HELPER_ARGUMENT"],
  ])("a register that holds %s is no target", (_what, source, code) => {
    expect(run(source, bytes("00")).trap?.code).toBe(code);
  });

  it.each([
    [
      "a map",
      new Uint8Array([...insn("lddw_map_fd"), ...new Uint8Array(8), ...insn("exit")]),
      "stands for nothing",
    ],
    ["a helper of tc programs", assemble("call 26\nexit"), "may not be called by programs of type UNSPEC"],
    ["r0 unwritten at the end", assemble("exit"), "r0 is read before it is written"],
    ["r3 unwritten", assemble("mov %r0, %r3\nexit"), "r3 is read before it is written"],
    ["r0 unwritten as an operand", assemble("add %r0, 1\nexit"), "r0 is read before it is written"],
    ["r2 after a call", assemble("call 5\nmov %r0, %r2\nexit"), "r2 is read before it is written"],
    [
      "r0 unwritten for cmpxchg",
      assemble("lock cmpxchg [%r10-8], %r1\nexit"),
      "r0 is read before it is written",
    ],
    [
      "r6 unwritten in a branch",
      assemble("mov %r0, 0\njeq %r6, 0, +0\nexit"),
      "r6 is read before it is written",
    ],
    ["half a slot", new Uint8Array(12), "are no instructions"],
  ])("are refused with %s", (_what, program, problem) => {
    expect(() => machine.loadRaw(program)).toThrow(
      expect.objectContaining({ code: "BAD_PROGRAM", message: expect.stringContaining(problem) }),
    );
  });

  it("may read behind a branch what only some paths have written", () => {
    expect(run("mov %r0, 0\njne %r1, 0, +1\nexit\nmov %r0, %r3\nexit").r0).toBe(0n);
  });

  it("refuse more memory than a mebibyte", () => {
    const program = machine.loadRaw(assemble("mov %r0, 0\nexit"));
    expect(program.run(new Uint8Array(2 ** 20)).r0).toBe(0n);
    expect(() => program.run(new Uint8Array(2 ** 20 + 1))).toThrow(
      expect.objectContaining({ code: "BAD_INPUT" }),
    );
  });
});
