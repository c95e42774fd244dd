/** Paths through whole objects: the bundled one, and Cilium's own where SKBOX_OBJECTS names a folder with them. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  type BpfMap,
  type Collection,
  CollectionSpec,
  type Environment,
  fromHex,
  TC_ACT,
} from "../vm/index.ts";
import { type Case, pathCase } from "./cases.ts";
import { type EngineName, Machines } from "./engines.ts";

/** The project's folder, seen from the source or from what it is compiled to. */
export const root = new URL(import.meta.url.endsWith(".ts") ? "../" : "../../", import.meta.url);
const hex = (text: string): Uint8Array => fromHex(text.replace(/\s/g, ""))!;
const example = (name: string): Uint8Array =>
  hex(readFileSync(new URL(`examples/${name}.hex`, root), "utf8"));

export interface Subject {
  /** As the cases are called. */
  name: string;
  spec(): CollectionSpec;
  program: string;
  /** Where packets come from in which surroundings; by default from the loopback, and there is nothing else. */
  from?: { environment: Environment; ifindex: number };
  /** What this object calls the maps that are filled. */
  maps: MapNames;
  paths: readonly Path[];
}

interface MapNames {
  policy: string;
  ipcache: string;
  connections: string;
  services: string;
  backends: string;
}
const mapNames: MapNames = {
  policy: "cilium_policy_v2",
  ipcache: "cilium_ipcache_v2",
  connections: "cilium_ct4_global",
  services: "cilium_lb4_services_v2",
  backends: "cilium_lb4_backends_v3",
};
const testMapNames: MapNames = {
  policy: "test_cilium_policy_65535",
  ipcache: "test_cilium_ipcache",
  connections: "test_cilium_ct_tcp4_65535",
  services: "test_cilium_lb4_services",
  backends: "test_cilium_lb4_backends",
};

interface Path {
  name: string;
  frame: Uint8Array;
  retval: number;
  /** Whether the policy lets everything out, from this path on. */
  allowed?: true;
}

/** Every identity, egress, any protocol and port: struct policy_key. */
const ALLOW_ALL = hex("28000000 00000000 01 00 0000");

const pod = "dededededede";
const link = `0a1b2c3d4e5f ${pod}`;
const arpRequest = hex(`ffffffffffff ${pod} 0806 0001 0800 06 04 0001 ${pod} 0a000105 000000000000 0a000101`);
const tcpSyn = hex(
  `${link} 0800 4500 0028 1234 4000 4006 118f 0a000105 0a000209 9c40 0050 00000001 00000000 5002 faf0 0153 0000`,
);
const unknownEthertype = hex(`${link} 88b5 ${"00".repeat(46)}`);

/** The pod is behind interface 2, and 10.0.2.9 behind interface 3. */
const POD_INTERFACE = 2;
const routed: Environment = {
  interfaces: [
    { index: POD_INTERFACE, name: "lxc1", mac: "0a:1b:2c:3d:4e:5f", addresses: ["10.0.1.1/24"] },
    { index: 3, name: "eth0", mac: "02:00:00:00:00:01", addresses: ["10.0.2.1/24"] },
  ],
  neighbours: [{ address: "10.0.2.9", mac: "02:00:00:00:00:09", interface: "eth0" }],
};

const ciliumPaths = (forwarded: number): Path[] => [
  { name: "ARP reply", frame: arpRequest, retval: TC_ACT.REDIRECT },
  { name: "unknown ethertype", frame: unknownEthertype, retval: TC_ACT.SHOT },
  { name: "SYN dropped", frame: tcpSyn, retval: TC_ACT.SHOT },
  { name: "SYN forwarded", frame: tcpSyn, retval: forwarded, allowed: true },
];

/** Variables of 1.18 and later. */
export const recent = {
  interface_mac: "0a:1b:2c:3d:4e:5f",
  endpoint_ipv4: "10.0.1.5",
  endpoint_id: 0x1234,
  security_label: 0x10042,
  interface_ifindex: POD_INTERFACE,
};
/** The same in the words of 1.16: addresses and MAC as they lie in memory. */
const older = {
  LXC_IPV4: 0x0501_000a,
  LXC_ID: 0x1234,
  SECLABEL: 0x10042,
  NODE_MAC_1: 0x3d2c_1b0a,
  NODE_MAC_2: 0x5f4e,
};

export const bundledFile = new URL("bpf-objects/lxc.o", root);

export const bundled: Subject = {
  name: "bundled",
  spec: () => CollectionSpec.parse(new Uint8Array(readFileSync(bundledFile))),
  program: "cil_from_container",
  maps: mapNames,
  paths: [
    { name: "ARP reply", frame: example("arp-request"), retval: TC_ACT.REDIRECT },
    { name: "unknown ethertype", frame: example("unknown-ethertype"), retval: TC_ACT.SHOT },
    { name: "SYN dropped", frame: example("tcp-syn-pod"), retval: TC_ACT.SHOT },
    { name: "SYN forwarded", frame: example("tcp-syn-pod"), retval: TC_ACT.OK, allowed: true },
  ],
};

/** Cilium's objects in that folder. */
export function ciliumSubjects(folder: string): Subject[] {
  const subjects: Subject[] = [];
  const add = (
    object: string,
    name: string,
    set: Record<string, string | number>,
    maps: MapNames,
    paths: Path[],
  ) => {
    const file = join(folder, object);
    if (!existsSync(file)) return;
    subjects.push({
      name,
      spec: () => CollectionSpec.parse(new Uint8Array(readFileSync(file))).set(set),
      program: "cil_from_container",
      from: { environment: routed, ifindex: POD_INTERFACE },
      maps,
      paths,
    });
  };
  add("cilium-core/bpf_lxc.o", "cilium-core", recent, mapNames, ciliumPaths(TC_ACT.REDIRECT));
  add("cilium-1.18/bpf_lxc.o", "1.18", recent, mapNames, ciliumPaths(TC_ACT.REDIRECT));
  // Built for devices with an Ethernet header, and to let the host route.
  add("cilium-1.16/l2/bpf_lxc.o", "1.16", older, testMapNames, ciliumPaths(TC_ACT.OK));
  return subjects;
}

