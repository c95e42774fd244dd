/**
 * What the bytes of a function's stack frame hold where they are handed to a helper: constants, and in which widths
 * the rest was stored. A processor forwards a store to a load that it contains; a wider load has to wait until the
 * store has left for the cache (12 to 15 cycles). So keys are gathered in the widths in which they were stored.
 */
import { STACK_SIZE } from "../../spec/encoding.ts";
import { helperById } from "../../spec/helpers.ts";
import type { ControlFlowGraph } from "../cfg.ts";
import type { Decoded } from "../structure.ts";
import type { Registers } from "./known.ts";
import { mayBeStack } from "./live.ts";
import { planAccess } from "./plan-access.ts";
import { planCall } from "./plan-call.ts";
import { planInline } from "./plan-inline.ts";
import type { Source } from "./source.ts";

/** A run of bytes: known ones (little-endian), or a load at an offset of the frame. */
export type Piece =
  | { kind: "constant"; size: number; value: bigint }
  | { kind: "load"; offset: number; size: 1 | 2 | 4 | 8 };

const UNKNOWN = -1;

/** Of each byte of a frame: its value, and the store that it comes from, where these are known on every way. */
export class Contents {
  readonly #values = new Int16Array(STACK_SIZE).fill(UNKNOWN);
  /** Offset of the store's first byte, times 16, plus its size. */
  readonly #stores = new Int16Array(STACK_SIZE).fill(UNKNOWN);

  /** Becomes a copy of another. */
  set(other: Contents): this {
    this.#values.set(other.#values);
    this.#stores.set(other.#stores);
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
      if (this.#stores[at] !== UNKNOWN && this.#stores[at] !== other.#stores[at]) {
        this.#stores[at] = UNKNOWN;
        less = true;
      }
    }
    return less;
  }

  store(offset: number, size: number, value: bigint | null): void {
    for (let byte = 0; byte < size; byte++) {
      this.#values[offset + byte] = value === null ? UNKNOWN : Number((value >> BigInt(8 * byte)) & 0xffn);
      this.#stores[offset + byte] = offset * 16 + size;
    }
  }

  forget(offset = 0, size = STACK_SIZE): void {
    this.#values.fill(UNKNOWN, offset, offset + size);
    this.#stores.fill(UNKNOWN, offset, offset + size);
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
    const store = this.#stores[offset]!;
    let size = 1;
    // As far as the same store goes; where nothing is known, at most as wide as most stores.
    const limit = store === UNKNOWN ? Math.min(room, 4) : room;
    while (size < limit && this.#stores[offset + size] === store && this.#values[offset + size] === UNKNOWN)
      size++;
    return { kind: "load", offset, size: size >= 8 ? 8 : size >= 4 ? 4 : size >= 2 ? 2 : 1 };
  }
}

/** Helpers whose arguments are gathered from the frame. */
const GATHERING = ["map_lookup_elem", "skb_store_bytes"];

/** The contents before each call that gathers from them, by the instruction's index. */
export function findContents(
  source: Source,
  graph: ControlFlowGraph,
  known: readonly Registers[],
): Map<number, Contents> {
  const found = new Map<number, Contents>();
  const gathers = ({ row, imm }: Decoded) =>
    row.form === "call" && row.target === "helper" && GATHERING.includes(helperById(imm)?.name ?? "");
  const { decoded } = source;
  if (!graph.blocks.some(({ first, end }) => decoded.slice(first, end).some(gathers))) return found;

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
      if (gathers(insn)) found.set(index, new Contents().set(contents));
      change(source, insn, known[index]!, contents);
    }
  }
  return found;
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
      const writes = helper?.arguments.some(
        (kind) => kind === "memory_out" || kind === "memory_inout" || kind === "callback",
      );
      if (!writes) return;
      const plan = planCall(source, insn, registers);
      const inline = plan.kind === "direct" ? planInline(plan, registers, contents) : null;
      if (inline?.kind === "load") {
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
      } else contents.forget();
      return;
    }
    default:
  }
}
