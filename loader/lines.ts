import { INSN_SIZE } from "../spec/encoding.ts";
import type { Bytes, StringTable } from "./bytes.ts";
import type { LineInfo } from "./specs.ts";

/**
 * Where the instructions of a code section come from. The records were checked; their texts, most of what an object
 * says, are read when somebody asks for them.
 */
export class SectionLines {
  readonly #file: Bytes;
  readonly #strings: StringTable;
  /** Where the records are, in the order of their instructions. */
  readonly #places: readonly number[];

  /** `places` are those of the section's records in `file`. */
  constructor(file: Bytes, strings: StringTable, places: number[]) {
    this.#file = file;
    this.#strings = strings;
    let isSorted = true;
    for (let i = 0, last = 0; i < places.length; i++) {
      const offset = file.u32(places[i]!);
      isSorted &&= offset >= last;
      last = offset;
    }
    this.#places = isSorted ? places : places.sort((a, b) => file.u32(a) - file.u32(b));
  }

  /** Index of the first record for an instruction at or behind this one. */
  indexOf(insn: number): number {
    let low = 0;
    let high = this.#places.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#insnAt(middle) < insn) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The records from index `from` to before `to`, with `distance` added to the instructions. */
  read(from: number, to: number, distance: number): LineInfo[] {
    const lines: LineInfo[] = [];
    for (let index = from; index < to; index++) {
      const at = this.#places[index]!;
      const position = this.#file.u32(at + 12);
      lines.push({
        insn: this.#insnAt(index) + distance,
        file: this.#strings.at(this.#file.u32(at + 4)),
        line: position >>> 10,
        column: position & 0x3ff,
        text: this.#strings.at(this.#file.u32(at + 8)),
      });
    }
    return lines;
  }

  #insnAt(index: number): number {
    return this.#file.u32(this.#places[index]!) / INSN_SIZE;
  }
}
