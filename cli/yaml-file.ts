/** A file in YAML or JSON, and the lines of what is in it. */
import { createRequire } from "node:module";
import type { Document, LineCounter } from "yaml";
import { CliError, type CliErrorCode } from "./errors.ts";

/** Loaded when there is something to read: it has 80 files of its own. */
const library = (): typeof import("yaml") => createRequire(import.meta.url)("yaml");

export class YamlFile {
  readonly file: string;
  /** Integers are bigints, for there are some of 64 bits. */
  readonly value: unknown;
  readonly #document: Document;
  readonly #lines: LineCounter;
  readonly #code: CliErrorCode;

  /** Throws CliError with the code and `file`, `line` and `found`, here and from `fail`. */
  constructor(bytes: Uint8Array, file: string, code: CliErrorCode) {
    this.file = file;
    this.#code = code;
    const { LineCounter, parseDocument } = library();
    this.#lines = new LineCounter();
    const text = new TextDecoder().decode(bytes);
    this.#document = parseDocument(text, {
      intAsBigInt: true,
      lineCounter: this.#lines,
      // What is odd is told as an error of ours, or not at all.
      logLevel: "error",
    });
    const [syntax] = this.#document.errors;
    if (syntax) {
      const { line } = this.#lines.linePos(syntax.pos[0]);
      const reason = syntax.message.split("\n")[0]!.replace(/ at line.*/, "");
      const found = syntax.code === "DUPLICATE_KEY" ? reason : `neither YAML nor JSON: ${reason}`;
      throw new CliError(code, { file, line, found });
    }
    try {
      this.value = this.#document.toJS() ?? {};
    } catch (error) {
      // Aliases that would make it much larger than the file.
      if (!(error instanceof ReferenceError)) throw error;
      throw new CliError(code, { file, line: 1, found: error.message }, { cause: error });
    }
  }

  fail(path: readonly (string | number)[], found: string, cause?: unknown): never {
    throw new CliError(this.#code, { file: this.file, line: this.#lineOf(path), found }, { cause });
  }

  /** The line of what is at the path, or of what it is missing from. */
  #lineOf(path: readonly (string | number)[]): number {
    for (let length = path.length; length > 0; length--) {
      const node = this.#document.getIn(path.slice(0, length), true);
      if (library().isNode(node) && node.range) return this.#lines.linePos(node.range[0]).line;
    }
    return 1;
  }
}
