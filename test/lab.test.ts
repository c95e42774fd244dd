/** examples/lab: one command, its README, and what it leaves on disk. */
import { execFileSync, spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { temporaryFolder } from "./cli/skbox.ts";

const lab = fileURLToPath(new URL("../examples/lab/", import.meta.url));
const folder = temporaryFolder();
afterAll(() => folder.remove());

let output: string;
beforeAll(() => {
  output = execFileSync(process.execPath, [join(lab, "lab.mjs"), folder.path("")], { encoding: "utf8" });
});

/** The lines of one scene, without its title. */
const scene = (title: string) => {
  const [, text] = output.split(`# ${title}\n`);
  return text!.split("\n\n")[0]!.split("\n");
};
const NETPOD = "default/netpod";

describe("examples/lab", () => {
  it("prints what its README shows", () => {
    const readme = readFileSync(join(lab, "README.md"), "utf8");
    const shown = /\$ node examples\/lab\/lab\.mjs\n(.*?)```/s.exec(readme)![1]!;
    const pattern = shown
      .split("…\n")
      .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
      .join("(?:.*\n)*?");
    expect(output).toMatch(new RegExp(`^${pattern}$`));
  });

  it("tells the flows of a ping, of a name and of HTTP, both ways", () => {
    expect(scene("ping webpod1").map((line) => line.replace(/^.*?: /, ""))).toEqual([
      `${NETPOD} (ID:11370) -> default/webpod1 (ID:19520) to-stack FORWARDED (ICMPv4 EchoRequest)`,
      `${NETPOD} (ID:11370) <- default/webpod1 (ID:19520) to-endpoint FORWARDED (ICMPv4 EchoReply)`,
      "icmp_seq=1",
    ]);
    const curl = scene("curl webpod1");
    expect(curl[0]).toContain(
      `${NETPOD}:54492 (ID:11370) -> default/webpod1:80 (ID:19520) to-stack FORWARDED (TCP Flags: SYN)`,
    );
    expect(curl.at(-2)).toContain(
      `${NETPOD}:54492 (ID:11370) <- default/webpod1:80 (ID:19520) to-endpoint FORWARDED (TCP Flags: ACK, FIN)`,
    );
    expect(curl.at(-1)).toBe("HTTP/1.1 200 OK from 172.16.2.139");
  });

  it("has the service translated at the socket, and packet by packet", () => {
    const atSocket = scene("curl the service: translated at the socket, before there is a packet");
    expect(atSocket[0]).toContain(
      `${NETPOD} (ID:11370) <> default/svc:80 (unknown) pre-xlate-fwd TRACED (TCP)`,
    );
    expect(atSocket.at(-1)).toMatch(
      /^HTTP\/1\.1 200 OK from 172\..*; the application believes it is 10\.10\.249\.114$/,
    );
    const perPacket = scene("curl the service: translated packet by packet");
    expect(perPacket.at(-1)).toBe("HTTP/1.1 200 OK from 10.10.249.114");
  });

  it("drops what the policy does not allow", () => {
    const [flow, end] = scene("curl webpod1 at port 8080, which the policy does not allow");
    expect(flow).toContain(
      `${NETPOD}:54495 (ID:11370) <> default/webpod1:8080 (ID:19520) Policy denied DROPPED (TCP Flags: SYN)`,
    );
    expect(end).toBe("no answer");
  });

  it("shows the maps", () => {
    expect(scene("cilium bpf endpoint list")[3]).toMatch(
      /^172\.16\.0\.251:0 {4}id=663 {3}sec_id=11370 flags=0x0000 ifindex=14 {2}mac=12:52:E3:7E:87:4F nodemac=2E:E6:8A:A2:06:1E/,
    );
    expect(scene("cilium bpf lb list").slice(1)).toEqual([
      "10.10.249.114:80 (0)   0.0.0.0:0 (9) (0) [ClusterIP, non-routable]",
      "10.10.249.114:80 (1)   172.16.2.139:80 (9) (1)",
      "10.10.249.114:80 (2)   172.16.1.235:80 (9) (2)",
    ]);
    expect(scene("cilium bpf ipcache list")).toContain(
      "172.16.2.139/32     identity=19520 encryptkey=0 tunnelendpoint=192.168.10.101, flags=<none>",
    );
  });

  it("writes the same files each time: those of output/", () => {
    const names = readdirSync(join(lab, "output")).sort();
    expect(readdirSync(folder.path("")).sort()).toEqual(names);
    for (const name of names) {
      const [kept, written] = [join(lab, "output", name), folder.path(name)].map((file) =>
        readFileSync(file),
      );
      expect(written!.equals(kept!), `${name}: run node examples/lab/lab.mjs`).toBe(true);
    }
  });
});

const noTcpdump = spawnSync("tcpdump", ["--version"]).status === 0 ? "" : " (skipped: there is no tcpdump)";

describe.skipIf(noTcpdump)(`tcpdump on the lab's captures${noTcpdump}`, () => {
  const tcpdump = (name: string, ...filter: string[]) => {
    const read = spawnSync("tcpdump", ["-nn", "-vv", "-r", folder.path(`${name}.pcapng`), ...filter], {
      encoding: "utf8",
    });
    expect([read.status, read.stderr.trim().split("\n").length]).toEqual([0, 1]);
    return read.stdout;
  };

  it("reads them all, and finds every checksum right", () => {
    for (const name of ["netpod", "netpod-sent", "eth0"]) {
      const text = tcpdump(name);
      expect(text).toMatch(/cksum 0x[0-9a-f]{4} \(correct\)/);
      expect(text).not.toMatch(/incorrect|bad|truncated|\[\|/i);
    }
  });

  it("sees the backend in the pod where the socket was translated, and the service where packets were", () => {
    expect(tcpdump("netpod", "port", "54493")).toContain("172.16.0.251.54493 > 172.16.1.235.80: Flags [S]");
    expect(tcpdump("netpod", "port", "54493")).not.toContain("10.10.249.114.80");
    expect(tcpdump("netpod", "port", "54494")).toContain("10.10.249.114.80 > 172.16.0.251.54494: Flags [S.]");
    expect(tcpdump("eth0", "port", "54494")).not.toContain("10.10.249.114.80");
  });

  it("sees the denied packet in the pod, and never on the wire", () => {
    expect(tcpdump("netpod", "port", "8080").split("Flags [S]")).toHaveLength(2);
    expect(tcpdump("eth0", "port", "8080")).toBe("");
  });
});
