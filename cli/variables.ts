import type { CollectionSpec } from "../vm/index.ts";
import { CliError } from "./errors.ts";
import { nearest } from "./nearest.ts";

/** Throws CliError NO_SUCH_VARIABLE, or LoadError BAD_VALUE. */
export function setVariables(
  { variables }: CollectionSpec,
  file: string,
  assignments: readonly (readonly [name: string, value: string | Uint8Array])[],
): void {
  for (const [name, value] of assignments) {
    const variable = variables.get(name);
    if (!variable) {
      throw new CliError("NO_SUCH_VARIABLE", { name, file, candidates: nearest(name, variables.keys()) });
    }
    variable.set(value);
  }
}
