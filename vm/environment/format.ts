/**
 * What surrounds a program: interfaces, addresses, routes, neighbours, sockets and tunnel metadata, as plain data
 * that a file can hold. Helpers answer from it (fib_lookup, sk_lookup_tcp, get_socket_cookie …).
 */
import type { RT_TABLE, RTN, TCP_STATE } from "../../spec/network.ts";

/** Members that are left out have the value that is said; an empty environment is interface 1, a loopback. */
export interface Environment {
  interfaces?: EnvironmentInterface[];
  routes?: EnvironmentRoute[];
  neighbours?: EnvironmentNeighbour[];
  sockets?: EnvironmentSocket[];
  /** The tunnel that every packet of a tc program has come through; none. */
  tunnel?: EnvironmentTunnel;
  /** Who has which address, for the names in flows; no program sees it. */
  pods?: EnvironmentPod[];
  services?: EnvironmentService[];
  /** Of the network namespace: 1. */
  netnsCookie?: number | bigint;
  /** Of the socket that a cgroup program is about: 1. */
  socketCookie?: number | bigint;
  /** Of the cgroup whose task a program runs for, as `stat` shows it for the cgroup's folder: 1, the root. */
  cgroupId?: number | bigint;
}

/** A network device. */
export interface EnvironmentInterface {
  index: number;
  /** What other members may call it by. */
  name?: string;
  /** `l3` has no Ethernet header; `ethernet`. */
  kind?: "ethernet" | "l3" | "loopback";
  /** 00:00:00:00:00:00. */
  mac?: string;
  /** 1500; 65536 of a loopback. */
  mtu?: number;
  /** Whether it is up: true. */
  up?: boolean;
  /** Whether what it receives is routed on: true, but for a loopback. */
  forwarding?: boolean;
  /** `ADDRESS/PREFIX`. As on Linux, each is a local route and one to its neighbours. */
  addresses?: string[];
  /** Name or index of the other end of a veth pair, in another network namespace; none. */
  peer?: string | number;
  /** What hangs there: nothing. The command line loads and attaches it, with the API `machine.attach` does. */
  attach?: EnvironmentAttachment;
}

/** Programs at an interface. An object that several of them name is loaded once for the interface. */
export interface EnvironmentAttachment {
  ingress?: EnvironmentProgram;
  egress?: EnvironmentProgram;
  xdp?: EnvironmentProgram;
  /** Values of the objects' variables, as `--set` takes them. */
  set?: Record<string, string | number | bigint>;
  /** A file with the maps' contents, as `--maps` takes it. */
  maps?: string;
  /** Other names for maps, so that interfaces do not share what they would by name. */
  renameMaps?: Record<string, string>;
}

/** A program of an object, to hang at an interface. */
export interface EnvironmentProgram {
  /** A file, seen from that of the environment; the object that is run. */
  object?: string;
  program: string;
}

/** Where at an interface a program hangs: tc (tcx) ingress and egress, or before both, XDP. */
export const HOOKS = ["ingress", "egress", "xdp"] as const;
/** One of HOOKS. */
export type Hook = (typeof HOOKS)[number];

/** As `ip route` would be given it. */
export interface EnvironmentRoute {
  /** `ADDRESS/PREFIX`, `default` (of the gateway's family, or IPv4) or `default6`. */
  destination: string;
  /** The next hop's address; none: the destination is on the link. */
  via?: string;
  /** Name or index; that of the network which the next hop is in. */
  interface?: string | number;
  /** Preferred source address. */
  source?: string;
  /** `unicast`. */
  type?: keyof typeof RTN;
  /** A number, `main`, `local` or `default`; `local` for the types local and broadcast, else `main`. */
  table?: number | keyof typeof RT_TABLE;
  /** 0 for IPv4, 1024 for IPv6. */
  metric?: number;
  /** A locked MTU of its own; the interface's. */
  mtu?: number;
}

/** As `ip neighbour` would be given it, permanent. */
export interface EnvironmentNeighbour {
  address: string;
  mac: string;
  interface: string | number;
}

/** A socket that lookups find. */
export interface EnvironmentSocket {
  protocol: "tcp" | "udp";
  /** `ADDRESS:PORT`, `[ADDRESS]:PORT`; the address 0.0.0.0 or :: is any. */
  local: string;
  /** Of the peer, for a socket that is connected. */
  remote?: string;
  /** `established` where there is a peer, `listen` for TCP without one, else `close`. */
  state?: keyof typeof TCP_STATE;
  /** The interface that it is bound to; none. */
  interface?: string | number;
  /** An IPv6 socket that takes no IPv4: false. */
  ipv6Only?: boolean;
  /** A number of its own. */
  cookie?: number | bigint;
  /** 0. */
  mark?: number;
}

/** A pod, or a node, by its addresses. */
export interface EnvironmentPod {
  /** `NAMESPACE/NAME`, or a node's name. */
  name: string;
  addresses: string[];
  /** Security identity: 0, unknown. */
  identity?: number;
  /** Id of its endpoint on the node that the programs run on; none. */
  endpoint?: number;
  /** `k8s:app=web`: none. */
  labels?: string[];
  /** Ids of the cgroups of its containers, as `cgroupId`: none. */
  cgroups?: (number | bigint)[];
}

/** A service of Kubernetes. */
export interface EnvironmentService {
  /** `NAMESPACE/NAME` */
  name: string;
  /** Its front ends: `ADDRESS:PORT`, `[ADDRESS]:PORT`. */
  addresses: string[];
}

/** What `bpf_skb_get_tunnel_key` and `bpf_skb_get_tunnel_opt` tell. */
export interface EnvironmentTunnel {
  /** The VNI, or whatever the tunnel has for a key. */
  id: number;
  /** Outer addresses: of the other end, and of this one. */
  remote: string;
  local: string;
  /** 0. */
  tos?: number;
  /** 64. */
  ttl?: number;
  /** Flow label of IPv6: 0. */
  label?: number;
  /** Geneve options or the VXLAN group, hexadecimal: none. */
  options?: string;
}

/** Where in an environment something is: `["routes", 0, "via"]`. */
export type EnvironmentPath = readonly (string | number)[];
