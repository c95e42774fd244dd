/** Helpers that call functions of the program (kernel: kernel/bpf/bpf_iter.c). */
import { iterate } from "../callback";
import { E2BIG, EINVAL } from "../generated/layout";
import { forEach } from "../maps/map";

const BPF_MAX_LOOPS: u32 = 8 << 20;

/**
 * The number of iterations made: a callback that does not return 0 ends them. The kernel puts a loop in the place
 * of nearly every call (do_misc_fixups, optimize_bpf_loop), whose -E2BIG has 32 bits.
 */
export function bpf_loop(count: u32, callback: usize, context: u64, contextProvenance: u64, flags: u64): u64 {
  if (flags) return <u64>-EINVAL;
  if (count > BPF_MAX_LOOPS) return <u32>-E2BIG;
  for (let i: u32 = 0; i < count; i++) {
    if (iterate(callback, i, context, contextProvenance)) return <u64>i + 1;
  }
  return count;
}

/** The number of elements visited. */
export function bpf_for_each_map_elem(
  map: usize, callback: usize, context: u64, contextProvenance: u64, flags: u64,
): u64 {
  return flags ? <u64>-EINVAL : forEach(map, callback, context, contextProvenance);
}
