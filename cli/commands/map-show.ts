import type { AddCommand } from "../command-line.ts";
import { toJson } from "../json.ts";
import { mapRow, mapTable } from "../map-rows.ts";
import { loadObject } from "../object.ts";

export const addMapShow: AddCommand = (parent, io) => {
  parent
    .command("show")
    .description("List the maps of an object with type, sizes, flags and pinning.")
    .argument("<OBJ>", "BPF object file, or its URL")
    .option("--json", "print one JSON document")
    .addHelpText("after", "\nExample:\n  skbox map show bpf_lxc.o")
    .action(async (file: string, { json }: { json?: true }) => {
      const maps = [...(await loadObject(file)).maps.values()];
      io.out(json ? toJson({ maps: maps.map(mapRow) }) : mapTable(maps));
    });
};
