/** Flows and notifications as lines, in the manner of `hubble observe` and of `cilium monitor -v`. */
import { type Dissection, dissect, ETHERTYPE, type FirstHeader } from "../vm/index.ts";
import { debugMessage } from "./debug.ts";
import { type Flow, type FlowEnd, icmpName, type Peers } from "./flows.ts";
import {
  authType,
  dropReason,
  policyMatch,
  reservedIdentity,
  sourceFile,
  traceReason,
  xlatePoint,
} from "./names.ts";
import type {
  DropNotification,
  Notification,
  TraceNotification,
  UndecodedNotification,
} from "./notifications.ts";

/** What a notification came with. */
export interface Heard {
  notification: Notification;
  cpu: number;
  /** Nanoseconds since 1970; null for a packet that no capture has a time of. */
  time: bigint | null;
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** `Jan  2 15:04:05.000: `, in UTC. */
function timestamp(time: bigint | null): string {
  if (time === null) return "";
  const date = new Date(Number(time / 1_000_000n));
  const day = `${date.getUTCDate()}`.padStart(2);
  return `${MONTHS[date.getUTCMonth()]} ${day} ${date.toISOString().slice(11, 23)}: `;
}

const withPort = (host: string, port: number | null): string =>
  port === null || port === 0 ? host : host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;

function hostOf({ pod, service, address, port }: FlowEnd, mac: string | null): string {
  return withPort(pod ?? service ?? address ?? mac ?? "unknown", port);
}

const identityOf = ({ identity }: FlowEnd): string => `(${reservedIdentity(identity) ?? `ID:${identity}`})`;

const POLICY_VERDICTS: Readonly<Record<string, string>> = {
  FORWARDED: "ALLOWED",
  REDIRECTED: "ALLOWED",
  DROPPED: "DENIED",
  AUDIT: "AUDITED",
};

function verdictOf({ verdict, notification }: Flow): string {
  if (notification.type === "policy-verdict") return POLICY_VERDICTS[verdict]!;
  return verdict === "UNKNOWN" ? "VERDICT_UNKNOWN" : verdict;
}

/** Colours a verdict. */
export type PaintVerdict = (text: string, dropped: boolean) => string;

/** `default/netpod:54492 (ID:11370) -> default/webpod1:80 (ID:19520) to-endpoint FORWARDED (TCP Flags: SYN)` */
export function flowText(
  flow: Flow,
  time: bigint | null = null,
  paint: PaintVerdict = (text) => text,
): string {
  const { ethernet } = flow.packet ?? { ethernet: null };
  const source = `${hostOf(flow.source, ethernet?.source ?? null)} ${identityOf(flow.source)}`;
  const destination = `${hostOf(flow.destination, ethernet?.destination ?? null)} ${identityOf(flow.destination)}`;
  const ends =
    flow.isReply === null
      ? `${source} <> ${destination}`
      : flow.isReply
        ? `${destination} <- ${source}`
        : `${source} -> ${destination}`;
  const verdict = paint(verdictOf(flow), flow.verdict === "DROPPED");
  return `${timestamp(time)}${ends} ${flow.event} ${verdict} (${flow.summary}${missing(flow.notification)})`;
}

/** As `hubble observe -o dict` prints it. */
export function flowDictionary(flow: Flow, time: bigint | null = null): string {
  const { ethernet } = flow.packet ?? { ethernet: null };
  const members = {
    TIMESTAMP: timestamp(time).replace(/: $/, ""),
    SOURCE: hostOf(flow.source, ethernet?.source ?? null),
    DESTINATION: hostOf(flow.destination, ethernet?.destination ?? null),
    TYPE: flow.event,
    VERDICT: verdictOf(flow),
    SUMMARY: `${flow.summary}${missing(flow.notification)}`,
  };
  const lines = Object.entries(members).filter(([, value]) => value !== "");
  return lines.map(([name, value]) => `${name.padStart(DICTIONARY_NAME)}: ${value}`).join("\n");
}

const DICTIONARY_NAME = "DESTINATION".length;

/** Of a record that ends before what it says it captured. */
function missing(notification: Notification): string {
  if (!("packet" in notification)) return "";
  const { captured, packet } = notification;
  return captured > packet.length ? `, ${captured - packet.length} captured bytes are missing` : "";
}

/** `notification of type 4 (trace), 20 bytes, not decoded: its header would have 32` */
export const undecodedText = (notification: UndecodedNotification, time: bigint | null = null): string =>
  `${timestamp(time)}${undecodedSentence(notification)}`;

const problems: Record<UndecodedNotification["problem"], (n: UndecodedNotification) => string> = {
  empty: () => "it has no bytes",
  unknown_type: () => "there is no such type",
  unsupported_type: () => "this type is not read here",
  unknown_version: ({ version }) => `version ${version} is not known`,
  truncated: ({ expected }) => `its header would have ${expected}`,
  other_layout: ({ version, found, expected }) =>
    `its header has ${found} bytes, and that of version ${version} ${expected}`,
};

function undecodedSentence(notification: UndecodedNotification): string {
  const { number, name, data, problem } = notification;
  const type = number === null ? "" : ` of type ${number}${name ? ` (${name})` : ""}`;
  return `notification${type}, ${data.length} bytes, not decoded: ${problems[problem](notification)}`;
}

// ---- as cilium monitor has them

export const hex = (value: number): string => `0x${value.toString(16)}`;
const identityText = (identity: number): string => reservedIdentity(identity) ?? `${identity}`;

/** One line, as `cilium monitor -v` prints it; debug messages are told by their names and arguments. */
export function monitorText({ notification, cpu }: Heard, peers: Peers): string {
  const prefix = `CPU ${`${cpu}`.padStart(2, "0")}:`;
  switch (notification.type) {
    case "drop":
      return `${dropText(notification)}${connection(notification)}`;
    case "trace":
      return `${traceText(notification, peers)}${connection(notification)}`;
    case "policy-verdict": {
      const { hash, endpoint, remoteIdentity, protocol, ingress, match, authType: auth } = notification;
      const action = notification.audited
        ? "audit"
        : notification.verdict < 0
          ? "deny"
          : notification.verdict > 0
            ? "redirect"
            : "allow";
      return (
        `Policy verdict log: flow ${hex(hash)} local EP ID ${endpoint}, ` +
        `remote ID ${identityText(remoteIdentity)}, proto ${protocol}, ${ingress ? "ingress" : "egress"}, ` +
        `action ${action}, auth: ${authType(auth)}, match ${policyMatch(match)}, ${connection(notification)}`
      );
    }
    case "capture":
      return `${captureText(notification.subtype, notification.args[0], peers)}: ${connection(notification)}`;
    case "debug": {
      const { hash, endpoint } = notification;
      const { name, arguments: values } = debugMessage(notification, (index) => peers.interfaceName(index));
      const text = Object.entries(values).map(([key, value]) => ` ${key}=${value}`);
      const message = `${name ?? `message ${notification.subtype}`}${text.join("")}`;
      return `${prefix} MARK ${hex(hash)} FROM ${endpoint} DEBUG: ${message}`;
    }
    case "trace-sock": {
      const { point, cgroup, cookie, address, port, protocol } = notification;
      const place = `[${xlatePoint(point)}] cgroup_id: ${cgroup} sock_cookie: ${cookie}`;
      return `${prefix} ${place}, dst [${address}]:${port} ${protocol?.toLowerCase() ?? "unknown"}`;
    }
    case "undecoded":
      return `${prefix} ${undecodedSentence(notification)}`;
  }
}

function dropText(drop: DropNotification): string {
  const { reason, extendedError, hash, destinationEndpoint, ifindex, file, line } = drop;
  return (
    `xx drop (${dropReason(reason, extendedError)}) flow ${hex(hash)} to endpoint ${destinationEndpoint}, ` +
    `ifindex ${ifindex}, file ${sourceFile(file)}:${line}, , ${identities(drop)}: `
  );
}

export const identities = ({
  sourceIdentity,
  destinationIdentity,
}: DropNotification | TraceNotification): string =>
  `identity ${identityText(sourceIdentity)}->${identityText(destinationIdentity)}`;

function traceText(trace: TraceNotification, peers: Peers): string {
  const { hash, ifindex, originalAddress, ipv6 } = trace;
  const flow = `${trace.encrypted ? " encrypted " : ""} flow ${hex(hash)}`;
  const link = peers.interfaceName(ifindex) ?? ifindex;
  const original = originalAddress ?? (ipv6 ? "::" : "0.0.0.0");
  return (
    `${traceSummary(trace)}${flow} , ${identities(trace)} state ${traceReason(trace.reason)} ` +
    `ifindex ${link} orig-ip ${original}: `
  );
}

/** By observation point; endpoints and the proxy's port are told where they are known. */
const TRACE_SUMMARIES: readonly ((trace: TraceNotification) => string)[] = [
  ({ destinationEndpoint }) => `-> endpoint ${destinationEndpoint}`,
  ({ destinationEndpoint }) => `-> proxy${destinationEndpoint ? ` port ${destinationEndpoint}` : ""}`,
  () => "-> host from",
  () => "-> stack",
  () => "-> overlay",
  ({ endpoint }) => `<- endpoint ${endpoint}`,
  () => "<- proxy",
  () => "<- host",
  () => "<- stack",
  () => "<- overlay",
  () => "<- network",
  () => "-> network",
  () => "<- crypto",
  () => "-> crypto",
];

const traceSummary = (trace: TraceNotification): string =>
  TRACE_SUMMARIES[trace.point]?.(trace) ?? `trace point ${trace.point}`;

export function captureText(subtype: number, argument: number, peers: Peers): string {
  const link = peers.interfaceName(argument) ?? argument;
  const port = ((argument & 0xff) << 8) | ((argument >> 8) & 0xff);
  const texts: Readonly<Record<number, string>> = {
    4: `-> ${link}`,
    5: `<- load-balancer ${link}`,
    6: `== v4->v6 ${argument}`,
    7: `== v6->v4 ${argument}`,
    8: `-> proxy port ${port} (before)`,
    9: `-> proxy port ${port}`,
    10: `-> snat ${link}`,
    11: `<- snat ${link}`,
  };
  return texts[subtype] ?? `capture ${subtype}`;
}

/** In the order in which the monitor lists them; it has no others. */
const MONITOR_FLAGS = ["SYN", "ACK", "RST", "FIN"] as const;

function connection(notification: Notification & { packet: Uint8Array; first: FirstHeader }): string {
  return connectionText(dissect(notification.packet, notification.first)) + missing(notification);
}

function connectionText({ ethernet, arp, ip, transport, cut, malformed }: Dissection): string {
  const end = cut ? ` [cut off in ${cut}]` : malformed ? ` [malformed ${malformed}]` : "";
  if (ip && transport) {
    if ("type" in transport) {
      const { protocol, type, code } = transport;
      return `${ip.source} -> ${ip.destination} icmp ${icmpName(protocol, type, code)}`;
    }
    const { protocol, sourcePort, destinationPort } = transport;
    const ends = `${portAlways(ip.source, sourcePort)} -> ${portAlways(ip.destination, destinationPort)}`;
    const flags =
      protocol === "TCP"
        ? ` ${MONITOR_FLAGS.filter((flag) => transport.flags.includes(flag)).join(", ")}`
        : "";
    return `${ends} ${protocol.toLowerCase()}${flags}`;
  }
  if (ip) return `${ip.source} -> ${ip.destination}${end}`;
  if (ethernet) {
    const type = arp || ethernet.type === ETHERTYPE.ARP ? "ARP" : hex(ethernet.type);
    return `${ethernet.source} -> ${ethernet.destination} ${type}${end}`;
  }
  return `[unknown]${end}`;
}

const portAlways = (host: string, port: number): string =>
  host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
