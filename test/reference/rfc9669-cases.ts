/**
 * What RFC 9669 says of the corners, as literals: a row that is wrong in `spec/isa.ts` is wrong in every reading of
 * it, and only a number from elsewhere can tell.
 */
const MIN64 = 0x8000_0000_0000_0000n;
const ONES = 0xffff_ffff_ffff_ffffn;
/** A value whose halves cannot be mistaken for one another. */
const X = 0x1122_3344_5566_7788n;

/** An instruction on r0 and r1, what they hold before it, and r0 after it. */
export const cases: [section: string, instruction: string, r0: bigint, r1: bigint, expected: bigint][] = [
  // 4.1: division by zero gives zero, modulo by zero leaves the destination (32 bits: its low half, zero-extended).
  ["4.1", "div %r0, %r1", X, 0n, 0n],
  ["4.1", "div %r0, 0", X, 0n, 0n],
  ["4.1", "div32 %r0, %r1", X, 0x1_0000_0000n, 0n],
  ["4.1", "sdiv %r0, %r1", X, 0n, 0n],
  ["4.1", "sdiv32 %r0, %r1", X, 0x1_0000_0000n, 0n],
  ["4.1", "mod %r0, %r1", X, 0n, X],
  ["4.1", "mod32 %r0, %r1", X, 0x1_0000_0000n, 0x5566_7788n],
  ["4.1", "smod %r0, %r1", ONES, 0n, ONES],
  ["4.1", "smod32 %r0, %r1", ONES, 0n, 0xffff_ffffn],
  // 4.1: the smallest number by -1 overflows to itself, and leaves no remainder.
  ["4.1", "sdiv %r0, %r1", MIN64, ONES, MIN64],
  ["4.1", "sdiv %r0, -1", MIN64, 0n, MIN64],
  ["4.1", "smod %r0, %r1", MIN64, ONES, 0n],
  ["4.1", "sdiv32 %r0, %r1", 0x8000_0000n, 0xffff_ffffn, 0x8000_0000n],
  ["4.1", "smod32 %r0, -1", 0x8000_0000n, 0n, 0n],
  ["4.1", "neg %r0", MIN64, 0n, MIN64],
  ["4.1", "neg %r0", 1n, 0n, ONES],
  ["4.1", "neg32 %r0", 1n, 0n, 0xffff_ffffn],
  ["4.1", "sdiv %r0, %r1", 7n, ONES, -7n],
  ["4.1", "sdiv32 %r0, -1", 7n, 0n, 0xffff_fff9n],
  // 4.1: signed division truncates; the remainder has the dividend's sign. The unsigned ones see large numbers.
  ["4.1", "sdiv %r0, 2", -13n, 0n, -6n],
  ["4.1", "smod %r0, 3", -13n, 0n, -1n],
  ["4.1", "smod %r0, -3", 13n, 0n, 1n],
  ["4.1", "smod32 %r0, %r1", -13n, -3n, 0xffff_ffffn],
  ["4.1", "div %r0, 2", -13n, 0n, 0x7fff_ffff_ffff_fff9n],
  ["4.1", "mod %r0, 3", -13n, 0n, 0n],
  // 4.1: an immediate is sign-extended to 64 bits, even for unsigned operations; 32-bit results zero the upper half.
  ["4.1", "div %r0, -1", ONES, 0n, 1n],
  ["4.1", "mod %r0, -10", 5n, 0n, 5n],
  ["4.1", "add %r0, -1", 0n, 0n, ONES],
  ["4.1", "and %r0, 0xffffff00", X, 0n, 0x1122_3344_5566_7700n],
  ["4.1", "mov %r0, -1", X, 0n, ONES],
  ["4.1", "mov32 %r0, -1", X, 0n, 0xffff_ffffn],
  ["4.1", "mov32 %r0, %r1", 0n, X, 0x5566_7788n],
  ["4.1", "add32 %r0, %r1", X, 0xffff_ffffn, 0x5566_7787n],
  ["4.1", "sub32 %r0, %r1", 0n, 1n, 0xffff_ffffn],
  ["4.1", "mul32 %r0, %r1", 0x1_0000n, 0x1_0000n, 0n],
  ["4.1", "mul %r0, %r1", 0x1_0000_0001n, 0x1_0000_0001n, 0x2_0000_0001n],
  ["4.1", "xor32 %r0, 0", X, 0n, 0x5566_7788n],
  ["4.1", "xor32 %r0, %r1", 0xff0fn, 0x0ff0n, 0xf0ffn],
  ["4.1", "xor %r0, %r1", 0xff0fn, 0x0ff0n, 0xf0ffn],
  ["4.1", "or %r0, %r1", 0xf00fn, 0x0f0fn, 0xff0fn],
  ["4.1", "or32 %r0, %r1", X, 0x0fn, 0x5566_778fn],
  ["4.1", "and32 %r0, %r1", X, 0xff00n, 0x7700n],
  ["4.1", "sub %r0, %r1", 1n, 2n, ONES],
  ["4.1", "div32 %r0, 2", ONES, 0n, 0x7fff_ffffn],
  ["4.1", "mod32 %r0, 10", 0xffff_ffffn, 0n, 5n],
  // 4.1: shifts are masked with 63, in 32 bits with 31.
  ["4.1", "lsh %r0, %r1", X, 64n, X],
  ["4.1", "lsh %r0, %r1", 1n, 127n, MIN64],
  ["4.1", "rsh %r0, %r1", X, 64n, X],
  ["4.1", "rsh %r0, %r1", MIN64, ONES, 1n],
  ["4.1", "arsh %r0, %r1", MIN64, 64n, MIN64],
  ["4.1", "arsh %r0, %r1", MIN64, 63n, ONES],
  ["4.1", "lsh32 %r0, %r1", 1n, 32n, 1n],
  ["4.1", "lsh32 %r0, 4", 0xf000_0001n, 0n, 0x10n],
  ["4.1", "rsh32 %r0, 4", 0xf000_0001n, 0n, 0x0f00_0000n],
  ["4.1", "rsh32 %r0, %r1", X, 32n, 0x5566_7788n],
  ["4.1", "arsh32 %r0, %r1", 0x8000_0000n, 33n, 0xc000_0000n],
  ["4.1", "arsh32 %r0, 31", 0x1_8000_0000n, 0n, 0xffff_ffffn],
  // 4.1: MOVSX.
  ["4.1", "movsx864 %r0, %r1", 0n, 0x17fn, 0x7fn],
  ["4.1", "movsx864 %r0, %r1", 0n, 0x80n, 0xffff_ffff_ffff_ff80n],
  ["4.1", "movsx1664 %r0, %r1", 0n, 0x8000n, 0xffff_ffff_ffff_8000n],
  ["4.1", "movsx3264 %r0, %r1", 0n, 0x8000_0000n, 0xffff_ffff_8000_0000n],
  ["4.1", "movsx832 %r0, %r1", X, 0x80n, 0xffff_ff80n],
  ["4.1", "movsx1632 %r0, %r1", X, 0x8000n, 0xffff_8000n],
  // 4.2: byte swaps, on a little-endian host.
  ["4.2", "le16 %r0", X, 0n, 0x7788n],
  ["4.2", "le32 %r0", X, 0n, 0x5566_7788n],
  ["4.2", "le64 %r0", X, 0n, X],
  ["4.2", "be16 %r0", X, 0n, 0x8877n],
  ["4.2", "be32 %r0", X, 0n, 0x8877_6655n],
  ["4.2", "be64 %r0", X, 0n, 0x8877_6655_4433_2211n],
  ["4.2", "swap16 %r0", X, 0n, 0x8877n],
  ["4.2", "swap32 %r0", X, 0n, 0x8877_6655n],
  ["4.2", "swap64 %r0", X, 0n, 0x8877_6655_4433_2211n],
];

