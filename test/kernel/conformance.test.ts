import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { judge, readVectors } from "../../cli/conformance-suite.ts";
import { assemble } from "../../vm/index.ts";
import { kernelMachine, kernelMissing, titled } from "./support.ts";

/** The public suite lies beside the repository. */
const directory = fileURLToPath(new URL("../../../shared/conformance/tests", import.meta.url));
const vectors = await readVectors(directory);
const missing = kernelMissing ?? (vectors ? null : "there is no ../shared/conformance");

/** Shifts by an immediate that is as large as the width. */
const WIDE_SHIFTS = [
  "arsh32-imm-high.data",
  "arsh32-imm-neg.data",
  "arsh64-imm-high.data",
  "arsh64-imm-neg.data",
  "lsh32-imm-high.data",
  "lsh32-imm-neg.data",
  "lsh64-imm-high.data",
  "lsh64-imm-neg.data",
  "rsh32-imm-high.data",
  "rsh32-imm-neg.data",
  "rsh64-imm-high.data",
  "rsh64-imm-neg.data",
];

describe.skipIf(missing !== null)(titled("instructions without a type on the kernel", missing), () => {
  it("give what the suite's vectors say, but for the call through a register that Linux does not have", async () => {
    using machine = await kernelMachine();
    const restated: string[] = [];
    const others: [string, unknown][] = [];
    for (const [name, text] of vectors!) {
      const verdict = judge(text, machine);
      if (!verdict.passed) others.push([name, verdict]);
      else if (verdict.restated.length > 0) restated.push(name);
    }
    expect(others).toEqual([
      [
        "callx.data",
        expect.objectContaining({
          code: "VERIFIER_REFUSED",
          message: expect.stringMatching(/unknown opcode 8d/),
        }),
      ],
    ]);
    expect(restated).toEqual(WIDE_SHIFTS);
  });

  it("work on a copy of the memory", async () => {
    using machine = await kernelMachine();
    const program = machine.loadRaw(assemble("ldxb %r0, [%r1+1]\nstb [%r1+2], 7\nadd %r0, %r2\nexit"));
    const memory = Uint8Array.of(1, 40, 3);
    expect(program.run(memory)).toMatchObject({ r0: 43n, memory: Uint8Array.of(1, 40, 7) });
    expect(memory).toEqual(Uint8Array.of(1, 40, 3));
    expect(() => program.run(Uint8Array.of(1, 2))).toThrow(
      expect.objectContaining({ code: "VERIFIER_REFUSED", fields: expect.objectContaining({ pc: 1 }) }),
    );
  });

  it("are refused where the verifier refuses them, at their instruction", async () => {
    using machine = await kernelMachine();
    const program = machine.loadRaw(assemble("mov %r0, 0\nldxdw %r0, [%r0]\nexit"));
    expect(() => program.run()).toThrow(
      expect.objectContaining({ code: "VERIFIER_REFUSED", fields: expect.objectContaining({ pc: 1 }) }),
    );
  });
});
