/**
 * What the bytes of a function's stack frame hold where they are handed to a helper: constants, and in which widths
 * the rest was stored. A processor forwards a store to a load that it contains; a wider load has to wait until the
 * store has left for the cache (12 to 15 cycles). So keys are gathered in the widths in which they were stored.
 */
import { STACK_SIZE } from "../../spec/encoding.ts";
import { helperById, isWritten } from "../../spec/helpers.ts";
import type { ControlFlowGraph } from "../cfg.ts";
import type { Decoded } from "../structure.ts";
import type { Registers } from "./known.ts";
import { mayBeStack } from "./live.ts";
import type { Piece } from "./pieces.ts";
import { planAccess } from "./plan-access.ts";
import { planCall } from "./plan-call.ts";
import { packetLength, planInline } from "./plan-inline.ts";
import type { Source } from "./source.ts";

const UNKNOWN = -1;
/** Bytes of the widest load of what was written nobody knows how. */
const UNKNOWN_WIDTH = 4;

/** Of each byte of a frame: its value, where that is known on every way, and where stores on some way begin. */
export class Contents {
  readonly #values = new Int16Array(STACK_SIZE).fill(UNKNOWN);
  /** Whether a byte and the one before it may come from different stores. */
  readonly #starts = new Uint8Array(STACK_SIZE + 1);

  /** Becomes a copy of another. */
  set(other: Contents): this {
    this.#values.set(other.#values);
    this.#starts.set(other.#starts);
    return this;
  }

  /** Keeps what both say; whether that was less. */
  join(other: Contents): boolean {
    let less = false;
    for (let at = 0; at < STACK_SIZE; at++) {
      if (this.#values[at] !== UNKNOWN && this.#values[at] !== other.#values[at]) {
        this.#values[at] = UNKNOWN;
        less = true;
      }
      if (this.#starts[at]! < other.#starts[at]!) {
        this.#starts[at] = 1;
        less = true;
      }
    }
    return less;
  }

  store(offset: number, size: number, value: bigint | null): void {
    for (let byte = 0; byte < size; byte++) {
      this.#values[offset + byte] = value === null ? UNKNOWN : Number((value >> BigInt(8 * byte)) & 0xffn);
    }
    this.#starts.fill(0, offset, offset + size);
    this.#starts[offset] = this.#starts[offset + size] = 1;
  }

  /** Something may have been written to some of these bytes. */
  forget(offset = 0, size = STACK_SIZE): void {
    this.#values.fill(UNKNOWN, offset, offset + size);
    for (let at = offset; at < offset + size; at += UNKNOWN_WIDTH) this.#starts[at] = 1;
    this.#starts[offset + size] = 1;
  }

  /** The `size` bytes at an offset in pieces, none of which crosses a word of 8 bytes counted from there. */
  pieces(offset: number, size: number): Piece[] {
    const pieces: Piece[] = [];
    for (let at = 0; at < size; ) {
      const room = Math.min(size - at, 8 - (at % 8));
      const piece = this.#constant(offset + at, room) ?? this.#load(offset + at, room);
      pieces.push(piece);
      at += piece.size;
    }
    return pieces;
  }

  #constant(offset: number, room: number): Piece | null {
    let size = 0;
    let value = 0n;
    for (; size < room && this.#values[offset + size] !== UNKNOWN; size++) {
      value |= BigInt(this.#values[offset + size]!) << BigInt(8 * size);
    }
    return size === 0 ? null : { kind: "constant", size, value };
  }

  #load(offset: number, room: number): Piece {
    let size = 1;
    while (size < room && !this.#starts[offset + size] && this.#values[offset + size] === UNKNOWN) size++;
    return { kind: "load", offset, size: size >= 8 ? 8 : size >= 4 ? 4 : size >= 2 ? 2 : 1 };
  }
}

/** What is known of a function's frame where it matters, by an instruction's index. */
export interface FrameContents {
  /** Before calls of helpers that read it. */
  calls: ReadonlyMap<number, Contents>;
  /** Of loads that are better done in several. */
  loads: ReadonlyMap<number, readonly Piece[]>;
}

