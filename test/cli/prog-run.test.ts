import { readFileSync, writeFileSync } from "node:fs";
import { afterAll, describe, expect, it } from "vitest";
import { chunks, example, lxc, skbox, sock, temporaryFolder, traps } from "./skbox.ts";

const folder = temporaryFolder();
afterAll(folder.remove);

const run = (...rest: string[]) => skbox(["prog", "run", ...rest]);
const json = async (...rest: string[]) => JSON.parse((await run(...rest, "--json")).out);

const arp = ["--data-in", example("arp-request.hex")];
const request = "ffffffffffff1252e37e874f080600010800060400011252e37e874fac1000fb000000000000ac1000be";
// Taken from the Linux 6.18 kernel (test/golden/lxc.json).
const reply = "1252e37e874f2ee68aa2061e080600010800060400022ee68aa2061eac1000be1252e37e874fac1000fb";

describe("prog run --json", () => {
  it("prints one document and nothing else", async () => {
    const { code, out, err } = await run(lxc, "cil_from_container", ...arp, "--json");
    expect([code, err, out.split("\n").length]).toEqual([0, "", 2]);
    expect(JSON.parse(out)).toEqual({
      retval: 7,
      action: "TC_ACT_REDIRECT",
      redirect: { helper: "bpf_redirect", ifindex: 14, flags: 0 },
      data_out: reply,
      ctx_out: expect.objectContaining({ len: 42, protocol: 0x0608, ifindex: 1, cb: [0, 0, 0, 0, 0] }),
      insns: expect.any(Number),
      engine: "interpreter",
      duration_ns: expect.any(Number),
      events: [],
      events_lost: 0,
      clones: [],
      printk: [],
      tail_calls: ["tail_handle_arp"],
      trap: null,
    });
  });

  it("repeats on the packet as given", async () => {
    expect((await json(lxc, "cil_from_container", ...arp, "--repeat", "3")).data_out).toBe(reply);
  });

  it("takes variables, the linear length and the packet from standard input", async () => {
    const stdin = () => chunks(Buffer.from(request, "hex"));
    const argv = ["prog", "run", lxc, "cil_from_container", "--data-in", "-", "--linear", "14", "--json"];
    const { out } = await skbox([...argv, "--set", "interface_mac=02:00:00:00:00:01"], { stdin });
    expect(JSON.parse(out).data_out).toBe(reply.replaceAll("2ee68aa2061e", "020000000001"));
  });

  it("reports events in hexadecimal and tail calls in order", async () => {
    const { retval, events, tail_calls } = await json(
      lxc,
      "cil_from_container",
      "--data-in",
      example("unknown-ethertype.hex"),
    );
    expect(retval).toBe(2);
    expect(tail_calls).toEqual(["tail_drop_notify"]);
    expect(events).toEqual([{ map: "cilium_events", cpu: 0, data: expect.stringMatching(/^018b9702/) }]);
  });
});

describe("prog run: a run that is stopped", () => {
  it("is exit code 1, with the trap in the document", async () => {
    const { code, out, err } = await run(traps, "beyond_packet", ...arp, "--json");
    expect([code, err]).toEqual([1, ""]);
    const { retval, trap } = JSON.parse(out);
    expect(retval).toBeNull();
    expect(trap).toMatchObject({
      code: "OUT_OF_BOUNDS",
      program: "beyond_packet",
      pc: 1,
      insn: "r0 = *(u32 *)(r1 + 40)",
      line: { file: "./traps.c", text: expect.stringContaining("+ 40);") },
      object: { kind: "packet", size: 42 },
      by: 2,
      kernelRefuses: true,
    });
  });

  it.each([
    ["beyond_packet", "read of 4 bytes at packet offset 40 leaves the packet (42 bytes) by 2 bytes"],
    ["unchecked_lookup", "read of 8 bytes at address 0x0, null or close to it"],
    ["stale_packet", "read of 1 byte through a packet pointer from before a helper"],
    ["beyond_context", "read of 4 bytes at offset 200 leaves __sk_buff (192 bytes) by 12 bytes"],
    ["endless", "more loops and calls than the budget allows"],
  ])("%s is told in English", async (prog, sentence) => {
    const { code, out } = await run(traps, prog, ...arp, "--budget", "1000");
    expect(code).toBe(1);
    expect(out).toContain(`stopped   ${sentence}`);
    expect(out.includes("The kernel's verifier would have refused")).toBe(prog !== "endless");
  });
});

