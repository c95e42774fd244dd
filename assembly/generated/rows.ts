// Generated from spec/ by gen/. Do not edit: change spec/ and run `npm run gen`.

export const ROW_MOV64_REG: u32 = 25;
export const ROW_LDXW: u32 = 131;
export const ROW_STXW: u32 = 134;
export const ROW_JA32: u32 = 117;
export const ROW_CALL_HELPER: u32 = 118;
export const ROW_CALL_LOCAL: u32 = 119;
export const ROW_LDDW_MAP_FD: u32 = 145;
export const ROW_LDDW_MAP_VALUE: u32 = 146;
export const ROW_LDDW_FUNC: u32 = 148;
export const OPERATION_TAIL_CALL: u32 = 171;
export const OPERATION_LOAD_CONTEXT: u32 = 172;
export const OPERATION_STORE_CONTEXT: u32 = 173;
export const FORM_ALU: u32 = 1;
export const FORM_LOAD: u32 = 2;
export const FORM_STORE: u32 = 3;
export const FORM_ATOMIC: u32 = 4;
export const FORM_PACKET_LOAD: u32 = 5;
export const FORM_LDDW: u32 = 6;
export const FORM_JUMP: u32 = 7;
export const FORM_GOTO: u32 = 8;
export const FORM_CALL: u32 = 9;
export const FORM_EXIT: u32 = 10;
export const HAS_DST: u32 = 1;
export const HAS_SRC: u32 = 2;
export const HANDS_ON: u32 = 4;

/** Its form. */
const FORMS: usize = memory.data<u8>([1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 8, 8, 9, 9, 9, 9, 10, 2, 2, 3, 3, 2, 2, 3, 3, 2, 2, 3, 3, 2, 3, 3, 5, 5, 5, 5, 5, 5, 6, 6, 6, 6, 6, 6, 6, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 9, 2, 3]);
/** What else is said of it. */
const TRAITS: usize = memory.data<u8>([5, 7, 5, 7, 5, 7, 5, 7, 5, 7, 5, 7, 5, 7, 5, 7, 5, 7, 5, 7, 5, 7, 5, 7, 5, 7, 5, 7, 7, 7, 7, 5, 5, 7, 5, 7, 5, 7, 5, 7, 5, 7, 5, 7, 5, 7, 5, 7, 5, 7, 5, 7, 5, 7, 5, 7, 5, 7, 5, 7, 7, 7, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, 7, 5, 7, 5, 7, 5, 7, 5, 7, 5, 7, 5, 7, 5, 7, 5, 7, 5, 7, 5, 7, 5, 7, 5, 7, 5, 7, 5, 7, 5, 7, 5, 7, 5, 7, 5, 7, 5, 7, 5, 7, 5, 7, 0, 0, 0, 0, 0, 1, 0, 7, 7, 1, 3, 7, 7, 1, 3, 7, 7, 1, 3, 7, 1, 3, 0, 2, 0, 2, 0, 2, 5, 5, 5, 5, 5, 5, 5, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 0, 7, 3]);
/** Bytes of memory that it accesses. */
const SIZES: usize = memory.data<u8>([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 8, 8, 8, 1, 1, 2, 2, 4, 4, 0, 0, 0, 0, 0, 0, 0, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 0, 4, 4]);
/** By opcode byte, the one row that has it. */
const ONLY: usize = memory.data<u8>([255, 255, 255, 255, 32, 116, 117, 0, 255, 255, 255, 255, 33, 255, 255, 1, 255, 255, 255, 255, 34, 72, 94, 2, 255, 255, 255, 255, 35, 73, 95, 3, 142, 255, 255, 255, 36, 74, 96, 4, 140, 255, 255, 255, 37, 75, 97, 5, 138, 255, 255, 255, 255, 76, 98, 255, 255, 255, 255, 255, 255, 77, 99, 255, 143, 255, 255, 255, 42, 78, 100, 10, 141, 255, 255, 255, 43, 79, 101, 11, 139, 255, 255, 255, 44, 80, 102, 12, 255, 255, 255, 255, 45, 81, 103, 13, 255, 131, 133, 134, 46, 82, 104, 14, 255, 127, 129, 130, 47, 83, 105, 15, 255, 123, 125, 126, 48, 84, 106, 16, 255, 135, 136, 137, 49, 85, 107, 17, 255, 132, 255, 255, 62, 255, 255, 31, 255, 128, 255, 255, 255, 121, 255, 255, 255, 124, 255, 255, 255, 122, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 54, 86, 108, 22, 255, 255, 255, 255, 55, 87, 109, 23, 255, 255, 255, 255, 56, 88, 110, 24, 255, 255, 255, 255, 255, 89, 111, 255, 255, 255, 255, 255, 58, 90, 112, 26, 255, 255, 255, 255, 59, 91, 113, 27, 255, 255, 255, 255, 255, 92, 114, 255, 255, 255, 255, 255, 255, 93, 115, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255]);

