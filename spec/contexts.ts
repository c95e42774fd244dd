/**
 * What a program finds behind its first argument: the UAPI structures (linux/bpf.h) as each program type may
 * use them (kernel: net/core/filter.c, the `is_valid_access` functions). Context is not plain memory: every
 * access goes through its field's row.
 */

/**
 * What a field holds. `scalar`: plain bits. The packet kinds: addresses that mint packet pointers.
 * `socket`: a socket or null.
 */
export type FieldKind = "scalar" | "packet" | "packet_end" | "packet_meta" | "socket";

/**
 * Which parts of a field may be accessed besides the whole; all of them aligned to their width.
 * `none`; `narrow`: reads of up to 4 bytes; `start`: reads of its first bytes; `kept`: reads within what is kept;
 * `words`: reads, and writes of 4 or 8 bytes; `any`: reads and writes.
 */
export type Parts = "none" | "narrow" | "start" | "kept" | "words" | "any";

/**
 * Which values a store takes. `queue`: none above 0xfffe. A register counts as unsigned there, an immediate as
 * signed (kernel: bpf_convert_ctx_access).
 */
export type StoreRule = "all" | "queue";

export interface ContextField {
  name: string;
  offset: number;
  size: number;
  kind: FieldKind;
  read: boolean;
  write: boolean;
  parts: Parts;
  /**
   * Bytes that the kernel keeps of it; the others are zero. A load of at least as many shows the field from its
   * start, wherever in the field it reads (kernel: convert_ctx_accesses).
   */
  kept: number;
  store: StoreRule;
}

export interface Context {
  /** The structure's name in linux/bpf.h. */
  structure: string;
  size: number;
  /** The program type, by its UAPI name without BPF_PROG_TYPE_. */
  programType: string;
  /** Whether a packet, an skb or an xdp_buff, lies behind it. */
  packet: "skb" | "xdp" | "none";
  fields: readonly ContextField[];
}

type Rights = "-" | "r" | "rw";
const field = (
  name: string,
  offset: number,
  size: number,
  rights: Rights,
  more: Partial<ContextField> = {},
): ContextField => ({
  name,
  offset,
  size,
  kind: "scalar",
  read: rights !== "-",
  write: rights === "rw",
  parts: "narrow",
  kept: size,
  store: "all",
  ...more,
});
const whole = { parts: "none" } as const;
/** A number of which the kernel has only the lower half. */
const short = { kept: 2 } as const;

const skBuff = (rights: Partial<Record<string, Rights>>): ContextField[] =>
  [
    field("len", 0, 4, "r"),
    field("pkt_type", 4, 4, "r", { kept: 1 }),
    field("mark", 8, 4, "r"),
    field("queue_mapping", 12, 4, "r", { ...short, store: "queue" }),
    field("protocol", 16, 4, "r", short),
    field("vlan_present", 20, 4, "r"),
    field("vlan_tci", 24, 4, "r", short),
    field("vlan_proto", 28, 4, "r", short),
    field("priority", 32, 4, "r"),
    field("ingress_ifindex", 36, 4, "r"),
    field("ifindex", 40, 4, "r"),
    field("tc_index", 44, 4, "r", short),
    field("cb", 48, 20, "rw", { parts: "any" }),
    field("hash", 68, 4, "r"),
    field("tc_classid", 72, 4, "-", short),
    field("data", 76, 4, "r", { ...whole, kind: "packet" }),
    field("data_end", 80, 4, "r", { ...whole, kind: "packet_end" }),
    field("napi_id", 84, 4, "r"),
    field("family", 88, 4, "-"),
    field("remote_ip4", 92, 4, "-"),
    field("local_ip4", 96, 4, "-"),
    field("remote_ip6", 100, 16, "-"),
    field("local_ip6", 116, 16, "-"),
    field("remote_port", 132, 4, "-"),
    field("local_port", 136, 4, "-"),
    field("data_meta", 140, 4, "-", { ...whole, kind: "packet_meta" }),
    field("flow_keys", 144, 8, "-", whole),
    field("tstamp", 152, 8, "-", whole),
    field("wire_len", 160, 4, "-"),
    field("gso_segs", 164, 4, "r", short),
    field("sk", 168, 8, "r", { ...whole, kind: "socket" }),
    field("gso_size", 176, 4, "r", short),
    field("tstamp_type", 180, 1, "-", whole),
    field("hwtstamp", 184, 8, "-", whole),
  ].map((row) => {
    const granted = rights[row.name];
    return granted ? { ...row, read: granted !== "-", write: granted === "rw" } : row;
  });

/** tc_cls_act_is_valid_access */
const tc = skBuff({
  mark: "rw",
  queue_mapping: "rw",
  priority: "rw",
  tc_index: "rw",
  tc_classid: "rw",
  tstamp: "rw",
  data_meta: "r",
  wire_len: "r",
  tstamp_type: "r",
  hwtstamp: "r",
});

