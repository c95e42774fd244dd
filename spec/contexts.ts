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

/** What a store keeps of the value. `index16`: as `u16`, and a value above 0xfffe is ignored. */
export type StoreRule = "plain" | "u16" | "index16";

export interface ContextField {
  name: string;
  offset: number;
  size: number;
  kind: FieldKind;
  read: boolean;
  write: boolean;
  /** `full`: only as a whole. `narrow`: reads of aligned parts too. `bytes`: aligned parts, both ways. */
  width: "full" | "narrow" | "bytes";
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
  width: "narrow",
  store: "plain",
  ...more,
});
const full = { width: "full" } as const;

const skBuff = (rights: Partial<Record<string, Rights>>): ContextField[] =>
  [
    field("len", 0, 4, "r"),
    field("pkt_type", 4, 4, "r"),
    field("mark", 8, 4, "r"),
    field("queue_mapping", 12, 4, "r", { store: "index16" }),
    field("protocol", 16, 4, "r"),
    field("vlan_present", 20, 4, "r"),
    field("vlan_tci", 24, 4, "r"),
    field("vlan_proto", 28, 4, "r"),
    field("priority", 32, 4, "r"),
    field("ingress_ifindex", 36, 4, "r"),
    field("ifindex", 40, 4, "r"),
    field("tc_index", 44, 4, "r", { store: "u16" }),
    field("cb", 48, 20, "rw", { width: "bytes" }),
    field("hash", 68, 4, "r"),
    field("tc_classid", 72, 4, "-", { store: "u16" }),
    field("data", 76, 4, "r", { ...full, kind: "packet" }),
    field("data_end", 80, 4, "r", { ...full, kind: "packet_end" }),
    field("napi_id", 84, 4, "r"),
    field("family", 88, 4, "-"),
    field("remote_ip4", 92, 4, "-"),
    field("local_ip4", 96, 4, "-"),
    field("remote_ip6", 100, 16, "-"),
    field("local_ip6", 116, 16, "-"),
    field("remote_port", 132, 4, "-"),
    field("local_port", 136, 4, "-"),
    field("data_meta", 140, 4, "-", { ...full, kind: "packet_meta" }),
    field("flow_keys", 144, 8, "-", full),
    field("tstamp", 152, 8, "-", full),
    field("wire_len", 160, 4, "-"),
    field("gso_segs", 164, 4, "r"),
    field("sk", 168, 8, "r", { ...full, kind: "socket" }),
    field("gso_size", 176, 4, "r"),
    field("tstamp_type", 180, 1, "-", full),
    field("hwtstamp", 184, 8, "-", full),
  ].map((row) => {
    const granted = rights[row.name];
    return granted ? { ...row, read: granted !== "-", write: granted === "rw" } : row;
  });

const words = (name: string, offset: number, count: number, rights: Rights): ContextField[] =>
  Array.from({ length: count }, (_, i) => field(`${name}[${i}]`, offset + 4 * i, 4, rights));

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
  field("data", 0, 4, "r", { ...full, kind: "packet" }),
  field("data_end", 4, 4, "r", { ...full, kind: "packet_end" }),
  field("data_meta", 8, 4, "r", { ...full, kind: "packet_meta" }),
  field("ingress_ifindex", 12, 4, "r", full),
  field("rx_queue_index", 16, 4, "r", full),
  field("egress_ifindex", 20, 4, "-", full),
];

/** sock_addr_is_valid_access */
const sockAddr: ContextField[] = [
  field("user_family", 0, 4, "r", full),
  field("user_ip4", 4, 4, "rw"),
  ...words("user_ip6", 8, 4, "rw"),
  field("user_port", 24, 4, "rw"),
  field("family", 28, 4, "r", full),
  field("type", 32, 4, "r", full),
  field("protocol", 36, 4, "r", full),
  field("msg_src_ip4", 40, 4, "rw"),
  ...words("msg_src_ip6", 44, 4, "rw"),
  field("sk", 64, 8, "r", { ...full, kind: "socket" }),
];

/** sock_filter_is_valid_access, bpf_sock_is_valid_access */
const sock: ContextField[] = [
  field("bound_dev_if", 0, 4, "rw", full),
  field("family", 4, 4, "r"),
  field("type", 8, 4, "r"),
  field("protocol", 12, 4, "r"),
  field("mark", 16, 4, "rw", full),
  field("priority", 20, 4, "rw", full),
  field("src_ip4", 24, 4, "r"),
  ...words("src_ip6", 28, 4, "r"),
  field("src_port", 44, 4, "r"),
  // 16 bits in network order, and zeros up to the 32 that it once had.
  field("dst_port", 48, 4, "r"),
  field("dst_ip4", 52, 4, "r"),
  ...words("dst_ip6", 56, 4, "r"),
  field("state", 72, 4, "r"),
  field("rx_queue_mapping", 76, 4, "r"),
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
