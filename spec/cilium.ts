/** What Cilium's agent does when it loads an object, beyond what the object itself says. */

/** The per-endpoint policy programs, and the program array that holds them at the endpoint's id. */
export const policyPrograms = [
  { program: "cil_lxc_policy", map: "cilium_call_policy" },
  { program: "cil_lxc_policy_egress", map: "cilium_egresscall_policy" },
] as const;
export const ENDPOINT_ID_VARIABLE = "endpoint_id";
