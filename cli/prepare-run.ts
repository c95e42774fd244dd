/** What a run finds when it begins: the options that say so, and a machine in which all of it is in place. */
import { Option } from "commander";
import {
  type Collection,
  type CollectionSpec,
  type ContextValues,
  Machine,
  type MachineOptions,
  type Program,
} from "../vm/index.ts";
import { attachPrograms } from "./attach.ts";
import { parseFrame } from "./bytes.ts";
import { contextFromJson, contextFromText } from "./context-values.ts";
import { parseEnvironment } from "./environment-file.ts";
import { CliError } from "./errors.ts";
import type { Inputs } from "./files.ts";
import { findProgram } from "./find-program.ts";
import type { Io } from "./io.ts";
import { parseJson } from "./json.ts";
import { mapsOption, readMapFiles } from "./map-files.ts";
import { loadObject, type TypeName, typeOption } from "./object.ts";
import { type Assignment, assignments, nanoseconds, positive, setOption } from "./options.ts";
import {
  EMPTY_SCENE,
  isOfPacket,
  packetVariables,
  parseScene,
  type Scene,
  sceneOption,
  settingsOf,
} from "./scene.ts";
import { setVariables } from "./variables.ts";

/** Options that say what a scene does. */
export interface SceneOptions {
  ctxIn?: string;
  ctx?: Assignment[];
  set?: Assignment[];
  type?: TypeName;
  maps?: string[];
  scene?: string;
  env?: string;
}

export interface SetupOptions extends SceneOptions {
  dataIn?: string;
  pcap?: string;
  linear?: number;
  ktime?: bigint;
  receive?: NonNullable<MachineOptions["receive"]>;
  budget?: number;
}

const PACKET = "The packet:";
const FOUND = "What the program finds:";

/** The options of `SceneOptions`. */
export const sceneOptions = (): Option[] =>
  [
    setOption(),
    typeOption(),
    mapsOption(),
    new Option(
      "--ctx <FIELD=VALUE>",
      "set a context field, as the kernel holds it; may be given more than once",
    ).argParser(assignments("--ctx", "FIELD=VALUE")),
    new Option("--ctx-in <FILE>", "JSON object of context fields, - is standard input"),
    new Option(
      "--env <FILE>",
      "interfaces, routes, neighbours, sockets and pods in YAML or JSON, - is standard input",
    ),
    sceneOption(),
  ].map((option) => option.helpGroup(FOUND));

/** The options of `SetupOptions`, of all commands that run one program. */
export const setupOptions = (): Option[] => [
  new Option(
    "--data-in <FILE>",
    "the packet: raw bytes, or hexadecimal text with # comments or as xxd and tcpdump -xx print it; - is standard input",
  ).helpGroup(PACKET),
  new Option(
    "--pcap <FILE|DIR>",
    "the packets of a capture, or of all captures in a folder, one after the other; - is standard input",
  )
    .conflicts(["dataIn"])
    .helpGroup(PACKET),
  new Option("--linear <N>", "bytes of the packet that are directly accessible (default: all)")
    .argParser(positive("--linear"))
    .helpGroup(PACKET),
  new Option(
    "--receive <HOW>",
    "how packets arrive: as in the kernel's test-run, or at a tc ingress (default with captures, --follow and monitor)",
  )
    .choices(["test-run", "ingress"])
    .helpGroup(PACKET),
  ...sceneOptions(),
  new Option("--ktime <SECONDS>", "the machine's uptime at the first packet (default: an hour)")
    .argParser(nanoseconds("--ktime"))
    .helpGroup(FOUND),
  new Option(
    "--budget <N>",
    "back edges, calls and iterations that a run may take (default: 2^24)",
  ).argParser(positive("--budget")),
];

/** `--packet`, of the commands that tell of one packet of a capture. */
export const packetOption = (): Option =>
  new Option("--packet <N>", "with --pcap: this packet alone, after those before it have been run")
    .argParser(positive("--packet"))
    .helpGroup(PACKET);

