/** The grid that the vectors of maps are taken over: what is asked, without the answers. */
import type { MapShape, MapVector, Operation, Step } from "./map-vectors.ts";

/** A number as little-endian bytes. */
const number = (value: number | bigint, size: number): string => {
  let text = "";
  let rest = BigInt.asUintN(8 * size, BigInt(value));
  for (let i = 0; i < size; i++, rest >>= 8n) text += (rest & 0xffn).toString(16).padStart(2, "0");
  return text;
};
const u32 = (value: number) => number(value, 4);
const u64 = (value: number | bigint) => number(value, 8);

/** BPF_ANY, BPF_NOEXIST, BPF_EXIST, BPF_F_LOCK, and what does not exist. */
const FLAGS = [0, 1, 2, 3, 4, 5, 6, 8, 16, 0x7fff_ffff, -1];
/** bpf(2) takes no negative number here. */
const CALL_FLAGS = FLAGS.filter((flags) => flags >= 0);
const ABSENT = 77;

type Value = (value: number) => string;

/** Every flag on a present and on an absent key, by bpf(2) and by a program. */
function flags(map: MapShape, key: (n: number) => string, value: Value): MapVector[] {
  const absent = key(ABSENT);
  const start: Step[] = map.type.includes("ARRAY") ? [] : [{ update: key(1), value: value(5), flags: 0 }];
  const clear: Step[] = map.type.includes("ARRAY") ? [] : [{ delete: absent }];
  return [
    {
      name: "flags of bpf(2)",
      map,
      steps: [
        ...start,
        ...CALL_FLAGS.flatMap((flags): Step[] => [
          { update: key(1), value: value(6), flags },
          { update: absent, value: value(7), flags },
          { lookup: key(1) },
          { lookup: absent },
          ...clear,
        ]),
        { keys: true },
      ],
    },
    {
      name: "flags of programs",
      map,
      steps: [
        ...start,
        ...FLAGS.flatMap((flags): Step[] => [
          {
            program: [
              ["update", key(1), u64(6), flags],
              ["update", absent, u64(7), flags],
              ["lookup", 0, key(1)],
              ["lookup", 1, absent],
              ["delete", absent],
            ],
          },
        ]),
        { keys: true },
      ],
    },
  ];
}

/** What becomes of elements that are missing, deleted, and put back. */
function life(map: MapShape, key: (n: number) => string, value: Value): MapVector {
  return {
    name: "missing, deleted and put back",
    map,
    steps: [
      { lookup: key(1) },
      { delete: key(1) },
      { keys: true },
      {
        program: [
          ["lookup", 0, key(1)],
          ["read", 0],
          ["delete", key(1)],
        ],
      },
      { update: key(1), value: value(5), flags: 0 },
      { update: key(2), value: value(6), flags: 1 },
      {
        program: [
          ["lookup", 0, key(1)],
          ["delete", key(1)],
          ["delete", key(1)],
          ["lookup", 1, key(1)],
        ],
      },
      { keys: true },
      { delete: key(2) },
      { delete: key(2) },
      { lookup: key(2) },
      {
        program: [
          ["update", key(1), u64(9), 1],
          ["update", key(1), u64(10), 1],
          ["lookup", 0, key(1)],
        ],
      },
      { lookup: key(1) },
      { keys: true },
    ],
  };
}

function full(map: MapShape, key: (n: number) => string, value: Value): MapVector {
  const fill = Array.from(
    { length: map.max_entries },
    (_, i): Step => ({
      update: key(i),
      value: value(i),
      flags: 0,
    }),
  );
  const more = map.max_entries;
  return {
    name: "a full map",
    map,
    steps: [
      ...fill,
      ...[0, 1, 2].map((flags): Step => ({ update: key(more), value: value(9), flags })),
      ...[0, 1, 2].map((flags): Step => ({ update: key(0), value: value(8), flags })),
      {
        program: [
          ["update", key(more), u64(9), 0],
          ["update", key(more), u64(9), 1],
          ["update", key(more), u64(9), 2],
          ["update", key(0), u64(9), 0],
          ["delete", key(1)],
          ["update", key(more), u64(9), 0],
          ["update", key(1), u64(9), 0],
        ],
      },
      { keys: true },
      { delete: key(0) },
      { update: key(1), value: value(3), flags: 0 },
      { keys: true },
    ],
  };
}

