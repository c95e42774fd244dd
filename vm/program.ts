import type { ProgramSpec } from "../loader/index.ts";
import { type Context, contexts } from "../spec/contexts.ts";
import { MAX_PACKET } from "../spec/layout.ts";
import { ETH_HLEN } from "../spec/network.ts";
import { type ContextValues, contextIndexOf } from "./context.ts";
import type { ProgramCounts } from "./coverage.ts";
import type { EngineBatch, EngineName, EngineProgram } from "./engines/engine.ts";
import { MachineError } from "./errors.ts";
import type { Machine } from "./machine.ts";
import { standsFor } from "./map.ts";
import type { Trace, TraceOptions } from "./trace.ts";
import type { Trap } from "./trap.ts";

/** What a run begins with. */
export interface RunOptions {
  /** The frame. Contexts without a packet (`bpf_sock_addr`) take none. */
  data?: Uint8Array;
  /** Bytes of the frame that are directly accessible; all of them by default. */
  linear?: number;
  /** Context fields by name; the others are as a test-run or an ingress sets them. */
  ctx?: ContextValues;
  /** Runs in a row, 1 by default; each begins with the frame as given, and the last one is reported. */
  repeat?: number;
}

/** Where a program asks for its packet to be sent. */
export interface Redirect {
  /** `bpf_redirect`, `bpf_redirect_peer`, `bpf_redirect_neigh`. */
  helper: string;
  ifindex: number;
  flags: number;
  /** The address that `bpf_redirect_neigh` was given as the next hop, 4 or 16 bytes. */
  nextHop?: Uint8Array;
}

/** A copy of the frame that `bpf_clone_redirect` sent while the program ran. */
export interface Clone {
  ifindex: number;
  flags: number;
  /** Without the link-layer header where the interface has none. */
  data: Uint8Array;
}

/** A record that the program wrote to a perf event array. */
export interface PerfEvent {
  map: string;
  cpu: number;
  /** What the program wrote, and behind it what it wanted of the packet. */
  data: Uint8Array;
  /** Bytes of the packet at the end of `data`; null where the engine does not tell. */
  packetLength: number | null;
}

/** What became of a run. */
export interface RunResult {
  /** The program's result as u32, or null when it was stopped. */
  retval: number | null;
  /** `TC_ACT_REDIRECT`, `XDP_PASS` …, where the program type gives the value a name. */
  action: string | null;
  /** What the last redirect helper was told, if the action is to redirect and the engine can tell. */
  redirect: Redirect | null;
  dataOut: Uint8Array;
  /** What an XDP program left before the frame, from `data_meta` on. */
  metadata: Uint8Array;
  /** The context's fields, as far as the engine can tell. */
  ctxOut: ContextValues;
  /** Instructions executed; null where the engine does not count. */
  insns: number | null;
  engine: EngineName;
  /** Mean time of one run. */
  durationNs: number;
  events: PerfEvent[];
  /** Events that found no room. */
  eventsLost: number;
  /** Copies of the frame that were sent, in order; null where the engine cannot tell. */
  clones: Clone[] | null;
  /** Lines of `bpf_trace_printk` without the empty ones, as far as 64 KiB hold them; null where the engine cannot tell. */
  printk: string[] | null;
  /** Names of the programs that were tail-called, in order; null where the engine cannot tell. */
  tailCalls: string[] | null;
  trap: Trap | null;
}

/** One packet's outcome in a batch. */
export interface BatchOutcome {
  retval: number | null;
  /** Interface that the packet was redirected to, or 0; null where the engine cannot tell. */
  redirectIfindex: number | null;
  trap: Trap | null;
}

/** Packets that lie ready in a machine (`Program.batch`). */
export class PacketBatch {
  readonly length: number;
  readonly #machine: Machine;
  readonly #handle: EngineBatch;

  constructor(machine: Machine, handle: EngineBatch) {
    this.#machine = machine;
    this.#handle = handle;
    this.length = handle.length;
  }

  /** Runs on every packet as it was given, with what the maps hold now. */
  run(): void {
    this.#machine.assertOpen();
    this.#handle.run();
  }

  /** What the last run made of each packet. */
  outcomes(): BatchOutcome[] {
    return Array.from({ length: this.length }, (_, index) => this.#handle.outcome(index));
  }
}

/** Smallest frame of a program that works on Ethernet frames: the header. */
export const MIN_PACKET = ETH_HLEN;

/** What a frame of another length than programs are given is refused with. */
export const packetSizeError = (length: number): MachineError =>
  new MachineError("BAD_INPUT", `a packet has ${MIN_PACKET} to ${MAX_PACKET} bytes, not ${length}`, {
    found: length,
    expected: `${MIN_PACKET} to ${MAX_PACKET}`,
  });

function packetOf(data: Uint8Array | undefined): Uint8Array {
  const length = data?.length ?? 0;
  if (length < MIN_PACKET || length > MAX_PACKET) throw packetSizeError(length);
  return data!;
}

/** A program in a machine. */
export class Program {
  readonly spec: ProgramSpec;
  readonly name: string;
  readonly context: Context;
  /** The program as the machine's engine has it; not for users. */
  readonly handle: EngineProgram;
  readonly #machine: Machine;

