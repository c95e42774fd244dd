import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import elfy from "elfy";
import { describe, expect, test } from "vitest";
import { parseElf } from "../../loader/elf.ts";
import { CollectionSpec, formatBtf, LoadError } from "../../loader/index.ts";
import { needsSamples, refusal, samples } from "./support.ts";

const root = samples ?? "";
const read = (path: string) => readFileSync(join(root, path));
const parse = (path: string) => CollectionSpec.parse(read(path));

/** The folders of vbpf/ebpf-samples that hold objects. */
const FOLDERS = [
  "build",
  "cilium",
  "cilium-core",
  "cilium-examples",
  "falco",
  "invalid",
  "linux",
  "new_linux",
  "ovs",
  "prototype-kernel",
  "suricata",
];

function files(): string[] {
  if (samples === null) return [];
  return FOLDERS.flatMap((folder) =>
    readdirSync(join(root, folder))
      .filter((file) => folder === "invalid" || file.endsWith(".o"))
      .map((file) => join(folder, file)),
  )
    .filter((path) => statSync(join(root, path)).isFile())
    .sort();
}

describe.skipIf(samples === null)(`objects of vbpf/ebpf-samples${needsSamples}`, () => {
  test.each(files())("%s loads or is refused, within a second", (path) => {
    const bytes = read(path);
    const start = performance.now();
    const error = refusal(bytes);
    expect(performance.now() - start).toBeLessThan(1000);
    if (error?.code === "UNSUPPORTED") expect(error.feature).toBeTruthy();
    else if (error) expect(path).toMatch(/^invalid\//);
  });

  test("every object that is not invalid and not refused has a program", () => {
    for (const path of files()) {
      if (path.startsWith("invalid/") || refusal(read(path))) continue;
      expect([path, parse(path).programs.size > 0]).toEqual([path, true]);
    }
  });

  // llvm-readelf-19 -s: FUNC symbols outside of .text. bpftool btf dump: declaration tags `tail:`, and the
  // variables of `.maps`.
  test.each([
    ["cilium-core/bpf_host.o", 33, 28, 69],
    ["cilium-core/bpf_lxc.o", 34, 30, 67],
    ["cilium-core/bpf_network.o", 2, 1, 12],
    ["cilium-core/bpf_overlay.o", 21, 19, 60],
    ["cilium-core/bpf_sock.o", 9, 0, 29],
    ["cilium-core/bpf_wireguard.o", 19, 17, 58],
    ["cilium-core/bpf_xdp.o", 13, 12, 61],
  ])("%s: %i programs, %i tail calls, %i maps", (path, programs, tailCalls, maps) => {
    const spec = parse(path);
    expect(spec.programs.size).toBe(programs);
    expect([...spec.programs.values()].filter((program) => program.tailCall).length).toBe(tailCalls);
    expect([...spec.maps.values()].filter(({ definition }) => definition === "btf").length).toBe(maps);
    expect(spec.license).toBe("Dual BSD/GPL");
  });

  test("bpf_lxc.o of cilium-core: slots as the tags that bpftool prints", () => {
    const slots = [...parse("cilium-core/bpf_lxc.o").programs.values()].flatMap(({ name, tailCall }) =>
      tailCall ? [`${tailCall.map} ${tailCall.slot} ${name}`] : [],
    );
    const expected = [
      "1 tail_drop_notify",
      "4 tail_icmp6_handle_ns",
      "5 tail_icmp6_send_time_exceeded",
      "6 tail_handle_arp",
      "7 tail_handle_ipv4",
      "10 tail_handle_ipv6",
      "11 tail_ipv4_policy",
      "12 tail_ipv6_policy",
      "13 tail_ipv4_to_endpoint",
      "14 tail_ipv6_to_endpoint",
      "15 tail_nodeport_nat_egress_ipv4",
      "16 tail_nodeport_nat_egress_ipv6",
      "17 tail_nodeport_rev_dnat_ipv4",
      "18 tail_nodeport_rev_dnat_ingress_ipv6",
      "19 tail_nodeport_rev_dnat_egress_ipv6",
      "21 tail_nodeport_ipv4_dsr",
      "22 tail_nodeport_ipv6_dsr",
      "26 tail_handle_ipv4_cont",
      "27 tail_handle_ipv6_cont",
      "28 tail_ipv4_ct_ingress",
      "29 tail_ipv4_ct_ingress_policy_only",
      "30 tail_ipv4_ct_egress",
      "31 tail_ipv6_ct_ingress",
      "32 tail_ipv6_ct_ingress_policy_only",
      "33 tail_ipv6_ct_egress",
      "34 tail_srv6_encap",
      "35 tail_srv6_decap",
      "36 tail_nodeport_nat_ingress_ipv4",
      "37 tail_nodeport_nat_ingress_ipv6",
      "48 tail_policy_denied_ipv4",
    ];
    expect(slots.sort()).toEqual(expected.map((slot) => `cilium_calls ${slot}`).sort());
  });

  test("bpf_lxc.o of cilium-core: programs, maps and variables", () => {
    const spec = parse("cilium-core/bpf_lxc.o");
    // 0x41fd8 bytes of tc/tail and 0x1e70 of tc/entry (llvm-readelf -S), and no calls.
    const slots = [...spec.programs.values()].reduce(
      (sum, { instructions }) => sum + instructions.length / 8,
      0,
    );
    expect(slots).toBe((0x41fd8 + 0x1e70) / 8);
    expect(new Set([...spec.programs.values()].map(({ type }) => type))).toEqual(new Set(["SCHED_CLS"]));
    expect(spec.programs.get("tail_nodeport_nat_ingress_ipv6")!.instructions.length).toBe(20_224);
    expect(spec.maps.get("cilium_calls")).toMatchObject({
      type: "PROG_ARRAY",
      pinning: 16,
      pinByName: false,
    });
    // llvm-readelf -s, and llvm-objdump -s -j .rodata.config: device_mtu is 1500.
    expect([...spec.variables.get("device_mtu")!.bytes]).toEqual([0xdc, 0x05]);
    expect(spec.variables.get("endpoint_ipv6")).toMatchObject({ offset: 0x52, size: 16, style: "load" });
    expect(spec.variables.get("interface_mac")).toMatchObject({ offset: 0x20, size: 8, style: "load" });
    expect(spec.variables.size).toBe(25);
  });

  test("bpf_lxc.o of 2018: slots as the section names, policy calls in the map with id 1", () => {
    const spec = parse("cilium/bpf_lxc.o");
    const slots = [...spec.programs.values()].map(({ section, tailCall }) => [
      section,
      tailCall?.map,
      tailCall?.slot,
    ]);
    expect(slots).toEqual([
      ["2/1", "cilium_calls_111", 1],
      ["2/3", "cilium_calls_111", 3],
      ["2/5", "cilium_calls_111", 5],
      ["2/4", "cilium_calls_111", 4],
      ["2/10", "cilium_calls_111", 10],
      ["2/7", "cilium_calls_111", 7],
      ["2/6", "cilium_calls_111", 6],
      ["from-container", undefined, undefined],
      ["2/12", "cilium_calls_111", 12],
      ["2/11", "cilium_calls_111", 11],
      ["1/0x1010", "cilium_policy", 0x1010],
      ["2/8", "cilium_calls_111", 8],
      ["2/9", "cilium_calls_111", 9],
    ]);
    expect(spec.btf).toBe(null);
    // The first definitions of `maps`, llvm-objdump -s -j maps.
    expect([...spec.maps.values()].slice(0, 4)).toMatchObject([
      {
        type: "PERF_EVENT_ARRAY",
        keySize: 4,
        valueSize: 4,
        maxEntries: 8,
        id: 0,
        pinning: 2,
        pinByName: true,
      },
      { type: "HASH", keySize: 20, valueSize: 48, maxEntries: 65_536, pinByName: true },
      { type: "PERCPU_HASH", keySize: 8, valueSize: 16, maxEntries: 65_536, pinByName: true },
      { type: "PROG_ARRAY", keySize: 4, valueSize: 4, maxEntries: 65_536, id: 1, pinByName: true },
    ]);
    expect(new Set([...spec.programs.values()].map(({ type }) => type))).toEqual(new Set(["SCHED_CLS"]));
  });

  test("programs are XDP where the section's name says otherwise", () => {
    expect(parse("cilium/bpf_xdp.o").programs.get("xdp_start")!.type).toBe("XDP");
    const types = [...parse("cilium/bpf_xdp_dsr_linux.o").programs.values()].map(({ type }) => type);
    expect(new Set(types)).toEqual(new Set(["XDP"]));
  });

  test("map of maps of a kernel sample names its inner map by index", () => {
    // linux/samples/bpf/test_map_in_map_kern.c: inner_map_idx is 0, port_a.
    const { maps } = parse("linux/test_map_in_map_kern.o");
    expect(maps.get("a_of_port_a")!.inner?.name).toBe("port_a");
  });

  // sha256sum of what `bpftool btf dump file OBJ format raw` prints, bpftool 7.1.
  test.each([
    ["bpf_alignchecker", "e3bffddad5d26f49ebf177453f6d88d9aa657f550d3657e8ca23db17a11038bd"],
    ["bpf_host", "be7e5984026c37700ecfc66d08b0b9c956262210b252216098f625cc338f71d9"],
    ["bpf_lxc", "d08066bbc73c6e17b73a231bf02e5a1881848ced6421c11d36e1fd4a6632c67c"],
    ["bpf_network", "947dce2ba9b788ca72ab5ff0f25bfeb1e8d1fee8ee7f61452e04cbbe5d22811c"],
    ["bpf_overlay", "9e73f265d5256886c4e5cbb5c261d7610b512595c4ace2489047ed99bcaaa017"],
    ["bpf_sock", "7629ab0f7e510ba2052311170630d9ea21cc7fda5c0d80ac4d4484460dae3c1d"],
    ["bpf_wireguard", "65083cfe8c30b094083b05757ed1c579fafa91e7f5c33f0e898e40b6bae5ec74"],
    ["bpf_xdp", "3aa5b335f0d021189956caaf49c0e6f1d094a1c60d59eb6440910725889c38f2"],
  ])("cilium-core/%s.o: BTF as bpftool prints it", (name, hash) => {
    const text = formatBtf(parse(`cilium-core/${name}.o`).btf!);
    expect(createHash("sha256").update(text).digest("hex")).toBe(hash);
  });

  test("elfy reads the same section names, types and offsets", () => {
    for (const path of files().filter((file) => !file.startsWith("invalid/"))) {
      const { sections } = parseElf(read(path));
      const others = elfy.parse(read(path)).body.sections;
      const named = sections.map(({ name, type, offset }) => ({
        name,
        type: TYPE_NAMES[type] ?? type,
        offset,
      }));
      const seconds = others.map(({ name, type, off }) => ({ name, type, offset: off }));
      expect([path, named]).toEqual([path, seconds]);
    }
  });

  test("docs/objects.md states what happens", () => {
    const document = new URL("../../docs/objects.md", import.meta.url);
    const text = readFileSync(document, "utf8");
    const [head, tail] = [text.split(START)[0], text.split(END)[1]];
    const current = `${head}${START}\n${table()}\n${END}${tail}`;
    if (process.env.UPDATE_DOCS === "1") writeFileSync(document, current);
    else
      expect(text, "stale; refresh with UPDATE_DOCS=1 npx vitest run test/loader/samples.test.ts").toBe(
        current,
      );
  });
});

const START = "<!-- table: written by test/loader/samples.test.ts -->";
const END = "<!-- end of table -->";

const TYPE_NAMES: Record<number, string> = {
  0: "null",
  1: "progbits",
  2: "symtab",
  3: "strtab",
  4: "rela",
  8: "nobits",
  9: "rel",
};

function table(): string {
  const rows = files().map((path) => {
    try {
      const { programs, maps, btf } = parse(path);
      const tailCalls = [...programs.values()].filter(({ tailCall }) => tailCall).length;
      const types = [...new Set([...programs.values()].map(({ type }) => type))].join(", ");
      return [path, programs.size, types, maps.size, tailCalls, btf ? "yes" : "no", ""];
    } catch (error) {
      if (!(error instanceof LoadError)) throw error;
      const { code, fields, problem } = error;
      return [path, "", "", "", "", "", `${code}: ${fields.feature ?? problem}`];
    }
  });
  const lines = [
    ["object", "programs", "types", "maps", "tail-call slots", "BTF", "refused"],
    ["---", "---:", "---", "---:", "---:", "---", "---"],
    ...rows,
  ];
  return lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
