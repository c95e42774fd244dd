/**
 * What surrounds a program: interfaces, addresses, routes, neighbours, sockets and tunnel metadata, as plain data
 * that a file can hold. Helpers answer from it (fib_lookup, sk_lookup_tcp, get_socket_cookie …).
 */
import { formatAddress, parseAddress, parseMac } from "../spec/addresses.ts";
import { ETH_HLEN } from "../spec/kernel.ts";
import { InterfaceFlag } from "../spec/layout.ts";
import { MachineError } from "./errors.ts";

/** Members that are left out have the value that is said; an empty environment is interface 1, a loopback. */
export interface Environment {
  interfaces?: EnvironmentInterface[];
  routes?: EnvironmentRoute[];
  neighbours?: EnvironmentNeighbour[];
  sockets?: EnvironmentSocket[];
  /** The tunnel that every packet of a tc program has come through; none. */
  tunnel?: EnvironmentTunnel;
  /** Who has which address, for the names in flows; no program sees it. */
  pods?: EnvironmentPod[];
  services?: EnvironmentService[];
  /** Of the network namespace: 1. */
  netnsCookie?: number | bigint;
  /** Of the socket that a cgroup program is about: 1. */
  socketCookie?: number | bigint;
  /** Of the cgroup whose task a program runs for, as `stat` shows it for the cgroup's folder: 1, the root. */
  cgroupId?: number | bigint;
}

export interface EnvironmentInterface {
  index: number;
  /** What other members may call it by. */
  name?: string;
  /** `l3` has no Ethernet header; `ethernet`. */
  kind?: (typeof KINDS)[number];
  /** 00:00:00:00:00:00. */
  mac?: string;
  /** 1500; 65536 of a loopback. */
  mtu?: number;
  /** Whether it is up: true. */
  up?: boolean;
  /** Whether what it receives is routed on: true, but for a loopback. */
  forwarding?: boolean;
  /** `ADDRESS/PREFIX`. As on Linux, each is a local route and one to its neighbours. */
  addresses?: string[];
  /** Name or index of the other end of a veth pair, in another network namespace; none. */
  peer?: string | number;
  /** What hangs there: nothing. The command line loads and attaches it, with the API `machine.attach` does. */
  attach?: EnvironmentAttachment;
}

/** Programs at an interface. An object that several of them name is loaded once for the interface. */
export interface EnvironmentAttachment {
  ingress?: EnvironmentProgram;
  egress?: EnvironmentProgram;
  xdp?: EnvironmentProgram;
  /** Values of the objects' variables, as `--set` takes them. */
  set?: Record<string, string | number | bigint>;
  /** A file with the maps' contents, as `--maps` takes it. */
  maps?: string;
  /** Other names for maps, so that interfaces do not share what they would by name. */
  renameMaps?: Record<string, string>;
}

export interface EnvironmentProgram {
  /** A file, seen from that of the environment; the object that is run. */
  object?: string;
  program: string;
}

/** Where at an interface a program hangs: tc (tcx) ingress and egress, or before both, XDP. */
export const HOOKS = ["ingress", "egress", "xdp"] as const;
export type Hook = (typeof HOOKS)[number];

export interface EnvironmentRoute {
  /** `ADDRESS/PREFIX`, `default` (of the gateway's family, or IPv4) or `default6`. */
  destination: string;
  /** The next hop's address; none: the destination is on the link. */
  via?: string;
  /** Name or index; that of the network which the next hop is in. */
  interface?: string | number;
  /** Preferred source address. */
  source?: string;
  /** `unicast`. */
  type?: (typeof ROUTE_TYPES)[number];
  /** A number, `main`, `local` or `default`; `local` for the types local and broadcast, else `main`. */
  table?: number | (typeof TABLES)[number];
  /** 0 for IPv4, 1024 for IPv6. */
  metric?: number;
  /** A locked MTU of its own; the interface's. */
  mtu?: number;
}

