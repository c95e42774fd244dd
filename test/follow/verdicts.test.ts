/** Where a verdict takes a packet (kernel: skb_do_redirect, veth_xmit, tcx_action_code). */
import { describe, expect, it } from "vitest";
import { Machine, type MachineError } from "../../vm/index.ts";
import { specOf } from "../differential/program.ts";
import { collection } from "../support/program.ts";

const FRAME = new Uint8Array(
  Buffer.from(
    `${"11".repeat(6)}${"22".repeat(6)}0800${"45".padEnd(32, "0")}0a000002${"00".repeat(20)}`,
    "hex",
  ),
);
const environment = {
  interfaces: [
    { index: 2, mac: "02:00:00:00:00:02", addresses: ["10.0.0.1/24"] },
    { index: 3, peer: 4 },
    { index: 4 },
    { index: 5, up: false },
  ],
  routes: [{ destination: "default", via: "10.0.0.254" }],
  neighbours: [
    { address: "10.0.0.2", mac: "02:00:00:00:00:aa", interface: 2 },
    { address: "10.0.0.254", mac: "02:00:00:00:00:bb", interface: 2 },
  ],
};
const REDIRECT = 23;
const NEIGH = 152;
const PEER = 155;
const redirect = (helper: number, ifindex: number, flags = 0) =>
  `mov64_imm %r1, ${ifindex}
mov64_imm %r2, ${helper === NEIGH ? 0 : flags}
mov64_imm %r3, 0
mov64_imm %r4, 0
call_helper ${helper}
exit`;
const verdict = (value: number) => `mov64_imm %r0, ${value}\nexit`;

/** The frame, to another destination. */
const withByte = (at: number, byte: number) => FRAME.map((old, i) => (i === at ? byte : old));

type Attached = [ifindex: number, hook: "ingress" | "egress" | "xdp", text: string];

/** Runs what is attached first; interface, hook and outcome of every hop. */
async function way(attached: Attached[], data = FRAME) {
  using machine = await Machine.create({ environment });
  const programs = attached.map(([ifindex, hook, text]) => {
    const loaded = machine.load(collection([specOf(hook === "xdp" ? "XDP" : "SCHED_CLS", text, [])], []));
    const program = loaded.program("prog");
    machine.attach(ifindex, hook, program);
    return program;
  });
  const hops = machine.follow(programs[0]!, { data });
  return { hops, way: hops.map(({ interface: ifindex, hook, outcome }) => `${hook}@${ifindex} ${outcome}`) };
}

