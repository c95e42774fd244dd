import { INSN_SIZE } from "../spec/encoding.ts";
import type { DataUses } from "./config.ts";
import { fail } from "./errors.ts";
import type { CodeFunction } from "./functions.ts";
import type { FunctionInfo, LineInfo, Reference } from "./specs.ts";

/**
 * What one verifier run of the kernel may look at (include/linux/bpf_verifier.h: BPF_COMPLEXITY_LIMIT_INSNS).
 */
const MAX_PROGRAM_INSNS = 1_000_000;
/**
 * Instructions and lines of all programs of an object together: subprograms are copied into every program
 * that reaches them, and a small object could ask for any number of copies.
 */
const MAX_OBJECT_SIZE = 4_000_000;

export interface LinkedProgram {
  instructions: Uint8Array;
  references: Reference[];
  functions: FunctionInfo[];
  /** Read when it is asked for. */
  readonly lines: LineInfo[];
}

/** Links the entry functions of one object, within a limit on their total size. */
export class ProgramLinker {
  readonly #data: DataUses;
  #budget = MAX_OBJECT_SIZE;

  constructor(data: DataUses) {
    this.#data = data;
  }

  /** An entry function and every function that it reaches, with calls between them. Throws LoadError. */
  link(entry: CodeFunction): LinkedProgram {
    const bases = this.#layOut(entry);
    const functions = [...bases.keys()];
    const last = functions.at(-1)!;
    const instructions = new Uint8Array((bases.get(last)! + last.length) * INSN_SIZE);
    const view = new DataView(instructions.buffer);
    const references: Reference[] = [];
    for (const [fn, base] of bases) {
      instructions.set(fn.code, base * INSN_SIZE);
      for (const { insn, target, isCallback } of fn.calls) {
        const at = base + insn;
        const to = bases.get(target)!;
        if (isCallback) references.push({ kind: "function", insn: at, target: to });
        else view.setInt32(at * INSN_SIZE + 4, to - at - 1, true);
      }
      for (const use of fn.uses) {
        const insn = base + use.insn;
        if (use.kind === "map") references.push({ kind: "map", insn, map: use.map });
        else {
          const reference = this.#data.reference(use, insn);
          // A variable's value is a plain constant: no pseudo value.
          if (reference.kind === "variable")
            view.setUint8(insn * INSN_SIZE + 1, view.getUint8(insn * INSN_SIZE + 1) & 0xf);
          references.push(reference);
        }
      }
    }
    references.sort((a, b) => a.insn - b.insn);
    const places = [...bases].map(([{ lines, start }, base]) => ({ lines, distance: base - start }));
    let lines: LineInfo[] | null = null;
    return {
      instructions,
      references,
      functions: functions.map((fn) => ({ name: fn.name, insn: bases.get(fn)!, btfTypeId: fn.btfTypeId })),
      get lines() {
        lines ??= places.flatMap(
          ({ lines, distance }) => lines?.of.read(lines.from, lines.to, distance) ?? [],
        );
        return lines;
      },
    };
  }

  /**
   * Where each function goes: a function is appended at the first call to it, and its own calls are looked at
   * before the caller's next one, as libbpf does.
   */
  #layOut(entry: CodeFunction): Map<CodeFunction, number> {
    const bases = new Map<CodeFunction, number>();
    let size = 0;
    const open: { fn: CodeFunction; next: number }[] = [];
    const append = (fn: CodeFunction) => {
      bases.set(fn, size);
      size += fn.length;
      this.#budget -= fn.length + (fn.lines ? fn.lines.to - fn.lines.from : 0);
      const place = { section: entry.section.name, name: `program ${entry.name}` };
      if (size > MAX_PROGRAM_INSNS) fail("too-large", { ...place, value: size, limit: MAX_PROGRAM_INSNS });
      if (this.#budget < 0) fail("too-large", { ...place, value: size, limit: MAX_OBJECT_SIZE });
      open.push({ fn, next: 0 });
    };
    append(entry);
    for (let top = open.at(-1); top; top = open.at(-1)) {
      const call = top.fn.calls[top.next++];
      if (!call) open.pop();
      else if (!bases.has(call.target)) append(call.target);
    }
    return bases;
  }
}