export interface EnvironmentNeighbour {
  address: string;
  mac: string;
  interface: string | number;
}

export interface EnvironmentSocket {
  protocol: (typeof PROTOCOLS)[number];
  /** `ADDRESS:PORT`, `[ADDRESS]:PORT`; the address 0.0.0.0 or :: is any. */
  local: string;
  /** Of the peer, for a socket that is connected. */
  remote?: string;
  /** `established` where there is a peer, `listen` for TCP without one, else `close`. */
  state?: (typeof STATES)[number];
  /** The interface that it is bound to; none. */
  interface?: string | number;
  /** An IPv6 socket that takes no IPv4: false. */
  ipv6Only?: boolean;
  /** A number of its own. */
  cookie?: number | bigint;
  /** 0. */
  mark?: number;
}

export interface EnvironmentPod {
  /** `NAMESPACE/NAME`, or a node's name. */
  name: string;
  addresses: string[];
  /** Security identity: 0, unknown. */
  identity?: number;
  /** Id of its endpoint on the node that the programs run on; none. */
  endpoint?: number;
  /** `k8s:app=web`: none. */
  labels?: string[];
  /** Ids of the cgroups of its containers, as `cgroupId`: none. */
  cgroups?: (number | bigint)[];
}

export interface EnvironmentService {
  /** `NAMESPACE/NAME` */
  name: string;
  /** Its front ends: `ADDRESS:PORT`, `[ADDRESS]:PORT`. */
  addresses: string[];
}

export interface EnvironmentTunnel {
  /** The VNI, or whatever the tunnel has for a key. */
  id: number;
  /** Outer addresses: of the other end, and of this one. */
  remote: string;
  local: string;
  /** 0. */
  tos?: number;
  /** 64. */
  ttl?: number;
  /** Flow label of IPv6: 0. */
  label?: number;
  /** Geneve options or the VXLAN group, hexadecimal: none. */
  options?: string;
}

const KINDS = ["ethernet", "l3", "loopback"] as const;
const PROTOCOLS = ["tcp", "udp"] as const;
/** By kernel number (linux/rtnetlink.h, RTN_), from 1. */
const ROUTE_TYPES = [
  "unicast",
  "local",
  "broadcast",
  "anycast",
  "multicast",
  "blackhole",
  "unreachable",
  "prohibit",
] as const;
const TABLES = ["default", "main", "local"] as const;
const FIRST_TABLE = 253;
/** By kernel number (include/net/tcp_states.h), from 1. */
/** What a socket shows as its queue where none was noted. */
const NO_QUEUE = 0xffff_ffff;
const STATES = [
  "established",
  "syn_sent",
  "syn_recv",
  "fin_wait1",
  "fin_wait2",
  "time_wait",
  "close",
  "close_wait",
  "last_ack",
  "listen",
  "closing",
] as const;

const AF_INET = 2;
const AF_INET6 = 10;
const SOCKET_TYPES = { tcp: { type: 1, protocol: 6 }, udp: { type: 2, protocol: 17 } } as const;

const LOOPBACK = 1;
const ETHERNET_MTU = 1500;
const LOOPBACK_MTU = 65_536;
const IPV6_METRIC = 1024;
/** Of routes that an address brings with it. */
const IPV6_LINK_METRIC = 256;
const U32_MAX = 0xffff_ffff;
const U64_MAX = 0xffff_ffff_ffff_ffffn;
const MAX_TUNNEL_OPTIONS = 252;

// ---- the same, resolved: numbers as the kernel has them, addresses as bytes in network order