describe("verdicts", () => {
  it.each<[string, Attached[], string[]]>([
    ["OK at ingress", [[3, "ingress", verdict(0)]], ["ingress@3 stack"]],
    ["STOLEN at tcx goes on", [[3, "ingress", verdict(4)]], ["ingress@3 stack"]],
    ["SHOT", [[3, "ingress", verdict(2)]], ["ingress@3 dropped"]],
    ["OK at egress", [[3, "egress", verdict(0)]], ["egress@3 next", "ingress@4 stack"]],
    ["OK at egress without a peer", [[2, "egress", verdict(0)]], ["egress@2 wire"]],
    [
      "redirect",
      [[2, "ingress", redirect(REDIRECT, 3)]],
      ["ingress@2 next", "egress@3 next", "ingress@4 stack"],
    ],
    [
      "redirect to ingress",
      [[2, "ingress", redirect(REDIRECT, 3, 1)]],
      ["ingress@2 next", "ingress@3 stack"],
    ],
    ["a redirect that nothing asks for", [[2, "ingress", verdict(7)]], ["ingress@2 no_interface"]],
    ["redirect to nowhere", [[2, "ingress", redirect(REDIRECT, 77)]], ["ingress@2 no_interface"]],
    ["redirect to what is down", [[2, "ingress", redirect(REDIRECT, 5)]], ["ingress@2 no_interface"]],
    ["redirect_peer", [[2, "ingress", redirect(PEER, 3)]], ["ingress@2 next", "ingress@4 stack"]],
    ["redirect_peer at egress", [[2, "egress", redirect(PEER, 3)]], ["egress@2 not_ingress"]],
    ["redirect_peer without a peer", [[3, "ingress", redirect(PEER, 2)]], ["ingress@3 no_peer"]],
    ["redirect_neigh without a route", [[2, "ingress", redirect(NEIGH, 3)]], ["ingress@2 no_route"]],
    ["XDP_PASS", [[3, "xdp", verdict(2)]], ["xdp@3 next", "ingress@3 stack"]],
    [
      "XDP_TX",
      [
        [3, "xdp", verdict(3)],
        [4, "xdp", verdict(1)],
      ],
      ["xdp@3 next", "xdp@4 dropped"],
    ],
    ["XDP_REDIRECT to an end without XDP", [[2, "xdp", redirect(REDIRECT, 3)]], ["xdp@2 no_xdp"]],
    [
      "XDP_REDIRECT",
      [
        [2, "xdp", redirect(REDIRECT, 3)],
        [4, "xdp", verdict(2)],
      ],
      ["xdp@2 next", "xdp@4 next", "ingress@4 stack"],
    ],
    ["XDP_ABORTED", [[2, "xdp", verdict(0)]], ["xdp@2 dropped"]],
  ])("%s", async (_name, attached, expected) => {
    expect((await way(attached)).way).toEqual(expected);
  });

  it.each([
    ["a neighbour", FRAME, "0200000000aa"],
    ["the gateway", withByte(30, 99), "0200000000bb"],
  ])("redirect_neigh writes the header for %s", async (_name, data, mac) => {
    const { hops, way: seen } = await way([[3, "ingress", redirect(NEIGH, 2)]], data);
    expect(seen).toEqual(["ingress@3 next", "egress@2 wire"]);
    expect(Buffer.from(hops[1]!.data.subarray(0, 12)).toString("hex")).toBe(`${mac}020000000002`);
  });

  it("redirect_neigh waits for a neighbour that is not known", async () => {
    const { way: seen } = await way([[3, "ingress", redirect(NEIGH, 2)]], withByte(33, 77));
    expect(seen).toEqual(["ingress@3 no_neighbour"]);
  });

  it("ends after 16 hops", async () => {
    const { hops } = await way([[2, "ingress", redirect(REDIRECT, 2, 1)]]);
    expect(hops).toHaveLength(16);
    expect(hops.at(-1)!.outcome).toBe("too_many_hops");
  });
});

describe("attach", () => {
  it("is undone by going back to a snapshot", async () => {
    using machine = await Machine.create({ environment });
    const load = (text: string) =>
      machine.load(collection([specOf("SCHED_CLS", text, [])], [])).program("prog");
    const [passes, drops, other] = [load(verdict(0)), load(verdict(2)), load(verdict(2))];
    const seen = () =>
      machine.follow(passes, { data: FRAME }).map(({ program, outcome }) => [program, outcome]);
    machine.attach(3, "egress", passes);
    const first = machine.snapshot();
    machine.attach(4, "ingress", drops);
    const second = machine.snapshot();
    machine.attach(4, "ingress", other);
    const asAtFirst = [
      [passes, "next"],
      [null, "stack"],
    ];
    const asAtSecond = [
      [passes, "next"],
      [drops, "dropped"],
    ];
    machine.restore(second);
    expect(seen()).toEqual(asAtSecond);
    machine.restore(first);
    expect(seen()).toEqual(asAtFirst);
    machine.attach(4, "ingress", drops);
    expect(seen()).toEqual(asAtSecond);
    machine.restore(first);
    expect(seen()).toEqual(asAtFirst);
  });

  it("takes programs of the hook's type, at interfaces that there are", async () => {
    using machine = await Machine.create({ environment });
    using other = await Machine.create({ environment });
    const program = machine.load(collection([specOf("SCHED_CLS", verdict(0), [])], [])).program("prog");
    const code = (attach: () => void) => {
      try {
        attach();
        return null;
      } catch (error) {
        return (error as MachineError).code;
      }
    };
    expect(code(() => machine.attach(2, "ingress", program))).toBeNull();
    expect(code(() => machine.attach(77, "ingress", program))).toBe("BAD_INPUT");
    expect(code(() => machine.attach(2, "xdp", program))).toBe("BAD_INPUT");
    expect(code(() => other.attach(2, "ingress", program))).toBe("BAD_INPUT");
  });
});
