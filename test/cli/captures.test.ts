import { readFileSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import { parseFrame } from "../../cli/bytes.ts";
import { type CapturePacket, CaptureWriter, capturePackets } from "../../vm/index.ts";
import { captures, missing, noCaptures, folder as packets, tool } from "../capture/support.ts";
import { chunks, example, lxc, skbox, sock, temporaryFolder, traps } from "./skbox.ts";

const folder = temporaryFolder();
afterAll(folder.remove);
const { path } = folder;

const frame = (name: string) => parseFrame(readFileSync(example(name)), name);
const [arp, syn, unknown] = ["arp-request.hex", "tcp-syn-pod.hex", "unknown-ethertype.hex"].map(frame) as [
  Uint8Array,
  Uint8Array,
  Uint8Array,
];
// Taken from the Linux 6.18 kernel (test/golden/lxc.json).
const arpReply = "1252e37e874f2ee68aa2061e080600010800060400022ee68aa2061eac1000be1252e37e874fac1000fb";

/** A capture of these frames, a quarter of a second apart. */
function capture(name: string, frames: readonly Uint8Array[], start = 1_700_000_000_000_000_000n): string {
  const writer = new CaptureWriter({ format: name.endsWith("ng") ? "pcapng" : "pcap" });
  const parts = frames.map((data, i) =>
    writer.packet({ timestamp: start + 250_000_000n * BigInt(i), data, comments: [`was ${i + 1}`] }),
  );
  writeFileSync(path(name), Buffer.concat([writer.header, ...parts]));
  return path(name);
}
const run = (...rest: string[]) => skbox(["prog", "run", lxc, "cil_from_container", ...rest]);
/** The lines of packets, and the summary. */
async function json(...rest: string[]) {
  const { out, code, err } = await run(...rest, "--json");
  const lines = out
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  return { code, err, packets: lines.slice(0, -1), summary: lines.at(-1)?.summary };
}
const read = (file: string): CapturePacket[] => [...capturePackets(readFileSync(file))];
const hex = (data: Uint8Array) => Buffer.from(data).toString("hex");

const three = capture("three.pcap", [arp, syn, unknown]);

describe("prog run --pcap", () => {
  it("prints a line for each packet and one for all", async () => {
    const { code, err, packets, summary } = await json("--pcap", three);
    expect([code, err]).toEqual([0, ""]);
    expect(packets).toHaveLength(3);
    expect(packets[0]).toMatchObject({
      file: three,
      packet: 1,
      time: "1700000000.000000000",
      interface: null,
      length: 42,
      wire_length: 42,
      refused: null,
      action: "TC_ACT_REDIRECT",
      redirect: { helper: "bpf_redirect", ifindex: 14, flags: 0 },
      data_out: arpReply,
      engine: "auto",
      tail_calls: ["tail_handle_arp"],
      trap: null,
    });
    expect(packets.map(({ time, action }) => [time, action])).toEqual([
      ["1700000000.000000000", "TC_ACT_REDIRECT"],
      ["1700000000.250000000", "TC_ACT_SHOT"],
      ["1700000000.500000000", "TC_ACT_SHOT"],
    ]);
    expect(summary).toEqual({
      program: "cil_from_container",
      packets: 3,
      bytes: 164,
      verdicts: [
        { retval: 2, action: "TC_ACT_SHOT", redirect: null, packets: 2, bytes: 122 },
        {
          retval: 7,
          action: "TC_ACT_REDIRECT",
          redirect: { helper: "bpf_redirect", ifindex: 14 },
          packets: 1,
          bytes: 42,
        },
      ],
      reasons: [
        { reason: 133, name: "Policy denied", direction: 2, packets: 1, bytes: 62 },
        { reason: 139, name: "Unsupported L3 protocol", direction: 2, packets: 1, bytes: 60 },
      ],
      stopped: [],
      refused: [],
      broken: [],
      events_lost: 0,
      duration_ns: expect.any(Number),
      packets_per_second: expect.any(Number),
    });
  });

  it("sums up for people", async () => {
    const { code, out, err } = await run("--pcap", three);
    expect([code, err]).toEqual([0, ""]);
    expect(out.replace(/in [\d.]+ s, [\d,]+ packets\/s/, "in T s, N packets/s")).toBe(`\
verdict                                             packets  bytes
TC_ACT_SHOT (2)                                           2    122
TC_ACT_REDIRECT (7) to interface 14 (bpf_redirect)        1     42

reason   133 (Policy denied), egress: +1 packet, 62 bytes
reason   139 (Unsupported L3 protocol), egress: +1 packet, 60 bytes

map      cilium_tail_call_buffer4: 1 changed

3 packets, 164 bytes in T s, N packets/s
`);
  });

  it("reads standard input, compressed or not, and folders in the order of names", async () => {
    const bytes = readFileSync(three);
    const argv = ["prog", "run", lxc, "cil_from_container", "--pcap", "-", "--json"];
    for (const input of [bytes, gzipSync(bytes)]) {
      const { out } = await skbox(argv, { stdin: () => chunks(input.subarray(0, 50), input.subarray(50)) });
      expect(out.match(/"packet":/g)).toHaveLength(3);
    }
    const several = temporaryFolder();
    for (const name of ["b.pcapng", "a.cap", "c.pcap.gz", "notes.txt"]) {
      const contents = readFileSync(capture(name.replace(".gz", ""), [arp]));
      writeFileSync(several.path(name), name.endsWith(".gz") ? gzipSync(contents) : contents);
    }
    const { packets } = await json("--pcap", several.path("."));
    expect(packets.map(({ file }) => file.split("/").at(-1))).toEqual(["a.cap", "b.pcapng", "c.pcap.gz"]);
    several.remove();
  });

  it("shows how many bytes are done where somebody watches", async () => {
    const ticks: [string, number | undefined][] = [];
    const totals: unknown[] = [];
    const progress = (total: number, unit?: string) => {
      totals.push([total, unit]);
      return {
        tick: (name: string, done?: number) => ticks.push([name, done]),
        stop: () => ticks.push(["end", 0]),
      };
    };
    await skbox(["prog", "run", lxc, "cil_from_container", "--pcap", three], { progress });
    const size = readFileSync(three).length;
    expect(totals).toEqual([[size, "bytes"]]);
    expect(ticks).toEqual([
      [three, size],
      ["end", 0],
    ]);
  });

  it("stops for no packet, and is exit code 1 if a run was stopped", async () => {
    const { code, out } = await skbox(["prog", "run", traps, "beyond_packet", "--pcap", three]);
    expect(code).toBe(1);
    expect(out).toContain(
      "stopped  1 packet, the first is 1: read of 4 bytes at packet offset 40 leaves the packet",
    );
    expect(out).toContain("in beyond_packet, instruction 1: r0 = *(u32 *)(r1 + 40)");
    const document = await skbox(["prog", "run", traps, "beyond_packet", "--pcap", three, "--json"]);
    const { summary } = JSON.parse(document.out.split("\n").at(-2)!);
    expect(summary.stopped).toMatchObject([
      { code: "OUT_OF_BOUNDS", program: "beyond_packet", pc: 1, first: 1 },
    ]);
  });

  it("passes over packets that no program is given, and says so", async () => {
    const { code, packets, summary } = await json("--pcap", capture("short.pcap", [arp, arp.subarray(0, 5)]));
    expect(code).toBe(0);
    expect(packets[1]).toEqual({
      file: path("short.pcap"),
      packet: 2,
      time: "1700000000.250000000",
      interface: null,
      length: 5,
      wire_length: 5,
      refused: {
        code: "BAD_INPUT",
        message: "a packet has 14 to 65536 bytes, not 5",
        found: 5,
        expected: "14 to 65536",
      },
    });
    expect(summary.refused).toEqual([
      { code: "BAD_INPUT", message: "a packet has 14 to 65536 bytes, not 5", packets: 1 },
    ]);
  });

  it("refuses frames of other link types by name", async () => {
    const bytes = readFileSync(three);
    bytes.writeUInt32LE(113, 20);
    writeFileSync(path("cooked.pcap"), bytes);
    const { code, out } = await run("--pcap", path("cooked.pcap"));
    expect(code).toBe(2);
    expect(out).toContain(
      "not run  3 packets: frames of link type LINUX_SLL (113) are not Ethernet frames\n",
    );
  });

  it("runs and writes what is before a break, and names its packet", async () => {
    writeFileSync(path("cut.pcap"), readFileSync(three).subarray(0, -1));
    const { code, packets, summary, err } = await json(
      "--pcap",
      path("cut.pcap"),
      "--write",
      path("cut.pcapng"),
    );
    expect([code, packets.length]).toEqual([2, 2]);
    expect(err).toBe(`skbox: ${path("cut.pcap")}: packet 3: the capture ends in the middle of it\n`);
    expect(summary.broken).toMatchObject([{ file: path("cut.pcap"), code: "TRUNCATED", packet: 3 }]);
    expect(read(path("cut.pcapng"))).toHaveLength(2);
  });

  it.each([
    ["a file that is none", ["--pcap", lxc], "lxc.o: neither a pcap nor a pcapng capture"],
    ["no file", ["--pcap", "nothing.pcap"], "cannot read nothing.pcap: there is no such file"],
    [
      "a packet beside",
      ["--pcap", three, "--data-in", three],
      "option '--pcap <FILE|DIR>' cannot be used with",
    ],
    ["standard output", ["--pcap", three, "--write", "-"], "cannot write -: standard output is the report's"],
    ["its own input", ["--pcap", three, "--write", three], "three.pcap: it is the capture that is read"],
    [
      "a folder that is not there",
      ["--pcap", three, "--write", path("no/x.pcap")],
      "x.pcap: there is no such folder",
    ],
    [
      "a time that is none",
      ["--pcap", three, "--ktime", "soon"],
      "--ktime takes seconds, like 86400.25, not soon",
    ],
  ])("refuses %s", async (_name, options, message) => {
    const { code, out, err } = await run(...options);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain(message);
    expect(read(three)).toHaveLength(3);
  });

  it("refuses a program without packets", async () => {
    const { code, err } = await skbox(["prog", "run", sock, "cil_sock4_connect", "--pcap", three]);
    expect([code, err]).toEqual([
      2,
      "skbox: cil_sock4_connect does not work on packets; run it without --pcap\n",
    ]);
  });
});

describe("prog run --pcap --write", () => {
  it("writes what the packets became, in the same order, with verdicts as comments", async () => {
    await run("--pcap", capture("in.pcapng", [arp, arp.subarray(0, 5), syn]), "--write", path("out.pcapng"));
    const packets = read(path("out.pcapng"));
    expect(packets.map(({ timestamp, data, comments }) => [timestamp, hex(data), comments])).toEqual([
      [
        1_700_000_000_000_000_000n,
        arpReply,
        ["was 1", "TC_ACT_REDIRECT (7): the packet leaves through interface 14 (bpf_redirect)"],
      ],
      [
        1_700_000_000_250_000_000n,
        hex(arp.subarray(0, 5)),
        ["was 2", "not run: a packet has 14 to 65536 bytes, not 5"],
      ],
      [1_700_000_000_500_000_000n, hex(syn), ["was 3", "TC_ACT_SHOT (2): the packet is dropped"]],
    ]);
    expect(packets[0]!.interface.name).toBe("cil_from_container");
  });

  it("says where a run was stopped, and leaves its packet", async () => {
    await skbox(["prog", "run", traps, "beyond_packet", "--pcap", three, "--write", path("traps.pcapng")]);
    const [first] = read(path("traps.pcapng"));
    expect(hex(first!.data)).toBe(hex(arp));
    expect(first!.comments[0]).toMatch(
      /^stopped: read of 4 bytes .* in beyond_packet, instruction 1 \(.*traps.c:\d+\)$/,
    );
  });

  it("keeps a VLAN tag that the device takes out of the frame", async () => {
    const tagged = Buffer.from(`${hex(syn.subarray(0, 12))}8100a064${hex(syn.subarray(12))}`, "hex");
    await run("--pcap", capture("vlan.pcap", [tagged]), "--write", path("vlan-out.pcap"));
    expect(hex(read(path("vlan-out.pcap"))[0]!.data)).toBe(hex(tagged));
  });

  const noTools = missing("tshark", "tcpdump");
  it.skipIf(noCaptures || noTools)(
    `passes all captures of ../shared/packets, for tcpdump and tshark to read${noCaptures || noTools}`,
    async () => {
      for (const file of [path("all.pcap"), path("all.pcapng")]) {
        const { code, summary } = await json("--pcap", packets, "--write", file);
        expect([code, summary.packets, summary.broken]).toEqual([0, 2033, []]);
        const tcpdump = tool("tcpdump", "--count", "-r", file);
        expect([tcpdump.code, tcpdump.out]).toEqual([0, "2033 packets\n"]);
        expect(tcpdump.err.trim().split("\n")).toHaveLength(1);
        const tshark = tool("tshark", "-r", file, "-T", "fields", "-e", "frame.number");
        expect([tshark.code, tshark.out.split("\n").length - 1]).toEqual([0, 2033]);
        expect(tshark.err).not.toMatch(/damaged|corrupt|cut short|appears/);
      }
      expect(captures).toHaveLength(213);
    },
    120_000,
  );
});
