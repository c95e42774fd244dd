/**
 * Cilium's maps as rows of what they say. Their layouts are those of the object's own BTF: what a layout lacks is
 * null in a row.
 */
import { METRIC_DIRECTIONS } from "../spec/cilium-names.ts";
import type { Collection } from "../vm/index.ts";
import { bitFieldsOf, type Entry, entriesIfAny, entriesOf, type Struct } from "./maps.ts";
import { authType, dropReason, l4Protocol, sourceFile } from "./names.ts";

const FAMILY_IPV6 = 2;

const numerically = new Intl.Collator("en", { numeric: true });
/** In the order of the texts, in which numbers count as such. */
const sorted = <T>(rows: T[], text: (row: T) => string): T[] =>
  rows.sort((a, b) => numerically.compare(text(a), text(b)));

const inCluster = (address: string, cluster: number | null): string =>
  cluster ? `${address}@${cluster}` : address;

function addressOf(key: Struct): string {
  const address = key.number("family") === FAMILY_IPV6 ? key.ipv6("ip6") : key.ipv4("ip4");
  return inCluster(address, key.numberOrNull("cluster_id"));
}

// ---- endpoints

/** An element of `cilium_lxc`. */
export interface EndpointRow {
  address: string;
  /** One of the node's own addresses; the other members are then of no account. */
  host: boolean;
  id: number;
  identity: number;
  flags: number;
  ifindex: number;
  /** In capital letters. */
  mac: string;
  nodeMac: string;
  /** Null in layouts without it. */
  parentIfindex: number | null;
  /** Of the key; 0. */
  key: number;
}

const ENDPOINT_HOST = 1;

/** The endpoints of the node (`cilium bpf endpoint list`). Throws CiliumError. */
export function endpointRows(collection: Collection): EndpointRow[] {
  const rows = entriesOf(collection, "endpoint_key", "endpoint_info").map(({ key, values }): EndpointRow => {
    const info = values[0]!;
    return {
      address: addressOf(key!),
      host: (info.number("flags") & ENDPOINT_HOST) !== 0,
      id: info.number("lxc_id"),
      identity: info.number("sec_id"),
      flags: info.number("flags"),
      ifindex: info.number("ifindex"),
      mac: info.mac("mac"),
      nodeMac: info.mac("node_mac"),
      parentIfindex: info.numberOrNull("parent_ifindex"),
      key: key!.number("key"),
    };
  });
  return sorted(rows, ({ address }) => address);
}

// ---- load balancer

/** An element of `cilium_lb4_services`, or of IPv6's. */
export interface ServiceRow {
  address: string;
  port: number;
  /** IP protocol number; 0 is any. Null in layouts whose services have none. */
  protocol: number | null;
  /** Whether it is the scope inside the cluster. */
  internal: boolean;
  /** 0 is the service itself, the others its backends. */
  slot: number;
  revNat: number;
  /** Of slot 0; see SERVICE_FLAGS. */
  flags: string[];
  /** Port of the proxy, for a service that has one. */
  proxyPort: number | null;
  /** Of the other slots: null where the backend is missing. */
  backend: { id: number; address: string; port: number; protocol: number } | null;
  backendId: number;
}

const SCOPE_INTERNAL = 1;

/** The kinds of services; the first that is set counts (Cilium: pkg/loadbalancer). */
const SERVICE_TYPES: readonly (readonly [bit: number, name: string])[] = [
  [1 << 0, "ExternalIPs"],
  [1 << 1, "NodePort"],
  [1 << 5, "LoadBalancer"],
  [1 << 3, "HostPort"],
  [1 << 8, "LocalRedirect"],
];
const SERVICE_ROUTABLE = 1 << 6;
const SERVICE_SOURCE_RANGE = 1 << 7;
const SERVICE_L7 = 1 << 10;
const SERVICE_LOOPBACK = 1 << 11;
/** Beside a source range it denies that; of a backend it says that it is quarantined. */
const SERVICE_DENY = 1 << 14;

/** What the flags of a service say, its kind first. */
export function serviceFlags(flags: number): string[] {
  const has = (bit: number) => (flags & bit) !== 0;
  const type = SERVICE_TYPES.find(([bit]) => has(bit))?.[1] ?? "ClusterIP";
  const named: [boolean, string][] = [
    [has(1 << 2), "Local"],
    [has(1 << 12), "InternalLocal"],
    [has(1 << 13), "two-scopes"],
    [has(1 << 4), "sessionAffinity"],
    [!has(SERVICE_ROUTABLE), "non-routable"],
    [has(SERVICE_SOURCE_RANGE), "check source-range"],
    [has(SERVICE_SOURCE_RANGE) && has(SERVICE_DENY), "deny"],
    [has(1 << 9), "46x64"],
    [has(SERVICE_L7), "l7-load-balancer"],
    [has(SERVICE_LOOPBACK), type === "HostPort" ? "loopback" : "delegate-if-local"],
    [!has(SERVICE_SOURCE_RANGE) && has(SERVICE_DENY), "quarantined"],
    [has(1 << 15), "dsr"],
  ];
  return [type, ...named.flatMap(([holds, name]) => (holds ? [name] : []))];
}

