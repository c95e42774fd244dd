/** What a value may point to: a provenance (`spec/layout.ts`) in words. */
import { PROVENANCE_KIND_SHIFT, PROVENANCE_LENGTH_SHIFT, ProvenanceKind, STACK } from "../spec/layout.ts";

/** The object that a pointer belongs to. */
export interface PointedObject {
  kind:
    | "stack"
    | "map_value"
    /** What a raw program was given. */
    | "memory"
    | "packet"
    | "packet_meta"
    | "context"
    | "map"
    | "socket"
    | "function"
    | "packet_end";
  /** A map's name, or the function whose frame it is (0 is the entry function's), as a number in text. */
  name: string | null;
  /** Bytes of the object, where it has a length. */
  size: number | null;
}

/** Names of maps by where they lie. */
export interface MapNames {
  /** The map that a value at this address belongs to. */
  mapOfValue(address: number, length: number): string | null;
  mapAt(address: number): string | null;
}

const kindName: Record<number, PointedObject["kind"]> = {
  [ProvenanceKind.MEMORY]: "map_value",
  [ProvenanceKind.READ_ONLY]: "map_value",
  [ProvenanceKind.PACKET]: "packet",
  [ProvenanceKind.PACKET_META]: "packet_meta",
  [ProvenanceKind.PACKET_END]: "packet_end",
  [ProvenanceKind.CONTEXT]: "context",
  [ProvenanceKind.MAP]: "map",
  [ProvenanceKind.SOCKET]: "socket",
  [ProvenanceKind.STACK]: "stack",
  [ProvenanceKind.FUNCTION]: "function",
};

export function unpackProvenance(provenance: bigint): { kind: number; base: number; length: number } {
  return {
    kind: Number(provenance >> BigInt(PROVENANCE_KIND_SHIFT)),
    base: Number(provenance & 0xffff_ffffn),
    length: Number((provenance >> BigInt(PROVENANCE_LENGTH_SHIFT)) & 0xfff_ffffn),
  };
}

/** The object that a provenance says; null for a scalar's. */
export function pointedObject(
  provenance: bigint,
  programType: string,
  names: MapNames,
): PointedObject | null {
  if (provenance === 0n) return null;
  const { kind, base, length } = unpackProvenance(provenance);
  const object: PointedObject = { kind: kindName[kind]!, name: null, size: length > 0 ? length : null };
  if (kind === ProvenanceKind.STACK) object.name = String((base - STACK) / length);
  else if (object.kind === "map_value") {
    // Programs of no type have no maps.
    if (programType === "UNSPEC") object.kind = "memory";
    else object.name = names.mapOfValue(base, length);
  } else if (kind === ProvenanceKind.MAP) object.name = names.mapAt(base);
  return object;
}
