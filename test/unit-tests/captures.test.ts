// Every entry program of Cilium's objects on real captures: Linux accepts them all, so none is ever stopped.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import {
  CaptureError,
  type Collection,
  CollectionSpec,
  capturePackets,
  Machine,
  type Program,
} from "../../vm/index.ts";
import { titled } from "../kernel/support.ts";
import { objects, objectsMissing } from "./support.ts";

const captures = fileURLToPath(new URL("../../../shared/packets/", import.meta.url));
const missing = objectsMissing ?? (existsSync(captures) ? null : "no ../shared/packets");

const MIN_FRAME = 14;

/** The Ethernet frames of all captures, as far as each capture is whole. */
function frames(): Uint8Array[] {
  const found: Uint8Array[] = [];
  for (const name of readdirSync(captures).filter((file) => file.endsWith(".pcap"))) {
    try {
      for (const { data } of capturePackets(readFileSync(join(captures, name)))) {
        if (data.length >= MIN_FRAME) found.push(data);
      }
    } catch (error) {
      if (!(error instanceof CaptureError)) throw error;
    }
  }
  return found;
}

/** Entry points by object, as Cilium's agent attaches them; the others are reached by tail calls. */
const entries: Record<string, string[]> = {
  bpf_lxc: ["cil_from_container", "cil_to_container", "cil_lxc_policy", "cil_lxc_policy_egress"],
  bpf_host: ["cil_from_netdev", "cil_from_host", "cil_to_netdev", "cil_to_host", "cil_host_policy"],
  bpf_overlay: ["cil_from_overlay", "cil_to_overlay"],
  bpf_xdp: ["cil_xdp_entry"],
  bpf_network: ["cil_from_network"],
  bpf_wireguard: ["cil_from_wireguard", "cil_to_wireguard"],
  bpf_sock: [
    "cil_sock4_connect",
    "cil_sock4_post_bind",
    "cil_sock4_sendmsg",
    "cil_sock4_recvmsg",
    "cil_sock6_post_bind",
    "cil_sock6_connect",
    "cil_sock6_sendmsg",
    "cil_sock6_recvmsg",
    "cil_sock_release",
  ],
};

/** Lets every packet past the policy, where the object has one, so that what comes behind it runs as well. */
function allowAll({ maps }: Collection): void {
  for (const [name, map] of maps) {
    if (!name.startsWith("cilium_policy_v2")) continue;
    for (const direction of [0, 1]) {
      const key = new Uint8Array(map.keySize);
      new DataView(key.buffer).setUint32(0, 40, true);
      key[8] = direction;
      map.update(key, new Uint8Array(map.valueSize));
    }
  }
}

/** Socket addresses of each family, type and protocol. */
const contexts = (program: Program) =>
  [2, 10].flatMap((family) =>
    [
      { type: 1, protocol: 6 },
      { type: 2, protocol: 17 },
    ].map((kind) => ({
      family,
      ...kind,
      ...(program.context.structure === "bpf_sock_addr" && {
        user_family: family,
        user_ip4: 0x0100007f,
        user_port: 0x5000,
      }),
    })),
  );

describe.skipIf(missing)(titled("Cilium's entry programs on captures", missing), () => {
  const all = missing ? [] : frames();

  it("there are captures", () => {
    expect(all.length).toBeGreaterThan(1800);
  });

  for (const receive of ["test-run", "ingress"] as const) {
    for (const [name, programs] of Object.entries(entries)) {
      it(`${name}, ${receive}: nothing is stopped`, { timeout: 120_000 }, async () => {
        const spec = await CollectionSpec.load(join(objects, "cilium-core", `${name}.o`));
        using machine = await Machine.create({ receive });
        const loaded = machine.load(spec);
        expect([...loaded.refused.keys()]).toEqual([]);
        const inObject = [...loaded.programs.values()].filter(({ spec: { tailCall } }) => tailCall === null);
        expect(inObject.map((program) => program.name).sort()).toEqual([...programs].sort());
        const traps: unknown[] = [];
        for (const open of [false, true]) {
          if (open) allowAll(loaded);
          for (const program of inObject) {
            const outcomes =
              program.context.packet === "none"
                ? contexts(program).map((ctx) => program.run({ ctx }))
                : program.runBatch(all);
            for (const { trap } of outcomes) if (trap) traps.push(trap);
          }
        }
        expect(traps).toEqual([]);
      });
    }
  }
});
