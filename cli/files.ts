import { readFile, writeFile } from "node:fs/promises";
import { CliError } from "./errors.ts";
import type { Io } from "./io.ts";
import { systemReason } from "./messages.ts";

/** The name that stands for standard input. */
const STDIN = "-";

/** Reads the files of one call; `-`, which can be read once, is standard input. */
export class Inputs {
  readonly #io: Io;
  #stdinBy: string | null = null;

  constructor(io: Io) {
    this.#io = io;
  }

  /** Throws CliError UNREADABLE or TWO_STDIN. */
  async read(path: string, option: string): Promise<Uint8Array> {
    if (path === STDIN) {
      if (this.#stdinBy !== null) throw new CliError("TWO_STDIN", { name: `${this.#stdinBy} and ${option}` });
      this.#stdinBy = option;
      return this.#io.stdin();
    }
    try {
      return await readFile(path);
    } catch (error) {
      throw new CliError("UNREADABLE", { name: path, found: systemReason(error) }, { cause: error });
    }
  }
}

/** Throws CliError UNWRITABLE. */
export async function writeOutput(path: string, contents: Uint8Array | string): Promise<void> {
  if (path === "-") {
    throw new CliError("UNWRITABLE", { name: path, found: "standard output is the report's; name a file" });
  }
  try {
    await writeFile(path, contents);
  } catch (error) {
    throw new CliError("UNWRITABLE", { name: path, found: systemReason(error) }, { cause: error });
  }
}
