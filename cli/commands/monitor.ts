import { Option } from "commander";
import { NO_PEERS, Peers, setAgentDefaults } from "../../cilium/index.ts";
import {
  type ContextValues,
  Machine,
  type MachineOptions,
  type Program,
  Replay,
  readEnvironment,
} from "../../vm/index.ts";
import { attachPrograms } from "../attach.ts";
import { parseFrame } from "../bytes.ts";
import { capturedPackets, captureFiles } from "../captures.ts";
import { type AddCommand, EXIT } from "../command-line.ts";
import { contextFromText } from "../context-values.ts";
import { parseEnvironment } from "../environment-file.ts";
import { CliError } from "../errors.ts";
import { Inputs } from "../files.ts";
import { findProgram } from "../find-program.ts";
import type { FlowFilterOptions } from "../flow-filter.ts";
import { FlowTeller } from "../flow-teller.ts";
import type { Io } from "../io.ts";
import { writeMaps } from "../map-dump.ts";
import { mapsOption, readMapFiles } from "../map-files.ts";
import { loadObject } from "../object.ts";
import { type Assignment, assignments, nanoseconds, repeated, setOption } from "../options.ts";
import { setVariables } from "../variables.ts";

interface Options extends FlowFilterOptions {
  pcap?: string;
  dataIn?: string;
  ctx?: Assignment[];
  set?: Assignment[];
  maps?: string[];
  mapsOut?: string;
  env?: string;
  follow?: true;
  ktime?: bigint;
  receive?: NonNullable<MachineOptions["receive"]>;
  engine: NonNullable<MachineOptions["engine"]>;
  verbose?: true;
  output: "compact" | "monitor" | "json";
  json?: true;
}

export const addMonitor: AddCommand = (parent, io, end) => {
  parent
    .command("monitor")
    .description("Run a program on packets and tell the flows that it and those behind it notify of.")
    .argument("<OBJ>", "BPF object file, or its URL")
    .argument("<PROG>", "name of a function, or of a section that holds one program")
    .option(
      "--pcap <FILE|DIR>",
      "the packets of a capture, or of all captures in a folder; - is standard input",
    )
    .option("--data-in <FILE>", "one packet: raw bytes, or hexadecimal text; - is standard input")
    .option(
      "--ctx <FIELD=VALUE>",
      "set a context field; may be given more than once",
      assignments("--ctx", "FIELD=VALUE"),
    )
    .addOption(setOption())
    .addOption(mapsOption())
    .option(
      "--maps-out <FILE>",
      "write the maps behind the last packet, as YAML if FILE ends so, else as JSON",
    )
    .option("--env <FILE>", "pods, services, interfaces, routes … in YAML or JSON, - is standard input")
    .option("--follow", "follow each packet into what --env attaches where it goes")
    .option(
      "--ktime <SECONDS>",
      "the machine's uptime at the first packet (default: an hour)",
      nanoseconds("--ktime"),
    )
    .option("--pod <PREFIX>", "only flows of pods of that name ([NAMESPACE/]NAME)", repeated)
    .option("--verdict <VERDICT>", "only flows with it: forwarded, dropped, traced …", repeated)
    .option("--protocol <NAME>", "only flows of it: tcp, udp, icmp, sctp, arp …", repeated)
    .addOption(
      new Option("-o, --output <FORMAT>", "lines as hubble observe's or cilium monitor's, or JSON")
        .choices(["compact", "monitor", "json"])
        .default("compact"),
    )
    .option("-v, --verbose", "the same as --output monitor, which has debug messages as well")
    .addOption(
      new Option("--receive <HOW>", "how packets arrive: at a tc ingress, or as in the kernel's test-run")
        .choices(["test-run", "ingress"])
        .default("ingress"),
    )
    .addOption(
      new Option("--engine <NAME>", "what executes the program")
        .choices(["interpreter", "jit", "kernel"])
        .default("interpreter"),
    )
    .option("--json", "the same as --output json: one line per notification")
    .addHelpText(
      "after",
      `
Exit code 1 if a run was stopped, 2 if a capture is broken or no packet could be run.

Examples:
  skbox monitor bpf_lxc.o cil_from_container --pcap pod.pcap --env lab.yaml --verdict dropped
  skbox monitor bpf_lxc.o cil_from_container --data-in syn.hex --set endpoint_ipv4=10.0.1.5 -v`,
    )
    .action(async (file: string, name: string, options: Options) => {
      end(await monitor(file, name, options, io));
    });
};

