/** Debug messages: which one it is, and its arguments by name (Cilium: bpf/lib/dbg.h; the numbers of 1.16 and newer). */
import { formatAddress } from "../spec/addresses.ts";
import { dropReason, l4Protocol, reservedIdentity } from "./names.ts";
import type { DebugNotification } from "./notifications.ts";

/** What an argument holds: part of it, and how that is read. */
type Read = (args: readonly number[], interfaceName: (index: number) => string | null) => string;

const decimal =
  (argument: number): Read =>
  (args) =>
    `${args[argument - 1]}`;
const hex =
  (argument: number): Read =>
  (args) =>
    `0x${args[argument - 1]!.toString(16)}`;
const high =
  (argument: number): Read =>
  (args) =>
    `${args[argument - 1]! >>> 16}`;
const low =
  (argument: number): Read =>
  (args) =>
    `${args[argument - 1]! & 0xffff}`;
const swapped = (value: number): number => ((value & 0xff) << 8) | ((value >> 8) & 0xff);
/** The lower half, in network byte order. */
const port =
  (argument: number): Read =>
  (args) =>
    `${swapped(args[argument - 1]!)}`;
/** The upper half, in network byte order. */
const highPort =
  (argument: number): Read =>
  (args) =>
    `${swapped(args[argument - 1]! >>> 16)}`;
const memory = (word: number): Uint8Array =>
  Uint8Array.of(word & 0xff, (word >> 8) & 0xff, (word >> 16) & 0xff, word >>> 24);
const ipv4 =
  (argument: number): Read =>
  (args) =>
    formatAddress(memory(args[argument - 1]!));
