/** Mutated packets through whole objects do the same compiled and interpreted, one after another. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Collection, CollectionSpec, Machine } from "../../vm/index.ts";
import { bytes, golden, type Scene, setUp } from "../golden/scenes.ts";
import { jitMachine, mapContents, type Proofs, proofs } from "./support.ts";

const frames = [...new Set(golden.scenes.map((scene) => scene.packet_in))].map(bytes);

/** A frame with some bytes changed, most of them in its headers, and perhaps cut. */
const mutated = fc
  .record({
    frame: fc.constantFrom(...frames),
    changes: fc.array(
      fc.record({
        at: fc.oneof(fc.nat(60), fc.nat(1500)),
        value: fc.oneof(fc.nat(255), fc.constantFrom(0, 1, 6, 17, 255)),
      }),
      { maxLength: 4 },
    ),
    cut: fc.option(fc.integer({ min: 14, max: 90 }), { freq: 6 }),
    linear: fc.option(fc.integer({ min: 14, max: 60 }), { freq: 6 }),
  })
  .map(({ frame, changes, cut, linear }) => {
    const data = frame.slice(0, cut ?? frame.length);
    for (const { at, value } of changes) if (at < data.length) data[at] = value;
    return { data, ...(linear === null ? {} : { linear: Math.min(linear, data.length) }) };
  });

/** What a run says, but for the maps: those are compared at the end. */
function run(
  collection: Collection,
  program: string,
  options: { data: Uint8Array; linear?: number },
): unknown {
  const { insns, durationNs, engine, ...rest } = collection.program(program).run(options);
  return rest;
}

async function pair(
  proofs: Proofs,
  load: (machine: Machine) => Collection,
): Promise<[Collection, Collection]> {
  const options = { clock: BigInt(golden.clock_ns) };
  return [
    load(await Machine.create({ ...options, engine: "interpreter" })),
    load(await jitMachine(options, proofs)),
  ];
}

const RUNS = Number(process.env.SKBOX_RUNS ?? 100);

/** The scenes that fill the most maps: much of the object is reached. */
const scenes: Scene[] = golden.scenes.toSorted((a, b) => b.maps.length - a.maps.length).slice(0, 6);

describe.each(proofs)("mutated packets through the bundled object, $name", (proofs) => {
  it.each(scenes.map((scene) => [scene.name, scene] as const))("%s", async (_name, scene) => {
    const [interpreter, jit] = await pair(proofs, (machine) => setUp(machine, scene));
    fc.assert(
      fc.property(mutated, (options) => {
        expect(run(jit, scene.program, options)).toEqual(run(interpreter, scene.program, options));
      }),
      { numRuns: RUNS },
    );
    expect(mapContents(jit)).toEqual(mapContents(interpreter));
  });
});

const objects = process.env.SKBOX_OBJECTS;
const paths = ["cilium-core/bpf_lxc.o", "cilium-1.18/bpf_xdp.o", "cilium-1.18/bpf_overlay.o"];

describe.skipIf(!objects)(
  `mutated packets through real objects${objects ? "" : " (skipped: SKBOX_OBJECTS is not set)"}`,
  () => {
    it.each(paths.flatMap((path) => proofs.map((each) => [path, each.name, each] as const)))(
      "%s, %s",
      async (path, _name, proofs) => {
        const file = join(objects ?? "", path);
        expect(existsSync(file)).toBe(true);
        const object = new Uint8Array(readFileSync(file));
        const [interpreter, jit] = await pair(proofs, (machine) =>
          machine.load(CollectionSpec.parse(object)),
        );
        const names = [...interpreter.programs.keys()];
        fc.assert(
          fc.property(
            fc.constantFrom(...names),
            mutated,
            fc.array(fc.nat(), { maxLength: 5 }),
            (name, options, cb) => {
              const skb = interpreter.spec.programs.get(name)!.type.startsWith("SCHED");
              const all = { ...options, ...(skb ? { ctx: { cb: [...cb, 0, 0, 0, 0, 0].slice(0, 5) } } : {}) };
              expect(run(jit, name, all)).toEqual(run(interpreter, name, all));
            },
          ),
          { numRuns: 10 * RUNS },
        );
        expect(mapContents(jit)).toEqual(mapContents(interpreter));
      },
    );
  },
);
