/** Decodes the records that Cilium's programs write to `cilium_events`. */
import { formatAddress } from "../spec/addresses.ts";
import {
  CAPTURE_HEADER,
  CLASSIFIER_FLAGS,
  NOTIFICATIONS,
  type NotificationLayout,
  type NotificationType,
  SOCK_IPV6,
  TRACE_ENCRYPTED,
  VERDICT_FLAGS,
  VERDICT_INGRESS,
} from "../spec/notifications.ts";
import type { FirstHeader } from "../vm/index.ts";

/** What notifications about a packet have in common. */
interface AboutPacket {
  version: number;
  /** Id of the endpoint whose program wrote it. */
  endpoint: number;
  /** The packet's hash, which `cilium monitor` calls its mark. */
  hash: number;
  /** Bytes of the whole packet. */
  length: number;
  /** Bytes that the header says were captured. */
  captured: number;
  /** Those that are there: a view into the record. */
  packet: Uint8Array;
  /** What the packet begins with. */
  first: FirstHeader;
}

/** A packet was dropped (pkg/monitor/datapath_drop.go). */
export interface DropNotification extends AboutPacket {
  type: "drop";
  /** See DROP_REASONS. */
  reason: number;
  /** What the kernel or a helper answered, where the reason has more to say; 0. */
  extendedError: number;
  sourceIdentity: number;
  destinationIdentity: number;
  /** Id of the endpoint that the packet was for; 0 for egress. */
  destinationEndpoint: number;
  /** Where in the source: see SOURCE_FILES. */
  file: number;
  line: number;
  ifindex: number;
  /** Of the packet's IP options; null in older versions. */
  traceId: bigint | null;
}

/** A packet passed a point (pkg/monitor/datapath_trace.go). */
export interface TraceNotification extends AboutPacket {
  type: "trace";
  /** See TRACE_POINTS. */
  point: number;
  /** See TRACE_REASONS. */
  reason: number;
  encrypted: boolean;
  sourceIdentity: number;
  destinationIdentity: number;
  /** Id of the endpoint that the packet is for, or the proxy's port; 0. */
  destinationEndpoint: number;
  ifindex: number;
  ipv6: boolean;
  /** The source before translation; null where there was none. */
  originalAddress: string | null;
  traceId: bigint | null;
}

/** Policy decided about a new connection (pkg/monitor/datapath_policy.go). */
export interface PolicyVerdictNotification extends AboutPacket {
  type: "policy-verdict";
  remoteIdentity: number;
  /** 0 allows, a proxy's port redirects, a negative drop reason denies. */
  verdict: number;
  destinationPort: number;
  /** IP protocol number. */
  protocol: number;
  ingress: boolean;
  ipv6: boolean;
  /** See POLICY_MATCHES. */
  match: number;
  audited: boolean;
  /** See AUTH_TYPES. */
  authType: number;
  /** Of the rule; null in older layouts. */
  cookie: number | null;
}

/** A `cilium_dbg` message (pkg/monitor/datapath_debug.go). */
export interface DebugNotification {
  type: "debug";
  subtype: number;
  endpoint: number;
  hash: number;
  args: [number, number, number];
}

/** A `cilium_dbg_capture` of a packet (pkg/monitor/datapath_debug.go). */
export interface CaptureNotification extends AboutPacket {
  type: "capture";
  subtype: number;
  args: [number, number];
}

/** A socket's address was translated (pkg/monitor/datapath_sock_trace.go). */
export interface SocketNotification {
  type: "trace-sock";
  /** See XLATE_POINTS. */
  point: number;
  address: string;
  port: number;
  cookie: bigint;
  cgroup: bigint;
  protocol: "TCP" | "UDP" | null;
}

