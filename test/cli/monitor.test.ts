import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { example, lxc, skbox, sock, temporaryFolder } from "./skbox.ts";

const folder = temporaryFolder();
afterAll(() => folder.remove());

const pod = (name: string, address: string, identity: number, endpoint?: number) => ({
  name,
  addresses: [address],
  identity,
  ...(endpoint && { endpoint }),
});
const environment = folder.path("env.json");
writeFileSync(
  environment,
  JSON.stringify({
    pods: [
      { ...pod("default/netpod", "172.16.0.251", 11370, 663), cgroups: [4711] },
      pod("default/webpod1", "172.16.2.139", 19520),
      pod("kube-system/coredns", "172.16.0.7", 29265, 788),
    ],
    services: [{ name: "default/svc", addresses: ["10.10.249.114:80"] }],
    cgroupId: 4711,
  }),
);
const monitor = (program: string, ...rest: string[]) =>
  skbox(["monitor", lxc, program, "--env", environment, ...rest]);
const SYN = ["--data-in", example("tcp-syn-pod.hex")];

describe("monitor", () => {
  it("tells a flow as hubble observe does", async () => {
    const { code, out, err } = await monitor("cil_from_container", ...SYN);
    expect(code).toBe(0);
    expect(out).toBe(
      "default/netpod:40000 (ID:11370) <> default/webpod1:80 (world) Policy denied DROPPED (TCP Flags: SYN)\n",
    );
    expect(err).toBe("1 run, 1 flow\n");
  });

  it("tells it as cilium monitor -v does", async () => {
    const { out } = await monitor("cil_from_container", ...SYN, "-v");
    expect(out).toMatch(
      /^xx drop \(Policy denied\) flow 0x[0-9a-f]+ to endpoint 0, ifindex 1, file bpf_lxc\.c:\d+, , identity 11370->world: 172\.16\.0\.251:40000 -> 172\.16\.2\.139:80 tcp SYN\n$/,
    );
  });

  it("tells it in the members of Hubble's API", async () => {
    const { out } = await monitor("cil_from_container", ...SYN, "--json");
    expect(JSON.parse(out)).toEqual({
      flow: {
        verdict: "DROPPED",
        drop_reason: 133,
        drop_reason_desc: "POLICY_DENIED",
        ethernet: { source: "12:52:e3:7e:87:4f", destination: "2e:e6:8a:a2:06:1e" },
        IP: { source: "172.16.0.251", destination: "172.16.2.139", ipVersion: "IPv4" },
        l4: { TCP: { source_port: 40000, destination_port: 80, flags: { SYN: true } } },
        source: { ID: 663, identity: 11370, namespace: "default", pod_name: "netpod" },
        destination: { identity: 2, namespace: "default", pod_name: "webpod1" },
        Type: "L3_L4",
        event_type: { type: 1, sub_type: 133 },
        traffic_direction: "EGRESS",
        file: { name: "bpf_lxc.c", line: expect.any(Number) },
        Summary: "TCP Flags: SYN",
      },
    });
  });

  it.each([
    [["--pod", "netpod"], 1],
    [["--pod", "default/webpod"], 1],
    [["--pod", "coredns"], 0],
    [["--pod", "coredns", "--pod", "default/"], 1],
    [["--verdict", "dropped"], 1],
    [["--verdict", "FORWARDED"], 0],
    [["--protocol", "tcp"], 1],
    [["--protocol", "icmp", "--protocol", "udp"], 0],
    [["--protocol", "tcp", "--verdict", "traced"], 0],
  ])("filters with %j", async (filter, lines) => {
    const { out, err } = await monitor("cil_from_container", ...SYN, ...filter);
    expect(out.split("\n").length - 1).toBe(lines);
    expect(err).toBe(lines === 1 ? "1 run, 1 flow\n" : "1 run, 1 flow, 0 shown\n");
  });

  it("refuses a filter that nothing could pass", async () => {
    const { code, err } = await monitor("cil_from_container", ...SYN, "--verdict", "denied");
    expect(code).toBe(2);
    expect(err).toBe(
      "skbox: --verdict takes FORWARDED, DROPPED, REDIRECTED, AUDIT, TRACED, TRANSLATED, not DENIED\n",
    );
  });

  it("shows a packet's headers with -vv, and a flow's members with -o dict", async () => {
    const { out } = await monitor("cil_from_container", ...SYN, "-vv");
    const [separator, head, ...headers] = out.trimEnd().split("\n");
    expect(separator).toMatch(/^-+$/);
    expect(head).toMatch(
      /^CPU 00: MARK 0x[0-9a-f]+ FROM 663 DROP: 62 bytes, reason Policy denied, file bpf_lxc\.c:\d+, identity 11370->/,
    );
    // The frame, as tcpdump -e reads it.
    expect(headers).toEqual([
      "Ethernet  {SrcMAC=12:52:e3:7e:87:4f DstMAC=2e:e6:8a:a2:06:1e EthernetType=0x800}",
      "IPv4  {SrcIP=172.16.0.251 DstIP=172.16.2.139 Protocol=6 TTL=64}",
      "TCP  {SrcPort=40000 DstPort=80 Seq=287454020 Ack=0 Flags=SYN Data=0}",
    ]);
    expect((await monitor("cil_from_container", ...SYN, "-o", "verbose")).out).toBe(out);
    expect((await monitor("cil_from_container", ...SYN, "-o", "dict")).out).toBe(
      "     SOURCE: default/netpod:40000\nDESTINATION: default/webpod1:80\n" +
        "       TYPE: Policy denied\n    VERDICT: DROPPED\n    SUMMARY: TCP Flags: SYN\n",
    );
    const json = await monitor("cil_from_container", ...SYN, "--json");
    expect((await monitor("cil_from_container", ...SYN, "-o", "jsonpb")).out).toBe(json.out);
  });

  it("tells what a socket is translated to", async () => {
    const maps = folder.path("services.json");
    writeFileSync(
      maps,
      JSON.stringify({
        cilium_lb4_services_v2: [
          { key: "0a0af972005000000000" + "0000", value: "00000000010000090000" + "0000" },
          { key: "0a0af972005001000000" + "0000", value: "01000000000000090000" + "0000" },
        ],
        cilium_lb4_backends_v3: [{ key: "01000000", value: "ac10028b005000000000" + "0000" }],
      }),
    );
    const address = ["--ctx", "user_ip4=10.10.249.114", "--ctx", `user_port=${0x5000}`, "--ctx", "type=1"];
    const argv = ["monitor", sock, "cil_sock4_connect", "--env", environment, "--maps", maps, ...address];
    expect((await skbox(argv)).out).toBe(
      "default/netpod (ID:11370) <> default/svc:80 (unknown) pre-xlate-fwd TRACED (TCP)\n" +
        "default/netpod (ID:11370) <> default/webpod1:80 (ID:19520) post-xlate-fwd TRANSLATED (TCP)\n",
    );
    expect((await skbox([...argv, "-v"])).out.split("\n")[0]).toMatch(
      /^CPU 00: \[pre-xlate-fwd\] cgroup_id: 4711 sock_cookie: 1, dst \[10\.10\.249\.114\]:80 tcp$/,
    );
  });

  it("has the capture's times, and its packets one after the other", async () => {
    const { out } = await monitor(
      "cil_from_container",
      "--pcap",
      join(import.meta.dirname, "objects/syn-twice.pcap"),
    );
    expect(out.split("\n").map((line) => line.slice(0, 21))).toEqual([
      "Nov 22 12:00:00.123: ",
      "Nov 22 12:00:07.456: ",
      "",
    ]);
  });
});

