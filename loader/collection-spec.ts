import { type ProgramKind, programKindOfFunction, programKindOfSection } from "../spec/programs.ts";
import { Btf } from "./btf.ts";
import { parseBtfExt, type SectionDebugInfo } from "./btf-ext.ts";
import { decodeText } from "./bytes.ts";
import { DataUses, VariableSpec } from "./config.ts";
import { type Elf, parseElf } from "./elf.ts";
import { findEntries } from "./entries.ts";
import { fail } from "./errors.ts";
import { type CodeFunction, CodeFunctions } from "./functions.ts";
import { ProgramLinker } from "./link.ts";
import { readMaps } from "./map-definitions.ts";
import { Linker } from "./relocations.ts";
import { readSource } from "./source.ts";
import type { FunctionInfo, LineInfo, MapSpec, MapTarget, ProgramSpec, Reference } from "./specs.ts";
import { TailCalls } from "./tail-calls.ts";

export type { FunctionInfo, LineInfo, MapSpec, MapTarget, ProgramSpec, Reference };
export { VariableSpec };

/**
 * What an object says, and nothing that depends on where it will run. Everything keeps the order of the
 * object.
 */
export class CollectionSpec {
  /** By the name of the entry function. */
  readonly programs: Map<string, ProgramSpec>;
  readonly maps: Map<string, MapSpec>;
  /** By symbol, without Cilium's prefix `__config_`. */
  readonly variables: ReadonlyMap<string, VariableSpec>;
  /** Null in an object without BTF. */
  readonly btf: Btf | null;
  /** Empty when the object states none. */
  readonly license: string;

  /** A collection put together by hand; `parse` and `load` make one of an object. */
  constructor(
    fields: Partial<Pick<CollectionSpec, "programs" | "maps" | "variables" | "btf" | "license">> = {},
  ) {
    this.programs = fields.programs ?? new Map();
    this.maps = fields.maps ?? new Map();
    this.variables = fields.variables ?? new Map();
    this.btf = fields.btf ?? null;
    this.license = fields.license ?? "";
  }

  /**
   * Sets variables by name, as `VariableSpec.set` does. Throws LoadError NOT_FOUND for a name that is not there,
   * BAD_VALUE for a value that does not fit.
   */
  set(values: Readonly<Record<string, number | bigint | Uint8Array | string>>): this {
    for (const [name, value] of Object.entries(values)) {
      const variable = this.variables.get(name);
      if (!variable) fail("no-variable", { name, limit: [...this.variables.keys()].join(", ") });
      variable.set(value);
    }
    return this;
  }

  /**
   * Reads and parses an object from a file (in Node), a URL or bytes. Throws LoadError, with code UNREADABLE
   * when there is nothing to read.
   */
  static async load(source: string | URL | Uint8Array | ArrayBuffer): Promise<CollectionSpec> {
    return CollectionSpec.parse(await readSource(source));
  }

  /** Parses an object. Throws LoadError and nothing else. The bytes are not kept. */
  static parse(bytes: Uint8Array): CollectionSpec {
    const elf = parseElf(bytes);
    const btf = readBtf(elf);
    const definitions = readMaps(elf, btf);
    const maps = byName(
      definitions.map(({ spec }) => spec),
      "map",
    );
    const functions = new CodeFunctions(elf, readDebugInfo(elf, btf));
    const linker = new Linker(elf, btf, definitions, functions);
    linker.relocateFunctions();
    const inValues = linker.relocateMapValues(definitions);

    const license = readLicense(elf);
    const data = new DataUses(elf, btf, definitions, functions.all);
    const tailCalls = new TailCalls(btf, maps);
    const programLinker = new ProgramLinker(data);
    const entries = findEntries(functions.all, inValues, (fn) => tailCalls.slotOf(fn) !== null);
    const kinds = programKinds(entries, inValues);
    const programs = entries.map((fn, index): ProgramSpec => {
      const kind = kinds[index]!;
      const linked = programLinker.link(fn);
      return {
        name: fn.name,
        section: fn.section.name,
        type: kind.type,
        attachType: kind.attachType,
        attachTo: attachTarget(fn.section.name),
        sleepable: kind.sleepable,
        license,
        tailCall: tailCalls.slotOf(fn),
        btfTypeId: fn.btfTypeId,
        instructions: linked.instructions,
        references: linked.references,
        functions: linked.functions,
        get lines() {
          return linked.lines;
        },
      };
    });
    return new CollectionSpec({
      programs: byName(programs, "program"),
      maps,
      variables: data.variables,
      btf,
      license,
    });
  }
}

function readBtf(elf: Elf): Btf | null {
  const section = elf.section(".BTF");
  return section ? Btf.parse(elf.contents(section), section.name) : null;
}

function readDebugInfo(elf: Elf, btf: Btf | null): Map<string, SectionDebugInfo> {
  const section = elf.section(".BTF.ext");
  return section && btf ? parseBtfExt(elf.contents(section), btf) : new Map();
}

function readLicense(elf: Elf): string {
  const section = elf.section("license");
  if (!section) return "";
  const bytes = elf.contents(section);
  const end = bytes.indexOf(0);
  return decodeText(end < 0 ? bytes : bytes.subarray(0, end));
}

/**
 * `MAP_ID/SLOT` sections say nothing about the type, and those of static values of a program array need not; their
 * programs take that of the first program that has one.
 */
function programKinds(entries: CodeFunction[], inValues: ReadonlySet<CodeFunction>): ProgramKind[] {
  const known = entries.map((fn) => programKindOfFunction(fn.name) ?? programKindOfSection(fn.section.name));
  const first = known.find((kind) => kind !== null);
  const none: ProgramKind = { type: "UNSPEC", attachType: null, sleepable: false };
  return entries.map((fn, index) => {
    const isInSlot = TailCalls.isSlotSection(fn.section.name) || inValues.has(fn);
    const inherited = first && isInSlot ? { ...first } : none;
    return known[index] ?? inherited;
  });
}

function attachTarget(section: string): string | null {
  const slash = section.indexOf("/");
  return slash < 0 ? null : section.slice(slash + 1);
}

function byName<T extends { name: string; section: string }>(items: T[], what: string): Map<string, T> {
  const result = new Map<string, T>();
  for (const item of items) {
    const { name, section } = item;
    if (result.has(name)) fail("duplicate-name", { section, name, value: what });
    result.set(name, item);
  }
  return result;
}
