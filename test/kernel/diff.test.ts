import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { CollectionSpec, Comparison, Machine, type MachineOptions } from "../../vm/index.ts";
import { example, lxc, skbox, temporaryFolder, traps } from "../cli/skbox.ts";
import { bytes, hex } from "../support/program.ts";
import { kernelMachine, kernelMissing, titled } from "./support.ts";

const differs = fileURLToPath(new URL("objects/differs.o", import.meta.url));
const captures = fileURLToPath(new URL("../../../shared/packets", import.meta.url));
const frame = bytes(readFileSync(example("tcp-syn-pod.hex"), "utf8").replace(/#.*/g, ""));

/** A capture of these frames, little-endian with microseconds. */
function pcap(...frames: Uint8Array[]): Uint8Array {
  const word = (value: number) => [value & 0xff, (value >> 8) & 0xff, (value >> 16) & 0xff, value >>> 24];
  const header = [0xa1b2c3d4, 0x0004_0002, 0, 0, 65_535, 1].flatMap(word);
  const packets = frames.flatMap((data) => [...[0, 0, data.length, data.length].flatMap(word), ...data]);
  return Uint8Array.from([...header, ...packets]);
}

const machines: Machine[] = [];
afterEach(() => {
  for (const machine of machines.splice(0)) machine.close();
});

/** Two machines that are the same but for their engines and what is given for the interpreter. */
async function sides(options: MachineOptions = {}): Promise<[interpreter: Machine, kernel: Machine]> {
  const kernel = await kernelMachine();
  const interpreter = await Machine.create({
    engine: "interpreter",
    cpus: kernel.cpus,
    hash: kernel.hash!,
    ...options,
  });
  machines.push(interpreter, kernel);
  return [interpreter, kernel];
}

/** The bundled object in an interpreter and in the kernel, with variables on the left side. */
async function compare(program: string, left: Record<string, number> = {}) {
  const spec = () => CollectionSpec.parse(new Uint8Array(readFileSync(lxc)));
  const [interpreter, kernel] = await sides();
  const changed = spec();
  for (const [name, value] of Object.entries(left)) changed.variables.get(name)!.set(value);
  return new Comparison(interpreter.load(changed), kernel.load(spec()), program);
}

const allowAll = (comparison: Comparison) => {
  for (const side of [comparison.left, comparison.right]) {
    for (const egress of [0, 1]) {
      side.map("cilium_policy_v2").update(bytes(`28000000 00000000 0${egress}000000`), new Uint8Array(12));
    }
  }
};

describe.skipIf(kernelMissing)(titled("comparing with the kernel", kernelMissing), () => {
  it("finds nothing where both sides are the same", async () => {
    const comparison = await compare("cil_from_container");
    expect(comparison.capture([frame, frame])).toMatchObject([
      { outcome: "same", differences: [] },
      { outcome: "same", differences: [] },
    ]);
  });

  it("finds another packet, result and event", async () => {
    const comparison = await compare("cil_from_container", { interface_mac: 1, endpoint_id: 7 });
    const arp = bytes(readFileSync(example("arp-request.hex"), "utf8").replace(/#.*/g, ""));
    const [one, two] = comparison.capture([arp, frame]);
    if (one?.outcome !== "different" || two?.outcome !== "different") throw new Error("no difference");
    expect(one.differences.map(({ what }) => what)).toEqual(["packet"]);
    expect(hex(one.differences[0]!.left as Uint8Array).slice(0, 24)).toBe("1252e37e874f010000000000");
    expect(hex(one.differences[0]!.right as Uint8Array).slice(0, 24)).toBe("1252e37e874f2ee68aa2061e");
    expect(two.differences.map(({ what, name }) => [what, name])).toEqual([["event", "cilium_events"]]);
  });

  it("finds the packet that made a map differ, and goes on from the kernel's maps", async () => {
    const [interpreter, kernel] = await sides({ clock: 7_200_000_000_000n });
    const load = (machine: Machine) => machine.load(CollectionSpec.parse(new Uint8Array(readFileSync(lxc))));
    // Only connection tracking looks at the clock; the first frame does not get that far.
    const comparison = new Comparison(load(interpreter), load(kernel), "cil_to_container");
    allowAll(comparison);
    const other = new Comparison(comparison.left, comparison.right, "cil_to_container");
    const junk = frame.slice();
    junk.set([0x88, 0xb5], 12);
    const runs = other.capture([junk, frame, junk]);
    expect(runs.map(({ outcome }) => outcome)).toEqual(["same", "different", "same"]);
    const [, second] = runs;
    if (second?.outcome !== "different") throw new Error("no difference");
    expect(new Set(second.differences.map(({ what }) => what))).toEqual(new Set(["map"]));
    expect(other.mapDifferences()).toEqual([]);
    other.reset();
    expect([...comparison.left.map("cilium_ct4_global")]).toEqual([]);
    expect([...comparison.right.map("cilium_ct4_global")]).toEqual([]);
  });

  it("counts what the kernel does not take as refused", async () => {
    const comparison = await compare("cil_from_container");
    const runs = comparison.capture([new Uint8Array(5), frame.subarray(0, 20), frame]);
    expect(runs.map(({ outcome }) => outcome)).toEqual(["refused", "refused", "same"]);
  });

  it("does not begin from maps that differ", async () => {
    const comparison = await compare("cil_from_container");
    comparison.left.map("cilium_metrics").update(bytes("0100000000000000"), new Uint8Array(32));
    expect(() => new Comparison(comparison.left, comparison.right, "cil_from_container")).toThrow(
      "cilium_metrics",
    );
  });

  const noCaptures = existsSync(captures) ? null : "no captures in ../shared/packets";
  it.skipIf(noCaptures)(
    titled("finds nothing in all captures with an allow-all policy", noCaptures),
    async () => {
      const folder = temporaryFolder();
      const key = ["0", "1"].map((egress) => ({
        key: `28000000000000000${egress}000000`,
        value: "00".repeat(12),
      }));
      writeFileSync(folder.path("scene.json"), JSON.stringify({ maps: { cilium_policy_v2: key } }));
      for (const program of ["cil_from_container", "cil_to_container"]) {
        const scene = ["--scene", folder.path("scene.json")];
        const { code, out, err } = await skbox(["diff", lxc, program, "--pcap", captures, ...scene]);
        expect({ code, err }).toEqual({ code: 0, err: "" });
        // 2,033 packets as tcpdump counts them.
        expect(out).toBe(
          "1981 packets of 213 captures compared: none differs; 52 refused by the kernel's test-run\n",
        );
      }
      folder.remove();
    },
    120_000,
  );
});

describe.skipIf(kernelMissing)(titled("skbox diff", kernelMissing), () => {
  const folder = temporaryFolder();
  afterAll(folder.remove);

  it("says that nothing differs", async () => {
    const { code, out } = await skbox([
      "diff",
      lxc,
      "cil_from_container",
      "--data-in",
      example("arp-request.hex"),
    ]);
    expect({ code, out }).toEqual({
      code: 0,
      out: "1 packet of 1 capture compared: none differs; 0 refused by the kernel's test-run\n",
    });
  });

  it("shows the first difference, and exits with 1", async () => {
    writeFileSync(folder.path("two.pcap"), pcap(frame, frame));
    const { code, out } = await skbox(["diff", differs, "route_realm", "--pcap", folder.path("two.pcap")]);
    expect(code).toBe(1);
    expect(out).toContain("two.pcap, packet 1: ");
    expect(out).not.toContain("packet 2");
    expect(out).toContain("bpf_get_route_realm");
    expect(out).toMatch(/kernel {7}no: 1\b/);
    expect(out).toContain("2 packets of 1 capture compared: 2 differ; 0 refused");
  });

  it("takes maps, context and environment from the options of prog run", async () => {
    const retval = async (...options: string[]) => {
      const argv = ["diff", lxc, "cil_from_container", "--data-in", example("tcp-syn-pod.hex"), "--json"];
      const { out } = await skbox([...argv, ...options]);
      const run = JSON.parse(out);
      return [run.outcome, run.retval];
    };
    // TC_ACT_SHOT; with what the pod may do in the maps, TC_ACT_OK.
    expect(await retval()).toEqual(["same", 2]);
    expect(await retval("--maps", example("netpod-maps.yaml"))).toEqual(["same", 0]);
    writeFileSync(
      folder.path("env.yaml"),
      'interfaces: [{ index: 14, name: lxc, mac: "0a:00:00:00:00:0e" }]',
    );
    expect(await retval("--env", folder.path("env.yaml"), "--ctx", "ifindex=14")).toEqual(["same", 2]);
  });

  it("prints a JSON line per packet", async () => {
    writeFileSync(folder.path("three.pcap"), pcap(frame, new Uint8Array(4)));
    const { code, out } = await skbox([
      "diff",
      differs,
      "route_realm",
      "--pcap",
      folder.path("three.pcap"),
      "--json",
    ]);
    expect(code).toBe(1);
    const lines = out
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines).toMatchObject([
      { packet: 1, outcome: "different", retval: 1, differences: [{ what: "trap", kernel: null }] },
      { packet: 2, outcome: "refused", reason: { code: "BAD_INPUT" } },
    ]);
  });

  it("configures the object by what each packet says", async () => {
    // The second frame comes from another address than the object's own.
    const other = frame.slice();
    other.set([10, 9, 8, 7], 26);
    writeFileSync(folder.path("two.pcap"), pcap(frame, other, frame));
    const scene = [
      "--scene",
      fileURLToPath(new URL("../../examples/scenes/allow-all.yaml", import.meta.url)),
    ];
    const lines = async (...options: string[]) => {
      const capture = ["--pcap", folder.path("two.pcap"), "--json"];
      const { out } = await skbox(["diff", lxc, "cil_from_container", ...capture, ...scene, ...options]);
      const runs = out.trimEnd().split("\n");
      return runs
        .map((line) => JSON.parse(line))
        .map(({ packet, outcome, retval }) => [packet, outcome, retval]);
    };
    // TC_ACT_SHOT is 2.
    expect(await lines()).toEqual([
      [1, "same", 0],
      [2, "same", 2],
      [3, "same", 0],
    ]);
    expect(await lines("--set", "endpoint_ipv4=packet:ipv4.source")).toEqual([
      [1, "same", 0],
      [3, "same", 0],
      [2, "same", 0],
    ]);
  });

  it("takes no refused packet for an agreement", async () => {
    writeFileSync(folder.path("short.hex"), frame.subarray(0, 20));
    const { code, out } = await skbox([
      "diff",
      lxc,
      "cil_from_container",
      "--data-in",
      folder.path("short.hex"),
    ]);
    expect({ code, out }).toEqual({
      code: 2,
      out: "0 packets of 1 capture compared: none differs; 1 refused by the kernel's test-run\n",
    });
  });

  it("compares the packets before a broken one, and says which it is", async () => {
    writeFileSync(folder.path("broken.pcap"), pcap(frame, frame).subarray(0, -1));
    const { code, out, err } = await skbox([
      "diff",
      lxc,
      "cil_from_container",
      "--pcap",
      folder.path("broken.pcap"),
    ]);
    expect(code).toBe(2);
    expect(out).toContain("1 packet of 1 capture compared: none differs");
    expect(err).toContain("broken.pcap: packet 2: the capture ends in the middle of it");
  });

  it("shows the verifier's reason for a program that the kernel does not load", async () => {
    const { code, err } = await skbox([
      "diff",
      traps,
      "stale_packet",
      "--data-in",
      example("arp-request.hex"),
    ]);
    expect(code).toBe(2);
    expect(err).toContain("the kernel's verifier refuses it (EACCES)");
  });

  it.each([
    ["a scene that is none", { scene: [] }, "it should be an object with variables, maps, ctx, environment"],
    ["an unknown part of a scene", { scene: { map: {} } }, "line 1: map is none of variables, maps, ctx"],
    ["a route to nowhere", { scene: { environment: { routes: [{}] } } }, "environment.routes[0].destination"],
    [
      "a field that no packet has",
      { scene: { variables: { endpoint_ipv4: "packet:ipv4.sauce" } } },
      "endpoint_ipv4=packet:ipv4.sauce: what a packet says is one of ipv4.source, ipv4.destination",
    ],
    ["an unknown map", { scene: { maps: { nothing: [] } } }, "has no map nothing"],
    ["an unknown variable", { scene: { variables: { nothing: 1 } } }, "has no variable nothing"],
    ["an unknown context field", { scene: { ctx: { nothing: 1 } } }, "context field nothing"],
  ])("refuses %s", async (_name, { scene }, reason) => {
    writeFileSync(folder.path("scene.json"), JSON.stringify(scene));
    const options = ["--data-in", example("arp-request.hex"), "--scene", folder.path("scene.json")];
    const { code, err } = await skbox(["diff", lxc, "cil_from_container", ...options]);
    expect(code).toBe(2);
    expect(err).toContain(reason);
  });
});
