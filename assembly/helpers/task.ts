/** Helpers about the task that a program runs for: whose system call it is, or who was interrupted. */
import { environment } from "../environment";
import { ENVIRONMENT_CGROUP_ID } from "../generated/layout";

export function bpf_get_current_cgroup_id(): u64 {
  return load<u64>(environment(), ENVIRONMENT_CGROUP_ID);
}