/** Pointers from before an update or a delete. */
function pointers(map: MapShape, key: (n: number) => string, value: Value): MapVector {
  const start: Step = { update: key(1), value: value(5), flags: 0 };
  const programs: Operation[][] = [
    [
      ["lookup", 0, key(1)],
      ["update", key(1), u64(6), 0],
      ["read", 0],
      ["lookup", 1, key(1)],
      ["read", 1],
    ],
    [
      ["lookup", 0, key(1)],
      ["update", key(1), u64(7), 2],
      ["write", 0, u64(99)],
      ["lookup", 1, key(1)],
      ["read", 0],
      ["write", 1, u64(98)],
      ["lookup", 2, key(1)],
    ],
    [
      ["lookup", 0, key(1)],
      ["write", 0, u64(11)],
      ["read", 0],
      ["lookup", 1, key(1)],
    ],
    [
      ["lookup", 0, key(1)],
      ["delete", key(1)],
      ["lookup", 1, key(1)],
      ["write", 0, u64(55)],
      ["lookup", 2, key(1)],
    ],
    [
      ["update", key(1), u64(12), 0],
      ["lookup", 0, key(1)],
      ["update", key(2), u64(13), 0],
      ["read", 0],
    ],
  ];
  return {
    name: "pointers from before",
    map,
    steps: programs.flatMap((program): Step[] => [start, { program }, { lookup: key(1) }]),
  };
}

/** Keys that differ in one byte only, of odd lengths. */
function keySizes(type: MapShape["type"]): MapVector[] {
  return [1, 2, 3, 5, 7, 8, 12, 17].map((size) => {
    const keys = [...Array(size).keys()].map((at) => `${"00".repeat(at)}ff${"00".repeat(size - at - 1)}`);
    const map: MapShape = { type, key_size: size, value_size: 8, max_entries: 32 };
    return {
      name: `keys of ${size} bytes`,
      map,
      steps: [
        ...keys.map((key, i): Step => ({ update: key, value: u64(i), flags: 1 })),
        { update: "00".repeat(size), value: u64(100), flags: 1 },
        ...keys.map((key): Step => ({ program: [["lookup", 0, key]] })),
        { delete: keys[0]! },
        { keys: true },
      ],
    };
  });
}

/** `cpus`: what the kernel makes values for. */
export function mapCases(cpus: number): Record<string, MapVector[]> {
  const all: Value = (value) => Array.from({ length: cpus }, (_, cpu) => u64(value + 256 * cpu)).join("");
  const cases: Record<string, MapVector[]> = {};

  for (const type of ["HASH", "PERCPU_HASH", "LRU_HASH", "LRU_PERCPU_HASH"] as const) {
    const map: MapShape = { type, key_size: 4, value_size: 8, max_entries: 4 };
    const perCpu = type.includes("PERCPU");
    const lru = type.startsWith("LRU");
    const value = perCpu ? all : u64;
    cases[type] = [
      ...flags(map, u32, value),
      life(map, u32, value),
      pointers(map, u32, value),
      ...(lru ? [evicting(map, value)] : [full(map, u32, value)]),
      ...(perCpu ? [values(map, u32, all, cpus)] : keySizes(type)),
      taking(map, u32(1), value(5)),
    ];
    if (type === "HASH") {
      const NO_PREALLOC = 1;
      const made = { ...map, flags: NO_PREALLOC };
      for (const vector of [life(made, u32, value), full(made, u32, value)]) {
        cases[type].push({ ...vector, name: `${vector.name}, not preallocated` });
      }
    }
  }

  for (const type of ["ARRAY", "PERCPU_ARRAY"] as const) {
    const map: MapShape = { type, key_size: 4, value_size: 8, max_entries: 3 };
    const value = type === "ARRAY" ? u64 : all;
    cases[type] = [
      ...flags(map, u32, value),
      {
        name: "indices in range and out of it",
        map,
        steps: [
          ...[0, 2, 3, 4, 0xffff_ffff].flatMap((index): Step[] => [
            { lookup: u32(index) },
            { update: u32(index), value: value(index & 0xff), flags: 0 },
            { delete: u32(index) },
            {
              program: [
                ["lookup", 0, u32(index)],
                ["update", u32(index), u64(3), 0],
                ["read", 0],
                ["delete", u32(index)],
              ],
            },
            { lookup: u32(index) },
          ]),
          { keys: true },
        ],
      },
      {
        name: "pointers from before",
        map,
        steps: [
          {
            program: [
              ["lookup", 0, u32(1)],
              ["update", u32(1), u64(6), 0],
              ["read", 0],
              ["write", 0, u64(7)],
            ],
          },
          { lookup: u32(1) },
        ],
      },
      ...(type === "PERCPU_ARRAY" ? [values(map, u32, all, cpus)] : []),
      taking(map, u32(1), value(5)),
    ];
  }

  cases.LPM_TRIE = tries();
  cases.ARRAY_OF_MAPS = mapsOfMaps("ARRAY_OF_MAPS");
  cases.HASH_OF_MAPS = mapsOfMaps("HASH_OF_MAPS");
  for (const type of ["QUEUE", "STACK"] as const) cases[type] = queue(type);
  cases.PROG_ARRAY = [programs()];
  return cases;
}

