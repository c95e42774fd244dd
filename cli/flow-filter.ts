/** Which flows are wanted: `--pod`, `--verdict`, `--protocol`. */
import type { Flow, FlowEnd } from "../cilium/index.ts";
import { CliError } from "./errors.ts";

export interface FlowFilterOptions {
  pod?: string[];
  verdict?: string[];
  protocol?: string[];
}

const VERDICTS = ["FORWARDED", "DROPPED", "REDIRECTED", "AUDIT", "TRACED", "TRANSLATED"] as const;
/** The flows' protocols that a name means. */
const PROTOCOLS: Readonly<Record<string, readonly string[]>> = {
  tcp: ["TCP"],
  udp: ["UDP"],
  sctp: ["SCTP"],
  icmp: ["ICMPv4", "ICMPv6"],
  icmpv4: ["ICMPv4"],
  icmpv6: ["ICMPv6"],
  arp: ["ARP"],
};
const DEFAULT_NAMESPACE = "default";

/** As `hubble observe` has them: options narrow each other down, values of one option do not. */
export function flowFilter({ pod, verdict, protocol }: FlowFilterOptions): (flow: Flow) => boolean {
  const pods = pod?.map((name) => (name.includes("/") ? name : `${DEFAULT_NAMESPACE}/${name}`));
  const verdicts = verdict?.map((name) => oneOf("--verdict", name.toUpperCase(), VERDICTS));
  const protocols = protocol?.flatMap(
    (name) => PROTOCOLS[oneOf("--protocol", name.toLowerCase(), Object.keys(PROTOCOLS))]!,
  );
  const isOf = (end: FlowEnd) => pods?.some((name) => end.pod?.startsWith(name)) ?? true;
  return (flow) =>
    (isOf(flow.source) || isOf(flow.destination)) &&
    (verdicts?.includes(flow.verdict) ?? true) &&
    (protocols?.includes(flow.protocol ?? "") ?? true);
}

/** Throws CliError NOT_ONE_OF. */
function oneOf(name: string, found: string, candidates: readonly string[]): string {
  if (candidates.includes(found)) return found;
  throw new CliError("NOT_ONE_OF", { name, found, candidates });
}

/** Whether anything is filtered: what is no flow is then not shown. */
export const isFiltered = ({ pod, verdict, protocol }: FlowFilterOptions): boolean =>
  (pod ?? verdict ?? protocol) !== undefined;
