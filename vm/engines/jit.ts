/** The core with compiled programs: maps, packets and helpers are the interpreter's, and so is every trap. */
import { createCore } from "../core.ts";
import { Linker } from "../jit/link.ts";
import type { Trap } from "../trap.ts";
import { verify } from "../verify/index.ts";
import { CoreEngine, type CoreMap, type CoreProgram } from "./core.ts";
import type { EngineName, EngineSettings, LoadableProgram } from "./engine.ts";

export class JitEngine extends CoreEngine {
  override readonly name: EngineName = "jit";
  readonly #linker = new Linker(this.host.core.memory, this.host.core.raw);

  static override async create(settings: EngineSettings): Promise<JitEngine> {
    return new JitEngine(await createCore(), settings);
  }

  /** Compiled when it is first run or tail-called. */
  override loadProgram(program: LoadableProgram): CoreProgram {
    const loaded = super.loadProgram(program);
    const { spec, decoded, maps } = program;
    // What the maps hold now: the object's own bytes may be set anew before the program is compiled.
    const contents = new Map(
      [...maps].map(([name, map]) => [
        name,
        map.spec.readOnly ? { ...map.spec, data: map.peek(new Uint8Array(map.spec.keySize)) } : map.spec,
      ]),
    );
    this.#linker.add({
      name: spec.name,
      address: loaded.address,
      decoded,
      facts: () => verify({ spec, decoded, maps: contents }),
      mapNamed: (name) => (maps.get(name) as CoreMap | undefined)?.address ?? null,
    });
    return loaded;
  }

  override ready(program: number): void {
    this.#linker.prepare(program);
  }

  /** Compiled code does not count. */
  override get insns(): number | null {
    return this.isObserved ? super.insns : null;
  }

  override guard(action: () => void): Trap | null {
    return super.guard(() => {
      try {
        action();
      } catch (error) {
        // Unwinds as the trap itself did, where one was noted.
        this.host.core.exports.settleTrap();
        throw error;
      }
    });
  }
}
