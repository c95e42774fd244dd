import { availableParallelism } from "node:os";
import { join } from "node:path";
import { type Command, Option } from "commander";
import {
  type CollectionSpec,
  Coverage,
  coverageObject,
  ETH_HLEN,
  ETHERNET_MTU,
  type FileCoverage,
  FOCI,
  type Focus,
  type FuzzInput,
  MAX_PACKET,
  Machine,
  VARIABLE,
  type Variable,
} from "../../vm/index.ts";
import { toHex } from "../bytes.ts";
import { capturedPackets, captureFiles } from "../captures.ts";
import type { AddCommand } from "../command-line.ts";
import { makeCoverageFolder, writeCoverage } from "../coverage-files.ts";
import { CliError } from "../errors.ts";
import { EXIT } from "../exit.ts";
import { Inputs } from "../files.ts";
import { findProgram } from "../find-program.ts";
import { CorpusFolder } from "../fuzz/corpus-folder.ts";
import { Fuzzing, type Outcome, type Progress } from "../fuzz/fuzzing.ts";
import { parseInvariants } from "../fuzz/invariants-file.ts";
import { KernelReferee } from "../fuzz/kernel.ts";
import { mergeCorpora } from "../fuzz/merge.ts";
import { findingSentence, linesReached, tellFindings, type Written, writeFindings } from "../fuzz/report.ts";
import { type FuzzSettings, loaded, sceneOf } from "../fuzz/settings.ts";
import type { Io } from "../io.ts";
import { toJson } from "../json.ts";
import { grouped, plural } from "../numbers.ts";
import { loadObject, type TypeName, typeOption } from "../object.ts";
import { type Assignment, positive, setOption, shard, someOf } from "../options.ts";
import { sceneOption } from "../scene.ts";
import { style } from "../style.ts";
import { table } from "../table.ts";

interface Options {
  time?: number;
  executions?: number;
  seed: number;
  jobs: number;
  shard?: { index: number; count: number };
  focus: Focus;
  vary: Variable[];
  invariants?: string;
  corpus?: string;
  seeds?: string;
  findings: string;
  coverage?: string;
  scene?: string;
  set?: Assignment[];
  type?: TypeName;
  receive: "test-run" | "ingress";
  budget: number;
  maxLength: number;
  against?: "kernel";
  feedback: boolean;
  json?: true;
}

const DEFAULT_SECONDS = 60;
/** Far more than a packet takes, and soon reached. */
const DEFAULT_BUDGET = 100_000;
const DEFAULT_LENGTH = ETH_HLEN + ETHERNET_MTU;

export const addFuzz: AddCommand = (parent, io, end) => {
  const fuzz = parent
    .command("fuzz")
    .helpCommand(false)
    .description("Search for packets that a program is wrong about.")
    .argument("<OBJ>", "BPF object file, or its URL")
    .argument("<PROG>", "name of a function, or of a section that holds one program")
    .option(
      "--time <SECONDS>",
      `how long to search (default: ${DEFAULT_SECONDS}, without --executions)`,
      positive("--time"),
    )
    .option("--executions <N>", "how many inputs to run, in all threads together", positive("--executions"))
    .option("--seed <N>", "where random numbers start", positive("--seed"), 1)
    .option("--jobs <N>", "threads", positive("--jobs"), availableParallelism())
    .option("--shard <I/N>", "the Ith of N campaigns that share the work and nothing else", shard("--shard"))
    .addOption(new Option("--focus <WHAT>", "packets to aim at").choices(FOCI).default("all"))
    .option("--vary <LIST>", `what changes: ${VARIABLE.join(",")}`, someOf("--vary", VARIABLE), [
      "packet" as Variable,
    ])
    .option("--invariants <FILE>", "what has to hold after every run, in YAML (docs/fuzz.md)")
    .option("--corpus <DIR>", "keep inputs that take new ways there, and go on with those that are there")
    .option("--seeds <FILE|DIR>", "begin with the packets of a capture, or of a folder of captures")
    .option("--findings <DIR>", "where packets go that show what is wrong", "findings")
    .option("--coverage <DIR>", "add what ran to the folder's coverage, once each")
    .addOption(sceneOption())
    .addOption(setOption())
    .addOption(typeOption())
    .addOption(
      new Option("--receive <HOW>", "how packets arrive: as in the kernel's test-run, or at a tc ingress")
        .choices(["test-run", "ingress"])
        .default("test-run"),
    )
    .option(
      "--budget <N>",
      "back edges, calls and iterations that a run may take",
      positive("--budget"),
      DEFAULT_BUDGET,
    )
    .option("--max-length <BYTES>", "length of the longest packet", positive("--max-length"), DEFAULT_LENGTH)
    .addOption(new Option("--against <ENGINE>", "also compare every input that is kept").choices(["kernel"]))
    .option("--no-feedback", "search blindly, for comparison: nothing of the program guides the search")
    .option("--json", "print one JSON document")
    .addHelpText(
      "after",
      `
Wrong is what stops a run, does not end, breaks an invariant, depends on stack that nobody wrote, or what engines
do not agree on. Exit code 1 if something was found. The same seed, jobs and executions find the same.

Examples:
  skbox fuzz bpf_lxc.o cil_from_container --focus arp --time 900 --corpus corpus/
  skbox fuzz bpf_lxc.o cil_from_container --invariants policy.yaml --scene scene.yaml --shard 2/8
  skbox fuzz merge corpus-*/ --output corpus/`,
    )
    .action(async (file: string, name: string, options: Options) => {
      end(await fuzzProgram(file, name, options, io));
    });
  fuzz
    .command("merge")
    .helpCommand(false)
    .description(
      "Put corpora together, and keep what it takes to go every way that any of their inputs goes.",
    )
    .argument("<DIR...>", "folders that --corpus wrote for one program")
    .requiredOption("--output <DIR>", "where the result goes")
    .option("--json", "print one JSON document")
    .action(async (folders: string[], { output }: { output: string }, command: Command) => {
      const merged = await mergeCorpora(folders, output);
      // The same option of the command around this one takes it.
      const { json } = command.optsWithGlobals<{ json?: true }>();
      const text = `${grouped(merged.inputs)} inputs of ${folders.length} corpora, ${grouped(merged.kept)} kept in ${output}`;
      io.out(json ? toJson(merged) : `${text}\n`);
      end(EXIT.DONE);
    });
};

