import { Option } from "commander";
import {
  type Collection,
  type ContextValues,
  type Hop,
  type Machine,
  type MachineOptions,
  type Program,
  type RunResult,
  TRACE_LEVELS,
  type TraceLevel,
} from "../../vm/index.ts";
import { formatFrame, toHex } from "../bytes.ts";
import type { AddCommand } from "../command-line.ts";
import { recordCoverage } from "../coverage-files.ts";
import { explainDrop } from "../drop-explanation.ts";
import { CliError } from "../errors.ts";
import { EXIT } from "../exit.ts";
import { Inputs, writeOutput } from "../files.ts";
import type { Io } from "../io.ts";
import { toJson } from "../json.ts";
import { type MapState, mapChanges, mapState } from "../map-changes.ts";
import { writeMaps } from "../map-dump.ts";
import { COVERAGE_HELP, engineOption, positive } from "../options.ts";
import { packetOption, prepareRun, type ReadyRun, type SetupOptions, setupOptions } from "../prepare-run.ts";
import { type CaptureRun, runCaptures, upToPacket } from "../run-captures.ts";
import { runDocument } from "../run-document.ts";
import { type ToldHop, tell, tellHops } from "../story.ts";
import { dropDocument, traceDocument } from "../trace-document.ts";
import type { ToldTrace } from "../trace-story.ts";
import { TracedObjects } from "../trace-text.ts";

interface Options extends SetupOptions {
  packet?: number;
  write?: string;
  dataOut?: string;
  ctxOut?: string;
  repeat: number;
  mapsOut?: string;
  follow?: true;
  engine?: NonNullable<MachineOptions["engine"]>;
  trace?: TraceLevel | true;
  coverage?: string;
  json?: true;
}

/** Options that say something of one packet. */
const OF_ONE_PACKET: readonly (readonly [option: string, name: keyof Options])[] = [
  ["--data-out", "dataOut"],
  ["--ctx-out", "ctxOut"],
  ["--repeat", "repeat"],
  ["--follow", "follow"],
  ["--trace", "trace"],
];

export const addProgRun: AddCommand = (parent, io, end) => {
  const command = parent
    .command("run")
    .description("Run a program on a packet and tell what became of it.")
    .argument("<OBJ>", "BPF object file, or its URL")
    .argument("<PROG>", "name of a function, or of a section that holds one program");
  for (const option of setupOptions()) command.addOption(option);
  command
    .addOption(packetOption().conflicts(["write"]))
    .option(
      "--write <FILE>",
      "with --pcap: write what the packets became, as pcap if FILE ends so, else pcapng",
    )
    .option(
      "--data-out <FILE>",
      "write the packet after the run, as text if FILE ends in .hex, else as bytes",
    )
    .option("--ctx-out <FILE>", "write the context after the run as JSON")
    .option("--repeat <N>", "runs in a row, each on the packet as given", positive("--repeat"), 1)
    .option(
      "--maps-out <FILE>",
      "write the maps after the run: as YAML if FILE ends so, else as JSON with bpftool's bytes",
    )
    .option("--follow", "follow the packet into what --env attaches where it goes, and tell each hop")
    .addOption(engineOption("what executes the program (default: interpreter, with --pcap auto)"))
    .addOption(
      new Option("--trace [LEVEL]", "tell what the run did: folded to a screen, or all of a level")
        .choices(TRACE_LEVELS)
        .conflicts(["repeat"]),
    )
    .option("--coverage <DIR>", COVERAGE_HELP)
    .option("--json", "print one JSON document; with --pcap one line per packet, and a summary")
    .addHelpText(
      "after",
      `
Exit code 1 if the run was stopped.

Examples:
  skbox prog run bpf_lxc.o cil_from_container --data-in syn.bin --trace
  skbox prog run bpf_lxc.o cil_from_container --data-in arp-request.hex
  skbox prog run bpf_lxc.o cil_from_container --data-in syn.bin --set endpoint_ipv4=10.0.1.5 --json
  skbox prog run bpf_lxc.o cil_from_container --data-in syn.bin --env two-pods.yaml --follow
  skbox prog run bpf_lxc.o cil_from_container --pcap node.pcap --write after.pcapng
  skbox prog run bpf_lxc.o cil_from_container --pcap node.pcap --packet 17 --trace`,
    )
    .action(async (file: string, name: string, options: Options) => {
      end(await runProgram(file, name, options, io));
    });
};

/** The exit code. */
async function runProgram(file: string, name: string, options: Options, io: Io): Promise<number> {
  const needs = (option: string, other: string) =>
    new CliError("NEEDS_OPTION", { name: option, expected: other });
  const isCapture = options.pcap !== undefined;
  if (options.packet !== undefined && !isCapture) throw needs("--packet", "--pcap");
  if (options.write !== undefined && !isCapture) throw needs("--write", "--pcap");
  for (const [option, name] of OF_ONE_PACKET) {
    const given = name === "repeat" ? options.repeat > 1 : options[name] !== undefined;
    if (given && isCapture && options.packet === undefined) throw needs(`${option} of a capture`, "--packet");
  }
  const inputs = new Inputs(io);
  const engine = options.engine ?? (isCapture ? "auto" : "interpreter");
  const receive = isCapture || options.follow ? "ingress" : "test-run";
  const ready = await prepareRun(file, name, options, { engine, receive }, inputs, io);
  using machine = ready.machine;
  const { collection, attached } = ready;
  const coverage = options.coverage === undefined ? null : await recordCoverage(machine, options.coverage);
  const code = await execute(ready, options, inputs, io);
  await coverage?.write([collection, ...attached]);
  return code;
}

