/**
 * The expressions of invariants: comparisons of what a packet was, what it became, and what the program said.
 *
 *     in.ipv4.ttl == 0 and verdict == REDIRECT
 *     out.arp.target_mac == in.arp.sender_mac
 *     in.ipv4[2].src in (10.0.0.0/8) or has(out.vxlan)
 *     valid(out.tcp.checksum)
 *     in.u16[54] == 0x0204
 *
 * A comparison with a field that is not there is false.
 */
import { checksumHolds } from "./checksums.ts";
import { type Field, Layers, type ProtocolName, protocolNames, protocols, readField } from "./protocols.ts";

/** What an expression is about. */
export interface Subject {
  in: PacketView;
  out: PacketView;
  retval: number;
  redirectIfindex: number;
  tailCalls: number;
  ctx: Readonly<Record<string, number | bigint | readonly number[]>>;
}

/** A packet whose headers are found when they are asked for. */
export class PacketView {
  bytes: Uint8Array = new Uint8Array(0);
  length = 0;
  readonly #layers = new Layers();
  #dissected = false;

  set(bytes: Uint8Array, length: number): void {
    this.bytes = bytes;
    this.length = length;
    this.#dissected = false;
  }

  get layers(): Layers {
    if (!this.#dissected) this.#layers.dissect(this.bytes, this.length);
    this.#dissected = true;
    return this.#layers;
  }
}

export class ExpressionError extends Error {
  override readonly name = "ExpressionError";
  /** Where in the text, from 0, what was found there and what can be there. */
  readonly at: number;
  readonly found: string;
  readonly expected: string;

  constructor(at: number, found: string, expected: string) {
    super(`at ${at + 1}: ${found}, where ${expected} is expected`);
    this.at = at;
    this.found = found;
    this.expected = expected;
  }
}

type Value = number | bigint | null;
type Node<T> = (subject: Subject) => T;
type Typed =
  | { type: "truth"; of: Node<boolean> }
  /** Wider ones than 48 bits are no numbers to calculate with. */
  | { type: "value"; wide: boolean; of: Node<Value> }
  | { type: "network"; value: bigint; bits: number; prefix: number };

interface Token {
  text: string;
  at: number;
}

const TOKEN =
  /\s+|(?<address>(?:[0-9a-f]{2}:){5}[0-9a-f]{2}|\d+\.\d+\.\d+\.\d+(?:\/\d+)?|[0-9a-f]*:[0-9a-f:]*:[0-9a-f:.]*(?:\/\d+)?)|0x[0-9a-f]+|\d+|[a-z_][\w]*(?:\[\d+\])?(?:\.[a-z_]\w*(?:\[\d+\])?)*|==|!=|<=|>=|[-+*&<>()]/giy;
const COMPARISONS = ["==", "!=", "<", "<=", ">", ">=", "in"];
const MOST_DEPTH = 64;
const MOST_TEXT = 4096;

/** Throws ExpressionError. `verdicts` are the names of return values. */
export function parseExpression(
  text: string,
  verdicts: Readonly<Record<string, number>>,
  context: readonly string[],
): Node<boolean> {
  return new Parser(text, verdicts, context).parse();
}

class Parser {
  readonly #tokens: Token[];
  readonly #end: number;
  readonly #verdicts: Readonly<Record<string, number>>;
  readonly #context: readonly string[];
  #next = 0;
  #depth = 0;

  constructor(text: string, verdicts: Readonly<Record<string, number>>, context: readonly string[]) {
    this.#verdicts = verdicts;
    this.#context = context;
    this.#end = text.length;
    if (text.length > MOST_TEXT) throw new ExpressionError(MOST_TEXT, "more", "the end");
    this.#tokens = [];
    TOKEN.lastIndex = 0;
    for (let at = 0; at < text.length; at = TOKEN.lastIndex) {
      TOKEN.lastIndex = at;
      const match = TOKEN.exec(text);
      if (!match) throw new ExpressionError(at, text[at]!, "a field, a number or an operator");
      if (match[0].trim() !== "") this.#tokens.push({ text: match[0], at });
    }
  }

