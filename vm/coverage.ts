/**
 * Coverage of an object's C source: how often each instruction ran, and what that says of the lines, branches and
 * functions that the object's own debug information (`.BTF.ext`) names. The object is not instrumented.
 */
import type { CollectionSpec, ProgramSpec } from "../loader/index.ts";
import { INSN_SIZE } from "../spec/encoding.ts";
import { toHex } from "../spec/text.ts";
import { readInstruction } from "./disassembler.ts";
import { MachineError } from "./errors.ts";
import { isObject } from "./is-object.ts";
import type { Observer } from "./observation.ts";

/**
 * What a report needs to know of an object, without the object: equal for equal programs, and plain enough for JSON.
 * `insn`, `jumps` and `slots` count instruction slots of the linked program.
 */
export interface CoverageObject {
  version: 1;
  /** What `lines` refer to. */
  files: string[];
  texts: string[];
  programs: {
    name: string;
    slots: number;
    functions: { insn: number; name: string }[];
    /** In the order of `insn`; a line goes on until the next one. */
    lines: [insn: number, file: number, line: number, column: number, text: number][];
    /** The conditional jumps, and where they go. */
    jumps: [insn: number, target: number][];
  }[];
}

/** By instruction slot: times executed, and for conditional jumps times taken. */
export interface ProgramCounts {
  hits: Float64Array;
  taken: Float64Array;
}

/** Counts as JSON: pairs of slot and count, without zeros. `object` is the id of a CoverageObject. */
export interface CoverageRun {
  version: 1;
  object: string;
  programs: Record<string, { hits: number[]; taken: number[] }>;
}

/** What ran of one source file. */
export interface FileCoverage {
  /** As the compiler was given it. */
  path: string;
  /** Lines that have instructions, in order. `hits`: of the line's most executed instruction, summed over programs. */
  lines: { line: number; text: string; hits: number }[];
  /** Functions that are not inlined everywhere. */
  functions: { name: string; line: number; hits: number }[];
  /**
   * Conditional jumps, by the lines between which they decide: those of one line to the same two lines, as inlined
   * code has them, are one branch. The arm of fewer lines is first.
   */
  branches: { line: number; column: number; arms: [BranchArm, BranchArm] }[];
}

/** One way out of a branch, and how often it was taken. */
export interface BranchArm {
  /** The line that the arm goes to; 0 where it goes to the compiler's own code. */
  file: string;
  line: number;
  hits: number;
}

const VERSION = 1;

/** The part of an object that its coverage is told with. */
export function coverageObject(spec: Pick<CollectionSpec, "programs">): CoverageObject {
  const files = new Interned();
  const texts = new Interned();
  const programs = [...spec.programs.values()].map((program) => ({
    name: program.name,
    slots: program.instructions.length / INSN_SIZE,
    functions: program.functions.map(({ insn, name }) => ({ insn, name })),
    lines: program.lines.map(
      ({ insn, file, line, column, text }): [number, number, number, number, number] => [
        insn,
        files.indexOf(plainPath(file)),
        line,
        column,
        texts.indexOf(text),
      ],
    ),
    jumps: jumpsOf(program),
  }));
  return { version: VERSION, files: files.all, texts: texts.all, programs };
}

/** The object's name in runs: the beginning of a hash over all that it says. */
export async function coverageId(object: CoverageObject): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(object));
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return toHex(digest.subarray(0, 8));
}

/** Without `./` and `x/../`: one file has one name. */
function plainPath(path: string): string {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    const last = parts.at(-1);
    if (part === "." || (part === "" && parts.length > 0)) continue;
    if (part === ".." && last !== undefined && last !== ".." && last !== "") parts.pop();
    else parts.push(part);
  }
  return parts.join("/");
}

class Interned {
  readonly all: string[] = [];
  readonly #index = new Map<string, number>();

  indexOf(text: string): number {
    const known = this.#index.get(text);
    if (known !== undefined) return known;
    this.#index.set(text, this.all.length);
    return this.all.push(text) - 1;
  }
}

