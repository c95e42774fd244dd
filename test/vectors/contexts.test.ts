import { describe, expect, it } from "vitest";
import { type Context, contexts, fieldFor, socketPointer } from "../../spec/contexts.ts";
import { Machine } from "../../vm/index.ts";
import { engines } from "../differential/subject.ts";
import { CONTEXTS, type ContextVectorFile, type Shown, shownBy } from "./context-vectors.ts";
import { readJson } from "./files.ts";

const { accesses, shown } = readJson<ContextVectorFile>(CONTEXTS);
const WIDTHS = [1, 2, 4, 8];
const structures: [string, Pick<Context, "fields" | "size">][] = [
  ...contexts.map((context): [string, Context] => [context.programType, context]),
  ["socket", socketPointer],
];

describe.each(structures)("the fields of %s", (name, context) => {
  it("may be accessed as Linux's verifier says", () => {
    const ours = Object.fromEntries(
      Array.from({ length: context.size }, (_, offset) => {
        const widths = (write: boolean) => WIDTHS.filter((width) => fieldFor(context, offset, width, write));
        return [String(offset), { loads: widths(false), stores: widths(true) }] as const;
      }).filter(([, { loads, stores }]) => loads.length + stores.length > 0),
    );
    const linux = Object.entries(accesses[name]!).map(([offset, { loads, stores }]) => [
      offset,
      { loads, stores },
    ]);
    expect(ours).toEqual(Object.fromEntries(linux));
  });

  it("have as many bytes as Linux keeps of them", () => {
    const numbers = context.fields.filter(({ kind, read, size }) => kind === "scalar" && read && size <= 8);
    expect(numbers.map(({ name: field, kept }) => [field, kept])).toEqual(
      numbers.map(({ name: field, offset }) => [field, accesses[name]![offset]!.kept]),
    );
  });
});

describe.each(engines)("fields of contexts show and keep what Linux's do: %s", (engine) => {
  it.each([
    ["where the offset is known before", false],
    ["where it is not", true],
  ])("%s", async (_name, hidden) => {
    using machine = await Machine.create({ engine });
    const ours = shownBy(machine, accesses, hidden);
    // What Linux shows no number for are pointers.
    const compared = Object.entries(shown).map(([type, numbers]) => {
      const entries = Object.entries(ours[type]!).filter(([access]) => Object.hasOwn(numbers, access));
      return [type, Object.fromEntries(entries)] as [string, Shown];
    });
    expect(Object.fromEntries(compared)).toEqual(shown);
  });
});
