/** WebAssembly's binary format, as much of it as the compiler writes (WebAssembly Core Specification 2.0, section 5). */

/** Opcodes by their names in the text format. A name with a prefix byte has it in its upper bits. */
export const Op = {
  unreachable: 0x00,
  block: 0x02,
  loop: 0x03,
  if: 0x04,
  else: 0x05,
  end: 0x0b,
  br: 0x0c,
  br_if: 0x0d,
  br_table: 0x0e,
  return: 0x0f,
  call: 0x10,
  return_call: 0x12,
  return_call_indirect: 0x13,
  drop: 0x1a,
  select: 0x1b,
  "local.get": 0x20,
  "local.set": 0x21,
  "local.tee": 0x22,
  "i32.load": 0x28,
  "i32.load8_u": 0x2d,
  "i64.load": 0x29,
  "i64.load8_s": 0x30,
  "i64.load8_u": 0x31,
  "i64.load16_s": 0x32,
  "i64.load16_u": 0x33,
  "i64.load32_s": 0x34,
  "i64.load32_u": 0x35,
  "i32.store": 0x36,
  "i64.store": 0x37,
  "i32.store8": 0x3a,
  "i64.store8": 0x3c,
  "i64.store16": 0x3d,
  "i64.store32": 0x3e,
  "i32.const": 0x41,
  "i64.const": 0x42,
  "i32.eqz": 0x45,
  "i32.eq": 0x46,
  "i32.ne": 0x47,
  "i32.lt_s": 0x48,
  "i32.lt_u": 0x49,
  "i32.gt_s": 0x4a,
  "i32.gt_u": 0x4b,
  "i32.le_s": 0x4c,
  "i32.le_u": 0x4d,
  "i32.ge_s": 0x4e,
  "i32.ge_u": 0x4f,
  "i64.eqz": 0x50,
  "i64.eq": 0x51,
  "i64.ne": 0x52,
  "i64.lt_s": 0x53,
  "i64.lt_u": 0x54,
  "i64.gt_s": 0x55,
  "i64.gt_u": 0x56,
  "i64.le_s": 0x57,
  "i64.le_u": 0x58,
  "i64.ge_s": 0x59,
  "i64.ge_u": 0x5a,
  "i32.add": 0x6a,
  "i32.sub": 0x6b,
  "i32.mul": 0x6c,
  "i32.div_s": 0x6d,
  "i32.div_u": 0x6e,
  "i32.rem_s": 0x6f,
  "i32.rem_u": 0x70,
  "i32.and": 0x71,
  "i32.or": 0x72,
  "i32.xor": 0x73,
  "i32.shl": 0x74,
  "i32.shr_s": 0x75,
  "i32.shr_u": 0x76,
  "i32.rotl": 0x77,
  "i64.add": 0x7c,
  "i64.sub": 0x7d,
  "i64.mul": 0x7e,
  "i64.div_s": 0x7f,
  "i64.div_u": 0x80,
  "i64.rem_s": 0x81,
  "i64.rem_u": 0x82,
  "i64.and": 0x83,
  "i64.or": 0x84,
  "i64.xor": 0x85,
  "i64.shl": 0x86,
  "i64.shr_s": 0x87,
  "i64.shr_u": 0x88,
  "i64.rotl": 0x89,
  "i32.wrap_i64": 0xa7,
  "i64.extend_i32_s": 0xac,
  "i64.extend_i32_u": 0xad,
  "i32.extend8_s": 0xc0,
  "i32.extend16_s": 0xc1,
  "i64.extend8_s": 0xc2,
  "i64.extend16_s": 0xc3,
  "i64.extend32_s": 0xc4,
  "v128.load": 0xfd00,
  "v128.store": 0xfd0b,
  "v128.const": 0xfd0c,
} as const;
export type OpName = keyof typeof Op;

export const Type = { i32: 0x7f, i64: 0x7e, v128: 0x7b } as const;
export type ValueType = (typeof Type)[keyof typeof Type];
export const EMPTY_BLOCK = 0x40;

