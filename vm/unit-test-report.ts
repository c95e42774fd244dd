/**
 * What a unit test of Cilium's says about itself: in `suite_result_map` a protobuf message, in `scapy_assert_map`
 * packets that differ from what was expected.
 *
 *     SuiteResult { 1: TestResult, repeated; 2: Log, repeated }
 *     TestResult  { 1: name; 2: status; 3: Log, repeated }
 *     Log         { 1: format; 2: fixed64, repeated }
 *
 * Macros write it byte by byte: lengths of a log and of its format are one raw byte where protobuf has a varint,
 * a test's length is a varint of two bytes whatever its value, and a tag of 0 ends the message.
 */
import type { ProgramSpec } from "../loader/index.ts";

/** What a test says of itself; `error` where it could not be run. */
export type UnitTestStatus = "pass" | "fail" | "skip" | "error";

/** One line that a test logged. */
export interface UnitTestLog {
  /** The text without its place, arguments filled in. */
  message: string;
  /** The line of C that wrote it, where it says so; `text` is empty where the object does not have it. */
  line: { file: string; line: number; text: string } | null;
}

/** One `TEST` within a check. */
export interface UnitSubtest {
  name: string;
  /** Null where the report holds none that is known. */
  status: UnitTestStatus | null;
  logs: UnitTestLog[];
}

/** A packet that is not what a test expected. */
export interface PacketDifference {
  name: string;
  file: string;
  line: string;
  /** The layer that both packets begin with. */
  layer: string;
  expected: Uint8Array;
  got: Uint8Array;
}

/** By code: until 1.18, and since. */
const statuses: Readonly<Record<number, UnitTestStatus>> = {
  0: "error",
  1: "pass",
  2: "fail",
  3: "skip",
  100: "error",
  101: "pass",
  102: "fail",
  103: "skip",
};

/** What a check's result means, or null. */
export const unitTestStatus = (code: number): UnitTestStatus | null => statuses[code] ?? null;

/** A result of a program that makes or sends the packet which ends the test, in the newer numbering. */
export const endsTest = (code: number): UnitTestStatus | null =>
  code === 100 || code === 102 ? statuses[code]! : null;

// ---- suite_result_map

const VARINT = 0;
const FIXED64 = 1;
const BYTES = 2;

interface Field {
  number: number;
  /** Of a varint. */
  value: number;
  /** Of the other types. */
  bytes: Uint8Array;
}

/** The fields of a message, up to a tag of 0, to what it does not know, or to what is cut off. */
function* fields(bytes: Uint8Array, hasRawLength: (field: number) => boolean): Generator<Field> {
  let at = 0;
  const varint = (): number | null => {
    let value = 0;
    for (let shift = 0; shift < 32; shift += 7) {
      const byte = bytes[at++];
      if (byte === undefined) return null;
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value >>> 0;
    }
    return null;
  };
  const none = new Uint8Array(0);
  for (;;) {
    const tag = varint();
    if (!tag) return;
    const number = tag >>> 3;
    const type = tag & 7;
    if (type === VARINT) {
      const value = varint();
      if (value === null) return;
      yield { number, value, bytes: none };
      continue;
    }
    if (type !== FIXED64 && type !== BYTES) return;
    const length = type === FIXED64 ? 8 : hasRawLength(number) ? (bytes[at++] ?? null) : varint();
    if (length === null || at + length > bytes.length) return;
    yield { number, value: 0, bytes: bytes.subarray(at, at + length) };
    at += length;
  }
}

/** Subtests and the test's own logs. `programs` are asked for the text of the lines. */
export function decodeSuiteResult(
  bytes: Uint8Array,
  programs: readonly ProgramSpec[],
): { subtests: UnitSubtest[]; logs: UnitTestLog[] } {
  const subtests: UnitSubtest[] = [];
  const logs: UnitTestLog[] = [];
  for (const field of fields(bytes, (number) => number === 2)) {
    if (field.number === 1) subtests.push(decodeSubtest(field.bytes, programs));
    else if (field.number === 2) logs.push(decodeLog(field.bytes, programs));
  }
  return { subtests, logs };
}

