/** Requests to the kernel's routing and interfaces (rtnetlink(7)), and how their attributes are laid out. */
import { errnoName, MachineError } from "../../errors.ts";
import type { Memory, Remote } from "./remote.ts";
import { SOCK_CLOEXEC } from "./uapi.ts";

// include/uapi/linux/netlink.h
const AF_NETLINK = 16;
const SOCK_RAW = 3;
const NETLINK_ROUTE = 0;
const NLM_F_REQUEST = 1;
const NLM_F_ACK = 4;
const NLMSG_ERROR = 2;
const HEADER_SIZE = 16;
const ATTRIBUTE_HEADER = 4;
const NLA_F_NESTED = 0x8000;
const REPLY_SIZE = 4096;

export const NLM_F = { REPLACE: 0x100, EXCL: 0x200, CREATE: 0x400 } as const;

/** Bytes of one attribute, padded as the next one wants it. */
export function attribute(type: number, ...parts: Uint8Array[]): Uint8Array {
  const payload = join(parts);
  const bytes = new Uint8Array(align(ATTRIBUTE_HEADER + payload.length));
  const view = new DataView(bytes.buffer);
  view.setUint16(0, ATTRIBUTE_HEADER + payload.length, true);
  view.setUint16(2, type, true);
  bytes.set(payload, ATTRIBUTE_HEADER);
  return bytes;
}

/** An attribute that is made of attributes. */
export const nested = (type: number, ...attributes: Uint8Array[]): Uint8Array =>
  attribute(type | NLA_F_NESTED, ...attributes);

export const u16 = (value: number): Uint8Array => new Uint8Array(Uint16Array.of(value).buffer);
export const u32 = (value: number): Uint8Array => new Uint8Array(Uint32Array.of(value).buffer);
export const text = (value: string): Uint8Array => new TextEncoder().encode(`${value}\0`);

export function join(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

const align = (length: number): number => (length + 3) & ~3;

/** A conversation, in the process's network namespace at the time when it was opened. */
export class Netlink {
  readonly #remote: Remote;
  readonly #socket: number;
  #sequence = 0;

  private constructor(remote: Remote, socket: number) {
    this.#remote = remote;
    this.#socket = socket;
  }

  /** Throws MachineError UNSUPPORTED where the kernel has none. */
  static open(remote: Remote): Netlink {
    const socket = remote.call("socket", AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
    if (socket >= 0) return new Netlink(remote, socket);
    const reason = `the kernel engine needs rtnetlink (${errnoName(-socket)})`;
    throw new MachineError("UNSUPPORTED", reason, { errno: -socket });
  }

  /** A request for something to be changed: 0, or a negative errno. */
  request(type: number, flags: number, ...parts: Uint8Array[]): number {
    const reply = this.#exchange(type, flags | NLM_F_ACK, parts);
    return typeof reply === "number" ? reply : 0;
  }

  /** A question with one answer: the message behind its header, or a negative errno. */
  query(type: number, ...parts: Uint8Array[]): Uint8Array | number {
    return this.#exchange(type, 0, parts);
  }

  close(): void {
    this.#remote.call("close", this.#socket);
  }

  #exchange(type: number, flags: number, parts: readonly Uint8Array[]): Uint8Array | number {
    const body = join(parts);
    const message = new Uint8Array(HEADER_SIZE + body.length);
    const view = new DataView(message.buffer);
    view.setUint32(0, message.length, true);
    view.setUint16(4, type, true);
    view.setUint16(6, NLM_F_REQUEST | flags, true);
    view.setUint32(8, ++this.#sequence, true);
    message.set(body, HEADER_SIZE);
    const sent = this.#remote.call("write", this.#socket, { bytes: message }, message.length);
    if (sent < 0) return sent;
    const reply: Memory = { bytes: new Uint8Array(REPLY_SIZE), written: true };
    const length = this.#remote.call("read", this.#socket, reply, REPLY_SIZE);
    if (length < 0) return length;
    const answer = new DataView(reply.bytes.buffer, 0, length);
    if (answer.getUint16(4, true) === NLMSG_ERROR) return answer.getInt32(HEADER_SIZE, true);
    return reply.bytes.slice(HEADER_SIZE, length);
  }
}
