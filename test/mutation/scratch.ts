/**
 * A copy of the project in which every mutant is present and a file says which one is awake: a row's mutant
 * in spec/isa.ts and in the generated interpreter, a helper's at the beginning of its function. So the core is
 * compiled once.
 */
import { execFileSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { generateInterpreter } from "../../gen/interpreter.ts";
import { helpers } from "../../spec/helpers.ts";
import { type Instruction, instructions } from "../../spec/isa.ts";
import { broken } from "./broken.ts";

export interface Mutant {
  /** A row's index, or a helper's behind them. */
  number: number;
  kind: "row" | "helper";
  name: string;
  how: string;
}

/** What none of ours returns. */
const WRONG = 0x5ca1ab1e;
const COPIED = [
  "assembly",
  "bpf-objects",
  "cilium",
  "cli",
  "docs",
  "examples",
  "gen",
  "loader",
  "spec",
].concat(["test", "vm"]);
const FILES = ["package.json", "tsconfig.json", "tsconfig.build.json", "vitest.config.ts", "asconfig.json"];

export const mutants: readonly Mutant[] = [
  ...instructions.flatMap((row, number): Mutant[] => {
    const mutant = broken(instructions, number);
    return mutant ? [{ number, kind: "row", name: row.name, how: mutant.how }] : [];
  }),
  ...helpers.map(
    ({ name }, i): Mutant => ({
      number: instructions.length + i,
      kind: "helper",
      name,
      how: name === "tail_call" ? "goes nowhere" : `returns 0x${WRONG.toString(16)}`,
    }),
  ),
];

/** An empty folder for the copy; the folder around it is to be removed. */
export const newScratch = (): string => join(mkdtempSync(join(tmpdir(), "mutants-")), "project");

/** Makes the copy. `project` is the folder with package.json. */
export function prepare(project: string, scratch: string): void {
  for (const name of COPIED) cpSync(join(project, name), join(scratch, name), { recursive: true });
  for (const name of FILES) cpSync(join(project, name), join(scratch, name));
  symlinkSync(resolve(project, "node_modules"), join(scratch, "node_modules"));
  // Suites that lie beside the project.
  const shared = resolve(project, "../shared");
  if (existsSync(shared)) symlinkSync(shared, join(scratch, "../shared"));

  writeFileSync(join(scratch, "mutant.json"), "-1");
  edit(scratch, "spec/isa.ts", [
    [
      "export const instructions: readonly Instruction[] = [...rows()];",
      `const whole = [...rows()];
const awake = Number(process.getBuiltinModule("node:fs").readFileSync(new URL("../mutant.json", import.meta.url)));
export const instructions: readonly Instruction[] = whole.map((row, i) => i === awake ? broken(whole, i)!.row : row);`,
    ],
    [
      'import { CallSource, LddwSource } from "./encoding.ts";',
      'import { CallSource, LddwSource } from "./encoding.ts";\nimport { broken } from "../test/mutation/broken.ts";',
    ],
  ]);
  edit(scratch, "vm/core.ts", [
    [
      "  return core;\n",
      `  (instance.exports.mutant as WebAssembly.Global).value =
    Number(process.getBuiltinModule("node:fs").readFileSync(new URL("../mutant.json", import.meta.url)));
  return core;\n`,
    ],
  ]);
  writeFileSync(join(scratch, "assembly/mutant.ts"), "export let mutant: i32 = -1;\n");
  edit(scratch, "assembly/index.ts", [
    [
      'export * from "./helpers/index";',
      'export * from "./helpers/index";\nexport { mutant } from "./mutant";',
    ],
  ]);
  writeFileSync(join(scratch, "assembly/generated/interpreter.ts"), interpreter());
  breakHelpers(scratch);
}

/** Compiles the copy's core. */
export function build(scratch: string): void {
  execFileSync(
    "npx",
    ["asc", "assembly/index.ts", "--outFile", "vm/core.wasm", "--optimizeLevel", "1", "--noAssert"],
    {
      cwd: scratch,
      stdio: "inherit",
    },
  );
}

export const wake = (scratch: string, { number }: Pick<Mutant, "number">): void =>
  writeFileSync(join(scratch, "mutant.json"), String(number));

function edit(
  scratch: string,
  path: string,
  changes: readonly (readonly [from: string | RegExp, to: string])[],
): void {
  const file = join(scratch, path);
  let text = readFileSync(file, "utf8");
  for (const [from, to] of changes) {
    if (!(typeof from === "string" ? text.includes(from) : from.test(text)))
      throw new Error(`${path} has no ${from}`);
    text = text.replace(from, () => to);
  }
  writeFileSync(file, text);
}

/** The generated interpreter with both versions of every row, wherever it has the row: alone and in fused operations. */
function interpreter(): string {
  /** The cases of all its switches, as a whole and their bodies. */
  const cases = (text: string) =>
    [...text.matchAll(/^( +)case \d+: \{ \/\/ .*\n([\s\S]*?)^\1\}\n/gm)].map(
      (match) => [match[0], match[2]!] as const,
    );
  const original = generateInterpreter();
  const found = cases(original);
  const mutated = found.map(() => [] as string[]);
  const rows = instructions as Instruction[];
  for (const [i, row] of rows.entries()) {
    const mutant = broken(instructions, i);
    if (!mutant) continue;
    rows[i] = mutant.row;
    for (const [at, [, body]] of cases(generateInterpreter()).entries()) {
      if (body !== found[at]![1]) mutated[at]!.push(`if (mutant == ${i}) {\n${body}} else `);
    }
    rows[i] = row;
  }
  let text = "";
  let end = 0;
  for (const [at, [whole, body]] of found.entries()) {
    const from = original.indexOf(whole, end);
    const versions = mutated[at]!;
    text += original.slice(end, from);
    text += versions.length === 0 ? whole : whole.replace(body, () => `${versions.join("")}{\n${body}}\n`);
    end = from + whole.length;
  }
  return (text + original.slice(end)).replace("import {", 'import { mutant } from "../mutant";\nimport {');
}

function breakHelpers(scratch: string): void {
  const folder = join(scratch, "assembly/helpers");
  const left = new Map(helpers.map(({ name }, i) => [name, instructions.length + i]));
  for (const file of readdirSync(folder)) {
    const path = join(folder, file);
    const text = readFileSync(path, "utf8");
    const changed = text.replace(
      /^export function bpf_(\w+)\([^)]*\): (\w+) \{\n/gm,
      (head: string, name: string, type: string) => {
        const number = left.get(name);
        if (number === undefined) return head;
        left.delete(name);
        return `${head}  if (mutant == ${number}) return <${type}>${WRONG};\n`;
      },
    );
    if (changed !== text) writeFileSync(path, `import { mutant } from "../mutant";\n${changed}`);
  }
  // Not a function of its own: it does not return.
  const number = left.get("tail_call");
  if (number !== undefined) {
    edit(scratch, "assembly/interpreter.ts", [
      [
        "export function tailCallTarget(): usize {",
        `import { mutant } from "./mutant";\nexport function tailCallTarget(): usize {\n  if (mutant == ${number}) return 0;`,
      ],
    ]);
    left.delete("tail_call");
  }
  if (left.size > 0) throw new Error(`no function of ${[...left.keys()].join(", ")}`);
}
