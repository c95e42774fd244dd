/**
 * Where things lie in the machine's linear memory: regions, structures and how a pointer's provenance is
 * packed. The only place an offset is written; `gen/` writes the same names for AssemblyScript.
 *
 * Order: an unmapped hole (so that small integers are never addresses), the core's own statics, the fixed
 * areas below, and last the arena, which grows by pages.
 */
import { MAX_CALL_FRAMES, MAX_TAIL_CALLS, REGISTER_COUNT, STACK_SIZE } from "./encoding.ts";

type FieldType = "u8" | "u16" | "u32" | "u64" | number;
const fieldSize = (type: FieldType): number =>
  typeof type === "number" ? type : { u8: 1, u16: 2, u32: 4, u64: 8 }[type];

/** Offsets of fields laid out in order, each aligned to its own size (byte arrays: to 8), and the total size. */
function struct<const F extends Record<string, FieldType>>(
  fields: F,
): { [K in keyof F]: number } & { SIZE: number } {
  const offsets: Record<string, number> = {};
  let at = 0;
  for (const [name, type] of Object.entries(fields)) {
    if (name === "SIZE") throw new Error("SIZE is the size of the whole struct");
    const alignment = typeof type === "number" ? 8 : fieldSize(type);
    at = Math.ceil(at / alignment) * alignment;
    offsets[name] = at;
    at += fieldSize(type);
  }
  offsets.SIZE = Math.ceil(at / 8) * 8;
  return offsets as { [K in keyof F]: number } & { SIZE: number };
}

/** One register as the interpreter keeps it: its 64 bits and the provenance of what they may point to. */
export const REGISTER = struct({ VALUE: "u64", PROVENANCE: "u64" });

/** What a call saves: where to go on, in which program, and the caller's r6 to r9. */
export const FRAME = struct({
  RETURN: "u32",
  PROGRAM: "u32",
  SAVED: 4 * REGISTER.SIZE,
  /** The key that a callback called from here sees, of an array's element. */
  INDEX: "u32",
});

/** One decoded instruction, at index `pc` of its program's code. */
export const OPERATION = struct({
  /** Index of the row in `isa.ts`, or an internal operation behind the last row. */
  CODE: "u16",
  /** Byte offsets of the registers from REGISTERS. */
  DST: "u8",
  SRC: "u8",
  /** Memory operands: the offset. Jumps and local calls: distance in bytes from the next operation. */
  OFFSET: "u32",
  /**
   * Local calls: whether the function reaches no more than SHALLOW_FRAME of its frame. LOAD_CONTEXT: the provenance of
   * what the field holds, less the packet's generation. STORE_CONTEXT: what it adds to EXECUTION.CHANGED.
   */
  IMMEDIATE: "u64",
});

export const PROGRAM = struct({
  CODE: "u32",
  LENGTH: "u32",
  /** Number the host knows the program by. */
  ID: "u32",
  /** Index of the context in `contexts.ts`. */
  CONTEXT: "u32",
  /** Kernel number of the program type. */
  TYPE: "u32",
  /** Where its compiled code is in the core's table, or 0: the interpreter runs it. */
  ENTRY: "u32",
  /** Whether its operations are there: before, its instructions lie in the second half of their memory. */
  LINKED: "u32",
  /**
   * Counters of its edges (a saturating byte each), as many bytes again for what a fuzzer has seen of them, and
   * their number rounded up to 16; 0: nothing is counted.
   */
  COUNTERS: "u32",
  COUNTERS_SIZE: "u32",
});

/** The operands of a comparison when it was last made. */
export const OPERANDS = struct({ LEFT: "u64", RIGHT: "u64" });

