import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { CollectionSpec, Machine } from "../../vm/index.ts";

it("folds what the machine was loaded with, not what the object is set to afterwards", async () => {
  const spec = CollectionSpec.parse(
    new Uint8Array(readFileSync(new URL("../../bpf-objects/lxc.o", import.meta.url))),
  );
  const hex = readFileSync(new URL("../../examples/arp-request.hex", import.meta.url), "utf8");
  const data = Uint8Array.from(hex.matchAll(/[0-9a-f]{2}/g), ([byte]) => Number.parseInt(byte, 16));
  const machine = await Machine.create({ engine: "jit" });
  const lxc = machine.load(spec);
  spec.set({ interface_ifindex: 77 });
  expect(lxc.program("cil_from_container").run({ data }).redirect).toMatchObject({ ifindex: 14 });
});
