/** A generated program as a tree of pieces, each of which can be left out, and its text. */
import { BTF_KINDS, Btf, type BtfKind } from "../../loader/btf.ts";
import type { ProgramSpec } from "../../loader/index.ts";
import { INSN_SIZE, LddwSource } from "../../spec/encoding.ts";
import { instructions } from "../../spec/isa.ts";
import { assemble } from "../../vm/index.ts";
import { program as programSpec } from "../support/program.ts";
import { mapNames } from "./scene.ts";

export type ProgramType = "SCHED_CLS" | "XDP";

/** Lines of its own and pieces inside. Left out as a whole, or replaced by the pieces inside. */
export interface Piece {
  parts: readonly (string | Piece)[];
}

/** Its head and tail stay whatever is left out. */
export interface Subprogram {
  name: string;
  head: readonly string[];
  body: readonly Piece[];
  tail: readonly string[];
}

export interface RandomProgram {
  type: ProgramType;
  /** The first one is the program's entry. */
  functions: readonly Subprogram[];
}

const lines = ({ parts }: Piece): string[] =>
  parts.flatMap((part) => (typeof part === "string" ? [part] : lines(part)));

/** Lines that name a function: a call, or its address for a helper to call back. */
const CALLEE = /^(?:call_local |lddw_func %r\d, )(\w+)/;

/** The program in the assembler's notation, without functions that nothing calls. */
export function textOf({ functions }: RandomProgram): string {
  const texts = functions.map(({ name, head, body, tail }) => [
    `${name}:`,
    ...head,
    ...body.flatMap(lines),
    ...tail,
  ]);
  const reached = [texts[0]!];
  for (const text of reached) {
    for (const line of text) {
      const callee = CALLEE.exec(line)?.[1];
      const found = texts.find(([label]) => label === `${callee}:`);
      if (found && !reached.includes(found)) reached.push(found);
    }
  }
  return `${reached.flat().join("\n")}\n`;
}

const LDDW = instructions.find((row) => row.form === "lddw")!.code;

/** Slots of the labels: every line is an instruction or a label. */
function slotsOf(text: string): ReadonlyMap<string, number> {
  const slots = new Map<string, number>();
  let slot = 0;
  for (const line of text.split("\n").filter(Boolean)) {
    const label = /^(\w+):$/.exec(line)?.[1];
    if (label !== undefined) slots.set(label, slot);
    else slot += line.startsWith("lddw") ? 2 : 1;
  }
  return slots;
}

/** Types for functions that are called back: the kernel wants one for each function, and any will do. */
export const functionTypes = Btf.parse(typesOfFunctions());
const FUNCTION_TYPE = 3;

/** `static int function(void)` as a `.BTF` section. */
function typesOfFunctions(): Uint8Array {
  const kind = (name: BtfKind) => BTF_KINDS.indexOf(name) << 24;
  const strings = new TextEncoder().encode("\0int\0function\0");
  const types = new Uint32Array([
    ...[1, kind("INT"), 4, 32],
    ...[0, kind("FUNC_PROTO"), 1],
    ...[5, kind("FUNC"), 2],
  ]);
  const HEADER = 24;
  const section = new Uint8Array(HEADER + types.byteLength + strings.length);
  const words = [0x1_eb9f, HEADER, 0, types.byteLength, types.byteLength, strings.length];
  section.set(new Uint8Array(new Uint32Array(words).buffer));
  section.set(new Uint8Array(types.buffer), HEADER);
  section.set(strings, HEADER + types.byteLength);
  return section;
}

/**
 * In the text, the immediate of an `lddw` of a map is the map's index among `names`, and that of a function's is its
 * label.
 */
export function specOf(type: ProgramType, text: string, names: readonly string[] = mapNames): ProgramSpec {
  const slots = slotsOf(text);
  const callbacks = [...text.matchAll(/^lddw_func .*?(\w+)$/gm)].map(([, label]) => slots.get(label!)!);
  const code = assemble(text.replace(/^(lddw_func .*?)\w+$/gm, "$10"));
  const view = new DataView(code.buffer);
  const references: ProgramSpec["references"] = [];
  for (let at = 0; at < code.length; at += INSN_SIZE) {
    if (code[at] !== LDDW) continue;
    const source = code[at + 1]! >> 4;
    const map = names[view.getUint32(at + 4, true)]!;
    const insn = at / INSN_SIZE;
    if (source === LddwSource.MAP_FD) references.push({ kind: "map", insn, map });
    if (source === LddwSource.MAP_VALUE) {
      references.push({ kind: "map_value", insn, map, offset: view.getUint32(at + 12, true) });
    }
    if (source === LddwSource.FUNC) {
      references.push({ kind: "function", insn, target: callbacks.shift()! });
    }
    if (source !== LddwSource.IMM64) {
      view.setUint32(at + 4, 0, true);
      view.setUint32(at + 12, 0, true);
    }
    at += INSN_SIZE;
  }
  const section = type === "XDP" ? "xdp" : "tc";
  if (!text.includes("lddw_func")) return programSpec([code], { type, references, section });
  const called = text.split("\n").flatMap((line) => CALLEE.exec(line)?.[1] ?? []);
  const functions = [...new Set(["main", ...called])]
    .map((label) => ({ name: label, insn: slots.get(label)!, btfTypeId: FUNCTION_TYPE }))
    .sort((a, b) => a.insn - b.insn);
  return programSpec([code], { type, references, section, functions });
}
