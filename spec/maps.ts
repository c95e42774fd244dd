/**
 * Map types: the kernel's numbers (include/uapi/linux/bpf.h), the rules for sizes that the kernel checks when
 * a map is made (kernel/bpf/hashtab.c, arraymap.c, lpm_trie.c …), and what each type can do.
 */

/** `map_flags` of a map (include/uapi/linux/bpf.h). */
export const MapFlag = {
  NO_PREALLOC: 1 << 0,
  NO_COMMON_LRU: 1 << 1,
  NUMA_NODE: 1 << 2,
  RDONLY: 1 << 3,
  WRONLY: 1 << 4,
  ZERO_SEED: 1 << 6,
  RDONLY_PROG: 1 << 7,
  WRONLY_PROG: 1 << 8,
  MMAPABLE: 1 << 10,
  PRESERVE_ELEMS: 1 << 11,
  INNER_MAP: 1 << 12,
} as const;

/**
 * `pinning` of a map definition: libbpf's value in BTF definitions, tc's in legacy ones, and Cilium's own.
 */
export const MapPinning = {
  NONE: 0,
  BY_NAME: 1,
  TC_GLOBAL: 2,
  CILIUM_REPLACE: 16,
} as const;

/** Smallest and largest size in bytes, or number of entries, that the kernel takes. */
export type Range = readonly [min: number, max: number];

/** What a value stands for: plain bytes, or a kernel object that user space names by a descriptor. */
export type MapHolds = "bytes" | "maps" | "programs" | "perf_events" | "other";

/** What a map type is called and which sizes it takes (kernel: map_alloc_check of each type). */
export interface MapTypeRow {
  /** `enum bpf_map_type`. */
  readonly number: number;
  /** As bpftool prints it. */
  readonly tool: string;
  readonly keySize: Range;
  readonly valueSize: Range;
  readonly maxEntries: Range;
  readonly holds: MapHolds;
  readonly perCpu: boolean;
  readonly lru: boolean;
  /** Keys are the indices 0 … maxEntries - 1, all of them always there. */
  readonly indexed: boolean;
  /** Flags that must be set (an LPM_TRIE insists on NO_PREALLOC). */
  readonly requiredFlags: number;
  /** Whether skbox runs programs that use it; the others load and show. */
  readonly supported: boolean;
}

const U32_MAX = 0xffff_ffff;
/** KMALLOC_MAX_SIZE on 64-bit machines, which an element of a hash has to stay below. */
const VALUE_MAX = 1 << 22;
/** INT_MAX, which arrays may fill. */
const ARRAY_VALUE_MAX = 0x7fff_ffff;
/** PCPU_MIN_UNIT_SIZE: what one CPU's value may take. */
const PER_CPU_VALUE_MAX = 32 << 10;
const ANY: Range = [0, U32_MAX];
const SOME: Range = [1, U32_MAX];
const WORD: Range = [4, 4];

function row(number: number, tool: string, rest: Partial<MapTypeRow> = {}): MapTypeRow {
  return {
    number,
    tool,
    keySize: ANY,
    valueSize: ANY,
    maxEntries: ANY,
    holds: "other",
    perCpu: false,
    lru: false,
    indexed: false,
    requiredFlags: 0,
    supported: false,
    ...rest,
  };
}

const hash: Partial<MapTypeRow> = {
  keySize: [1, VALUE_MAX],
  valueSize: [1, VALUE_MAX],
  maxEntries: SOME,
  holds: "bytes",
  supported: true,
};
const array: Partial<MapTypeRow> = {
  keySize: WORD,
  valueSize: [1, ARRAY_VALUE_MAX],
  maxEntries: SOME,
  holds: "bytes",
  indexed: true,
  supported: true,
};
/** Values without keys (kernel/bpf/queue_stack_maps.c). */
const keyless: Partial<MapTypeRow> = {
  keySize: [0, 0],
  valueSize: [1, VALUE_MAX],
  maxEntries: SOME,
  holds: "bytes",
  supported: true,
};
const perCpu: Partial<MapTypeRow> = { perCpu: true, valueSize: [1, PER_CPU_VALUE_MAX] };

/** Keyed by the UAPI name without `BPF_MAP_TYPE_`. */
export const MAP_TYPES = {
  UNSPEC: row(0, "unspec"),
  HASH: row(1, "hash", hash),
  ARRAY: row(2, "array", array),
  PROG_ARRAY: row(3, "prog_array", { ...array, valueSize: WORD, holds: "programs" }),
  PERF_EVENT_ARRAY: row(4, "perf_event_array", {
    ...array,
    valueSize: WORD,
    maxEntries: ANY,
    holds: "perf_events",
  }),
  PERCPU_HASH: row(5, "percpu_hash", { ...hash, ...perCpu }),
  PERCPU_ARRAY: row(6, "percpu_array", { ...array, ...perCpu }),
  STACK_TRACE: row(7, "stack_trace"),
  CGROUP_ARRAY: row(8, "cgroup_array"),
  LRU_HASH: row(9, "lru_hash", { ...hash, lru: true }),
  LRU_PERCPU_HASH: row(10, "lru_percpu_hash", { ...hash, ...perCpu, lru: true }),
  LPM_TRIE: row(11, "lpm_trie", { ...hash, keySize: [5, 260], requiredFlags: MapFlag.NO_PREALLOC }),
  ARRAY_OF_MAPS: row(12, "array_of_maps", { ...array, valueSize: WORD, holds: "maps" }),
  HASH_OF_MAPS: row(13, "hash_of_maps", { ...hash, valueSize: WORD, holds: "maps" }),
  DEVMAP: row(14, "devmap"),
  SOCKMAP: row(15, "sockmap"),
  CPUMAP: row(16, "cpumap"),
  XSKMAP: row(17, "xskmap"),
  SOCKHASH: row(18, "sockhash"),
  CGROUP_STORAGE: row(19, "cgroup_storage"),
  REUSEPORT_SOCKARRAY: row(20, "reuseport_sockarray"),
  PERCPU_CGROUP_STORAGE: row(21, "percpu_cgroup_storage"),
  QUEUE: row(22, "queue", keyless),
  STACK: row(23, "stack", keyless),
  SK_STORAGE: row(24, "sk_storage"),
  DEVMAP_HASH: row(25, "devmap_hash"),
  STRUCT_OPS: row(26, "struct_ops"),
  RINGBUF: row(27, "ringbuf"),
  INODE_STORAGE: row(28, "inode_storage"),
  TASK_STORAGE: row(29, "task_storage"),
  BLOOM_FILTER: row(30, "bloom_filter"),
  USER_RINGBUF: row(31, "user_ringbuf"),
  CGRP_STORAGE: row(32, "cgrp_storage"),
  ARENA: row(33, "arena"),
} as const satisfies Record<string, MapTypeRow>;

/** `HASH`, `ARRAY` …: enum bpf_map_type without its prefix. */
export type MapType = keyof typeof MAP_TYPES;

const namesByNumber = Object.entries(MAP_TYPES).map(
  ([name, { number }]) => [number, name as MapType] as const,
);
const typesByNumber: ReadonlyMap<number, MapType> = new Map(namesByNumber);

/** The map type of the kernel's number, or null when there is none. */
export function mapTypeOfNumber(number: number): MapType | null {
  return typesByNumber.get(number) ?? null;
}

/** Entries of a map that states `declared`: a perf event array without a size has one per CPU (as libbpf makes it). */
export function entriesOf(type: MapType, declared: number, cpus: number): number {
  return type === "PERF_EVENT_ARRAY" && declared === 0 ? cpus : declared;
}
