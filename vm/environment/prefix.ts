/** Addresses and networks. */
import { parseAddress } from "../../spec/addresses.ts";
import { sameBytes } from "../../spec/text.ts";
import type { EnvironmentPath } from "./format.ts";
import { fail } from "./members.ts";

/** An address, and how many bits of it its network has. */
export interface Prefix {
  address: Uint8Array;
  length: number;
}

export function prefix(text: unknown, path: EnvironmentPath): Prefix {
  const [, host = "", bits] = (typeof text === "string" && /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text)) || [];
  const address = parseAddress(host);
  if (!address) return fail(path, text, "ADDRESS/PREFIX");
  const length = bits === undefined ? address.length * 8 : Number(bits);
  return length <= address.length * 8 ? { address, length } : fail(path, text, "ADDRESS/PREFIX");
}

/** The address with nothing behind its prefix, or with all bits set there. */
export function masked({ address, length }: Prefix, fill: 0 | 1): Uint8Array {
  return address.map((byte, i) => {
    const kept = Math.min(8, Math.max(0, length - 8 * i));
    const mask = (0xff << (8 - kept)) & 0xff;
    return (byte & mask) | (fill ? ~mask & 0xff : 0);
  });
}

/** Whether an address is in the network. */
export function covers({ address, length }: Prefix, other: Uint8Array): boolean {
  if (address.length !== other.length) return false;
  return sameBytes(masked({ address, length }, 0), masked({ address: other, length }, 0));
}
