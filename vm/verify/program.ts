/** A program as the verifier takes it, and the analysis of all its functions. */
import type { CollectionSpec, MapSpec, ProgramSpec } from "../../loader/index.ts";
import { type Decoded, decode } from "../structure.ts";
import {
  analyseFunction,
  type Recorder,
  stateOfAnyCall,
  stateOfCall,
  stateOfStart,
  stepsOf,
  thresholdsOf,
} from "./analyse.ts";
import { Pointer, type State, Unknown, type Value } from "./domain.ts";
import { type FunctionNode, findFunctions } from "./functions.ts";
import { Joiner } from "./join.ts";
import { type MapSet, MapSets, shapeOf } from "./objects.ts";
import { joinScalars, Scalar } from "./scalars.ts";
import { contextOf, type Surroundings } from "./transfer.ts";

/** A program as it will run: instructions decoded, variables in their places. */
export interface VerifiableProgram {
  spec: Pick<ProgramSpec, "type" | "references">;
  decoded: readonly Decoded[];
  /**
   * By the names that the references use. The `data` of read-only maps count as constants: they must be what the
   * map holds when the program runs, not what the object says by then.
   */
  maps: ReadonlyMap<string, MapSpec>;
}

/** A program of an object as a machine would run it now. Throws MachineError BAD_PROGRAM or UNSUPPORTED. */
export function verifiable({ variables, maps }: CollectionSpec, spec: ProgramSpec): VerifiableProgram {
  const decoded = decode(spec.name, spec.type, spec.instructions);
  const values = new Map<number, bigint>();
  for (const reference of spec.references) {
    if (reference.kind !== "variable") continue;
    const bytes = variables.get(reference.variable)!.bytes.slice(reference.offset, reference.offset + 8);
    values.set(
      reference.insn,
      bytes.reduceRight((value, byte) => (value << 8n) | BigInt(byte), 0n),
    );
  }
  for (const insn of decoded) insn.imm64 = values.get(insn.pc) ?? insn.imm64;
  return { spec, decoded, maps };
}

/** Analyses every function that the program may enter. */
export function analyse(program: VerifiableProgram, recorder: Recorder): void {
  const { decoded, spec } = program;
  const callbacks = new Set(
    spec.references.flatMap((reference) => (reference.kind === "function" ? [reference.target] : [])),
  );
  const functions = findFunctions(decoded, callbacks);
  const results = new Map<number, Value>();
  const around = surroundings(program, functions, callbacks, results);
  const thresholds = thresholdsOf(decoded);
  const steps = stepsOf(decoded);
  const run = (fn: FunctionNode, start: State, to: Recorder) =>
    analyseFunction(decoded, fn.graph, start, around, thresholds, steps, to);

  // Results first, from the functions that call no others: a number, whatever the arguments are, or anything.
  for (const fn of [...functions.values()].reverse()) {
    if (fn.pc === 0 || !fn.isClosed) continue;
    let result: Value | null = null;
    run(fn, stateOfAnyCall(), {
      ...silent,
      exit: ({ registers: [r0] }) => {
        const isNumber = r0 instanceof Scalar && (result === null || result instanceof Scalar);
        result = !isNumber
          ? Unknown.because("RESULT")
          : result === null
            ? r0
            : joinScalars(result as Scalar, r0);
      },
    });
    if (result) results.set(fn.pc, result);
  }

  // Then facts, callers before those that they call.
  const starts = new Map<number, State>();
  const joiner = new Joiner(around.sets, thresholds, steps);
  const calls: Recorder = {
    ...recorder,
    call: (target, state) => {
      const start = stateOfCall(state);
      const known = starts.get(target);
      if (known) joiner.join(known, start, "exact");
      else starts.set(target, start);
      recorder.call(target, state);
    },
  };
  for (const fn of functions.values()) {
    const isStart = fn.pc === 0 && !calledAgain(functions, 0);
    const start = isStart
      ? stateOfStart(spec.type !== "UNSPEC")
      : fn.isClosed
        ? starts.get(fn.pc)
        : stateOfAnyCall();
    // No call that is reached gets to the others.
    if (start) run(fn, start, calls);
  }
}

const silent: Recorder = {
  instruction: () => {},
  jump: () => {},
  back: () => {},
  call: () => {},
  exit: () => {},
  unwritten: () => {},
};

const calledAgain = (functions: ReadonlyMap<number, FunctionNode>, pc: number): boolean =>
  [...functions.values()].some(({ calls }) => calls.has(pc));

function surroundings(
  { spec, maps }: VerifiableProgram,
  functions: ReadonlyMap<number, FunctionNode>,
  callbacks: ReadonlySet<number>,
  results: ReadonlyMap<number, Value>,
): Surroundings {
  const sets = new MapSets();
  const shapes = new Map<string, MapSet>();
  const shapeNamed = (name: string): MapSet | null => {
    const known = shapes.get(name);
    const map = maps.get(name);
    if (known || !map) return known ?? null;
    const set = sets.of([{ ...shapeOf(map), name }]);
    shapes.set(name, set);
    return set;
  };
  const targets = new Map<number, Pointer>();
  for (const reference of spec.references) {
    if (reference.kind !== "map" && reference.kind !== "map_value") continue;
    const set = shapeNamed(reference.map);
    if (!set) continue;
    const isMap = reference.kind === "map";
    const pointer = new Pointer(isMap ? "map" : "map_value", isMap ? 0 : reference.offset, null, false, set);
    targets.set(reference.insn, pointer);
  }
  const mayInvalidate = (pc: number): boolean => functions.get(pc)?.invalidates ?? true;
  return {
    context: contextOf(spec.type),
    sets,
    targetAt: (pc) => targets.get(pc) ?? null,
    invalidates: (target) =>
      target === "callback" ? [...callbacks].some(mayInvalidate) : mayInvalidate(target),
    resultOf(target) {
      const result = results.get(target);
      return result instanceof Scalar ? result.clone() : Unknown.because("RESULT");
    },
  };
}
