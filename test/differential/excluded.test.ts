import { describe, expect, it } from "vitest";
import { Machine } from "../../vm/index.ts";
import { collection, insn, program } from "../support/program.ts";

describe("rows that no program of the kernel's can have here", () => {
  it("call_kfunc is refused for what it is", async () => {
    using machine = await Machine.create();
    const loaded = machine.load(collection([program([insn("call_kfunc", { imm: 1 }), insn("exit")])]));
    expect(loaded.refused.get("prog")).toMatchObject({
      code: "UNSUPPORTED",
      fields: { pc: 0, found: "kfunc" },
    });
  });

  it.each(["lddw_btf_id", "lddw_map_idx", "lddw_map_idx_value"])("%s stands for nothing", async (name) => {
    using machine = await Machine.create();
    const code = [insn(name), new Uint8Array(8), insn("mov64_imm"), insn("exit")];
    expect(() => machine.load(collection([program(code)]))).toThrow(
      expect.objectContaining({ code: "BAD_PROGRAM", fields: { program: "prog", pc: 0, found: name } }),
    );
  });
});
