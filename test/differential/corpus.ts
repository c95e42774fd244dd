/** Programs on which engines have differed, with the kernel's answers: `corpus/*.json`. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import type { Difference } from "./comparison.ts";
import type { ProgramType } from "./program.ts";
import type { Input } from "./scene.ts";
import type { Answer } from "./subject.ts";

export interface CorpusEntry {
  /** What was different, and why. */
  note: string;
  /** Whose answer it is: that of a version of Linux, or RFC 9669's where a version of Linux is wrong. */
  judge: string;
  /** The difference is known and still there. */
  open?: true;
  type: ProgramType;
  /** In the assembler's notation; the immediate of an `lddw` of a map is its index in `scene.ts`. */
  program: string[];
  inputs: readonly Input[];
  /** Of as many CPUs. */
  cpus: number;
  answer: Answer;
}

const folder = new URL("corpus/", import.meta.url);

export const corpusNames = (): string[] => readdirSync(folder).filter((name) => name.endsWith(".json"));

export const readEntry = (name: string): CorpusEntry =>
  JSON.parse(readFileSync(new URL(name, folder), "utf8"));

/** Writes a difference into a folder; the path of the file. */
export function writeEntry(
  into: string,
  { seed, index, what, type, program, inputs, answer }: Difference,
  { linux, cpus }: { linux: string; cpus: number },
): string {
  const entry: CorpusEntry = {
    note: what,
    judge: `Linux ${linux}`,
    type,
    program: program.trimEnd().split("\n"),
    inputs,
    cpus,
    answer,
  };
  const path = `${into}/${seed}-${index}.json`;
  mkdirSync(into, { recursive: true });
  writeFileSync(path, `${JSON.stringify(entry, null, 1)}\n`);
  return path;
}
