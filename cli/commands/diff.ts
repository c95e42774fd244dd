import { basename } from "node:path";
import { Option } from "commander";
import {
  CaptureError,
  type Collection,
  type ComparedRun,
  Comparison,
  LINK_TYPE_ETHERNET,
  Machine,
  readCapture,
} from "../../vm/index.ts";
import { parseFrame, toHex } from "../bytes.ts";
import { type CaptureFile, captureFiles } from "../captures.ts";
import type { AddCommand } from "../command-line.ts";
import { recordCoverage } from "../coverage-files.ts";
import { differenceText } from "../difference-text.ts";
import { CliError } from "../errors.ts";
import { EXIT } from "../exit.ts";
import { Inputs } from "../files.ts";
import { findProgram } from "../find-program.ts";
import type { Io } from "../io.ts";
import { toJson } from "../json.ts";
import { plural } from "../numbers.ts";
import { loadObject } from "../object.ts";
import { type Assignment, COVERAGE_HELP } from "../options.ts";
import { readScene, type SceneOptions, sceneOptions } from "../prepare-run.ts";
import { packetVariables } from "../scene.ts";
import { setVariables } from "../variables.ts";

interface Options extends SceneOptions {
  dataIn?: string;
  pcap?: string;
  against: "kernel";
  coverage?: string;
  json?: true;
}

/** Frames that are run one after the other, from the same map contents on. */
interface Capture {
  file: string;
  frames: Uint8Array[];
  /** What is wrong with the file behind these frames, if anything. */
  broken: string | null;
}

export const addDiff: AddCommand = (parent, io, end) => {
  const command = parent
    .command("diff")
    .description("Run packets through the interpreter and the Linux kernel, and show where they differ.")
    .argument("<OBJ>", "BPF object file, or its URL")
    .argument("<PROG>", "name of a function, or of a section that holds one program")
    .optionsGroup("The packets:")
    .option(
      "--data-in <FILE>",
      "a packet: raw bytes, or hexadecimal text with # comments; - is standard input",
    )
    .option(
      "--pcap <FILE|DIR>",
      "a capture, or a folder of captures; each begins with the same map contents",
    );
  for (const option of sceneOptions()) command.addOption(option);
  command
    .optionsGroup("Options:")
    .addOption(new Option("--against <ENGINE>", "what to compare with").choices(["kernel"]).default("kernel"))
    .option("--coverage <DIR>", COVERAGE_HELP)
    .option("--json", "print one JSON line per packet")
    .addHelpText(
      "after",
      `
Compares the returned value, the packet, the context, events, and after each capture every map. It needs root.
Packets that the kernel's test-run does not take count as refused. Exit code 1 if something differs.

Example:
  skbox diff bpf_lxc.o cil_from_container --pcap captures/ --set endpoint_ipv4=10.0.1.5`,
    )
    .action(async (file: string, name: string, options: Options) => {
      end(await diff(file, name, options, io));
    });
};

async function diff(file: string, name: string, options: Options, io: Io): Promise<number> {
  const inputs = new Inputs(io);
  const spec = await loadObject(file, options.type);
  const { name: program } = findProgram(spec, file, name);
  const captures = await readCaptures(program, options, inputs);
  const scene = await readScene(options, spec, inputs);
  const groups = grouped(captures, scene.variables);
  // What is wrong with them is told before anything runs.
  for (const { variables } of groups) setVariables(spec, file, variables);

  const { environment } = scene;
  using kernel = await Machine.create({ engine: options.against, ...(environment && { environment }) });
  using interpreter = await Machine.create({
    engine: "interpreter",
    cpus: kernel.cpus,
    clock: kernel.clock,
    hash: kernel.hash!,
    ...(environment && { environment }),
  });
  const coverage =
    options.coverage === undefined ? null : await recordCoverage(interpreter, options.coverage);
  const report = new Report(options, io);
  const progress = io.progress?.(groups.flatMap(({ parts }) => parts).length);
  for (const { variables, parts } of groups) {
    const load = async (machine: Machine): Promise<Collection> => {
      const spec = await loadObject(file, options.type);
      setVariables(spec, file, variables);
      const collection = machine.load(spec);
      scene.maps.load(machine, collection, io);
      return collection;
    };
    const own = await load(interpreter);
    const comparison = new Comparison(own, await load(kernel), program);
    for (const { capture, frames } of parts) {
      const runs = comparison.capture(
        frames.map(({ data }) => data),
        { ctx: scene.ctx },
      );
      report.part(capture.file, frames, runs);
      progress?.tick(basename(capture.file));
    }
    await coverage?.write([own]);
    // What programs share goes on to the next group as it was at first.
    comparison.reset();
  }
  progress?.stop();
  for (const capture of captures) report.capture(capture);
  return report.end();
}

/** A frame, and its place in its capture, from 1 on. */
interface Frame {
  data: Uint8Array;
  number: number;
}

