// The built executable: that it starts, its exit codes, and what goes where.
import { spawnSync } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { example, lxc, root, traps } from "./skbox.ts";

const main = join(root, "dist/cli/main.js");
const built = existsSync(main);
const noFull = existsSync("/dev/full") ? "" : " (skipped: no /dev/full)";
const skbox = (...argv: string[]) =>
  spawnSync(process.execPath, [main, ...argv], {
    encoding: "utf8",
    input: readFileSync(example("arp-request.hex")),
    env: { ...process.env, NO_COLOR: "" },
  });

describe.skipIf(!built)(`dist/cli/main.js${built ? "" : " (skipped: not built, npm run build)"}`, () => {
  it("begins as an executable file has to", () => {
    expect(readFileSync(main, "utf8").split("\n")[0]).toBe("#!/usr/bin/env node");
  });

  it("done is 0, the document goes to standard output and nothing else does", () => {
    const { status, stdout, stderr } = skbox(
      "prog",
      "run",
      lxc,
      "cil_from_container",
      "--data-in",
      "-",
      "--json",
    );
    expect([status, stderr]).toEqual([0, ""]);
    expect(JSON.parse(stdout).retval).toBe(7);
  });

  it("a run that is stopped is 1", () => {
    expect(skbox("prog", "run", traps, "beyond_packet", "--data-in", "-").status).toBe(1);
  });

  it("a wrong call is 2, and its error goes to standard error", () => {
    const { status, stdout, stderr } = skbox("prog", "run", lxc, "nothing_like_it", "--json");
    expect([status, stdout]).toEqual([2, ""]);
    expect(JSON.parse(stderr).error.code).toBe("NO_SUCH_PROGRAM");
  });

  it.skipIf(noFull)(`a full disk is 2, in a sentence${noFull}`, () => {
    const full = openSync("/dev/full", "w");
    const { status, stderr } = spawnSync(process.execPath, [main, "prog", "show", lxc], {
      encoding: "utf8",
      stdio: ["ignore", full, "pipe"],
    });
    closeSync(full);
    expect([status, stderr]).toEqual([2, "skbox: cannot write standard output: no space is left\n"]);
  });

  it("writes no colours into a pipe", () => {
    expect(skbox("prog", "run", lxc, "cil_from_container", "--data-in", "-").stdout).not.toContain("\x1b");
  });
});
