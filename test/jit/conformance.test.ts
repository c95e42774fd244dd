import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { judge, readVectors } from "../../cli/conformance-suite.ts";
import type { Machine } from "../../vm/index.ts";
import { jitMachine, proofs } from "./support.ts";

const directory = fileURLToPath(new URL("../../../shared/conformance", import.meta.url));
const tests = await readVectors(join(directory, "tests"));
const missing = tests ? "" : " (skipped: there is no ../shared/conformance)";

describe.skipIf(missing !== "").each(proofs)(`conformance of compiled code, $name${missing}`, (proofs) => {
  let machine: Machine;
  beforeAll(async () => {
    machine = await jitMachine({}, proofs);
  });
  afterAll(() => machine.close());

  it.each([...(tests ?? [])])("%s", (_name, text) => {
    expect(judge(text, machine)).toEqual({ passed: true, restated: [] });
  });
});
