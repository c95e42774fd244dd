import { CallSource, INSN_SIZE, LddwSource, OP_CALL, OP_LDDW } from "../spec/encoding.ts";
import type { Btf } from "./btf.ts";
import { Bytes } from "./bytes.ts";
import type { Elf, ElfSymbol, Relocation, Section } from "./elf.ts";
import { fail } from "./errors.ts";
import type { CodeFunction, CodeFunctions } from "./functions.ts";
import type { MapDefinition } from "./map-definitions.ts";
import { lastStartingBy } from "./search.ts";

/** BPF relocation types (docs.kernel.org, "LLVM relocations for BPF"). */
const R_BPF_64_64 = 1;
const R_BPF_64_ABS64 = 2;
const R_BPF_64_32 = 10;

/** What a symbol and an addend name together. */
type Target =
  | { kind: "map"; map: string }
  | { kind: "data"; map: string; offset: number }
  | { kind: "function"; function: CodeFunction };

/** Finds what symbols stand for. */
export class Linker {
  readonly #elf: Elf;
  readonly #btf: Btf | null;
  readonly #functions: CodeFunctions;
  readonly #maps = new Map<string, MapDefinition>();
  readonly #mapSections = new Set<number>();

  constructor(elf: Elf, btf: Btf | null, maps: MapDefinition[], functions: CodeFunctions) {
    this.#elf = elf;
    this.#btf = btf;
    this.#functions = functions;
    for (const map of maps) {
      this.#maps.set(`${map.section.index}:${map.offset}`, map);
      this.#mapSections.add(map.section.index);
    }
  }

  /**
   * Fills `calls` and `uses` of every function, and leaves in its `lddw` instructions the kernel's pseudo
   * value with an immediate of 0. Throws LoadError.
   */
  relocateFunctions(): void {
    for (const section of this.#elf.sections) {
      if (!this.#functions.isCodeSection(section.index)) continue;
      const relocations = new Array<Relocation | undefined>(section.size / INSN_SIZE);
      for (const relocation of this.#elf.relocations(section)) {
        const { offset } = relocation;
        if (offset % INSN_SIZE !== 0) fail("relocation-place", { section: section.name, offset });
        relocations[offset / INSN_SIZE] = relocation;
      }
      for (const fn of this.#functions.inSection(section)) this.#relocateFunction(fn, relocations);
    }
  }

  /** Fills the static slots of program arrays and maps of maps. Throws LoadError. */
  relocateMapValues(definitions: MapDefinition[]): Set<CodeFunction> {
    const programs = new Set<CodeFunction>();
    const sections = new Set(
      definitions.filter((map) => map.valuesOffset !== null).map((map) => map.section),
    );
    for (const section of sections) {
      const maps = definitions.filter((map) => map.section === section);
      const contents = new Bytes(this.#elf.contents(section), section.name);
      for (const relocation of this.#elf.relocations(section)) {
        const { offset, type } = relocation;
        const place = { section: section.name, offset };
        if (type !== R_BPF_64_ABS64 && type !== R_BPF_64_64)
          fail("relocation-type", { ...place, value: type });
        const map = lastStartingBy(maps, (candidate) => candidate.offset, offset);
        const distance = map?.valuesOffset == null ? -1 : offset - map.valuesOffset;
        if (!map || distance < 0 || distance % 8 !== 0) fail("relocation-place", place);
        const target = this.#resolve(relocation, section, contents.u64(offset), offset);
        const slot = distance / 8;
        const name = relocation.symbol.name;
        if (target.kind === "map" && map.spec.inner) {
          map.spec.values.push({ slot, target: { kind: "map", name: target.map } });
        } else if (target.kind === "function" && !map.spec.inner) {
          map.spec.values.push({ slot, target: { kind: "program", name: target.function.name } });
          programs.add(target.function);
        } else fail("relocation-target", { ...place, name });
      }
    }
    return programs;
  }

  /** `relocations` are those of the section, by instruction slot. */
  #relocateFunction(fn: CodeFunction, relocations: readonly (Relocation | undefined)[]): void {
    const { code, section, start } = fn;
    const view = new DataView(code.buffer, code.byteOffset, code.byteLength);
    const place = (insn: number) => ({ section: section.name, offset: (start + insn) * INSN_SIZE });
    for (let insn = 0; insn < fn.length; insn++) {
      const at = insn * INSN_SIZE;
      const relocation = relocations[start + insn];
      const opcode = code[at]!;
      if (opcode !== OP_LDDW && opcode !== OP_CALL) {
        if (relocation) fail("relocation-place", place(insn));
        continue;
      }
      const source = code[at + 1]! >> 4;
      if (opcode === OP_LDDW) {
        if (insn + 1 === fn.length) fail("lddw-incomplete", place(insn));
        if (relocation) this.#relocateLddw(fn, insn, view, relocation);
        else if (source === LddwSource.FUNC) {
          this.#addCall(fn, insn, section.index, start + insn + 1 + view.getInt32(at + 4, true), true);
        } else if (source !== LddwSource.IMM64) fail("relocation-missing", { ...place(insn), value: source });
        insn++;
      } else if (relocation) {
        const { type, symbol } = relocation;
        if (type !== R_BPF_64_32) fail("relocation-type", { ...place(insn), value: type });
        if (symbol.section === 0) this.#failExtern(symbol, section, relocation.offset, true);
        if (source !== CallSource.LOCAL) fail("relocation-place", place(insn));
        const target = symbol.value / INSN_SIZE + view.getInt32(at + 4, true) + 1;
        this.#addCall(fn, insn, symbol.section, target, false);
      } else if (source === CallSource.LOCAL) {
        this.#addCall(fn, insn, section.index, start + insn + 1 + view.getInt32(at + 4, true), false);
      }
    }
  }

  #relocateLddw(fn: CodeFunction, insn: number, view: DataView, relocation: Relocation): void {
    const { section } = fn;
    const { offset } = relocation;
    if (relocation.type !== R_BPF_64_64) {
      fail("relocation-type", { section: section.name, offset, value: relocation.type });
    }
    const at = insn * INSN_SIZE;
    const target = this.#resolve(relocation, section, view.getInt32(at + 4, true), offset);
    let source: number;
    switch (target.kind) {
      case "map":
        source = LddwSource.MAP_FD;
        fn.uses.push({ kind: "map", insn, map: target.map });
        break;
      case "data":
        source = LddwSource.MAP_VALUE;
        fn.uses.push({ kind: "data", insn, map: target.map, offset: target.offset });
        break;
      case "function":
        source = LddwSource.FUNC;
        fn.calls.push({ insn, target: target.function, isCallback: true });
        break;
    }
    view.setUint8(at + 1, (view.getUint8(at + 1) & 0xf) | (source << 4));
    view.setInt32(at + 4, 0, true);
    view.setInt32(at + INSN_SIZE + 4, 0, true);
  }

  #addCall(fn: CodeFunction, insn: number, section: number, target: number, isCallback: boolean): void {
    const found = this.#functions.at(section, target);
    if (!found) {
      const name = this.#elf.sections[section]?.name ?? "";
      const offset = (fn.start + insn) * INSN_SIZE;
      fail("no-function-here", { section: fn.section.name, offset, name, value: target * INSN_SIZE });
    }
    fn.calls.push({ insn, target: found, isCallback });
  }

