/** Tells what runs notify of, as it comes. */
import {
  decodeNotification,
  flowDictionary,
  flowDocument,
  flowOf,
  flowText,
  type Heard,
  isEventsMap,
  monitorText,
  type PaintVerdict,
  type Peers,
  undecodedText,
  verboseText,
} from "../cilium/index.ts";
import type { RunResult } from "../vm/index.ts";
import { type FlowFilterOptions, flowFilter, isFiltered } from "./flow-filter.ts";
import type { Io } from "./io.ts";
import { toJson } from "./json.ts";
import { trapSentence } from "./messages.ts";
import { plural } from "./numbers.ts";
import { style } from "./style.ts";

/** Those of `hubble observe`, and of `cilium monitor -v` and `-vv`; `json` and `jsonpb` are the same. */
export const FLOW_OUTPUTS = ["compact", "dict", "json", "jsonpb", "monitor", "verbose"] as const;
export type FlowOutput = (typeof FLOW_OUTPUTS)[number];
/** Between flows of several lines. */
const SEPARATOR = "-".repeat(12);

export interface FlowTellerOptions {
  output: FlowOutput;
  peers: Peers;
  filter: FlowFilterOptions;
}

export class FlowTeller {
  /** Whether a run was. */
  stopped = false;
  runs = 0;
  readonly #options: FlowTellerOptions;
  readonly #io: Io;
  readonly #paint: PaintVerdict;
  readonly #wanted: ReturnType<typeof flowFilter>;
  readonly #filtered: boolean;
  #flows = 0;
  #shown = 0;
  #debugMessages = 0;
  #lost = 0;

  constructor(options: FlowTellerOptions, io: Io) {
    this.#options = options;
    this.#io = io;
    const { good, bad } = style(io.color);
    this.#paint = (text, dropped) => (dropped ? bad(text) : good(text));
    this.#wanted = flowFilter(options.filter);
    this.#filtered = isFiltered(options.filter);
  }

  hear(result: RunResult, time: bigint | null): void {
    this.runs++;
    this.#lost += result.eventsLost;
    for (const { map, cpu, data, packetLength } of result.events) {
      if (!isEventsMap(map)) continue;
      this.#tell({ notification: decodeNotification(data, packetLength), cpu, time });
    }
    if (!result.trap) return;
    this.stopped = true;
    const { trap } = result;
    this.#io.err(`run ${this.runs} was stopped in ${trap.program}: ${trapSentence(trap)}\n`);
  }

  #tell(heard: Heard): void {
    const { output, peers } = this.#options;
    const { notification } = heard;
    const flow = flowOf(notification, peers);
    if (flow) this.#flows++;
    if (notification.type === "debug") this.#debugMessages++;
    // What cannot be decoded may be anybody's.
    if (flow ? !this.#wanted(flow) : this.#filtered && notification.type !== "undecoded") return;
    if (flow) this.#shown++;
    const { out } = this.#io;
    if (output === "json" || output === "jsonpb") out(toJson(flowDocument(flow, heard, peers)));
    else if (output === "monitor") out(`${monitorText(heard, peers)}\n`);
    else if (output === "verbose") out(`${verboseText(heard, peers)}\n`);
    else if (flow && output === "dict") {
      out(`${this.#shown > 1 ? `${SEPARATOR}\n` : ""}${flowDictionary(flow, heard.time)}\n`);
    } else if (flow) out(`${flowText(flow, heard.time, this.#paint)}\n`);
    else if (notification.type === "undecoded") out(`${undecodedText(notification, heard.time)}\n`);
  }

  /** Says on standard error how much there was, and what is not shown. */
  end(): void {
    const parts = [plural(this.runs, "run"), plural(this.#flows, "flow")];
    if (this.#shown < this.#flows) parts.push(`${this.#shown} shown`);
    if (this.#debugMessages > 0) {
      const hint = ["compact", "dict"].includes(this.#options.output) ? " (-v shows them)" : "";
      parts.push(`${plural(this.#debugMessages, "debug message")}${hint}`);
    }
    if (this.#lost > 0) parts.push(`${plural(this.#lost, "notification")} lost for lack of room`);
    this.#io.err(`${parts.join(", ")}\n`);
  }
}
