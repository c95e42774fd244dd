/** netpod and coredns of one node, each with its own copy of the bundled object. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type Collection, CollectionSpec, Machine } from "../../vm/index.ts";
import { example, lxc, skbox } from "../cli/skbox.ts";

const frame = (name: string) =>
  new Uint8Array(Buffer.from(readFileSync(example(name), "utf8").replace(/\s/g, ""), "hex"));
const maps: Record<string, { key: string; value: string }[]> = JSON.parse(
  readFileSync(example("two-pods-maps.json"), "utf8"),
);
const bytes = (hex: string) => new Uint8Array(Buffer.from(hex, "hex"));
const object = readFileSync(lxc);
const interfaces = [
  { index: 13, mac: "12:52:e3:7e:87:4f" },
  { index: 14, mac: "2e:e6:8a:a2:06:1e", peer: 13 },
  { index: 9, mac: "ae:fa:30:78:0c:f9" },
  { index: 10, mac: "6e:a4:db:e4:9a:46", peer: 9 },
];
const SYN = frame("two-pods-syn.hex");
const SYN_ACK = frame("two-pods-syn-ack.hex");

interface Node {
  machine: Machine;
  netpod: Collection;
  coredns: Collection;
}

async function node(engine: "interpreter" | "jit" = "interpreter"): Promise<Node> {
  const machine = await Machine.create({ engine, receive: "ingress", environment: { interfaces } });
  const endpoint = (ifindex: number, variables: Record<string, string>) => {
    const spec = CollectionSpec.parse(new Uint8Array(object));
    for (const [name, value] of Object.entries(variables)) spec.variables.get(name)!.set(value);
    const collection = machine.load(spec);
    machine.attach(ifindex, "ingress", collection.program("cil_from_container"));
    machine.attach(ifindex, "egress", collection.program("cil_to_container"));
    for (const [name, elements] of Object.entries(maps))
      for (const { key, value } of elements) collection.map(name).update(bytes(key), bytes(value));
    return collection;
  };
  const netpod = endpoint(14, {});
  const coredns = endpoint(10, {
    endpoint_id: "788",
    security_label: "29265",
    endpoint_ipv4: "172.16.0.7",
    interface_ifindex: "10",
    interface_mac: "6e:a4:db:e4:9a:46",
  });
  return { machine, netpod, coredns };
}

const send = ({ machine, netpod, coredns }: Node, from: "netpod" | "coredns", data: Uint8Array) =>
  machine.follow((from === "netpod" ? netpod : coredns).program("cil_from_container"), { data });
const way = (hops: ReturnType<typeof send>) =>
  hops.map(({ interface: ifindex, hook, program, outcome }) => [
    ifindex,
    hook,
    program?.name ?? null,
    outcome,
  ]);
const ct = (collection: Collection) => [...collection.map("cilium_ct4_global").keys()].length;

describe.each(["interpreter", "jit"] as const)("pod to pod on one node: %s", (engine) => {
  it("goes through the peer's policy program into the peer's namespace, and back", async () => {
    const pods = await node(engine);
    using _ = pods.machine;
    const there = send(pods, "netpod", SYN);
    expect(way(there)).toEqual([
      [14, "ingress", "cil_from_container", "next"],
      [9, "ingress", null, "stack"],
    ]);
    expect(there[0]!.result!.tailCalls).toContain("cil_lxc_policy");
    expect(there[0]!.result!.redirect).toEqual({ helper: "bpf_redirect_peer", ifindex: 10, flags: 0 });
    const arrived = there[1]!.data;
    // MAC addresses of the peer's pair and a TTL less one.
    expect(Buffer.from(arrived.subarray(0, 12)).toString("hex")).toBe("aefa30780cf96ea4dbe49a46");
    expect(arrived[22]).toBe(SYN[22]! - 1);
    // One entry as netpod sees the connection, one as coredns does; both see both.
    expect([ct(pods.netpod), ct(pods.coredns)]).toEqual([2, 2]);

    const back = send(pods, "coredns", SYN_ACK);
    expect(way(back)).toEqual([
      [10, "ingress", "cil_from_container", "next"],
      [13, "ingress", null, "stack"],
    ]);
    // The answer belongs to the connection.
    expect(ct(pods.netpod)).toBe(2);
  });

  it("goes by cil_to_container and the veth where the peer's policy program is missing", async () => {
    const pods = await node(engine);
    using _ = pods.machine;
    pods.netpod.map("cilium_call_policy").delete(788);
    const hops = send(pods, "netpod", SYN);
    expect(way(hops)).toEqual([
      [14, "ingress", "cil_from_container", "next"],
      [10, "egress", "cil_to_container", "next"],
      [9, "ingress", null, "stack"],
    ]);
    expect(hops[1]!.ctx).toMatchObject({ ifindex: 10, ingress_ifindex: 14 });
    expect(ct(pods.coredns)).toBe(2);
  });

  it("lets one endpoint's policy be", async () => {
    const pods = await node(engine);
    using _ = pods.machine;
    for (const key of [...pods.coredns.map("cilium_policy_v2").keys()])
      pods.coredns.map("cilium_policy_v2").delete(key);
    expect([...pods.netpod.map("cilium_policy_v2").keys()]).toHaveLength(2);
    const refused = send(pods, "netpod", SYN);
    expect(way(refused)).toEqual([[14, "ingress", "cil_from_container", "dropped"]]);
    expect(refused[0]!.result!.tailCalls).toContain("cil_lxc_policy");
  });
});

describe("prog run --follow", () => {
  const argv = ["prog", "run", lxc, "cil_from_container", "--env", example("two-pods.yaml"), "--follow"];

  it("tells each hop of examples/two-pods.yaml", async () => {
    const { code, out, err } = await skbox([...argv, "--data-in", example("two-pods-syn.hex")]);
    expect([code, err]).toEqual([0, ""]);
    for (const text of [
      "hop 1: ingress of interface 14",
      "└─> cil_lxc_policy",
      "arrives at the peer of interface 10",
      "cilium_ct4_global: 2 added",
      "hop 2: ingress of interface 9",
      "end       the stack has the packet",
    ])
      expect(out).toContain(text);
  });

  it("starts at the interface that the context names, and has hops in its document", async () => {
    const rest = ["--data-in", example("two-pods-syn-ack.hex"), "--ctx", "ifindex=10", "--json"];
    const { code, out } = await skbox([...argv, ...rest]);
    expect(code).toBe(0);
    const { hops, redirect } = JSON.parse(out);
    expect(redirect).toMatchObject({ helper: "bpf_redirect_peer", ifindex: 14 });
    expect(hops).toMatchObject([
      { interface: 10, hook: "ingress", program: "cil_from_container", outcome: "next" },
      { interface: 13, hook: "ingress", program: null, result: null, outcome: "stack" },
    ]);
  });
});
