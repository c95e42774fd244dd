import { MAX_PACKET } from "../../spec/layout.ts";
import { LINK_TYPE_ETHERNET } from "../../spec/link-types.ts";
import type { ContextValues } from "../context.ts";
import { MachineError } from "../errors.ts";
import type { Machine } from "../machine.ts";
import { MIN_PACKET, type Program, packetSizeError, type RunResult } from "../program.ts";
import { CaptureError } from "./errors.ts";
import type { CapturePacket } from "./packet.ts";

/** What all runs of a replay have in common. */
export interface ReplayOptions {
  /** Context fields of every run. */
  ctx?: ContextValues;
  /** Bytes of each frame that are directly accessible; all of a shorter one, and by default all. */
  linear?: number;
}

/** What became of a captured packet: it was run, or the program cannot be given it. */
export type Replayed =
  | { result: RunResult; refused: null }
  | { result: null; refused: MachineError | CaptureError };

/**
 * Runs the packets of captures one after the other, at the times at which they were captured: the machine's clock
 * goes on from where it is as the packets' timestamps do. It never goes back: a packet from before its
 * predecessor runs at its predecessor's time, a whole capture from before the last one begins where that ended.
 */
export class Replay {
  readonly #machine: Machine;
  readonly #program: Program;
  readonly #options: ReplayOptions;
  /** What the clock is ahead of the timestamps; null until the first. */
  #ahead: bigint | null = null;

  constructor(machine: Machine, program: Program, options: ReplayOptions = {}) {
    this.#machine = machine;
    this.#program = program;
    this.#options = options;
  }

  /** Frames of other link types, and of sizes that no program is given, are refused. Throws MachineError. */
  run(packet: CapturePacket): Replayed {
    const refused = this.prepare(packet);
    if (refused) return { result: null, refused };
    const { length } = packet.data;
    const { ctx, linear } = this.#options;
    try {
      const result = this.#program.run({
        data: packet.data,
        ...(ctx && { ctx }),
        ...(linear !== undefined && { linear: Math.min(linear, length) }),
      });
      return { result, refused: null };
    } catch (error) {
      if (error instanceof MachineError && error.code === "TEST_RUN_REFUSED") {
        return { result: null, refused: error };
      }
      throw error;
    }
  }

  /** Sets the clock to a packet that is then run in another way than `run` does, or says why it cannot be. */
  prepare(packet: CapturePacket): MachineError | CaptureError | null {
    const { linkType } = packet.interface;
    if (linkType !== LINK_TYPE_ETHERNET) return new CaptureError("LINK_TYPE", null, linkType);
    const { length } = packet.data;
    if (length < MIN_PACKET || length > MAX_PACKET) return packetSizeError(length);
    this.#setClock(packet);
    return null;
  }

  #setClock({ timestamp, number }: CapturePacket): void {
    if (timestamp === null) return;
    const { clock } = this.#machine;
    if (this.#ahead === null || (number === 1 && timestamp + this.#ahead < clock)) {
      this.#ahead = clock - timestamp;
    }
    const now = timestamp + this.#ahead;
    if (now > clock) this.#machine.clock = now;
  }
}
