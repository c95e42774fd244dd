/** Programs and the functions they call as one WebAssembly module. */
import { CallSource } from "../../spec/encoding.ts";
import { helperById, isWritten } from "../../spec/helpers.ts";
import { ARENA, CHANGED_PACKET, CONTEXT_PIECE, WASM_PAGE } from "../../spec/layout.ts";
import { ControlFlowGraph, type Decided } from "../cfg.ts";
import { type Decoded, indexAt } from "../structure.ts";
import { findCarried } from "./carried.ts";
import { findContents } from "./contents.ts";
import { calleeType, ENTRY_TYPE, type Entry } from "./emitter.ts";
import { findFrameUses } from "./frame-uses.ts";
import { FunctionWriter } from "./function.ts";
import { type CoreFunction, coreFunctions, helperFunctions } from "./imports.ts";
import { findDead, findKept, NOTHING_KEPT } from "./kept.ts";
import { calleeRegisters, entryRegisters, findKnown, type Registers } from "./known.ts";
import { findLiveness, type Liveness, type Signature, Slots, value } from "./live.ts";
import { planAccess } from "./plan-access.ts";
import { planCall, planTailCall } from "./plan-call.ts";
import type { Source } from "./source.ts";
import { ModuleWriter } from "./wasm.ts";
import { findWideLoads, type WideLoad } from "./wide-loads.ts";

/** Names under which a module imports. */
export const Imports = { CORE: "core", ENVIRONMENT: "env", MEMORY: "memory", TABLE: "table" } as const;
/** The name under which the nth program's entry is exported. */
export const exportName = (program: number): string => (program === 0 ? "entry" : `entry${program}`);

interface Unit {
  /** Where it starts, for its callers; null: it is the program's entry. */
  pc: number | null;
  graph: ControlFlowGraph;
  known: readonly Registers[];
  wide: ReadonlyMap<number, WideLoad>;
  signature: Signature;
  liveness: Liveness;
}

export interface Compiled {
  /** The bytes of the module. */
  module: Uint8Array;
  /** Its functions in order: of each program its entry, and then those that are called. */
  functions: readonly {
    name: string;
    /** Where the code of each BPF instruction begins, in bytes from the first instruction of the function. */
    instructions: readonly { at: number; pc: number }[];
  }[];
}

/**
 * Compiles programs into one module, in which they tail-call each other directly. The nth will be at `table` + n in
 * the core's table.
 */
