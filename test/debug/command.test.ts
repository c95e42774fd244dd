import { execFileSync, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { afterAll, describe, expect, it } from "vitest";
import { example, lxc, root, skbox, temporaryFolder, traps } from "../cli/skbox.ts";

const folder = temporaryFolder();
afterAll(folder.remove);

async function* input(text: string) {
  yield new TextEncoder().encode(text);
}
const syn = [lxc, "cil_from_container", "--data-in", example("tcp-syn-pod.hex")];
const debug = (commands: string, argv: readonly string[] = syn) =>
  skbox(["prog", "debug", ...argv], { stdin: () => input(commands) });

describe("prog debug with commands from standard input", () => {
  it("prints answers and nothing else", async () => {
    const { code, err, out } = await debug(
      "break tail_handle_ipv4 # a comment\ncontinue\nstepi\nreverse-stepi 2\nquit\nstep\n",
    );
    expect([code, err]).toEqual([0, ""]);
    expect(out.split("\n").filter((line) => /^(step|breakpoint)/.test(line))).toEqual([
      expect.stringMatching(/^step 0 {2}cil_from_container {2}lxc\.c:\d+$/),
      "breakpoint 1: function tail_handle_ipv4",
      "breakpoint 1: function tail_handle_ipv4",
      expect.stringMatching(/^step (\d+) {2}tail_handle_ipv4 {2}lxc\.c:\d+$/),
      expect.stringMatching(/^step (\d+) {2}tail_handle_ipv4 {2}/),
      expect.stringMatching(/^step (\d+) {2}cil_from_container {2}/),
    ]);
  });

  it("goes back from a drop to the lookup that found nothing", async () => {
    const { out } = await skbox(["prog", "debug", ...syn, "--commands", example("policy-drop.debug")]);
    expect(out).toMatch(
      /> +\d+ +const struct policy_entry \*anybody = map_lookup_elem\(&cilium_policy_v2, &key\);/,
    );
    expect(out).toMatch(/^r1 +map cilium_policy_v2$/m);
    expect(out).toMatch(/^r2 +r10-\d+$/m);
  });

  it("shows the packet, the context, maps, the stack and calls", async () => {
    const { out } = await debug(
      "packet\ncontext\nmap\nmap cilium_policy_v2\nmap cilium_metrics 0000\nstack\nbacktrace\ndisassemble\nbreakpoints\nmap cilium_tail_call_buffer4\n",
    );
    expect(out).toContain("TCP 172.16.0.251:40000 -> 172.16.2.139:80 (SYN), 62 bytes\n0000  2e e6 8a a2");
    expect(out).toContain("len 62 (0x3e)\n");
    expect(out).toContain("cilium_policy_v2 (LPM_TRIE)\n");
    expect(out).toContain("empty\n");
    expect(out).toContain("all zeros\n");
    expect(out).toMatch(
      /^#0 {2}cil_from_container \(cil_from_container:\*0\) {2}lxc\.c:\d+ {2}int cil_from_container/m,
    );
    expect(out).toMatch(/^> +0: r6 = r1$/m);
    expect(out).toContain("no breakpoints\n");
  });

  it("says what is wrong with a command, goes on, and exits with 2", async () => {
    const wrong = [
      "brake x",
      "foo",
      "break nowhere.c:3",
      "break tail_handle_ipv",
      "break *99999",
      "stepi x",
      "delete 7",
      "map cilium_polici_v2",
      "list tail_handle_arp",
      "stack 3",
      "packet now",
      "goto",
      "map cilium_policy_v2 12",
    ];
    const { code, err, out } = await debug(`${wrong.join("\n")}\ncontinue\n`);
    expect(code).toBe(2);
    expect(err.trimEnd().split("\n")).toEqual([
      expect.stringMatching(/^brake: no such command.*did you mean break/),
      "foo: no such command; `help` lists those there are",
      expect.stringMatching(/^nowhere\.c:3: no such source file/),
      expect.stringMatching(/^tail_handle_ipv: .*did you mean tail_handle_ipv4/),
      expect.stringMatching(/^\*99999: cil_from_container has instructions 0 to \d+$/),
      expect.stringMatching(/^stepi: takes a whole number from 1 on, not x$/),
      "delete: no breakpoint 7",
      expect.stringMatching(/^cilium_polici_v2: no such map; did you mean cilium_policy_v2\?$/),
      "list: tail_handle_arp is no line",
      "stack: frame 3 is not open",
      "packet: takes nothing behind it, not now",
      "goto: takes a whole number from 0 on, not nothing",
      expect.stringMatching(/^map cilium_policy_v2: a key has 12 bytes, not 1/),
    ]);
    expect(out).toContain("the run has ended: TC_ACT_SHOT (2): the packet is dropped");
  });

  it("exits with 1 where the run was stopped", async () => {
    const { code, out } = await debug("continue\n", [
      traps,
      "unchecked_lookup",
      "--data-in",
      example("arp-request.hex"),
    ]);
    expect([code, out]).toEqual([1, expect.stringContaining("the run was stopped: ")]);
  });

  it("refuses what it cannot be given", async () => {
    expect(await debug("", [lxc, "cil_from_container"])).toMatchObject({
      code: 2,
      err: expect.stringContaining("--data-in"),
    });
    expect(await debug("", [lxc, "cil_from_container", "--data-in", "-"])).toMatchObject({ code: 2 });
    expect(await debug("", [...syn, "--commands", folder.path("none")])).toMatchObject({ code: 2 });
  });
});

const built = existsSync(join(root, "dist/cli/main.js"));
const script = (() => {
  try {
    return execFileSync("script", ["--version"], { encoding: "utf8" }).includes("util-linux");
  } catch {
    return false;
  }
})();
const missing = script
  ? built
    ? ""
    : "there is no dist/: run npm run build"
  : "there is no script(1) of util-linux";

describe.skipIf(missing !== "")(`prog debug in a terminal${missing && ` (skipped: ${missing})`}`, () => {
  /** What the terminal shows when each of the keys is typed as soon as the text before it has appeared. */
  async function type(...dialogue: (readonly [expected: string, keys: string])[]) {
    const command = ["node", join(root, "dist/cli/main.js"), "prog", "debug", ...syn].join(" ");
    const terminal = spawn("script", ["-qec", command, folder.path("typescript")]);
    let shown = "";
    let seen = 0;
    for await (const chunk of terminal.stdout) {
      shown += stripVTControlCharacters(String(chunk));
      const [expected, keys] = dialogue[0] ?? ["", ""];
      const at = shown.indexOf(expected, seen);
      if (expected === "" || at < 0) continue;
      seen = at + expected.length;
      dialogue.shift();
      terminal.stdin.write(keys);
    }
    const status = terminal.exitCode ?? (await new Promise((done) => terminal.once("exit", done)));
    return { text: shown, status, left: dialogue };
  }

  it("prompts, completes names, repeats with an empty line", { timeout: 90_000 }, async () => {
    const { text, status, left } = await type(
      ["(skbox) ", "break tail_handle_ar"],
      ["tail_handle_ar", "\t"],
      ["p", "\n"],
      ["(skbox) ", "stepi\n"],
      ["step 1 ", "\n"],
      ["step 2 ", "c\n"],
      ["the run has ended", "q\n"],
    );
    expect(left).toEqual([]);
    expect(text).toContain("breakpoint 1: function tail_handle_arp");
    expect(text).toContain("TC_ACT_SHOT (2): the packet is dropped");
    expect(status).toBe(0);
  });

  it("brings back what was typed, and ends with control-D", { timeout: 90_000 }, async () => {
    const up = "\x1b[A";
    const { status, left } = await type(
      ["(skbox) ", "stepi 2\n"],
      ["step 2 ", up],
      ["stepi 2", "\n"],
      ["step 4 ", "\x04"],
    );
    expect([left, status]).toEqual([[], 0]);
  });
});
