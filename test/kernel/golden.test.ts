import { describe, expect, it } from "vitest";
import { answerTo, golden, hex, masked, recordedAnswer } from "../golden/scenes.ts";
import { kernelMachine, kernelMissing, titled } from "./support.ts";

/** The kernel pads events to a multiple of 8 bytes less 4, with whatever was there. */
const paddedLength = (length: number) => ((length + 4 + 7) & ~7) - 4;

describe.skipIf(kernelMissing)(
  titled("the kernel engine gives the answers of lxc.json", kernelMissing),
  () => {
    it.each(golden.scenes.map((scene) => [scene.name, scene] as const))("%s", async (_name, scene) => {
      using machine = await kernelMachine({ clock: BigInt(golden.clock_ns) });
      const { run, answer } = answerTo(scene, machine);

      expect(answer).toEqual(recordedAnswer(scene));
      expect(run.events.map(({ data }) => data.length)).toEqual(
        scene.events.map((event) => paddedLength(event.length / 2)),
      );
      const cut = run.events.map(({ data }, i) => hex(data).slice(0, scene.events[i]!.length));
      expect(cut.map(masked)).toEqual(scene.events.map(masked));
    });
  },
);
