import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { assemble, CollectionSpec, disassemble } from "../../vm/index.ts";

/** The number of instructions that came back as they were. */
async function roundTrip(file: string): Promise<number> {
  const spec = await CollectionSpec.load(file);
  let count = 0;
  for (const { name, instructions } of spec.programs.values()) {
    const lines = disassemble({ instructions }, { syntax: "conformance" });
    const again = assemble(lines.map(({ text }) => text).join("\n"));
    expect(Buffer.compare(again, instructions), name).toBe(0);
    count += lines.length;
  }
  return count;
}

const own = fileURLToPath(new URL("../../bpf-objects", import.meta.url));

describe("assembling a disassembly gives the same bytes", () => {
  it.each(readdirSync(own).filter((name) => name.endsWith(".o")))("%s", async (name) => {
    expect(await roundTrip(join(own, name))).toBeGreaterThan(0);
  });

  const objects = process.env.SKBOX_OBJECTS ?? "";
  const real = [
    "cilium-core/bpf_lxc.o",
    "cilium-core/bpf_host.o",
    "cilium-core/bpf_sock.o",
    "cilium/bpf_lxc.o",
  ];
  describe.skipIf(objects === "")(
    `real objects${objects === "" ? " (skipped: SKBOX_OBJECTS is not set)" : ""}`,
    () => {
      it.each(real.filter((name) => existsSync(join(objects, name))))("%s", async (name) => {
        expect(await roundTrip(join(objects, name))).toBeGreaterThan(1000);
      });
      it("has bpf_lxc.o", () => expect(existsSync(join(objects, "cilium-core/bpf_lxc.o"))).toBe(true));
    },
  );
});
