// What the Linux 6.18 kernel's test-run answers for `cil_from_container` of two real Cilium objects. Packets,
// results and drop reasons are literals; a reason is the first key byte of what `cilium_metrics` gained.

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { endpointSettings } from "../support/endpoint.ts";
import { skbox, temporaryFolder } from "./skbox.ts";

const objects = process.env.SKBOX_OBJECTS ?? "";
const folder = temporaryFolder();
afterAll(folder.remove);

const compact = (hex: string) => hex.replace(/\s/g, "");

const arp = compact(
  "ffffffffffff dededededede 0806 0001 0800 06 04 0001 dededededede 0a000105 000000000000 0a000101",
);
const network = compact("4500 0028 1234 4000 4006 118f 0a000105 0a000209");
const transport = compact("9c40 0050 00000001 00000000 5002 faf0 0153 0000");
const link = compact("0a1b2c3d4e5f dededededede");
const syn = `${link}0800${network}${transport}`;
const headerOnly = `${link}0800${network}`;
const withType = (type: string) => `${link}${type}${network}${transport}000000000000`;

interface Row {
  name: string;
  packet: string;
  retval: number;
  /** The packet afterwards, where the kernel's answer says so. */
  after?: string;
  reason?: number;
  /** Entries by map. */
  maps?: Record<string, { key: string; value: string }[]>;
}

const sections = (reasons: { syn: number; headerOnly: number }): Row[] => [
  { name: "ARP request cut to 41 bytes", packet: arp.slice(0, 82), retval: 0, after: arp.slice(0, 82) },
  { name: "TCP SYN, empty policy map", packet: syn, retval: 2, reason: reasons.syn },
  { name: "ethertype 0x88b5", packet: withType("88b5"), retval: 2, reason: 139 },
  { name: "802.3 length", packet: withType("002e"), retval: 2, reason: 139 },
  { name: "ethertype 0x8100 in a test-run", packet: withType("8100"), retval: 2, reason: 139 },
  { name: "IPv4 header only, 34 bytes", packet: headerOnly, retval: 2, reason: reasons.headerOnly },
];

const reply = (mac: string) =>
  compact(`dededededede ${mac} 0806 0001 0800 06 04 0002 ${mac} 0a000101 dededededede 0a000105`);

const recent: Row[] = [
  { name: "ARP request", packet: arp, retval: 7, after: reply("0a1b2c3d4e5f") },
  ...sections({ syn: 133, headerOnly: 135 }),
  {
    // There are no routes here, as in a network namespace of its own.
    name: "TCP SYN, allow-all egress policy, no route",
    packet: syn,
    retval: 2,
    reason: 169,
    // 40, 0, 1, 0, 0 as u32, u32, u8, u8, u16.
    maps: { cilium_policy_v2: [{ key: compact("28000000 00000000 01 00 0000"), value: "00".repeat(12) }] },
  },
];

const of2018: Row[] = [
  { name: "ARP request", packet: arp, retval: 7, after: reply("deadbeefc0de") },
  ...sections({ syn: 130, headerOnly: 130 }),
  {
    name: "TCP SYN, allow-all egress policy",
    packet: syn,
    retval: 2,
    reason: 130,
    // Identity, port, protocol, egress; the map has another name and layout in this object.
    maps: { cilium_policy_foo: [{ key: compact("00000000 0000 00 01"), value: "00".repeat(24) }] },
  },
];

const suites = [
  { object: "cilium-core/bpf_lxc.o", prog: "cil_from_container", arguments: endpointSettings, rows: recent },
  { object: "cilium/bpf_lxc.o", prog: "from-container", arguments: [], rows: of2018 },
];

for (const suite of suites) {
  const file = join(objects, suite.object);
  const missing = objects === "" ? "SKBOX_OBJECTS is not set" : existsSync(file) ? "" : `there is no ${file}`;
  describe.skipIf(missing !== "")(`${suite.object}${missing && ` (skipped: ${missing})`}`, () => {
    it.each(suite.rows)("$name", async ({ packet, retval, after, reason, maps }) => {
      const [dataIn, dataOut, mapsIn, mapsOut] = ["in", "out", "maps", "maps-out"].map(folder.path) as [
        string,
        string,
        string,
        string,
      ];
      writeFileSync(dataIn, Buffer.from(packet, "hex"));
      writeFileSync(mapsIn, JSON.stringify(maps ?? {}));
      const files = ["--data-in", dataIn, "--data-out", dataOut, "--maps", mapsIn, "--maps-out", mapsOut];
      const answer = await skbox(["prog", "run", file, suite.prog, ...suite.arguments, ...files, "--json"]);

      expect(answer).toMatchObject({ code: 0, err: "" });
      const run = JSON.parse(answer.out);
      expect(run.trap).toBeNull();
      expect(run.retval).toBe(retval);
      if (after !== undefined) {
        expect(run.data_out).toBe(after);
        expect(readFileSync(dataOut).toString("hex")).toBe(after);
      }
      if (reason !== undefined) {
        const metrics: { key: string[] }[] = JSON.parse(readFileSync(mapsOut, "utf8")).cilium_metrics;
        expect(metrics.map(({ key }) => Number(key[0]))).toEqual([reason]);
      }
    });
  });
}
