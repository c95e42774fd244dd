import type { ProgramSpec } from "../../../loader/index.ts";
import { actionName } from "../../../spec/actions.ts";
import { type Context, contexts, TEST_RUN_FIELDS } from "../../../spec/contexts.ts";
import { errno } from "../../../spec/errno.ts";
import { attachTypeNumber, programTypeNumber } from "../../../spec/programs.ts";
import { type ContextValues, contextIndexOf, decodeContext, encodeContext } from "../../context.ts";
import { errnoName, MachineError } from "../../errors.ts";
import type { RunResult } from "../../program.ts";
import type { EngineBatch, EngineProgram, EngineVerdicts, LoadableProgram } from "../engine.ts";
import type { KernelEngine } from "../kernel.ts";
import type { TestRun } from "./bpf.ts";
import type { KernelMap } from "./map.ts";
import { refusal } from "./refusal.ts";
import { rewrite } from "./rewrite.ts";
import { tailCallSites } from "./tail-calls.ts";

// include/uapi/linux/bpf.h
const BPF_F_SLEEPABLE = 1 << 4;
const BPF_F_XDP_HAS_FRAGS = 1 << 5;

/** A program of the kernel's, loaded when it is first needed: not all programs of an object have to load. */
export class KernelProgram implements EngineProgram {
  readonly spec: ProgramSpec;
  readonly engine: KernelEngine;
  /** Null until it is loaded. */
  fd: number | null = null;
  readonly #source: LoadableProgram;
  readonly #context: Context;
  /** The engine's slots for which everything that the program may reach was loaded. */
  #readyFor = -1;
  /** Whether its own instructions, and whether those of what it may reach, ask for packets to be redirected. */
  #redirects = false;
  #mayRedirect = false;
  /** Maps that may hold perf events of a run. */
  #eventMaps: KernelMap[] = [];

  constructor(engine: KernelEngine, source: LoadableProgram) {
    this.engine = engine;
    this.spec = source.spec;
    this.#source = source;
    this.#context = contexts[contextIndexOf(source.spec.type)]!;
  }

  run(frame: Uint8Array, linear: number, ctx: ContextValues, repeat: number): RunResult {
    this.#prepare();
    let run!: TestRun;
    let elapsed = 0;
    for (let i = 0; i < repeat; i++) {
      if (i > 0) this.#drain();
      run = this.#testRun(frame, linear, ctx, 1);
      elapsed += run.duration;
    }
    return this.#result(run, Math.round(elapsed / repeat));
  }

  time(frame: Uint8Array, linear: number, ctx: ContextValues, runs: number): RunResult {
    this.#prepare();
    const run = this.#testRun(frame, linear, ctx, runs);
    return this.#result(run, run.duration);
  }

