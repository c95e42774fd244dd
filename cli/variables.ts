import { readFileSync } from "node:fs";
import { EndpointError, endpointVariables } from "../cilium/index.ts";
import type { CollectionSpec } from "../vm/index.ts";
import { parseDump } from "./dump-json.ts";
import { CliError } from "./errors.ts";
import { systemReason } from "./messages.ts";
import { nearest } from "./nearest.ts";
import { FROM_FILE } from "./options.ts";

/**
 * Sets variables by name, and from an endpoint's state those that the object has. Throws CliError NO_SUCH_VARIABLE,
 * UNREADABLE, NOT_JSON or BAD_ENDPOINT, or LoadError BAD_VALUE.
 */
export function setVariables(
  { variables }: CollectionSpec,
  file: string,
  assignments: readonly (readonly [name: string, value: string | Uint8Array])[],
): void {
  for (const [name, value] of assignments) {
    if (name === FROM_FILE) {
      const known = [...readEndpoint(String(value))].filter(([name]) => variables.has(name));
      if (known.length === 0) {
        throw new CliError("BAD_ENDPOINT", {
          name: String(value),
          file,
          found: "nothing that the object asks for",
        });
      }
      for (const [name, own] of known) variables.get(name)!.set(own);
      continue;
    }
    const variable = variables.get(name);
    if (!variable) {
      throw new CliError("NO_SUCH_VARIABLE", { name, file, candidates: nearest(name, variables.keys()) });
    }
    variable.set(value);
  }
}

function readEndpoint(file: string): ReturnType<typeof endpointVariables> {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new CliError("UNREADABLE", { name: file, found: systemReason(error) }, { cause: error });
  }
  try {
    return endpointVariables(parseDump(text, file));
  } catch (error) {
    if (!(error instanceof EndpointError)) throw error;
    throw new CliError("BAD_ENDPOINT", { name: file, found: error.message }, { cause: error });
  }
}
