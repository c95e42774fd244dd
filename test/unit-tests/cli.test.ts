import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { example, lxc, root, skbox, temporaryFolder } from "../cli/skbox.ts";
import { object } from "./support.ts";

const folder = temporaryFolder();
afterAll(folder.remove);

const protocol = object("protocol");
const callbacks = object("callbacks");

/** In this process: threads need what is built. */
const test = (...argv: string[]) => skbox(["test", "--jobs", "1", ...argv]);

describe("skbox test", () => {
  it("ends with the counts; all passed is 0", async () => {
    const { code, out, err } = await test(callbacks);
    expect([code, err]).toEqual([0, ""]);
    expect(out).toBe("callbacks.o  10 passed\n10 passed, 0 failed, 0 skipped\n");
  });

  it("tells failures with their logs and C lines; a failure is 1", async () => {
    const { code, out } = await test(protocol, callbacks);
    expect(code).toBe(1);
    const lines = out.split("\n");
    expect(lines[0]).toBe("protocol.o   6 passed, 9 failed, 2 skipped");
    expect(lines.at(-2)).toBe("16 passed, 9 failed, 2 skipped");
    const at = lines.indexOf("  FAIL  10_two/two_two");
    expect(lines[at + 1]).toBe("        not so");
    expect(lines[at + 2]).toMatch(/^ {8}.*protocol\.c:\d+: return fail\(__LINE__\);$/);
    expect(out).toMatch(
      /ERROR 13_endless\n {8}setup was stopped: more loops and calls than the budget allows/,
    );
    expect(out).toContain("        sub: fail\n          -1 of 0x00ff%\n");
  });

  it("runs what --filter wants, and says when that is nothing", async () => {
    const { code, out } = await test(protocol, callbacks, "--filter", "^protocol.o/0[12]_");
    expect([code, out]).toEqual([0, "protocol.o   2 passed\n2 passed, 0 failed, 0 skipped\n"]);
    expect(await test(protocol, "--filter", "no such")).toMatchObject({
      code: 2,
      err: "skbox: --filter no such matches no test\n",
    });
    expect(await test(protocol, "--filter", "(")).toMatchObject({
      code: 2,
      err: "skbox: --filter takes a regular expression, not (\n",
    });
  });

  it("takes a folder for the objects in it", async () => {
    mkdirSync(folder.path("objects"));
    for (const name of ["b.o", "a.o", "c.txt"]) copyFileSync(callbacks, folder.path(`objects/${name}`));
    const { code, out } = await test(folder.path("objects"), protocol, "--filter", "^[abc]");
    expect(code).toBe(0);
    expect(out.split("\n").map((line) => line.split(" ")[0])).toEqual(["a.o", "b.o", "20", ""]);
    mkdirSync(folder.path("nothing"));
    expect((await test(folder.path("nothing"))).err).toMatch(/nothing has no files that end in \.o\n$/);
  });

  it("an object that cannot be tested is 2; the others are", async () => {
    const { code, out } = await test(lxc, callbacks, folder.path("missing.o"));
    expect(code).toBe(2);
    expect(out).toContain("lxc.o: no program is in a section tc/test/NAME/check or xdp/test/NAME/check\n");
    expect(out).toContain("missing.o: there is no such file\n");
    expect(out).toMatch(/\n10 passed, 0 failed, 0 skipped\n$/);
    expect(await test(callbacks, "--engine", "abacus")).toMatchObject({ code: 2 });
  });

  it("--json prints one document", async () => {
    const { code, out } = await test(protocol, lxc, "--json");
    const { objects, passed, failed, skipped } = JSON.parse(out);
    expect([code, passed, failed, skipped]).toEqual([2, 6, 9, 2]);
    expect(objects).toMatchObject([
      { file: protocol, error: null },
      { file: lxc, tests: [], error: { code: "NO_UNIT_TESTS" } },
    ]);
    const named = (name: string) => objects[0].tests.find((one: { name: string }) => one.name === name);
    expect(named("14_difference").packets).toMatchObject([{ expected: "aabb", got: "aa" }]);
    expect(named("13_endless")).toMatchObject({ status: "error", trap: { code: "BUDGET", address: null } });
    expect(named("03_fail").subtests).toEqual([
      { name: "sub", status: "fail", logs: [{ message: "-1 of 0x00ff%", line: null }] },
    ]);
  });

  it("--tap writes a point for each test", async () => {
    const file = folder.path("results.tap");
    await test(protocol, lxc, "--tap", file);
    const lines = readFileSync(file, "utf8").split("\n");
    expect(lines.slice(0, 3)).toEqual(["TAP version 14", "1..18", "ok 1 - protocol.o/01_packet"]);
    expect(lines).toContain("ok 4 - protocol.o/04_skip # SKIP");
    const at = lines.indexOf("not ok 3 - protocol.o/03_fail");
    expect(lines.slice(at + 1, at + 6)).toEqual([
      "  ---",
      "  messages:",
      '    - "sub: fail"',
      '    - "  -1 of 0x00ff%"',
      "  ...",
    ]);
    expect(lines).toContain("not ok 18 - lxc.o");
  });

  it("--junit writes XML", async () => {
    const file = folder.path("results.xml");
    await test(protocol, "--junit", file);
    const xml = readFileSync(file, "utf8");
    expect(xml).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?>\n<testsuites>\n/);
    expect(xml).toContain(
      '<testsuite name="protocol.o" tests="17" failures="5" errors="4" skipped="2" time="',
    );
    expect(xml).toMatch(
      /<testcase classname="protocol.o" name="10_two\/two_two" time="[\d.]+"><failure message="not so">/,
    );
    expect(xml).toMatch(/name="13_endless" time="[\d.]+"><error message="setup was stopped/);
    expect(xml).toContain("while (skb-&gt;len)");
  });

  const main = join(root, "dist/cli/main.js");
  const built = existsSync(main);
  describe.skipIf(!built)(`over threads${built ? "" : " (skipped: not built, npm run build)"}`, () => {
    it("gives what one thread gives, in the same order", async () => {
      const files = [protocol, callbacks, lxc];
      const { out } = await test(...files);
      const { status, stdout, stderr } = spawnSync(
        process.execPath,
        [main, "test", "--jobs", "3", ...files],
        {
          encoding: "utf8",
          env: { ...process.env, NO_COLOR: "" },
        },
      );
      expect([status, stderr, stdout]).toEqual([2, "", out]);
    });
  });

  it("shows how far it is where somebody watches", async () => {
    const seen: string[] = [];
    const progress = (total: number) => ({
      tick: (name: string) => seen.push(`${name} of ${total}`),
      stop: () => seen.push("stop"),
    });
    const { out } = await skbox(["test", "--jobs", "1", callbacks], { progress });
    expect(seen).toEqual([`${callbacks} of 1`, "stop"]);
    expect(out).toMatch(/10 passed, 0 failed, 0 skipped\n$/);
  });
});

