/**
 * `npm run vectors`: takes the vectors from the running kernel and shows what has changed; with `--write` they
 * take the place of the old ones. `--only TEXT` takes the files with that in their path.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { release } from "node:os";
import { parseArgs } from "node:util";
import { Machine, MachineError } from "../../vm/index.ts";
import type { Vector, VectorFile } from "../core/helpers/vectors.ts";
import { Subject } from "../differential/subject.ts";
import { FOLLOW } from "../follow/scenes.ts";
import { GOLDEN } from "../golden/scenes.ts";
import { SOCKETS, sockets } from "../golden/sockets.ts";
import { acceptedAccesses } from "./context-accesses.ts";
import { CONTEXTS, shownBy, textOfContextFile } from "./context-vectors.ts";
import {
  changes,
  HELPERS,
  MAPS,
  namesIn,
  PROGRAMS,
  readJson,
  textOfHelperFile,
  textOfMapFile,
} from "./files.ts";
import { followVectors } from "./follow-vectors.ts";
import { HelperVectors, takenElsewhere } from "./helper-vectors.ts";
import { mapCases } from "./map-cases.ts";
import { answered } from "./map-vectors.ts";
import { withNamespace } from "./namespace.ts";
import { answersOf, type ProgramVectorFile } from "./program-vectors.ts";
import { RANDOM, ROWS, randomVectors, rowAnswers, textOfRandomFile } from "./random-vectors.ts";
import { sceneVectors } from "./scene-vectors.ts";
import { socketVectors } from "./sock-vectors.ts";

const { values } = parseArgs({
  options: { write: { type: "boolean", default: false }, only: { type: "string", default: "" } },
});
/** Without what a distribution adds. */
const kernel = /^[\d.]+/.exec(release())?.[0] ?? release();

try {
  const changed =
    (await contextFile()) +
    (await mapFiles()) +
    (await helperFiles()) +
    (await programFiles()) +
    (await generatedFiles()) +
    (GOLDEN.includes(values.only) ? put(GOLDEN, await sceneVectors(kernel)) : 0) +
    (SOCKETS.includes(values.only) ? put(SOCKETS, await socketVectors(sockets, kernel)) : 0) +
    (FOLLOW.includes(values.only) ? put(FOLLOW, await followVectors(kernel)) : 0);
  console.log(`${changed} ${changed === 1 ? "file" : "files"} ${values.write ? "written" : "changed"}`);
  process.exitCode = changed > 0 && !values.write ? 1 : 0;
} catch (error) {
  if (!(error instanceof MachineError)) throw error;
  console.error(error.message, error.fields.log ?? "");
  process.exitCode = 2;
}

async function contextFile(): Promise<number> {
  if (!CONTEXTS.includes(values.only)) return 0;
  const accesses = await acceptedAccesses();
  using machine = await Machine.create({ engine: "kernel" });
  return put(CONTEXTS, textOfContextFile({ kernel, accesses, shown: shownBy(machine, accesses) }));
}

async function mapFiles(): Promise<number> {
  using machine = await Machine.create({ engine: "kernel" });
  let changed = 0;
  for (const [name, vectors] of Object.entries(mapCases(machine.cpus))) {
    const path = `${MAPS}/${name}.json`;
    if (!path.includes(values.only)) continue;
    const taken = vectors.map((vector) => answered(machine, vector));
    changed += put(path, textOfMapFile({ kernel, cpus: machine.cpus, vectors: taken }));
  }
  return changed;
}

async function helperFiles(): Promise<number> {
  let changed = 0;
  for (const name of namesIn(HELPERS)) {
    const path = `${HELPERS}/${name}`;
    if (!path.includes(values.only)) continue;
    const reason = takenElsewhere[name];
    if (reason !== undefined) {
      console.log(`${path}: not taken: ${reason}`);
      continue;
    }
    const file = readJson<VectorFile & { kernel: string }>(path);
    const { environment } = file;
    const cases = await withNamespace(environment ? { environment } : {}, (machine): Vector[] => {
      const vectors = new HelperVectors(machine, file);
      return file.cases.map((vector) => vectors.take(vector));
    });
    changed += put(path, textOfHelperFile({ ...file, kernel, cases }));
  }
  return changed;
}

async function programFiles(): Promise<number> {
  let changed = 0;
  for (const name of namesIn(PROGRAMS)) {
    const path = `${PROGRAMS}/${name}`;
    if (!path.includes(values.only)) continue;
    const file = readJson<ProgramVectorFile>(path);
    changed += await withNamespace(file.environment, (machine) => {
      const taken = { ...file, kernel, cpus: machine.cpus, answers: answersOf(machine, file) };
      return put(path, `${JSON.stringify(taken, null, 1)}\n`);
    });
  }
  return changed;
}

async function generatedFiles(): Promise<number> {
  let changed = 0;
  using subject = await Subject.create("kernel");
  if (RANDOM.includes(values.only)) changed += put(RANDOM, textOfRandomFile(randomVectors(subject, kernel)));
  if (ROWS.includes(values.only)) {
    changed += put(ROWS, `${JSON.stringify({ kernel, answers: rowAnswers(subject) }, null, 1)}\n`);
  }
  return changed;
}

/** 1 if the file is not as it should be. */
function put(path: string, text: string): number {
  const before = existsSync(path) ? readFileSync(path, "utf8") : "";
  if (before === text) return 0;
  console.log(`${path}:`);
  for (const line of changes(before, text)) console.log(`  ${line}`);
  if (values.write) {
    mkdirSync(path.slice(0, path.lastIndexOf("/")), { recursive: true });
    writeFileSync(path, text);
  }
  return 1;
}
