/**
 * `npm run mutate`: breaks every row of spec/isa.ts and every helper, one at a time, in a copy of the project,
 * and runs the suites that should notice. The report goes to docs/mutation.md. `--only TEXT` takes the mutants
 * whose name has that in it, and prints without writing.
 */
import { rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { parseArgs } from "node:util";
import { SingleBar } from "cli-progress";
import { createVitest, type Vitest } from "vitest/node";
import { build, type Mutant, mutants, newScratch, prepare, wake } from "./scratch.ts";

/** Suites by what they are quick at; the second ones run where the first ones saw nothing. */
const SUITES: Record<Mutant["kind"], [first: string[], second: string[]]> = {
  row: [
    ["test/reference/rfc9669", "test/conformance/suite", "test/vectors/random", "test/differential/excluded"],
    [
      "test/vectors",
      "test/golden",
      "test/memory",
      "test/core/helpers",
      "test/conformance",
      "test/loader/config",
    ],
  ],
  helper: [
    ["test/core/helpers", "test/vectors"],
    ["test/golden", "test/unit-tests", "test/memory"],
  ],
};
const NONE = { number: -1 };
const REPORT = "docs/mutation.md";

interface Outcome {
  mutant: Mutant;
  /** The first test that failed, or null. */
  killer: string | null;
}

const { values } = parseArgs({ options: { only: { type: "string", default: "" } } });
const chosen = mutants.filter(({ name }) => name.includes(values.only));
const scratch = newScratch();
try {
  prepare(process.cwd(), scratch);
  build(scratch);
  await main();
} finally {
  rmSync(dirname(scratch), { recursive: true });
}

async function main(): Promise<void> {
  const vitest = await createVitest(
    "test",
    { root: scratch, watch: false, bail: 1, reporters: [{}], silent: true },
    {},
    { stdout: process.stderr },
  );
  const bar = new SingleBar({
    format: "[{bar}] {value}/{total} | {mutant} | survivors {survivors} | ETA {eta_formatted}",
    hideCursor: true,
    noTTYOutput: true,
    notTTYSchedule: 10_000,
  });
  try {
    wake(scratch, NONE);
    const all = [...new Set(Object.values(SUITES).flat(2))];
    const killer = await failing(vitest, all);
    if (killer !== null) throw new Error(`without a mutant this fails: ${killer}`);

    const outcomes: Outcome[] = [];
    bar.start(chosen.length, 0, { mutant: "", survivors: 0 });
    for (const mutant of chosen) {
      wake(scratch, mutant);
      const [first, second] = SUITES[mutant.kind];
      outcomes.push({ mutant, killer: (await failing(vitest, first)) ?? (await failing(vitest, second)) });
      const survivors = outcomes.filter((outcome) => outcome.killer === null).length;
      bar.update(outcomes.length, { mutant: mutant.name, survivors });
    }
    bar.stop();
    const text = report(outcomes);
    if (values.only === "") writeFileSync(REPORT, text);
    else console.log(text);
    process.exitCode = outcomes.some(({ killer }) => killer === null) ? 1 : 0;
  } finally {
    bar.stop();
    await vitest.close();
  }
}

/** The first failure of some suites, or null. */
async function failing(vitest: Vitest, filters: string[]): Promise<string | null> {
  const specifications = await vitest.globTestSpecifications(filters);
  const { testModules, unhandledErrors } = await vitest.runTestSpecifications(specifications, true);
  for (const module of testModules) {
    for (const test of module.children.allTests("failed")) {
      return `${module.relativeModuleId}: ${test.fullName}`;
    }
    if (module.state() === "failed") return module.relativeModuleId;
  }
  return unhandledErrors.length > 0 ? `an error outside of tests: ${unhandledErrors[0]}` : null;
}

function report(outcomes: readonly Outcome[]): string {
  const survivors = outcomes.filter(({ killer }) => killer === null);
  const count = (kind: Mutant["kind"]) => outcomes.filter(({ mutant }) => mutant.kind === kind).length;
  const cell = (text: string) => text.replaceAll("|", "\\|");
  const table = (kind: Mutant["kind"], what: string) => [
    "",
    `## ${what}`,
    "",
    "| broken | how | noticed by |",
    "| --- | --- | --- |",
    ...outcomes
      .filter(({ mutant }) => mutant.kind === kind)
      .map(
        ({ mutant, killer }) =>
          `| \`${mutant.name}\` | ${cell(mutant.how)} | ${killer === null ? "**nothing**" : cell(killer)} |`,
      ),
  ];
  return `${[
    "# Mutation",
    "",
    "Written by `npm run mutate`. Each row of `spec/isa.ts` in turn means what a neighbour of its form means, for",
    "every reader of the row at once; each helper in turn returns a wrong constant. The table names the first test",
    "that failed.",
    "",
    `${count("row")} rows and ${count("helper")} helpers were broken, and ${survivors.length} of these changes`,
    `went unnoticed${survivors.length > 0 ? `: ${survivors.map(({ mutant }) => mutant.name).join(", ")}` : ""}.`,
    "`exit` has no neighbour to take a meaning from.",
    ...table("row", "Rows"),
    ...table("helper", "Helpers"),
  ].join("\n")}\n`;
}
