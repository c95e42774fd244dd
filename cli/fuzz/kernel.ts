/** Asks the kernel about the inputs that a campaign keeps. */
import { Comparison, type Environment, type Finding, type FuzzInput, Machine } from "../../vm/index.ts";
import type { Scene } from "../scene.ts";
import { type FuzzSettings, loaded } from "./settings.ts";

export class KernelReferee {
  readonly #kernel: Machine;
  readonly #interpreter: Machine;
  readonly #scene: Scene;
  #comparison!: Comparison;
  #compared = 0;

  private constructor(kernel: Machine, interpreter: Machine, scene: Scene) {
    this.#kernel = kernel;
    this.#interpreter = interpreter;
    this.#scene = scene;
  }

  /** Throws MachineError UNSUPPORTED where the kernel cannot be asked. */
  static async create(scene: Scene): Promise<KernelReferee> {
    const environment: { environment?: Environment } = scene.environment
      ? { environment: scene.environment }
      : {};
    const kernel = await Machine.create({ engine: "kernel", ...environment });
    const { cpus, clock, hash } = kernel;
    const interpreter = await Machine.create({ cpus, clock, hash: hash!, ...environment });
    return new KernelReferee(kernel, interpreter, scene);
  }

  get cpus(): number {
    return this.#kernel.cpus;
  }

  get hash(): number | null {
    return this.#kernel.hash;
  }

  /** Inputs that both ran. */
  get compared(): number {
    return this.#compared;
  }

  /** Loads the object on both sides. Throws what that throws. */
  async load(settings: FuzzSettings): Promise<void> {
    this.#comparison = new Comparison(
      await loaded(settings, this.#interpreter),
      await loaded(settings, this.#kernel),
      settings.program,
    );
  }

  /** Where the two differ. Inputs with a context, maps or a linear length of their own are not asked about. */
  judge(inputs: readonly FuzzInput[]): Finding[] {
    const plain = inputs.filter(
      ({ ctx, linear, scene }) =>
        Object.keys(ctx).length === 0 &&
        linear === 0 &&
        scene.elements.length === 0 &&
        scene.variables.size === 0,
    );
    const findings: Finding[] = [];
    const runs = this.#comparison.capture(
      plain.map(({ data }) => data),
      { ctx: this.#scene.ctx },
    );
    for (const [i, run] of runs.entries()) {
      if (run.outcome === "refused") continue;
      this.#compared++;
      if (run.outcome === "same") continue;
      const { differences } = run;
      const what = differences.map(({ what, name }) => `${what} ${name ?? ""}`).sort()[0];
      findings.push({
        kind: "engines",
        party: "kernel",
        differences,
        key: `kernel ${what}`,
        input: plain[i]!,
        executions: 0,
        times: 1,
      });
    }
    return findings;
  }

  close(): void {
    this.#kernel.close();
    this.#interpreter.close();
  }
}
