import { MAP_TYPES } from "../spec/maps.ts";
import type { Btf } from "./btf.ts";
import { fail } from "./errors.ts";
import type { CodeFunction } from "./functions.ts";
import type { MapSpec } from "./specs.ts";

const NUMBER = /^(?:\d+|0x[0-9a-f]+)$/i;
const TAG_PREFIX = "tail:";

/**
 * Slots of program arrays that an object states: by declaration tag, or by a section called `MAP_ID/SLOT`.
 */
export class TailCalls {
  readonly #btf: Btf | null;
  readonly #maps: Map<string, MapSpec>;
  readonly #mapsById = new Map<number, MapSpec>();

  constructor(btf: Btf | null, maps: Map<string, MapSpec>) {
    this.#btf = btf;
    this.#maps = maps;
    for (const map of maps.values()) {
      if (map.id !== null && map.id !== 0 && !this.#mapsById.has(map.id)) this.#mapsById.set(map.id, map);
    }
  }

  /** Where a function wants to be called from, or null. Throws LoadError for a tag that names no slot. */
  slotOf(fn: CodeFunction): { map: string; slot: number } | null {
    return this.#slotByTag(fn) ?? this.#slotBySection(fn);
  }

  /** Whether a section is called `MAP_ID/SLOT`, which says nothing about the type of its programs. */
  static isSlotSection(section: string): boolean {
    return parseSection(section) !== null;
  }

  /** Declaration tags `tail:MAP/SLOT`. */
  #slotByTag(fn: CodeFunction): { map: string; slot: number } | null {
    if (!this.#btf || fn.btfTypeId === null) return null;
    const tag = this.#btf.declTags(fn.btfTypeId).find((text) => text.startsWith(TAG_PREFIX));
    if (tag === undefined) return null;
    const [map = "", slot = "", ...rest] = tag.slice(TAG_PREFIX.length).split("/");
    const place = { section: fn.section.name, name: fn.name };
    if (!NUMBER.test(slot) || rest.length > 0) fail("tail-call-tag", { ...place, value: tag });
    const spec = this.#maps.get(map);
    if (!spec || MAP_TYPES[spec.type].holds !== "programs") fail("tail-call-map", { ...place, value: map });
    return { map, slot: Number(slot) };
  }

  #slotBySection(fn: CodeFunction): { map: string; slot: number } | null {
    const parts = parseSection(fn.section.name);
    const map = parts && this.#mapsById.get(parts.id);
    if (!parts || !map || MAP_TYPES[map.type].holds !== "programs") return null;
    return { map: map.name, slot: parts.slot };
  }
}

function parseSection(section: string): { id: number; slot: number } | null {
  const [id = "", slot = "", ...rest] = section.split("/");
  if (!NUMBER.test(id) || !NUMBER.test(slot) || rest.length > 0) return null;
  return { id: Number(id), slot: Number(slot) };
}
