/** What the verifier claims of a program, checked against what is the case while it runs. */

import { STACK_SIZE } from "../../spec/encoding.ts";
import { MAP, ProvenanceKind, SKB, SKB_CELL, STACK, STACK_PROVENANCE } from "../../spec/layout.ts";
import { traps } from "../../spec/traps.ts";
import type { Decoded } from "../../vm/structure.ts";
import { type Base, Pointer, type State, Unknown, type Value } from "../../vm/verify/domain.ts";
import { Verification } from "../../vm/verify/index.ts";
import { analyse } from "../../vm/verify/program.ts";
import { Scalar } from "../../vm/verify/scalars.ts";
import { baseOf, kindOf, type LoadedProgram, lengthOf, type Observer, type Reference } from "./reference.ts";

export class FalseClaim extends Error {}

/** Traps that no claim speaks of. */
const OUTSIDE = new Set([
  "BUDGET",
  "CALL_DEPTH",
  "OUT_OF_MEMORY",
  "HELPER_MISSING",
  "CALL_TARGET",
  "FUNCTION_REFERENCE",
]);
const ACCESS = new Set<string>(traps.filter(({ access }) => access).map(({ code }) => code));

const regionKinds: Record<string, number[]> = {
  stack: [ProvenanceKind.STACK],
  packet: [ProvenanceKind.PACKET],
  packet_meta: [ProvenanceKind.PACKET_META],
  map_value: [ProvenanceKind.MEMORY, ProvenanceKind.READ_ONLY],
  caller_stack: [ProvenanceKind.STACK],
  stack_or_map_value: [ProvenanceKind.STACK, ProvenanceKind.MEMORY, ProvenanceKind.READ_ONLY],
  context: [ProvenanceKind.CONTEXT],
  socket: [ProvenanceKind.SOCKET],
};

/** A concrete value: its 64 bits and its provenance. */
interface Concrete {
  value: bigint;
  p: bigint;
}

/** Everything claimed of one program: the facts, and all that was known at each instruction. */
export class Claims implements Observer {
  readonly facts: Verification;
  readonly #states = new Map<number, State[]>();
  readonly #program: LoadedProgram;
  /** How often claims that matter were put to the test. */
  readonly tested = { instructions: 0, proved: 0, pointers: 0, constants: 0, decided: 0, turns: 0 };

  /** Jumps backwards by their pc, in the runs of functions that are open. */
  readonly #turns: Map<number, number>[] = [];
  #depth = 0;

  constructor(program: LoadedProgram) {
    this.#program = program;
    this.facts = new Verification(program);
    analyse(program, {
      instruction: (insn, state) => {
        const states = this.#states.get(insn.pc) ?? [];
        states.push(state.clone());
        this.#states.set(insn.pc, states);
      },
      jump: () => {},
      back: () => {},
      call: () => {},
      exit: () => {},
      unwritten: () => {},
    });
  }

  enter(machine: Reference): void {
    this.#turns[machine.depth] = new Map();
  }

