import { createRequire } from "node:module";
import { Command, CommanderError } from "commander";
import { addBtfDump } from "./commands/btf-dump.ts";
import { addCilium } from "./commands/cilium.ts";
import { addCoverReport } from "./commands/cover-report.ts";
import { addDiff } from "./commands/diff.ts";
import { addFuzz } from "./commands/fuzz.ts";
import { addMapDump } from "./commands/map-dump.ts";
import { addMapShow } from "./commands/map-show.ts";
import { addMonitor } from "./commands/monitor.ts";
import { addNetShow } from "./commands/net-show.ts";
import { addProgDebug } from "./commands/prog-debug.ts";
import { addProgDump } from "./commands/prog-dump.ts";
import { addProgRun } from "./commands/prog-run.ts";
import { addProgShow } from "./commands/prog-show.ts";
import { addProgVerify } from "./commands/prog-verify.ts";
import { addTest } from "./commands/test.ts";
import type { Io } from "./io.ts";
import { toJson } from "./json.ts";
import { describeError } from "./messages.ts";

export const EXIT = { DONE: 0, FOUND: 1, WRONG: 2, INTERNAL: 70 } as const;

const { version } = createRequire(import.meta.url)("skbox/package.json") as { version: string };

/** Adds a verb to its noun's command; its action says how the command ends. */
export type AddCommand = (parent: Command, io: Io, end: (code: number) => void) => void;

/**
 * Runs `skbox` with these arguments and returns its exit code: 0 done, 1 a run trapped or a test failed, 2 the
 * input or the call is wrong. Never throws.
 */
export async function commandLine(argv: readonly string[], io: Io): Promise<number> {
  let exit: number = EXIT.DONE;
  const json = argv.includes("--json");
  const program = createProgram(io, (code) => {
    exit = code;
  });
  try {
    await program.parseAsync(argv, { from: "user" });
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

function createProgram(io: Io, end: (code: number) => void): Command {
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
  const prog = program
    .command("prog")
    .description("Show, run, debug, disassemble and verify the programs of an object.");
  addProgShow(prog, io, end);
  addProgRun(prog, io, end);
  addProgDebug(prog, io, end);
  addProgDump(prog, io, end);
  addProgVerify(prog, io, end);
  const map = program.command("map").description("Show the maps of an object, and what they hold.");
  addMapShow(map, io, end);
  addMapDump(map, io, end);
  const btf = program.command("btf").description("Show the types of an object.");
  addBtfDump(btf, io, end);
  const net = program.command("net").description("Show which programs hang at which interfaces.");
  addNetShow(net, io, end);
  addTest(program, io, end);
  const cover = program.command("cover").description("Report what runs covered.");
  addCoverReport(cover, io, end);
  addDiff(program, io, end);
  addFuzz(program, io, end);
  addMonitor(program, io, end);
  addCilium(program, io, end);
  return program;
}
