/** Chooses the operations that stand for several instructions: those that save the most dispatches over a corpus. */
import { atHandAfter, fusible, isInFrame } from "../../spec/operations.ts";
import type { Decoded } from "../../vm/structure.ts";

/** Programs that count as much as those of any other group. */
export type Corpus = readonly (readonly Decoded[])[];

export const MAX_PARTS = 4;

/** Instructions in a row, which are one operation. */
interface Unit {
  /** As `spec/fusions.ts` has it, of the instruction or of all of them. */
  text: string;
  parts: number;
  /** Whether another one may follow in the same operation. */
  open: boolean;
  from: number;
  /** What it is together with the next one, null if it cannot be; unset when that is not known. */
  pair?: string | null;
}

/**
 * Joins, again and again, the two neighbours that meet most often, as long as `count` is not reached. What is common in
 * several groups of programs goes before what is very common in one: a group counts with the square root of the share.
 * Returns the operations, those that are used most first and accesses to the frame last, and of which share of the
 * dispatches each group is rid.
 */
export function choose(groups: readonly Corpus[], count: number): { fusions: string[]; saved: number[] } {
  const sequences = groups.flatMap((programs, group) => {
    const weight = 1 / programs.reduce((sum, program) => sum + program.length, 0);
    return programs.map((program) => ({ program, group, weight, units: unitsOf(program) }));
  });
  const shares = () => new Map<string, number[]>();
  const add = (counts: Map<string, number[]>, text: string, group: number, weight: number) => {
    const own = counts.get(text);
    if (own) own[group]! += weight;
    else
      counts.set(
        text,
        Array.from(groups, (_, i) => (i === group ? weight : 0)),
      );
  };
  const frameAccesses = new Set(
    sequences.flatMap(({ units }) => units.map(({ text }) => text).filter((text) => text.endsWith(" f"))),
  );
  const chosen = new Set<string>();
  for (;;) {
    const used = shares();
    const pairs = shares();
    for (const { program, group, weight, units } of sequences) {
      for (const [i, unit] of units.entries()) {
        if (unit.parts > 1) add(used, unit.text, group, weight * (unit.parts - 1));
        const text = pairAt(program, units, i);
        if (text) add(pairs, text, group, weight);
      }
    }
    // What has been joined further is not used any more.
    for (const text of chosen) if (!used.has(text)) chosen.delete(text);
    let best = "";
    for (const [text, own] of pairs) if (best === "" || score(own) > score(pairs.get(best)!)) best = text;
    if (best === "" || (chosen.size >= count && !chosen.has(best))) {
      const order = (text: string) => score(used.get(text)!);
      const fusions = [...chosen].sort((a, b) => order(b) - order(a) || (a < b ? -1 : 1));
      fusions.push(...[...frameAccesses].sort());
      endWithJump(fusions);
      return { fusions, saved: groups.map((programs) => savedIn(programs, sequences)) };
    }
    chosen.add(best);
    for (const sequence of sequences) sequence.units = join(sequence.units, best);
  }
}

/**
 * V8 places the end of the loop's last case before the loop's head, at the beginning of a line of the instruction cache. The few
 * bytes of a jump leave the head, which every dispatch goes through, in the same line.
 */
function endWithJump(fusions: string[]): void {
  const last = fusions.findLastIndex((text) => /; j[a-z]+(32|64)_\w+[^;]*$/.test(text));
  fusions.push(...fusions.splice(last, 1));
}

const score = (shares: readonly number[]): number => shares.reduce((sum, share) => sum + Math.sqrt(share), 0);

function savedIn(
  programs: Corpus,
  sequences: readonly { program: readonly Decoded[]; units: Unit[] }[],
): number {
  const own = new Set(programs);
  let [instructions, dispatches] = [0, 0];
  for (const { program, units } of sequences) {
    if (!own.has(program)) continue;
    instructions += program.length;
    dispatches += units.length;
  }
  return 1 - dispatches / instructions;
}

function unitsOf(program: readonly Decoded[]): Unit[] {
  return program.map(({ row, dst, src, off }, from) => ({
    text: isInFrame(row, dst, src, off) ? `${row.name} f` : row.name,
    parts: 1,
    open: fusible(row) === "anywhere",
    from,
  }));
}

/** The text of two neighbours as one, or null where they cannot be. */
function joined(program: readonly Decoded[], first: Unit, second: Unit): string | null {
  const parts = first.parts + second.parts;
  if (!first.open || parts > MAX_PARTS) return null;
  const texts: string[] = [];
  let atHand: number | null = null;
  for (let i = first.from; i < first.from + parts; i++) {
    const { row, dst, src, off } = program[i]!;
    if (fusible(row) === "no") return null;
    const said = [
      ...(i > first.from && row.operands.includes("dst") && dst === atHand ? ["d"] : []),
      ...(i > first.from && row.operands.includes("src") && src === atHand ? ["s"] : []),
      ...(isInFrame(row, dst, src, off) ? ["f"] : []),
    ];
    texts.push([row.name, ...said].join(" "));
    atHand = atHandAfter(row, dst, atHand);
  }
  return texts.join("; ");
}

function pairAt(program: readonly Decoded[], units: readonly Unit[], i: number): string | null {
  const [unit, next] = [units[i]!, units[i + 1]];
  if (unit.pair === undefined) unit.pair = next ? joined(program, unit, next) : null;
  return unit.pair;
}

function join(units: Unit[], text: string): Unit[] {
  if (!units.some(({ pair }) => pair === text)) return units;
  const result: Unit[] = [];
  for (let i = 0; i < units.length; i++) {
    const unit = units[i]!;
    if (unit.pair !== text) {
      result.push(unit);
      continue;
    }
    const next = units[++i]!;
    // The one before has another neighbour now.
    delete result.at(-1)?.pair;
    result.push({ text, parts: unit.parts + next.parts, open: next.open, from: unit.from });
  }
  return result;
}
