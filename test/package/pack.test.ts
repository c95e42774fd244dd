import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** The programs of a page: its blocks that begin with an import. */
function examplesOf(page: string): string[] {
  const blocks = readFileSync(join(root, page), "utf8").matchAll(/```ts\n(import \{[^`]*?)```/g);
  return Array.from(blocks, ([, text]) => text!);
}

describe("npm pack", () => {
  let project: string;
  const run = (command: string, args: string[]) =>
    execFileSync(command, args, { cwd: project, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });

  beforeAll(() => {
    project = mkdtempSync(join(tmpdir(), "skbox-pack-"));
    const [{ filename }] = JSON.parse(
      execFileSync("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", project], {
        cwd: root,
        encoding: "utf8",
        stdio: ["ignore", "pipe", "pipe"],
      }),
    );
    writeFileSync(
      join(project, "package.json"),
      JSON.stringify({ name: "empty", private: true, type: "module" }),
    );
    run("npm", ["install", "--no-audit", "--no-fund", join(project, filename)]);
  }, 120_000);

  afterAll(() => rmSync(project, { recursive: true, force: true }));

  it("installs into an empty project, where the README's example runs", () => {
    writeFileSync(join(project, "example.mjs"), examplesOf("README.md")[0]!);
    expect(run(process.execPath, ["example.mjs"])).toContain("TC_ACT_REDIRECT");
  });

  it.each([
    ["a packet", ["TC_ACT_OK [ 'tail_handle_arp' ] 7"]],
    ["maps", ["LRU_HASH 65536 1", "true"]],
    ["errors", ["NOT_ELF not an ELF file", "BAD_PROGRAM"]],
  ])("runs docs/api.md: %s", (name, lines) => {
    const example = examplesOf("docs/api.md")[["a packet", "maps", "errors"].indexOf(name)]!;
    writeFileSync(join(project, "example.mjs"), example);
    const out = run(process.execPath, ["example.mjs"]);
    for (const line of lines) expect(out).toContain(line);
  });

  it("brings types along", () => {
    const others = ["skbox/loader", "skbox/cilium"].map(
      (name, i) => `export * as other${i} from "${name}";\n`,
    );
    const examples = [...examplesOf("README.md"), ...examplesOf("docs/api.md")];
    for (const [i, text] of [...examples, others.join("")].entries()) {
      writeFileSync(join(project, `example${i}.ts`), text);
    }
    const tsc = join(root, "node_modules/typescript/bin/tsc");
    const options = [
      "--noEmit",
      "--strict",
      "--module",
      "nodenext",
      "--target",
      "es2023",
      "--skipLibCheck",
      "false",
      // Without the DOM's types.
      "--lib",
      "es2023,esnext.disposable",
      "--exactOptionalPropertyTypes",
      "--noUncheckedIndexedAccess",
      "--verbatimModuleSyntax",
    ];
    // Node's own types come from here: an empty project has none.
    run(process.execPath, [
      tsc,
      ...options,
      "--typeRoots",
      join(root, "node_modules/@types"),
      "--types",
      "node",
      ...examples.map((_, i) => `example${i}.ts`),
      `example${examples.length}.ts`,
    ]);
  });

  it("brings the pages that the README and the command's help name", () => {
    const named = [
      ...readFileSync(join(root, "README.md"), "utf8").matchAll(
        /\]\(((?:docs|examples|bpf-objects)\/[^)#]+)/g,
      ),
      ...["fuzz", "prog run"].flatMap((command) => [
        ...run("npx", ["skbox", ...command.split(" "), "--help"]).matchAll(/(docs\/\S+\.md)/g),
      ]),
    ].map(([, path]) => path!);
    expect(named).toEqual(expect.arrayContaining(["docs/api.md", "docs/scenes.md", "docs/fuzz.md"]));
    const missing = named.filter((path) => !existsSync(join(project, "node_modules/skbox", path)));
    expect(missing).toEqual([]);
  });

  it("brings the command line", () => {
    const shown = JSON.parse(
      run("npx", ["skbox", "prog", "show", "node_modules/skbox/bpf-objects/lxc.o", "--json"]),
    );
    expect(shown.programs.map(({ name }: { name: string }) => name)).toContain("cil_from_container");
  });
});