/** What the command that runs decides itself. */
export interface SetupChoices {
  engine: NonNullable<MachineOptions["engine"]>;
  /** How packets arrive where `--receive` does not say. */
  receive: NonNullable<MachineOptions["receive"]>;
  /** Is given the object before variables are set. */
  configure?: (spec: CollectionSpec) => void;
}

/** What a call of the command is about; whoever has it closes the machine. */
export interface ReadyRun {
  machine: Machine;
  collection: Collection;
  /** Collections whose programs hang at interfaces. */
  attached: readonly Collection[];
  program: Program;
  /** Null without `--data-in`. */
  dataIn: Uint8Array | null;
  ctx: ContextValues;
  /** What `--env` or the scene says. */
  environment: MachineOptions["environment"] | null;
}

/** Loads the object into a machine and puts everything in place that the options name. */
export async function prepareRun(
  file: string,
  name: string,
  options: SetupOptions,
  choices: SetupChoices,
  inputs: Inputs,
  io: Io,
): Promise<ReadyRun> {
  const spec = await loadObject(file, options.type);
  const { name: programName } = findProgram(spec, file, name);
  const dataIn = options.dataIn
    ? parseFrame(await inputs.read(options.dataIn, "--data-in"), options.dataIn)
    : null;
  const { variables, ctx, maps, environment } = await readScene(options, spec, inputs);
  choices.configure?.(spec);
  setVariables(spec, file, valuesFor(dataIn, variables));

  const { engine } = choices;
  const { cpus } = maps;
  const machine = await Machine.create({
    engine,
    // The kernel's frames arrive by its test-run.
    receive: options.receive ?? (engine === "kernel" ? "test-run" : choices.receive),
    ...(options.ktime !== undefined && { clock: options.ktime }),
    ...(cpus !== null && { cpus }),
    ...(options.budget && { budget: options.budget }),
    ...(environment && { environment }),
  });
  try {
    const ifindex = ctx.ifindex === undefined ? null : Number(ctx.ifindex);
    const place = options.env ?? options.scene;
    const attached = environment
      ? await attachPrograms(machine, environment, place!, { file, spec, ifindex }, inputs, io)
      : { own: null, all: [] };
    const collection = attached.own ?? machine.load(spec);
    maps.load(machine, collection, io);
    const program = collection.program(programName);
    return { machine, collection, attached: attached.all, program, dataIn, ctx, environment };
  } catch (error) {
    machine.close();
    throw error;
  }
}

/** Values of variables, of which some may be what the packet says. */
function valuesFor(packet: Uint8Array | null, given: readonly Assignment[]) {
  const ofPacket = given.find(([, text]) => isOfPacket(text));
  if (ofPacket && !packet)
    throw new CliError("NEEDS_OPTION", { name: ofPacket.join("="), expected: "--data-in" });
  return packetVariables(given).flatMap(([name, says]) => {
    const value = says(packet ?? new Uint8Array(0));
    return value === null ? [] : [[name, value] as const];
  });
}

/** What the options say, over what the scene's file does. Throws CliError. */
export async function readScene(options: SceneOptions, spec: CollectionSpec, inputs: Inputs): Promise<Scene> {
  const scene = options.scene
    ? parseScene(await inputs.read(options.scene, "--scene"), options.scene)
    : EMPTY_SCENE;
  const ctx = { ...scene.ctx, ...(await readContext(options, inputs)) };
  const maps = await readMapFiles(options.maps ?? [], spec, inputs);
  maps.addAll(scene.maps);
  const environment = options.env
    ? parseEnvironment(await inputs.read(options.env, "--env"), options.env)
    : scene.environment;
  return { variables: settingsOf(scene, options.set ?? []), maps, ctx, environment };
}

async function readContext({ ctxIn, ctx }: SceneOptions, inputs: Inputs): Promise<ContextValues> {
  const values = ctxIn ? contextFromJson(parseJson(await inputs.read(ctxIn, "--ctx-in"), ctxIn), ctxIn) : {};
  for (const [field, text] of ctx ?? []) Object.assign(values, contextFromText(field, text));
  return values;
}
