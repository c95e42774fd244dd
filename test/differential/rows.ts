/** For each arithmetic row, jump and legacy packet load a program that tries it on numbers at which things change. */
import { type AluRow, type Instruction, instructions, type JumpRow } from "../../spec/isa.ts";
import { mapIndex } from "./scene.ts";

const NUMBERS = [0n, 1n, 2n, 7n, 31n, 0x7fn, 0x80n, 0xffffn, 0x7fff_ffffn, 0x8000_0000n, 0xffff_ffffn].concat(
  [0x1_0000_0000n, 0x7fff_ffff_ffff_ffffn, 1n << 63n, -1n, -2n, -7n, 0x0123_4567_89ab_cdefn],
);
const IMMEDIATES = [0, 1, 2, 7, 31, 127, 128, 0xffff, 0x7fff_ffff, -0x8000_0000, -1, -2, -7];
const OFFSETS = [0, 1, 6, 13, 14, 23, 30];

/** What came out goes into r7, so that every result counts. */
const GATHER = ["mul64_imm %r7, 31", "xor64_reg %r7, %r2"];
const constant = (register: number, value: bigint) =>
  `lddw %r${register}, 0x${BigInt.asUintN(64, value).toString(16)}`;

/** The programs, by the names of the rows. */
export function rowPrograms(): ReadonlyMap<string, string> {
  return new Map(
    instructions.flatMap((row) => {
      const body = bodyOf(row);
      if (body === null) return [];
      const lines = [
        "main:",
        "mov64_reg %r6, %r1",
        "mov64_imm %r7, 1",
        ...body,
        `lddw_map_value %r1, ${mapIndex("result")}`,
        "stxdw [%r1+56], %r7",
        "mov64_reg %r0, %r7",
        "exit",
      ];
      return [[row.name, `${lines.join("\n")}\n`] as const];
    }),
  );
}

function bodyOf(row: Instruction): string[] | null {
  switch (row.form) {
    case "alu":
      return NUMBERS.flatMap((d) =>
        sourcesOf(row).flatMap(([before, source]) => [
          constant(2, d),
          ...before,
          `${row.name} %r2${source}`,
          ...GATHER,
        ]),
      );
    case "jump":
      return NUMBERS.flatMap((d, i) =>
        sourcesOf(row).flatMap(([before, source], j) => [
          constant(2, d),
          ...before,
          `${row.name} %r2${source}, taken_${i}_${j}`,
          "add64_imm %r7, 1",
          `taken_${i}_${j}:`,
          "mul64_imm %r7, 31",
        ]),
      );
    case "packet_load":
      return OFFSETS.flatMap((offset) => [
        ...(row.source === "reg" ? ["mov64_imm %r2, 3"] : []),
        `${row.name} ${row.source === "reg" ? "%r2, " : ""}${offset}`,
        "mul64_imm %r7, 31",
        "xor64_reg %r7, %r0",
      ]);
    default:
      return null;
  }
}

/** What comes before the instruction, and how its source is written. */
function sourcesOf({ name, source, width }: AluRow | JumpRow): [before: string[], text: string][] {
  if (source === "none") return [[[], ""]];
  if (source === "reg") return NUMBERS.map((s) => [[constant(3, s)], ", %r3"]);
  const shifts = /^a?[lr]sh/.test(name);
  // The kernel refuses shifts by too much and divisions by a constant zero.
  const divides = /^s?(div|mod)/.test(name);
  return IMMEDIATES.filter((imm) => (shifts ? imm >= 0 && imm < width : !divides || imm !== 0)).map((imm) => [
    [],
    `, ${imm}`,
  ]);
}
