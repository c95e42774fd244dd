/**
 * Program and attach types with the kernel's numbers (include/uapi/linux/bpf.h), and what a section's name
 * says about the program in it.
 */

/** Name as in the UAPI without `BPF_PROG_TYPE_`, in the order of the kernel's numbers from 0. */
export const PROGRAM_TYPES = [
  "UNSPEC",
  "SOCKET_FILTER",
  "KPROBE",
  "SCHED_CLS",
  "SCHED_ACT",
  "TRACEPOINT",
  "XDP",
  "PERF_EVENT",
  "CGROUP_SKB",
  "CGROUP_SOCK",
  "LWT_IN",
  "LWT_OUT",
  "LWT_XMIT",
  "SOCK_OPS",
  "SK_SKB",
  "CGROUP_DEVICE",
  "SK_MSG",
  "RAW_TRACEPOINT",
  "CGROUP_SOCK_ADDR",
  "LWT_SEG6LOCAL",
  "LIRC_MODE2",
  "SK_REUSEPORT",
  "FLOW_DISSECTOR",
  "CGROUP_SYSCTL",
  "RAW_TRACEPOINT_WRITABLE",
  "CGROUP_SOCKOPT",
  "TRACING",
  "STRUCT_OPS",
  "EXT",
  "LSM",
  "SK_LOOKUP",
  "SYSCALL",
  "NETFILTER",
] as const;

export type ProgramType = (typeof PROGRAM_TYPES)[number];

/** Name as in the UAPI without `BPF_`, in the order of the kernel's numbers from 0. */
const ATTACH_TYPES = [
  "CGROUP_INET_INGRESS",
  "CGROUP_INET_EGRESS",
  "CGROUP_INET_SOCK_CREATE",
  "CGROUP_SOCK_OPS",
  "SK_SKB_STREAM_PARSER",
  "SK_SKB_STREAM_VERDICT",
  "CGROUP_DEVICE",
  "SK_MSG_VERDICT",
  "CGROUP_INET4_BIND",
  "CGROUP_INET6_BIND",
  "CGROUP_INET4_CONNECT",
  "CGROUP_INET6_CONNECT",
  "CGROUP_INET4_POST_BIND",
  "CGROUP_INET6_POST_BIND",
  "CGROUP_UDP4_SENDMSG",
  "CGROUP_UDP6_SENDMSG",
  "LIRC_MODE2",
  "FLOW_DISSECTOR",
  "CGROUP_SYSCTL",
  "CGROUP_UDP4_RECVMSG",
  "CGROUP_UDP6_RECVMSG",
  "CGROUP_GETSOCKOPT",
  "CGROUP_SETSOCKOPT",
  "TRACE_RAW_TP",
  "TRACE_FENTRY",
  "TRACE_FEXIT",
  "MODIFY_RETURN",
  "LSM_MAC",
  "TRACE_ITER",
  "CGROUP_INET4_GETPEERNAME",
  "CGROUP_INET6_GETPEERNAME",
  "CGROUP_INET4_GETSOCKNAME",
  "CGROUP_INET6_GETSOCKNAME",
  "XDP_DEVMAP",
  "CGROUP_INET_SOCK_RELEASE",
  "XDP_CPUMAP",
  "SK_LOOKUP",
  "XDP",
  "SK_SKB_VERDICT",
  "SK_REUSEPORT_SELECT",
  "SK_REUSEPORT_SELECT_OR_MIGRATE",
  "PERF_EVENT",
  "TRACE_KPROBE_MULTI",
  "LSM_CGROUP",
  "STRUCT_OPS",
  "NETFILTER",
  "TCX_INGRESS",
  "TCX_EGRESS",
  "TRACE_UPROBE_MULTI",
  "CGROUP_UNIX_CONNECT",
  "CGROUP_UNIX_SENDMSG",
  "CGROUP_UNIX_RECVMSG",
  "CGROUP_UNIX_GETPEERNAME",
  "CGROUP_UNIX_GETSOCKNAME",
  "NETKIT_PRIMARY",
  "NETKIT_PEER",
  "TRACE_KPROBE_SESSION",
  "TRACE_UPROBE_SESSION",
] as const;

export type AttachType = (typeof ATTACH_TYPES)[number];

/** The kernel's number of a program type (`enum bpf_prog_type`). */
export function programTypeNumber(type: ProgramType): number {
  return PROGRAM_TYPES.indexOf(type);
}

/** The kernel's number of an attach type (`enum bpf_attach_type`). */
export function attachTypeNumber(type: AttachType): number {
  return ATTACH_TYPES.indexOf(type);
}

