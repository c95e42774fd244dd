/**
 * What the pages of docs/ show is what the commands print: each `$ skbox …` in a console block is run from the
 * project's root. A line `…` stands for any lines. Files in `out/` are in a folder of the page's own, from its first
 * command to its last. With SKBOX_UPDATE_DOCS=1 the pages are written anew instead, where no `…` is.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { root, skbox, temporaryFolder } from "../cli/skbox.ts";

const folder = temporaryFolder();
afterAll(folder.remove);

const ELISION = "…";
const BLOCK = /^```console\n(.*?)^```$/gms;
const update = process.env.SKBOX_UPDATE_DOCS === "1";

const pages = readdirSync(join(root, "docs"))
  .filter((name) => name.endsWith(".md"))
  .map((name) => ({ name, text: readFileSync(join(root, "docs", name), "utf8") }))
  .filter(({ text }) => text.includes("```console\n"));

/** The words of a command line: quotes hold words together, a backslash ends a line that goes on. */
const words = (command: string): string[] =>
  [...command.replace(/\\\n/g, " ").matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(
    ([, a, b, c]) => a ?? b ?? c ?? "",
  );

interface Session {
  /** As it stands there, with the prompt. */
  command: string;
  output: string;
}

function sessions(block: string): Session[] {
  return block
    .split(/^(?=\$ )/m)
    .map((text) => /^(\$ (?:[^\n]*\\\n)*[^\n]*\n)(.*)$/s.exec(text))
    .flatMap((match) => (match ? [{ command: match[1]!, output: match[2]! }] : []));
}

async function run(command: string, own: string): Promise<string> {
  const [, program, ...argv] = words(command);
  expect(program).toBe("skbox");
  const inFolder = (word: string) => word.replace(/(^|=)out\//, `$1${own}/`);
  const inRoot = (word: string) => word.replace(/(?<=^@?)(bpf-objects|examples|test)\//, `${root}$&`);
  const { out, err } = await skbox(argv.map(inFolder).map(inRoot), { columns: 100 });
  return (err + out)
    .replaceAll(`${own}/`, "out/")
    .replaceAll(root, "")
    .replace(/[^\S\n]+$/gm, "");
}

describe("docs/README.md", () => {
  const index = readFileSync(join(root, "docs/README.md"), "utf8");

  it("leads to every page", () => {
    const all = readdirSync(join(root, "docs")).filter(
      (name) => name.endsWith(".md") && name !== "README.md",
    );
    const linked = [...index.matchAll(/\]\((?<page>[\w-]+\.md)/g)].map(({ groups }) => groups!.page);
    expect([...new Set(linked)].sort()).toEqual(all.sort());
  });

  it("has every command", async () => {
    const verbs = async (...nouns: string[]): Promise<string[]> => {
      const { out } = await skbox([...nouns, "--help"], { columns: 200 });
      const [, list = ""] = out.split("Commands:\n");
      return [...list.split("\n\n")[0]!.matchAll(/^ {2}(\w+)(?: (?:\[options\] )?[<[]| {2})/gm)].map(
        ([, name]) => name!,
      );
    };
    for (const noun of (await verbs()).filter((name) => name !== "help")) {
      const inner = ["prog", "map", "btf", "net", "cover"].includes(noun) ? await verbs(noun) : [];
      const commands = inner.filter((name) => name !== "help").map((name) => `${noun} ${name}`);
      for (const command of commands.length > 0 ? commands : [noun])
        expect(index).toContain(`\`skbox ${command}\``);
    }
  });
});

describe.each(pages)("docs/$name", ({ name, text }) => {
  it("shows what the commands print", async () => {
    const own = folder.path(name);
    mkdirSync(own);
    let written = text;
    for (const [, block] of text.matchAll(BLOCK)) {
      for (const { command, output } of sessions(block!)) {
        const printed = await run(command, own);
        const parts = output.split(new RegExp(`^ *${ELISION}\n`, "m"));
        if (update && parts.length === 1)
          written = written.replace(command + output, () => command + printed);
        else {
          const pattern = parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("(?:.*\n)*?");
          expect(printed, command).toMatch(new RegExp(`^${pattern}$`));
        }
      }
    }
    if (update) writeFileSync(join(root, "docs", name), written);
  });
});
