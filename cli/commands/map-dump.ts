import { Machine } from "../../vm/index.ts";
import { mapJson, mapsJson } from "../bpftool-json.ts";
import type { AddCommand } from "../command-line.ts";
import { CliError } from "../errors.ts";
import { Inputs } from "../files.ts";
import type { Io } from "../io.ts";
import { mapsOption, readMapFiles } from "../map-files.ts";
import { mapsYaml, shownElements } from "../map-yaml.ts";
import { nearest } from "../nearest.ts";
import { loadObject } from "../object.ts";

interface Options {
  maps?: string[];
  json?: true;
  pretty?: true;
}

export const addMapDump: AddCommand = (parent, io) => {
  parent
    .command("dump")
    .description("Print what maps hold: after loading the object, and after filling them from dumps.")
    .argument("<OBJ>", "BPF object file, or its URL")
    .argument("[MAP]", "name of a map; without it, all that hold something and can be filled")
    .addOption(mapsOption())
    .option("--json", "print what `bpftool -j map dump` prints, for several maps by their names")
    .option("--pretty", "the same as `bpftool -p map dump` prints it")
    .addHelpText(
      "after",
      `
Without --json or --pretty it prints YAML with typed members, which --maps reads.

Examples:
  skbox map dump bpf_lxc.o --maps cilium_ipcache=ipcache.json
  skbox map dump bpf_lxc.o cilium_ipcache --maps dumps/ --json`,
    )
    .action((file: string, name: string | undefined, options: Options) => dump(file, name, options, io));
};

async function dump(file: string, name: string | undefined, options: Options, io: Io): Promise<void> {
  const spec = await loadObject(file);
  if (name !== undefined && !spec.maps.has(name)) {
    throw new CliError("NO_SUCH_MAP", { name, file, candidates: nearest(name, spec.maps.keys()) });
  }
  const files = await readMapFiles(options.maps ?? [], spec, new Inputs(io));
  const { cpus } = files;
  using machine = await Machine.create({ ...(cpus !== null && { cpus }) });
  const collection = machine.load(spec);
  files.load(machine, collection, io);
  const pretty = options.pretty === true;
  if (name !== undefined && (options.json || pretty)) {
    io.out(mapJson(collection, collection.map(name), pretty));
    return;
  }
  const names =
    name !== undefined
      ? [name]
      : [...collection.maps].flatMap(([own, map]) => {
          const { done } = shownElements(map).next();
          return done || map.spec.readOnly ? [] : [own];
        });
  io.out(options.json || pretty ? mapsJson(collection, names, pretty) : mapsYaml(collection, names));
}
