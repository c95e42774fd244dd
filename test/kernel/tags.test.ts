/** Program tags: those that bpftool shows of the same programs on the running kernel. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { CollectionSpec, programTag } from "../../vm/index.ts";
import { kernelMissing, titled } from "./support.ts";

const object = fileURLToPath(new URL("../../bpf-objects/lxc.o", import.meta.url));
/** A BPF file system of its own, which goes with the process. */
const SCRIPT = `
  mount -t bpf bpf /sys/fs/bpf &&
  bpftool prog loadall "$1" /sys/fs/bpf/tags type classifier >&2 &&
  for program in /sys/fs/bpf/tags/*; do bpftool -j prog show pinned "$program"; echo; done`;
const noBpftool = spawnSync("bpftool", ["version"]).status === 0 ? null : "there is no bpftool";
const missing = kernelMissing ?? noBpftool;

describe.skipIf(missing)(titled("tags as bpftool shows them", missing), () => {
  it("of the bundled object's programs", async () => {
    const shown = spawnSync("unshare", ["-m", "sh", "-c", SCRIPT, "sh", object], { encoding: "utf8" });
    expect(shown.status, shown.stderr).toBe(0);
    const kernel = shown.stdout.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line)]));
    const spec = await CollectionSpec.load(object);
    const own = await Promise.all(
      [...spec.programs.values()].map(
        async (program) => [program.name, await programTag(spec, program)] as const,
      ),
    );
    expect(Object.fromEntries(kernel.map(({ name, tag }) => [name, tag]))).toEqual(
      Object.fromEntries(own.map(([name, tag]) => [name, tag])),
    );
  });
});
