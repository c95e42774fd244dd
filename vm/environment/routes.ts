/** Routes of an environment: those that it has, and those that come with addresses. */
import { familyOf } from "../../spec/addresses.ts";
import { AF_INET, AF_INET6, RT_TABLE, RTN } from "../../spec/network.ts";
import type { EnvironmentPath } from "./format.ts";
import type { Interfaces, Network } from "./interfaces.ts";
import { Members, U32_MAX } from "./members.ts";
import { covers, masked, prefix } from "./prefix.ts";
import type { EnvironmentTables } from "./tables.ts";

const IPV6_METRIC = 1024;
/** Of routes that an address brings with it. */
const IPV6_LINK_METRIC = 256;

/** The routes that come with an address (kernel: fib_add_ifaddr, addrconf). */
export function routesOf(network: Network): EnvironmentTables["routes"] {
  const { address, length, index, loopback } = network;
  const bits = address.length * 8;
  const common = { family: familyOf(address), index, mtu: 0, gateway: null, metric: 0, implied: true };
  const local = { ...common, table: RT_TABLE.local, type: RTN.local, prefixLength: bits };
  const source = address.length === 4 ? address : null;
  const first = masked(network, 0);
  const routes: EnvironmentTables["routes"] = [{ ...local, destination: address, source }];
  if (length === bits) return routes;
  if (address.length === 16) {
    const link = {
      ...common,
      table: RT_TABLE.main,
      type: RTN.unicast,
      metric: IPV6_LINK_METRIC,
      source,
    };
    routes.push({ ...link, destination: first, prefixLength: length });
    // The address of any router there is (RFC 4291, section 2.6.1).
    if (network.forwarding6 && length < bits - 1) {
      routes.push({ ...local, type: RTN.anycast, destination: first, source });
    }
    return routes;
  }
  const link = loopback ? local : { ...common, table: RT_TABLE.main, type: RTN.unicast };
  routes.push({ ...link, destination: first, prefixLength: length, source });
  if (length < bits - 1) {
    routes.push({ ...local, type: RTN.broadcast, destination: masked(network, 1), source });
  }
  return routes;
}

export function route(
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
  const type = members.choice("type", RTN, "unicast");
  const leads = type < RTN.blackhole;
  const isLocal = type === RTN.local || type === RTN.broadcast;
  return {
    family,
    table: table(members, isLocal),
    type,
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
  if (!members.has("table")) return isLocal ? RT_TABLE.local : RT_TABLE.main;
  if (members.isText("table")) return members.choice("table", RT_TABLE, null);
  return members.integer("table", null, U32_MAX, 1);
}

function routeInterface(members: Members, gateway: Uint8Array | null, interfaces: Interfaces): number {
  if (members.has("interface") || !gateway) return interfaces.named(members, "interface");
  const network = interfaces.networks.find((candidate) => covers(candidate, gateway));
  return network?.index ?? members.fail("via", "in the network of any interface, and no interface is given");
}
