/** The functions of the core that compiled code calls, and one of the host. */
import { type Argument, helpers } from "../../spec/helpers.ts";
import { type FunctionType, Type, type ValueType } from "./wasm.ts";

const { i32, i64 } = Type;
const signature = (parameters: readonly ValueType[], ...results: ValueType[]): FunctionType => ({
  parameters,
  results,
});

/** What each does: `assembly/jit.ts`. `prepare` is the host's: compiles a program if it can, and gives its entry or 0. */
export const coreFunctions = {
  callHelper: signature([i32]),
  setDepth: signature([i32]),
  valueProvenance: signature([i32, i32], i64),
  loadSlow: signature([i64, i64, i32], i32),
  loadedSlow: signature([i64], i64),
  storeSlow: signature([i64, i64, i32, i64, i32]),
  atomicAddress: signature([i64, i64, i32], i32),
  packetLoad: signature([i32, i32], i32),
  spilled: signature([i32], i64),
  spillSlot: signature([i32, i64, i64]),
  forget: signature([i32, i32]),
  find1: signature([i32, i64], i32),
  find2: signature([i32, i64, i64], i32),
  find3: signature([i32, i64, i64, i64], i32),
  find4: signature([i32, i64, i64, i64, i64], i32),
  find5: signature([i32, i64, i64, i64, i64, i64], i32),
  findPrefix1: signature([i32, i32, i64], i32),
  findPrefix2: signature([i32, i32, i64, i64], i32),
  findPrefix3: signature([i32, i32, i64, i64, i64], i32),
  giveValue: signature([i32, i32]),
  openEvent: signature([i32, i64, i32], i32),
  tailCallTarget: signature([], i32),
  interpret: signature([i32, i32], i64),
  interpretWithin: signature([i32, i32, i32], i64),
  prepare: signature([i32], i32),
} as const satisfies Record<string, FunctionType>;
export type CoreFunction = keyof typeof coreFunctions;

const wide: readonly Argument[] = ["u64"];

/** A helper's function by its name in the core: addresses and sizes are i32, and the context goes without saying. */
export const helperFunctions: ReadonlyMap<number, { name: string; type: FunctionType }> = new Map(
  helpers
    .filter((helper) => !helper.tailCall && !helper.arguments.includes("callback"))
    .map((helper) => {
      const parameters = helper.arguments
        .filter((argument) => argument !== "context" && argument !== "context_or_null")
        .map((argument) => (wide.includes(argument) ? i64 : i32));
      return [helper.id, { name: `bpf_${helper.name}`, type: signature(parameters, i64) }];
    }),
);
