import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { dissect, readCapture } from "../../vm/index.ts";

const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex.replace(/\s/g, ""), "hex"));
const link = "0a1b2c3d4e5f dededededede";
const none = { ethernet: null, arp: null, ip: null, transport: null, cut: null, malformed: null };

describe("dissect", () => {
  it("takes a frame apart, behind its VLAN tags", () => {
    const frame = `${link} 88a8 0001 8100 2064 0800 4500 0029 1234 4000 40 06 0000 0a000105 0a000209
      9c40 0050 00000001 00000002 5012 faf0 0000 0000 41`;
    expect(dissect(bytes(frame))).toEqual({
      ethernet: {
        source: "de:de:de:de:de:de",
        destination: "0a:1b:2c:3d:4e:5f",
        type: 0x800,
        vlans: [1, 100],
      },
      arp: null,
      ip: {
        version: 4,
        source: "10.0.1.5",
        destination: "10.0.2.9",
        protocol: 6,
        ttl: 64,
        length: 21,
        fragment: null,
      },
      transport: {
        protocol: "TCP",
        sourcePort: 40000,
        destinationPort: 80,
        flags: ["SYN", "ACK"],
        sequence: 1,
        acknowledgment: 2,
        dataLength: 1,
      },
      cut: null,
      malformed: null,
    });
  });

  it("goes through IPv6's extension headers", () => {
    const addresses = "fd000000000000000000000000000001 fd000000000000000000000000000002";
    // Hop-by-hop options of 16 bytes, a first fragment, SCTP.
    const frame = `6000 0000 0028 00 40 ${addresses}
      2c01 000000000000 0000000000000000  84 00 0001 00000000  0035 0036 00000000 00000000 00000000`;
    expect(dissect(bytes(frame), "ipv6")).toEqual({
      ...none,
      ip: {
        version: 6,
        source: "fd00::1",
        destination: "fd00::2",
        protocol: 132,
        ttl: 64,
        length: 16,
        fragment: { offset: 0, more: true },
      },
      transport: { protocol: "SCTP", sourcePort: 53, destinationPort: 54, dataLength: 4 },
    });
    const cut = dissect(bytes(frame).subarray(0, 45), "ipv6");
    expect(cut).toMatchObject({ ip: { source: "fd00::1" }, transport: null, cut: "IPv6" });
  });

  it("begins at the network header where there is no other", () => {
    const frame = "4500 001c 1234 4000 40 01 0000 0a000105 0a000209 0800 0000 2a2a 0001";
    expect(dissect(bytes(frame), "ipv4")).toMatchObject({
      ethernet: null,
      ip: { source: "10.0.1.5" },
      transport: { protocol: "ICMPv4", type: 8, code: 0, echo: { id: 0x2a2a, sequence: 1 } },
    });
  });

  it("says in which header a frame ends", () => {
    const ipv4 = `${link} 0800 4500 0028 1234 4000 40 06 0000 0a000105 0a000209`;
    expect(dissect(bytes("0a1b"))).toEqual({ ...none, cut: "Ethernet" });
    expect(dissect(bytes(`${link} 0806 0001`)).cut).toBe("ARP");
    expect(dissect(bytes(`${link} 0800 4500`)).cut).toBe("IPv4");
    expect(dissect(bytes(`${ipv4} 9c40 0050`))).toMatchObject({
      ip: { protocol: 6 },
      transport: null,
      cut: "TCP",
    });
    // Enough for what is read of it.
    expect(dissect(bytes(`${link} 0800 4500 0014 1234 4000 40 59 0000 0a000105 0a000209`)).cut).toBeNull();
  });

  it.each([
    ["of version 5", "5500 0028 1234 4000 40 06 0000 0a000105 0a000209"],
    ["of four words", "4400 0028 1234 4000 40 06 0000 0a000105 0a000209"],
  ])("reads nothing from an IPv4 header %s", (_, header) => {
    const { ip, transport, cut, malformed } = dissect(bytes(`${link} 0800 ${header} 9c40 0050`));
    expect({ ip, transport, cut, malformed }).toEqual({
      ip: null,
      transport: null,
      cut: null,
      malformed: "IPv4",
    });
  });
});

const noTshark = spawnSync("tshark", ["--version"]).status === 0 ? "" : " (skipped: there is no tshark)";
const FIELDS = [
  "ip.src",
  "ip.dst",
  "ipv6.src",
  "ipv6.dst",
  "tcp.srcport",
  "tcp.dstport",
  "udp.srcport",
  "udp.dstport",
  "ip.ttl",
  "tcp.seq_raw",
  "tcp.ack_raw",
];

describe.skipIf(noTshark)(`dissect and tshark on the lab's captures${noTshark}`, () => {
  it.each(["netpod", "eth0"])("read the same of %s.pcapng", async (name) => {
    const file = fileURLToPath(new URL(`../../examples/lab/output/${name}.pcapng`, import.meta.url));
    const options = [
      "-r",
      file,
      "-T",
      "fields",
      "-E",
      "separator=|",
      ...FIELDS.flatMap((field) => ["-e", field]),
    ];
    const { stdout } = spawnSync("tshark", options, { encoding: "utf8" });
    const own: string[] = [];
    for await (const { data } of readCapture(chunksOf(file))) {
      const { ip, transport } = dissect(data);
      const of = <T>(holds: boolean, ...values: T[]) => values.map((value) => (holds ? `${value}` : ""));
      const ports =
        transport && "sourcePort" in transport ? [transport.sourcePort, transport.destinationPort] : [0, 0];
      const numbers = transport?.protocol === "TCP" ? [transport.sequence, transport.acknowledgment] : [0, 0];
      own.push(
        [
          ...of(ip?.version === 4, ip?.source, ip?.destination),
          ...of(ip?.version === 6, ip?.source, ip?.destination),
          ...of(transport?.protocol === "TCP", ...ports),
          ...of(transport?.protocol === "UDP", ...ports),
          ...of(ip?.version === 4, ip?.ttl),
          ...of(transport?.protocol === "TCP", ...numbers),
        ].join("|"),
      );
    }
    expect(own).toEqual(stdout.trimEnd().split("\n"));
    expect(own.length).toBeGreaterThan(10);
  });
});

async function* chunksOf(file: string) {
  yield new Uint8Array(readFileSync(file));
}
