import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { example, lxc, skbox, temporaryFolder } from "../cli/skbox.ts";
import { endpointSettings } from "../support/endpoint.ts";

const folder = temporaryFolder();
afterAll(folder.remove);

const run = (...rest: string[]) => skbox(["prog", "run", ...rest]);
/** The lines of a paragraph, without places and indentation. */
function paragraph(out: string, label: string): string[] {
  const found = out.split("\n\n").find((one) => one.startsWith(label));
  return found?.split("\n").map((line) => line.replace(/^ *(\w+\.[hc]:\d+ +)?/, "")) ?? [];
}

describe("prog run --trace on the bundled object", () => {
  it("tells programs, calls and what they changed", async () => {
    const arp = ["--data-in", example("arp-request.hex")];
    const { code, err, out } = await run(lxc, "cil_from_container", ...arp, "--trace");
    expect([code, err]).toEqual([0, ""]);
    // The request's and the reply's bytes: RFC 826.
    const store = (offset: number, from: string, change: string) => [
      `bpf_skb_store_bytes(offset ${offset}, from ${from}, len ${from.length / 2}, flags 0) = 0`,
      `packet${change}`,
    ];
    expect(paragraph(out, "trace")).toEqual([
      "trace",
      "cil_from_container",
      "tail call cilium_calls[6] -> tail_handle_arp",
      "tail_handle_arp",
      ...store(0, "1252e37e874f", "[0..5] ffffffffffff -> 1252e37e874f"),
      ...store(6, "2ee68aa2061e", "[6..11] 1252e37e874f -> 2ee68aa2061e"),
      ...store(20, "0002", "[21] 01 -> 02"),
      ...store(22, "2ee68aa2061e", "[22..27] 1252e37e874f -> 2ee68aa2061e"),
      ...store(28, "ac1000be", "[31] fb -> be"),
      ...store(32, "1252e37e874f", "[32..37] 000000000000 -> 1252e37e874f"),
      ...store(38, "ac1000fb", "[41] be -> fb"),
      "bpf_redirect(ifindex 14, flags 0) = 7",
    ]);
  });

  const syn = [lxc, "cil_from_container", "--data-in", example("tcp-syn-pod.hex")];

  it("tells why a packet was dropped, with keys as their types write them", async () => {
    const { out } = await run(...syn, "--trace");
    const why = out.split("\n\n").find((one) => one.startsWith("why"));
    expect(why?.split("\n")).toEqual([
      "why       reason 133 (Policy denied)",
      expect.stringMatching(
        / {10}policy\.h:\d+ +bpf_map_lookup_elem\(cilium_policy_v2, \{prefixlen 64, egress 1, protocol 6, dport 80\}\) = null$/,
      ),
      expect.stringMatching(
        /^ +const struct policy_entry \*anybody = map_lookup_elem\(&cilium_policy_v2, &key\);$/,
      ),
      expect.stringMatching(
        /policy\.h:\d+ +if \(\(named && named->deny\) \|\| \(anybody && anybody->deny\)\)$/,
      ),
      // The line that the object itself writes into the metrics' key.
      expect.stringMatching(/lxc\.c:424 +the line that the program counts the drop under$/),
    ]);
  });

  it("unfolds lines with branches, and instructions with registers", async () => {
    const lines = paragraph((await run(...syn, "--trace=lines")).out, "trace");
    expect(lines).toContain("if ((named && named->deny) || (anybody && anybody->deny))");
    expect(lines).toContainEqual(expect.stringMatching(/^if r\d == 0 goto [+-]\d+ <\d+>: taken$/));
    const { out } = await run(...syn, "--trace", "insns", "--json");
    const { trace, insns } = JSON.parse(out);
    expect(trace.events.filter(({ event }: { event: string }) => event === "insn")).toHaveLength(insns);
    expect(trace.events.find(({ event }: { event: string }) => event === "insn")).toMatchObject({
      program: "cil_from_container",
      pc: 0,
      line: { file: expect.stringMatching(/lxc\.c$/), line: expect.any(Number) },
      changed: [{ register: expect.stringMatching(/^r\d$/), points_to: { kind: "context", offset: 0 } }],
    });
  });

  it("gives tools what it tells people", async () => {
    const { trace, drop } = JSON.parse((await run(...syn, "--trace", "--json")).out);
    expect([trace.level, trace.dropped]).toEqual(["calls", 0]);
    expect(drop).toMatchObject({
      reason: 133,
      name: "Policy denied",
      miss: {
        event: "helper",
        helper: "bpf_map_lookup_elem",
        arguments: [
          { name: "map", map: "cilium_policy_v2" },
          {
            name: "key",
            bytes: "400000000000000001060050",
            text: "{prefixlen 64, egress 1, protocol 6, dport 80}",
          },
        ],
        result: { value: "0x0", points_to: null },
        found: null,
      },
    });
    expect(drop.way.at(-1)).toMatchObject({ line: 424 });
  });

  it("goes along with --follow, hop by hop", async () => {
    const pods = [
      "--data-in",
      example("two-pods-syn.hex"),
      "--env",
      example("two-pods.yaml"),
      "--follow",
      "--trace=calls",
    ];
    const { out } = await run(lxc, "cil_from_container", ...pods);
    expect(out.match(/^trace$/gm)).toHaveLength(1);
    expect(out).toContain(
      "= {ifindex 10, lxc_id 788, mac ae:fa:30:78:0c:f9, node_mac 6e:a4:db:e4:9a:46, sec_id 29265}",
    );
    const { hops } = JSON.parse((await run(lxc, "cil_from_container", ...pods, "--json")).out);
    expect(hops[0].result.trace.events.length).toBeGreaterThan(30);
  });

  it("tells one packet of a capture, as the packets before it leave things", async () => {
    const lab = (name: string) => example(`lab/output/${name}`);
    const capture = ["--pcap", lab("netpod-sent.pcapng"), "--maps", lab("maps-before.json")];
    const only = async (number: string) => {
      const { out } = await run(
        lxc,
        "cil_from_container",
        ...capture,
        "--packet",
        number,
        "--trace",
        "--json",
      );
      return JSON.parse(out);
    };
    const all = (await run(lxc, "cil_from_container", ...capture, "--json")).out
      .trimEnd()
      .split("\n")
      .slice(0, -1);
    const packets = all.map((text) => JSON.parse(text));
    for (const number of [1, 8, 19]) {
      const { retval, data_out, insns, drop } = await only(String(number));
      // The JIT, which runs captures, does not count.
      expect([retval, data_out]).toEqual([packets[number - 1].retval, packets[number - 1].data_out]);
      expect([insns > 100, drop?.reason]).toEqual([true, number === 19 ? 133 : undefined]);
    }
    expect(await run(lxc, "cil_from_container", ...capture, "--packet", "20")).toMatchObject({
      code: 2,
      err: expect.stringContaining("has no packet 20; it has 19"),
    });
    expect(await run(lxc, "cil_from_container", ...capture, "--trace")).toMatchObject({ code: 2 });
    expect(await run(...syn, "--packet", "1")).toMatchObject({ code: 2 });
  });

  it("refuses what cannot be traced", async () => {
    expect(await run(...syn, "--trace=words")).toMatchObject({
      code: 2,
      err: expect.stringContaining("calls, lines, insns"),
    });
    expect(await run(...syn, "--trace", "--repeat", "2")).toMatchObject({ code: 2 });
    expect(await run(...syn, "--trace", "--pcap", "x.pcap")).toMatchObject({ code: 2 });
  });
});

