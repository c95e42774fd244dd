/** Builds small relocatable BPF objects, so that tests can state what no compiler of today writes. */

export interface SectionInput {
  name: string;
  /** PROGBITS unless stated. */
  type?: number;
  flags?: number;
  data?: Uint8Array;
  /** Size of a NOBITS section. */
  size?: number;
  relocations?: { offset: number; type: number; symbol: string }[];
}

export interface SymbolInput {
  name: string;
  /** Name of its section; undefined when absent. */
  section?: string;
  value?: number;
  size?: number;
  /** NOTYPE unless stated. */
  type?: "NOTYPE" | "OBJECT" | "FUNC" | "SECTION";
  local?: boolean;
}

const TYPES = { NOTYPE: 0, OBJECT: 1, FUNC: 2, SECTION: 3 };
export const EXEC = 0x6;
export const WRITE = 0x3;
export const NOBITS = 8;
export const R_BPF_64_64 = 1;
export const R_BPF_64_32 = 10;

export function buildElf(inputs: SectionInput[], symbols: SymbolInput[]): Uint8Array {
  const sections: (Required<Omit<SectionInput, "relocations">> & {
    link: number;
    info: number;
    entry: number;
  })[] = [];
  const add = (section: SectionInput, link = 0, info = 0, entry = 0) => {
    const data = section.data ?? new Uint8Array();
    sections.push({ type: 1, flags: 0, size: data.length, ...section, data, link, info, entry });
    return sections.length - 1;
  };
  add({ name: "", type: 0 });
  const indices = new Map(inputs.map((input) => [input.name, add(input)]));
  const strings = new Strings();
  const symbolTable = sections.length;
  add({ name: ".symtab", type: 2, data: symbolData(symbols, indices, strings) }, symbolTable + 1, 1, 24);
  add({ name: ".strtab", type: 3, data: strings.bytes() });
  for (const input of inputs) {
    if (!input.relocations) continue;
    const data = words(
      input.relocations.flatMap(({ offset, type, symbol }) => [
        offset,
        0,
        type,
        1 + symbols.findIndex(({ name }) => name === symbol),
      ]),
    );
    add({ name: `.rel${input.name}`, type: 9, data }, symbolTable, indices.get(input.name), 16);
  }
  const names = new Strings();
  const nameOffsets = sections.map(({ name }) => names.add(name));
  const shstrtab = add({ name: ".shstrtab", type: 3, data: names.bytes(".shstrtab") });
  nameOffsets.push(names.add(".shstrtab"));

  let offset = 64;
  const placed = sections.map((section) => {
    const at = offset;
    offset += section.type === NOBITS ? 0 : (section.data.length + 7) & ~7;
    return { ...section, at };
  });
  const file = new Uint8Array(offset + sections.length * 64);
  const view = new DataView(file.buffer);
  file.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]);
  view.setUint16(16, 1, true);
  view.setUint16(18, 247, true);
  view.setUint32(20, 1, true);
  view.setUint32(40, offset, true);
  view.setUint16(52, 64, true);
  view.setUint16(58, 64, true);
  view.setUint16(60, sections.length, true);
  view.setUint16(62, shstrtab, true);
  for (const [index, section] of placed.entries()) {
    if (section.type !== NOBITS) file.set(section.data, section.at);
    const header = offset + index * 64;
    view.setUint32(header, nameOffsets[index]!, true);
    view.setUint32(header + 4, section.type, true);
    view.setUint32(header + 8, section.flags, true);
    view.setUint32(header + 24, section.at, true);
    view.setBigUint64(header + 32, BigInt(section.size), true);
    view.setUint32(header + 40, section.link, true);
    view.setUint32(header + 44, section.info, true);
    view.setUint32(header + 56, section.entry, true);
  }
  return file;
}

/** Little-endian u32 words as bytes. */
export function words(values: number[]): Uint8Array {
  const bytes = new Uint8Array(values.length * 4);
  const view = new DataView(bytes.buffer);
  for (const [index, value] of values.entries()) view.setUint32(index * 4, value >>> 0, true);
  return bytes;
}

/** One instruction slot. */
export function insn(code: number, dst = 0, src = 0, off = 0, imm = 0): Uint8Array {
  const bytes = new Uint8Array(8);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, code);
  view.setUint8(1, dst | (src << 4));
  view.setInt16(2, off, true);
  view.setInt32(4, imm, true);
  return bytes;
}

export function concat(...parts: Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

export const lddw = (dst: number, src = 0, imm = 0) => concat(insn(0x18, dst, src, 0, imm), insn(0));
export const mov = (dst: number, imm: number) => insn(0xb7, dst, 0, 0, imm);
export const callLocal = (imm: number) => insn(0x85, 0, 1, 0, imm);
export const exit = () => insn(0x95);

function symbolData(symbols: SymbolInput[], indices: Map<string, number>, strings: Strings): Uint8Array {
  return concat(
    new Uint8Array(24),
    ...symbols.map(({ name, section, value = 0, size = 0, type = "NOTYPE", local = false }) => {
      const bytes = new Uint8Array(24);
      const view = new DataView(bytes.buffer);
      view.setUint32(0, type === "SECTION" ? 0 : strings.add(name), true);
      view.setUint8(4, TYPES[type] | (local ? 0 : 0x10));
      view.setUint16(6, section === undefined ? 0 : indices.get(section)!, true);
      view.setBigUint64(8, BigInt(value), true);
      view.setBigUint64(16, BigInt(size), true);
      return bytes;
    }),
  );
}

class Strings {
  #text = "\0";

  add(text: string): number {
    const at = this.#text.length;
    this.#text += `${text}\0`;
    return at;
  }

  /** The table, with one more string that is about to be added. */
  bytes(next?: string): Uint8Array {
    return new TextEncoder().encode(this.#text + (next === undefined ? "" : `${next}\0`));
  }
}
