import type { AddCommand } from "../command-line.ts";
import { readCoverage } from "../coverage-files.ts";
import { coverageTable, mergeFiles, summarize, totalOf, writeHtml, writeLcov } from "../coverage-report.ts";
import { CliError } from "../errors.ts";
import { EXIT } from "../exit.ts";
import type { Io } from "../io.ts";
import { toJson } from "../json.ts";
import { describeError } from "../messages.ts";

interface Options {
  lcov?: string;
  html?: string;
  source?: string;
  json?: true;
}

export const addCoverReport: AddCommand = (parent, io, end) => {
  parent
    .command("report")
    .description("Tell which lines, branches and functions of the C source were executed.")
    .argument("<DIR>", "the folder that commands with --coverage DIR have filled")
    .option("--lcov <FILE>", "write an lcov tracefile")
    .option("--html <DIR>", "write pages with the source")
    .option("--source <DIR>", "with --html: the source tree, wherever it was when the objects were compiled")
    .option("--json", "print one JSON document")
    .addHelpText(
      "after",
      `
Exit code 2 if a file of the folder is broken; the others are reported all the same.

Examples:
  skbox prog run bpf_lxc.o cil_from_container --data-in syn.bin --coverage coverage
  skbox test bpf/tests/*.o --coverage coverage
  skbox cover report coverage --html pages`,
    )
    .action(async (folder: string, options: Options) => end(await report(folder, options, io)));
};

async function report(folder: string, { lcov, html, source, json }: Options, io: Io): Promise<number> {
  if (source !== undefined && html === undefined)
    throw new CliError("NEEDS_OPTION", { name: "--source", expected: "--html" });
  const { objects, broken } = await readCoverage(folder);
  const files = mergeFiles(objects);
  if (lcov !== undefined) writeLcov(files, lcov);
  if (html !== undefined) writeHtml(files, html, source);
  if (json) {
    const summaries = files.map(summarize);
    io.out(
      toJson({
        objects: objects.map(({ id, runs }) => ({ id, runs })),
        total: totalOf(summaries),
        files: files.map((file, i) => ({
          path: file.path,
          summary: {
            lines: summaries[i]!.lines,
            branches: summaries[i]!.branches,
            functions: summaries[i]!.functions,
          },
          lines: file.lines,
          branches: file.branches,
          functions: file.functions,
        })),
        broken: broken.map(describeError),
      }),
    );
  } else if (files.length > 0) io.out(coverageTable(files));
  else if (objects.length > 0) io.out("the objects have no line information; compile them with `clang -g`\n");
  for (const error of broken) io.err(`skbox: ${describeError(error)!.message}\n`);
  return broken.length > 0 ? EXIT.WRONG : EXIT.DONE;
}
