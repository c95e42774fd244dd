import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { CollectionSpec } from "../../loader/index.ts";
import { testObject } from "./support.ts";

const url = new URL("objects/linking.o", import.meta.url);

describe("load", () => {
  test.each([
    ["a path", fileURLToPath(url)],
    ["a file URL", url],
    ["bytes", testObject("linking")],
    ["an ArrayBuffer", Uint8Array.from(testObject("linking")).buffer],
    [
      "a data URL",
      `data:application/octet-stream;base64,${Buffer.from(testObject("linking")).toString("base64")}`,
    ],
  ])("%s", async (_name, source) => {
    const spec = await CollectionSpec.load(source);
    expect([...spec.programs.keys()]).toEqual(["tail", "first", "second"]);
    expect(spec.license).toBe("GPL");
  });

  test("what cannot be read is a LoadError that names it", async () => {
    await expect(CollectionSpec.load("no/such/file.o")).rejects.toMatchObject({
      name: "LoadError",
      code: "UNREADABLE",
      fields: { name: "no/such/file.o" },
    });
  });

  test("the message tells the place", () => {
    expect(() => CollectionSpec.parse(testObject("unsupported-kfunc"))).toThrow(
      /^tc\+0x0: needs a kernel function \(kfunc\) \(bpf_rcu_read_lock\)/,
    );
  });
});
