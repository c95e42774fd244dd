/** `skbox fuzz` as it is called. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { afterAll, describe, expect, it } from "vitest";
import { root, skbox, temporaryFolder } from "../cli/skbox.ts";

const folder = temporaryFolder();
afterAll(folder.remove);

const buggy = `${root}bpf-objects/buggy/`;
const lxc = `${root}bpf-objects/lxc.o`;
const fuzz = (...argv: string[]) => skbox(["fuzz", ...argv, "--jobs", "1"]);

describe("skbox fuzz", () => {
  it("tells what it found, and how to see it again", async () => {
    const findings = folder.path("findings");
    const { code, out } = await fuzz(
      ...[`${buggy}arp_target.o`, "from_pod", "--invariants", `${buggy}arp_target.yaml`],
      ...["--executions", "150000", "--findings", findings, "--json"],
    );
    expect(code).toBe(1);
    const [finding, ...more] = JSON.parse(out).findings;
    expect(more).toEqual([]);
    expect(finding).toMatchObject({
      kind: "invariant",
      message: "a reply to ARP always has the sender's MAC as its target",
    });
    // The capture is the packet: a header of 24 bytes, and 16 before the packet (draft-ietf-opsawg-pcap).
    expect(readFileSync(finding.pcap).subarray(40).toString("hex")).toBe(finding.packet);
    // The replay is a call of this command line: the reply goes to the frame's source, not the ARP sender.
    const [, ...argv] = (finding.replay as string).split(" ").map((word) => word.replace(/^'|'$/g, ""));
    const replayed = JSON.parse((await skbox([...argv, "--json"])).out);
    expect(replayed.action).toBe("TC_ACT_REDIRECT");
    expect(replayed.data_out.slice(0, 12)).toBe(finding.packet.slice(12, 24));
    expect(replayed.data_out.slice(64, 76)).not.toBe(finding.packet.slice(44, 56));
  });

  it("keeps a corpus, goes on with it, and merges several", async () => {
    const [one, two, both] = ["one", "two", "both"].map((name) => folder.path(name)) as [
      string,
      string,
      string,
    ];
    const run = async (corpus: string, seed: string, executions = "60000") => {
      const call = ["--executions", executions, "--seed", seed, "--corpus", corpus, "--json"];
      const { code, out } = await fuzz(lxc, "cil_from_container", ...call);
      expect(code).toBe(0);
      return JSON.parse(out);
    };
    const inputs = (corpus: string) => readdirSync(corpus).filter((name) => name !== "campaign.json");
    const first = await run(one, "1");
    expect(inputs(one).length).toBeGreaterThan(5);
    // What is there is gone through again before anything else.
    const again = await run(one, "2", "2000");
    expect(again.edges).toBeGreaterThanOrEqual(first.edges);
    await run(two, "3");
    const { code, out } = await skbox(["fuzz", "merge", one, two, "--output", both, "--json"]);
    expect(code).toBe(0);
    const { inputs: all, kept } = JSON.parse(out);
    expect(all).toBe(inputs(one).length + inputs(two).length);
    expect(kept).toBe(inputs(both).length);
    expect(kept).toBeLessThan(all);
    const merged = await run(both, "4", "2000");
    expect(merged.edges).toBeGreaterThanOrEqual(again.edges);
  });

  it("adds what ran to a coverage folder: the lines that its corpus reaches in the interpreter", async () => {
    const [corpus, found, replayed] = ["inputs", "found", "replayed"].map((name) => folder.path(name)) as [
      string,
      string,
      string,
    ];
    const program = [lxc, "cil_from_container"] as const;
    await fuzz(...program, "--executions", "60000", "--corpus", corpus, "--coverage", found);
    for (const name of readdirSync(corpus).filter((one) => one !== "campaign.json")) {
      const hex = folder.path("input.hex");
      writeFileSync(hex, JSON.parse(readFileSync(`${corpus}/${name}`, "utf8")).packet);
      await skbox(["prog", "run", ...program, "--data-in", hex, "--coverage", replayed]);
    }
    const lines = async (coverage: string) => {
      const { files } = JSON.parse((await skbox(["cover", "report", coverage, "--json"])).out);
      return files.flatMap(({ path, lines }: { path: string; lines: { line: number; hits: number }[] }) =>
        lines.filter(({ hits }) => hits > 0).map(({ line }) => `${path}:${line}`),
      );
    };
    const reached = await lines(found);
    expect(reached.length).toBeGreaterThan(20);
    expect(reached).toEqual(await lines(replayed));
  });

  it("does the same again for the same seed, and other things for another shard", async () => {
    const edges = async (...more: string[]) => {
      const { out } = await fuzz(lxc, "cil_from_container", "--executions", "50000", "--json", ...more);
      const { seconds, cpu_seconds, history, ...rest } = JSON.parse(out);
      return {
        ...rest,
        history: history.map(({ executions, edges }: { executions: number; edges: number }) => [
          executions,
          edges,
        ]),
      };
    };
    const first = await edges();
    expect(await edges()).toEqual(first);
    expect(await edges("--shard", "2/2")).not.toEqual(first);
  });

  it.each([
    [
      "a header that is none",
      "always: out.arq.target_ip == 1",
      /line 3: .*should be out\. and one of length, ethernet/,
    ],
    ["a field that is none", "never: in.arp.mac == 1", /should be in\.arp\. and one of hardware, /],
    ["no comparison", "never: in.length + 1", /should be a comparison/],
    ["neither always nor never", "when: verdict == OK", /should be one of always and never/],
    ["something else", "sometimes: verdict == OK", /should be name, when, always or never/],
    ["a verdict of another type", "never: verdict == XDP_PASS", /line 3: /],
  ])("refuses invariants with %s, and says where", async (name, rule, expected) => {
    const file = folder.path(`${name.replaceAll(" ", "-")}.yaml`);
    writeFileSync(file, `invariants:\n  - name: one\n    ${rule}\n`);
    const { code, err } = await fuzz(lxc, "cil_from_container", "--invariants", file, "--executions", "1");
    expect(code).toBe(2);
    expect(err).toMatch(expected);
  });

  it("begins from a scene, of which --set gives what is another value for each packet", async () => {
    const scene = ["--scene", `${root}examples/scenes/populated.yaml`, "--executions", "1000"];
    const { code, err } = await fuzz(lxc, "cil_from_container", ...scene);
    expect(code).toBe(2);
    expect(err).toMatch(/^skbox: endpoint_ipv4 is packet:ipv4\.source, .* --set endpoint_ipv4=VALUE\n$/);
    const found = ["--findings", folder.path("of-a-scene"), "--json"];
    const given = await fuzz(
      lxc,
      "cil_from_container",
      ...scene,
      "--set",
      "endpoint_ipv4=10.0.1.5",
      ...found,
    );
    expect(given.code).toBe(0);
    expect(JSON.parse(given.out).executions).toBeGreaterThanOrEqual(1000);
  });

  it("refuses a program without packets, and a folder that is no corpus", async () => {
    const none = await fuzz(`${root}bpf-objects/sock.o`, "cil_sock4_connect", "--executions", "1");
    expect(none).toMatchObject({
      code: 2,
      err: "skbox: cil_sock4_connect takes no packet: there is nothing to fuzz\n",
    });
    const merge = await skbox(["fuzz", "merge", folder.path("nowhere"), "--output", folder.path("out")]);
    expect(merge.code).toBe(2);
    expect(existsSync(folder.path("out"))).toBe(false);
  });
});
