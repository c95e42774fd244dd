/** Functions that a helper calls back: for every element of an array, or so many times. */
import { helpers } from "../../spec/helpers.ts";
import { type AluRow, instructions } from "../../spec/isa.ts";
import type { Piece, Subprogram } from "./program.ts";
import type { Random } from "./random.ts";
import { mapIndex, STACK_AREA } from "./scene.ts";

/** Arithmetic whose operands are registers: nothing of it is refused for what an immediate is. */
const rows = instructions.filter(
  (row): row is AluRow => row.form === "alu" && row.source === "reg" && !row.name.startsWith("mov"),
);
const idOf = (name: string): number => helpers.find((row) => row.name === name)!.id;
const NAME = "callback";
/** Words of an array's value, and of the caller's stack. */
const VALUE_WORDS = 8;
const STACK_WORDS = STACK_AREA / 8;

export interface Callback {
  /** Clobbers what a call clobbers, and nothing else but the program's stack. */
  call: Piece;
  fn: Subprogram;
  /** Lines that every run executes. */
  certain: readonly string[];
}

export function callback(random: Random): Callback {
  const each = random.chance(0.5);
  const certain = [
    ...(each ? [`lddw_map_fd %r1, ${mapIndex("array")}`] : [`mov64_imm %r1, ${random.between(0, 5)}`]),
    `lddw_func %r2, ${NAME}`,
    "mov64_reg %r3, %r10",
    `add64_imm %r3, -${STACK_AREA}`,
    "mov64_imm %r4, 0",
    `call_helper ${idOf(each ? "for_each_map_elem" : "loop")}`,
    `stxdw [%r10-${8 * random.between(1, STACK_WORDS)}], %r0`,
  ];
  // It is given map, key, value and stack, or an index and the stack.
  const stack = each ? 4 : 2;
  const word = (register: number, words: number) => `[%r${register}+${8 * random.below(words)}]`;
  const line = (text: string): Piece => ({ parts: [text] });
  const body = [
    line(`ldxdw %r0, ${word(stack, STACK_WORDS)}`),
    ...(each ? [line(`ldxdw %r1, ${word(3, VALUE_WORDS)}`)] : []),
    ...Array.from({ length: random.between(1, 5) }, () => {
      const [dst, src] = random.pick([
        [0, 1],
        [1, 0],
      ] as const);
      return line(`${random.pick(rows).name} %r${dst}, %r${src}`);
    }),
    line(`stxdw ${word(stack, STACK_WORDS)}, %r0`),
    ...(each ? [line(`stxdw ${word(3, VALUE_WORDS)}, %r1`)] : []),
  ];
  // With 1 it is called no more.
  const last = random.chance(0.3) ? "and64_imm %r0, 1" : "mov64_imm %r0, 0";
  return {
    call: { parts: certain },
    fn: {
      name: NAME,
      head: each ? ["mov64_imm %r0, 0", "mov64_imm %r1, 0"] : ["mov64_imm %r0, 0"],
      body,
      tail: [last, "exit"],
    },
    certain,
  };
}
