/**
 * Every way a run can stop before its program ends. The number goes through the core's trap cell; `fields`
 * are what a `Trap` of that code carries beyond program, pc, insn and line. `kernelRefuses` says that the
 * kernel's verifier accepts no program that can get there.
 */
export interface TrapRow {
  code: string;
  kernelRefuses: boolean;
  /** Whether it is about an access to memory. */
  access?: true;
  /** What the trap cell's `detail` is, where the code uses it. */
  detail?: "helper" | "argument" | "offset" | "register";
}

const rows = {
  /** Outside the object that the pointer was made for. */
  OUT_OF_BOUNDS: { kernelRefuses: true, access: true },
  /** A value that is no pointer was dereferenced. */
  SCALAR_DEREFERENCE: { kernelRefuses: true, access: true },
  /** The same, where the value is 0 or near it: a lookup's result that was not checked. */
  NULL_DEREFERENCE: { kernelRefuses: true, access: true },
  /** A packet pointer from before a helper that may move the packet. */
  STALE_PACKET_POINTER: { kernelRefuses: true, access: true },
  /** A pointer to something that is not read or written through pointers: a map, a socket, the packet's end. */
  OPAQUE_DEREFERENCE: { kernelRefuses: true, access: true },
  READ_ONLY: { kernelRefuses: true, access: true },
  /** No such field in this program's context, or not in this width, or not to be written. */
  CONTEXT_ACCESS: { kernelRefuses: true, access: true, detail: "offset" },
  /** Atomics need natural alignment. */
  MISALIGNED_ATOMIC: { kernelRefuses: true, access: true },
  /** More back edges, calls and callback iterations than the run's budget. */
  BUDGET: { kernelRefuses: false },
  /** More frames than the kernel has. */
  CALL_DEPTH: { kernelRefuses: true },
  /** The helper is not there yet, or not for these arguments. */
  HELPER_MISSING: { kernelRefuses: false, detail: "helper" },
  /** An argument that the helper's signature does not allow. */
  HELPER_ARGUMENT: { kernelRefuses: true, detail: "argument" },
  /** A call through a register or to a kernel function. */
  CALL_TARGET: { kernelRefuses: true },
  /** The arena cannot grow. */
  OUT_OF_MEMORY: { kernelRefuses: false },
} as const satisfies Record<string, Omit<TrapRow, "code">>;

export type TrapCode = keyof typeof rows;
/** In the order of their numbers; 0 means that nothing stopped the run. */
export const traps: readonly (TrapRow & { code: TrapCode })[] = Object.entries(rows).map(([code, row]) => ({
  code: code as TrapCode,
  ...row,
}));
export const trapNumber = (code: TrapCode): number => Object.keys(rows).indexOf(code) + 1;
