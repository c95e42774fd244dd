/**
 * The vectors of the public conformance suite (Alan-Jowett/bpf_conformance): a file is a program, as assembly or
 * raw, the memory that it gets, and what r0 holds at its end.
 */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { AssemblerError, assemble, type Machine, MachineError } from "../vm/index.ts";

export interface Vector {
  program: Uint8Array;
  memory: Uint8Array;
  /** Null where the file expects an error. */
  result: bigint | null;
}

export type VectorErrorCode =
  | "UNKNOWN_DIRECTIVE"
  /** Neither assembly nor raw instructions. */
  | "NO_PROGRAM"
  /** Neither a result nor an error. */
  | "NO_EXPECTATION"
  | "BAD_NUMBER";

export class VectorError extends Error {
  override readonly name = "VectorError";
  readonly code: VectorErrorCode;
  readonly found: string;

  constructor(code: VectorErrorCode, found: string) {
    super(`${code}: ${found}`);
    this.code = code;
    this.found = found;
  }
}

/** `c` is what the assembly was made from, `no register offset` a hint for other runtimes. */
const DIRECTIVES = ["asm", "raw", "mem", "result", "error", "c", "no register offset"];

/** Throws VectorError, or AssemblerError where the assembly is wrong. */
export function parseVector(text: string): Vector {
  const sections = new Map<string, string[]>();
  let lines: string[] = [];
  for (const line of text.split(/\r?\n/)) {
    const directive = /^--\s*(.*?)\s*$/.exec(line)?.[1];
    if (directive === undefined) {
      lines.push(line.replace(/#.*/, "").trim());
      continue;
    }
    if (!DIRECTIVES.includes(directive)) throw new VectorError("UNKNOWN_DIRECTIVE", directive);
    lines = [];
    sections.set(directive, lines);
  }
  const words = (section: string): string[] =>
    (sections.get(section) ?? []).join(" ").split(/\s+/).filter(Boolean);

  const program = sections.has("raw")
    ? rawInstructions(words("raw"))
    : assemble((sections.get("asm") ?? []).join("\n"));
  if (program.length === 0) throw new VectorError("NO_PROGRAM", "no instructions");
  const result = words("result").at(-1);
  if (result === undefined && !sections.has("error")) throw new VectorError("NO_EXPECTATION", "no result");
  return {
    program,
    memory: Uint8Array.from(words("mem"), (word) => number(word, /^[0-9a-f]{2}$/i, 16)),
    result: result === undefined ? null : wide(result),
  };
}

/** Bytes of two digits, or little-endian words of 64 bits with `0x` before them. */
function rawInstructions(words: readonly string[]): Uint8Array {
  return Uint8Array.from(
    words.flatMap((word) => {
      if (!/^0x/i.test(word)) return [number(word, /^[0-9a-f]{2}$/i, 16)];
      const value = wide(word);
      return Array.from({ length: 8 }, (_, i) => Number((value >> BigInt(8 * i)) & 0xffn));
    }),
  );
}

function number(word: string, pattern: RegExp, radix: number): number {
  if (!pattern.test(word)) throw new VectorError("BAD_NUMBER", word);
  return Number.parseInt(word, radix);
}

function wide(word: string): bigint {
  if (!/^(0x[0-9a-f]{1,16}|\d+)$/i.test(word)) throw new VectorError("BAD_NUMBER", word);
  return BigInt.asUintN(64, BigInt(word));
}

/** How a vector came out. `TRAPPED` and `WRONG_RESULT` are about its run, the other codes about what it is. */
export type Verdict =
  | {
      passed: true;
      /** Instructions that the engine stated otherwise (RawResult). */
      restated: readonly number[];
    }
  | {
      passed: false;
      code: VectorErrorCode | AssemblerError["code"] | MachineError["code"] | "TRAPPED" | "WRONG_RESULT";
      message: string;
    };

/** Passed is a vector that ran to its end, and to the result that it names, if it names one. */
export function judge(text: string, machine: Machine): Verdict {
  try {
    const { program, memory, result } = parseVector(text);
    const { r0, trap, restated } = machine.loadRaw(program).run(memory);
    if (trap) return { passed: false, code: "TRAPPED", message: `${trap.code} at ${trap.pc}: ${trap.insn}` };
    if (result === null || r0 === result) return { passed: true, restated };
    const message = `0x${r0!.toString(16)}, not 0x${result.toString(16)}`;
    return { passed: false, code: "WRONG_RESULT", message };
  } catch (error) {
    if (!(error instanceof VectorError || error instanceof AssemblerError || error instanceof MachineError))
      throw error;
    return { passed: false, code: error.code, message: error.message };
  }
}

/** The files of a directory of vectors with their text, in the order of their names; null where there is none. */
export async function readVectors(directory: string): Promise<Map<string, string> | null> {
  let names: string[];
  try {
    names = await readdir(directory);
  } catch {
    return null;
  }
  const vectors = new Map<string, string>();
  for (const name of names.filter((candidate) => candidate.endsWith(".data")).sort()) {
    vectors.set(name, await readFile(join(directory, name), "utf8"));
  }
  return vectors;
}
