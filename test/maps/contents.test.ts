// What bpftool 7.1 printed of maps in Linux 6.18 (test/maps/live.ts), read, loaded, dumped again.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { lxc, skbox, temporaryFolder } from "../cli/skbox.ts";
import { titled } from "../kernel/support.ts";
import { objects, objectsMissing } from "../unit-tests/support.ts";
import { cannotRun, type Dump, dumpLive, fixture, object } from "./live.ts";

const folder = temporaryFolder();
afterAll(folder.remove);
const kept: Record<string, Dump> = JSON.parse(readFileSync(fixture, "utf8")).maps;

function file(name: string, text: string): string {
  writeFileSync(folder.path(name), text);
  return folder.path(name);
}

const dump = (...rest: string[]) => skbox(["map", "dump", object, ...rest]);

/** The arguments that give the inner map's contents by its id. */
const inner = (dumps: Record<string, Dump>, how: keyof Dump = "json") => [
  "--maps",
  `id:${dumps.m_inner!.id}=${file("inner", `${dumps.m_inner![how]}`)}`,
];

/** Maps whose contents bpftool tells, and that are bytes, or maps by their ids. */
const NAMES = [
  "m_array",
  "m_array_of_maps",
  "m_hash",
  "m_hash_of_maps",
  "m_inner",
  "m_lpm",
  "m_lru",
  "m_percpu_array",
  "m_percpu_hash",
  "m_percpu_lru",
  "m_queue",
  "m_raw",
  "m_raw_large",
  "m_raw_percpu",
  "m_stack",
];

/** What is dumped of a map after loading this, as with -j and with -p. */
async function again(dumps: Record<string, Dump>, name: string, how: keyof Dump): Promise<string[]> {
  const maps = ["--maps", `${name}=${file(name, `${dumps[name]![how]}`)}`, ...inner(dumps, how)];
  const answers = [await dump(name, ...maps, "--json"), await dump(name, ...maps, "--pretty")];
  for (const { code, err } of answers) expect([code, err]).toEqual([0, ""]);
  return answers.map(({ out }) => out.trim());
}

const texts = ({ json, pretty }: Dump) => [json.trim(), pretty.trim()];

describe("a dump that is loaded and dumped again is the same text", () => {
  it.each(NAMES)("%s, from -j and from -p", async (name) => {
    expect(await again(kept, name, "json")).toEqual(texts(kept[name]!));
    expect(await again(kept, name, "pretty")).toEqual(texts(kept[name]!));
  });

  // Without -j, text ends at the first zero, which is all that bpftool tells of m_hash's `bytes`.
  it.each(NAMES.filter((name) => name !== "m_hash"))("%s, from what is printed for people", async (name) => {
    expect(await again(kept, name, "plain")).toEqual(texts(kept[name]!));
  });

  it("m_hash, from what is printed for people, but for what is behind the zero of a text", async () => {
    const [json] = await again(kept, "m_hash", "plain");
    const [, expected] = JSON.parse(kept.m_hash!.json);
    const [, got] = JSON.parse(json!);
    expect(got.formatted).toEqual(expected.formatted);
    const differ = expected.value.flatMap((byte: string, i: number) => (byte === got.value[i] ? [] : [i]));
    // 'B', '\x80' and 'C' of "A\0B\0\x80C".
    expect(differ).toEqual([19, 21, 22]);
  });

  const skipped = cannotRun();
  it.skipIf(skipped)(
    `of maps in the kernel under our feet, by bpftool${skipped}`,
    async () => {
      const live = dumpLive();
      expect(Object.keys(live)).toEqual(Object.keys(kept));
      for (const name of NAMES) expect(await again(live, name, "json")).toEqual(texts(live[name]!));
    },
    60_000,
  );
});

