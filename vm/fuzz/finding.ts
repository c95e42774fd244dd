/** What a fuzzer found wrong, and what makes two findings the same. */
import type { Difference } from "../compare.ts";
import type { Trap } from "../trap.ts";
import type { FuzzInput } from "./input.ts";
import type { Disagreement } from "./judge.ts";

/** What is wrong with a run. */
export type Wrong =
  /** The run was stopped; BUDGET says that it would not have ended soon. */
  | { kind: "trap"; trap: Trap }
  /** Programs tail-called each other until the limit; the last of them. */
  | { kind: "tail_calls"; program: string }
  | { kind: "invariant"; name: string }
  /** The result depends on stack that was read before it was written. */
  | { kind: "stack"; differences: Difference[] }
  /** Engines do not agree. */
  | { kind: "engines"; party: Disagreement["party"]; differences: Difference[] };

/** What is wrong, and the smallest input it was seen with. */
export type Finding = Wrong & {
  /** Equal for what is wrong in the same place. */
  key: string;
  input: FuzzInput;
  /** Inputs that had been run when it was found. */
  executions: number;
  /** How often it was met. */
  times: number;
};

export function keyOf(wrong: Wrong): string {
  switch (wrong.kind) {
    case "trap":
      return `trap ${wrong.trap.code} ${wrong.trap.program} ${wrong.trap.pc}`;
    case "tail_calls":
      return `tail calls ${wrong.program}`;
    case "invariant":
      return `invariant ${wrong.name}`;
    case "stack":
    case "engines": {
      const what = wrong.differences.map(({ what, name }) => `${what} ${name ?? ""}`);
      return `${wrong.kind === "stack" ? "stack" : wrong.party} ${[...new Set(what)].sort()[0]}`;
    }
  }
}