describe("prog run: files", () => {
  it("writes the packet as bytes, or as text to a .hex file that can be read again", async () => {
    const [raw, hex] = [folder.path("out.bin"), folder.path("out.hex")];
    await run(lxc, "cil_from_container", ...arp, "--data-out", raw);
    await run(lxc, "cil_from_container", ...arp, "--data-out", hex);
    expect(readFileSync(raw).toString("hex")).toBe(reply);
    expect(readFileSync(hex, "utf8").replace(/\s/g, "")).toBe(reply);
    expect((await json(lxc, "cil_from_container", "--data-in", raw)).retval).toBe(
      (await json(lxc, "cil_from_container", "--data-in", hex)).retval,
    );
  });

  it("reads hexadecimal text with comments", async () => {
    const file = folder.path("commented.hex");
    writeFileSync(
      file,
      `# a request for the gateway\n${request.slice(0, 28)} # link\n${request.slice(28)}\n`,
    );
    expect((await json(lxc, "cil_from_container", "--data-in", file)).data_out).toBe(reply);
  });

  it("feeds maps and context of one run to the next", async () => {
    const [maps, ctx] = [folder.path("maps.json"), folder.path("ctx.json")];
    const drop = [lxc, "cil_from_container", "--data-in", example("unknown-ethertype.hex")];
    await run(...drop, "--ctx", "mark=0x200", "--ctx-out", ctx, "--maps-out", maps);
    const { ctx_out } = await json(...drop, "--ctx-in", ctx, "--maps", maps, "--maps-out", maps);
    expect(ctx_out.mark).toBe(0x200);
    // Two packets of 60 bytes: count and bytes, as u64.
    const [element, ...others] = JSON.parse(readFileSync(maps, "utf8")).cilium_metrics;
    expect(others).toEqual([]);
    expect(element.key.slice(0, 2)).toEqual(["0x8b", "0x02"]);
    expect(element.values).toHaveLength(1);
    const bytes = Buffer.from(element.values[0].value.map(Number));
    expect([bytes.readBigUInt64LE(0), bytes.readBigUInt64LE(8)]).toEqual([2n, 120n]);
  });

  it("has as many CPUs as the loaded values", async () => {
    const [maps, after] = [folder.path("two.json"), folder.path("two-after.json")];
    const value = (count: number) => `0${count}${"00".repeat(15)}`;
    const values = [1, 2].map((count, cpu) => ({ cpu, value: value(count) }));
    writeFileSync(maps, JSON.stringify({ cilium_metrics: [{ key: "ff02000000000000", values }] }));
    await run(lxc, "cil_from_container", ...arp, "--maps", maps, "--maps-out", after);
    const [element] = JSON.parse(readFileSync(after, "utf8")).cilium_metrics;
    const got = element.values.map((one: { cpu: number; value: string[] }) => [
      one.cpu,
      Number(one.value[0]),
    ]);
    expect(got).toEqual([
      [0, 1],
      [1, 2],
    ]);
  });
});

describe("prog run: the story", () => {
  it("tells an ARP request from end to end", async () => {
    const { code, out } = await run(lxc, "cil_from_container", ...arp);
    expect(code).toBe(0);
    expect(out.replace(/\d+ instructions/, "N instructions")).toBe(`\
in        ARP request: who has 172.16.0.190? tell 172.16.0.251 (12:52:e3:7e:87:4f), 42 bytes

path      cil_from_container (tc/entry)
          └─> tail_handle_arp

out       ARP reply: 172.16.0.190 is at 2e:e6:8a:a2:06:1e, to 172.16.0.251 (12:52:e3:7e:87:4f), 42 bytes

verdict   TC_ACT_REDIRECT (7): the packet leaves through interface 14 (bpf_redirect)

cost      N instructions, interpreter

      before                      after
0000  ff ff ff ff ff ff 12 52   |*12*52*e3*7e*87*4f*2e*e6
0008  e3 7e 87 4f 08 06 00 01   |*8a*a2*06*1e 08 06 00 01
0010  08 00 06 04 00 01 12 52   | 08 00 06 04 00*02*2e*e6
0018  e3 7e 87 4f ac 10 00 fb   |*8a*a2*06*1e ac 10 00*be
0020  00 00 00 00 00 00 ac 10   |*12*52*e3*7e*87*4f ac 10
0028  00 be                     | 00*fb
`);
  });

  it("says why a packet was dropped", async () => {
    const { out } = await run(lxc, "cil_from_container", "--data-in", example("tcp-syn-pod.hex"));
    expect(out).toContain("in        TCP 172.16.0.251:40000 -> 172.16.2.139:80 (SYN), 62 bytes\n");
    expect(out).toContain("out       the same packet\n");
    expect(out).toContain("verdict   TC_ACT_SHOT (2): the packet is dropped\n");
    expect(out).toContain("cilium_metrics: reason 133 (Policy denied), egress: +1 packet, 62 bytes\n");
    expect(out).toContain("events    cilium_events: ");
  });

  it("marks changed bytes with colours, and nothing else differs", async () => {
    const plain = await run(lxc, "cil_from_container", ...arp);
    const { out } = await skbox(["prog", "run", lxc, "cil_from_container", ...arp], { color: true });
    expect(out).toContain("\x1b[32m2e\x1b[0m");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: this is what colours are made of
    expect(out.replace(/\x1b\[\d+m/g, "")).toBe(plain.out.replaceAll("*", " "));
  });

  it("shows the context where there is no packet", async () => {
    const ctx = ["--ctx", "user_ip4=10.10.249.114", "--ctx", "user_port=0x5000"];
    const { code, out } = await run(sock, "cil_sock4_connect", ...ctx);
    expect(code).toBe(0);
    expect(out).toContain("in        bpf_sock_addr with user_ip4 10.10.249.114, user_port 80\n");
    expect(out).toContain("verdict   allow (1)");
  });
});

describe("prog run of a program whose section does not say its type", () => {
  const mirror = "test/cli/objects/mirror.o";

  it("asks for --type, and runs with it", async () => {
    const refused = await run(mirror, "mirror", ...arp);
    expect([refused.code, refused.err]).toEqual([
      2,
      "skbox: program mirror: its section mirror_all does not say of what type it is; --type says it\n",
    ]);
    expect(await json(mirror, "mirror", ...arp, "--type", "sched_cls")).toMatchObject({
      retval: 0,
      action: "TC_ACT_OK",
      clones: [{ ifindex: 1, flags: 0, data: request }],
      printk: ["42 bytes: 0"],
    });
  });

  it("leaves the type of others as it is", async () => {
    expect(await json(lxc, "cil_from_container", ...arp, "--type", "xdp")).toMatchObject({ retval: 7 });
  });
});
