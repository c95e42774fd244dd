/** The story of a run: calls, stores, branches, lines and instructions, as they happened. */
import type { LineInfo, MapSpec } from "../loader/index.ts";
import { contexts } from "../spec/contexts.ts";
import { FRAME_POINTER, REGISTER_COUNT } from "../spec/encoding.ts";
import { type Argument, type Helper, helperById, helperName, type Result } from "../spec/helpers.ts";
import { CONTEXT, ProvenanceKind } from "../spec/layout.ts";
import { MAP_TYPES } from "../spec/maps.ts";
import { contextIndexOf } from "./context.ts";
import type { RawInstruction } from "./disassembler.ts";
import type { CoreEngine } from "./engines/core.ts";
import type { CoreMap } from "./engines/core-map.ts";
import type { CoreProgram } from "./engines/core-program.ts";
import { MachineError } from "./errors.ts";
import { Inspector, type Register } from "./inspector.ts";
import type { Observer } from "./observation.ts";
import { unpackProvenance } from "./pointer.ts";
import { type ProgramText, ProgramTexts } from "./program-text.ts";

/** What is told: `calls` has programs, calls and stores, `lines` also lines and branches, `insns` everything. */
export type TraceLevel = "calls" | "lines" | "insns";
/** How much is written down, the least first. */
export const TRACE_LEVELS: readonly TraceLevel[] = ["calls", "lines", "insns"];

/** How much of a run is written down. */
export interface TraceOptions {
  /** `calls` by default. */
  level?: TraceLevel;
  /** Events that are kept, from the beginning; 200,000 by default. */
  limit?: number;
}

/** When and where: the number of instructions executed before, and the instruction that did it. */
export interface TracePlace {
  step: number;
  program: string;
  function: string;
  pc: number;
  /** Frames open below; 0 in a program's entry function. */
  depth: number;
  line: LineInfo | null;
}

/** Bytes that became others. */
export interface ByteChange {
  offset: number;
  before: Uint8Array;
  after: Uint8Array;
}

/** What a helper was given. */
export interface TraceArgument {
  /** As linux/bpf.h calls it. */
  name: string;
  kind: Argument;
  value: bigint;
  /** The map that it is, or whose key or value it points to. */
  map: MapSpec | null;
  /** What it points to, where it is memory: as it was before the call, or after it if the helper writes there. */
  bytes: Uint8Array | null;
  /** A callback's name. */
  function: string | null;
}

/** One thing that happened in a run, and where. */
export type TraceEvent = TracePlace &
  (
    | /** A program begins: the first one, or one that was tail-called. */ { event: "program" }
    | /** A function of the program begins, called by it or by a helper. */ { event: "call" }
    | { event: "return"; r0: Register }
    | {
        event: "helper";
        helper: string;
        arguments: TraceArgument[];
        returns: Result;
        /** Null where the run stopped in the helper. */
        result: Register | null;
        /** The value that a lookup found; null where it found none, or a map. */
        found: Uint8Array | null;
        packet: { lengthBefore: number; lengthAfter: number; changes: ByteChange[] } | null;
      }
    | {
        event: "tail_call";
        map: MapSpec | null;
        index: number;
        /** Null where the slot is empty, or the limit of tail calls is reached: the program goes on. */
        target: string | null;
      }
    | ({
        event: "store";
        /** `memory` is a map's value of which nothing else is known, or what a raw program was given. */
        target: "packet" | "packet_meta" | "context" | "map_value" | "memory";
        /** A map value's map, and its key where the run has looked it up. */
        map: MapSpec | null;
        key: Uint8Array | null;
        /** The context's field. */
        field: string | null;
      } & ByteChange)
    | /** A conditional jump. */ { event: "branch"; text: string; taken: boolean; to: number }
    | /** Another line of C than before. */ { event: "line" }
    | { event: "insn"; text: string; changed: (Register & { register: number })[] }
  );

/** What happened in a run, in order. */
export interface Trace {
  events: TraceEvent[];
  /** Events behind the limit. */
  dropped: number;
}

const DEFAULT_LIMIT = 200_000;

