/**
 * Small programs of our own, each of one kind of work. They leave their packet as it is or as it would be again, and
 * seed what they compute from the packet, so that no engine knows the result beforehand.
 */
import { fromHex } from "../vm/index.ts";
import { type Case, collectionCase } from "./cases.ts";
import type { Machines } from "./engines.ts";
import type { MapShape } from "./program.ts";

interface Micro {
  name: string;
  /** Bytes of the packet. */
  length: number;
  text: string;
  maps?: Readonly<Record<string, MapShape>>;
  /** It is about helpers, not about instructions. */
  callsHelpers?: true;
}

/** r7 is the packet, r8 its end, r9 what lies in its first four bytes. */
const packet = (length: number) => `
    mov %r6, %r1
    ldxw %r7, [%r1+76]
    ldxw %r8, [%r1+80]
    mov %r0, -1
    mov %r2, %r7
    add %r2, ${length}
    jgt %r2, %r8, exit
    ldxw %r9, [%r7+0]`;

const array = (maxEntries: number): MapShape => ({ type: "ARRAY", keySize: 4, valueSize: 8, maxEntries });

const micros: readonly Micro[] = [
  {
    name: "arithmetic",
    length: 64,
    text: `${packet(64)}
    mov %r6, 64
    mov %r0, %r9
  again:
    mov %r3, %r0
    rsh %r3, 29
    xor %r0, %r3
    lddw %r4, 0xbf58476d1ce4e5b9
    mul %r0, %r4
    add32 %r9, %r0
    mov %r5, %r9
    lsh %r5, 3
    sub %r5, %r9
    or %r5, 1
    xor32 %r9, %r5
    arsh %r5, 7
    add %r0, %r5
    and32 %r9, 0xffffff
    sub %r6, 1
    jne %r6, 0, again
    exit`,
  },
  {
    name: "branches",
    length: 64,
    text: `${packet(64)}
    mov %r6, 64
    mov %r0, 0
  again:
    mul32 %r9, 1664525
    add32 %r9, 1013904223
    mov %r2, %r9
    rsh %r2, 24
    jgt %r2, 200, high
    jlt %r2, 50, low
    jset %r2, 1, odd
    add %r0, 3
    ja next
  high:
    add %r0, 5
    jsgt32 %r9, 0, next
    add %r0, 7
    ja next
  low:
    sub %r0, 1
    ja next
  odd:
    xor %r0, %r2
  next:
    sub %r6, 1
    jne %r6, 0, again
    exit`,
  },
  {
    name: "switch",
    length: 64,
    text: `${packet(64)}
    mov %r6, 64
    mov %r0, 0
  again:
    mul32 %r9, 1664525
    add32 %r9, 1013904223
    mov %r2, %r9
    rsh %r2, 28
${Array.from({ length: 15 }, (_, i) => `    jeq %r2, ${i}, case${i}`).join("\n")}
    add %r0, 15
    ja next
${Array.from({ length: 15 }, (_, i) => `  case${i}:\n    xor %r0, ${37 * i + 11}\n    add %r0, ${i + 1}\n    ja next`).join("\n")}
  next:
    sub %r6, 1
    jne %r6, 0, again
    exit`,
  },
  {
    name: "stack",
    length: 64,
    text: `${packet(64)}
    mov %r6, 16
    mov %r0, 0
${Array.from({ length: 16 }, (_, i) => `    stxdw [%r10-${8 * (i + 1)}], %r9`).join("\n")}
  again:
${Array.from(
  { length: 8 },
  (_, i) => `    ldxdw %r2, [%r10-${16 * (i + 1)}]
    ldxw %r3, [%r10-${16 * i + 8}]
    add %r2, %r3
    stxdw [%r10-${16 * i + 8}], %r2
    xor %r0, %r2`,
).join("\n")}
    sub %r6, 1
    jne %r6, 0, again
    exit`,
  },
  {
    name: "parse headers",
    length: 64,
    text: `
    mov %r0, 0
    ldxw %r7, [%r1+76]
    ldxw %r8, [%r1+80]
    mov %r2, %r7
    add %r2, 14
    jgt %r2, %r8, exit
    ldxh %r3, [%r7+12]
    be16 %r3
    jne %r3, 0x800, exit
    mov %r4, %r7
    add %r4, 34
    jgt %r4, %r8, exit
    ldxb %r5, [%r7+14]
    mov %r3, %r5
    rsh %r3, 4
    jne %r3, 4, exit
    and %r5, 15
    lsh %r5, 2
    jlt %r5, 20, exit
    ldxh %r3, [%r7+20]
    be16 %r3
    and %r3, 0x1fff
    jne %r3, 0, exit
    ldxb %r3, [%r7+23]
    jne %r3, 6, exit
    add %r2, %r5
    mov %r4, %r2
    add %r4, 20
    jgt %r4, %r8, exit
    ldxh %r3, [%r2+0]
    be16 %r3
    ldxh %r4, [%r2+2]
    be16 %r4
    lsh %r4, 16
    or %r3, %r4
    ldxw %r0, [%r7+26]
    ldxw %r5, [%r7+30]
    xor %r0, %r5
    xor %r0, %r3
    exit`,
  },
  {
    name: "packet loop",
    length: 1500,
    text: `${packet(1500)}
    mov %r6, 0
    mov %r0, 0
  again:
    mov %r2, %r7
    add %r2, 1
    jgt %r2, %r8, done
    ldxb %r3, [%r7+0]
    mul32 %r0, 31
    add32 %r0, %r3
    mov %r7, %r2
    add %r6, 1
    jlt %r6, 1500, again
  done:
    exit`,
  },
  {
    name: "checksum",
    length: 1500,
    text: `${packet(1500)}
    mov %r6, 0
    mov %r0, 0
  again:
    ldxw %r2, [%r7+0]
    ldxw %r3, [%r7+4]
    ldxw %r4, [%r7+8]
    add %r0, %r2
    add %r0, %r3
    add %r0, %r4
    add %r7, 12
    add %r6, 1
    mov %r2, %r7
    add %r2, 12
    jgt %r2, %r8, fold
    jlt %r6, 125, again
  fold:
    mov %r2, %r0
    rsh %r2, 32
    mov32 %r0, %r0
    add %r0, %r2
    mov %r2, %r0
    rsh %r2, 16
    and %r0, 0xffff
    add %r0, %r2
    mov %r2, %r0
    rsh %r2, 16
    and %r0, 0xffff
    add %r0, %r2
    exit`,
  },
  {
    name: "packet rewrite",
    length: 64,
    text: `${packet(64)}
    mov %r6, 16
    mov %r0, 0
  again:
    ldxw %r2, [%r7+0]
    ldxh %r3, [%r7+4]
    ldxw %r4, [%r7+6]
    ldxh %r5, [%r7+10]
    stxw [%r7+6], %r2
    stxh [%r7+10], %r3
    stxw [%r7+0], %r4
    stxh [%r7+4], %r5
    ldxb %r2, [%r7+22]
    add %r0, %r2
    xor %r2, 1
    stxb [%r7+22], %r2
    sub %r6, 1
    jne %r6, 0, again
    exit`,
  },
  {
    name: "subprogram calls",
    length: 64,
    text: `${packet(64)}
    mov %r6, 32
    mov %r0, 0
  again:
    mov %r1, %r9
    mov %r2, %r0
    call local mix
    add %r9, 1
    sub %r6, 1
    jne %r6, 0, again
    exit
  mix:
    mov %r0, %r1
    lsh %r0, 5
    xor %r0, %r2
    stxdw [%r10-8], %r0
    rsh %r2, 3
    ldxdw %r0, [%r10-8]
    add %r0, %r2
    exit`,
  },
  {
    name: "map value",
    length: 64,
    maps: { counters: array(1) },
    text: `${packet(64)}
    mov %r6, 32
    lddw_map_value %r7, @counters
    mov %r0, 0
  again:
    ldxdw %r2, [%r7+0]
    xor %r2, %r9
    and %r2, 0xff
    stxdw [%r7+0], %r2
    add %r0, %r2
    sub %r6, 1
    jne %r6, 0, again
    mov %r2, 0
    stxdw [%r7+0], %r2
    exit`,
  },
  {
    name: "atomic add",
    length: 64,
    maps: { counters: array(1) },
    text: `${packet(64)}
    mov %r6, 32
    lddw_map_value %r7, @counters
  again:
    lock add [%r7+0], %r9
    sub %r6, 1
    jne %r6, 0, again
    ldxdw %r0, [%r7+0]
    stxdw [%r7+0], %r6
    exit`,
  },
  {
    name: "array lookup",
    length: 64,
    callsHelpers: true,
    maps: { counters: array(16) },
    text: `${packet(64)}
    mov %r6, 16
    mov %r7, 0
  again:
    mov %r2, %r6
    xor %r2, %r9
    and %r2, 15
    stxw [%r10-4], %r2
    lddw_map_fd %r1, @counters
    mov %r2, %r10
    add %r2, -4
    call 1
    jeq %r0, 0, next
    ldxdw %r2, [%r0+0]
    add %r7, %r2
    add %r7, 1
  next:
    sub %r6, 1
    jne %r6, 0, again
    mov %r0, %r7
    exit`,
  },
  {
    name: "packet helpers",
    length: 64,
    callsHelpers: true,
    text: `${packet(64)}
    mov %r7, 8
    mov %r8, 0
  again:
    mov %r1, %r6
    mov %r2, 14
    mov %r3, %r10
    add %r3, -24
    mov %r4, 20
    call 26
    mov %r1, 0
    mov %r2, 0
    mov %r3, %r10
    add %r3, -24
    mov %r4, 20
    mov %r5, 0
    call 28
    add32 %r8, %r0
    mov %r1, %r6
    mov %r2, 14
    mov %r3, %r10
    add %r3, -24
    mov %r4, 20
    mov %r5, 0
    call 9
    sub %r7, 1
    jne %r7, 0, again
    mov %r0, %r8
    exit`,
  },
];

/** IPv4 and TCP headers, and behind them bytes of all values. */
export function tcpFrame(length: number): Uint8Array {
  const frame = Uint8Array.from({ length }, (_, i) => (i * 167 + 13) & 0xff);
  const headers =
    "0a1b2c3d4e5f dededededede 0800 4500 0028 1234 4000 4006 118f 0a000105 0a000209" +
    "9c40 0050 00000001 00000000 5002 faf0 0153 0000";
  frame.set(fromHex(headers.replace(/\s/g, ""))!);
  return frame;
}

/** Loads all of them into these machines. */
export function* microCases(machines: Machines): Generator<Case> {
  for (const { name, length, text, maps = {}, callsHelpers } of micros) {
    const one = collectionCase({ name, kind: "micro", machines, text, maps, frame: tcpFrame(length) });
    yield callsHelpers ? { ...one, callsHelpers } : one;
  }
}