/** Slots of the conditional jumps, and of where they go. */
function jumpsOf({ instructions }: ProgramSpec): [insn: number, target: number][] {
  const jumps: [number, number][] = [];
  for (let pc = 0; pc < instructions.length / INSN_SIZE; ) {
    const { row, off, slots } = readInstruction(instructions, pc);
    if (row?.form === "jump") jumps.push([pc, pc + 1 + off]);
    pc += slots;
  }
  return jumps;
}

/** Counts of one object's programs, to which runs are added. */
export class Coverage {
  readonly object: CoverageObject;
  readonly #counts: ReadonlyMap<string, ProgramCounts>;

  constructor(object: CoverageObject) {
    this.object = object;
    this.#counts = new Map(
      object.programs.map(({ name, slots }) => [
        name,
        { hits: new Float64Array(slots), taken: new Float64Array(slots) },
      ]),
    );
  }

  /** A program's counts, to be added to. Throws NOT_FOUND. */
  counts(program: string): ProgramCounts {
    const counts = this.#counts.get(program);
    if (!counts) throw new MachineError("NOT_FOUND", `no program ${program}`, { program });
    return counts;
  }

  /** Adds what `toRun` wrote. Throws BAD_COVERAGE for anything else, and adds nothing then. */
  add(run: unknown): void {
    const parsed = Object.entries(parseRun(run).programs).map(([program, lists]) => {
      const counts = this.#counts.get(program);
      if (!counts) throw bad(["programs", program], program, "a program of the object");
      for (const kind of ["hits", "taken"] as const) {
        for (let i = 0; i < lists[kind].length; i += 2) {
          const slot = lists[kind][i]!;
          if (slot < counts.hits.length) continue;
          throw bad(["programs", program, kind, i], slot, `below ${counts.hits.length}`);
        }
      }
      return { counts, lists };
    });
    for (const { counts, lists } of parsed) {
      for (const kind of ["hits", "taken"] as const) {
        for (let i = 0; i < lists[kind].length; i += 2) {
          counts[kind][lists[kind][i]!]! += lists[kind][i + 1]!;
        }
      }
    }
  }

  /** As a document, by the id of the object (`coverageId`): slots with their counts, where they are not 0. */
  toRun(object: string): CoverageRun {
    const pairs = (counts: Float64Array) =>
      [...counts].flatMap((count, slot) => (count > 0 ? [slot, count] : []));
    const programs: CoverageRun["programs"] = {};
    for (const [name, { hits, taken }] of this.#counts) {
      const lists = { hits: pairs(hits), taken: pairs(taken) };
      if (lists.hits.length > 0) programs[name] = lists;
    }
    return { version: VERSION, object, programs };
  }

  /** What the counts say of the source, by file, in the order of their paths. */
  files(): FileCoverage[] {
    const source = new Source(this.object);
    for (const program of this.object.programs) source.add(program, this.counts(program.name));
    return source.files();
  }
}

interface CollectedFile extends Omit<FileCoverage, "lines" | "branches"> {
  lines: Map<number, FileCoverage["lines"][number]>;
  /** By line, column and arms. */
  branches: Map<string, FileCoverage["branches"][number]>;
}

const byPlace = (a: BranchArm, b: BranchArm): number =>
  a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1;

/** Collects what several programs say of the same files. */
class Source {
  readonly #object: CoverageObject;
  readonly #files = new Map<number, CollectedFile>();

  constructor(object: CoverageObject) {
    this.#object = object;
  }

