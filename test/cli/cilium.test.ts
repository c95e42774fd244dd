/** Views of maps with literal contents: the lines are those that Cilium's Go sources format. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { lxc, skbox, temporaryFolder } from "./skbox.ts";

const folder = temporaryFolder();
afterAll(() => folder.remove());

type Contents = Record<string, { key: string; value?: string; values?: string[] }[]>;

async function view(object: string, contents: Contents, ...argv: string[]): Promise<string> {
  const maps = folder.path("maps.json");
  const clean = JSON.stringify(contents).replace(/(?<=[0-9a-f]) +(?=[0-9a-f])/g, "");
  writeFileSync(maps, clean);
  const { code, out, err } = await skbox(["cilium", ...argv, object, "--maps", maps]);
  expect([code, err]).toEqual([0, ""]);
  return out;
}
const lines = (text: string) => text.split("\n").filter((line) => line !== "");
const zeros = (bytes: number) => "00".repeat(bytes);

/** netpod, and the node's own address. */
const endpoints = [
  {
    key: `ac1000fb ${zeros(12)} 01 00 0000`,
    value: `0e000000 0000 9702 00000000 00000000 1252e37e874f 0000 2ee68aa2061e 0000 6a2c0000 00000000 ${zeros(8)}`,
  },
  { key: `c0a80a0a ${zeros(12)} 01 00 0000`, value: `${zeros(8)} 01000000 ${zeros(36)}` },
];
const NETPOD =
  "172.16.0.251:0    id=663   sec_id=11370 flags=0x0000 ifindex=14  mac=12:52:E3:7E:87:4F nodemac=2E:E6:8A:A2:06:1E";

/** svc with two backends, of which the second is missing, and a NodePort service inside the cluster. */
const services = [
  { key: "0a0af972 0050 0000 06 00 0000", value: "00000000 0200 0009 00 00 0000" },
  { key: "0a0af972 0050 0200 06 00 0000", value: "02000000 0000 0009 00 00 0000" },
  { key: "0a0af972 0050 0100 06 00 0000", value: "01000000 0000 0009 00 00 0000" },
  { key: "c0a80a0a 7530 0000 11 01 0000", value: "00000000 0000 000a 52 10 0000" },
];
const backends = [{ key: "01000000", value: "ac10028b 0050 06 00 0000 0000" }];

const tcp = [
  // netpod:54492 -> webpod1:80, closing on both sides, seen beyond the SYN.
  {
    key: "ac1000fb ac10028b 0050 d4dc 06 00",
    value: `${zeros(8)} ${zeros(8)} 0500000000000000 9101000000000000 80510100 1300 0009 0000 13 1b 6a2c0000 02000000 03000000`,
  },
  // The service's entry, with its backend.
  {
    key: "0a0af972 ac1000fb d4dc 0050 06 04",
    value: `${zeros(8)} 0100000000000000 ${zeros(16)} 80510100 0000 0009 0000 00 00 00000000 00000000 00000000`,
  },
];
const any = [
  // An ICMP error that may come in.
  {
    key: "ac10028b ac1000fb 0000 0000 01 03",
    value: `${zeros(32)} 3c000000 0000 0000 0000 00 00 404c0000 00000000 00000000`,
  },
];

const metrics = [
  {
    key: "85 02 1205 02 000000",
    values: ["0200000000000000 7c00000000000000", "0100000000000000 3600000000000000"],
  },
  { key: "00 01 2a00 6d 000000", values: ["0100000000000000 6200000000000000", zeros(16)] },
  { key: "fa 03 0000 c8 000000", values: [zeros(16), zeros(16)] },
];
const METRICS = `REASON          DIRECTION   PACKETS   BYTES   LINE   FILE
250, 0          SERVICE     0         0       0      unknown(200)
Policy denied   EGRESS      3         178     1298   bpf_lxc.c
Success         INGRESS     1         98      42     conntrack.h
`;

