/** Inputs that took ways no other took, and which of them to go on with. */
import type { FuzzInput } from "./input.ts";
import type { Random } from "./random.ts";

export interface Entry {
  input: FuzzInput;
  /** Indices in what was seen, of the edges that it passes. */
  edges: readonly number[];
  /** How often it was chosen. */
  chosen: number;
  /** Whether it is the shortest that passes some edge. */
  favoured: boolean;
  /** Whether its packet is of the kind that the campaign is about. */
  focused: boolean;
}

/** How many are compared when one is chosen. */
const CANDIDATES = 6;

export class Corpus {
  readonly entries: Entry[] = [];
  /** Of each edge, the shortest entry that passes it, and how many do. */
  readonly #best: (Entry | undefined)[] = [];
  readonly #passedBy: number[] = [];

  add(input: FuzzInput, edges: readonly number[], focused: boolean): Entry {
    const entry: Entry = { input, edges, chosen: 0, favoured: false, focused };
    this.entries.push(entry);
    const replaced = new Set<Entry>();
    for (const edge of edges) {
      this.#passedBy[edge] = (this.#passedBy[edge] ?? 0) + 1;
      const best = this.#best[edge];
      if (best && best.input.data.length <= input.data.length) continue;
      if (best) replaced.add(best);
      this.#best[edge] = entry;
      entry.favoured = true;
    }
    for (const old of replaced) old.favoured = old.edges.some((edge) => this.#best[edge] === old);
    return entry;
  }

  /** One to go on with: rarely chosen before, the shortest on some edge, through edges that few pass. */
  choose(random: Random): Entry {
    let best: Entry | null = null;
    let bestScore = -1;
    for (let i = 0; i < CANDIDATES; i++) {
      const entry = random.pick(this.entries);
      const score = this.#score(entry);
      if (score > bestScore) {
        best = entry;
        bestScore = score;
      }
    }
    best!.chosen++;
    return best!;
  }

  #score({ chosen, favoured, focused, edges }: Entry): number {
    let rarest = Number.POSITIVE_INFINITY;
    for (const edge of edges) rarest = Math.min(rarest, this.#passedBy[edge]!);
    return ((favoured ? 4 : 1) * (focused ? 4 : 1) * (rarest < 4 ? 2 : 1)) / (1 + chosen);
  }
}
