/** Values that every CPU has one of: VALUE_STRIDE apart, CPU 0's first. */
import {
  MAP_CPUS, MAP_VALUE_SIZE, MAP_VALUE_STRIDE, STATE_CELL, STATE_CPU,
} from "../generated/layout";
import { touch } from "../memory";
import { copy } from "./storage";

/** The current CPU's value among `values`. */
// @ts-ignore: decorator
@inline
export function currentValue(map: usize, values: usize): usize {
  return values + load<usize>(STATE_CELL, STATE_CPU) * load<usize>(map, MAP_VALUE_STRIDE);
}

/** Writes the current CPU's value and leaves the others. */
export function writeCurrent(map: usize, values: usize, value: usize): void {
  const own = currentValue(map, values);
  const size = load<usize>(map, MAP_VALUE_SIZE);
  touch(own, size);
  copy(own, value, size);
}

/** Writes every CPU's value; `from` holds them as the map does. */
export function writeAll(map: usize, values: usize, from: usize): void {
  const size = load<usize>(map, MAP_VALUE_STRIDE) * load<usize>(map, MAP_CPUS);
  touch(values, size);
  copy(values, from, size);
}

/** Writes the current CPU's value of a new element: the others start at zero. */
export function initialize(map: usize, values: usize, value: usize): void {
  const size = load<usize>(map, MAP_VALUE_STRIDE) * load<usize>(map, MAP_CPUS);
  touch(values, size);
  memory.fill(values, 0, size);
  writeCurrent(map, values, value);
}
