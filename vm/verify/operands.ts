/** Which of its operands an instruction's result is, or is the sum or the difference of: read once from the rows. */
import type { Algebra } from "../../spec/algebra.ts";
import { instructions } from "../../spec/isa.ts";
import { uniformReading } from "../../spec/readings.ts";

export type Origin = "dst" | "src" | "sum" | "difference" | "other";

const other = (): Origin => "other";
const origins: Algebra<Origin, Origin> = {
  ...uniformReading(other, other),
  add: (a, b) => (a === "dst" && b === "src" ? "sum" : "other"),
  sub: (a, b) => (a === "dst" && b === "src" ? "difference" : "other"),
  choose: (_condition, yes, no) => {
    const [a, b] = [yes(), no()];
    return a === b ? a : "other";
  },
};

const byRow: readonly Origin[] = instructions.map((row) =>
  row.form === "alu" ? row.meaning(origins, "dst", "src") : "other",
);

/** Of the arithmetic row with this index. */
export const originOf = (rowIndex: number): Origin => byRow[rowIndex]!;
