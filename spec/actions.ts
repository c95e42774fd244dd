/** What a program's return value means, by program type (linux/pkt_cls.h, linux/bpf.h). */
const tc: Readonly<Record<number, string>> = {
  [-1]: "TC_ACT_UNSPEC",
  0: "TC_ACT_OK",
  1: "TC_ACT_RECLASSIFY",
  2: "TC_ACT_SHOT",
  3: "TC_ACT_PIPE",
  4: "TC_ACT_STOLEN",
  5: "TC_ACT_QUEUED",
  6: "TC_ACT_REPEAT",
  7: "TC_ACT_REDIRECT",
  8: "TC_ACT_TRAP",
};
const xdp: Readonly<Record<number, string>> = {
  0: "XDP_ABORTED",
  1: "XDP_DROP",
  2: "XDP_PASS",
  3: "XDP_TX",
  4: "XDP_REDIRECT",
};

/** Name of a return value, or null where the type gives it none. */
export function actionName(programType: string, retval: number): string | null {
  if (programType === "SCHED_CLS" || programType === "SCHED_ACT") return tc[retval | 0] ?? null;
  if (programType === "XDP") return xdp[retval] ?? null;
  if (programType.startsWith("CGROUP_")) return retval === 0 ? "deny" : retval === 1 ? "allow" : null;
  return null;
}
