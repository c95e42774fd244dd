/**
 * Maps of test/maps/objects/contents.o in the kernel, made, filled and dumped by bpftool. As a program, from the
 * project's root (`npm run build:tools && node dist/test/maps/live.js --write`), it writes what bpftool prints to
 * test/maps/bpftool.json.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";

export const object = "test/maps/objects/contents.o";
/** What bpftool printed once, for where there is no bpftool. */
export const fixture = "test/maps/bpftool.json";

/** One map as bpftool prints it. */
export interface Dump {
  id: number;
  /** `bpftool -j map dump`. */
  json: string;
  /** `bpftool -p map dump`. */
  pretty: string;
  /** `bpftool map dump`. */
  plain: string;
}

const hex = (text: string): string[] => ["hex", ...text.replace(/\s/g, "").match(/../g)!];

const everything = `
  f6ffffffffffffff feffffff 05000000 01 41004200804300 0100a1ff 02000500 20010db8000000000000000000000001
  8877665544332211 090a feff 81 000000 0000000000000080 fe fe 58 00000000 776f726400000000 61626364 00 07000000`;

/** What each map holds, as bpftool's arguments. `$` stands for the folder of pinned maps. */
const contents: Record<string, string[][]> = {
  m_hash: [
    ["key", ...hex("20000000 0a0b0c0d0e0f 1f90"), "value", ...hex(everything)],
    ["key", ...hex("00000000 000000000000 0000"), "value", ...hex("00".repeat(96))],
  ],
  m_array: [["key", ...hex("01000000"), "value", ...hex("01020304")]],
  m_lru: [["key", ...hex("ffffffffffffffff"), "value", ...hex("feffffff")]],
  m_percpu_hash: [["key", ...hex("07000000"), "value", ...hex("01020304")]],
  m_percpu_array: [["key", ...hex("01000000"), "value", ...hex("ffffffffffffff7f")]],
  m_percpu_lru: [["key", ...hex("01000000"), "value", ...hex("09")]],
  m_lpm: [
    ["key", ...hex("20000000 0a0b0c0d0000 0000"), "value", ...hex("01")],
    ["key", ...hex("30000000 0a0b0c0d0e0f 0000"), "value", ...hex("02")],
  ],
  m_raw: [
    ["key", ...hex("01000000"), "value", ...hex("0102030405ff")],
    ["key", ...hex("02000000"), "value", ...hex("000000000000")],
  ],
  m_raw_large: [["key", ...hex("01".repeat(20)), "value", ...hex("02".repeat(20))]],
  m_raw_percpu: [["key", ...hex("01000000"), "value", ...hex("0102030405060708")]],
  m_inner: [["key", ...hex("01000000"), "value", ...hex("01020304")]],
  m_hash_of_maps: [["key", ...hex("2a000000"), "value", "pinned", "$/m_inner"]],
  m_programs: [["key", ...hex("02000000"), "value", "pinned", "$/program/prog"]],
};
const pushed: Record<string, string[]> = { m_queue: ["01000000", "02000000"], m_stack: ["01020304"] };

function bpftool(...args: string[]): string {
  const { status, stdout, stderr, error } = spawnSync("bpftool", args, { encoding: "utf8" });
  // It prints no elements of what it cannot dump, a queue or a stack, and fails.
  const isEmpty = args.includes("dump") && /^(\[\]|Found 0 elements)\s*$/.test(stdout);
  if (error) throw error;
  if (status !== 0 && !isEmpty) throw new Error(`bpftool ${args.join(" ")}: ${stderr}${stdout}`);
  return stdout;
}

/** Why bpftool cannot do this here, or "". */
export function cannotRun(): string {
  if (process.getuid?.() !== 0) return " (skipped: not root)";
  try {
    bpftool("version");
  } catch {
    return " (skipped: no bpftool)";
  }
  return existsSync("/sys/fs/bpf") ? "" : " (skipped: no /sys/fs/bpf)";
}

/** Makes, fills and dumps the maps, and takes them away again. */
export function dumpLive(): Record<string, Dump> {
  const folder = mkdtempSync("/sys/fs/bpf/skbox-");
  try {
    bpftool("prog", "loadall", object, `${folder}/program`, "pinmaps", folder);
    for (const [map, elements] of Object.entries(contents)) {
      for (const element of elements) {
        const words = element.map((word) => word.replace("$", folder));
        bpftool("map", "update", "pinned", `${folder}/${map}`, ...words);
      }
    }
    for (const [map, values] of Object.entries(pushed)) {
      for (const value of values)
        bpftool("map", "push", "pinned", `${folder}/${map}`, "value", ...hex(value));
    }
    const maps = readdirSync(folder).filter((name) => name.startsWith("m_"));
    return Object.fromEntries(
      maps.sort().map((map) => {
        const pin = `${folder}/${map}`;
        const [json, pretty, plain] = [["-j"], ["-p"], []].map((how) =>
          bpftool(...how, "map", "dump", "pinned", pin),
        );
        const { id } = JSON.parse(bpftool("-j", "map", "show", "pinned", pin));
        return [map, { id, json: json!, pretty: pretty!, plain: plain! }];
      }),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

if (process.argv[2] === "--write") {
  const version = bpftool("version").split("\n")[0];
  writeFileSync(fixture, `${JSON.stringify({ version, maps: dumpLive() }, null, 2)}\n`);
}
