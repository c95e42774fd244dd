/** English for codes and fields: errors, traps and verdicts. The only place with their prose. */
import { CommanderError } from "commander";
import { CiliumError, dropReasonName } from "../cilium/index.ts";
import {
  BPF_F_INGRESS,
  CaptureError,
  type Clone,
  type LeftOut,
  LoadError,
  type LoadErrorCode,
  MachineError,
  type Outcome,
  type Redirect,
  type RunResult,
  type Trap,
} from "../vm/index.ts";
import { CliError, type CliErrorCode, type CliErrorFields, ThreadError } from "./errors.ts";
import type { MapChange, MetricsChange } from "./map-changes.ts";
import { plural } from "./numbers.ts";
import { ObjectError } from "./object.ts";

// ---- errors

/** `--json` prints this. */
export interface DescribedError {
  code: string;
  message: string;
  [field: string]: unknown;
}

/** An error that a user can do something about, in one sentence; null for any other. */
export function describeError(error: unknown): DescribedError | null {
  if (error instanceof CommanderError) {
    const message = error.message.replace(/^error: /, "").replace(/\s*\n\s*/g, " ");
    return { code: "BAD_CALL", message: `${message}${callHint(error.code, message)}` };
  }
  if (error instanceof CliError) {
    return { code: error.code, message: cliSentences[error.code](error.fields), ...error.fields };
  }
  if (error instanceof ThreadError) return error.described;
  if (error instanceof ObjectError) {
    const { file, reason } = error;
    const message = `${objectProblem(file, reason)}${loadHints[reason.code] ?? ""}`;
    return { code: reason.code, message, problem: reason.problem, file, ...reason.fields };
  }
  if (error instanceof LoadError) {
    const message = `${error.message}${loadHints[error.code] ?? ""}`;
    return { code: error.code, message, problem: error.problem, ...error.fields };
  }
  if (error instanceof CaptureError) {
    const { code, message, packet, found } = error;
    return { code, message, packet, found };
  }
  if (error instanceof CiliumError) return { code: error.code, message: error.message, ...error.fields };
  if (error instanceof MachineError)
    return { code: error.code, message: error.message + machineHint(error), ...error.fields };
  return null;
}

/** What helps somebody who has called it wrongly, where commander itself suggests nothing. */
function callHint(code: string, message: string): string {
  if (code === "commander.unknownCommand" && !message.includes("Did you mean"))
    return "; `skbox help` shows the commands";
  if (code !== "commander.missingArgument") return "";
  return message.includes("'PROG'")
    ? "; `skbox prog show OBJ` lists the programs"
    : "; --help shows the call";
}

const machineHint = ({ code, fields }: MachineError): string =>
  code === "UNSUPPORTED" && fields.found === "UNSPEC" ? "; --type says it" : "";

const systemReasons: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EISDIR: "it is a directory",
  ENOTDIR: "a folder of its path is a file",
  EEXIST: "there is a file of that name",
  EACCES: "permission denied",
  EROFS: "the file system is read-only",
  ENOSPC: "no space is left",
  ENOTFOUND: "there is no such host",
  ECONNREFUSED: "the host does not answer there",
};

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error ? String(error.code) : "";

/** Why a file or URL cannot be read, or a folder not be written. */
export function systemReason(error: unknown): string {
  // fetch() has the reason as a cause.
  if (error instanceof TypeError && error.cause) return systemReason(error.cause);
  return systemReasons[codeOf(error)] ?? (error instanceof Error ? error.message : String(error));
}

/** Why a file cannot be written. */
export const writeReason = (error: unknown): string =>
  codeOf(error) === "ENOENT" ? "there is no such folder" : systemReason(error);

function objectProblem(file: string, error: LoadError): string {
  if (error.code === "UNREADABLE")
    return `cannot read ${file}: ${systemReason(error.cause ?? error.fields.value)}`;
  return `${file}: ${error.message}`;
}

const loadHints: Partial<Record<LoadErrorCode, string>> = {
  TRUNCATED: "; is it the whole file?",
  NOT_ELF: "; skbox takes objects that `clang --target=bpf -c` makes",
  BAD_VALUE: "; a value is a number, a MAC address or an IP address",
};

const meant = ({ candidates = [] }: CliErrorFields): string =>
  candidates.length > 0 ? `; did you mean ${candidates.join(" or ")}?` : "";

const input = (name: string | undefined): string => (name === "-" ? "standard input" : `${name}`);