/** Most pieces that are put together sooner than a load waits for their stores. */
const MAX_PIECES = 4;

/** Helpers whose arguments are gathered from the frame. */
const GATHERING = [
  "map_lookup_elem",
  "map_update_elem",
  "perf_event_output",
  "redirect_neigh",
  "skb_store_bytes",
];

export function findContents(
  source: Source,
  graph: ControlFlowGraph,
  known: readonly Registers[],
): FrameContents {
  const calls = new Map<number, Contents>();
  const loads = new Map<number, readonly Piece[]>();
  const gathers = ({ row, imm }: Decoded) =>
    row.form === "call" && row.target === "helper" && GATHERING.includes(helperById(imm)?.name ?? "");
  /** Where a load of several bytes is from the frame. */
  const loadsFrom = (insn: Decoded, registers: Registers): { offset: number; size: number } | null => {
    const { row } = insn;
    if (row.form !== "load" || row.size === 1 || row.signed || registers[insn.src]!.pointer !== "frame") {
      return null;
    }
    const plan = planAccess(source, insn, registers);
    return plan.kind === "frame" ? { offset: plan.offset, size: row.size } : null;
  };
  const { decoded } = source;

  const atStart: (Contents | undefined)[] = [new Contents()];
  const contents = new Contents();
  const pending = new Set([0]);
  for (const block of pending) {
    pending.delete(block);
    const { first, end, successors } = graph.blocks[block]!;
    contents.set(atStart[block]!);
    for (let index = first; index < end; index++) change(source, decoded[index]!, known[index]!, contents);
    for (const successor of successors) {
      const there = atStart[successor];
      if (there && !there.join(contents)) continue;
      atStart[successor] ??= new Contents().set(contents);
      pending.add(successor);
    }
  }
  for (const [block, { first, end }] of graph.blocks.entries()) {
    contents.set(atStart[block]!);
    for (let index = first; index < end; index++) {
      const insn = decoded[index]!;
      if (gathers(insn)) calls.set(index, new Contents().set(contents));
      const load = loadsFrom(insn, known[index]!);
      if (load) {
        const pieces = contents.pieces(load.offset, load.size);
        if (pieces.length <= MAX_PIECES && (pieces.length > 1 || pieces[0]!.kind === "constant")) {
          loads.set(index, pieces);
        }
      }
      change(source, insn, known[index]!, contents);
    }
  }
  return { calls, loads };
}

function change(source: Source, insn: Decoded, registers: Registers, contents: Contents): void {
  const { row, src, imm } = insn;
  switch (row.form) {
    case "store":
    case "atomic": {
      const plan = planAccess(source, insn, registers);
      if (mayBeStack(plan)) contents.forget();
      if (plan.kind !== "frame") return;
      const constant = row.form === "store" && row.source === "reg" ? registers[src]!.constant : null;
      const value =
        row.form === "store" && row.source === "imm"
          ? BigInt(imm)
          : constant?.framed
            ? null
            : (constant?.value ?? null);
      contents.store(plan.offset, row.size, value);
      return;
    }
    case "call": {
      if (row.target !== "helper") {
        contents.forget();
        return;
      }
      const helper = helperById(imm);
      const writes = helper?.arguments.some((kind) => isWritten(kind) || kind === "callback");
      if (!writes) return;
      const plan = planCall(source, insn, registers);
      const inline =
        plan.kind === "direct"
          ? planInline(source, plan, registers, contents, packetLength(source, insn))
          : null;
      if (inline?.kind === "load" && inline.to !== null) {
        let at = inline.to;
        for (const size of inline.sizes) {
          contents.store(at, size, null);
          at += size;
        }
        return;
      }
      const written = plan.kind === "direct" ? plan.written : null;
      const place = written ? registers[written.register]! : null;
      if (place?.pointer === "frame" && place.constant?.framed && written?.size) {
        contents.forget(Number(place.constant.value), written.size);
      } else if (place?.pointer !== "memory") contents.forget();
      return;
    }
    default:
  }
}
