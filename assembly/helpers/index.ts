/** Every helper: one function per row of `spec/helpers.ts`, of the row's name. */
export { bpf_for_each_map_elem, bpf_loop } from "./callback";
export { bpf_csum_diff, bpf_csum_update, bpf_l3_csum_replace, bpf_l4_csum_replace } from "./csum";
export { bpf_fib_lookup } from "./fib";
export { bpf_get_hash_recalc, bpf_set_hash_invalid } from "./hash";
export {
  bpf_map_delete_elem, bpf_map_lookup_elem, bpf_map_lookup_percpu_elem, bpf_map_peek_elem, bpf_map_pop_elem,
  bpf_map_push_elem, bpf_map_update_elem,
} from "./map";
export { bpf_perf_event_output } from "./perf";
export { bpf_clone_redirect, bpf_redirect, bpf_redirect_neigh, bpf_redirect_peer } from "./redirect";
export {
  bpf_skb_adjust_room, bpf_skb_change_head, bpf_skb_change_proto, bpf_skb_change_tail, bpf_skb_change_type,
  bpf_skb_load_bytes, bpf_skb_load_bytes_relative, bpf_skb_pull_data, bpf_skb_store_bytes,
} from "./skb";
export {
  bpf_get_netns_cookie, bpf_get_socket_cookie, bpf_sk_assign, bpf_sk_lookup_tcp, bpf_sk_lookup_udp,
  bpf_sk_release, bpf_skc_lookup_tcp,
} from "./socket";
export { bpf_get_current_cgroup_id } from "./task";
export {
  bpf_get_numa_node_id, bpf_get_prandom_u32, bpf_get_smp_processor_id, bpf_jiffies64, bpf_ktime_get_ns,
} from "./time";
export { bpf_trace_printk } from "./trace";
export {
  bpf_skb_get_tunnel_key, bpf_skb_get_tunnel_opt, bpf_skb_set_tunnel_key, bpf_skb_set_tunnel_opt,
} from "./tunnel";
export {
  bpf_xdp_adjust_head, bpf_xdp_adjust_meta, bpf_xdp_adjust_tail, bpf_xdp_get_buff_len, bpf_xdp_load_bytes,
  bpf_xdp_store_bytes,
} from "./xdp";
