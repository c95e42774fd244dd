/**
 * Vectors of helpers, taken from the Linux kernel: `test/golden/helpers/*.json`. A case is a packet and a row
 * of calls; the result of each, the memory that it changed, and what packet and context are like at the end
 * are what BPF_PROG_TEST_RUN showed for a program that makes these calls.
 */
import { readdirSync, readFileSync } from "node:fs";
import { contexts } from "../../../spec/contexts.ts";
import { type Argument, helpers } from "../../../spec/helpers.ts";
import {
  CONTEXT,
  ENVIRONMENT,
  EVENT,
  EVENTS,
  INTERFACE,
  InterfaceFlag,
  NEIGHBOUR,
  ROUTE,
  SKB,
  SKB_CELL,
  SOCKET,
  STATE,
  STATE_CELL,
  TRACE,
} from "../../../spec/layout.ts";
import { type Core, createCore } from "../../../vm/core.ts";

/** A number in hexadecimal, bytes in hexadecimal, a map by its name, or null. */
type VectorArgument = string | { memory: string } | { map: string } | null;

export interface Vector {
  type: "SCHED_CLS" | "XDP";
  packet: string;
  /** Bytes of it that are linear, where not all are. */
  linear?: number;
  /** Fields of the context that were set. */
  ctx?: Record<string, number>;
  /** `complete`: the frame came with a sum over what follows its Ethernet header. */
  checksum?: "complete";
  calls: {
    helper: string;
    args: VectorArgument[];
    /** A number in hexadecimal, or `socket` and the index of the one that was found. */
    result: string;
    /** All memory arguments after the call, when one has changed. */
    memory_out?: string[];
  }[];
  /** Where it has changed. */
  packet_out?: string;
  /** The sample that a reader of the perf ring got: what was written, with zeros up to 4 less than a multiple of 8. */
  event?: string;
  /** What trace_pipe showed, one character per byte. */
  trace?: string;
  /** Context fields, and the bytes between `data` and `data_end` and between `data_meta` and `data`. */
  ctx_out: Record<string, number>;
}

interface Interface {
  ifindex: number;
  mtu: number;
  mac: string;
  flags: (keyof typeof InterfaceFlag)[];
  address4?: string;
  address6?: string;
}

interface Route {
  family: number;
  table: number;
  type: number;
  destination: string;
  metric: number;
  ifindex?: number;
  gateway?: string;
  source?: string;
  mtu?: number;
}

interface Socket {
  protocol: number;
  family: number;
  state: number;
  local: string;
  port: number;
  remote?: string;
  remote_port?: number;
  bound?: number;
  ipv6_only?: boolean;
}

/** The network namespace that the vectors were taken in. */
export interface Environment {
  interfaces?: Interface[];
  routes?: Route[];
  neighbours?: { ifindex: number; address: string; mac: string }[];
  sockets?: Socket[];
}

export interface VectorFile {
  cpus?: number;
  /** The map `events`. */
  map?: { entries: number };
  environment?: Environment;
  cases: Vector[];
}

const folder = new URL("../../golden/helpers/", import.meta.url);

export const vectorFiles = readdirSync(folder).filter((name) => name.endsWith(".json"));

export function readVectors(name: string): VectorFile {
  return JSON.parse(readFileSync(new URL(name, folder), "utf8"));
}

const PERF_EVENT_ARRAY = 4;
const AF_INET = 2;
const AF_INET6 = 10;
const familyOf = (address: string) => (address.includes(":") ? AF_INET6 : AF_INET);

/** An address in network order: 4 or 16 bytes. */
function addressBytes(text: string): Uint8Array {
  if (familyOf(text) === AF_INET) return Uint8Array.from(text.split("."), Number);
  const [head = "", tail] = text.split("::");
  const words = (part: string) =>
    part === "" ? [] : part.split(":").map((word) => Number.parseInt(word, 16));
  const first = words(head);
  const last = words(tail ?? "");
  const all = [...first, ...new Array(8 - first.length - last.length).fill(0), ...last];
  return Uint8Array.from(all.flatMap((word) => [word >> 8, word & 0xff]));
}

const macBytes = (text: string) => Uint8Array.from(text.split(":"), (part) => Number.parseInt(part, 16));

const fromHex = (text: string) => Uint8Array.from(Buffer.from(text, "hex"));
const toHex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
const bpfSock = contexts.find(({ structure }) => structure === "bpf_sock")!.fields;
const rows = new Map(helpers.map((row) => [row.name, row]));
const CHECKSUM_COMPLETE = 2;
const ETHERNET_HEADER = 14;

type Exports = Record<string, (...args: (number | bigint)[]) => bigint> & {
  packetReset(address: number, length: number, linear: number, kind: number): number;
  allocatePages(pages: number): number;
  environment(): number;
  environmentClear(): void;
  addInterface(): number;
  addRoute(): number;
  addNeighbour(): number;
  addSocket(): number;
};

export class VectorRunner {
  readonly core: Core;
  readonly exports: Exports;
  readonly #scratch: number;
  readonly maps = new Map<string, number>();

