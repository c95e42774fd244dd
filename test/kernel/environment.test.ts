/** Linux and the interpreter answer the same from the same environment. */
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseAddress } from "../../spec/addresses.ts";
import { type Collection, CollectionSpec, type Environment, Machine } from "../../vm/index.ts";
import { kernelMissing, titled } from "./support.ts";

const asks = new Uint8Array(readFileSync(new URL("objects/asks.o", import.meta.url)));

const environment: Environment = {
  interfaces: [
    { index: 20, name: "eth0", mac: "0a:00:00:00:00:20", addresses: ["192.168.7.1/24", "fd07::1/64"] },
    { index: 21, name: "lxc1", mac: "0a:00:00:00:00:21", addresses: ["10.7.1.1/32"], mtu: 1400 },
    { index: 22, name: "still", mac: "0a:00:00:00:00:22", forwarding: false, addresses: ["10.7.2.1/31"] },
    { index: 23, name: "down", mac: "0a:00:00:00:00:23", up: false },
    { index: 24, name: "one", mac: "0a:00:00:00:00:24", peer: "other", addresses: ["10.7.4.1/24"] },
    { index: 25, name: "other", mac: "0a:00:00:00:00:25" },
    // Too small for IPv6.
    { index: 26, name: "small", mac: "0a:00:00:00:00:26", mtu: 1279, addresses: ["10.7.6.1/24"] },
    { index: 27, name: "enough", mac: "0a:00:00:00:00:27", mtu: 1280 },
  ],
  routes: [
    { destination: "default", via: "192.168.7.254" },
    { destination: "default6", via: "fd07::fe" },
    { destination: "10.7.1.5/32", interface: "lxc1" },
    { destination: "10.8.0.0/16", via: "192.168.7.253", interface: "eth0", mtu: 1300 },
    { destination: "10.8.1.0/24", via: "172.31.0.1", interface: "lxc1", source: "192.168.7.1" },
    { destination: "10.8.2.0/24", via: "fd07::fd", interface: "eth0", metric: 7 },
    { destination: "10.9.0.0/16", interface: "lxc1" },
    { destination: "10.9.0.0/16", interface: "eth0" },
    { destination: "10.10.0.0/16", type: "blackhole" },
    { destination: "10.11.0.0/16", type: "unreachable" },
    { destination: "10.12.0.0/16", type: "prohibit" },
    { destination: "10.13.0.0/16", interface: "eth0", table: 99 },
    { destination: "fd08::/64", interface: "lxc1", metric: 3 },
    { destination: "fd08::/64", interface: "eth0" },
    { destination: "fd09::/64", type: "unreachable" },
    { destination: "10.14.0.0/16", type: "local", interface: 1 },
  ],
  neighbours: [
    { address: "192.168.7.254", mac: "de:00:00:00:00:fe", interface: "eth0" },
    { address: "192.168.7.253", mac: "de:00:00:00:00:fd", interface: "eth0" },
    { address: "172.31.0.1", mac: "de:00:00:00:00:31", interface: "lxc1" },
    { address: "fd07::fd", mac: "de:00:00:00:07:fd", interface: "eth0" },
    { address: "fd08::5", mac: "de:00:00:00:08:05", interface: "lxc1" },
    { address: "10.7.1.5", mac: "de:00:00:00:01:05", interface: "lxc1" },
  ],
  sockets: [
    { protocol: "tcp", local: "10.7.1.1:80", mark: 7 },
    { protocol: "tcp", local: "0.0.0.0:81" },
    { protocol: "tcp", local: "[::]:82" },
    { protocol: "tcp", local: "[::]:83", ipv6Only: true },
    { protocol: "tcp", local: "192.168.7.1:80", remote: "10.8.0.1:1234" },
    { protocol: "tcp", local: "[fd07::1]:80", remote: "[fd08::5]:1234" },
    { protocol: "tcp", local: "0.0.0.0:84", state: "close" },
    { protocol: "udp", local: "0.0.0.0:53" },
    { protocol: "udp", local: "10.7.1.1:53", interface: "lxc1" },
    { protocol: "udp", local: "192.168.7.1:53", remote: "10.8.0.1:1234" },
    { protocol: "udp", local: "[fd07::1]:53" },
  ],
};

