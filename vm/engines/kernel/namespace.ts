/**
 * An environment in the process's network namespace: interfaces, addresses, routes, neighbours and sockets, so
 * that the kernel's helpers answer from them. Interfaces are veth pairs. An end that the environment does not
 * have is in another namespace, where packets that leave the interface arrive.
 */
import { familyOf } from "../../../spec/addresses.ts";
import { errno } from "../../../spec/errno.ts";
import { InterfaceFlag } from "../../../spec/layout.ts";
import { AF_INET6, FIRST_COOKIE, LOOPBACK_IFINDEX, RTN } from "../../../spec/network.ts";
import type { EnvironmentPath } from "../../environment/format.ts";
import type { EnvironmentTables } from "../../environment/tables.ts";
import { errnoName, MachineError } from "../../errors.ts";
import { attribute, join, Netlink, NLM_F, nested, text, u16, u32 } from "./netlink.ts";
import type { Remote } from "./remote.ts";
import { openSocket } from "./sockets.ts";
import { CLONE_NEWNET, IFF_UP, O_CLOEXEC } from "./uapi.ts";

type Interface = EnvironmentTables["interfaces"][number];
type Route = EnvironmentTables["routes"][number];

const AF_UNSPEC = 0;

// include/uapi/linux/rtnetlink.h
const RTM_NEWLINK = 16;
const RTM_NEWADDR = 20;
const RTM_NEWROUTE = 24;
const RTM_GETROUTE = 26;
const RTM_NEWNEIGH = 28;
const RTPROT_STATIC = 4;
const RTNH_F_ONLINK = 4;
const SCOPE = { UNIVERSE: 0, LINK: 253, HOST: 254 } as const;
const RTA = { DST: 1, OIF: 4, GATEWAY: 5, PRIORITY: 6, PREFSRC: 7, METRICS: 8, TABLE: 15, VIA: 18 } as const;
const RTAX = { LOCK: 1, MTU: 2 } as const;
// include/uapi/linux/if_link.h, if_addr.h, veth.h, neighbour.h
const IFLA = { ADDRESS: 1, IFNAME: 3, MTU: 4, LINKINFO: 18, AF_SPEC: 26, NET_NS_FD: 28 } as const;
const IFLA_INFO = { KIND: 1, DATA: 2 } as const;
const IFLA_INET6_ADDR_GEN_MODE = 8;
const IN6_ADDR_GEN_MODE_NONE = 1;
const VETH_INFO_PEER = 1;
const IFA = { ADDRESS: 1, LOCAL: 2, FLAGS: 8 } as const;
const IFA_F_NODAD = 2;
const NDA = { DST: 1, LLADDR: 2 } as const;
const NUD_PERMANENT = 0x80;
// include/uapi/linux/fcntl.h, asm-generic/fcntl.h
const AT_FDCWD = -100;
const O_WRONLY = 1;

const OWN_NAMESPACE = "/proc/thread-self/ns/net";

/** The namespace of the other ends. */
interface Outside {
  namespace: number;
  netlink: Netlink;
}

/** How long IPv6 may take to make an address its own, in steps of a millisecond. */
const PATIENCE = 2000;

/** A check of what a system call gave: `path` is what in the environment it was for. */
type Must = (path: EnvironmentPath, result: number) => number;

const must: Must = (path, result) => {
  if (result >= 0) return result;
  const where = path.map((step) => (typeof step === "number" ? `[${step}]` : `.${step}`)).join("");
  const reason = `environment${where}: the kernel refuses it (${errnoName(-result)})`;
  throw new MachineError("BAD_ENVIRONMENT", reason, { path, errno: -result });
};

/**
 * Gives the process, whose namespace has a loopback alone, the environment. It is in a second namespace then; the
 * first one has the other ends. Throws BAD_ENVIRONMENT with the `path` of what the kernel refuses, or
 * UNSUPPORTED for what cannot be set up.
 */
export function furnish(remote: Remote, tables: EnvironmentTables): void {
  refuseWhatIsNotThere(tables);
  const outside = { namespace: must([], openFile(remote, OWN_NAMESPACE, 0)), netlink: Netlink.open(remote) };
  must([], remote.call("unshare", CLONE_NEWNET));
  const netlink = Netlink.open(remote);
  setUpInterfaces(remote, netlink, tables.interfaces, outside);
  // In the order of preference; a route that is added comes before its equals.
  for (const [i, route] of [...tables.routes.entries()].reverse()) {
    if (!route.implied) must(["routes", i], addRoute(netlink, route));
  }
  for (const [i, { index, address, mac }] of tables.neighbours.entries()) {
    const head = [u16(familyOf(address)), u16(0), u32(index), u16(NUD_PERMANENT), u16(0)];
    const flags = NLM_F.CREATE | NLM_F.REPLACE;
    const parts = [...head, attribute(NDA.DST, address), attribute(NDA.LLADDR, mac)];
    must(["neighbours", i], netlink.request(RTM_NEWNEIGH, flags, ...parts));
  }
  for (const [i, socket] of tables.sockets.entries()) {
    openSocket(remote, socket, nameOf, (result) => must(["sockets", i], result));
  }
  netlink.close();
  // Without its descriptor the first namespace would go, and with it all pairs.
  outside.netlink.close();
}

