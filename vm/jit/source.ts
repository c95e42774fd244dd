/** What the compiler is given: one program as it lies in the core. */
import type { Context } from "../../spec/contexts.ts";
import type { Edges } from "../edges.ts";
import type { Decoded } from "../structure.ts";
import type { Facts } from "../verify/facts.ts";
import type { Registers } from "./known.ts";
import type { Plan } from "./plan-access.ts";

/** What of a map stays the same for its whole life. */
export interface MapShape {
  /** Kernel number of the map type. */
  type: number;
  keySize: number;
  valueSize: number;
  readOnly: boolean;
  maxEntries: number;
  /** CPUs that have a value of their own, and the distance from one's to the next's. */
  cpus: number;
  valueStride: number;
  /** Of hash types: where an element's value starts, and where a key's hash does. */
  valueOffset: number;
  seed: number;
  /** Of arrays: whether the elements lie in one piece, where, and the distance from one to the next. */
  flat: boolean;
  elements: number;
  elementSize: number;
}

/** What compiled code notes about its run, on request. */
export interface Instrumentation {
  edges: Edges;
  /** Address of the counters of the edges. */
  counters: number;
  /** Address of OPERANDS of each comparison, or null: they are not noted. */
  comparisons: number | null;
  /** What stack that nobody wrote holds, a byte. */
  frameFill: number;
}

export interface Source {
  name: string;
  /** Address of its PROGRAM, and of its operations. */
  address: number;
  code: number;
  /** Its PROGRAM.ID. */
  id: number;
  /** Null: it has no context and works on plain memory, whose address and length are in r1 and r2. */
  context: Context | null;
  decoded: readonly Decoded[];
  facts: Facts | null;
  instrumentation: Instrumentation | null;
  /** Whether values are announced before the program may write to them, for snapshots. */
  tracked: boolean;
  /** What an `lddw` loads, and the provenance of that. */
  resolve(insn: Decoded): { value: bigint; provenance: bigint };
  /** The map with its descriptor at an address. */
  mapAt(address: number): MapShape;
  /** The address of the PROGRAM in a slot of a program array, as it is now; 0 for none. */
  programIn(array: MapShape, slot: number): number;
  /** The descriptor of a map by the name that facts use. */
  mapNamed(name: string): number | null;
  /** What was found out last about an instruction: each pass over the program asks again. */
  plans: Map<Decoded, { registers: Registers; plan: Plan }>;
}
