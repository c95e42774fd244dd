/** Packets from the grammars, as another tool reads them. */
import { writeFileSync } from "node:fs";
import { afterAll, describe, expect, it } from "vitest";
import { checksumHolds, fixChecksums, fixLengths } from "../../vm/fuzz/checksums.ts";
import { Dictionary } from "../../vm/fuzz/dictionary.ts";
import { FOCI, Grammar } from "../../vm/fuzz/grammar.ts";
import { Layers, protocolNames, protocols, readField, writeField } from "../../vm/fuzz/protocols.ts";
import { Random } from "../../vm/fuzz/random.ts";
import { CaptureWriter } from "../../vm/index.ts";
import { missing, tool } from "../capture/support.ts";
import { temporaryFolder } from "../cli/skbox.ts";

const PACKETS = 150;
const folder = temporaryFolder();
afterAll(folder.remove);

/** Packets of a focus with everything in them right. */
function packets(focus: (typeof FOCI)[number]): Uint8Array[] {
  const grammar = new Grammar(new Random(1), new Dictionary(), focus);
  const layers = new Layers();
  return Array.from({ length: PACKETS }, () => {
    const packet = { bytes: new Uint8Array(2048), length: 0 };
    grammar.generate(packet, 1024);
    layers.dissect(packet.bytes, packet.length);
    fixLengths(packet.bytes, packet.length, layers);
    fixChecksums(packet.bytes, packet.length, layers);
    return packet.bytes.slice(0, packet.length);
  });
}

const SUMS = ["ip", "tcp", "udp", "icmp", "icmpv6", "sctp"];
const without = missing("tshark");

describe.skipIf(without)(`checksums, as tshark sees them${without}`, () => {
  it.each(FOCI)("%s", (focus) => {
    const writer = new CaptureWriter({ format: "pcap" });
    const all = packets(focus).map((data, i) => writer.packet({ timestamp: BigInt(i), data }));
    const file = folder.path(`${focus}.pcap`);
    writeFileSync(file, Buffer.concat([writer.header, ...all]));
    const checked = SUMS.filter((name) => !name.startsWith("icmp"));
    const { out } = tool(
      "tshark",
      ...["-r", file, "-T", "fields", "-E", "occurrence=f"],
      ...checked.flatMap((name) => [
        "-o",
        `${name}.check${name === "sctp" ? "sum" : "_checksum"}:${name === "sctp" ? "CRC-32C" : "TRUE"}`,
      ]),
      ...SUMS.flatMap((name) => ["-e", `${name}.checksum.status`]),
    );
    const states = out.split("\n").flatMap((line) => line.split("\t"));
    // 0 is bad; 1 good; 2 not verified, as of fragments.
    expect(states.filter((state) => state === "0")).toEqual([]);
    if (!["arp", "ethertype"].includes(focus))
      expect(states.filter((state) => state === "1").length).toBeGreaterThan(PACKETS / 4);
  });
});

it("a checksum with one bit changed does not hold", () => {
  const layers = new Layers();
  let changed = 0;
  for (const bytes of packets("all")) {
    layers.dissect(bytes, bytes.length);
    for (let index = 0; index < layers.count; index++) {
      const field = layers.protocols[index]!.fields.find(({ name }) => name === "checksum");
      if (!field) continue;
      expect(checksumHolds(bytes, bytes.length, layers, index)).toBe(true);
      const at = layers.at[index]!;
      const value = readField(bytes, at, field);
      writeField(bytes, at, field, value ^ 0x0100);
      // Without a checksum, a UDP packet is right as well.
      expect(checksumHolds(bytes, bytes.length, layers, index)).toBe(
        layers.protocols[index] === protocols.udp && (value ^ 0x0100) === 0,
      );
      writeField(bytes, at, field, value);
      changed++;
    }
  }
  expect(changed).toBeGreaterThan(PACKETS / 2);
});

it("a field is what was written, and nothing beside it changes", () => {
  const random = new Random(2);
  for (const name of protocolNames) {
    for (const field of protocols[name].fields.filter(({ bits }) => bits <= 48)) {
      const before = Uint8Array.from({ length: 64 }, () => random.below(256));
      const value = random.u32() % 2 ** field.bits;
      const after = before.slice();
      writeField(after, 3, field, value);
      expect(readField(after, 3, field), `${name}.${field.name}`).toBe(value);
      writeField(after, 3, field, readField(before, 3, field));
      expect(after, `${name}.${field.name}`).toEqual(before);
    }
  }
});