/** A map. Which fields a map type uses, and how, is that type's file's business. */
export const MAP = struct({
  TYPE: "u32",
  KEY_SIZE: "u32",
  VALUE_SIZE: "u32",
  MAX_ENTRIES: "u32",
  FLAGS: "u32",
  /** Number the host knows the map by. */
  ID: "u32",
  /** Elements present; 0 in arrays. */
  COUNT: "u32",
  /** Bytes from one value (of one CPU) to the next: the value's size rounded up to 8. */
  VALUE_STRIDE: "u32",
  /** CPUs that have a value of their own: 1 unless the type is per-CPU. */
  CPUS: "u32",
  /** Hash types: table of ENTRY. Arrays: the elements, or their directory of chunks (u32 addresses). */
  TABLE: "u32",
  /** Entries of the table minus one. Arrays: elements of a chunk minus one. */
  MASK: "u32",
  /** Hash types: a hash shifted right by this is its bucket. Arrays: log2 of a chunk's elements. */
  SHIFT: "u32",
  /** Arrays: whether the elements lie in one piece at TABLE. */
  FLAT: "u32",
  /** Bytes of an element: of a hash, header included; of an array, the values of all CPUs. */
  ELEMENT_SIZE: "u32",
  /** Where an element's value starts. */
  VALUE_OFFSET: "u32",
  /** Recycled elements, linked by ELEMENT.NEXT, last freed first. */
  FREE: "u32",
  /** LPM: elements that programs of the run WAITING_RUN may still hold pointers to, linked by ELEMENT.NEXT. */
  WAITING: "u32",
  WAITING_RUN: "u32",
  /**
   * Hash types: the element that the next update of an existing key will use (kernel: extra_elems).
   * Arrays in chunks: an element of zeros, for the host to read where there is no chunk yet.
   */
  SPARE: "u32",
  /** Unused bytes of the newest slab. */
  SLAB: "u32",
  SLAB_END: "u32",
  /**
   * Oldest and newest element; LRU types move used ones back when they look for one to evict. Queues and stacks:
   * FIRST is the oldest value's index in the ring.
   */
  FIRST: "u32",
  LAST: "u32",
  /** Where a key's hash starts. */
  SEED: "u32",
  /** LPM: the lengths of the prefixes that are there, longest first (PREFIX), and how many. */
  PREFIXES: "u32",
  PREFIX_COUNT: "u32",
  /** Maps of maps: what an inner map must look like. */
  INNER_TYPE: "u32",
  INNER_KEY_SIZE: "u32",
  INNER_VALUE_SIZE: "u32",
  INNER_MAX_ENTRIES: "u32",
  INNER_FLAGS: "u32",
  /** Whether programs may only read its values. */
  READ_ONLY: "u32",
  /** Whether the host may no longer change it (kernel: BPF_MAP_FREEZE). */
  FROZEN: "u32",
  /** Whether programs address its value without a lookup (`.data`, `.bss`). */
  DIRECT: "u32",
  /** The map made before this one. */
  NEXT_MAP: "u32",
});

/**
 * Header of an element of a hash, LRU or LPM map; the key, padded with zeros to words of 8 bytes, and the
 * value follow. PREVIOUS and NEXT keep the order of insertion.
 */
export const ELEMENT = struct({ HASH: "u32", PREVIOUS: "u32", NEXT: "u32", REFERENCED: "u32" });
/** Entry of a hash table: the element and its hash; element 0 is an empty entry. */
export const ENTRY = struct({ HASH: "u32", ELEMENT: "u32" });
/** Entries of a bucket of the table. */
export const BUCKET = 4;
/** What the first word of a key is multiplied with for its hash, and how much larger the factor of each next word is. */
export const HASH_FACTOR = 0x9e37_79b9_7f4a_7c15n;
export const HASH_RATIO = 0xd6e8_feb8_6659_fd93n;

/** A length that prefixes of an LPM map have, the bits of its last word that belong to it, and how many there are. */
export const PREFIX = struct({ MASK: "u64", LENGTH: "u32", COUNT: "u32" });

/** What stopped a run: `traps.ts` says which fields a code uses. */
export const TRAP = struct({
  CODE: "u32",
  PC: "u32",
  PROGRAM: "u32",
  /** Bytes that the access was about. */
  WIDTH: "u32",
  ADDRESS: "u64",
  PROVENANCE: "u64",
  /** Helper number, register, context offset …: as the code says. */
  DETAIL: "u32",
  WRITE: "u32",
});

