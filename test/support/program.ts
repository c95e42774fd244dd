/** Small programs for tests, written instruction by instruction with the names of the rows in spec/isa.ts. */
import { instructions } from "../../spec/isa.ts";
import { CollectionSpec, type MapSpec, type ProgramSpec } from "../../vm/index.ts";

export interface Operands {
  dst?: number;
  src?: number;
  off?: number;
  imm?: number;
}

/** One instruction's 8 bytes: the row's opcode and selecting fields, and the operands. */
export function insn(name: string, operands: Operands = {}): Uint8Array {
  const row = instructions.find((candidate) => candidate.name === name);
  if (!row) throw new Error(`no instruction ${name}`);
  const fields = { dst: 0, src: 0, off: 0, imm: 0 };
  for (const { field, value } of row.select) fields[field] = value;
  Object.assign(fields, operands);
  const bytes = new Uint8Array(8);
  const view = new DataView(bytes.buffer);
  bytes[0] = row.code;
  bytes[1] = (fields.src << 4) | fields.dst;
  view.setInt16(2, fields.off, true);
  view.setInt32(4, fields.imm, true);
  return bytes;
}

/** `lddw dst, map`. */
export const mapPointer = (dst: number, map: string): [Uint8Array, Uint8Array, { map: string }] => [
  insn("lddw_map_fd", { dst }),
  new Uint8Array(8),
  { map },
];
/** `lddw dst, &map[0] + offset`. */
export const valuePointer = (
  dst: number,
  map: string,
  offset: number,
): [Uint8Array, Uint8Array, { map: string; offset: number }] => [
  insn("lddw_map_value", { dst }),
  new Uint8Array(8),
  { map, offset },
];

export type Code = (Uint8Array | ReturnType<typeof mapPointer> | ReturnType<typeof valuePointer>)[];

export function program(code: Code, more: Partial<ProgramSpec> = {}): ProgramSpec {
  const bytes: number[] = [];
  const references: ProgramSpec["references"] = [];
  for (const item of code) {
    if (item instanceof Uint8Array) {
      bytes.push(...item);
      continue;
    }
    const [first, second, target] = item;
    const at = bytes.length / 8;
    references.push(
      "offset" in target
        ? { kind: "map_value", insn: at, map: target.map, offset: target.offset }
        : { kind: "map", insn: at, map: target.map },
    );
    bytes.push(...first, ...second);
  }
  return {
    name: "prog",
    section: "tc",
    type: "SCHED_CLS",
    attachType: null,
    attachTo: null,
    sleepable: false,
    license: "GPL",
    instructions: new Uint8Array(bytes),
    references,
    functions: [],
    lines: [],
    tailCall: null,
    btfTypeId: null,
    ...more,
  };
}

export function map(name: string, type: MapSpec["type"], more: Partial<MapSpec> = {}): MapSpec {
  return {
    name,
    section: ".maps",
    definition: "btf",
    type,
    keySize: 4,
    valueSize: 8,
    maxEntries: 16,
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
    ...more,
  };
}

export function collection(
  programs: ProgramSpec[],
  maps: MapSpec[] = [],
  btf: CollectionSpec["btf"] = null,
): CollectionSpec {
  return new CollectionSpec({
    programs: new Map(programs.map((spec) => [spec.name, spec])),
    maps: new Map(maps.map((spec) => [spec.name, spec])),
    license: "GPL",
    btf,
  });
}

export const bytes = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex.replace(/\s/g, ""), "hex"));
export const hex = (data: Uint8Array): string => Buffer.from(data).toString("hex");
