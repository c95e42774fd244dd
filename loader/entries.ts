import type { CodeFunction } from "./functions.ts";

/** The section for functions without one of their own. */
const TEXT = ".text";

/**
 * The functions that are programs, in the order of the object. Functions of `.text` are subprograms, unless
 * the object has no other code. Elsewhere a global function is a program; a static one is a subprogram when
 * something calls it, and a program when nothing does, or when the object gives it a slot of a program array.
 */
export function findEntries(
  functions: readonly CodeFunction[],
  inValues: ReadonlySet<CodeFunction>,
  hasSlot: (fn: CodeFunction) => boolean,
): CodeFunction[] {
  const called = new Set(functions.flatMap((fn) => fn.calls.map((call) => call.target)));
  const onlyText = functions.every((fn) => fn.section.name === TEXT);
  return functions.filter((fn) => {
    if (inValues.has(fn)) return true;
    if (fn.section.name === TEXT) return onlyText && !called.has(fn);
    return !fn.isStatic || !called.has(fn) || hasSlot(fn);
  });
}
