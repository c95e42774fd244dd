/**
 * What the verifier found out about a program, and all that an engine may know of it. An engine may drop a check,
 * and the provenance that only this check needs, by citing a fact here and in no other way. Where nothing is
 * known, everything is tracked and checked.
 */

/** What the pointer of an access belongs to. */
export type Region =
  /** The function's own stack frame; `offset` is from its lowest byte. */
  | "stack"
  /** The frame of a function that called this one. */
  | "caller_stack"
  | "packet"
  | "packet_meta"
  /** The value of some map; `offset` is from its beginning. */
  | "map_value"
  /** One of the two: the function's own frame or the value of some map. */
  | "stack_or_map_value"
  | "context"
  /** A socket: like the context, field by field. */
  | "socket"
  /** Not known: the pointer's provenance decides at run time. */
  | "unknown";

/** What is known of a load, a store, or memory that a helper is given. */
export interface AccessFact {
  region: Region;
  /** Distance from the object's beginning to the first byte accessed, where it is one constant. */
  offset: number | null;
  /** Whether the access is within the object whenever it is reached, so that it needs no check. */
  proved: boolean;
  /** Why not, where it is not proved. */
  reason: string | null;
}

/** An argument of a helper call, r1 to r5. */
export interface ArgumentFact {
  /** The one value that it has, where that is known and a scalar. */
  constant: bigint | null;
  /** For maps: the one map that it is, by its index among the program's maps. */
  map: string | null;
  /** The names of all maps that it may be, where those are known. */
  maps?: readonly string[];
  /** For memory: what it points into; `proved` says that all bytes that the helper takes are within. */
  memory: AccessFact | null;
  /** Whether the argument meets the helper's row in every other way, so that it needs no check. */
  proved: boolean;
}

/** What certainly holds, by instruction slot; each is true of every run, whatever the packet and the maps. */
export interface Facts {
  /** Whether any path from the program's beginning gets to the instruction. */
  isReachable(pc: number): boolean;
  /** About a load, store or atomic. */
  access(pc: number): AccessFact;
  /** About a helper call: one entry per argument of its row. */
  arguments(pc: number): readonly ArgumentFact[];
  /** So many bytes of the packet can certainly be accessed directly before the instruction. */
  packetLength(pc: number): number;
  /**
   * Whether register `register` (0 to 10) is certainly a scalar before the instruction, so that its provenance
   * is 0 without being tracked.
   */
  isScalar(pc: number, register: number): boolean;
  /** The one value of a register before the instruction, where it is a known scalar. */
  constant(pc: number, register: number): bigint | null;
  /** Which way a conditional jump always goes: taken, not taken, or null. */
  decided(pc: number): boolean | null;
  /** Whether the map lookup that is called certainly finds a value. */
  finds(pc: number): boolean;
  /**
   * Most times that the back edge at this jump can be taken in one run of its function, or null where no bound was
   * found. Functions that are called, and programs that tail calls come back to, run more than once.
   */
  iterations(pc: number): number | null;
  /**
   * Bytes of the frame that may be read before the program has written them in the function that starts at `pc`:
   * only these have to be zeroed. Counted from the frame's top: the bytes from r10 - to to before r10 - from.
   */
  unwrittenReads(pc: number): { from: number; to: number } | null;
}
