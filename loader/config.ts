import type { Btf } from "./btf.ts";
import { type Elf, type ElfSymbol, SymbolType } from "./elf.ts";
import { fail } from "./errors.ts";
import type { CodeFunction, ObjectUse } from "./functions.ts";
import type { MapDefinition } from "./map-definitions.ts";
import { usesAddressAsPointer } from "./pointer-use.ts";
import { lastStartingBy } from "./search.ts";
import type { MapSpec, Reference } from "./specs.ts";
import { encodeValue } from "./values.ts";

/** Cilium's prefix for the symbols of its configuration. */
const CONFIG_PREFIX = "__config_";
/** Sections whose addresses may stand for values: Cilium 1.13's (a zero goes to `.bss`) and 1.16's. */
const VALUE_SECTIONS = new Set([".data", ".bss", ".rodata.config"]);
/** What fits the immediate of an `lddw`. */
const VALUE_SIZES = new Set([1, 2, 4, 8]);

/** A variable in a data section. Setting it writes into the contents of that section's map. */
export class VariableSpec {
  readonly name: string;
  /** The data map that holds it, named like its section. */
  readonly map: string;
  readonly offset: number;
  readonly size: number;
  /** `load`: programs load it from the map. `immediate`: its value is put into the instructions. */
  readonly style: "load" | "immediate";
  readonly typeId: number | null;
  readonly #data: Uint8Array;

  constructor(fields: Omit<VariableSpec, "bytes" | "set">, map: MapSpec) {
    this.name = fields.name;
    this.map = fields.map;
    this.offset = fields.offset;
    this.size = fields.size;
    this.style = fields.style;
    this.typeId = fields.typeId;
    this.#data = map.data!.subarray(this.offset, this.offset + this.size);
  }

  /** A copy of its bytes. */
  get bytes(): Uint8Array {
    return this.#data.slice();
  }

  /**
   * Sets the value: a number (little-endian), bytes, or text: a MAC address, an IPv4 or IPv6 address (bytes
   * in network order), or a decimal or 0x number. A shorter address or byte string leaves the rest 0. Throws
   * LoadError BAD_VALUE when it does not fit.
   */
  set(value: number | bigint | Uint8Array | string): void {
    this.#data.set(encodeValue(value, this.name, this.size));
  }
}

/** The variables of all data sections, and how programs refer to them. */
export class DataUses {
  /** In the order of the sections, by offset within one. */
  readonly variables: ReadonlyMap<string, VariableSpec>;
  readonly #immediates = new Map<string, VariableSpec[]>();

  constructor(elf: Elf, btf: Btf | null, maps: MapDefinition[], functions: readonly CodeFunction[]) {
    const uses = new Map<string, { fn: CodeFunction; use: DataUse }[]>();
    for (const fn of functions) {
      for (const use of fn.uses) {
        if (use.kind !== "data") continue;
        const list = uses.get(use.map);
        if (list) list.push({ fn, use });
        else uses.set(use.map, [{ fn, use }]);
      }
    }
    const variables = new Map<string, VariableSpec>();
    const names = new UniqueNames();
    for (const map of maps) {
      if (!map.spec.data) continue;
      const typeIds = variableTypes(btf, map.spec);
      const symbols = variableSymbols(elf, map);
      const style = sectionStyle(map.spec.name, symbols, uses.get(map.spec.name) ?? []);
      const found = symbols.map((symbol): VariableSpec => {
        const name = names.take(symbol.name.replace(CONFIG_PREFIX, ""));
        const { value: offset, size } = symbol;
        const typeId = typeIds.get(symbol.name) ?? null;
        const variable = new VariableSpec(
          { name, map: map.spec.name, offset, size, style, typeId },
          map.spec,
        );
        variables.set(name, variable);
        return variable;
      });
      if (style === "immediate") this.#immediates.set(map.spec.name, found);
    }
    this.variables = variables;
  }

  /**
   * What an `lddw` of data stands for. Throws LoadError when it stands for a value and no variable is there.
   */
  reference({ map, offset }: DataUse, insn: number): Reference {
    const variables = this.#immediates.get(map);
    if (!variables) return { kind: "map_value", insn, map, offset };
    const variable = lastStartingBy(variables, (candidate) => candidate.offset, offset);
    if (!variable || offset >= variable.offset + variable.size) {
      fail("no-variable-here", { section: map, offset, name: map, value: offset });
    }
    return { kind: "variable", insn, variable: variable.name, offset: offset - variable.offset };
  }
}

type DataUse = Extract<ObjectUse, { kind: "data" }>;

/** Named symbols of a data section by offset, with sizes: old compilers stated none. */
function variableSymbols(elf: Elf, { section }: MapDefinition): ElfSymbol[] {
  const symbols = elf
    .symbolsOf(section)
    .filter(({ type, name }) => (type === SymbolType.OBJECT || type === SymbolType.NOTYPE) && name !== "")
    .sort((a, b) => a.value - b.value);
  return symbols.map((symbol, index) => {
    const end = symbols[index + 1]?.value ?? section.size;
    return symbol.size > 0 ? symbol : { ...symbol, size: end - symbol.value };
  });
}

/**
 * Whether programs load from a section or take its addresses for values. An address that any program
 * dereferences or hands to a helper as memory is an address; so are those of variables that no immediate
 * holds.
 */
function sectionStyle(
  section: string,
  symbols: ElfSymbol[],
  uses: { fn: CodeFunction; use: DataUse }[],
): VariableSpec["style"] {
  if (!VALUE_SECTIONS.has(section) || uses.length === 0) return "load";
  for (const { use } of uses) {
    const symbol = lastStartingBy(symbols, ({ value }) => value, use.offset);
    if (!symbol || !VALUE_SIZES.has(symbol.size)) return "load";
  }
  return usesAddressAsPointer(uses.map(({ fn, use }) => ({ fn, insn: use.insn }))) ? "load" : "immediate";
}

/** Type ids of a data map's variables by name. */
function variableTypes(btf: Btf | null, { valueTypeId }: MapSpec): Map<string, number> {
  const types = new Map<string, number>();
  const section = btf && valueTypeId !== null ? btf.type(valueTypeId) : null;
  if (!btf || section?.kind !== "DATASEC") return types;
  for (const { type: id } of section.variables) {
    const variable = btf.type(id);
    if (variable.kind === "VAR") types.set(variable.name, variable.type);
  }
  return types;
}

/** Static variables of linked objects may share a name: the second is `NAME.2`. */
class UniqueNames {
  readonly #taken = new Map<string, number>();

  take(name: string): string {
    let count = (this.#taken.get(name) ?? 0) + 1;
    while (count > 1 && this.#taken.has(`${name}.${count}`)) count++;
    this.#taken.set(name, count);
    if (count === 1) return name;
    this.#taken.set(`${name}.${count}`, 1);
    return `${name}.${count}`;
  }
}
