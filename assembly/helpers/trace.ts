/** bpf_trace_printk (kernel: kernel/bpf/helpers.c bpf_bprintf_prepare, lib/vsprintf.c): lines go to TRACE. */
import {
  EINVAL, HELPER_TRACE_PRINTK, STATE_CELL, STATE_TRACE_BYTES, TRACE, TRACE_SIZE, TRAP_HELPER_MISSING,
} from "../generated/layout";
import { trap } from "../trap";

const MAX_ARGUMENTS: u32 = 3;
/** FIELD_WIDTH_MAX */
const MAX_WIDTH: u32 = (1 << 23) - 1;
/** Bytes of a line; what is longer is cut, but counted in the result. */
const MAX_LINE: usize = 1023;

const TAB: u32 = 9;
const NEWLINE: u32 = 10;
const CARRIAGE_RETURN: u32 = 13;
const SPACE: u32 = 32;
const PERCENT: u32 = 37;
const PLUS: u32 = 43;
const MINUS: u32 = 45;
const ZERO: u32 = 48;
const ONE: u32 = 49;
const NINE: u32 = 57;
const UPPER_X: u32 = 88;
const LOWER_A: u32 = 97;
const LOWER_C: u32 = 99;
const LOWER_D: u32 = 100;
const LOWER_I: u32 = 105;
const LOWER_L: u32 = 108;
const LOWER_P: u32 = 112;
const LOWER_S: u32 = 115;
const LOWER_U: u32 = 117;
const LOWER_X: u32 = 120;
const DELETE: u32 = 127;

/** Where the line begins, and its bytes so far, those that were cut included. */
let line: usize = 0;
let length: usize = 0;

function put(character: u32): void {
  if (length < MAX_LINE) store<u8>(line + length, <u8>character);
  length++;
}

function isDigit(character: u32): bool {
  return character >= ZERO && character <= NINE;
}

/**
 * Result: the line's length. Strings and pointers are not there: %s and %p read memory, or show addresses
 * that mean nothing.
 */
export function bpf_trace_printk(format: usize, size: u32, first: u64, second: u64, third: u64): u64 {
  let end = format;
  while (end < format + size && load<u8>(end)) end++;
  if (end == format + size) return <u64>-EINVAL;
  const used = <usize>load<u32>(STATE_CELL, STATE_TRACE_BYTES);
  // Without room for a whole line the text is lost, and only its length is known.
  const room = used + MAX_LINE + 1 <= TRACE_SIZE;
  line = room ? TRACE + used : TRACE + TRACE_SIZE - MAX_LINE - 1;
  length = 0;

  let taken: u32 = 0;
  for (let at = format; at < end; at++) {
    let c = <u32>load<u8>(at);
    // Control characters, except those that are white space.
    if ((c < SPACE && (c < TAB || c > CARRIAGE_RETURN)) || c == DELETE) return <u64>-EINVAL;
    if (c != PERCENT) {
      put(c);
      continue;
    }
    c = load<u8>(++at);
    if (c == PERCENT) {
      put(c);
      continue;
    }
    if (taken == MAX_ARGUMENTS) return <u64>-EINVAL;
    const argument = taken == 0 ? first : taken == 1 ? second : third;
    taken++;

    let left = false;
    let zeros = false;
    let sign: u32 = 0;
    for (; c == ZERO || c == PLUS || c == MINUS || c == SPACE; c = load<u8>(++at)) {
      if (c == ZERO) zeros = true;
      else if (c == MINUS) left = true;
      else if (c == PLUS || !sign) sign = c;
    }
    let width: u32 = 0;
    if (c >= ONE) for (; isDigit(c); c = load<u8>(++at)) width = min(width * 10 + (c - ZERO), MAX_WIDTH);
    if (c == LOWER_S || c == LOWER_P) trap(TRAP_HELPER_MISSING, 0, 0, 0, false, HELPER_TRACE_PRINTK);
    if (c == LOWER_C) {
      if (!left) pad(width, 1);
      put(<u32>argument & 0xff);
      if (left) pad(width, 1);
      continue;
    }
    let long = false;
    for (let l = 0; l < 2 && c == LOWER_L; l++, c = load<u8>(++at)) long = true;
    if (c == LOWER_D || c == LOWER_I) {
      const value = long ? <i64>argument : <i64><i32>argument;
      if (value < 0) sign = MINUS;
      putNumber(<u64>(value < 0 ? -value : value), 10, LOWER_A, sign, width, left, zeros);
    } else if (c == LOWER_U || c == LOWER_X || c == UPPER_X) {
      const value = long ? argument : argument & 0xffff_ffff;
      const letters = c == UPPER_X ? LOWER_A - SPACE : LOWER_A;
      putNumber(value, c == LOWER_U ? 10 : 16, letters, 0, width, left, zeros);
    } else {
      return <u64>-EINVAL;
    }
  }
  if (room) {
    // A character 0 ends the text.
    let next = used;
    while (next < used + min(length, MAX_LINE) && load<u8>(TRACE + next)) next++;
    store<u8>(TRACE + next, <u8>NEWLINE);
    store<u32>(STATE_CELL, <u32>next + 1, STATE_TRACE_BYTES);
  }
  return length;
}

/** Spaces before or behind a text of `size`. */
function pad(width: u32, size: u32): void {
  for (; width > size; width--) put(SPACE);
}

/** `letters`: the digit ten. */
function putNumber(
  value: u64, base: u64, letters: u32, sign: u32, width: u32, left: bool, zeros: bool,
): void {
  let digits: u32 = 1;
  let unit: u64 = 1;
  for (let rest = value / base; rest; rest /= base) {
    digits++;
    unit *= base;
  }
  const size = digits + <u32>(sign != 0);
  if (!left && !zeros) pad(width, size);
  if (sign) put(sign);
  if (!left && zeros) for (let missing = width; missing > size; missing--) put(ZERO);
  for (; unit; unit /= base) {
    const digit = <u32>(value / unit % base);
    put(digit < 10 ? ZERO + digit : letters + digit - 10);
  }
  if (left) pad(width, size);
}
