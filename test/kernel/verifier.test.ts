import { describe, expect, it } from "vitest";
import { type Machine, MachineError } from "../../vm/index.ts";
import { frame, inside, type OutsideCase, outside } from "../memory/cases.ts";
import { collection, program } from "../support/program.ts";
import { kernelMachine, kernelMissing, titled } from "./support.ts";

function refusalOf(machine: Machine, { code, maps, type }: OutsideCase): MachineError {
  const loaded = machine.load(collection([program(code, type && { type })], maps));
  try {
    loaded.program("prog").run({ data: frame });
  } catch (error) {
    if (error instanceof MachineError) return error;
    throw error;
  }
  throw new Error("the kernel's verifier accepts it");
}

describe.skipIf(kernelMissing)(titled("the kernel's verifier", kernelMissing), () => {
  it.each(outside.map((entry) => [entry.name, entry] as const))("refuses: %s", async (_name, entry) => {
    using machine = await kernelMachine();
    const error = refusalOf(machine, entry);
    expect(error.code).toBe("VERIFIER_REFUSED");
    expect(error.fields.log).toMatch(/\S/);
    expect(error.fields.pc).toBe(entry.refusedAt ?? entry.expected.pc);
  });

  it.each(inside.map((entry) => [entry.name, entry] as const))("accepts: %s", async (_name, entry) => {
    using machine = await kernelMachine();
    const loaded = machine.load(collection([program(entry.code)], entry.maps));
    expect(loaded.program("prog").run({ data: frame }).retval).toBe(entry.retval);
  });
});
