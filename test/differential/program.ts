/** A generated program as a tree of pieces, each of which can be left out, and its text. */
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
      const callee = /^call_local (\w+)/.exec(line)?.[1];
      const found = texts.find(([label]) => label === `${callee}:`);
      if (found && !reached.includes(found)) reached.push(found);
    }
  }
  return `${reached.flat().join("\n")}\n`;
}

const LDDW = instructions.find((row) => row.form === "lddw")!.code;

/** In the text, the immediate of an `lddw` of a map is the map's index among `names`. */
export function specOf(type: ProgramType, text: string, names: readonly string[] = mapNames): ProgramSpec {
  const code = assemble(text);
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
    if (source !== LddwSource.IMM64) {
      view.setUint32(at + 4, 0, true);
      view.setUint32(at + 12, 0, true);
    }
    at += INSN_SIZE;
  }
  return programSpec([code], { type, references, section: type === "XDP" ? "xdp" : "tc" });
}