describe("cilium on the bundled object", () => {
  it("lists endpoints and the node's own addresses", async () => {
    expect(lines(await view(lxc, { cilium_lxc: endpoints }, "endpoint", "list"))).toEqual([
      "IP ADDRESS        LOCAL ENDPOINT INFO",
      `${NETPOD} parent_ifindex=0`,
      "192.168.10.10:0   (localhost)",
    ]);
  });

  it("lists services, as versions without protocols in them do", async () => {
    const contents = { cilium_lb4_services_v2: services, cilium_lb4_backends_v3: backends };
    expect(await view(lxc, contents, "lb", "list")).toBe(
      `SERVICE ADDRESS             BACKEND ADDRESS (REVNAT_ID) (SLOT)
10.10.249.114:80 (0)        0.0.0.0:0 (9) (0) [ClusterIP, non-routable]
10.10.249.114:80 (1)        172.16.2.139:80 (9) (1)
10.10.249.114:80 (2)        backend 2 not found
192.168.10.10:30000/i (0)   0.0.0.0:0 (10) (0) [NodePort, InternalLocal, sessionAffinity]
`,
    );
  });

  it("lists the ipcache", async () => {
    const contents = {
      cilium_ipcache_v2: [
        {
          key: `40000000 0000 00 01 ac10028b ${zeros(12)}`,
          value: `404c0000 c0a80a65 ${zeros(12)} 0000 00 00`,
        },
        { key: `20000000 0000 00 01 ${zeros(16)}`, value: `02000000 ${zeros(16)} 0000 03 00` },
      ],
    };
    expect(await view(lxc, contents, "ipcache", "list")).toBe(
      `IP PREFIX/ADDRESS   IDENTITY
0.0.0.0/0           identity=2 encryptkey=3 tunnelendpoint=0.0.0.0, flags=<none>
172.16.2.139/32     identity=19520 encryptkey=0 tunnelendpoint=192.168.10.101, flags=<none>
`,
    );
  });

  it("lists a policy: denials first, identities by name or number", async () => {
    const contents = {
      cilium_policy_v2: [
        { key: "28000000 00000000 01 00 0000", value: zeros(12) },
        { key: "3b000000 404c0000 00 06 0040", value: `3a99 00 01 ${zeros(8)}` },
        { key: "40000000 01000000 00 11 0035", value: `0000 01 00 ${zeros(8)}` },
      ],
    };
    expect(await view(lxc, contents, "policy", "get")).toBe(
      `POLICY   DIRECTION   LABELS (source:key[=value])   PORT/PROTO   PROXY PORT   AUTH TYPE   BYTES   PACKETS   PREFIX
Deny     Ingress     reserved:host                 53/UDP       NONE         disabled    -       -         24
Allow    Ingress     19520                         64-95/TCP    15001        spire       -       -         19
Allow    Egress      ANY                           ANY          NONE         disabled    -       -         0
`,
    );
    const numeric = lines(await view(lxc, contents, "policy", "get", "-n"));
    expect(numeric[0]).toMatch(/^POLICY {3}DIRECTION {3}IDENTITY {3}PORT/);
    expect(numeric[1]).toMatch(/^Deny {5}Ingress {5}1 {10}53\/UDP/);
  });

  it("lists connections", async () => {
    const contents = { cilium_ct4_global: tcp, cilium_ct_any4_global: any };
    const end = "SourceSecurityID=11370 BackendID=0";
    expect(lines(await view(lxc, contents, "ct", "list"))).toEqual([
      "ICMP IN 172.16.2.139:0 -> 172.16.0.251:0 related expires=60 Packets=0 Bytes=0 RxFlagsSeen=0x00 " +
        "LastRxReport=0 TxFlagsSeen=0x00 LastTxReport=0 Flags=0x0000 [ ] RevNAT=0 SourceSecurityID=19520 BackendID=0",
      "TCP OUT 172.16.0.251:54492 -> 172.16.2.139:80 expires=86400 Packets=5 Bytes=401 RxFlagsSeen=0x1b " +
        `LastRxReport=3 TxFlagsSeen=0x13 LastTxReport=2 Flags=0x0013 [ RxClosing TxClosing SeenNonSyn ] RevNAT=9 ${end}`,
      "TCP SVC 172.16.0.251:54492 -> 10.10.249.114:80 expires=86400 Packets=0 Bytes=0 RxFlagsSeen=0x00 " +
        "LastRxReport=0 TxFlagsSeen=0x00 LastTxReport=0 Flags=0x0000 [ ] RevNAT=9 SourceSecurityID=0 BackendID=1",
    ]);
  });

  it("sums up what was counted on all CPUs", async () => {
    expect(await view(lxc, { cilium_metrics: metrics }, "metrics", "list")).toBe(METRICS);
  });

  it("prints the rows as JSON", async () => {
    const rows = await view(lxc, { cilium_lxc: endpoints }, "endpoint", "list", "--json");
    expect(JSON.parse(rows)[0]).toEqual({
      address: "172.16.0.251",
      host: false,
      id: 663,
      identity: 11370,
      flags: 0,
      ifindex: 14,
      mac: "12:52:E3:7E:87:4F",
      nodeMac: "2E:E6:8A:A2:06:1E",
      parentIfindex: 0,
      key: 0,
    });
    expect(await view(lxc, { cilium_lxc: endpoints }, "endpoint", "list", "-o", "json")).toBe(rows);
  });

  it("says what an object has no map of", async () => {
    const maps = folder.path("none.json");
    writeFileSync(maps, "{}");
    const traps = join(import.meta.dirname, "objects/traps.o");
    const { code, err } = await skbox(["cilium", "ct", "list", traps, "--maps", maps]);
    expect([code, err]).toEqual([2, "skbox: the object has no map of struct ipv4_ct_tuple\n"]);
  });
});

const objects = process.env.SKBOX_OBJECTS;

/** What the layouts of the versions have for the same entries. */
const VERSIONS: Record<
  string,
  {
    name: (map: string) => string;
    ipcache: string;
    tunnel: string;
    policy: string;
    counted: string;
    service: string;
    ct: string;
    endpoint: string;
  }
