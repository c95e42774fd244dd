/** Flows and notifications as JSON, with the members of Hubble's flow API (`hubble observe -o jsonpb`). */
import { type Dissection, toHex } from "../vm/index.ts";
import { debugMessage } from "./debug.ts";
import type { Heard } from "./flow-text.ts";
import type { Flow, FlowEnd, FlowNotification, Peers } from "./flows.ts";
import { dropReasonApi, sourceFile, tracePoint, traceReason, xlatePoint } from "./names.ts";
import type { Notification } from "./notifications.ts";

/** `type` of the API's events, by the notifications' names. */
const EVENT_TYPES: Record<FlowNotification["type"], number> = {
  drop: 1,
  capture: 3,
  trace: 4,
  "policy-verdict": 5,
  "trace-sock": 7,
};
const XLATE_PREFIX = "SOCK_XLATE_POINT_";

/** Nanoseconds since 1970 as RFC 3339, in UTC. */
function timeText(time: bigint | null): string | undefined {
  if (time === null) return undefined;
  const seconds = new Date(Number(time / 1_000_000_000n) * 1000).toISOString().slice(0, 19);
  return `${seconds}.${`${time % 1_000_000_000n}`.padStart(9, "0")}Z`;
}

/**
 * A notification for JSON.stringify: `{ flow, time }`, `{ debug_event, time }` or `{ undecoded, time }`. `flow` is
 * what `flowOf` gave.
 */
export function flowDocument(flow: Flow | null, heard: Heard, peers: Peers): object {
  const time = timeText(heard.time);
  if (flow) return { flow: members(flow, time, peers), time };
  return { ...otherDocument(heard.notification, heard.cpu, peers), time };
}

/** Members without a value are left out, as the API does. */
function members(flow: Flow, time: string | undefined, peers: Peers) {
  const { notification, packet, source, destination } = flow;
  return {
    time,
    verdict: flow.verdict === "UNKNOWN" ? "VERDICT_UNKNOWN" : flow.verdict,
    drop_reason: dropReasonOf(notification),
    drop_reason_desc: dropReasonName(notification),
    ...(packet?.ethernet && {
      ethernet: { source: packet.ethernet.source, destination: packet.ethernet.destination },
    }),
    ...network(flow),
    l4: transport(flow),
    source: end(source),
    destination: end(destination),
    Type: notification.type === "trace-sock" ? "SOCK" : "L3_L4",
    event_type: { type: EVENT_TYPES[notification.type], sub_type: subtypeOf(notification) },
    source_service: service(source),
    destination_service: service(destination),
    traffic_direction: flow.direction?.toUpperCase(),
    is_reply: flow.isReply ?? undefined,
    ...details(notification, peers),
    Summary: flow.summary,
  };
}

const end = ({ endpoint, identity, pod, labels }: FlowEnd) => {
  const [name, namespace] = pod?.split("/").reverse() ?? [];
  return {
    ID: endpoint ?? undefined,
    identity,
    namespace,
    labels: labels.length > 0 ? labels : undefined,
    pod_name: name,
  };
};

const service = ({ service: name }: FlowEnd) => {
  if (name === null) return undefined;
  const [own, namespace] = name.split("/").reverse();
  return { name: own, namespace };
};

function dropReasonOf(notification: FlowNotification): number | undefined {
  if (notification.type === "drop") return notification.reason;
  if (notification.type === "policy-verdict" && notification.verdict < 0) return -notification.verdict;
  return undefined;
}

function dropReasonName(notification: FlowNotification): string | undefined {
  const reason = dropReasonOf(notification);
  return reason === undefined ? undefined : (dropReasonApi(reason) ?? "DROP_REASON_UNKNOWN");
}

function network({ source, destination, packet, notification }: Flow) {
  const version = (address: string | null) => (address?.includes(":") ? "IPv6" : "IPv4");
  if (notification.type === "trace-sock") {
    const address = source.address ?? destination.address;
    return {
      IP: {
        source: source.address ?? undefined,
        destination: destination.address ?? undefined,
        ipVersion: version(address),
      },
    };
  }
  const ip = packet?.ip;
  if (!ip) return {};
  return {
    IP: {
      source: source.address,
      source_xlated: source.address === ip.source ? undefined : ip.source,
      destination: ip.destination,
      ipVersion: `IPv${ip.version}`,
      encrypted: (notification.type === "trace" && notification.encrypted) || undefined,
    },
  };
}