export interface EnvironmentTables {
  netnsCookie: bigint;
  socketCookie: bigint;
  cgroupId: bigint;
  interfaces: {
    index: number;
    name: string | null;
    mtu: number;
    headerLength: number;
    /** InterfaceFlag. */
    flags: number;
    mac: Uint8Array;
    address4: Uint8Array | null;
    address6: Uint8Array | null;
    addresses: Prefix[];
    /** Index of the other end of a veth pair. */
    peer: number | null;
    attach: EnvironmentAttachment | null;
  }[];
  /** The preferred of equal ones first. */
  routes: {
    family: number;
    table: number;
    type: number;
    destination: Uint8Array;
    prefixLength: number;
    metric: number;
    index: number;
    mtu: number;
    gateway: Uint8Array | null;
    source: Uint8Array | null;
    /** Whether Linux adds it on its own, with an address. */
    implied: boolean;
  }[];
  neighbours: { index: number; address: Uint8Array; mac: Uint8Array }[];
  sockets: {
    /** Values of struct bpf_sock, by the names of its fields (`spec/contexts.ts`). */
    fields: Record<string, number | Uint8Array>;
    cookie: bigint;
    ipv6Only: boolean;
  }[];
  tunnel: {
    id: number;
    remote: Uint8Array;
    local: Uint8Array;
    tos: number;
    ttl: number;
    label: number;
    options: Uint8Array;
  } | null;
  /** Addresses in their shortest form. */
  pods: {
    name: string;
    addresses: string[];
    identity: number;
    endpoint: number | null;
    labels: string[];
    cgroups: bigint[];
  }[];
  services: { name: string; addresses: { address: string; port: number }[] }[];
}

/** Where in an environment something is: `["routes", 0, "via"]`. */
export type EnvironmentPath = readonly (string | number)[];

function fail(path: EnvironmentPath, found: unknown, expected: string): never {
  const where = path.map((step) => (typeof step === "number" ? `[${step}]` : `.${step}`)).join("");
  const shown =
    typeof found === "object" && found !== null ? (Array.isArray(found) ? "a list" : "an object") : found;
  throw new MachineError(
    "BAD_ENVIRONMENT",
    `environment${where}: ${found === undefined ? "missing, it takes" : `${shown} is not`} ${expected}`,
    { path, ...(found !== undefined && { found: String(shown) }), expected },
  );
}

/** The members of an object, each of which is read once, by its name; there are no others. */
class Members {
  readonly #values: Record<string, unknown>;
  readonly #path: EnvironmentPath;

  constructor(value: unknown, path: EnvironmentPath, names: readonly string[]) {
    if (typeof value !== "object" || value === null || Array.isArray(value))
      fail(path, value ?? undefined, "an object");
    this.#values = value as Record<string, unknown>;
    this.#path = path;
    for (const name of Object.keys(value)) {
      if (!names.includes(name)) fail([...path, name], `the member ${name}`, `one of ${names.join(", ")}`);
    }
  }

