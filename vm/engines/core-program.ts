/** A program in the core: its packet and context go in, it runs, and what it left is read out. */
import type { ProgramSpec } from "../../loader/index.ts";
import { actionName } from "../../spec/actions.ts";
import { addressSize } from "../../spec/addresses.ts";
import { type Context, contexts } from "../../spec/contexts.ts";
import { helperName } from "../../spec/helpers.ts";
import {
  CHANGED_ALL,
  CLONE,
  CLONES,
  CONTEXT,
  CONTEXT_ROOM,
  CONTEXT_TEMPLATE,
  EVENT,
  EVENTS,
  EXECUTION,
  EXECUTION_CELL,
  Receive,
  SKB,
  SKB_CELL,
  STATE,
  STATE_CELL,
  TRACE,
} from "../../spec/layout.ts";
import { type ContextValues, contextIndexOf, encodeContext } from "../context.ts";
import type { ProgramCounts } from "../coverage.ts";
import type { Instrumentation } from "../jit/source.ts";
import type { Clone, PerfEvent, Redirect, RunResult } from "../program.ts";
import type { RawResult } from "../raw-program.ts";
import type { Decoded } from "../structure.ts";
import type { Trap } from "../trap.ts";
import type { CoreEngine, Template } from "./core.ts";
import { CoreBatch } from "./core-batch.ts";
import { CoreResult } from "./core-result.ts";
import { CoreVerdicts } from "./core-verdicts.ts";
import type { EngineProgram, LoadableProgram } from "./engine.ts";

/** How a run, or several in a row, ended, and the milliseconds that it took. */
interface Timed {
  /** Null when it was stopped. */
  retval: number | null;
  trap: Trap | null;
  elapsed: number;
}

export class CoreProgram implements EngineProgram {
  readonly spec: ProgramSpec;
  /** Address of the program's descriptor. */
  readonly address: number;
  /** Address of its first OPERATION. */
  readonly code: number;
  /** What its compiled code notes; null: nothing. */
  instrumentation: Instrumentation | null = null;
  readonly engine: CoreEngine;
  readonly #program: LoadableProgram;
  readonly #context: Context;
  /** Index of the context, which is its number in the core. */
  readonly #kind: number;

  constructor(engine: CoreEngine, program: LoadableProgram, address: number, code: number) {
    this.engine = engine;
    this.spec = program.spec;
    this.address = address;
    this.code = code;
    this.#program = program;
    this.#kind = contextIndexOf(program.spec.type);
    this.#context = contexts[this.#kind]!;
  }

  isOf(engine: CoreEngine): boolean {
    return engine === this.engine;
  }

  /** Its instructions, whose operations are in the core from now on. */
  link(): readonly Decoded[] {
    this.engine.host.core.exports.link(this.address);
    return this.#program.decoded;
  }

  run(data: Uint8Array, linear: number, ctx: ContextValues, repeat: number): RunResult {
    const { exports } = this.engine.host.core;
    const receive = this.#delivery(data, linear, ctx, repeat);
    let run!: Timed;
    let elapsed = 0;
    let done = 0;
    do {
      receive();
      run = this.#timed(() => exports.run(this.address));
      elapsed += run.elapsed;
      done++;
    } while (done < repeat && run.trap === null);
    return this.#result(run, data, Math.round((elapsed * 1e6) / done));
  }

  time(data: Uint8Array, linear: number, ctx: ContextValues, runs: number): RunResult {
    const { exports } = this.engine.host.core;
    this.#delivery(data, linear, ctx, runs)();
    const run = this.#timed(() => exports.repeat(this.address, runs));
    return this.#result(run, data, (run.elapsed * 1e6) / runs);
  }

