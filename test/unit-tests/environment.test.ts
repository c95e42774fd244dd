import { describe, expect, it } from "vitest";
import { CollectionSpec, type Environment, Machine, MachineError, readEnvironment } from "../../vm/index.ts";
import { object, results, statuses } from "./support.ts";

const environment: Environment = {
  interfaces: [
    { index: 2, name: "eth0", mac: "0a:00:00:00:00:02", addresses: ["192.168.0.1/24", "fd00::1/64"] },
    { index: 14, name: "lxc1", mac: "0a:00:00:00:00:0e", addresses: ["10.0.1.1/24"] },
  ],
  routes: [
    { destination: "default", via: "192.168.0.254" },
    { destination: "172.16.0.0/16", type: "blackhole" },
    { destination: "172.17.0.0/16", type: "unreachable" },
  ],
  neighbours: [
    { address: "192.168.0.254", mac: "de:00:00:00:00:01", interface: "eth0" },
    { address: "10.0.1.5", mac: "de:00:00:00:00:05", interface: 14 },
  ],
  sockets: [
    { protocol: "tcp", local: "10.0.1.1:80", mark: 0x77 },
    { protocol: "udp", local: "10.0.1.1:53", remote: "1.2.3.4:999" },
  ],
  tunnel: { id: 7, remote: "1.2.3.4", local: "5.6.7.8", tos: 4, options: "01020304" },
  netnsCookie: 0xfedcba9876543210n,
};