/** What has begun and shows its outcome at a later instruction. */
type Pending = (next: { program: CoreProgram; pc: number; depth: number }) => void;

interface OpenHelper {
  depth: number;
  row: Helper;
  map: CoreMap | null;
  complete(returned: boolean): void;
}

/** Writes down what runs do while they are observed. */
export class TraceRecorder {
  readonly #inspector: Inspector;
  readonly #level: number;
  readonly #limit: number;
  readonly #texts = new ProgramTexts();
  #trace: Trace = { events: [], dropped: 0 };
  #step = 0;
  #pending: Pending[] = [];
  #helpers: OpenHelper[] = [];
  /** The frame in which the last instruction was, and whether it left it. */
  #depth = -1;
  #left = false;
  /** Whether a tail call was taken. */
  #tailCalled = false;
  #line: LineInfo | null = null;

  /** Throws BAD_INPUT. */
  constructor(engine: CoreEngine, { level = "calls", limit = DEFAULT_LIMIT }: TraceOptions) {
    if (!TRACE_LEVELS.includes(level)) {
      throw new MachineError("BAD_INPUT", `no trace of ${level}`, {
        found: level,
        expected: TRACE_LEVELS.join(", "),
      });
    }
    if (!Number.isInteger(limit) || limit < 0) {
      throw new MachineError("BAD_INPUT", `a trace of at most ${limit} events`, { found: limit });
    }
    this.#inspector = new Inspector(engine, { mayScan: false });
    this.#level = TRACE_LEVELS.indexOf(level);
    this.#limit = limit;
  }

