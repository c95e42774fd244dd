/** What the kernel answers to the bundled object: the text of `test/golden/lxc.json`. */
import { createHash } from "node:crypto";
import { Machine } from "../../vm/index.ts";
import { bytes, contents, golden, hex, metrics, object, type Scene, setUp } from "../golden/scenes.ts";

/** Bytes of a notification before those of the packet, by its type (bpf-objects/events.h). */
const HEADERS: Readonly<Record<number, number>> = { 1: 36, 4: 48 };
const CAPTURED_LENGTH = 12;

export async function sceneVectors(kernel: string): Promise<string> {
  const scenes: Scene[] = [];
  for (const scene of golden.scenes) scenes.push(await answered(scene));
  const sha256 = createHash("sha256").update(object).digest("hex");
  return text({ ...golden, sha256, kernel, scenes });
}

async function answered(scene: Scene): Promise<Scene> {
  using machine = await Machine.create({ engine: "kernel", clock: BigInt(golden.clock_ns) });
  const lxc = setUp(machine, scene);
  const before = contents(lxc);
  const run = lxc.program(scene.program).run({ data: bytes(scene.packet_in) });
  const changed = [...contents(lxc)].filter(([key, value]) => before.get(key) !== value);
  return {
    ...scene,
    retval: run.retval!,
    packet_out: hex(run.dataOut),
    metrics: inOrder(
      metrics(lxc),
      scene.metrics.map(({ key }) => key),
    ).map((line) => {
      const [key, value] = line.split(" ") as [string, string];
      return { key, value };
    }),
    changed: inOrder(
      changed.map(([key, value]) => `${key} ${value}`),
      scene.changed.map(({ map, key }) => `${map} ${key}`),
    ).map((line) => {
      const [map, key, value] = line.split(" ") as [string, string, string];
      return { map, key, value };
    }),
    events: run.events.map(({ data }) => hex(data.subarray(0, lengthOf(data)))),
  };
}

/** The kernel fills events up with whatever was there. */
function lengthOf(event: Uint8Array): number {
  const captured = new DataView(event.buffer, event.byteOffset).getUint16(CAPTURED_LENGTH, true);
  return HEADERS[event[0]!]! + captured;
}

/** Lines in the order of those that they begin like, and what is new behind them. */
function inOrder(lines: string[], beginnings: string[]): string[] {
  const place = (line: string) => {
    const index = beginnings.findIndex((beginning) => line.startsWith(beginning));
    return index < 0 ? beginnings.length : index;
  };
  return lines.sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1));
}

/** Two spaces of indentation; pairs of numbers, and lists of them, on one line. */
const text = (file: unknown): string =>
  `${JSON.stringify(file, null, 2)
    .replace(/\[\s+(\d+),\s+(\d+)\s+\]/g, "[$1, $2]")
    .replace(
      /\[\s+(\[\d+, \d+\](?:,\s+\[\d+, \d+\])*)\s+\]/g,
      (_, pairs: string) => `[${pairs.replace(/,\s+\[/g, ", [")}]`,
    )}\n`;
