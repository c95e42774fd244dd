/**
 * What a run holds at one instant, between two instructions: registers, frames, stack, packet, context, memory. Reads
 * the core's memory and changes nothing.
 */
import type { ProgramSpec } from "../loader/index.ts";
import { contexts } from "../spec/contexts.ts";
import { STACK_SIZE } from "../spec/encoding.ts";
import {
  CONTEXT,
  EXECUTION,
  EXECUTION_CELL,
  FRAME,
  FRAMES,
  OPERATION,
  PROGRAM,
  ProvenanceKind,
  REGISTER,
  REGISTERS,
  SKB,
  SKB_CELL,
  STACK,
} from "../spec/layout.ts";
import { type ContextValues, contextIndexOf, decodeContext } from "./context.ts";
import type { CoreEngine } from "./engines/core.ts";
import type { CoreMap } from "./engines/core-map.ts";
import type { CoreProgram } from "./engines/core-program.ts";
import { type PointedObject, pointedObject, unpackProvenance } from "./pointer.ts";

/** A pointer: into what, and how far. */
export interface Pointer {
  object: PointedObject;
  /**
   * Bytes from the start of the object, from the end of the frame for the stack (as from r10), from the first byte of
   * the frame for the packet. Null where the object is passed whole, and for a dead packet pointer.
   */
  offset: number | null;
  /** A map value's key, where the run has looked it up. */
  key: Uint8Array | null;
}

/** A register's 64 bits, and what they point to. */
export interface Register {
  value: bigint;
  /** Null for a number. */
  pointer: Pointer | null;
}

/** An open call. */
export interface Frame {
  program: ProgramSpec;
  /** The instruction that is next in the innermost frame; in the others the call. */
  pc: number;
  depth: number;
}

/** Where an element's value lies, found out once. */
interface Value {
  map: CoreMap;
  key: Uint8Array | null;
}

export class Inspector {
  readonly #engine: CoreEngine;
  /** Whether all maps may be searched for a value: not while a batch runs, whose packets the search overwrites. */
  readonly #mayScan: boolean;
  #values = new Map<number, Value | null>();

  constructor(engine: CoreEngine, { mayScan }: { mayScan: boolean }) {
    this.#engine = engine;
    this.#mayScan = mayScan;
  }

  /** What is known of addresses holds for one run. */
  forget(): void {
    this.#values = new Map();
  }

  get running(): CoreProgram {
    const { memory } = this.#engine.host.core;
    return this.#programAt(memory.u32(EXECUTION_CELL + EXECUTION.PROGRAM));
  }

  value(register: number): bigint {
    return this.#engine.host.core.memory.u64(REGISTERS + register * REGISTER.SIZE + REGISTER.VALUE);
  }

  provenance(register: number): bigint {
    return this.#engine.host.core.memory.u64(REGISTERS + register * REGISTER.SIZE + REGISTER.PROVENANCE);
  }

  register(register: number): Register {
    const value = this.value(register);
    return { value, pointer: this.pointer(value, this.provenance(register)) };
  }

  /** What 64 bits point to by their provenance. */
  pointer(value: bigint, provenance: bigint): Pointer | null {
    const object = pointedObject(provenance, this.running.spec.type, {
      mapAt: (address) => this.mapAt(address)?.spec.name ?? null,
      mapOfValue: (address) => this.valueAt(address)?.map.spec.name ?? null,
    });
    if (!object) return null;
    const { kind, base, length } = unpackProvenance(provenance);
    const from = (start: number) => Number(BigInt.asIntN(64, value - BigInt(start)));
    switch (kind) {
      case ProvenanceKind.STACK:
        return { object, offset: from(base + length), key: null };
      case ProvenanceKind.PACKET:
      case ProvenanceKind.PACKET_META:
        return {
          object,
          offset: base === this.#skb(SKB.GENERATION) ? from(this.packetAddress) : null,
          key: null,
        };
      case ProvenanceKind.PACKET_END:
      case ProvenanceKind.MAP:
      case ProvenanceKind.FUNCTION:
        return { object, offset: null, key: null };
      default:
        return { object, offset: from(base), key: object.kind === "map_value" ? this.#keyAt(base) : null };
    }
  }

  /** The map whose descriptor lies there. */
  mapAt(address: number): CoreMap | null {
    return this.#engine.maps.find((map) => map.address === address) ?? null;
  }

  /** The element whose value begins there. */
  valueAt(address: number): Value | null {
    let found = this.#values.get(address);
    if (found === undefined) {
      const map = this.#engine.maps.find(
        (one) => one.isAt(address) || (this.#mayScan && one.holdsValueAt(address)),
      );
      found = map ? { map, key: null } : null;
      this.#values.set(address, found);
    }
    return found;
  }

  /** Remembers what a lookup found. */
  learn(address: number, map: CoreMap, key: Uint8Array): void {
    this.#values.set(address, { map, key });
  }

  #keyAt(address: number): Uint8Array | null {
    return this.valueAt(address)?.key ?? null;
  }

  /** The open frames, the innermost first. */
  frames(pc: number, depth: number): Frame[] {
    const { memory } = this.#engine.host.core;
    const frames: Frame[] = [{ program: this.running.spec, pc, depth }];
    for (let outer = depth - 1; outer >= 0; outer--) {
      const frame = FRAMES + outer * FRAME.SIZE;
      const program = this.#programAt(memory.u32(frame + FRAME.PROGRAM));
      const call = (memory.u32(frame + FRAME.RETURN) - program.code) / OPERATION.SIZE;
      frames.push({ program: program.spec, pc: call, depth: outer });
    }
    return frames;
  }

  /** The 512 bytes of a frame's stack; r10 is behind the last one. */
  stack(depth: number): Uint8Array {
    return this.read(STACK + depth * STACK_SIZE, STACK_SIZE);
  }

  get packetAddress(): number {
    return this.#skb(SKB.DATA);
  }

  packet(): Uint8Array {
    return this.read(this.packetAddress, this.#skb(SKB.LENGTH));
  }

  context(): ContextValues {
    const context = contexts[contextIndexOf(this.running.spec.type)]!;
    return decodeContext(context, this.read(CONTEXT, context.size));
  }

  /** A copy of memory; shorter where memory ends. */
  read(address: number, length: number): Uint8Array {
    return this.#engine.host.core.memory.read(address, length);
  }

  /** The function of the running program that starts at an OPERATION, as callbacks are passed: its slot. */
  slotOf(operation: number): number {
    return (operation - this.running.code) / OPERATION.SIZE;
  }

  #skb(field: number): number {
    return this.#engine.host.core.memory.u32(SKB_CELL + field);
  }

  #programAt(address: number): CoreProgram {
    return this.#engine.programs[this.#engine.host.core.memory.u32(address + PROGRAM.ID)]!;
  }
}