function refuseWhatIsNotThere({ interfaces, netnsCookie, tunnel }: EnvironmentTables): void {
  const refuse = (what: string) => {
    throw new MachineError("UNSUPPORTED", `the kernel engine cannot have ${what}`);
  };
  if (tunnel) refuse("packets that came through a tunnel: a test-run's come from nowhere");
  if (netnsCookie !== BigInt(FIRST_COOKIE)) refuse("a netnsCookie of its own: Linux gives it");
  for (const { index, flags, mac } of interfaces) {
    if (index !== LOOPBACK_IFINDEX && mac.every((byte) => byte === 0))
      refuse(`interface ${index} without a MAC address`);
    if (flags & InterfaceFlag.POINT_TO_POINT) refuse(`interface ${index}, which has no Ethernet header`);
    if (flags & InterfaceFlag.LOOPBACK && index !== LOOPBACK_IFINDEX) {
      refuse(`interface ${index}: a loopback has index ${LOOPBACK_IFINDEX}`);
    }
  }
}

function setUpInterfaces(
  remote: Remote,
  netlink: Netlink,
  interfaces: readonly Interface[],
  outside: Outside,
): void {
  const place = (row: Interface): EnvironmentPath => ["interfaces", interfaces.indexOf(row)];
  const link = (index: number, flags: number, ...attributes: Uint8Array[]) =>
    netlink.request(RTM_NEWLINK, 0, linkHead(index, flags), ...attributes);
  for (const row of interfaces) {
    if (row.index === LOOPBACK_IFINDEX) {
      const own = [attribute(IFLA.ADDRESS, row.mac), attribute(IFLA.MTU, u32(row.mtu))];
      must(place(row), link(LOOPBACK_IFINDEX, 0, ...own));
      continue;
    }
    const peer = interfaces.find(({ index }) => index === row.peer);
    // A pair is made once.
    if (peer && interfaces.indexOf(peer) < interfaces.indexOf(row)) continue;
    must(place(row), addPair(netlink, row, peer ?? null, outside.namespace));
    // There is no carrier before the other end is up.
    const up = [linkHead(0, IFF_UP), attribute(IFLA.IFNAME, text(nameOf(row.index)))];
    if (!peer) must(place(row), outside.netlink.request(RTM_NEWLINK, 0, ...up));
  }
  if (!interfaces.some(({ index }) => index === LOOPBACK_IFINDEX)) must([], link(LOOPBACK_IFINDEX, IFF_UP));
  // A new namespace may have taken from the host that it forwards.
  else forward(remote, LOOPBACK_IFINDEX, 0);
  for (const row of interfaces) {
    // No address but the ones that are stated.
    const none = attribute(IFLA_INET6_ADDR_GEN_MODE, Uint8Array.of(IN6_ADDR_GEN_MODE_NONE));
    const result = link(row.index, 0, nested(IFLA.AF_SPEC, nested(AF_INET6, none)));
    // Without IPv6 it has none at all.
    must(place(row), result === -errno.EAFNOSUPPORT ? 0 : result);
    must(place(row), forward(remote, row.index, row.flags));
    if (row.flags & InterfaceFlag.UP) must(place(row), link(row.index, IFF_UP));
  }
  for (const row of interfaces) {
    for (const [i, { address, length }] of row.addresses.entries()) {
      const path = [...place(row), "addresses", i];
      const own = [IFA.LOCAL, IFA.ADDRESS].map((type) => attribute(type, address));
      const flags = attribute(IFA.FLAGS, u32(address.length === 16 ? IFA_F_NODAD : 0));
      const scope = row.index === LOOPBACK_IFINDEX ? SCOPE.HOST : SCOPE.UNIVERSE;
      const head = [Uint8Array.of(familyOf(address), length, 0, scope), u32(row.index)];
      const result = netlink.request(RTM_NEWADDR, NLM_F.CREATE | NLM_F.EXCL, ...head, ...own, flags);
      must(path, result === -errno.EEXIST ? 0 : result);
      if (row.flags & InterfaceFlag.UP) awaitAddress(netlink, address, path);
    }
  }
}

