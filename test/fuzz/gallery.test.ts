/** Every bug of the gallery is found from a packet of zeros, with one seed; `npm run gallery` tries more and longer. */
import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { readInvariants } from "../../vm/fuzz/invariants.ts";
import { CollectionSpec, contextOf } from "../../vm/index.ts";
import { galleryCases } from "./gallery-cases.ts";
import { campaign } from "./support.ts";

const root = new URL("../../", import.meta.url);
const cases = galleryCases(root);

it("shows every program of its folder", () => {
  const sources = readdirSync(new URL("bpf-objects/buggy/", root)).filter((name) => name.endsWith(".c"));
  expect(cases.map(({ name }) => `${name}.c`)).toEqual(sources.sort());
});

it.each(cases)(
  "$name: $bug",
  async ({ file, program, vary, finds, invariants }) => {
    const spec = CollectionSpec.parse(new Uint8Array(readFileSync(file)));
    const context = contextOf(spec.programs.get(program)!);
    using fuzz = await campaign({
      spec,
      program,
      vary,
      seed: 7,
      invariants: readInvariants(invariants, context),
    });
    for (let executions = 50_000; executions <= 2_000_000 && fuzz.findings.size === 0; executions += 50_000) {
      await fuzz.until(executions);
    }
    // Nothing else is wrong with them.
    expect([...fuzz.findings.values()].map(({ kind }) => kind)).toEqual([finds]);
  },
  120_000,
);