const cliSentences: Record<CliErrorCode, (fields: CliErrorFields) => string> = {
  UNREADABLE: (f) => `cannot read ${f.name}: ${f.found}`,
  UNWRITABLE: (f) => `cannot write ${f.name}: ${f.found}`,
  NO_SUCH_PROGRAM: (f) => {
    if (f.expected === "near") return `${f.file} has no program ${f.name}${meant(f)}`;
    const all = f.candidates ?? [];
    const there = all.length > 0 ? `there are ${all.join(", ")}` : "it has none at all";
    return `${f.file} has no program ${f.name}; ${there}`;
  },
  AMBIGUOUS_SECTION: (f) =>
    `section ${f.name} of ${f.file} holds ${f.candidates?.length} programs; ` +
    `name one of ${f.candidates?.join(", ")}`,
  NO_SUCH_VARIABLE: (f) =>
    `${f.file} has no variable ${f.name}${meant(f) || `; \`skbox prog show ${f.file}\` lists those it has`}`,
  BAD_ENDPOINT: (f) => `${f.name} should be an endpoint's ep_config.json: ${f.found}`,
  NO_SUCH_MAP: (f) =>
    `${f.file}: the object has no map ${f.name}${meant(f) || "; `skbox map show OBJ` lists those it has"}`,
  NOT_A_NUMBER: (f) => `${f.name} takes ${f.expected}, not ${f.found}`,
  NOT_AN_ASSIGNMENT: (f) => `${f.name} takes ${f.expected}, not ${f.found}`,
  NO_PACKET: (f) => `${f.name} works on packets; give it one with --data-in FILE, or many with --pcap FILE`,
  TAKES_NO_PACKET: (f) => `${f.name} does not work on packets; run it without --pcap`,
  EMPTY: (f) => `${input(f.name)} is empty`,
  NOT_HEX: (f) =>
    `${input(f.name)}, line ${f.line}: ${f.found} is not hexadecimal; ` +
    "a packet is bytes as they are, their digits with # comments, or as xxd and tcpdump -xx print one",
  ODD_HEX: (f) =>
    `${input(f.name)} holds ${f.found} hexadecimal digits: two make a byte, and one is left over`,
  NOT_JSON: (f) => `${f.name} is no JSON: ${f.found?.replace(/\s+/g, " ")}`,
  BAD_CONTEXT: (f) =>
    f.name
      ? `context field ${f.name}${f.file ? ` in ${f.file}` : ""} cannot be ${f.found}; ` +
        "a value is a whole number, an IPv4 address or a list of numbers"
      : `${f.file} should hold ${f.expected}`,
  NOT_YAML: (f) => `${f.file}, line ${f.line}: ${f.found}`,
  BAD_DUMP: (f) => `${f.name}, line ${f.line}: this is not as bpftool prints maps: ${f.found}`,
  BAD_MAPS: (f) =>
    [f.file, f.path, f.expected ? `${f.found}, expected ${f.expected}` : f.found].filter(Boolean).join(": "),
  NO_DUMPS: (f) => `${f.name} has no dumps of maps of the object, like cilium_lxc.json`,
  BAD_SCENE: (f) => `${f.file}, line ${f.line}: ${f.found}`,
  NOT_A_FIELD: (f) => `${f.name}=${f.found}: what a packet says is one of ${f.expected}`,
  NOT_ONE_VALUE: (f) =>
    `${f.name} is ${f.found}, another value for each packet; give it one with --set ${f.name}=VALUE`,
  NO_CAPTURES: (f) => `${f.name} has no files that end in .pcap, .pcapng or .cap`,
  NO_BTF: (f) => `${f.name} has no BTF; compile it with \`clang -g\``,
  BAD_ENVIRONMENT: (f) => `${f.file}, line ${f.line}: ${f.found}`,
  BAD_PATTERN: (f) => `${f.name} takes a regular expression, not ${f.found}`,
  NO_SUCH_TEST: (f) => `${f.name} ${f.found} matches no test`,
  NO_COVERAGE: (f) => `${f.name} has no coverage; a command with --coverage ${f.name} writes some`,
  BAD_COVERAGE: (f) => `${f.file} is no coverage: ${f.found}`,
  BAD_INVARIANTS: (f) => `${f.file}, line ${f.line}: ${f.found}`,
  BAD_CORPUS: (f) => `${f.file} is no part of a corpus: ${f.found}`,
  BAD_DEBUG_COMMAND: (f) => `${f.name}: ${f.found}${f.expected ? `; ${f.expected}` : ""}${meant(f)}`,
  NO_SUCH_PACKET: (f) => `${f.name} has no packet ${f.found}; it has ${f.expected}`,
  NEEDS_OPTION: (f) => `${f.name} goes with ${f.expected}`,
  TWO_STDIN: (f) => `${f.name}: standard input can be read once`,
  NO_OBJECTS: (f) => `${f.name} has no files that end in .o`,
  NO_OBJECT: (f) => `${f.file} names no object for ${f.name}; name it on the command line`,
  NOT_ONE_OF: (f) => `${f.name} takes ${f.candidates?.join(", ")}, not ${f.found}`,
};

