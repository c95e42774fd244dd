/** The table in docs/scenes.md, and a short run of what makes it (`npm run scenes`). */
import { copyFileSync, existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { temporaryFolder } from "../cli/skbox.ts";
import { kernelMissing, titled } from "../kernel/support.ts";
import { captures, readPage, run, SCENES, subjects } from "./scenes.ts";

const objects = process.env.SKBOX_OBJECTS ?? "";
/** Captures with few addresses: TCP, UDP and IP of other kinds. As tcpdump counts, they have 6, 5, 4 and 51 packets. */
const FEW = ["accecn_handshake.pcap", "bfd-lag.pcap", "dhcp-rfc3004.pcap", "HSRP_coup.pcap"];
const PACKETS = 66;
/** Cilium's own object takes a second to load for each address. */
const FEWEST = FEW.slice(0, 2);
const FEWEST_PACKETS = 11;

describe("the table of scenes", () => {
  const [, table] = readPage();
  const rows = table
    .split("\n### ")
    .slice(1)
    .flatMap((part) => {
      const [object = ""] = part.split("\n");
      const lines = part.split("\n").filter((line) => /^\| \w+ \| (empty|allow-all|populated)/.test(line));
      return lines.map((line) => [object, ...line.split("|").map((cell) => cell.trim())]);
    });
  const all = subjects.flatMap(({ object, programs }) =>
    programs.flatMap((program) => SCENES.map((scene) => [object, program, scene])),
  );

  it("has a row for every program and scene", () => {
    expect(rows.map(([object, , program, scene]) => [object, program, scene])).toEqual(all);
  });

  it("knows of no difference, and accounts for all 2033 packets", () => {
    for (const [object, , program, scene, compared, refused, differ, verdicts] of rows) {
      const counted = [...verdicts!.matchAll(/ (\d+)/g)].reduce((sum, [, number]) => sum + Number(number), 0);
      expect([object, program, scene, Number(compared) + Number(refused), differ]).toEqual([
        object,
        program,
        scene,
        2033,
        "0",
      ]);
      expect(counted).toBe(Number(compared));
    }
  });

  it("drops less than three quarters of the packets in the populated scene, at every entry", () => {
    for (const [, , program, scene, compared, , , verdicts] of rows) {
      if (scene !== "populated" || !program!.startsWith("cil_")) continue;
      const dropped = Number(/SHOT (\d+)/.exec(verdicts!)?.[1] ?? 0);
      expect(1 - dropped / Number(compared), program).toBeGreaterThan(0.25);
    }
  });
});

const missing = kernelMissing ?? (existsSync(captures) ? null : "no captures in ../shared/packets");
describe.skipIf(missing)(titled("a short run of the scenes", missing), () => {
  const folder = temporaryFolder();
  afterAll(folder.remove);
  beforeAll(() => {
    for (const [to, names] of Object.entries({ few: FEW, fewest: FEWEST })) {
      mkdirSync(folder.path(to));
      for (const name of names) copyFileSync(join(captures, name), join(folder.path(to), name));
    }
  });

  for (const subject of subjects) {
    const absent =
      subject.real && !existsSync(join(objects, subject.object))
        ? "SKBOX_OBJECTS names no such object"
        : null;
    const programs = subject.programs.filter((program) => program.startsWith("cil_"));
    const cases = programs.flatMap((program) => SCENES.map((scene) => [program, scene] as const));
    it.skipIf(absent).each(cases)(
      titled(`${subject.object}: %s, %s`, absent),
      async (program, scene) => {
        const pcap = folder.path(subject.real ? "fewest" : "few");
        const { compared, refused, differing } = await run(subject, program, scene, pcap, objects);
        expect([compared + refused, differing]).toEqual([subject.real ? FEWEST_PACKETS : PACKETS, 0]);
        expect(refused).toBeLessThan(5);
      },
      60_000,
    );
  }
});