/** A veth pair, of which the second end is an interface too, or lies outside. */
function addPair(netlink: Netlink, row: Interface, peer: Interface | null, namespace: number): number {
  const members = ({ index, mac, mtu }: Interface) => [
    attribute(IFLA.IFNAME, text(nameOf(index))),
    attribute(IFLA.ADDRESS, mac),
    attribute(IFLA.MTU, u32(mtu)),
  ];
  const other = peer
    ? join([linkHead(peer.index, 0), ...members(peer)])
    : join([
        linkHead(0, 0),
        attribute(IFLA.IFNAME, text(nameOf(row.index))),
        attribute(IFLA.MTU, u32(row.mtu)),
        attribute(IFLA.NET_NS_FD, u32(namespace)),
      ]);
  const kind = attribute(IFLA_INFO.KIND, text("veth"));
  const info = nested(IFLA.LINKINFO, kind, nested(IFLA_INFO.DATA, attribute(VETH_INFO_PEER, other)));
  const flags = NLM_F.CREATE | NLM_F.EXCL;
  return netlink.request(RTM_NEWLINK, flags, linkHead(row.index, 0), ...members(row), info);
}

const nameOf = (index: number): string => (index === LOOPBACK_IFINDEX ? "lo" : `if${index}`);

/** struct ifinfomsg. */
const linkHead = (index: number, flags: number): Uint8Array =>
  join([u16(AF_UNSPEC), u16(0), u32(index), u32(flags), u32(flags)]);

/** struct rtmsg. */
const routeHead = (family: number, bits: number, scope: number, type: number, flags: number): Uint8Array =>
  join([Uint8Array.of(family, bits, 0, 0, 0, RTPROT_STATIC, scope, type), u32(flags)]);

function addRoute(netlink: Netlink, route: Route): number {
  const { family, type, gateway, source, metric, mtu, index } = route;
  const leads = type < RTN.blackhole;
  const scope = type === RTN.local ? SCOPE.HOST : gateway || !leads ? SCOPE.UNIVERSE : SCOPE.LINK;
  const parts = [
    // The next hop need not be in a network of the interface.
    routeHead(family, route.prefixLength, scope, type, gateway ? RTNH_F_ONLINK : 0),
    attribute(RTA.TABLE, u32(route.table)),
    attribute(RTA.DST, route.destination),
  ];
  if (leads) parts.push(attribute(RTA.OIF, u32(index)));
  if (gateway && familyOf(gateway) === family) parts.push(attribute(RTA.GATEWAY, gateway));
  else if (gateway) parts.push(attribute(RTA.VIA, u16(familyOf(gateway)), gateway));
  if (metric) parts.push(attribute(RTA.PRIORITY, u32(metric)));
  if (source) parts.push(attribute(RTA.PREFSRC, source));
  if (mtu) {
    const locked = attribute(RTAX.LOCK, u32(1 << RTAX.MTU));
    parts.push(nested(RTA.METRICS, locked, attribute(RTAX.MTU, u32(mtu))));
  }
  const result = netlink.request(RTM_NEWROUTE, NLM_F.CREATE, ...parts);
  return result === -errno.EEXIST ? 0 : result;
}

/** An IPv6 address, and the routes that it brings, are there a moment after it was added. */
function awaitAddress(netlink: Netlink, address: Uint8Array, path: EnvironmentPath): void {
  if (address.length === 4) return;
  const head = routeHead(AF_INET6, address.length * 8, SCOPE.UNIVERSE, 0, 0);
  const pause = new Int32Array(new SharedArrayBuffer(4));
  for (let i = 0; i < PATIENCE; i++) {
    const answer = netlink.query(RTM_GETROUTE, head, attribute(RTA.DST, address));
    // The type is the eighth byte of struct rtmsg.
    if (typeof answer !== "number" && answer[7] === RTN.local) return;
    Atomics.wait(pause, 0, 0, 1);
  }
  must(path, -errno.ETIMEDOUT);
}

/** Says whether an interface routes on what it receives, for either version of IP. */
function forward(remote: Remote, index: number, flags: number): number {
  for (const [version, flag] of [
    ["ipv4", InterfaceFlag.FORWARDING4],
    ["ipv6", InterfaceFlag.FORWARDING6],
  ] as const) {
    const fd = openFile(remote, `/proc/sys/net/${version}/conf/${nameOf(index)}/forwarding`, O_WRONLY);
    // Without IPv6 nothing is forwarded either.
    if (fd === -errno.ENOENT && !(flags & flag)) continue;
    if (fd < 0) return fd;
    const result = remote.call("write", fd, { bytes: text(flags & flag ? "1" : "0").subarray(0, 1) }, 1);
    remote.call("close", fd);
    if (result < 0) return result;
  }
  return 0;
}

const openFile = (remote: Remote, path: string, flags: number): number =>
  remote.call("openat", AT_FDCWD, { bytes: text(path) }, flags | O_CLOEXEC);