// @ts-ignore: decorator
@inline
export function formOf(row: u32): u32 {
  return load<u8>(FORMS + row);
}

// @ts-ignore: decorator
@inline
export function traitsOf(row: u32): u32 {
  return load<u8>(TRAITS + row);
}

// @ts-ignore: decorator
@inline
export function sizeOfAccess(row: u32): u32 {
  return load<u8>(SIZES + row);
}

/** The row of an instruction that was checked. */
export function rowOf(code: u32, src: u32, off: i32, imm: i32): u32 {
  const only = <u32>load<u8>(ONLY + code);
  if (only != 255) return only;
  switch (code) {
    case 0x37:
      switch (off) {
        case 0: return 6; // div64_imm
        case 1: return 8; // sdiv64_imm
      }
      break;
    case 0x3f:
      switch (off) {
        case 0: return 7; // div64_reg
        case 1: return 9; // sdiv64_reg
      }
      break;
    case 0x97:
      switch (off) {
        case 0: return 18; // mod64_imm
        case 1: return 20; // smod64_imm
      }
      break;
    case 0x9f:
      switch (off) {
        case 0: return 19; // mod64_reg
        case 1: return 21; // smod64_reg
      }
      break;
    case 0xbf:
      switch (off) {
        case 0: return 25; // mov64_reg
        case 8: return 28; // movsx8_64_reg
        case 16: return 29; // movsx16_64_reg
        case 32: return 30; // movsx32_64_reg
      }
      break;
    case 0x34:
      switch (off) {
        case 0: return 38; // div32_imm
        case 1: return 40; // sdiv32_imm
      }
      break;
    case 0x3c:
      switch (off) {
        case 0: return 39; // div32_reg
        case 1: return 41; // sdiv32_reg
      }
      break;
    case 0x94:
      switch (off) {
        case 0: return 50; // mod32_imm
        case 1: return 52; // smod32_imm
      }
      break;
    case 0x9c:
      switch (off) {
        case 0: return 51; // mod32_reg
        case 1: return 53; // smod32_reg
      }
      break;
    case 0xbc:
      switch (off) {
        case 0: return 57; // mov32_reg
        case 8: return 60; // movsx8_32_reg
        case 16: return 61; // movsx16_32_reg
      }
      break;
    case 0xd4:
      switch (imm) {
        case 16: return 63; // le16
        case 32: return 64; // le32
        case 64: return 65; // le64
      }
      break;
    case 0xdc:
      switch (imm) {
        case 16: return 66; // be16
        case 32: return 67; // be32
        case 64: return 68; // be64
      }
      break;
    case 0xd7:
      switch (imm) {
        case 16: return 69; // bswap16
        case 32: return 70; // bswap32
        case 64: return 71; // bswap64
      }
      break;
    case 0x85:
      switch (src) {
        case 0: return 118; // call_helper
        case 1: return 119; // call_local
        case 2: return 120; // call_kfunc
      }
      break;
    case 0x18:
      switch (src) {
        case 0: return 144; // lddw
        case 1: return 145; // lddw_map_fd
        case 2: return 146; // lddw_map_value
        case 3: return 147; // lddw_btf_id
        case 4: return 148; // lddw_func
        case 5: return 149; // lddw_map_idx
        case 6: return 150; // lddw_map_idx_value
      }
      break;
    case 0xc3:
      switch (imm) {
        case 0: return 151; // lock_add32
        case 1: return 152; // lock_fetch_add32
        case 64: return 153; // lock_or32
        case 65: return 154; // lock_fetch_or32
        case 80: return 155; // lock_and32
        case 81: return 156; // lock_fetch_and32
        case 160: return 157; // lock_xor32
        case 161: return 158; // lock_fetch_xor32
        case 225: return 159; // lock_xchg32
        case 241: return 160; // lock_cmpxchg32
      }
      break;
    case 0xdb:
      switch (imm) {
        case 0: return 161; // lock_add64
        case 1: return 162; // lock_fetch_add64
        case 64: return 163; // lock_or64
        case 65: return 164; // lock_fetch_or64
        case 80: return 165; // lock_and64
        case 81: return 166; // lock_fetch_and64
        case 160: return 167; // lock_xor64
        case 161: return 168; // lock_fetch_xor64
        case 225: return 169; // lock_xchg64
        case 241: return 170; // lock_cmpxchg64
      }
      break;
  }
  return unreachable();
}

/** Whether a helper goes on in another program. */
export function isTailCall(helper: u32): bool {
  return helper == 12;
}
