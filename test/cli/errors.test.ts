import { readFileSync, writeFileSync } from "node:fs";
import { afterAll, describe, expect, it } from "vitest";
import { chunks, example, linking, lxc, root, skbox, sock, temporaryFolder } from "./skbox.ts";

const folder = temporaryFolder();
afterAll(folder.remove);

const file = (name: string, contents: string | Uint8Array) => {
  writeFileSync(folder.path(name), contents);
  return folder.path(name);
};
const run = ["prog", "run", lxc, "cil_from_container"];
const arp = [...run, "--data-in", example("arp-request.hex")];

const object = readFileSync(lxc);
const half = object.subarray(0, object.length / 2);
const otherMachine = Uint8Array.from(object).fill(62, 18, 19);

const cases: [string, string[], code: string, sentence: string][] = [
  [
    "a misspelt program",
    ["prog", "run", lxc, "cil_from_contaner"],
    "NO_SUCH_PROGRAM",
    "did you mean cil_from_container",
  ],
  [
    "a program like no other",
    ["prog", "dump", linking, "zzzzzz"],
    "NO_SUCH_PROGRAM",
    "there are tail, first, second",
  ],
  [
    "a section of several programs",
    ["prog", "dump", lxc, "tc/entry"],
    "AMBIGUOUS_SECTION",
    "holds 3 programs",
  ],
  ["no packet", run, "NO_PACKET", "--data-in FILE"],
  ["no file", ["prog", "show", folder.path("none.o")], "UNREADABLE", "there is no such file"],
  ["no object", ["prog", "show", `${root}package.json`], "NOT_ELF", "not an ELF file"],
  ["half an object", ["prog", "show", file("half.o", half)], "TRUNCATED", "is it the whole file?"],
  [
    "an object for another machine",
    ["prog", "show", file("x86.o", otherMachine)],
    "UNSUPPORTED",
    "made for x86-64 (62), not for BPF (247)",
  ],
  ["no packet file", [...run, "--data-in", folder.path("none")], "UNREADABLE", "there is no such file"],
  ["half a byte", [...run, "--data-in", file("odd.hex", "ab c")], "ODD_HEX", "3 hexadecimal digits"],
  ["a frame too short", [...run, "--data-in", file("short.hex", "abcd")], "BAD_INPUT", "14"],
  ["an empty frame", [...run, "--data-in", file("empty", "")], "EMPTY", "empty is empty"],
  [
    "a digit too far",
    [...run, "--data-in", file("typo.hex", `# an ARP request\n${"ff ".repeat(20)}\nff fg # here\n`)],
    "NOT_HEX",
    "typo.hex, line 3: fg is not hexadecimal",
  ],
  [
    "a packet for a socket",
    ["prog", "run", sock, "cil_sock4_connect", ...arp.slice(4)],
    "BAD_INPUT",
    "takes no packet",
  ],
  [
    "a misspelt variable",
    [...arp, "--set", "interface_mc=1"],
    "NO_SUCH_VARIABLE",
    "did you mean interface_mac?",
  ],
  ["an impossible value", [...arp, "--set", "interface_mac=hello"], "BAD_VALUE", "cannot be set to hello"],
  ["a value too large", [...arp, "--set", "endpoint_id=65536"], "BAD_VALUE", "does not fit the 2 bytes"],
  ["no assignment", [...arp, "--set", "endpoint_id"], "NOT_AN_ASSIGNMENT", "NAME=VALUE"],
  ["an unknown field", [...arp, "--ctx", "marc=1"], "BAD_INPUT", "marc"],
  ["a field that is no number", [...arp, "--ctx", "mark=red"], "BAD_CONTEXT", "cannot be red"],
  ["no number", [...arp, "--repeat", "x"], "NOT_A_NUMBER", "--repeat takes a whole number from 1 on, not x"],
  ["zero runs", [...arp, "--repeat", "0"], "NOT_A_NUMBER", "from 1 on"],
  ["too long a linear part", [...arp, "--linear", "43"], "BAD_INPUT", "linear length 43"],
  ["a context that is no JSON", [...arp, "--ctx-in", file("bad.json", "{")], "NOT_JSON", "is no JSON"],
  [
    "a text of lines as a context",
    [...arp, "--ctx-in", file("lines.json", "# a heading\n\nand text\n")],
    "NOT_JSON",
    "is no JSON",
  ],
  [
    "a context that is no object",
    [...arp, "--ctx-in", file("list.json", "[1]")],
    "BAD_CONTEXT",
    "an object of fields",
  ],
  ["maps that are no object", [...arp, "--maps", file("maps.json", "[]")], "BAD_MAPS", "--maps NAME=FILE"],
  ...["--maps", "--env", "--scene"].map((option): [string, string[], string, string] => [
    `a page for ${option}`,
    [...arp, option, `${root}README.md`],
    { "--maps": "NOT_YAML", "--env": "BAD_ENVIRONMENT", "--scene": "BAD_SCENE" }[option]!,
    "README.md, line 5: neither YAML nor JSON: ",
  ]),
  [
    "a misspelt map",
    [...arp, "--maps", file("a.json", '{"cilium_lx":[]}')],
    "NO_SUCH_MAP",
    "did you mean cilium_lxc",
  ],
  [
    "a dump for a misspelt map",
    [...arp, "--maps", `cilium_lx=${file("l.json", "[]")}`],
    "NO_SUCH_MAP",
    "did you mean cilium_lxc",
  ],
  ["a map like no other", ["map", "dump", linking, "zzzzzz"], "NO_SUCH_MAP", "`skbox map show"],
  [
    "a map of programs",
    [...arp, "--maps", file("b.json", '{"cilium_calls":[{"key":"00000000","value":"no_program"}]}')],
    "BAD_MAPS",
    "maps.cilium_calls[0].value: no_program, expected the name of a program of the object",
  ],
  [
    "a key too short",
    [...arp, "--maps", file("c.json", '{"cilium_lxc":[{"key":["0x00"],"value":"00"}]}')],
    "BAD_MAPS",
    "maps.cilium_lxc[0].key: 1 bytes, expected 20",
  ],
  [
    "a key of no bytes",
    [...arp, "--maps", file("d.json", '{"cilium_lxc":[{"key":["0x100"],"value":"00"}]}')],
    "BAD_MAPS",
    'maps.cilium_lxc[0].key: ["0x100"], expected an object of members',
  ],
  [
    "one value for a per-CPU map",
    [
      ...arp,
      "--maps",
      file("e.json", `{"cilium_metrics":[{"key":"${"00".repeat(8)}","value":"${"00".repeat(16)}"}]}`),
    ],
    "BAD_MAPS",
    "one per CPU",
  ],
  [
    "a result that cannot be written",
    [...arp, "--data-out", folder.path("none/out")],
    "UNWRITABLE",
    "there is no such folder",
  ],
  [
    "coverage into a file",
    [...arp, "--coverage", file("coverage", "")],
    "UNWRITABLE",
    "there is a file of that name",
  ],
  [
    "an object that nobody serves",
    ["prog", "show", "http://127.0.0.1:1/x.o"],
    "UNREADABLE",
    "http://127.0.0.1:1/x.o: bad port",
  ],
  ["standard input twice", [...run, "--data-in", "-", "--maps", "-"], "TWO_STDIN", "--data-in and --maps"],
  ["an unknown option", [...arp, "--packets", "x"], "BAD_CALL", "unknown option '--packets'"],
  ["an unknown command", ["prog", "rnu"], "BAD_CALL", "Did you mean run?"],
  ["a command like no other", ["inspect"], "BAD_CALL", "`skbox help` shows the commands"],
  [
    "no program's name",
    ["prog", "run", lxc],
    "BAD_CALL",
    "missing required argument 'PROG'; `skbox prog show OBJ` lists the programs",
  ],
  ["an unknown engine", [...arp, "--engine", "steam"], "BAD_CALL", "interpreter"],
];