export const FILLINGS = ["empty", "populated"] as const;
export type Filling = (typeof FILLINGS)[number];

/** Paths through one object, with its maps as they are loaded or with those of a busy node. */
export async function* objectCases(
  { name: object, spec, program, from, maps, paths }: Subject,
  engines: readonly EngineName[],
  filling: Filling,
): AsyncGenerator<Case> {
  using machines = await Machines.create(engines, from && { environment: from.environment });
  const loaded = machines.load(spec());
  if (filling === "populated") for (const own of loaded.values()) populate(own, maps);
  for (const { name, frame, retval, allowed } of paths) {
    if (allowed) for (const own of loaded.values()) zeroValue(own.map(maps.policy), ALLOW_ALL);
    yield pathCase({
      name: `${object}: ${name}, ${filling} maps`,
      machines,
      loaded,
      program,
      options: { data: frame, ...(from && { ctx: { ifindex: from.ifindex } }) },
      retval,
    });
  }
}

const zeroValue = (map: BpfMap, key: Uint8Array): void => map.update(key, new Uint8Array(map.totalValueSize));

const PREFIXES = 4000;
const POLICIES = 400;
const CONNECTIONS = 3000;
const SERVICES = 1000;
const IDENTITIES = 0x2_0000;

/** What a busy node has in the maps that these paths read. Layouts: struct ipcache_key, policy_key … of Cilium. */
function populate(own: Collection, maps: MapNames): void {
  const ipcache = own.map(maps.ipcache);
  for (let i = 0; i < PREFIXES; i++) {
    const key = new Uint8Array(24);
    const view = new DataView(key.buffer);
    view.setUint32(0, i % 4 ? 64 : 56, true);
    key[7] = 1; // IPv4
    view.setUint32(8, 0x0a00_0000 + 7 * i);
    const value = new Uint8Array(ipcache.valueSize);
    new DataView(value.buffer).setUint32(0, IDENTITIES + i, true);
    ipcache.update(key, value);
  }
  for (let i = 0; i < POLICIES; i++) {
    const key = new Uint8Array(12);
    const view = new DataView(key.buffer);
    view.setUint32(0, 64, true);
    view.setUint32(4, 2 * IDENTITIES + i, true);
    key[8] = i & 1; // egress
    key[9] = 6;
    view.setUint16(10, 80 + i);
    zeroValue(own.map(maps.policy), key);
  }
  for (let i = 0; i < CONNECTIONS; i++) {
    const key = new Uint8Array(14);
    const view = new DataView(key.buffer);
    view.setUint32(0, 0x0a00_0105);
    view.setUint32(4, 0x0a40_0000 + i);
    view.setUint16(8, 443);
    view.setUint16(10, 20_000 + i);
    key[12] = 6;
    zeroValue(own.map(maps.connections), key);
  }
  addServices(own, SERVICES, (i) => ({ address: 0x0a60_0000 + i, port: 80 }), maps);
}

/** Services with two backends each; struct lb4_key, lb4_service, lb4_backend. */
function addServices(
  own: Collection,
  count: number,
  place: (i: number) => { address: number; port: number },
  maps: MapNames = mapNames,
): void {
  for (let i = 0; i < count; i++) {
    const { address, port } = place(i);
    for (let slot = 0; slot <= 2; slot++) {
      const id = 2 * i + slot;
      const key = new Uint8Array(12);
      const view = new DataView(key.buffer);
      view.setUint32(0, address);
      view.setUint16(4, port);
      view.setUint16(6, slot, true);
      const value = new Uint8Array(12);
      const entry = new DataView(value.buffer);
      if (slot === 0) entry.setUint16(4, 2, true);
      else entry.setUint32(0, id, true);
      entry.setUint16(6, i + 1, true);
      own.map(maps.services).update(key, value);
      if (slot === 0) continue;
      const backend = new Uint8Array(12);
      const behind = new DataView(backend.buffer);
      behind.setUint32(0, 0x0a80_0000 + id);
      behind.setUint16(4, 8080);
      own.map(maps.backends).update(id, backend);
    }
  }
}

const SERVICE_ADDRESS = 0x0a60_0001;
const SERVICE_PORT = 1000;

/** A connection to one of so many services behind one address, through the bundled object. */
export async function serviceCase(engines: readonly EngineName[], services: number): Promise<ServiceCase> {
  const machines = await Machines.create(engines);
  const loaded = machines.load(bundled.spec());
  for (const own of loaded.values()) {
    addServices(own, services, (i) => ({ address: SERVICE_ADDRESS, port: SERVICE_PORT + i }));
    zeroValue(own.map(mapNames.policy), ALLOW_ALL);
  }
  const data = example("tcp-syn-pod");
  const view = new DataView(data.buffer);
  view.setUint32(30, SERVICE_ADDRESS);
  view.setUint16(36, SERVICE_PORT + (services >> 1));
  const { program } = bundled;
  const name = `${services} services`;
  return {
    machines,
    own: pathCase({ name, machines, loaded, program, options: { data }, retval: TC_ACT.OK }),
  };
}

interface ServiceCase {
  /** To be closed after the case. */
  machines: Machines;
  own: Case;
}