function transport({ packet, source, destination, protocol, notification }: Flow) {
  if (notification.type === "trace-sock") {
    if (protocol === null) return undefined;
    const ports = { source_port: source.port ?? undefined, destination_port: destination.port ?? undefined };
    return { [protocol]: ports };
  }
  const header: Dissection["transport"] = packet?.transport ?? null;
  if (!header) return undefined;
  if ("type" in header) return { [header.protocol]: { type: header.type, code: header.code } };
  const ports = { source_port: header.sourcePort, destination_port: header.destinationPort };
  if (header.protocol !== "TCP") return { [header.protocol]: ports };
  return { TCP: { ...ports, flags: Object.fromEntries(header.flags.map((flag) => [flag, true])) } };
}

function subtypeOf(notification: FlowNotification): number | undefined {
  switch (notification.type) {
    case "drop":
      return notification.reason;
    case "trace":
    case "trace-sock":
      return notification.point || undefined;
    case "capture":
      return notification.subtype;
    case "policy-verdict":
      return undefined;
  }
}

/** What only one type of notification tells. */
function details(notification: FlowNotification, peers: Peers) {
  switch (notification.type) {
    case "drop":
      return { file: { name: sourceFile(notification.file), line: notification.line } };
    case "trace":
      return {
        trace_observation_point: apiName(tracePoint(notification.point)),
        trace_reason: TRACE_REASON_NAMES[notification.reason] ?? apiName(traceReason(notification.reason)),
        interface:
          notification.ifindex === 0
            ? undefined
            : {
                index: notification.ifindex,
                name: peers.interfaceName(notification.ifindex) ?? undefined,
              },
        proxy_port: notification.point === TO_PROXY ? notification.destinationEndpoint : undefined,
        ip_trace_id: traceId(notification.traceId),
      };
    case "policy-verdict":
      return { policy_match_type: notification.match };
    case "trace-sock":
      return {
        sock_xlate_point: XLATE_PREFIX + XLATE_NAMES[xlatePoint(notification.point)],
        socket_cookie: `${notification.cookie}`,
        cgroup_id: `${notification.cgroup}`,
      };
    case "capture":
      return {};
  }
}

const TO_PROXY = 1;
const traceId = (id: bigint | null) => (id ? { trace_id: `${id}` } : undefined);
/** `TO_ENDPOINT` */
const apiName = (name: string): string => name.toUpperCase().replaceAll("-", "_");
/** Where the API has another word. */
const TRACE_REASON_NAMES: Readonly<Record<number, string>> = { 5: "TRACE_REASON_UNKNOWN" };
const XLATE_NAMES: Readonly<Record<string, string>> = {
  unknown: "UNKNOWN",
  "pre-xlate-fwd": "PRE_DIRECTION_FWD",
  "post-xlate-fwd": "POST_DIRECTION_FWD",
  "pre-xlate-rev": "PRE_DIRECTION_REV",
  "post-xlate-rev": "POST_DIRECTION_REV",
};

function otherDocument(notification: Notification, cpu: number, peers: Peers) {
  if (notification.type === "debug") {
    const { name, arguments: values } = debugMessage(notification, (index) => peers.interfaceName(index));
    const [arg1, arg2, arg3] = notification.args;
    return {
      debug_event: {
        type: name === null ? notification.subtype : `DBG_${name}`,
        source: { ID: notification.endpoint },
        hash: notification.hash,
        arg1,
        arg2,
        arg3,
        arguments: values,
        cpu,
      },
    };
  }
  if (notification.type !== "undecoded") return {};
  const { problem, number, name, version, found, expected, data } = notification;
  return { undecoded: { problem, type: number, name, version, found, expected, data: toHex(data), cpu } };
}