/** Lookup and delete in one, of what is there and of what is not. */
function taking(map: MapShape, key: string, value: string): MapVector {
  const takes: Step[] = [{ take: key }, { lookup: key }, { take: key }];
  return { name: "lookup and delete", map, steps: [...takes, { update: key, value, flags: 0 }, ...takes] };
}

/** Values of all CPUs: what a program writes is its own CPU's, the first one's. */
function values(map: MapShape, key: (n: number) => string, all: Value, cpus: number): MapVector {
  return {
    name: "values of each CPU",
    map,
    steps: [
      {
        program: [
          ["update", key(1), u64(7), 0],
          ["lookup", 0, key(1)],
        ],
      },
      { lookup: key(1) },
      { update: key(1), value: all(5), flags: 0 },
      {
        program: [
          ["lookup", 0, key(1)],
          ["write", 0, u64(9)],
          ["read", 0],
        ],
      },
      { lookup: key(1) },
      {
        program: [
          ...[0, cpus - 1, cpus, 0x7fff_ffff, -1].map((cpu): Operation => ["lookup_percpu", 0, key(1), cpu]),
          ["lookup_percpu", 0, key(2), 0],
          ["lookup_percpu", 0, key(1), cpus - 1],
          ["write", 0, u64(44)],
        ],
      },
      { lookup: key(1) },
      {
        program: [
          ["update", key(1), u64(10), 0],
          ["update", key(2), u64(11), 0],
        ],
      },
      { lookup: key(1) },
      { lookup: key(2) },
    ],
  };
}

/** An LRU refuses nothing, never holds more than it may, and has what was just put in. */
function evicting(map: MapShape, value: Value): MapVector {
  const COUNT = 40;
  const keys = Array.from({ length: COUNT }, (_, i) => u32(i));
  return {
    name: "eviction",
    map,
    steps: [
      ...keys.slice(0, COUNT / 2).map((key, i): Step => ({ update: key, value: value(i), flags: 0 })),
      { keys: true, at_most: map.max_entries, among: keys },
      ...keys.slice(COUNT / 2).map(
        (key): Step => ({
          program: [
            ["update", key, u64(3), 1],
            ["lookup", 0, key],
          ],
        }),
      ),
      { keys: true, at_most: map.max_entries, among: keys },
    ],
  };
}