/** The last four bytes of an IPv6 address. */
const ipv6 =
  (argument: number): Read =>
  (args) => {
    const [a, b, c, d] = memory(args[argument - 1]!) as unknown as [number, number, number, number];
    return `…:${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
  };
const identity =
  (argument: number): Read =>
  (args) =>
    reservedIdentity(args[argument - 1]!) ?? `${args[argument - 1]}`;
const link =
  (argument: number): Read =>
  (args, interfaceName) =>
    interfaceName(args[argument - 1]!) ?? `${args[argument - 1]}`;
const protocol =
  (argument: number): Read =>
  (args) =>
    l4Protocol(args[argument - 1]! & 0xff);
const protocolAbove =
  (argument: number): Read =>
  (args) =>
    l4Protocol(args[argument - 1]! >>> 8);
const flags =
  (argument: number): Read =>
  (args) =>
    `0x${(args[argument - 1]! & 0xff).toString(16)}`;
const direction =
  (argument: number): Read =>
  (args) =>
    ["egress", "ingress", "service"][args[argument - 1]!] ?? `${args[argument - 1]}`;
/** An answer of connection tracking, or the reason that there is none. */
const state =
  (argument: number): Read =>
  (args) =>
    ["new", "established", "reply", "related"][args[argument - 1]!] ??
    dropReason(-args[argument - 1]! & 0xff);

type Message = readonly [name: string, arguments_: Readonly<Record<string, Read>>];

const CT_KEY = { sport: high(1), dport: low(1), protocol: protocolAbove(2), flags: flags(2) };
const LOOKUP4 = { source: ipv4(1), sport: low(3), destination: ipv4(2), dport: high(3) };
const LOOKUP6 = { source: ipv6(1), sport: low(3), destination: ipv6(2), dport: high(3) };
const LOOKUP_2 = { protocol: protocolAbove(1), flags: flags(1), direction: direction(2), scope: decimal(3) };
const CREATED = { revnat: port(1), "source-identity": identity(2) };
const PROXY = { sport: highPort(1), dport: port(1), source: ipv4(2), protocol: protocol(3) };
const FRONTEND6 = { address: hex(1), port: port(2) };
const SLOT = { slot: decimal(1), port: port(2) };
const BACKEND = { backend: decimal(1) };

/** By `subtype`. */
const MESSAGES: readonly Message[] = [
  ["UNSPEC", {}],
  ["GENERIC", { arg1: hex(1), arg2: hex(2), arg3: hex(3) }],
  ["LOCAL_DELIVERY", { endpoint: decimal(1), "source-identity": identity(2) }],
  ["ENCAP", { node: hex(1), "source-identity": identity(2) }],
  ["LXC_FOUND", { interface: link(1), identity: port(2) }],
  ["POLICY_DENIED", { source: identity(1), destination: identity(2) }],
  ["CT_LOOKUP", CT_KEY],
  ["CT_LOOKUP_REV", CT_KEY],
  ["CT_MATCH", { lifetime: decimal(1), revnat: port(2) }],
  ["CT_CREATED", { ...CT_KEY, revnat: port(3) }],
  ["CT_CREATED2", { address: ipv4(1), revnat: port(2) }],
  ["ICMP6_HANDLE", { type: decimal(1) }],
  ["ICMP6_REQUEST", { offset: decimal(1) }],
  ["ICMP6_NS", { address: hex(1) }],
  ["ICMP6_TIME_EXCEEDED", {}],
  ["CT_VERDICT", { state: state(1), revnat: port(2) }],
  ["DECAP", { id: decimal(1), flowlabel: hex(2) }],
  ["PORT_MAP", { from: decimal(1), to: decimal(2) }],
  ["ERROR_RET", { function: decimal(1), error: decimal(2) }],
  ["TO_HOST", { "policy-skip": decimal(1) }],
  ["TO_STACK", { "policy-skip": decimal(1) }],
  ["PKT_HASH", { hash: hex(1), service: decimal(2) }],
  ["LB6_LOOKUP_FRONTEND", FRONTEND6],
  ["LB6_LOOKUP_FRONTEND_FAIL", { p2: hex(1), p3: hex(2) }],
  ["LB6_LOOKUP_BACKEND_SLOT", SLOT],
  ["LB6_LOOKUP_BACKEND_SLOT_SUCCESS", FRONTEND6],
  ["LB6_LOOKUP_BACKEND_SLOT_V2_FAIL", SLOT],
  ["LB6_LOOKUP_BACKEND_FAIL", BACKEND],
  ["LB6_REVERSE_NAT_LOOKUP", { index: port(1) }],
  ["LB6_REVERSE_NAT", FRONTEND6],
  ["LB4_LOOKUP_FRONTEND", { address: ipv4(1), port: port(2) }],
  ["LB4_LOOKUP_FRONTEND_FAIL", {}],
  ["LB4_LOOKUP_BACKEND_SLOT", SLOT],
  ["LB4_LOOKUP_BACKEND_SLOT_SUCCESS", { address: ipv4(1), port: port(2) }],
  ["LB4_LOOKUP_BACKEND_SLOT_V2_FAIL", SLOT],
  ["LB4_LOOKUP_BACKEND_FAIL", BACKEND],
  ["LB4_REVERSE_NAT_LOOKUP", { index: port(1) }],
  ["LB4_REVERSE_NAT", { address: ipv4(1), port: port(2) }],
  ["LB4_LOOPBACK_SNAT", { from: ipv4(1), to: ipv4(2) }],
  ["LB4_LOOPBACK_SNAT_REV", { from: ipv4(1), to: ipv4(2) }],
  ["CT_LOOKUP4", { address: ipv4(1) }],
  ["RR_BACKEND_SLOT_SEL", { hash: hex(1), service: decimal(2) }],
  ["REV_PROXY_LOOKUP", PROXY],
  ["REV_PROXY_FOUND", { destination: ipv4(1), dport: decimal(2) }],
  ["REV_PROXY_UPDATE", PROXY],
  ["L4_POLICY", { "proxy-port": port(1), direction: direction(2) }],
  ["NETDEV_IN_CLUSTER", { "source-identity": identity(1) }],
  ["NETDEV_ENCAP4", { key: ipv4(1), identity: identity(2) }],
  ["CT_LOOKUP4_1", LOOKUP4],
  ["CT_LOOKUP4_2", LOOKUP_2],
  ["CT_CREATED4", CREATED],
  ["CT_LOOKUP6_1", LOOKUP6],
  ["CT_LOOKUP6_2", LOOKUP_2],
  ["CT_CREATED6", CREATED],
  ["SKIP_PROXY", { "tc-index": hex(1) }],
  ["L4_CREATE", { source: identity(1), destination: identity(2), dport: highPort(3), protocol: protocol(3) }],
  ["IP_ID_MAP_FAILED4", { address: ipv4(1) }],
  ["IP_ID_MAP_FAILED6", { address: ipv6(1) }],
  ["IP_ID_MAP_SUCCEED4", { address: ipv4(1), identity: identity(2) }],
  ["IP_ID_MAP_SUCCEED6", { address: ipv6(1), identity: identity(2) }],
  ["LB_STALE_CT", { "service-revnat": decimal(1), "entry-revnat": decimal(2) }],
  ["INHERIT_IDENTITY", { identity: identity(1) }],
  ["SK_LOOKUP4", LOOKUP4],
  ["SK_LOOKUP6", LOOKUP6],
  ["SK_ASSIGN", { error: decimal(1) }],
  ["L7_LB", { source: ipv4(1), destination: ipv4(2), "proxy-port": decimal(3) }],
  ["SKIP_POLICY", { arg1: hex(1), arg2: hex(2), arg3: hex(3) }],
];

/** What a `DEBUG` notification says. */
export interface DebugMessage {
  /** As in the enumeration of the datapath, without its prefix; null for a number that has none. */
  name: string | null;
  arguments: Readonly<Record<string, string>>;
}

const GENERIC = 1;

/** `interfaceName` gives an interface's name where it is known. */
export function debugMessage(
  { subtype, args }: DebugNotification,
  interfaceName: (index: number) => string | null = () => null,
): DebugMessage {
  const [name, reads] = MESSAGES[subtype] ?? [null, MESSAGES[GENERIC]![1]];
  const read = Object.entries(reads).map(([key, value]) => [key, value(args, interfaceName)]);
  return { name, arguments: Object.fromEntries(read) };
}
