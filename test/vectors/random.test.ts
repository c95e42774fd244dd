import { describe, expect, it } from "vitest";
import { specOf } from "../differential/program.ts";
import { difference, engines, Subject } from "../differential/subject.ts";
import { readJson } from "./files.ts";
import { RANDOM, type RandomVectorFile, ROWS, type RowVectorFile, rowAnswers } from "./random-vectors.ts";

describe.each(engines)("generated programs answer like the kernel's: %s", (engine) => {
  it("random ones", async () => {
    const { cpus, vectors } = readJson<RandomVectorFile>(RANDOM);
    using subject = await Subject.create(engine, cpus);
    const differences = vectors.map(({ type, program, inputs, answer }, i) => {
      const what = difference(answer, subject.answer(specOf(type, `${program.join("\n")}\n`), inputs));
      return what === null ? null : `${i}: ${what}`;
    });
    expect(differences.filter((what) => what !== null)).toEqual([]);
    expect(vectors.length).toBeGreaterThan(0);
  });

  it("one for each arithmetic row, jump and packet load", async () => {
    using subject = await Subject.create(engine);
    expect(rowAnswers(subject)).toEqual(readJson<RowVectorFile>(ROWS).answers);
  });
});
