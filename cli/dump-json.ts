/**
 * JSON as bpftool prints it, which JSON.parse does not do justice to: integers of 64 bits, bare hexadecimal
 * numbers (without -j), and several members named "", for anonymous structs. Other names may be there once.
 */
import { CliError } from "./errors.ts";

/** How deep lists and objects may nest. */
const MAX_DEPTH = 200;
const NUMBER = /-?(?:0x[0-9a-f]+|\d+(?:\.\d+)?(?:e[+-]?\d+)?)/iy;
/** `(nil)` is a null pointer without -j. */
const WORD = /true|false|null|\(nil\)/y;
const STRING = /"(?:[^"\\\n]|\\.)*"/y;
const SPACE = /[ \t\r\n]*/y;

/**
 * Integers beyond JavaScript's safe ones are bigints; what members named "" hold is a list if there are several.
 * Throws CliError NOT_JSON with the line.
 */
export function parseDump(text: string, file: string): unknown {
  return new DumpParser(text, file).document();
}

class DumpParser {
  readonly #text: string;
  readonly #file: string;
  #at = 0;

  constructor(text: string, file: string) {
    this.#text = text;
    this.#file = file;
  }

  document(): unknown {
    const value = this.#value(0);
    this.#space();
    if (this.#at < this.#text.length) this.#refuse("something behind its end");
    return value;
  }

  #value(depth: number): unknown {
    if (depth > MAX_DEPTH) this.#refuse(`more than ${MAX_DEPTH} levels`);
    this.#space();
    switch (this.#text[this.#at]) {
      case "{":
        return this.#object(depth + 1);
      case "[":
        return this.#list(depth + 1);
      case '"':
        return this.#string();
      default: {
        const number = this.#match(NUMBER);
        return number === null ? this.#word() : numberOf(number);
      }
    }
  }

  #object(depth: number): unknown {
    const members: Record<string, unknown> = Object.create(null);
    let anonymous = 0;
    this.#at++;
    if (this.#next("}")) return members;
    do {
      this.#space();
      if (this.#text[this.#at] !== '"') this.#refuse("no name of a member");
      const name = this.#string();
      if (!this.#next(":")) this.#refuse(`no colon behind "${name}"`);
      const value = this.#value(depth);
      if (name === "" && anonymous++ > 0) {
        members[""] = anonymous === 2 ? [members[""], value] : [...(members[""] as unknown[]), value];
      } else if (name in members) this.#refuse(`"${name}" for the second time`);
      else members[name] = value;
    } while (this.#next(","));
    if (!this.#next("}")) this.#refuse("neither , nor }");
    return members;
  }

  #list(depth: number): unknown[] {
    const items: unknown[] = [];
    this.#at++;
    if (this.#next("]")) return items;
    do items.push(this.#value(depth));
    while (this.#next(","));
    if (!this.#next("]")) this.#refuse("neither , nor ]");
    return items;
  }

  #string(): string {
    const literal = this.#match(STRING);
    if (literal === null) return this.#refuse("a string without an end");
    try {
      return JSON.parse(literal) as string;
    } catch {
      return this.#refuse(`${literal}, which is no string`);
    }
  }

  #word(): boolean | number | null {
    const word = this.#match(WORD);
    if (word === null)
      this.#refuse(this.#text[this.#at] === undefined ? "its end" : `"${this.#text[this.#at]}"`);
    if (word === "(nil)") return 0;
    return word === "null" ? null : word === "true";
  }

  /** Takes the character, if it is the next one. */
  #next(character: string): boolean {
    this.#space();
    if (this.#text[this.#at] !== character) return false;
    this.#at++;
    return true;
  }

  #space(): void {
    this.#match(SPACE);
  }

  #match(pattern: RegExp): string | null {
    pattern.lastIndex = this.#at;
    const [found] = pattern.exec(this.#text) ?? [];
    if (found === undefined) return null;
    this.#at += found.length;
    return found;
  }

  #refuse(found: string): never {
    const line = this.#text.slice(0, this.#at).split("\n").length;
    throw new CliError("NOT_JSON", { name: this.#file, line, found: `${found} in line ${line}` });
  }
}

function numberOf(text: string): number | bigint {
  if (/[.e]/i.test(text) && !/x/i.test(text)) return Number(text);
  const negative = text.startsWith("-");
  const magnitude = BigInt(negative ? text.slice(1) : text);
  const value = negative ? -magnitude : magnitude;
  return BigInt.asIntN(53, value) === value ? Number(value) : value;
}
