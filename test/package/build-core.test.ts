// With a compiler that only says that it was called.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { root, temporaryFolder } from "../cli/skbox.ts";

const folder = temporaryFolder();
afterAll(folder.remove);

const write = (name: string, text: string) => {
  mkdirSync(dirname(folder.path(name)), { recursive: true });
  writeFileSync(folder.path(name), text);
};
const CALLED = "called.txt";
const compiler = `
  const fs = require("node:fs");
  fs.appendFileSync("${CALLED}", process.argv.slice(2).join(" ") + "\\n");
  console.error("Last converge was suboptimal.");
  if (fs.readFileSync("assembly/index.ts", "utf8") === "wrong") {
    console.error("ERROR: it is wrong");
    process.exit(1);
  }
  fs.mkdirSync("vm", { recursive: true });
  fs.writeFileSync("vm/core.wasm", "core");
`;
/** Builds, and tells how often the compiler has been called. */
function build() {
  const script = join(root, "gen/build-core.mjs");
  const { status, stderr } = spawnSync(process.execPath, [script], {
    cwd: folder.path(""),
    encoding: "utf8",
  });
  const calls = readFileSync(folder.path(CALLED), "utf8").trimEnd().split("\n");
  return { status, stderr, calls: calls.length, call: calls.at(-1) };
}
const later = (name: string, seconds: number) => {
  const time = Date.now() / 1000 + seconds;
  utimesSync(folder.path(name), time, time);
};

describe("gen/build-core.mjs", () => {
  it("compiles what is older than its sources, and nothing else", () => {
    write("assembly/index.ts", "fine");
    write("assembly/maps/map.ts", "fine");
    write("asconfig.json", "{}");
    write("package-lock.json", "{}");
    write("node_modules/assemblyscript/bin/asc.js", compiler);
    expect(build()).toEqual({ status: 0, stderr: "", calls: 1, call: "assembly/index.ts --target release" });
    expect(readFileSync(folder.path("dist/vm/core.wasm"), "utf8")).toBe("core");

    later("vm/core.wasm", 10);
    rmSync(folder.path("dist"), { recursive: true });
    expect(build().calls).toBe(1);
    expect(existsSync(folder.path("dist/vm/core.wasm"))).toBe(true);

    later("assembly/maps/map.ts", 20);
    expect(build().calls).toBe(2);
    later("assembly/maps/map.ts", 0);
    later("vm/core.wasm", 10);
    // The folder has changed, though no file in it is newer.
    rmSync(folder.path("assembly/maps/map.ts"));
    later("assembly/maps", 30);
    expect(build().calls).toBe(3);
  });

  it("fails where the compiler does", () => {
    write("assembly/index.ts", "wrong");
    later("assembly/index.ts", 60);
    expect(build()).toMatchObject({ status: 1, stderr: "ERROR: it is wrong\n" });
  });
});
