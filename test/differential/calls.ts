/** Calls of helpers with simple arguments. */
import { helpers } from "../../spec/helpers.ts";
import type { FunctionGenerator } from "./generator.ts";
import type { Piece } from "./program.ts";
import { mapIndex } from "./scene.ts";
import type { Scope } from "./scope.ts";

/** The lines that set the arguments. Register 1 comes last where it is the context. */
type Arguments = (make: FunctionGenerator, scope: Scope) => string[];

const number = (register: number, value: number) => `mov64_imm %r${register}, ${value}`;
const context = ({ context }: Scope) => `mov64_reg %r1, %r${context}`;

/** Memory of `size` bytes on a stack. */
function memory({ random }: FunctionGenerator, scope: Scope, register: number, size: number): string[] {
  const stacks = scope.regions.filter((region) => region.aligned && region.size >= size);
  const region = random.pick(stacks);
  const offset = region.from + random.below(region.size - size + 1);
  return [`mov64_reg %r${register}, %r${region.register}`, `add64_imm %r${register}, ${offset}`];
}

/** An offset in a packet, sometimes past its end. */
const offset = ({ random }: FunctionGenerator) =>
  random.chance(0.9) ? random.below(60) : random.pick([58, 70, 200, 65535, 65536, -1, 0x7fffffff]);

/** By name: how likely, and what arguments it takes. */
const rows: Readonly<Record<string, readonly [weight: number, Arguments]>> = {
  ktime_get_ns: [1, () => []],
  get_prandom_u32: [1, () => []],
  get_smp_processor_id: [1, () => []],
  jiffies64: [1, () => []],
  map_update_elem: [
    8,
    (make, scope) => {
      const { random } = make;
      const map = random.pick(["array", "hash", "hash", "percpu", "trie"] as const);
      return [
        ...make.key(scope, map),
        ...(map === "array"
          ? // Only the main program's stack has room for its value.
            [`lddw_map_value %r3, ${mapIndex("global")}`]
          : memory(make, scope, 3, 32)),
        number(4, random.pick([0, 0, 0, 1, 2, 3, 4])),
        `lddw_map_fd %r1, ${mapIndex(map)}`,
      ];
    },
  ],
  map_delete_elem: [
    3,
    (make, scope) => {
      const map = make.random.pick(["array", "hash", "hash", "trie"] as const);
      return [...make.key(scope, map), `lddw_map_fd %r1, ${mapIndex(map)}`];
    },
  ],
  tail_call: [
    1,
    ({ random, type }, scope) => [
      number(3, random.pick([0, 0, 1, 2, 3, -1])),
      `lddw_map_fd %r2, ${mapIndex(type === "XDP" ? "tails_xdp" : "tails")}`,
      context(scope),
    ],
  ],
  csum_diff: [
    3,
    (make, scope) => {
      const [from, to] = [make.random.below(7) * 4, make.random.below(7) * 4];
      return [
        ...(from === 0 ? [number(1, 0)] : memory(make, scope, 1, from)),
        ...(to === 0 ? [number(3, 0)] : memory(make, scope, 3, to)),
        number(2, from),
        number(4, to),
        number(5, make.random.i32()),
      ];
    },
  ],
  skb_load_bytes: [
    6,
    (make, scope) => {
      const size = make.random.between(1, 32);
      return [number(2, offset(make)), ...memory(make, scope, 3, size), number(4, size), context(scope)];
    },
  ],
  skb_store_bytes: [
    4,
    (make, scope) => {
      const size = make.random.between(1, 32);
      const flags = make.random.pick([0, 0, 1, 2, 3, 4]);
      return [
        number(2, offset(make)),
        ...memory(make, scope, 3, size),
        number(4, size),
        number(5, flags),
        context(scope),
      ];
    },
  ],
  skb_change_type: [1, ({ random }, scope) => [number(2, random.between(0, 5)), context(scope)]],
  skb_pull_data: [1, ({ random }, scope) => [number(2, random.pick([0, 1, 34, 60, 4000])), context(scope)]],
  set_hash_invalid: [1, (_make, scope) => [context(scope)]],
  skb_change_tail: [
    1,
    ({ random }, scope) => [number(2, random.pick([60, 61, 74, 80, 100, 300])), number(3, 0), context(scope)],
  ],
  l3_csum_replace: [
    1,
    (make, scope) => [
      number(2, make.random.pick([24, 25, 14, 50, 300])),
      number(3, make.random.i32()),
      number(4, make.random.i32()),
      number(5, make.random.pick([0, 2, 4, 3])),
      context(scope),
    ],
  ],
  xdp_get_buff_len: [2, (_make, scope) => [context(scope)]],
  xdp_load_bytes: [
    4,
    (make, scope) => {
      const size = make.random.between(1, 32);
      return [number(2, offset(make)), ...memory(make, scope, 3, size), number(4, size), context(scope)];
    },
  ],
  xdp_store_bytes: [
    3,
    (make, scope) => {
      const size = make.random.between(1, 32);
      return [number(2, offset(make)), ...memory(make, scope, 3, size), number(4, size), context(scope)];
    },
  ],
  xdp_adjust_head: [2, ({ random }, scope) => [number(2, random.between(-32, 16)), context(scope)]],
  xdp_adjust_tail: [2, ({ random }, scope) => [number(2, random.between(-16, 32)), context(scope)]],
};

/** The helpers that generated programs call. */
export const calledHelpers: readonly string[] = Object.keys(rows);

export function calls(make: FunctionGenerator, scope: Scope): Piece | null {
  if (!scope.mayCall) return null;
  const possible = helpers.filter(
    ({ name, programTypes, invalidatesPacket, tailCall }) =>
      Object.hasOwn(rows, name) &&
      (programTypes?.includes(make.type) ?? true) &&
      !(scope.packet && invalidatesPacket) &&
      // The kernel has conditions of its own for tail calls from subprograms.
      !(tailCall && (scope.depth > 2 || make.isSubprogram)),
  );
  const helper = make.random.weighted(possible.map((row) => [rows[row.name]![0], row] as const));
  const lines = [...rows[helper.name]![1](make, scope), `call_helper ${helper.id}`];
  scope.afterCall();
  // The kernel gives it no result to read, though the program goes on after one that failed.
  if (helper.tailCall) scope.set("free", 0);
  return make.piece(scope, ...lines);
}
