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

const cgroup: Readonly<Record<number, string>> = { 0: "deny", 1: "allow" };

function actionsOf(programType: string): Readonly<Record<number, string>> {
  if (programType === "SCHED_CLS" || programType === "SCHED_ACT") return tc;
  if (programType === "XDP") return xdp;
  return programType.startsWith("CGROUP_") ? cgroup : {};
}

/** Name of a return value, or null where the type gives it none. */
export const actionName = (programType: string, retval: number): string | null =>
  actionsOf(programType)[retval | 0] ?? null;

/** Names of a type's return values, and the values as i32. */
export const actionNames = (programType: string): [name: string, value: number][] =>
  Object.entries(actionsOf(programType)).map(([value, name]) => [name, Number(value)]);