function tries(): MapVector[] {
  const NO_PREALLOC = 1;
  const map: MapShape = { type: "LPM_TRIE", key_size: 8, value_size: 8, max_entries: 16, flags: NO_PREALLOC };
  const prefix = (text: string): string => {
    const [address, bits] = text.split("/") as [string, string];
    return (
      u32(Number(bits)) +
      address
        .split(".")
        .map((part) => number(Number(part), 1))
        .join("")
    );
  };
  const stored = [
    "0.0.0.0/0",
    "10.0.0.0/7",
    "10.0.0.0/8",
    "10.1.0.0/16",
    "10.1.2.0/23",
    "10.1.2.0/24",
  ].concat(["10.1.2.128/25", "10.1.2.3/31", "10.1.2.3/32", "192.168.1.77/26"]);
  const asked = [
    "10.1.2.3/32",
    "10.1.2.2/32",
    "10.1.2.200/32",
    "10.1.2.1/32",
    "10.1.3.1/32",
    "10.1.4.1/32",
  ].concat(
    ["10.2.0.0/32", "11.0.0.1/32", "12.0.0.1/32", "192.168.1.80/32", "192.168.1.127/32", "192.168.1.129/32"],
    ["10.1.2.3/24", "10.1.2.3/20", "10.1.2.3/0", "10.1.2.3/9", "10.1.2.3/33", "10.1.2.3/255"],
  );
  const other: MapShape = { ...map, max_entries: 2 };
  const lookups: Step[] = asked.flatMap((key): Step[] => [
    { lookup: prefix(key) },
    { program: [["lookup", 0, prefix(key)]] },
  ]);
  return [
    {
      name: "overlapping prefixes",
      map,
      steps: [
        ...lookups.slice(0, 2),
        ...stored.map((key, i): Step => ({ update: prefix(key), value: u64(i), flags: 1 })),
        ...lookups,
        { keys: true },
        { delete: prefix("10.1.2.0/24") },
        {
          program: [
            ["delete", prefix("10.1.2.99/25")],
            ["delete", prefix("10.0.0.0/9")],
            ["delete", prefix("1.1.1.1/0")],
          ],
        },
        ...lookups,
        { keys: true },
      ],
    },
    {
      name: "flags",
      map,
      steps: [
        ...CALL_FLAGS.flatMap((flags): Step[] => [
          { update: prefix("10.1.2.3/24"), value: u64(flags & 0xff), flags },
          { update: prefix("10.1.2.7/24"), value: u64(2), flags },
          { update: prefix("10.1.2.3/33"), value: u64(2), flags },
          { delete: prefix("10.1.2.9/24") },
        ]),
        ...FLAGS.map(
          (flags): Step => ({
            program: [
              ["update", prefix("10.1.2.3/24"), u64(1), flags],
              ["update", prefix("10.1.2.7/24"), u64(2), flags],
              ["update", prefix("10.1.2.3/33"), u64(2), flags],
              ["delete", prefix("10.1.2.9/33")],
              ["delete", prefix("10.1.2.9/24")],
            ],
          }),
        ),
        { keys: true },
      ],
    },
    {
      name: "a full trie",
      map: other,
      steps: [
        { update: prefix("10.0.0.0/8"), value: u64(1), flags: 0 },
        { update: prefix("11.0.0.0/8"), value: u64(2), flags: 0 },
        ...[0, 1, 2].map((flags): Step => ({ update: prefix("12.0.0.0/8"), value: u64(3), flags })),
        ...[0, 1, 2].map((flags): Step => ({ update: prefix("10.9.9.9/8"), value: u64(4), flags })),
        {
          program: [
            ["update", prefix("12.0.0.0/8"), u64(9), 0],
            ["update", prefix("12.0.0.0/8"), u64(9), 1],
          ],
        },
        { delete: prefix("11.0.0.0/8") },
        { program: [["update", prefix("12.0.0.0/8"), u64(9), 0]] },
        { keys: true },
      ],
    },
    pointers(map, (n) => prefix(`10.0.0.${n}/32`), u64),
    ...[5, 6, 9, 20].map((size): MapVector => {
      const key = (bits: number, byte: string) => u32(bits) + byte.repeat(size - 4);
      const bits = 8 * (size - 4);
      return {
        name: `keys of ${size} bytes`,
        map: { ...map, key_size: size },
        steps: [
          ...[0, 1, 3, 7, bits].map((n, i): Step => ({ update: key(n, "a5"), value: u64(i), flags: 1 })),
          ...["a5", "a4", "a0", "25", "85", "ff"].map((byte): Step => ({ lookup: key(bits, byte) })),
          { update: key(bits + 1, "a5"), value: u64(1), flags: 0 },
          { keys: true },
        ],
      };
    }),
  ];
}

