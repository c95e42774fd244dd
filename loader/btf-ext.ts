import { INSN_SIZE } from "../spec/encoding.ts";
import type { Btf } from "./btf.ts";
import { Bytes } from "./bytes.ts";
import { fail } from "./errors.ts";
import type { LineInfo } from "./specs.ts";

/** A function of a code section; `insn` counts from the start of the section. */
export interface SectionFunction {
  insn: number;
  btfTypeId: number;
}

/**
 * What `.BTF.ext` says about one code section; both lists are in the order of `insn`, from the section's
 * start.
 */
export interface SectionDebugInfo {
  functions: SectionFunction[];
  lines: LineInfo[];
}

const MAGIC = 0xeb9f;
const VERSION = 1;
const SECTION = ".BTF.ext";
/** Up to line_info; core_relo came later. */
const MIN_HEADER_SIZE = 24;
const CORE_HEADER_SIZE = 32;
const FUNC_INFO_SIZE = 8;
const LINE_INFO_SIZE = 16;
const CORE_RELO_SIZE = 16;

/**
 * Parses `.BTF.ext`, by section name (kernel: include/uapi/linux/bpf.h, bpf_func_info and bpf_line_info).
 * Throws LoadError, also for CO-RE relocations, which would need the types of a running kernel.
 */
export function parseBtfExt(bytes: Uint8Array, btf: Btf): Map<string, SectionDebugInfo> {
  const file = new Bytes(bytes, SECTION);
  const magic = file.u16(0);
  if (magic !== MAGIC) fail("btf-magic", { section: SECTION, offset: 0, value: magic, limit: MAGIC });
  const version = file.u8(2);
  if (version !== VERSION)
    fail("btf-version", { section: SECTION, offset: 2, value: version, limit: VERSION });
  const headerSize = file.u32(4);
  if (headerSize < MIN_HEADER_SIZE) fail("btf-header", { section: SECTION, offset: 4, value: headerSize });

  const result = new Map<string, SectionDebugInfo>();
  const of = (name: string): SectionDebugInfo => {
    const known = result.get(name);
    if (known) return known;
    const fresh: SectionDebugInfo = { functions: [], lines: [] };
    result.set(name, fresh);
    return fresh;
  };

  if (headerSize >= CORE_HEADER_SIZE) {
    forEachRecord(file, btf, headerSize + file.u32(24), file.u32(28), CORE_RELO_SIZE, (section, at) => {
      fail("co-re", { section, offset: file.u32(at), feature: "CO-RE" });
    });
  }
  forEachRecord(file, btf, headerSize + file.u32(8), file.u32(12), FUNC_INFO_SIZE, (section, at) => {
    const btfTypeId = file.u32(at + 4);
    if (btf.type(btfTypeId).kind !== "FUNC")
      fail("btf-type-id", { section: SECTION, offset: at, value: btfTypeId });
    of(section).functions.push({ insn: insnAt(file, section, at), btfTypeId });
  });
  forEachRecord(file, btf, headerSize + file.u32(16), file.u32(20), LINE_INFO_SIZE, (section, at) => {
    const position = file.u32(at + 12);
    of(section).lines.push({
      insn: insnAt(file, section, at),
      file: btf.strings.at(file.u32(at + 4)),
      line: position >>> 10,
      column: position & 0x3ff,
      text: btf.strings.at(file.u32(at + 8)),
    });
  });
  for (const { functions, lines } of result.values()) {
    functions.sort((a, b) => a.insn - b.insn);
    lines.sort((a, b) => a.insn - b.insn);
  }
  return result;
}

/** Walks `record size, { section name, count, records }…`. */
function forEachRecord(
  file: Bytes,
  btf: Btf,
  start: number,
  length: number,
  expected: number,
  visit: (section: string, at: number) => void,
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
    for (let index = 0; index < count; index++, at += recordSize) visit(section, at);
  }
}

function insnAt(file: Bytes, section: string, at: number): number {
  const offset = file.u32(at);
  if (offset % INSN_SIZE !== 0)
    fail("btf-insn", { section: SECTION, offset: at, value: offset, name: section });
  return offset / INSN_SIZE;
}