  constructor(machine: Machine, handle: EngineProgram) {
    this.#machine = machine;
    this.handle = handle;
    this.spec = handle.spec;
    this.name = handle.spec.name;
    this.context = contexts[contextIndexOf(handle.spec.type)]!;
    standsFor(this);
  }

  /**
   * Runs the program on a packet. A program that is stopped gives a result with `trap`, and the machine can
   * go on. Throws MachineError BAD_INPUT for a frame or context that no program could be given.
   */
  run(options: RunOptions = {}): RunResult {
    const { data, linear, repeat } = this.#runnable(options);
    return this.handle.run(data, linear, { ...options.ctx }, repeat);
  }

  #runnable(options: RunOptions): { data: Uint8Array; linear: number; repeat: number } {
    this.#machine.assertOpen();
    const data = this.#frame(options.data);
    const linear = options.linear ?? data.length;
    if (!Number.isInteger(linear) || linear < Math.min(MIN_PACKET, data.length) || linear > data.length) {
      throw new MachineError("BAD_INPUT", `linear length ${linear} of a ${data.length}-byte packet`, {
        found: linear,
        expected: `${Math.min(MIN_PACKET, data.length)} to ${data.length}`,
      });
    }
    const repeat = options.repeat ?? 1;
    if (!Number.isInteger(repeat) || repeat < 1) {
      throw new MachineError("BAD_INPUT", `repeat ${repeat} is not a positive number`, { found: repeat });
    }
    return { data, linear, repeat };
  }

  /** As `run`, once, with the story of the run. Throws UNSUPPORTED with the kernel. */
  trace({
    level,
    limit,
    ...options
  }: Omit<RunOptions, "repeat"> & TraceOptions = {}): RunResult & { trace: Trace } {
    const recording = this.#machine.recordTrace({
      ...(level && { level }),
      ...(limit !== undefined && { limit }),
    });
    try {
      const result = this.run(options);
      return { ...result, trace: recording.take() };
    } finally {
      recording.stop();
    }
  }

  /**
   * Puts packets into the machine, to be run in one call: for throughput. All of them share one context; events are
   * dropped. A packet whose run is stopped has `trap`, and the batch goes on.
   */
  batch(packets: readonly Uint8Array[], options: { ctx?: ContextValues } = {}): PacketBatch {
    this.#machine.assertOpen();
    const frames = packets.map((data) => this.#frame(data));
    return new PacketBatch(this.#machine, this.handle.batch(frames, { ...options.ctx }));
  }

  /** A batch that is run once. */
  runBatch(packets: readonly Uint8Array[], options: { ctx?: ContextValues } = {}): BatchOutcome[] {
    const batch = this.batch(packets, options);
    batch.run();
    return batch.outcomes();
  }

  /**
   * Runs on packet after packet at the least cost: each call gives the result as u32, null when the run was stopped,
   * and nothing else. All share one context; events are dropped.
   */
  verdicts(options: { ctx?: ContextValues } = {}): (data?: Uint8Array) => number | null {
    const verdicts = this.handle.verdicts({ ...options.ctx });
    const machine = this.#machine;
    if (this.context.packet !== "none") {
      return (data) => {
        machine.assertOpen();
        return verdicts.of(packetOf(data));
      };
    }
    return (data) => {
      machine.assertOpen();
      return verdicts.of(this.#frame(data));
    };
  }

  /**
   * What ran since this was last asked, where the machine counts (`instrument`); else null. Each way is counted up
   * to 255 times between two questions.
   */
  takeCounts(): ProgramCounts | null {
    this.#machine.assertOpen();
    return this.handle.takeCounts();
  }

  /**
   * Runs the program `repeat` times and times them together, as BPF_PROG_TEST_RUN repeats: the packet is delivered
   * once, outside of the time, and each run finds what the one before left of packet and context. The result is
   * the last run's, but for `durationNs`, a mean with decimals where the engine has them, and the events, which are
   * everybody's. A run that is stopped is the last one.
   */
  time(options: RunOptions): RunResult {
    const { data, linear, repeat } = this.#runnable(options);
    return this.handle.time(data, linear, { ...options.ctx }, repeat);
  }

  /**
   * The text of the WebAssembly that the program is compiled to, each instruction before what became of it. Throws
   * UNSUPPORTED with an engine that compiles nothing.
   */
  wat(): string {
    this.#machine.assertOpen();
    const text = this.handle.wat();
    if (text !== null) return text;
    throw new MachineError("UNSUPPORTED", `the ${this.#machine.engine} engine does not compile programs`);
  }

  /** Whether it was loaded into this machine. */
  isOf(machine: Machine): boolean {
    return machine === this.#machine;
  }

  #frame(data: Uint8Array | undefined): Uint8Array {
    if (this.context.packet === "none") {
      if (data && data.length > 0) {
        throw new MachineError(
          "BAD_INPUT",
          `${this.name} works on ${this.context.structure}: it takes no packet`,
        );
      }
      return new Uint8Array(0);
    }
    return packetOf(data);
  }
}
