/** The vectors of helpers (see test/core/helpers/vectors.ts), taken from a machine as a whole. */
import { contexts } from "../../spec/contexts.ts";
import { type Helper, helpers } from "../../spec/helpers.ts";
import type { Machine } from "../../vm/index.ts";
import type { Vector, VectorFile } from "../core/helpers/vectors.ts";
import { specOf } from "../differential/program.ts";
import { bytes, collection, hex, map } from "../support/program.ts";

/** Files that a test-run in a namespace of our making cannot give, and why. */
export const takenElsewhere: Readonly<Record<string, string>> = {
  "checksum_complete.json": "frames of a test-run come without a device's checksum",
  "sk_lookup.json": "sockets in every state of theirs have to be there",
};

const MEMORY_SIZE = 4096;
/** Results, and from FIELDS on what packet and context are like at the end. */
const RESULTS_SIZE = 1024;
const FIELDS = 512;
const NAMES = ["memory", "results", "events"];
const MEMORY_INDEX = 0;
const RESULTS_INDEX = 1;
const EVENTS_INDEX = 2;

const rows = new Map<string, Helper>(helpers.map((row) => [row.name, row]));

export class HelperVectors {
  readonly #machine: Machine;
  readonly #events: number;

  constructor(machine: Machine, { map: events }: VectorFile) {
    this.#machine = machine;
    this.#events = events?.entries ?? 1;
  }

  /** The vector with this machine's answers. */
  take(vector: Vector): Vector {
    const shared = { maxEntries: 1, pinByName: true };
    const maps = [
      map("memory", "ARRAY", { ...shared, valueSize: MEMORY_SIZE }),
      map("results", "ARRAY", { ...shared, valueSize: RESULTS_SIZE }),
      ...(usesEvents(vector)
        ? [map("events", "PERF_EVENT_ARRAY", { valueSize: 4, maxEntries: this.#events, pinByName: true })]
        : []),
    ];
    const { text, memory, spans } = programOf(vector);
    const spec = { ...specOf(vector.type, text, NAMES), ...(vector.linear && { section: "xdp.frags" }) };
    const loaded = this.#machine.load(collection([spec], maps));
    loaded.map("memory").update(0, memory);
    loaded.map("results").update(0, new Uint8Array(RESULTS_SIZE));
    const run = loaded.program("prog").run({
      data: bytes(vector.packet),
      ctx: vector.ctx ?? {},
      ...(vector.linear && { linear: vector.linear }),
    });
    if (run.trap) throw new Error(`stopped: ${run.trap.code}`);

    const after = loaded.map("memory").lookup(0)!;
    const results = new DataView(loaded.map("results").lookup(0)!.buffer);
    const calls = vector.calls.map(({ helper, args }, i) => {
      const out = spans[i]!.map(([at, length]) => hex(after.slice(at, at + length)));
      const changed = spans[i]!.some(([at, length], j) => hex(memory.slice(at, at + length)) !== out[j]);
      const result = `0x${results.getBigUint64(8 * i, true).toString(16)}`;
      return { helper, args, result, ...(changed && { memory_out: out }) };
    });
    const ctx_out = Object.fromEntries(
      Object.keys(vector.ctx_out).map((name, i) => [name, results.getUint32(FIELDS + 8 * i, true)]),
    );
    // A machine's result begins with the packet, vectors of XDP with the metadata before it.
    const metadata = ctx_out.meta ? (vector.packet_out ?? "").slice(0, 2 * ctx_out.meta) : "";
    const packet = metadata + hex(run.dataOut);
    const [event] = run.events;
    const { packet_out: _packet, event: _event, ...rest } = vector;
    return {
      ...rest,
      calls,
      ctx_out,
      ...(packet !== vector.packet && { packet_out: packet }),
      ...(event && { event: hex(event.data) }),
    };
  }
}

const usesEvents = ({ calls }: Vector): boolean =>
  calls.some(({ args }) => args.some((arg) => typeof arg === "object" && arg !== null && "map" in arg));

interface Taking {
  text: string;
  /** What the memory arguments are before the calls. */
  memory: Uint8Array;
  /** Where each call's memory arguments lie. */
  spans: [at: number, length: number][][];
}

/** A program that makes the vector's calls. */
function programOf({ type, calls, ctx_out }: Vector): Taking {
  const memory = new Uint8Array(MEMORY_SIZE);
  const spans: Taking["spans"] = [];
  const lines = ["mov64_reg %r6, %r1"];
  let free = 0;
  const place = (index: number, offset: number) =>
    `0x${((BigInt(offset) << 32n) | BigInt(index)).toString(16)}`;
  const store = (at: number, register: number) => [
    `lddw_map_value %r1, ${place(RESULTS_INDEX, at)}`,
    `stxdw [%r1+0], %r${register}`,
  ];
  for (const [i, { helper, args }] of calls.entries()) {
    const row = rows.get(helper)!;
    const own: [number, number][] = [];
    const left = [...args];
    for (const [j, kind] of row.arguments.entries()) {
      const register = `%r${j + 1}`;
      if (kind === "context") {
        lines.push(`mov64_reg ${register}, %r6`);
        continue;
      }
      const arg = left.shift()!;
      if (arg === null) lines.push(`mov64_imm ${register}, 0`);
      else if (typeof arg === "string") lines.push(`lddw ${register}, ${arg}`);
      else if ("map" in arg) lines.push(`lddw_map_fd ${register}, ${EVENTS_INDEX}`);
      else {
        const content = bytes(arg.memory);
        memory.set(content, free);
        own.push([free, content.length]);
        lines.push(`lddw_map_value ${register}, ${place(MEMORY_INDEX, free)}`);
        free += (content.length + 15) & ~7;
      }
    }
    spans.push(own);
    lines.push(`call_helper ${row.id}`, ...store(8 * i, 0));
  }
  const { fields } = contexts.find(({ programType }) => programType === type)!;
  const field = (name: string, register: number) =>
    `ldxw %r${register}, [%r6+${fields.find((one) => one.name === name)!.offset}]`;
  for (const [i, name] of Object.keys(ctx_out).entries()) {
    if (name === "linear") lines.push(field("data_end", 2), field("data", 3), "sub64_reg %r2, %r3");
    else if (name === "meta") lines.push(field("data", 2), field("data_meta", 3), "sub64_reg %r2, %r3");
    else lines.push(field(name, 2));
    lines.push(...store(FIELDS + 8 * i, 2));
  }
  return { text: [...lines, "mov64_imm %r0, 0", "exit", ""].join("\n"), memory, spans };
}
