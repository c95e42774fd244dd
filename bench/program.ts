/** Collections of our own programs, written in the assembler's notation. */
import { assemble, CollectionSpec, type MapSpec, type ProgramSpec } from "../vm/index.ts";

export type MapShape = Pick<MapSpec, "type" | "keySize" | "valueSize" | "maxEntries"> &
  Partial<Pick<MapSpec, "flags">>;

/** Slots of an instruction that loads 64 bits. */
const WIDE = 2;

/**
 * Programs for tc by name. `@NAME` as an operand of `lddw_map_fd` and `lddw_map_value` is the map of that name, which
 * the assembler, knowing of no maps, does not have.
 */
export function collection(
  programs: Readonly<Record<string, string>>,
  maps: Readonly<Record<string, MapShape>> = {},
): CollectionSpec {
  return new CollectionSpec({
    programs: new Map(Object.entries(programs).map(([name, text]) => [name, programSpec(name, text)])),
    maps: new Map(Object.entries(maps).map(([name, shape]) => [name, mapSpec(name, shape)])),
    license: "GPL",
  });
}

/** The same of one program that is there as instructions, without maps. */
export const collectionOf = (name: string, instructions: Uint8Array): CollectionSpec =>
  new CollectionSpec({
    programs: new Map([[name, specOf(name, instructions, [])]]),
    maps: new Map(),
    license: "GPL",
  });

function programSpec(name: string, text: string): ProgramSpec {
  const references: ProgramSpec["references"] = [];
  let insn = 0;
  const lines = text.split("\n").map((line) => {
    const statement = line.replace(/#.*/, "").trim();
    if (statement === "" || statement.endsWith(":")) return line;
    const [, value, map] = /^lddw_map_(fd|value) .*@(\w+)$/.exec(statement) ?? [];
    if (map !== undefined) {
      references.push(
        value === "fd" ? { kind: "map", insn, map } : { kind: "map_value", insn, map, offset: 0 },
      );
    }
    insn += statement.startsWith("lddw") ? WIDE : 1;
    return map === undefined ? line : line.replace(`@${map}`, "0");
  });
  return specOf(name, assemble(lines.join("\n")), references);
}

function specOf(name: string, instructions: Uint8Array, references: ProgramSpec["references"]): ProgramSpec {
  return {
    name,
    section: "tc",
    type: "SCHED_CLS",
    attachType: null,
    attachTo: null,
    sleepable: false,
    license: "GPL",
    instructions,
    references,
    functions: [],
    lines: [],
    tailCall: null,
    btfTypeId: null,
  };
}

function mapSpec(name: string, shape: MapShape): MapSpec {
  return {
    name,
    section: ".maps",
    definition: "btf",
    flags: 0,
    pinning: 0,
    pinByName: false,
    id: null,
    inner: null,
    values: [],
    data: null,
    readOnly: false,
    keyTypeId: null,
    valueTypeId: null,
    ...shape,
  };
}

/** A program of so many instructions without a loop, which a packet seeds. */
export function straightLine(instructions: number): string {
  const head = ["ldxw %r0, [%r1+0]", "mov %r2, %r0", "mov %r3, 7"];
  const body = ["add %r0, %r2", "xor32 %r2, %r3", "lsh %r3, 1", "stxdw [%r10-8], %r0", "ldxw %r3, [%r10-8]"];
  const count = instructions - head.length - 1;
  return [...head, ...Array.from({ length: count }, (_, i) => body[i % body.length]!), "exit"].join("\n");
}
