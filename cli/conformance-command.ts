/**
 * `skbox-conformance`: a plugin for the runner of the public conformance suite, which starts it once per vector;
 * and, with `--suite`, all vectors of a directory by itself.
 */
import { join } from "node:path";
import { Command, CommanderError } from "commander";
import { fromHex, Machine, MachineError } from "../vm/index.ts";
import { judge, readVectors } from "./conformance-suite.ts";
import { wholeOf } from "./files.ts";
import type { Io } from "./io.ts";

const EXIT = { DONE: 0, FAILED: 1 } as const;

/** What executes the suite's vectors, one line of the report each; the kernel where it can be had. */
const engines = ["interpreter", "jit", "kernel"] as const;

interface Options {
  program?: string;
  suite?: string;
}

/**
 * Prints r0 in hexadecimal digits, or the suite's report, and returns the exit code: 0, or 1 with a message on
 * standard error. Never throws on bad input.
 */
export async function conformance(argv: readonly string[], io: Io): Promise<number> {
  const command = new Command("skbox-conformance")
    .description("Run BPF instructions on memory: a plugin for the runner of bpf_conformance.")
    .argument("[memory]", "hexadecimal bytes; r1 is their address, r2 their number")
    .option("--program <hex>", "the instructions' bytes; otherwise a line of standard input")
    .option("--suite <directory>", "run the vectors in `tests` and `negative` of this directory instead")
    .configureOutput({ writeOut: io.out, writeErr: io.err })
    .exitOverride();
  try {
    command.parse(argv, { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.DONE : EXIT.FAILED;
    throw error;
  }
  const { program, suite } = command.opts<Options>();
  if (suite !== undefined) return runSuite(suite, io);
  const text = program ?? Buffer.from(await wholeOf(io.stdin())).toString("latin1");
  return runOnce(text, command.args[0] ?? "", io);
}

async function runOnce(programText: string, memoryText: string, io: Io): Promise<number> {
  const fail = (message: string): number => {
    io.err(`skbox-conformance: ${message}\n`);
    return EXIT.FAILED;
  };
  const program = fromHex(programText.replace(/\s/g, ""));
  if (!program) return fail("the program is no hexadecimal bytes");
  const memory = fromHex(memoryText.replace(/\s/g, ""));
  if (!memory) return fail("the memory is no hexadecimal bytes");
  try {
    using machine = await Machine.create({ engine: engines[0] });
    const { r0, trap } = machine.loadRaw(program).run(memory);
    if (trap) return fail(`${trap.code} at instruction ${trap.pc}: ${trap.insn}`);
    io.out(`${r0!.toString(16)}\n`);
    return EXIT.DONE;
  } catch (error) {
    if (error instanceof MachineError) return fail(error.message);
    throw error;
  }
}

async function runSuite(directory: string, io: Io): Promise<number> {
  const positive = await readVectors(join(directory, "tests"));
  const negative = await readVectors(join(directory, "negative"));
  if (!positive || !negative) {
    io.out(`conformance: skipped, no vectors in ${directory}\n`);
    return EXIT.DONE;
  }
  let wrong = 0;
  for (const engine of engines) wrong += await runVectors(engine, positive, io);
  using machine = await Machine.create({ engine: engines[0] });
  let accepted = 0;
  for (const [name, text] of negative) {
    if (!judge(text, machine).passed) continue;
    accepted++;
    io.err(`negative: ${name}: accepted\n`);
  }
  io.out(`negative: ${negative.size - accepted} refused${accepted > 0 ? `, ${accepted} accepted` : ""}\n`);
  return wrong + accepted > 0 ? EXIT.FAILED : EXIT.DONE;
}

/** Prints the engine's line, and returns how many vectors failed. */
async function runVectors(
  engine: (typeof engines)[number],
  vectors: ReadonlyMap<string, string>,
  io: Io,
): Promise<number> {
  let created: Machine;
  try {
    created = await Machine.create({ engine });
  } catch (error) {
    if (!(error instanceof MachineError && error.code === "UNSUPPORTED")) throw error;
    io.out(`${engine}: skipped: ${error.message}\n`);
    return 0;
  }
  using machine = created;
  let [passed, failed, restated] = [0, 0, 0];
  const refused: string[] = [];
  for (const [name, text] of vectors) {
    const verdict = judge(text, machine);
    if (verdict.passed) {
      passed++;
      if (verdict.restated.length > 0) restated++;
    } else if (verdict.code === "VERIFIER_REFUSED") {
      refused.push(`  ${name}: ${verdict.message}\n`);
    } else {
      failed++;
      io.err(`${engine}: ${name}: ${verdict.code}: ${verdict.message}\n`);
    }
  }
  io.out(`${engine}: ${passed} passed, ${failed} failed\n`);
  if (restated > 0) {
    io.out(`  ${restated} of them with the number of a shift in a register: Linux takes none that is`);
    io.out(" as large as the width from the instruction\n");
  }
  if (refused.length > 0) io.out(`  ${refused.length} not judged, refused by Linux's verifier:\n`);
  for (const line of refused) io.out(`  ${line}`);
  return failed;
}
