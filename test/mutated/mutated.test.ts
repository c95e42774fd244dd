import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { bundled, compare, real } from "./mutated.ts";

const PACKETS = 2000;
const file = join(process.env.SKBOX_OBJECTS ?? "", "cilium-core/bpf_lxc.o");
const missing = process.env.SKBOX_OBJECTS
  ? existsSync(file)
    ? ""
    : `there is no ${file}`
  : "SKBOX_OBJECTS is not set";

// The same at length: npm run mutated.
describe("mutated packets, compiled and interpreted, are answered alike, maps included", () => {
  it("by the bundled object", async () => {
    expect(await compare(bundled, PACKETS, 1)).toBeNull();
  });

  it.skipIf(missing !== "")(`by Cilium's own${missing && ` (skipped: ${missing})`}`, async () => {
    expect(await compare(real(file), PACKETS, 1)).toBeNull();
  });
});
