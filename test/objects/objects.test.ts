// The committed objects are what their sources say: by hash always, by rebuilding where the compiler is there.

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

interface Build {
  readonly clang: string;
  readonly objects: Readonly<Record<string, { sha256: string; sources: Record<string, string> }>>;
}

const folder = fileURLToPath(new URL("../../bpf-objects/", import.meta.url));
const script = join(folder, "build.mjs");
const build: Build = JSON.parse(readFileSync(join(folder, "objects.json"), "utf8"));
const names = Object.keys(build.objects).sort();

const major = (version: string) => version.split(".")[0];
const bytesOf = (name: string, dir = folder) => readFileSync(join(dir, name));
const sha256 = (name: string) => createHash("sha256").update(bytesOf(name)).digest("hex");
const filesEndingIn = (suffix: string) =>
  ["", "buggy/"].flatMap((inner) =>
    readdirSync(join(folder, inner))
      .filter((name) => name.endsWith(suffix))
      .map((name) => inner + name),
  );

function installedClang(): string | null {
  const answer = execFileSync(process.execPath, [script, "--compiler"], { encoding: "utf8" });
  return (JSON.parse(answer) as { version: string } | null)?.version ?? null;
}

describe("bundled objects", () => {
  it("are one per C file, and no others", () => {
    expect(
      filesEndingIn(".c")
        .map((name) => name.replace(/c$/, "o"))
        .sort(),
    ).toEqual(names);
    expect(filesEndingIn(".o").sort()).toEqual(names);
  });

  it("use every header of the folder", () => {
    const used = new Set(Object.values(build.objects).flatMap(({ sources }) => Object.keys(sources)));
    expect(filesEndingIn(".h").filter((name) => !used.has(name))).toEqual([]);
  });

  it.each(names)("%s is the recorded object (else: npm run objects)", (name) => {
    expect(sha256(name)).toBe(build.objects[name]!.sha256);
  });

  it.each(names)("%s was built from the sources as they are (else: npm run objects)", (name) => {
    const { sources } = build.objects[name]!;
    const now = Object.fromEntries(Object.keys(sources).map((file) => [file, sha256(file)]));
    expect(now).toEqual(sources);
  });

  it.each(names)("%s holds no path of the machine that built it", (name) => {
    const strings =
      bytesOf(name)
        .toString("latin1")
        .match(/[\x20-\x7e]{4,}/g) ?? [];
    expect(strings.filter((text) => /^\/[a-z]+\//.test(text))).toEqual([]);
  });

  it.each([
    ["lxc.json", "lxc.o"],
    ["sock.json", "sock.o"],
  ])("golden/%s was taken from %s as it is", (golden, object) => {
    const file = new URL(`../golden/${golden}`, import.meta.url);
    expect(JSON.parse(readFileSync(file, "utf8")).sha256).toBe(build.objects[object]!.sha256);
  });
});

const wanted = major(build.clang);
const installed = installedClang();
const reason = installed === null ? "no clang here" : `clang ${installed} here`;
const skip = installed === null || major(installed) !== wanted;

describe.skipIf(skip)(`rebuilt objects${skip ? ` (skipped: clang ${wanted} wanted, ${reason})` : ""}`, () => {
  let out: string;
  beforeAll(() => {
    out = mkdtempSync(join(tmpdir(), "skbox-objects-"));
    execFileSync(process.execPath, [script, "--out", out], { stdio: "pipe" });
  });
  afterAll(() => rmSync(out, { recursive: true, force: true }));

  it.each(names)("%s has the committed bytes", (name) => {
    expect(bytesOf(name, out).equals(bytesOf(name))).toBe(true);
  });
});