  #resolve({ symbol }: Relocation, section: Section, addend: number, offset: number): Target {
    const place = { section: section.name, offset };
    if (symbol.section === 0) this.#failExtern(symbol, section, offset);
    const home = this.#elf.sections[symbol.section];
    const name = symbol.name || home?.name || `section ${symbol.section}`;
    const value = symbol.value + addend;
    if (!home) fail("relocation-target", { ...place, name });
    if (this.#functions.isCodeSection(home.index)) {
      const found = this.#functions.at(home.index, value / INSN_SIZE);
      if (!found) fail("no-function-here", { ...place, name: home.name, value });
      return { kind: "function", function: found };
    }
    if (!this.#mapSections.has(home.index)) fail("relocation-target", { ...place, name });
    const dataMap = this.#maps.get(`${home.index}:0`);
    if (dataMap?.spec.data) {
      // One past the end is an address that C may form.
      if (value < 0 || value > home.size) fail("no-variable-here", { ...place, name: home.name, value });
      return { kind: "data", map: dataMap.spec.name, offset: value };
    }
    const map = this.#maps.get(`${home.index}:${value}`);
    if (!map) fail("no-map-here", { ...place, name: home.name, value });
    return { kind: "map", map: map.spec.name };
  }

  #failExtern(symbol: ElfSymbol, section: Section, offset: number, isCall = false): never {
    const { name } = symbol;
    const place = { section: section.name, offset, name };
    const ids = new Set(this.#btf?.types.filter((type) => type.name === name).map((type) => type.id));
    const home = this.#btf?.types.find(
      (type) => type.kind === "DATASEC" && type.variables.some((variable) => ids.has(variable.type)),
    );
    const isFunction = isCall || this.#btf?.find(name, "FUNC");
    if (home?.name === ".kconfig") fail("kconfig", { ...place, feature: ".kconfig" });
    if (home?.name === ".ksyms" && isFunction) fail("kfunc", { ...place, feature: "kfunc" });
    if (home?.name === ".ksyms") fail("ksyms", { ...place, feature: ".ksyms" });
    if (isFunction) fail("extern-function", { ...place, feature: "extern function" });
    return fail("extern-variable", { ...place, feature: "extern variable" });
  }
}