export interface FunctionType {
  parameters: readonly ValueType[];
  results: readonly ValueType[];
}

/** Bytes being written. */
export class Bytes {
  #bytes = new Uint8Array(1024);
  length = 0;

  byte(value: number): void {
    if (this.length === this.#bytes.length) this.#grow(1);
    this.#bytes[this.length++] = value;
  }

  append(bytes: Uint8Array): void {
    if (this.length + bytes.length > this.#bytes.length) this.#grow(bytes.length);
    this.#bytes.set(bytes, this.length);
    this.length += bytes.length;
  }

  /** LEB128 of a u32. */
  unsigned(value: number): void {
    let rest = value >>> 0;
    while (rest > 0x7f) {
      this.byte((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    this.byte(rest);
  }

  /** LEB128 of an i32. */
  signed32(value: number): void {
    let rest = value | 0;
    while (rest < -0x40 || rest > 0x3f) {
      this.byte((rest & 0x7f) | 0x80);
      rest >>= 7;
    }
    this.byte(rest & 0x7f);
  }

  /** LEB128 of 64 bits, given signed or unsigned. */
  signed64(value: bigint): void {
    let rest = BigInt.asIntN(64, value);
    const small = Number(rest);
    if (small === (small | 0)) {
      this.signed32(small);
      return;
    }
    while (rest < -0x40n || rest > 0x3fn) {
      this.byte(Number(rest & 0x7fn) | 0x80);
      rest >>= 7n;
    }
    this.byte(Number(rest & 0x7fn));
  }

  name(text: string): void {
    const utf8 = new TextEncoder().encode(text);
    this.unsigned(utf8.length);
    this.append(utf8);
  }

  /** The bytes so far; good until the next write. */
  get bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.length);
  }

  #grow(by: number): void {
    const bigger = new Uint8Array(Math.max(this.#bytes.length * 2, this.length + by));
    bigger.set(this.#bytes.subarray(0, this.length));
    this.#bytes = bigger;
  }
}

/** A function's instructions. */
export class Code extends Bytes {
  op(name: OpName): void {
    const code = Op[name];
    if (code > 0xff) {
      this.byte(code >> 8);
      this.unsigned(code & 0xff);
    } else this.byte(code);
  }

  i32(value: number): void {
    this.byte(Op["i32.const"]);
    this.signed32(value);
  }

  i64(value: bigint): void {
    this.byte(Op["i64.const"]);
    this.signed64(value);
  }

  get(local: number): void {
    this.byte(Op["local.get"]);
    this.unsigned(local);
  }

  set(local: number): void {
    this.byte(Op["local.set"]);
    this.unsigned(local);
  }

  tee(local: number): void {
    this.byte(Op["local.tee"]);
    this.unsigned(local);
  }

  /** A load or store at the address on the stack plus `offset`; no alignment is promised. */
  access(name: OpName, offset = 0): void {
    this.op(name);
    this.byte(0);
    this.unsigned(offset);
  }

  /** `block`, `loop` or `if` without results. */
  open(name: "block" | "loop" | "if"): void {
    this.op(name);
    this.byte(EMPTY_BLOCK);
  }

  /** `if` that leaves one value. */
  openValue(type: ValueType): void {
    this.op("if");
    this.byte(type);
  }

  branch(name: "br" | "br_if", depth: number): void {
    this.op(name);
    this.unsigned(depth);
  }

  call(index: number): void {
    this.op("call");
    this.unsigned(index);
  }
}

interface Body {
  name: string;
  /** What it is exported as, if it is. */
  exported: string | null;
  type: number;
  /** The locals behind the parameters. */
  locals: readonly ValueType[];
  code: Uint8Array;
}

/** Names of what a module imports: functions come from one module, memory and table from the other. */
export interface ModuleImports {
  functions: string;
  environment: string;
  memory: string;
  table: string;
  /** WebAssembly pages that the memory has at least. */
  minimumPages: number;
}

/** A module with imported functions, memory and table, and functions of its own. */
export class ModuleWriter {
  readonly #types: FunctionType[] = [];
  readonly #typeIndex = new Map<string, number>();
  readonly #imports: { name: string; type: number }[] = [];
  readonly #importIndex = new Map<string, number>();
  readonly #bodies: Body[] = [];

  type(type: FunctionType): number {
    const key = `${type.parameters}:${type.results}`;
    let index = this.#typeIndex.get(key);
    if (index === undefined) {
      index = this.#types.push(type) - 1;
      this.#typeIndex.set(key, index);
    }
    return index;
  }

  /**
   * The number of an imported function. The module's own functions are numbered behind all imports, so those have
   * to be known before.
   */
  import(name: string, type: FunctionType): number {
    let index = this.#importIndex.get(name);
    if (index === undefined) {
      index = this.#imports.push({ name, type: this.type(type) }) - 1;
      this.#importIndex.set(name, index);
    }
    return index;
  }

  get importCount(): number {
    return this.#imports.length;
  }

  /** Adds the next function; its name is for profilers and stack traces. */
  define(
    name: string,
    exported: string | null,
    type: FunctionType,
    locals: readonly ValueType[],
    code: Uint8Array,
  ): void {
    this.#bodies.push({ name, exported, type: this.type(type), locals, code: code.slice() });
  }

  finish(imports: ModuleImports): Uint8Array {
    const out = new Bytes();
    out.append(new Uint8Array([0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00]));
    const section = (id: number, write: (to: Bytes) => void) => {
      const content = new Bytes();
      write(content);
      out.byte(id);
      out.unsigned(content.length);
      out.append(content.bytes);
    };
    section(1, (to) => {
      to.unsigned(this.#types.length);
      for (const { parameters, results } of this.#types) {
        to.byte(0x60);
        for (const list of [parameters, results]) {
          to.unsigned(list.length);
          for (const type of list) to.byte(type);
        }
      }
    });
    section(2, (to) => {
      to.unsigned(this.#imports.length + 2);
      for (const { name, type } of this.#imports) {
        to.name(imports.functions);
        to.name(name);
        to.byte(0x00);
        to.unsigned(type);
      }
      to.name(imports.environment);
      to.name(imports.memory);
      to.append(new Uint8Array([0x02, 0x00]));
      to.unsigned(imports.minimumPages);
      to.name(imports.environment);
      to.name(imports.table);
      to.append(new Uint8Array([0x01, 0x70, 0x00, 0x00]));
    });
    section(3, (to) => {
      to.unsigned(this.#bodies.length);
      for (const { type } of this.#bodies) to.unsigned(type);
    });
    section(7, (to) => {
      to.unsigned(this.#bodies.filter(({ exported }) => exported !== null).length);
      for (const [index, { exported }] of this.#bodies.entries()) {
        if (exported === null) continue;
        to.name(exported);
        to.byte(0x00);
        to.unsigned(this.#imports.length + index);
      }
    });
    section(10, (to) => {
      to.unsigned(this.#bodies.length);
      for (const { locals, code } of this.#bodies) {
        const header = new Bytes();
        const runs: [number, ValueType][] = [];
        for (const type of locals) {
          const last = runs.at(-1);
          if (last?.[1] === type) last[0]++;
          else runs.push([1, type]);
        }
        header.unsigned(runs.length);
        for (const [count, type] of runs) {
          header.unsigned(count);
          header.byte(type);
        }
        to.unsigned(header.length + code.length);
        to.append(header.bytes);
        to.append(code);
      }
    });
    section(0, (to) => {
      to.name("name");
      const names = new Bytes();
      names.unsigned(this.#bodies.length);
      for (const [index, { name }] of this.#bodies.entries()) {
        names.unsigned(this.#imports.length + index);
        names.name(name);
      }
      to.byte(0x01);
      to.unsigned(names.length);
      to.append(names.bytes);
    });
    return out.bytes.slice();
  }
}