export function compile(sources: readonly Source[], table: number): Compiled {
  const module = new ModuleWriter();
  const core = new Map<CoreFunction, number>();
  for (const name of Object.keys(coreFunctions) as CoreFunction[]) {
    core.set(name, module.import(name, coreFunctions[name]));
  }
  const helpers = new Map<number, number>();
  for (const { decoded } of sources) {
    for (const { row, src, imm } of decoded) {
      const helper = row.form === "call" && src === CallSource.HELPER ? helperFunctions.get(imm) : undefined;
      if (helper) helpers.set(imm, module.import(helper.name, helper.type));
    }
  }
  const programs = sources.map((source) => ({ source, units: findUnits(source) }));
  const entries = new Map<number, Entry>();
  let next = module.importCount;
  for (const [n, { source, units }] of programs.entries()) {
    entries.set(source.address, { number: next, index: table + n, id: source.id });
    next += units.length;
  }

  const functions: Compiled["functions"][number][] = [];
  for (const [n, { source, units }] of programs.entries()) {
    const slots = findNeeds(source, units);
    const first = entries.get(source.address)!.number;
    const numbers = new Map(units.map(({ pc }, index) => [pc, first + index]));
    const byPc = new Map(units.map((unit) => [unit.pc, unit]));
    const changes = findChanges(source, units);
    const tracks = units.some((unit) => tracksPacket(source, unit));
    for (const unit of units) {
      const isEntry = unit.pc === null;
      const contents = findContents(source, unit.graph, unit.known);
      const signatureAt = (pc: number) => byPc.get(pc)!.signature;
      // Stack that nobody wrote is zero in a local: where it has to be something else, all of it is in memory.
      const uses = source.instrumentation?.frameFill
        ? null
        : findFrameUses(source, unit.graph, unit.known, contents, signatureAt);
      const kept = uses ? findKept(unit.graph, uses) : NOTHING_KEPT;
      const writer = new FunctionWriter(
        {
          source,
          slots,
          core: (name) => core.get(name)!,
          helper: (id) => helpers.get(id)!,
          local: (pc) => ({ number: numbers.get(pc)!, signature: signatureAt(pc) }),
          entry: (address) => entries.get(address) ?? null,
          entryType: module.type(ENTRY_TYPE),
          tracksPacket: tracks,
          changes,
        },
        {
          ...unit,
          isEntry,
          turns: isEntry ? findTurns(source, unit) : null,
          contents,
          uses,
          kept,
          dead: uses ? findDead(unit.graph, uses) : new Set(),
          carried: findCarried(source, unit.graph, unit.known, contents, kept),
        },
      );
      writer.write();
      const name = isEntry ? source.name : `${source.name}+${unit.pc}`;
      functions.push({ name, instructions: writer.instructions });
      const type = isEntry ? ENTRY_TYPE : calleeType(unit.signature);
      module.define(name, isEntry ? exportName(n) : null, type, writer.locals, writer.code.bytes);
    }
  }
  const bytes = module.finish({
    functions: Imports.CORE,
    environment: Imports.ENVIRONMENT,
    memory: Imports.MEMORY,
    table: Imports.TABLE,
    minimumPages: Math.floor(ARENA / WASM_PAGE),
  });
  return { module: bytes, functions };
}

/** Jumps back stay as they are: they take of the budget. Where edges are counted, all of them are there. */
const decidedIn =
  ({ facts, instrumentation }: Source): Decided =>
  ({ pc, off }) =>
    instrumentation || off < 0 ? null : (facts?.decided(pc) ?? null);

/** The entry function and all that are called from what it reaches. */
function findUnits(source: Source): Unit[] {
  const { decoded } = source;
  const pcs: (number | null)[] = [null];
  const units: Unit[] = [];
  for (const pc of pcs) {
    const graph = new ControlFlowGraph(decoded, indexAt(decoded, pc ?? 0), decidedIn(source));
    const known = findKnown(source, graph, pc === null ? entryRegisters(source) : calleeRegisters());
    units.push({
      pc,
      graph,
      known,
      wide: findWideLoads(source, graph, known),
      signature: { parameters: 0, results: pc === null ? value(0) : 0 },
      liveness: { after: new Int32Array(0), entry: 0 },
    });
    for (const { first, end } of graph.blocks) {
      for (let index = first; index < end; index++) {
        const target = localTarget(decoded[index]!);
        if (target !== null && !pcs.includes(target)) pcs.push(target);
      }
    }
  }
  return units;
}

/** Turns that are not worth a comparison with the budget any more: it is an i32. */
const MAX_TURNS = 2 ** 30;

/** `FunctionParts.turns` of a program's first function: nobody else may take of the budget while it runs. */
function findTurns({ decoded, facts, context, instrumentation }: Source, { graph }: Unit): number | null {
  if (!facts || !context || instrumentation) return null;
  let turns = 0;
  for (const { first, end } of graph.blocks) {
    for (let index = first; index < end; index++) {
      const { row, pc, off, imm } = decoded[index]!;
      if (row.form === "call") {
        const helper = row.target === "helper" ? helperById(imm) : null;
        if (!helper || helper.tailCall || helper.arguments.includes("callback")) return null;
      } else if (row.form === "jump" || row.form === "goto") {
        if ((row.form === "goto" && row.distance === "imm" ? imm : off) >= 0) continue;
        const most = facts.iterations(pc);
        if (most === null) return null;
        turns += most;
      }
    }
  }
  return turns < MAX_TURNS ? turns : null;
}