/** Where the present run stands, as the interpreter and compiled code both keep it. */
export const EXECUTION = struct({
  /** Back edges, calls and iterations left. */
  BUDGET: "u32",
  /** The running program's PROGRAM. */
  PROGRAM: "u32",
  /** Address of the OPERATION that is about to call out or to trap. */
  IP: "u32",
  /** Whether there are snapshots, which want to know of every value that a program may write. */
  TRACKING: "u32",
  /**
   * Which pieces of CONTEXT_PIECE bytes of the context may differ from its template: a bit each. CHANGED_PACKET: the
   * frame or something in SKB_CELL may not be as it arrived.
   */
  CHANGED: "u32",
  /** Whether nobody wants the perf events of this run: they count as taken. */
  DROPS_EVENTS: "u32",
  /** The run's number; what the host does with a map counts as a run too. */
  RUN: "u32",
  /** The BATCH or INPUT that is running, for the host to go on behind one that trapped. */
  PACKET: "u32",
  /** The interpreter's: open frames below the present one, and below the one that it was entered with. */
  DEPTH: "u32",
  BOTTOM: "u32",
  /** How often the interpreter still begins in its small loop, which V8 compiles in a quarter of the time. */
  COLD: "u32",
});

/** What a machine carries from one run to the next, and what a run leaves behind. */
export const STATE = struct({
  /** Nanoseconds since boot. */
  CLOCK: "u64",
  /** State of the random number generator. */
  RANDOM: "u64",
  /** The CPU that programs run on. */
  CPU: "u32",
  CPUS: "u32",
  /** Back edges, calls and callback iterations that a run may take. */
  BUDGET: "u32",
  /** Instructions that the interpreter executed in the last run. */
  INSNS: "u64",
  /** Tail calls taken in the last run. */
  TAIL_CALLS: "u32",
  /** The redirect asked for in the last run: number of the helper (0: none), its target and flags. */
  REDIRECT_HELPER: "u32",
  /** Bytes used in CLONES and in TRACE since the last packet arrived. */
  CLONE_BYTES: "u32",
  TRACE_BYTES: "u32",
  REDIRECT_IFINDEX: "u32",
  REDIRECT_FLAGS: "u32",
  /** `redirect_neigh`: struct bpf_redir_neigh, the next hop's family (0: none given) and address. */
  REDIRECT_NEXTHOP: 20,
  /** The newest MAP; the others follow by NEXT_MAP. */
  MAPS: "u32",
  /** Bytes used in EVENTS, and events that did not fit. */
  EVENT_BYTES: "u32",
  EVENTS_LOST: "u32",
  /** What `get_hash_recalc` mixes into its hashes. */
  HASH_SEED: "u32",
  /** The ENVIRONMENT, or 0 for the empty one. */
  ENVIRONMENT: "u32",
  /** The PROGRAM.ID that each tail call went to: the one part that a snapshot does not bring back. */
  TAIL_CALL_LOG: 4 * MAX_TAIL_CALLS,
});

/** The packet behind a `__sk_buff` or `xdp_md`: what the context does not show. All addresses and lengths in bytes. */
export const SKB = struct({
  /** First byte of the buffer, and the byte behind it; where a frame lies somewhere else (`BATCH`) it is not that. */
  HEAD: "u32",
  END: "u32",
  // Written for each packet, in one cache line:
  /** Packet pointers of an older generation are dead; with LIVE it is the provenance of one that is not. */
  GENERATION: "u32",
  LIVE: "u32",
  /** First byte of the frame, and how many of its bytes can be accessed directly: as a provenance has base and length. */
  DATA: "u32",
  LINEAR: "u32",
  /** Bytes of the frame. */
  LENGTH: "u32",
  // Zeros in a packet that has just arrived, up to and with CSUM_OFFSET.
  /** Bytes of metadata before the frame. */
  META: "u32",
  /** CHECKSUM_NONE 0, UNNECESSARY 1, COMPLETE 2, PARTIAL 3, and the sum of COMPLETE. */
  IP_SUMMED: "u32",
  CSUM: "u32",
  ENCAPSULATION: "u32",
  /** Tunnel metadata in TUNNEL: 0 none, 1 received, 2 set for transmission. */
  TUNNEL_MODE: "u32",
  /** SKB_GSO_ bits that resizing has to keep in step. */
  GSO_TYPE: "u32",
  /** PARTIAL: where summing starts, from DATA, and from there where the sum belongs. */
  CSUM_START: "u32",
  CSUM_OFFSET: "u32",
  /** Offsets from DATA; the transport header's is NO_HEADER while unknown. */
  MAC_HEADER: "u32",
  NETWORK_HEADER: "u32",
  TRANSPORT_HEADER: "u32",
  /** 0 an skb, 1 an xdp_buff, 2 none: the program sees no packet. */
  KIND: "u32",
  /** Whether frames arrive at a tc ingress hook; else as under BPF_PROG_TEST_RUN. The machine's choice. */
  INGRESS: "u32",
});
/** An SKB's header offset that is not known. */
export const NO_HEADER = 0x8000_0000;

