/** Notifications as flows, the way Hubble tells them: who spoke to whom, where it was seen, what became of it. */
import { type Dissection, dissect, type EnvironmentTables } from "../vm/index.ts";
import { dropReason, policyMatch, reservedIdentity, tracePoint, xlatePoint } from "./names.ts";
import type {
  CaptureNotification,
  DropNotification,
  Notification,
  PolicyVerdictNotification,
  SocketNotification,
  TraceNotification,
} from "./notifications.ts";

/** As Hubble names them. */
export type FlowVerdict =
  | "FORWARDED"
  | "DROPPED"
  | "REDIRECTED"
  | "AUDIT"
  | "TRACED"
  | "TRANSLATED"
  | "UNKNOWN";

/** One end of a flow. */
export interface FlowEnd {
  /** Null where the notification does not tell. */
  address: string | null;
  port: number | null;
  /** Security identity: the datapath's, or where it has none that of the pod; 0 is unknown. */
  identity: number;
  /** `NAMESPACE/NAME` of the pod with that address. */
  pod: string | null;
  /** Id of the pod's endpoint on its node. */
  endpoint: number | null;
  labels: readonly string[];
  /** `NAMESPACE/NAME` of the service with that address and port. */
  service: string | null;
}

/** Notifications that are about a packet or a connection. */
export type FlowNotification =
  | DropNotification
  | TraceNotification
  | PolicyVerdictNotification
  | CaptureNotification
  | SocketNotification;

/** What a notification tells of a packet, with names for its ends. */
export interface Flow {
  verdict: FlowVerdict;
  /** Where it was seen: `to-endpoint`, `Policy denied`, `policy-verdict:L3-Only EGRESS`, `pre-xlate-rev`. */
  event: string;
  source: FlowEnd;
  destination: FlowEnd;
  /** Whether it answers; null where that is not known. */
  isReply: boolean | null;
  /** As seen from the endpoint that tells; null where that is not known. */
  direction: "ingress" | "egress" | null;
  /** `TCP`, `UDP`, `SCTP`, `ICMPv4`, `ICMPv6`, `ARP`, or another protocol's number; null where it is not known. */
  protocol: string | null;
  /** `TCP Flags: SYN`, `ICMPv4 EchoRequest`, `UDP`. */
  summary: string;
  /** The packet's headers; null for a socket. */
  packet: Dissection | null;
  notification: FlowNotification;
}

/** Who has which address, and whose tasks are where, by an environment's pods and services. */
export class Peers {
  readonly #pods = new Map<string, EnvironmentTables["pods"][number]>();
  readonly #cgroups = new Map<bigint, EnvironmentTables["pods"][number]>();
  readonly #services = new Map<string, string>();
  readonly #interfaces = new Map<number, string>();

  constructor({ pods, services, interfaces }: Pick<EnvironmentTables, "pods" | "services" | "interfaces">) {
    for (const pod of pods) {
      for (const address of pod.addresses) this.#pods.set(address, pod);
      for (const cgroup of pod.cgroups) this.#cgroups.set(cgroup, pod);
    }
    for (const { name, addresses } of services) {
      for (const { address, port } of addresses) this.#services.set(`${address} ${port}`, name);
    }
    for (const { index, name } of interfaces) if (name !== null) this.#interfaces.set(index, name);
  }

  /** What is known of an end with this address, port and security identity. */
  end(address: string | null, port: number | null, identity: number): FlowEnd {
    const pod = address === null ? undefined : this.#pods.get(address);
    return this.#endOf(pod, address, port, identity);
  }

  /** The pod that has a task in this cgroup, by its address of the family that `other` is of. */
  endOfCgroup(cgroup: bigint, other: string): FlowEnd {
    const pod = this.#cgroups.get(cgroup);
    const address = pod?.addresses.find((own) => own.includes(":") === other.includes(":")) ?? null;
    return this.#endOf(pod, address, null, 0);
  }

  #endOf(
    pod: EnvironmentTables["pods"][number] | undefined,
    address: string | null,
    port: number | null,
    identity: number,
  ): FlowEnd {
    return {
      address,
      port,
      identity: identity || (pod?.identity ?? 0),
      pod: pod?.name ?? null,
      endpoint: pod?.endpoint ?? null,
      labels: pod?.labels ?? [],
      service: this.#services.get(`${address} ${port}`) ?? null,
    };
  }

  /** Of an interface, or null. */
  interfaceName(index: number): string | null {
    return this.#interfaces.get(index) ?? null;
  }
}

