/** What is written of a program, by instruction slot: the instruction, its line of C, its function. */
import type { LineInfo, ProgramSpec } from "../loader/index.ts";
import { disassembleAt, type RawInstruction, readInstruction } from "./disassembler.ts";

export class ProgramText {
  readonly spec: ProgramSpec;
  readonly #instructions: RawInstruction[] = [];
  readonly #texts: string[] = [];

  constructor(spec: ProgramSpec) {
    this.spec = spec;
  }

  instruction(pc: number): RawInstruction {
    this.#instructions[pc] ??= readInstruction(this.spec.instructions, pc);
    return this.#instructions[pc]!;
  }

  /** As the disassembler writes it. */
  text(pc: number): string {
    this.#texts[pc] ??= disassembleAt(this.spec, pc);
    return this.#texts[pc]!;
  }

  /** Null in an object without line information, and for the compiler's own code. */
  line(pc: number): LineInfo | null {
    const line = lastBefore(this.spec.lines, pc);
    return line && line.line > 0 ? line : null;
  }

  functionAt(pc: number): string {
    return lastBefore(this.spec.functions, pc)?.name ?? this.spec.name;
  }
}

/** The texts of programs, each of which is read once. */
export class ProgramTexts {
  readonly #texts = new Map<ProgramSpec, ProgramText>();

  of(spec: ProgramSpec): ProgramText {
    let text = this.#texts.get(spec);
    if (!text) {
      text = new ProgramText(spec);
      this.#texts.set(spec, text);
    }
    return text;
  }
}

/** The last of the items, which are in the order of `insn`, that begins at or before the instruction. */
function lastBefore<T extends { insn: number }>(items: readonly T[], insn: number): T | null {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (items[middle]!.insn <= insn) low = middle + 1;
    else high = middle;
  }
  return items[low - 1] ?? null;
}
