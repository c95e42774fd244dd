import { MAP_TYPES, MapFlag, MapPinning, type MapType, mapTypeOfNumber } from "../spec/maps.ts";
import type { Btf, BtfType } from "./btf.ts";
import { Bytes } from "./bytes.ts";
import { type Elf, type ElfSymbol, type Section, SectionFlag, SectionType, SymbolType } from "./elf.ts";
import { fail } from "./errors.ts";
import type { MapSpec } from "./specs.ts";

/** A map and the place of its definition, which relocations name. */
export interface MapDefinition {
  spec: MapSpec;
  section: Section;
  /** Byte offset of the definition; 0 for data maps. */
  offset: number;
  /** Byte offset of its `values` array in the section, or null. */
  valuesOffset: number | null;
}

const BTF_MAPS = ".maps";
/** `.struct_ops` and `.struct_ops.link`: tables of functions for the kernel to call. */
const STRUCT_OPS = ".struct_ops";
const DATA_SECTION = /^\.(rodata|data|bss)(\.|$)/;
/** `.bss` takes no room in the file, so its stated size proves nothing. */
const MAX_BSS_SIZE = 1 << 26;
/** Of one section; far beyond what a program may use (kernel: MAX_USED_MAPS, 64). */
const MAX_MAPS = 4096;

/** All maps of an object, in the order of sections and of offsets within a section. Throws LoadError. */
export function readMaps(elf: Elf, btf: Btf | null): MapDefinition[] {
  const maps: MapDefinition[] = [];
  let bssSize = 0;
  for (const section of elf.sections) {
    if (section.name.startsWith(STRUCT_OPS))
      fail("struct-ops", { section: section.name, feature: "struct_ops" });
    let found: MapDefinition[] = [];
    if (section.name === BTF_MAPS) found = readBtfMaps(elf, btf, section);
    else if (section.name === "maps" || section.name.startsWith("maps/"))
      found = readLegacyMaps(elf, section);
    else if (isDataSection(section)) {
      const { name, type, size } = section;
      if (type === SectionType.NOBITS) bssSize += size;
      if (bssSize > MAX_BSS_SIZE)
        fail("too-large", { section: name, name, value: bssSize, limit: MAX_BSS_SIZE });
      found = [readDataMap(elf, btf, section)];
    }
    for (const map of found) maps.push(map);
  }
  return maps;
}

function isDataSection({ name, type, flags, size }: Section): boolean {
  const loaded = type === SectionType.PROGBITS || type === SectionType.NOBITS;
  return loaded && (flags & SectionFlag.ALLOC) !== 0 && size > 0 && DATA_SECTION.test(name);
}

function mapSymbols(elf: Elf, section: Section): ElfSymbol[] {
  const symbols = elf
    .symbolsOf(section)
    .filter(({ type, name }) => (type === SymbolType.OBJECT || type === SymbolType.NOTYPE) && name !== "")
    .sort((a, b) => a.value - b.value);
  if (symbols.length > MAX_MAPS) {
    const { name } = section;
    fail("too-large", { section: name, name: "the list of maps", value: symbols.length, limit: MAX_MAPS });
  }
  for (const [index, symbol] of symbols.entries()) {
    if (symbol.value === symbols[index - 1]?.value || symbol.value >= section.size) {
      fail("map-overlap", { section: section.name, offset: symbol.value, name: symbol.name });
    }
  }
  return symbols;
}

/* Legacy definitions */

/** Up to `max_entries`; `map_flags` and all others came later. */
const LEGACY_MIN_SIZE = 16;
/** tc's `struct bpf_elf_map` before and after it got `inner_id` and `inner_idx`. */
const TC_SIZE = 28;
const TC_INNER_SIZE = 36;

/**
 * Definitions in `maps`: u32 `type, key_size, value_size, max_entries, flags`, and behind them what the
 * loader of that time understood. 28 and 36 bytes are tc's (iproute2, bpf_elf.h): `id, pinning, inner_id,
 * inner_idx`. The kernel's samples had 28 bytes too, with the index of the inner map for `id` and the NUMA
 * node for `pinning`.
 */