  constructor(core: Core) {
    this.core = core;
    this.exports = core.exports as unknown as Exports;
    this.#scratch = this.exports.allocatePages(16);
  }

  static async create(): Promise<VectorRunner> {
    return new VectorRunner(await createCore());
  }

  /** Makes the machine what it was when the file's vectors were taken. */
  prepare({ cpus = 1, map, environment = {} }: VectorFile): void {
    this.core.memory.setU32(STATE_CELL + STATE.CPUS, cpus);
    if (map) {
      const { mapCreate } = this.core.exports;
      this.maps.set("events", mapCreate(1, PERF_EVENT_ARRAY, 4, 4, map.entries, 0));
    }
    this.surround(environment);
  }

  surround({ interfaces = [], routes = [], neighbours = [], sockets = [] }: Environment): void {
    const { memory } = this.core;
    this.exports.environmentClear();
    if (interfaces.length > 0) memory.setU32(this.exports.environment() + ENVIRONMENT.INTERFACES, 0);
    for (const row of interfaces) {
      const at = this.exports.addInterface();
      memory.setU32(at + INTERFACE.IFINDEX, row.ifindex);
      memory.setU32(at + INTERFACE.MTU, row.mtu);
      memory.setU32(at + INTERFACE.HEADER_LENGTH, ETHERNET_HEADER);
      memory.setU32(
        at + INTERFACE.FLAGS,
        row.flags.reduce((flags, name) => flags | InterfaceFlag[name], 0),
      );
      memory.write(at + INTERFACE.MAC, macBytes(row.mac));
      if (row.address4) memory.write(at + INTERFACE.ADDRESS4, addressBytes(row.address4));
      if (row.address6) memory.write(at + INTERFACE.ADDRESS6, addressBytes(row.address6));
    }
    // The newest of equal routes is found first; the kernel lists the one it prefers first.
    for (const row of routes.toReversed()) {
      const at = this.exports.addRoute();
      const [destination = "", bits] = row.destination.split("/");
      memory.setU32(at + ROUTE.FAMILY, row.family === 4 ? AF_INET : AF_INET6);
      memory.setU32(at + ROUTE.TABLE, row.table);
      memory.setU32(at + ROUTE.TYPE, row.type);
      memory.setU32(at + ROUTE.PREFIX_LENGTH, Number(bits));
      memory.setU32(at + ROUTE.METRIC, row.metric);
      memory.setU32(at + ROUTE.IFINDEX, row.ifindex ?? 0);
      memory.setU32(at + ROUTE.MTU, row.mtu ?? 0);
      memory.write(at + ROUTE.DESTINATION, addressBytes(destination));
      if (row.gateway) {
        memory.setU32(at + ROUTE.GATEWAY_FAMILY, familyOf(row.gateway));
        memory.write(at + ROUTE.GATEWAY, addressBytes(row.gateway));
      }
      if (row.source) memory.write(at + ROUTE.SOURCE, addressBytes(row.source));
    }
    for (const row of neighbours) {
      const at = this.exports.addNeighbour();
      memory.setU32(at + NEIGHBOUR.IFINDEX, row.ifindex);
      memory.setU32(at + NEIGHBOUR.FAMILY, familyOf(row.address));
      memory.write(at + NEIGHBOUR.ADDRESS, addressBytes(row.address));
      memory.write(at + NEIGHBOUR.MAC, macBytes(row.mac));
    }
    this.#sockets = sockets.map((row) => this.#addSocket(row));
  }

  #sockets: number[] = [];

