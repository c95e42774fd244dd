/** The commands of bpf(2) that the kernel engine uses (include/uapi/linux/bpf.h, union bpf_attr). */
import { FUNC_INFO_SIZE, LINE_INFO_SIZE } from "../../../spec/btf.ts";
import type { Memory, Remote } from "./remote.ts";

const Command = {
  MAP_CREATE: 0,
  MAP_LOOKUP_ELEM: 1,
  MAP_UPDATE_ELEM: 2,
  MAP_DELETE_ELEM: 3,
  MAP_GET_NEXT_KEY: 4,
  PROG_LOAD: 5,
  PROG_TEST_RUN: 10,
  BTF_LOAD: 18,
  MAP_LOOKUP_AND_DELETE_ELEM: 21,
  MAP_FREEZE: 22,
  MAP_LOOKUP_BATCH: 24,
} as const;

/** A member: 32 bits, 64 bits (a bigint), or the address of memory. */
type Member = readonly [offset: number, value: number | bigint | Memory];

export interface MapAttributes {
  type: number;
  keySize: number;
  valueSize: number;
  maxEntries: number;
  flags: number;
  name: string;
  /** A descriptor of a map that shows what the map of maps will hold. */
  inner?: number;
}

export interface ProgramAttributes {
  type: number;
  attachType: number;
  flags: number;
  name: string;
  license: string;
  instructions: Uint8Array;
  /** Types, and func_info and line_info as the kernel takes them. */
  btf: { fd: number; functions: Uint8Array; lines: Uint8Array } | null;
}

export interface TestRun {
  retval: number;
  /** Nanoseconds. */
  duration: number;
  data: Uint8Array;
  context: Uint8Array;
}

const NAME_LENGTH = 16;
const LOG_SIZE = 1 << 18;
const LOG_LEVEL = 1;
/** Room for a packet that grows: a helper may make it this long, and more than that is no frame. */
const DATA_OUT = 0x1_0000;

/** All of them return a negative errno where the command failed. */
export class Bpf {
  readonly #remote: Remote;

  constructor(remote: Remote) {
    this.#remote = remote;
  }

  close(fd: number): void {
    this.#remote.call("close", fd);
  }