/** Nobody is known by name. */
export const NO_PEERS = new Peers({ pods: [], services: [], interfaces: [] });

/** The flow that a notification tells of; null for one that is about no flow (debug messages, undecoded ones). */
export function flowOf(notification: Notification, peers: Peers = NO_PEERS): Flow | null {
  switch (notification.type) {
    case "debug":
    case "undecoded":
      return null;
    case "trace-sock":
      return socketFlow(notification, peers);
    default:
      return packetFlow(notification, peers);
  }
}

type PacketNotification = Exclude<FlowNotification, SocketNotification>;

function packetFlow(notification: PacketNotification, peers: Peers): Flow {
  const packet = dissect(notification.packet, notification.first);
  const { ip, arp, transport } = packet;
  const [sourcePort, destinationPort] =
    transport && "sourcePort" in transport ? [transport.sourcePort, transport.destinationPort] : [null, null];
  const original = notification.type === "trace" && ip ? notification.originalAddress : null;
  const [sourceIdentity, destinationIdentity] = identities(notification);
  const source = peers.end(original ?? ip?.source ?? arp?.senderAddress ?? null, sourcePort, sourceIdentity);
  const target = ip?.destination ?? arp?.targetAddress ?? null;
  const destination = peers.end(target, destinationPort, destinationIdentity);
  const isTranslated = original !== null && original !== ip?.source;
  const direction = directionOf(notification, source, isTranslated);
  return {
    verdict: verdictOf(notification),
    event: eventOf(notification, direction),
    source,
    destination,
    isReply: isReply(notification),
    direction,
    protocol: transport?.protocol ?? (arp ? "ARP" : ip ? `${ip.protocol}` : null),
    summary: summaryOf(packet),
    packet,
    notification,
  };
}

function identities(notification: PacketNotification): [source: number, destination: number] {
  switch (notification.type) {
    case "drop":
    case "trace":
      return [notification.sourceIdentity, notification.destinationIdentity];
    case "policy-verdict":
      return notification.ingress ? [notification.remoteIdentity, 0] : [0, notification.remoteIdentity];
    case "capture":
      return [0, 0];
  }
}

function verdictOf(notification: PacketNotification): FlowVerdict {
  switch (notification.type) {
    case "drop":
      return "DROPPED";
    case "trace":
      return "FORWARDED";
    case "capture":
      return "UNKNOWN";
    case "policy-verdict":
      if (notification.verdict < 0) return "DROPPED";
      if (notification.verdict > 0) return "REDIRECTED";
      return notification.audited ? "AUDIT" : "FORWARDED";
  }
}

/** Numbers of `subtype` of a capture that are in use, from 4 on. */
const CAPTURE_POINTS = [
  "DBG_CAPTURE_DELIVERY",
  "DBG_CAPTURE_FROM_LB",
  "DBG_CAPTURE_AFTER_V46",
  "DBG_CAPTURE_AFTER_V64",
  "DBG_CAPTURE_PROXY_PRE",
  "DBG_CAPTURE_PROXY_POST",
  "DBG_CAPTURE_SNAT_PRE",
  "DBG_CAPTURE_SNAT_POST",
];
const FIRST_CAPTURE_POINT = 4;

function eventOf(notification: PacketNotification, direction: Flow["direction"]): string {
  switch (notification.type) {
    case "drop":
      return dropReason(notification.reason);
    case "trace":
      return tracePoint(notification.point);
    case "policy-verdict":
      return `policy-verdict:${policyMatch(notification.match)} ${direction?.toUpperCase()}`;
    case "capture":
      return CAPTURE_POINTS[notification.subtype - FIRST_CAPTURE_POINT] ?? `capture ${notification.subtype}`;
  }
}

/** What connection tracking said; a policy is asked about the first packet only. */
function isReply(notification: PacketNotification): boolean | null {
  if (notification.type === "policy-verdict") return notification.verdict >= 0 ? false : null;
  if (notification.type !== "trace" || notification.reason >= TRACE_REASON_UNKNOWN) return null;
  return notification.reason === TRACE_REASON_REPLY;
}

const TRACE_REASON_REPLY = 2;
/** From here on the reasons are not those of connection tracking. */
const TRACE_REASON_UNKNOWN = 5;
const TRACE_REASON_ENCRYPT_OVERLAY = 8;