  #addSocket(row: Socket): number {
    const { memory } = this.core;
    const at = this.exports.addSocket();
    const ipv6 = row.family === AF_INET6;
    const field = (name: string) => at + SOCKET.IMAGE + bpfSock.find((one) => one.name === name)!.offset;
    memory.setU32(field("family"), row.family);
    memory.setU32(field("protocol"), row.protocol);
    memory.setU32(field("state"), row.state);
    memory.setU32(field("src_port"), row.port);
    memory.setU32(field("bound_dev_if"), row.bound ?? 0);
    memory.write(field(ipv6 ? "src_ip6" : "src_ip4"), addressBytes(row.local));
    if (row.remote) memory.write(field(ipv6 ? "dst_ip6" : "dst_ip4"), addressBytes(row.remote));
    if (row.remote_port)
      memory.write(field("dst_port"), Uint8Array.of(row.remote_port >> 8, row.remote_port & 255));
    memory.setU32(at + SOCKET.IPV6_ONLY, row.ipv6_only ? 1 : 0);
    return at;
  }

  /** Makes the vector's packet the machine's. */
  reset(vector: Pick<Vector, "type" | "packet" | "linear" | "ctx" | "checksum">): void {
    const { memory } = this.core;
    const packet = fromHex(vector.packet);
    memory.write(CONTEXT, new Uint8Array(256));
    memory.write(this.#scratch, packet);
    this.exports.packetReset(this.#scratch, packet.length, vector.linear ?? 0, vector.type === "XDP" ? 1 : 0);
    if (vector.type === "XDP") {
      memory.setU32(CONTEXT + offsetOf("ingress_ifindex", "XDP"), 1);
      return;
    }
    this.setField("ifindex", 1);
    this.setField("protocol", packet[12]! | (packet[13]! << 8));
    this.setField("pkt_type", packet[0]! & 1 ? 2 : packet.subarray(0, 6).some(Boolean) ? 3 : 0);
    for (const [name, value] of Object.entries(vector.ctx ?? {})) this.setField(name, value);
    if (vector.checksum === "complete") {
      memory.setU32(SKB_CELL + SKB.IP_SUMMED, CHECKSUM_COMPLETE);
      memory.setU32(SKB_CELL + SKB.CSUM, sumOf(packet.subarray(ETHERNET_HEADER)));
    }
  }

  /** Makes the vector's calls; the vector as this machine would have it. */
  run(vector: Vector): Vector {
    const { memory } = this.core;
    this.reset(vector);
    memory.setU32(STATE_CELL + STATE.EVENT_BYTES, 0);
    const calls = vector.calls.map((call) => {
      const row = rows.get(call.helper);
      if (!row) throw new Error(`no row for ${call.helper}`);
      const kinds = row.arguments.filter((kind) => kind !== "context");
      const spans: [address: number, length: number][] = [];
      let at = this.#scratch + 0x8000;
      const values = call.args.map((arg, i) => {
        if (arg === null) return 0;
        if (typeof arg === "string") return numberFor(kinds[i]!, BigInt(arg));
        if ("map" in arg) return this.maps.get(arg.map)!;
        const bytes = fromHex(arg.memory);
        const address = at;
        memory.write(address, bytes);
        spans.push([address, bytes.length]);
        at += (bytes.length + 15) & ~7;
        return address;
      });
      const result = BigInt.asUintN(64, this.exports[`bpf_${call.helper}`]!(...values));
      const after = spans.map(([address, length]) => toHex(memory.read(address, length)));
      const before = call.args.flatMap((arg) =>
        arg && typeof arg === "object" && "memory" in arg ? [arg.memory] : [],
      );
      const changed = after.some((text, i) => text !== before[i]);
      const answer =
        row.result === "socket" && result !== 0n
          ? `socket ${this.#sockets.indexOf(Number(result))}`
          : `0x${result.toString(16)}`;
      return {
        helper: call.helper,
        args: call.args,
        result: answer,
        ...(changed && { memory_out: after }),
      };
    });
    const data = memory.u32(SKB_CELL + SKB.DATA);
    const meta = memory.u32(SKB_CELL + SKB.META);
    const length = memory.u32(SKB_CELL + SKB.LENGTH);
    const start = this.field("data", vector.type);
    const shown: Record<string, number> = {
      linear: this.field("data_end", vector.type) - start,
      meta: start - this.field("data_meta", vector.type),
    };
    const ctx_out = Object.fromEntries(
      Object.keys(vector.ctx_out).map((name) => [name, shown[name] ?? this.field(name, vector.type)]),
    );
    // An XDP test-run shows metadata as the packet's beginning.
    const packet_out = toHex(memory.read(data - meta, meta + length));
    const { packet_out: _packet, event: _event, trace: _trace, ...rest } = vector;
    const event = this.event();
    const trace = this.trace();
    return {
      ...rest,
      calls,
      ctx_out,
      ...(packet_out !== vector.packet && { packet_out }),
      ...(event && { event }),
      ...(trace && { trace }),
    };
  }

  /** The first event as a perf ring holds it. */
  event(): string | undefined {
    const { memory } = this.core;
    if (memory.u32(STATE_CELL + STATE.EVENT_BYTES) === 0) return undefined;
    const length = memory.u32(EVENTS + EVENT.LENGTH);
    const padding = (((length + 11) & ~7) - 4 - length) * 2;
    return toHex(memory.read(EVENTS + EVENT.SIZE, length)) + "0".repeat(padding);
  }

  trace(): string {
    const { memory } = this.core;
    return Buffer.from(memory.read(TRACE, memory.u32(STATE_CELL + STATE.TRACE_BYTES))).toString("latin1");
  }

  field(name: string, type: Vector["type"] = "SCHED_CLS"): number {
    return this.core.memory.u32(CONTEXT + offsetOf(name, type));
  }

  setField(name: string, value: number): void {
    this.core.memory.setU32(CONTEXT + offsetOf(name, "SCHED_CLS"), value);
  }
}

function offsetOf(name: string, type: Vector["type"]): number {
  const context = contexts.find(({ programType }) => programType === type)!;
  return context.fields.find((field) => field.name === name)!.offset;
}

function numberFor(kind: Argument, value: bigint): number | bigint {
  return kind === "u64" ? value : Number(BigInt.asIntN(32, value));
}

/** One's complement sum of little-endian 16-bit words, as 16 bits. */
export function sumOf(bytes: Uint8Array): number {
  let sum = 0;
  for (const [i, byte] of bytes.entries()) sum += i & 1 ? byte << 8 : byte;
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  return sum;
}