async function fuzzProgram(file: string, name: string, options: Options, io: Io): Promise<number> {
  if (options.maxLength > MAX_PACKET) {
    throw new CliError("NOT_A_NUMBER", {
      name: "--max-length",
      found: String(options.maxLength),
      expected: `at most ${MAX_PACKET}`,
    });
  }
  const inputs = new Inputs(io);
  const spec = await loadObject(file, options.type);
  const { name: program } = findProgram(spec, file, name);
  const scene =
    options.scene === undefined
      ? null
      : { file: options.scene, bytes: await inputs.read(options.scene, "--scene") };
  const parsed = sceneOf({ scene });
  const referee = options.against ? await KernelReferee.create(parsed) : null;
  try {
    const settings: FuzzSettings = {
      file,
      program,
      type: options.type,
      variables: options.set ?? [],
      scene,
      receive: options.receive,
      budget: options.budget,
      cpus: referee?.cpus ?? 1,
      hash: referee?.hash ?? null,
      maxLength: options.maxLength,
      seed: options.seed,
      focus: options.focus,
      vary: options.vary,
      feedback: options.feedback,
      invariants: null,
    };
    if (options.invariants !== undefined) {
      const bytes = await inputs.read(options.invariants, "--invariants");
      settings.invariants = parseInvariants(bytes, options.invariants, spec.programs.get(program)!);
    }
    // What is wrong with variables and maps is told before any thread runs.
    using machine = await Machine.create();
    await loaded(settings, machine, (text) => io.err(text));
    await referee?.load(settings);
    const corpus = options.corpus === undefined ? null : new CorpusFolder(options.corpus);
    const known = (await corpus?.read()) ?? [];
    await corpus?.open({
      version: 1,
      object: file,
      program,
      variables: settings.variables,
      scene: options.scene ?? null,
      receive: options.receive,
    });
    const seeds = [...known, ...(await seedInputs(options, inputs, io))];
    return await search(spec, settings, seeds, corpus, referee, options, io);
  } finally {
    referee?.close();
  }
}

async function seedInputs({ seeds }: Options, inputs: Inputs, io: Io): Promise<FuzzInput[]> {
  if (seeds === undefined) return [];
  const found: FuzzInput[] = [];
  for await (const { packet } of capturedPackets(await captureFiles(seeds), inputs, io)) {
    if (packet)
      found.push({
        data: packet.data.slice(),
        linear: 0,
        ctx: {},
        scene: { variables: new Map(), elements: [] },
      });
  }
  return found;
}

