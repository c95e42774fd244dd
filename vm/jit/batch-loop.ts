/**
 * The loop over the packets of a batch that are worked on in place, with a call of one program in it. It is a module of
 * its own, the same for all programs, so that it costs nothing where there is no batch.
 */
import { contexts } from "../../spec/contexts.ts";
import {
  ARENA,
  BATCH,
  BATCH_OUTCOME,
  CHANGED_ALL,
  CONTEXT,
  EXECUTION,
  EXECUTION_CELL,
  SKB,
  SKB_CELL,
  STATE,
  STATE_CELL,
} from "../../spec/layout.ts";
import type { Core } from "../core.ts";
import { Imports } from "./compile.ts";
import { ENTRY_TYPE } from "./emitter.ts";
import { Code, ModuleWriter, type OpName, Type } from "./wasm.ts";

const [ENTRY, RESTORE, LOOP] = ["entry", "restoreInPlace", "loop"];

/** Its parameters: the first BATCH, the end of the last, what `beginning` gives (`assembly/execution.ts`), a Receive. */
const [PACKET, END, BEGINNING, MODE, WIDE] = [0, 1, 2, 3, 4];
const { i32, i64 } = Type;

let compiled: WebAssembly.Module | undefined;

/** The loop around the entry of a program's code. */
export function batchLoop(
  { memory, raw }: Pick<Core, "memory" | "raw">,
  entry: WebAssembly.ImportValue,
): WebAssembly.ExportValue {
  compiled ??= new WebAssembly.Module(loopModule() as BufferSource);
  const { exports } = new WebAssembly.Instance(compiled, {
    [Imports.CORE]: { [ENTRY]: entry, [RESTORE]: raw[RESTORE] as WebAssembly.ExportValue },
    [Imports.ENVIRONMENT]: {
      [Imports.MEMORY]: memory.memory as WebAssembly.Memory,
      [Imports.TABLE]: raw[Imports.TABLE] as WebAssembly.Table,
    },
  });
  return exports[LOOP]!;
}

function loopModule(): Uint8Array {
  const module = new ModuleWriter();
  const run = module.import(ENTRY, ENTRY_TYPE);
  const restore = module.import(RESTORE, { parameters: [i32, i32], results: [] });
  const code = new Code();
  code.open("loop");
  receive(code);
  begin(code);
  code.call(run);
  code.set(WIDE);
  // It is there already: kept in a local, it would be stored once more for each call.
  cell(code, "i32.load", EXECUTION_CELL + EXECUTION.PACKET);
  code.set(PACKET);
  noteOutcome(code);
  cell(code, "i32.load", EXECUTION_CELL + EXECUTION.CHANGED);
  code.i32(CHANGED_ALL);
  code.op("i32.and");
  code.open("if");
  code.get(PACKET);
  code.get(MODE);
  code.call(restore);
  cell(code, "i32.load", EXECUTION_CELL + EXECUTION.PACKET);
  code.set(PACKET);
  code.op("end");
  code.get(PACKET);
  code.i32(BATCH.SIZE);
  code.op("i32.add");
  code.tee(PACKET);
  code.get(END);
  code.op("i32.ne");
  code.branch("br_if", 0);
  code.op("end");
  code.op("end");
  module.define(LOOP, LOOP, { parameters: [i32, i32, i64, i32], results: [] }, [i64], code.bytes);
  return module.finish({
    functions: Imports.CORE,
    environment: Imports.ENVIRONMENT,
    memory: Imports.MEMORY,
    table: Imports.TABLE,
    minimumPages: Math.floor(ARENA / 65_536),
  });
}

/**
 * The frame lies ready: nothing of it is copied. What counts is the number of stores, and that those to one cache line
 * follow each other, since a processor takes two of them at a time out of its store buffer.
 */
function receive(code: Code): void {
  const { fields } = contexts.find(({ packet }) => packet === "skb")!;
  const field = (name: string) => CONTEXT + fields.find((one) => one.name === name)!.offset;
  const move = (load: OpName, from: number, store: OpName, to: number) => {
    code.i32(0);
    code.get(PACKET);
    code.access(load, from);
    code.access(store, to);
  };
  move("i64.load", BATCH.LEN, "i64.store", field("len"));
  move("i32.load", BATCH.PROTOCOL, "i32.store", field("protocol"));
  code.i32(0);
  code.get(PACKET);
  code.access("i64.load", BATCH.DATA_START);
  code.tee(WIDE);
  code.access("i64.store", field("data"));
  code.i32(0);
  code.get(WIDE);
  code.op("i32.wrap_i64");
  code.access("i32.store", field("data_meta"));
  move("i32.load", BATCH.WIRE_LEN, "i32.store", field("wire_len"));
  code.i32(0);
  cell(code, "i32.load", SKB_CELL + SKB.GENERATION);
  code.i32(1);
  code.op("i32.add");
  code.access("i32.store", SKB_CELL + SKB.GENERATION);
  move("v128.load", BATCH.DATA, "v128.store", SKB_CELL + SKB.DATA);
}

/** The run begins, as with `arrive` and `begin` in the core, whose zeros lie side by side. */
function begin(code: Code): void {
  code.i32(0);
  code.op("v128.const");
  code.append(new Uint8Array(16));
  code.access("v128.store", STATE_CELL + STATE.TAIL_CALLS);
  code.i32(0);
  code.get(BEGINNING);
  code.access("i64.store", EXECUTION_CELL + EXECUTION.BUDGET);
  code.i32(0);
  code.get(PACKET);
  code.op("i64.extend_i32_u");
  code.i64(32n);
  code.op("i64.shl");
  cell(code, "i32.load", EXECUTION_CELL + EXECUTION.RUN);
  code.i32(1);
  code.op("i32.add");
  code.op("i64.extend_i32_u");
  code.op("i64.or");
  code.access("i64.store", EXECUTION_CELL + EXECUTION.RUN);
}

function noteOutcome(code: Code): void {
  code.get(PACKET);
  code.access("i32.load", BATCH.RESULT);
  code.get(WIDE);
  code.op("i32.wrap_i64");
  code.op("i64.extend_i32_u");
  code.access("i64.store", BATCH_OUTCOME.RETVAL);
  cell(code, "i32.load", STATE_CELL + STATE.REDIRECT_HELPER);
  code.open("if");
  code.get(PACKET);
  code.access("i32.load", BATCH.RESULT);
  cell(code, "i32.load", STATE_CELL + STATE.REDIRECT_IFINDEX);
  code.access("i32.store", BATCH_OUTCOME.REDIRECT_IFINDEX);
  code.op("end");
}

function cell(code: Code, load: OpName, address: number): void {
  code.i32(0);
  code.access(load, address);
}
