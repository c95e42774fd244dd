/** Coverage of source files: merged over objects, in a table, and in the forms that istanbul's libraries write. */
import { readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import coverageLibrary from "istanbul-lib-coverage";
import reportLibrary from "istanbul-lib-report";
import reports from "istanbul-reports";
import type { Coverage, FileCoverage } from "../vm/index.ts";
import { CliError } from "./errors.ts";
import { systemReason } from "./messages.ts";
import { table } from "./table.ts";

/** Covered, and all. */
export interface Share {
  covered: number;
  total: number;
}

export interface FileSummary {
  path: string;
  lines: Share;
  branches: Share;
  functions: Share;
}

/**
 * The files of several objects. Those of one path are one file; where objects were compiled from different contents of
 * it, it appears once for each, with the object's id behind its path.
 */
export function mergeFiles(objects: readonly { id: string; coverage: Coverage }[]): FileCoverage[] {
  const merged = new Map<string, FileCoverage>();
  for (const { id, coverage } of objects) {
    for (const file of coverage.files()) {
      const known = merged.get(file.path);
      if (!known) merged.set(file.path, file);
      else if (agree(known, file)) add(known, file);
      else merged.set(`${file.path} (${id})`, { ...file, path: `${file.path} (${id})` });
    }
  }
  return [...merged.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

function agree(a: FileCoverage, b: FileCoverage): boolean {
  const texts = new Map(a.lines.map(({ line, text }) => [line, text]));
  return b.lines.every(({ line, text }) => (texts.get(line) ?? text) === text);
}

function add(into: FileCoverage, from: FileCoverage): void {
  addBy(
    into.lines,
    from.lines,
    ({ line }) => `${line}`,
    (a, b) => {
      a.hits += b.hits;
    },
  );
  addBy(
    into.functions,
    from.functions,
    ({ name, line }) => `${name} ${line}`,
    (a, b) => {
      a.hits += b.hits;
    },
  );
  const key = ({ line, column, arms }: FileCoverage["branches"][number]) =>
    [line, column, ...arms.map((arm) => `${arm.file} ${arm.line}`)].join(" ");
  addBy(into.branches, from.branches, key, (a, b) => {
    for (const [i, arm] of b.arms.entries()) a.arms[i]!.hits += arm.hits;
  });
}

function addBy<T extends { line: number }>(
  into: T[],
  from: readonly T[],
  key: (item: T) => string,
  sum: (a: T, b: T) => void,
): void {
  const known = new Map(into.map((item) => [key(item), item]));
  for (const item of from) {
    const other = known.get(key(item));
    if (other) sum(other, item);
    else into.push(item);
  }
  into.sort((a, b) => a.line - b.line);
}

const share = (hits: readonly number[]): Share => ({
  covered: hits.filter((one) => one > 0).length,
  total: hits.length,
});

export const summarize = ({ path, lines, branches, functions }: FileCoverage): FileSummary => ({
  path,
  lines: share(lines.map(({ hits }) => hits)),
  branches: share(branches.flatMap(({ arms }) => arms.map(({ hits }) => hits))),
  functions: share(functions.map(({ hits }) => hits)),
});

export function totalOf(files: readonly FileSummary[]): Omit<FileSummary, "path"> {
  const sum = (kind: "lines" | "branches" | "functions"): Share => ({
    covered: files.reduce((all, file) => all + file[kind].covered, 0),
    total: files.reduce((all, file) => all + file[kind].total, 0),
  });
  return { lines: sum("lines"), branches: sum("branches"), functions: sum("functions") };
}

/** A row for each file, and one for all. Files of which nothing ran are one row together. */
export function coverageTable(files: readonly FileCoverage[]): string {
  const all = files.map(summarize);
  const touched = all.filter(({ lines }) => lines.covered > 0);
  const others = all.filter(({ lines }) => lines.covered === 0);
  const rows = touched.map((file) => [file.path, ...cells(file)]);
  if (others.length > 0)
    rows.push([
      `${others.length} ${others.length === 1 ? "file" : "files"} of which nothing ran`,
      ...cells(totalOf(others)),
    ]);
  rows.push(["all files", ...cells(totalOf(all))]);
  return table(["file", "lines", "", "branches", "", "functions", ""], rows);
}

const cells = ({ lines, branches, functions }: Omit<FileSummary, "path">): string[] =>
  [lines, branches, functions].flatMap(({ covered, total }) => [
    total === 0 ? "" : `${covered}/${total}`.padStart(9),
    total === 0 ? "" : `${Math.floor((100 * covered) / total)}%`.padStart(4),
  ]);

// ---- istanbul

function istanbulMap(files: readonly FileCoverage[]) {
  return coverageLibrary.createCoverageMap(
    Object.fromEntries(files.map((file) => [file.path, istanbulFile(file)])),
  );
}

function istanbulFile({ path, lines, functions, branches }: FileCoverage) {
  const texts = new Map(lines.map(({ line, text }) => [line, text.trimEnd()]));
  const range = (line: number, column?: number) => {
    const text = texts.get(line) ?? "";
    const start = column ?? text.length - text.trimStart().length;
    return { start: { line, column: start }, end: { line, column: Math.max(start, text.length) } };
  };
  const indexed = <From, To>(items: readonly From[], to: (item: From) => To): Record<string, To> =>
    Object.fromEntries(items.map((item, i) => [String(i), to(item)]));
  return {
    path,
    statementMap: indexed(lines, ({ line }) => range(line)),
    s: indexed(lines, ({ hits }) => hits),
    fnMap: indexed(functions, ({ name, line }) => ({ name, line, decl: range(line), loc: range(line) })),
    f: indexed(functions, ({ hits }) => hits),
    branchMap: indexed(branches, ({ line, column }) => {
      const loc = range(line, Math.max(0, column - 1));
      return { type: "if", line, loc, locations: [loc, loc] };
    }),
    b: indexed(branches, ({ arms }) => arms.map(({ hits }) => hits)),
  };
}

/** Writes an lcov tracefile. Throws CliError UNWRITABLE. */
export function writeLcov(files: readonly FileCoverage[], path: string): void {
  const lines: string[] = [];
  const writer = { println: (line: string) => lines.push(line), close: () => {} };
  const context = reportLibrary.createContext({ dir: ".", coverageMap: istanbulMap(files) });
  Object.defineProperty(context, "writer", { value: { writeFile: () => writer } });
  reports.create("lcovonly", { projectRoot: "/" }).execute(context);
  // Paths as the compiler was given them, whatever they are relative to.
  const names = new Map(files.map((file) => [`SF:${relative("/", file.path)}`, `SF:${file.path}`]));
  const text = lines.map((line) => `${names.get(line) ?? line}\n`).join("");
  writing(path, () => writeFileSync(path, text));
}

/** Writes a folder of pages; `tree` is where the source may be. Throws CliError UNWRITABLE. */
export function writeHtml(files: readonly FileCoverage[], folder: string, tree?: string): void {
  const known = new Map(files.map((file) => [file.path, file]));
  writing(folder, () => {
    const context = reportLibrary.createContext({
      dir: folder,
      coverageMap: istanbulMap(files),
      sourceFinder: (path: string) => sourceOf(known.get(path)!, tree),
    });
    reports.create("html", {}).execute(context);
  });
}

function writing(name: string, action: () => void): void {
  try {
    action();
  } catch (error) {
    throw new CliError("UNWRITABLE", { name, found: systemReason(error) }, { cause: error });
  }
}

/** In the place of a first line that has no code. */
const PARTLY =
  "/* Lines with code, from the object; the others are there with `cover report --source DIR`. */";

/** The file itself where it is at hand and still the same; else the lines that the object's debug information has. */
function sourceOf({ path, lines }: FileCoverage, tree: string | undefined): string {
  for (const place of placesOf(path, tree)) {
    try {
      const text = readFileSync(place, "utf8");
      const present = text.split("\n");
      if (lines.every(({ line, text: known }) => present[line - 1]?.trimEnd() === known.trimEnd()))
        return text;
    } catch {
      // Not at hand.
    }
  }
  const known: string[] = Array.from({ length: lines.at(-1)?.line ?? 0 }, () => "");
  known[0] = PARTLY;
  for (const { line, text } of lines) known[line - 1] = text.trimEnd();
  return known.join("\n");
}

/** Where a file may be: at its path, and in the tree at as much of its path's end as leads to a file. */
function placesOf(path: string, tree: string | undefined): string[] {
  if (tree === undefined) return [path];
  const parts = path.split("/").filter((part) => part !== "" && part !== "." && part !== "..");
  return [...parts.map((_, i) => join(tree, ...parts.slice(i))), path];
}
