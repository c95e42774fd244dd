import { describe, expect, it } from "vitest";
import { Machine } from "../../vm/index.ts";
import { answerTo, golden, hex, masked, recordedAnswer } from "./scenes.ts";

describe("the bundled object gives the kernel's answers (test/golden/lxc.json)", () => {
  it.each(golden.scenes.map((scene) => [scene.name, scene] as const))("%s", async (_name, scene) => {
    using machine = await Machine.create({ clock: BigInt(golden.clock_ns) });
    const { run, answer } = answerTo(scene, machine);

    expect(run.trap).toBeNull();
    expect(answer).toEqual(recordedAnswer(scene));
    expect(run.events.map((event) => masked(hex(event.data)))).toEqual(scene.events.map(masked));
  });
});