describe("--env", () => {
  const run = (name: string, text: string) => {
    const file = folder.path(name);
    writeFileSync(file, text);
    return skbox([
      "prog",
      "run",
      lxc,
      "cil_from_container",
      "--data-in",
      example("arp-request.hex"),
      "--env",
      file,
    ]);
  };

  it("takes YAML and JSON", async () => {
    const yaml =
      "interfaces:\n  - {index: 14, name: lxc1, addresses: [10.0.1.1/24]}\nnetnsCookie: 0xffffffffffffffff\n";
    expect(await run("good.yaml", yaml)).toMatchObject({ code: 0, err: "" });
    expect(await run("good.json", '{ "interfaces": [{ "index": 14 }] }')).toMatchObject({ code: 0, err: "" });
    expect(await run("empty.yaml", "")).toMatchObject({ code: 0, err: "" });
  });

  it.each([
    [
      "a wrong value",
      "interfaces:\n  - index: 14\n    mtu: many\n",
      "line 3: environment.interfaces[0].mtu: many is not",
    ],
    [
      "a missing member",
      "netnsCookie: 1\ninterfaces:\n  - name: a\n",
      "line 3: environment.interfaces[0].index: missing",
    ],
    [
      "an unknown member",
      "interfaces:\n  - index: 2\n    adress: 1.1.1.1/8\n",
      "line 3: environment.interfaces[0].adress",
    ],
    ["broken YAML", "interfaces:\n  - {index: 2\n", "line"],
    ["broken JSON", '{\n  "interfaces": [\n', "line 3"],
    [
      "aliases that multiply",
      `a: &a [1,1,1,1,1,1,1,1,1]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: [*b,*b,*b,*b,*b,*b,*b,*b]\n`,
      "line 1",
    ],
    ["no object", "7\n", "line 1: environment: 7 is not an object"],
  ])("%s is told with its line", async (_, text, expected) => {
    const { code, err } = await run("bad.yaml", text);
    expect(code).toBe(2);
    expect(err).toContain(`bad.yaml, ${expected}`);
  });
});
