/** What the parts of a machine share: its core, and memory to pass bytes through. */
import { PAGE_SIZE } from "../spec/layout.ts";
import type { Core } from "./core.ts";
import { MachineError } from "./errors.ts";

export class Host {
  readonly core: Core;
  readonly cpus: number;
  #scratch = 0;
  #scratchPages = 0;
  #owner: object | null = null;

  constructor(core: Core, cpus: number) {
    this.core = core;
    this.cpus = cpus;
  }

  /** Address of at least `size` bytes, good until the next call; `owner` may ask whether that has come. */
  scratch(size: number, owner: object | null = null): number {
    this.#owner = owner;
    const pages = Math.ceil(size / PAGE_SIZE);
    if (pages > this.#scratchPages) {
      if (this.#scratch) this.core.exports.freePages(this.#scratch, this.#scratchPages);
      this.#scratch = this.allocate(pages * PAGE_SIZE);
      this.#scratchPages = pages;
    }
    return this.#scratch;
  }

  /** Whether what an owner wrote to scratch memory is still there. */
  owns(owner: object): boolean {
    return this.#owner === owner;
  }

  /** After a return to an older state, memory handed out since is not ours any more. */
  forgetScratch(): void {
    this.#scratch = 0;
    this.#scratchPages = 0;
    this.#owner = null;
  }

  /** Zeroed memory that stays. Throws OUT_OF_MEMORY. */
  allocate(size: number): number {
    const address = this.core.exports.allocatePages(Math.ceil(size / PAGE_SIZE)) >>> 0;
    if (address === 0) throw new MachineError("OUT_OF_MEMORY", `no memory left for ${size} bytes`);
    return address;
  }
}
