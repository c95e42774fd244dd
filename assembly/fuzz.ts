/**
 * Runs a fuzzer's inputs, each from the newest snapshot on, and finds the ones that took a way no other took: edges
 * are counted by the compiled code, and what was seen of them before lies behind each program's counters.
 */
import {
  CHANGED_ALL, CONTEXT_ROOM, CONTEXT_TEMPLATE, EXECUTION_CELL, EXECUTION_CHANGED, EXECUTION_PACKET, INPUT_CONTEXT, INPUT_DATA, INPUT_DONE,
  INPUT_LAST_CALL, INPUT_LENGTH, INPUT_LINEAR, INPUT_NOVELTY, INPUT_OUT, INPUT_OUT_LENGTH, INPUT_OUT_ROOM,
  INPUT_REDIRECT_HELPER, INPUT_REDIRECT_IFINDEX, INPUT_RETVAL, INPUT_SIZE,
  INPUT_TAIL_CALLS, PROGRAM_CONTEXT, PROGRAM_COUNTERS, PROGRAM_COUNTERS_SIZE, SKB_CELL, SKB_DATA, SKB_LENGTH, STATE_CELL,
  STATE_REDIRECT_HELPER, STATE_REDIRECT_IFINDEX, STATE_TAIL_CALLS, STATE_TAIL_CALL_LOG,
} from "./generated/layout";
import { run } from "./interpreter";
import { rewind } from "./memory";
import { receive } from "./receive";

/**
 * Runs the program on the inputs `from` to `count - 1` at `inputs`. `programs` are the addresses of all programs by
 * their ids. After a trap the host calls `settleInput` for the input at EXECUTION.PACKET, and goes on behind it.
 */
export function runInputs(program: usize, programs: usize, inputs: usize, from: u32, count: u32, mode: u32): void {
  const kind = load<u32>(program, PROGRAM_CONTEXT);
  let context: u32 = 0;
  for (let index = from; index < count; index++) {
    const input = inputs + <usize>index * INPUT_SIZE;
    store<u32>(EXECUTION_CELL, <u32>input, EXECUTION_PACKET);
    if (load<u32>(input, INPUT_CONTEXT) != context) {
      context = load<u32>(input, INPUT_CONTEXT);
      memory.copy(CONTEXT_TEMPLATE, context, CONTEXT_ROOM);
      store<u32>(EXECUTION_CELL, CHANGED_ALL, EXECUTION_CHANGED);
    }
    receive(kind, load<u32>(input, INPUT_DATA), load<u32>(input, INPUT_LENGTH), load<u32>(input, INPUT_LINEAR), mode);
    store<u32>(input, <u32>run(program), INPUT_RETVAL);
    store<u32>(input, 1, INPUT_DONE);
    settleInput(program, programs, input);
  }
}

/** Notes what became of an input, and returns to the snapshot. */
export function settleInput(program: usize, programs: usize, input: usize): void {
  store<u32>(input, load<u32>(STATE_CELL, STATE_REDIRECT_HELPER), INPUT_REDIRECT_HELPER);
  store<u32>(input, load<u32>(STATE_CELL, STATE_REDIRECT_IFINDEX), INPUT_REDIRECT_IFINDEX);
  const length = load<u32>(SKB_CELL, SKB_LENGTH);
  store<u32>(input, length, INPUT_OUT_LENGTH);
  const out = <usize>load<u32>(input, INPUT_OUT);
  if (out) memory.copy(out, load<u32>(SKB_CELL, SKB_DATA), min(length, load<u32>(input, INPUT_OUT_ROOM)));

  let novelty = fold(program);
  const calls = load<u32>(STATE_CELL, STATE_TAIL_CALLS);
  store<u32>(input, calls, INPUT_TAIL_CALLS);
  for (let call: u32 = 0; call < calls; call++) {
    const id = load<u32>(STATE_CELL + STATE_TAIL_CALL_LOG + (<usize>call << 2));
    novelty = max(novelty, fold(load<u32>(programs + (<usize>id << 2))));
    store<u32>(input, id, INPUT_LAST_CALL);
  }
  store<u32>(input, novelty, INPUT_NOVELTY);
  rewind();
}

// The buckets of counts below 16 and of the others' sixteens. V8 would put constants together anew each time.
const FEW: usize = memory.data<u8>([0, 1, 2, 4, 8, 8, 8, 8, 16, 16, 16, 16, 16, 16, 16, 16], 16);
const MANY: usize = memory.data<u8>([0, 32, 64, 64, 64, 64, 64, 64, 128, 128, 128, 128, 128, 128, 128, 128], 16);
const LOW_HALVES: usize = memory.data<u8>([15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15], 16);

/**
 * Sets a program's counters to zero and adds what they say to what was seen: of each edge, whether it was passed 1, 2,
 * 3, 4 to 7, 8 to 15, 16 to 31, 32 to 127 or more times. Returns the novelty in it.
 */
function fold(program: usize): u32 {
  const size = <usize>load<u32>(program, PROGRAM_COUNTERS_SIZE);
  const counters = <usize>load<u32>(program, PROGRAM_COUNTERS);
  const zero = i8x16.splat(0);
  let novelty: u32 = 0;
  for (let at = counters; at < counters + size; at += 16) {
    const counts = v128.load(at);
    if (!v128.any_true(counts)) continue;
    v128.store(at, zero);
    // Behind a table's end, where counts from 16 on are, there is 0.
    const few = i8x16.swizzle(v128.load(FEW), counts);
    const sixteens = v128.and(i16x8.shr_u(counts, 4), v128.load(LOW_HALVES));
    const buckets = v128.or(few, i8x16.swizzle(v128.load(MANY), sixteens));
    const seen = v128.load(at + size);
    if (!v128.any_true(v128.andnot(buckets, seen))) continue;
    novelty = max(novelty, v128.any_true(v128.and(i8x16.eq(seen, zero), i8x16.ne(buckets, zero))) ? 2 : 1);
    v128.store(at + size, v128.or(seen, buckets));
  }
  return novelty;
}
