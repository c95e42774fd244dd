import { describe, expect, it } from "vitest";
import { Machine } from "../../vm/index.ts";
import { engines } from "../differential/subject.ts";
import { namesIn, PROGRAMS, readJson } from "./files.ts";
import { answersOf, type ProgramVectorFile } from "./program-vectors.ts";

const files = namesIn(PROGRAMS).map(
  (name) => [name, readJson<ProgramVectorFile>(`${PROGRAMS}/${name}`)] as const,
);

describe.each(engines)("programs answer like the kernel's: %s", (engine) => {
  it.each(files)("%s", async (_name, file) => {
    using machine = await Machine.create({ engine, cpus: file.cpus, environment: file.environment });
    expect(answersOf(machine, file)).toEqual(file.answers);
  });
});