async function search(
  spec: CollectionSpec,
  settings: FuzzSettings,
  seeds: readonly FuzzInput[],
  corpus: CorpusFolder | null,
  referee: KernelReferee | null,
  options: Options,
  io: Io,
): Promise<number> {
  const { jobs, shard, executions = null } = options;
  const seconds = options.time ?? (executions === null ? DEFAULT_SECONDS : null);
  if (options.coverage !== undefined) await makeCoverageFolder(options.coverage);
  const fuzzing = new Fuzzing(settings, { jobs, firstStream: ((shard?.index ?? 1) - 1) * jobs });
  const stop = () => fuzzing.stop();
  process.once("SIGINT", stop);
  let outcome: Outcome;
  try {
    outcome = await fuzzing.run(seeds, {
      executions,
      seconds,
      kept: async (added) => {
        await corpus?.write(added);
        return referee?.judge(added) ?? [];
      },
      progress: (progress) => io.status?.(statusLine(progress)),
    });
  } finally {
    process.off("SIGINT", stop);
    io.status?.("");
    await fuzzing.close();
  }
  if (referee) outcome.compared = referee.compared;
  const coverage = new Coverage(coverageObject(spec));
  coverage.add(outcome.coverage);
  if (options.coverage !== undefined) await writeCoverage(options.coverage, coverage);
  const files = coverage.files();
  const folder = corpus ? join(corpus.path, options.findings) : options.findings;
  const written = await writeFindings(outcome.findings, folder, settings);
  io.out(
    options.json
      ? toJson(document(outcome, files, written, settings))
      : text(outcome, files, written, settings, jobs, io),
  );
  return written.length > 0 ? EXIT.FOUND : EXIT.DONE;
}

function statusLine({ seconds, executions, rate, corpus, edges, sinceNew, findings }: Progress): string {
  const found = findings > 0 ? `, ${plural(findings, "finding")}` : "";
  return (
    `${Math.round(seconds)} s: ${grouped(executions)} executions (${grouped(rate)}/s), ${edges} edges, ` +
    `${corpus} inputs, last new ${Math.round(sinceNew)} s ago${found}`
  );
}

function text(
  outcome: Outcome,
  files: readonly FileCoverage[],
  written: readonly Written[],
  settings: FuzzSettings,
  jobs: number,
  io: Io,
): string {
  const { executions, seconds, cpuSeconds, corpus, edges, edgesInReach } = outcome;
  const lines = [
    `${settings.program}: ${grouped(executions)} executions in ${seconds.toFixed(1)} s on ` +
      `${plural(jobs, "thread")} (${grouped(executions / seconds)}/s; ` +
      `${grouped(executions / cpuSeconds)} for each second of a core)`,
    `corpus     ${grouped(corpus)} inputs`,
    `edges      ${grouped(edges)} of ${grouped(edgesInReach)} in the programs that ran`,
  ];
  const reached = linesReached(files);
  if (reached.length > 0) {
    const hit = reached.reduce((sum, file) => sum + file.hit, 0);
    const all = reached.reduce((sum, file) => sum + file.lines, 0);
    lines.push(`lines      ${grouped(hit)} of ${grouped(all)} in the files that were reached`);
    const rows = reached.map(({ file, hit, lines }) => [file, String(hit), String(lines)]);
    lines.push(
      ...table(["file", "reached", "lines"], rows)
        .trimEnd()
        .split("\n")
        .map((row) => `           ${row}`),
    );
  }
  if (outcome.compared !== null) lines.push(`kernel     ${grouped(outcome.compared)} inputs compared`);
  const found = written.length;
  lines.push(`findings   ${found === 0 ? "none" : found}`);
  return `${lines.join("\n")}\n${found === 0 ? "" : `\n${tellFindings(written, style(io.color))}`}`;
}

const document = (
  outcome: Outcome,
  files: readonly FileCoverage[],
  written: readonly Written[],
  settings: FuzzSettings,
) => ({
  program: settings.program,
  seed: settings.seed,
  focus: settings.focus,
  vary: settings.vary,
  executions: outcome.executions,
  seconds: outcome.seconds,
  cpu_seconds: outcome.cpuSeconds,
  corpus: outcome.corpus,
  edges: outcome.edges,
  edges_in_reach: outcome.edgesInReach,
  lines: linesReached(files),
  compared: outcome.compared,
  history: outcome.history,
  findings: written.map(({ finding, pcap, hex, replay }) => {
    const { kind, key, input, executions, seconds, times } = finding as typeof finding & { seconds: number };
    return {
      kind,
      key,
      message: findingSentence(finding),
      ...(finding.kind === "trap" && {
        trap: {
          code: finding.trap.code,
          program: finding.trap.program,
          pc: finding.trap.pc,
          insn: finding.trap.insn,
          line: finding.trap.line,
          kernelRefuses: finding.trap.kernelRefuses,
        },
      }),
      ...("differences" in finding && {
        differences: finding.differences.map(({ what, name }) => ({ what, name })),
      }),
      packet: toHex(input.data),
      executions,
      seconds,
      times,
      pcap,
      hex,
      replay,
    };
  }),
});