/** What a name tells about a program. */
export interface ProgramKind {
  type: ProgramType;
  attachType: AttachType | null;
  sleepable: boolean;
}

type SectionRule = readonly [
  prefix: string,
  type: ProgramType,
  attachType?: AttachType | null,
  sleepable?: true,
];

/**
 * Section names. A rule matches its whole name, or its name followed by `/` and anything; old loaders also
 * took anything behind it (`xdp_prog`, `socket1`), which here must not continue the word. The longest rule
 * that matches wins.
 *
 * The names are libbpf's (docs.kernel.org, libbpf, "Program Types and ELF Sections"), those of the kernel's
 * samples and of tc, and, at the end, those of Cilium.
 */
const SECTION_RULES: readonly SectionRule[] = [
  ["socket", "SOCKET_FILTER"],
  ["socket_filter", "SOCKET_FILTER"],
  ["filter", "SOCKET_FILTER"],
  ["kprobe", "KPROBE"],
  ["kretprobe", "KPROBE"],
  ["uprobe", "KPROBE"],
  ["uprobe.s", "KPROBE", null, true],
  ["uretprobe", "KPROBE"],
  ["uretprobe.s", "KPROBE", null, true],
  ["ksyscall", "KPROBE"],
  ["kretsyscall", "KPROBE"],
  ["usdt", "KPROBE"],
  ["usdt.s", "KPROBE", null, true],
  ["kprobe.multi", "KPROBE", "TRACE_KPROBE_MULTI"],
  ["kretprobe.multi", "KPROBE", "TRACE_KPROBE_MULTI"],
  ["kprobe.session", "KPROBE", "TRACE_KPROBE_SESSION"],
  ["uprobe.multi", "KPROBE", "TRACE_UPROBE_MULTI"],
  ["uretprobe.multi", "KPROBE", "TRACE_UPROBE_MULTI"],
  ["uprobe.multi.s", "KPROBE", "TRACE_UPROBE_MULTI", true],
  ["uretprobe.multi.s", "KPROBE", "TRACE_UPROBE_MULTI", true],
  ["uprobe.session", "KPROBE", "TRACE_UPROBE_SESSION"],
  ["uprobe.session.s", "KPROBE", "TRACE_UPROBE_SESSION", true],
  ["tc", "SCHED_CLS"],
  ["classifier", "SCHED_CLS"],
  ["action", "SCHED_ACT"],
  ["tcx/ingress", "SCHED_CLS", "TCX_INGRESS"],
  ["tcx/egress", "SCHED_CLS", "TCX_EGRESS"],
  ["tc/ingress", "SCHED_CLS", "TCX_INGRESS"],
  ["tc/egress", "SCHED_CLS", "TCX_EGRESS"],
  ["netkit/primary", "SCHED_CLS", "NETKIT_PRIMARY"],
  ["netkit/peer", "SCHED_CLS", "NETKIT_PEER"],
  ["tracepoint", "TRACEPOINT"],
  ["tp", "TRACEPOINT"],
  ["raw_tracepoint", "RAW_TRACEPOINT"],
  ["raw_tp", "RAW_TRACEPOINT"],
  ["raw_tracepoint.w", "RAW_TRACEPOINT_WRITABLE"],
  ["raw_tp.w", "RAW_TRACEPOINT_WRITABLE"],
  ["tp_btf", "TRACING", "TRACE_RAW_TP"],
  ["fentry", "TRACING", "TRACE_FENTRY"],
  ["fentry.s", "TRACING", "TRACE_FENTRY", true],
  ["fexit", "TRACING", "TRACE_FEXIT"],
  ["fexit.s", "TRACING", "TRACE_FEXIT", true],
  ["fmod_ret", "TRACING", "MODIFY_RETURN"],
  ["fmod_ret.s", "TRACING", "MODIFY_RETURN", true],
  ["freplace", "EXT"],
  ["iter", "TRACING", "TRACE_ITER"],
  ["iter.s", "TRACING", "TRACE_ITER", true],
  ["lsm", "LSM", "LSM_MAC"],
  ["lsm.s", "LSM", "LSM_MAC", true],
  ["lsm_cgroup", "LSM", "LSM_CGROUP"],
  ["syscall", "SYSCALL", null, true],
  ["xdp", "XDP", "XDP"],
  ["xdp.frags", "XDP", "XDP"],
  ["xdp/devmap", "XDP", "XDP_DEVMAP"],
  ["xdp.frags/devmap", "XDP", "XDP_DEVMAP"],
  ["xdp/cpumap", "XDP", "XDP_CPUMAP"],
  ["xdp.frags/cpumap", "XDP", "XDP_CPUMAP"],
  ["perf_event", "PERF_EVENT"],
  ["lwt_in", "LWT_IN"],
  ["lwt_out", "LWT_OUT"],
  ["lwt_xmit", "LWT_XMIT"],
  ["lwt_seg6local", "LWT_SEG6LOCAL"],
  ["sockops", "SOCK_OPS", "CGROUP_SOCK_OPS"],
  ["sk_skb", "SK_SKB"],
  ["sk_skb/verdict", "SK_SKB", "SK_SKB_VERDICT"],
  ["sk_skb/stream_parser", "SK_SKB", "SK_SKB_STREAM_PARSER"],
  ["sk_skb/stream_verdict", "SK_SKB", "SK_SKB_STREAM_VERDICT"],
  ["sk_msg", "SK_MSG", "SK_MSG_VERDICT"],
  ["sk_lookup", "SK_LOOKUP", "SK_LOOKUP"],
  ["sk_reuseport", "SK_REUSEPORT", "SK_REUSEPORT_SELECT"],
  ["sk_reuseport/migrate", "SK_REUSEPORT", "SK_REUSEPORT_SELECT_OR_MIGRATE"],
  ["lirc_mode2", "LIRC_MODE2", "LIRC_MODE2"],
  ["flow_dissector", "FLOW_DISSECTOR", "FLOW_DISSECTOR"],
  ["struct_ops", "STRUCT_OPS"],
  ["struct_ops.s", "STRUCT_OPS", null, true],
  ["netfilter", "NETFILTER", "NETFILTER"],
  ["cgroup_skb/ingress", "CGROUP_SKB", "CGROUP_INET_INGRESS"],
  ["cgroup_skb/egress", "CGROUP_SKB", "CGROUP_INET_EGRESS"],
  ["cgroup/skb", "CGROUP_SKB"],
  ["cgroup/sock", "CGROUP_SOCK", "CGROUP_INET_SOCK_CREATE"],
  ["cgroup/sock_create", "CGROUP_SOCK", "CGROUP_INET_SOCK_CREATE"],
  ["cgroup/sock_release", "CGROUP_SOCK", "CGROUP_INET_SOCK_RELEASE"],
  ["cgroup/post_bind4", "CGROUP_SOCK", "CGROUP_INET4_POST_BIND"],
  ["cgroup/post_bind6", "CGROUP_SOCK", "CGROUP_INET6_POST_BIND"],
  ["cgroup/bind4", "CGROUP_SOCK_ADDR", "CGROUP_INET4_BIND"],
  ["cgroup/bind6", "CGROUP_SOCK_ADDR", "CGROUP_INET6_BIND"],
  ["cgroup/connect4", "CGROUP_SOCK_ADDR", "CGROUP_INET4_CONNECT"],
  ["cgroup/connect6", "CGROUP_SOCK_ADDR", "CGROUP_INET6_CONNECT"],
  ["cgroup/connect_unix", "CGROUP_SOCK_ADDR", "CGROUP_UNIX_CONNECT"],
  ["cgroup/sendmsg4", "CGROUP_SOCK_ADDR", "CGROUP_UDP4_SENDMSG"],
  ["cgroup/sendmsg6", "CGROUP_SOCK_ADDR", "CGROUP_UDP6_SENDMSG"],
  ["cgroup/sendmsg_unix", "CGROUP_SOCK_ADDR", "CGROUP_UNIX_SENDMSG"],
  ["cgroup/recvmsg4", "CGROUP_SOCK_ADDR", "CGROUP_UDP4_RECVMSG"],
  ["cgroup/recvmsg6", "CGROUP_SOCK_ADDR", "CGROUP_UDP6_RECVMSG"],
  ["cgroup/recvmsg_unix", "CGROUP_SOCK_ADDR", "CGROUP_UNIX_RECVMSG"],
  ["cgroup/getpeername4", "CGROUP_SOCK_ADDR", "CGROUP_INET4_GETPEERNAME"],
  ["cgroup/getpeername6", "CGROUP_SOCK_ADDR", "CGROUP_INET6_GETPEERNAME"],
  ["cgroup/getpeername_unix", "CGROUP_SOCK_ADDR", "CGROUP_UNIX_GETPEERNAME"],
  ["cgroup/getsockname4", "CGROUP_SOCK_ADDR", "CGROUP_INET4_GETSOCKNAME"],
  ["cgroup/getsockname6", "CGROUP_SOCK_ADDR", "CGROUP_INET6_GETSOCKNAME"],
  ["cgroup/getsockname_unix", "CGROUP_SOCK_ADDR", "CGROUP_UNIX_GETSOCKNAME"],
  ["cgroup/sysctl", "CGROUP_SYSCTL", "CGROUP_SYSCTL"],
  ["cgroup/getsockopt", "CGROUP_SOCKOPT", "CGROUP_GETSOCKOPT"],
  ["cgroup/setsockopt", "CGROUP_SOCKOPT", "CGROUP_SETSOCKOPT"],
  ["cgroup/dev", "CGROUP_DEVICE", "CGROUP_DEVICE"],
  // Cilium's socket programs before they took the `cgroup/` prefix.
  ["connect4", "CGROUP_SOCK_ADDR", "CGROUP_INET4_CONNECT"],
  ["connect6", "CGROUP_SOCK_ADDR", "CGROUP_INET6_CONNECT"],
  ["sendmsg4", "CGROUP_SOCK_ADDR", "CGROUP_UDP4_SENDMSG"],
  ["sendmsg6", "CGROUP_SOCK_ADDR", "CGROUP_UDP6_SENDMSG"],
  ["recvmsg4", "CGROUP_SOCK_ADDR", "CGROUP_UDP4_RECVMSG"],
  ["recvmsg6", "CGROUP_SOCK_ADDR", "CGROUP_UDP6_RECVMSG"],
  ["getpeername4", "CGROUP_SOCK_ADDR", "CGROUP_INET4_GETPEERNAME"],
  ["getpeername6", "CGROUP_SOCK_ADDR", "CGROUP_INET6_GETPEERNAME"],
  ["post_bind4", "CGROUP_SOCK", "CGROUP_INET4_POST_BIND"],
  ["post_bind6", "CGROUP_SOCK", "CGROUP_INET6_POST_BIND"],
  ["post_bind_sock_release", "CGROUP_SOCK", "CGROUP_INET_SOCK_RELEASE"],
  ["from-container", "SCHED_CLS"],
  ["to-container", "SCHED_CLS"],
  ["from-netdev", "SCHED_CLS"],
  ["to-netdev", "SCHED_CLS"],
  ["from-network", "SCHED_CLS"],
  ["from-host", "SCHED_CLS"],
  ["to-host", "SCHED_CLS"],
  ["from-overlay", "SCHED_CLS"],
  ["to-overlay", "SCHED_CLS"],
  ["from-wireguard", "SCHED_CLS"],
  ["to-wireguard", "SCHED_CLS"],
];

