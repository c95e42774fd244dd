/** Sockets of an environment, as their fields of struct bpf_sock. */
import { familyOf, parseAddress } from "../../spec/addresses.ts";
import {
  FIRST_COOKIE,
  IP_PROTOCOL,
  NO_QUEUE,
  SOCK_DGRAM,
  SOCK_STREAM,
  TCP_STATE,
} from "../../spec/network.ts";
import { sameBytes } from "../../spec/text.ts";
import type { EnvironmentPath } from "./format.ts";
import type { Interfaces } from "./interfaces.ts";
import { Members } from "./members.ts";
import type { EnvironmentTables } from "./tables.ts";

/** A socket's type and protocol, and the state of one without a peer. */
const PROTOCOLS = {
  tcp: { type: SOCK_STREAM, protocol: IP_PROTOCOL.TCP, alone: "listen" },
  udp: { type: SOCK_DGRAM, protocol: IP_PROTOCOL.UDP, alone: "close" },
} as const;

const ENDPOINT = /^(?:\[([^\]]+)\]|([^[\]:]+)):(\d{1,5})$/;

/** What an IPv6 socket has for an IPv4 address (kernel: LOOPBACK4_IPV6). */
const NO_IPV4 = Uint8Array.of(127, 0, 0, 6);
/** The IPv6 address that stands for an IPv4 one (RFC 4291, section 2.5.5.2). */
const mapped = (address: Uint8Array): Uint8Array =>
  Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, ...address);

const isMapped = (address: Uint8Array): boolean => sameBytes(address, mapped(address.slice(12)));

export const ENDPOINT_FORM = "ADDRESS:PORT or [ADDRESS]:PORT";

function endpoint(members: Members, name: string): { address: Uint8Array; port: number } {
  return parseEndpoint(members.text(name, ENDPOINT_FORM)) ?? members.fail(name, ENDPOINT_FORM);
}

export function parseEndpoint(text: unknown): { address: Uint8Array; port: number } | null {
  const [, inBrackets, plain, port] = (typeof text === "string" && ENDPOINT.exec(text)) || [];
  const address = parseAddress(inBrackets ?? plain ?? "");
  return address && Number(port) <= 0xffff ? { address, port: Number(port) } : null;
}

export function socket(
  value: unknown,
  path: EnvironmentPath,
  interfaces: Interfaces,
): EnvironmentTables["sockets"][number] {
  const names = ["protocol", "local", "remote", "state", "interface", "ipv6Only", "cookie", "mark"];
  const members = new Members(value, path, names);
  const { type, protocol, alone } = members.choice("protocol", PROTOCOLS, null);
  const local = endpoint(members, "local");
  const remote = members.has("remote") ? endpoint(members, "remote") : null;
  if (remote && remote.address.length !== local.address.length)
    members.fail("remote", "of the local address's family");
  const member = local.address.length === 4 ? "ip4" : "ip6";
  const fields: Record<string, number | Uint8Array> = {
    family: familyOf(local.address),
    type,
    protocol,
    state: members.choice("state", TCP_STATE, remote ? "established" : alone),
    rx_queue_mapping: NO_QUEUE,
    bound_dev_if: members.has("interface") ? interfaces.named(members, "interface") : 0,
    mark: members.integer("mark", 0),
    [`src_${member}`]: local.address,
    src_port: local.port,
  };
  if (member !== "ip4" && local.address.some((byte) => byte !== 0)) {
    fields.src_ip4 = isMapped(local.address) ? local.address.slice(12) : NO_IPV4;
  }
  if (remote) {
    fields[`dst_${member}`] = remote.address;
    fields.dst_port = Uint8Array.of(remote.port >> 8, remote.port & 0xff);
    if (protocol === IP_PROTOCOL.TCP && member === "ip4") {
      // Linux keeps such a connection's addresses as IPv6's too (sk_rcv_saddr_set).
      fields.src_ip6 = mapped(local.address);
      fields.dst_ip6 = mapped(remote.address);
    }
  }
  const index = path.at(-1) as number;
  return {
    fields,
    // Behind the cookies that there are without any socket.
    cookie: members.wide("cookie", BigInt(FIRST_COOKIE + 1 + index)),
    ipv6Only: members.flag("ipv6Only", false),
  };
}
