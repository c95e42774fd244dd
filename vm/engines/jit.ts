/** The core with compiled programs: maps, packets and helpers are the interpreter's, and so is every trap. */
import type { MapSpec } from "../../loader/index.ts";
import { OPERANDS, PROGRAM } from "../../spec/layout.ts";
import { type Core, createCore } from "../core.ts";
import { disassemble } from "../disassembler.ts";
import { Edges } from "../edges.ts";
import { Linker } from "../jit/link.ts";
import type { Instrumentation } from "../jit/source.ts";
import { printModule } from "../jit/wat.ts";
import type { Trap } from "../trap.ts";
import { verify } from "../verify/index.ts";
import { CoreEngine } from "./core.ts";
import type { CoreMap } from "./core-map.ts";
import type { CoreProgram } from "./core-program.ts";
import type { EngineName, EngineSettings, Instrument, LoadableProgram } from "./engine.ts";

export class JitEngine extends CoreEngine {
  override readonly name: EngineName = "jit";
  readonly #linker = new Linker(this.host.core.memory, this.host.core.raw);

  readonly #instrument: Instrument | null;

  protected constructor(core: Core, settings: EngineSettings) {
    super(core, settings);
    this.#instrument = settings.instrument ?? null;
  }

  static override async create(settings: EngineSettings): Promise<JitEngine> {
    return new JitEngine(await createCore(), settings);
  }

  /** Compiled when it is first run or tail-called. */
  override loadProgram(program: LoadableProgram): CoreProgram {
    const loaded = super.loadProgram(program);
    const { spec, maps } = program;
    this.#linker.add({
      name: spec.name,
      address: loaded.address,
      link: () => loaded.link(),
      facts: (decoded) => verify({ spec, decoded, maps: specsOf(maps) }),
      mapNamed: (name) => (maps.get(name) as CoreMap | undefined)?.address ?? null,
      ...(this.#instrument && { instrumentation: this.#instrumentation(loaded, program, this.#instrument) }),
    });
    return loaded;
  }

  /** Gives a program its counters and, where they are wanted, the cells of its comparisons. */
  #instrumentation(
    loaded: CoreProgram,
    { decoded }: LoadableProgram,
    { comparisons, frameFill }: Instrument,
  ): Instrumentation {
    const { host } = this;
    const edges = new Edges(decoded);
    const size = (edges.points.length + 15) & ~15;
    const operands = comparisons ? edges.comparisons.length * OPERANDS.SIZE : 0;
    const counters = host.allocate(2 * size + operands);
    host.core.memory.setU32(loaded.address + PROGRAM.COUNTERS, counters);
    host.core.memory.setU32(loaded.address + PROGRAM.COUNTERS_SIZE, size);
    const instrumentation = {
      edges,
      counters,
      comparisons: comparisons ? counters + 2 * size : null,
      frameFill,
    };
    loaded.instrumentation = instrumentation;
    return instrumentation;
  }

  override snapshot(): number {
    this.#linker.track();
    return super.snapshot();
  }

  override ready(program: number, runs: number): void {
    if (this.isObserved) return;
    this.#linker.prepare(program);
    this.#linker.ran(runs);
  }

  override batchLoop(program: number): number {
    return (this.isObserved ? 0 : this.#linker.batchLoop(program)) || super.batchLoop(program);
  }

  override wat(program: CoreProgram): string | null {
    const compiled = this.#linker.compiled(program.address);
    if (!compiled) return null;
    const texts = new Map(disassemble(program.spec).map(({ pc, text }) => [pc, text]));
    const lines = new Map(program.spec.lines.map(({ insn, text }) => [insn, text.trim()]));
    return printModule(compiled, (pc) => {
      const line = lines.get(pc);
      return `${texts.get(pc)}${line ? `  ; ${line}` : ""}`;
    });
  }

  /** Whether a program runs compiled. */
  protected isCompiled(program: number): boolean {
    return this.host.core.memory.u32(program + PROGRAM.ENTRY) !== 0;
  }

  /** Compiled code does not count. */
  override get insns(): number | null {
    return this.isObserved ? super.insns : null;
  }

  override trapOf(error: unknown): Trap {
    try {
      // Unwinds as the trap itself did, where one was noted.
      this.host.core.exports.settleTrap();
    } catch (settled) {
      return super.trapOf(settled);
    }
    return super.trapOf(error);
  }
}

const specsOf = (maps: LoadableProgram["maps"]): ReadonlyMap<string, MapSpec> =>
  new Map([...maps].map(([name, map]) => [name, map.spec]));
