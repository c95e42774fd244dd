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
    // About 112; each result that waits for a collection of old objects costs it 50 more.
    expect(large.peak).toBeLessThan(140);
    expect(large.peak - small.peak).toBeLessThan(40);
  }, 120_000);
});
