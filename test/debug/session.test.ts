import { describe, expect, it } from "vitest";
import { type Breakpoint, type Debugger, Machine, type Stride } from "../../vm/index.ts";
import { bytes, golden, hex, setUp } from "../golden/scenes.ts";
import { type Code, collection, insn, map, mapPointer, program } from "../support/program.ts";

const mov = (dst: number, imm: number) => insn("mov64_imm", { dst, imm });
const exit = insn("exit");
const line = (at: number, number: number) => ({
  insn: at,
  file: "dir/a.c",
  line: number,
  column: 1,
  text: `l${number}`,
});
const frame = new Uint8Array(20);

/** Line 1; line 2 calls `two` (lines 10 and 11); line 3 counts to 2 (lines 4 and 5). */
const code: Code = [
  mov(6, 0), // 0: 1
  insn("call_local", { imm: 6 }), // 1: 2
  insn("add64_imm", { dst: 6, imm: 1 }), // 2: 4
  insn("jne64_imm", { dst: 6, imm: 2, off: -2 }), // 3: 5
  insn("ldxdw", { dst: 0, src: 10, off: -8 }), // 4: 6
  mov(0, 0), // 5: 6
  exit, // 6: 6
  exit, // 7: none
  mov(0, 7), // 8: two, 10
  insn("stxdw", { dst: 10, src: 0, off: -8 }), // 9: 11
  exit, // 10: 11
];
const subject = program(code, {
  functions: [
    { insn: 0, name: "prog", btfTypeId: null },
    { insn: 8, name: "two", btfTypeId: null },
  ],
  lines: [line(0, 1), line(1, 2), line(2, 4), line(3, 5), line(4, 6), line(7, 0), line(8, 10), line(9, 11)],
});

async function debug(): Promise<Debugger> {
  const machine = await Machine.create();
  return machine.debug(machine.load(collection([subject])).program("prog"), { data: frame });
}
const at = ({ position }: Debugger) =>
  position && `${position.step} ${position.function}:${position.line?.line}`;
const walk = (session: Debugger, stride: Stride, direction?: "backwards") => {
  const places: (string | null)[] = [];
  for (let i = 0; i < 20; i++) {
    const before = session.position?.step;
    session.step(stride, direction);
    places.push(at(session));
    if (!session.position || session.position.step === before) break;
  }
  return places;
};

