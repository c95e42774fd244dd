// Bytes by the format's specification (draft-ietf-opsawg-pcapng), as tshark reads them too: tools.test.ts.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bytes } from "../support/program.ts";
import { read, readBroken } from "./support.ts";

const section = "0a0d0d0a 1c000000 4d3c2b1a 0100 0000 ffffffffffffffff 1c000000";
const ethernet = "01000000 14000000 0100 0000 00000000 14000000";
const packet = {
  number: 1,
  data: "aabbcc",
  wireLength: 64,
  linkType: 1,
  name: null,
  comments: [],
};
/** Of interface 0, at 0x0000_0001_0000_0002 units. */
const enhanced = "06000000 24000000 00000000 01000000 02000000 03000000 40000000 aabbcc00 24000000";
const twoToThe32 = 2n ** 32n;

describe("pcapng", () => {
  it("with an enhanced packet block, in microseconds by default", () => {
    expect(read(section + ethernet + enhanced)).toEqual([
      { ...packet, timestamp: (twoToThe32 + 2n) * 1000n },
    ]);
  });

  it("in big-endian", () => {
    const file = `
      0a0d0d0a 0000001c 1a2b3c4d 0001 0000 ffffffffffffffff 0000001c
      00000001 00000014 0071 0000 00000000 00000014
      00000006 00000024 00000000 00000001 00000002 00000003 00000040 aabbcc00 00000024`;
    expect(read(file)).toEqual([{ ...packet, linkType: 113, timestamp: (twoToThe32 + 2n) * 1000n }]);
  });

  it.each([
    ["nanoseconds", "09", twoToThe32 + 2n],
    ["milliseconds", "03", (twoToThe32 + 2n) * 1_000_000n],
    // RFC 8877 calls this the NTP format: 2^-32 seconds.
    ["2^-32 seconds", "a0", 1_000_000_000n],
    ["seconds", "00", (twoToThe32 + 2n) * 1_000_000_000n],
  ])("in %s, as if_tsresol says", (_name, resolution, timestamp) => {
    const interfaceBlock = `01000000 20000000 0100 0000 00000000 0900 0100 ${resolution}000000 00000000 20000000`;
    expect(read(section + interfaceBlock + enhanced)[0]!.timestamp).toBe(timestamp);
  });

  it("shifted by if_tsoffset, in both directions", () => {
    const shifted = (offset: string) =>
      `01000000 24000000 0100 0000 00000000 0e00 0800 ${offset} 00000000 24000000`;
    const times = ["0100000000000000", "ffffffffffffffff"].map(
      (offset) => read(section + shifted(offset) + enhanced)[0]!.timestamp! - (twoToThe32 + 2n) * 1000n,
    );
    expect(times).toEqual([1_000_000_000n, -1_000_000_000n]);
  });

  it("with several interfaces of several link types, by name", () => {
    // if_name "eth0", milliseconds; then Linux cooked captures in microseconds.
    const named =
      "01000000 28000000 0100 0000 00000000 0200 0400 65746830 0900 0100 03000000 00000000 28000000";
    const cooked = "01000000 14000000 7100 0000 00000000 14000000";
    const second = enhanced.replace("24000000 00000000", "24000000 01000000");
    expect(read(section + named + cooked + second + enhanced)).toEqual([
      { ...packet, linkType: 113, timestamp: (twoToThe32 + 2n) * 1000n },
      { ...packet, number: 2, name: "eth0", timestamp: (twoToThe32 + 2n) * 1_000_000n },
    ]);
  });

  it("with comments", () => {
    const commented = `06000000 3c000000 00000000 01000000 02000000 03000000 40000000 aabbcc00
      0100 0200 68690000 0200 0400 00000000 0100 0100 21000000 3c000000`;
    expect(read(section + ethernet + commented)[0]!.comments).toEqual(["hi", "!"]);
  });

  it("with simple packet blocks, which have no time and end where the interface stops capturing", () => {
    const short = "01000000 14000000 0100 0000 02000000 14000000";
    const simple = "03000000 14000000 40000000 aabb0000 14000000";
    expect(read(section + short + simple)).toEqual([{ ...packet, data: "aabb", timestamp: null }]);
    const whole = "03000000 14000000 03000000 aabbcc00 14000000";
    expect(read(section + ethernet + whole)).toEqual([{ ...packet, wireLength: 3, timestamp: null }]);
  });

  it("with obsolete packet blocks", () => {
    const obsolete = "02000000 24000000 0000 0700 01000000 02000000 03000000 40000000 aabbcc00 24000000";
    expect(read(section + ethernet + obsolete)).toEqual([
      { ...packet, timestamp: (twoToThe32 + 2n) * 1000n },
    ]);
  });

  it("passes over blocks that it does not know", () => {
    const statistics = "05000000 18000000 00000000 00000000 00000000 18000000";
    const own = "ad0b0000 14000000 01000000 aabbccdd 14000000";
    expect(read(section + statistics + ethernet + own + enhanced + own)).toHaveLength(1);
  });

  it("of several sections, each with its byte order and interfaces", () => {
    const big = `
      0a0d0d0a 0000001c 1a2b3c4d 0001 0000 ffffffffffffffff 0000001c
      00000001 00000014 0071 0000 00000000 00000014
      00000006 00000024 00000000 00000001 00000002 00000003 00000040 ddeeff00 00000024`;
    const packets = read(section + ethernet + enhanced + big + section + ethernet + enhanced);
    expect(packets.map(({ number, data, linkType }) => [number, data, linkType])).toEqual([
      [1, "aabbcc", 1],
      [2, "ddeeff", 113],
      [3, "aabbcc", 1],
    ]);
  });

  const start = section + ethernet + enhanced;
  it.each([
    ["a packet that ends early", enhanced.slice(0, 40), "TRUNCATED", 2, null],
    ["an unknown block that ends early", "05000000 fcffff7f 00000000", "TRUNCATED", 2, null],
    [
      "a block whose two lengths differ",
      enhanced.replace(/24000000$/, "28000000"),
      "BAD_BLOCK",
      2,
      "0x00000006",
    ],
    ["a block of 4 bytes", "06000000 04000000 04000000", "BAD_BLOCK", 2, "0x00000006"],
    ["a length that is no multiple of 4", "06000000 25000000", "BAD_BLOCK", 2, "0x00000006"],
    [
      "a packet that is larger than its block",
      enhanced.replace("03000000", "05000000"),
      "BAD_BLOCK",
      2,
      "0x00000006",
    ],
    ["a packet of 4 GiB", enhanced.replace("03000000", "ffffffff"), "TOO_LARGE", 2, "4294967295"],
    ["a block of 1 GiB", "06000000 00000040", "TOO_LARGE", 2, "1073741824"],
    ["an interface that there is not", enhanced.replace("00000000", "07000000"), "NO_INTERFACE", 2, "7"],
    ["interfaces of the section before", section + enhanced, "NO_INTERFACE", 2, "0"],
    ["no byte order", "0a0d0d0a 1c000000 4d3c2b1b", "BAD_BLOCK", 2, "0x0a0d0d0a"],
    ["a section of version 2.0", section.replace("0100 0000", "0200 0000"), "VERSION", 2, "2.0"],
    [
      "an option that is longer than its block",
      "01000000 1c000000 0100 0000 00000000 0200 0900 65746830 1c000000",
      "BAD_BLOCK",
      2,
      "0x00000001",
    ],
    [
      "a packet too short for its lengths",
      "06000000 10000000 00000000 10000000",
      "BAD_BLOCK",
      2,
      "0x00000006",
    ],
  ])("gives the packets before %s", async (_name, text, code, packet, found) => {
    const { packets, error } = await readBroken(bytes(start + text));
    expect(packets).toHaveLength(1);
    expect(error).toEqual({ code, packet, found });
  });

  it("of whatever bytes give packets or a CaptureError", async () => {
    const valid = fc.constantFrom(section, ethernet, enhanced).map((text) => bytes(text));
    const part = fc.oneof(
      { weight: 4, arbitrary: valid },
      { weight: 1, arbitrary: fc.uint8Array({ maxLength: 40 }) },
    );
    const broken = fc.record({ at: fc.nat({ max: 200 }), value: fc.nat({ max: 255 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(part), fc.array(broken, { maxLength: 3 }), async (parts, changes) => {
        const file = Uint8Array.from([...bytes(section), ...parts.flatMap((bytes) => [...bytes])]);
        for (const { at, value } of changes) if (at < file.length) file[at] = value;
        const { packets, error } = await readBroken(file);
        for (const { data } of packets) expect(data.length).toBeLessThanOrEqual(file.length);
        if (error) expect(error.packet ?? packets.length + 1).toBe(packets.length + 1);
      }),
      { numRuns: 500 },
    );
  });
});
