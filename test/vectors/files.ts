/** Where vectors lie, and their text: a case or a step on a line, so that changes show. */
import { readdirSync, readFileSync } from "node:fs";
import type { VectorFile } from "../core/helpers/vectors.ts";
import type { MapVectorFile } from "./map-vectors.ts";

/** Folders below the project's. */
export const MAPS = "test/golden/maps";
export const PROGRAMS = "test/golden/programs";
export const HELPERS = "test/golden/helpers";

export const namesIn = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .sort();

export const readJson = <T>(path: string): T => JSON.parse(readFileSync(path, "utf8"));

export function textOfMapFile({ kernel, cpus, vectors }: MapVectorFile): string {
  const list = vectors.map(({ steps, ...vector }) => {
    const head = JSON.stringify(vector).slice(0, -1);
    return `${head},"steps":[\n${steps.map((step) => `  ${JSON.stringify(step)}`).join(",\n")}\n]}`;
  });
  return `{"kernel":${JSON.stringify(kernel)},"cpus":${cpus},"vectors":[\n${list.join(",\n")}\n]}\n`;
}

/** With spaces between members, and a line for every case. */
export function textOfHelperFile({ cases, ...rest }: VectorFile & { kernel: string }): string {
  const head = Object.entries(rest).map(([name, value]) => `  ${JSON.stringify(name)}: ${spaced(value)},\n`);
  return `{\n${head.join("")}  "cases": [\n${cases.map((one) => `    ${spaced(one)}`).join(",\n")}\n  ]\n}\n`;
}

function spaced(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(spaced).join(", ")}]`;
  if (typeof value !== "object" || value === null) return ascii(JSON.stringify(value));
  return `{${Object.entries(value)
    .map(([name, member]) => `${JSON.stringify(name)}: ${spaced(member)}`)
    .join(", ")}}`;
}

const ascii = (text: string): string =>
  text.replace(/[\u0080-\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);

/** Lines that are only in the old or only in the new text, with `-` and `+`. */
export function changes(before: string, after: string): string[] {
  const [old, now] = [before.split("\n"), after.split("\n")];
  const [olds, nows] = [counted(old), counted(now)];
  const only = (lines: string[], other: Map<string, number>, sign: string) =>
    lines
      .filter((line) => {
        const left = other.get(line) ?? 0;
        if (left > 0) other.set(line, left - 1);
        return left === 0;
      })
      .map((line) => `${sign} ${line.trim()}`);
  return [...only(old, nows, "-"), ...only(now, olds, "+")];
}

function counted(lines: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1);
  return counts;
}
