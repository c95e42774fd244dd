/** Makes an input smaller: less of it is left to look at, and it still shows what it was kept for. */
import { MIN_PACKET } from "../program.ts";
import type { FuzzInput } from "./input.ts";

/** How often `shows` is asked at the most. */
const MOST_RUNS = 3000;

/** A shorter input, with fewer fields and more zeros, of which `shows` still says so. */
export function minimise(input: FuzzInput, shows: (candidate: FuzzInput) => boolean): FuzzInput {
  let best = input;
  let runs = 0;
  const better = (candidate: FuzzInput): boolean => {
    if (runs++ >= MOST_RUNS || !shows(candidate)) return false;
    best = candidate;
    return true;
  };
  for (let cut = best.data.length >> 1; cut > 0; ) {
    const length = Math.max(MIN_PACKET, best.data.length - cut);
    if (length === best.data.length || !better({ ...best, data: best.data.slice(0, length) })) cut >>= 1;
  }
  if (best.linear > 0) better({ ...best, linear: 0 });
  for (const name of Object.keys(best.ctx)) {
    const { [name]: _, ...ctx } = best.ctx;
    better({ ...best, ctx });
  }
  for (const size of [16, 8, 4, 2, 1]) {
    for (let at = 0; at < best.data.length; at += size) {
      const data = best.data.slice();
      if (data.subarray(at, at + size).every((byte) => byte === 0)) continue;
      data.fill(0, at, at + size);
      better({ ...best, data });
    }
  }
  return best;
}