// ---- traps

const bytes = (count: number | null): string => (count === null ? "? bytes" : plural(count, "byte"));

const objectNames: Record<NonNullable<Trap["object"]>["kind"], string> = {
  stack: "the stack frame",
  map_value: "a map value",
  memory: "the memory",
  packet: "the packet",
  packet_meta: "the packet's metadata",
  context: "the context",
  map: "a map",
  socket: "a socket",
  function: "a function",
  packet_end: "the packet's end",
};

/** `the packet`, `a value of cilium_lxc`. */
function objectOf({ object }: Trap): string {
  if (!object) return "its object";
  if (object.name !== null) {
    if (object.kind === "map_value") return `a value of map ${object.name}`;
    if (object.kind === "map") return `map ${object.name}`;
    if (object.kind === "context") return object.name;
  }
  return objectNames[object.kind];
}

/** `packet offset 40`, `r10 - 520`. */
function placeOf({ object, offset, address }: Trap): string {
  if (object === null || offset === null) return `address 0x${(address ?? 0n).toString(16)}`;
  switch (object.kind) {
    case "stack": {
      const below = (object.size ?? 0) - offset;
      return `r10 ${below < 0 ? "+" : "-"} ${Math.abs(below)}`;
    }
    case "packet":
      return `packet offset ${offset}`;
    default:
      return `offset ${offset}`;
  }
}

/** `leaves the packet (42 bytes) by 2 bytes`. */
function leaves(trap: Trap): string {
  const size = trap.object?.size ?? null;
  return `leaves ${objectOf(trap)}${size === null ? "" : ` (${bytes(size)})`} by ${bytes(trap.by)}`;
}

/** What stopped a run, in one clause without a full stop. */
export function trapSentence(trap: Trap): string {
  const access = `${trap.access} of ${bytes(trap.size)}`;
  const place = placeOf(trap);
  switch (trap.code) {
    case "OUT_OF_BOUNDS":
      return `${access} at ${place} ${leaves(trap)}`;
    case "SCALAR_DEREFERENCE":
      return `${access} through 0x${(trap.address ?? 0n).toString(16)}, a number that is no pointer`;
    case "NULL_DEREFERENCE":
      return (
        `${access} at address 0x${(trap.address ?? 0n).toString(16)}, ` +
        "null or close to it: a result may not have been checked"
      );
    case "STALE_PACKET_POINTER":
      return `${access} through a packet pointer from before a helper that may move the packet`;
    case "OPAQUE_DEREFERENCE":
      return `${access} through a pointer to ${objectOf(trap)}, which is not accessed through pointers`;
    case "READ_ONLY":
      return `${access} at ${place} of ${objectOf(trap)}, which is read-only`;
    case "CONTEXT_ACCESS":
      return trap.by === null
        ? `${access} at ${place} of ${objectOf(trap)}, where this program may not ${trap.access} so`
        : `${access} at ${place} ${leaves(trap)}`;
    case "MISALIGNED_ATOMIC":
      return `atomic ${access} at ${place} of ${objectOf(trap)}, which is not aligned`;
    case "BUDGET":
      return "more loops and calls than the budget allows; --budget sets another one";
    case "CALL_DEPTH":
      return "more calls inside each other than there are stack frames";
    case "HELPER_MISSING":
      return `skbox has no ${trap.helper} yet`;
    case "HELPER_ARGUMENT":
      return `argument ${trap.argument} is not what the helper takes`;
    case "CALL_TARGET":
      return "a call to what is no function of the program";
    case "OUT_OF_MEMORY":
      return "no memory left";
  }
}

export const KERNEL_REFUSES = "The kernel's verifier would have refused this program.";

// ---- verdicts

const verdicts: Readonly<Record<string, string>> = {
  TC_ACT_UNSPEC: "the filter's default action is taken",
  TC_ACT_OK: "the packet goes on",
  TC_ACT_RECLASSIFY: "classification starts again",
  TC_ACT_SHOT: "the packet is dropped",
  TC_ACT_PIPE: "the next filter decides",
  TC_ACT_STOLEN: "the packet is taken, without a drop being counted",
  TC_ACT_QUEUED: "the packet is queued elsewhere",
  TC_ACT_REPEAT: "the action is repeated",
  TC_ACT_TRAP: "the packet goes to the CPU path",
  XDP_ABORTED: "the packet is dropped as an error of the program",
  XDP_DROP: "the packet is dropped",
  XDP_PASS: "the packet goes on to the stack",
  XDP_TX: "the packet goes back out where it came in",
  allow: "the operation goes on",
  deny: "the operation fails with EPERM",
};

