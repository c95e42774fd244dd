import type { CollectionSpec, ProgramSpec } from "../vm/index.ts";
import { CliError } from "./errors.ts";
import { nearest } from "./nearest.ts";

/** The program that PROG names: a function, or a section that holds exactly one program. */
export function findProgram({ programs }: CollectionSpec, file: string, name: string): ProgramSpec {
  const named = programs.get(name);
  if (named) return named;
  const all = [...programs.values()];
  const [first, ...others] = all.filter(({ section }) => section === name);
  if (first && others.length === 0) return first;
  if (first) {
    throw new CliError("AMBIGUOUS_SECTION", {
      name,
      file,
      candidates: [first, ...others].map((p) => p.name),
    });
  }
  const sections = all.map(({ section }) => section);
  const near = nearest(name, new Set([...programs.keys(), ...sections]));
  const candidates = near.length > 0 ? near : [...programs.keys()];
  throw new CliError("NO_SUCH_PROGRAM", {
    name,
    file,
    candidates,
    expected: near.length > 0 ? "near" : "all",
  });
}