> = {
  "cilium-1.16": {
    name: (map) => LEGACY[map]!,
    ipcache: "404c0000 c0a80a65 0000 00 01",
    tunnel: "tunnelendpoint=192.168.10.101, flags=skiptunnel",
    policy: `3a99 00 01 00000000 0500000000000000 9101000000000000`,
    counted: "401     5",
    service: "10.10.249.114:80 (1)          172.16.2.139:80 (9) (1)",
    ct: "IfIndex=0",
    endpoint: "",
  },
  "cilium-1.17": {
    name: (map) => LEGACY[map]!,
    ipcache: "404c0000 c0a80a65 0000 00 01",
    tunnel: "tunnelendpoint=192.168.10.101, flags=skiptunnel",
    policy: `3a99 00 01 00000000 0500000000000000 9101000000000000`,
    counted: "401     5",
    service: "10.10.249.114:80/TCP (1)          172.16.2.139:80/TCP (9) (1)",
    ct: "IfIndex=0",
    endpoint: "",
  },
  "cilium-1.18": {
    name: (map) => map,
    ipcache: `404c0000 c0a80a65 ${zeros(12)} 0000 00 03`,
    tunnel: "tunnelendpoint=192.168.10.101 flags=skiptunnel,hastunnel",
    policy: "3a99 00 01 00000000",
    counted: "401     5",
    service: "10.10.249.114:80/TCP (1)          172.16.2.139:80/TCP (9) (1)",
    ct: "BackendID=0",
    endpoint: " parent_ifindex=0",
  },
  "cilium-core": {
    name: (map) => map,
    ipcache: `404c0000 ${"fd".padEnd(30, "0")}01 0000 00 0e`,
    tunnel: "tunnelendpoint=fd00::1 flags=hastunnel,ipv6tunnel,remotecluster",
    policy: "3a99 00 81 00000000 00000000",
    counted: "401     5",
    service: "10.10.249.114:80/TCP (1)          172.16.2.139:80/TCP (9) (1)",
    ct: "BackendID=0",
    endpoint: " parent_ifindex=0",
  },
};
const LEGACY: Record<string, string> = {
  cilium_lxc: "test_cilium_lxc",
  cilium_ipcache_v2: "test_cilium_ipcache",
  cilium_policy_v2: "test_cilium_policy_65535",
  cilium_ct4_global: "test_cilium_ct_tcp4_65535",
  cilium_ct_any4_global: "test_cilium_ct_any4_65535",
  cilium_lb4_services_v2: "test_cilium_lb4_services",
  cilium_lb4_backends_v3: "test_cilium_lb4_backends",
  cilium_metrics: "test_cilium_metrics",
};

describe.skipIf(!objects)("cilium on real objects (SKBOX_OBJECTS)", () => {
  it.each(Object.entries(VERSIONS))("%s", async (version, layout) => {
    const object = join(objects!, version, "bpf_lxc.o");
    const show = async (contents: Contents, ...argv: string[]) => {
      const own = Object.entries(contents).map(([map, elements]) => [layout.name(map), elements]);
      return lines(await view(object, Object.fromEntries(own), ...argv));
    };
    expect(await show({ cilium_lxc: endpoints }, "endpoint", "list")).toContain(NETPOD + layout.endpoint);

    const cache = [{ key: `40000000 0000 00 01 ac10028b ${zeros(12)}`, value: layout.ipcache }];
    expect((await show({ cilium_ipcache_v2: cache }, "ipcache", "list"))[1]).toBe(
      `172.16.2.139/32     identity=19520 encryptkey=0 ${layout.tunnel}`,
    );

    const lb = { cilium_lb4_services_v2: services, cilium_lb4_backends_v3: backends };
    expect((await show(lb, "lb", "list")).map((line) => line.replace(/ {3,}/, " ".repeat(10)))).toContain(
      layout.service,
    );

    const policy: Contents = {
      cilium_policy_v2: [{ key: "40000000 404c0000 00 06 0050", value: layout.policy }],
    };
    if (version === "cilium-1.18" || version === "cilium-core") {
      policy.cilium_policystats = [
        {
          key: "9702 00 18 404c0000 00 06 0050",
          values: ["0400000000000000 9001000000000000", "0100000000000000 0100000000000000"],
        },
        { key: "1403 00 18 404c0000 00 06 0050", values: [zeros(16), zeros(16)] },
      ];
    }
    expect((await show(policy, "policy", "get", "--endpoint", "663"))[1]).toBe(
      `Allow    Ingress     19520                         80/TCP       15001        spire       ${layout.counted}         24`,
    );

    const ct = await show({ cilium_ct4_global: tcp, cilium_ct_any4_global: any }, "ct", "list");
    expect(ct[1]).toBe(
      "TCP OUT 172.16.0.251:54492 -> 172.16.2.139:80 expires=86400 Packets=5 Bytes=401 RxFlagsSeen=0x1b LastRxReport=3 " +
        "TxFlagsSeen=0x13 LastTxReport=2 Flags=0x0013 [ RxClosing TxClosing SeenNonSyn ] RevNAT=9 SourceSecurityID=11370 " +
        layout.ct,
    );
    expect(`${(await show({ cilium_metrics: metrics }, "metrics", "list")).join("\n")}\n`).toBe(METRICS);
  });
});