/** Something that can be read from standard input. */
const stdin = () => chunks(new Uint8Array(60));

describe("a wrong call", () => {
  it.each(cases)("%s: one sentence, exit code 2", async (_, argv, _code, sentence) => {
    const { code, out, err } = await skbox(argv, { stdin });
    expect([code, out]).toEqual([2, ""]);
    expect(err).toMatch(/^skbox: [^\n]+\n$/);
    expect(err).toContain(sentence);
  });

  it.each(cases)("%s: as JSON", async (_, argv, expected, sentence) => {
    const { code, out, err } = await skbox([...argv, "--json"], { stdin });
    expect([code, out]).toEqual([2, ""]);
    const { error } = JSON.parse(err);
    expect(error.code).toBe(expected);
    expect(error.message).toContain(sentence);
  });

  it("with nothing on standard input says so", async () => {
    const { err } = await skbox([...run, "--data-in", "-"]);
    expect(err).toBe("skbox: standard input is empty\n");
  });

  it("without a command shows what there is", async () => {
    const { code, out, err } = await skbox([]);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain("Usage: skbox");
  });
});

describe("--help", () => {
  it.each([
    [["--help"]],
    [["prog", "show", "--help"]],
    [["prog", "run", "--help"]],
    [["prog", "dump", "--help"]],
    [["map", "show", "--help"]],
    [["btf", "dump", "--help"]],
    [["help"]],
    [["help", "fuzz"]],
    [["help", "prog", "run"]],
    [["prog", "help", "run"]],
  ])("%j has a description and an example", async (argv) => {
    const { code, out, err } = await skbox(argv, { columns: 200 });
    expect([code, err]).toEqual([0, ""]);
    expect(out).toMatch(/^Usage: skbox.*\n\n\S.*\.\n/);
    expect(out).toMatch(/Examples?:\n {2}skbox /);
  });
});

describe("help", () => {
  it("of a command is that command's", async () => {
    const { out } = await skbox(["help", "prog", "run"]);
    expect(out).toBe((await skbox(["prog", "run", "--help"])).out);
    expect(out).toMatch(/^Usage: skbox prog run /);
  });
});

describe("--version", () => {
  it("is the package's", async () => {
    const { version } = JSON.parse(readFileSync(`${root}package.json`, "utf8"));
    expect(await skbox(["--version"])).toEqual({ code: 0, out: `${version}\n`, err: "" });
  });
});