describe("an environment", () => {
  it("is what helpers answer from", async () => {
    const all = await results(object("environment"), { environment });
    expect(all.get("written")!.trap).toMatchObject({ code: "OPAQUE_DEREFERENCE", kernelRefuses: true });
    const { written: _, ...others } = statuses(all);
    expect(others).toEqual({ cookies: "pass", routes: "pass", sockets: "pass", tunnel: "pass" });
  });

  it("has a socket for every program of a socket's address", async () => {
    using machine = await Machine.create();
    const collection = machine.load(await CollectionSpec.load(object("environment")));
    const { retval, trap } = collection
      .program("own_socket")
      .run({ ctx: { family: 2, type: 1, protocol: 6 } });
    expect([trap, retval]).toEqual([null, 7]);
  });

  it("is a loopback and nothing else by default", async () => {
    const all = await results(object("environment"));
    expect(statuses(all)).toEqual({
      cookies: "fail",
      routes: "fail",
      sockets: "fail",
      tunnel: "fail",
      written: "pass",
    });
    expect(readEnvironment({})).toEqual({
      interfaces: [],
      routes: expect.anything(),
      neighbours: [],
      sockets: [],
      tunnel: null,
      pods: [],
      services: [],
      netnsCookie: 1n,
      cgroupId: 1n,
      socketCookie: 1n,
    });
  });

  it("brings the routes of its addresses, as Linux does", () => {
    const { routes } = readEnvironment({
      interfaces: [{ index: 3, addresses: ["10.1.2.3/20", "fd00::1/64"] }],
    });
    const shown = routes.map(({ destination, prefixLength, table, type }) => [
      `${destination.join(".")}/${prefixLength}`,
      table,
      type,
    ]);
    expect(shown).toEqual([
      ["10.1.2.3/32", 255, 2],
      ["10.1.0.0/20", 254, 1],
      ["10.1.15.255/32", 255, 3],
      ["253.0.0.0.0.0.0.0.0.0.0.0.0.0.0.1/128", 255, 2],
      ["253.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0/64", 254, 1],
      ["253.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0/128", 255, 4],
      ["127.0.0.1/32", 255, 2],
      ["127.0.0.0/8", 255, 2],
      ["127.255.255.255/32", 255, 3],
      ["0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.1/128", 255, 2],
    ]);
  });

  it.each([
    [[], [], "an object"],
    [{ routes: {} }, ["routes"], "a list"],
    [{ route: [] }, ["route"], "one of interfaces"],
    [{ interfaces: [{}] }, ["interfaces", 0, "index"], "1 to 4294967295"],
    [{ interfaces: [{ index: 0 }] }, ["interfaces", 0, "index"], "1 to"],
    [{ interfaces: [{ index: 2 }, { index: 2 }] }, ["interfaces", 1, "index"], "another one"],
    [{ interfaces: [{ index: 2, mac: "0a:00" }] }, ["interfaces", 0, "mac"], "MAC"],
    [{ interfaces: [{ index: 2, kind: "token" }] }, ["interfaces", 0, "kind"], "ethernet"],
    [{ interfaces: [{ index: 2, addresses: ["10.0.0.1/33"] }] }, ["interfaces", 0, "addresses", 0], "PREFIX"],
    [{ interfaces: [{ index: 2, up: "yes" }] }, ["interfaces", 0, "up"], "true or false"],
    [{ routes: [{ destination: "10.0.0.0/8" }] }, ["routes", 0, "interface"], "one of the interfaces 1"],
    [{ routes: [{ destination: "10.0.0.0/8", interface: "eth9" }] }, ["routes", 0, "interface"], "one of"],
    [{ routes: [{ destination: "10.0.0.0/8", interface: 9 }] }, ["routes", 0, "interface"], "one of"],
    [{ routes: [{ destination: "default", via: "10.0.0.1" }] }, ["routes", 0, "via"], "network"],
    [{ routes: [{ destination: "::/0", via: "10.0.0.1", interface: 1 }] }, ["routes", 0, "via"], "IPv6"],
    [{ routes: [{ destination: "default", interface: 1, table: "x" }] }, ["routes", 0, "table"], "main"],
    [{ neighbours: [{ address: "10.0.0.1", interface: 1 }] }, ["neighbours", 0, "mac"], "MAC"],
    [{ sockets: [{ protocol: "sctp", local: "1.1.1.1:1" }] }, ["sockets", 0, "protocol"], "tcp, udp"],
    [{ sockets: [{ protocol: "tcp", local: "1.1.1.1" }] }, ["sockets", 0, "local"], "ADDRESS:PORT"],
    [{ sockets: [{ protocol: "tcp", local: "1.1.1.1:65536" }] }, ["sockets", 0, "local"], "ADDRESS:PORT"],
    [{ sockets: [{ protocol: "tcp", local: "1.1.1.1:1", cookie: -1 }] }, ["sockets", 0, "cookie"], "64 bits"],
    [
      { sockets: [{ protocol: "tcp", local: "1.1.1.1:1", remote: "[::1]:1" }] },
      ["sockets", 0, "remote"],
      "family",
    ],
    [{ tunnel: { id: 1, remote: "1.1.1.1", local: "::1" } }, ["tunnel", "local"], "family"],
    [
      { tunnel: { id: 1, remote: "1.1.1.1", local: "1.1.1.2", options: "01" } },
      ["tunnel", "options"],
      "four at a time",
    ],
    [{ pods: [{ addresses: [] }] }, ["pods", 0, "name"], "NAMESPACE/NAME"],
    [{ pods: [{ name: "a", addresses: ["10.0.0"] }] }, ["pods", 0, "addresses", 0], "address"],
    [{ pods: [{ name: "a", labels: [1] }] }, ["pods", 0, "labels", 0], "a label"],
    [{ pods: [{ name: "a", endpoint: 65536 }] }, ["pods", 0, "endpoint"], "1 to 65535"],
    [{ services: [{ name: "a", addresses: ["10.0.0.1"] }] }, ["services", 0, "addresses", 0], "ADDRESS:PORT"],
    [{ netnsCookie: 0.5 }, ["netnsCookie"], "64 bits"],
    [{ cgroupId: -1 }, ["cgroupId"], "64 bits"],
    [{ pods: [{ name: "a/b", cgroups: [1, "x"] }] }, ["pods", 0, "cgroups", 1], "64 bits"],
  ])("%j is refused at its place", async (value, path, expected) => {
    const refused = await Machine.create({ environment: value as Environment }).then(
      () => null,
      (error: unknown) => error,
    );
    expect(refused).toBeInstanceOf(MachineError);
    const { code, fields } = refused as MachineError;
    expect([code, fields.path]).toEqual(["BAD_ENVIRONMENT", path]);
    expect(fields.expected).toContain(expected);
  });
});
