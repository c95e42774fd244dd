/** Runs an input in several machines that have to agree: what they do not agree on is a finding. */
import type { Collection } from "../collection.ts";
import { type Difference, runDifferences, stateDifferences } from "../compare.ts";
import type { ContextValues } from "../context.ts";
import { MachineError } from "../errors.ts";
import type { Machine } from "../machine.ts";
import type { RunResult } from "../program.ts";
import type { FuzzInput } from "./input.ts";
import { applyScene } from "./scene.ts";

export interface Party {
  /** `interpreter`, `jit`, `kernel`; `stack`: compiled, with other bytes in stack that nobody wrote. */
  name: "interpreter" | "jit" | "kernel" | "stack";
  machine: Machine;
  collection: Collection;
}

export interface Disagreement {
  /** Who differs from the interpreter. */
  party: Party["name"];
  differences: Difference[];
}

export class Judge {
  readonly #parties: readonly Party[];
  readonly #program: string;
  readonly #ctx: ContextValues;
  readonly #marks: Map<Party, number>;

  /** The first party is the one that the others are compared with. */
  constructor(parties: readonly Party[], program: string, ctx: ContextValues) {
    this.#parties = parties;
    this.#program = program;
    this.#ctx = ctx;
    this.#marks = new Map(parties.map((party) => [party, party.machine.snapshot()]));
  }

  /** Null when all agree, or the input cannot be run by all of them. */
  ask(input: FuzzInput): Disagreement | null {
    const [first, ...others] = this.#parties;
    if (!first) return null;
    const wanted = this.#run(first, input);
    let disagreement: Disagreement | null = null;
    for (const party of others) {
      if (disagreement === null && wanted !== null) {
        const found = this.#run(party, input);
        const differences =
          found === null
            ? []
            : [...runDifferences(wanted, found), ...stateDifferences(first.collection, party.collection)];
        if (differences.length > 0) disagreement = { party: party.name, differences };
      }
      party.machine.restore(this.#marks.get(party)!);
    }
    first.machine.restore(this.#marks.get(first)!);
    return disagreement;
  }

  /** The run of the first party alone, with whatever it observes. */
  run(input: FuzzInput): RunResult | null {
    const [first] = this.#parties;
    const result = this.#run(first!, input);
    first!.machine.restore(this.#marks.get(first!)!);
    return result;
  }

  #run({ collection }: Party, { data, linear, ctx, scene }: FuzzInput): RunResult | null {
    try {
      applyScene(collection, scene.elements);
      return collection.program(this.#program).run({
        data,
        ...(linear > 0 && { linear: Math.min(linear, data.length) }),
        ctx: { ...this.#ctx, ...ctx },
      });
    } catch (error) {
      // What one of them does not take says nothing.
      if (error instanceof MachineError) return null;
      throw error;
    }
  }
}
