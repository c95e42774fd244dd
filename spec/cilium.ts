/** What Cilium's agent does when it loads an object, beyond what the object itself says. */

/** The per-endpoint policy programs, and the program array that holds them at the endpoint's id. */
export const policyPrograms = [
  { program: "cil_lxc_policy", map: "cilium_call_policy" },
  { program: "cil_lxc_policy_egress", map: "cilium_egresscall_policy" },
] as const;
export const ENDPOINT_ID_VARIABLE = "endpoint_id";

/** Variables that the agent always sets, where an object has them, and its default: bytes of a packet in a notification. */
export const AGENT_VARIABLES: Readonly<Record<string, number>> = { trace_payload_len: 128 };

/**
 * The perf event array that notifications are written to, and the counters of what was forwarded and dropped. Objects
 * from Cilium's own build prefix their names.
 */
export const EVENTS_MAP = /(?:^|_)cilium_events$/;
export const METRICS_MAP = /(?:^|_)cilium_metrics$/;
