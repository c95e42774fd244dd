/** `--env FILE`: an environment in YAML or JSON; what is wrong in it has a line. */
import { type Document, isNode, LineCounter, parseDocument } from "yaml";
import { type Environment, MachineError, readEnvironment } from "../vm/index.ts";
import { CliError } from "./errors.ts";

/** Throws CliError BAD_ENVIRONMENT. */
export function parseEnvironment(bytes: Uint8Array, file: string): Environment {
  const lines = new LineCounter();
  // Cookies have 64 bits.
  const document = parseDocument(new TextDecoder().decode(bytes), { intAsBigInt: true, lineCounter: lines });
  const [syntax] = document.errors;
  if (syntax) {
    const { line } = lines.linePos(syntax.pos[0]);
    throw new CliError("BAD_ENVIRONMENT", {
      file,
      line,
      found: syntax.message.split("\n")[0]!.replace(/ at line.*/, ""),
    });
  }
  let value: unknown;
  try {
    value = document.toJS() ?? {};
    readEnvironment(value);
  } catch (error) {
    // Aliases that would make it much larger than the file.
    if (error instanceof ReferenceError) {
      throw new CliError("BAD_ENVIRONMENT", { file, line: 1, found: error.message }, { cause: error });
    }
    if (!(error instanceof MachineError)) throw error;
    const line = lineOf(document, error.fields.path ?? [], lines);
    throw new CliError("BAD_ENVIRONMENT", { file, line, found: error.message }, { cause: error });
  }
  return value as Environment;
}

/** The line of what is at the path, or of what it is missing from. */
function lineOf(document: Document, path: readonly (string | number)[], lines: LineCounter): number {
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}