  path(name: string): EnvironmentPath {
    return [...this.#path, name];
  }

  has(name: string): boolean {
    return this.#values[name] !== undefined;
  }

  value(name: string): unknown {
    return this.#values[name];
  }

  fail(name: string, expected: string): never {
    return fail(this.path(name), this.#values[name], expected);
  }

  isText(name: string): boolean {
    return typeof this.#values[name] === "string";
  }

  integer(name: string, fallback: number | null, max = U32_MAX, min = 0): number {
    const value = this.#values[name];
    if (value === undefined && fallback !== null) return fallback;
    const number = typeof value === "bigint" ? Number(value) : value;
    if (typeof number !== "number" || !Number.isInteger(number) || number < min || number > max) {
      return this.fail(name, `a whole number from ${min} to ${max}`);
    }
    return number;
  }

  wide(name: string, fallback: bigint): bigint {
    const value = this.#values[name];
    return value === undefined ? fallback : wide(value, this.path(name));
  }

  text(name: string, expected: string): string {
    const value = this.#values[name];
    return typeof value === "string" ? value : this.fail(name, expected);
  }

  flag(name: string, fallback: boolean): boolean {
    const value = this.#values[name] ?? fallback;
    return typeof value === "boolean" ? value : this.fail(name, "true or false");
  }

  /** The index in `choices`. */
  choice(name: string, choices: readonly string[], fallback: string | null): number {
    const index = choices.indexOf((this.#values[name] ?? fallback) as string);
    return index >= 0 ? index : this.fail(name, choices.join(", "));
  }

  mac(name: string, fallback: string | null): Uint8Array {
    const value = this.#values[name] ?? fallback;
    const mac = typeof value === "string" ? parseMac(value) : null;
    return mac ?? this.fail(name, "a MAC address");
  }

  address(name: string): Uint8Array | null {
    if (!this.has(name)) return null;
    return parseAddress(this.text(name, "an address")) ?? this.fail(name, "an IPv4 or IPv6 address");
  }

  list<T>(name: string, read: (value: unknown, path: EnvironmentPath) => T): T[] {
    const value = this.#values[name] ?? [];
    if (!Array.isArray(value)) return this.fail(name, "a list");
    return value.map((item, i) => read(item, [...this.path(name), i]));
  }

  /** An object of texts, or of numbers where they may stand for one. */
  texts<T extends string | number | bigint>(name: string, types: readonly string[]): Record<string, T> {
    const value = this.#values[name] ?? {};
    if (typeof value !== "object" || Array.isArray(value)) return this.fail(name, "an object");
    for (const [key, item] of Object.entries(value as object)) {
      if (!types.includes(typeof item)) fail([...this.path(name), key], item, types.slice(0, 2).join(" or "));
    }
    return value as Record<string, T>;
  }

  /** Index of an interface that is named, or given by its index. */
  interface(name: string, interfaces: Interfaces): number {
    const value = this.#values[name];
    const index = typeof value === "string" ? interfaces.byName.get(value) : Number(value);
    if (index !== undefined && interfaces.indices.has(index)) return index;
    return this.fail(name, `one of the interfaces ${interfaces.names()}`);
  }
}

/** An address, and how many bits of it its network has. */
export interface Prefix {
  address: Uint8Array;
  length: number;
}

function prefix(text: unknown, path: EnvironmentPath): Prefix {
  const [, host = "", bits] = (typeof text === "string" && /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text)) || [];
  const address = parseAddress(host);
  if (!address) return fail(path, text, "ADDRESS/PREFIX");
  const length = bits === undefined ? address.length * 8 : Number(bits);
  return length <= address.length * 8 ? { address, length } : fail(path, text, "ADDRESS/PREFIX");
}

/** The address with nothing behind its prefix, or with all bits set there. */
function masked({ address, length }: Prefix, fill: 0 | 1): Uint8Array {
  return address.map((byte, i) => {
    const kept = Math.min(8, Math.max(0, length - 8 * i));
    const mask = (0xff << (8 - kept)) & 0xff;
    return (byte & mask) | (fill ? ~mask & 0xff : 0);
  });
}

function covers({ address, length }: Prefix, other: Uint8Array): boolean {
  if (address.length !== other.length) return false;
  const [a, b] = [masked({ address, length }, 0), masked({ address: other, length }, 0)];
  return a.every((byte, i) => byte === b[i]);
}

const familyOf = (address: Uint8Array): number => (address.length === 4 ? AF_INET : AF_INET6);
const sameAddress = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, i) => byte === b[i]);

/** An address of an interface. */
interface Network extends Prefix {
  index: number;
  loopback: boolean;
  /** Whether the interface routes IPv6 on. */
  forwarding6: boolean;
}

class Interfaces {
  readonly rows: EnvironmentTables["interfaces"] = [];
  readonly indices = new Set([LOOPBACK]);
  readonly byName = new Map<string, number>();
  readonly networks: Network[] = [];
  /** What is left to be done when all interfaces are known. */
  readonly #pairs: (() => void)[] = [];

  names(): string {
    const named = new Map([...this.byName].map(([name, index]) => [index, name]));
    return [...this.indices].map((index) => named.get(index) ?? `${index}`).join(", ");
  }

