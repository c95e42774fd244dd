import { TC_ACT, XDP } from "../spec/actions.ts";
import { contexts } from "../spec/contexts.ts";
import { FRAME_POINTER, INSN_SIZE, MAX_CALL_FRAMES, MAX_TAIL_CALLS, STACK_SIZE } from "../spec/encoding.ts";
import { errno } from "../spec/errno.ts";
import { helpers } from "../spec/helpers.ts";
import * as kernel from "../spec/kernel.ts";
import * as layout from "../spec/layout.ts";
import { MAP_TYPES, MapFlag } from "../spec/maps.ts";
import * as network from "../spec/network.ts";
import { PROGRAM_TYPES, programTypeNumber } from "../spec/programs.ts";
import { trapNumber, traps } from "../spec/traps.ts";

/** What a module exports, in one order wherever this runs. */
function exportsOf<T>(module: Record<string, T>): [string, T][] {
  return Object.entries(module).sort(([a], [b]) => (a < b ? -1 : 1));
}

const upper = (group: string, member: string): string => `${group}_${member.toUpperCase()}`;

/** `spec/layout.ts` and the other numbers of `spec/` that the core needs, as AssemblyScript constants. */
export function generateLayout(): string {
  const lines: string[] = [];
  const constant = (name: string, type: string, value: number | bigint) => {
    lines.push(`export const ${name}: ${type} = ${value};`);
  };

  constant("INSN_SIZE", "usize", INSN_SIZE);
  constant("FRAME_POINTER", "usize", FRAME_POINTER);
  constant("STACK_SIZE", "usize", STACK_SIZE);
  constant("MAX_CALL_FRAMES", "u32", MAX_CALL_FRAMES);
  constant("MAX_TAIL_CALLS", "u32", MAX_TAIL_CALLS);
  for (const [name, value] of exportsOf(layout)) {
    if (typeof value === "number") {
      constant(name, name.startsWith("PROVENANCE_") ? "u64" : "usize", value);
    } else if (typeof value === "bigint") {
      constant(name, "u64", value);
    } else if (name === "ProvenanceKind") {
      for (const [kind, number] of Object.entries(value)) constant(`KIND_${kind}`, "u64", number);
    } else if (name === "Receive") {
      for (const [mode, number] of Object.entries(value)) constant(`RECEIVE_${mode}`, "u32", number);
    } else if (name === "InterfaceFlag") {
      for (const [flag, bit] of Object.entries(value)) constant(`INTERFACE_${flag}`, "u32", bit);
    } else {
      for (const [field, offset] of Object.entries(value)) constant(`${name}_${field}`, "usize", offset);
    }
  }
  for (const { code } of traps) constant(`TRAP_${code}`, "u32", trapNumber(code));
  for (const [name, { number }] of Object.entries(MAP_TYPES)) constant(`MAP_TYPE_${name}`, "u32", number);
  for (const [name, value] of Object.entries(MapFlag)) constant(`MAP_FLAG_${name}`, "u32", value);
  for (const name of PROGRAM_TYPES) constant(`PROGRAM_TYPE_${name}`, "u32", programTypeNumber(name));
  for (const [index, { programType }] of contexts.entries()) {
    constant(`CONTEXT_OF_${programType}`, "u32", index);
  }
  for (const [name, value] of exportsOf(kernel)) constant(name, "u32", value);
  for (const [name, value] of exportsOf(network)) {
    if (typeof value === "number") constant(name, "u32", value);
    else for (const [member, number] of Object.entries(value)) constant(upper(name, member), "u32", number);
  }
  for (const [name, value] of Object.entries(TC_ACT)) constant(`TC_ACT_${name}`, "i32", value);
  for (const [name, value] of Object.entries(XDP)) constant(`XDP_${name}`, "i32", value);
  for (const { name, id } of helpers) constant(upper("HELPER", name), "u32", id);
  for (const [name, value] of Object.entries(errno)) constant(name, "i64", value);
  const structures = new Map(contexts.map(({ structure, fields }) => [structure, fields]));
  for (const [structure, fields] of structures) {
    const prefix = structure.replace(/^__/, "").toUpperCase();
    for (const { name, offset } of fields) {
      const plain = name.replace("[0]", "");
      if (/^\w+$/.test(plain)) constant(`${prefix}_${plain.toUpperCase()}`, "usize", offset);
    }
  }
  return `${lines.join("\n")}\n`;
}
