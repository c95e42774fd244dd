/** What a program's return value means, by program type. */

/** Of tc programs (include/uapi/linux/pkt_cls.h). */
export const TC_ACT = {
  UNSPEC: -1,
  OK: 0,
  RECLASSIFY: 1,
  SHOT: 2,
  PIPE: 3,
  STOLEN: 4,
  QUEUED: 5,
  REPEAT: 6,
  REDIRECT: 7,
  TRAP: 8,
} as const;
/** Of XDP programs (include/uapi/linux/bpf.h). */
export const XDP = { ABORTED: 0, DROP: 1, PASS: 2, TX: 3, REDIRECT: 4 } as const;

const named = (prefix: string, values: Readonly<Record<string, number>>): ReadonlyMap<number, string> =>
  new Map(Object.entries(values).map(([name, value]) => [value, `${prefix}_${name}`]));

const tc = named("TC_ACT", TC_ACT);
const xdp = named("XDP", XDP);
const cgroup: ReadonlyMap<number, string> = new Map([
  [0, "deny"],
  [1, "allow"],
]);
const none: ReadonlyMap<number, string> = new Map();

function actionsOf(programType: string): ReadonlyMap<number, string> {
  if (programType === "SCHED_CLS" || programType === "SCHED_ACT") return tc;
  if (programType === "XDP") return xdp;
  return programType.startsWith("CGROUP_") ? cgroup : none;
}

/** Name of a return value, or null where the type gives it none. */
export const actionName = (programType: string, retval: number): string | null =>
  actionsOf(programType).get(retval | 0) ?? null;

/** Names of a type's return values, and the values as i32. */
export const actionNames = (programType: string): [name: string, value: number][] =>
  [...actionsOf(programType)].map(([value, name]) => [name, value]);
