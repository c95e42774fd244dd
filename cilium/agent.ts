/** What Cilium's agent does with an object before it is loaded. */
import { AGENT_VARIABLES, EVENTS_MAP, METRICS_MAP } from "../spec/cilium.ts";
import type { CollectionSpec } from "../vm/index.ts";

/**
 * Gives variables that the agent always sets its defaults, where they are still 0: without it an object as it was
 * compiled captures nothing of the packets that it tells of.
 */
export function setAgentDefaults({ variables }: CollectionSpec): void {
  for (const [name, value] of Object.entries(AGENT_VARIABLES)) {
    const variable = variables.get(name);
    if (variable?.bytes.every((byte) => byte === 0)) variable.set(value);
  }
}

/** Whether a perf event array of that name holds notifications. */
export const isEventsMap = (name: string): boolean => EVENTS_MAP.test(name);

/** Whether a map of that name counts what was forwarded and dropped, by reason. */
export const isMetricsMap = (name: string): boolean => METRICS_MAP.test(name);
