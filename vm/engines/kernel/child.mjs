// @ts-check
/**
 * The process in which the kernel engine's system calls happen, so that they have a network namespace and a CPU
 * of their own. It knows nothing of BPF: it makes the calls, and copies the memory, that come in through a
 * socket, one after the other, until the other end is closed.
 */
import { readSync, writeSync } from "node:fs";
import { deserialize, serialize } from "node:v8";
import koffi from "koffi";

const SOCKET = 3;
const HEADER = 4;
/** Buffers of at least this size lie outside of V8's heap, where nothing moves them. */
const MIN_MEMORY = 4096;

const libc = koffi.load(null);
const syscall = libc.func("long syscall(long, uint64, uint64, uint64, uint64, uint64, uint64)");
const memcpy = libc.func("uint64 memcpy(uint64 to, uint64 from, uint64 length)");

/**
 * Exactly `length` bytes from the socket, or null at its end.
 * @param {number} length
 */
function read(length) {
  const bytes = Buffer.allocUnsafeSlow(length);
  for (let at = 0; at < length; ) {
    const count = readSync(SOCKET, bytes, at, length - at, null);
    if (count === 0) return null;
    at += count;
  }
  return bytes;
}

/** @param {unknown} message */
function write(message) {
  const body = serialize(message);
  const bytes = Buffer.allocUnsafe(HEADER + body.length);
  bytes.writeUInt32LE(body.length, 0);
  bytes.set(body, HEADER);
  for (let at = 0; at < bytes.length; ) at += writeSync(SOCKET, bytes, at);
}

for (let header = read(HEADER); header; header = read(HEADER)) {
  const body = read(header.readUInt32LE(0));
  if (!body) break;
  /** @type {import("./remote.ts").Request} */
  const { number, args, memory, size, pointers, written } = deserialize(body);
  const block = Buffer.alloc(Math.max(size, MIN_MEMORY));
  block.set(memory);
  const base = koffi.address(block);
  for (const at of pointers) block.writeBigUInt64LE(block.readBigUInt64LE(at) + base, at);
  const values = args.map((arg) => (typeof arg === "bigint" ? arg : base + BigInt(arg)));
  let result = 0;
  if (number === null) memcpy(...values.slice(0, 3));
  else result = Number(syscall(number, ...values));
  write({
    result: result === -1 ? -koffi.errno() : result,
    written: written.map(({ from, to, length }) =>
      block.subarray(from, length === null ? to : Math.min(to, from + block.readUInt32LE(length))),
    ),
  });
}
