import { type Command, Option } from "commander";
import {
  connectionRows,
  connectionText,
  endpointRows,
  endpointText,
  ipcacheRows,
  ipcacheText,
  metricRows,
  metricText,
  policyRows,
  policyText,
  serviceRows,
  serviceText,
} from "../../cilium/index.ts";
import { type Collection, Machine } from "../../vm/index.ts";
import type { AddCommand } from "../command-line.ts";
import { Inputs } from "../files.ts";
import type { Io } from "../io.ts";
import { toJson } from "../json.ts";
import { mapsOption, readMapFiles } from "../map-files.ts";
import { loadObject } from "../object.ts";
import { positive } from "../options.ts";

interface Options {
  maps: string[];
  json?: true;
  output?: "json";
  numeric?: true;
  endpoint?: number;
}

interface View {
  noun: string;
  verb: string;
  description: string;
  rows: (collection: Collection, options: Options) => readonly unknown[];
  text: (rows: never, options: Options) => string;
}

const view = <Row>(
  noun: string,
  verb: string,
  description: string,
  rows: (collection: Collection, options: Options) => readonly Row[],
  text: (rows: readonly Row[], options: Options) => string,
): View => ({ noun, verb, description, rows, text });

const VIEWS: readonly View[] = [
  view("endpoint", "list", "List the node's endpoints.", endpointRows, endpointText),
  view("lb", "list", "List services and their backends.", serviceRows, serviceText),
  view("ipcache", "list", "List addresses and their identities.", ipcacheRows, ipcacheText),
  view(
    "policy",
    "get",
    "List an endpoint's policy.",
    (collection, { endpoint }) => policyRows(collection, endpoint ?? endpointOf(collection)),
    (rows, { numeric }) => policyText(rows, numeric === true),
  ),
  view("ct", "list", "List connections.", connectionRows, connectionText),
  view("metrics", "list", "List what was forwarded and dropped, by reason.", metricRows, metricText),
];

/** The endpoint that the object is for, where it says so. */
function endpointOf({ spec }: Collection): number | null {
  const bytes = spec.variables.get("endpoint_id")?.bytes;
  return bytes ? bytes[0]! | (bytes[1]! << 8) : null;
}

export const addCilium: AddCommand = (parent, io) => {
  const cilium = parent
    .command("cilium")
    .description("Show what Cilium's maps say, as its own tools print it.");
  for (const one of VIEWS) {
    const noun = cilium.command(one.noun).description(one.description);
    addView(noun, one, io);
  }
};

function addView(parent: Command, { noun, verb, description, rows, text }: View, io: Io): void {
  const command = parent
    .command(verb)
    .description(description)
    .argument("<OBJ>", "BPF object whose maps these are, or its URL: its BTF has their layout")
    .addOption(mapsOption().makeOptionMandatory())
    .option("--json", "print the rows as one JSON document")
    .addOption(new Option("-o, --output <FORMAT>", "the same").choices(["json"]));
  if (noun === "policy") {
    command
      .option("-n, --numeric", "identities as numbers")
      .option(
        "--endpoint <ID>",
        "whose counters to show, where they are in a map of all endpoints",
        positive("--endpoint"),
      );
  }
  command
    .addHelpText("after", `\nExample:\n  skbox cilium ${noun} ${verb} bpf_lxc.o --maps node.json`)
    .action(async (file: string, options: Options) => {
      const spec = await loadObject(file);
      const maps = await readMapFiles(options.maps, spec, new Inputs(io));
      const { cpus } = maps;
      using machine = await Machine.create({ ...(cpus !== null && { cpus }) });
      const collection = machine.load(spec);
      maps.load(machine, collection, io);
      const found = rows(collection, options);
      io.out(options.json || options.output ? toJson(found) : text(found as never, options));
    });
}