/** Services and their backends (`cilium bpf lb list`). Throws CiliumError. */
export function serviceRows(collection: Collection): ServiceRow[] {
  const rows: ServiceRow[] = [];
  for (const [ip, key, service, backend] of [
    ["ipv4", "lb4_key", "lb4_service", "lb4_backend"],
    ["ipv6", "lb6_key", "lb6_service", "lb6_backend"],
  ] as const) {
    // IPv6 may be left out of an object.
    const services =
      ip === "ipv4" ? entriesOf(collection, key, service) : entriesIfAny(collection, key, service);
    const backends = new Map(
      (entriesIfAny(collection, null, backend) ?? []).map(({ id, values }) => [id, values[0]!]),
    );
    for (const entry of services ?? []) rows.push(serviceRow(entry, backends, ip));
  }
  return sorted(rows, (row) => `${row.address} ${row.port} ${row.protocol} ${row.internal} ${row.slot}`);
}

function serviceRow(
  { key, values }: Entry,
  backends: ReadonlyMap<number, Struct>,
  ip: "ipv4" | "ipv6",
): ServiceRow {
  const service = values[0]!;
  const slot = key!.number("backend_slot");
  const flags = service.number("flags") | (service.number("flags2") << 8);
  const backendId = service.number("backend_id");
  const backend = slot === 0 ? undefined : backends.get(backendId);
  return {
    address: key![ip]("address"),
    port: key!.port("dport"),
    // Services of one address and port by protocol came with quarantined backends.
    protocol: service.has("qcount") ? key!.number("proto") : null,
    internal: key!.number("scope") === SCOPE_INTERNAL,
    slot,
    revNat: service.port("rev_nat_index"),
    flags: slot === 0 ? serviceFlags(flags) : [],
    proxyPort:
      slot === 0 && flags & SERVICE_L7 ? ((backendId & 0xff) << 8) | ((backendId >> 8) & 0xff) : null,
    backend: backend
      ? {
          id: backendId,
          address: inCluster(backend[ip]("address"), backend.numberOrNull("cluster_id")),
          port: backend.port("port"),
          protocol: backend.number("proto"),
        }
      : null,
    backendId,
  };
}

// ---- ipcache

/** An element of `cilium_ipcache`. */
export interface IpcacheRow {
  prefix: string;
  identity: number;
  encryptKey: number;
  tunnelEndpoint: string;
  flags: string[];
  /** Whether the layout has room for tunnel endpoints of either family. */
  anyFamily: boolean;
}

/** Bits of a key before the address: cluster, padding, family. */
const IPCACHE_STATIC_BITS = 32;
const IPCACHE_FLAGS: Readonly<Record<string, string>> = {
  flag_skip_tunnel: "skiptunnel",
  flag_has_tunnel_ep: "hastunnel",
  flag_ipv6_tunnel_ep: "ipv6tunnel",
  flag_remote_cluster: "remotecluster",
};

/** Addresses and their identities (`cilium bpf ipcache list`). Throws CiliumError. */
export function ipcacheRows(collection: Collection): IpcacheRow[] {
  const rows = entriesOf(collection, "ipcache_key", "remote_endpoint_info").map(
    ({ key, values }): IpcacheRow => {
      const info = values[0]!;
      const prefixLength = prefixLengthOf(key!) - IPCACHE_STATIC_BITS;
      const anyFamily = info.isStruct("tunnel_endpoint");
      const isIpv6 = info.numberOrNull("flag_ipv6_tunnel_ep") === 1;
      const tunnel = anyFamily ? info.struct("tunnel_endpoint") : null;
      const cluster = key!.numberOrNull("cluster_id");
      return {
        prefix: inCluster(
          `${key!.number("family") === FAMILY_IPV6 ? key!.ipv6("ip6") : key!.ipv4("ip4")}/${prefixLength}`,
          cluster,
        ),
        identity: info.number("sec_identity"),
        encryptKey: info.number("key"),
        tunnelEndpoint: tunnel
          ? isIpv6
            ? tunnel.ipv6("ip6")
            : tunnel.ipv4("ip4")
          : info.ipv4("tunnel_endpoint"),
        flags: Object.entries(IPCACHE_FLAGS).flatMap(([member, name]) =>
          info.numberOrNull(member) ? [name] : [],
        ),
        anyFamily,
      };
    },
  );
  return sorted(rows, ({ prefix }) => prefix);
}

