import type { CollectionSpec } from "../loader/index.ts";
import { MachineError } from "./errors.ts";
import type { BpfMap } from "./map.ts";
import type { Program } from "./program.ts";
import { TypedMap } from "./typed-map.ts";

/** The programs and maps of one object, loaded into a machine. */
export class Collection {
  readonly spec: CollectionSpec;
  readonly programs: ReadonlyMap<string, Program>;
  readonly maps: ReadonlyMap<string, BpfMap>;
  /** Programs that load but cannot run here, with the reason. */
  readonly refused: ReadonlyMap<string, MachineError>;

  constructor(
    spec: CollectionSpec,
    programs: ReadonlyMap<string, Program>,
    maps: ReadonlyMap<string, BpfMap>,
    refused: ReadonlyMap<string, MachineError>,
  ) {
    this.spec = spec;
    this.programs = programs;
    this.maps = maps;
    this.refused = refused;
  }

  /**
   * The program of that name, or the only program in the section of that name (old objects name their entry
   * points by section). Throws NOT_FOUND, or why the program cannot run.
   */
  program(name: string): Program {
    const inSection = [...this.spec.programs.values()].filter(({ section }) => section === name);
    const found = this.spec.programs.has(name) || inSection.length !== 1 ? name : inSection[0]!.name;
    const program = this.programs.get(found);
    if (program) return program;
    const refused = this.refused.get(found);
    if (refused) throw refused;
    const candidates = inSection.length > 1 ? inSection.map((spec) => spec.name) : [...this.programs.keys()];
    throw new MachineError(
      "NOT_FOUND",
      inSection.length > 1
        ? `section ${name} holds several programs: ${candidates.join(", ")}`
        : `no program ${name}; there are ${candidates.join(", ")}`,
      { program: name },
    );
  }

  /** The map of that name, as the object calls it. Throws NOT_FOUND. */
  map(name: string): BpfMap {
    const map = this.maps.get(name);
    if (map) return map;
    throw new MachineError("NOT_FOUND", `no map ${name}; there are ${[...this.maps.keys()].join(", ")}`, {
      map: name,
    });
  }

  /** What the object calls a map or program of this collection; null for others, as inner maps made on their own. */
  nameOf(held: BpfMap | Program): string | null {
    for (const all of [this.maps, this.programs]) {
      for (const [name, one] of all) if (one === held) return name;
    }
    return null;
  }

  /** The same map with plain objects for keys and values. Throws NOT_FOUND, UNSUPPORTED where nothing types it. */
  typedMap(name: string): TypedMap {
    return new TypedMap(this.map(name), this.spec.btf);
  }
}