function decodeSubtest(bytes: Uint8Array, programs: readonly ProgramSpec[]): UnitSubtest {
  const subtest: UnitSubtest = { name: "", status: null, logs: [] };
  for (const field of fields(bytes, (number) => number === 3)) {
    if (field.number === 1) subtest.name = text(field.bytes);
    else if (field.number === 2) subtest.status = unitTestStatus(field.value);
    else if (field.number === 3) subtest.logs.push(decodeLog(field.bytes, programs));
  }
  return subtest;
}

/** `FILE:LINE: ` before a message, `assert failed at FILE:LINE` for what has none. */
const PLACE = /^([\w./-]+\.[ch]):(\d+): ?/;
const PLACE_OF_ASSERT = / at ([\w./-]+\.[ch]):(\d+)$/;

function decodeLog(bytes: Uint8Array, programs: readonly ProgramSpec[]): UnitTestLog {
  let format = "";
  const values: bigint[] = [];
  for (const field of fields(bytes, (number) => number === 1)) {
    if (field.number === 1) format = text(field.bytes);
    else if (field.number === 2 && field.bytes.length === 8) {
      values.push(new DataView(field.bytes.buffer, field.bytes.byteOffset).getBigUint64(0, true));
    }
  }
  const line = formatMessage(format, values);
  const before = PLACE.exec(line);
  const message = before ? line.slice(before[0].length) : line;
  const [, file, number] = before ?? PLACE_OF_ASSERT.exec(message) ?? [];
  if (file === undefined) return { message, line: null };
  return { message, line: sourceLine(baseName(file), Number(number), programs) };
}

function sourceLine(file: string, line: number, programs: readonly ProgramSpec[]): UnitTestLog["line"] {
  for (const { lines } of programs) {
    const found = lines.find(
      (info) => info.line === line && info.text !== "" && baseName(info.file) === file,
    );
    if (found) return { file: found.file, line, text: found.text };
  }
  return { file, line, text: "" };
}

const baseName = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

/** A string of C: up to its terminator. */
function text(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return new TextDecoder().decode(end < 0 ? bytes : bytes.subarray(0, end));
}

const CONVERSION = /%(?:%|([-0]*)(\d*)(?:hh?|ll?|z)?([diuxXocp]))/g;

/** As printf with 64-bit numbers. A conversion without an argument stays as it is. */
export function formatMessage(format: string, values: readonly bigint[]): string {
  let next = 0;
  return format.replace(CONVERSION, (conversion, flags = "", width = "", kind?: string) => {
    if (kind === undefined) return "%";
    const value = values[next++];
    if (value === undefined) return conversion;
    const digits = convert(value, kind);
    const wanted = Math.min(Number(width), 64);
    if (flags.includes("-")) return digits.padEnd(wanted);
    if (!flags.includes("0")) return digits.padStart(wanted);
    return digits.startsWith("-")
      ? `-${digits.slice(1).padStart(wanted - 1, "0")}`
      : digits.padStart(wanted, "0");
  });
}

function convert(value: bigint, kind: string): string {
  switch (kind) {
    case "d":
    case "i":
      return BigInt.asIntN(64, value).toString();
    case "x":
      return value.toString(16);
    case "X":
      return value.toString(16).toUpperCase();
    case "o":
      return value.toString(8);
    case "c":
      return String.fromCharCode(Number(value & 0xffn));
    case "p":
      return `0x${value.toString(16)}`;
    default:
      return value.toString();
  }
}

// ---- scapy_assert_map

const TEXT_SIZE = 128;
const PACKET_SIZE = 1518;
const EXPECTED = 4 * TEXT_SIZE;
const GOT = EXPECTED + 2 + PACKET_SIZE;
/** Bytes of an entry. */
export const PACKET_DIFFERENCE_SIZE = GOT + 2 + PACKET_SIZE;

/** An entry, or null where it is unused. */
export function decodePacketDifference(bytes: Uint8Array): PacketDifference | null {
  if (bytes.length < PACKET_DIFFERENCE_SIZE || bytes[0] === 0) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const string = (index: number) => text(bytes.subarray(index * TEXT_SIZE, (index + 1) * TEXT_SIZE));
  const packet = (at: number) => {
    const length = Math.min(view.getUint16(at, true), PACKET_SIZE);
    return bytes.slice(at + 2, at + 2 + length);
  };
  return {
    name: string(0),
    file: string(1),
    line: string(2),
    layer: string(3),
    expected: packet(EXPECTED),
    got: packet(GOT),
  };
}