/** What lies at TUNNEL, as struct ip_tunnel_info keeps it: addresses as on the wire, of the outer header. */
export const TUNNEL_KEY = struct({
  ID: "u64",
  /** TUNNEL_ bits (include/uapi/linux/if_tunnel.h) as a program sees them: big-endian. */
  FLAGS: "u32",
  /** 2 AF_INET, 10 AF_INET6. */
  FAMILY: "u32",
  TOS: "u32",
  TTL: "u32",
  LABEL: "u32",
  OPTIONS_LENGTH: "u32",
  SOURCE: 16,
  DESTINATION: 16,
  OPTIONS: 256,
});

const ROUTES_FOUND = 16;
/**
 * The answer to a question about a route: interfaces and route, each 0 where there is none; and the neighbour, where
 * the packet was forwarded to one in IPv4.
 */
export const FOUND = struct({
  /** What was asked: address family, direction and interface, 0 for nothing; and the destination. */
  KEY: "u64",
  FIRST: "u64",
  SECOND: "u64",
  FROM: "u32",
  ROUTE: "u32",
  DEVICE: "u32",
  NEIGHBOUR: "u32",
});
/** What surrounds the machine, for helpers that ask: lists, newest first, filled by the host. */
export const ENVIRONMENT = struct({
  INTERFACES: "u32",
  ROUTES: "u32",
  NEIGHBOURS: "u32",
  SOCKETS: "u32",
  /** The newest of the pages that records lie in (each begins with the address of the one before), and its used bytes. */
  PAGE: "u32",
  USED: "u32",
  /** Cookies of the network namespace, and of a cgroup program's own socket. */
  NETNS_COOKIE: "u64",
  SOCKET_COOKIE: "u64",
  /** Of the task that programs run for. */
  CGROUP_ID: "u64",
  /** TUNNEL_KEY of the tunnel that packets of tc programs have come through, or 0. */
  TUNNEL: "u32",
  /** FOUND of the destinations that were asked for last, by their hash; nothing once something is added. */
  FOUND: ROUTES_FOUND * FOUND.SIZE,
});
export const INTERFACE = struct({
  NEXT: "u32",
  IFINDEX: "u32",
  MTU: "u32",
  /** Bytes of its link layer header (dev->hard_header_len). */
  HEADER_LENGTH: "u32",
  /** InterfaceFlag. */
  FLAGS: "u32",
  MAC: 8,
  /** Source addresses that BPF_FIB_LOOKUP_SRC falls back to; zeros: none. */
  ADDRESS4: 8,
  ADDRESS6: 16,
});
export const InterfaceFlag = {
  UP: 1,
  LOOPBACK: 1 << 3,
  POINT_TO_POINT: 1 << 4,
  /** net.ipv4.conf.*.forwarding, net.ipv6.conf.*.forwarding. */
  FORWARDING4: 1 << 16,
  FORWARDING6: 1 << 17,
} as const;
/** A route. Addresses are in network order from the first byte. */
export const ROUTE = struct({
  NEXT: "u32",
  /** 2 AF_INET, 10 AF_INET6. */
  FAMILY: "u32",
  /** 254 main, 255 local, 253 default. */
  TABLE: "u32",
  /** RTN_: 1 unicast, 2 local, 3 broadcast, 5 multicast, 6 blackhole, 7 unreachable, 8 prohibit. */
  TYPE: "u32",
  PREFIX_LENGTH: "u32",
  METRIC: "u32",
  /** Where it leads. */
  IFINDEX: "u32",
  /** A locked MTU of the route itself, or 0. */
  MTU: "u32",
  /** Family of the gateway, 0 for a neighbour on the link. */
  GATEWAY_FAMILY: "u32",
  DESTINATION: 16,
  GATEWAY: 16,
  /** Preferred source; zeros: the interface's. */
  SOURCE: 16,
});
/** A valid neighbour. */
export const NEIGHBOUR = struct({ NEXT: "u32", IFINDEX: "u32", FAMILY: "u32", ADDRESS: 16, MAC: 8 });
/** A socket: struct bpf_sock as programs read it (its offsets: `contexts.ts`), and what else helpers ask. */
export const SOCKET = struct({
  IMAGE: 80,
  COOKIE: "u64",
  /** An AF_INET6 socket that takes no IPv4. */
  IPV6_ONLY: "u32",
  NEXT: "u32",
});

