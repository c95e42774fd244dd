import { describe, expect, it } from "vitest";
import { CollectionSpec, Machine } from "../../vm/index.ts";
import { bytes, contents, hex } from "./scenes.ts";
import { object, sockets } from "./sockets.ts";

/** The number whose bytes in memory are these. */
const littleEndian = (text: string): number => bytes(text).reduceRight((sum, byte) => sum * 256 + byte, 0);
const inMemory = (value: unknown, size: number): string => {
  const data = new Uint8Array(8);
  new DataView(data.buffer).setBigUint64(0, BigInt(value as number), true);
  return hex(data.subarray(0, size));
};
describe.each(["interpreter", "jit"] as const)(
  "sockets get the kernel's answers (test/golden/sock.json): %s",
  (engine) => {
    it.each(sockets.scenes.map((scene) => [scene.name, scene] as const))("%s", async (_name, scene) => {
      const environment = { socketCookie: scene.cookie, cgroupId: scene.cgroup };
      using machine = await Machine.create({ engine, environment });
      const collection = machine.load(CollectionSpec.parse(object));
      for (const { map, key, value } of scene.maps) collection.map(map).update(bytes(key), bytes(value));
      const before = contents(collection);
      const ctx = Object.fromEntries(
        Object.entries(scene.ctx_in).map(([field, value]) => [
          field,
          typeof value === "string" ? littleEndian(value) : value,
        ]),
      );

      const run = collection.program(scene.program).run({ ctx });

      expect([run.trap, run.retval]).toEqual([null, scene.retval]);
      expect({
        user_ip4: inMemory(run.ctxOut.user_ip4, 4),
        user_port: inMemory(run.ctxOut.user_port, 2),
      }).toEqual(scene.ctx_out);
      const changed = [...contents(collection)].filter(([key, value]) => before.get(key) !== value);
      expect(changed.map(([key, value]) => `${key} ${value}`)).toEqual(
        scene.changed.map(({ map, key, value }) => `${map} ${key} ${value}`),
      );
      expect(run.events.map(({ data }) => hex(data))).toEqual(scene.events);
    });
  },
);
