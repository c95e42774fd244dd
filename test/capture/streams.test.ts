import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CaptureWriter, capturePackets, readCapture } from "../../vm/index.ts";
import { readBroken, shown } from "./support.ts";

/** A capture of frames of different lengths, with comments where the format has them. */
function capture(format: "pcap" | "pcapng", lengths: readonly number[]): Uint8Array {
  const writer = new CaptureWriter({ format });
  const parts = lengths.map((length, i) =>
    writer.packet({
      timestamp: BigInt(i) * 1_000_000_007n,
      data: new Uint8Array(length).fill(i),
      comments: [`number ${i}`],
    }),
  );
  return Uint8Array.from([...writer.header, ...parts.flatMap((part) => [...part])]);
}

async function all(source: Parameters<typeof readCapture>[0]) {
  const packets = [];
  for await (const packet of readCapture(source)) packets.push(shown(packet));
  return packets;
}

describe.each(["pcap", "pcapng"] as const)("a stream of %s", (format) => {
  const lengths = [60, 0, 1500, 61, 14, 62, 3];
  const file = capture(format, lengths);
  const expected = [...capturePackets(file)].map(shown);

  it("holds what was written", () => {
    expect(expected.map(({ data }) => data.length / 2)).toEqual(lengths);
    expect(expected[6]).toMatchObject({
      number: 7,
      timestamp: 6_000_000_042n,
      data: "060606",
      wireLength: 3,
      comments: format === "pcap" ? [] : ["number 6"],
    });
  });

  it("may be bytes, a Node stream, a web stream or an array of chunks", async () => {
    const halves = [file.subarray(0, 700), file.subarray(700)];
    const blob = new Blob([file as Uint8Array<ArrayBuffer>]);
    for (const source of [file, Readable.from(halves), blob.stream(), halves, Buffer.from(file)]) {
      expect(await all(source)).toEqual(expected);
    }
  });

  it("gives the same packets however it is cut into chunks", async () => {
    const sizes = fc.array(fc.oneof(fc.nat({ max: 20 }), fc.nat({ max: 2000 })), { maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(sizes, async (sizes) => {
        const chunks: Uint8Array[] = [];
        let at = 0;
        for (const size of sizes) {
          chunks.push(file.subarray(at, at + size));
          at += size;
        }
        chunks.push(file.subarray(at));
        expect(await all(chunks)).toEqual(expected);
      }),
    );
    expect(await all(Array.from(file, (byte) => Uint8Array.of(byte)))).toEqual(expected);
  });

  it("may be compressed by gzip", async () => {
    const zipped = gzipSync(file);
    expect(await all(zipped)).toEqual(expected);
    expect(await all(Array.from(zipped, (byte) => Uint8Array.of(byte)))).toEqual(expected);
  });

  it("that is compressed and broken has an error of its own", async () => {
    const large = capture(format, Array(2000).fill(700));
    const zipped = gzipSync(large, { level: 0 });
    const chunks = (end: number) =>
      Array.from({ length: Math.ceil(end / 65536) }, (_, i) =>
        zipped.subarray(i * 65536, Math.min((i + 1) * 65536, end)),
      );
    const { packets, error } = await readBroken(Readable.from(chunks(zipped.length - 100_000)));
    expect(error).toEqual({ code: "GZIP", packet: packets.length + 1, found: null });
    expect(packets.length).toBeGreaterThan(1500);
    const wrong = Uint8Array.from(gzipSync(file)).fill(0xff, 20, 40);
    expect((await readBroken(wrong)).error?.code).toBe("GZIP");
  });

  it("lets errors of its source through, and ends a source that is not read to its end", async () => {
    const failing = (async function* () {
      yield file.subarray(0, 800);
      throw new Error("unplugged");
    })();
    await expect(all(failing)).rejects.toThrow("unplugged");
    const zipped = gzipSync(file);
    const failingZip = (async function* () {
      yield zipped.subarray(0, 20);
      throw new Error("unplugged");
    })();
    await expect(all(failingZip)).rejects.toThrow("unplugged");

    let ended = false;
    const endless = (async function* () {
      try {
        for (;;) yield file;
      } finally {
        ended = true;
      }
    })();
    for await (const { number } of readCapture(endless)) if (number === 3) break;
    expect(ended).toBe(true);
  });
});
