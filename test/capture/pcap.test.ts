import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bytes, hex } from "../support/program.ts";
import { read, readBroken } from "./support.ts";

const little = "d4c3b2a1 0200 0400 00000000 00000000 ffff0000 01000000";
const one = "01000000 02000000 03000000 40000000 aabbcc";
const packet = { data: "aabbcc", wireLength: 64, linkType: 1, name: null, comments: [] };

describe("pcap", () => {
  it("in little-endian, with microseconds", () => {
    expect(read(`${little} ${one} ${one}`)).toEqual(
      [1, 2].map((number) => ({ ...packet, number, timestamp: 1_000_002_000n })),
    );
  });

  it.each([
    [
      "big-endian, with nanoseconds",
      "a1b23c4d 0002 0004 00000000 00000000 0000ffff 00000071",
      1_000_000_002n,
    ],
    [
      "big-endian, with microseconds",
      "a1b2c3d4 0002 0004 00000000 00000000 0000ffff 00000071",
      1_000_002_000n,
    ],
  ])("in %s", (_name, header, timestamp) => {
    expect(read(`${header} 00000001 00000002 00000001 00000001 ee`)).toEqual([
      { ...packet, number: 1, timestamp, data: "ee", wireLength: 1, linkType: 113 },
    ]);
  });

  it("in little-endian, with nanoseconds", () => {
    const [only] = read(`${little.replace("d4c3b2a1", "4d3cb2a1")} ${one}`);
    expect(only!.timestamp).toBe(1_000_000_002n);
  });

  it("without packets, and of frames with check sequences", () => {
    expect(read(little)).toEqual([]);
    expect(read(`${little.replace(/01000000$/, "01000024")} ${one}`)).toMatchObject([{ linkType: 1 }]);
  });

  it.each([
    ["nothing", "", "NOT_A_CAPTURE", null],
    ["half a header", "d4c3b2a1 0200", "NOT_A_CAPTURE", null],
    ["another magic", little.replace("d4", "d5"), "NOT_A_CAPTURE", null],
    [
      "an older version, whose lengths are in another order",
      little.replace("0400", "0200"),
      "VERSION",
      "2.2",
    ],
  ])("refuses %s", async (_name, text, code, found) => {
    expect(await readBroken(bytes(text))).toEqual({ packets: [], error: { code, packet: null, found } });
  });

  it.each([
    ["that ends in its header", "01000000 02000000 03000000 4000", "TRUNCATED", null],
    ["that ends early", "01000000 02000000 03000000 40000000 aabb", "TRUNCATED", null],
    ["of 4 GiB", "01000000 02000000 ffffffff 40000000 aabb", "TOO_LARGE", "4294967295"],
  ])("gives the packets before one %s", async (_name, text, code, found) => {
    const { packets, error } = await readBroken(bytes(`${little} ${one} ${text}`));
    expect(packets.map(({ data }) => hex(data))).toEqual(["aabbcc"]);
    expect(error).toEqual({ code, packet: 2, found });
  });

  it("of whatever bytes give packets or a CaptureError", async () => {
    const headers = fc
      .constantFrom("d4c3b2a10200 0400", "a1b2c3d400020004", "4d3cb2a102000400", "a1b23c4d00020004")
      .map((magic) => bytes(magic));
    await fc.assert(
      fc.asyncProperty(headers, fc.uint8Array({ maxLength: 100 }), async (magic, rest) => {
        const file = Uint8Array.of(...magic, ...rest);
        const { packets, error } = await readBroken(file);
        const total = packets.reduce((sum, { data }) => sum + 16 + data.length, 24);
        if (error === null) expect(total).toBe(file.length);
        else expect(error.packet).toBe(error.code === "NOT_A_CAPTURE" ? null : packets.length + 1);
      }),
    );
  });
});
