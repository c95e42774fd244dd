/** What each instruction of a function does to the function's own stack frame, as it will be compiled. */
import { STACK_SIZE } from "../../spec/encoding.ts";
import { helperById, isWritten } from "../../spec/helpers.ts";
import type { ControlFlowGraph } from "../cfg.ts";
import type { Decoded } from "../structure.ts";
import type { Facts } from "../verify/facts.ts";
import type { FrameContents } from "./contents.ts";
import type { Registers } from "./known.ts";
import { mayBeStack, provenance, type Signature, value } from "./live.ts";
import type { Piece } from "./pieces.ts";
import { planAccess } from "./plan-access.ts";
import { type DirectCall, planCall } from "./plan-call.ts";
import { packetLength, planInline } from "./plan-inline.ts";
import { planLookup, planUpdate } from "./plan-lookup.ts";
import type { Source } from "./source.ts";

/** Bytes of a frame, from an offset on. */
export interface Bytes {
  offset: number;
  size: number;
}

export interface FrameUse {
  loads: readonly Bytes[];
  /** Of bytes that are then known to be what was stored. */
  stores: readonly Bytes[];
  /** What a helper that is called reads. */
  read: readonly Bytes[];
  /** What is accessed in memory in another way; perhaps it is written. */
  touched: readonly Bytes[];
}

/** Of all that do nothing to it. */
export const NOTHING: FrameUse = { loads: [], stores: [], read: [], touched: [] };
/** Regions that are no stack. */
const ELSEWHERE: readonly string[] = ["packet", "packet_meta", "map_value", "context", "socket"];

/** By an instruction's index; null where it may be any part of the frame that is accessed. */
export type FrameUses = readonly (FrameUse | null)[];

/** `signatureAt` answers for the function that a local call goes to. Null where there are no facts. */
export function findFrameUses(
  source: Source,
  graph: ControlFlowGraph,
  known: readonly Registers[],
  contents: FrameContents,
  signatureAt: (pc: number) => Signature,
): FrameUses | null {
  const { facts } = source;
  if (!facts) return null;
  const uses: (FrameUse | null)[] = [];
  for (const { first, end } of graph.blocks) {
    for (let index = first; index < end; index++) {
      uses[index] = use(source, facts, index, known[index]!, contents, signatureAt);
    }
  }
  return uses;
}

function use(
  source: Source,
  facts: Facts,
  index: number,
  registers: Registers,
  contents: FrameContents,
  signatureAt: (pc: number) => Signature,
): FrameUse | null {
  const insn = source.decoded[index]!;
  const { row, pc, imm } = insn;
  switch (row.form) {
    case "load":
    case "store":
    case "atomic": {
      const plan = planAccess(source, insn, registers);
      if (mayBeStack(plan)) return ELSEWHERE.includes(facts.access(pc).region) ? NOTHING : null;
      if (plan.kind !== "frame") return NOTHING;
      const bytes = { offset: plan.offset, size: row.size };
      if (row.form === "atomic") return { ...NOTHING, touched: [bytes] };
      if (row.form === "store") return { ...NOTHING, stores: [bytes] };
      const pieces = contents.loads.get(index);
      return { ...NOTHING, loads: pieces ? gathered(pieces) : [bytes] };
    }
    case "call":
      if (row.target === "helper") return helperUse(source, facts, index, registers, contents);
      return row.target === "local" && !passesPointer(facts, pc, registers, signatureAt(pc + 1 + imm))
        ? NOTHING
        : null;
    default:
      return NOTHING;
  }
}

/** Whether a function that is called may get a pointer to the frame. */
function passesPointer(facts: Facts, pc: number, registers: Registers, { parameters }: Signature): boolean {
  return [1, 2, 3, 4, 5].some((register) => {
    if (!(parameters & (value(register) | provenance(register)))) return false;
    const { pointer } = registers[register]!;
    return pointer === "frame" || (pointer === "any" && !facts.isScalar(pc, register));
  });
}

function helperUse(
  source: Source,
  facts: Facts,
  index: number,
  registers: Registers,
  { calls }: FrameContents,
): FrameUse | null {
  const insn = source.decoded[index]!;
  const helper = helperById(insn.imm);
  // The one traps, the other is given no memory.
  if (!helper || helper.tailCall) return NOTHING;
  const plan = planCall(source, insn, registers);
  if (plan.kind !== "direct") return null;
  const contents = calls.get(index);
  const lookup = planLookup(source, plan, registers, contents, facts.finds(insn.pc));
  if (lookup) return { ...NOTHING, loads: [lookup.prefix, ...lookup.key].flatMap(gathered) };
  const update = planUpdate(source, plan, registers, contents);
  if (update) return { ...NOTHING, loads: gathered(update.value) };
  const inline = planInline(source, plan, registers, contents, packetLength(source, insn));
  let loads: Bytes[] = [];
  switch (inline?.kind) {
    case "load": {
      if (!inline.certain || inline.to === null) break;
      let at = inline.to;
      const stores = inline.sizes.map((size) => {
        at += size;
        return { offset: at - size, size };
      });
      return { ...NOTHING, stores };
    }
    case "store":
    case "event":
      loads = gathered(inline.from);
      if (inline.kind === "store" && inline.certain) return { ...NOTHING, loads };
      break;
    case "redirect":
      return { ...NOTHING, loads: gathered(inline.nextHop ?? []) };
  }
  const passed = argumentUse(source, facts, plan, insn, registers);
  return passed && { ...passed, loads };
}

/** What a helper does to the frame through its arguments. */
function argumentUse(
  source: Source,
  facts: Facts,
  { helper, maps }: DirectCall,
  { pc }: Decoded,
  registers: Registers,
): FrameUse | null {
  const about = facts.arguments(pc);
  const shapes = maps?.map((map) => source.mapAt(map)) ?? [];
  const read: Bytes[] = [];
  const touched: Bytes[] = [];
  for (const [i, kind] of helper.arguments.entries()) {
    const { constant, pointer } = registers[i + 1]!;
    if (pointer !== "frame" && pointer !== "any") continue;
    let size: number;
    switch (kind) {
      case "map_key":
        size = Math.max(0, ...shapes.map(({ keySize }) => keySize));
        break;
      case "map_value":
      case "map_value_out":
        size = Math.max(0, ...shapes.map(({ valueSize }) => valueSize));
        break;
      case "memory":
      case "memory_out":
      case "memory_inout":
      case "memory_or_null": {
        const next = registers[i + 2]!.constant;
        size = Number((next?.framed ? null : next?.value) ?? about[i + 1]?.constant ?? 0);
        break;
      }
      default:
        // An address is a number here.
        continue;
    }
    const memory = about[i]?.memory;
    const region = memory?.proved ? memory.region : "unknown";
    if (pointer === "any" && ELSEWHERE.includes(region)) continue;
    const offset = constant?.framed ? Number(constant.value) : region === "stack" ? memory!.offset : null;
    if (offset === null || size === 0 || offset < 0 || offset + size > STACK_SIZE) return null;
    (isWritten(kind) ? touched : read).push({ offset, size });
  }
  return { ...NOTHING, read, touched };
}

const gathered = (pieces: readonly Piece[]): Bytes[] =>
  pieces.flatMap((piece) => (piece.kind === "load" ? [{ offset: piece.offset, size: piece.size }] : []));
