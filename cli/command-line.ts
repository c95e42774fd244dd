import { createRequire } from "node:module";
import { Command, CommanderError } from "commander";
import { EXIT } from "./exit.ts";
import type { Io } from "./io.ts";
import { toJson } from "./json.ts";
import { describeError } from "./messages.ts";

const { version } = createRequire(import.meta.url)("skbox/package.json") as { version: string };

/** Adds a verb to its noun's command; its action says how the command ends. */
export type AddCommand = (parent: Command, io: Io, end: (code: number) => void) => void;

const NOUNS: Readonly<Record<string, string>> = {
  prog: "Show, run, debug, disassemble and verify the programs of an object.",
  map: "Show the maps of an object, and what they hold.",
  btf: "Show the types of an object.",
  net: "Show which programs are attached to which interfaces.",
  cover: "Report what runs covered.",
};

/** Each is loaded when it is called: all of them take longer to load than many a program to run. */
const COMMANDS: readonly (readonly [words: string, load: () => Promise<AddCommand>])[] = [
  ["prog show", async () => (await import("./commands/prog-show.ts")).addProgShow],
  ["prog run", async () => (await import("./commands/prog-run.ts")).addProgRun],
  ["prog debug", async () => (await import("./commands/prog-debug.ts")).addProgDebug],
  ["prog dump", async () => (await import("./commands/prog-dump.ts")).addProgDump],
  ["prog verify", async () => (await import("./commands/prog-verify.ts")).addProgVerify],
  ["map show", async () => (await import("./commands/map-show.ts")).addMapShow],
  ["map dump", async () => (await import("./commands/map-dump.ts")).addMapDump],
  ["btf dump", async () => (await import("./commands/btf-dump.ts")).addBtfDump],
  ["net show", async () => (await import("./commands/net-show.ts")).addNetShow],
  ["test", async () => (await import("./commands/test.ts")).addTest],
  ["cover report", async () => (await import("./commands/cover-report.ts")).addCoverReport],
  ["diff", async () => (await import("./commands/diff.ts")).addDiff],
  ["fuzz", async () => (await import("./commands/fuzz.ts")).addFuzz],
  ["monitor", async () => (await import("./commands/monitor.ts")).addMonitor],
  ["cilium", async () => (await import("./commands/cilium.ts")).addCilium],
];

/** The command that is called; all of them for help, or where none is called rightly. */
function calledCommands(argv: readonly string[]) {
  if (argv[0] === "--version" || argv[0] === "-V") return [];
  const called = COMMANDS.filter(([words]) => words.split(" ").every((word, i) => word === argv[i]));
  return called.length > 0 ? called : COMMANDS;
}

/**
 * Runs `skbox` with these arguments and returns its exit code: 0 done, 1 a run trapped or a test failed, 2 the
 * input or the call is wrong. Never throws.
 */
export async function commandLine(argv: readonly string[], io: Io): Promise<number> {
  let exit: number = EXIT.DONE;
  const json = argv.includes("--json");
  // Commander's own help command knows the first word only.
  const words = argv[0] === "help" && argv.length > 1 ? [...argv.slice(1), "--help"] : argv;
  try {
    const program = await createProgram(words, io, (code) => {
      exit = code;
    });
    await program.parseAsync(words, { from: "user" });
    return exit;
  } catch (error) {
    if (error instanceof CommanderError && (error.exitCode === 0 || error.code === "commander.help")) {
      return error.exitCode === 0 ? EXIT.DONE : EXIT.WRONG;
    }
    const described = describeError(error);
    if (described === null) {
      io.err(`skbox: internal error, please report it: ${error instanceof Error ? error.stack : error}\n`);
      return EXIT.INTERNAL;
    }
    io.err(json ? toJson({ error: described }) : `skbox: ${described.message}\n`);
    return EXIT.WRONG;
  }
}

async function createProgram(argv: readonly string[], io: Io, end: (code: number) => void): Promise<Command> {
  const program = new Command("skbox")
    .description("Run real BPF objects on packets, without a kernel, root or a cluster.")
    .configureOutput({
      writeOut: (text) => io.out(text),
      writeErr: (text) => io.err(text),
      // Printed once, by commandLine.
      outputError: () => {},
      getOutHelpWidth: () => io.columns,
      getErrHelpWidth: () => io.columns,
      getOutHasColors: () => io.color,
      getErrHasColors: () => io.color,
    })
    .exitOverride()
    .version(version)
    .helpCommand("help [COMMAND]", "show what a command does")
    .addHelpText(
      "after",
      `
Examples:
  skbox prog show bpf_lxc.o
  skbox prog run bpf_lxc.o cil_from_container --data-in arp-request.hex
  skbox prog run bpf_lxc.o cil_from_container --data-in syn.hex --trace
  skbox monitor bpf_lxc.o cil_from_container --pcap node.pcap --verdict dropped
  skbox fuzz bpf_lxc.o cil_from_container --focus arp
  skbox test bpf/tests/*.o

Exit codes: 0 done, 1 a run was stopped, a test failed or something was found, 2 the input or the call is wrong.`,
    );
  // Settings are inherited, so they come before the commands.
  const nouns = new Map<string, Command>();
  for (const [words, load] of calledCommands(argv)) {
    const noun = words.split(" ")[0]!;
    const description = NOUNS[noun];
    if (description && !nouns.has(noun)) nouns.set(noun, program.command(noun).description(description));
    (await load())(nouns.get(noun) ?? program, io, end);
  }
  return program;
}