function readLegacyMaps(elf: Elf, section: Section): MapDefinition[] {
  if (section.size === 0) return [];
  const symbols = mapSymbols(elf, section);
  const stride = section.size / symbols.length;
  if (!Number.isInteger(stride) || stride < LEGACY_MIN_SIZE || stride % 4 !== 0) {
    fail("map-size", { section: section.name, name: section.name, value: stride, limit: section.name });
  }
  const bytes = new Bytes(elf.contents(section), section.name);
  const isTc = stride === TC_SIZE || stride === TC_INNER_SIZE;
  const innerIds = new Map<MapSpec, number>();
  const innerSlots = new Map<MapSpec, number>();
  const definitions = symbols.map(({ name, value: offset }): MapDefinition => {
    if (offset % stride !== 0) fail("map-overlap", { section: section.name, offset, name });
    const field = (index: number) => (index * 4 < stride ? bytes.u32(offset + index * 4) : 0);
    const type = mapType(field(0), name, section, offset);
    const flags = field(4);
    const hasPinning = isTc && (flags & MapFlag.NUMA_NODE) === 0;
    const pinning = hasPinning ? field(6) : MapPinning.NONE;
    const spec: MapSpec = {
      ...emptyMap(name, section.name, "legacy", type),
      keySize: field(1),
      valueSize: field(2),
      maxEntries: field(3),
      flags,
      pinning,
      pinByName: pinning === MapPinning.TC_GLOBAL,
      id: isTc ? field(5) : null,
    };
    if (stride === TC_INNER_SIZE) {
      innerIds.set(spec, field(7));
      innerSlots.set(spec, field(8));
    }
    return { spec, section, offset, valuesOffset: null };
  });
  const specs = definitions.map(({ spec }) => spec);
  for (const spec of specs) {
    if (MAP_TYPES[spec.type].holds !== "maps") continue;
    const innerId = innerIds.get(spec);
    if (innerId === undefined) {
      // A sample's definition, or one that leaves the inner map to whoever fills it.
      spec.inner = (isTc && specs[spec.id ?? -1]) || null;
      continue;
    }
    const inner = specs.filter(({ id }) => innerId !== 0 && id === innerId);
    if (inner[0] === undefined && innerId !== 0) {
      fail("inner-missing", { section: section.name, name: spec.name, value: innerId });
    }
    spec.inner = inner[0] ?? null;
    for (const { name } of inner) {
      const slot = innerSlots.get(specs.find((candidate) => candidate.name === name)!)!;
      if (slot < spec.maxEntries) spec.values.push({ slot, target: { kind: "map", name } });
    }
  }
  return definitions;
}

/* BTF definitions */

type StructType = BtfType & { kind: "STRUCT" | "UNION" };

function readBtfMaps(elf: Elf, btf: Btf | null, section: Section): MapDefinition[] {
  return mapSymbols(elf, section).map(({ name, value: offset }): MapDefinition => {
    const variable = btf?.find(name, "VAR");
    if (!btf || !variable) fail("map-no-btf", { section: section.name, offset, name });
    const struct = btf.resolve(variable.type);
    if (struct.kind !== "STRUCT") fail("map-shape", { section: section.name, offset, name, value: name });
    if (offset + struct.size > section.size) fail("symbol-range", { section: section.name, offset, name });
    const { spec, valuesOffset } = readBtfMap(btf, struct, name, section, offset);
    return { spec, section, offset, valuesOffset: valuesOffset === null ? null : offset + valuesOffset };
  });
}

/**
 * A map as a struct type whose members are pointers: to an array whose length is a number (`__uint`), or to
 * the type of a key or value (`__type`). `values` is an array of pointers (`__array`).
 */
