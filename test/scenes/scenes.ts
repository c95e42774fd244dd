/** Which programs run in which scenes, and what came of it: the table in docs/scenes.md. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { commandLine } from "../../cli/command-line.ts";
import { DROP_REASONS } from "../../spec/cilium-names.ts";

export interface Subject {
  /** From the checkout's root, or, with `real`, from the folder that SKBOX_OBJECTS names. */
  object: string;
  real: boolean;
  programs: readonly string[];
  /** Variables: in every scene, and in those where something may pass. */
  set: readonly string[];
  open: readonly string[];
}

/** Every program of the bundled object, and the entry programs of Cilium's. Programs of cgroups have no test-run. */
export const subjects: readonly Subject[] = [
  {
    object: "cilium-core/bpf_lxc.o",
    real: true,
    programs: ["cil_from_container", "cil_to_container"],
    set: [
      "endpoint_id=0x1234",
      "security_label=0x10042",
      "endpoint_ipv4=10.0.1.5",
      "interface_mac=0a:1b:2c:3d:4e:5f",
    ],
    open: [
      "endpoint_ipv4=packet:ipv4.source",
      "endpoint_ipv6=packet:ipv6.source",
      "policy_verdict_log_filter=3",
      "enable_extended_ip_protocols=1",
    ],
  },
  {
    object: "bpf-objects/lxc.o",
    real: false,
    programs: [
      "cil_from_container",
      "cil_to_container",
      "cil_lxc_policy",
      "tail_handle_arp",
      "tail_handle_ipv4",
      "tail_ipv4_ct_egress",
      "tail_handle_ipv4_cont",
      "tail_ipv4_ct_ingress",
      "tail_ipv4_to_endpoint",
      "tail_drop_notify",
    ],
    set: [],
    open: ["endpoint_ipv4=packet:ipv4.source"],
  },
];

export const SCENES = ["empty", "allow-all", "populated"] as const;
export type SceneName = (typeof SCENES)[number];

export const root = fileURLToPath(
  new URL("../../", import.meta.url).pathname.includes("/dist/")
    ? new URL("../../../", import.meta.url)
    : new URL("../../", import.meta.url),
);

/** Where the checkout's `../shared/packets` are. */
export const captures = `${root}../shared/packets`;

export interface Counts {
  compared: number;
  refused: number;
  differing: number;
  verdicts: Map<string, number>;
  reasons: Map<number, number>;
}

interface Line {
  outcome: "same" | "different" | "refused";
  action: string | null;
  retval: number | null;
  redirect: { helper: string } | null;
  events: { map: string; data: string }[];
}

/** Runs `skbox diff --json`. Throws an Error with what it says where it cannot. */
export async function run(
  subject: Subject,
  program: string,
  scene: SceneName,
  pcap: string,
  objects: string,
): Promise<Counts> {
  const file = subject.real ? `${objects}/${subject.object}` : `${root}${subject.object}`;
  const set = [...subject.set, ...(scene === "empty" ? [] : subject.open)];
  const counts: Counts = {
    compared: 0,
    refused: 0,
    differing: 0,
    verdicts: new Map(),
    reasons: new Map(),
  };
  let err = "";
  const argv = ["diff", file, program, "--pcap", pcap, "--json", ...set.flatMap((one) => ["--set", one])];
  if (scene !== "empty") argv.push("--scene", `${root}examples/scenes/${scene}.yaml`);
  await commandLine(argv, {
    out: (text) => {
      for (const line of text.trimEnd().split("\n")) count(counts, JSON.parse(line));
    },
    err: (text) => {
      err += text;
    },
    stdin: async function* () {},
    color: false,
    columns: 80,
  });
  if (err !== "") throw new Error(err);
  return counts;
}

/** Cilium's notification of a drop: its kind, and the reason. */
const DROP = "01";

function count(counts: Counts, { outcome, action, retval, redirect, events }: Line): void {
  if (outcome === "refused") {
    counts.refused++;
    return;
  }
  counts.compared++;
  if (outcome === "different") counts.differing++;
  const verdict = redirect
    ? `${redirect.helper.replace("bpf_", "")}`
    : (action ?? String(retval)).replace("TC_ACT_", "");
  counts.verdicts.set(verdict, (counts.verdicts.get(verdict) ?? 0) + 1);
  const drop = events.find(({ map, data }) => map === "cilium_events" && data.startsWith(DROP));
  if (!drop) return;
  const reason = Number.parseInt(drop.data.slice(2, 4), 16);
  counts.reasons.set(reason, (counts.reasons.get(reason) ?? 0) + 1);
}

const TITLE = "| program | scene | compared | refused | differ | verdicts | reasons of drops |";
export const heading = (object: string): string =>
  `### ${object}\n\n${TITLE}\n|---|---|---|---|---|---|---|\n`;

const often = <K>(histogram: ReadonlyMap<K, number>): [K, number][] =>
  [...histogram].sort(([, a], [, b]) => b - a);

export function rowOf(program: string, scene: SceneName, counts: Counts): string {
  const { compared, refused, differing } = counts;
  const verdicts = often(counts.verdicts).map(([verdict, number]) => `${verdict} ${number}`);
  const reasons = often(counts.reasons).map(([reason, number]) => `${reason} ${number}`);
  const cells = [program, scene, compared, refused, differing, verdicts.join(", "), reasons.join(", ")];
  return `| ${cells.join(" | ")} |\n`;
}

/** What the numbers mean, for those that occur. */
export function legend(reasons: Iterable<number>): string {
  const known = [...new Set(reasons)].sort((a, b) => a - b);
  return known.map((reason) => `${reason} ${DROP_REASONS[reason]?.[1] ?? "unknown"}`).join("; ");
}

const BEGIN = "<!-- npm run scenes -->\n";
const END = "<!-- end -->\n";
export const page = `${root}docs/scenes.md`;

/** The page, in parts: what comes before the table, the table, and what comes behind it. */
export function readPage(): [before: string, table: string, after: string] {
  const text = readFileSync(page, "utf8");
  const from = text.indexOf(BEGIN) + BEGIN.length;
  const to = text.indexOf(END, from);
  return [text.slice(0, from), text.slice(from, to), text.slice(to)];
}
