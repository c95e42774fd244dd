/**
 * Vectors of contexts: `test/golden/contexts.json` has the accesses that the kernel accepts (context-accesses.ts),
 * what each load shows, and what each store leaves, in a test-run.
 */
import type { ProgramSpec } from "../../loader/index.ts";
import { type Machine, MachineError } from "../../vm/index.ts";
import { type ProgramType, specOf } from "../differential/program.ts";
import { bytes, collection, map } from "../support/program.ts";
import { type Accesses, type AccessTable, LOADS, STORES } from "./context-accesses.ts";

export const CONTEXTS = "test/golden/contexts.json";

/** By the access, as `ldxh 6` or `stxw 12`: a number, or one after each store. */
export type Shown = Record<string, string | string[]>;

export interface ContextVectorFile {
  kernel: string;
  accesses: AccessTable;
  shown: Record<string, Shown>;
}

/** Program types with a test-run, and what the context has before: what can be set, and what the program stores. */
const scenes: Readonly<Record<string, { ctx: Record<string, number | number[]>; before: string[] }>> = {
  SCHED_CLS: {
    ctx: {
      mark: 0x81_82_83_84,
      priority: 0x91_92_93_94,
      ingress_ifindex: 1,
      ifindex: 1,
      cb: [0xa1_a2_a3_a4, 0xb1_b2_b3_b4, 0xc1_c2_c3_c4, 0xd1_d2_d3_d4, 0xe1_e2_e3_e4],
      tstamp: 0x11_2233_4455_66,
      gso_segs: 0x7172,
      gso_size: 0x7374,
    },
    before: ["stw [%r6+12], 0x5152", "stw [%r6+44], 0x6162", "stw [%r6+72], 0x8586"],
  },
  XDP: { ctx: {}, before: [] },
};
const frame = `${"0a1b2c3d4e5fdededededede0800"}${"45000032".padEnd(100, "0")}`;

/** In a register; the immediates are what fits of them. */
const VALUES = [0x0123_4567_89ab_cdefn, 0x1234n, 0xfffen, 0xffffn, 0x1_0005n, -2n, -0x7fff_0006n];
const IMMEDIATES = VALUES.slice(1);
const RESULTS = 64;

/** A number of which no compiler knows that it is 0. No program of the kernel's may add it to its context. */
const HIDE = [
  `lddw_map_value %r1, 0x${(BigInt(8 * RESULTS - 8) << 32n).toString(16)}`,
  "ldxdw %r1, [%r1+0]",
  "add64_reg %r6, %r1",
];

/** What the machine shows for every access of the table that it takes. `hidden`: through an address not known before. */
export function shownBy(machine: Machine, accesses: AccessTable, hidden = false): Record<string, Shown> {
  return Object.fromEntries(
    Object.entries(scenes).map(([type, { ctx, before }]) => {
      const run = (lines: string[], count: number): string[] | null => {
        const text = [
          "mov64_reg %r6, %r1",
          ...(hidden ? HIDE : []),
          ...before,
          ...lines,
          "mov64_imm %r0, 0",
          "exit",
          "",
        ].join("\n");
        return resultsOf(machine, specOf(type as ProgramType, text, ["results"]), ctx, count);
      };
      const shown: Shown = {};
      for (const [at, entry] of Object.entries(accesses[type]!)) {
        const offset = Number(at);
        for (const width of entry.loads) {
          const lines = [`${LOADS[width]} %r2, [%r6+${offset}]`, "mul64_imm %r2, 1", ...keep(0)];
          const result = run(lines, 1);
          if (result) shown[`${LOADS[width]} ${offset}`] = result[0]!;
        }
        for (const width of entry.stores) {
          const [reg, imm] = STORES[width]!;
          const back = readBack(accesses[type]!, offset);
          const stored = (value: bigint, i: number) => [
            `lddw %r3, 0x${BigInt.asUintN(64, value).toString(16)}`,
            `${reg} [%r6+${offset}], %r3`,
            back,
            ...keep(i),
          ];
          const immediate = (value: bigint, i: number) => [
            `${imm} [%r6+${offset}], ${BigInt.asIntN(32, value)}`,
            back,
            ...keep(i),
          ];
          shown[`${reg} ${offset}`] = run(VALUES.flatMap(stored), VALUES.length)!;
          shown[`${imm} ${offset}`] = run(IMMEDIATES.flatMap(immediate), IMMEDIATES.length)!;
        }
      }
      return [type, shown];
    }),
  );
}

/** Register 2 goes into a result. */
const keep = (index: number): string[] => [
  `lddw_map_value %r1, 0x${(BigInt(8 * index) << 32n).toString(16)}`,
  "stxdw [%r1+0], %r2",
];

/** The widest load that begins at or before the offset and reaches it. */
function readBack(table: Record<string, Accesses>, offset: number): string {
  for (const width of [8, 4]) {
    const start = offset - (offset % width);
    if (table[start]?.loads.includes(width)) return `${LOADS[width]} %r2, [%r6+${start}]`;
  }
  throw new Error(`nothing reads ${offset}`);
}

/** Null where the verifier refuses: no arithmetic is done on a pointer. */
function resultsOf(
  machine: Machine,
  spec: ProgramSpec,
  ctx: Record<string, number | number[]>,
  count: number,
): string[] | null {
  const results = map("results", "ARRAY", { valueSize: 8 * RESULTS, maxEntries: 1, pinByName: true });
  const loaded = machine.load(collection([spec], [results]));
  try {
    const { trap } = loaded.program("prog").run({ data: bytes(frame), ctx });
    if (trap) throw new Error(`${trap.code} at ${trap.pc}`);
  } catch (error) {
    if (error instanceof MachineError && error.code === "VERIFIER_REFUSED") return null;
    throw error;
  }
  const view = new DataView(loaded.map("results").lookup(0)!.buffer);
  return Array.from({ length: count }, (_, i) => `0x${view.getBigUint64(8 * i, true).toString(16)}`);
}

/** A line for every offset and every access. */
export function textOfContextFile({ kernel, accesses, shown }: ContextVectorFile): string {
  const table = (rows: Record<string, object>) =>
    Object.entries(rows)
      .map(([name, row]) => {
        const lines = Object.entries(row).map(
          ([key, value]) => `  ${JSON.stringify(key)}:${JSON.stringify(value)}`,
        );
        return `${JSON.stringify(name)}:{\n${lines.join(",\n")}\n}`;
      })
      .join(",\n");
  return `{"kernel":${JSON.stringify(kernel)},"accesses":{\n${table(accesses)}\n},"shown":{\n${table(shown)}\n}}\n`;
}
