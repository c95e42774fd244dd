// Generated from spec/ by gen/. Do not edit: change spec/ and run `npm run gen`.

import {
  bpf_map_lookup_elem,
  bpf_map_update_elem,
  bpf_map_delete_elem,
  bpf_ktime_get_ns,
  bpf_trace_printk,
  bpf_get_prandom_u32,
  bpf_get_smp_processor_id,
  bpf_skb_store_bytes,
  bpf_l3_csum_replace,
  bpf_l4_csum_replace,
  bpf_clone_redirect,
  bpf_skb_get_tunnel_key,
  bpf_skb_set_tunnel_key,
  bpf_redirect,
  bpf_perf_event_output,
  bpf_skb_load_bytes,
  bpf_csum_diff,
  bpf_skb_get_tunnel_opt,
  bpf_skb_set_tunnel_opt,
  bpf_skb_change_proto,
  bpf_skb_change_type,
  bpf_get_hash_recalc,
  bpf_skb_change_tail,
  bpf_skb_pull_data,
  bpf_csum_update,
  bpf_set_hash_invalid,
  bpf_get_numa_node_id,
  bpf_skb_change_head,
  bpf_xdp_adjust_head,
  bpf_get_socket_cookie,
  bpf_skb_adjust_room,
  bpf_xdp_adjust_meta,
  bpf_xdp_adjust_tail,
  bpf_skb_load_bytes_relative,
  bpf_fib_lookup,
  bpf_get_current_cgroup_id,
  bpf_sk_lookup_tcp,
  bpf_sk_lookup_udp,
  bpf_sk_release,
  bpf_map_push_elem,
  bpf_map_pop_elem,
  bpf_map_peek_elem,
  bpf_skc_lookup_tcp,
  bpf_jiffies64,
  bpf_get_netns_cookie,
  bpf_sk_assign,
  bpf_redirect_neigh,
  bpf_redirect_peer,
  bpf_for_each_map_elem,
  bpf_loop,
  bpf_xdp_get_buff_len,
  bpf_xdp_load_bytes,
  bpf_xdp_store_bytes,
  bpf_map_lookup_percpu_elem,
} from "../helpers/index";
import {
  KIND_SOCKET, MAP_KEY_SIZE, MAP_TYPE, MAP_VALUE_SIZE, TRAP_HELPER_MISSING,
  MAP_TYPE_PERF_EVENT_ARRAY,
  MAP_TYPE_QUEUE,
  MAP_TYPE_STACK,
  MAP_TYPE_HASH,
  MAP_TYPE_ARRAY,
  MAP_TYPE_PERCPU_HASH,
  MAP_TYPE_PERCPU_ARRAY,
  MAP_TYPE_LRU_HASH,
  MAP_TYPE_LRU_PERCPU_HASH,
} from "./layout";
import {
  argument, argumentCallback, argumentContext, argumentContextOrNull, argumentMap, argumentMemory,
  argumentMemoryOrNull, argumentPointerOrNull, argumentSize, argumentSocket, badArgument, invalidatePacket,
  setResult,
} from "../arguments";
import { valueProvenance } from "../maps/map";
import { provenance } from "../provenance";
import { trap } from "../trap";

