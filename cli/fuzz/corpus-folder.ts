/** A corpus as a folder: one JSON file for each input, named after what is in it, and what it was made with. */
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type FuzzInput, inputDocument, isObject, MachineError, readInput } from "../../vm/index.ts";
import { CliError } from "../errors.ts";
import { parseJson, toJson } from "../json.ts";
import { systemReason } from "../messages.ts";

/** What the inputs were found with. */
export interface CorpusOrigin {
  version: 1;
  object: string;
  program: string;
  variables: readonly (readonly [string, string])[];
  /** A file, or null. */
  scene: string | null;
  receive: "test-run" | "ingress";
}

const ORIGIN = "campaign.json";
const INPUT = /^[0-9a-f]{16}\.json$/;

export class CorpusFolder {
  readonly path: string;
  readonly #known = new Set<string>();

  constructor(path: string) {
    this.path = path;
  }

  /** Makes the folder if it is not there. Throws CliError UNWRITABLE. */
  async open(origin: CorpusOrigin): Promise<void> {
    try {
      await mkdir(this.path, { recursive: true });
      await writeFile(join(this.path, ORIGIN), toJson(origin));
    } catch (error) {
      throw new CliError("UNWRITABLE", { name: this.path, found: systemReason(error) }, { cause: error });
    }
  }

  /** What is there, in the order of the names. Throws CliError UNREADABLE or BAD_CORPUS. */
  async read(): Promise<FuzzInput[]> {
    const inputs: FuzzInput[] = [];
    for (const name of (await names(this.path)).filter((name) => INPUT.test(name)).sort()) {
      const file = join(this.path, name);
      try {
        inputs.push(readInput(parseJson(await readFile(file), file)));
      } catch (error) {
        if (error instanceof MachineError || error instanceof CliError) {
          throw new CliError("BAD_CORPUS", { file, found: error.message }, { cause: error });
        }
        throw new CliError("UNREADABLE", { name: file, found: systemReason(error) }, { cause: error });
      }
      this.#known.add(name);
    }
    return inputs;
  }

  /** Throws CliError UNWRITABLE. */
  async write(inputs: readonly FuzzInput[]): Promise<void> {
    for (const input of inputs) {
      const text = toJson(inputDocument(input));
      const name = `${createHash("sha256").update(text).digest("hex").slice(0, 16)}.json`;
      if (this.#known.has(name)) continue;
      this.#known.add(name);
      try {
        await writeFile(join(this.path, name), text);
      } catch (error) {
        throw new CliError("UNWRITABLE", { name: this.path, found: systemReason(error) }, { cause: error });
      }
    }
  }
}

/** What a corpus was made with. Throws CliError UNREADABLE or BAD_CORPUS. */
export async function corpusOrigin(path: string): Promise<CorpusOrigin> {
  const file = join(path, ORIGIN);
  let bytes: Uint8Array;
  try {
    bytes = await readFile(file);
  } catch (error) {
    throw new CliError("UNREADABLE", { name: file, found: systemReason(error) }, { cause: error });
  }
  const origin = parseJson(bytes, file);
  const texts = (value: unknown): boolean => typeof value === "string";
  const fine =
    isObject(origin) &&
    origin.version === 1 &&
    texts(origin.object) &&
    texts(origin.program) &&
    (origin.scene === null || texts(origin.scene)) &&
    (origin.receive === "test-run" || origin.receive === "ingress") &&
    Array.isArray(origin.variables) &&
    origin.variables.every((pair) => Array.isArray(pair) && pair.length === 2 && pair.every(texts));
  if (!fine)
    throw new CliError("BAD_CORPUS", { file, found: "it does not say what the corpus was made with" });
  return origin as unknown as CorpusOrigin;
}

async function names(path: string): Promise<string[]> {
  try {
    return await readdir(path);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw new CliError("UNREADABLE", { name: path, found: systemReason(error) }, { cause: error });
  }
}
