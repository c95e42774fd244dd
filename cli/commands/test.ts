import { availableParallelism } from "node:os";
import { join } from "node:path";
import type { MachineOptions } from "../../vm/index.ts";
import { toHex } from "../bytes.ts";
import type { AddCommand } from "../command-line.ts";
import { CliError } from "../errors.ts";
import { EXIT } from "../exit.ts";
import { isFolder, readFolder, writeOutput } from "../files.ts";
import type { Io } from "../io.ts";
import { toJson } from "../json.ts";
import { COVERAGE_HELP, engineOption, positive } from "../options.ts";
import { trapDocument } from "../run-document.ts";
import { style } from "../style.ts";
import { toJunit, toTap } from "../unit-tests/formats.ts";
import { testObjects } from "../unit-tests/pool.ts";
import type { ObjectReport, TestReport } from "../unit-tests/run.ts";
import { countTests, dimSummary, nameWidth, tellObject } from "../unit-tests/story.ts";

interface Options {
  filter?: string;
  engine: NonNullable<MachineOptions["engine"]>;
  jobs: number;
  budget?: number;
  tap?: string;
  junit?: string;
  coverage?: string;
  json?: true;
}

export const addTest: AddCommand = (parent, io, end) => {
  parent
    .command("test")
    .description("Run Cilium's BPF unit tests, compiled, without a kernel.")
    .argument(
      "<OBJ|DIR...>",
      "BPF object files with sections tc/test/NAME/check or xdp/test/NAME/check, or folders of them",
    )
    .option("--filter <RE>", "only tests whose OBJECT/NAME matches the regular expression", pattern)
    .addOption(engineOption("what executes the programs").default("interpreter"))
    .option("--jobs <N>", "objects tested at the same time", positive("--jobs"), availableParallelism())
    .option(
      "--budget <N>",
      "back edges, calls and iterations that a program may take (default: 2^24)",
      positive("--budget"),
    )
    .option("--tap <FILE>", "write the results in the Test Anything Protocol")
    .option("--junit <FILE>", "write the results as JUnit XML")
    .option("--coverage <DIR>", COVERAGE_HELP)
    .option("--json", "print one JSON document")
    .addHelpText(
      "after",
      `
Of a folder these are the files that end in .o. The last line is "N passed, N failed, N skipped". Exit code 1 if a test failed, 2 if an object could not be
tested.

Examples:
  skbox test bpf/tests/
  skbox test bpf/tests/tc_nodeport_*.o --filter dsr --junit results.xml`,
    )
    .action(async (files: string[], options: Options) => end(await runTests(files, options, io)));
};

/** Checked here, so that a wrong one is the call's fault; threads get the text. */
function pattern(text: string): string {
  try {
    new RegExp(text);
    return text;
  } catch (error) {
    throw new CliError("BAD_PATTERN", { name: "--filter", found: text }, { cause: error });
  }
}

/** The files, and those of folders in the order of their names. Throws CliError UNREADABLE or NO_OBJECTS. */
async function objectFiles(paths: readonly string[]): Promise<string[]> {
  const files = paths.map(async (path) => {
    if (!(await isFolder(path))) return [path];
    const names = await readFolder(path);
    const objects = names.filter((name) => name.endsWith(".o")).sort();
    if (objects.length === 0) throw new CliError("NO_OBJECTS", { name: path });
    return objects.map((name) => join(path, name));
  });
  return (await Promise.all(files)).flat();
}

async function runTests(paths: readonly string[], options: Options, io: Io): Promise<number> {
  const files = await objectFiles(paths);
  const reports: ObjectReport[] = [];
  const progress = io.progress?.(files.length);
  // Objects are told in the order of the call, each as soon as those before it are.
  let told = 0;
  const width = nameWidth(files);
  const tell = () => {
    for (let report = reports[told]; report; report = reports[++told]) {
      if (report.tests.length > 0 || report.error) io.out(tellObject(report, width, io));
    }
  };
  try {
    const { engine, filter = null, budget = null, coverage = null, jobs } = options;
    await testObjects(files, { engine, filter, budget, coverage }, jobs, (report, index) => {
      reports[index] = report;
      progress?.tick(report.file);
      if (!options.json && !progress) tell();
    });
  } finally {
    progress?.stop();
  }
  if (options.filter !== undefined && reports.every(({ tests, error }) => tests.length === 0 && !error)) {
    throw new CliError("NO_SUCH_TEST", { name: "--filter", found: options.filter });
  }
  const counts = countTests(reports);
  if (options.json) io.out(toJson({ objects: reports.map(objectDocument), ...counts }));
  else {
    tell();
    io.out(`${dimSummary(counts, style(io.color))}\n`);
  }
  if (options.tap) await writeOutput(options.tap, toTap(reports));
  if (options.junit) await writeOutput(options.junit, toJunit(reports));
  if (reports.some(({ error }) => error !== null)) return EXIT.WRONG;
  return counts.failed > 0 ? EXIT.FOUND : EXIT.DONE;
}

const objectDocument = ({ file, tests, error }: ObjectReport) => ({
  file,
  tests: tests.map(testDocument),
  error,
});

const testDocument = ({ packets, trap, durationMs, ...test }: TestReport) => ({
  ...test,
  packets: packets.map((packet) => ({ ...packet, expected: toHex(packet.expected), got: toHex(packet.got) })),
  trap: trap && trapDocument(trap),
  duration_ms: durationMs,
});