/** What a program may change of context and packet (EXECUTION.CHANGED); what is not known here is noted when it is done. */
function findChanges(source: Source, units: readonly Unit[]): number {
  let changes = 0;
  for (const { graph, known } of units) {
    for (const { first, end } of graph.blocks) {
      for (let index = first; index < end; index++) {
        const insn = source.decoded[index]!;
        const { form } = insn.row;
        if (form === "store" || form === "atomic") changes |= storeChanges(source, insn, known[index]!);
        if (form === "call" && callChangesPacket(source, insn, known[index]!)) changes |= CHANGED_PACKET;
      }
    }
  }
  return changes;
}

function storeChanges(source: Source, insn: Decoded, registers: Registers): number {
  const plan = planAccess(source, insn, registers);
  switch (plan.kind) {
    case "field":
      return 1 << Math.floor(plan.offset / CONTEXT_PIECE);
    case "free":
      return plan.packet ? CHANGED_PACKET : 0;
    case "packet":
    case "any":
      return CHANGED_PACKET;
    default:
      return 0;
  }
}

/** Whether a helper may write to the packet itself, or to memory that may be the packet's. */
function callChangesPacket(source: Source, insn: Decoded, registers: Registers): boolean {
  const { row, imm } = insn;
  if (row.form !== "call" || row.target === "local") return false;
  const helper = row.target === "helper" ? helperById(imm) : null;
  if (!helper || helper.invalidatesPacket) return true;
  const facts = source.facts?.arguments(insn.pc);
  return helper.arguments.some((kind, argument) => {
    if (!isWritten(kind)) return false;
    const { pointer } = registers[argument + 1]!;
    if (pointer === "frame" || pointer === "memory" || typeof pointer === "bigint") return false;
    const region = facts?.[argument]?.memory?.region;
    return region !== "stack" && region !== "map_value" && region !== "stack_or_map_value";
  });
}

/** Whether an instruction looks at a pointer's provenance that may be a packet's. */
function tracksPacket(source: Source, { graph, known }: Unit): boolean {
  const looks = (insn: Decoded, registers: Registers): boolean => {
    const { row } = insn;
    switch (row.form) {
      case "load":
      case "store":
      case "atomic": {
        const { kind } = planAccess(source, insn, registers);
        return kind === "any" || kind === "packet" || kind === "trap";
      }
      case "call":
        if (row.target !== "helper") return row.target !== "local";
        if (helperById(insn.imm)?.tailCall) return planTailCall(source, insn, registers) === null;
        return planCall(source, insn, registers).kind === "generic";
      default:
        return false;
    }
  };
  return graph.blocks.some(({ first, end }) => {
    for (let index = first; index < end; index++) {
      if (looks(source.decoded[index]!, known[index]!)) return true;
    }
    return false;
  });
}

const localTarget = ({ row, pc, imm }: Decoded): number | null =>
  row.form === "call" && row.target === "local" ? pc + 1 + imm : null;

/** Fills in what each function needs and gives, until nothing is added by any of the others. */
function findNeeds(source: Source, units: readonly Unit[]): Slots {
  const slots = new Slots();
  const byPc = new Map(units.map((unit) => [unit.pc, unit]));
  // A callback is not compiled, and may read what was spilled.
  if (source.decoded.some(({ row }) => row.form === "lddw" && row.source === "FUNC")) slots.needAll();
  for (let changed = true; changed; ) {
    changed = false;
    slots.changed = false;
    const before = units.map(({ signature }) => ({ ...signature }));
    for (const unit of units) {
      unit.liveness = findLiveness(
        source,
        unit.graph,
        unit.known,
        unit.signature.results,
        (pc) => byPc.get(pc)!.signature,
        slots,
        unit.wide,
      );
      if (unit.pc !== null) unit.signature.parameters = unit.liveness.entry;
    }
    changed =
      slots.changed ||
      units.some(
        ({ signature }, index) =>
          signature.parameters !== before[index]!.parameters || signature.results !== before[index]!.results,
      );
  }
  return slots;
}