describe("YAML", () => {
  it("has members by name, addresses as they are written, and is read again", async () => {
    const maps = NAMES.flatMap((name) => ["--maps", `${name}=${file(name, kept[name]!.json)}`]);
    const { code, out, err } = await dump(...maps, ...inner(kept));
    expect([code, err]).toEqual([0, ""]);
    expect(out).toContain(`\
m_hash:
  - key: { prefixlen: 0, mac: "00:00:00:00:00:00", port: 0 }
`);
    expect(out).toContain('  - key: { prefixlen: 32, mac: "0a:0b:0c:0d:0e:0f", port: 36895 }\n');
    const value = /large: 18446744073709551606.*/.exec(out)![0];
    for (const part of [
      "negative: -2, color: GREEN, flag: true, bytes: [65, 0, 66, 0, -128, 67, 0]",
      "list: [{ whole: 1, low: 1, high: 8180 }, { whole: 2, low: 5, high: 0 }]",
      "pointer: 1234605616436508552, x: 9, y: 10, z: -2, one: 1, seven: 64",
      "signed_large: -9223372036854775808, unsigned_char: 254, signed_char: -2",
      'letter: 88, empty: "", word: word, full: abcd, unknown: 7',
    ]) {
      expect(value).toContain(part);
    }
    expect(out).toContain(`\
m_percpu_hash:
  - key: 7
    values: [{ whole: 513, low: 3, high: 128 }, { whole: 513, low: 3, high: 128 }]
`);
    expect(out).toContain('m_raw:\n  - key: "02000000"\n    value: "000000000000"\n');
    expect(out).toContain(
      "m_hash_of_maps:\n  - key: 42\n    value: [{ key: 1, value: { whole: 513, low: 3, high: 128 } }]\n",
    );

    const yaml = ["--maps", file("all.yaml", out)];
    expect((await dump(...yaml)).out).toBe(out);
    for (const name of NAMES.filter((name) => !name.includes("_of_maps"))) {
      expect((await dump(name, ...yaml, "--json")).out.trim()).toBe(kept[name]!.json.trim());
    }
  });

  it.skipIf(objectsMissing)(titled("chooses what a union is", objectsMissing), async () => {
    const text = `\
cilium_lxc:
  - key: { ip4: 172.16.0.251, family: 1, key: 0, cluster_id: 0 }
    value: { ifindex: 14, lxc_id: 663, flags: 0, mac: "12:52:e3:7e:87:4f", sec_id: 11370 }
  - key: { ip6: "fd00::1", family: 2, key: 0, cluster_id: 0 }
    value: { ifindex: 15 }
`;
    const real = join(objects, "cilium-core/bpf_lxc.o");
    const { code, out, err } = await skbox(["map", "dump", real, "--maps", file("real.yaml", text)]);
    expect([code, err]).toEqual([0, ""]);
    expect(out).toContain("  - key: { ip4: 172.16.0.251, family: 1, key: 0, cluster_id: 0 }\n");
    expect(out).toContain('  - key: { ip6: "fd00::1", family: 2, key: 0, cluster_id: 0 }\n');
  });

  it("shows Cilium's maps as people write them", async () => {
    const maps = file(
      "cilium.yaml",
      `\
cilium_lxc:
  - key: { ip4: 172.16.0.251, family: 1 }
    value: { ifindex: 14, lxc_id: 663, sec_id: 11370, mac: "12:52:e3:7e:87:4f", node_mac: "2e:e6:8a:a2:06:1e" }
`,
    );
    const { code, out, err } = await skbox(["map", "dump", lxc, "cilium_lxc", "--maps", maps]);
    expect([code, err]).toEqual([0, ""]);
    expect(out).toContain("  - key: { ip4: 172.16.0.251, family: 1");
    expect(out).toContain('mac: "12:52:e3:7e:87:4f", node_mac: "2e:e6:8a:a2:06:1e"');
  });
});