  /** What was written down since the last time; to be called when a run has ended. */
  take(): Trace {
    for (const helper of this.#helpers.reverse()) helper.complete(false);
    const trace = this.#trace;
    this.#trace = { events: [], dropped: 0 };
    this.#step = 0;
    this.#pending = [];
    this.#helpers = [];
    this.#depth = -1;
    this.#left = false;
    this.#tailCalled = false;
    this.#line = null;
    this.#inspector.forget();
    return trace;
  }

  readonly observe: Observer = (observed, pc, depth) => {
    const program = observed as CoreProgram;
    const pending = this.#pending;
    this.#pending = [];
    for (const settle of pending) settle({ program, pc, depth });
    while (this.#helpers.length > 0 && this.#helpers.at(-1)!.depth >= depth) {
      this.#helpers.pop()!.complete(true);
    }

    const text = this.#texts.of(program.spec);
    const line = text.line(pc);
    const place: TracePlace = {
      step: this.#step++,
      program: program.spec.name,
      function: text.functionAt(pc),
      pc,
      depth,
      line,
    };
    this.#arrive(place);
    if (this.#level > 0 && line && !sameLine(line, this.#line)) this.#tell({ ...place, event: "line" });
    this.#line = line;
    this.#look(place, text);
    this.#depth = depth;
  };

  /** Tells of programs and functions that begin here. */
  #arrive(place: TracePlace): void {
    const { depth } = place;
    const begins = this.#tailCalled || depth > this.#depth || (this.#left && depth === this.#depth);
    const isProgram = this.#tailCalled || depth === 0;
    this.#left = false;
    this.#tailCalled = false;
    if (!begins) return;
    this.#line = null;
    if (isProgram) {
      this.#tell({ ...place, event: "program" });
      return;
    }
    this.#tell({ ...place, event: "call" });
    const caller = this.#helpers.at(-1);
    if (caller?.row.name === "for_each_map_elem" && caller.map && caller.depth === depth - 1) {
      const key = this.#inspector.read(Number(this.#inspector.value(2)), caller.map.spec.keySize);
      this.#inspector.learn(Number(this.#inspector.value(3)), caller.map, key);
    }
  }

  /** Looks at the instruction that comes next. */
  #look(place: TracePlace, text: ProgramText): void {
    const insn = text.instruction(place.pc);
    const { row } = insn;
    if (this.#level === 2) this.#tellInstruction(place, text.text(place.pc));
    switch (row?.form) {
      case "jump":
        if (this.#level > 0) this.#lookAtBranch(place, text.text(place.pc));
        break;
      case "store":
      case "atomic":
        this.#lookAtStore(place, insn, row.size);
        break;
      case "exit":
        this.#left = true;
        if (place.depth > 0) this.#tell({ ...place, event: "return", r0: this.#inspector.register(0) });
        break;
      case "call":
        if (row.target === "helper") this.#lookAtHelper(place, insn.imm);
        else if (row.target === "register")
          this.#lookAtHelper(place, Number(this.#inspector.value(insn.dst) & 0xffff_ffffn));
        break;
    }
  }

  #tellInstruction(place: TracePlace, text: string): void {
    const registers = Array.from({ length: REGISTER_COUNT }, (_, n) => ({
      value: this.#inspector.value(n),
      provenance: this.#inspector.provenance(n),
    }));
    const changed: (Register & { register: number })[] = [];
    this.#tell({ ...place, event: "insn", text, changed });
    this.#pending.push(({ depth }) => {
      for (const [register, { value, provenance }] of registers.entries()) {
        const now = this.#inspector.value(register);
        if (now === value && this.#inspector.provenance(register) === provenance) continue;
        // A new frame's r10 is no result of the call.
        if (register === FRAME_POINTER && depth !== place.depth) continue;
        changed.push({ register, ...this.#inspector.register(register) });
      }
    });
  }

  #lookAtBranch(place: TracePlace, text: string): void {
    this.#pending.push(({ pc }) => {
      this.#tell({ ...place, event: "branch", text, taken: pc !== place.pc + 1, to: pc });
    });
  }

  #lookAtStore(place: TracePlace, insn: RawInstruction, size: number): void {
    const { kind, base } = unpackProvenance(this.#inspector.provenance(insn.dst));
    const address = Number(BigInt.asUintN(64, this.#inspector.value(insn.dst) + BigInt(insn.off)));
    if (kind === ProvenanceKind.STACK || !Number.isSafeInteger(address)) return;
    const before = this.#inspector.read(address, size);
    this.#pending.push(() => {
      const after = this.#inspector.read(address, size);
      const store = { ...place, event: "store", map: null, key: null, field: null, before, after } as const;
      const packet = this.#inspector.packetAddress;
      switch (kind) {
        case ProvenanceKind.PACKET:
          this.#tell({ ...store, target: "packet", offset: address - packet });
          break;
        case ProvenanceKind.PACKET_META:
          this.#tell({ ...store, target: "packet_meta", offset: address - packet });
          break;
        case ProvenanceKind.CONTEXT: {
          const offset = address - CONTEXT;
          this.#tell({ ...store, target: "context", field: this.#fieldAt(offset), offset });
          break;
        }
        default: {
          const value = this.#inspector.valueAt(base);
          this.#tell({
            ...store,
            target: value ? "map_value" : "memory",
            map: value?.map.spec ?? null,
            key: value?.key ?? null,
            offset: address - base,
          });
        }
      }
    });
  }

  /** `mark`, `cb[2]`. */
  #fieldAt(offset: number): string | null {
    const { fields } = contexts[contextIndexOf(this.#inspector.running.spec.type)]!;
    const field = fields.find((one) => offset >= one.offset && offset < one.offset + one.size);
    if (!field) return null;
    return field.size > 8 ? `${field.name}[${(offset - field.offset) >> 2}]` : field.name;
  }

  #lookAtHelper(place: TracePlace, id: number): void {
    const row = helperById(id);
    if (!row) {
      const nothing = { returns: "scalar", result: null, found: null, packet: null } as const;
      this.#tell({ ...place, event: "helper", helper: helperName(id), arguments: [], ...nothing });
      return;
    }
    const map = this.#mapArgument(row);
    if (row.tailCall) {
      const index = Number(this.#inspector.value(3) & 0xffff_ffffn);
      this.#pending.push(({ program, pc }) => {
        const taken = pc !== place.pc + 1 || program.spec.name !== place.program;
        const target = taken ? program.spec.name : null;
        this.#tell({ ...place, event: "tail_call", map: map?.spec ?? null, index, target });
        this.#tailCalled = taken;
      });
      return;
    }
    const memory: { argument: TraceArgument; address: number; size: number }[] = [];
    const names = row.parameters.split(" ");
    const given = row.arguments.map((kind, i): TraceArgument => {
      const value = this.#inspector.value(i + 1);
      const argument: TraceArgument = {
        name: names[i]!,
        kind,
        value,
        map: null,
        bytes: null,
        function: null,
      };
      if (kind === "map" || kind.startsWith("map_")) argument.map = map?.spec ?? null;
      if (kind === "callback" && this.#inspector.provenance(i + 1) !== 0n) {
        argument.function = this.#texts
          .of(this.#inspector.running.spec)
          .functionAt(this.#inspector.slotOf(Number(value)));
      }
      const size = this.#sizeOf(row, i, map);
      if (size !== null && this.#inspector.provenance(i + 1) !== 0n) {
        const address = Number(BigInt.asUintN(32, value));
        argument.bytes = this.#inspector.read(address, size);
        if (kind.endsWith("_out") || kind.endsWith("_inout")) memory.push({ argument, address, size });
      }
      return argument;
    });
    const packetBefore = this.#inspector.packet();
    const event: TraceEvent = {
      ...place,
      event: "helper",
      helper: helperName(id),
      arguments: given,
      returns: row.result,
      result: null,
      found: null,
      packet: null,
    };
    this.#tell(event);
    this.#helpers.push({
      depth: place.depth,
      row,
      map,
      complete: (returned) => {
        if (!returned) return;
        const key = given.find(({ kind }) => kind === "map_key")?.bytes;
        if (row.result === "map_value" && map && key && this.#inspector.value(0) !== 0n) {
          const address = Number(this.#inspector.value(0));
          if (MAP_TYPES[map.spec.type].holds === "bytes") {
            this.#inspector.learn(address, map, key);
            event.found = this.#inspector.read(address, map.spec.valueSize);
          }
        }
        event.result = this.#inspector.register(0);
        for (const { argument, address, size } of memory)
          argument.bytes = this.#inspector.read(address, size);
        event.packet = packetChange(packetBefore, this.#inspector.packet());
      },
    });
  }

  #mapArgument(row: Helper): CoreMap | null {
    const at = row.arguments.indexOf("map");
    return at < 0 ? null : this.#inspector.mapAt(Number(BigInt.asUintN(32, this.#inspector.value(at + 1))));
  }

  /** Bytes that an argument points to; null where it is no memory. */
  #sizeOf({ arguments: kinds }: Helper, index: number, map: CoreMap | null): number | null {
    const kind = kinds[index]!;
    if (kind === "map_key") return map?.spec.keySize ?? null;
    if (kind === "map_value" || kind === "map_value_out") return map?.spec.valueSize ?? null;
    if (!kind.startsWith("memory")) return null;
    const size = this.#inspector.value(index + 2);
    return size <= MAX_SHOWN ? Number(size) : null;
  }

  #tell(event: TraceEvent): void {
    if (this.#trace.events.length < this.#limit) this.#trace.events.push(event);
    else this.#trace.dropped++;
  }
}

/** Longer arguments are not copied: no packet and no event is. */
const MAX_SHOWN = 0x1_0000;

const sameLine = (a: LineInfo, b: LineInfo | null): boolean =>
  b !== null && a.line === b.line && a.file === b.file;

/** Runs of bytes that differ; a packet of another length is compared as far as both go. Null where nothing changed. */
function packetChange(before: Uint8Array, after: Uint8Array) {
  const changes: ByteChange[] = [];
  const common = Math.min(before.length, after.length);
  for (let at = 0; at < common; at++) {
    if (before[at] === after[at]) continue;
    let end = at + 1;
    while (end < common && before[end] !== after[end]) end++;
    changes.push({ offset: at, before: before.slice(at, end), after: after.slice(at, end) });
    at = end;
  }
  if (changes.length === 0 && before.length === after.length) return null;
  return { lengthBefore: before.length, lengthAfter: after.length, changes };
}
