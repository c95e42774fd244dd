/** What is known, at one place of a program that is being generated, about its registers and memory. */
import type { Random } from "./random.ts";

/**
 * `scalar`: may be read and compared. `free`: holds nothing that may be read. `reserved`: holds a pointer
 * or a counter that the code around it still needs.
 */
export type Kind = "free" | "scalar" | "reserved";

/** Memory that a register points into. */
export interface Region {
  register: number;
  /** Bytes from the register's address, and how many from there. */
  from: number;
  size: number;
  /** Whether the kernel insists on natural alignment. */
  aligned: boolean;
  /** Whether atomics may work here. */
  atomic: boolean;
  /** Whether constants may move the pointer without another check. */
  movable: boolean;
}

export const CALLER_SAVED = [0, 1, 2, 3, 4, 5];
export const CALLEE_SAVED = [6, 7, 8, 9];
export const REGISTERS = [...CALLER_SAVED, ...CALLEE_SAVED];

export class Scope {
  kinds: Kind[];
  readonly regions: readonly Region[];
  readonly context: number;
  /** Whether every run that gets to the end comes by here. */
  readonly certain: boolean;
  readonly depth: number;
  /** Whether a packet pointer is in use, so that no helper may move the packet. */
  readonly packet: boolean;

  constructor(scope: Pick<Scope, "kinds" | "regions" | "context" | "certain" | "depth" | "packet">) {
    this.kinds = [...scope.kinds];
    this.regions = scope.regions;
    this.context = scope.context;
    this.certain = scope.certain;
    this.depth = scope.depth;
    this.packet = scope.packet;
  }

  /** The scope of a branch or a loop. */
  inner(more: Partial<Pick<Scope, "regions" | "packet" | "certain">> = {}): Scope {
    return new Scope({
      kinds: this.kinds,
      context: this.context,
      regions: this.regions,
      packet: this.packet,
      certain: false,
      depth: this.depth + 1,
      ...more,
    });
  }

  /** After two branches: a scalar is one that is a scalar in both. */
  merge(...branches: readonly Scope[]): void {
    this.kinds = this.kinds.map((kind, register) => {
      if (kind === "reserved") return kind;
      return branches.every(({ kinds }) => kinds[register] === "scalar") ? "scalar" : "free";
    });
  }

  is(register: number, kind: Kind): boolean {
    return this.kinds[register] === kind;
  }

  set(kind: Kind, ...registers: readonly number[]): void {
    for (const register of registers) this.kinds[register] = kind;
  }

  get scalars(): number[] {
    return REGISTERS.filter((register) => this.is(register, "scalar"));
  }

  get usable(): number[] {
    return REGISTERS.filter((register) => !this.is(register, "reserved"));
  }

  /** Whether a call would take nothing that is still needed. */
  get mayCall(): boolean {
    return CALLER_SAVED.every((register) => !this.is(register, "reserved"));
  }

  afterCall(): void {
    this.set("free", ...CALLER_SAVED);
    this.set("scalar", 0);
  }

  /** Different registers that may be overwritten, or null. `calls`: the first should survive one if possible. */
  take(random: Random, count: number, { calls = false } = {}): number[] | null {
    const usable = this.usable;
    if (usable.length < count + 2) return null;
    const taken: number[] = [];
    while (taken.length < count) {
      const left = usable.filter((register) => !taken.includes(register));
      const saved = calls && taken.length === 0 ? left.filter((r) => CALLEE_SAVED.includes(r)) : [];
      taken.push(random.pick(saved.length > 0 ? saved : left));
    }
    return taken;
  }
}