  add(value: unknown, path: EnvironmentPath): void {
    const names = ["index", "name", "kind", "mac", "mtu", "up", "forwarding", "addresses", "peer", "attach"];
    const members = new Members(value, path, names);
    const index = members.integer("index", null, U32_MAX, 1);
    if (this.rows.some((row) => row.index === index)) members.fail("index", "another one than before");
    this.indices.add(index);
    if (members.has("name")) {
      const name = members.text("name", "a name");
      if (this.byName.has(name)) members.fail("name", "another one than before");
      this.byName.set(name, index);
    }
    const kind = KINDS[members.choice("kind", KINDS, index === LOOPBACK ? "loopback" : "ethernet")]!;
    const isLoopback = kind === "loopback";
    const forwarding = InterfaceFlag.FORWARDING4 | InterfaceFlag.FORWARDING6;
    const networks = members.list("addresses", prefix);
    const first = (bytes: number) =>
      networks.find(({ address }) => address.length === bytes)?.address ?? null;
    const row: EnvironmentTables["interfaces"][number] = {
      index,
      name: members.has("name") ? members.text("name", "a name") : null,
      mtu: members.integer("mtu", isLoopback ? LOOPBACK_MTU : ETHERNET_MTU),
      headerLength: kind === "l3" ? 0 : ETH_HLEN,
      flags:
        (members.flag("up", true) ? InterfaceFlag.UP : 0) |
        (isLoopback ? InterfaceFlag.LOOPBACK : 0) |
        (kind === "l3" ? InterfaceFlag.POINT_TO_POINT : 0) |
        (members.flag("forwarding", !isLoopback) ? forwarding : 0),
      mac: members.mac("mac", "00:00:00:00:00:00"),
      address4: first(4),
      address6: first(16),
      addresses: networks,
      peer: null,
      attach: members.has("attach") ? attachment(members.value("attach"), members.path("attach")) : null,
    };
    this.rows.push(row);
    this.networks.push(
      ...networks.map((network) => ({
        ...network,
        index,
        loopback: isLoopback,
        forwarding6: (row.flags & InterfaceFlag.FORWARDING6) !== 0,
      })),
    );
    if (members.has("peer")) this.#pairs.push(() => this.#pair(row, members));
  }

  /** Linux gives the loopback an IPv4 address if it has none, and always the one of IPv6. */
  addLoopback(): void {
    const row = this.rows.find(({ index }) => index === LOOPBACK);
    if (row && !(row.flags & InterfaceFlag.UP)) return;
    const present = (wanted: Uint8Array) =>
      row?.addresses.some(({ address }) =>
        wanted.length === 4 ? address.length === 4 : sameAddress(address, wanted),
      );
    this.networks.push(...LOOPBACK_NETWORKS.filter(({ address }) => !present(address)));
  }

  /** Joins the ends of veth pairs; one end may leave the other unsaid. */
  pair(): void {
    for (const pair of this.#pairs) pair();
  }

  #pair(row: EnvironmentTables["interfaces"][number], members: Members): void {
    const index = members.interface("peer", this);
    const peer = this.rows.find((candidate) => candidate.index === index);
    const taken = [row.peer ?? index, peer?.peer ?? row.index];
    if (!peer || peer === row || taken[0] !== index || taken[1] !== row.index) {
      members.fail("peer", "the other end of this interface alone");
    }
    row.peer = index;
    peer.peer = row.index;
  }
}

function attachment(value: unknown, path: EnvironmentPath): EnvironmentAttachment {
  const members = new Members(value, path, [...HOOKS, "set", "maps", "renameMaps"]);
  const result: EnvironmentAttachment = {
    set: members.texts("set", ["string", "number", "bigint"]),
    renameMaps: members.texts<string>("renameMaps", ["string"]),
  };
  if (members.has("maps")) result.maps = members.text("maps", "a file");
  for (const hook of HOOKS) {
    if (!members.has(hook)) continue;
    const program = new Members(members.value(hook), members.path(hook), ["object", "program"]);
    result[hook] = {
      program: program.text("program", "a program"),
      ...(program.has("object") && { object: program.text("object", "a file") }),
    };
  }
  return result;
}

const LOCAL_TABLE = FIRST_TABLE + TABLES.indexOf("local");
const MAIN_TABLE = FIRST_TABLE + TABLES.indexOf("main");
const routeType = (name: (typeof ROUTE_TYPES)[number]): number => ROUTE_TYPES.indexOf(name) + 1;

/** What Linux gives a loopback on its own when it is brought up. */
const LOOPBACK_NETWORKS: readonly Network[] = [
  { address: Uint8Array.of(127, 0, 0, 1), length: 8 },
  { address: Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1), length: 128 },
].map((network) => ({ ...network, index: LOOPBACK, loopback: true, forwarding6: false }));

