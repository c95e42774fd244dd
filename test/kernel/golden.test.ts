import { describe, expect, it } from "vitest";
import { bytes, contents, golden, hex, masked, metrics, setUp } from "../golden/scenes.ts";
import { kernelMachine, kernelMissing, titled } from "./support.ts";

/** The kernel pads events to a multiple of 8 bytes less 4, with whatever was there. */
const paddedLength = (length: number) => ((length + 4 + 7) & ~7) - 4;

describe.skipIf(kernelMissing)(
  titled("the kernel engine gives the answers of lxc.json", kernelMissing),
  () => {
    it.each(golden.scenes.map((scene) => [scene.name, scene] as const))("%s", async (_name, scene) => {
      using machine = await kernelMachine({ clock: BigInt(golden.clock_ns) });
      const lxc = setUp(machine, scene);
      const before = contents(lxc);

      const run = lxc.program(scene.program).run({ data: bytes(scene.packet_in) });

      expect({ retval: run.retval, packet: hex(run.dataOut) }).toEqual({
        retval: scene.retval,
        packet: scene.packet_out,
      });
      expect(metrics(lxc).sort()).toEqual(scene.metrics.map(({ key, value }) => `${key} ${value}`).sort());
      const changed = [...contents(lxc)].filter(([key, value]) => before.get(key) !== value);
      expect(changed.map(([key, value]) => `${key} ${value}`).sort()).toEqual(
        scene.changed.map(({ map, key, value }) => `${map} ${key} ${value}`).sort(),
      );
      expect(run.events.map(({ data }) => data.length)).toEqual(
        scene.events.map((event) => paddedLength(event.length / 2)),
      );
      const cut = run.events.map(({ data }, i) => hex(data).slice(0, scene.events[i]!.length));
      expect(cut.map(masked)).toEqual(scene.events.map(masked));
    });
  },
);
