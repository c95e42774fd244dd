/** Where a program may go on in another one. */
import { helperById } from "../../../spec/helpers.ts";
import type { Decoded } from "../../structure.ts";
import type { LoadableProgram } from "../engine.ts";

/** A tail call: the program array, by the name that the program uses, and the slot; null where they vary. */
export interface TailCallSite {
  map: string | null;
  slot: number | null;
}

const MAP_ARGUMENT = 2;
const INDEX_ARGUMENT = 3;

/**
 * All tail calls of a program. Map and slot are known where they are set in the instructions before the call
 * that nothing jumps into, as Cilium's own loader reads them.
 */
export function tailCallSites({ spec, decoded }: Pick<LoadableProgram, "spec" | "decoded">): TailCallSite[] {
  const maps = new Map(spec.references.flatMap((r) => (r.kind === "map" ? [[r.insn, r.map]] : [])));
  const targets = new Set(decoded.flatMap(targetsOf));
  const sites: TailCallSite[] = [];
  for (const [index, { row, imm }] of decoded.entries()) {
    if (row.form !== "call" || row.target !== "helper" || !helperById(imm)?.tailCall) continue;
    const map = lastWrite(decoded, index, targets, MAP_ARGUMENT);
    const slot = lastWrite(decoded, index, targets, INDEX_ARGUMENT);
    sites.push({
      map: (map && maps.get(map.pc)) ?? null,
      slot:
        slot?.row.form === "alu" && slot.row.symbol === "=" && slot.row.source === "imm"
          ? slot.imm >>> 0
          : null,
    });
  }
  return sites;
}

/** The instruction before `index` that wrote the register, in the same run of instructions; else null. */
function lastWrite(
  decoded: readonly Decoded[],
  index: number,
  targets: ReadonlySet<number>,
  register: number,
): Decoded | null {
  for (let i = index; i > 0; i--) {
    if (targets.has(decoded[i]!.pc)) return null;
    const insn = decoded[i - 1]!;
    const { form } = insn.row;
    if (form === "jump" || form === "goto" || form === "call" || form === "exit") return null;
    if ((form === "alu" || form === "load" || form === "lddw") && insn.dst === register) return insn;
  }
  return null;
}

function targetsOf({ pc, row, off, imm }: Decoded): number[] {
  if (row.form === "jump" || (row.form === "goto" && row.distance === "off")) return [pc + 1 + off];
  if (row.form === "goto" || (row.form === "call" && row.target === "local")) return [pc + 1 + imm];
  return [];
}
