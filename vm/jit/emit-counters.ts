/** What compiled code notes about its own run where the source asks for it; where it does not, nothing is emitted. */
import { OPERANDS } from "../../spec/layout.ts";
import { CallEmitter } from "./emit-call.ts";
import type { Place } from "./emitter.ts";
import type { Emit } from "./reading.ts";

/** Largest value of a counter: it stays there. */
const SATURATED = 255;

export class CountingEmitter extends CallEmitter {
  /** Whether the ways out of a block are counted: it ends with a conditional jump. */
  protected countsEdge(block: number): boolean {
    return this.source.instrumentation !== null && this.parts.graph.blocks[block]!.successors.length === 2;
  }

  /** Counts the way that the present instruction, a conditional jump, takes to a successor. */
  protected countEdge(successor: number): void {
    const { edges } = this.source.instrumentation!;
    this.#count(edges.point(this.insn.pc, successor));
  }

  /** Counts that the function was entered. */
  protected countEntry(): void {
    const { graph } = this.parts;
    const first = this.source.decoded[graph.blocks[0]!.first]!;
    if (this.source.instrumentation) this.#count(this.source.instrumentation.edges.entry(first.pc));
  }

  protected override tailCall(): void {
    super.tailCall();
    if (this.source.instrumentation) this.#count(this.source.instrumentation.edges.point(this.insn.pc));
  }

  /** Keeps what the present instruction compares. */
  protected noteOperands(width: 32 | 64, left: Emit, right: Emit): void {
    const { code } = this;
    const { instrumentation } = this.source;
    if (!instrumentation || instrumentation.comparisons === null) return;
    const number = instrumentation.edges.comparison(this.insn.pc);
    const at = instrumentation.comparisons + number * OPERANDS.SIZE;
    for (const [operand, emit] of [
      [OPERANDS.LEFT, left],
      [OPERANDS.RIGHT, right],
    ] as const) {
      code.i32(0);
      emit();
      if (width === 32) code.op("i64.extend_i32_u");
      code.access("i64.store", at + operand);
    }
  }

  /** Fills 16 bytes of the frame with what unwritten stack holds. */
  protected fillFrame({ base, offset }: Place): void {
    const { code } = this;
    const pattern = BigInt(this.source.instrumentation!.frameFill) * 0x0101_0101_0101_0101n;
    for (const at of [0, 8]) {
      base();
      code.i64(pattern);
      code.access("i64.store", offset + at);
    }
  }

  #count(point: number): void {
    const { code } = this;
    const at = this.source.instrumentation!.counters + point;
    code.i32(0);
    code.i32(0);
    code.access("i32.load8_u", at);
    code.tee(this.countLocal);
    code.get(this.countLocal);
    code.i32(SATURATED);
    code.op("i32.lt_u");
    code.op("i32.add");
    code.access("i32.store8", at);
  }
}