/** Cilium's entry functions whose section says nothing, or the wrong thing (`from-netdev` in bpf_xdp). */
const FUNCTION_RULES: ReadonlyMap<string, ProgramType> = new Map([
  ["cil_from_container", "SCHED_CLS"],
  ["cil_to_container", "SCHED_CLS"],
  ["cil_lxc_policy", "SCHED_CLS"],
  ["cil_lxc_policy_egress", "SCHED_CLS"],
  ["cil_from_netdev", "SCHED_CLS"],
  ["cil_to_netdev", "SCHED_CLS"],
  ["cil_from_host", "SCHED_CLS"],
  ["cil_to_host", "SCHED_CLS"],
  ["cil_host_policy", "SCHED_CLS"],
  ["cil_from_network", "SCHED_CLS"],
  ["cil_from_overlay", "SCHED_CLS"],
  ["cil_to_overlay", "SCHED_CLS"],
  ["cil_from_wireguard", "SCHED_CLS"],
  ["cil_to_wireguard", "SCHED_CLS"],
  ["cil_xdp_entry", "XDP"],
  ["bpf_xdp_entry", "XDP"],
  ["xdp_start", "XDP"],
]);

const rulesByPrefix = new Map(SECTION_RULES.map((rule) => [rule[0], rule]));
const longestPrefix = Math.max(...SECTION_RULES.map(([prefix]) => prefix.length));

/** What a section's name says about its programs, or null when it says nothing. */
export function programKindOfSection(section: string): ProgramKind | null {
  for (let length = Math.min(section.length, longestPrefix); length > 0; length--) {
    const continuesWord = /^[a-z]/i.test(section.charAt(length));
    const rule = continuesWord ? undefined : rulesByPrefix.get(section.slice(0, length));
    if (rule) return kind(rule[1], rule[2] ?? null, rule[3] ?? false);
  }
  return null;
}

/** What a well-known function's name says about its type, or null. */
export function programKindOfFunction(name: string): ProgramKind | null {
  const type = FUNCTION_RULES.get(name);
  return type ? kind(type, type === "XDP" ? "XDP" : null, false) : null;
}

function kind(type: ProgramType, attachType: AttachType | null, sleepable: boolean): ProgramKind {
  return { type, attachType, sleepable };
}