/** Of an LPM trie's key, where it may be in a struct of its own. */
const prefixLengthOf = (key: Struct): number =>
  key.isStruct("lpm_key") ? key.struct("lpm_key").number("prefixlen") : key.number("prefixlen");

// ---- policy

/** An element of a policy map. */
export interface PolicyRow {
  map: string;
  deny: boolean;
  egress: boolean;
  /** 0 is anybody. */
  identity: number;
  /** `80/TCP`, `64-95/TCP`, `TCP`, `ANY`. */
  port: string;
  /** 0 is none. */
  proxyPort: number;
  authType: string;
  /** Null where nothing counts them, or not for this endpoint. */
  packets: bigint | null;
  bytes: bigint | null;
  /** Bits of protocol and port that have to match. */
  prefixLength: number;
}

/** Bits of a key before protocol and port: identity, direction. */
const POLICY_STATIC_BITS = 40;
const PROTOCOL_BITS = 8;
const PROTOCOL_AND_PORT_BITS = 24;
/** The other bit of the byte says that the type was asked for. */
const AUTH_TYPE = 0x7f;

/**
 * A policy (`cilium bpf policy get`): denials first, then by direction and identity. Newer layouts count in a map
 * of all endpoints, in which `endpoint` says which one this is. Throws CiliumError.
 */
export function policyRows(collection: Collection, endpoint: number | null = null): PolicyRow[] {
  const counters = new Map<string, Entry>();
  for (const entry of entriesIfAny(collection, "policy_stats_key", "policy_stats_value") ?? []) {
    const key = entry.key!;
    if (key.number("endpoint_id") === endpoint) counters.set(policyId(key, key.number("prefix_len")), entry);
  }
  const rows = entriesOf(collection, "policy_key", "policy_entry").map(({ map, key, values }): PolicyRow => {
    const entry = values[0]!;
    const prefixLength = prefixLengthOf(key!) - POLICY_STATIC_BITS;
    const counted = entry.has("packets")
      ? values
      : (counters.get(policyId(key!, prefixLength))?.values ?? []);
    return {
      map,
      deny: entry.number("deny") === 1,
      egress: (key!.number("egress") & 1) === 1,
      identity: key!.number("sec_label"),
      port: portText(key!, prefixLength),
      proxyPort: entry.port("proxy_port"),
      authType: authType(entry.number("auth_type") & AUTH_TYPE),
      packets: sum(counted, "packets"),
      bytes: sum(counted, "bytes"),
      prefixLength,
    };
  });
  const rank = (row: PolicyRow) =>
    [row.deny ? 0 : 1, row.egress ? 1 : 0, row.identity, -row.prefixLength] as const;
  return rows.sort((a, b) => {
    const [x, y] = [rank(a), rank(b)];
    const at = x.findIndex((value, i) => value !== y[i]);
    return at < 0 ? numerically.compare(a.port, b.port) : x[at]! - y[at]!;
  });
}

const policyId = (key: Struct, prefixLength: number): string =>
  ["sec_label", "egress", "protocol", "dport"].map((member) => key.number(member)).join(" ") +
  ` ${prefixLength}`;

const sum = (values: readonly Struct[], member: string): bigint | null =>
  values.length === 0 ? null : values.reduce((total, value) => total + value.wide(member), 0n);

function portText(key: Struct, prefixLength: number): string {
  const protocol = l4Protocol(key.number("protocol"));
  if (prefixLength <= PROTOCOL_BITS) return protocol;
  const port = key.port("dport");
  const last = port + 2 ** (PROTOCOL_AND_PORT_BITS - prefixLength) - 1;
  return `${port}${last > port ? `-${last}` : ""}/${protocol}`;
}

// ---- connection tracking

/** An element of a connection-tracking map. */
export interface ConnectionRow {
  map: string;
  /** IP protocol number. */
  protocol: number;
  direction: "IN" | "OUT" | "SVC";
  related: boolean;
  source: { address: string; port: number };
  destination: { address: string; port: number };
  /** Seconds since boot. */
  expires: number;
  packets: bigint;
  bytes: bigint;
  rxFlagsSeen: number;
  lastRxReport: number;
  txFlagsSeen: number;
  lastTxReport: number;
  /** All bits, and the names of those that have one. */
  flags: number;
  flagNames: string[];
  revNat: number;
  sourceIdentity: number;
  /** Null in layouts with an interface instead, and the other way round. */
  backendId: bigint | null;
  ifindex: number | null;
}

