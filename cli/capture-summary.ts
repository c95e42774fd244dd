/** What became of the packets of captures, counted. */
import { dropReasonName } from "../cilium/index.ts";
import type { CaptureError, CapturePacket, Collection, Program, Replayed, Trap } from "../vm/index.ts";
import type { Io } from "./io.ts";
import { type MapChange, type MapState, type MetricsChange, mapChanges } from "./map-changes.ts";
import {
  describeError,
  KERNEL_REFUSES,
  mapChangeSentences,
  metricsSentence,
  trapSentence,
} from "./messages.ts";
import { grouped, plural } from "./numbers.ts";
import { style as styleOf } from "./style.ts";
import { table } from "./table.ts";

interface Verdict {
  retval: number;
  action: string | null;
  redirect: { helper: string; ifindex: number } | null;
  packets: number;
  bytes: number;
}

interface Stop {
  trap: Trap;
  /** Number of the first packet that stopped there. */
  packet: number;
  packets: number;
}

export class CaptureSummary {
  readonly brokenFiles: { file: string; error: CaptureError }[] = [];
  /** Packets that were run. */
  ran = 0;
  /** Of those, packets whose run was stopped. */
  stopped = 0;
  readonly #program: Program;
  readonly #before: MapState;
  readonly #verdicts = new Map<string, Verdict>();
  readonly #stops = new Map<string, Stop>();
  readonly #refused = new Map<string, { code: string; message: string; packets: number }>();
  #packets = 0;
  #bytes = 0;
  #eventsLost = 0;
  #changes: MapChange[] = [];
  readonly #start = performance.now();
  #elapsed = 0;

  /** `before` is what the maps hold before the first packet. */
  constructor(program: Program, before: MapState) {
    this.#program = program;
    this.#before = before;
  }

  packet({ number, data }: CapturePacket, { result, refused }: Replayed): void {
    this.#packets++;
    this.#bytes += data.length;
    if (refused) {
      const { code, message } = describeError(refused)!;
      count(this.#refused, message, () => ({ code, message, packets: 0 })).packets++;
      return;
    }
    this.ran++;
    this.#eventsLost += result.eventsLost;
    const { retval, action, redirect, trap } = result;
    if (trap) {
      this.stopped++;
      const place = `${trap.code} ${trap.program} ${trap.pc}`;
      count(this.#stops, place, () => ({ trap, packet: number, packets: 0 })).packets++;
    }
    if (retval === null) return;
    const target = redirect && { helper: redirect.helper, ifindex: redirect.ifindex };
    const key = target ? `${retval} ${target.helper} ${target.ifindex}` : `${retval}`;
    const verdict = count(this.#verdicts, key, () => ({
      retval,
      action,
      redirect: target,
      packets: 0,
      bytes: 0,
    }));
    verdict.packets++;
    verdict.bytes += data.length;
  }

  broken(file: string, error: CaptureError): void {
    this.brokenFiles.push({ file, error });
  }

  /** Whether there is nothing to tell but what is broken. */
  get isEmpty(): boolean {
    return this.#packets === 0 && this.brokenFiles.length > 0;
  }

  /** After the last packet. */
  end(collection: Collection): void {
    this.#elapsed = performance.now() - this.#start;
    this.#changes = mapChanges(collection, this.#before);
  }

