/**
 * Runs that the host watches instruction by instruction: for traces, coverage and debugging. They take a loop of
 * their own, so that the other one pays nothing for it; compiled code is left aside.
 */

/** Tells the host of the operation at `ip`, which comes next in the frame at `depth`. It may throw to end the run. */
@external("env", "observe")
export declare function observe(ip: usize, depth: u32): void;

export let observing: bool = false;

/** Whether runs from now on are watched. */
export function setObserving(on: bool): void {
  observing = on;
}