  parse(): Node<boolean> {
    const result = this.#truth(this.#or());
    if (this.#peek() !== null) this.#fail("and, or, or the end");
    return result;
  }

  #peek(): string | null {
    return this.#tokens[this.#next]?.text ?? null;
  }

  #take(text: string): boolean {
    if (this.#peek() !== text) return false;
    this.#next++;
    return true;
  }

  #fail(expected: string, back = 0): never {
    const token = this.#tokens[this.#next - back];
    throw new ExpressionError(token?.at ?? this.#end, token?.text ?? "the end", expected);
  }

  #truth(typed: Typed): Node<boolean> {
    return typed.type === "truth" ? typed.of : this.#fail("a comparison", 1);
  }

  #value(typed: Typed): Extract<Typed, { type: "value" }> {
    return typed.type === "value" ? typed : this.#fail("a value", 1);
  }

  #number(typed: Typed): Node<number | null> {
    const value = this.#value(typed);
    if (value.wide) this.#fail("a number of at most 48 bits", 1);
    return value.of as Node<number | null>;
  }

  #or(): Typed {
    let left = this.#and();
    while (this.#take("or")) {
      const [a, b] = [this.#truth(left), this.#truth(this.#and())];
      left = { type: "truth", of: (subject) => a(subject) || b(subject) };
    }
    return left;
  }

  #and(): Typed {
    let left = this.#not();
    while (this.#take("and")) {
      const [a, b] = [this.#truth(left), this.#truth(this.#not())];
      left = { type: "truth", of: (subject) => a(subject) && b(subject) };
    }
    return left;
  }

  #not(): Typed {
    if (!this.#take("not")) return this.#comparison();
    if (++this.#depth > MOST_DEPTH) this.#fail("something less deep");
    const inner = this.#truth(this.#not());
    this.#depth--;
    return { type: "truth", of: (subject) => !inner(subject) };
  }

  #comparison(): Typed {
    const left = this.#sum();
    const operator = this.#peek();
    if (operator === null || !COMPARISONS.includes(operator)) return left;
    this.#next++;
    const a = this.#value(left).of;
    if (operator === "in") {
      const open = this.#take("(");
      const network = this.#primary();
      if (network.type !== "network") return this.#fail("ADDRESS/PREFIX", 1);
      if (open && !this.#take(")")) this.#fail(")");
      const shift = BigInt(network.bits - network.prefix);
      const wanted = network.value >> shift;
      return {
        type: "truth",
        of: (subject) => {
          const value = a(subject);
          return value !== null && BigInt(value) >> shift === wanted;
        },
      };
    }
    const b = this.#value(this.#sum()).of;
    return { type: "truth", of: comparisons[operator]!(a, b) };
  }

  #sum(): Typed {
    let left = this.#primary();
    for (;;) {
      const operator = this.#peek();
      if (operator === null || !Object.hasOwn(operations, operator)) return left;
      this.#next++;
      const [a, b] = [this.#number(left), this.#number(this.#primary())];
      left = { type: "value", wide: false, of: operations[operator]!(a, b) };
    }
  }

  #primary(): Typed {
    const text = this.#peek();
    const expected = "a field, a number, an address or (";
    if (text === null) return this.#fail(expected);
    this.#next++;
    if (text === "(") {
      if (++this.#depth > MOST_DEPTH) this.#fail("something less deep");
      const inner = this.#or();
      this.#depth--;
      if (!this.#take(")")) this.#fail(")");
      return inner;
    }
    if (/^(0x[0-9a-f]+|\d+)$/i.test(text)) {
      const value = Number(text);
      if (!Number.isSafeInteger(value)) this.#fail("a number below 2^53", 1);
      return { type: "value", wide: false, of: () => value };
    }
    if (/^[0-9a-f]*[:.]/i.test(text) && !/^(in|out|ctx)\./.test(text)) return this.#address(text);
    if (text === "has" || text === "valid") return this.#call(text);
    if (text === "unchanged") return { type: "truth", of: unchanged };
    if (Object.hasOwn(subjects, text)) return { type: "value", wide: false, of: subjects[text]! };
    if (Object.hasOwn(this.#verdicts, text)) {
      const value = this.#verdicts[text]!;
      return { type: "value", wide: false, of: () => value };
    }
    return this.#path(text);
  }

  #address(text: string): Typed {
    const [host, prefix] = text.split("/") as [string, string?];
    const parsed = /^([0-9a-f]{2}:){5}[0-9a-f]{2}$/i.test(host)
      ? { bits: 48, value: BigInt(`0x${host.replaceAll(":", "")}`) }
      : (parseIpv4(host) ?? parseIpv6(host));
    if (!parsed) return this.#fail("an address", 1);
    const { bits, value } = parsed;
    if (prefix !== undefined) {
      if (Number(prefix) > bits) this.#fail("a prefix of the address", 1);
      return { type: "network", value, bits, prefix: Number(prefix) };
    }
    if (bits === 128) return { type: "value", wide: true, of: () => value };
    const number = Number(value);
    return { type: "value", wide: false, of: () => number };
  }

  /** `has(in.arp)`, `valid(out.tcp.checksum)`. */
  #call(name: string): Typed {
    if (!this.#take("(")) this.#fail("(");
    const text = this.#peek() ?? this.#fail("in.PROTOCOL or out.PROTOCOL");
    this.#next++;
    const path = text.split(".");
    const checksum = name === "valid";
    if (path.length !== (checksum ? 3 : 2) || (checksum && path[2] !== "checksum")) {
      this.#fail(checksum ? "out.PROTOCOL.checksum" : "in.PROTOCOL or out.PROTOCOL", 1);
    }
    const { side, protocol, nth } = this.#header(path);
    if (!this.#take(")")) this.#fail(")");
    const row = protocols[protocol];
    return {
      type: "truth",
      of: (subject) => {
        const view = subject[side];
        const index = view.layers.find(row, nth);
        return index >= 0 && (!checksum || checksumHolds(view.bytes, view.length, view.layers, index));
      },
    };
  }

  #header([side, header = ""]: readonly string[]): {
    side: "in" | "out";
    protocol: ProtocolName;
    nth: number;
  } {
    if (side !== "in" && side !== "out")
      return this.#fail("in., out., ctx., verdict, retval or a verdict", 1);
    const [, name, nth] = /^(\w+?)(?:\[(\d+)\])?$/.exec(header) ?? [];
    const protocol = protocolNames.find((known) => known === name);
    if (!protocol) return this.#fail(`${side}. and one of length, ${protocolNames.join(", ")}`, 1);
    return { side, protocol, nth: nth === undefined ? 0 : Math.max(0, Number(nth) - 1) };
  }

  #path(text: string): Typed {
    const path = text.split(".");
    if (path[0] === "ctx" && path.length === 2) {
      const name = path[1]!;
      if (!this.#context.includes(name)) this.#fail(`ctx. and one of ${this.#context.join(", ")}`, 1);
      return {
        type: "value",
        wide: false,
        of: ({ ctx }) => {
          const value = ctx[name] ?? 0;
          return typeof value === "object" ? null : value;
        },
      };
    }
    if (path.length === 2 && path[1] === "length" && (path[0] === "in" || path[0] === "out")) {
      const side = path[0];
      return { type: "value", wide: false, of: (subject) => subject[side].length };
    }
    const [, bits, offset] = /^u(8|16|32)\[(\d+)\]$/.exec(path[1] ?? "") ?? [];
    if (bits !== undefined && path.length === 2 && (path[0] === "in" || path[0] === "out")) {
      const side = path[0];
      const field = { name: "", bit: 8 * Number(offset), bits: Number(bits) };
      const end = (field.bit + field.bits) / 8;
      return {
        type: "value",
        wide: false,
        of: (subject) => {
          const view = subject[side];
          return end > view.length ? null : readField(view.bytes, 0, field);
        },
      };
    }
    const { side, protocol, nth } = this.#header(path);
    const row = protocols[protocol];
    const field = row.fields.find(({ name }) => name === path[2]);
    if (!field || path.length !== 3) {
      return this.#fail(
        `${path[0]}.${protocol}. and one of ${row.fields.map(({ name }) => name).join(", ")}`,
        1,
      );
    }
    const read = field.bits > 48 ? readWide : readField;
    return {
      type: "value",
      wide: field.bits > 48,
      of: (subject) => {
        const view = subject[side];
        const index = view.layers.find(row, nth);
        return index < 0 ? null : read(view.bytes, view.layers.at[index]!, field);
      },
    };
  }
}