/** A jump, what r0 and r1 hold, and whether it is taken. */
export const jumps: [instruction: string, r0: bigint, r1: bigint, taken: boolean][] = [
  ["jgt %r0, %r1", ONES, 1n, true],
  ["jsgt %r0, %r1", ONES, 1n, false],
  ["jlt %r0, %r1", ONES, 1n, false],
  ["jslt %r0, %r1", ONES, 1n, true],
  ["jge %r0, %r1", 5n, 5n, true],
  ["jsge %r0, %r1", MIN64, 0n, false],
  ["jle %r0, %r1", MIN64, 0n, false],
  ["jsle %r0, %r1", MIN64, 0n, true],
  ["jset %r0, %r1", 6n, 1n, false],
  ["jset %r0, %r1", 6n, 12n, true],
  ["jset %r0, -2147483648", MIN64, 0n, true],
  // Immediates are sign-extended before an unsigned comparison, too.
  ["jgt %r0, -1", ONES, 0n, false],
  ["jlt %r0, -1", 0xffff_ffffn, 0n, true],
  ["jeq %r0, -1", 0xffff_ffffn, 0n, false],
  // 32-bit comparisons see the low halves.
  ["jeq32 %r0, %r1", X, 0x5566_7788n, true],
  ["jne32 %r0, %r1", X, 0x5566_7788n, false],
  ["jeq32 %r0, -1", 0xffff_ffffn, 0n, true],
  ["jsgt32 %r0, %r1", 0x7fff_ffffn, 0xffff_ffffn, true],
  ["jgt32 %r0, %r1", 0x7fff_ffffn, 0xffff_ffffn, false],
  ["jslt32 %r0, %r1", 0x8000_0000n, 0n, true],
  ["jset32 %r0, %r1", 0x1_0000_0000n, ONES, false],
];

/** Sections 4.3 and 4.1: whether a comparison of two values holds, in 64 bits and in 32. */
export const pairs: [bigint, bigint][] = [
  [1n, 2n],
  [2n, 2n],
  [2n, 1n],
  [-1n, 1n],
  [1n, -1n],
];
/** By mnemonic; one digit for each of the pairs. */
export const comparisons: Record<string, string> = {
  jeq: "01000",
  jne: "10111",
  jgt: "00110",
  jge: "01110",
  jlt: "10001",
  jle: "11001",
  jset: "01011",
  jsgt: "00101",
  jsge: "01101",
  jslt: "10010",
  jsle: "11010",
};
