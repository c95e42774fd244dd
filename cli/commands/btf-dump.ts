import { formatBtf } from "../../vm/index.ts";
import type { AddCommand } from "../command-line.ts";
import { CliError } from "../errors.ts";
import { toJson } from "../json.ts";
import { loadObject } from "../object.ts";

export const addBtfDump: AddCommand = (parent, io) => {
  parent
    .command("dump")
    .description("Print the BTF types of an object as bpftool's raw format does.")
    .argument("<OBJ>", "BPF object file, or its URL")
    .option("--json", "print one JSON document")
    .addHelpText("after", "\nExample:\n  skbox btf dump bpf_lxc.o")
    .action(async (file: string, { json }: { json?: true }) => {
      const { btf } = await loadObject(file);
      if (!btf) throw new CliError("NO_BTF", { name: file });
      // Type 0 is void, and in no object.
      io.out(json ? toJson({ types: btf.types.slice(1) }) : formatBtf(btf));
    });
};
