/** A frame in one line, for people. A frame that ends early is said to; nothing here throws. */
import {
  type ArpHeader,
  type Dissection,
  dissect,
  FIRST_ETHERTYPE,
  IP_PROTOCOL,
  type IpHeader,
} from "../vm/index.ts";

const protocolNames: Readonly<Record<number, string>> = {
  [IP_PROTOCOL.ICMP]: "ICMP",
  [IP_PROTOCOL.TCP]: "TCP",
  [IP_PROTOCOL.UDP]: "UDP",
  [IP_PROTOCOL.ICMPV6]: "ICMPv6",
  [IP_PROTOCOL.GRE]: "GRE",
  [IP_PROTOCOL.ESP]: "ESP",
  [IP_PROTOCOL.SCTP]: "SCTP",
};

export function summarizePacket(frame: Uint8Array): string {
  const packet = dissect(frame);
  const { ethernet, arp, ip, cut, malformed } = packet;
  if (!ethernet) return "Ethernet frame, cut off in its header";
  const tags = ethernet.vlans.map((id) => `VLAN ${id}, `).join("");
  if (arp) return tags + arpSummary(arp);
  if (ip) return tags + ipSummary(ip, packet);
  if (cut) return `${tags}${cut}, cut off in its header`;
  if (malformed) return `${tags}${malformed}, with a malformed header`;
  const addresses = `${ethernet.source} -> ${ethernet.destination}`;
  if (ethernet.type < FIRST_ETHERTYPE) return `${tags}802.3 frame of length ${ethernet.type}, ${addresses}`;
  return `${tags}ethertype 0x${ethernet.type.toString(16).padStart(4, "0")}, ${addresses}`;
}

function arpSummary({ operation, senderMac, senderAddress, targetMac, targetAddress }: ArpHeader): string {
  if (operation === 1) return `ARP request: who has ${targetAddress}? tell ${senderAddress} (${senderMac})`;
  const target = `${targetAddress} (${targetMac})`;
  if (operation === 2) return `ARP reply: ${senderAddress} is at ${senderMac}, to ${target}`;
  return `ARP operation ${operation}: from ${senderAddress} (${senderMac}) to ${target}`;
}

const route = ({ version, protocol, source, destination }: IpHeader): string =>
  `${protocolNames[protocol] ?? `IPv${version} protocol ${protocol}`} ${source} -> ${destination}`;

const data = (bytes: number): string => (bytes > 0 ? `, ${bytes} bytes of data` : "");

function ipSummary(ip: IpHeader, { transport, cut }: Dissection): string {
  const { fragment } = ip;
  if (fragment && fragment.offset > 0) return `${route(ip)}, fragment from byte ${fragment.offset} on`;
  const first = fragment?.more ? ", first fragment" : "";
  if (!transport) return `${route(ip)}${cut ? ", cut off in its header" : ""}${first}`;
  const end = (address: string, port: number) =>
    ip.version === 6 ? `[${address}]:${port}` : `${address}:${port}`;
  switch (transport.protocol) {
    case "TCP":
    case "UDP":
    case "SCTP": {
      const { protocol, sourcePort, destinationPort, dataLength } = transport;
      const ends = `${end(ip.source, sourcePort)} -> ${end(ip.destination, destinationPort)}`;
      const flags = protocol === "TCP" ? ` (${transport.flags.join(", ") || "no flags"})` : "";
      return `${protocol} ${ends}${flags}${data(dataLength)}${first}`;
    }
    default: {
      const { protocol, type, code, echo, target } = transport;
      const name = icmpTypes[`${protocol}/${type}`] ?? `type ${type}, code ${code}`;
      const about = echo ? ` ${echo.sequence} of id ${echo.id}` : target ? ` for ${target}` : "";
      return `${route(ip)}, ${name}${about}${first}`;
    }
  }
}

/** By protocol and type (RFC 792, RFC 4443, RFC 4861). */
const icmpTypes: Readonly<Record<string, string>> = {
  "ICMPv4/0": "echo reply",
  "ICMPv4/3": "destination unreachable",
  "ICMPv4/8": "echo request",
  "ICMPv4/11": "time exceeded",
  "ICMPv6/1": "destination unreachable",
  "ICMPv6/2": "packet too big",
  "ICMPv6/3": "time exceeded",
  "ICMPv6/128": "echo request",
  "ICMPv6/129": "echo reply",
  "ICMPv6/133": "router solicitation",
  "ICMPv6/134": "router advertisement",
  "ICMPv6/135": "neighbor solicitation",
  "ICMPv6/136": "neighbor advertisement",
};
