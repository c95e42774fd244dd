import { existsSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeNotification, flowOf, Peers } from "../../cilium/index.ts";
import { NOTIFICATIONS } from "../../spec/notifications.ts";
import { CollectionSpec, Machine, readEnvironment } from "../../vm/index.ts";

const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex.replace(/\s/g, ""), "hex"));
/** 10.0.1.5:40000 -> 10.0.2.9:80, SYN. */
const SYN =
  "0a1b2c3d4e5f dededededede 0800 45000028 12344000 40060000 0a000105 0a000209" +
  "9c400050 00000001 00000000 5002faf0 00000000";
const SYN_LENGTH = 54;

/** type, reason 133, source 0x1234, hash, 54 bytes, all captured; identities 66114 -> 9; line 1298 of file 2. */
const drop = (version: string, rest = "") =>
  bytes(
    `01 85 3412 efbeadde 36000000 3600 ${version} 42020100 09000000 00000000 1205 02 ff 0e000000 ${rest} ${SYN}`,
  );

describe("decodeNotification", () => {
  it.each([
    ["0000", "", null],
    ["0100", "", null],
    ["0200", "00 000000", null],
    ["0300", "00 000000 0807060504030201", 0x0102030405060708n],
  ])("reads a drop of version %s", (version, rest, traceId) => {
    expect(decodeNotification(drop(version, rest))).toEqual({
      type: "drop",
      version: bytes(version)[0],
      endpoint: 0x1234,
      hash: 0xdeadbeef,
      length: 54,
      captured: 54,
      packet: bytes(SYN),
      first: "ethernet",
      reason: 133,
      extendedError: -1,
      sourceIdentity: 66114,
      destinationIdentity: 9,
      destinationEndpoint: 0,
      file: 2,
      line: 1298,
      ifindex: 14,
      traceId,
    });
  });

  it.each([
    ["0000", "", null, null],
    ["0100", "ac1002eb 000000000000000000000000", "172.16.2.235", null],
    ["0100", "00000000 000000000000000000000000", null, null],
    ["0200", "ac1002eb 000000000000000000000000 0100000000000000", "172.16.2.235", 1n],
  ])("reads a trace of version %s %s", (version, rest, originalAddress, traceId) => {
    // An encrypted reply to endpoint 663.
    const data = bytes(
      `04 00 9702 00000000 36000000 3600 ${version} 404c0000 6a2c0000 9702 82 00 0e000000 ${rest} ${SYN}`,
    );
    expect(decodeNotification(data)).toMatchObject({
      type: "trace",
      point: 0,
      reason: 2,
      encrypted: true,
      sourceIdentity: 19520,
      destinationIdentity: 11370,
      destinationEndpoint: 663,
      ifindex: 14,
      ipv6: false,
      originalAddress,
      traceId,
      packet: bytes(SYN),
    });
  });

  it.each([
    ["without a cookie", "", null],
    ["with one, in the same version", "2a000000 00000000", 42],
  ])("reads a policy verdict %s", (_, rest, cookie) => {
    // Ingress, L3-L4, audited; denied for reason 133.
    const data = bytes(
      `05 00 9702 00000000 36000000 3600 0100 404c0000 7bffffff 5000 06 51 01 000000 ${rest} ${SYN}`,
    );
    const expected = {
      type: "policy-verdict",
      remoteIdentity: 19520,
      verdict: -133,
      destinationPort: 80,
      protocol: 6,
      ingress: true,
      ipv6: false,
      match: 2,
      audited: true,
      authType: 1,
      cookie,
      packet: bytes(SYN),
    };
    expect(decodeNotification(data)).toMatchObject(expected);
    expect(decodeNotification(data, SYN_LENGTH)).toMatchObject(expected);
  });

  it("reads debug messages, captures and socket traces", () => {
    expect(decodeNotification(bytes("02 0f 9702 01000000 02000000 00090000 ffffffff"))).toEqual({
      type: "debug",
      subtype: 15,
      endpoint: 663,
      hash: 1,
      args: [2, 0x900, 0xffffffff],
    });
    const capture = bytes(`03 04 9702 00000000 36000000 3600 0100 0e000000 00000000 ${SYN}`);
    expect(decodeNotification(capture)).toMatchObject({
      type: "capture",
      subtype: 4,
      args: [14, 0],
      length: 54,
    });
    const sock = "0a0af972 000000000000000000000000 5000 1200000000000000 3400000000000000 01";
    expect(decodeNotification(bytes(`07 03 ${sock} 00`))).toEqual({
      type: "trace-sock",
      point: 3,
      address: "10.10.249.114",
      port: 80,
      cookie: 0x12n,
      cgroup: 0x34n,
      protocol: "TCP",
    });
    expect(decodeNotification(bytes(`07 03 ${sock} 01`))).toMatchObject({ address: "a0a:f972::" });
  });

  it("says what it cannot read, and guesses nothing", () => {
    const problem = (data: Uint8Array, packetLength: number | null = null) => {
      const { problem, version, found, expected } = decodeNotification(data, packetLength) as never;
      return { problem, version, found, expected };
    };
    const none = { version: null, expected: null };
    expect(problem(bytes(""))).toEqual({ ...none, problem: "empty", found: 0 });
    expect(problem(bytes("2a00"))).toEqual({ ...none, problem: "unknown_type", found: 2 });
    expect(problem(bytes("0600"))).toEqual({ ...none, problem: "unsupported_type", found: 2 });
    expect(problem(bytes("0185"))).toEqual({ problem: "truncated", version: null, found: 2, expected: 16 });
    const short = drop("0200").subarray(0, 39);
    expect(problem(short)).toEqual({ problem: "truncated", version: 2, found: 39, expected: 40 });
    expect(problem(drop("0900"))).toMatchObject({ problem: "unknown_version", version: 9 });
    // A header of 32 bytes, as in 2018.
    expect(problem(drop("0100"), SYN_LENGTH + 4)).toEqual({
      problem: "other_layout",
      version: 1,
      found: 32,
      expected: 36,
    });
  });

  it("does without the bytes that a kernel adds, and with fewer than were captured", () => {
    expect(decodeNotification(bytes(`${Buffer.from(drop("0100")).toString("hex")} 0000`))).toMatchObject({
      packet: bytes(SYN),
    });
    const cut = decodeNotification(drop("0100").subarray(0, 60));
    expect(cut).toMatchObject({ captured: 54, packet: bytes(SYN).subarray(0, 24) });
    expect(flowOf(cut)!.summary).toBe("Ethernet, cut off in IPv4");
  });

  it("never throws", () => {
    const first = fc.constantFrom(...[0, 1, 2, 3, 4, 5, 6, 7, 8]);
    fc.assert(
      fc.property(first, fc.uint8Array({ maxLength: 120 }), fc.option(fc.nat(120)), (type, rest, length) => {
        const data = Uint8Array.of(type, ...rest);
        // Small versions, so that most are decoded.
        if (data.length > 15) {
          data[14]! &= 3;
          data[15] = 0;
        }
        const notification = decodeNotification(data, length);
        const flow = flowOf(notification);
        expect(flow === null).toBe(notification.type === "undecoded" || notification.type === "debug");
      }),
    );
  });
});

