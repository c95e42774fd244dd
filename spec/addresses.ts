/** Addresses as text, and their bytes in network order. */
import { AF_INET, AF_INET6 } from "./network.ts";
import { hexByte } from "./text.ts";

const MAC = /^[0-9a-f]{2}(?::[0-9a-f]{2}){5}$/i;
const IPV4 = /^\d{1,3}(?:\.\d{1,3}){3}$/;
const IPV6 = /^[0-9a-f:.]*:[0-9a-f:.]*$/i;

/** The 6 bytes of `0a:1b:2c:3d:4e:5f`, or null. */
export function parseMac(text: string): Uint8Array | null {
  return MAC.test(text) ? Uint8Array.from(text.split(":"), (part) => Number.parseInt(part, 16)) : null;
}

/** 4 bytes of an IPv4 address, 16 of an IPv6 one, or null. */
export function parseAddress(text: string): Uint8Array | null {
  if (IPV4.test(text)) return parseIpv4(text);
  return IPV6.test(text) ? parseIpv6(text) : null;
}

function parseIpv4(text: string): Uint8Array | null {
  const parts = text.split(".").map(Number);
  return parts.length === 4 && parts.every((part) => part <= 255) ? Uint8Array.from(parts) : null;
}

/** RFC 4291, section 2.2. */
function parseIpv6(text: string): Uint8Array | null {
  const halves = text.split("::");
  if (halves.length > 2) return null;
  const [head, tail] = halves.map(parseGroups);
  if (!head || tail === null) return null;
  const missing = 16 - head.length - (tail?.length ?? 0);
  if (tail === undefined ? missing !== 0 : missing < 2) return null;
  return Uint8Array.from([...head, ...new Uint8Array(missing), ...(tail ?? [])]);
}

/** Groups of 16 bits between colons; the last may be a dotted IPv4 address. */
function parseGroups(text: string): number[] | null {
  if (text === "") return [];
  const bytes: number[] = [];
  const groups = text.split(":");
  for (const [index, group] of groups.entries()) {
    if (index === groups.length - 1 && IPV4.test(group)) {
      const address = parseIpv4(group);
      if (!address) return null;
      bytes.push(...address);
    } else if (/^[0-9a-f]{1,4}$/i.test(group)) {
      const word = Number.parseInt(group, 16);
      bytes.push(word >> 8, word & 0xff);
    } else return null;
  }
  return bytes;
}

/** `0a:1b:2c:3d:4e:5f`, of 6 bytes. */
export const formatMac = (bytes: Uint8Array): string => Array.from(bytes, hexByte).join(":");

/** An address of 4 or 16 bytes; IPv6 in the shortest form (RFC 5952). */
export const formatAddress = (bytes: Uint8Array): string =>
  bytes.length === 4 ? bytes.join(".") : formatIpv6(bytes);

/** The longest run of zero groups, of two or more, is left out. */
function formatIpv6(bytes: Uint8Array): string {
  const word = (i: number) => ((bytes[2 * i]! << 8) | bytes[2 * i + 1]!).toString(16);
  const groups = Array.from({ length: 8 }, (_, i) => word(i)).join(":");
  const zeros = [...groups.matchAll(/\b0(?::0)+\b/g)].map(([run]) => run);
  const longest = zeros.reduce((best, run) => (run.length > best.length ? run : best), "");
  if (longest === "") return groups;
  const start = groups.search(new RegExp(`\\b${longest}\\b`));
  const head = groups.slice(0, start).replace(/:$/, "");
  const tail = groups.slice(start + longest.length).replace(/^:/, "");
  return `${head}::${tail}`;
}

/** The family of an address of 4 or 16 bytes. */
export const familyOf = (address: Uint8Array): number => (address.length === 4 ? AF_INET : AF_INET6);

/** Bytes of a family's addresses; 0 of any other family. */
export const addressSize = (family: number): number =>
  family === AF_INET ? 4 : family === AF_INET6 ? 16 : 0;