describe("where the maps come from", () => {
  const header = (name: string, { id, json }: Dump) => ({
    id,
    type: "hash",
    name,
    elements: JSON.parse(json),
  });

  it("a folder of dumps by the names of their files, which may have more before the name", async () => {
    const dumps = temporaryFolder();
    writeFileSync(dumps.path("m_lru.json"), kept.m_lru!.json);
    // As Cilium's bugtool names and wraps what it collects.
    const name = "bpftool-map-dump-pinned--sys-fs-bpf-tc-globals-m_raw_large.md";
    writeFileSync(
      dumps.path(name),
      `# bpftool map dump pinned /sys/fs/bpf/tc/globals/m_raw_large\n\n\`\`\`\n${kept.m_raw_large!.plain}\`\`\`\n`,
    );
    writeFileSync(dumps.path("of_other_objects.json"), "[]");
    const { out, err } = await dump("--maps", dumps.path("."), "--json");
    expect(err).toBe("");
    expect(JSON.parse(out)).toMatchObject({
      m_lru: JSON.parse(kept.m_lru!.json),
      m_raw_large: JSON.parse(kept.m_raw_large!.json),
    });
    dumps.remove();
  });

  it("the kernel's names, of 15 characters, in what bpftool prints of several maps", async () => {
    const two = file(
      "two.json",
      JSON.stringify([header("m_percpu_array", kept.m_percpu_array!), header("inner", kept.m_inner!)]),
    );
    const outer = file("outer.json", kept.m_hash_of_maps!.json);
    const { out, err } = await dump("--maps", two, "--maps", `m_hash_of_maps=${outer}`, "--json");
    expect(err).toBe("");
    const { m_percpu_array, m_hash_of_maps } = JSON.parse(out);
    expect(m_percpu_array).toEqual(JSON.parse(kept.m_percpu_array!.json));
    expect(m_hash_of_maps).toEqual(JSON.parse(kept.m_hash_of_maps!.json));
  });

  it("maps and programs of the object by name, in slots of maps of maps and of program arrays", async () => {
    const maps = file(
      "slots.yaml",
      "m_programs: [{key: 3, value: prog}]\nm_hash_of_maps: [{key: 7, value: m_inner}]\n",
    );
    const { out } = await dump("--maps", maps);
    expect(out).toContain("m_programs:\n  - key: 3\n    value: prog\n");
    expect(out).toContain("m_hash_of_maps:\n  - key: 7\n    value: m_inner\n");
  });

  it("values of queues and stacks, in the order in which they are pushed", async () => {
    const text =
      'm_queue:\n  - value: { whole: 1, low: 0, high: 0 }\n  - value: { whole: 2, low: 0, high: 0 }\nm_stack:\n  - value: "01000000"\n  - value: "02000000"\n';
    const { out, err } = await dump("--maps", file("queues.yaml", text));
    expect(err).toBe("");
    expect(out).toContain(text.slice(0, text.indexOf("m_stack")));
    expect(out).toContain(text.slice(text.indexOf("m_stack")));
  });

  it("says what it has to leave out", async () => {
    const programs = file("m_programs.json", kept.m_programs!.json);
    const outer = file("m_hash_of_maps.json", kept.m_hash_of_maps!.json);
    const { code, err } = await dump("--maps", programs, "--maps", outer);
    expect(code).toBe(0);
    expect(err).toBe(
      `skbox: ${programs}: map m_programs: 1 element left out: programs that the kernel's ids do not explain\n` +
        `skbox: ${outer}: map m_hash_of_maps: 1 element left out: inner maps by the kernel's ids; ` +
        "give their dumps as --maps id:N=FILE\n",
    );
    const vanished = file(
      "m_lru.json",
      '[{"key":["0x01","0x00","0x00","0x00","0x00","0x00","0x00","0x00"],"value":{"error":"No such file or directory"}}]',
    );
    expect((await dump("--maps", vanished)).err).toContain(
      "map m_lru: 1 element left out: keys without a value\n",
    );
  });
});