const peers = new Peers(
  readEnvironment({
    interfaces: [{ index: 14, name: "lxc1" }],
    pods: [
      { name: "default/netpod", addresses: ["172.16.0.251"], identity: 11370, endpoint: 663 },
      { name: "default/webpod1", addresses: ["172.16.2.139"], identity: 19520, labels: ["k8s:app=web"] },
    ],
    services: [{ name: "default/svc", addresses: ["10.10.249.114:80"] }],
  }),
);

describe("flowOf", () => {
  const packet = (source: string, destination: string) =>
    `2ee68aa2061e 1252e37e874f 0800 45000028 12344000 40060000 ${source} ${destination}
     d4dc0050 00000001 00000000 5010faf0 00000000`;
  const NETPOD = "ac1000fb";
  const WEBPOD = "ac10028b";
  const trace = (point: string, endpoint: string, reason: string, frame: string) =>
    decodeNotification(
      bytes(
        `04 ${point} ${endpoint} 00000000 36000000 3600 0100 00000000 404c0000 0000 ${reason} 00 00000000
         00000000 00000000 00000000 00000000 ${frame}`,
      ),
    );

  it("knows pods by their addresses, and who answers whom", () => {
    const there = flowOf(trace("03", "9702", "00", packet(NETPOD, WEBPOD)), peers)!;
    expect(there).toMatchObject({
      verdict: "FORWARDED",
      event: "to-stack",
      source: { pod: "default/netpod", identity: 11370, endpoint: 663, port: 54492 },
      destination: { pod: "default/webpod1", identity: 19520, labels: ["k8s:app=web"], port: 80 },
      isReply: false,
      direction: "egress",
      protocol: "TCP",
      summary: "TCP Flags: ACK",
    });
    const back = flowOf(trace("00", "9702", "02", packet(WEBPOD, NETPOD)), peers)!;
    expect(back).toMatchObject({ event: "to-endpoint", isReply: true, direction: "egress" });
    // Nothing of connection tracking, and nobody's endpoint.
    expect(flowOf(trace("05", "9702", "05", packet(NETPOD, WEBPOD)), peers)).toMatchObject({
      isReply: null,
      direction: null,
    });
  });

  it("has the address from before translation as the source", () => {
    const notification = decodeNotification(
      bytes(
        `04 0b 9702 00000000 36000000 3600 0100 00000000 02000000 0000 00 00 00000000
         ${NETPOD} 00000000 00000000 00000000 ${packet("c0a80a0a", "08080808")}`,
      ),
    );
    expect(flowOf(notification, peers)).toMatchObject({
      source: { pod: "default/netpod", address: "172.16.0.251" },
      destination: { address: "8.8.8.8", identity: 2 },
      packet: { ip: { source: "192.168.10.10" } },
    });
  });

  it("tells a socket's translation", () => {
    const at = (point: string) =>
      flowOf(
        decodeNotification(
          bytes(`07 ${point} 0a0af972 000000000000000000000000 5000 0000000000000000 0000000000000000 01 00`),
        ),
        peers,
      )!;
    const service = { address: "10.10.249.114", port: 80, service: "default/svc" };
    expect(at("01")).toMatchObject({ verdict: "TRACED", event: "pre-xlate-fwd", destination: service });
    expect(at("02")).toMatchObject({ verdict: "TRANSLATED", event: "post-xlate-fwd" });
    expect(at("03")).toMatchObject({ verdict: "TRACED", event: "pre-xlate-rev", source: service });
    expect(at("09")).toMatchObject({ verdict: "UNKNOWN", event: "9" });
  });
});

