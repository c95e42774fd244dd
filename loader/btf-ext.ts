import { BTF_MAGIC, BTF_VERSION, FUNC_INFO_SIZE, LINE_INFO_SIZE } from "../spec/btf.ts";
import { INSN_SIZE } from "../spec/encoding.ts";
import type { Btf } from "./btf.ts";
import { Bytes } from "./bytes.ts";
import { fail } from "./errors.ts";
import { SectionLines } from "./lines.ts";

/** A function of a code section; `insn` counts from the start of the section. */
export interface SectionFunction {
  insn: number;
  btfTypeId: number;
}

/** What `.BTF.ext` says about one code section. */
export interface SectionDebugInfo {
  /** In the order of `insn`. */
  functions: SectionFunction[];
  lines: SectionLines;
}

const SECTION = ".BTF.ext";
/** Up to line_info; core_relo came later. */
const MIN_HEADER_SIZE = 24;
const CORE_HEADER_SIZE = 32;
const CORE_RELO_SIZE = 16;

/**
 * Parses `.BTF.ext`, by section name (kernel: include/uapi/linux/bpf.h, bpf_func_info and bpf_line_info).
 * Throws LoadError, also for CO-RE relocations, which would need the types of a running kernel.
 */
export function parseBtfExt(bytes: Uint8Array, btf: Btf): Map<string, SectionDebugInfo> {
  // A copy: lines are read later, when the object's bytes may be gone.
  const file = new Bytes(bytes.slice(), SECTION);
  const magic = file.u16(0);
  if (magic !== BTF_MAGIC) fail("btf-magic", { section: SECTION, offset: 0, value: magic, limit: BTF_MAGIC });
  const version = file.u8(2);
  if (version !== BTF_VERSION)
    fail("btf-version", { section: SECTION, offset: 2, value: version, limit: BTF_VERSION });
  const headerSize = file.u32(4);
  if (headerSize < MIN_HEADER_SIZE) fail("btf-header", { section: SECTION, offset: 4, value: headerSize });

  if (headerSize >= CORE_HEADER_SIZE) {
    forEachRecord(file, btf, headerSize + file.u32(24), file.u32(28), CORE_RELO_SIZE, (section) => (at) => {
      fail("co-re", { section, offset: file.u32(at), feature: "CO-RE" });
    });
  }
  const functions = new Map<string, SectionFunction[]>();
  forEachRecord(file, btf, headerSize + file.u32(8), file.u32(12), FUNC_INFO_SIZE, (section) => {
    const list = listOf(functions, section);
    return (at) => {
      const btfTypeId = file.u32(at + 4);
      if (btf.type(btfTypeId).kind !== "FUNC")
        fail("btf-type-id", { section: SECTION, offset: at, value: btfTypeId });
      checkInsn(file, section, at);
      list.push({ insn: file.u32(at) / INSN_SIZE, btfTypeId });
    };
  });
  const lines = new Map<string, number[]>();
  forEachRecord(file, btf, headerSize + file.u32(16), file.u32(20), LINE_INFO_SIZE, (section) => {
    const list = listOf(lines, section);
    return (at) => {
      btf.strings.check(file.u32(at + 4));
      btf.strings.check(file.u32(at + 8));
      checkInsn(file, section, at);
      list.push(at);
    };
  });
  const sections = new Set([...functions.keys(), ...lines.keys()]);
  return new Map(
    [...sections].map((section) => [
      section,
      {
        functions: listOf(functions, section).sort((a, b) => a.insn - b.insn),
        lines: new SectionLines(file, btf.strings, listOf(lines, section)),
      },
    ]),
  );
}

function listOf<T>(lists: Map<string, T[]>, name: string): T[] {
  const known = lists.get(name);
  if (known) return known;
  const fresh: T[] = [];
  lists.set(name, fresh);
  return fresh;
}

/** Walks `record size, { section name, count, records }…`; `open` gives what the section's records are shown to. */
function forEachRecord(
  file: Bytes,
  btf: Btf,
  start: number,
  length: number,
  expected: number,
  open: (section: string) => (at: number) => void,
): void {
  if (length === 0) return;
  const end = start + length;
  // One check for the whole part: the loops below stay inside it.
  file.slice(start, length);
  const recordSize = file.u32(start);
  if (recordSize < expected) {
    fail("btf-record-size", { section: SECTION, offset: start, value: recordSize, limit: expected });
  }
  let at = start + 4;
  while (at < end) {
    const section = btf.strings.at(file.u32(at));
    const count = file.u32(at + 4);
    at += 8;
    if (at + count * recordSize > end) {
      fail("out-of-bounds", { section: SECTION, offset: at, value: count * recordSize, limit: end - at });
    }
    const visit = open(section);
    for (let index = 0; index < count; index++, at += recordSize) visit(at);
  }
}

function checkInsn(file: Bytes, section: string, at: number): void {
  const offset = file.u32(at);
  if (offset % INSN_SIZE !== 0)
    fail("btf-insn", { section: SECTION, offset: at, value: offset, name: section });
}
