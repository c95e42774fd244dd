/**
 * The helpers that a program may call: one row per helper. A row and a function of its name in
 * `assembly/helpers/` are all there is to a helper; `gen/` writes the code that checks the arguments, calls
 * the function, and gives the result its provenance (kernel: struct bpf_func_proto).
 */
import { helperNames } from "./helper-names.ts";

/**
 * What an argument must be.
 * - `context`: the program's context; with `_or_null` null is allowed.
 * - `map`: a map; `mapTypes` of the row may restrict its type.
 * - `map_key`, `map_value`: memory of the map argument's key or value size, read; `map_value_out`, written.
 * - `memory`, `memory_out`, `memory_inout`: memory read, written, or both; its size is the next argument.
 *   With `_or_null` null is allowed (and then the size must be 0).
 * - `size`, `size_or_zero`: bytes of the memory argument before it.
 * - `u32`, `i32`, `u64`: a number, truncated as the kernel's prototype does.
 * - `socket`, `socket_or_null`: a socket from a lookup.
 * - `callback`: a function of the program.
 * - `callback_context`: a pointer or null, handed to the callback as it is; the function of the row is given its
 *   value and its provenance.
 */
export type Argument =
  | "context"
  | "context_or_null"
  | "map"
  | "map_key"
  | "map_value"
  | "map_value_out"
  | "memory"
  | "memory_or_null"
  | "memory_out"
  | "memory_inout"
  | "size"
  | "size_or_zero"
  | "u32"
  | "i32"
  | "u64"
  | "socket"
  | "socket_or_null"
  | "callback"
  | "callback_context";

/** Whether the helper writes the memory that such an argument points to. */
export const isWritten = (kind: Argument): boolean =>
  kind === "memory_out" || kind === "memory_inout" || kind === "map_value_out";

/** `map_value`: an element's value, an inner map, or null. `socket`: a socket or null. */
export type Result = "scalar" | "map_value" | "socket";

export interface Helper {
  id: number;
  /** Without the prefix `bpf_`. */
  name: string;
  arguments: readonly Argument[];
  /** The arguments' names in linux/bpf.h, with spaces between them. */
  parameters: string;
  result: Result;
  /** Types of the map argument that the helper takes; all of them when absent. */
  mapTypes?: readonly string[];
  /** Program types that may call it; all of them when absent. */
  programTypes?: readonly string[];
  /**
   * Packet pointers from before the call are dead after it (kernel: bpf_helper_changes_pkt_data); with `pointers` no
   * more than that: what could be accessed directly still can.
   */
  invalidatesPacket?: true | "pointers";
  /** What of Linux's behaviour is there, and what is not: for `docs/helpers.md`. */
  models: string;
  omits?: string;
  /** The call does not return: the interpreter goes on in another program. */
  tailCall?: true;
}

const TC = ["SCHED_CLS", "SCHED_ACT"];
const XDP = ["XDP"];

