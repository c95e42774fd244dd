/** Reads and writes of context fields, as the rows of spec/contexts.ts allow them. */
import { type ContextField, contexts } from "../../spec/contexts.ts";
import { address, type FunctionGenerator } from "./generator.ts";
import type { Piece } from "./program.ts";
import type { Scope } from "./scope.ts";

const LOADS: Readonly<Record<number, string>> = { 1: "ldxb", 2: "ldxh", 4: "ldxw", 8: "ldxdw" };
const STORES: Readonly<Record<number, readonly [reg: string, imm: string]>> = {
  1: ["stxb", "stb"],
  2: ["stxh", "sth"],
  4: ["stxw", "stw"],
  8: ["stxdw", "stdw"],
};

/** Fields that the kernel keeps in fewer bytes than the structure has for them. */
const KEPT_IN_PART: ReadonlySet<string> = new Set(
  ["pkt_type", "queue_mapping", "protocol", "vlan_tci", "vlan_proto", "tc_index", "tc_classid"].concat([
    "gso_segs",
    "gso_size",
  ]),
);

export function contextAccess(make: FunctionGenerator, scope: Scope): Piece | null {
  const { random, type } = make;
  const fields = contexts.find(({ programType }) => programType === type)!.fields;
  const scalars = fields.filter(({ kind }) => kind === "scalar");
  const writes = scalars.filter(({ write }) => write);
  if (writes.length > 0 && random.chance(0.4)) {
    const field = random.pick(writes);
    const [size, at] = part(make, field, field.width === "bytes");
    const [reg, imm] = STORES[size]!;
    const place = address(scope.context, field.offset + at);
    if (random.chance(0.7)) return make.piece(scope, `${reg} ${place}, %r${random.pick(scope.scalars)}`);
    // corpus/queue-mapping-immediate.json is open: until then no negative number is stored there.
    const value = random.i32();
    const kept = field.store === "index16" ? value & 0x7fff_ffff : value;
    return make.piece(scope, `${imm} ${place}, ${kept}`);
  }
  const field = random.pick(scalars.filter(({ read }) => read));
  const [size, at] = part(make, field, field.width !== "full");
  // corpus/context-upper-part.json is open: until then no part but the first is asked for.
  if (at !== 0 && KEPT_IN_PART.has(field.name)) return null;
  const dst = random.pick(scope.usable);
  scope.set("scalar", dst);
  return make.piece(scope, `${LOADS[size]} %r${dst}, ${address(scope.context, field.offset + at)}`);
}

/** Size and offset of an aligned part of a field, or of all of it. */
function part({ random }: FunctionGenerator, { size }: ContextField, parts: boolean): [number, number] {
  const whole = size > 8 ? 4 : size;
  const width = parts ? random.pick([1, 2, 4, 8].filter((bytes) => bytes <= whole)) : whole;
  return [width, width * random.below(size / width)];
}