function mapsOfMaps(type: "ARRAY_OF_MAPS" | "HASH_OF_MAPS"): MapVector[] {
  const inner: MapShape = { type: "ARRAY", key_size: 4, value_size: 8, max_entries: 3 };
  const map: MapShape = { type, key_size: 4, value_size: 4, max_entries: 2, inner };
  const objects: MapShape[] = [
    inner,
    inner,
    { ...inner, max_entries: 5 },
    { ...inner, value_size: 16 },
    { ...inner, type: "HASH" },
  ];
  const seen: Operation[] = [0, 1, 7].flatMap((outer): Operation[] => [
    ["lookup_inner", u32(outer), u32(0)],
    ["lookup_inner", u32(outer), u32(3)],
  ]);
  return [
    {
      name: "inner maps come and go",
      map,
      objects,
      steps: [
        { program: seen },
        { update: u32(0), object: 0, flags: 0 },
        {
          program: [
            ["update_inner", u32(0), u32(0), u64(5)],
            ["update_inner", u32(0), u32(9), u64(5)],
            ...seen,
          ],
        },
        { update: u32(1), object: 0, flags: 0 },
        { program: seen },
        { update: u32(0), object: 1, flags: 0 },
        { program: seen },
        { keys: true },
        { delete: u32(0) },
        { delete: u32(0) },
        { delete: u32(7) },
        { program: seen },
        { keys: true },
      ],
    },
    {
      name: "what fits",
      map,
      objects,
      steps: [
        ...objects.map((_, object): Step => ({ update: u32(0), object, flags: 0 })),
        ...[1, 2, 3, 4].map((flags): Step => ({ update: u32(0), object: 0, flags })),
        ...[0, 1, 2].map((flags): Step => ({ update: u32(1), object: 0, flags })),
        ...[0, 1, 2].map((flags): Step => ({ update: u32(9), object: 1, flags })),
        { keys: true },
      ],
    },
  ];
}

/** Values without keys: the host's key is empty. */
function queue(type: "QUEUE" | "STACK"): MapVector[] {
  const map: MapShape = { type, key_size: 0, value_size: 8, max_entries: 3 };
  const push = (value: number, flags = 0): Operation => ["push", u64(value), flags];
  return [
    {
      name: "push, peek, pop",
      map,
      steps: [
        { program: [["peek"], ["pop"], push(1), ["peek"], push(2), push(3), push(4), ["peek"], ["pop"]] },
        { program: [push(5), ["pop"], ["pop"], ["pop"], ["pop"], ["peek"], push(6), ["peek"]] },
      ],
    },
    {
      name: "flags",
      map,
      steps: [
        ...[0, 1].flatMap((): Step[] => [
          ...FLAGS.map((flags): Step => ({ program: [push(7, flags), ["peek"]] })),
          ...CALL_FLAGS.flatMap((flags): Step[] => [{ update: "", value: u64(8), flags }, { lookup: "" }]),
        ]),
      ],
    },
    {
      name: "a full map gives up its oldest value",
      map,
      steps: [
        { program: [push(1), push(2), push(3), push(4), push(5, 2), push(6, 2), ["peek"]] },
        { program: [["pop"], ["pop"], ["pop"], ["pop"]] },
      ],
    },
    {
      name: "bpf(2)",
      map,
      steps: [
        { lookup: "" },
        { update: "", value: u64(1), flags: 0 },
        { update: "", value: u64(2), flags: 0 },
        { lookup: "" },
        { delete: "" },
        { program: [["pop"], ["pop"], ["pop"]] },
        { lookup: "" },
      ],
    },
    {
      name: "lookup and delete",
      map,
      steps: [
        { take: "" },
        ...[1, 2, 3].map((value): Step => ({ update: "", value: u64(value), flags: 0 })),
        { take: "" },
        { take: "" },
        { lookup: "" },
        { update: "", value: u64(4), flags: 0 },
        ...[1, 2, 3].map((): Step => ({ take: "" })),
      ],
    },
  ];
}

function programs(): MapVector {
  const map: MapShape = { type: "PROG_ARRAY", key_size: 4, value_size: 4, max_entries: 3 };
  const calls = [0, 1, 2, 3, 0xffff_ffff].map((index): Step => ({ tail_call: u32(index) }));
  return {
    name: "tail calls",
    map,
    steps: [
      ...calls,
      { update: u32(1), object: 0, flags: 0 },
      { update: u32(2), object: 1, flags: 0 },
      ...calls,
      { update: u32(1), object: 1, flags: 0 },
      ...calls,
      { delete: u32(1) },
      ...calls,
    ],
  };
}
