/** The engines that are compared, each with a machine of its own. */
import type { Collection } from "../vm/index.ts";
import {
  type CollectionSpec,
  type LoadOptions,
  Machine,
  MachineError,
  type MachineOptions,
} from "../vm/index.ts";

export const ENGINES = ["jit", "interpreter", "kernel"] as const;
export type EngineName = (typeof ENGINES)[number];

/** A machine of each engine that is there. */
export class Machines implements Disposable {
  readonly machines: ReadonlyMap<EngineName, Machine>;

  private constructor(machines: ReadonlyMap<EngineName, Machine>) {
    this.machines = machines;
  }

  static async create(engines: readonly EngineName[], options: MachineOptions = {}): Promise<Machines> {
    const machines = new Map<EngineName, Machine>();
    for (const engine of engines) machines.set(engine, await Machine.create({ ...options, engine }));
    return new Machines(machines);
  }

  load(spec: CollectionSpec, options: LoadOptions = {}): Map<EngineName, Collection> {
    return new Map([...this.machines].map(([engine, machine]) => [engine, machine.load(spec, options)]));
  }

  [Symbol.dispose](): void {
    for (const machine of this.machines.values()) machine.close();
  }
}

/** The engines that this host has, and why it lacks the others. */
export async function available(): Promise<{ engines: EngineName[]; missing: string[] }> {
  const engines: EngineName[] = [];
  const missing: string[] = [];
  for (const engine of ENGINES) {
    try {
      (await Machine.create({ engine })).close();
      engines.push(engine);
    } catch (error) {
      if (!(error instanceof MachineError)) throw error;
      missing.push(`${engine}: ${error.message}`);
    }
  }
  return { engines, missing };
}