const objects = process.env.SKBOX_OBJECTS;

describe.skipIf(!objects)("monitor on real objects (SKBOX_OBJECTS)", () => {
  it("shows the SYN that an empty policy drops on cilium-core/bpf_lxc.o", async () => {
    const { code, out } = await skbox([
      "monitor",
      join(objects!, "cilium-core/bpf_lxc.o"),
      "cil_from_container",
      ...SYN,
      "--env",
      environment,
      "--set",
      "endpoint_ipv4=172.16.0.251",
    ]);
    expect(code).toBe(0);
    expect(out).toBe(
      "default/netpod:40000 (ID:11370) <> default/webpod1:80 (world-ipv4) Policy denied DROPPED (TCP Flags: SYN)\n",
    );
  });

  it("tells debug messages by name where the object was built with them", async () => {
    const argv = [
      "monitor",
      join(objects!, "cilium-1.18/tests/tc_lxc_policy_drop.o"),
      "cil_from_container",
      ...SYN,
    ];
    const told = await skbox([...argv, "-v"]);
    const debug = (text: string) => `CPU 00: MARK 0x0 FROM 0 DEBUG: ${text}`;
    expect(told.out.split("\n")).toEqual([
      debug("CT_LOOKUP4_1 source=172.16.0.251 sport=40000 destination=172.16.2.139 dport=80"),
      debug("CT_LOOKUP4_2 protocol=TCP flags=0x1 direction=egress scope=2"),
      debug("CT_VERDICT state=new revnat=0"),
      debug("IP_ID_MAP_FAILED4 address=172.16.2.139"),
      debug("POLICY_DENIED source=unknown destination=world"),
      expect.stringMatching(
        /^xx drop \(Policy denied\) .*: 172\.16\.0\.251:40000 -> 172\.16\.2\.139:80 tcp SYN$/,
      ),
      "",
    ]);
    // Where they are not shown, they are counted.
    const { out, err } = await skbox(argv);
    expect(out).toBe(
      "172.16.0.251:40000 (unknown) <> 172.16.2.139:80 (world) Policy denied DROPPED (TCP Flags: SYN)\n",
    );
    expect(err).toBe("1 run, 1 flow, 5 debug messages (-v shows them)\n");
  });
});
