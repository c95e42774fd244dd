/** What Cilium's own programs answer: literals, for both engines. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Collection, CollectionSpec, type Environment, Machine } from "../../vm/index.ts";
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

/** A TCP SYN that the policy allows, to an address behind a gateway. What becomes of it, Linux 6.18 says. */
interface Allowed {
  object: string;
  /** The variable of the endpoint's address, and the policy's map with the length of its values. */
  address: string;
  policy: [map: string, valueSize: number];
  retval: number;
  redirect: object | null;
  after: string;
}
const network = "45000028123440004006118f0a0001050a000209";
const transport = "9c40005000000001000000005002faf001530000";
const routed = `45000028123440003f06128f${network.slice(24)}${transport}`;
const gateway = "de00000000fe";
const eth0 = "0a0000000002";
const allowed: Allowed[] = [
  {
    object: "cilium-core/bpf_lxc.o",
    address: "endpoint_ipv4",
    policy: ["cilium_policy_v2", 12],
    retval: 7,
    redirect: {
      helper: "bpf_redirect_neigh",
      ifindex: 2,
      flags: 0,
      nextHop: Uint8Array.of(192, 168, 0, 254),
    },
    after: `${ethernet}0800${routed}`,
  },
  {
    object: "cilium-1.18/bpf_lxc.o",
    address: "endpoint_ipv4",
    policy: ["cilium_policy_v2", 8],
    retval: 7,
    redirect: { helper: "bpf_redirect", ifindex: 2, flags: 0 },
    after: `${gateway}${eth0}0800${routed}`,
  },
  // Builds without host routing leave it to the stack, under the node's MAC that they were built with.
  ...["cilium-1.16/l2/bpf_lxc.o", "cilium-1.17/l2/bpf_lxc.o"].map(
    (object): Allowed => ({
      object,
      address: "LXC_IPV4",
      policy: ["test_cilium_policy_65535", 24],
      retval: 0,
      redirect: null,
      after: `efbeaddedec0${pod}0800${routed}`,
    }),
  ),
];
const environment: Environment = {
  interfaces: [
    { index: 2, name: "eth0", mac: "0a:00:00:00:00:02", addresses: ["192.168.0.1/24"] },
    { index: 14, mac: "0a:00:00:00:00:0e" },
  ],
  routes: [{ destination: "default", via: "192.168.0.254" }],
  neighbours: [{ address: "192.168.0.254", mac: "de:00:00:00:00:fe", interface: "eth0" }],
};

describe.each(["interpreter", "kernel"] as const)("a TCP SYN that is allowed, %s", (engine) => {
  for (const { object, address, policy, ...answer } of allowed) {
    const absent = existsSync(join(folder, object)) ? null : `SKBOX_OBJECTS names no folder with ${object}`;
    const skipped = absent ?? (engine === "kernel" ? kernelMissing : null);
    it.skipIf(skipped)(titled(`goes its way from ${object}`, skipped), async () => {
      using machine = await Machine.create({ engine, environment });
      const spec = CollectionSpec.parse(new Uint8Array(readFileSync(join(folder, object))));
      spec.variables.get(address)!.set("10.0.1.5");
      const lxc = machine.load(spec);
      const [name, valueSize] = policy;
      lxc.map(name).update(bytes("28000000 00000000 01 00 0000"), new Uint8Array(valueSize));
      const data = bytes(`${ethernet}0800${network}${transport}`);
      const run = lxc.program("cil_from_container").run({ data, ctx: { ifindex: 14 } });
      const { trap, retval, redirect } = run;
      expect({ trap, retval, redirect, after: hex(run.dataOut) }).toEqual({ trap: null, ...answer });
    });
  }
});
