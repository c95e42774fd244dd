/**
 * Types, functions and lines of an object as the kernel takes them, so that callbacks load and the verifier says
 * which line of C it means (Documentation/bpf/btf.rst).
 */
import { BTF_KINDS, type Btf, type BtfKind, type BtfType } from "../../../loader/btf.ts";
import type { ProgramSpec } from "../../../loader/index.ts";
import { BTF_HEADER_SIZE, BTF_MAGIC, BTF_VERSION } from "../../../spec/btf.ts";
import type { ObjectTypes } from "../engine.ts";
import type { Rewritten } from "./rewrite.ts";

/** enum btf_func_linkage */
const Linkage = { STATIC: 0, GLOBAL: 1 } as const;
/** The function that random numbers come from (rewrite.ts), and what its lines are said to be. */
const RANDOM = "get_prandom_u32";

export class KernelTypes {
  readonly bytes: Uint8Array;
  readonly #strings = new Strings();
  /** Of the function for random numbers. */
  readonly #random: number;

  constructor({ btf, programs }: ObjectTypes) {
    const words: number[] = [];
    for (const type of btf.types.slice(1)) this.#encode(btf, type, words);
    this.#random = this.#addRandom(btf.types.length, words);
    for (const { lines } of programs) {
      for (const { file, text } of lines) {
        this.#strings.add(file);
        this.#strings.add(text);
      }
    }
    const types = new Uint8Array(new Uint32Array(words).buffer);
    const strings = this.#strings.bytes();
    this.bytes = new Uint8Array(BTF_HEADER_SIZE + types.length + strings.length);
    const view = new DataView(this.bytes.buffer);
    view.setUint16(0, BTF_MAGIC, true);
    view.setUint8(2, BTF_VERSION);
    for (const [i, word] of [BTF_HEADER_SIZE, 0, types.length, types.length, strings.length].entries()) {
      view.setUint32(4 + 4 * i, word, true);
    }
    this.bytes.set(types, BTF_HEADER_SIZE);
    this.bytes.set(strings, BTF_HEADER_SIZE + types.length);
  }

