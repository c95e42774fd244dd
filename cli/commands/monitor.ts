import { Option } from "commander";
import { NO_PEERS, Peers, setAgentDefaults } from "../../cilium/index.ts";
import { type MachineOptions, Replay, readEnvironment } from "../../vm/index.ts";
import { capturedPackets, captureFiles } from "../captures.ts";
import type { AddCommand } from "../command-line.ts";
import { CliError } from "../errors.ts";
import { EXIT } from "../exit.ts";
import { Inputs } from "../files.ts";
import type { FlowFilterOptions } from "../flow-filter.ts";
import { FLOW_OUTPUTS, type FlowOutput, FlowTeller } from "../flow-teller.ts";
import type { Io } from "../io.ts";
import { writeMaps } from "../map-dump.ts";
import { engineOption, repeated } from "../options.ts";
import { prepareRun, type SetupOptions, setupOptions } from "../prepare-run.ts";

interface Options extends SetupOptions, FlowFilterOptions {
  mapsOut?: string;
  follow?: true;
  engine: NonNullable<MachineOptions["engine"]>;
  verbose: number;
  output: FlowOutput;
  json?: true;
}

export const addMonitor: AddCommand = (parent, io, end) => {
  const command = parent
    .command("monitor")
    .description("Run a program on packets and tell the flows that it and those behind it notify of.")
    .argument("<OBJ>", "BPF object file, or its URL")
    .argument("<PROG>", "name of a function, or of a section that holds one program");
  for (const option of setupOptions()) command.addOption(option);
  command
    .option(
      "--maps-out <FILE>",
      "write the maps behind the last packet, as YAML if FILE ends so, else as JSON",
    )
    .option("--follow", "follow each packet into what --env attaches where it goes")
    .option("--pod <PREFIX>", "only flows of pods of that name ([NAMESPACE/]NAME)", repeated)
    .option("--verdict <VERDICT>", "only flows with it: forwarded, dropped, traced …", repeated)
    .option("--protocol <NAME>", "only flows of it: tcp, udp, icmp, sctp, arp …", repeated)
    .addOption(
      new Option(
        "-o, --output <FORMAT>",
        "as hubble observe or, with debug messages, cilium monitor -v or -vv",
      )
        .choices(FLOW_OUTPUTS)
        .default("compact"),
    )
    .option(
      "-v, --verbose",
      "the same as --output monitor; -vv as --output verbose, with the packet's headers",
      (_, given: number) => given + 1,
      0,
    )
    .addOption(engineOption("what executes the program").default("interpreter"))
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
  const inputs = new Inputs(io);
  const ready = await prepareRun(
    file,
    name,
    options,
    { engine: options.engine, receive: "ingress", configure: setAgentDefaults },
    inputs,
    io,
  );
  const { collection, program, ctx, environment } = ready;
  using machine = ready.machine;
  const peers = environment ? new Peers(readEnvironment(environment)) : NO_PEERS;
  const { json, verbose } = options;
  const output = json ? "json" : verbose > 1 ? "verbose" : verbose === 1 ? "monitor" : options.output;
  const teller = new FlowTeller({ output, peers, filter: options }, io);
  const { linear } = options;
  const run = (data: Uint8Array | null) =>
    options.follow && data
      ? machine
          .follow(program, { data, ctx, ...(linear && { linear }) })
          .flatMap(({ result }) => result ?? [])
      : [program.run({ ...(data && { data }), ...(linear && { linear }), ctx })];
  let wrong = false;
  if (options.pcap !== undefined) {
    if (program.context.packet === "none") throw new CliError("TAKES_NO_PACKET", { name: program.name });
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
  } else {
    const takesPacket = program.context.packet !== "none";
    if (takesPacket && !ready.dataIn) throw new CliError("NO_PACKET", { name: program.name });
    for (const result of run(takesPacket ? ready.dataIn : null)) teller.hear(result, null);
  }
  teller.end();
  if (options.mapsOut) await writeMaps(options.mapsOut, collection);
  if (wrong || teller.runs === 0) return EXIT.WRONG;
  return teller.stopped ? EXIT.FOUND : EXIT.DONE;
}
