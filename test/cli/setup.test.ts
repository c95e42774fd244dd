/** Options that say what a run finds, of the commands that share them. */
import { writeFileSync } from "node:fs";
import { afterAll, describe, expect, it } from "vitest";
import { chunks, example, lxc, skbox, temporaryFolder } from "./skbox.ts";

const folder = temporaryFolder();
afterAll(folder.remove);

const capture = example("netpod.pcap");
const syn = ["--data-in", example("tcp-syn-pod.hex")];
const populated = ["--scene", example("scenes/populated.yaml")];
const run = (...rest: string[]) => skbox(["prog", "run", lxc, "cil_from_container", ...rest]);

describe("--scene", () => {
  it("sets variables, maps, context and environment of prog run", async () => {
    const { code, out } = await run(...syn, ...populated, "--json");
    expect([code, JSON.parse(out).action]).toEqual([0, "TC_ACT_OK"]);
  });

  it("lets --set and --ctx say otherwise", async () => {
    const set = ["--set", "endpoint_ipv4=10.9.9.9", "--ctx", "ifindex=15"];
    const { out } = await run(...syn, ...populated, ...set, "--json");
    const { retval, ctx_out } = JSON.parse(out);
    expect([retval, ctx_out.ifindex]).toEqual([2, 15]);
  });

  it("refuses for a capture what a packet says, and a map that is also in --maps", async () => {
    expect((await run("--pcap", capture, ...populated)).err).toBe(
      "skbox: endpoint_ipv4=packet:ipv4.source goes with --data-in\n",
    );
    const maps = folder.path("cilium_lxc.json");
    writeFileSync(maps, "[]");
    const { code, err } = await run(...syn, ...populated, "--maps", maps);
    expect([code, err]).toEqual([
      2,
      expect.stringMatching(
        /populated\.yaml: maps\.cilium_lxc: also in .*cilium_lxc\.json, expected each map once/,
      ),
    ]);
  });
});

describe("--env", () => {
  it("loads what is attached also for a single run, which may tail-call another endpoint's policy", async () => {
    const path = async (...options: string[]) => {
      const packet = ["--data-in", example("two-pods-syn.hex"), "--maps", example("two-pods-maps.json")];
      const { out } = await run(...packet, ...options, "--json");
      return JSON.parse(out).tail_calls;
    };
    expect(await path("--env", example("two-pods.yaml"))).toContain("cil_lxc_policy");
    expect(await path()).not.toContain("cil_lxc_policy");
  });
});

describe("one packet of a capture", () => {
  const third = ["--pcap", capture, "--packet", "3"];

  it("is what prog debug goes through, with what those before it left in the maps", async () => {
    const stdin = () => chunks(Buffer.from("packet\nmap cilium_tail_call_buffer4\n"));
    const { code, out } = await skbox(["prog", "debug", lxc, "cil_from_container", ...third], { stdin });
    expect(code).toBe(0);
    expect(out).toContain("ICMP 172.16.0.251 -> 172.16.2.139, echo request 1 of id 10794, 74 bytes\n");
    expect(out).not.toContain("all zeros");
  });

  it("may be written, repeated and followed", async () => {
    const [packet, context] = [folder.path("after.hex"), folder.path("ctx.json")];
    const { code, out } = await run(
      ...third,
      "--data-out",
      packet,
      "--ctx-out",
      context,
      "--repeat",
      "2",
      "--json",
    );
    expect([code, JSON.parse(out).action]).toEqual([0, "TC_ACT_SHOT"]);
    expect((await run(...third, "--follow", "--json")).code).toBe(0);
  });

  it.each([
    [["prog", "debug"], ["--pcap", capture], "--pcap goes with --packet"],
    [["prog", "debug"], [...syn, "--packet", "1"], "--packet goes with --pcap"],
    [["prog", "run"], ["--pcap", capture, "--data-out", "x"], "--data-out of a capture goes with --packet"],
    [["prog", "run"], ["--pcap", capture, "--trace"], "--trace of a capture goes with --packet"],
    [["prog", "run"], [...syn, "--write", "x.pcap"], "--write goes with --pcap"],
  ])("%s %s: %s", async (verb, options, message) => {
    const { code, err } = await skbox([...verb, lxc, "cil_from_container", ...options]);
    expect([code, err]).toEqual([2, `skbox: ${message}\n`]);
  });
});

describe("--set @FILE", () => {
  const set = ["--set", `@${example("ep_config.json")}`];
  const wrong = ["--set", "@nowhere.json"];

  it.each(["run", "debug"])("is read by prog %s", async (verb) => {
    const { code } = await skbox(["prog", verb, lxc, "cil_from_container", ...syn, ...set]);
    expect(code).toBe(0);
  });

  it("is read by monitor", async () => {
    expect((await skbox(["monitor", lxc, "cil_from_container", ...syn, ...set])).code).toBe(0);
  });

  it.each(["diff", "fuzz"])("is read by %s", async (verb) => {
    const { code, err } = await skbox([
      verb,
      lxc,
      "cil_from_container",
      ...wrong,
      ...(verb === "diff" ? syn : []),
    ]);
    expect([code, err]).toEqual([2, expect.stringMatching(/^skbox: cannot read nowhere\.json/)]);
  });
});