  createMap(map: MapAttributes): number {
    return this.#call(Command.MAP_CREATE, 72, [
      [0, map.type],
      [4, map.keySize],
      [8, map.valueSize],
      [12, map.maxEntries],
      [16, map.flags],
      [20, map.inner ?? 0],
      ...name(28, map.name),
    ]);
  }

  freeze(fd: number): number {
    return this.#call(Command.MAP_FREEZE, 4, [[0, fd]]);
  }

  /** Writes the key's value into `value`. */
  lookup(fd: number, key: Uint8Array, value: Uint8Array): number {
    return this.#element(Command.MAP_LOOKUP_ELEM, fd, key, [16, { bytes: value, written: "only" }]);
  }

  update(fd: number, key: Uint8Array, value: Uint8Array, flags: bigint): number {
    return this.#element(Command.MAP_UPDATE_ELEM, fd, key, [16, { bytes: value }], [24, flags]);
  }

  delete(fd: number, key: Uint8Array): number {
    return this.#element(Command.MAP_DELETE_ELEM, fd, key);
  }

  /** Writes the key's value into `value`, and removes it. */
  take(fd: number, key: Uint8Array, value: Uint8Array): number {
    return this.#element(Command.MAP_LOOKUP_AND_DELETE_ELEM, fd, key, [16, { bytes: value, written: true }]);
  }

  /** Writes the key after `key`, or the first one, into `next`. */
  nextKey(fd: number, key: Uint8Array | null, next: Uint8Array): number {
    return this.#element(Command.MAP_GET_NEXT_KEY, fd, key, [16, { bytes: next, written: "only" }]);
  }

  /**
   * Reads up to `count` elements into `keys` and `values`. `cursor` is where to go on, null at first; the result
   * has the next one. ENOENT says that these were the last.
   */
  lookupBatch(
    fd: number,
    cursor: Uint8Array | null,
    count: number,
    keys: Uint8Array,
    values: Uint8Array,
  ): { result: number; count: number; cursor: Uint8Array } {
    // The cursor is a key, or a 32-bit index of a bucket.
    const next: Memory = { bytes: new Uint8Array(Math.max(4, keys.length / count)), written: "only" };
    const attr = attributes(56, [
      [8, next],
      [16, { bytes: keys, written: "only" }],
      [24, { bytes: values, written: "only" }],
      [32, count],
      [36, fd],
      ...(cursor ? [[0, { bytes: cursor }] as const] : []),
    ]);
    const result = this.#command(Command.MAP_LOOKUP_BATCH, attr);
    return { result, count: u32(attr, 32), cursor: next.bytes };
  }

  /** A descriptor, or an errno and what the kernel has to say. */
  loadBtf(btf: Uint8Array): { fd: number; log: string } {
    const log: Memory = { bytes: new Uint8Array(LOG_SIZE), written: "only" };
    const fd = this.#call(Command.BTF_LOAD, 28, [
      [0, { bytes: btf }],
      [8, log],
      [16, btf.length],
      [20, LOG_SIZE],
      [24, LOG_LEVEL],
    ]);
    return { fd, log: text(log.bytes) };
  }

  /** A descriptor, or an errno and the end of the verifier's log. */
  loadProgram(program: ProgramAttributes): { fd: number; log: string } {
    const { instructions, btf } = program;
    const members: Member[] = [
      [0, program.type],
      [4, instructions.length / 8],
      [8, { bytes: instructions }],
      [16, { bytes: terminated(program.license) }],
      [44, program.flags],
      ...name(48, program.name),
      [68, program.attachType],
    ];
    if (btf) {
      members.push(
        [72, btf.fd],
        [76, FUNC_INFO_SIZE],
        [80, { bytes: btf.functions }],
        [88, btf.functions.length / FUNC_INFO_SIZE],
        [92, LINE_INFO_SIZE],
        [96, { bytes: btf.lines }],
        [104, btf.lines.length / LINE_INFO_SIZE],
      );
    }
    const fd = this.#call(Command.PROG_LOAD, 152, members);
    if (fd >= 0) return { fd, log: "" };
    // The log costs much time, so it is asked for only now.
    const log: Memory = { bytes: new Uint8Array(LOG_SIZE), written: "only" };
    const again = this.#call(Command.PROG_LOAD, 152, [
      ...members,
      [24, LOG_LEVEL],
      [28, LOG_SIZE],
      [32, log],
    ]);
    if (again >= 0) return { fd: again, log: "" };
    return { fd, log: text(log.bytes) };
  }

  /**
   * `context` may be empty; `contextSize` is that of the structure to get back, or 0; `duration` is of one run.
   */
  testRun(
    fd: number,
    data: Uint8Array,
    context: Uint8Array,
    contextSize: number,
    repeat: number,
  ): TestRun | { errno: number } {
    const dataOut: Memory = { bytes: new Uint8Array(DATA_OUT), written: "only" };
    const contextOut: Memory = { bytes: new Uint8Array(contextSize), written: "only" };
    const members: Member[] = [
      [0, fd],
      [8, data.length],
      [12, DATA_OUT],
      [16, { bytes: data }],
      [24, dataOut],
      [32, repeat],
    ];
    if (contextSize > 0) members.push([44, contextSize], [56, contextOut]);
    if (context.length > 0) members.push([40, context.length], [48, { bytes: context }]);
    const attr = attributes(80, members);
    dataOut.length = [attr, 12];
    const result = this.#command(Command.PROG_TEST_RUN, attr);
    if (result < 0) return { errno: -result };
    return {
      retval: u32(attr, 4),
      duration: u32(attr, 36),
      data: dataOut.bytes.slice(0, u32(attr, 12)),
      context: contextOut.bytes,
    };
  }

  #element(command: number, fd: number, key: Uint8Array | null, ...more: Member[]): number {
    // A map without keys takes no pointer to one.
    const pointer = key && key.length > 0 ? [[8, { bytes: key }] as const] : [];
    return this.#call(command, 32, [[0, fd], ...pointer, ...more]);
  }

  #call(command: number, size: number, members: readonly Member[]): number {
    return this.#command(command, attributes(size, members));
  }

  #command(command: number, attr: Memory): number {
    return this.#remote.call("bpf", command, attr, attr.bytes.length);
  }
}

function attributes(size: number, members: readonly Member[]): Memory {
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  const pointers: [number, Memory][] = [];
  for (const [offset, value] of members) {
    if (typeof value === "number") view.setUint32(offset, value, true);
    else if (typeof value === "bigint") view.setBigUint64(offset, value, true);
    else pointers.push([offset, value]);
  }
  return { bytes, pointers, written: true };
}

const u32 = ({ bytes }: Memory, offset: number): number => new DataView(bytes.buffer).getUint32(offset, true);

/** What the kernel takes for a name: letters, digits, `_` and `.`, 15 of them. */
function name(offset: number, text: string): Member[] {
  const bytes = new Uint8Array(NAME_LENGTH);
  new TextEncoder().encodeInto(text.replace(/[^\w.]/g, "_").slice(0, NAME_LENGTH - 1), bytes);
  const view = new DataView(bytes.buffer);
  return [0, 4, 8, 12].map((at) => [offset + at, view.getUint32(at, true)] as const);
}

const terminated = (text: string): Uint8Array => new TextEncoder().encode(`${text}\0`);

function text(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return new TextDecoder().decode(end < 0 ? bytes : bytes.subarray(0, end));
}
