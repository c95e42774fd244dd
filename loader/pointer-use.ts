import type { Algebra } from "../spec/algebra.ts";
import { INSN_SIZE, REGISTER_COUNT } from "../spec/encoding.ts";
import { helperById } from "../spec/helpers.ts";
import { instructions, rowIndex } from "../spec/isa.ts";
import type { CodeFunction } from "./functions.ts";

/** Steps for all addresses of a section together. An ordinary section is recognised within a few. */
const MAX_STEPS = 200_000;

/** r1 to r5 as a set. */
const ARGUMENTS = 0b11_1110;

/** Helper arguments that take a number. */
const NUMBERS: ReadonlySet<string> = new Set(["u32", "i32", "u64", "size", "size_or_zero"]);

/**
 * Whether any of these `lddw` loads an address that is used as one: as the base of a load or store, after
 * pointer arithmetic too, or as a helper's memory argument, here or in a function it is passed to. False
 * means that the addresses are values.
 */
export function usesAddressAsPointer(loads: { fn: CodeFunction; insn: number }[]): boolean {
  const shared: Shared = { steps: MAX_STEPS, targets: new Map() };
  return loads.some(({ fn, insn }) => followAddress(fn, insn, shared));
}

/** What all walks have in common: steps left, and the functions that calls go to, by function and `insn`. */
interface Shared {
  steps: number;
  targets: Map<CodeFunction, Map<number, CodeFunction>>;
}

function callTarget(fn: CodeFunction, insn: number, { targets }: Shared): CodeFunction | undefined {
  let known = targets.get(fn);
  if (!known) {
    known = new Map(fn.calls.map((call) => [call.insn, call.target]));
    targets.set(fn, known);
  }
  return known.get(insn);
}

/** Follows the registers that hold the address (or the address plus something) along every path. */
function followAddress(start: CodeFunction, load: number, shared: Shared): boolean {
  const visited = new Map<CodeFunction, Set<number>>();
  const open = [{ fn: start, insn: load + 2, held: 1 << (start.code[load * INSN_SIZE + 1]! & 0xf) }];
  for (let state = open.pop(); state; state = open.pop()) {
    const { fn, insn, held } = state;
    const states = visited.get(fn) ?? new Set();
    const key = insn * 2048 + held;
    if (held === 0 || insn < 0 || insn >= fn.length || states.has(key)) continue;
    // Out of steps without a dereference: only a section of values is this large.
    if (shared.steps-- <= 0) return false;
    visited.set(fn, states.add(key));

    const view = new DataView(fn.code.buffer, fn.code.byteOffset, fn.code.byteLength);
    const at = insn * INSN_SIZE;
    const [dst, src] = [view.getUint8(at + 1) & 0xf, view.getUint8(at + 1) >> 4];
    const [off, imm] = [view.getInt16(at + 2, true), view.getInt32(at + 4, true)];
    const row = instructions[rowIndex(view.getUint8(at), src, off, imm)];
    if (!row || dst >= REGISTER_COUNT || src >= REGISTER_COUNT) continue;
    const holds = (register: number) => ((held >> register) & 1) === 1;
    const drop = (...registers: number[]) =>
      registers.reduce((left, register) => left & ~(1 << register), held);
    const go = (to: number, next = held) => open.push({ fn, insn: to, held: next });
    switch (row.form) {
      case "load":
        if (holds(src)) return true;
        go(insn + 1, drop(dst));
        break;
      case "store":
        if (holds(dst)) return true;
        go(insn + 1);
        break;
      case "atomic":
        if (holds(dst)) return true;
        go(insn + 1, row.fetch === "none" ? held : drop(row.fetch === "r0" ? 0 : src));
        break;
      case "alu": {
        const operand = row.source === "reg" && holds(src);
        const result = row.width === 64 && row.meaning(addresses, holds(dst), operand);
        go(insn + 1, result ? held | (1 << dst) : drop(dst));
        break;
      }
      case "lddw":
        go(insn + 2, drop(dst));
        break;
      case "packet_load":
        go(insn + 1, drop(0, 1, 2, 3, 4, 5));
        break;
      case "call":
        if (row.target === "helper" && passesPointer(imm, holds)) return true;
        if (row.target === "local") {
          const target = callTarget(fn, insn, shared);
          if (target) open.push({ fn: target, insn: 0, held: held & ARGUMENTS });
        }
        go(insn + 1, drop(0, 1, 2, 3, 4, 5));
        break;
      case "goto":
        go(insn + 1 + (row.distance === "off" ? off : imm));
        break;
      case "jump":
        go(insn + 1);
        go(insn + 1 + off);
        break;
      case "exit":
        break;
      default:
        row satisfies never;
    }
  }
  return false;
}

/** A helper that has no row here is taken to want memory. */
function passesPointer(helper: number, holds: (register: number) => boolean): boolean {
  const kinds = helperById(helper)?.arguments;
  return [1, 2, 3, 4, 5].some((register) => {
    const kind = kinds?.[register - 1];
    return holds(register) && (kinds === undefined || (kind !== undefined && !NUMBERS.has(kind)));
  });
}

/** An instruction's meaning, read as: is the result still the address, or the address plus something? */
const addresses: Algebra<boolean, null> = {
  constant: () => false,
  add: (a, b) => a || b,
  sub: (a, b) => a && !b,
  mul: () => false,
  divU: () => false,
  divS: () => false,
  remU: () => false,
  remS: () => false,
  and: () => false,
  or: () => false,
  xor: () => false,
  shl: () => false,
  shrU: () => false,
  shrS: () => false,
  signExtend: () => false,
  zeroExtend: () => false,
  byteSwap: () => false,
  eq: () => null,
  ltU: () => null,
  ltS: () => null,
  not: () => null,
  choose: (_condition, yes, no) => yes() || no(),
};