const subjects: Readonly<Record<string, Node<number>>> = {
  verdict: ({ retval }) => retval,
  retval: ({ retval }) => retval,
  redirect: ({ redirectIfindex }) => redirectIfindex,
  tail_calls: ({ tailCalls }) => tailCalls,
};

const compare =
  (test: (a: number | bigint, b: number | bigint) => boolean) =>
  (left: Node<Value>, right: Node<Value>): Node<boolean> =>
  (subject) => {
    const a = left(subject);
    if (a === null) return false;
    const b = right(subject);
    return b !== null && test(a, b);
  };
// Numbers and wide fields compare by what they mean.
const equal = (a: number | bigint, b: number | bigint) =>
  typeof a === typeof b ? a === b : BigInt(a) === BigInt(b);
const comparisons: Readonly<Record<string, ReturnType<typeof compare>>> = {
  "==": compare(equal),
  "!=": compare((a, b) => !equal(a, b)),
  "<": compare((a, b) => a < b),
  "<=": compare((a, b) => a <= b),
  ">": compare((a, b) => a > b),
  ">=": compare((a, b) => a >= b),
};

const calculate =
  (operation: (a: number, b: number) => number) =>
  (left: Node<number | null>, right: Node<number | null>): Node<number | null> =>
  (subject) => {
    const a = left(subject);
    const b = right(subject);
    return a === null || b === null ? null : operation(a, b);
  };
