/** `--env FILE`: an environment in YAML or JSON; what is wrong in it has a line. */
import { type Environment, MachineError, readEnvironment } from "../vm/index.ts";
import { YamlFile } from "./yaml-file.ts";

/** Throws CliError BAD_ENVIRONMENT. */
export function parseEnvironment(bytes: Uint8Array, file: string): Environment {
  const yaml = new YamlFile(bytes, file, "BAD_ENVIRONMENT");
  return checkedEnvironment(yaml, yaml.value, []);
}

/** What lies at `path` of the file, as an environment. Throws the file's CliError. */
export function checkedEnvironment(
  yaml: YamlFile,
  value: unknown,
  path: readonly (string | number)[],
): Environment {
  try {
    readEnvironment(value);
  } catch (error) {
    if (!(error instanceof MachineError)) throw error;
    yaml.fail([...path, ...(error.fields.path ?? [])], error.message, error);
  }
  return value as Environment;
}
