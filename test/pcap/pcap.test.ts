import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LINK_TYPE_ETHERNET, Pcap, PcapError } from "../../vm/index.ts";
import { bytes, hex } from "../support/program.ts";

const read = (text: string) => {
  const pcap = new Pcap(bytes(text));
  return {
    linkType: pcap.linkType,
    packets: [...pcap.packets()].map((packet) => ({ ...packet, data: hex(packet.data) })),
  };
};
const errorOf = (action: () => unknown) => {
  try {
    action();
  } catch (error) {
    if (error instanceof PcapError) return { code: error.code, packet: error.packet };
    throw error;
  }
  throw new Error("nothing was thrown");
};

const little = "d4c3b2a1 0200 0400 00000000 00000000 ffff0000 01000000";
const one = "01000000 02000000 03000000 40000000 aabbcc";

describe("captures", () => {
  it("in little-endian, with microseconds", () => {
    expect(read(`${little} ${one} ${one}`)).toEqual({
      linkType: LINK_TYPE_ETHERNET,
      packets: [1, 2].map((number) => ({
        number,
        timestamp: 1_000_002_000n,
        data: "aabbcc",
        wireLength: 64,
      })),
    });
  });

  it("in big-endian, with nanoseconds", () => {
    const big = "a1b23c4d 0002 0004 00000000 00000000 0000ffff 00000071";
    expect(read(`${big} 00000001 00000002 00000001 00000001 ee`)).toEqual({
      linkType: 113,
      packets: [{ number: 1, timestamp: 1_000_000_002n, data: "ee", wireLength: 1 }],
    });
  });

  it("without packets, and of frames with check sequences", () => {
    expect(read(little).packets).toEqual([]);
    expect(read(little.replace(/01000000$/, "01000024")).linkType).toBe(1);
  });

  it.each([
    ["nothing", "", "NOT_PCAP"],
    ["half a header", "d4c3b2a1 0200", "NOT_PCAP"],
    ["another magic", little.replace("d4", "d5"), "NOT_PCAP"],
    ["pcapng", "0a0d0d0a 1c000000 4d3c2b1a 01000000 ffffffffffffffff 1c000000", "PCAPNG"],
  ])("refuses %s", (_name, text, code) => {
    expect(errorOf(() => new Pcap(bytes(text)))).toEqual({ code, packet: null });
  });

  it.each([
    ["that ends in its header", "01000000 02000000 03000000 4000", "TRUNCATED"],
    ["that ends early", "01000000 02000000 03000000 40000000 aabb", "TRUNCATED"],
    ["of 4 GiB", "01000000 02000000 ffffffff 40000000 aabb", "TOO_LARGE"],
  ])("gives the packets before one %s", (_name, text, code) => {
    const packets = new Pcap(bytes(`${little} ${one} ${text}`)).packets();
    expect(hex(packets.next().value!.data)).toBe("aabbcc");
    expect(errorOf(() => packets.next())).toEqual({ code, packet: 2 });
  });

  it("of whatever bytes give packets or a PcapError", () => {
    const headers = fc
      .constantFrom("d4c3b2a1", "a1b2c3d4", "4d3cb2a1", "a1b23c4d")
      .map((magic) => bytes(magic));
    fc.assert(
      fc.property(headers, fc.uint8Array({ maxLength: 100 }), (magic, rest) => {
        const file = Uint8Array.of(...magic, ...rest);
        let total = 24;
        try {
          for (const { data } of new Pcap(file).packets()) total += 16 + data.length;
          expect(total).toBe(file.length);
        } catch (error) {
          if (!(error instanceof PcapError)) throw error;
        }
      }),
    );
  });

  const folder = fileURLToPath(new URL("../../../shared/packets", import.meta.url));
  const missing = existsSync(folder) ? "" : " (skipped: no captures in ../shared/packets)";
  it.skipIf(missing)(`have as many packets as tcpdump --count says${missing}`, () => {
    const counts = readdirSync(folder)
      .filter((name) => name.endsWith(".pcap"))
      .map((name) => [...new Pcap(new Uint8Array(readFileSync(`${folder}/${name}`))).packets()].length);
    expect(counts).toHaveLength(213);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(2033);
  });
});