/** The exit code. */
async function monitor(file: string, name: string, options: Options, io: Io): Promise<number> {
  const spec = await loadObject(file);
  setAgentDefaults(spec);
  setVariables(spec, file, options.set ?? []);
  const { name: programName } = findProgram(spec, file, name);
  const inputs = new Inputs(io);
  const environment = options.env
    ? parseEnvironment(await inputs.read(options.env, "--env"), options.env)
    : null;
  const maps = await readMapFiles(options.maps ?? [], spec, inputs);
  const ctx: ContextValues = {};
  for (const [field, text] of options.ctx ?? []) Object.assign(ctx, contextFromText(field, text));

  const { cpus } = maps;
  using machine = await Machine.create({
    engine: options.engine,
    // The kernel's frames arrive by its test-run.
    receive: options.engine === "kernel" ? "test-run" : options.receive!,
    ...(options.ktime !== undefined && { clock: options.ktime }),
    ...(cpus !== null && { cpus }),
    ...(environment && { environment }),
  });
  const ifindex = ctx.ifindex === undefined ? null : Number(ctx.ifindex);
  const attached = environment
    ? await attachPrograms(machine, environment, options.env!, { file, spec, ifindex }, inputs, io)
    : { own: null, all: [] };
  const collection = attached.own ?? machine.load(spec);
  maps.load(machine, collection, io);
  const program = collection.program(programName);

  const peers = environment ? new Peers(readEnvironment(environment)) : NO_PEERS;
  const output = options.json ? "json" : options.verbose ? "monitor" : options.output;
  const teller = new FlowTeller({ output, peers, filter: options }, io);
  const run = (data: Uint8Array | null) =>
    options.follow && data
      ? machine.follow(program, { data, ctx }).flatMap(({ result }) => result ?? [])
      : [program.run({ ...(data && { data }), ctx })];
  let wrong = false;
  if (options.pcap !== undefined) {
    if (program.context.packet === "none") throw new CliError("TAKES_NO_PACKET", { name: programName });
    const replay = new Replay(machine, program);
    for await (const { file: capture, packet, broken } of capturedPackets(
      await captureFiles(options.pcap),
      inputs,
      io,
    )) {
      const problem = broken ?? replay.prepare(packet);
      if (problem) {
        wrong ||= broken !== null;
        const where = packet ? `${capture}, packet ${packet.number}` : capture;
        io.err(`skbox: ${where}: ${problem.message}\n`);
      } else {
        for (const result of run(packet!.data)) teller.hear(result, packet!.timestamp);
      }
    }
  } else for (const result of run(await readPacket(program, options, inputs))) teller.hear(result, null);
  teller.end();
  if (options.mapsOut) await writeMaps(options.mapsOut, collection);
  if (wrong || teller.runs === 0) return EXIT.WRONG;
  return teller.stopped ? EXIT.FOUND : EXIT.DONE;
}

/** Null for a context without a packet. Throws CliError NO_PACKET. */
async function readPacket(
  { name, context }: Program,
  { dataIn }: Options,
  inputs: Inputs,
): Promise<Uint8Array | null> {
  if (context.packet === "none") return null;
  if (dataIn === undefined) throw new CliError("NO_PACKET", { name });
  return parseFrame(await inputs.read(dataIn, "--data-in"), dataIn);
}
