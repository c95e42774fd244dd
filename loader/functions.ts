import { INSN_SIZE } from "../spec/encoding.ts";
import type { SectionDebugInfo, SectionFunction } from "./btf-ext.ts";
import {
  type Elf,
  type ElfSymbol,
  type Section,
  SectionFlag,
  SectionType,
  SymbolBinding,
  SymbolType,
} from "./elf.ts";
import { fail } from "./errors.ts";
import type { SectionLines } from "./lines.ts";

/** A function as it lies in its section. All instruction indices count from its own start. */
export interface CodeFunction {
  name: string;
  section: Section;
  /** Index of its first instruction in the section. */
  start: number;
  /** In instruction slots. */
  length: number;
  isStatic: boolean;
  btfTypeId: number | null;
  /** Records of the section's lines, from one to before another; null in an object without line_info. */
  lines: { of: SectionLines; from: number; to: number } | null;
  /** A copy of its instructions, which relocation fills in. */
  code: Uint8Array;
  /** Calls and callbacks, in the order of `insn`. */
  calls: FunctionCall[];
  /** Uses of maps and data, in the order of `insn`. */
  uses: ObjectUse[];
}

export interface FunctionCall {
  insn: number;
  target: CodeFunction;
  /** An `lddw` of the function's address rather than a call. */
  isCallback: boolean;
}

/** An `lddw` of a map, or of byte `offset` of a data map. */
export type ObjectUse =
  | { kind: "map"; insn: number; map: string }
  | { kind: "data"; insn: number; map: string; offset: number };

/** The functions of all code sections, by section and start. */
export class CodeFunctions {
  /** In the order of the object. */
  readonly all: CodeFunction[] = [];
  readonly #bySection = new Map<number, Map<number, CodeFunction>>();

  constructor(elf: Elf, debugInfo: Map<string, SectionDebugInfo>) {
    for (const section of elf.sections) {
      if (!isCode(section)) continue;
      const found = findFunctions(elf, section, debugInfo.get(section.name));
      for (const fn of found) this.all.push(fn);
      this.#bySection.set(section.index, new Map(found.map((fn) => [fn.start, fn])));
    }
  }

  /** The functions of a section, in the order of `start`. */
  inSection(section: Section): CodeFunction[] {
    return [...(this.#bySection.get(section.index)?.values() ?? [])];
  }

  /** The function that starts at an instruction of a section, or null. */
  at(section: number, insn: number): CodeFunction | null {
    return this.#bySection.get(section)?.get(insn) ?? null;
  }

  /** The sections that hold code. */
  isCodeSection(section: number): boolean {
    return this.#bySection.has(section);
  }
}

function isCode({ type, flags, size }: Section): boolean {
  return type === SectionType.PROGBITS && (flags & SectionFlag.EXECINSTR) !== 0 && size > 0;
}

function findFunctions(elf: Elf, section: Section, debug: SectionDebugInfo | undefined): CodeFunction[] {
  if (section.size % INSN_SIZE !== 0) {
    fail("section-size", { section: section.name, value: section.size, limit: INSN_SIZE });
  }
  const bytes = elf.contents(section);
  const symbols = functionSymbols(elf, section);
  const btfTypeIds = new Map(
    debug?.functions.map(({ insn, btfTypeId }: SectionFunction) => [insn, btfTypeId]),
  );
  const lines = debug?.lines;
  let previous: ElfSymbol | null = null;
  let previousEnd = 0;
  return symbols.map((symbol, index) => {
    const { name, value: offset } = symbol;
    const end = symbol.size > 0 ? offset + symbol.size : (symbols[index + 1]?.value ?? section.size);
    if (offset % INSN_SIZE !== 0 || end % INSN_SIZE !== 0 || end <= offset) {
      fail("symbol-alignment", { section: section.name, offset, name });
    }
    if (previous && offset < previousEnd) {
      fail("symbol-overlap", { section: section.name, offset, name, value: previous.name });
    }
    previous = symbol;
    previousEnd = end;
    const start = offset / INSN_SIZE;
    return {
      name,
      section,
      start,
      length: (end - offset) / INSN_SIZE,
      isStatic: symbol.binding === SymbolBinding.LOCAL,
      btfTypeId: btfTypeIds.get(start) ?? null,
      lines: lines ? { of: lines, from: lines.indexOf(start), to: lines.indexOf(end / INSN_SIZE) } : null,
      code: bytes.slice(offset, end),
      calls: [],
      uses: [],
    };
  });
}

/**
 * Symbols that start a function, by address. Old compilers gave functions no type: then the global symbols
 * are they, and without any symbol the section is one function of its name.
 */
function functionSymbols(elf: Elf, section: Section): ElfSymbol[] {
  const symbols = elf.symbolsOf(section);
  let functions = symbols.filter(({ type }) => type === SymbolType.FUNC);
  if (functions.length === 0) {
    functions = symbols.filter(
      ({ type, binding }) => type === SymbolType.NOTYPE && binding !== SymbolBinding.LOCAL,
    );
  }
  if (functions.length === 0) {
    const { name, index, size } = section;
    const { FUNC: type } = SymbolType;
    return [{ index: 0, name, type, binding: SymbolBinding.GLOBAL, section: index, value: 0, size }];
  }
  // Of several names for one address, the first global one counts.
  functions.sort((a, b) => a.value - b.value || Number(isLocal(a)) - Number(isLocal(b)));
  return functions.filter(({ value }, index) => value !== functions[index - 1]?.value);
}

function isLocal({ binding }: ElfSymbol): boolean {
  return binding === SymbolBinding.LOCAL;
}