function readBtfMap(
  btf: Btf,
  struct: StructType,
  name: string,
  section: Section,
  offset: number,
  isInner = false,
): { spec: MapSpec; valuesOffset: number | null } {
  const place = { section: section.name, offset, name };
  const numbers = new Map<string, number>();
  const types = new Map<string, number>();
  let values: BtfType | null = null;
  let valuesOffset: number | null = null;
  for (const member of struct.members) {
    const shape = btf.resolve(member.type);
    switch (member.name) {
      case "type":
      case "key_size":
      case "value_size":
      case "max_entries":
      case "map_flags":
      case "pinning":
      case "numa_node":
      case "map_extra": {
        const length = shape.kind === "PTR" ? btf.resolve(shape.type) : shape;
        if (shape.kind !== "PTR" || length.kind !== "ARRAY")
          fail("map-shape", { ...place, value: member.name });
        numbers.set(member.name, length.length);
        break;
      }
      case "key":
      case "value":
        if (shape.kind !== "PTR") fail("map-shape", { ...place, value: member.name });
        types.set(member.name, shape.type);
        break;
      case "values": {
        const element = shape.kind === "ARRAY" ? btf.resolve(shape.type) : shape;
        if (shape.kind !== "ARRAY" || element.kind !== "PTR")
          fail("map-shape", { ...place, value: member.name });
        values = btf.resolve(element.type);
        valuesOffset = member.bitOffset / 8;
        break;
      }
      default:
        fail("map-field", { ...place, value: member.name, feature: `map field ${member.name}` });
    }
  }

  const typeNumber = numbers.get("type");
  if (typeNumber === undefined) fail("map-no-type", place);
  const type = mapType(typeNumber, name, section, offset);
  const { holds } = MAP_TYPES[type];
  let inner: MapSpec | null = null;
  if (values) {
    if (isInner) fail("map-nested", place);
    if (holds === "maps" && values.kind === "STRUCT") {
      inner = readBtfMap(btf, values, `${name}.inner`, section, offset, true).spec;
    } else if (!(holds === "programs" && values.kind === "FUNC_PROTO")) fail("map-values", place);
  }
  const size = (part: "key" | "value"): number => {
    const stated = numbers.get(`${part}_size`);
    const typeId = types.get(part);
    if (typeId === undefined) return stated ?? (part === "value" && values ? 4 : 0);
    const size = btf.sizeof(typeId);
    if (stated !== undefined && stated !== size) fail("map-sizes-differ", { ...place, value: part });
    return size;
  };
  const pinning = numbers.get("pinning") ?? MapPinning.NONE;
  const spec: MapSpec = {
    ...emptyMap(name, section.name, "btf", type),
    keySize: size("key"),
    valueSize: size("value"),
    maxEntries: numbers.get("max_entries") ?? 0,
    flags: numbers.get("map_flags") ?? 0,
    pinning,
    pinByName: pinning === MapPinning.BY_NAME,
    inner,
    keyTypeId: types.get("key") ?? null,
    valueTypeId: types.get("value") ?? null,
  };
  return { spec, valuesOffset };
}

/* Data sections */

function readDataMap(elf: Elf, btf: Btf | null, section: Section): MapDefinition {
  const { name, size, type } = section;
  if (elf.relocations(section).length > 0)
    fail("data-pointer", { section: name, feature: "a pointer in data" });
  const data = type === SectionType.NOBITS ? new Uint8Array(size) : elf.contents(section).slice();
  const readOnly = name.startsWith(".rodata");
  const spec: MapSpec = {
    ...emptyMap(name, name, "data", "ARRAY"),
    keySize: 4,
    valueSize: size,
    maxEntries: 1,
    flags: readOnly ? MapFlag.RDONLY_PROG : 0,
    data,
    readOnly,
    valueTypeId: btf?.find(name, "DATASEC")?.id ?? null,
  };
  return { spec, section, offset: 0, valuesOffset: null };
}

function emptyMap(name: string, section: string, definition: MapSpec["definition"], type: MapType): MapSpec {
  return {
    name,
    section,
    definition,
    type,
    keySize: 0,
    valueSize: 0,
    maxEntries: 0,
    flags: 0,
    pinning: MapPinning.NONE,
    pinByName: false,
    id: null,
    inner: null,
    values: [],
    data: null,
    readOnly: false,
    keyTypeId: null,
    valueTypeId: null,
  };
}

function mapType(number: number, name: string, section: Section, offset: number): MapType {
  const type = mapTypeOfNumber(number);
  if (type !== null) return type;
  return fail("map-type", {
    section: section.name,
    offset,
    name,
    value: number,
    feature: `map type ${number}`,
  });
}
