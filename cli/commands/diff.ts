import { basename } from "node:path";
import { Option } from "commander";
import {
  CaptureError,
  type Collection,
  type CollectionSpec,
  type ComparedRun,
  Comparison,
  type ContextValues,
  LINK_TYPE_ETHERNET,
  Machine,
  readCapture,
} from "../../vm/index.ts";
import { parseFrame, toHex } from "../bytes.ts";
import { type CaptureFile, captureFiles } from "../captures.ts";
import { type AddCommand, EXIT } from "../command-line.ts";
import { contextFromJson } from "../context-values.ts";
import { differenceText } from "../difference-text.ts";
import { CliError } from "../errors.ts";
import { Inputs } from "../files.ts";
import { findProgram } from "../find-program.ts";
import type { Io } from "../io.ts";
import { isObject, parseJson, toJson } from "../json.ts";
import { loadMaps, type ParsedDump, parseMapDump } from "../map-dump.ts";
import { loadObject } from "../object.ts";
import { type Assignment, assignments } from "../options.ts";
import { setVariables } from "../variables.ts";

interface Options {
  dataIn?: string;
  pcap?: string;
  scene?: string;
  set?: Assignment[];
  against: "kernel";
  json?: true;
}

/** Frames that are run one after the other, from the same map contents on. */
interface Capture {
  file: string;
  frames: Uint8Array[];
  /** What is wrong with the file behind these frames, if anything. */
  broken: string | null;
}

/** What the maps hold at first, and how the object is configured. */
interface Scene {
  variables: Assignment[];
  maps: ParsedDump;
  ctx: ContextValues;
}

export const addDiff: AddCommand = (parent, io, end) => {
  parent
    .command("diff")
    .helpCommand(false)
    .description("Run packets through the interpreter and the Linux kernel, and show where they differ.")
    .argument("<OBJ>", "BPF object file, or its URL")
    .argument("<PROG>", "name of a function, or of a section that holds one program")
    .option(
      "--data-in <FILE>",
      "a packet: raw bytes, or hexadecimal text with # comments; - is standard input",
    )
    .option("--pcap <FILE|DIR>", "a capture, or a folder of captures; each begins with the same map contents")
    .option(
      "--scene <FILE>",
      'JSON with "variables", "maps" (as `prog run --maps-out` writes them) and "ctx"',
    )
    .option(
      "--set <NAME=VALUE>",
      "set a variable of the object to a number, MAC or IP address; may be given more than once",
      assignments("--set", "NAME=VALUE"),
    )
    .addOption(new Option("--against <ENGINE>", "what to compare with").choices(["kernel"]).default("kernel"))
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
  const spec = await loadObject(file);
  const inputs = new Inputs(io);
  const scene = await readScene(options, inputs);
  setVariables(spec, file, [...scene.variables, ...(options.set ?? [])]);
  const { name: program } = findProgram(spec, file, name);
  const captures = await readCaptures(program, options, inputs);

  using kernel = await Machine.create({ engine: options.against });
  using interpreter = await Machine.create({ cpus: kernel.cpus, clock: kernel.clock, hash: kernel.hash! });
  const comparison = new Comparison(
    load(interpreter, spec, scene, options),
    load(kernel, spec, scene, options),
    program,
  );
  const report = new Report(options, io);
  for (const { file, frames, broken } of captures) {
    report.capture(file, frames, comparison.capture(frames, { ctx: scene.ctx }));
    if (broken !== null) report.broken(file, broken);
  }
  return report.end();
}

function load(machine: Machine, spec: CollectionSpec, { maps }: Scene, { scene }: Options): Collection {
  const collection = machine.load(spec);
  loadMaps(collection, maps, scene ?? "");
  return collection;
}

/** Throws CliError UNREADABLE, NOT_JSON, BAD_SCENE, BAD_MAPS or BAD_CONTEXT. */
async function readScene({ scene: file }: Options, inputs: Inputs): Promise<Scene> {
  if (file === undefined) return { variables: [], maps: new Map(), ctx: {} };
  const document = parseJson(await inputs.read(file, "--scene"), file);
  const known = ["variables", "maps", "ctx"];
  if (!isObject(document) || Object.keys(document).some((key) => !known.includes(key))) {
    throw new CliError("BAD_SCENE", { file, expected: `an object with ${known.join(", ")}` });
  }
  const { variables = {}, maps = {}, ctx = {} } = document;
  if (!isObject(variables)) throw new CliError("BAD_SCENE", { file, expected: "an object of variables" });
  return {
    variables: Object.entries(variables).map(([name, value]) => [name, String(value)]),
    maps: parseMapDump(maps, file),
    ctx: contextFromJson(ctx, file),
  };
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

  capture(file: string, frames: readonly Uint8Array[], runs: readonly ComparedRun[]): void {
    this.#captures++;
    for (const [i, run] of runs.entries()) {
      const place = { file, packet: i + 1 };
      if (this.#json) this.#io.out(toJson({ ...place, ...document(run) }));
      if (run.outcome === "refused") {
        const reason = run.reason.message;
        this.#refused.set(reason, (this.#refused.get(reason) ?? 0) + 1);
      } else if (run.outcome === "same") this.#same++;
      else if (this.#different++ === 0 && !this.#json) {
        this.#io.out(
          `${basename(file)}, packet ${place.packet}: ${differenceText(frames[i]!, run, this.#io)}\n`,
        );
      }
    }
  }

  broken(file: string, reason: string): void {
    this.#broken++;
    this.#io.err(`skbox: ${file}: ${reason}\n`);
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
        `${count(compared, "packet")} of ${count(this.#captures, "capture")} compared: ${differ}; ` +
          `${refused} refused by the kernel's test-run\n`,
      );
    }
    if (this.#different > 0) return EXIT.FOUND;
    return this.#broken > 0 || compared === 0 ? EXIT.WRONG : EXIT.DONE;
  }
}

const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? "" : "s"}`;

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
  return { outcome: run.outcome, retval: run.right.retval, differences };
}