/** The routes that come with an address (kernel: fib_add_ifaddr, addrconf). */
function routesOf(network: Network): EnvironmentTables["routes"] {
  const { address, length, index, loopback } = network;
  const bits = address.length * 8;
  const common = { family: familyOf(address), index, mtu: 0, gateway: null, metric: 0, implied: true };
  const local = { ...common, table: LOCAL_TABLE, type: routeType("local"), prefixLength: bits };
  const source = address.length === 4 ? address : null;
  const first = masked(network, 0);
  const routes = [{ ...local, destination: address, source }];
  if (length === bits) return routes;
  if (address.length === 16) {
    const link = {
      ...common,
      table: MAIN_TABLE,
      type: routeType("unicast"),
      metric: IPV6_LINK_METRIC,
      source,
    };
    routes.push({ ...link, destination: first, prefixLength: length });
    // The address of any router there is (RFC 4291, section 2.6.1).
    if (network.forwarding6 && length < bits - 1) {
      routes.push({ ...local, type: routeType("anycast"), destination: first, source });
    }
    return routes;
  }
  const link = loopback ? local : { ...common, table: MAIN_TABLE, type: routeType("unicast") };
  routes.push({ ...link, destination: first, prefixLength: length, source });
  if (length < bits - 1) {
    routes.push({ ...local, type: routeType("broadcast"), destination: masked(network, 1), source });
  }
  return routes;
}

function route(
  value: unknown,
  path: EnvironmentPath,
  interfaces: Interfaces,
): EnvironmentTables["routes"][number] {
  const names = ["destination", "via", "interface", "source", "type", "table", "metric", "mtu"];
  const members = new Members(value, path, names);
  const gateway = members.address("via");
  const text = members.text("destination", "ADDRESS/PREFIX, default or default6");
  const isDefault = text === "default" || text === "default6";
  const bytes = text === "default6" ? 16 : (gateway?.length ?? 4);
  const destination = isDefault
    ? { address: new Uint8Array(bytes), length: 0 }
    : prefix(text, members.path("destination"));
  const family = familyOf(destination.address);
  if (gateway && family === AF_INET6 && gateway.length === 4) members.fail("via", "an IPv6 address");
  const source = members.address("source");
  if (source && familyOf(source) !== family) members.fail("source", "an address of the destination's family");
  const type = members.choice("type", ROUTE_TYPES, "unicast");
  const leads = type < ROUTE_TYPES.indexOf("blackhole");
  const isLocal = ROUTE_TYPES[type] === "local" || ROUTE_TYPES[type] === "broadcast";
  return {
    family,
    table: table(members, isLocal),
    type: type + 1,
    destination: masked(destination, 0),
    prefixLength: destination.length,
    metric: members.integer("metric", family === AF_INET ? 0 : IPV6_METRIC),
    index: leads ? routeInterface(members, gateway, interfaces) : 0,
    mtu: members.integer("mtu", 0),
    gateway,
    source,
    implied: false,
  };
}

function table(members: Members, isLocal: boolean): number {
  if (!members.has("table")) return isLocal ? LOCAL_TABLE : MAIN_TABLE;
  if (members.isText("table")) return FIRST_TABLE + members.choice("table", TABLES, null);
  return members.integer("table", null, U32_MAX, 1);
}

