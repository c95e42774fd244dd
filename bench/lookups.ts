/** Lookups from a program in maps of each size, with keys that are always the same few and with random ones. */
import { MapFlag, type MapType, type Program } from "../vm/index.ts";
import { agree, type Case } from "./cases.ts";
import type { EngineName, Machines } from "./engines.ts";
import { collection, type MapShape } from "./program.ts";
import { beyond, programSampler, type Sampler, valid } from "./timing.ts";

export const LOOKUP_TYPES = ["HASH", "LRU_HASH", "LPM_TRIE"] as const satisfies readonly MapType[];
export type LookupType = (typeof LOOKUP_TYPES)[number];
export const KEYS = ["hot", "random"] as const;

const LOOKUPS = 16;
const UPDATES = 64;
const HOT_KEYS = 8;
/** What a program returns that did not find a key. */
const MISSING = 0xffff_ffff;

const titles: Readonly<Record<LookupType, string>> = { HASH: "hash", LRU_HASH: "LRU", LPM_TRIE: "LPM" };

function shape(type: LookupType, entries: number): MapShape {
  const sizes = { keySize: 8, valueSize: 8 };
  // Linux's LRU evicts before it is full.
  if (type === "LRU_HASH") return { type, ...sizes, maxEntries: 2 * entries };
  return { type, ...sizes, maxEntries: entries, flags: MapFlag.NO_PREALLOC };
}

/**
 * Writes the key of the index in r1 to the stack: spread over all 64 bits, or, for the trie, an IPv4 address with all
 * its bits. Destroys r1 and r2.
 */
const writeKey = (type: LookupType): string =>
  type === "LPM_TRIE"
    ? `
    lddw %r2, 2654435761
    mul %r1, %r2
    stxw [%r10-4], %r1
    stw [%r10-8], 32`
    : `
    lddw %r2, 0x9e3779b97f4a7c15
    mul %r1, %r2
    stxdw [%r10-8], %r1`;

/** Inserts entry after entry; a quarter of the trie's are networks of 256 addresses. */
const fill = (type: LookupType): string => `
    mov %r6, ${UPDATES}
    lddw_map_value %r7, @state
  again:
    ldxdw %r1, [%r7+8]
    mov %r8, %r1
    stxdw [%r10-16], %r1
    add %r1, 1
    stxdw [%r7+8], %r1
    mov %r1, %r8
    ${writeKey(type)}
    ${
      type === "LPM_TRIE"
        ? `
    and %r8, 3
    jne %r8, 0, insert
    stw [%r10-8], 24
  insert:`
        : ""
    }
    lddw_map_fd %r1, @entries
    mov %r2, %r10
    add %r2, -8
    mov %r3, %r10
    add %r3, -16
    mov %r4, 0
    call 2
    jne %r0, 0, exit
    sub %r6, 1
    jne %r6, 0, again
    mov %r0, 0
    exit`;

/** Reads the values of LOOKUPS keys, or does all of it but the lookup. */
const read = (type: LookupType, keys: (typeof KEYS)[number], entries: number, lookup: boolean): string => `
    mov %r6, ${LOOKUPS}
    mov %r9, 0
    lddw_map_value %r7, @state
    ldxdw %r8, [%r7+0]
  again:
    mov %r1, %r8
    lsh %r1, 13
    xor %r8, %r1
    mov %r1, %r8
    rsh %r1, 7
    xor %r8, %r1
    mov %r1, %r8
    lsh %r1, 17
    xor %r8, %r1
    mov %r1, %r8
    ${
      keys === "hot"
        ? `and %r1, ${HOT_KEYS - 1}`
        : `
    rsh %r1, 32
    mul %r1, ${entries}
    rsh %r1, 32`
    }
    ${writeKey(type)}
    ${
      lookup
        ? `
    lddw_map_fd %r1, @entries
    mov %r2, %r10
    add %r2, -8
    call 1
    jeq %r0, 0, missing
    ldxw %r1, [%r0+0]`
        : "ldxw %r1, [%r10-8]"
    }
    add %r9, %r1
    sub %r6, 1
    jne %r6, 0, again
    stxdw [%r7+0], %r8
    mov %r0, %r9
    exit
    ${lookup ? "missing:\nmov %r0, -1\nexit" : ""}`;

const frame = new Uint8Array(64);

/** Fills one map, and yields a case for each kind of key. */
export function* lookupCases(machines: Machines, type: LookupType, entries: number): Generator<Case> {
  const loaded = machines.load(
    collection(
      {
        fill: fill(type),
        ...Object.fromEntries(
          KEYS.flatMap((keys) => [
            [`${keys}_lookup`, read(type, keys, entries, true)],
            [`${keys}_keys`, read(type, keys, entries, false)],
          ]),
        ),
      },
      {
        entries: shape(type, entries),
        state: { type: "ARRAY", keySize: 4, valueSize: 16, maxEntries: 1 },
      },
    ),
  );
  const state = new Uint8Array(16);
  new DataView(state.buffer).setBigUint64(0, 0x5eed_5eedn, true);
  for (const own of loaded.values()) {
    own.map("state").update(0, state);
    insert(own.program("fill"), entries);
  }
  for (const keys of KEYS) {
    const name = `${titles[type]} ${keys}, ${entries} entries`;
    const runs = new Map<EngineName, ReturnType<Program["run"]>>();
    for (const [engine, own] of loaded) {
      own.map("state").update(0, state);
      runs.set(engine, own.program(`${keys}_lookup`).run({ data: frame }));
    }
    agree(name, runs);
    for (const [engine, { retval }] of runs) {
      if (retval === MISSING) throw new Error(`${name}: ${engine} does not find a key`);
    }
    yield {
      name,
      kind: "map",
      unit: "lookup",
      samplers: () =>
        new Map(
          [...loaded].map(([engine, own]): [EngineName, Sampler] => {
            const sampler = (what: string) => programSampler(own.program(`${keys}_${what}`), { data: frame });
            return [engine, beyond(sampler("lookup"), sampler("keys"), LOOKUPS)];
          }),
        ),
    };
  }
}

function insert(program: Program, entries: number): void {
  const whole = Math.floor(entries / UPDATES);
  if (whole > 0 && valid(program.time({ data: frame, repeat: whole })).retval !== 0) {
    throw new Error("an entry found no room");
  }
  // The rest, for the few that no whole run inserts: a run that goes beyond the map's end stops there.
  program.run({ data: frame });
}
