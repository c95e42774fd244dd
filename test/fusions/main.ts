/**
 * Writes `spec/fusions.ts`: `npm run fusions -- OBJECTS`. The folder's objects are counted, each of its own folders as one
 * group, and the bundled ones as another. What the benchmark times (`bench/micro.ts`) is not among them.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { MachineError } from "../../vm/errors.ts";
import { CollectionSpec, LoadError } from "../../vm/index.ts";
import { type Decoded, decode } from "../../vm/structure.ts";
import { choose } from "./choose.ts";

/** Operations: more make the interpreter's loop a larger function than V8 allots registers for with care. */
const COUNT = 230;
/** Instructions below which a folder is counted together with the other small ones. */
const SMALL = 10_000;
const root = new URL("../../../", import.meta.url);

function objectsIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".o"))
    .map(({ name }) => join(folder, name))
    .sort();
}

/** The programs of these objects that can be read, each once. */
function programsOf(files: readonly string[]): Decoded[][] {
  const programs = new Map<string, Decoded[]>();
  for (const file of files) {
    try {
      for (const { name, type, instructions } of CollectionSpec.parse(readFileSync(file)).programs.values()) {
        programs.set(Buffer.from(instructions).toString("latin1"), decode(name, type, instructions));
      }
    } catch (error) {
      if (!(error instanceof LoadError || error instanceof MachineError)) throw error;
    }
  }
  return [...programs.values()];
}

const folder = process.argv[2];
if (folder === undefined) throw new Error("usage: npm run fusions -- OBJECTS");
const groups = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => ({ name, programs: programsOf(objectsIn(join(folder, name))) }));
groups.push({ name: "bundled", programs: programsOf(objectsIn(new URL("bpf-objects", root).pathname)) });
const size = (programs: readonly Decoded[][]) => programs.reduce((sum, program) => sum + program.length, 0);
const small = groups.filter(({ programs }) => size(programs) < SMALL);
const counted = [
  ...groups.filter((group) => !small.includes(group)),
  {
    name: small.map(({ name }) => name).join(", "),
    programs: small.flatMap(({ programs }) => programs),
  },
];

const corpora = counted.map(({ programs }) => programs);
const { fusions, saved } = choose(corpora, COUNT);
for (const [i, { name, programs }] of counted.entries()) {
  console.log(
    `${name}: ${programs.length} programs, ${size(programs)} instructions, ${Math.round(100 * saved[i]!)} % saved`,
  );
}
const list = (texts: readonly string[]) => texts.map((text) => `  ${JSON.stringify(text)},`).join("\n");
writeFileSync(
  new URL("spec/fusions.ts", root),
  `/** What the interpreter's loop is made for: chosen by \`npm run fusions\` from what objects hold. */

/**
 * Instructions in a row that are executed as one operation; those that save most dispatches come first. \`d\` and \`s\`
 * say that a register is the one at hand, \`f\` that an access is in the frame (\`operations.ts\`).
 */
export const fusions: readonly string[] = [
${list(fusions)}
];
`,
);
