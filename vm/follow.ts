/**
 * A packet's way from program to program: what a verdict does with it at a tcx or XDP hook, and what hangs where
 * it goes (kernel: net/core/filter.c, skb_do_redirect and xdp_do_redirect; net/core/dev.c, sch_handle_ingress,
 * sch_handle_egress; drivers/net/veth.c).
 */
import { TC_ACT, XDP } from "../spec/actions.ts";
import { InterfaceFlag } from "../spec/layout.ts";
import { BPF_F_INGRESS, ETH_HLEN, RTN, VLAN_HLEN } from "../spec/network.ts";
import { sameBytes } from "../spec/text.ts";
import type { ContextValues } from "./context.ts";
import type { Hook } from "./environment/format.ts";
import { covers } from "./environment/prefix.ts";
import type { EnvironmentTables } from "./environment/tables.ts";
import { MachineError } from "./errors.ts";
import type { Program, RunOptions, RunResult } from "./program.ts";

/**
 * What becomes of a packet behind a hop.
 * - `next`: the next hop has it.
 * - `stack`: it goes up the stack of the interface's network namespace.
 * - `wire`: it leaves an interface whose other end is not known.
 * - `dropped`: the program says so.
 * - `stopped`: the run was.
 * - `no_interface`: it is sent to an interface that is not there, or down.
 * - `no_peer`: it is sent to the peer of an interface that has none that is up.
 * - `no_xdp`: it leaves at XDP for the other end of a pair, which takes such frames only with a program at XDP.
 * - `too_long`: it is longer than the MTU of the interface that it is sent to at XDP, or of the other end of a pair,
 *   allows.
 * - `not_ingress`: redirect_peer works at ingress only.
 * - `no_route`, `no_neighbour`: redirect_neigh knows no next hop, or not its MAC address.
 * - `too_many_hops`: it is not followed further.
 */
export type Outcome =
  | "next"
  | "stack"
  | "wire"
  | "dropped"
  | "stopped"
  | "no_interface"
  | "no_peer"
  | "no_xdp"
  | "too_long"
  | "not_ingress"
  | "no_route"
  | "no_neighbour"
  | "too_many_hops";

/** A packet at a hook: what hung there did with it, and where it went. */
export interface Hop {
  /** Its index. */
  interface: number;
  hook: Hook;
  /** Null where nothing hangs, and the packet goes through. */
  program: Program | null;
  /** The frame as it arrives, and the context fields that are given. */
  data: Uint8Array;
  ctx: ContextValues;
  /** Null without a program. */
  result: RunResult | null;
  outcome: Outcome;
}

/** As for one run, and what is to be told on the way. */
export interface FollowOptions extends Omit<RunOptions, "repeat"> {
  /** Called behind every hop, before the next. */
  onHop?: (hop: Hop) => void;
}

/** What is known of the surroundings. */
export interface Network {
  readonly tables: EnvironmentTables | null;
  attached(ifindex: number, hook: Hook): Program | null;
  /** Where a program hangs first. */
  placeOf(program: Program, ifindex: number | null): { interface: number; hook: Hook } | null;
}

const MAX_HOPS = 16;

/** Offsets in a frame. */
const SOURCE_MAC = 6;
const IPV4_DESTINATION = ETH_HLEN + 16;
const IPV6_DESTINATION = ETH_HLEN + 24;
/** Where a packet goes whose program asks no helper to redirect it. */
const NOWHERE = 0;

/** Fields that a packet keeps from one hook to the next, and those of them that it keeps across a pair. */
const TAG = ["vlan_present", "vlan_tci", "vlan_proto"];
const ACROSS = [...TAG, "cb"];
const KEPT = [...ACROSS, "mark", "priority", "queue_mapping", "tc_index"];

interface Packet {
  interface: number;
  hook: Hook;
  data: Uint8Array;
  /** What it carries in its context. */
  kept: ContextValues;
  /** Where it came in; 0 for what no interface received (kernel: skb_iif). */
  receivedBy: number;
}