  before(machine: Reference, program: LoadedProgram, insn: Decoded): void {
    if (program !== this.#program) return;
    this.#depth = machine.depth;
    const { facts, tested } = this;
    const { pc } = insn;
    const states = this.#states.get(pc);
    tested.instructions++;
    if (!states || !facts.isReachable(pc)) throw new FalseClaim(`${pc} is reached`);
    const problems = states.map((state) => new Check(machine).state(state, tested));
    if (problems.every((problem) => problem !== null)) throw new FalseClaim(`${pc}: ${problems.join("; ")}`);
    for (let r = 0; r <= 10; r++) {
      const constant = facts.constant(pc, r);
      if (constant !== null) {
        tested.constants++;
        if (constant !== machine.value(r)) throw new FalseClaim(`${pc}: r${r} is not ${constant}`);
      }
      if (facts.isScalar(pc, r) && machine.provenance(r) !== 0n)
        throw new FalseClaim(`${pc}: r${r} is a pointer`);
    }
    const place = insn.row.form === "load" ? insn.src : insn.dst;
    if (insn.row.form === "load" || insn.row.form === "store" || insn.row.form === "atomic") {
      const address = BigInt.asUintN(64, machine.value(place) + BigInt(insn.off));
      const p = machine.provenance(place);
      const fact = facts.access(pc);
      if (fact.proved) tested.proved++;
      const kinds = regionKinds[fact.region];
      const isNull = p === 0n && !fact.proved;
      if (kinds && !isNull && (p === 0n || !kinds.includes(kindOf(p)))) {
        throw new FalseClaim(`${pc}: not in ${fact.region}`);
      }
      if (fact.offset !== null && kinds && !isNull) {
        const start = new Check(machine).start(p);
        if (BigInt.asIntN(64, address - BigInt(start)) !== BigInt(fact.offset)) {
          throw new FalseClaim(`${pc}: not at offset ${fact.offset}`);
        }
      }
    }
  }

  trapped(program: LoadedProgram, insn: Decoded, code: string, detail: number): void {
    if (program !== this.#program || OUTSIDE.has(code)) return;
    const { facts } = this;
    const { pc, row } = insn;
    if (row.form === "call") {
      const all = facts.arguments(pc);
      const wrong = all.length > 0 && all.every((fact) => fact.proved);
      if (
        wrong ||
        (code === "HELPER_ARGUMENT" && all[detail - 1]?.proved && all[detail - 1]!.memory === null)
      ) {
        throw new FalseClaim(`${pc}: argument ${detail} is refused (${code})`);
      }
    } else if (ACCESS.has(code) && facts.access(pc).proved) {
      throw new FalseClaim(`${pc}: a proved access is stopped by ${code}`);
    }
  }

  after(program: LoadedProgram, insn: Decoded, next: number): void {
    if (program !== this.#program) return;
    if (next <= insn.pc && (insn.row.form === "jump" || insn.row.form === "goto")) this.#turn(insn.pc);
    if (insn.row.form !== "jump" || insn.off === 0) return;
    const decided = this.facts.decided(insn.pc);
    if (decided === null) return;
    this.tested.decided++;
    if (decided !== (next !== insn.pc + 1)) throw new FalseClaim(`${insn.pc}: goes the other way`);
  }

  #turn(pc: number): void {
    const turns = this.#turns[this.#depth];
    if (!turns) return;
    const count = (turns.get(pc) ?? 0) + 1;
    turns.set(pc, count);
    const most = this.facts.iterations(pc);
    if (most === null) return;
    this.tested.turns++;
    if (count > most) throw new FalseClaim(`${pc}: goes back more often than ${most} times`);
  }
}

/** One state of the machine against one abstract state. Null says that it fits. */
class Check {
  readonly #machine: Reference;
  readonly #bases = new Map<Base, bigint>();
  readonly #objects = new Map<Value, Concrete>();

  constructor(machine: Reference) {
    this.#machine = machine;
  }

  state(state: State, tested: { pointers: number }): string | null {
    const { memory } = this.#machine;
    const linear = memory.u32(SKB_CELL + SKB.LINEAR);
    const meta = memory.u32(SKB_CELL + SKB.META);
    const claimed = Math.max(state.packetLength, state.linearLength);
    if (claimed > linear) return `${linear} bytes of packet, not ${claimed}`;
    if (state.metaLength > meta) return `${meta} bytes of metadata, not ${state.metaLength}`;
    for (const [r, value] of state.registers.entries()) {
      if (value instanceof Pointer) tested.pointers++;
      const concrete = { value: this.#machine.value(r), p: this.#machine.provenance(r) };
      const problem = this.value(value, concrete, linear);
      if (problem) return `r${r} ${problem}`;
    }
    for (const [i, slot] of state.slots.entries()) {
      if (slot === null) continue;
      const address = this.#machine.frame + 8 * i;
      const p = this.#machine.slotProvenance(address);
      const [first] = slot;
      if (slot.length === 1 && first!.size === 8) {
        const problem = this.value(first!.value, { value: memory.u64(address), p }, linear);
        if (problem) return `slot ${8 * i - STACK_SIZE} ${problem}`;
        continue;
      }
      if (p !== 0n) return `slot ${8 * i - STACK_SIZE} holds a pointer`;
      for (const { at, size, value } of slot) {
        let bits = 0n;
        for (let k = size - 1; k >= 0; k--) bits = (bits << 8n) | BigInt(memory.bytes[address + at + k]!);
        const problem = this.value(value, { value: bits, p: 0n }, linear);
        if (problem) return `bytes ${8 * i + at - STACK_SIZE} ${problem}`;
      }
    }
    return null;
  }

  /** Where the object begins that a provenance belongs to. */
  start(p: bigint): number {
    const { memory } = this.#machine;
    const data = memory.u32(SKB_CELL + SKB.DATA);
    switch (kindOf(p)) {
      case ProvenanceKind.PACKET:
        return data;
      case ProvenanceKind.PACKET_META:
        return data - memory.u32(SKB_CELL + SKB.META);
      case ProvenanceKind.PACKET_END:
        return data + memory.u32(SKB_CELL + SKB.LINEAR);
      default:
        return baseOf(p);
    }
  }

  value(value: Value, concrete: Concrete, linear: number): string | null {
    if (value instanceof Unknown) return null;
    if (!(value instanceof Scalar && value.isConstant)) {
      const same = this.#objects.get(value);
      if (same && (same.value !== concrete.value || same.p !== concrete.p)) return "is not what its copy is";
      this.#objects.set(value, concrete);
    }
    if (value instanceof Scalar) {
      if (concrete.p !== 0n) return "is a pointer";
      return value.contains(concrete.value)
        ? null
        : `is ${concrete.value}, not in ${value.umin}..${value.umax} ${value.smin}..${value.smax} ${value.high}:${value.low}/${value.highMask}:${value.lowMask}`;
    }
    return this.#pointer(value, concrete, linear);
  }

  #pointer(pointer: Pointer, { value, p }: Concrete, linear: number): string | null {
    if (p === 0n) return pointer.nullable && value === 0n ? null : `is no ${pointer.kind}`;
    const kinds: Record<Pointer["kind"], number[]> = {
      stack: [ProvenanceKind.STACK],
      caller_stack: [ProvenanceKind.STACK],
      stack_or_map_value: [ProvenanceKind.STACK, ProvenanceKind.MEMORY, ProvenanceKind.READ_ONLY],
      packet: [ProvenanceKind.PACKET],
      packet_meta: [ProvenanceKind.PACKET_META],
      packet_end: [ProvenanceKind.PACKET_END],
      map_value: [ProvenanceKind.MEMORY, ProvenanceKind.READ_ONLY],
      map: [ProvenanceKind.MAP],
      context: [ProvenanceKind.CONTEXT],
      socket: [ProvenanceKind.SOCKET],
      function: [ProvenanceKind.FUNCTION],
    };
    const { kind } = pointer;
    if (!kinds[kind].includes(kindOf(p))) return `is no ${kind}`;
    const { memory, frame } = this.#machine;
    if (kindOf(p) === ProvenanceKind.STACK && (baseOf(p) === frame) !== (kind !== "caller_stack")) {
      return "is into another frame";
    }
    const isPacket = kind === "packet" || kind === "packet_meta" || kind === "packet_end";
    if (isPacket && baseOf(p) !== memory.u32(SKB_CELL + SKB.GENERATION)) return "is a stale packet pointer";
    if (kindOf(p) === ProvenanceKind.MEMORY || kindOf(p) === ProvenanceKind.READ_ONLY) {
      const maps = pointer.maps!;
      if (lengthOf(p) < maps.valueSize || lengthOf(p) > maps.valueSizeMax) return `has ${lengthOf(p)} bytes`;
      if (!maps.readOnly && kindOf(p) === ProvenanceKind.READ_ONLY) return "is read-only";
    }
    if (kind === "map") {
      const maps = pointer.maps!;
      const size = memory.u32(baseOf(p) + MAP.KEY_SIZE);
      const valueSize = memory.u32(baseOf(p) + MAP.VALUE_SIZE);
      if (size > maps.keySize || valueSize < maps.valueSize || valueSize > maps.valueSizeMax)
        return "is another map";
    }
    const offset = BigInt.asIntN(64, value - BigInt(this.start(p)));
    const bounded = Number.isFinite(pointer.from) && Number.isFinite(pointer.to);
    if (bounded && (offset < BigInt(pointer.from) || offset > BigInt(pointer.to))) {
      return `is at ${offset}, not at ${pointer.from}..${pointer.to} of ${kind}`;
    }
    const { base } = pointer;
    if (base !== null) {
      const distance = BigInt.asUintN(64, offset - BigInt(pointer.offset));
      const known = this.#bases.get(base);
      if (known !== undefined && known !== distance) return "does not share its base";
      this.#bases.set(base, distance);
      if (bounded && Number.isFinite(base.range)) {
        const length =
          kind === "packet" ? linear : kind === "packet_meta" ? memory.u32(SKB_CELL + SKB.META) : lengthOf(p);
        if (BigInt.asIntN(64, distance) + BigInt(base.range) > BigInt(length)) return "has less behind it";
      }
    }
    return null;
  }
}

/**
 * Fills what a function does not have to find zeroed with bytes, and with provenances, that would show if they were
 * read. Runs with and without it come to the same.
 */
export function scribbler(claims: ReadonlyMap<LoadedProgram, Claims>): Observer {
  return {
    before: () => {},
    trapped: () => {},
    after: () => {},
    enter(machine, program, pc) {
      const facts = claims.get(program)?.facts;
      if (!facts) return;
      const zeros = facts.unwrittenReads(pc);
      const { memory, frame } = machine;
      const isFree = (at: number) =>
        zeros === null || at < STACK_SIZE - zeros.to || at >= STACK_SIZE - zeros.from;
      for (let at = 0; at < STACK_SIZE; at++) if (isFree(at)) memory.bytes[frame + at] = 0xa5;
      for (let at = 0; at < STACK_SIZE; at += 8) {
        const free = Array.from({ length: 8 }, (_, i) => at + i).every(isFree);
        if (free) memory.setU64(frame + at + (STACK_PROVENANCE - STACK), 0x7000_0000_0000_1234n);
      }
    },
  };
}
