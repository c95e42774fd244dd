import { describe, expect, it } from "vitest";
import { Machine } from "../../vm/index.ts";
import { engines } from "../differential/subject.ts";
import { MAPS, namesIn, readJson } from "./files.ts";
import { answered, type MapVectorFile } from "./map-vectors.ts";

const files = namesIn(MAPS).map((name) => [name, readJson<MapVectorFile>(`${MAPS}/${name}`)] as const);
const vectors = files.flatMap(([file, { cpus, vectors }]) =>
  vectors.map((vector) => [`${file}: ${vector.name}`, cpus, vector] as const),
);

describe.each(engines)("maps answer like the kernel's: %s", (engine) => {
  it.each(vectors)("%s", async (_name, cpus, vector) => {
    using machine = await Machine.create({ engine, cpus });
    expect(answered(machine, vector).steps).toEqual(vector.steps);
  });
});
