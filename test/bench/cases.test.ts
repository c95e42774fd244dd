/** What the benchmark measures is the same work on every engine: making a case compares its answers. */
import { describe, expect, it } from "vitest";
import { available, Machines } from "../../bench/engines.ts";
import { LOOKUP_TYPES, lookupCases } from "../../bench/lookups.ts";
import { microCases } from "../../bench/micro.ts";
import { bundled, ciliumSubjects, FILLINGS, objectCases, serviceCase } from "../../bench/objects.ts";
import { race } from "../../bench/timing.ts";

const { engines } = await available();
const folder = process.env.SKBOX_OBJECTS ?? "";
const pace = { rounds: 1, warmUp: 0 };

describe(`cases of the benchmark, on ${engines.join(", ")}`, () => {
  it("micro programs have figures of all engines, and instructions", async () => {
    using machines = await Machines.create(engines);
    const [first, ...others] = microCases(machines);
    expect(others.every(({ insns }) => insns! > 0)).toBe(true);
    const ns = race(first!.samplers(), pace);
    expect([...ns.keys()]).toEqual(engines);
    for (const figure of ns.values()) expect(figure).toBeGreaterThan(0);
  });

  it.each(LOOKUP_TYPES)("a filled %s has every key that is looked up", async (type) => {
    using machines = await Machines.create(engines);
    expect([...lookupCases(machines, type, 100)]).toHaveLength(2);
  });

  it("refuses to measure a path that is another than the one it names", async () => {
    const [first] = bundled.paths;
    const subject = { ...bundled, paths: [{ ...first!, retval: 1 }] };
    const cases = objectCases(subject, ["interpreter"], "empty");
    await expect(cases.next()).rejects.toThrow("interpreter returns 7, not 1");
  });

  const subjects = [bundled, ...ciliumSubjects(folder)];
  it.each(
    subjects.flatMap((subject) => FILLINGS.map((filling) => ({ name: subject.name, subject, filling }))),
  )(
    "paths of $name, $filling maps",
    async ({ subject, filling }) => {
      let count = 0;
      for await (const { insns } of objectCases(subject, engines, filling)) {
        expect(insns).toBeGreaterThan(100);
        count++;
      }
      expect(count).toBe(4);
    },
    60_000,
  );
  it.skipIf(subjects.length > 1)(
    "paths of Cilium's objects (skipped: SKBOX_OBJECTS names no folder)",
    () => {},
  );

  it("a connection to a service finds its backend", async () => {
    const { machines, own } = await serviceCase(engines, 10);
    machines[Symbol.dispose]();
    expect(own.insns).toBeGreaterThan(300);
  });
});