/** One packet of a batch. The host fills in DATA, LENGTH, COPY and RESULT, and `prepareBatch` the rest. */
export const BATCH = struct({
  /**
   * Where programs work on the frame, and its length, as SKB.DATA to SKB.META have it: all of it can be accessed
   * directly, there is no room around it and no metadata before it.
   */
  DATA: "u32",
  LINEAR: "u32",
  LENGTH: "u32",
  META: "u32",
  /** The context's fields that say what the frame is: len and pkt_type, data and data_end are neighbours there. */
  LEN: "u32",
  PKT_TYPE: "u32",
  DATA_START: "u32",
  DATA_END: "u32",
  PROTOCOL: "u32",
  WIRE_LEN: "u32",
  /** The frame as it was given. */
  COPY: "u32",
  /** Where its BATCH_OUTCOME is. */
  RESULT: "u32",
});
/** What became of it, where the program came to its end: its result, and the interface it redirected to, or 0. */
export const BATCH_OUTCOME = struct({ RETVAL: "u32", REDIRECT_IFINDEX: "u32" });

/** One input of a fuzzer's batch, and what became of it. */
export const INPUT = struct({
  /** In: where the frame is, its length, and how many bytes are directly accessible (0: all). */
  DATA: "u32",
  LENGTH: "u32",
  LINEAR: "u32",
  /** In: what the context starts as, as CONTEXT_TEMPLATE. */
  CONTEXT: "u32",
  /** In: where the frame is wanted after the run, and the room there; 0: nowhere. */
  OUT: "u32",
  OUT_ROOM: "u32",
  /** Out: how long the frame is then. */
  OUT_LENGTH: "u32",
  /** Out: what the program returned, and the redirect that it asked for (number of the helper, 0: none). */
  RETVAL: "u32",
  REDIRECT_HELPER: "u32",
  REDIRECT_IFINDEX: "u32",
  /** Out: how many tail calls were taken, and the PROGRAM.ID that the last one went to. */
  TAIL_CALLS: "u32",
  LAST_CALL: "u32",
  /** Out: 2 if an edge was passed that no input before passed, 1 if one was passed as often as never before. */
  NOVELTY: "u32",
  /** Out: whether the program came to its end. */
  DONE: "u32",
});

/** How a frame is handed to a program (`receive` of a machine). */
export const Receive = { TEST_RUN: 0, INGRESS: 1 } as const;

/**
 * Header of one event in EVENTS: number of the map it was written to, the CPU whose ring it is, bytes that
 * follow, and how many of them, the last ones, come from the packet. The next header is 8-byte aligned.
 */
export const EVENT = struct({ MAP: "u32", CPU: "u32", LENGTH: "u32", PACKET_LENGTH: "u32" });

/** Header of one frame in CLONES: where it went, with which flags, bytes that follow. The next header is 8-byte aligned. */
export const CLONE = struct({ IFINDEX: "u32", FLAGS: "u32", LENGTH: "u32" });

/** One step of the undo log (`assembly/memory.ts`). */
export const UNDO = struct({ KIND: "u32", ADDRESS: "u32", LENGTH: "u32", COPY: "u32" });

// ---- regions

/** Bytes of a page of WebAssembly's memory. */
export const WASM_PAGE = 0x1_0000;
/** Bytes of a page of the arena. */
export const PAGE_SIZE = 4096;
/** asc's memoryBase; nothing lies below. */
export const HOLE_END = 0x10_0000;
const STATICS_SIZE = 0x1_0000;

let next = HOLE_END + STATICS_SIZE;
function region(size: number, alignment = 64): number {
  const start = Math.ceil(next / alignment) * alignment;
  next = start + size;
  return start;
}

