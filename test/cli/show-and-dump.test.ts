import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import wabtInit from "wabt";
import { CollectionSpec } from "../../vm/index.ts";
import { linking, lxc, root, skbox } from "./skbox.ts";

const json = async (...argv: string[]) => JSON.parse((await skbox([...argv, "--json"])).out);

describe("prog show", () => {
  it("gives the tags that Linux 6.18 gives", async () => {
    const { programs } = await json("prog", "show", linking);
    // From `bpftool prog loadall linking.o` and `bpftool prog show`: subprograms, a callback, data maps.
    const tags = { tail: "5ac8a3b0bb47106b", first: "22d596f1335f79fe", second: "4ae7caf0064017af" };
    expect(Object.fromEntries(programs.map((p: { name: string; tag: string }) => [p.name, p.tag]))).toEqual(
      tags,
    );
  });

  it("gives the SHA-1 tag of older kernels too", async () => {
    const { programs } = await json("prog", "show", lxc);
    const { instructions } = (await CollectionSpec.load(lxc)).programs.get("cil_from_container")!;
    const digest = createHash("sha1").update(instructions).digest("hex");
    const program = programs.find(({ name }: { name: string }) => name === "cil_from_container");
    expect(program.tag_sha1).toBe(digest.slice(0, 16));
  });

  it("describes programs and maps in bpftool's words", async () => {
    const { programs, maps, variables } = await json("prog", "show", lxc);
    expect(programs.find(({ name }: { name: string }) => name === "tail_handle_arp")).toMatchObject({
      type: "sched_cls",
      section: "tc/tail",
      subprograms: [],
      tail_call: { map: "cilium_calls", slot: 6 },
      license: expect.any(String),
    });
    expect(programs.find(({ name }: { name: string }) => name === "cil_from_container").tail_call).toBeNull();
    expect(maps.find(({ name }: { name: string }) => name === "cilium_metrics")).toMatchObject({
      type: "percpu_hash",
      key_size: 8,
      value_size: 16,
      max_entries: 1024,
      flags: 1,
      pinning: 1,
    });
    expect(variables.find(({ name }: { name: string }) => name === "endpoint_id").value).toBe("9702");
  });

  it("is an aligned table for people", async () => {
    const { out } = await skbox(["prog", "show", lxc]);
    const lines = out.split("\n");
    const column = lines[0]!.indexOf("section");
    expect(lines.find((line) => line.startsWith("tail_handle_arp"))!.slice(column)).toMatch(
      /^tc\/tail .*cilium_calls\[6]$/,
    );
    expect(out).toMatch(/^cilium_metrics +percpu_hash +8 +16 +1024 +0x1 +by name$/m);
  });
});

describe("map show", () => {
  it("lists what prog show lists", async () => {
    expect((await json("map", "show", lxc)).maps).toEqual((await json("prog", "show", lxc)).maps);
    expect((await skbox(["map", "show", linking])).out).toMatch(/^outer +array_of_maps +4 +4 +4 +0x0$/m);
  });
});

describe("btf dump", () => {
  it("is what bpftool prints", async () => {
    const expected = readFileSync(`${root}test/loader/objects/linking.btf.txt`, "utf8");
    expect((await skbox(["btf", "dump", linking])).out).toBe(expected);
  });

  it("has the types as JSON, the first with id 1", async () => {
    const { types } = await json("btf", "dump", linking);
    expect(types[0]).toMatchObject({ id: 1, kind: "PTR" });
  });
});

describe("prog dump", () => {
  it("puts lines of C before their instructions, as bpftool does", async () => {
    const { out } = await skbox(["prog", "dump", linking, "second", "--linum", "--opcodes"]);
    const lines = out.split("\n");
    expect(lines[0]).toBe("second:");
    expect(lines[1]).toMatch(/^; .*\[file:.*linking\.c line_num:82 line_col:\d+]$/);
    expect(out).toMatch(/^ {3}0: \([0-9a-f]{2}\) /m);
    expect(out).toMatch(/^ {7}95 00 00 00 00 00 00 00$/m);
    // Every function that it reaches has its name.
    for (const name of ["middle", "leaf"]) expect(lines).toContain(`${name}:`);
  });

  it("has one element per instruction as JSON, and their bytes make the program", async () => {
    const { insns } = await json("prog", "dump", linking, "first");
    const { instructions } = (await CollectionSpec.load(linking)).programs.get("first")!;
    const opcodes = insns.map((insn: { opcodes: string }) => insn.opcodes).join("");
    expect(opcodes).toBe(Buffer.from(instructions).toString("hex"));
    expect(insns[0]).toMatchObject({ pc: 0, function: "first", file: expect.stringContaining("linking.c") });
  });

  it("shows with --wat what the JIT makes of each instruction, in text that another tool reads", async () => {
    const { out, code } = await skbox(["prog", "dump", lxc, "tail_handle_arp", "--wat"]);
    expect(code).toBe(0);
    expect(out).toMatch(/^\(module\n/);
    expect(out).toMatch(/^ +;; 0: r6 = r1 {2}; int tail_handle_arp/m);
    const wabt = await wabtInit();
    expect(() => wabt.parseWat("arp", out, { tail_call: true, simd: true })).not.toThrow();
    expect((await json("prog", "dump", lxc, "tail_handle_arp", "--wat")).wat).toBe(out);
  });
});
