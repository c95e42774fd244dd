import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { example, lxc, root, skbox, temporaryFolder } from "../cli/skbox.ts";

const folder = temporaryFolder();
afterAll(folder.remove);
const { path } = folder;

const arp = ["--data-in", example("arp-request.hex")];
const run = (coverage: string, ...rest: string[]) =>
  skbox(["prog", "run", lxc, "cil_from_container", ...rest, "--coverage", coverage]);
const report = async (coverage: string, ...rest: string[]) => {
  const { code, out, err } = await skbox(["cover", "report", coverage, ...rest]);
  return { code, err, out };
};
interface Line {
  line: number;
  text: string;
  hits: number;
}
async function lines(coverage: string): Promise<Line[]> {
  const { files } = JSON.parse((await report(coverage, "--json")).out);
  return files.find((file: { path: string }) => file.path.endsWith("lxc.c")).lines;
}
/** The source line with this text, in the file as it is. */
const source = readFileSync(join(root, "bpf-objects/lxc.c"), "utf8").split("\n");
const lineOf = (text: string) => source.findIndex((line) => line.includes(text)) + 1;
const hits = (all: readonly Line[], text: string) => all.find(({ line }) => line === lineOf(text))?.hits;

/** Lines that an ARP request reaches, and one that it does not. */
const REDIRECT = "return redirect(config(interface_ifindex), 0);";
const ENTRY = "int cil_from_container(struct __sk_buff *skb)";
const CONTAINER_DROP = "int tail_drop_notify(struct __sk_buff *skb)";