  add({ slots, functions, lines, jumps }: CoverageObject["programs"][number], counts: ProgramCounts): void {
    const perLine = new Map<FileCoverage["lines"][number], number>();
    for (const [i, [insn, file, line, , text]] of lines.entries()) {
      // The compiler's own code has no line.
      if (line === 0) continue;
      const entry = this.#line(file, line, text);
      let most = perLine.get(entry) ?? 0;
      for (let pc = insn; pc < (lines[i + 1]?.[0] ?? slots); pc++) most = Math.max(most, counts.hits[pc]!);
      perLine.set(entry, most);
    }
    for (const [entry, hits] of perLine) entry.hits += hits;

    for (const { insn, name: functionName } of functions) {
      const [, file, line] = lineAt(lines, insn) ?? [];
      if (file === undefined || !line) continue;
      const all = this.#file(file).functions;
      const known = all.find((one) => one.name === functionName && one.line === line);
      if (known) known.hits += counts.hits[insn]!;
      else all.push({ name: functionName, line, hits: counts.hits[insn]! });
    }

    const arm = (insn: number, hits: number): BranchArm => {
      const [, file = 0, line = 0] = lineAt(lines, insn) ?? [];
      return { file: this.#object.files[file] ?? "", line, hits };
    };
    for (const [insn, target] of jumps) {
      const [, file, line, column = 0] = lineAt(lines, insn) ?? [];
      if (file === undefined || !line) continue;
      const taken = counts.taken[insn]!;
      const arms = [arm(insn + 1, counts.hits[insn]! - taken), arm(target, taken)] as [BranchArm, BranchArm];
      arms.sort(byPlace);
      const { branches } = this.#file(file);
      const key = [line, column, ...arms.flatMap((one) => [one.file, one.line])].join(" ");
      const known = branches.get(key);
      if (!known) branches.set(key, { line, column, arms });
      else for (const [i, { hits }] of arms.entries()) known.arms[i]!.hits += hits;
    }
  }

  #file(index: number) {
    let file = this.#files.get(index);
    if (!file) {
      file = { path: this.#object.files[index]!, lines: new Map(), functions: [], branches: new Map() };
      this.#files.set(index, file);
    }
    return file;
  }

  #line(file: number, line: number, text: number): FileCoverage["lines"][number] {
    const { lines } = this.#file(file);
    let entry = lines.get(line);
    if (!entry) {
      entry = { line, text: this.#object.texts[text]!, hits: 0 };
      lines.set(line, entry);
    }
    return entry;
  }

  files(): FileCoverage[] {
    return [...this.#files.values()]
      .map(({ lines, branches, ...file }) => ({
        ...file,
        lines: [...lines.values()].sort((a, b) => a.line - b.line),
        functions: file.functions.sort((a, b) => a.line - b.line),
        branches: [...branches.values()].sort((a, b) => a.line - b.line || a.column - b.column),
      }))
      .sort((a, b) => (a.path < b.path ? -1 : 1));
  }
}

/** The last line that begins at or before the instruction. */
function lineAt<Line extends readonly [insn: number, ...rest: number[]]>(
  lines: readonly Line[],
  insn: number,
): Line | undefined {
  let low = 0;
  let high = lines.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (lines[middle]![0] <= insn) low = middle + 1;
    else high = middle;
  }
  return lines[low - 1];
}

/** Counts what runs execute, from an observer's view. */
export class CoverageCounter {
  readonly #counts = new Map<ProgramSpec, ProgramCounts & { jumps: Uint8Array }>();
  #program: ProgramSpec | null = null;
  #current!: ProgramCounts & { jumps: Uint8Array };
  /** A conditional jump of `#current` whose way is not known yet. */
  #jump = -1;

  readonly observe: Observer = (program, pc) => {
    if (this.#jump >= 0 && (pc !== this.#jump + 1 || program.spec !== this.#program)) {
      this.#current.taken[this.#jump]!++;
    }
    if (program.spec !== this.#program) {
      this.#program = program.spec;
      this.#current = this.#countsOf(program.spec);
    }
    this.#current.hits[pc]!++;
    this.#jump = this.#current.jumps[pc] ? pc : -1;
  };