/** At most 16 hops. Throws MachineError BAD_INPUT as `program.run` does. */
export function follow(network: Network, program: Program, options: FollowOptions = {}): Hop[] {
  const { data = new Uint8Array(0), ctx = {}, linear, onHop } = options;
  if (program.context.packet === "none") {
    throw new MachineError("BAD_INPUT", `${program.name} has no packet to follow`, { program: program.name });
  }
  const isXdp = program.context.packet === "xdp";
  const ifindex = isXdp ? ctx.ingress_ifindex : ctx.ifindex;
  const given = ifindex === undefined ? null : Number(ifindex);
  const place = network.placeOf(program, given);
  let packet: Packet | null = {
    interface: place?.interface ?? given ?? 1,
    hook: place?.hook ?? (isXdp ? "xdp" : "ingress"),
    data,
    kept: ctx,
    receivedBy: 0,
  };
  const hops: Hop[] = [];
  while (packet) {
    const first = hops.length === 0;
    const at: Packet = packet;
    const here = first ? program : network.attached(at.interface, at.hook);
    const hop: Hop = {
      interface: at.interface,
      hook: at.hook,
      program: here,
      data: at.data,
      ctx: contextAt(at, first ? ctx : {}),
      result: null,
      outcome: "next",
    };
    if (here) {
      const shorter = first && linear !== undefined ? { linear } : {};
      hop.result = here.run({ data: at.data, ctx: hop.ctx, ...shorter });
    }
    const step = new Step(network, at, hop.result).take();
    packet = typeof step === "string" ? null : step;
    if (typeof step === "string") hop.outcome = step;
    else if (hops.length + 1 === MAX_HOPS) {
      hop.outcome = "too_many_hops";
      packet = null;
    }
    hops.push(hop);
    onHop?.(hop);
  }
  return hops;
}

/** An XDP frame has no metadata of a packet yet. */
function contextAt(
  { hook, kept, interface: ifindex, receivedBy }: Packet,
  given: ContextValues,
): ContextValues {
  if (hook === "xdp") return { ...given, ingress_ifindex: ifindex };
  return { ...kept, ifindex, ingress_ifindex: hook === "ingress" ? ifindex : receivedBy, ...given };
}

/** Where one verdict takes the packet. */
class Step {
  readonly #network: Network;
  readonly #at: Packet;
  readonly #result: RunResult | null;
  readonly #data: Uint8Array;
  readonly #kept: ContextValues;

  constructor(network: Network, at: Packet, result: RunResult | null) {
    this.#network = network;
    this.#at = at;
    this.#result = result;
    this.#data = result?.dataOut ?? at.data;
    const fields = result && at.hook !== "xdp" ? result.ctxOut : at.kept;
    this.#kept = pick(fields, KEPT);
  }

