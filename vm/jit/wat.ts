/** A compiled program in WebAssembly's text format, with the BPF instructions that its parts come from. */
import type { Compiled } from "./compile.ts";
import { EMPTY_BLOCK, Op, type OpName, Type } from "./wasm.ts";

const opNames = new Map(Object.entries(Op).map(([name, code]) => [code as number, name as OpName]));
const typeNames = new Map(Object.entries(Type).map(([name, code]) => [code as number, name]));
const PREFIX = 0xfd;

/** What `wasm.ts` writes, read again; nothing else is expected here. */
class Reader {
  readonly #bytes: Uint8Array;
  at: number;
  readonly end: number;

  constructor(bytes: Uint8Array, at = 0, end = bytes.length) {
    this.#bytes = bytes;
    this.at = at;
    this.end = end;
  }

  get done(): boolean {
    return this.at >= this.end;
  }

  byte(): number {
    return this.#bytes[this.at++]!;
  }

  unsigned(): number {
    return Number(this.#leb(false));
  }

  signed(): bigint {
    return this.#leb(true);
  }

  name(): string {
    const length = this.unsigned();
    this.at += length;
    return new TextDecoder().decode(this.#bytes.subarray(this.at - length, this.at));
  }

  list<T>(read: () => T): T[] {
    return Array.from({ length: this.unsigned() }, read);
  }

  /** The next bytes, as many as the number in front of them says. */
  part(): Reader {
    const length = this.unsigned();
    this.at += length;
    return new Reader(this.#bytes, this.at - length, this.at);
  }

  #leb(signed: boolean): bigint {
    let value = 0n;
    let shift = 0n;
    for (;;) {
      const byte = this.byte();
      value |= BigInt(byte & 0x7f) << shift;
      shift += 7n;
      if (byte < 0x80) return signed ? BigInt.asIntN(Number(shift), value) : value;
    }
  }
}

/** `describe` gives the text of the BPF instruction at a pc. */
export function printModule({ module, functions }: Compiled, describe: (pc: number) => string): string {
  const sections = new Map<number, Reader>();
  const reader = new Reader(module, 8);
  while (!reader.done) {
    const id = reader.byte();
    sections.set(id, reader.part());
  }
  const types = sections.get(1)!;
  const signatures = types.list(() => {
    types.byte();
    const [parameters, results] = [0, 1].map(() => types.list(() => typeNames.get(types.byte())!));
    const group = (word: string, names: string[]) =>
      names.length > 0 ? ` (${word} ${names.join(" ")})` : "";
    return { parameters: parameters!, text: group("param", parameters!) + group("result", results!) };
  });
  const lines = ["(module"];
  for (const { text } of signatures) lines.push(`  (type (func${text}))`);

  const names: string[] = [];
  const imports = sections.get(2)!;
  imports.list(() => {
    const from = `(import "${imports.name()}" "`;
    const name = imports.name();
    switch (imports.byte()) {
      case 0x00:
        names.push(`$core.${name}`);
        lines.push(`  ${from}${name}" (func $core.${name} (type ${imports.unsigned()})))`);
        break;
      case 0x01:
        imports.at += 2;
        lines.push(`  ${from}${name}" (table ${imports.unsigned()} funcref))`);
        break;
      default:
        imports.at += 1;
        lines.push(`  ${from}${name}" (memory ${imports.unsigned()}))`);
    }
  });
  const first = names.length;
  names.push(...functions.map(({ name }) => `$${name}`));

  const declared = sections.get(3)!;
  const typeOf = declared.list(() => declared.unsigned());
  const code = sections.get(10)!;
  let index = 0;
  code.list(() => {
    const body = code.part();
    const signature = signatures[typeOf[index]!]!;
    const locals = body.list(() => new Array<string>(body.unsigned()).fill(typeNames.get(body.byte())!));
    const title = index === 0 ? ' (export "entry")' : "";
    lines.push(`  (func ${names[first + index]}${title} (type ${typeOf[index]})${signature.text}`);
    if (locals.length > 0) lines.push(`    (local ${locals.flat().join(" ")})`);
    lines.push(...instructions(body, functions[index]!.instructions, names, describe), "  )");
    index++;
  });
  return `${[...lines, ")"].join("\n")}\n`;
}

function instructions(
  body: Reader,
  marks: Compiled["functions"][number]["instructions"],
  names: readonly string[],
  describe: (pc: number) => string,
): string[] {
  const lines: string[] = [];
  const start = body.at;
  let depth = 0;
  let mark = 0;
  while (!body.done) {
    for (; marks[mark] && marks[mark]!.at <= body.at - start; mark++) {
      const { pc } = marks[mark]!;
      lines.push(`${"  ".repeat(depth + 2)};; ${pc}: ${describe(pc)}`);
    }
    const byte = body.byte();
    const name = opNames.get(byte === PREFIX ? (PREFIX << 8) | body.unsigned() : byte)!;
    if (name === "end" || name === "else") depth--;
    // The function's own end is its closing parenthesis.
    if (depth < 0) break;
    lines.push("  ".repeat(depth + 2) + [name, ...operands(name, body, names)].join(" "));
    if (name === "block" || name === "loop" || name === "if" || name === "else") depth++;
  }
  return lines;
}

function operands(name: OpName, body: Reader, names: readonly string[]): string[] {
  switch (name) {
    case "block":
    case "loop":
    case "if": {
      const type = body.byte();
      return type === EMPTY_BLOCK ? [] : [`(result ${typeNames.get(type)})`];
    }
    case "br":
    case "br_if":
    case "local.get":
    case "local.set":
    case "local.tee":
      return [String(body.unsigned())];
    case "br_table":
      return [...body.list(() => String(body.unsigned())), String(body.unsigned())];
    case "call":
      return [names[body.unsigned()]!];
    case "return_call_indirect": {
      const type = body.unsigned();
      body.unsigned();
      return [`(type ${type})`];
    }
    case "i32.const":
    case "i64.const":
      return [String(body.signed())];
    default: {
      if (!/load|store/.test(name)) return [];
      const alignment = 2 ** body.unsigned();
      const offset = body.unsigned();
      return [...(offset === 0 ? [] : [`offset=${offset}`]), `align=${alignment}`];
    }
  }
}