  /** What was counted in the object's programs; a program that did not run has zeros. */
  of(spec: CollectionSpec): Coverage {
    // A jump that nothing followed: the run's budget ended there, which only jumps that are taken cost.
    if (this.#jump >= 0) this.#current.taken[this.#jump]!++;
    this.#jump = -1;
    const coverage = new Coverage(coverageObject(spec));
    for (const program of spec.programs.values()) {
      const own = this.#counts.get(program);
      if (!own) continue;
      const counts = coverage.counts(program.name);
      counts.hits.set(own.hits);
      counts.taken.set(own.taken);
    }
    return coverage;
  }

  #countsOf(spec: ProgramSpec): ProgramCounts & { jumps: Uint8Array } {
    let counts = this.#counts.get(spec);
    if (!counts) {
      const slots = spec.instructions.length / INSN_SIZE;
      const jumps = new Uint8Array(slots);
      for (const [pc] of jumpsOf(spec)) jumps[pc] = 1;
      counts = { hits: new Float64Array(slots), taken: new Float64Array(slots), jumps };
      this.#counts.set(spec, counts);
    }
    return counts;
  }
}

// ---- documents that others may have written

const bad = (path: readonly (string | number)[], found: unknown, expected: string): MachineError =>
  new MachineError("BAD_COVERAGE", `${path.join(".") || "the document"} should be ${expected}`, {
    path,
    found: typeof found === "number" ? found : String(JSON.stringify(found)).slice(0, 80),
    expected,
  });

const isIndex = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

function list(value: unknown, path: readonly (string | number)[]): unknown[] {
  if (!Array.isArray(value)) throw bad(path, value, "a list");
  return value;
}

function parseRun(value: unknown): CoverageRun {
  if (!isObject(value)) throw bad([], value, "an object");
  if (value.version !== VERSION) throw bad(["version"], value.version, `${VERSION}`);
  if (typeof value.object !== "string") throw bad(["object"], value.object, "the id of an object");
  if (!isObject(value.programs)) throw bad(["programs"], value.programs, "an object");
  for (const [program, counts] of Object.entries(value.programs)) {
    const path = ["programs", program];
    if (!isObject(counts)) throw bad(path, counts, "an object");
    for (const kind of ["hits", "taken"]) {
      const pairs = list(counts[kind], [...path, kind]);
      if (pairs.length % 2 !== 0) throw bad([...path, kind], pairs.length, "pairs");
      for (const [i, number] of pairs.entries()) {
        if (!isIndex(number)) throw bad([...path, kind, i], number, "a whole number from 0 on");
      }
    }
  }
  return value as unknown as CoverageRun;
}

/** Checks a document that claims to be a CoverageObject. Throws BAD_COVERAGE. */
export function parseCoverageObject(value: unknown): CoverageObject {
  if (!isObject(value)) throw bad([], value, "an object");
  if (value.version !== VERSION) throw bad(["version"], value.version, `${VERSION}`);
  const sizes = (["files", "texts"] as const).map((kind) => {
    const texts = list(value[kind], [kind]);
    const wrong = texts.findIndex((text) => typeof text !== "string");
    if (wrong >= 0) throw bad([kind, wrong], texts[wrong], "a text");
    return texts.length;
  });
  const names = new Set<unknown>();
  let total = 0;
  for (const [i, program] of list(value.programs, ["programs"]).entries()) {
    const path = ["programs", i];
    if (!isObject(program) || typeof program.name !== "string" || !isIndex(program.slots)) {
      throw bad(path, program, "a program");
    }
    if (names.has(program.name)) throw bad([...path, "name"], program.name, "a name of its own");
    names.add(program.name);
    const slots = program.slots;
    total += slots;
    if (total > MAX_SLOTS) throw bad([...path, "slots"], total, `at most ${MAX_SLOTS} in all`);
    const inside = (insn: unknown) => isIndex(insn) && insn < slots;
    for (const [j, one] of list(program.functions, [...path, "functions"]).entries()) {
      if (isObject(one) && typeof one.name === "string" && inside(one.insn)) continue;
      throw bad([...path, "functions", j], one, "a function of the program");
    }
    const [files, texts] = sizes as [number, number];
    let previous = 0;
    for (const [j, one] of list(program.lines, [...path, "lines"]).entries()) {
      const [insn = -1, file = files, , , text = texts] = Array.isArray(one) && one.every(isIndex) ? one : [];
      const fits = Array.isArray(one) && one.length === 5 && inside(insn) && insn >= previous;
      if (!fits || file >= files || text >= texts)
        throw bad([...path, "lines", j], one, "a line of the program");
      previous = insn;
    }
    for (const [j, one] of list(program.jumps, [...path, "jumps"]).entries()) {
      const fits = Array.isArray(one) && one.length === 2 && one.every(inside) && inside(one[0] + 1);
      if (!fits) throw bad([...path, "jumps", j], one, "a jump of the program");
    }
  }
  return value as unknown as CoverageObject;
}

/** No object has more in its programs together; the largest of Cilium's tests have 10^5. */
const MAX_SLOTS = 10_000_000;