/** All helpers that there are, in the order of their numbers. */
export const helpers: readonly Helper[] = [
  {
    id: 1,
    name: "map_lookup_elem",
    models: "the value, or the inner map of a map of maps",
    arguments: ["map", "map_key"],
    parameters: "map key",
    result: "map_value",
  },
  {
    id: 2,
    name: "map_update_elem",
    models: "flags and error numbers of every map type",
    omits: "spin locks (BPF_F_LOCK is refused)",
    arguments: ["map", "map_key", "map_value", "u64"],
    parameters: "map key value flags",
    result: "scalar",
  },
  {
    id: 3,
    name: "map_delete_elem",
    models: "error numbers of every map type",
    arguments: ["map", "map_key"],
    parameters: "map key",
    result: "scalar",
  },
  {
    id: 5,
    name: "ktime_get_ns",
    models: "the machine's clock",
    arguments: [],
    parameters: "",
    result: "scalar",
  },
  {
    id: 6,
    name: "trace_printk",
    models: "conversions of numbers and characters, errors, length",
    omits: "%s and %p, which trap",
    arguments: ["memory", "size", "u64", "u64", "u64"],
    parameters: "fmt fmt_size arg1 arg2 arg3",
    result: "scalar",
  },
  {
    id: 7,
    name: "get_prandom_u32",
    models: "reproducible numbers from the machine's seed",
    omits: "the kernel's own sequence",
    arguments: [],
    parameters: "",
    result: "scalar",
  },
  {
    id: 8,
    name: "get_smp_processor_id",
    models: "the first CPU",
    arguments: [],
    parameters: "",
    result: "scalar",
  },
  {
    id: 9,
    name: "skb_store_bytes",
    models: "flags, checksum status, making bytes linear",
    arguments: ["context", "u32", "memory", "size", "u64"],
    parameters: "skb offset from len flags",
    result: "scalar",
    programTypes: TC,
    invalidatesPacket: "pointers",
  },
  {
    id: 10,
    name: "l3_csum_replace",
    models: "flags and errors",
    arguments: ["context", "u32", "u64", "u64", "u64"],
    parameters: "skb offset from to size",
    result: "scalar",
    programTypes: TC,
    invalidatesPacket: "pointers",
  },
  {
    id: 11,
    name: "l4_csum_replace",
    models: "flags, checksum status, pseudo headers",
    arguments: ["context", "u32", "u64", "u64", "u64"],
    parameters: "skb offset from to flags",
    result: "scalar",
    programTypes: TC,
    invalidatesPacket: "pointers",
  },
  {
    id: 12,
    name: "tail_call",
    models: "empty slots, the limit of 33 calls",
    arguments: ["context", "map", "u32"],
    parameters: "ctx prog_array_map index",
    mapTypes: ["PROG_ARRAY"],
    result: "scalar",
    tailCall: true,
  },
  {
    id: 13,
    name: "clone_redirect",
    models: "errors, states of the interface, the copy for the host to take",
    omits: "what the receiving side does with the copy",
    arguments: ["context", "u32", "u64"],
    parameters: "skb ifindex flags",
    result: "scalar",
    programTypes: TC,
    invalidatesPacket: "pointers",
  },
  {
    id: 20,
    name: "skb_get_tunnel_key",
    models: "all sizes and flags, received and own keys",
    arguments: ["context", "memory_out", "size", "u64"],
    parameters: "skb key size flags",
    result: "scalar",
    programTypes: TC,
  },
  {
    id: 21,
    name: "skb_set_tunnel_key",
    models: "all sizes and flags",
    omits: "what a tunnel device does with the key",
    arguments: ["context", "memory", "size", "u64"],
    parameters: "skb key size flags",
    result: "scalar",
    programTypes: TC,
  },
  {
    id: 23,
    name: "redirect",
    models: "flags; the host learns interface and flags",
    omits: "sending the packet",
    arguments: ["u32", "u64"],
    parameters: "ifindex flags",
    result: "scalar",
    programTypes: [...TC, ...XDP],
  },
  {
    id: 25,
    name: "perf_event_output",
    models: "flags, packet payload, CPUs, full rings",
    arguments: ["context", "map", "u64", "memory", "size_or_zero"],
    parameters: "ctx map flags data size",
    mapTypes: ["PERF_EVENT_ARRAY"],
    result: "scalar",
  },
  {
    id: 26,
    name: "skb_load_bytes",
    models: "linear and other bytes, zeros on error",
    arguments: ["context", "u32", "memory_out", "size"],
    parameters: "skb offset to len",
    result: "scalar",
    programTypes: TC,
  },
  {
    id: 28,
    name: "csum_diff",
    models: "all sizes and seeds",
    arguments: ["memory_or_null", "size_or_zero", "memory_or_null", "size_or_zero", "u32"],
    parameters: "from from_size to to_size seed",
    result: "scalar",
    programTypes: [...TC, ...XDP],
  },
  {
    id: 29,
    name: "skb_get_tunnel_opt",
    models: "sizes and errors",
    arguments: ["context", "memory_out", "size"],
    parameters: "skb opt size",
    result: "scalar",
    programTypes: TC,
  },
  {
    id: 30,
    name: "skb_set_tunnel_opt",
    models: "sizes and errors",
    omits: "the form of the options",
    arguments: ["context", "memory", "size"],
    parameters: "skb opt size",
    result: "scalar",
    programTypes: TC,
  },
  {
    id: 31,
    name: "skb_change_proto",
    models: "IPv4 to IPv6 and back, checksum status, GSO",
    arguments: ["context", "u32", "u64"],
    parameters: "skb proto flags",
    result: "scalar",
    programTypes: TC,
    invalidatesPacket: true,
  },
  {
    id: 32,
    name: "skb_change_type",
    models: "all types",
    arguments: ["context", "u32"],
    parameters: "skb type",
    result: "scalar",
    programTypes: TC,
  },
  {
    id: 34,
    name: "get_hash_recalc",
    models: "a hash of the flow, the same in both directions",
    omits: "the kernel's value, which has a secret seed",
    arguments: ["context"],
    parameters: "skb",
    result: "scalar",
    programTypes: TC,
  },
  {
    id: 38,
    name: "skb_change_tail",
    models: "limits, zeroed growth, checksum status, GSO",
    arguments: ["context", "u32", "u64"],
    parameters: "skb len flags",
    result: "scalar",
    programTypes: TC,
    invalidatesPacket: true,
  },
  {
    id: 39,
    name: "skb_pull_data",
    models: "making bytes linear, dead packet pointers",
    arguments: ["context", "u32"],
    parameters: "skb len",
    result: "scalar",
    programTypes: TC,
    invalidatesPacket: "pointers",
  },
  {
    id: 40,
    name: "csum_update",
    models: "the sum of packets that came with one",
    arguments: ["context", "u32"],
    parameters: "skb csum",
    result: "scalar",
    programTypes: TC,
  },
  {
    id: 41,
    name: "set_hash_invalid",
    models: "the hash is made anew",
    arguments: ["context"],
    parameters: "skb",
    result: "scalar",
    programTypes: TC,
  },
  {
    id: 42,
    name: "get_numa_node_id",
    models: "the only node, 0",
    omits: "machines with several nodes",
    arguments: [],
    parameters: "",
    result: "scalar",
  },
  {
    id: 43,
    name: "skb_change_head",
    models: "limits, zeroed headroom",
    arguments: ["context", "u32", "u64"],
    parameters: "skb len flags",
    result: "scalar",
    programTypes: TC,
    invalidatesPacket: true,
  },
  {
    id: 44,
    name: "xdp_adjust_head",
    models: "limits, metadata that moves along",
    arguments: ["context", "i32"],
    parameters: "xdp_md delta",
    result: "scalar",
    programTypes: XDP,
    invalidatesPacket: true,
  },
  {
    id: 46,
    name: "get_socket_cookie",
    models: "the cookie of the packet's socket, or of the context's",
    arguments: ["context"],
    parameters: "ctx",
    result: "scalar",
    programTypes: [...TC, "CGROUP_SOCK_ADDR", "CGROUP_SOCK"],
  },
  {
    id: 50,
    name: "skb_adjust_room",
    models: "both modes, all flags, checksum status, GSO",
    arguments: ["context", "i32", "u32", "u64"],
    parameters: "skb len_diff mode flags",
    result: "scalar",
    programTypes: TC,
    invalidatesPacket: true,
  },
  {
    id: 54,
    name: "xdp_adjust_meta",
    models: "limits and alignment",
    arguments: ["context", "i32"],
    parameters: "xdp_md delta",
    result: "scalar",
    programTypes: XDP,
    invalidatesPacket: true,
  },
  {
    id: 65,
    name: "xdp_adjust_tail",
    models: "limits, zeroed growth, fragments",
    arguments: ["context", "i32"],
    parameters: "xdp_md delta",
    result: "scalar",
    programTypes: XDP,
    invalidatesPacket: true,
  },
  {
    id: 68,
    name: "skb_load_bytes_relative",
    models: "both header starts",
    arguments: ["context", "u32", "memory_out", "size", "u32"],
    parameters: "skb offset to len start_header",
    result: "scalar",
    programTypes: TC,
  },
  {
    id: 69,
    name: "fib_lookup",
    models: "the environment's routes and neighbours, all flags and results, MTU",
    omits: "policy rules, multipath, VLAN devices, source validation",
    arguments: ["context", "memory_inout", "size", "u32"],
    parameters: "ctx params plen flags",
    result: "scalar",
    programTypes: [...TC, ...XDP],
  },
  {
    id: 80,
    name: "get_current_cgroup_id",
    models: "the environment's cgroup: of the task that the program runs for",
    arguments: [],
    parameters: "",
    result: "scalar",
  },
  {
    id: 84,
    name: "sk_lookup_tcp",
    models: "the environment's sockets by how well they fit",
    omits: "other namespaces, SO_REUSEPORT groups, reference counts",
    arguments: ["context", "memory", "size", "u64", "u64"],
    parameters: "ctx tuple tuple_size netns flags",
    result: "socket",
    programTypes: [...TC, ...XDP, "CGROUP_SOCK_ADDR"],
  },
  {
    id: 85,
    name: "sk_lookup_udp",
    models: "the environment's sockets by how well they fit",
    omits: "other namespaces, SO_REUSEPORT groups, reference counts",
    arguments: ["context", "memory", "size", "u64", "u64"],
    parameters: "ctx tuple tuple_size netns flags",
    result: "socket",
    programTypes: [...TC, ...XDP, "CGROUP_SOCK_ADDR"],
  },
  {
    id: 86,
    name: "sk_release",
    models: "accepts a socket",
    omits: "reference counts",
    arguments: ["socket"],
    parameters: "sock",
    result: "scalar",
  },
  {
    id: 87,
    name: "map_push_elem",
    models: "flags and error numbers",
    arguments: ["map", "map_value", "u64"],
    parameters: "map value flags",
    result: "scalar",
    mapTypes: ["QUEUE", "STACK"],
  },
  {
    id: 88,
    name: "map_pop_elem",
    models: "the value, or zeros and ENOENT",
    arguments: ["map", "map_value_out"],
    parameters: "map value",
    result: "scalar",
    mapTypes: ["QUEUE", "STACK"],
  },
  {
    id: 89,
    name: "map_peek_elem",
    models: "the value, or zeros and ENOENT",
    arguments: ["map", "map_value_out"],
    parameters: "map value",
    result: "scalar",
    mapTypes: ["QUEUE", "STACK"],
  },
  {
    id: 99,
    name: "skc_lookup_tcp",
    models: "the environment's sockets by how well they fit",
    omits: "other namespaces, SO_REUSEPORT groups, reference counts",
    arguments: ["context", "memory", "size", "u64", "u64"],
    parameters: "ctx tuple tuple_size netns flags",
    result: "socket",
    programTypes: [...TC, ...XDP, "CGROUP_SOCK_ADDR"],
  },
  {
    id: 118,
    name: "jiffies64",
    models: "the machine's clock, 250 a second from five minutes before their wrap",
    arguments: [],
    parameters: "",
    result: "scalar",
  },
  {
    id: 122,
    name: "get_netns_cookie",
    models: "the environment's cookie",
    arguments: ["context_or_null"],
    parameters: "ctx",
    result: "scalar",
    programTypes: [...TC, "CGROUP_SOCK_ADDR", "CGROUP_SOCK"],
  },
  {
    id: 124,
    name: "sk_assign",
    models: "flags, at ingress only",
    omits: "checks of the socket's kind and state",
    arguments: ["context", "socket", "u64"],
    parameters: "ctx sk flags",
    result: "scalar",
    programTypes: TC,
  },
  {
    id: 152,
    name: "redirect_neigh",
    models: "errors; the host learns interface and next hop",
    omits: "sending the packet",
    arguments: ["u32", "memory_or_null", "size_or_zero", "u64"],
    parameters: "ifindex params plen flags",
    result: "scalar",
    programTypes: TC,
  },
  {
    id: 155,
    name: "redirect_peer",
    models: "flags; the host learns the interface",
    omits: "the peer's side",
    arguments: ["u32", "u64"],
    parameters: "ifindex flags",
    result: "scalar",
    programTypes: TC,
  },
  {
    id: 164,
    name: "for_each_map_elem",
    models: "hash and array types; the callback may change the map",
    omits: "an order of hash elements that is the kernel's",
    arguments: ["map", "callback", "callback_context", "u64"],
    parameters: "map callback_fn callback_ctx flags",
    mapTypes: ["HASH", "ARRAY", "PERCPU_HASH", "PERCPU_ARRAY", "LRU_HASH", "LRU_PERCPU_HASH"],
    result: "scalar",
  },
  {
    id: 181,
    name: "loop",
    models: "limits, early end, each iteration within the run's budget",
    arguments: ["u32", "callback", "callback_context", "u64"],
    parameters: "nr_loops callback_fn callback_ctx flags",
    result: "scalar",
  },
  {
    id: 188,
    name: "xdp_get_buff_len",
    models: "linear and other bytes",
    arguments: ["context"],
    parameters: "xdp_md",
    result: "scalar",
    programTypes: XDP,
  },
  {
    id: 189,
    name: "xdp_load_bytes",
    models: "linear and other bytes",
    arguments: ["context", "u32", "memory_out", "size"],
    parameters: "xdp_md offset buf len",
    result: "scalar",
    programTypes: XDP,
  },
  {
    id: 190,
    name: "xdp_store_bytes",
    models: "linear and other bytes",
    arguments: ["context", "u32", "memory", "size"],
    parameters: "xdp_md offset buf len",
    result: "scalar",
    programTypes: XDP,
  },
  {
    id: 195,
    name: "map_lookup_percpu_elem",
    models: "per-CPU types, CPUs that there are not",
    arguments: ["map", "map_key", "u32"],
    parameters: "map key cpu",
    mapTypes: ["PERCPU_HASH", "PERCPU_ARRAY", "LRU_PERCPU_HASH"],
    result: "map_value",
  },
];

const byId = new Map(helpers.map((row) => [row.id, row]));
export const helperById = (id: number): Helper | undefined => byId.get(id);

/** The UAPI name of any helper, whether it is there or not: `bpf_redirect`. */
export const helperName = (id: number): string => `bpf_${helperNames[id] ?? `helper_${id}`}`;
