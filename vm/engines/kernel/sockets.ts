/** Sockets of an environment: those that wait for packets, and connections with nobody at the other end. */
import { AF_INET, IP_PROTOCOL, TCP_STATE } from "../../../spec/network.ts";
import type { EnvironmentTables } from "../../environment/tables.ts";
import { MachineError } from "../../errors.ts";
import { text, u32 } from "./netlink.ts";
import type { Remote } from "./remote.ts";
import { SOCK_CLOEXEC } from "./uapi.ts";

type Socket = EnvironmentTables["sockets"][number];

// asm-generic/socket.h, linux/in.h, in6.h, tcp.h
const SOL_SOCKET = 1;
const SO_REUSEADDR = 2;
const SO_BINDTODEVICE = 25;
const SO_MARK = 36;
const IP_FREEBIND = 15;
const IPV6_V6ONLY = 26;
const IPV6_FREEBIND = 78;
const TCP_REPAIR = 19;

/**
 * Opens a socket in the process, for as long as the process lives. `must` is given the result of each step.
 * Throws UNSUPPORTED for a state that no socket can be put into.
 */
export function openSocket(
  remote: Remote,
  { fields, ipv6Only }: Socket,
  nameOf: (index: number) => string,
  must: (result: number) => number,
): void {
  const [family, protocol, state] = [Number(fields.family), Number(fields.protocol), Number(fields.state)];
  const connected = fields.dst_port !== undefined;
  const possible = connected
    ? [TCP_STATE.established]
    : protocol === IP_PROTOCOL.TCP
      ? [TCP_STATE.listen, TCP_STATE.close]
      : [TCP_STATE.close];
  if (!(possible as number[]).includes(state)) {
    throw new MachineError("UNSUPPORTED", `the kernel engine has no sockets in state ${state}`, {
      found: state,
    });
  }
  const fd = must(remote.call("socket", family, Number(fields.type) | SOCK_CLOEXEC, protocol));
  const option = (level: number, name: number, bytes: Uint8Array) =>
    must(remote.call("setsockopt", fd, level, name, { bytes }, bytes.length));
  option(SOL_SOCKET, SO_REUSEADDR, u32(1));
  // Its address may be one that no interface has.
  if (family === AF_INET) option(0, IP_FREEBIND, u32(1));
  else {
    option(IP_PROTOCOL.IPV6, IPV6_FREEBIND, u32(1));
    option(IP_PROTOCOL.IPV6, IPV6_V6ONLY, u32(ipv6Only ? 1 : 0));
  }
  if (fields.bound_dev_if) option(SOL_SOCKET, SO_BINDTODEVICE, text(nameOf(Number(fields.bound_dev_if))));
  if (fields.mark) option(SOL_SOCKET, SO_MARK, u32(Number(fields.mark)));
  const member = family === AF_INET ? "ip4" : "ip6";
  const source = Number(fields.src_port);
  const local = address(family, fields[`src_${member}`] as Uint8Array, source >> 8, source & 0xff);
  must(remote.call("bind", fd, { bytes: local }, local.length));
  if (connected) {
    // A TCP socket under repair is connected without a packet (tcp(7), CRIU).
    if (protocol === IP_PROTOCOL.TCP) option(IP_PROTOCOL.TCP, TCP_REPAIR, u32(1));
    const [high, low] = fields.dst_port as Uint8Array;
    const peer = address(family, fields[`dst_${member}`] as Uint8Array, high!, low!);
    must(remote.call("connect", fd, { bytes: peer }, peer.length));
  } else if (state === TCP_STATE.listen) {
    must(remote.call("listen", fd, 1));
  }
}

/** struct sockaddr_in or sockaddr_in6. */
function address(family: number, host: Uint8Array, portHigh: number, portLow: number): Uint8Array {
  const bytes = new Uint8Array(family === AF_INET ? 16 : 28);
  bytes.set([family, 0, portHigh, portLow]);
  bytes.set(host, family === AF_INET ? 4 : 8);
  return bytes;
}
