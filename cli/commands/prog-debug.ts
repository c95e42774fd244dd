import type { Command } from "commander";
import { type AddCommand, EXIT } from "../command-line.ts";
import { COMMANDS_HELP, DebugConsole } from "../debug-console.ts";
import { CliError } from "../errors.ts";
import { Inputs } from "../files.ts";
import type { Io } from "../io.ts";
import { describeError } from "../messages.ts";
import { prepareRun, type SceneOptions } from "./prog-run.ts";

interface Options extends SceneOptions {
  commands?: string;
}

/** Of the options of `prog run` those that say what the program finds. */
const SCENE: readonly (keyof SceneOptions)[] = [
  "dataIn",
  "ctxIn",
  "ctx",
  "linear",
  "set",
  "maps",
  "env",
  "ktime",
  "receive",
  "budget",
];

export const addProgDebug: AddCommand = (parent, io, end) => {
  const command = parent
    .command("debug")
    .description("Go through a run forwards and backwards, by line or by instruction.")
    .argument("<OBJ>", "BPF object file, or its URL")
    .argument("<PROG>", "name of a function, or of a section that holds one program");
  const run = parent.commands.find((other: Command) => other.name() === "run")!;
  for (const option of run.options) {
    if (SCENE.some((name) => name === option.attributeName())) command.addOption(option);
  }
  command
    .option("--commands <FILE>", "read the commands from a file (default: terminal or standard input)")
    .addHelpText(
      "after",
      `
${COMMANDS_HELP}
Exit code 1 if the run was stopped where it was left, 2 if a command was wrong.

Examples:
  skbox prog debug bpf_lxc.o cil_from_container --data-in syn.bin
  echo 'break policy.h:207
  continue
  registers' | skbox prog debug bpf_lxc.o cil_from_container --data-in syn.bin`,
    )
    .action(async (file: string, name: string, options: Options) => {
      end(await debug(file, name, options, io));
    });
};

async function debug(file: string, name: string, options: Options, io: Io): Promise<number> {
  const inputs = new Inputs(io);
  const {
    machine: owned,
    collection,
    attached,
    program,
    dataIn,
    ctx,
  } = await prepareRun(file, name, options, inputs, io);
  using machine = owned;
  if (program.context.packet !== "none" && !dataIn) throw new CliError("NO_PACKET", { name: program.name });
  const { linear } = options;
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
