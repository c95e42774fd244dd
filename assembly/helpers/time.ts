/** Helpers that answer from the machine's own state: clock, random numbers, CPU. */
import { HZ, INITIAL_JIFFIES, STATE_CELL, STATE_CLOCK, STATE_CPU, STATE_RANDOM } from "../generated/layout";

const NANOSECONDS: u64 = 1_000_000_000;

export function bpf_ktime_get_ns(): u64 {
  return load<u64>(STATE_CELL, STATE_CLOCK);
}

export function bpf_jiffies64(): u64 {
  return <u64>INITIAL_JIFFIES + load<u64>(STATE_CELL, STATE_CLOCK) / (NANOSECONDS / HZ);
}

/** SplitMix64, of which a program sees the upper half. */
export function bpf_get_prandom_u32(): u64 {
  const state = load<u64>(STATE_CELL, STATE_RANDOM) + 0x9e37_79b9_7f4a_7c15;
  store<u64>(STATE_CELL, state, STATE_RANDOM);
  let mixed = (state ^ (state >>> 30)) * 0xbf58_476d_1ce4_e5b9;
  mixed = (mixed ^ (mixed >>> 27)) * 0x94d0_49bb_1331_11eb;
  return (mixed ^ (mixed >>> 31)) >>> 32;
}

/** All CPUs are of one node. */
export function bpf_get_numa_node_id(): u64 {
  return 0;
}

export function bpf_get_smp_processor_id(): u64 {
  return load<u32>(STATE_CELL, STATE_CPU);
}