  /**
   * struct bpf_func_info and bpf_line_info of a program whose instruction slots went where `slotOf` says. The
   * kernel wants all functions or none, and no lines without the first of each function.
   */
  debugInfo(
    spec: ProgramSpec,
    { slotOf, random }: Pick<Rewritten, "slotOf" | "random">,
  ): { functions: Uint8Array; lines: Uint8Array } {
    const functions = spec.functions.map(({ insn, btfTypeId }) => [slotOf(insn), btfTypeId ?? 0]);
    if (random !== null && functions.length > 0) functions.push([random, this.#random]);
    if (functions.some(([, id]) => id === 0))
      return { functions: new Uint8Array(0), lines: new Uint8Array(0) };
    const lines = spec.lines
      .filter(({ insn }, i) => insn !== spec.lines[i - 1]?.insn)
      .map(({ insn, file, line, column, text }) => [
        slotOf(insn),
        this.#strings.add(file),
        this.#strings.add(text),
        (line << 10) | column,
      ]);
    if (random !== null) lines.push([random, this.#strings.add(""), this.#strings.add(RANDOM), 0]);
    const starts = new Set(lines.map(([insn]) => insn));
    const complete = functions.every(([insn]) => starts.has(insn));
    return { functions: u32s(functions), lines: u32s(complete ? lines : []) };
  }

  /** Adds `unsigned long long get_prandom_u32(void)` behind the other types, and returns its id. */
  #addRandom(next: number, words: number[]): number {
    const kind = (name: BtfKind) => BTF_KINDS.indexOf(name) << 24;
    const at = this.#strings.add(RANDOM);
    words.push(this.#strings.add("unsigned long long"), kind("INT"), 8, 64);
    words.push(0, kind("FUNC_PROTO"), next);
    // Of a global function, the verifier knows no more than that it gives a number, and looks at it once.
    words.push(at, kind("FUNC") | Linkage.GLOBAL, next + 1);
    return next + 2;
  }

  #encode(btf: Btf, type: BtfType, words: number[]): void {
    const name = (text: string) => this.#strings.add(text.replace(/\W/g, "_"));
    const head = (kind: BtfKind, nameAt: number, count: number, flag: boolean, word: number) =>
      words.push(nameAt, ((BTF_KINDS.indexOf(kind) << 24) | count | (flag ? 1 << 31 : 0)) >>> 0, word);
    const nothing = () => head("PTR", 0, 0, false, 0);
    switch (type.kind) {
      case "VOID":
        break;
      case "INT":
        head(type.kind, name(type.name), 0, false, type.size);
        words.push((type.encoding << 24) | (type.bitOffset << 16) | type.bits);
        break;
      case "PTR":
      case "TYPEDEF":
      case "VOLATILE":
      case "CONST":
      case "RESTRICT":
        head(type.kind, name(type.name), 0, false, type.type);
        break;
      case "TYPE_TAG":
        head(type.kind, this.#strings.add(type.name), 0, false, type.type);
        break;
      case "ARRAY":
        head(type.kind, 0, 0, false, 0);
        words.push(type.type, type.indexType, type.length);
        break;
      case "STRUCT":
      case "UNION": {
        const bitFields = type.members.some(({ bitSize }) => bitSize > 0);
        head(type.kind, name(type.name), type.members.length, bitFields, type.size);
        for (const member of type.members) {
          words.push(name(member.name), member.type, ((member.bitSize << 24) | member.bitOffset) >>> 0);
        }
        break;
      }
      case "ENUM":
        head(type.kind, name(type.name), type.values.length, type.signed, type.size);
        for (const { name: label, value } of type.values) words.push(name(label), value >>> 0);
        break;
      case "ENUM64":
        head(type.kind, name(type.name), type.values.length, type.signed, type.size);
        for (const { name: label, value } of type.values) {
          words.push(
            name(label),
            Number(BigInt.asUintN(32, value)),
            Number(BigInt.asUintN(32, value >> 32n)),
          );
        }
        break;
      case "FWD":
        head(type.kind, name(type.name), 0, type.union, 0);
        break;
      case "FUNC":
        head(type.kind, name(type.name), linkageOf(btf, type), false, type.type);
        break;
      case "FUNC_PROTO":
        head(type.kind, 0, type.parameters.length, false, type.returnType);
        for (const parameter of type.parameters) words.push(name(parameter.name), parameter.type);
        break;
      case "FLOAT":
        head(type.kind, name(type.name), 0, false, type.size);
        break;
      case "DECL_TAG":
        // What is said about variables goes with them.
        if (btf.type(type.type).kind === "VAR") nothing();
        else {
          head(type.kind, this.#strings.add(type.name), 0, false, type.type);
          words.push(type.component >>> 0);
        }
        break;
      // No program needs them, and compilers leave their sizes and offsets to a linker. Their ids stay taken.
      case "VAR":
      case "DATASEC":
        nothing();
        break;
    }
  }
}

/**
 * A global function is verified by the types of its arguments alone, which says nothing of a `void *`. With such an
 * argument it counts as static, and is verified where it is called.
 */
function linkageOf(btf: Btf, { linkage, type }: Extract<BtfType, { kind: "FUNC" }>): number {
  const prototype = btf.type(type);
  if (linkage !== Linkage.GLOBAL || prototype.kind !== "FUNC_PROTO") return linkage;
  const isOpaque = prototype.parameters.some((parameter) => {
    const pointer = btf.resolve(parameter.type);
    return pointer.kind === "PTR" && btf.resolve(pointer.type).kind === "VOID";
  });
  return isOpaque ? Linkage.STATIC : linkage;
}

/** A string section: each text once, the empty one first. */
class Strings {
  readonly #offsets = new Map<string, number>();
  readonly #parts: Uint8Array[] = [];
  readonly #encoder = new TextEncoder();
  #size = 0;

  constructor() {
    this.add("");
  }

  add(text: string): number {
    const known = this.#offsets.get(text);
    if (known !== undefined) return known;
    const bytes = this.#encoder.encode(`${text}\0`);
    const offset = this.#size;
    this.#offsets.set(text, offset);
    this.#parts.push(bytes);
    this.#size += bytes.length;
    return offset;
  }

  bytes(): Uint8Array {
    const all = new Uint8Array(this.#size);
    let at = 0;
    for (const part of this.#parts) {
      all.set(part, at);
      at += part.length;
    }
    return all;
  }
}

const u32s = (rows: readonly (readonly (number | null | undefined)[])[]): Uint8Array =>
  new Uint8Array(new Uint32Array(rows.flat() as number[]).buffer);
