import { Bytes, StringTable } from "./bytes.ts";
import { fail } from "./errors.ts";

/** Section types, section flags, symbol types and bindings of the System V ABI, as far as they are used. */
export const SectionType = {
  NULL: 0,
  PROGBITS: 1,
  SYMTAB: 2,
  STRTAB: 3,
  RELA: 4,
  NOBITS: 8,
  REL: 9,
} as const;
export const SectionFlag = { ALLOC: 0x2, EXECINSTR: 0x4, COMPRESSED: 0x800 } as const;
export const SymbolType = { NOTYPE: 0, OBJECT: 1, FUNC: 2, SECTION: 3 } as const;
export const SymbolBinding = { LOCAL: 0, GLOBAL: 1, WEAK: 2 } as const;

const EM_NONE = 0;
const EM_BPF = 247;
const ET_REL = 1;
const HEADER_SIZE = 64;
const SECTION_HEADER_SIZE = 64;
const SYMBOL_SIZE = 24;
const RELOCATION_SIZE = 16;
const SHN_LORESERVE = 0xff00;

export interface Section {
  index: number;
  name: string;
  type: number;
  flags: number;
  /** Where the contents start in the file. */
  offset: number;
  /** In bytes; NOBITS sections have a size and no contents. */
  size: number;
  link: number;
  info: number;
  entrySize: number;
}

export interface ElfSymbol {
  index: number;
  name: string;
  type: number;
  binding: number;
  /** Section index; 0 is undefined, from 0xff00 on it has no section. */
  section: number;
  value: number;
  size: number;
}

export interface Relocation {
  /** Byte offset in the section that is relocated. */
  offset: number;
  type: number;
  symbol: ElfSymbol;
}

/** A relocatable, little-endian 64-bit BPF object. */
export interface Elf {
  sections: Section[];
  symbols: ElfSymbol[];
  /** Symbols of a section, in the order of the symbol table. */
  symbolsOf(section: Section): ElfSymbol[];
  /** Finds the section, or null. Throws when two have the name. */
  section(name: string): Section | null;
  /** Contents, a view of the file. Throws for NOBITS. */
  contents(section: Section): Uint8Array;
  /** Relocations of a section, in the order of the file. */
  relocations(section: Section): Relocation[];
}

/** Reads headers, section names and symbols. Throws LoadError. */
export function parseElf(bytes: Uint8Array): Elf {
  const file = new Bytes(bytes);
  checkHeader(file);
  const sections = readSections(file);
  checkOverlaps(sections);
  const symbols = readSymbols(file, sections);

  const symbolsBySection = new Map<number, ElfSymbol[]>();
  for (const symbol of symbols) {
    const list = symbolsBySection.get(symbol.section);
    if (list) list.push(symbol);
    else symbolsBySection.set(symbol.section, [symbol]);
  }
  const relocationSections = new Map<number, Section[]>();
  for (const section of sections) {
    if (section.type !== SectionType.REL && section.type !== SectionType.RELA) continue;
    const list = relocationSections.get(section.info);
    if (list) list.push(section);
    else relocationSections.set(section.info, [section]);
  }

  return {
    sections,
    symbols,
    symbolsOf: (section) => symbolsBySection.get(section.index) ?? [],
    section(name) {
      const [first, second] = sections.filter((section) => section.name === name);
      if (second) fail("duplicate-section", { section: name, offset: 0, name });
      return first ?? null;
    },
    contents: (section) => contents(file, section),
    relocations: (section) =>
      (relocationSections.get(section.index) ?? []).flatMap((table) =>
        readRelocations(file, table, section, symbols),
      ),
  };
}

function checkHeader(file: Bytes): void {
  if (
    file.length < 4 ||
    file.u8(0) !== 0x7f ||
    file.u8(1) !== 0x45 ||
    file.u8(2) !== 0x4c ||
    file.u8(3) !== 0x46
  ) {
    fail("not-elf");
  }
  if (file.u8(4) !== 2) fail("32-bit", { offset: 4, feature: "32-bit" });
  if (file.u8(5) !== 1) fail("big-endian", { offset: 5, feature: "big-endian" });
  file.slice(0, HEADER_SIZE);
  const type = file.u16(16);
  const machine = file.u16(18);
  // The first BPF compilers wrote no machine at all.
  if (machine !== EM_BPF && machine !== EM_NONE) {
    fail("not-bpf", { offset: 18, value: machine, limit: EM_BPF, feature: "another machine" });
  }
  if (type !== ET_REL) {
    fail("not-relocatable", { offset: 16, value: type, limit: ET_REL, feature: "a linked ELF file" });
  }
}