  /** What puts the frame and its context in place, with nothing left of runs before. */
  #delivery(data: Uint8Array, linear: number, ctx: ContextValues, runs: number): () => void {
    const engine = this.engine;
    const { core } = engine.host;
    engine.ready(this.address, runs);
    this.giveTemplate({ ctx });
    const frame = engine.host.scratch(data.length);
    core.memory.write(frame, data);
    return () => {
      core.memory.setU32(STATE_CELL + STATE.EVENT_BYTES, 0);
      core.memory.setU32(STATE_CELL + STATE.EVENTS_LOST, 0);
      core.memory.setU32(EXECUTION_CELL + EXECUTION.DROPS_EVENTS, 0);
      core.exports.receive(this.#kind, frame, data.length, linear, engine.mode);
    };
  }

  #timed(action: () => bigint): Timed {
    let r0: bigint | null = null;
    const start = performance.now();
    const trap = this.engine.guard(() => {
      r0 = action();
    });
    const elapsed = performance.now() - start;
    return { retval: trap || r0 === null ? null : Number(BigInt.asUintN(32, r0)), elapsed, trap };
  }

  #result({ retval, trap }: Timed, data: Uint8Array, durationNs: number): RunResult {
    const engine = this.engine;
    const { core } = engine.host;
    const action = retval === null ? null : actionName(this.spec.type, retval);
    const context = this.#context;
    return CoreResult.of(context, core.memory.read(CONTEXT, context.size), {
      retval,
      action,
      redirect: action?.endsWith("_REDIRECT") ? this.#redirect() : null,
      dataOut: context.packet === "none" ? data : this.#packet(),
      metadata: this.#metadata(),
      insns: engine.insns,
      engine: engine.isObserved ? "interpreter" : engine.name,
      durationNs,
      events: this.#events(),
      eventsLost: core.memory.u32(STATE_CELL + STATE.EVENTS_LOST),
      clones: this.#clones(),
      printk: this.#printk(),
      tailCalls: this.#tailCalls(),
      trap,
    });
  }

  wat(): string | null {
    return this.engine.wat(this);
  }

  batch(frames: readonly Uint8Array[], ctx: ContextValues): CoreBatch {
    const template = { ctx };
    return new CoreBatch(this.engine, this.address, frames, () => {
      this.engine.ready(this.address, frames.length);
      this.giveTemplate(template);
    });
  }

  verdicts(ctx: ContextValues): CoreVerdicts {
    return new CoreVerdicts(this.engine, this, this.#context.packet === "skb", { ctx });
  }

  runOnMemory(memory: Uint8Array): RawResult {
    const engine = this.engine;
    const { core } = engine.host;
    engine.ready(this.address, 1);
    const address = memory.length === 0 ? 0 : engine.host.scratch(memory.length);
    core.memory.write(address, memory);
    let r0: bigint | null = null;
    const trap = engine.guard(() => {
      r0 = BigInt.asUintN(64, core.exports.runOnMemory(this.address, address, memory.length));
    });
    return {
      r0: trap ? null : r0,
      memory: core.memory.read(address, memory.length),
      restated: [],
      insns: engine.insns,
      trap,
    };
  }

  takeCounts(): ProgramCounts | null {
    if (!this.instrumentation) return null;
    const { edges, counters } = this.instrumentation;
    const passed = this.engine.host.core.memory.bytes.subarray(counters, counters + edges.points.length);
    const counts = edges.counts(passed);
    passed.fill(0);
    return counts;
  }

  /** Makes every context begin like this program's, unless that is so already. */
  giveTemplate(template: Template): void {
    const engine = this.engine;
    if (engine.template === template) return;
    const { memory } = engine.host.core;
    memory.write(CONTEXT_TEMPLATE, this.contextTemplate(template.ctx));
    memory.setU32(EXECUTION_CELL + EXECUTION.CHANGED, CHANGED_ALL);
    engine.template = template;
  }

  /** What the context of a run starts as. Throws BAD_INPUT. */
  contextTemplate(ctx: ContextValues): Uint8Array {
    const defaults: ContextValues = {};
    if (this.#context.packet === "skb") {
      defaults.ifindex = 1;
      if (this.engine.mode === Receive.INGRESS) defaults.ingress_ifindex = ctx.ifindex ?? 1;
    } else if (this.#context.packet === "xdp") {
      defaults.ingress_ifindex = 1;
    }
    const template = new Uint8Array(CONTEXT_ROOM);
    template.set(encodeContext(this.#context, { ...defaults, ...ctx }));
    return template;
  }

  #packet(): Uint8Array {
    const { memory } = this.engine.host.core;
    return memory.read(memory.u32(SKB_CELL + SKB.DATA), memory.u32(SKB_CELL + SKB.LENGTH));
  }

  #metadata(): Uint8Array {
    const { memory } = this.engine.host.core;
    const length = memory.u32(SKB_CELL + SKB.META);
    return memory.read(memory.u32(SKB_CELL + SKB.DATA) - length, length);
  }

  #redirect(): Redirect | null {
    const { memory } = this.engine.host.core;
    const helper = memory.u32(STATE_CELL + STATE.REDIRECT_HELPER);
    if (helper === 0) return null;
    const name = helperName(helper);
    const nextHop = name === "bpf_redirect_neigh" ? this.#nextHop() : null;
    return {
      helper: name,
      ifindex: memory.u32(STATE_CELL + STATE.REDIRECT_IFINDEX),
      flags: memory.u32(STATE_CELL + STATE.REDIRECT_FLAGS),
      ...(nextHop && { nextHop }),
    };
  }

  /** The address in a struct bpf_redir_neigh, which has its family before it. */
  #nextHop(): Uint8Array | null {
    const { memory } = this.engine.host.core;
    const at = STATE_CELL + STATE.REDIRECT_NEXTHOP;
    const length = addressSize(memory.u32(at));
    return length === 0 ? null : memory.read(at + 4, length);
  }

  #clones(): Clone[] {
    const { memory } = this.engine.host.core;
    const used = memory.u32(STATE_CELL + STATE.CLONE_BYTES);
    const clones: Clone[] = [];
    for (let at = 0; at < used; ) {
      const header = CLONES + at;
      const length = memory.u32(header + CLONE.LENGTH);
      clones.push({
        ifindex: memory.u32(header + CLONE.IFINDEX),
        flags: memory.u32(header + CLONE.FLAGS),
        data: memory.read(header + CLONE.SIZE, length),
      });
      at += CLONE.SIZE + ((length + 7) & ~7);
    }
    return clones;
  }

  #printk(): string[] {
    const { memory } = this.engine.host.core;
    const used = memory.u32(STATE_CELL + STATE.TRACE_BYTES);
    // A text that itself ends a line leaves an empty one.
    return new TextDecoder().decode(memory.read(TRACE, used)).split("\n").filter(Boolean);
  }

  #tailCalls(): string[] {
    const { memory } = this.engine.host.core;
    const count = memory.u32(STATE_CELL + STATE.TAIL_CALLS);
    return Array.from({ length: count }, (_, i) => {
      const id = memory.u32(STATE_CELL + STATE.TAIL_CALL_LOG + 4 * i);
      return this.engine.programs[id]!.spec.name;
    });
  }

  #events(): PerfEvent[] {
    const { memory } = this.engine.host.core;
    const used = memory.u32(STATE_CELL + STATE.EVENT_BYTES);
    const events: PerfEvent[] = [];
    for (let at = 0; at < used; ) {
      const header = EVENTS + at;
      const length = memory.u32(header + EVENT.LENGTH);
      events.push({
        map: this.engine.maps[memory.u32(header + EVENT.MAP)]!.spec.name,
        cpu: memory.u32(header + EVENT.CPU),
        data: memory.read(header + EVENT.SIZE, length),
        packetLength: memory.u32(header + EVENT.PACKET_LENGTH),
      });
      at += EVENT.SIZE + ((length + 7) & ~7);
    }
    return events;
  }
}
