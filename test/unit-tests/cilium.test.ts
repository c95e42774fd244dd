// Cilium's own unit tests, compiled from three versions: all of them pass on Linux 6.18.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { kernelMissing, titled } from "../kernel/support.ts";
import { objects, objectsMissing, results, statuses } from "./support.ts";

const versions = [
  { version: "1.16", files: 66, checks: 171 },
  { version: "1.17", files: 71, checks: 186 },
  { version: "1.18", files: 83, checks: 256 },
];

describe.skipIf(objectsMissing)(titled("Cilium's unit tests", objectsMissing), () => {
  it.each(versions)("$version: $checks checks of $files objects pass", { timeout: 120_000 }, async (row) => {
    const folder = join(objects, `cilium-${row.version}`, "tests");
    const files = readdirSync(folder).filter((name) => name.endsWith(".o"));
    expect(files.length).toBe(row.files);
    let passed = 0;
    const others: string[] = [];
    for (const file of files) {
      for (const [name, { status }] of await results(join(folder, file))) {
        if (status === "pass") passed++;
        else others.push(`${file}/${name}: ${status}`);
      }
    }
    expect(others).toEqual([]);
    expect(passed).toBe(row.checks);
  });
});

const onKernel = objectsMissing ?? kernelMissing;

describe.skipIf(onKernel !== null)(titled("Cilium's unit tests on the kernel", onKernel), () => {
  // A thousand random numbers in one program; global functions with an argument of void *.
  it.each([
    ["cilium-1.18/tests/builtins.o", 5],
    ["cilium-1.17/tests/tc_nodeport_lb4_nat_lb.o", 8],
  ])("%s", { timeout: 60_000 }, async (file, checks) => {
    const found = await results(join(objects, file), { engine: "kernel" });
    expect(Object.values(statuses(found))).toEqual(new Array(checks).fill("pass"));
  });
});
