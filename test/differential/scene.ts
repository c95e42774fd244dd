/** What generated programs find: maps with something in them, and packets. */
import type { MapSpec } from "../../loader/index.ts";
import type { ContextValues } from "../../vm/index.ts";
import { map } from "../support/program.ts";

/** Bytes of the main program's stack that programs work on and that are compared. */
export const STACK_AREA = 96;
/** The scalar registers, the stack area, and at the end a count of the runs that got there. */
export const RESULT = { REGISTERS: 0, STACK: 80, REACHED: 80 + STACK_AREA, SIZE: 88 + STACK_AREA };

const shared = { pinByName: true };

/** A program names a map by its index here. */
export const maps = [
  map("result", "ARRAY", { ...shared, valueSize: RESULT.SIZE, maxEntries: 1 }),
  map("array", "ARRAY", { ...shared, valueSize: 64, maxEntries: 2 }),
  map("global", "ARRAY", { ...shared, valueSize: 64, maxEntries: 1 }),
  map("hash", "HASH", { ...shared, keySize: 8, valueSize: 32, maxEntries: 6 }),
  map("percpu", "PERCPU_ARRAY", { ...shared, valueSize: 32, maxEntries: 1 }),
  map("trie", "LPM_TRIE", { ...shared, keySize: 8, valueSize: 32, maxEntries: 6, flags: 1 }),
  map("tails", "PROG_ARRAY", { ...shared, valueSize: 4, maxEntries: 3 }),
  map("tails_xdp", "PROG_ARRAY", { ...shared, valueSize: 4, maxEntries: 3 }),
] satisfies MapSpec[];

export const mapNames: readonly string[] = maps.map(({ name }) => name);
export const mapIndex = (name: string): number => mapNames.indexOf(name);

/** The slot of the program arrays that has a program. */
export const TAIL_SLOT = 1;
export const tailTarget = `
  lddw_map_value %r1, ${mapIndex("global")}
  mov64_imm %r2, 1
  lock_add64 [%r1], %r2
  mov64_imm %r0, 77
  exit`;

/** Elements by map, keys and values in hexadecimal; maps that are not here are not compared. */
export type Contents = Record<string, Record<string, string>>;

const pattern = (length: number, seed: number): string =>
  Array.from({ length }, (_, i) => ((i * 37 + seed * 91 + 5) & 0xff).toString(16).padStart(2, "0")).join("");

/** `cpus`: how many values a per-CPU map has. */
export const initialContents = (cpus: number): Contents => ({
  array: { "00000000": pattern(64, 1), "01000000": pattern(64, 2) },
  global: { "00000000": pattern(64, 12) },
  hash: {
    "0000000000000000": pattern(32, 3),
    "0100000000000000": pattern(32, 4),
    "0200000000000000": pattern(32, 5),
  },
  percpu: { "00000000": pattern(32 * cpus, 6) },
  trie: {
    "000000000a000000": pattern(32, 7),
    "080000000a000000": pattern(32, 8),
    "180000000a000200": pattern(32, 9),
  },
});

/** A packet, and the context that comes with it. */
export interface Input {
  packet: string;
  ctx: ContextValues;
}

const mac = "0a1b2c3d4e5fdededededede";
const tcp =
  "4500003c1c4640004006b1e60a0001050a000209c3500050000000010000000050022000abcd0000" +
  "deadbeef0102030405060708090a0b0c";
const udp6 =
  "6000000000283c4020010db800000000000000000000000120010db8000000000000000000000002c35000350028beef" +
  "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

/** All of them longer than what programs read without asking. */
export const packets: readonly string[] = [
  `${mac}0800${tcp}`,
  `${mac}86dd${udp6}`,
  `ffffffffffff1252e37e874f080600010800060400011252e37e874fac1000fb000000000000ac1000be${"00".repeat(24)}`,
  `${mac}88cc${pattern(64, 10)}`,
  `${mac}81000064${"0800"}${tcp}`,
  `${mac}0800${tcp}${pattern(200, 11)}`,
];

export const contexts: readonly ContextValues[] = [
  {},
  { mark: 0xdeadbeef, priority: 7, cb: [1, 0x80000000, 0xffffffff, 0x01020304, 5] },
  { mark: 1, cb: [0, 0, 7, 0, 0xffff], tstamp: 1_234_567_890_123, ingress_ifindex: 1 },
];

/** Bytes that every packet has. */
export const MIN_LENGTH = Math.min(...packets.map((packet) => packet.length / 2));
