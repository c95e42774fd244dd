/** Compiled programs in the core's table: each is compiled when it is first needed. */
import { contexts } from "../../spec/contexts.ts";
import { MAP, OPERATION, PROGRAM } from "../../spec/layout.ts";
import type { LinearMemory } from "../core.ts";
import type { Decoded } from "../structure.ts";
import type { Facts } from "../verify/facts.ts";
import { type Compiled, compile, Imports } from "./compile.ts";
import { coreFunctions, helperFunctions } from "./imports.ts";
import type { Instrumentation, MapShape, Source } from "./source.ts";

/** A program that is linked into the core (`vm/link.ts`). */
export interface Linked {
  name: string;
  /** Address of its PROGRAM. */
  address: number;
  decoded: readonly Decoded[];
  /** Asked for when the program is compiled; null where nothing was proved. */
  facts: (() => Facts | null) | null;
  /** The descriptor of a map by the name that facts use. */
  mapNamed(name: string): number | null;
  /** What its code notes about its run; nothing by default. */
  instrumentation?: Instrumentation;
}

export class Linker {
  readonly #memory: LinearMemory;
  readonly #table: WebAssembly.Table;
  readonly #imports: WebAssembly.Imports;
  readonly #programs = new Map<number, Linked>();

  /** `core` are the raw exports of the core's instance, so that calls from compiled code stay in WebAssembly. */
  constructor(memory: LinearMemory, core: WebAssembly.Exports) {
    this.#memory = memory;
    this.#table = core.table as WebAssembly.Table;
    const functions: WebAssembly.ModuleImports = {
      prepare: (address: number) => this.prepare(address >>> 0),
    };
    const names = [...Object.keys(coreFunctions), ...[...helperFunctions.values()].map(({ name }) => name)];
    for (const name of names) functions[name] ??= core[name]!;
    this.#imports = {
      [Imports.CORE]: functions,
      [Imports.ENVIRONMENT]: { [Imports.MEMORY]: memory.memory, [Imports.TABLE]: this.#table },
    };
  }

  /** Makes a program known; it is interpreted until it is prepared. */
  add(program: Linked): void {
    this.#programs.set(program.address, program);
  }

  /**
   * Compiles a program unless that is done, and returns where it is in the core's table; 0 where it cannot be: the
   * interpreter runs it then.
   */
  prepare(address: number): number {
    const done = this.#memory.u32(address + PROGRAM.ENTRY);
    const program = this.#programs.get(address);
    if (done || !program) return done;
    // Whatever comes of it, it is not tried again.
    this.#programs.delete(address);
    const { module: bytes } = this.compile(program);
    let entry: WebAssembly.ExportValue | undefined;
    try {
      const module = new WebAssembly.Module(bytes as BufferSource);
      entry = new WebAssembly.Instance(module, this.#imports).exports.entry;
    } catch (error) {
      // Too large for the host, which alone knows its limits.
      if (error instanceof WebAssembly.CompileError || error instanceof RangeError) return 0;
      throw error;
    }
    const index = this.#table.grow(1, entry);
    this.#memory.setU32(address + PROGRAM.ENTRY, index);
    return index;
  }

  /** What a program is compiled to. */
  compile(program: Linked): Compiled {
    return compile(this.#source(program));
  }

  #source({ name, address, decoded, facts, mapNamed, instrumentation }: Linked): Source {
    const memory = this.#memory;
    const code = memory.u32(address + PROGRAM.CODE);
    const shapes = new Map<number, MapShape>();
    return {
      name,
      address,
      code,
      context: contexts[memory.u32(address + PROGRAM.CONTEXT)] ?? null,
      decoded,
      facts: facts?.() ?? null,
      instrumentation: instrumentation ?? null,
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
            flat: memory.u32(map + MAP.FLAT) !== 0,
            elements: memory.u32(map + MAP.TABLE),
            elementSize: memory.u32(map + MAP.ELEMENT_SIZE),
          };
          shapes.set(map, shape);
        }
        return shape;
      },
      mapNamed,
    };
  }
}
