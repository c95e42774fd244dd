/** The machines that a campaign runs a program in, for one setting of the object's variables. */
import type { CollectionSpec } from "../../loader/index.ts";
import type { Collection } from "../collection.ts";
import type { ContextValues } from "../context.ts";
import type { Environment } from "../environment/format.ts";
import { Machine, type MachineOptions } from "../machine.ts";
import { Executor } from "./executor.ts";
import type { Scene } from "./input.ts";
import { Judge } from "./judge.ts";
import { applyScene, withVariables } from "./scene.ts";

export interface TargetOptions {
  spec: CollectionSpec;
  program: string;
  /** Fills the maps of a collection that was just loaded. */
  prepare(machine: Machine, collection: Collection): void;
  ctx: ContextValues;
  receive: NonNullable<MachineOptions["receive"]>;
  budget: number;
  environment: Environment | null;
  /** As the kernel has them, where its answers are asked for. */
  cpus: number;
  hash: number | null;
  maxLength: number;
  /** Whether frames are wanted after the run. */
  outputs: boolean;
}

/** A byte that unwritten stack holds where that is watched: no small number, no part of a usual address. */
const FRAME_FILL = 0xa5;

export class Target implements Disposable {
  /** Runs fast and counts edges. */
  readonly fast: Executor;
  /** Keeps what is compared as well. */
  readonly slow: Executor;
  /** The object in the machines of the two. */
  readonly collections: readonly [fast: Collection, slow: Collection];
  readonly judge: Judge;
  readonly #machines: readonly Machine[];

  private constructor(
    machines: readonly Machine[],
    [fast, slow]: [Executor, Executor],
    collections: [Collection, Collection],
    judge: Judge,
  ) {
    this.#machines = machines;
    this.fast = fast;
    this.slow = slow;
    this.collections = collections;
    this.judge = judge;
  }

  /** Does something with a scene's elements in the maps of both. */
  within({ elements }: Scene, action: () => void): void {
    if (elements.length === 0) {
      action();
      return;
    }
    const marks = [this.fast, this.slow].map((executor, i) => ({
      executor,
      mark: executor.change(() => applyScene(this.collections[i]!, elements)),
    }));
    try {
      action();
    } finally {
      for (const { executor, mark } of marks) executor.restore(mark);
    }
  }

  static async create(options: TargetOptions, scene: Scene): Promise<Target> {
    const { spec, program, ctx, maxLength, outputs } = options;
    const machines: Machine[] = [];
    const load = async (more: MachineOptions) => {
      const { receive, budget, environment, cpus, hash } = options;
      const machine = await Machine.create({
        receive,
        budget,
        cpus,
        ...(environment && { environment }),
        ...(hash !== null && { hash }),
        ...more,
      });
      machines.push(machine);
      const collection = withVariables(spec, scene, () => machine.load(spec));
      options.prepare(machine, collection);
      return { machine, collection };
    };
    try {
      const counting = await load({ engine: "jit", instrument: {} });
      const fast = new Executor(counting.collection, program, ctx, { maxLength, outputs });
      const comparing = await load({
        engine: "jit",
        instrument: { comparisons: true, frameFill: FRAME_FILL },
      });
      const slow = new Executor(comparing.collection, program, ctx, { capacity: 1, maxLength });
      const interpreted = await load({ engine: "interpreter" });
      const compiled = await load({ engine: "jit" });
      const stack = await load({ engine: "jit", instrument: { frameFill: FRAME_FILL } });
      const judge = new Judge(
        [
          { name: "interpreter", ...interpreted },
          { name: "jit", ...compiled },
          { name: "stack", ...stack },
        ],
        program,
        ctx,
      );
      return new Target(machines, [fast, slow], [counting.collection, comparing.collection], judge);
    } catch (error) {
      for (const machine of machines) machine.close();
      throw error;
    }
  }

  close(): void {
    for (const machine of this.#machines) machine.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }
}