/** Calls the helper with the arguments in r1 to r5; its result is in r0. */
export function callHelper(id: u32): void {
  switch (id) {
    case 1: {
      const a1 = argumentMap(1);
      const a2 = argumentMemory(2, load<u32>(a1, MAP_KEY_SIZE), false);
      const result: u64 = bpf_map_lookup_elem(a1, a2);
      setResult(result, result ? valueProvenance(a1, <usize>result) : 0);
      break;
    }
    case 2: {
      const a1 = argumentMap(1);
      const a2 = argumentMemory(2, load<u32>(a1, MAP_KEY_SIZE), false);
      const a3 = argumentMemory(3, load<u32>(a1, MAP_VALUE_SIZE), false);
      const a4 = <u64>argument(4);
      const result: u64 = bpf_map_update_elem(a1, a2, a3, a4);
      setResult(result, 0);
      break;
    }
    case 3: {
      const a1 = argumentMap(1);
      const a2 = argumentMemory(2, load<u32>(a1, MAP_KEY_SIZE), false);
      const result: u64 = bpf_map_delete_elem(a1, a2);
      setResult(result, 0);
      break;
    }
    case 5: {
      const result: u64 = bpf_ktime_get_ns();
      setResult(result, 0);
      break;
    }
    case 6: {
      const a2 = argumentSize(2, false);
      const a1 = argumentMemory(1, a2, false);
      const a3 = <u64>argument(3);
      const a4 = <u64>argument(4);
      const a5 = <u64>argument(5);
      const result: u64 = bpf_trace_printk(a1, a2, a3, a4, a5);
      setResult(result, 0);
      break;
    }
    case 7: {
      const result: u64 = bpf_get_prandom_u32();
      setResult(result, 0);
      break;
    }
    case 8: {
      const result: u64 = bpf_get_smp_processor_id();
      setResult(result, 0);
      break;
    }
    case 9: {
      argumentContext(1);
      const a2 = <u32>argument(2);
      const a4 = argumentSize(4, false);
      const a3 = argumentMemory(3, a4, false);
      const a5 = <u64>argument(5);
      const result: u64 = bpf_skb_store_bytes(a2, a3, a4, a5);
      setResult(result, 0);
      invalidatePacket();
      break;
    }
    case 10: {
      argumentContext(1);
      const a2 = <u32>argument(2);
      const a3 = <u64>argument(3);
      const a4 = <u64>argument(4);
      const a5 = <u64>argument(5);
      const result: u64 = bpf_l3_csum_replace(a2, a3, a4, a5);
      setResult(result, 0);
      invalidatePacket();
      break;
    }
    case 11: {
      argumentContext(1);
      const a2 = <u32>argument(2);
      const a3 = <u64>argument(3);
      const a4 = <u64>argument(4);
      const a5 = <u64>argument(5);
      const result: u64 = bpf_l4_csum_replace(a2, a3, a4, a5);
      setResult(result, 0);
      invalidatePacket();
      break;
    }
    case 13: {
      argumentContext(1);
      const a2 = <u32>argument(2);
      const a3 = <u64>argument(3);
      const result: u64 = bpf_clone_redirect(a2, a3);
      setResult(result, 0);
      invalidatePacket();
      break;
    }
    case 20: {
      argumentContext(1);
      const a3 = argumentSize(3, false);
      const a2 = argumentMemory(2, a3, true);
      const a4 = <u64>argument(4);
      const result: u64 = bpf_skb_get_tunnel_key(a2, a3, a4);
      setResult(result, 0);
      break;
    }
    case 21: {
      argumentContext(1);
      const a3 = argumentSize(3, false);
      const a2 = argumentMemory(2, a3, false);
      const a4 = <u64>argument(4);
      const result: u64 = bpf_skb_set_tunnel_key(a2, a3, a4);
      setResult(result, 0);
      break;
    }
    case 23: {
      const a1 = <u32>argument(1);
      const a2 = <u64>argument(2);
      const result: u64 = bpf_redirect(a1, a2);
      setResult(result, 0);
      break;
    }
    case 25: {
      argumentContext(1);
      const a2 = argumentMap(2);
      if (load<u32>(a2, MAP_TYPE) != MAP_TYPE_PERF_EVENT_ARRAY) badArgument(2);
      const a3 = <u64>argument(3);
      const a5 = argumentSize(5, true);
      const a4 = argumentMemory(4, a5, false);
      const result: u64 = bpf_perf_event_output(a2, a3, a4, a5);
      setResult(result, 0);
      break;
    }
    case 26: {
      argumentContext(1);
      const a2 = <u32>argument(2);
      const a4 = argumentSize(4, false);
      const a3 = argumentMemory(3, a4, true);
      const result: u64 = bpf_skb_load_bytes(a2, a3, a4);
      setResult(result, 0);
      break;
    }
    case 28: {
      const a2 = argumentSize(2, true);
      const a1 = argumentMemoryOrNull(1, a2);
      const a4 = argumentSize(4, true);
      const a3 = argumentMemoryOrNull(3, a4);
      const a5 = <u32>argument(5);
      const result: u64 = bpf_csum_diff(a1, a2, a3, a4, a5);
      setResult(result, 0);
      break;
    }
    case 29: {
      argumentContext(1);
      const a3 = argumentSize(3, false);
      const a2 = argumentMemory(2, a3, true);
      const result: u64 = bpf_skb_get_tunnel_opt(a2, a3);
      setResult(result, 0);
      break;
    }
    case 30: {
      argumentContext(1);
      const a3 = argumentSize(3, false);
      const a2 = argumentMemory(2, a3, false);
      const result: u64 = bpf_skb_set_tunnel_opt(a2, a3);
      setResult(result, 0);
      break;
    }
    case 31: {
      argumentContext(1);
      const a2 = <u32>argument(2);
      const a3 = <u64>argument(3);
      const result: u64 = bpf_skb_change_proto(a2, a3);
      setResult(result, 0);
      invalidatePacket();
      break;
    }
    case 32: {
      argumentContext(1);
      const a2 = <u32>argument(2);
      const result: u64 = bpf_skb_change_type(a2);
      setResult(result, 0);
      break;
    }
    case 34: {
      argumentContext(1);
      const result: u64 = bpf_get_hash_recalc();
      setResult(result, 0);
      break;
    }
    case 38: {
      argumentContext(1);
      const a2 = <u32>argument(2);
      const a3 = <u64>argument(3);
      const result: u64 = bpf_skb_change_tail(a2, a3);
      setResult(result, 0);
      invalidatePacket();
      break;
    }
    case 39: {
      argumentContext(1);
      const a2 = <u32>argument(2);
      const result: u64 = bpf_skb_pull_data(a2);
      setResult(result, 0);
      invalidatePacket();
      break;
    }
    case 40: {
      argumentContext(1);
      const a2 = <u32>argument(2);
      const result: u64 = bpf_csum_update(a2);
      setResult(result, 0);
      break;
    }
    case 41: {
      argumentContext(1);
      const result: u64 = bpf_set_hash_invalid();
      setResult(result, 0);
      break;
    }
    case 42: {
      const result: u64 = bpf_get_numa_node_id();
      setResult(result, 0);
      break;
    }
    case 43: {
      argumentContext(1);
      const a2 = <u32>argument(2);
      const a3 = <u64>argument(3);
      const result: u64 = bpf_skb_change_head(a2, a3);
      setResult(result, 0);
      invalidatePacket();
      break;
    }
    case 44: {
      argumentContext(1);
      const a2 = <i32>argument(2);
      const result: u64 = bpf_xdp_adjust_head(a2);
      setResult(result, 0);
      invalidatePacket();
      break;
    }
    case 46: {
      argumentContext(1);
      const result: u64 = bpf_get_socket_cookie();
      setResult(result, 0);
      break;
    }
    case 50: {
      argumentContext(1);
      const a2 = <i32>argument(2);
      const a3 = <u32>argument(3);
      const a4 = <u64>argument(4);
      const result: u64 = bpf_skb_adjust_room(a2, a3, a4);
      setResult(result, 0);
      invalidatePacket();
      break;
    }
    case 54: {
      argumentContext(1);
      const a2 = <i32>argument(2);
      const result: u64 = bpf_xdp_adjust_meta(a2);
      setResult(result, 0);
      invalidatePacket();
      break;
    }
    case 65: {
      argumentContext(1);
      const a2 = <i32>argument(2);
      const result: u64 = bpf_xdp_adjust_tail(a2);
      setResult(result, 0);
      invalidatePacket();
      break;
    }
    case 68: {
      argumentContext(1);
      const a2 = <u32>argument(2);
      const a4 = argumentSize(4, false);
      const a3 = argumentMemory(3, a4, true);
      const a5 = <u32>argument(5);
      const result: u64 = bpf_skb_load_bytes_relative(a2, a3, a4, a5);
      setResult(result, 0);
      break;
    }
    case 69: {
      argumentContext(1);
      const a3 = argumentSize(3, false);
      const a2 = argumentMemory(2, a3, true);
      const a4 = <u32>argument(4);
      const result: u64 = bpf_fib_lookup(a2, a3, a4);
      setResult(result, 0);
      break;
    }
    case 80: {
      const result: u64 = bpf_get_current_cgroup_id();
      setResult(result, 0);
      break;
    }
    case 84: {
      argumentContext(1);
      const a3 = argumentSize(3, false);
      const a2 = argumentMemory(2, a3, false);
      const a4 = <u64>argument(4);
      const a5 = <u64>argument(5);
      const result: u64 = bpf_sk_lookup_tcp(a2, a3, a4, a5);
      setResult(result, result ? provenance(KIND_SOCKET, <usize>result, 0) : 0);
      break;
    }
    case 85: {
      argumentContext(1);
      const a3 = argumentSize(3, false);
      const a2 = argumentMemory(2, a3, false);
      const a4 = <u64>argument(4);
      const a5 = <u64>argument(5);
      const result: u64 = bpf_sk_lookup_udp(a2, a3, a4, a5);
      setResult(result, result ? provenance(KIND_SOCKET, <usize>result, 0) : 0);
      break;
    }
    case 86: {
      const a1 = argumentSocket(1, false);
      const result: u64 = bpf_sk_release(a1);
      setResult(result, 0);
      break;
    }
    case 87: {
      const a1 = argumentMap(1);
      if (load<u32>(a1, MAP_TYPE) != MAP_TYPE_QUEUE && load<u32>(a1, MAP_TYPE) != MAP_TYPE_STACK) badArgument(1);
      const a2 = argumentMemory(2, load<u32>(a1, MAP_VALUE_SIZE), false);
      const a3 = <u64>argument(3);
      const result: u64 = bpf_map_push_elem(a1, a2, a3);
      setResult(result, 0);
      break;
    }
    case 88: {
      const a1 = argumentMap(1);
      if (load<u32>(a1, MAP_TYPE) != MAP_TYPE_QUEUE && load<u32>(a1, MAP_TYPE) != MAP_TYPE_STACK) badArgument(1);
      const a2 = argumentMemory(2, load<u32>(a1, MAP_VALUE_SIZE), true);
      const result: u64 = bpf_map_pop_elem(a1, a2);
      setResult(result, 0);
      break;
    }
    case 89: {
      const a1 = argumentMap(1);
      if (load<u32>(a1, MAP_TYPE) != MAP_TYPE_QUEUE && load<u32>(a1, MAP_TYPE) != MAP_TYPE_STACK) badArgument(1);
      const a2 = argumentMemory(2, load<u32>(a1, MAP_VALUE_SIZE), true);
      const result: u64 = bpf_map_peek_elem(a1, a2);
      setResult(result, 0);
      break;
    }
    case 99: {
      argumentContext(1);
      const a3 = argumentSize(3, false);
      const a2 = argumentMemory(2, a3, false);
      const a4 = <u64>argument(4);
      const a5 = <u64>argument(5);
      const result: u64 = bpf_skc_lookup_tcp(a2, a3, a4, a5);
      setResult(result, result ? provenance(KIND_SOCKET, <usize>result, 0) : 0);
      break;
    }
    case 118: {
      const result: u64 = bpf_jiffies64();
      setResult(result, 0);
      break;
    }
    case 122: {
      argumentContextOrNull(1);
      const result: u64 = bpf_get_netns_cookie();
      setResult(result, 0);
      break;
    }
    case 124: {
      argumentContext(1);
      const a2 = argumentSocket(2, false);
      const a3 = <u64>argument(3);
      const result: u64 = bpf_sk_assign(a2, a3);
      setResult(result, 0);
      break;
    }
    case 152: {
      const a1 = <u32>argument(1);
      const a3 = argumentSize(3, true);
      const a2 = argumentMemoryOrNull(2, a3);
      const a4 = <u64>argument(4);
      const result: u64 = bpf_redirect_neigh(a1, a2, a3, a4);
      setResult(result, 0);
      break;
    }
    case 155: {
      const a1 = <u32>argument(1);
      const a2 = <u64>argument(2);
      const result: u64 = bpf_redirect_peer(a1, a2);
      setResult(result, 0);
      break;
    }
    case 164: {
      const a1 = argumentMap(1);
      if (load<u32>(a1, MAP_TYPE) != MAP_TYPE_HASH && load<u32>(a1, MAP_TYPE) != MAP_TYPE_ARRAY && load<u32>(a1, MAP_TYPE) != MAP_TYPE_PERCPU_HASH && load<u32>(a1, MAP_TYPE) != MAP_TYPE_PERCPU_ARRAY && load<u32>(a1, MAP_TYPE) != MAP_TYPE_LRU_HASH && load<u32>(a1, MAP_TYPE) != MAP_TYPE_LRU_PERCPU_HASH) badArgument(1);
      const a2 = argumentCallback(2);
      const a3 = argument(3);
      const p3 = argumentPointerOrNull(3);
      const a4 = <u64>argument(4);
      const result: u64 = bpf_for_each_map_elem(a1, a2, a3, p3, a4);
      setResult(result, 0);
      break;
    }
    case 181: {
      const a1 = <u32>argument(1);
      const a2 = argumentCallback(2);
      const a3 = argument(3);
      const p3 = argumentPointerOrNull(3);
      const a4 = <u64>argument(4);
      const result: u64 = bpf_loop(a1, a2, a3, p3, a4);
      setResult(result, 0);
      break;
    }
    case 188: {
      argumentContext(1);
      const result: u64 = bpf_xdp_get_buff_len();
      setResult(result, 0);
      break;
    }
    case 189: {
      argumentContext(1);
      const a2 = <u32>argument(2);
      const a4 = argumentSize(4, false);
      const a3 = argumentMemory(3, a4, true);
      const result: u64 = bpf_xdp_load_bytes(a2, a3, a4);
      setResult(result, 0);
      break;
    }
    case 190: {
      argumentContext(1);
      const a2 = <u32>argument(2);
      const a4 = argumentSize(4, false);
      const a3 = argumentMemory(3, a4, false);
      const result: u64 = bpf_xdp_store_bytes(a2, a3, a4);
      setResult(result, 0);
      break;
    }
    case 195: {
      const a1 = argumentMap(1);
      if (load<u32>(a1, MAP_TYPE) != MAP_TYPE_PERCPU_HASH && load<u32>(a1, MAP_TYPE) != MAP_TYPE_PERCPU_ARRAY && load<u32>(a1, MAP_TYPE) != MAP_TYPE_LRU_PERCPU_HASH) badArgument(1);
      const a2 = argumentMemory(2, load<u32>(a1, MAP_KEY_SIZE), false);
      const a3 = <u32>argument(3);
      const result: u64 = bpf_map_lookup_percpu_elem(a1, a2, a3);
      setResult(result, result ? valueProvenance(a1, <usize>result) : 0);
      break;
    }
    default: trap(TRAP_HELPER_MISSING, 0, 0, 0, false, id);
  }
}
