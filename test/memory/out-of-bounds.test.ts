import { describe, expect, it } from "vitest";
import { Machine, type MapSpec } from "../../vm/index.ts";
import { type Code, collection, hex, insn, map, mapPointer, program } from "../support/program.ts";
import { done, frame, inside, outside } from "./cases.ts";

async function run(code: Code, maps: MapSpec[] = [], type: "SCHED_CLS" | "XDP" = "SCHED_CLS") {
  const machine = await Machine.create({ engine: "interpreter" });
  const loaded = machine.load(collection([program(code, { type })], maps));
  return { machine, loaded, result: loaded.program("prog").run({ data: frame }) };
}

describe("programs that step outside", () => {
  it.each(outside.map((entry) => [entry.name, entry] as const))(
    "%s",
    async (_name, { code, maps, type, expected }) => {
      const { machine, loaded, result } = await run(code, maps, type);
      expect(result.retval).toBeNull();
      expect(result.trap).toMatchObject({ program: "prog", kernelRefuses: true, ...expected });

      // The machine goes on, and other maps and later packets are unharmed.
      for (const spec of maps ?? []) {
        if (spec.data) expect(hex(loaded.map(spec.name).lookup(0)!)).toBe(hex(spec.data));
        if (spec.type === "ARRAY" && !spec.data) {
          for (const [, value] of loaded.map(spec.name)) expect(value.every((byte) => byte === 0)).toBe(true);
        }
      }
      const next = machine.load(collection([program([insn("mov64_imm", { dst: 0, imm: 3 }), insn("exit")])]));
      expect(next.program("prog").run({ data: frame })).toMatchObject({ retval: 3, trap: null });
    },
  );
});

describe("programs that stay inside", () => {
  it.each(inside.map((entry) => [entry.name, entry] as const))(
    "%s",
    async (_name, { code, maps, retval }) => {
      const { result } = await run(code, maps);
      expect(result.trap).toBeNull();
      expect(result.retval).toBe(retval);
    },
  );
});

describe("runs that would not end", () => {
  it("stops an endless loop by its budget", async () => {
    const { result } = await run([insn("ja", { off: -1 }), ...done]);
    expect(result.trap).toMatchObject({ code: "BUDGET", pc: 0, kernelRefuses: false });
  });

  it("stops a recursion at the ninth frame", async () => {
    const { result } = await run([insn("call_local", { imm: -1 }), ...done]);
    expect(result.trap).toMatchObject({ code: "CALL_DEPTH", pc: 0 });
  });

  it("takes 33 tail calls and goes on behind the next", async () => {
    const self = program(
      [
        mapPointer(2, "jumps"),
        insn("mov64_imm", { dst: 3, imm: 0 }),
        insn("call_helper", { imm: 12 }),
        ...done,
      ],
      { tailCall: { map: "jumps", slot: 0 } },
    );
    const machine = await Machine.create({ engine: "interpreter" });
    const loaded = machine.load(collection([self], [map("jumps", "PROG_ARRAY", { valueSize: 4 })]));
    const result = loaded.program("prog").run({ data: frame });
    expect(result).toMatchObject({ retval: 0, trap: null });
    expect(result.tailCalls).toHaveLength(33);
  });

  it("names a helper that is not there", async () => {
    const { result } = await run([insn("call_helper", { imm: 210 }), ...done]);
    expect(result.trap).toMatchObject({
      code: "HELPER_MISSING",
      helper: "bpf_cgrp_storage_get",
      kernelRefuses: false,
    });
  });
});