export const REGISTERS = region(REGISTER_COUNT * REGISTER.SIZE);
/** What they may point to: a register's provenance lies as far from here as its value from REGISTERS. */
export const PROVENANCES = REGISTERS + REGISTER.PROVENANCE;
export const FRAMES = region(MAX_CALL_FRAMES * FRAME.SIZE);
export const TRAP_CELL = region(TRAP.SIZE);
export const STATE_CELL = region(STATE.SIZE);
export const SKB_CELL = region(SKB.SIZE);
/** Bytes that a context may take, and bytes of the pieces that it is restored in. */
export const CONTEXT_ROOM = 256;
export const CONTEXT_PIECE = 16;
/** Bits of EXECUTION.CHANGED. */
export const CHANGED_PACKET = 1 << (CONTEXT_ROOM / CONTEXT_PIECE);
export const CHANGED_ALL = 2 * CHANGED_PACKET - 1;
/** The context as its UAPI structure lies in memory. */
export const CONTEXT = region(CONTEXT_ROOM);
/** What the context of each run starts as; the host writes it. */
export const CONTEXT_TEMPLATE = region(CONTEXT_ROOM);
/** Tunnel key and options of the packet. */
export const TUNNEL = region(512);
/** Frames of the stack, the entry function's first; the host keeps a page free on either side. */
export const STACK = region(MAX_CALL_FRAMES * STACK_SIZE, PAGE_SIZE);
/** Bytes at the end of a frame that a function may reach and still be called without clearing the whole frame. */
export const SHALLOW_FRAME = 64;
/** Provenance of every 8-byte slot of the stack, at the slot's own distance. */
export const STACK_PROVENANCE = region(MAX_CALL_FRAMES * STACK_SIZE, PAGE_SIZE);
/** Packet buffer: headroom, frame, tailroom. */
export const PACKET_HEADROOM = 0x1000;
export const MAX_PACKET = 0x1_0000;
export const PACKET = region(PACKET_HEADROOM + MAX_PACKET + PACKET_HEADROOM, PAGE_SIZE);
/** Where a frame begins when it arrives. */
export const PACKET_START = PACKET + PACKET_HEADROOM;
export const PACKET_END = PACKET + PACKET_HEADROOM + MAX_PACKET + PACKET_HEADROOM;
export const EVENTS_SIZE = 0x10_0000;
export const EVENTS = region(EVENTS_SIZE, PAGE_SIZE);
/** Frames that the program sent while it ran (`clone_redirect`). */
export const CLONES_SIZE = 0x8_0000;
export const CLONES = region(CLONES_SIZE, PAGE_SIZE);
/** Lines that it wrote with `trace_printk`, each ended by a newline. */
export const TRACE_SIZE = 0x1_0000;
export const TRACE = region(TRACE_SIZE, PAGE_SIZE);
export const EXECUTION_CELL = region(EXECUTION.SIZE);
/** The SOCKET that a program of a socket's address is about. */
export const OWN_SOCKET = region(SOCKET.SIZE);
/** Start of the arena. */
export const ARENA = region(0, WASM_PAGE);

// ---- traps of compiled code

/**
 * Compiled code notes a trap with few stores and leaves the questions to `settleTrap`: TRAP.CODE is this bit,
 * the trap's number if that is certain already (else 0: what `access` says), the direction and the width.
 */
export const TRAP_UNSETTLED = 0x8000_0000;
export const TRAP_UNSETTLED_NUMBER_SHIFT = 16;
export const TRAP_UNSETTLED_WRITE = 0x100;
export const TRAP_UNSETTLED_SIZE = 0xff;

// ---- provenance

/**
 * What a value may point to, packed into 64 bits; 0 is a scalar, which points to nothing.
 * Bits 0 to 31: base address of the object (packets: their generation); bits 32 to 59: its length in bytes
 * (0 where the kind has rules of its own); bits 60 to 63: the kind.
 */
export const PROVENANCE_LENGTH_SHIFT = 32;
export const PROVENANCE_KIND_SHIFT = 60;
export const MAX_OBJECT_LENGTH = 2 ** 28 - 1;

export const ProvenanceKind = {
  /** Readable and writable memory: a map's value. Also the scalar, whose length is 0. */
  MEMORY: 0,
  READ_ONLY: 1,
  PACKET: 2,
  PACKET_META: 3,
  PACKET_END: 4,
  CONTEXT: 5,
  /** A map itself, as helpers take it. */
  MAP: 6,
  SOCKET: 7,
  /** A stack frame; the top bit, so that a store finds out with one comparison. */
  STACK: 8,
  /** A function of the program, as helpers with callbacks take it. */
  FUNCTION: 9,
} as const;
