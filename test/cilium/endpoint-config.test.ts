import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { endpointVariables } from "../../cilium/index.ts";
import { CollectionSpec } from "../../vm/index.ts";
import { example, lxc, skbox, temporaryFolder } from "../cli/skbox.ts";
import { titled } from "../kernel/support.ts";
import { objects, objectsMissing } from "../unit-tests/support.ts";

const folder = temporaryFolder();
afterAll(folder.remove);

/** As the agent writes it, of an endpoint with both addresses. */
const state = {
  ID: 663,
  IfName: "lxcb50b1869cfd2",
  IfIndex: 14,
  LXCMAC: "12:52:e3:7e:87:4f",
  IPv6: "fd00::1:2",
  IPv4: "172.16.0.251",
  NodeMAC: "2e:e6:8a:a2:06:1e",
  SecLabel: { id: 11370, labels: {} },
  Options: { map: {} },
};
/** A cookie has 64 bits. */
const text = JSON.stringify(state).replace(/\}$/, ',"NetnsCookie":18446744073709551615}');

const dropped = (file: string) => [
  ...["prog", "run", lxc, "cil_from_container", "--data-in", example("arp-request.hex"), "--json"],
  ...["--set", `@${file}`],
];
const replied = async (file: string, ...more: string[]) =>
  JSON.parse((await skbox([...dropped(file), ...more])).out).data_out as string;

describe("--set @ep_config.json", () => {
  it("sets what the object asks for, and later options change it", async () => {
    writeFileSync(folder.path("ep.json"), JSON.stringify({ ...state, NodeMAC: "02:00:00:00:00:01" }));
    expect((await replied(folder.path("ep.json"))).slice(12, 24)).toBe("020000000001");
    const own = await replied(folder.path("ep.json"), "--set", "interface_mac=02:00:00:00:00:02");
    expect(own.slice(12, 24)).toBe("020000000002");
  });

  it("reads the example", async () => {
    expect((await replied(example("ep_config.json"))).slice(12, 24)).toBe("2ee68aa2061e");
  });

  /** What each generation's variables hold, by what its agent writes there (pkg/datapath/loader). */
  const expected: Record<string, Record<string, string>> = {
    "cilium-1.16": {
      LXC_ID: "9702",
      LXC_IPV4: "ac1000fb",
      LXC_IP_1: "fd00000000000000",
      LXC_IP_2: "0000000000010002",
      SECLABEL: "6a2c0000",
      SECLABEL_IPV4: "6a2c0000",
      SECLABEL_IPV6: "6a2c0000",
      SECLABEL_NB: "00002c6a",
      NODE_MAC_1: "2ee68aa2",
      NODE_MAC_2: "061e0000",
    },
    "cilium-1.17": {
      LXC_ID: "9702",
      LXC_IPV4: "ac1000fb",
      SECLABEL: "6a2c0000",
      THIS_INTERFACE_MAC_1: "2ee68aa2",
      THIS_INTERFACE_MAC_2: "061e0000",
      THIS_INTERFACE_IFINDEX: "0e000000",
      ENDPOINT_NETNS_COOKIE: "ffffffffffffffff",
    },
    "cilium-1.18": {
      endpoint_id: "9702",
      endpoint_ipv4: "ac1000fb",
      endpoint_ipv6: "fd000000000000000000000000010002",
      interface_mac: "2ee68aa2061e0000",
      interface_ifindex: "0e000000",
      endpoint_netns_cookie: "ffffffffffffffff",
      security_label: "6a2c0000",
    },
  };
  it.skipIf(objectsMissing).each(Object.keys(expected))(
    titled("sets the variables of %s", objectsMissing),
    async (generation) => {
      const spec = await CollectionSpec.load(join(objects, generation, "bpf_lxc.o"));
      const document = { ...state, NetnsCookie: 0xffff_ffff_ffff_ffffn };
      const known = [...endpointVariables(document)].filter(([name]) => spec.variables.has(name));
      for (const [name, value] of known) spec.variables.get(name)!.set(value);
      const hex = (name: string) => Buffer.from(spec.variables.get(name)!.bytes).toString("hex");
      const found = Object.fromEntries(Object.keys(expected[generation]!).map((name) => [name, hex(name)]));
      expect(found).toEqual(expected[generation]);
    },
  );

  it("leaves out what an endpoint has not", () => {
    const { IPv6: _, SecLabel: __, ...rest } = state;
    const variables = endpointVariables({ ...rest, IPv6: "", SecLabel: null, NodeMAC: "" });
    for (const name of ["endpoint_ipv6", "LXC_IP_1", "security_label", "interface_mac"]) {
      expect(variables.has(name)).toBe(false);
    }
    expect(variables.get("endpoint_id")).toBe(663);
  });

  it.each([
    ["no state", "[]", "should be an endpoint's ep_config.json: no state of an endpoint"],
    ["another document", '{"map":{}}', "no state of an endpoint"],
    ["an address that is none", text.replace("172.16.0.251", "172.16.0.256"), "IPv4 cannot be 172.16.0.256"],
    ["an id too large", text.replace("663", "65536"), "ID cannot be 65536"],
    ["an identity that is none", text.replace("11370", '"a"'), "SecLabel.id cannot be a"],
    ["no JSON", "{", "is no JSON"],
  ])("refuses %s", async (_name, contents, message) => {
    writeFileSync(folder.path("bad.json"), contents);
    const { code, err } = await skbox(dropped(folder.path("bad.json")));
    expect(code).toBe(2);
    expect(err).toContain(message);
  });

  it("refuses a file that is not there", async () => {
    const { code, err } = await skbox(dropped(folder.path("none.json")));
    expect(code).toBe(2);
    expect(JSON.parse(err).error).toMatchObject({ code: "UNREADABLE", found: "there is no such file" });
  });
});
