/** Compiled programs in the core's table: each is compiled when it is first needed. */
import { contexts } from "../../spec/contexts.ts";
import { MAP, OPERATION, PROGRAM } from "../../spec/layout.ts";
import type { Core, LinearMemory } from "../core.ts";
import type { Decoded } from "../structure.ts";
import type { Facts } from "../verify/facts.ts";
import { batchLoop } from "./batch-loop.ts";
import { type Compiled, compile, exportName, Imports } from "./compile.ts";
import { coreFunctions, helperFunctions } from "./imports.ts";
import type { Instrumentation, MapShape, Source } from "./source.ts";

/** A program of the core. */
export interface Linked {
  name: string;
  /** Address of its PROGRAM. */
  address: number;
  /** Its instructions, whose operations are in the core from then on (`assembly/link.ts`). */
  link(): readonly Decoded[];
  /** Asked for when the program is compiled; null where nothing was proved. */
  facts: ((decoded: readonly Decoded[]) => Facts | null) | null;
  /** The descriptor of a map by the name that facts use. */
  mapNamed(name: string): number | null;
  /** What its code notes about its run; nothing by default. */
  instrumentation?: Instrumentation;
}

/** Runs after which programs that were compiled one by one are linked; then so many times more after each link. */
const FIRST_LINK = 256;
const NEXT_LINK = 4;
/** Instructions that are linked into one module at most. */
const MAX_LINKED = 50_000;

export class Linker {
  readonly #memory: LinearMemory;
  readonly #core: Core["raw"];
  readonly #table: WebAssembly.Table;
  readonly #imports: WebAssembly.Imports;
  /** Programs that are not compiled yet, by address. */
  readonly #programs = new Map<number, Linked>();
  /** Those that are, and where they are in the core's table. */
  readonly #compiled = new Map<number, { source: Source; entry: number }>();
  /** The loops over batches, by the entries that they call. */
  readonly #loops = new Map<number, number>();
  /** Whether there are snapshots, which want to know of every value that a program may write. */
  #tracks = false;
  /** Programs compiled since the last link, runs since then, and runs after which it may be time for the next. */
  #fresh = 0;
  #runs = 0;
  #linkAfter = FIRST_LINK;

