/** Machines whose programs are compiled. */
import { CoreEngine } from "../../vm/engines/core.ts";
import { JitEngine } from "../../vm/engines/jit.ts";
import { type Collection, Machine, type MachineOptions, type RunOptions } from "../../vm/index.ts";
import { Linker } from "../../vm/jit/link.ts";
import { hex } from "../support/program.ts";

/** With and without facts: what they prove is not checked. */
export interface Proofs {
  name: string;
  proved: boolean;
}
export const proofs: readonly Proofs[] = [
  { name: "all checks", proved: false },
  { name: "facts", proved: true },
];

/** A machine that compiles: the public one, which has facts, or one that knows of none. */
export async function jitMachine(options: MachineOptions, { proved }: Proofs): Promise<Machine> {
  if (proved) return Machine.create({ ...options, engine: "jit" });
  const { create } = JitEngine;
  JitEngine.create = async (settings) => withoutFacts(await create.call(JitEngine, settings));
  try {
    return await Machine.create({ ...options, engine: "jit" });
  } finally {
    JitEngine.create = create;
  }
}

function withoutFacts(engine: JitEngine): JitEngine {
  const { core } = engine.host;
  const linker = new Linker(core.memory, core.raw);
  engine.loadProgram = (program) => {
    const loaded = CoreEngine.prototype.loadProgram.call(engine, program);
    linker.add({
      name: program.spec.name,
      address: loaded.address,
      link: () => loaded.link(),
      facts: null,
      mapNamed: () => null,
    });
    return loaded;
  };
  engine.snapshot = () => {
    linker.track();
    return CoreEngine.prototype.snapshot.call(engine);
  };
  engine.ready = (program) => {
    if (linker.prepare(program) === 0) throw new Error("a program was not compiled");
  };
  return engine;
}

/** Everything that a run leaves behind, but for what compiled code does not count. */
export function outcome(collection: Collection, program: string, options: RunOptions): unknown {
  const { insns, durationNs, engine, ...rest } = collection.program(program).run(options);
  return { ...rest, maps: mapContents(collection) };
}

export function mapContents(collection: Collection): Record<string, string[]> {
  const contents: Record<string, string[]> = {};
  for (const [name, map] of collection.maps) {
    if (!READABLE.has(map.type)) continue;
    contents[name] = [...map]
      .map(([key, value]) => `${hex(key)} ${hex(value)}`)
      .filter((entry) => !map.type.includes("ARRAY") || !/ 0*$/.test(entry));
  }
  return contents;
}

const READABLE = new Set<string>([
  "HASH",
  "ARRAY",
  "PERCPU_HASH",
  "PERCPU_ARRAY",
  "LRU_HASH",
  "LRU_PERCPU_HASH",
  "LPM_TRIE",
]);