/** A record that says nothing that could be relied on. */
export interface UndecodedNotification {
  type: "undecoded";
  /**
   * - `empty`: it has no bytes.
   * - `unknown_type`, `unknown_version`: there is no layout for its number.
   * - `unsupported_type`: the type is known, and not read here.
   * - `truncated`: it ends in its header.
   * - `other_layout`: the program's header is not as long as that version's.
   */
  problem: "empty" | "unknown_type" | "unknown_version" | "unsupported_type" | "truncated" | "other_layout";
  /** Its first byte, and what that means. */
  number: number | null;
  name: NotificationType["name"] | null;
  version: number | null;
  /** Bytes of the header, or for a truncated one of the record. */
  found: number;
  /** Bytes that the header should have. */
  expected: number | null;
  data: Uint8Array;
}

/** A record of `cilium_events`, by its `type`. */
export type Notification =
  | DropNotification
  | TraceNotification
  | PolicyVerdictNotification
  | DebugNotification
  | CaptureNotification
  | SocketNotification
  | UndecodedNotification;

/**
 * Decodes one record. Never throws: what cannot be decoded is said to be so. `packetLength` is how many bytes at its
 * end are the packet's, where the engine tells (`PerfEvent.packetLength`); a header of another length than its
 * version's is then noticed. Bytes that a kernel adds for alignment do no harm.
 */
export function decodeNotification(data: Uint8Array, packetLength: number | null = null): Notification {
  const number = data[0] ?? null;
  const type = number === null ? null : (NOTIFICATIONS[number] ?? null);
  const undecoded = (
    problem: UndecodedNotification["problem"],
    fields: Partial<UndecodedNotification> = {},
  ): UndecodedNotification => ({
    type: "undecoded",
    problem,
    number,
    name: type?.name ?? null,
    version: null,
    found: data.length,
    expected: null,
    data,
    ...fields,
  });
  if (number === null) return undecoded("empty");
  if (!type) return undecoded("unknown_type");
  const read = readers[type.name];
  if (!read) return undecoded("unsupported_type");
  if (type.captures && data.length < CAPTURE_HEADER.SIZE) {
    return undecoded("truncated", { expected: CAPTURE_HEADER.SIZE });
  }
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const version = type.captures ? view.getUint16(CAPTURE_HEADER.VERSION, true) : 0;
  const layouts = type.versions[version];
  if (!layouts) return undecoded("unknown_version", { version });
  const captured = type.captures ? view.getUint16(CAPTURE_HEADER.CAPTURED, true) : 0;
  const shortest = layouts.at(-1)!;
  if (data.length < shortest.size) return undecoded("truncated", { version, expected: shortest.size });
  const header = packetLength === null || !type.captures ? null : data.length - packetLength;
  const layout =
    header === null
      ? (layouts.find(({ size }) => size + captured <= data.length) ?? shortest)
      : layouts.find(({ size }) => size === header);
  if (!layout) {
    return undecoded("other_layout", { version, found: header!, expected: shortest.size });
  }
  return read(new Fields(data, view, layout, captured));
}

/** The fields of one record; those that its layout lacks are null. */
class Fields {
  readonly #data: Uint8Array;
  readonly #view: DataView;
  readonly #layout: NotificationLayout;
  readonly captured: number;

  constructor(data: Uint8Array, view: DataView, layout: NotificationLayout, captured: number) {
    this.#data = data;
    this.#view = view;
    this.#layout = layout;
    this.captured = captured;
  }

  get packet(): Uint8Array {
    return this.#data.subarray(this.#layout.size, this.#layout.size + this.captured);
  }

  number(name: string): number {
    const { offset, size, kind } = this.#field(name)!;
    if (size === 4) {
      return kind === "signed" ? this.#view.getInt32(offset, true) : this.#view.getUint32(offset, true);
    }
    if (size === 2) return this.#view.getUint16(offset, true);
    return kind === "signed" ? this.#view.getInt8(offset) : this.#view.getUint8(offset);
  }

  numberOrNull(name: string): number | null {
    return this.#field(name) ? this.number(name) : null;
  }

  wide(name: string): bigint {
    return this.#view.getBigUint64(this.#field(name)!.offset, true);
  }

  wideOrNull(name: string): bigint | null {
    return this.#field(name) ? this.wide(name) : null;
  }