const objects = process.env.SKBOX_OBJECTS ?? "";
const real = join(objects, "cilium-core/bpf_lxc.o");
const missing = objects === "" ? "SKBOX_OBJECTS is not set" : existsSync(real) ? "" : `there is no ${real}`;

describe.skipIf(missing !== "")(`cilium-core/bpf_lxc.o${missing && ` (skipped: ${missing})`}`, () => {
  const packet = (name: string, hex: string) => {
    writeFileSync(folder.path(name), hex);
    return ["--data-in", folder.path(name)];
  };

  it("a SYN that an empty policy drops: the lookup that decided, and the line", async () => {
    const syn = packet(
      "syn.hex",
      "0a1b2c3d4e5f dededededede 0800 45000028123440004006118f 0a0001050a000209 9c40005000000001000000005002faf001530000",
    );
    const { out } = await run(real, "cil_from_container", ...endpointSettings, ...syn, "--trace", "--json");
    const { retval, trace, drop } = JSON.parse(out);
    expect(retval).toBe(2);
    expect(drop).toMatchObject({
      reason: 133,
      name: "Policy denied",
      miss: {
        line: {
          file: expect.stringMatching(/lib\/policy\.h$/),
          text: expect.stringContaining("l4policy = map_lookup_elem(map, &key);"),
        },
        arguments: [
          { map: "cilium_policy_v2" },
          { text: "{lpm_key {prefixlen 64}, egress 1, protocol 6, dport 80}" },
        ],
        found: null,
      },
    });
    expect(drop.way.map(({ text }: { text: string }) => text.trim())).toEqual([
      "if (l4policy &&",
      "if (!policy_verdict_filter_allow(POLICY_VERDICT_LOG_FILTER, dir))",
      "if (verdict != CTX_ACT_OK) {",
      "if (CONFIG(policy_deny_response_enabled) &&",
      "if (IS_ERR(ret))",
      "return send_drop_notify_ext(ctx, SECLABEL_IPV4, dst_sec_identity,",
    ]);
    // Cilium writes the line of the drop's last argument into the metrics' key: the statement ends there.
    const metrics = trace.events.find(
      (event: { helper?: string; arguments: { map: string }[] }) =>
        event.helper === "bpf_map_update_elem" && event.arguments[0]?.map === "cilium_metrics",
    );
    const own = Number(/line (\d+)/.exec(metrics.arguments[1].text)?.[1]);
    expect(own - drop.way.at(-1).line).toBeGreaterThanOrEqual(0);
    expect(own - drop.way.at(-1).line).toBeLessThan(4);
  });

  it("the ARP request: its tail call, and the stores that built the reply", async () => {
    const arp = packet(
      "arp.hex",
      "ffffffffffff dededededede 0806 0001 0800 06 04 0001 dededededede 0a000105 000000000000 0a000101",
    );
    const { out } = await run(real, "cil_from_container", ...endpointSettings, ...arp, "--trace");
    expect(paragraph(out, "trace")).toEqual([
      "trace",
      "cil_from_container",
      "tail call cilium_calls[6] -> tail_handle_arp",
      "tail_handle_arp",
      "bpf_skb_store_bytes(offset 6, from 0a1b2c3d4e5f, len 6, flags 0) = 0",
      "packet[6..11] dededededede -> 0a1b2c3d4e5f",
      "bpf_skb_store_bytes(offset 0, from dededededede, len 6, flags 0) = 0",
      "packet[0..5] ffffffffffff -> dededededede",
      "bpf_skb_store_bytes(offset 20, from 0002, len 2, flags 0) = 0",
      "packet[21] 01 -> 02",
      "bpf_skb_store_bytes(offset 22, from 0a1b2c3d4e5f, len 6, flags 0) = 0",
      "packet[22..27] dededededede -> 0a1b2c3d4e5f",
      "bpf_skb_store_bytes(offset 28, from 0a000101, len 4, flags 0) = 0",
      "packet[31] 05 -> 01",
      "bpf_skb_store_bytes(offset 32, from dededededede, len 6, flags 0) = 0",
      "packet[32..37] 000000000000 -> dededededede",
      "bpf_skb_store_bytes(offset 38, from 0a000105, len 4, flags 0) = 0",
      "packet[41] 01 -> 05",
      "bpf_redirect(ifindex 1, flags 0) = 7",
    ]);
  });
});

const built = join(objects, "cilium-1.17/bpf_lxc.o");
const notBuilt =
  objects === "" ? "SKBOX_OBJECTS is not set" : existsSync(built) ? "" : `there is no ${built}`;

describe.skipIf(notBuilt !== "")(`cilium-1.17/bpf_lxc.o${notBuilt && ` (skipped: ${notBuilt})`}`, () => {
  it("tells the reason that an object from Cilium's own build counts, whose maps have a prefix", async () => {
    const { out } = await run(
      ...[built, "cil_from_container", "--data-in", example("tcp-syn-pod.hex"), "--trace"],
    );
    // What the kernel's test-run counts for this packet.
    expect(paragraph(out, "why")[0]).toBe("why       reason 137 (CT: Unknown L4 protocol)");
    expect(out).toContain(
      "test_cilium_metrics: reason 137 (CT: Unknown L4 protocol), egress: +1 packet, 62 bytes",
    );
  });
});