function readSections(file: Bytes): Section[] {
  const tableOffset = file.u64(40);
  const entrySize = file.u16(58);
  const count = file.u16(60);
  const namesIndex = file.u16(62);
  if (tableOffset === 0) return [];
  if (count === 0) fail("section-numbering", { offset: 60, feature: "extended section numbering" });
  if (entrySize !== SECTION_HEADER_SIZE) {
    fail("entry-size", { offset: 58, value: entrySize, limit: SECTION_HEADER_SIZE });
  }
  const table = new Bytes(file.slice(tableOffset, count * SECTION_HEADER_SIZE));
  const nameOffsets: number[] = [];
  const sections: Section[] = [];
  for (let index = 0; index < count; index++) {
    const at = index * SECTION_HEADER_SIZE;
    nameOffsets.push(table.u32(at));
    sections.push({
      index,
      name: "",
      type: table.u32(at + 4),
      flags: table.u64(at + 8),
      offset: table.u64(at + 24),
      size: table.u64(at + 32),
      link: table.u32(at + 40),
      info: table.u32(at + 44),
      entrySize: table.u64(at + 56),
    });
  }
  const strings = stringTable(file, sections, namesIndex);
  for (const section of sections) section.name = strings.at(nameOffsets[section.index]!);
  return sections;
}

/** Sections that share bytes would let a small file stand for any amount of contents. */
function checkOverlaps(sections: Section[]): void {
  const stored = sections
    .filter(({ type, size }) => type !== SectionType.NULL && type !== SectionType.NOBITS && size > 0)
    .sort((a, b) => a.offset - b.offset);
  let previous: Section | undefined;
  for (const section of stored) {
    if (previous && section.offset < previous.offset + previous.size) {
      fail("section-overlap", { section: section.name, offset: 0, value: previous.name });
    }
    previous = section;
  }
}

function stringTable(file: Bytes, sections: Section[], index: number): StringTable {
  const section = sections[index];
  if (!section) fail("section-index", { value: index });
  if (section.type !== SectionType.STRTAB) fail("section-kind", { value: index, limit: "string table" });
  return new StringTable(contents(file, section), section.name || "string table");
}

function readSymbols(file: Bytes, sections: Section[]): ElfSymbol[] {
  const [section, second] = sections.filter(({ type }) => type === SectionType.SYMTAB);
  if (second) fail("duplicate-section", { section: second.name, name: "symbol table" });
  if (!section) return [];
  const table = new Bytes(contents(file, section), section.name);
  checkTable(section, SYMBOL_SIZE);
  const strings = stringTable(file, sections, section.link);
  const symbols: ElfSymbol[] = [];
  for (let at = 0; at < table.length; at += SYMBOL_SIZE) {
    const info = table.u8(at + 4);
    symbols.push({
      index: symbols.length,
      name: strings.at(table.u32(at)),
      type: info & 0xf,
      binding: info >> 4,
      section: table.u16(at + 6),
      value: table.u64(at + 8),
      size: table.u64(at + 16),
    });
  }
  for (const symbol of symbols) {
    if (symbol.section >= SHN_LORESERVE) continue;
    const home = sections[symbol.section];
    const { name, index } = symbol;
    if (!home)
      fail("section-index", { section: section.name, offset: index * SYMBOL_SIZE, value: symbol.section });
    if (symbol.section !== 0 && symbol.value + symbol.size > home.size) {
      fail("symbol-range", { section: home.name, offset: symbol.value, name: name || `symbol ${index}` });
    }
  }
  return symbols;
}

function readRelocations(file: Bytes, section: Section, target: Section, symbols: ElfSymbol[]): Relocation[] {
  if (section.type === SectionType.RELA) fail("rela", { section: section.name, feature: "RELA" });
  checkTable(section, RELOCATION_SIZE);
  const table = new Bytes(contents(file, section), section.name);
  const relocations: Relocation[] = [];
  const places = new Set<number>();
  for (let at = 0; at < table.length; at += RELOCATION_SIZE) {
    const offset = table.u64(at);
    const type = table.u32(at + 8);
    const index = table.u32(at + 12);
    const symbol = symbols[index];
    if (!symbol) fail("symbol-index", { section: section.name, offset: at, value: index });
    if (offset >= target.size) fail("relocation-place", { section: target.name, offset });
    if (places.has(offset)) fail("relocation-twice", { section: target.name, offset });
    places.add(offset);
    relocations.push({ offset, type, symbol });
  }
  return relocations;
}

function checkTable({ name, size, entrySize }: Section, expected: number): void {
  if (entrySize !== expected) fail("entry-size", { section: name, value: entrySize, limit: expected });
  if (size % expected !== 0) fail("section-size", { section: name, value: size, limit: expected });
}

function contents(file: Bytes, section: Section): Uint8Array {
  const { name, type, flags, offset, size } = section;
  if (type === SectionType.NOBITS) fail("section-data", { section: name });
  if (flags & SectionFlag.COMPRESSED) fail("compressed", { section: name, feature: "a compressed section" });
  return file.slice(offset, size);
}
