/** `--invariants FILE`: what has to hold after every run, in YAML; what is wrong in it has a line. */
import { contextOf, MachineError, type ProgramSpec, readInvariants } from "../../vm/index.ts";
import { YamlFile } from "../yaml-file.ts";

/** The document, which `readInvariants` takes. Throws CliError BAD_INVARIANTS. */
export function parseInvariants(bytes: Uint8Array, file: string, program: ProgramSpec): unknown {
  const yaml = new YamlFile(bytes, file, "BAD_INVARIANTS");
  try {
    readInvariants(yaml.value, contextOf(program));
  } catch (error) {
    if (!(error instanceof MachineError)) throw error;
    yaml.fail(error.fields.path ?? [], error.message, error);
  }
  return yaml.value;
}
