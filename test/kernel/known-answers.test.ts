/** What Cilium's own programs answer: literals, for both engines. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Collection, CollectionSpec, Machine } from "../../vm/index.ts";
import { bytes, hex } from "../support/program.ts";
import { kernelMissing, titled } from "./support.ts";

const folder = process.env.SKBOX_OBJECTS ?? "";
const missing = existsSync(join(folder, "cilium-core/bpf_lxc.o"))
  ? null
  : "SKBOX_OBJECTS names no folder with cilium-core/";

interface Generation {
  object: string;
  program: string;
  variables: Record<string, string | number>;
  mac: string;
  /** Reasons for which packets are dropped. */
  tcp: number;
  length: number;
  headerOnly: number;
}
const generations: Generation[] = [
  {
    object: "cilium-core/bpf_lxc.o",
    program: "cil_from_container",
    variables: {
      interface_mac: "0a:1b:2c:3d:4e:5f",
      endpoint_ipv4: "10.0.1.5",
      endpoint_id: 0x1234,
      security_label: 0x10042,
      interface_ifindex: 1,
    },
    mac: "0a1b2c3d4e5f",
    tcp: 133,
    length: 166,
    headerOnly: 135,
  },
  {
    object: "cilium/bpf_lxc.o",
    program: "from-container",
    variables: {},
    mac: "deadbeefc0de",
    tcp: 130,
    length: 139,
    headerOnly: 130,
  },
];

const pod = "dededededede";
const arp = `ffffffffffff${pod}0806 0001080006040001 ${pod}0a000105 0000000000000a000101`;
const ethernet = `0a1b2c3d4e5f${pod}`;
const ipv4 = "45000028000040004006 24c9 0a0001050a000203".replace(/ /g, "");
const syn = `${ethernet}0800${ipv4}c350005000000001000000005002faf00000 0000`;

/** The reason of the only entry of the metrics. */
function dropReason(lxc: Collection): number | null {
  const [first, ...others] = [...lxc.map("cilium_metrics").keys()];
  expect(others).toEqual([]);
  return first?.[0] ?? null;
}

describe.each(["interpreter", "kernel"] as const)("known answers of bpf_lxc.o, %s", (engine) => {
  const skipped = missing ?? (engine === "kernel" ? kernelMissing : null);
  describe.skipIf(skipped).each(generations)(titled("$object", skipped), (generation) => {
    let machine: Machine;
    let lxc: Collection;
    beforeAll(async () => {
      machine = await Machine.create({ engine });
      const spec = CollectionSpec.parse(new Uint8Array(readFileSync(join(folder, generation.object))));
      for (const [name, value] of Object.entries(generation.variables)) spec.variables.get(name)!.set(value);
      lxc = machine.load(spec);
    });
    afterAll(() => machine?.close());
    const answer = (packet: string) => {
      for (const key of [...lxc.map("cilium_metrics").keys()]) lxc.map("cilium_metrics").delete(key);
      const run = lxc.program(generation.program).run({ data: bytes(packet) });
      expect(run.trap).toBeNull();
      return { retval: run.retval, packet: hex(run.dataOut), reason: dropReason(lxc) };
    };
    const unchanged = (packet: string) => hex(bytes(packet));

    it("answers an ARP request", () => {
      const { mac } = generation;
      const reply = `${pod}${mac}0806 0001080006040002 ${mac}0a000101 ${pod}0a000105`;
      expect(answer(arp)).toEqual({ retval: 7, packet: unchanged(reply), reason: null });
    });

    it("lets an ARP request of 41 bytes pass", () => {
      const cut = hex(bytes(arp).subarray(0, 41));
      expect(answer(cut)).toEqual({ retval: 0, packet: cut, reason: null });
    });

    it.each([
      ["a TCP SYN without a policy", syn, generation.tcp],
      ["ethertype 0x88b5", `${ethernet}88b5${"00".repeat(46)}`, 139],
      ["a length of 802.3", `${ethernet}0100${"00".repeat(46)}`, generation.length],
      ["a VLAN tag", `${ethernet}8100000a0800${"00".repeat(46)}`, 139],
      ["an IPv4 header only", `${ethernet}0800${ipv4}`, generation.headerOnly],
    ])("drops %s", (_name, packet, reason) => {
      expect(answer(packet)).toMatchObject({ retval: 2, reason });
    });
  });
});
