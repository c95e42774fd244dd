/**
 * Generated programs with the kernel's answers, for machines without it: `test/golden/random/programs.json` has
 * random ones, `rows.json` what each arithmetic row, jump and packet load comes to (test/differential/rows.ts).
 */
import { inputsFor } from "../differential/comparison.ts";
import { generate } from "../differential/generator.ts";
import { type ProgramType, specOf, textOf } from "../differential/program.ts";
import { rowPrograms } from "../differential/rows.ts";
import { type Input, packets, RESULT } from "../differential/scene.ts";
import type { Answer, Subject } from "../differential/subject.ts";

export const RANDOM = "test/golden/random/programs.json";
export const ROWS = "test/golden/random/rows.json";

export interface RandomVectorFile {
  kernel: string;
  cpus: number;
  vectors: {
    type: ProgramType;
    program: string[];
    inputs: readonly Input[];
    answer: Answer;
  }[];
}

const SEED = 2026;
const PROGRAMS = 40;
const RUNS = 2;

export function randomVectors(subject: Subject, kernel: string): RandomVectorFile {
  const vectors = Array.from({ length: PROGRAMS }, (_, index) => {
    const generated = generate(SEED, index);
    const text = textOf(generated);
    const inputs = inputsFor(generated, RUNS);
    const answer = subject.answer(specOf(generated.type, text), inputs);
    return { type: generated.type, program: text.trimEnd().split("\n"), inputs, answer };
  });
  return { kernel, cpus: subject.cpus, vectors };
}

export interface RowVectorFile {
  kernel: string;
  /** By the row's name: r7 at the end of its program, as 64 bits in memory. */
  answers: Record<string, string>;
}

export function rowAnswers(subject: Subject): Record<string, string> {
  const inputs = [{ packet: packets[0]!, ctx: {} }];
  return Object.fromEntries(
    [...rowPrograms()].map(([row, text]) => {
      const { runs } = subject.answer(specOf("SCHED_CLS", text), inputs);
      const at = 2 * (RESULT.REGISTERS + 8 * 7);
      return [row, runs[0]!.result.slice(at, at + 16)];
    }),
  );
}

/** A program on a line. */
export function textOfRandomFile({ kernel, cpus, vectors }: RandomVectorFile): string {
  const lines = vectors.map((vector) => JSON.stringify(vector));
  return `{"kernel":${JSON.stringify(kernel)},"cpus":${cpus},"vectors":[\n${lines.join(",\n")}\n]}\n`;
}