describe("a folder of coverage", () => {
  it("adds runs up, of packets and of captures, of any number of commands at the same time", async () => {
    const out = path("runs");
    await Promise.all([run(out, ...arp), run(out, ...arp), run(out, "--pcap", example("netpod.pcap"))]);
    expect(readdirSync(out).filter((name) => name.endsWith(".object.json"))).toHaveLength(1);
    expect(readdirSync(out).filter((name) => name.endsWith(".run.json"))).toHaveLength(3);
    const all = await lines(out);
    // The capture has one ARP request among its seven packets.
    expect(hits(all, ENTRY)).toBe(2 + 7);
    expect(hits(all, REDIRECT)).toBe(2 + 1);
  });

  it("is reported as a table, an lcov tracefile, and pages with the source", async () => {
    const out = path("one");
    expect((await run(out, ...arp, "--json")).code).toBe(0);
    const [lcov, html] = [path("one.lcov"), path("pages")];
    const { code, err, out: table } = await report(out, "--lcov", lcov, "--html", html);
    expect([code, err]).toEqual([0, ""]);
    expect(table).toMatch(/^bpf-objects\/lxc\.c +\d+\/\d+ +\d+% +\d+\/\d+ +\d+% +2\/10 +20%$/m);

    const records = readFileSync(lcov, "utf8").split("end_of_record\n");
    const record = records.find((one) => /^SF:.*lxc\.c$/m.test(one))!;
    expect(record).toContain(`DA:${lineOf(REDIRECT)},1\n`);
    expect(record).toContain(`DA:${lineOf(CONTAINER_DROP)},0\n`);
    expect(record).toMatch(/^FNDA:1,tail_handle_arp$/m);
    expect(record).toMatch(/^FNDA:0,tail_drop_notify$/m);
    const counted = [...record.matchAll(/^DA:(\d+),(\d+)$/gm)].map(([, line, count]) => [
      Number(line),
      Number(count),
    ]);
    expect(counted).toEqual((await lines(out)).map((one) => [one.line, one.hits]));
    expect(record).toContain(
      `LF:${counted.length}\nLH:${counted.filter(([, count]) => count! > 0).length}\n`,
    );

    const pages = readdirSync(html, { recursive: true }).map(String);
    const page = pages.find((name) => name.endsWith("lxc.c.html"))!;
    expect(readFileSync(join(html, page), "utf8")).toContain("tail_handle_arp");
  });

  it("shows the source that the object carries where there is no file", async () => {
    const out = path("moved");
    await run(out, ...arp);
    const [name] = readdirSync(out).filter((one) => one.endsWith(".object.json"));
    // The same object, compiled in a folder that is not here: its id is another one.
    const object = JSON.parse(readFileSync(join(out, name!), "utf8"));
    object.files = object.files.map((one: string) => `/nowhere/${one}`);
    const moved = path("elsewhere");
    mkdirSync(moved);
    writeFileSync(join(moved, "x.object.json"), JSON.stringify(object));
    const html = path("moved-pages");
    const shown = async (...options: string[]) => {
      expect((await report(moved, "--html", html, ...options)).code).toBe(0);
      const pages = readdirSync(html, { recursive: true }).map(String);
      return readFileSync(join(html, pages.find((one) => one.endsWith("lxc.c.html"))!), "utf8");
    };
    const partly = await shown();
    expect(partly).toContain("config(interface_ifindex)");
    expect(partly).toContain("Lines with code, from the object");
    // A line without code.
    const LICENSE = "SPDX-License-Identifier";
    expect(partly).not.toContain(LICENSE);

    expect(await shown("--source", root)).toContain(LICENSE);
    // What is there under the same name, and is another file, is not it.
    mkdirSync(path("other/bpf-objects"), { recursive: true });
    writeFileSync(path("other/bpf-objects/lxc.c"), source.join("\n").replace(REDIRECT, "return 0;"));
    expect(await shown("--source", path("other"))).not.toContain(LICENSE);
    expect(await report(moved, "--source", root)).toEqual({
      code: 2,
      err: "skbox: --source goes with --html\n",
      out: "",
    });
  });

  it("tells each way of a branch", async () => {
    const out = path("ways");
    await run(out, ...arp);
    const { files } = JSON.parse((await report(out, "--json")).out);
    const branches = files.flatMap(({ branches }: { branches: unknown[] }) => branches);
    const ways = branches.map(({ arms }: { arms: { hits: number }[] }) => arms.map((arm) => arm.hits > 0));
    // One packet goes one way where it passes once, and nowhere else.
    expect(ways.filter(([a, b]: boolean[]) => a !== b).length).toBeGreaterThan(5);
    expect(ways.filter(([a, b]: boolean[]) => !a && !b).length).toBeGreaterThan(50);
  });

  it("names what is broken, and reports the rest", async () => {
    const out = path("broken");
    await run(out, ...arp);
    const [id] = readdirSync(out)
      .find((name) => name.endsWith(".object.json"))!
      .split(".");
    writeFileSync(join(out, `${id}.a.run.json`), "{");
    writeFileSync(
      join(out, `${id}.b.run.json`),
      '{"version":1,"object":"x","programs":{"tail_handle_arp":{"hits":[99999,1],"taken":[]}}}',
    );
    writeFileSync(join(out, "0123.c.run.json"), '{"version":1,"object":"0123","programs":{}}');
    const { code, err, out: table } = await report(out);
    expect(code).toBe(2);
    expect(err.trimEnd().split("\n")).toEqual([
      expect.stringMatching(/0123\.c\.run\.json is no coverage: object 0123 is not in the folder/),
      expect.stringMatching(/\.a\.run\.json/),
      expect.stringMatching(
        /\.b\.run\.json is no coverage: programs\.tail_handle_arp\.hits\.0 should be below \d+/,
      ),
    ]);
    expect(table).toMatch(/^bpf-objects\/lxc\.c /m);
  });

  it("says so where there is none", async () => {
    mkdirSync(path("empty"));
    expect(await report(path("empty"))).toMatchObject({ code: 2, err: expect.stringMatching(/no coverage/) });
    expect(await report(path("nowhere"))).toMatchObject({ code: 2 });
  });
});
