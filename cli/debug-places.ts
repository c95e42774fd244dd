/** Places to stop at: `policy.h:207`, `207`, a function, a helper, `*12`, `tail_handle_arp:*12`. */
import { type Breakpoint, type Collection, type DebugPosition, HELPERS, INSN_SIZE } from "../vm/index.ts";
import { CliError } from "./errors.ts";
import { nearest } from "./nearest.ts";
import type { SourceText } from "./source-text.ts";

/** How far behind a line without instructions the next one with some may be. */
const REACH = 10;

const bare = (name: string): string => name.replace(/^bpf_/, "");
const helperNames = new Set(HELPERS.map(({ name }) => name));

/** Every place that the text may mean. Throws CliError BAD_DEBUG_COMMAND. */
export function parsePlace(
  text: string,
  at: DebugPosition | null,
  source: SourceText,
  collections: readonly Collection[],
): Breakpoint[] {
  const refuse = (found: string, candidates: readonly string[] = []): never => {
    throw new CliError("BAD_DEBUG_COMMAND", { name: text, found, candidates });
  };
  const programs = collections.flatMap(({ spec }) => [...spec.programs.values()]);
  const [, programName, slot] = /^(?:(\w+):)?\*(\d+)$/.exec(text) ?? [];
  if (slot !== undefined) {
    const program = programName ?? at?.program;
    const spec = programs.find(({ name }) => name === program);
    if (!spec)
      return refuse(
        "no such program",
        nearest(
          program ?? "",
          programs.map(({ name }) => name),
        ),
      );
    const slots = spec.instructions.length / INSN_SIZE;
    if (Number(slot) >= slots) return refuse(`${spec.name} has instructions 0 to ${slots - 1}`);
    return [{ program: spec.name, pc: Number(slot) }];
  }
  const [, fileName, number] = /^(?:(.+):)?(\d+)$/.exec(text) ?? [];
  if (number !== undefined) {
    const files = fileName === undefined ? [at?.line?.file ?? ""] : source.filesNamed(fileName);
    if (files.length === 0) return refuse("no such source file", nearest(fileName!, source.names));
    const places = files.flatMap((file) => {
      const line = source.lineFrom(file, Number(number), REACH);
      return line === null ? [] : [{ file, line }];
    });
    return places.length > 0 ? places : refuse("no instructions come from there");
  }
  const functions = new Set(
    programs.flatMap((spec) => [spec.name, ...spec.functions.map(({ name }) => name)]),
  );
  if (functions.has(text)) return [{ function: text }];
  if (helperNames.has(bare(text))) return [{ helper: bare(text) }];
  return refuse("no such function, helper or line", nearest(text, new Set([...functions, ...helperNames])));
}

export function breakpointText({ file, line, function: name, helper, program, pc }: Breakpoint): string {
  if (file !== undefined) return `line ${file.slice(file.lastIndexOf("/") + 1)}:${line}`;
  if (name !== undefined) return `function ${name}`;
  return helper !== undefined ? `helper bpf_${helper}` : `instruction ${program}:*${pc}`;
}

/** What a place may begin with, for completion. */
export function placeNames(source: SourceText, collections: readonly Collection[]): string[] {
  const programs = collections.flatMap(({ spec }) => [...spec.programs.values()]);
  const functions = programs.flatMap((spec) => [spec.name, ...spec.functions.map(({ name }) => name)]);
  return [...new Set([...functions, ...helperNames, ...source.names.map((name) => `${name}:`)])].sort();
}