const addresses = [
  ...["8.8.8.8", "10.7.1.1", "10.7.1.5", "10.7.1.6", "10.7.2.0", "10.7.2.1", "10.7.4.9", "10.7.4.255"],
  ...["10.8.0.1", "10.8.1.1", "10.8.2.1", "10.9.3.3", "10.10.0.1", "10.11.0.1", "10.12.0.1", "10.13.0.1"],
  ...["10.14.0.1", "127.0.0.1", "127.9.9.9", "192.168.7.0", "192.168.7.1", "192.168.7.254", "192.168.7.255"],
  ...["255.255.255.255", "0.0.0.0", "224.0.0.1", "169.254.1.1"],
  ...["fd07::", "fd07::1", "fd07::fd", "fd07::77", "fd08::5", "fd08::6", "fd09::1", "2001:db8::1"],
  ...["::1", "::", "ff02::1", "fe80::1", "::ffff:10.8.0.1"],
].map((text) => ({ text, bytes: parseAddress(text)! }));
const interfaces = [1, 20, 21, 22, 23, 24, 25, 26, 27, 99];
/** BPF_FIB_LOOKUP_ DIRECT, OUTPUT, SKIP_NEIGH, TBID, SRC. */
const flagSets = [0, 1, 2, 3, 4, 9, 16, 20, 64];

const HEADER = 14;
const frameOf = (body: Uint8Array): Uint8Array => {
  const frame = new Uint8Array(HEADER + body.length);
  frame[12] = 0x88;
  frame[13] = 0xb5;
  frame.set(body, HEADER);
  return frame;
};

/** For the program `fib`. */
function question(destination: Uint8Array, ifindex: number, flags: number, length: number): Uint8Array {
  const body = new Uint8Array(68);
  const view = new DataView(body.buffer);
  view.setUint32(0, flags, true);
  view.setUint8(4, destination.length === 4 ? 2 : 10);
  view.setUint16(10, length, true);
  view.setUint32(12, ifindex, true);
  body.set(parseAddress(destination.length === 4 ? "10.7.1.5" : "fd08::5")!, 20);
  body.set(destination, 36);
  if (flags & 8) view.setUint32(52, 99, true);
  return frameOf(body);
}

/** For the programs `socket4` and `socket6`. */
function tuple(udp: boolean, remote: Uint8Array, remotePort: number, local: Uint8Array, port: number) {
  const ports = [remotePort >> 8, remotePort & 0xff, port >> 8, port & 0xff];
  const body = new Uint8Array(80);
  body.set([udp ? 1 : 0, 0, 0, 0, ...remote, ...local, ...ports]);
  return frameOf(body);
}