  /** Of 16 bytes, in which IPv4 has the first four. */
  address(name: string, ipv6: boolean): string | null {
    const field = this.#field(name);
    return field && formatAddress(this.#data.subarray(field.offset, field.offset + (ipv6 ? 16 : 4)));
  }

  #field(name: string) {
    return this.#layout.fields.find((field) => field.name === name) ?? null;
  }
}

function aboutPacket(record: Fields, flags: number): AboutPacket {
  const network = flags & CLASSIFIER_FLAGS.IPV6 ? "ipv6" : "ipv4";
  return {
    version: record.number("version"),
    endpoint: record.number("source"),
    hash: record.number("hash"),
    length: record.number("len_orig"),
    captured: record.captured,
    packet: record.packet,
    first: flags & CLASSIFIER_FLAGS.L3_DEVICE ? network : "ethernet",
  };
}

/** Types of records that are read; the others have no layouts. */
const readers: { readonly [name in NotificationType["name"]]?: (record: Fields) => Notification } = {
  drop: (record) => ({
    type: "drop",
    ...aboutPacket(record, record.numberOrNull("flags") ?? 0),
    reason: record.number("subtype"),
    extendedError: record.number("ext_error"),
    sourceIdentity: record.number("src_label"),
    destinationIdentity: record.number("dst_label"),
    destinationEndpoint: record.number("dst_id"),
    file: record.number("file"),
    line: record.number("line"),
    ifindex: record.number("ifindex"),
    traceId: record.wideOrNull("ip_trace_id"),
  }),
  trace: (record) => {
    const flags = record.number("flags");
    const ipv6 = (flags & CLASSIFIER_FLAGS.IPV6) !== 0;
    const reason = record.number("reason");
    const original = record.address("orig_ip", ipv6);
    return {
      type: "trace",
      ...aboutPacket(record, flags),
      point: record.number("subtype"),
      reason: reason & ~TRACE_ENCRYPTED,
      encrypted: (reason & TRACE_ENCRYPTED) !== 0,
      sourceIdentity: record.number("src_label"),
      destinationIdentity: record.number("dst_label"),
      destinationEndpoint: record.number("dst_id"),
      ifindex: record.number("ifindex"),
      ipv6,
      originalAddress: original === "0.0.0.0" || original === "::" ? null : original,
      traceId: record.wideOrNull("ip_trace_id"),
    };
  },
  "policy-verdict": (record) => {
    const flags = record.number("flags");
    return {
      type: "policy-verdict",
      ...aboutPacket(record, 0),
      remoteIdentity: record.number("remote_label"),
      verdict: record.number("verdict"),
      destinationPort: record.number("dst_port"),
      protocol: record.number("proto"),
      ingress: (flags & VERDICT_FLAGS.DIRECTION) === VERDICT_INGRESS,
      ipv6: (flags & VERDICT_FLAGS.IPV6) !== 0,
      match: (flags & VERDICT_FLAGS.MATCH) >> VERDICT_FLAGS.MATCH_SHIFT,
      audited: (flags & VERDICT_FLAGS.AUDITED) !== 0,
      authType: record.number("auth_type"),
      cookie: record.numberOrNull("cookie"),
    };
  },
  debug: (record) => ({
    type: "debug",
    subtype: record.number("subtype"),
    endpoint: record.number("source"),
    hash: record.number("hash"),
    args: [record.number("arg1"), record.number("arg2"), record.number("arg3")],
  }),
  capture: (record) => ({
    type: "capture",
    ...aboutPacket(record, 0),
    subtype: record.number("subtype"),
    args: [record.number("arg1"), record.number("arg2")],
  }),
  "trace-sock": (record) => ({
    type: "trace-sock",
    point: record.number("xlate_point"),
    address: record.address("dst_ip", (record.number("flags") & SOCK_IPV6) !== 0)!,
    port: record.number("dst_port"),
    cookie: record.wide("sock_cookie"),
    cgroup: record.wide("cgroup_id"),
    protocol: ([null, "TCP", "UDP"] as const)[record.number("l4_proto")] ?? null,
  }),
};
