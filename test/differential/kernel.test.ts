import { describe, expect, it } from "vitest";
import { kernelMissing, titled } from "../kernel/support.ts";
import { compare } from "./comparison.ts";

/** `npm run kernel` compares more, from any seed. */
const PROGRAMS = 300;

describe.skipIf(kernelMissing)(
  titled("random programs on the kernel and on our engines", kernelMissing),
  () => {
    it("give the same answers", async () => {
      const { counts, differences } = await compare({ seed: 20_260_101, programs: PROGRAMS, runs: 3 });
      expect(differences.map(({ what, program }) => `${what}\n${program}`)).toEqual([]);
      expect(counts.accepted).toBe(PROGRAMS);
      expect(counts.generated).toBeLessThan(2 * PROGRAMS);
      expect(counts.runs).toBe(3 * PROGRAMS);
    }, 60_000);
  },
);
