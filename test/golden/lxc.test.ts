import { describe, expect, it } from "vitest";
import { Machine } from "../../vm/index.ts";
import { bytes, contents, golden, hex, masked, metrics, setUp } from "./scenes.ts";

describe("the bundled object gives the kernel's answers (test/golden/lxc.json)", () => {
  it.each(golden.scenes.map((scene) => [scene.name, scene] as const))("%s", async (_name, scene) => {
    using machine = await Machine.create({ clock: BigInt(golden.clock_ns) });
    const lxc = setUp(machine, scene);
    const before = contents(lxc);

    const run = lxc.program(scene.program).run({ data: bytes(scene.packet_in) });

    expect(run.trap).toBeNull();
    expect({ retval: run.retval, packet: hex(run.dataOut) }).toEqual({
      retval: scene.retval,
      packet: scene.packet_out,
    });
    expect(metrics(lxc).sort()).toEqual(scene.metrics.map(({ key, value }) => `${key} ${value}`).sort());
    const changed = [...contents(lxc)].filter(([key, value]) => before.get(key) !== value);
    expect(changed.map(([key, value]) => `${key} ${value}`).sort()).toEqual(
      scene.changed.map(({ map, key, value }) => `${map} ${key} ${value}`).sort(),
    );
    expect(run.events.map((event) => masked(hex(event.data)))).toEqual(scene.events.map(masked));
  });
});