/** xdp_is_valid_access */
const xdp: ContextField[] = [
  field("data", 0, 4, "r", { ...whole, kind: "packet" }),
  field("data_end", 4, 4, "r", { ...whole, kind: "packet_end" }),
  field("data_meta", 8, 4, "r", { ...whole, kind: "packet_meta" }),
  field("ingress_ifindex", 12, 4, "r", whole),
  field("rx_queue_index", 16, 4, "r", whole),
  field("egress_ifindex", 20, 4, "-", whole),
];

/** sock_addr_is_valid_access */
const sockAddr: ContextField[] = [
  field("user_family", 0, 4, "r", { ...whole, ...short }),
  field("user_ip4", 4, 4, "rw"),
  field("user_ip6", 8, 16, "rw", { parts: "words" }),
  field("user_port", 24, 4, "rw", short),
  field("family", 28, 4, "r", { ...whole, ...short }),
  field("type", 32, 4, "r", { ...whole, ...short }),
  field("protocol", 36, 4, "r", { ...whole, ...short }),
  field("msg_src_ip4", 40, 4, "rw"),
  field("msg_src_ip6", 44, 16, "rw", { parts: "words" }),
  field("sk", 64, 8, "r", { ...whole, kind: "socket" }),
];

/** sock_filter_is_valid_access, bpf_sock_is_valid_access */
const sock: ContextField[] = [
  field("bound_dev_if", 0, 4, "rw", whole),
  field("family", 4, 4, "r", { ...short, parts: "start" }),
  field("type", 8, 4, "r", { ...short, parts: "start" }),
  field("protocol", 12, 4, "r", { ...short, parts: "start" }),
  field("mark", 16, 4, "rw", whole),
  field("priority", 20, 4, "rw", whole),
  field("src_ip4", 24, 4, "r"),
  field("src_ip6", 28, 16, "r"),
  field("src_port", 44, 4, "r", { ...short, parts: "start" }),
  // In network order; the upper half is no part of it, and reads as zeros with it.
  field("dst_port", 48, 4, "r", { ...short, parts: "kept" }),
  field("dst_ip4", 52, 4, "r"),
  field("dst_ip6", 56, 16, "r"),
  field("state", 72, 4, "r", { kept: 1, parts: "start" }),
  field("rx_queue_mapping", 76, 4, "r", { ...short, parts: "start" }),
];

/** One row per program type that can be run; a row's index is its number in the core. */
export const contexts: readonly Context[] = [
  { structure: "__sk_buff", size: 192, programType: "SCHED_CLS", packet: "skb", fields: tc },
  { structure: "__sk_buff", size: 192, programType: "SCHED_ACT", packet: "skb", fields: tc },
  { structure: "xdp_md", size: 24, programType: "XDP", packet: "xdp", fields: xdp },
  { structure: "bpf_sock_addr", size: 72, programType: "CGROUP_SOCK_ADDR", packet: "none", fields: sockAddr },
  { structure: "bpf_sock", size: 80, programType: "CGROUP_SOCK", packet: "none", fields: sock },
];

/** What a program finds behind a pointer to a socket, which only reads (kernel: check_sock_access). */
export const socketPointer: Pick<Context, "structure" | "size" | "fields"> = {
  structure: "bpf_sock",
  size: 80,
  fields: sock.map((row) => ({ ...row, write: false })),
};

/** The field that an access to a structure may use, or null. */
export function fieldFor(
  { fields }: Pick<Context, "fields">,
  offset: number,
  size: number,
  write: boolean,
): ContextField | null {
  const field = fields.find((row) => offset >= row.offset && offset < row.offset + row.size);
  if (!field || !(write ? field.write : field.read)) return null;
  const at = offset - field.offset;
  if (offset % size !== 0 || at + size > field.size) return null;
  return size === field.size || allowsPart(field, at, size, write) ? field : null;
}

function allowsPart({ parts, kept }: ContextField, at: number, size: number, write: boolean): boolean {
  switch (parts) {
    case "none":
      return false;
    case "narrow":
      return !write && size <= 4;
    case "start":
      return !write && at === 0;
    case "kept":
      return !write && at + size <= kept;
    case "words":
      return !write || size >= 4;
    case "any":
      return true;
  }
}

/** Where a load of a field, or of a part of it, finds what it shows. */
export const shownAt = (field: ContextField, offset: number, size: number): number =>
  size >= field.kept ? field.offset : offset;

/**
 * Fields of __sk_buff that the kernel's test-run hands out, and takes in again (net/bpf/test_run.c,
 * convert_skb_to___skb).
 */
export const TEST_RUN_FIELDS = [
  "mark",
  "priority",
  "ingress_ifindex",
  "ifindex",
  "cb",
  "tstamp",
  "wire_len",
  "gso_segs",
  "hwtstamp",
] as const;
