import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { helperById, helpers } from "../../spec/helpers.ts";
import { MAP_TYPES, type MapType } from "../../spec/maps.ts";
import { CollectionSpec } from "../../vm/index.ts";
import type { VectorFile } from "../core/helpers/vectors.ts";
import { HELPERS, MAPS, namesIn, PROGRAMS, readJson } from "./files.ts";
import type { MapVectorFile, Operation } from "./map-vectors.ts";
import type { ProgramVectorFile } from "./program-vectors.ts";

const helperFiles = namesIn(HELPERS).map((name) => readJson<VectorFile>(`${HELPERS}/${name}`));
const mapVectors = namesIn(MAPS).flatMap((name) => readJson<MapVectorFile>(`${MAPS}/${name}`).vectors);
const programFiles = namesIn(PROGRAMS).map((name) => readJson<ProgramVectorFile>(`${PROGRAMS}/${name}`));

const helperOf: Record<Operation[0], string | null> = {
  lookup: "map_lookup_elem",
  lookup_inner: "map_lookup_elem",
  update: "map_update_elem",
  update_inner: "map_update_elem",
  delete: "map_delete_elem",
  push: "map_push_elem",
  pop: "map_pop_elem",
  peek: "map_peek_elem",
  lookup_percpu: "map_lookup_percpu_elem",
  read: null,
  write: null,
};

/** Names of the helpers that a program of an object's calls. */
function calledBy({ object, answers }: ProgramVectorFile): string[] {
  const { programs } = CollectionSpec.parse(new Uint8Array(readFileSync(object)));
  return Object.keys(answers).flatMap((name) => {
    const { instructions } = programs.get(name)!;
    const view = new DataView(instructions.buffer, instructions.byteOffset, instructions.length);
    const called: string[] = [];
    for (let at = 0; at < instructions.length; at += 8) {
      const CALL = 0x85;
      const isHelper = instructions[at] === CALL && instructions[at + 1]! >> 4 === 0;
      const helper = isHelper ? helperById(view.getInt32(at + 4, true)) : undefined;
      if (helper) called.push(helper.name);
    }
    return called;
  });
}

describe("vectors", () => {
  it("are there for every helper", () => {
    const called = new Set<string | null>([
      ...helperFiles.flatMap(({ cases }) => cases.flatMap(({ calls }) => calls.map(({ helper }) => helper))),
      ...mapVectors.flatMap(({ steps }) =>
        steps.flatMap((step) => {
          if ("program" in step) return step.program.map(([name]) => helperOf[name]);
          return "tail_call" in step ? ["tail_call"] : [];
        }),
      ),
      ...programFiles.flatMap(calledBy),
    ]);
    expect(helpers.map(({ name }) => name).filter((name) => !called.has(name))).toEqual([]);
  });

  it("are there for every map type", () => {
    const types = new Set<MapType>(mapVectors.map(({ map }) => map.type));
    // What holds perf events shows itself only in what is written to it.
    if (helperFiles.some(({ map }) => map)) types.add("PERF_EVENT_ARRAY");
    const supported = Object.keys(MAP_TYPES).filter((name) => MAP_TYPES[name as MapType].supported);
    expect(supported.filter((name) => !types.has(name as MapType))).toEqual([]);
  });
});