describe("what is wrong is told with the path to it", () => {
  const cases: [name: string, yaml: string, message: string][] = [
    [
      "an unknown member",
      "m_array: [{key: 0, value: {wole: 1}}]",
      "maps.m_array[0].value.wole: no such member, expected whole, low, high",
    ],
    [
      "a member deep inside",
      "m_hash: [{key: {}, value: {list: [{}, {low: 8}]}}]",
      "maps.m_hash[0].value.list[1].low: 8, expected a number of 3 bits",
    ],
    [
      "a list too short",
      "m_hash: [{key: {}, value: {list: [{}]}}]",
      "maps.m_hash[0].value.list: 1 elements, expected 2",
    ],
    [
      "bytes too short",
      'm_raw: [{key: "01000000", value: ["0x01"]}]',
      "maps.m_raw[0].value: 1 bytes, expected 6",
    ],
    [
      "a number where there are no types",
      'm_raw: [{key: 1, value: "010203040506"}]',
      'maps.m_raw[0].key: 1, expected 4 bytes like ["0x01", "0x02"], for the object does not type them',
    ],
    [
      "a number too large",
      "m_array: [{key: 0, value: {whole: 65536}}]",
      "maps.m_array[0].value.whole: 65536, expected a number of 16 bits",
    ],
    [
      "an enumerator that is none",
      "m_hash: [{key: {}, value: {color: PINK}}]",
      "maps.m_hash[0].value.color: PINK, expected a number of 32 bits or one of RED, GREEN, BLUE",
    ],
    [
      "text too long",
      "m_hash: [{key: {}, value: {empty: abcde}}]",
      "maps.m_hash[0].value.empty: abcde, expected at most 4 characters",
    ],
    [
      "an address that is none",
      "m_hash: [{key: {mac: 0a:0b}, value: {}}]",
      "maps.m_hash[0].key.mac: 0a:0b, expected a MAC or IP address",
    ],
    [
      "members of a union that contradict each other",
      'm_hash: [{key: {}, value: {address: {ip4: 10.0.0.1, ip6: "fd00::1"}}}]',
      "maps.m_hash[0].value.address.ip6: it, expected what agrees with the union's other members",
    ],
    [
      "the same key twice",
      "m_array: [{key: 1, value: {}}, {key: 0, value: {}}, {key: 1, value: {}}]",
      "maps.m_array[2].key: the key, expected another one than element 0 has",
    ],
    [
      "too many elements",
      "m_percpu_array: [{}, {}, {}]",
      "maps.m_percpu_array[2]: one more element, expected at most 2",
    ],
    [
      "an unknown part of an element",
      "m_array: [{key: 1, vlaue: {}}]",
      "maps.m_array[0].vlaue: no such member, expected key, value or values",
    ],
    ["no value", "m_array: [{key: 1}]", "maps.m_array[0].value: nothing, expected a value"],
    [
      "values of CPUs where there is one",
      "m_array: [{key: 1, values: [{}]}]",
      "maps.m_array[0].values: one per CPU, expected one value",
    ],
    [
      "one value where there are CPUs",
      "m_percpu_hash: [{key: 1, value: {}}]",
      "maps.m_percpu_hash[0].values: nothing, expected a list of 1, one per CPU",
    ],
    [
      "CPUs that differ",
      "m_percpu_hash: [{key: 1, values: [{}]}, {key: 2, values: [{}, {}]}]",
      "maps.m_percpu_hash[1].values: values of 2 CPUs, expected of 1, as elsewhere",
    ],
    [
      "a CPU twice",
      "m_percpu_hash: [{key: 1, values: [{cpu: 0, value: {}}, {cpu: 0, value: {}}]}]",
      "maps.m_percpu_hash[0].values[1].cpu: 0, expected each of 0 to 1 once",
    ],
    [
      "an index that there is not",
      "m_array: [{key: 3, value: {}}]",
      "maps.m_array[0].key: 3, expected an index below 3",
    ],
    [
      "a program that there is not",
      "m_programs: [{key: 1, value: progs}]",
      "maps.m_programs[0].value: progs, expected the name of a program of the object",
    ],
    [
      "an inner map's element",
      "m_hash_of_maps: [{key: 1, value: [{key: 1, value: {c: 1}}]}]",
      "maps.m_hash_of_maps[0].value[0].value.c: no such member, expected whole, low, high",
    ],
    ["no list", "m_array: 5", "maps.m_array: 5, expected a list of elements"],
    ["a map that there is not", "m_arry: []", "the object has no map m_arry; did you mean m_array"],
    ["a map twice", "m_array: []\nm_array: []", "line 2: Map keys must be unique"],
  ];
  it.each(cases)("%s", async (_name, yaml, message) => {
    const { code, out, err } = await dump("--maps", file("wrong.yaml", yaml));
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain(message);
    expect(err.startsWith(`skbox: ${folder.path("wrong.yaml")}`)).toBe(true);
  });

  it.each([
    ["a map in two files", ["--maps", "m_array=A", "--maps", "m_array=B"], "maps.m_array: also in"],
    [
      "a list that says no map",
      ["--maps", "A"],
      "expected the map's name before it, --maps NAME=FILE, or as the name of the file",
    ],
    ["a member twice", ["--maps", "m_lru=C"], 'C is no JSON: "key" for the second time in line 2'],
    ["JSON without an end", ["--maps", "m_lru=D"], "D is no JSON: its end in line 1"],
    [
      "plain text that is cut off",
      ["--maps", "m_raw=E"],
      "E, line 2: this is not as bpftool prints maps: value: 0",
    ],
    ["a folder without dumps", ["--maps", "."], "has no dumps of maps of the object"],
  ])("%s", async (_name, args, message) => {
    const own = temporaryFolder();
    const texts = {
      A: "[]",
      B: "[]",
      C: '[{"key":1,\n"key":2}]',
      D: '[{"key":',
      E: "key: 01 00 00 00\nvalue: 0",
    };
    for (const [name, text] of Object.entries(texts)) writeFileSync(own.path(name), text);
    const real = args.map((arg) =>
      arg.startsWith("-") ? arg : arg.replace(/([A-E.])$/, (name) => own.path(name)),
    );
    const { code, err } = await dump(...real);
    expect(code).toBe(2);
    expect(err).toContain(message);
    own.remove();
  });
});