  #result(run: TestRun, durationNs: number): RunResult {
    const { events, lost } = this.#drain();
    const action = actionName(this.spec.type, run.retval);
    const redirect = this.#mayRedirect ? this.engine.takeRedirect() : null;
    return {
      retval: run.retval,
      action,
      redirect: action?.endsWith("_REDIRECT") ? redirect : null,
      ...this.#outcome(run),
      insns: null,
      engine: this.engine.name,
      durationNs,
      events,
      eventsLost: lost,
      clones: null,
      printk: null,
      tailCalls: null,
      trap: null,
    };
  }

  batch(frames: readonly Uint8Array[], ctx: ContextValues): EngineBatch {
    const verdicts = this.verdicts(ctx);
    let retvals: (number | null)[] = [];
    return {
      length: frames.length,
      run: () => {
        retvals = frames.map((frame) => verdicts.of(frame));
      },
      outcome: (index) => {
        const retval = retvals[index]!;
        const redirects = retval !== null && actionName(this.spec.type, retval)?.endsWith("_REDIRECT");
        return { retval, redirectIfindex: redirects ? null : 0, trap: null };
      },
    };
  }

  verdicts(ctx: ContextValues): EngineVerdicts {
    return {
      of: (frame) => {
        this.#prepare();
        const { retval } = this.#testRun(frame, frame.length, ctx, 1);
        this.#drain();
        if (this.#mayRedirect) this.engine.takeRedirect();
        return retval;
      },
    };
  }

  runOnMemory(): never {
    throw new MachineError("UNSUPPORTED", "a program of the kernel's runs with its type's context");
  }

  wat(): null {
    return null;
  }

  takeCounts(): null {
    return null;
  }

  /** Loads this program and whatever its tail calls may lead to. Throws VERIFIER_REFUSED. */
  #prepare(): void {
    if (this.#context.packet === "none") {
      throw new MachineError("UNSUPPORTED", `the kernel test-runs no programs of type ${this.spec.type}`, {
        program: this.spec.name,
        errno: errno.ENOTSUPP,
      });
    }
    if (this.#readyFor === this.engine.slots) return;
    const reached = new Set<KernelProgram>([this]);
    let mayRedirect = false;
    const arrays = new Set<KernelMap>();
    const eventMaps = new Set<KernelMap>();
    for (const program of reached) {
      program.#load();
      mayRedirect ||= program.#redirects;
      for (const map of program.#maps()) if (map.ring) eventMaps.add(map);
      for (const { map: name, slot } of tailCallSites(program.#source)) {
        const candidates = name === null ? program.#maps() : [program.#map(name)];
        for (const map of candidates) {
          arrays.add(map);
          for (const target of map.programsAt(slot)) reached.add(target);
        }
      }
    }
    for (const map of arrays) map.fillSlots();
    this.#eventMaps = [...eventMaps];
    this.#mayRedirect = mayRedirect;
    this.#readyFor = this.engine.slots;
  }

  #load(): void {
    if (this.fd !== null) return;
    const { engine, spec } = this;
    const rewritten = rewrite(this.#source, engine.cell, (name) => this.#map(name).fd);
    const types = this.#source.types && engine.typesOf(this.#source.types);
    const frags = spec.section.startsWith("xdp.frags");
    const { fd, log } = engine.bpf.loadProgram({
      type: programTypeNumber(spec.type),
      attachType: spec.attachType ? attachTypeNumber(spec.attachType) : 0,
      flags: (spec.sleepable ? BPF_F_SLEEPABLE : 0) | (frags ? BPF_F_XDP_HAS_FRAGS : 0),
      name: spec.name,
      license: spec.license,
      instructions: rewritten.instructions,
      btf: types && { fd: types.fd, ...types.encoded.debugInfo(spec, rewritten) },
    });
    if (fd < 0) throw refusal(spec, -fd, log, rewritten.pcOf);
    this.fd = fd;
    this.#redirects = rewritten.redirects;
  }

  #map(name: string): KernelMap {
    return this.#source.maps.get(name) as KernelMap;
  }

  #maps(): KernelMap[] {
    const names = this.spec.references.flatMap((r) =>
      r.kind === "map" || r.kind === "map_value" ? [r.map] : [],
    );
    return [...new Set(names)].map((name) => this.#map(name));
  }

  #testRun(frame: Uint8Array, linear: number, ctx: ContextValues, repeat: number): TestRun {
    this.engine.writeCell();
    const run = this.engine.bpf.testRun(
      this.fd!,
      frame,
      this.#contextIn(frame, linear, ctx),
      this.#context.size,
      repeat,
    );
    if (!("errno" in run)) return run;
    throw new MachineError(
      "TEST_RUN_REFUSED",
      `the kernel's test-run of ${this.spec.name} on ${frame.length} bytes gave ${errnoName(run.errno)}`,
      { program: this.spec.name, errno: run.errno },
    );
  }

  /** Empty where the kernel's own context is meant. */
  #contextIn(frame: Uint8Array, linear: number, ctx: ContextValues): Uint8Array {
    const bytes = encodeContext(this.#context, ctx);
    const isXdp = this.#context.packet === "xdp";
    // An XDP context has to state the frame's length; an skb's may state how much of it is linear.
    if (isXdp || linear < frame.length) {
      const end = this.#context.fields.find(({ kind }) => kind === "packet_end")!;
      new DataView(bytes.buffer).setUint32(end.offset, linear, true);
    } else if (Object.keys(ctx).length === 0) {
      return new Uint8Array(0);
    }
    return bytes;
  }

  #outcome({ data, context }: TestRun): Pick<RunResult, "dataOut" | "metadata" | "ctxOut"> {
    const values = decodeContext(this.#context, context);
    if (this.#context.packet === "xdp") {
      // What comes back begins with the metadata, and `data` says how much that is.
      const start = this.#context.fields.find(({ kind }) => kind === "packet")!;
      const metadata = new DataView(context.buffer).getUint32(start.offset, true);
      return { dataOut: data.slice(metadata), metadata: data.slice(0, metadata), ctxOut: {} };
    }
    const metadata = new Uint8Array(0);
    return {
      dataOut: data,
      metadata,
      ctxOut: Object.fromEntries(TEST_RUN_FIELDS.map((name) => [name, values[name]!])),
    };
  }

  #drain(): { events: RunResult["events"]; lost: number } {
    const events: RunResult["events"] = [];
    let lost = 0;
    for (const map of this.#eventMaps) {
      const drained = map.ring!.drain();
      lost += drained.lost;
      events.push(
        ...drained.samples.map((data) => ({ map: map.spec.name, cpu: 0, data, packetLength: null })),
      );
    }
    return { events, lost };
  }
}
