/** How helpers call functions of the program, and with which arguments. */
import { depth } from "./execution";
import {
  FRAMES, FRAME_INDEX, FRAME_SIZE, KIND_MAP, KIND_READ_ONLY, MAP_KEY_SIZE, MAP_VALUE_SIZE, REGISTER_SIZE,
} from "./generated/layout";
import { callBack } from "./interpreter";
import { valueProvenance } from "./maps/map";
import { touch } from "./memory";
import { provenance } from "./provenance";
import { set } from "./registers";

function pass(n: usize, value: u64, p: u64): void {
  set(n * REGISTER_SIZE, value, p);
}

/** One iteration of bpf_loop: `callback(index, context)`. */
export function iterate(callback: usize, index: u64, context: u64, contextProvenance: u64): u64 {
  pass(1, index, 0);
  pass(2, context, contextProvenance);
  for (let n: usize = 3; n <= 5; n++) pass(n, 0, 0);
  return callBack(callback);
}

/** One element of bpf_for_each_map_elem: `callback(map, key, value, context)`. */
export function visit(
  map: usize, key: usize, value: usize, callback: usize, context: u64, contextProvenance: u64,
): u64 {
  touch(value, load<u32>(map, MAP_VALUE_SIZE));
  pass(1, map, provenance(KIND_MAP, map, 0));
  pass(2, key, provenance(KIND_READ_ONLY, key, load<u32>(map, MAP_KEY_SIZE)));
  pass(3, value, valueProvenance(map, value));
  pass(4, context, contextProvenance);
  pass(5, 0, 0);
  return callBack(callback);
}

/** An index where a callback finds its key: one place for each depth of calls. */
export function indexKey(index: u32): usize {
  const key = FRAMES + <usize>depth() * FRAME_SIZE + FRAME_INDEX;
  store<u32>(key, index);
  return key;
}
