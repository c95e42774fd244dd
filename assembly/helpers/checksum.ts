/** Internet checksums (RFC 1071; kernel: include/net/checksum.h): one's complement sums of 16-bit words. */

/** One's complement sum of two partial sums. */
// @ts-ignore: decorator
@inline
export function sumOf(a: u32, b: u32): u32 {
  const sum = a + b;
  return sum + <u32>(sum < b);
}

// @ts-ignore: decorator
@inline
export function sumLess(a: u32, b: u32): u32 {
  return sumOf(a, ~b);
}

/** A partial sum as 16 bits; 0 only when it is 0. */
// @ts-ignore: decorator
@inline
export function narrow(sum: u32): u32 {
  return (sum + rotl<u32>(sum, 16)) >>> 16;
}

/** The checksum of a partial sum: its complement as 16 bits. */
// @ts-ignore: decorator
@inline
export function fold(sum: u32): u32 {
  return narrow(sum) ^ 0xffff;
}

/** The sum of `length` bytes added to `sum`; words as they lie in memory, a last odd byte is the low one. */
export function partial(address: usize, length: u32, sum: u32): u32 {
  let total = <u64>sum;
  let at = address;
  const words = at + (length & ~3);
  // Less than 2^30 words of 32 bits do not overflow 64 bits.
  for (; at < words; at += 4) total += load<u32>(at);
  if (length & 2) {
    total += load<u16>(at);
    at += 2;
  }
  if (length & 1) total += load<u8>(at);
  total = (total & 0xffff_ffff) + (total >>> 32);
  return <u32>total + <u32>(total >>> 32);
}

/** Sum of a block that begins `offset` bytes into what `sum` covers. */
// @ts-ignore: decorator
@inline
function aligned(sum: u32, offset: u32): u32 {
  return offset & 1 ? rotr<u32>(sum, 8) : sum;
}

export function sumWithBlock(sum: u32, block: u32, offset: u32): u32 {
  return sumOf(sum, aligned(block, offset));
}

export function sumWithoutBlock(sum: u32, block: u32, offset: u32): u32 {
  return sumOf(sum, aligned(~block, offset));
}
