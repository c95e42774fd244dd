/**
 * The Linux kernel as an engine: maps and programs are the kernel's, made with bpf(2), and BPF_PROG_TEST_RUN runs
 * them. All of it belongs to a process of its own, in a network namespace of its own and on one CPU, and ends
 * with that process. What would differ from run to run comes from the machine (`kernel/rewrite.ts`).
 */

import type { MapSpec } from "../../loader/index.ts";
import { HZ, INITIAL_JIFFIES } from "../../spec/kernel.ts";
import { MAP_TYPES } from "../../spec/maps.ts";
import { ROOT_CGROUP } from "../../spec/network.ts";
import { errnoName, MachineError } from "../errors.ts";
import type { Redirect } from "../program.ts";
import type { Engine, EngineProgram, EngineSettings, LoadableProgram, ObjectTypes } from "./engine.ts";
import { Bpf } from "./kernel/bpf.ts";
import { isolate } from "./kernel/isolate.ts";
import { KernelMap } from "./kernel/map.ts";
import { furnish } from "./kernel/namespace.ts";
import { KernelProgram } from "./kernel/program.ts";
import { KernelRawProgram } from "./kernel/raw.ts";
import { readRedirect } from "./kernel/redirect.ts";
import { Remote } from "./kernel/remote.ts";
import { CELL } from "./kernel/rewrite.ts";
import { KernelTypes } from "./kernel/types.ts";

const NANOSECONDS = 1_000_000_000n;

export class KernelEngine implements Engine {
  readonly name = "kernel";
  /** CPUs that the kernel may have, whether they are on or not: what it makes per-CPU values for. */
  readonly cpus: number;
  readonly memoryUsed = null;
  readonly remote: Remote;
  readonly bpf: Bpf;
  /** The map with the machine's answers. */
  readonly cell: number;
  #clock: bigint;
  readonly #cgroup: bigint;
  /** What the random numbers start from, until the cell has it. */
  #seed: bigint | null;
  #cellIsCurrent = false;
  /** Counts the changes of program arrays. */
  #slots = 0;
  readonly #types = new Map<ObjectTypes, { fd: number; encoded: KernelTypes }>();

  private constructor(
    remote: Remote,
    cpus: number,
    cell: number,
    { clock, seed, environment }: EngineSettings,
  ) {
    this.remote = remote;
    this.bpf = new Bpf(remote);
    this.cpus = cpus;
    this.cell = cell;
    this.#clock = BigInt.asUintN(64, clock);
    this.#cgroup = environment?.cgroupId ?? BigInt(ROOT_CGROUP);
    this.#seed = BigInt.asUintN(64, seed);
  }

  /** Throws MachineError UNSUPPORTED, with the reason, where there is no such engine. */
  static async create(settings: EngineSettings): Promise<KernelEngine> {
    if (settings.receive !== "test-run") {
      throw new MachineError("UNSUPPORTED", "frames reach the kernel engine's programs by test-run only");
    }
    const remote = await Remote.start();
    try {
      const cpus = isolate(remote);
      if (settings.environment) furnish(remote, settings.environment);
      if (settings.cpus !== null && settings.cpus !== cpus) {
        throw new MachineError("BAD_INPUT", `${settings.cpus} CPUs, where the kernel may have ${cpus}`, {
          found: settings.cpus,
          expected: cpus,
        });
      }
      return new KernelEngine(remote, cpus, createCell(remote), settings);
    } catch (error) {
      remote.close();
      throw error;
    }
  }
  get clock(): bigint {
    return this.#clock;
  }

  set clock(nanoseconds: bigint) {
    this.#clock = BigInt.asUintN(64, nanoseconds);
    this.#cellIsCurrent = false;
  }

  createMap(spec: MapSpec): KernelMap {
    return new KernelMap(this, spec);
  }

  loadProgram(program: LoadableProgram): EngineProgram {
    return program.spec.type === "UNSPEC"
      ? new KernelRawProgram(this, program)
      : new KernelProgram(this, program);
  }

  observe(): never {
    throw new MachineError("UNSUPPORTED", "the kernel does not show the instructions that it executes");
  }

  snapshot(): never {
    throw new MachineError("UNSUPPORTED", "the kernel engine has no snapshots");
  }

  restore(): never {
    return this.snapshot();
  }

  discardSnapshots(): void {}

  close(): void {
    this.remote.close();
  }

  // ---- for maps and programs

  get slots(): number {
    return this.#slots;
  }

  slotsChanged(): void {
    this.#slots++;
  }

  /** Brings the clock where programs look for it. */
  writeCell(): void {
    if (this.#cellIsCurrent) return;
    const key = new Uint8Array(4);
    const cell = new Uint8Array(CELL.SIZE);
    const view = new DataView(cell.buffer);
    // Random numbers go on from where programs left them.
    if (this.#seed === null) this.bpf.lookup(this.cell, key, cell);
    else view.setBigUint64(CELL.RANDOM, this.#seed, true);
    this.#seed = null;
    const jiffies = BigInt(INITIAL_JIFFIES) + this.#clock / (NANOSECONDS / BigInt(HZ));
    view.setBigUint64(CELL.CLOCK, this.#clock, true);
    view.setBigUint64(CELL.JIFFIES, jiffies, true);
    view.setBigUint64(CELL.CGROUP, this.#cgroup, true);
    this.bpf.update(this.cell, key, cell, 0n);
    this.#cellIsCurrent = true;
  }

  /** What the programs of the last run asked to be redirected, or null; asked once. */
  takeRedirect(): Redirect | null {
    const key = new Uint8Array(4);
    const cell = new Uint8Array(CELL.SIZE);
    this.bpf.lookup(this.cell, key, cell);
    const redirect = readRedirect(cell.subarray(CELL.REDIRECT));
    if (!redirect) return null;
    this.bpf.update(this.cell, key, cell.fill(0, CELL.REDIRECT), 0n);
    return redirect;
  }

  /** The types of an object, loaded once. Throws UNSUPPORTED where the kernel refuses them. */
  typesOf(types: ObjectTypes): { fd: number; encoded: KernelTypes } {
    const known = this.#types.get(types);
    if (known) return known;
    const encoded = new KernelTypes(types);
    const { fd, log } = this.bpf.loadBtf(encoded.bytes);
    if (fd < 0) {
      const said = log.trimEnd().split("\n").at(-1);
      throw new MachineError(
        "UNSUPPORTED",
        `the kernel refuses the object's types (${errnoName(-fd)}): ${said}`,
        {
          errno: -fd,
          log,
        },
      );
    }
    const loaded = { fd, encoded };
    this.#types.set(types, loaded);
    return loaded;
  }
}

/** The map for the machine's answers. */
function createCell(remote: Remote): number {
  const name = "skbox_cell";
  const type = MAP_TYPES.ARRAY.number;
  const fd = new Bpf(remote).createMap({
    type,
    keySize: 4,
    valueSize: CELL.SIZE,
    maxEntries: 1,
    flags: 0,
    name,
  });
  if (fd >= 0) return fd;
  throw new MachineError("UNSUPPORTED", `the kernel engine needs bpf(2) (${errnoName(-fd)})`, { errno: -fd });
}
