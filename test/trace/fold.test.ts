import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { type FoldableRow, foldRows, WEIGHT } from "../../cli/trace-fold.ts";
import { example, lxc, skbox, temporaryFolder } from "../cli/skbox.ts";

const folder = temporaryFolder();
afterAll(folder.remove);

const row = (text: string, weight: number | null, what: string | null = text): FoldableRow => ({
  text,
  weight,
  what,
  depth: 0,
  kind: weight === null ? "program" : "event",
  place: "",
});
const size = (rows: readonly FoldableRow[]) => rows.length;
const texts = (rows: readonly FoldableRow[]) => rows.map(({ text }) => text);

describe("folding a trace", () => {
  const rows = [
    row("first program", null),
    row("load", WEIGHT.READ),
    row("clock", WEIGHT.READ),
    row("store bytes", WEIGHT.PACKET),
    row("packet[1] 0 -> 1", WEIGHT.PACKET, null),
    row("lookup = null", WEIGHT.DECISION),
    row("tail call", WEIGHT.TAIL_CALL),
    row("second program", null),
    row("lookup = null", WEIGHT.DECISION),
    row("redirect", WEIGHT.DECISION),
  ];

  it("leaves alone what fits", () => {
    expect(foldRows(rows, 10, size)).toEqual(rows);
  });

  it("leaves out what says least, as little as that takes", () => {
    expect(texts(foldRows(rows, 9, size))).toEqual(texts(rows.filter(({ text }) => text !== "tail call")));
    expect(texts(foldRows(rows, 8, size))).toEqual([
      "first program",
      "load, clock",
      "store bytes",
      "packet[1] 0 -> 1",
      "lookup = null",
      "second program",
      "lookup = null",
      "redirect",
    ]);
    // What an event brings with it goes with it.
    expect(texts(foldRows(rows, 7, size))).toEqual([
      "first program",
      "load, clock, store bytes",
      "lookup = null",
      "second program",
      "lookup = null",
      "redirect",
    ]);
  });

  it("tells every program where nothing else fits, and how often what happened", () => {
    const loop = Array.from({ length: 3000 }, (_, i) => row(`lookup ${i}`, WEIGHT.DECISION, "lookup"));
    const all = [row("first program", null), ...loop, row("second program", null), ...loop];
    expect(texts(foldRows(all, 2, size))).toEqual([
      "first program",
      "lookup ×3000",
      "second program",
      "lookup ×3000",
    ]);
    expect(foldRows(all, 40, size)).toHaveLength(40);
  });
});

const objects = process.env.SKBOX_OBJECTS ?? "";
const core = join(objects, "cilium-core/bpf_lxc.o");
const missing = objects === "" ? "SKBOX_OBJECTS is not set" : existsSync(core) ? "" : `there is no ${core}`;

const SCREEN = 55;
/** A SYN for a service, with three IPv6 extension headers; its backend is a pod of the same node. */
const SYN =
  "0a000000000edededededede86dd60000000002c0040fd000001000000000000000000000005fd0000050000000000000000" +
  "000000013c000104000000003c0001040000000006000104000000009c40005000000001000000005002faf01e530000";
const SCENE = `
variables:
  endpoint_id: 0x1234
  security_label: 0x10042
  endpoint_ipv6: "fd00:1::5"
  interface_mac: "0a:00:00:00:00:0e"
  interface_ifindex: 14
ctx: { ifindex: 14 }
environment:
  interfaces:
    - { index: 14, name: lxc-own, mac: "0a:00:00:00:00:0e" }
    - { index: 15, name: lxc-next, mac: "0a:00:00:00:00:0f" }
maps:
  cilium_lb6_services_v2:
    - { key: { address: "fd00:5::1", dport: 20480, proto: 6 }, value: { count: 1, rev_nat_index: 1 } }
    - { key: { address: "fd00:5::1", dport: 20480, backend_slot: 1, proto: 6 }, value: { backend_id: 7, rev_nat_index: 1 } }
  cilium_lb6_backends_v3:
    - { key: 7, value: { address: "fd00:1::9", port: 36895, proto: 6 } }
  cilium_lxc:
    - { key: { ip6: "fd00:1::9", family: 2 }, value: { ifindex: 15, lxc_id: 0x1234, mac: "de:00:00:00:00:15", node_mac: "0a:00:00:00:00:15", sec_id: 65603 } }
  cilium_ipcache_v2:
    - { key: { lpm_key: { prefixlen: 160 }, family: 2, ip6: "fd00:1::9" }, value: { sec_identity: 65603 } }
  cilium_policy_v2:
    - { key: { lpm_key: { prefixlen: 40 } }, value: {} }
    - { key: { lpm_key: { prefixlen: 40 }, egress: 1 }, value: {} }
`;

describe.skipIf(missing !== "")(
  `a long run of cilium-core/bpf_lxc.o${missing && ` (skipped: ${missing})`}`,
  () => {
    const trace = async (...rest: string[]) => {
      const [scene, packet] = [folder.path("scene.yaml"), folder.path("syn.hex")];
      writeFileSync(scene, SCENE);
      writeFileSync(packet, SYN);
      const argv = ["prog", "run", core, "cil_from_container", "--scene", scene, "--data-in", packet];
      const { code, err, out } = await skbox([...argv, ...rest]);
      expect([code, err]).toEqual([0, ""]);
      return out.trimEnd().split("\n");
    };

    it("is on one screen, with each program that ran, and unfolds", async () => {
      const lines = await trace("--trace");
      expect(lines.length).toBeLessThanOrEqual(SCREEN);
      expect(Number(/^cost +(\d+) instructions/m.exec(lines.join("\n"))?.[1])).toBeGreaterThan(2000);
      const path = (await trace()).flatMap((line) => /└─> (\w+)$/.exec(line)?.[1] ?? []);
      expect(path).toHaveLength(6);
      expect(lines).toEqual(expect.arrayContaining(path));
      const all = lines.flatMap(
        (line) => /^folded; --trace=calls tells all (\d+) lines$/.exec(line)?.[1] ?? [],
      );
      const calls = await trace("--trace=calls");
      expect(calls.findIndex((line) => line.startsWith("out ")) - 1 - calls.indexOf("trace") - 1).toBe(
        Number(all[0]),
      );
      expect((await trace("--trace=lines")).length).toBeGreaterThan(calls.length);
    });
  },
);

describe("a short run", () => {
  it("is told whole, as with --trace=calls", async () => {
    const argv = ["prog", "run", lxc, "cil_from_container", "--data-in", example("arp-request.hex")];
    expect((await skbox([...argv, "--trace"])).out).toBe((await skbox([...argv, "--trace=calls"])).out);
  });
});