function routeInterface(members: Members, gateway: Uint8Array | null, interfaces: Interfaces): number {
  if (members.has("interface") || !gateway) return members.interface("interface", interfaces);
  const network = interfaces.networks.find((candidate) => covers(candidate, gateway));
  return network?.index ?? members.fail("via", "in the network of any interface, and no interface is given");
}

function neighbour(
  value: unknown,
  path: EnvironmentPath,
  interfaces: Interfaces,
): EnvironmentTables["neighbours"][number] {
  const members = new Members(value, path, ["address", "mac", "interface"]);
  return {
    address: members.address("address") ?? members.fail("address", "an address"),
    mac: members.mac("mac", null),
    index: members.interface("interface", interfaces),
  };
}

const ENDPOINT = /^(?:\[([^\]]+)\]|([^[\]:]+)):(\d{1,5})$/;

/** What an IPv6 socket has for an IPv4 address (kernel: LOOPBACK4_IPV6). */
const NO_IPV4 = Uint8Array.of(127, 0, 0, 6);
/** The IPv6 address that stands for an IPv4 one (RFC 4291, section 2.5.5.2). */
const mapped = (address: Uint8Array): Uint8Array =>
  Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, ...address);

const isMapped = (address: Uint8Array): boolean => sameAddress(address, mapped(address.slice(12)));

const ENDPOINT_FORM = "ADDRESS:PORT or [ADDRESS]:PORT";

function endpoint(members: Members, name: string): { address: Uint8Array; port: number } {
  return parseEndpoint(members.text(name, ENDPOINT_FORM)) ?? members.fail(name, ENDPOINT_FORM);
}

function parseEndpoint(text: unknown): { address: Uint8Array; port: number } | null {
  const [, inBrackets, plain, port] = (typeof text === "string" && ENDPOINT.exec(text)) || [];
  const address = parseAddress(inBrackets ?? plain ?? "");
  return address && Number(port) <= 0xffff ? { address, port: Number(port) } : null;
}

function socket(
  value: unknown,
  path: EnvironmentPath,
  interfaces: Interfaces,
): EnvironmentTables["sockets"][number] {
  const names = ["protocol", "local", "remote", "state", "interface", "ipv6Only", "cookie", "mark"];
  const members = new Members(value, path, names);
  const protocol = PROTOCOLS[members.choice("protocol", PROTOCOLS, null)]!;
  const local = endpoint(members, "local");
  const remote = members.has("remote") ? endpoint(members, "remote") : null;
  if (remote && remote.address.length !== local.address.length)
    members.fail("remote", "of the local address's family");
  const usual = remote ? "established" : protocol === "tcp" ? "listen" : "close";
  const member = local.address.length === 4 ? "ip4" : "ip6";
  const fields: Record<string, number | Uint8Array> = {
    family: familyOf(local.address),
    ...SOCKET_TYPES[protocol],
    state: members.choice("state", STATES, usual) + 1,
    rx_queue_mapping: NO_QUEUE,
    bound_dev_if: members.has("interface") ? members.interface("interface", interfaces) : 0,
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
    if (protocol === "tcp" && member === "ip4") {
      // Linux keeps such a connection's addresses as IPv6's too (sk_rcv_saddr_set).
      fields.src_ip6 = mapped(local.address);
      fields.dst_ip6 = mapped(remote.address);
    }
  }
  const index = path.at(-1) as number;
  return {
    fields,
    // Behind the cookies that there are without any socket.
    cookie: members.wide("cookie", BigInt(index) + 2n),
    ipv6Only: members.flag("ipv6Only", false),
  };
}

