/** Real datapath programs on mutated packets, executed next to what the verifier said of them before. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { CollectionSpec } from "../../vm/index.ts";
import { bytes, golden, type Scene } from "../golden/scenes.ts";
import { needsSamples, samples } from "../loader/support.ts";
import { Claims, scribbler } from "./claims.ts";
import { type LoadedProgram, type Observer, Reference } from "./reference.ts";

/** A small generator, so that a failure can be run again (Marsaglia's xorshift). */
function* randomNumbers(seed: number): Generator<number, never> {
  let x = seed;
  for (;;) {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    yield x >>> 0;
  }
}

/** The frame with some bytes changed, and often another length. */
function mutate(frame: Uint8Array, random: Iterator<number, never>): Uint8Array {
  const next = () => random.next().value;
  const length = next() % 3 === 0 ? 14 + (next() % (frame.length + 20)) : frame.length;
  const result = new Uint8Array(length);
  result.set(frame.subarray(0, length));
  const interesting = [
    0, 1, 2, 4, 5, 6, 17, 41, 43, 44, 50, 51, 58, 59, 60, 64, 0x45, 0x4f, 0x60, 0x80, 0xff,
  ];
  for (let count = next() % 4; count > 0; count--) {
    const at = next() % Math.min(length, 80);
    result[at] = next() % 2 ? interesting[next() % interesting.length]! : next() & 0xff;
  }
  return result;
}

/** Every program's claims, each asked for its own instructions. */
class AllClaims implements Observer {
  readonly claims = new Map<LoadedProgram, Claims>();

  of(program: LoadedProgram): Claims {
    let claims = this.claims.get(program);
    if (!claims) {
      claims = new Claims(program);
      this.claims.set(program, claims);
    }
    return claims;
  }

  before(...args: Parameters<Observer["before"]>): void {
    this.of(args[1]).before(...args);
  }
  enter(...args: Parameters<NonNullable<Observer["enter"]>>): void {
    this.of(args[1]).enter(args[0]);
  }
  trapped(...args: Parameters<Observer["trapped"]>): void {
    this.of(args[0]).trapped(...args);
  }
  after(...args: Parameters<Observer["after"]>): void {
    this.of(args[0]).after(...args);
  }

  get proved(): number {
    let sum = 0;
    for (const { tested } of this.claims.values()) sum += tested.proved;
    return sum;
  }
}

/** The same run twice: checking every claim, and with frames full of what nobody may read. */
function runTwice(
  machine: Reference,
  program: LoadedProgram,
  frame: Uint8Array,
  linear: number,
  claims: AllClaims,
) {
  const mark = machine.engine.snapshot();
  const run = machine.run(program, frame, claims, { linear });
  machine.engine.restore(mark);
  const scribbled = machine.run(program, frame, scribbler(claims.claims), { linear });
  machine.engine.discardSnapshots();
  expect(scribbled).toEqual(run);
  return run;
}

async function load(object: Uint8Array, scene: Pick<Scene, "variables" | "maps">) {
  const spec = CollectionSpec.parse(object);
  for (const [name, value] of Object.entries(scene.variables)) spec.variables.get(name)?.set(bytes(value));
  const machine = await Reference.create();
  const programs = machine.loadAll(spec);
  for (const { map, key, value } of scene.maps) {
    const target = spec.maps.get(map);
    if (target) machine.map(target).update(bytes(key), bytes(value), 0n);
  }
  return { machine, program: (name: string) => programs.find(({ spec }) => spec.name === name)! };
}

it("the bundled object keeps every claim, in every scene and on mutated packets", {
  timeout: 120_000,
}, async () => {
  const random = randomNumbers(7);
  const object = new Uint8Array(readFileSync(new URL("../../bpf-objects/lxc.o", import.meta.url)));
  let proved = 0;
  for (const scene of golden.scenes) {
    const { machine, program } = await load(object, scene);
    const claims = new AllClaims();
    const frame = bytes(scene.packet_in);
    expect(runTwice(machine, program(scene.program), frame, frame.length, claims).end).toBe("exit");
    for (let i = 0; i < 12; i++) {
      const mutated = mutate(frame, random);
      const linear = Math.max(14, mutated.length - (random.next().value % 8) * 4);
      expect(runTwice(machine, program(scene.program), mutated, linear, claims).end).toBe("exit");
    }
    proved += claims.proved;
  }
  expect(proved).toBeGreaterThan(10_000);
});

describe.skipIf(samples === null)(`objects of Cilium${needsSamples}`, () => {
  const frames = golden.scenes.map((scene) => bytes(scene.packet_in));
  const variables = {
    interface_mac: "0a1b2c3d4e5f",
    endpoint_ipv4: "0a000105",
    endpoint_id: "3412",
    security_label: "42000100",
    interface_ifindex: "01000000",
  };
  /** An egress policy that allows all. */
  const maps = [
    { map: "cilium_policy_v2", key: "280000000000000001000000", value: "000000000000000000000000" },
  ];

  for (const [object, entries] of [
    ["bpf_lxc", ["cil_from_container", "cil_to_container", "cil_lxc_policy"]],
    ["bpf_host", ["cil_from_netdev", "cil_to_netdev", "cil_from_host", "cil_to_host"]],
    ["bpf_overlay", ["cil_from_overlay", "cil_to_overlay"]],
    ["bpf_xdp", ["cil_xdp_entry"]],
    ["bpf_wireguard", ["cil_from_wireguard", "cil_to_wireguard"]],
  ] as const) {
    it(`${object}.o keeps every claim on mutated packets`, { timeout: 180_000 }, async () => {
      const random = randomNumbers(11);
      const file = new Uint8Array(readFileSync(join(samples!, "cilium-core", `${object}.o`)));
      const { machine, program } = await load(file, { variables, maps });
      const claims = new AllClaims();
      for (const entry of entries) {
        for (let i = 0; i < 60; i++) {
          const frame = mutate(frames[random.next().value % frames.length]!, random);
          const linear = Math.max(14, frame.length - (random.next().value % 8) * 4);
          // A helper that is not there may stop a run; no claim does.
          runTwice(machine, program(entry), frame, linear, claims);
        }
      }
      expect(claims.proved).toBeGreaterThan(2000);
    });
  }
});