/** Frames for which the object is configured alike, by capture. */
interface Group {
  variables: (readonly [name: string, value: string | Uint8Array])[];
  parts: { capture: Capture; frames: Frame[] }[];
}

function grouped(captures: readonly Capture[], assignments: readonly Assignment[]): Group[] {
  const variables = packetVariables(assignments);
  const groups = new Map<string, Group>();
  for (const capture of captures) {
    for (const [i, data] of capture.frames.entries()) {
      const values = variables.flatMap(([name, read]) => {
        const value = read(data);
        return value === null ? [] : [[name, value] as const];
      });
      const key = JSON.stringify(values.map(([name, value]) => [name, `${value}`]));
      const group = groups.get(key) ?? { variables: values, parts: [] };
      groups.set(key, group);
      const last = group.parts.at(-1);
      const part = last?.capture === capture ? last : { capture, frames: [] };
      if (part !== last) group.parts.push(part);
      part.frames.push({ data, number: i + 1 });
    }
  }
  return [...groups.values()];
}

async function readCaptures(program: string, { dataIn, pcap }: Options, inputs: Inputs): Promise<Capture[]> {
  if (dataIn !== undefined) {
    const frame = parseFrame(await inputs.read(dataIn, "--data-in"), dataIn);
    return [{ file: dataIn, frames: [frame], broken: null }];
  }
  if (pcap === undefined) throw new CliError("NO_PACKET", { name: program });
  const captures: Capture[] = [];
  for (const file of await captureFiles(pcap)) captures.push(await readFrames(file, inputs));
  return captures;
}

async function readFrames({ file }: CaptureFile, inputs: Inputs): Promise<Capture> {
  const frames: Uint8Array[] = [];
  try {
    for await (const { data, interface: from } of readCapture(inputs.stream(file, "--pcap"))) {
      if (from.linkType !== LINK_TYPE_ETHERNET) throw new CaptureError("LINK_TYPE", null, from.linkType);
      frames.push(data);
    }
    return { file, frames, broken: null };
  } catch (error) {
    if (error instanceof CaptureError) return { file, frames, broken: error.message };
    throw error;
  }
}

/** Prints what is found as it is found, and sums it up. */
class Report {
  readonly #io: Io;
  readonly #json: boolean;
  readonly #refused = new Map<string, number>();
  #captures = 0;
  #same = 0;
  #different = 0;
  #broken = 0;

  constructor({ json }: Options, io: Io) {
    this.#io = io;
    this.#json = json === true;
  }

  /** Runs of frames of a capture. */
  part(file: string, frames: readonly Frame[], runs: readonly ComparedRun[]): void {
    for (const [i, run] of runs.entries()) {
      const { data, number } = frames[i]!;
      if (this.#json) this.#io.out(toJson({ file, packet: number, ...document(run) }));
      if (run.outcome === "refused") {
        const reason = run.reason.message;
        this.#refused.set(reason, (this.#refused.get(reason) ?? 0) + 1);
      } else if (run.outcome === "same") this.#same++;
      else if (this.#different++ === 0 && !this.#json) {
        this.#io.out(`${basename(file)}, packet ${number}: ${differenceText(data, run, this.#io)}\n`);
      }
    }
  }

  capture({ file, broken }: Capture): void {
    this.#captures++;
    if (broken === null) return;
    this.#broken++;
    this.#io.err(`skbox: ${file}: ${broken}\n`);
  }

  end(): number {
    const compared = this.#same + this.#different;
    const refused = [...this.#refused.values()].reduce((sum, count) => sum + count, 0);
    if (!this.#json) {
      const differ =
        this.#different === 0
          ? "none differs"
          : this.#different === 1
            ? "1 differs"
            : `${this.#different} differ`;
      this.#io.out(
        `${plural(compared, "packet")} of ${plural(this.#captures, "capture")} compared: ${differ}; ` +
          `${refused} refused by the kernel's test-run\n`,
      );
    }
    if (this.#different > 0) return EXIT.FOUND;
    return this.#broken > 0 || compared === 0 ? EXIT.WRONG : EXIT.DONE;
  }
}

function document(run: ComparedRun) {
  if (run.outcome === "refused") {
    const { code, message, fields } = run.reason;
    return { outcome: run.outcome, reason: { code, message, errno: fields.errno ?? null } };
  }
  const differences = run.differences.map(({ what, name, key, left, right }) => ({
    what,
    name,
    key: key && toHex(key),
    interpreter: left instanceof Uint8Array ? toHex(left) : left,
    kernel: right instanceof Uint8Array ? toHex(right) : right,
  }));
  const { retval, action, redirect, events } = run.right;
  return {
    outcome: run.outcome,
    retval,
    action,
    redirect: redirect && {
      ...redirect,
      ...(redirect.nextHop && { nextHop: toHex(redirect.nextHop) }),
    },
    events: events.map(({ map, data }) => ({ map, data: toHex(data) })),
    differences,
  };
}