const operations: Readonly<Record<string, ReturnType<typeof calculate>>> = {
  "+": calculate((a, b) => a + b),
  "-": calculate((a, b) => a - b),
  "*": calculate((a, b) => a * b),
  "&": calculate((a, b) => Number(BigInt(a) & BigInt(b))),
};

function unchanged({ in: before, out: after }: Subject): boolean {
  if (before.length !== after.length) return false;
  for (let i = 0; i < before.length; i++) if (before.bytes[i] !== after.bytes[i]) return false;
  return true;
}

function readWide(bytes: Uint8Array, at: number, { bit, bits }: Field): bigint {
  let value = 0n;
  for (let i = 0; i < bits >> 3; i++) value = (value << 8n) | BigInt(bytes[at + (bit >> 3) + i]!);
  return value;
}

function parseIpv4(text: string): { bits: number; value: bigint } | null {
  const parts = text.split(".");
  if (parts.length !== 4 || parts.some((part) => !/^\d{1,3}$/.test(part) || Number(part) > 255)) return null;
  return { bits: 32, value: parts.reduce((value, part) => (value << 8n) | BigInt(part), 0n) };
}

function parseIpv6(text: string): { bits: number; value: bigint } | null {
  const [head = "", tail, more] = text.split("::");
  if (more !== undefined || !text.includes(":")) return null;
  const words = (part: string) => (part === "" ? [] : part.split(":"));
  const [before, after] = [words(head), words(tail ?? "")];
  const missing = 8 - before.length - after.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return null;
  const all = [...before, ...new Array<string>(Math.max(0, missing)).fill("0"), ...after];
  if (all.some((word) => !/^[0-9a-f]{1,4}$/i.test(word))) return null;
  return { bits: 128, value: all.reduce((value, word) => (value << 16n) | BigInt(`0x${word}`), 0n) };
}
