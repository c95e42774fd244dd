/** What has to hold after every run, as a user states it. */
import { actionNames } from "../../spec/actions.ts";
import type { Context } from "../../spec/contexts.ts";
import type { ContextValues } from "../context.ts";
import { MachineError } from "../errors.ts";
import { isObject } from "../is-object.ts";
import type { InputOutcome } from "./executor.ts";
import { ExpressionError, PacketView, parseExpression, type Subject } from "./expression.ts";

/** What must hold of every run. */
export interface Invariant {
  name: string;
  /** Whether the run broke it. */
  broken(subject: Subject): boolean;
}

/** What a document says of one invariant. */
interface Statement {
  name: string;
  when?: string;
  always?: string;
  never?: string;
}

function fail(path: readonly (string | number)[], found: unknown, expected: string): never {
  const shown = typeof found === "object" ? "something else" : String(found);
  throw new MachineError("BAD_INVARIANTS", `${path.join(".") || "it"} should be ${expected}, not ${shown}`, {
    path,
    found: shown.slice(0, 200),
    expected,
  });
}

/**
 * `{ invariants: [{ name, when?, always | never }] }`: where `when` holds, `always` has to hold, or `never` not to.
 * Throws MachineError BAD_INVARIANTS with the `path` of what is wrong.
 */
export function readInvariants(document: unknown, context: Context): Invariant[] {
  if (!isObject(document)) fail([], document, "an object with invariants");
  for (const key of Object.keys(document))
    if (key !== "invariants") fail([key], key, "invariants, and nothing else");
  const list = document.invariants;
  if (!Array.isArray(list)) fail(["invariants"], list, "a list");
  const names = new Set<string>();
  const fields = context.fields.filter(({ kind }) => kind === "scalar").map(({ name }) => name);
  const verdicts = verdictsOf(context.programType);
  return list.map((item: unknown, i): Invariant => {
    const path = ["invariants", i];
    if (!isObject(item)) fail(path, item, "an object with name, when, and always or never");
    for (const [key, value] of Object.entries(item)) {
      if (!["name", "when", "always", "never"].includes(key))
        fail([...path, key], key, "name, when, always or never");
      if (typeof value !== "string") fail([...path, key], value, "a text");
    }
    const { name, when, always, never } = item as unknown as Statement;
    if (!name) fail([...path, "name"], name, "a text");
    if (names.has(name)) fail([...path, "name"], name, "another one than before");
    names.add(name);
    if ((always === undefined) === (never === undefined))
      fail(path, Object.keys(item), "one of always and never");
    const parse = (key: string, text: string) => {
      try {
        return parseExpression(text, verdicts, fields);
      } catch (error) {
        if (!(error instanceof ExpressionError)) throw error;
        return fail([...path, key], `${error.found} at ${error.at + 1}`, error.expected);
      }
    };
    const applies = when === undefined ? () => true : parse("when", when);
    const wanted = always !== undefined;
    const holds = always !== undefined ? parse("always", always) : parse("never", never!);
    return { name, broken: (subject) => applies(subject) && holds(subject) !== wanted };
  });
}

/** `OK` for TC_ACT_OK: names without what they all begin with, and with it. */
function verdictsOf(programType: string): Record<string, number> {
  const verdicts: Record<string, number> = {};
  for (const [name, value] of actionNames(programType)) {
    verdicts[name] = value;
    verdicts[name.replace(/^(TC_ACT|XDP)_/, "")] = value;
  }
  return verdicts;
}

/** Asks invariants about runs, one after the other. */
export class InvariantChecker {
  readonly #invariants: readonly Invariant[];
  readonly #subject: Subject = {
    in: new PacketView(),
    out: new PacketView(),
    retval: 0,
    redirectIfindex: 0,
    tailCalls: 0,
    ctx: {},
  };

  constructor(invariants: readonly Invariant[]) {
    this.#invariants = invariants;
  }

  get any(): boolean {
    return this.#invariants.length > 0;
  }

  /** The first that is broken, or null. A run that was stopped breaks none. */
  broken(data: Uint8Array, outcome: InputOutcome, ctx: ContextValues): Invariant | null {
    if (outcome.retval === null) return null;
    const subject = this.#subject;
    subject.in.set(data, data.length);
    subject.out.set(outcome.dataOut, outcome.dataOut.length);
    subject.retval = outcome.retval | 0;
    subject.redirectIfindex = outcome.redirectHelper ? outcome.redirectIfindex : 0;
    subject.tailCalls = outcome.tailCalls;
    subject.ctx = ctx;
    for (const invariant of this.#invariants) if (invariant.broken(subject)) return invariant;
    return null;
  }
}
