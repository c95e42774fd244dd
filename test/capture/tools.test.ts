// What we read is what Wireshark's tools read, and they and tcpdump read what we write.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { type CaptureOutput, CaptureWriter, capturePackets } from "../../vm/index.ts";
import { captures, missing, noCaptures, tool } from "./support.ts";

const scratch = mkdtempSync(join(tmpdir(), "skbox-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
const path = (name: string) => join(scratch, name);

const noTools = missing("tshark", "tcpdump", "capinfos", "editcap");

/** Time, captured and wire length of each packet, by tshark. */
function byTshark(file: string): string[] {
  const fields = ["frame.time_epoch", "frame.cap_len", "frame.len"].flatMap((field) => ["-e", field]);
  const { out, code } = tool("tshark", "-r", file, "-T", "fields", ...fields);
  expect(code).toBe(0);
  return out.split("\n").filter(Boolean);
}

function byUs(file: string): string[] {
  return [...capturePackets(readFileSync(file))].map(({ timestamp, data, wireLength }) => {
    const digits = String(timestamp).padStart(10, "0");
    return `${digits.slice(0, -9)}.${digits.slice(-9)}\t${data.length}\t${wireLength}`;
  });
}

const packets: CaptureOutput[] = [
  { timestamp: 0n, data: new Uint8Array(14) },
  { timestamp: 1_700_000_000_123_456_789n, data: new Uint8Array(1500).fill(7), wireLength: 9000 },
  { timestamp: 4_294_967_295_999_999_999n, data: Uint8Array.of(1, 2, 3) },
];

function write(file: string, format: "pcap" | "pcapng", more: Partial<CaptureOutput> = {}): void {
  const writer = new CaptureWriter({ format, interfaceName: "cil_from_container" });
  const parts = packets.map((packet) => writer.packet({ ...packet, ...more }));
  writeFileSync(file, Buffer.concat([writer.header, ...parts]));
}

describe.skipIf(noTools)(`written captures${noTools}`, () => {
  it.each(["pcap", "pcapng"] as const)(
    "as %s are read by tcpdump and tshark without a complaint",
    (format) => {
      const file = path(`written.${format}`);
      write(file, format);
      const tcpdump = tool("tcpdump", "--count", "-r", file);
      expect(tcpdump.code).toBe(0);
      expect(tcpdump.out).toBe("3 packets\n");
      expect(tcpdump.err).toMatch(
        /^reading from file \S+, link-type EN10MB \(Ethernet\), snapshot length 262144\n$/,
      );
      expect(byTshark(file)).toEqual([
        "0.000000000\t14\t14",
        "1700000000.123456789\t1500\t9000",
        "4294967295.999999999\t3\t3",
      ]);
      expect(byUs(file)).toEqual(byTshark(file));
    },
  );

  it("have the comments and verdicts of their packets", () => {
    const file = path("comments.pcapng");
    write(file, "pcapng", { comments: ["TC_ACT_SHOT (2)", "zwei Ä"], verdict: { hook: "tc", value: 2 } });
    const fields = ["frame.comment", "frame.verdict.ebpf_tc", "frame.interface_name"];
    const args = fields.flatMap((field) => ["-e", field]);
    const { out, err } = tool("tshark", "-r", file, "-T", "fields", ...args, "-E", "aggregator=|");
    expect(out.split("\n")[1]).toBe("TC_ACT_SHOT (2)|zwei Ä\t2\tcil_from_container");
    expect(err).not.toMatch(/malformed|invalid|truncated/i);
    write(file, "pcapng", { verdict: { hook: "xdp", value: 1 } });
    expect(tool("tshark", "-r", file, "-T", "fields", "-e", "frame.verdict.ebpf_xdp").out).toBe("1\n1\n1\n");
  });

  it("hold comments of any length", () => {
    const file = path("long.pcapng");
    write(file, "pcapng", { comments: ["é".repeat(40_000)] });
    const { code, out } = tool("tshark", "-r", file, "-T", "fields", "-e", "frame.comment");
    expect([code, out.split("\n")[0]!.length]).toEqual([0, 32_767]);
  });
});

describe.skipIf(noCaptures || noTools)(`captures of ../shared/packets${noCaptures || noTools}`, () => {
  it("are 213, with tcpdump's 2033 packets", () => {
    const counts = captures.map((file) => byUs(file).length);
    expect([counts.length, counts.reduce((sum, count) => sum + count, 0)]).toEqual([213, 2033]);
  });

  it("have the times and lengths that tshark reads, in pcap and in what editcap makes of it", () => {
    // One long capture of each kind: one tshark for each file would take minutes.
    const merged = path("merged.pcap");
    expect(tool("mergecap", "-a", "-F", "pcap", "-w", merged, ...captures).code).toBe(0);
    expect(byUs(merged)).toHaveLength(2033);
    // One packet has 4292 seconds as its microseconds, which tshark takes for a negative number.
    const lies = byTshark(merged).flatMap((line, i) => (line.startsWith("-") ? [i + 1] : []));
    expect(lies).toHaveLength(1);
    const all = path("all.pcap");
    expect(tool("editcap", "-F", "pcap", merged, all, `${lies[0]}`).code).toBe(0);
    expect(byUs(all)).toHaveLength(2032);
    expect(byUs(all)).toEqual(byTshark(all));
    for (const kind of ["nsecpcap", "pcapng"]) {
      const file = path(`all.${kind}`);
      expect(tool("editcap", "-F", kind, all, file).code).toBe(0);
      expect(byUs(file)).toEqual(byUs(all));
    }
    const several = path("several.pcapng");
    expect(tool("mergecap", "-I", "none", "-w", several, ...captures.slice(0, 20)).code).toBe(0);
    expect(byUs(several)).toEqual(byTshark(several));
  }, 60_000);

  it("have the packets and bytes that capinfos counts", () => {
    const { out } = tool("capinfos", "-T", "-M", "-r", "-c", "-d", ...captures);
    const counted = new Map(
      out
        .split("\n")
        .filter(Boolean)
        .map((line) => line.split("\t") as [string, string, string])
        .map(([file, count, bytes]) => [file, `${count} ${bytes}`]),
    );
    const differ = captures.filter((file) => {
      const packets = [...capturePackets(readFileSync(file))];
      const bytes = packets.reduce((sum, { wireLength }) => sum + wireLength, 0);
      return counted.get(file) !== `${packets.length} ${bytes}`;
    });
    expect(differ.map((file) => basename(file))).toEqual([]);
  });
});