const objects = process.env.SKBOX_OBJECTS;
const VERSIONS = ["cilium-1.16", "cilium-1.17", "cilium-1.18", "cilium-core"];
/** Notifications by the names of their structs, and the version that this build of Cilium writes. */
const STRUCTS: Readonly<Record<string, [type: number, version: (object: string) => number]>> = {
  drop_notify: [1, (object) => ({ "cilium-1.18": 2, "cilium-core": 3 })[object] ?? 1],
  debug_msg: [2, () => 0],
  debug_capture_msg: [3, () => 1],
  trace_notify: [4, (object) => (object === "cilium-core" ? 2 : 1)],
  policy_verdict_notify: [5, () => 1],
  trace_sock_notify: [7, () => 0],
};

describe.skipIf(!objects)("on real objects (SKBOX_OBJECTS)", () => {
  it.each(VERSIONS.flatMap((object) => Object.keys(STRUCTS).map((name) => [object, name] as const)))(
    "%s has %s laid out as here",
    async (object, name) => {
      const { btf } = await CollectionSpec.load(join(objects!, object, "bpf_alignchecker.o"));
      const struct = btf!.find(name, "STRUCT")!;
      const [type, version] = STRUCTS[name]!;
      const layout = NOTIFICATIONS[type]!.versions[version(object)]!.find(({ size }) => size === struct.size);
      expect(layout?.size).toBe(struct.size);
      /** Offset and size by name, with the members of anonymous structs and unions. */
      const members = new Map<string, [number, number]>();
      const walk = (id: number, base: number) => {
        const composite = btf!.resolve(id);
        if (composite.kind !== "STRUCT" && composite.kind !== "UNION") return;
        for (const member of composite.members) {
          const offset = base + (member.bitOffset >> 3);
          members.set(member.name || `anonymous at ${offset}`, [offset, btf!.sizeof(member.type)]);
          if (!member.name) walk(member.type, offset);
        }
      };
      walk(struct.id, 0);
      // What C has other words for: bit fields, and unions of addresses.
      const inC: Readonly<Record<string, string[]>> = {
        "policy_verdict_notify.flags": ["dir"],
        "trace_notify.flags": ["flags", "ipv6"],
        "trace_notify.orig_ip": ["orig_ip6"],
        "trace_sock_notify.flags": ["ipv6"],
      };
      for (const { name: field, offset, size } of layout!.fields) {
        const names = inC[`${name}.${field}`] ?? [field];
        const found = names.flatMap((one) => [members.get(one) ?? []].filter((place) => place.length > 0));
        expect([field, found[0]]).toEqual([field, [offset, size]]);
      }
    },
  );

  it.each([
    ["cilium-1.16/l2", [5, 1]],
    ["cilium-1.17/l2", [5, 1]],
    ["cilium-1.18", [1]],
    ["cilium-core", [1]],
  ])("%s drops a SYN for want of a policy", async (object, types) => {
    const file = join(objects!, object, "bpf_lxc.o");
    expect(existsSync(file)).toBe(true);
    const spec = await CollectionSpec.load(file);
    spec.variables.get("trace_payload_len")?.set(128);
    using machine = await Machine.create();
    const run = machine
      .load(spec)
      .program("cil_from_container")
      .run({ data: bytes(SYN) });
    expect(run.events.map(({ data }) => data[0])).toEqual(types);
    for (const { data, packetLength } of run.events) {
      const flow = flowOf(decodeNotification(data, packetLength))!;
      expect(flow).toMatchObject({
        verdict: "DROPPED",
        source: { address: "10.0.1.5", port: 40000 },
        destination: { address: "10.0.2.9", port: 80 },
        summary: "TCP Flags: SYN",
      });
      // The kernel's records have no length of the packet's part, and the same is read.
      expect(decodeNotification(data)).toEqual(decodeNotification(data, packetLength));
    }
    expect(flowOf(decodeNotification(run.events.at(-1)!.data))!.event).toBe("Policy denied");
  });
});
