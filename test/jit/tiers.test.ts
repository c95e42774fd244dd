/** A machine that compiles what has done enough work gives what one gives that never does. */
import { describe, expect, it } from "vitest";
import { type Collection, Machine, type RunResult } from "../../vm/index.ts";
import { bytes, golden, setUp } from "../golden/scenes.ts";
import { collection, insn, map, mapPointer, program } from "../support/program.ts";
import { mapContents } from "./support.ts";

const RUNS = 300;
const scene = golden.scenes.toSorted((a, b) => b.maps.length - a.maps.length)[0]!;
const frames = [...new Set(golden.scenes.map(({ packet_in }) => packet_in))].map(bytes);

/** What a run says, but for what only an interpreter counts, its time, and the engine's name. */
function told({ insns, durationNs, engine, ...rest }: RunResult): unknown {
  return rest;
}

describe("the default engine", () => {
  it("says the same before and after it compiles, and nothing of when that was", async () => {
    const load = async (engine?: "interpreter"): Promise<Collection> => {
      const machine = await Machine.create({ clock: BigInt(golden.clock_ns), ...(engine && { engine }) });
      return setUp(machine, scene);
    };
    const [auto, interpreter] = [await load(), await load("interpreter")];
    for (let i = 0; i < RUNS; i++) {
      const data = frames[i % frames.length]!.slice();
      data[12 + (i % 28)]! ^= i;
      const [mine, theirs] = [auto, interpreter].map((own) => own.program(scene.program).run({ data }));
      expect(told(mine!)).toEqual(told(theirs!));
      expect([mine!.engine, mine!.insns]).toEqual(["auto", null]);
    }
    expect(mapContents(auto)).toEqual(mapContents(interpreter));
  });

  it("links what runs often, and follows a program array that changes", async () => {
    const calls = map("calls", "PROG_ARRAY", { valueSize: 4, maxEntries: 2 });
    const calling = program(
      [
        mapPointer(2, "calls"),
        insn("mov64_imm", { dst: 3, imm: 0 }),
        insn("call_helper", { imm: 12 }),
        insn("mov64_imm", { dst: 0, imm: 1 }),
        insn("exit"),
      ],
      { name: "calling" },
    );
    const returning = (name: string, value: number) =>
      program([insn("mov64_imm", { dst: 0, imm: value }), insn("exit")], { name });
    const machine = await Machine.create();
    const loaded = machine.load(collection([calling, returning("two", 2), returning("three", 3)], [calls]));
    const prog = loaded.program("calling");
    const data = new Uint8Array(60);
    const seen = () => [prog.run({ data }).retval, prog.run({ data, repeat: 1000 }).retval];
    expect(seen()).toEqual([1, 1]);
    for (const name of ["two", "three", "two"]) {
      loaded.map("calls").update(0, loaded.program(name));
      expect(seen()).toEqual(name === "two" ? [2, 2] : [3, 3]);
      expect(prog.run({ data }).tailCalls).toEqual([name]);
    }
    loaded.map("calls").update(0, prog);
    const endless = prog.run({ data });
    expect([endless.retval, endless.tailCalls?.length]).toEqual([1, 33]);
    loaded.map("calls").delete(0);
    expect(seen()).toEqual([1, 1]);
  });
});