const outcomes: Readonly<Record<Outcome, string>> = {
  next: "the next hop has it",
  stack: "the stack has the packet",
  wire: "the packet has left; where the interface leads is not known",
  dropped: "the packet is dropped",
  stopped: "the program was stopped",
  no_interface: "the packet is dropped: the interface is not there, or down",
  no_peer: "the packet is dropped: the interface has no peer that is up",
  no_xdp: "the packet is dropped: the other end of the pair takes frames from XDP only with a program at XDP",
  too_long: "the packet is dropped: it is longer than the MTU allows where it is sent to",
  not_ingress: "the packet is dropped: bpf_redirect_peer works at ingress only",
  no_route: "the packet is dropped: no route to its destination through the interface",
  no_neighbour: "the packet waits: the next hop's MAC address is not known",
  too_many_hops: "the packet is not followed further",
};

/** Where a packet's way ends. */
export const outcomeSentence = (outcome: Outcome): string => outcomes[outcome];

/** Where a copy of the packet went: `64 bytes left through interface 14 (bpf_clone_redirect)`. */
export function cloneSentence({ ifindex, flags, data }: Clone): string {
  const way = flags & BPF_F_INGRESS ? "arrived at" : "left through";
  return `${data.length} bytes ${way} interface ${ifindex} (bpf_clone_redirect)`;
}

function redirectSentence({ helper, ifindex, flags }: Redirect): string {
  switch (helper) {
    case "bpf_redirect_peer":
      return `the packet arrives at the peer of interface ${ifindex}`;
    case "bpf_redirect_neigh":
      return `the packet leaves through interface ${ifindex}, to its neighbor there`;
    default:
      return flags & BPF_F_INGRESS
        ? `the packet arrives at interface ${ifindex}`
        : `the packet leaves through interface ${ifindex}`;
  }
}

/** What the result of a run that was not stopped means: `TC_ACT_SHOT (2): the packet is dropped`. */
export function verdictSentence({ retval, action, redirect }: RunResult): string {
  if (action === null) return `${retval}`;
  const meaning = redirect ? `${redirectSentence(redirect)} (${redirect.helper})` : verdicts[action];
  return `${action} (${retval})${meaning ? `: ${meaning}` : ""}`;
}

/** `reason 133 (denied by policy)`. */
export function dropReasonSentence(reason: number): string {
  const name = dropReasonName(reason);
  return `reason ${reason}${name ? ` (${name})` : ""}`;
}

const directions: Readonly<Record<number, string>> = { 1: "ingress", 2: "egress", 3: "service" };

/** `133 (Policy denied), egress: +1 packet, 54 bytes`. */
export function metricsSentence({ reason, direction, packets, bytes }: MetricsChange): string {
  const name = dropReasonName(reason);
  const where = directions[direction];
  const counted = `+${plural(packets, "packet")}, ${bytes} bytes`;
  return `${reason}${name ? ` (${name})` : ""}${where ? `, ${where}` : ""}: ${counted}`;
}

/** What changed in a map: `cilium_ct4_global: 2 added, 1 changed`, or what Cilium's metrics counted. */
export function mapChangeSentences({ map, added, changed, removed, metrics }: MapChange): string[] {
  if (metrics.length > 0) return metrics.map((one) => `${map.name}: reason ${metricsSentence(one)}`);
  const counts = [
    added > 0 && `${added} added`,
    changed > 0 && `${changed} changed`,
    removed > 0 && `${removed} removed`,
  ];
  return [`${map.name}: ${counts.filter((count) => count !== false).join(", ")}`];
}

const leftOutReasons: Readonly<Record<LeftOut["reason"], string>> = {
  program: "programs that the kernel's ids do not explain",
  map: "inner maps by the kernel's ids; give their dumps as --maps id:N=FILE",
  perf_event: "perf events, which only a kernel has",
  no_value: "keys without a value",
};

/** `map cilium_calls: 3 elements left out: programs that …`. */
export const leftOutSentence = ({ map, reason, elements }: LeftOut): string =>
  `map ${map}: ${plural(elements, "element")} left out: ${leftOutReasons[reason]}`;
