/**
 * What Cilium's programs write to `cilium_events`: one record per notification, little-endian, and behind it the
 * bytes of the packet that they captured (Cilium: bpf/lib/notify.h, drop.h, trace.h, policy_log.h, dbg.h,
 * trace_sock.h; the layouts of 1.16 and newer).
 */

/** `bytes` is a copy; the others are numbers of `size` bytes, of which `signed` ones may be negative. */
export interface NotificationField {
  name: string;
  offset: number;
  size: number;
  kind?: "signed" | "bytes";
}

export interface NotificationLayout {
  /** Bytes before those of the packet. */
  size: number;
  fields: readonly NotificationField[];
}

export interface NotificationType {
  name: "drop" | "debug" | "capture" | "trace" | "policy-verdict" | "recorder" | "trace-sock";
  /** Whether bytes of the packet follow, and the header has their number and its own version. */
  captures: boolean;
  /**
   * By version, or for what has none as `0`; the layouts that a version may have, the longest first. Empty for a
   * type that is not read.
   */
  versions: Readonly<Record<number, readonly NotificationLayout[]>>;
}

const COMMON = [
  { name: "type", offset: 0, size: 1 },
  { name: "subtype", offset: 1, size: 1 },
  { name: "source", offset: 2, size: 2 },
  { name: "hash", offset: 4, size: 4 },
] as const satisfies NotificationField[];

/** Bytes of it tell how long the header is. */
export const CAPTURE_HEADER = { SIZE: 16, CAPTURED: 12, VERSION: 14 } as const;

const CAPTURE = [
  ...COMMON,
  { name: "len_orig", offset: 8, size: 4 },
  { name: "len_cap", offset: CAPTURE_HEADER.CAPTURED, size: 2 },
  { name: "version", offset: CAPTURE_HEADER.VERSION, size: 2 },
] as const satisfies NotificationField[];

const DROP_1: NotificationLayout = {
  size: 36,
  fields: [
    ...CAPTURE,
    { name: "src_label", offset: 16, size: 4 },
    { name: "dst_label", offset: 20, size: 4 },
    { name: "dst_id", offset: 24, size: 4 },
    { name: "line", offset: 28, size: 2 },
    { name: "file", offset: 30, size: 1 },
    { name: "ext_error", offset: 31, size: 1, kind: "signed" },
    { name: "ifindex", offset: 32, size: 4 },
  ],
};
const DROP_2: NotificationLayout = {
  size: 40,
  fields: [...DROP_1.fields, { name: "flags", offset: 36, size: 1 }],
};
const DROP_3: NotificationLayout = {
  size: 48,
  fields: [...DROP_2.fields, { name: "ip_trace_id", offset: 40, size: 8 }],
};

const TRACE_0: NotificationLayout = {
  size: 32,
  fields: [
    ...CAPTURE,
    { name: "src_label", offset: 16, size: 4 },
    { name: "dst_label", offset: 20, size: 4 },
    { name: "dst_id", offset: 24, size: 2 },
    { name: "reason", offset: 26, size: 1 },
    { name: "flags", offset: 27, size: 1 },
    { name: "ifindex", offset: 28, size: 4 },
  ],
};
const TRACE_1: NotificationLayout = {
  size: 48,
  fields: [...TRACE_0.fields, { name: "orig_ip", offset: 32, size: 16, kind: "bytes" }],
};
const TRACE_2: NotificationLayout = {
  size: 56,
  fields: [...TRACE_1.fields, { name: "ip_trace_id", offset: 48, size: 8 }],
};

const VERDICT: NotificationLayout = {
  size: 32,
  fields: [
    ...CAPTURE,
    { name: "remote_label", offset: 16, size: 4 },
    { name: "verdict", offset: 20, size: 4, kind: "signed" },
    { name: "dst_port", offset: 24, size: 2 },
    { name: "proto", offset: 26, size: 1 },
    { name: "flags", offset: 27, size: 1 },
    { name: "auth_type", offset: 28, size: 1 },
  ],
};
/** Longer without another version. */
const VERDICT_COOKIE: NotificationLayout = {
  size: 40,
  fields: [...VERDICT.fields, { name: "cookie", offset: 32, size: 4 }],
};

const DEBUG: NotificationLayout = {
  size: 20,
  fields: [
    ...COMMON,
    { name: "arg1", offset: 8, size: 4 },
    { name: "arg2", offset: 12, size: 4 },
    { name: "arg3", offset: 16, size: 4 },
  ],
};

const DEBUG_CAPTURE: NotificationLayout = {
  size: 24,
  fields: [...CAPTURE, { name: "arg1", offset: 16, size: 4 }, { name: "arg2", offset: 20, size: 4 }],
};

const TRACE_SOCK: NotificationLayout = {
  size: 38,
  fields: [
    { name: "type", offset: 0, size: 1 },
    { name: "xlate_point", offset: 1, size: 1 },
    { name: "dst_ip", offset: 2, size: 16, kind: "bytes" },
    { name: "dst_port", offset: 18, size: 2 },
    { name: "sock_cookie", offset: 20, size: 8 },
    { name: "cgroup_id", offset: 28, size: 8 },
    { name: "l4_proto", offset: 36, size: 1 },
    { name: "flags", offset: 37, size: 1 },
  ],
};

/** By the record's first byte. */
export const NOTIFICATIONS: Readonly<Record<number, NotificationType>> = {
  1: { name: "drop", captures: true, versions: { 0: [DROP_1], 1: [DROP_1], 2: [DROP_2], 3: [DROP_3] } },
  2: { name: "debug", captures: false, versions: { 0: [DEBUG] } },
  3: { name: "capture", captures: true, versions: { 0: [DEBUG_CAPTURE], 1: [DEBUG_CAPTURE] } },
  4: { name: "trace", captures: true, versions: { 0: [TRACE_0], 1: [TRACE_1], 2: [TRACE_2] } },
  5: {
    name: "policy-verdict",
    captures: true,
    versions: { 0: [VERDICT_COOKIE, VERDICT], 1: [VERDICT_COOKIE, VERDICT] },
  },
  6: { name: "recorder", captures: false, versions: {} },
  7: { name: "trace-sock", captures: false, versions: { 0: [TRACE_SOCK] } },
};

/** `flags` of drops since version 2, and of traces. */
export const CLASSIFIER_FLAGS = { IPV6: 1, L3_DEVICE: 2 } as const;
/** `flags` of policy verdicts; the direction is 1 for ingress, 2 for egress. */
export const VERDICT_FLAGS = {
  DIRECTION: 0x3,
  IPV6: 0x4,
  MATCH: 0x38,
  MATCH_SHIFT: 3,
  AUDITED: 0x40,
} as const;
export const VERDICT_INGRESS = 1;
/** A bit of a trace's `reason`: the packet is encrypted. */
export const TRACE_ENCRYPTED = 0x80;
/** A bit of a socket trace's `flags`. */
export const SOCK_IPV6 = 1;