function directionOf(
  notification: PacketNotification,
  source: FlowEnd,
  isTranslated: boolean,
): Flow["direction"] {
  const { endpoint } = notification;
  switch (notification.type) {
    case "policy-verdict":
      return notification.ingress ? "ingress" : "egress";
    case "drop":
      if (endpoint === 0) return null;
      // The datapath names a destination endpoint for ingress only.
      if (source.endpoint === null) return notification.destinationEndpoint === 0 ? null : "ingress";
      return source.endpoint === endpoint ? "egress" : "ingress";
    case "trace": {
      const { reason } = notification;
      if (endpoint === 0 || reason === TRACE_REASON_UNKNOWN) return null;
      if (reason === TRACE_REASON_ENCRYPT_OVERLAY) return "egress";
      const isSource = source.endpoint === endpoint;
      return isSource !== (reason === TRACE_REASON_REPLY) || isTranslated ? "egress" : "ingress";
    }
    case "capture":
      return null;
  }
}

/** In the order in which Hubble lists them. */
const FLAG_ORDER = ["SYN", "ACK", "RST", "FIN", "PSH", "URG", "ECE", "CWR"] as const;

function summaryOf({ ethernet, arp, ip, transport, cut, malformed }: Dissection): string {
  const end = cut ? `, cut off in ${cut}` : malformed ? `, malformed ${malformed}` : "";
  if (transport?.protocol === "TCP") {
    return `TCP Flags: ${FLAG_ORDER.filter((flag) => transport.flags.includes(flag)).join(", ")}`;
  }
  if (transport && "type" in transport) {
    return `${transport.protocol} ${icmpName(transport.protocol, transport.type, transport.code)}`;
  }
  if (transport) return transport.protocol;
  if (ip) return `IPv${ip.version}${end}`;
  if (arp) return "ARP";
  return ethernet || end ? `Ethernet${end}` : "no packet captured";
}

/** By type, and for types that have them the codes. */
const ICMP_TYPES: Readonly<Record<string, readonly [type: string, ...codes: string[]]>> = {
  "ICMPv4/0": ["EchoReply"],
  "ICMPv4/3": ["DestinationUnreachable", "Net", "Host", "Protocol", "Port", "FragmentationNeeded"],
  "ICMPv4/5": ["Redirect", "Net", "Host"],
  "ICMPv4/8": ["EchoRequest"],
  "ICMPv4/11": ["TimeExceeded", "TTLExceeded", "FragmentReassemblyTimeExceeded"],
  "ICMPv6/1": [
    "DestinationUnreachable",
    "NoRouteToDst",
    "AdminProhibited",
    "BeyondScopeOfSrc",
    "Address",
    "Port",
  ],
  "ICMPv6/2": ["PacketTooBig"],
  "ICMPv6/3": ["TimeExceeded", "HopLimitExceeded", "FragmentReassemblyTimeExceeded"],
  "ICMPv6/128": ["EchoRequest"],
  "ICMPv6/129": ["EchoReply"],
  "ICMPv6/133": ["RouterSolicitation"],
  "ICMPv6/134": ["RouterAdvertisement"],
  "ICMPv6/135": ["NeighborSolicitation"],
  "ICMPv6/136": ["NeighborAdvertisement"],
};

/** `EchoRequest`, `DestinationUnreachable(Port)`, `EchoReply(Code: 1)`, `42(0)`. */
export function icmpName(protocol: "ICMPv4" | "ICMPv6", type: number, code: number): string {
  const [name, ...codes] = ICMP_TYPES[`${protocol}/${type}`] ?? [];
  if (name === undefined) return `${type}(${code})`;
  if (codes.length === 0 && code === 0) return name;
  return `${name}(${codes[code] ?? `Code: ${code}`})`;
}

const XLATE_PRE_FWD = 1;
const XLATE_PRE_REV = 3;

/** A socket tells the other end's address, and its own cgroup. */
function socketFlow(notification: SocketNotification, peers: Peers): Flow {
  const { point, address, port, protocol, cgroup } = notification;
  const self = peers.endOfCgroup(cgroup, address);
  const other = peers.end(address, port, 0);
  const isReverse = point >= XLATE_PRE_REV;
  const known = point >= XLATE_PRE_FWD && point <= XLATE_PRE_REV + 1;
  const isBefore = point === XLATE_PRE_FWD || point === XLATE_PRE_REV;
  return {
    verdict: !known ? "UNKNOWN" : isBefore ? "TRACED" : "TRANSLATED",
    event: xlatePoint(point),
    source: isReverse ? other : self,
    destination: isReverse ? self : other,
    isReply: null,
    direction: null,
    protocol,
    summary: protocol ?? "Unknown",
    packet: null,
    notification,
  };
}

/** `host`, or `ID:11370`. */
export const identityName = (identity: number): string => reservedIdentity(identity) ?? `ID:${identity}`;
