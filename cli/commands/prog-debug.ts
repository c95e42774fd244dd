import type { AddCommand } from "../command-line.ts";
import { COMMANDS_HELP, DebugConsole } from "../debug-console.ts";
import { CliError } from "../errors.ts";
import { EXIT } from "../exit.ts";
import { Inputs } from "../files.ts";
import type { Io } from "../io.ts";
import { describeError } from "../messages.ts";
import { packetOption, prepareRun, type SetupOptions, setupOptions } from "../prepare-run.ts";
import { upToPacket } from "../run-captures.ts";

interface Options extends SetupOptions {
  packet?: number;
  commands?: string;
}

export const addProgDebug: AddCommand = (parent, io, end) => {
  const command = parent
    .command("debug")
    .description("Go through a run forwards and backwards, by line or by instruction.")
    .argument("<OBJ>", "BPF object file, or its URL")
    .argument("<PROG>", "name of a function, or of a section that holds one program");
  for (const option of setupOptions()) command.addOption(option);
  command
    .addOption(packetOption())
    .option("--commands <FILE>", "read the commands from a file (default: terminal or standard input)")
    .addHelpText(
      "after",
      `
${COMMANDS_HELP}
Exit code 1 if the run was stopped where it was left, 2 if a command was wrong.

Examples:
  skbox prog debug bpf_lxc.o cil_from_container --data-in syn.bin
  skbox prog debug bpf_lxc.o cil_from_container --pcap node.pcap --packet 17 --maps dumps/
  echo 'break policy.h:207
  continue
  registers' | skbox prog debug bpf_lxc.o cil_from_container --data-in syn.bin`,
    )
    .action(async (file: string, name: string, options: Options) => {
      end(await debug(file, name, options, io));
    });
};

async function debug(file: string, name: string, options: Options, io: Io): Promise<number> {
  const { linear, pcap, packet } = options;
  const needs = (option: string, other: string) =>
    new CliError("NEEDS_OPTION", { name: option, expected: other });
  if (packet !== undefined && pcap === undefined) throw needs("--packet", "--pcap");
  if (pcap !== undefined && packet === undefined) throw needs("--pcap", "--packet");
  const inputs = new Inputs(io);
  const receive = pcap === undefined ? "test-run" : "ingress";
  // What is before the packet is run at once.
  const engine = pcap === undefined ? "interpreter" : "auto";
  const ready = await prepareRun(file, name, options, { engine, receive }, inputs, io);
  const { collection, attached, program, ctx } = ready;
  using machine = ready.machine;
  const dataIn =
    pcap === undefined || packet === undefined
      ? ready.dataIn
      : await upToPacket({ machine, program, ctx, linear, pcap }, packet, inputs);
  if (program.context.packet !== "none" && !dataIn) throw new CliError("NO_PACKET", { name: program.name });
  using session = machine.debug(program, { ctx, ...(dataIn && { data: dataIn }), ...(linear && { linear }) });
  const console = new DebugConsole(session, [collection, ...attached], io);
  const isInteractive = options.commands === undefined && io.prompt !== undefined;

  const lines = isInteractive
    ? io.prompt!("(skbox) ", (line) => console.complete(line))
    : scripted(await inputs.read(options.commands ?? "-", "--commands"));
  io.out(console.greeting());
  let failed = false;
  let last = "";
  for await (const line of lines) {
    // An empty line does the last one again, as in gdb.
    const text = line.trim() || (isInteractive ? last : "");
    last = text;
    if (text === "") continue;
    try {
      const answer = console.execute(text);
      if (answer === null) break;
      io.out(answer);
    } catch (error) {
      const described = describeError(error);
      if (!described) throw error;
      failed = true;
      io.err(`${described.message}\n`);
    }
  }
  if (failed && !isInteractive) return EXIT.WRONG;
  return session.result?.trap ? EXIT.FOUND : EXIT.DONE;
}

/** Lines of commands; `#` begins a comment. */
async function* scripted(bytes: Uint8Array): AsyncGenerator<string> {
  for (const line of new TextDecoder().decode(bytes).split("\n")) yield line.replace(/(^|\s)#.*/, "");
}