const TUPLE = { IN: 1, RELATED: 2, SERVICE: 4 } as const;
const CT_FLAGS: Readonly<Record<string, string>> = {
  rx_closing: "RxClosing",
  tx_closing: "TxClosing",
  nat46: "Nat64",
  reserved1: "Nat64",
  lb_loopback: "LBLoopback",
  seen_non_syn: "SeenNonSyn",
  node_port: "NodePort",
  proxy_redirect: "ProxyRedirect",
  dsr_internal: "DSRInternal",
  from_l7lb: "FromL7LB",
  from_tunnel: "FromTunnel",
};

/** Connections (`cilium bpf ct list global`). Throws CiliumError. */
export function connectionRows(collection: Collection): ConnectionRow[] {
  const ipv4 = entriesOf(collection, "ipv4_ct_tuple", "ct_entry");
  const ipv6 = entriesIfAny(collection, "ipv6_ct_tuple", "ct_entry") ?? [];
  const bits = bitFieldsOf(collection, "ct_entry");
  const rows = [
    ...ipv4.map((entry) => connectionRow(entry, "ipv4", bits)),
    ...ipv6.map((entry) => connectionRow(entry, "ipv6", bits)),
  ];
  return sorted(
    rows.filter(({ protocol }) => protocol !== 0),
    ({ protocol, direction, source, destination }) =>
      `${protocol} ${direction} ${source.address} ${source.port} ${destination.address} ${destination.port}`,
  );
}

function connectionRow(
  { map, key: tuple, values }: Entry,
  ip: "ipv4" | "ipv6",
  bits: ReturnType<typeof bitFieldsOf>,
): ConnectionRow {
  const key = tuple!;
  const entry = values[0]!;
  const flags = key.number("flags");
  const isService = (flags & TUPLE.SERVICE) !== 0;
  const [saddr, daddr] = [key[ip]("saddr"), key[ip]("daddr")];
  const [sport, dport] = [key.port("sport"), key.port("dport")];
  // But for services the datapath stores addresses, and for services ports, the other way round.
  const source = isService ? { address: saddr, port: dport } : { address: daddr, port: sport };
  const destination = isService ? { address: daddr, port: sport } : { address: saddr, port: dport };
  const set = bits.filter(({ name }) => entry.number(name) !== 0);
  return {
    map,
    protocol: key.number("nexthdr"),
    direction: isService ? "SVC" : flags & TUPLE.IN ? "IN" : "OUT",
    related: (flags & TUPLE.RELATED) !== 0,
    source,
    destination,
    expires: entry.number("lifetime"),
    packets: entry.wide("packets"),
    bytes: entry.wide("bytes"),
    rxFlagsSeen: entry.number("rx_flags_seen"),
    lastRxReport: entry.number("last_rx_report"),
    txFlagsSeen: entry.number("tx_flags_seen"),
    lastTxReport: entry.number("last_tx_report"),
    flags: set.reduce((all, { name, bit }) => all | (entry.number(name) << bit), 0),
    flagNames: set.flatMap(({ name, width }) => (width === 1 ? (CT_FLAGS[name] ?? []) : [])),
    revNat: entry.port("rev_nat_index"),
    sourceIdentity: entry.number("src_sec_id"),
    backendId: entry.has("ifindex") ? null : entry.wide("backend_id"),
    ifindex: entry.numberOrNull("ifindex"),
  };
}

// ---- metrics

/** An element of `cilium_metrics`. */
export interface MetricRow {
  /** See DROP_REASONS. */
  code: number;
  reason: string;
  direction: string;
  packets: bigint;
  bytes: bigint;
  line: number;
  file: string;
}

/** What was counted, over all CPUs (`cilium bpf metrics list`). Throws CiliumError. */
export function metricRows(collection: Collection): MetricRow[] {
  const rows = entriesOf(collection, "metrics_key", "metrics_value").map(({ key, values }): MetricRow => {
    const code = key!.number("reason");
    return {
      code,
      reason: dropReason(code),
      direction: METRIC_DIRECTIONS[key!.number("dir") & 3]!,
      packets: sum(values, "count") ?? 0n,
      bytes: sum(values, "bytes") ?? 0n,
      line: key!.number("line"),
      file: sourceFile(key!.number("file")),
    };
  });
  return sorted(rows, ({ reason, direction, file, line }) => `${reason} ${direction} ${file} ${line}`);
}
