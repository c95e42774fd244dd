/** Puts an environment into the core's tables. */
import { familyOf } from "../../spec/addresses.ts";
import { socketPointer } from "../../spec/contexts.ts";
import { ENVIRONMENT, INTERFACE, NEIGHBOUR, ROUTE, SOCKET, TUNNEL_KEY } from "../../spec/layout.ts";
import { TUNNEL_FLAG } from "../../spec/network.ts";
import type { Core } from "../core.ts";
import type { EnvironmentTables } from "../environment/tables.ts";

const offsets = new Map(socketPointer.fields.map(({ name, offset }) => [name, offset]));

/** Into a core that nothing has run in yet. */
export function writeEnvironment({ exports, memory }: Core, tables: EnvironmentTables): void {
  const environment = exports.environment() >>> 0;
  memory.setU64(environment + ENVIRONMENT.NETNS_COOKIE, tables.netnsCookie);
  memory.setU64(environment + ENVIRONMENT.SOCKET_COOKIE, tables.socketCookie);
  memory.setU64(environment + ENVIRONMENT.CGROUP_ID, tables.cgroupId);
  for (const row of tables.interfaces) {
    const at = exports.addInterface() >>> 0;
    memory.setU32(at + INTERFACE.IFINDEX, row.index);
    memory.setU32(at + INTERFACE.MTU, row.mtu);
    memory.setU32(at + INTERFACE.HEADER_LENGTH, row.headerLength);
    memory.setU32(at + INTERFACE.FLAGS, row.flags);
    memory.write(at + INTERFACE.MAC, row.mac);
    if (row.address4) memory.write(at + INTERFACE.ADDRESS4, row.address4);
    if (row.address6) memory.write(at + INTERFACE.ADDRESS6, row.address6);
  }
  // The core prefers the newest of equal routes and sockets, the environment the first.
  for (const row of tables.routes.toReversed()) {
    const at = exports.addRoute() >>> 0;
    memory.setU32(at + ROUTE.FAMILY, row.family);
    memory.setU32(at + ROUTE.TABLE, row.table);
    memory.setU32(at + ROUTE.TYPE, row.type);
    memory.setU32(at + ROUTE.PREFIX_LENGTH, row.prefixLength);
    memory.setU32(at + ROUTE.METRIC, row.metric);
    memory.setU32(at + ROUTE.IFINDEX, row.index);
    memory.setU32(at + ROUTE.MTU, row.mtu);
    memory.write(at + ROUTE.DESTINATION, row.destination);
    if (row.gateway) {
      memory.setU32(at + ROUTE.GATEWAY_FAMILY, familyOf(row.gateway));
      memory.write(at + ROUTE.GATEWAY, row.gateway);
    }
    if (row.source) memory.write(at + ROUTE.SOURCE, row.source);
  }
  for (const row of tables.neighbours) {
    const at = exports.addNeighbour() >>> 0;
    memory.setU32(at + NEIGHBOUR.IFINDEX, row.index);
    memory.setU32(at + NEIGHBOUR.FAMILY, familyOf(row.address));
    memory.write(at + NEIGHBOUR.ADDRESS, row.address);
    memory.write(at + NEIGHBOUR.MAC, row.mac);
  }
  for (const row of tables.sockets.toReversed()) {
    const at = exports.addSocket() >>> 0;
    for (const [name, value] of Object.entries(row.fields)) {
      const field = at + SOCKET.IMAGE + offsets.get(name)!;
      if (typeof value === "number") memory.setU32(field, value);
      else memory.write(field, value);
    }
    memory.setU64(at + SOCKET.COOKIE, row.cookie);
    memory.setU32(at + SOCKET.IPV6_ONLY, row.ipv6Only ? 1 : 0);
  }
  if (tables.tunnel) writeTunnel({ exports, memory }, environment, tables.tunnel);
}

function writeTunnel(
  { exports, memory }: Pick<Core, "exports" | "memory">,
  environment: number,
  row: NonNullable<EnvironmentTables["tunnel"]>,
): void {
  const at = exports.addTunnel() >>> 0;
  memory.setU32(environment + ENVIRONMENT.TUNNEL, at);
  memory.setU64(at + TUNNEL_KEY.ID, BigInt(row.id));
  memory.setU32(
    at + TUNNEL_KEY.FLAGS,
    TUNNEL_FLAG.KEY | (row.options.length > 0 ? TUNNEL_FLAG.GENEVE_OPTIONS : 0),
  );
  memory.setU32(at + TUNNEL_KEY.FAMILY, familyOf(row.remote));
  memory.setU32(at + TUNNEL_KEY.TOS, row.tos);
  memory.setU32(at + TUNNEL_KEY.TTL, row.ttl);
  memory.setU32(at + TUNNEL_KEY.LABEL, row.label);
  // Of a packet that was received, the outer source is the other end.
  memory.write(at + TUNNEL_KEY.SOURCE, row.remote);
  memory.write(at + TUNNEL_KEY.DESTINATION, row.local);
  memory.setU32(at + TUNNEL_KEY.OPTIONS_LENGTH, row.options.length);
  memory.write(at + TUNNEL_KEY.OPTIONS, row.options);
}
