/** Flags of an update, and what they forbid. Results are 0 or a negative errno. */
import { EEXIST, EINVAL, ENOENT } from "../generated/layout";

export const OK: i64 = 0;

/** `flags` of an update (include/uapi/linux/bpf.h). */
export const BPF_ANY: u64 = 0;
export const BPF_NOEXIST: u64 = 1;
export const BPF_EXIST: u64 = 2;
export const BPF_F_LOCK: u64 = 4;

/** What forbids an update of a key that is (0: is not) there; OK when nothing does (kernel: check_flags). */
// @ts-ignore: decorator
@inline
export function refusal(present: usize, flags: u64): i64 {
  if (flags > BPF_EXIST) return -EINVAL;
  if (present) return flags == BPF_NOEXIST ? -EEXIST : OK;
  return flags == BPF_EXIST ? -ENOENT : OK;
}
