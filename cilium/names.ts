/** Numbers in Cilium's maps and notifications, by name; what has none keeps its number. */
import {
  AUTH_TYPES,
  DROP_REASONS,
  L4_PROTOCOLS,
  POLICY_MATCHES,
  RESERVED_IDENTITIES,
  SOURCE_FILES,
  TRACE_POINTS,
  TRACE_REASONS,
  XLATE_POINTS,
} from "../spec/cilium-names.ts";

export { FIRST_DROP_REASON } from "../spec/cilium-names.ts";

/** `Policy denied`, or null for a number without a name. */
export const dropReasonName = (reason: number): string | null => DROP_REASONS[reason]?.[1] ?? null;

/** `Policy denied`; with the extended error, where there is one, `FIB lookup failed, 1`. */
export function dropReason(reason: number, extendedError = 0): string {
  const text = dropReasonName(reason);
  if (text === null) return `${reason}, ${extendedError}`;
  return extendedError === 0 ? text : `${text}, ${extendedError}`;
}

/** `POLICY_DENIED`: the name that the flow API has for the reason, or null. */
export const dropReasonApi = (reason: number): string | null => DROP_REASONS[reason]?.[0] ?? null;

/** `world`, or null for an identity that a cluster has given out. */
export const reservedIdentity = (identity: number): string | null => RESERVED_IDENTITIES[identity] ?? null;

/** `to-endpoint` */
export const tracePoint = (point: number): string => TRACE_POINTS[point] ?? `${point}`;

/** `established` */
export const traceReason = (reason: number): string => TRACE_REASONS[reason] ?? `${reason}`;

/** `pre-xlate-rev` */
export const xlatePoint = (point: number): string => XLATE_POINTS[point] ?? `${point}`;

/** `L3-L4` */
export const policyMatch = (match: number): string => POLICY_MATCHES[match] ?? `${match}`;

/** `disabled` */
export const authType = (type: number): string => AUTH_TYPES[type] ?? `${type}`;

/** `bpf_lxc.c` */
export const sourceFile = (file: number): string => SOURCE_FILES[file] ?? `unknown(${file})`;

/** `TCP`; `ANY` for 0. */
export const l4Protocol = (protocol: number): string => L4_PROTOCOLS[protocol] ?? `${protocol}`;
