/** An environment, checked and resolved: numbers as the kernel has them, addresses as bytes in network order. */
import type { EnvironmentAttachment } from "./format.ts";
import type { Prefix } from "./prefix.ts";

/** What `readEnvironment` makes of an environment. */
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