describe("a debugger", () => {
  it("begins before the first instruction, and ends with the run's result", async () => {
    using session = await debug();
    expect([at(session), session.result]).toEqual(["0 prog:1", null]);
    expect(session.continue([])).toBeNull();
    expect([session.position, session.result?.retval]).toEqual([null, 0]);
  });

  it("steps by lines, into and over calls, and out of them", async () => {
    using session = await debug();
    expect(walk(session, "line")).toEqual([
      "1 prog:2",
      "2 two:10",
      "3 two:11",
      "5 prog:4",
      "6 prog:5",
      "7 prog:4",
      "8 prog:5",
      "9 prog:6",
      null,
    ]);
    expect(walk(session, "line", "backwards")).toEqual([
      "9 prog:6",
      "8 prog:5",
      "7 prog:4",
      "6 prog:5",
      "5 prog:4",
      "3 two:11",
      "2 two:10",
      "1 prog:2",
      "0 prog:1",
      "0 prog:1",
    ]);
    session.goTo(1);
    session.step("over");
    expect(at(session)).toBe("5 prog:4");
    session.step("over", "backwards");
    expect(at(session)).toBe("1 prog:2");
    session.goTo(3);
    session.step("out", "backwards");
    expect(at(session)).toBe("1 prog:2");
    session.goTo(3);
    session.step("out");
    expect(at(session)).toBe("5 prog:4");
    session.step("out");
    expect(session.position).toBeNull();
  });

  it("steps by instructions, both ways, and goes to any of them", async () => {
    using session = await debug();
    session.step("insn");
    session.step("insn");
    expect(at(session)).toBe("2 two:10");
    session.step("insn", "backwards");
    expect(at(session)).toBe("1 prog:2");
    session.goTo(8);
    expect(at(session)).toBe("8 prog:5");
    session.goTo(1000);
    expect(session.position).toBeNull();
    expect(() => session.goTo(-1)).toThrowError(expect.objectContaining({ code: "BAD_INPUT" }));
  });

  it("stops at breakpoints of every kind, both ways", async () => {
    using session = await debug();
    const file = "dir/a.c";
    const stops = (breakpoint: Breakpoint) => {
      session.goTo(0);
      const steps: (number | undefined)[] = [];
      while (session.continue([breakpoint])) steps.push(session.position?.step);
      const back: (number | undefined)[] = [];
      while (session.continue([breakpoint], "backwards")) back.push(session.position?.step);
      expect(back).toEqual(steps.toReversed());
      return steps;
    };
    expect(stops({ file, line: 4 })).toEqual([5, 7]);
    expect(stops({ file: "a.c", line: 4 })).toEqual([]);
    expect(stops({ function: "two" })).toEqual([2]);
    expect(stops({ program: "prog", pc: 3 })).toEqual([6, 8]);
    expect(at(session)).toBe("0 prog:1");
  });

  it("shows registers with what they point to, frames and the stack", async () => {
    using session = await debug();
    session.goTo(4);
    expect(session.registers()[0]).toEqual({ value: 7n, pointer: null });
    expect(session.registers()[10]).toMatchObject({
      pointer: { object: { kind: "stack", name: "1" }, offset: 0 },
    });
    expect(
      session.frames().map(({ function: name, depth, pc, line }) => [name, depth, pc, line?.line]),
    ).toEqual([
      ["two", 1, 10, 11],
      ["prog", 0, 1, 2],
    ]);
    expect(hex(session.stack(1).subarray(504))).toBe("0700000000000000");
    expect(session.stack(0).every((byte) => byte === 0)).toBe(true);
    session.goTo(0);
    expect(session.registers()[1]).toMatchObject({ pointer: { object: { kind: "context" }, offset: 0 } });
    expect(session.context()).toMatchObject({ len: 20 });
  });

  it("stops before helpers, shows maps as they are at that moment, and takes changes back", async () => {
    using machine = await Machine.create();
    const counting = program([
      insn("stdw", { dst: 10, off: -8, imm: 7 }),
      mapPointer(1, "counts"),
      insn("mov64_reg", { dst: 2, src: 10 }),
      insn("add64_imm", { dst: 2, imm: -8 }),
      insn("mov64_reg", { dst: 3, src: 2 }),
      mov(4, 0),
      insn("call_helper", { imm: 2 }), // map_update_elem(&counts, &7, &7, 0)
      mov(0, 1),
      exit,
    ]);
    const loaded = machine.load(collection([counting], [map("counts", "HASH")]));
    const counts = loaded.map("counts");
    const session = machine.debug(loaded.program("prog"), { data: frame });
    expect(session.continue([{ helper: "map_update_elem" }])).toEqual({ helper: "map_update_elem" });
    expect(counts.lookup(7)).toBeNull();
    session.step("insn");
    expect(hex(counts.lookup(7)!)).toBe("0700000000000000");
    session.step("insn", "backwards");
    expect(counts.lookup(7)).toBeNull();
    session.continue([]);
    session.close();
    expect(hex(counts.lookup(7)!)).toBe("0700000000000000");
    expect(() => session.step("insn")).toThrowError(expect.objectContaining({ code: "CLOSED" }));
    expect(loaded.program("prog").run({ data: frame }).retval).toBe(1);
  });

  it("stops where the run was stopped", async () => {
    using machine = await Machine.create({ engine: "jit" });
    const bad = program([mov(6, 0), insn("ldxdw", { dst: 0, src: 6, off: 0 }), exit]);
    using session = machine.debug(machine.load(collection([bad])).program("prog"), { data: frame });
    session.continue([]);
    expect(session.result?.trap).toMatchObject({ code: "NULL_DEREFERENCE", pc: 1 });
    session.step("insn", "backwards");
    expect(session.position?.pc).toBe(1);
  });

  // What Linux gave (test/golden/lxc.json), however the run was gone through.
  it.each(golden.scenes.slice(0, 8).map((scene) => [scene.name, scene] as const))(
    "changes nothing: %s",
    async (_, scene) => {
      using machine = await Machine.create({ clock: BigInt(golden.clock_ns) });
      const loaded = setUp(machine, scene);
      using session = machine.debug(loaded.program(scene.program), { data: bytes(scene.packet_in) });
      for (const step of [100, 40, 160, 10]) session.goTo(step);
      session.continue([]);
      expect([session.result?.retval, hex(session.result!.dataOut)]).toEqual([
        scene.retval,
        scene.packet_out,
      ]);
    },
  );
});
