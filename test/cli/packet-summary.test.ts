import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { summarizePacket } from "../../cli/packet-summary.ts";

const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex.replace(/\s/g, ""), "hex"));
const link = "0a1b2c3d4e5f dededededede";
const ipv4 = (protocol: string, length: string, rest: string, fragment = "4000") =>
  bytes(`${link} 0800 4500 ${length} 1234 ${fragment} 40 ${protocol} 0000 0a000105 0a000209 ${rest}`);
const ipv6 = (next: string, length: string, rest: string) =>
  bytes(
    `${link} 86dd 60000000 ${length} ${next} 40` +
      ` fd000000000000000000000000000001 20010db8000000000001000000000002 ${rest}`,
  );

describe("summarizePacket", () => {
  it.each([
    [
      "an ARP request",
      bytes(`${link} 0806 0001 0800 06 04 0001 dededededede 0a000105 000000000000 0a000101`),
      "ARP request: who has 10.0.1.1? tell 10.0.1.5 (de:de:de:de:de:de)",
    ],
    [
      "an ARP reply behind a VLAN tag",
      bytes(`${link} 8100 2064 0806 0001 0800 06 04 0002 0a1b2c3d4e5f 0a000101 dededededede 0a000105`),
      "VLAN 100, ARP reply: 10.0.1.1 is at 0a:1b:2c:3d:4e:5f, to 10.0.1.5 (de:de:de:de:de:de)",
    ],
    [
      "a TCP SYN",
      ipv4("06", "0028", "9c40 0050 00000001 00000000 5002 faf0 0000 0000"),
      "TCP 10.0.1.5:40000 -> 10.0.2.9:80 (SYN)",
    ],
    [
      "TCP data",
      ipv4("06", "002c", "9c40 0050 00000001 00000000 5018 faf0 0000 0000 41424344"),
      "TCP 10.0.1.5:40000 -> 10.0.2.9:80 (PSH, ACK), 4 bytes of data",
    ],
    [
      "UDP",
      ipv4("11", "0020", "d903 0035 000c 0000 00000000"),
      "UDP 10.0.1.5:55555 -> 10.0.2.9:53, 4 bytes of data",
    ],
    [
      "a ping",
      ipv4("01", "001c", "0800 0000 2a2a 0001"),
      "ICMP 10.0.1.5 -> 10.0.2.9, echo request 1 of id 10794",
    ],
    [
      "a later fragment",
      ipv4("11", "0020", "", "00b9"),
      "UDP 10.0.1.5 -> 10.0.2.9, fragment from byte 1480 on",
    ],
    ["an IPv4 header alone", ipv4("06", "0014", ""), "TCP 10.0.1.5 -> 10.0.2.9, cut off in its header"],
    ["another protocol", ipv4("59", "0014", ""), "IPv4 protocol 89 10.0.1.5 -> 10.0.2.9"],
    [
      "TCP over IPv6",
      ipv6("06", "0014", "9c40 0050 00000001 00000000 5012 faf0 0000 0000"),
      "TCP [fd00::1]:40000 -> [2001:db8:0:0:1::2]:80 (SYN, ACK)".replace(
        "2001:db8:0:0:1::2",
        "2001:db8::1:0:0:2",
      ),
    ],
    [
      "a neighbor solicitation",
      ipv6("3a", "0018", "8700 0000 00000000 fe80000000000000000000000000abcd"),
      "ICMPv6 fd00::1 -> 2001:db8::1:0:0:2, neighbor solicitation for fe80::abcd",
    ],
    [
      "an unknown ethertype",
      bytes(`${link} 88b5 0000`),
      "ethertype 0x88b5, de:de:de:de:de:de -> 0a:1b:2c:3d:4e:5f",
    ],
    ["802.3", bytes(`${link} 002e 4242`), "802.3 frame of length 46, de:de:de:de:de:de -> 0a:1b:2c:3d:4e:5f"],
    ["half an Ethernet header", bytes("0a1b2c3d4e5f de"), "Ethernet frame, cut off in its header"],
    ["ARP cut short", bytes(`${link} 0806 0001 0800`), "ARP, cut off in its header"],
  ])("%s", (_, frame, expected) => {
    expect(summarizePacket(frame)).toBe(expected);
  });

  it("never throws", () => {
    const types = fc.constantFrom("0800", "0806", "86dd", "8100", "88a8");
    fc.assert(
      fc.property(types, fc.uint8Array({ maxLength: 100 }), (type, rest) => {
        const frame = Uint8Array.of(...bytes(link), ...bytes(type), ...rest);
        expect(summarizePacket(frame)).not.toMatch(/undefined|NaN/);
      }),
    );
  });
});