  document() {
    const seconds = this.#elapsed / 1e3;
    return {
      program: this.#program.name,
      packets: this.#packets,
      bytes: this.#bytes,
      verdicts: this.#sorted(),
      reasons: this.#reasons().map(({ reason, direction, packets, bytes }) => ({
        reason,
        name: dropReasonName(reason),
        direction,
        packets,
        bytes,
      })),
      stopped: [...this.#stops.values()].map(({ trap, packet, packets }) => ({
        code: trap.code,
        program: trap.program,
        pc: trap.pc,
        line: trap.line,
        message: trapSentence(trap),
        first: packet,
        packets,
      })),
      refused: [...this.#refused.values()],
      broken: this.brokenFiles.map(({ file, error }) => ({ file, ...describeError(error)! })),
      events_lost: this.#eventsLost,
      duration_ns: Math.round(this.#elapsed * 1e6),
      packets_per_second: seconds > 0 ? Math.round(this.#packets / seconds) : null,
    };
  }

  tell(io: Pick<Io, "color">): string {
    const style = styleOf(io.color);
    const parts: string[] = [];
    const rows = this.#sorted().map(({ packets, bytes, ...verdict }) => [
      verdictName(verdict),
      `${packets}`,
      `${bytes}`,
    ]);
    if (rows.length > 0) parts.push(table(["verdict", "packets", "bytes"], rows));
    const stops = [...this.#stops.values()].flatMap(({ trap, packet, packets }) => [
      `${style.bad("stopped")}  ${counted(packets, "packet")}, the first is ${packet}: ${trapSentence(trap)}`,
      `         in ${trap.program}, instruction ${trap.pc}: ${trap.insn}`,
      ...(trap.line ? [`         ${trap.line.file}:${trap.line.line}: ${trap.line.text.trim()}`] : []),
      ...(trap.kernelRefuses ? [`         ${KERNEL_REFUSES}`] : []),
    ]);
    if (stops.length > 0) parts.push(`${stops.join("\n")}\n`);
    const refused = [...this.#refused.values()].map(
      ({ message, packets }) => `not run  ${counted(packets, "packet")}: ${message}\n`,
    );
    if (refused.length > 0) parts.push(refused.join(""));
    const reasons = this.#reasons().map((reason) => `reason   ${metricsSentence(reason)}\n`);
    if (reasons.length > 0) parts.push(reasons.join(""));
    const changes = this.#changes.filter(({ metrics }) => metrics.length === 0).flatMap(mapChangeSentences);
    if (changes.length > 0) parts.push(changes.map((line) => `map      ${line}\n`).join(""));
    const seconds = this.#elapsed / 1e3;
    const rate = seconds > 0 ? `, ${grouped(this.#packets / seconds)} packets/s` : "";
    const lost = this.#eventsLost > 0 ? `; ${counted(this.#eventsLost, "event")} found no room` : "";
    parts.push(
      `${counted(this.#packets, "packet")}, ${grouped(this.#bytes)} bytes in ${seconds.toFixed(2)} s${rate}${lost}\n`,
    );
    return parts.join("\n");
  }

  /** The most frequent first. */
  #sorted(): Verdict[] {
    return [...this.#verdicts.values()].sort((a, b) => b.packets - a.packets);
  }

  /** By reason and direction; newer objects count by line and file as well. */
  #reasons(): MetricsChange[] {
    const reasons = new Map<string, MetricsChange>();
    for (const { reason, direction, packets, bytes } of this.#changes.flatMap(({ metrics }) => metrics)) {
      const sum = count(reasons, `${reason} ${direction}`, () => ({
        reason,
        direction,
        packets: 0n,
        bytes: 0n,
      }));
      sum.packets += packets;
      sum.bytes += bytes;
    }
    return [...reasons.values()].sort((a, b) => Number(b.packets - a.packets));
  }
}

/** `TC_ACT_REDIRECT to interface 14 (bpf_redirect)`. */
function verdictName({ retval, action, redirect }: Pick<Verdict, "retval" | "action" | "redirect">): string {
  const name = action === null ? `${retval}` : `${action} (${retval})`;
  return redirect ? `${name} to interface ${redirect.ifindex} (${redirect.helper})` : name;
}

function count<T>(counted: Map<string, T>, key: string, make: () => T): T {
  let found = counted.get(key);
  if (!found) {
    found = make();
    counted.set(key, found);
  }
  return found;
}

const counted = (number: number, what: string): string => plural(number, what, grouped(number));
