/**
 * A folder of coverage: `ID.object.json` says what an object's instructions are in C, once; each run adds a file
 * `ID.UNIQUE.run.json` with its counts. Files appear whole, so that any number of commands may write at the same time.
 */
import { randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  type Collection,
  Coverage,
  type CoverageObject,
  coverageId,
  type Machine,
  parseCoverageObject,
} from "../vm/index.ts";
import { CliError } from "./errors.ts";
import { parseJson, toJson } from "./json.ts";
import { describeError, systemReason } from "./messages.ts";

const OBJECT = ".object.json";
const RUN = ".run.json";

export interface CoverageRecording {
  /** Adds what ran in the collections to the folder. Throws CliError UNWRITABLE. */
  write(collections: Iterable<Collection>): Promise<void>;
}

/** Counts what the machine runs from now on. Makes the folder. Throws CliError UNWRITABLE, MachineError UNSUPPORTED. */
export async function recordCoverage(machine: Machine, folder: string): Promise<CoverageRecording> {
  const recording = machine.recordCoverage();
  await makeCoverageFolder(folder);
  return {
    write: async (collections) => {
      for (const collection of new Set(collections)) await writeCoverage(folder, recording.of(collection));
    },
  };
}

/** Throws CliError UNWRITABLE. */
export const makeCoverageFolder = (folder: string): Promise<unknown> =>
  writing(folder, () => mkdir(folder, { recursive: true }));

/** Adds the counts to a folder that is there. Throws CliError UNWRITABLE. */
export async function writeCoverage(folder: string, coverage: Coverage): Promise<void> {
  const id = await coverageId(coverage.object);
  await writing(folder, async () => {
    const known = await readdir(folder);
    if (!known.includes(`${id}${OBJECT}`)) await place(folder, `${id}${OBJECT}`, coverage.object);
    await place(folder, `${id}.${randomUUID()}${RUN}`, coverage.toRun(id));
  });
}

/** Under another name until it is whole. */
async function place(folder: string, name: string, document: unknown): Promise<void> {
  const unfinished = join(folder, `.${randomUUID()}`);
  await writeFile(unfinished, toJson(document));
  await rename(unfinished, join(folder, name));
}

async function writing(folder: string, action: () => Promise<unknown>): Promise<void> {
  try {
    await action();
  } catch (error) {
    throw new CliError("UNWRITABLE", { name: folder, found: systemReason(error) }, { cause: error });
  }
}

export interface CoverageFolder {
  /** One for each object, with the counts of all its runs. */
  objects: { id: string; coverage: Coverage; runs: number }[];
  /** Files that could not be used. */
  broken: CliError[];
}

/** Throws CliError UNREADABLE, or NO_COVERAGE for a folder without any. */
export async function readCoverage(folder: string): Promise<CoverageFolder> {
  const names = await readNames(folder);
  const broken: CliError[] = [];
  const objects = new Map<string, CoverageFolder["objects"][number]>();
  const attempt = async (name: string, use: (document: unknown) => Promise<void> | void) => {
    const file = join(folder, name);
    try {
      await use(parseJson(await readFile(file), file));
    } catch (error) {
      broken.push(error instanceof CliError ? error : brokenFile(file, error));
    }
  };
  for (const name of names.filter((one) => one.endsWith(OBJECT))) {
    await attempt(name, async (document) => {
      const object: CoverageObject = parseCoverageObject(document);
      const id = await coverageId(object);
      objects.set(id, { id, coverage: new Coverage(object), runs: 0 });
    });
  }
  for (const name of names.filter((one) => one.endsWith(RUN))) {
    await attempt(name, (document) => {
      const id = name.slice(0, name.indexOf("."));
      const object = objects.get(id);
      if (!object) {
        throw new CliError("BAD_COVERAGE", {
          file: join(folder, name),
          found: `object ${id} is not in the folder`,
        });
      }
      object.coverage.add(document);
      object.runs++;
    });
  }
  if (objects.size === 0 && broken.length === 0) throw new CliError("NO_COVERAGE", { name: folder });
  return { objects: [...objects.values()], broken };
}

async function readNames(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((name) => !name.startsWith(".")).sort();
  } catch (error) {
    throw new CliError("UNREADABLE", { name: folder, found: systemReason(error) }, { cause: error });
  }
}

function brokenFile(file: string, error: unknown): CliError {
  const described = describeError(error);
  if (described) return new CliError("BAD_COVERAGE", { file, found: described.message }, { cause: error });
  return new CliError("UNREADABLE", { name: file, found: systemReason(error) }, { cause: error });
}
