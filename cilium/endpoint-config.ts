/**
 * What Cilium's agent puts into an endpoint's object before it loads it, from the endpoint's state: the file
 * `ep_config.json` beside the object (Cilium 1.16 to 1.18, pkg/endpoint and pkg/datapath/loader).
 */
import { parseAddress, parseMac } from "../spec/addresses.ts";
import { isObject } from "../vm/index.ts";

/** Values by the variables' names in all generations of objects; an object has some of them. */
export type EndpointVariables = ReadonlyMap<string, Uint8Array | number | bigint>;

/** What `endpointVariables` refuses a document with. */
export class EndpointError extends Error {
  override readonly name = "EndpointError";
  /** The member that cannot be; null where it is no endpoint's state at all. */
  readonly member: string | null;
  readonly found: string | null;

  constructor(member: string | null, found: string | null) {
    super(member === null ? "no state of an endpoint" : `${member} cannot be ${found}`);
    this.member = member;
    this.found = found;
  }
}

/** Throws EndpointError. */
export function endpointVariables(document: unknown): EndpointVariables {
  if (!isObject(document) || !("ID" in document) || !("IfIndex" in document)) {
    throw new EndpointError(null, null);
  }
  const variables = new Map<string, Uint8Array | number | bigint>();
  const set = (value: Uint8Array | number | bigint | null | undefined, ...names: string[]) => {
    for (const name of names) if (value !== null && value !== undefined) variables.set(name, value);
  };

  set(numberOf(document, "ID", 0xffff), "endpoint_id", "LXC_ID");
  set(numberOf(document, "IfIndex", 0xffff_ffff), "interface_ifindex", "THIS_INTERFACE_IFINDEX");
  set(numberOf(document, "NetnsCookie", 2 ** 64), "endpoint_netns_cookie", "ENDPOINT_NETNS_COOKIE");
  const ipv4 = textOf(document, "IPv4", parseAddress);
  set(ipv4, "endpoint_ipv4", "LXC_IPV4");
  const ipv6 = textOf(document, "IPv6", parseAddress);
  set(ipv6, "endpoint_ipv6");
  set(ipv6?.slice(0, 8), "LXC_IP_1");
  set(ipv6?.slice(8), "LXC_IP_2");
  // The MAC of the interface on the node's side.
  const mac = textOf(document, "NodeMAC", parseMac);
  set(mac, "interface_mac");
  set(mac?.slice(0, 4), "NODE_MAC_1", "THIS_INTERFACE_MAC_1");
  set(mac?.slice(4), "NODE_MAC_2", "THIS_INTERFACE_MAC_2");

  const { SecLabel: label } = document;
  const identity = isObject(label) ? numberOf(label, "id", 0xffff_ffff, "SecLabel.id") : null;
  set(identity, "security_label", "SECLABEL", "SECLABEL_IPV4", "SECLABEL_IPV6");
  set(identity === null ? null : bigEndian(Number(identity)), "SECLABEL_NB");
  return variables;
}

function bigEndian(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

type Members = Record<string, unknown>;

function numberOf(document: Members, member: string, largest: number, path = member): number | bigint | null {
  const value = document[member];
  if (value === undefined || value === null) return null;
  const isNumber = typeof value === "bigint" || (typeof value === "number" && Number.isSafeInteger(value));
  if (!isNumber || value < 0 || Number(value) > largest) fail(path, value);
  return value as number | bigint;
}

/** Null where the endpoint has none: the member is missing or empty. */
function textOf(
  document: Members,
  member: string,
  parse: (text: string) => Uint8Array | null,
): Uint8Array | null {
  const value = document[member];
  if (value === undefined || value === null || value === "") return null;
  return (typeof value === "string" ? parse(value) : null) ?? fail(member, value);
}

function fail(member: string, value: unknown): never {
  throw new EndpointError(member, String(value));
}
