import { describe, expect, it } from "vitest";
import { type CapturePacket, Machine, Replay } from "../../vm/index.ts";
import { collection, insn, program } from "../support/program.ts";

const KTIME_GET_NS = 5;
const SECOND = 1_000_000_000n;

/** Returns the clock's milliseconds. */
const milliseconds = program([
  insn("call_helper", { imm: KTIME_GET_NS }),
  insn("div64_imm", { dst: 0, imm: 1_000_000 }),
  insn("exit"),
]);

const packet = (number: number, timestamp: bigint | null, linkType = 1): CapturePacket => ({
  number,
  timestamp,
  data: new Uint8Array(60),
  wireLength: 60,
  interface: { linkType, name: null },
  comments: [],
});

async function replay(packets: readonly CapturePacket[], clock = 5n * SECOND) {
  using machine = await Machine.create({ clock });
  const loaded = machine.load(collection([milliseconds]));
  const replay = new Replay(machine, loaded.program("prog"));
  return packets.map((packet) => replay.run(packet).result?.retval ?? null);
}

describe("replaying a capture", () => {
  const start = 1_700_000_000n * SECOND;

  it("moves the clock as the timestamps do, from where it is", async () => {
    const times = [0n, 250_000_000n, SECOND].map((after, i) => packet(i + 1, start + after));
    expect(await replay(times)).toEqual([5000, 5250, 6000]);
  });

  it("never moves it back, and goes on with the capture's time after a packet from before", async () => {
    const times = [SECOND, 0n, 2n * SECOND].map((after, i) => packet(i + 1, start + after));
    expect(await replay(times)).toEqual([5000, 5000, 6000]);
  });

  it("leaves it where a packet has no time", async () => {
    expect(await replay([packet(1, null), packet(2, start), packet(3, null)])).toEqual([5000, 5000, 5000]);
  });

  it("begins a capture of an earlier time where the last one ended, and a later one at its time", async () => {
    const first = [packet(1, start), packet(2, start + SECOND)];
    const earlier = [packet(1, 0n), packet(2, SECOND)];
    expect(await replay([...first, ...earlier])).toEqual([5000, 6000, 6000, 7000]);
    const later = [packet(1, start + 3n * SECOND)];
    expect(await replay([...first, ...later])).toEqual([5000, 6000, 8000]);
  });

  it("takes times that no clock has", async () => {
    const far = 2n ** 127n;
    expect(await replay([packet(1, -far), packet(2, far)])).toEqual([5000, expect.any(Number)]);
  });

  it("runs no frames but Ethernet's, of the sizes that programs are given", async () => {
    using machine = await Machine.create();
    const run = new Replay(machine, machine.load(collection([milliseconds])).program("prog"));
    expect(run.run(packet(1, 0n, 113)).refused).toMatchObject({ code: "LINK_TYPE", found: "113" });
    expect(run.run({ ...packet(1, 0n), data: new Uint8Array(13) }).refused?.code).toBe("BAD_INPUT");
    expect(run.run({ ...packet(1, 0n), data: new Uint8Array(65_537) }).refused?.code).toBe("BAD_INPUT");
    expect(run.run({ ...packet(1, 0n), data: new Uint8Array(14) }).refused).toBeNull();
  });
});