  /** `core` are the raw exports of the core's instance, so that calls from compiled code stay in WebAssembly. */
  constructor(memory: LinearMemory, core: Core["raw"]) {
    this.#memory = memory;
    this.#core = core;
    this.#table = core.table as WebAssembly.Table;
    const functions: WebAssembly.ModuleImports = {
      prepare: (address: number) => this.prepare(address >>> 0),
    };
    const names = [...Object.keys(coreFunctions), ...[...helperFunctions.values()].map(({ name }) => name)];
    for (const name of names) functions[name] ??= core[name] as WebAssembly.ExportValue;
    this.#imports = {
      [Imports.CORE]: functions,
      [Imports.ENVIRONMENT]: {
        [Imports.MEMORY]: memory.memory as WebAssembly.Memory,
        [Imports.TABLE]: this.#table,
      },
    };
  }

  /** Makes a program known; it is interpreted until it is prepared. */
  add(program: Linked): void {
    this.#programs.set(program.address, program);
    this.#compiled.delete(program.address);
  }

  /**
   * Compiles a program unless that is done, and returns where it is in the core's table; 0 where it cannot be: the
   * interpreter runs it then.
   */
  prepare(address: number): number {
    const done = this.#memory.u32(address + PROGRAM.ENTRY);
    if (done) return done;
    const compiled = this.#compiled.get(address);
    if (compiled && compiled.source.tracked === this.#tracks) {
      // A return to a snapshot from before it was compiled took it out.
      this.#memory.setU32(address + PROGRAM.ENTRY, compiled.entry);
      return compiled.entry;
    }
    const program = this.#programs.get(address);
    if (!compiled && !program) return 0;
    // Whatever comes of it, it is not tried again.
    this.#programs.delete(address);
    this.#compiled.delete(address);
    const source = compiled ? { ...compiled.source, tracked: this.#tracks } : this.#source(program!);
    if (!this.#install([source])) return 0;
    this.#fresh++;
    return this.#compiled.get(address)!.entry;
  }

  /**
   * From now on values are announced before a program may write to them. What was compiled without is compiled anew
   * when it is next needed.
   */
  track(): void {
    if (this.#tracks) return;
    this.#tracks = true;
    for (const [address, { entry }] of this.#compiled) {
      const at = address + PROGRAM.ENTRY;
      // After a return to a snapshot there may be something else at the address.
      if (this.#memory.u32(at) === entry) this.#memory.setU32(at, 0);
    }
  }

  /** Links what is compiled once that has run often enough to be worth it: tail calls become direct. */
  ran(times: number): void {
    this.#runs += times;
    if (this.#runs < this.#linkAfter || this.#fresh === 0 || this.#compiled.size < 2) return;
    this.#linkAfter *= NEXT_LINK;
    this.#runs = 0;
    this.#fresh = 0;
    const sources: Source[] = [];
    let room = MAX_LINKED;
    for (const [address, { source, entry }] of this.#compiled) {
      room -= source.decoded.length;
      // After a return to a snapshot there may be something else at the address.
      if (room >= 0 && this.#memory.u32(address + PROGRAM.ENTRY) === entry) sources.push(source);
    }
    if (sources.length > 1) this.#install(sources);
  }

  /** Where the loop over batches around a program's code is in the core's table; 0 where the program is interpreted. */
  batchLoop(address: number): number {
    const entry = this.#memory.u32(address + PROGRAM.ENTRY);
    let loop = entry === 0 ? 0 : this.#loops.get(entry);
    if (loop === undefined) {
      loop = this.#table.grow(
        1,
        batchLoop({ memory: this.#memory, raw: this.#core }, this.#table.get(entry)),
      );
      this.#loops.set(entry, loop);
    }
    return loop;
  }

  /** What a program is compiled to. */
  compile(program: Linked): Compiled {
    return compile([this.#source(program)], this.#table.length);
  }

  /** What the program at an address is compiled to, on its own; null where there is none. */
  compiled(address: number): Compiled | null {
    const done = this.#compiled.get(address);
    if (done) return compile([done.source], this.#table.length);
    const program = this.#programs.get(address);
    return program ? this.compile(program) : null;
  }

  /** Puts programs into the core's table; false where the host cannot take them. */
  #install(sources: readonly Source[]): boolean {
    const first = this.#table.length;
    const { module: bytes } = compile(sources, first);
    let exports: WebAssembly.Exports;
    try {
      const module = new WebAssembly.Module(bytes as BufferSource);
      ({ exports } = new WebAssembly.Instance(module, this.#imports));
    } catch (error) {
      // Too large for the host, which alone knows its limits.
      if (error instanceof WebAssembly.CompileError || error instanceof RangeError) return false;
      throw error;
    }
    this.#table.grow(sources.length);
    for (const [n, source] of sources.entries()) {
      const entry = first + n;
      this.#table.set(entry, exports[exportName(n)]);
      this.#memory.setU32(source.address + PROGRAM.ENTRY, entry);
      this.#compiled.set(source.address, { source, entry });
    }
    return true;
  }

  #source({ name, address, link, facts, mapNamed, instrumentation }: Linked): Source {
    const memory = this.#memory;
    const decoded = link();
    const code = memory.u32(address + PROGRAM.CODE);
    const shapes = new Map<number, MapShape>();
    return {
      name,
      address,
      code,
      id: memory.u32(address + PROGRAM.ID),
      context: contexts[memory.u32(address + PROGRAM.CONTEXT)] ?? null,
      decoded,
      facts: facts?.(decoded) ?? null,
      instrumentation: instrumentation ?? null,
      tracked: this.#tracks,
      resolve: ({ pc }) => {
        const operation = code + pc * OPERATION.SIZE + OPERATION.IMMEDIATE;
        return { value: memory.u64(operation), provenance: memory.u64(operation + OPERATION.SIZE) };
      },
      mapAt: (map) => {
        let shape = shapes.get(map);
        if (!shape) {
          shape = {
            type: memory.u32(map + MAP.TYPE),
            keySize: memory.u32(map + MAP.KEY_SIZE),
            valueSize: memory.u32(map + MAP.VALUE_SIZE),
            readOnly: memory.u32(map + MAP.READ_ONLY) !== 0,
            maxEntries: memory.u32(map + MAP.MAX_ENTRIES),
            cpus: memory.u32(map + MAP.CPUS),
            valueStride: memory.u32(map + MAP.VALUE_STRIDE),
            valueOffset: memory.u32(map + MAP.VALUE_OFFSET),
            seed: memory.u32(map + MAP.SEED),
            flat: memory.u32(map + MAP.FLAT) !== 0,
            elements: memory.u32(map + MAP.TABLE),
            elementSize: memory.u32(map + MAP.ELEMENT_SIZE),
          };
          shapes.set(map, shape);
        }
        return shape;
      },
      programIn: ({ elements, elementSize }, slot) => memory.u32(elements + slot * elementSize),
      mapNamed,
      plans: new Map(),
    };
  }
}
