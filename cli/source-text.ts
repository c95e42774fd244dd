/** The C source as far as the objects' debug information has it: the lines that have instructions. */
import type { Collection } from "../vm/index.ts";

export class SourceText {
  /** By file and line. */
  readonly #files = new Map<string, Map<number, string>>();

  constructor(collections: readonly Collection[]) {
    for (const { spec } of collections) {
      for (const { lines } of spec.programs.values()) {
        for (const { file, line, text } of lines) {
          if (line === 0) continue;
          const known = this.#files.get(file) ?? new Map<number, string>();
          this.#files.set(file, known.set(line, text.trimEnd()));
        }
      }
    }
  }

  /** Files whose path is the name, or ends in it behind a slash. */
  filesNamed(name: string): string[] {
    const all = [...this.#files.keys()];
    return all.includes(name) ? [name] : all.filter((file) => file.endsWith(`/${name}`));
  }

  /** The last parts of all paths. */
  get names(): string[] {
    return [...this.#files.keys()].map((file) => file.slice(file.lastIndexOf("/") + 1));
  }

  /** The line, or the next one within reach that has instructions; null where there is none. */
  lineFrom(file: string, line: number, reach: number): number | null {
    const known = this.#files.get(file);
    for (let at = line; at <= line + reach; at++) if (known?.has(at)) return at;
    return null;
  }

  /** A line and as many known ones before and behind it as are wanted, in order. */
  around(file: string, line: number, count: number): { line: number; text: string }[] {
    const known = [...(this.#files.get(file) ?? [])].sort(([a], [b]) => a - b);
    const here = known.findIndex(([at]) => at >= line);
    return known.slice(Math.max(0, here - count), here + count + 1).map(([at, text]) => ({ line: at, text }));
  }
}
