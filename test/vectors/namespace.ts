/** The network namespace of a kernel machine, and the links, routes, neighbours and sockets put into it. */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { Machine } from "../../vm/index.ts";
import type { Environment } from "../core/helpers/vectors.ts";

/** `local` is `ADDRESS:PORT`. */
export type Sockets = { protocol: "tcp" | "udp"; local: string }[];

/** Processes that this one has started. */
export const children = (): number[] =>
  readdirSync("/proc/self/task").flatMap((task) =>
    readFileSync(`/proc/self/task/${task}/children`, "utf8").split(" ").filter(Boolean).map(Number),
  );

/** What runs in the namespace: it opens the sockets, says so, and stays until it is told to go. */
const holder = `
  const { sockets } = JSON.parse(process.argv[1]);
  Promise.all(sockets.map(({ protocol, local }) => new Promise((done) => {
    const [host, port] = local.split(":");
    if (protocol === "tcp") require("net").createServer().listen(Number(port), host, done);
    else require("dgram").createSocket("udp4").bind(Number(port), host, done);
  }))).then(() => console.log("ready"));`;

/** Route types by number (linux/rtnetlink.h) that `ip` can add; Linux makes the others on its own. */
const ROUTE_TYPES: Readonly<Record<number, string>> = {
  1: "unicast",
  2: "local",
  6: "blackhole",
  7: "unreachable",
  8: "prohibit",
};
const LOCAL = 2;
const LOOPBACK = 1;
const nameOf = (ifindex: number): string => (ifindex === LOOPBACK ? "lo" : `link${ifindex}`);

/** Commands of `ip` that make an environment, of which some may find what is there already. */
function commandsFor({ interfaces = [], routes = [], neighbours = [] }: Environment): string[] {
  const links = interfaces.filter(({ ifindex }) => ifindex !== LOOPBACK);
  /** The network that an address of an interface is in. */
  const prefixOf = (ifindex: number, family: number) =>
    routes
      .find((row) => row.ifindex === ifindex && row.family === family && row.table === 254 && !row.gateway)
      ?.destination.split("/")[1];
  const addresses = links.flatMap(({ ifindex, address4, address6 }) => [
    ...(address4 ? [`address add ${address4}/${prefixOf(ifindex, 4)} dev ${nameOf(ifindex)}`] : []),
    ...(address6 ? [`address add ${address6}/${prefixOf(ifindex, 6)} dev ${nameOf(ifindex)} nodad`] : []),
  ]);
  return [
    // The other ends are no part of the environment; without them there is no carrier.
    ...links.map(
      ({ ifindex, mac, mtu }) =>
        `link add ${nameOf(ifindex)} index ${ifindex} address ${mac} mtu ${mtu} type veth ` +
        `peer name peer${ifindex} index ${ifindex - 1}`,
    ),
    ...links
      .filter(({ flags }) => flags.includes("UP"))
      .flatMap(({ ifindex }) => [
        `link set peer${ifindex} addrgenmode none`,
        `link set peer${ifindex} up`,
        `link set ${nameOf(ifindex)} up`,
      ]),
    ...addresses,
    ...routes
      .filter(({ type }) => ROUTE_TYPES[type] !== undefined)
      // A source has to be a local address first.
      .sort((a, b) => Number(b.type === LOCAL) - Number(a.type === LOCAL))
      .map(({ table, type, destination, metric, ifindex, gateway, source, mtu }) =>
        [
          `route add ${ROUTE_TYPES[type]} ${destination} table ${table}`,
          ...(gateway ? [`via ${gateway.includes(":") ? "inet6" : "inet"} ${gateway}`] : []),
          // Routes to nowhere have no device, or the loopback.
          ...(ifindex && type < 6 ? [`dev ${nameOf(ifindex)}`] : []),
          ...(metric ? [`metric ${metric}`] : []),
          ...(source ? [`src ${source}`] : []),
          ...(mtu ? [`mtu lock ${mtu}`] : []),
        ].join(" "),
      ),
    ...neighbours.map(
      ({ ifindex, address, mac }) =>
        `neighbour add ${address} lladdr ${mac} dev ${nameOf(ifindex)} nud permanent`,
    ),
  ];
}

function surround(pid: number, environment: Environment): void {
  const inside = (command: string[], input: string) =>
    execFileSync("nsenter", [`--net=/proc/${pid}/ns/net`, ...command], {
      input,
      // What is there already is said on standard error.
      stdio: ["pipe", "ignore", "ignore"],
    });
  try {
    inside(["ip", "-force", "-batch", "-"], `${commandsFor(environment).join("\n")}\n`);
  } catch {
    // `-force` goes on after an error and tells of it in the end.
  }
  for (const { ifindex, flags } of environment.interfaces ?? []) {
    for (const [version, flag] of [
      ["ipv4", "FORWARDING4"],
      ["ipv6", "FORWARDING6"],
    ] as const) {
      const path = `/proc/sys/net/${version}/conf/${nameOf(ifindex)}/forwarding`;
      inside(["tee", path], flags.includes(flag) ? "1" : "0");
    }
  }
}

/** Does something with a kernel machine whose namespace is like that. */
export async function withNamespace<T>(
  { sockets = [], environment }: { sockets?: Sockets; environment?: Environment },
  action: (machine: Machine) => T,
): Promise<T> {
  const before = children();
  using machine = await Machine.create({ engine: "kernel" });
  const pid = children().find((child) => !before.includes(child))!;
  if (environment) surround(pid, environment);
  let holding: ChildProcess | null = null;
  try {
    if (sockets.length > 0) {
      const args = [`--net=/proc/${pid}/ns/net`, process.execPath, "-e", holder, JSON.stringify({ sockets })];
      holding = spawn("nsenter", args, { stdio: ["ignore", "pipe", "inherit"] });
      await once(holding.stdout!, "data");
    }
    return action(machine);
  } finally {
    holding?.kill();
  }
}
