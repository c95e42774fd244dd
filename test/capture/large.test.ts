// `node dist/test/capture/large.js` does the same with 1 GiB.
import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { measure } from "./large.ts";

const missing = existsSync("/proc/self/status") ? "" : " (skipped: no /proc)";

describe.skipIf(missing)(`a large capture${missing}`, () => {
  it("takes no more memory than a small one", async () => {
    const small = await measure(4 << 20);
    const large = await measure(96 << 20);
    expect(large.packets).toBeGreaterThan(20 * small.packets);
    expect(large.peak).toBeLessThan(200);
    // Garbage comes and goes; what is kept of packets would be 90 MiB.
    expect(large.peak - small.peak).toBeLessThan(80);
  }, 120_000);
});