/** The exit code. */
async function execute(ready: ReadyRun, options: Options, inputs: Inputs, io: Io): Promise<number> {
  const { machine, collection, attached, program, ctx } = ready;
  let { dataIn } = ready;
  if (options.pcap !== undefined) {
    const { pcap, write, linear, json, packet } = options;
    const run = { machine, collection, program, ctx, linear, pcap, write, json: json === true };
    if (packet === undefined) return runWhole(run, options, inputs, io);
    dataIn = await upToPacket(run, packet, inputs);
  }
  const takesPacket = program.context.packet !== "none";
  if (takesPacket && !dataIn) throw new CliError("NO_PACKET", { name: program.name });

  if (options.follow) {
    const collections = [collection, ...attached];
    const stopped = await followPacket(options, machine, collection, collections, program, dataIn, ctx, io);
    return stopped ? EXIT.FOUND : EXIT.DONE;
  }
  const before = options.json ? null : mapState(collection);
  const tracing = traceRuns(options, machine, [collection, ...attached]);
  const result = program.run({
    ...(dataIn && { data: dataIn }),
    ...(options.linear && { linear: options.linear }),
    ctx,
    repeat: options.repeat,
  });
  const trace = tracing?.take() ?? null;
  await writeFiles(options, collection, result);
  if (before === null)
    io.out(toJson({ ...runDocument(result), ...(trace && traceDocuments(trace, result)) }));
  else {
    const changes = mapChanges(collection, before);
    const { repeat } = options;
    const packet = takesPacket ? dataIn : null;
    io.out(tell({ program, dataIn: packet, ctxIn: ctx, repeat, result, changes, trace }, io));
  }
  return result.trap ? EXIT.FOUND : EXIT.DONE;
}

/** All packets of the captures. Returns the exit code. */
async function runWhole(run: CaptureRun, options: Options, inputs: Inputs, io: Io): Promise<number> {
  const code = await runCaptures(run, inputs, io);
  if (options.mapsOut) await writeMaps(options.mapsOut, run.collection);
  return code;
}

/** Whether a run was stopped. */
async function followPacket(
  options: Options,
  machine: Machine,
  collection: Collection,
  collections: readonly Collection[],
  program: Program,
  data: Uint8Array | null,
  ctx: ContextValues,
  io: Io,
): Promise<boolean> {
  const told: ToldHop[] = [];
  const all = [...new Set(collections)];
  let before: MapState[] = all.map(mapState);
  const tracing = traceRuns(options, machine, all);
  const traces: (ToldTrace | null)[] = [];
  const hops = machine.follow(program, {
    data: data ?? new Uint8Array(0),
    ctx,
    ...(options.linear && { linear: options.linear }),
    onHop: (hop) => {
      const trace = tracing?.take() ?? null;
      traces.push(trace);
      if (options.json) return;
      // Maps that several objects share show once.
      const changes = all.flatMap((one, i) => mapChanges(one, before[i]!));
      const once = new Map(changes.map((change) => [change.map, change]));
      told.push({ ...hop, changes: [...once.values()], trace });
      before = all.map(mapState);
    },
  });
  const results = hops.flatMap(({ result }) => result ?? []);
  const [first] = results;
  await writeFiles(options, collection, results.at(-1)!);
  if (options.json)
    io.out(toJson({ ...runDocument(first!), hops: hops.map((hop, i) => hopDocument(hop, traces[i]!)) }));
  else io.out(tellHops(told, io));
  return results.some(({ trap }) => trap !== null);
}

/** Starts writing down what runs do, if that was asked for; what `take` gives can be told. */
function traceRuns(
  { trace: wanted }: Options,
  machine: Machine,
  collections: readonly Collection[],
): { take(): ToldTrace } | null {
  if (wanted === undefined) return null;
  const folds = wanted === true;
  const level = folds ? "calls" : wanted;
  // Why a packet was dropped is read from the lines.
  const recording = machine.recordTrace({ level: level === "calls" ? "lines" : level });
  const objects = new TracedObjects(collections);
  return { take: () => ({ trace: recording.take(), level, folds, objects }) };
}

function traceDocuments({ trace, level, objects }: ToldTrace, result: RunResult) {
  const drop = explainDrop(trace, objects, result);
  return { trace: traceDocument(trace, level, objects), drop: drop && dropDocument(drop, objects) };
}

function hopDocument(
  { interface: ifindex, hook, program, data, result, outcome }: Hop,
  trace: ToldTrace | null,
) {
  return {
    interface: ifindex,
    hook,
    program: program?.name ?? null,
    data_in: toHex(data),
    result: result && { ...runDocument(result), ...(trace && traceDocuments(trace, result)) },
    outcome,
  };
}

async function writeFiles(options: Options, collection: Collection, result: RunResult): Promise<void> {
  const { dataOut, ctxOut, mapsOut } = options;
  if (dataOut)
    await writeOutput(dataOut, dataOut.endsWith(".hex") ? formatFrame(result.dataOut) : result.dataOut);
  if (ctxOut) await writeOutput(ctxOut, toJson(result.ctxOut));
  if (mapsOut) await writeMaps(mapsOut, collection);
}
