/**
 * How an instruction lies in its 8 bytes (RFC 9669, section 3): the field values that more than one reader
 * needs by name. What each instruction means is in `isa.ts`.
 */

/** Bytes of one instruction slot; `lddw` takes two slots. */
export const INSN_SIZE = 8;

/** Registers r0 to r10; the last is the frame pointer, which nothing may write. */
export const REGISTER_COUNT = 11;
export const FRAME_POINTER = 10;

/** Bytes of stack in one frame, and frames that may be open at once (kernel: include/linux/filter.h, bpf_verifier.h). */
export const STACK_SIZE = 512;
export const MAX_CALL_FRAMES = 8;
/** Successful tail calls in one run (kernel: include/linux/bpf.h, MAX_TAIL_CALL_CNT). */
export const MAX_TAIL_CALLS = 33;

/** Opcodes that the loader and the linker look for. */
export const OP_LDDW = 0x18;
export const OP_CALL = 0x85;

/** `src_reg` of `lddw`: what its 64-bit immediate stands for (RFC 9669, section 5.4). */
export const LddwSource = {
  IMM64: 0,
  MAP_FD: 1,
  MAP_VALUE: 2,
  BTF_ID: 3,
  FUNC: 4,
  MAP_IDX: 5,
  MAP_IDX_VALUE: 6,
} as const;

/** `src_reg` of `call`: whose number its immediate is (RFC 9669, section 4.3.1). */
export const CallSource = {
  HELPER: 0,
  LOCAL: 1,
  KFUNC: 2,
} as const;