function tunnel(value: unknown, path: EnvironmentPath): EnvironmentTables["tunnel"] {
  const members = new Members(value, path, ["id", "remote", "local", "tos", "ttl", "label", "options"]);
  const remote = members.address("remote") ?? members.fail("remote", "an address");
  const local = members.address("local") ?? members.fail("local", "an address");
  if (local.length !== remote.length) members.fail("local", "an address of the remote one's family");
  const options = members.has("options") ? members.text("options", "hexadecimal bytes") : "";
  const isHex = /^(?:[0-9a-f]{8})*$/i.test(options) && options.length <= 2 * MAX_TUNNEL_OPTIONS;
  if (!isHex)
    members.fail("options", `hexadecimal digits of up to ${MAX_TUNNEL_OPTIONS} bytes, four at a time`);
  return {
    id: members.integer("id", null),
    remote,
    local,
    tos: members.integer("tos", 0, 0xff),
    ttl: members.integer("ttl", 64, 0xff),
    label: members.integer("label", 0, 0xf_ffff),
    options: Uint8Array.from(options.match(/../g) ?? [], (digits) => Number.parseInt(digits, 16)),
  };
}

function wide(value: unknown, path: EnvironmentPath): bigint {
  const isNumber = typeof value === "bigint" || Number.isSafeInteger(value);
  const number = isNumber ? BigInt(value as number) : -1n;
  return number >= 0n && number <= U64_MAX ? number : fail(path, value, "a whole number of 64 bits");
}

function pod(value: unknown, path: EnvironmentPath): EnvironmentTables["pods"][number] {
  const members = new Members(value, path, [
    "name",
    "addresses",
    "identity",
    "endpoint",
    "labels",
    "cgroups",
  ]);
  const address = (text: unknown, at: EnvironmentPath) => {
    const bytes = typeof text === "string" ? parseAddress(text) : null;
    return bytes ? formatAddress(bytes) : fail(at, text, "an IPv4 or IPv6 address");
  };
  const label = (text: unknown, at: EnvironmentPath) =>
    typeof text === "string" ? text : fail(at, text, "a label");
  return {
    name: members.text("name", "NAMESPACE/NAME"),
    addresses: members.list("addresses", address),
    identity: members.integer("identity", 0),
    endpoint: members.has("endpoint") ? members.integer("endpoint", null, 0xffff, 1) : null,
    labels: members.list("labels", label),
    cgroups: members.list("cgroups", wide),
  };
}

function service(value: unknown, path: EnvironmentPath): EnvironmentTables["services"][number] {
  const members = new Members(value, path, ["name", "addresses"]);
  const frontend = (text: unknown, at: EnvironmentPath) => {
    const { address, port } = parseEndpoint(text) ?? fail(at, text, ENDPOINT_FORM);
    return { address: formatAddress(address), port };
  };
  return { name: members.text("name", "NAMESPACE/NAME"), addresses: members.list("addresses", frontend) };
}

/**
 * Checks an environment, which may come from anywhere, and resolves it. Throws MachineError BAD_ENVIRONMENT with
 * the `path` of what is wrong.
 */
export function readEnvironment(value: unknown): EnvironmentTables {
  const members = new Members(
    value,
    [],
    [
      "interfaces",
      "routes",
      "neighbours",
      "sockets",
      "tunnel",
      "pods",
      "services",
      "netnsCookie",
      "socketCookie",
      "cgroupId",
    ],
  );
  const interfaces = new Interfaces();
  members.list("interfaces", (item, path) => interfaces.add(item, path));
  interfaces.pair();
  interfaces.addLoopback();
  const own = members.list("routes", (item, path) => route(item, path, interfaces));
  return {
    netnsCookie: members.wide("netnsCookie", 1n),
    socketCookie: members.wide("socketCookie", 1n),
    cgroupId: members.wide("cgroupId", 1n),
    interfaces: interfaces.rows,
    routes: [...own, ...interfaces.networks.flatMap(routesOf)],
    neighbours: members.list("neighbours", (item, path) => neighbour(item, path, interfaces)),
    sockets: members.list("sockets", (item, path) => socket(item, path, interfaces)),
    tunnel: members.has("tunnel") ? tunnel((value as Environment).tunnel, ["tunnel"]) : null,
    pods: members.list("pods", pod),
    services: members.list("services", service),
  };
}