  take(): Packet | Outcome {
    const { hook, interface: ifindex } = this.#at;
    if (this.#result?.trap) return "stopped";
    const verdict = this.#result?.retval ?? null;
    if (hook === "xdp") return this.#xdp(verdict ?? XDP.PASS);
    if (verdict === TC_ACT.SHOT) return "dropped";
    if (verdict === TC_ACT.REDIRECT) return this.#redirect();
    // Anything else goes on, as nothing else hangs there (include/net/tcx.h, tcx_action_code).
    return hook === "ingress" ? "stack" : this.#leave(ifindex);
  }

  #xdp(verdict: number): Packet | Outcome {
    if (verdict === XDP.PASS) return { ...this.#at, hook: "ingress", data: this.#data };
    if (verdict === XDP.TX) return this.#leaveAtXdp(this.#at.interface);
    if (verdict !== XDP.REDIRECT) return "dropped";
    const ifindex = this.#result!.redirect?.ifindex ?? NOWHERE;
    if (!this.#isUp(ifindex)) return "no_interface";
    return this.#takes(ifindex) ? this.#leaveAtXdp(ifindex) : "too_long";
  }

  #redirect(): Packet | Outcome {
    const { redirect } = this.#result!;
    const target = this.#interface(redirect?.ifindex ?? NOWHERE);
    if (!redirect || !target) return "no_interface";
    const { helper, ifindex, flags, nextHop } = redirect;
    if (helper === "bpf_redirect_peer") {
      if (this.#at.hook !== "ingress") return "not_ingress";
      if (target.peer === null || !this.#isUp(target.peer)) return "no_peer";
      return this.#to(target.peer, "ingress", this.#kept);
    }
    if (!this.#isUp(ifindex)) return "no_interface";
    if (helper === "bpf_redirect_neigh") return this.#toNeighbour(ifindex, nextHop ?? null);
    if ((flags & BPF_F_INGRESS) === 0) return this.#to(ifindex, "egress", this.#kept);
    const { priority: _, ...kept } = this.#kept;
    return this.#to(ifindex, "ingress", kept);
  }

  /** To the egress of an interface, with the link-layer header that the next hop takes. */
  #toNeighbour(ifindex: number, given: Uint8Array | null): Packet | Outcome {
    const device = this.#interface(ifindex)!;
    const nextHop = given ?? this.#nextHop(ifindex);
    if (!nextHop) return "no_route";
    const known = this.#network.tables!.neighbours.find(
      ({ index, address }) => index === ifindex && sameBytes(address, nextHop),
    );
    if (!known) return "no_neighbour";
    const data = this.#data.slice();
    data.set(known.mac, 0);
    data.set(device.mac, SOURCE_MAC);
    return { ...this.#to(ifindex, "egress", this.#kept), data };
  }

  /** By the routes that lead through the interface: the gateway, or the packet's destination. */
  #nextHop(ifindex: number): Uint8Array | null {
    const version = (this.#data[ETH_HLEN] ?? 0) >> 4;
    const destination =
      version === 6
        ? this.#data.slice(IPV6_DESTINATION, IPV6_DESTINATION + 16)
        : this.#data.slice(IPV4_DESTINATION, IPV4_DESTINATION + 4);
    const [best] = this.#network
      .tables!.routes.filter(
        (route) =>
          route.index === ifindex &&
          route.type === RTN.unicast &&
          covers({ address: route.destination, length: route.prefixLength }, destination),
      )
      .sort((a, b) => b.prefixLength - a.prefixLength || a.metric - b.metric);
    return best ? (best.gateway ?? destination) : null;
  }

  /** Out of an interface, into the other end of a pair: another namespace, which gets little but the frame. */
  #leave(ifindex: number, across: readonly string[] = ACROSS): Packet | Outcome {
    const peer = this.#interface(ifindex)?.peer ?? null;
    if (peer === null) return "wire";
    if (!this.#isUp(peer)) return "no_peer";
    if (!this.#takes(peer)) return "too_long";
    const hook = this.#network.attached(peer, "xdp") ? "xdp" : "ingress";
    return this.#to(peer, hook, pick(this.#kept, across));
  }

  /** The other end of a pair has no room for such frames without a program of its own (kernel: veth_xdp_xmit). */
  #leaveAtXdp(ifindex: number): Packet | Outcome {
    const peer = this.#interface(ifindex)?.peer ?? null;
    return peer === null || this.#network.attached(peer, "xdp") ? this.#leave(ifindex, []) : "no_xdp";
  }

  /** Whether an interface's MTU allows the frame's length (kernel: __is_skb_forwardable, xdp_ok_fwd_dev). */
  #takes(ifindex: number): boolean {
    const { mtu, headerLength } = this.#interface(ifindex)!;
    return this.#data.length <= mtu + headerLength + VLAN_HLEN;
  }

  #to(ifindex: number, hook: Hook, kept: ContextValues): Packet {
    const { hook: from, interface: here, receivedBy } = this.#at;
    const by = from === "egress" ? receivedBy : here;
    return { interface: ifindex, hook, data: this.#data, kept, receivedBy: by };
  }

  #interface(ifindex: number): EnvironmentTables["interfaces"][number] | null {
    return this.#network.tables?.interfaces.find(({ index }) => index === ifindex) ?? null;
  }

  #isUp(ifindex: number): boolean {
    return ((this.#interface(ifindex)?.flags ?? 0) & InterfaceFlag.UP) !== 0;
  }
}

const pick = (fields: ContextValues, names: readonly string[]): ContextValues =>
  Object.fromEntries(names.flatMap((name) => (fields[name] === undefined ? [] : [[name, fields[name]]])));
