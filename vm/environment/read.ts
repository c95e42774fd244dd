/** Reads an environment, which may come from anywhere. */
import { formatAddress, parseAddress } from "../../spec/addresses.ts";
import { FIRST_COOKIE, ROOT_CGROUP } from "../../spec/network.ts";
import { fromHex } from "../../spec/text.ts";
import type { EnvironmentPath } from "./format.ts";
import { Interfaces } from "./interfaces.ts";
import { fail, Members, wide } from "./members.ts";
import { route, routesOf } from "./routes.ts";
import { ENDPOINT_FORM, parseEndpoint, socket } from "./sockets.ts";
import type { EnvironmentTables } from "./tables.ts";

const MAX_TUNNEL_OPTIONS = 252;

function neighbour(
  value: unknown,
  path: EnvironmentPath,
  interfaces: Interfaces,
): EnvironmentTables["neighbours"][number] {
  const members = new Members(value, path, ["address", "mac", "interface"]);
  return {
    address: members.address("address") ?? members.fail("address", "an address"),
    mac: members.mac("mac", null),
    index: interfaces.named(members, "interface"),
  };
}

function tunnel(value: unknown, path: EnvironmentPath): EnvironmentTables["tunnel"] {
  const members = new Members(value, path, ["id", "remote", "local", "tos", "ttl", "label", "options"]);
  const remote = members.address("remote") ?? members.fail("remote", "an address");
  const local = members.address("local") ?? members.fail("local", "an address");
  if (local.length !== remote.length) members.fail("local", "an address of the remote one's family");
  const options = fromHex(members.has("options") ? members.text("options", "hexadecimal bytes") : "");
  if (!options || options.length % 4 !== 0 || options.length > MAX_TUNNEL_OPTIONS)
    return members.fail("options", `hexadecimal digits of up to ${MAX_TUNNEL_OPTIONS} bytes, four at a time`);
  return {
    id: members.integer("id", null),
    remote,
    local,
    tos: members.integer("tos", 0, 0xff),
    ttl: members.integer("ttl", 64, 0xff),
    label: members.integer("label", 0, 0xf_ffff),
    options,
  };
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
    netnsCookie: members.wide("netnsCookie", BigInt(FIRST_COOKIE)),
    socketCookie: members.wide("socketCookie", BigInt(FIRST_COOKIE)),
    cgroupId: members.wide("cgroupId", BigInt(ROOT_CGROUP)),
    interfaces: interfaces.rows,
    routes: [...own, ...interfaces.networks.flatMap(routesOf)],
    neighbours: members.list("neighbours", (item, path) => neighbour(item, path, interfaces)),
    sockets: members.list("sockets", (item, path) => socket(item, path, interfaces)),
    tunnel: members.has("tunnel") ? tunnel(members.value("tunnel"), members.path("tunnel")) : null,
    pods: members.list("pods", pod),
    services: members.list("services", service),
  };
}