describe.skipIf(kernelMissing)(titled("an environment on Linux", kernelMissing), () => {
  let sides: Collection[] = [];
  const machines: Machine[] = [];
  beforeAll(async () => {
    for (const engine of ["interpreter", "kernel"] as const) {
      const machine = await Machine.create({ engine, environment });
      machines.push(machine);
      sides.push(machine.load(CollectionSpec.parse(asks)));
    }
  });
  afterAll(() => {
    for (const machine of machines) machine.close();
    sides = [];
  });

  const answers = (program: string, data: Uint8Array, ctx = {}) =>
    sides.map((side) => {
      const { retval, dataOut } = side.program(program).run({ data, ctx });
      return `${retval} ${Buffer.from(dataOut.subarray(HEADER)).toString("hex")}`;
    });

  it.each(flagSets)("finds the same routes with flags %i", (flags) => {
    const results = new Set<string>();
    for (const { text, bytes } of addresses) {
      for (const ifindex of interfaces) {
        for (const length of [0, 1350]) {
          const asked = `${text} from ${ifindex}, length ${length}: `;
          const [ours, theirs] = answers("fib", question(bytes, ifindex, flags, length));
          expect(asked + ours).toBe(asked + theirs);
          results.add(theirs!.split(" ")[0]!);
        }
      }
    }
    if (flags === 0) {
      // Forwarded, BLACKHOLE, UNREACHABLE, PROHIBIT, NOT_FWDED, FWD_DISABLED, NO_NEIGH, FRAG_NEEDED, -ENODEV.
      expect([...results].sort()).toEqual(["0", "1", "2", "3", "4", "4294967277", "5", "7", "8"]);
    }
  });

  it("finds the same sockets", () => {
    let found = 0;
    for (const udp of [false, true]) {
      for (const local of addresses) {
        for (const remote of ["10.8.0.1", "10.8.0.2", "fd08::5", "fd08::6"].map(
          (one) => parseAddress(one)!,
        )) {
          if (local.bytes.length !== remote.length) continue;
          for (const port of [53, 80, 81, 82, 83, 84]) {
            for (const remotePort of [1234, 1235]) {
              for (const ctx of [{}, { ifindex: 21 }]) {
                const data = tuple(udp, remote, remotePort, local.bytes, port);
                const asked = `${udp ? "udp" : "tcp"} ${local.text}:${port} ${JSON.stringify(ctx)} `;
                const [ours, theirs] = answers(remote.length === 4 ? "socket4" : "socket6", data, ctx);
                expect(asked + ours).toBe(asked + theirs);
                if (!theirs!.startsWith("0 ")) found++;
              }
            }
          }
        }
      }
    }
    expect(found).toBeGreaterThan(100);
  });

  const U64 = 0xffff_ffff_ffff_ffffn;
  /** Helper (1 to 4), interface, flags, length of the parameters; what the program returns if not the answer. */
  const requests: [helper: number, ifindex: number, flags: bigint, plen: number, answer?: number][] = [
    ...[0n, 1n, 2n, 3n, 1n << 32n, U64].flatMap((flags): [number, number, bigint, number][] => [
      [1, 20, flags, 0],
      [2, 21, flags, 0],
      [3, 22, flags, 20],
      [4, 23, flags, 0],
    ]),
    [3, 20, 0n, 0],
    [3, 20, 0n, 19],
    [0, 0, 0n, 0, 7],
    [1, 20, 0n, 0, 2],
    [1, 20, 2n, 0, 7],
  ];
  const request = ([helper, ifindex, flags, plen, answer = 0]: (typeof requests)[number], at: number) => {
    const bytes = new Uint8Array(64);
    const view = new DataView(bytes.buffer);
    view.setUint32(0, helper, true);
    view.setUint32(4, ifindex + at, true);
    view.setUint32(8, plen, true);
    view.setUint32(12, answer, true);
    view.setBigUint64(16, flags, true);
    view.setUint32(24, at === 0 ? 2 : 10, true);
    bytes.fill(0x20 + at, 28, 44);
    return bytes;
  };

  it("is told the same redirects", () => {
    const seen = new Set<unknown>();
    for (const first of [[0, 0, 0n, 0] as (typeof requests)[number], ...requests]) {
      for (const second of requests) {
        const data = frameOf(Uint8Array.of(...request(first, 0), ...request(second, 100)));
        const [ours, theirs] = sides.map((side) => {
          const { retval, redirect } = side.program("redirects").run({ data });
          return { first, second, retval, redirect };
        });
        expect(ours).toEqual(theirs);
        seen.add(theirs!.redirect?.helper);
      }
    }
    expect(seen).toEqual(new Set([undefined, "bpf_redirect", "bpf_redirect_peer", "bpf_redirect_neigh"]));
    const [, kernel] = sides;
    const data = frameOf(Uint8Array.of(...request([0, 0, 0n, 0], 0), ...request([3, 20, 0n, 20], 0)));
    const nextHop = Uint8Array.of(0x20, 0x20, 0x20, 0x20);
    expect(kernel!.program("redirects").run({ data }).redirect).toEqual({
      helper: "bpf_redirect_neigh",
      ifindex: 20,
      flags: 0,
      nextHop,
    });
  });

  it("is told the same redirects of XDP", () => {
    for (const flags of [0, 1, 2]) {
      const data = new Uint8Array(64);
      new DataView(data.buffer).setUint32(16, 21, true);
      new DataView(data.buffer).setUint32(20, flags, true);
      const [ours, theirs] = sides.map((side) => side.program("xdp_redirects").run({ data }));
      expect([ours!.retval, ours!.redirect]).toEqual([theirs!.retval, theirs!.redirect]);
      expect(theirs!.redirect?.ifindex ?? null).toBe(flags === 0 ? 21 : null);
    }
  });

  it.each<[string, Environment, object]>([
    ["a tunnel", { tunnel: { id: 1, remote: "1.2.3.4", local: "5.6.7.8" } }, { code: "UNSUPPORTED" }],
    ["a cookie", { netnsCookie: 7 }, { code: "UNSUPPORTED" }],
    ["no Ethernet header", { interfaces: [{ index: 7, kind: "l3" }] }, { code: "UNSUPPORTED" }],
    ["a second loopback", { interfaces: [{ index: 7, kind: "loopback" }] }, { code: "UNSUPPORTED" }],
    [
      "a half-closed socket",
      { sockets: [{ protocol: "tcp", local: "1.1.1.1:1", remote: "2.2.2.2:2", state: "fin_wait2" }] },
      { code: "UNSUPPORTED" },
    ],
    [
      "a MAC address for many",
      { interfaces: [{ index: 7, mac: "01:00:5e:00:00:01" }] },
      { code: "BAD_ENVIRONMENT", fields: { path: ["interfaces", 0] } },
    ],
    [
      "a route through an interface that is down",
      {
        interfaces: [{ index: 7, mac: "0a:00:00:00:00:07", up: false }],
        routes: [{ destination: "10.0.0.0/8", interface: 7 }],
      },
      { code: "BAD_ENVIRONMENT", fields: { path: ["routes", 0], errno: 100 } },
    ],
  ])("refuses %s by name", async (_name, refused, error) => {
    await expect(Machine.create({ engine: "kernel", environment: refused })).rejects.toMatchObject(error);
  });
});
