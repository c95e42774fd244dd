import { createReadStream } from "node:fs";
import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { CliError } from "./errors.ts";
import type { Io } from "./io.ts";
import { systemReason, writeReason } from "./messages.ts";

/** The name that stands for standard input. */
const STDIN = "-";
/** Bytes that a file is read by. */
const CHUNK = 1 << 16;

/** All that comes, as one. */
export async function wholeOf(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
}

/** Reads the files of one call; `-`, which can be read once, is standard input. */
export class Inputs {
  readonly #io: Io;
  #stdinBy: string | null = null;

  constructor(io: Io) {
    this.#io = io;
  }

  /** Throws CliError UNREADABLE or TWO_STDIN. */
  async read(path: string, option: string): Promise<Uint8Array> {
    if (path === STDIN) return wholeOf(this.#stdin(option));
    try {
      return await readFile(path);
    } catch (error) {
      throw new CliError("UNREADABLE", { name: path, found: systemReason(error) }, { cause: error });
    }
  }

  /** The same in chunks, for what may be larger than memory. Throws as `read` when it comes to that. */
  async *stream(path: string, option: string): AsyncGenerator<Uint8Array, void, undefined> {
    if (path === STDIN) yield* this.#stdin(option);
    else {
      try {
        yield* createReadStream(path, { highWaterMark: CHUNK }) as AsyncIterable<Uint8Array>;
      } catch (error) {
        throw new CliError("UNREADABLE", { name: path, found: systemReason(error) }, { cause: error });
      }
    }
  }

  #stdin(option: string): AsyncIterable<Uint8Array> {
    if (this.#stdinBy !== null) throw new CliError("TWO_STDIN", { name: `${this.#stdinBy} and ${option}` });
    this.#stdinBy = option;
    return this.#io.stdin();
  }
}

export async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}

/** The names in a folder. Throws CliError UNREADABLE. */
export async function readFolder(path: string): Promise<string[]> {
  try {
    return await readdir(path);
  } catch (error) {
    throw new CliError("UNREADABLE", { name: path, found: systemReason(error) }, { cause: error });
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
    throw new CliError("UNWRITABLE", { name: path, found: writeReason(error) }, { cause: error });
  }
}
