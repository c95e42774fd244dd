import { type CollectionSpec, INSN_SIZE, type ProgramSpec, programTag } from "../../vm/index.ts";
import { toHex } from "../bytes.ts";
import type { AddCommand } from "../command-line.ts";
import { toJson } from "../json.ts";
import { mapRow, mapTable } from "../map-rows.ts";
import { loadObject } from "../object.ts";
import { table } from "../table.ts";

export const addProgShow: AddCommand = (parent, io) => {
  parent
    .command("show")
    .description(
      "List the programs of an object with type, section, tag, size and tail-call slot, and its maps.",
    )
    .argument("<OBJ>", "BPF object file, or its URL")
    .option("--json", "print one JSON document")
    .addHelpText("after", "\nExample:\n  skbox prog show bpf_lxc.o")
    .action(async (file: string, { json }: { json?: true }) => {
      const spec = await loadObject(file);
      io.out(json ? toJson(await document(spec)) : await text(spec));
    });
};

/** Program types are bpftool's words: those of the UAPI in small letters. */
const bpftoolType = ({ type }: ProgramSpec): string => type.toLowerCase();

const mapsOf = ({ references }: ProgramSpec): string[] => [
  ...new Set(references.flatMap((r) => (r.kind === "map" || r.kind === "map_value" ? [r.map] : []))),
];

async function document(spec: CollectionSpec) {
  const programs = [...spec.programs.values()].map(async (program) => ({
    name: program.name,
    type: bpftoolType(program),
    attach_type: program.attachType?.toLowerCase() ?? null,
    section: program.section,
    tag: await programTag(spec, program),
    tag_sha1: await programTag(spec, program, "SHA-1"),
    insns: program.instructions.length / INSN_SIZE,
    bytes: program.instructions.length,
    subprograms: program.functions.slice(1).map(({ name }) => name),
    maps: mapsOf(program),
    tail_call: program.tailCall,
    license: program.license,
  }));
  return {
    programs: await Promise.all(programs),
    maps: [...spec.maps.values()].map(mapRow),
    variables: [...spec.variables.values()].map(({ name, map, size, bytes }) => ({
      name,
      map,
      size,
      value: toHex(bytes),
    })),
  };
}

async function text(spec: CollectionSpec): Promise<string> {
  const programs = await Promise.all(
    [...spec.programs.values()].map(async (program) => [
      program.name,
      bpftoolType(program),
      program.section,
      await programTag(spec, program),
      `${program.instructions.length / INSN_SIZE}`,
      `${program.functions.length - 1}`,
      `${mapsOf(program).length}`,
      program.tailCall ? `${program.tailCall.map}[${program.tailCall.slot}]` : "",
    ]),
  );
  const header = ["program", "type", "section", "tag", "insns", "subprogs", "maps", "tail call"];
  const parts = [table(header, programs)];
  if (spec.maps.size > 0) parts.push(mapTable(spec.maps.values()));
  if (spec.variables.size > 0) {
    const variables = [...spec.variables.values()].map(({ name, map, size, bytes }) => [
      name,
      map,
      `${size}`,
      shorten(toHex(bytes)),
    ]);
    parts.push(table(["variable", "map", "size", "bytes"], variables));
  }
  return parts.join("\n");
}

const shorten = (hex: string): string => (hex.length > 40 ? `${hex.slice(0, 37)}...` : hex);
