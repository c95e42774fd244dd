// Generated from spec/ by gen/. Do not edit: change spec/ and run `npm run gen`.

import {
  OPERATION_CODE, OPERATION_DST, OPERATION_IMMEDIATE, OPERATION_OFFSET, OPERATION_SIZE, OPERATION_SRC,
  CONTEXT, EXECUTION_CELL, EXECUTION_CHANGED, KIND_CONTEXT, KIND_MEMORY, PROVENANCES, REGISTERS, REGISTER_SIZE,
  SKB_CELL, SKB_GENERATION, TRAP_BUDGET, TRAP_CALL_TARGET,
} from "./layout";
import { commit, depth, exhausts } from "../execution";
import { closeFrame, enter, enterShallow, isBottom, mayEnter } from "../frames";
import { atomicAddress, loadSlow, packetLoad, storeSlow, tailCall } from "../interpreter";
import { observe, observing } from "../observation";
import {
  bounds, differenceOf, forgetSlots, isStack, kindOf, readable, slotOf, spill, sumOf, writable,
} from "../provenance";
import { R10 } from "../registers";
import { trap } from "../trap";
import { callHelper } from "./helpers";

/** By fused operation, the instruction that it begins with. */
const FIRSTS = memory.data<u8>([25, 25, 56, 25, 72, 57, 25, 24, 56, 135, 25, 137, 123, 56, 57, 123, 123, 131, 25, 56, 131, 24, 56, 25, 94, 25, 56, 56, 144, 25, 25, 131, 56, 24, 144, 57, 25, 123, 134, 95, 56, 25, 24, 135, 126, 123, 24, 56, 44, 123, 94, 25, 57, 131, 127, 96, 56, 131, 56, 56, 123, 56, 137, 137, 134, 94, 123, 134, 44, 57, 56, 57, 25, 56, 134, 14, 94, 135, 25, 56, 14, 72, 56, 25, 57, 56, 48, 57, 24, 131, 135, 145, 137, 72, 131, 94, 56, 14, 25, 25, 25, 46, 127, 127, 25, 25, 25, 56, 144, 33, 25, 56, 44, 25, 57, 6, 14, 145, 56, 135, 123, 126, 134, 127, 14, 25, 127, 72, 57, 135, 25, 24, 72, 134, 131, 57, 134, 134, 6, 72, 137, 57, 57, 134, 55, 56, 123, 57, 131, 135, 94, 54, 123, 57, 130, 126, 56, 24, 112, 123, 134, 56, 25, 135, 131, 57, 131, 25, 123, 127, 127, 123, 57, 57, 135, 109, 25, 24, 56, 131, 56, 80, 112, 66, 126, 46, 130, 131, 137, 137, 134, 57, 24, 130, 131, 137, 131, 131, 72, 48, 137, 42, 14, 42, 25, 135, 25, 135, 130, 25, 134, 24, 144, 57, 144, 25, 126, 0, 25, 94, 1, 12, 123, 123, 32, 36, 32, 32, 43, 123, 135, 127, 131, 126, 137, 130, 134, 131]);

/** The operation of the instruction alone. */
function plain(number: u32): u32 {
  return number < 174 ? number : load<u8>(FIRSTS + number - 174);
}

/** Does what is left of the operation at `ip`, and returns the next one's address, or 0 at the end. */
function rest(ip: usize): usize {
  switch (plain(<u32>load<u16>(ip, OPERATION_CODE))) {
    case 0: { // add64_imm
      unreachable();
    }
    case 1: { // add64_reg
      unreachable();
    }
    case 2: { // sub64_imm
      unreachable();
    }
    case 3: { // sub64_reg
      unreachable();
    }
    case 4: { // mul64_imm
      unreachable();
    }
    case 5: { // mul64_reg
      unreachable();
    }
    case 6: { // div64_imm
      const rd0 = <usize>load<u8>(ip, OPERATION_DST);
      const s0: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
      const d0: u64 = load<u64>(rd0, REGISTERS);
      store<u64>(rd0, ((s0 == <u64>(0)) ? <u64>(0) : (d0 / s0)), REGISTERS);
      store<u64>(rd0, 0, PROVENANCES);
      break;
    }
    case 7: { // div64_reg
      const rd0 = <usize>load<u8>(ip, OPERATION_DST);
      const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
      const s0: u64 = load<u64>(rs0, REGISTERS);
      const d0: u64 = load<u64>(rd0, REGISTERS);
      store<u64>(rd0, ((s0 == <u64>(0)) ? <u64>(0) : (d0 / s0)), REGISTERS);
      store<u64>(rd0, 0, PROVENANCES);
      break;
    }
    case 8: { // sdiv64_imm
      const rd0 = <usize>load<u8>(ip, OPERATION_DST);
      const s0: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
      const d0: u64 = load<u64>(rd0, REGISTERS);
      store<u64>(rd0, ((s0 == <u64>(0)) ? <u64>(0) : ((s0 == <u64>(-1)) ? (<u64>(0) - d0) : <u64>(<i64>d0 / <i64>s0))), REGISTERS);
      store<u64>(rd0, 0, PROVENANCES);
      break;
    }
    case 9: { // sdiv64_reg
      const rd0 = <usize>load<u8>(ip, OPERATION_DST);
      const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
      const s0: u64 = load<u64>(rs0, REGISTERS);
      const d0: u64 = load<u64>(rd0, REGISTERS);
      store<u64>(rd0, ((s0 == <u64>(0)) ? <u64>(0) : ((s0 == <u64>(-1)) ? (<u64>(0) - d0) : <u64>(<i64>d0 / <i64>s0))), REGISTERS);
      store<u64>(rd0, 0, PROVENANCES);
      break;
    }
    case 10: { // or64_imm
      unreachable();
    }
    case 11: { // or64_reg
      unreachable();
    }
    case 12: { // and64_imm
      unreachable();
    }
    case 13: { // and64_reg
      unreachable();
    }
    case 14: { // lsh64_imm
      unreachable();
    }
    case 15: { // lsh64_reg
      unreachable();
    }
    case 16: { // rsh64_imm
      unreachable();
    }
    case 17: { // rsh64_reg
      unreachable();
    }
    case 18: { // mod64_imm
      const rd0 = <usize>load<u8>(ip, OPERATION_DST);
      const s0: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
      const d0: u64 = load<u64>(rd0, REGISTERS);
      store<u64>(rd0, ((s0 == <u64>(0)) ? d0 : (d0 % s0)), REGISTERS);
      store<u64>(rd0, 0, PROVENANCES);
      break;
    }
    case 19: { // mod64_reg
      const rd0 = <usize>load<u8>(ip, OPERATION_DST);
      const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
      const s0: u64 = load<u64>(rs0, REGISTERS);
      const d0: u64 = load<u64>(rd0, REGISTERS);
      store<u64>(rd0, ((s0 == <u64>(0)) ? d0 : (d0 % s0)), REGISTERS);
      store<u64>(rd0, 0, PROVENANCES);
      break;
    }
    case 20: { // smod64_imm
      const rd0 = <usize>load<u8>(ip, OPERATION_DST);
      const s0: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
      const d0: u64 = load<u64>(rd0, REGISTERS);
      store<u64>(rd0, ((s0 == <u64>(0)) ? d0 : ((s0 == <u64>(-1)) ? <u64>(0) : <u64>(<i64>d0 % <i64>s0))), REGISTERS);
      store<u64>(rd0, 0, PROVENANCES);
      break;
    }
    case 21: { // smod64_reg
      const rd0 = <usize>load<u8>(ip, OPERATION_DST);
      const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
      const s0: u64 = load<u64>(rs0, REGISTERS);
      const d0: u64 = load<u64>(rd0, REGISTERS);
      store<u64>(rd0, ((s0 == <u64>(0)) ? d0 : ((s0 == <u64>(-1)) ? <u64>(0) : <u64>(<i64>d0 % <i64>s0))), REGISTERS);
      store<u64>(rd0, 0, PROVENANCES);
      break;
    }
    case 22: { // xor64_imm
      unreachable();
    }
    case 23: { // xor64_reg
      unreachable();
    }
    case 24: { // mov64_imm
      unreachable();
    }
    case 25: { // mov64_reg
      unreachable();
    }
    case 26: { // arsh64_imm
      unreachable();
    }
    case 27: { // arsh64_reg
      unreachable();
    }
    case 28: { // movsx8_64_reg
      unreachable();
    }
    case 29: { // movsx16_64_reg
      unreachable();
    }
    case 30: { // movsx32_64_reg
      unreachable();
    }
    case 31: { // neg64
      unreachable();
    }
    case 32: { // add32_imm
      unreachable();
    }
    case 33: { // add32_reg
      unreachable();
    }
    case 34: { // sub32_imm
      unreachable();
    }
    case 35: { // sub32_reg
      unreachable();
    }
    case 36: { // mul32_imm
      unreachable();
    }
    case 37: { // mul32_reg
      unreachable();
    }
    case 38: { // div32_imm
      const rd0 = <usize>load<u8>(ip, OPERATION_DST);
      const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
      const d0: u32 = load<u32>(rd0, REGISTERS);
      store<u64>(rd0, <u64>((s0 == <u32>(0)) ? <u32>(0) : (d0 / s0)), REGISTERS);
      store<u64>(rd0, 0, PROVENANCES);
      break;
    }
    case 39: { // div32_reg
      const rd0 = <usize>load<u8>(ip, OPERATION_DST);
      const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
      const s0: u32 = load<u32>(rs0, REGISTERS);
      const d0: u32 = load<u32>(rd0, REGISTERS);
      store<u64>(rd0, <u64>((s0 == <u32>(0)) ? <u32>(0) : (d0 / s0)), REGISTERS);
      store<u64>(rd0, 0, PROVENANCES);
      break;
    }
    case 40: { // sdiv32_imm
      const rd0 = <usize>load<u8>(ip, OPERATION_DST);
      const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
      const d0: u32 = load<u32>(rd0, REGISTERS);
      store<u64>(rd0, <u64>((s0 == <u32>(0)) ? <u32>(0) : ((s0 == <u32>(-1)) ? (<u32>(0) - d0) : <u32>(<i32>d0 / <i32>s0))), REGISTERS);
      store<u64>(rd0, 0, PROVENANCES);
      break;
    }
    case 41: { // sdiv32_reg
      const rd0 = <usize>load<u8>(ip, OPERATION_DST);
      const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
      const s0: u32 = load<u32>(rs0, REGISTERS);
      const d0: u32 = load<u32>(rd0, REGISTERS);
      store<u64>(rd0, <u64>((s0 == <u32>(0)) ? <u32>(0) : ((s0 == <u32>(-1)) ? (<u32>(0) - d0) : <u32>(<i32>d0 / <i32>s0))), REGISTERS);
      store<u64>(rd0, 0, PROVENANCES);
      break;
    }
    case 42: { // or32_imm
      unreachable();
    }
    case 43: { // or32_reg
      unreachable();
    }
    case 44: { // and32_imm
      unreachable();
    }
    case 45: { // and32_reg
      unreachable();
    }
    case 46: { // lsh32_imm
      unreachable();
    }
    case 47: { // lsh32_reg
      unreachable();
    }
    case 48: { // rsh32_imm
      unreachable();
    }
    case 49: { // rsh32_reg
      unreachable();
    }
    case 50: { // mod32_imm
      const rd0 = <usize>load<u8>(ip, OPERATION_DST);
      const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
      const d0: u32 = load<u32>(rd0, REGISTERS);
      store<u64>(rd0, <u64>((s0 == <u32>(0)) ? d0 : (d0 % s0)), REGISTERS);
      store<u64>(rd0, 0, PROVENANCES);
      break;
    }
    case 51: { // mod32_reg
      const rd0 = <usize>load<u8>(ip, OPERATION_DST);
      const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
      const s0: u32 = load<u32>(rs0, REGISTERS);
      const d0: u32 = load<u32>(rd0, REGISTERS);
      store<u64>(rd0, <u64>((s0 == <u32>(0)) ? d0 : (d0 % s0)), REGISTERS);
      store<u64>(rd0, 0, PROVENANCES);
      break;
    }
    case 52: { // smod32_imm
      const rd0 = <usize>load<u8>(ip, OPERATION_DST);
      const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
      const d0: u32 = load<u32>(rd0, REGISTERS);
      store<u64>(rd0, <u64>((s0 == <u32>(0)) ? d0 : ((s0 == <u32>(-1)) ? <u32>(0) : <u32>(<i32>d0 % <i32>s0))), REGISTERS);
      store<u64>(rd0, 0, PROVENANCES);
      break;
    }
    case 53: { // smod32_reg
      const rd0 = <usize>load<u8>(ip, OPERATION_DST);
      const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
      const s0: u32 = load<u32>(rs0, REGISTERS);
      const d0: u32 = load<u32>(rd0, REGISTERS);
      store<u64>(rd0, <u64>((s0 == <u32>(0)) ? d0 : ((s0 == <u32>(-1)) ? <u32>(0) : <u32>(<i32>d0 % <i32>s0))), REGISTERS);
      store<u64>(rd0, 0, PROVENANCES);
      break;
    }
    case 54: { // xor32_imm
      unreachable();
    }
    case 55: { // xor32_reg
      unreachable();
    }
    case 56: { // mov32_imm
      unreachable();
    }
    case 57: { // mov32_reg
      unreachable();
    }
    case 58: { // arsh32_imm
      unreachable();
    }
    case 59: { // arsh32_reg
      unreachable();
    }
    case 60: { // movsx8_32_reg
      unreachable();
    }
    case 61: { // movsx16_32_reg
      unreachable();
    }
    case 62: { // neg32
      unreachable();
    }
    case 63: { // le16
      unreachable();
    }
    case 64: { // le32
      unreachable();
    }
    case 65: { // le64
      unreachable();
    }
    case 66: { // be16
      unreachable();
    }
    case 67: { // be32
      unreachable();
    }
    case 68: { // be64
      const rd0 = <usize>load<u8>(ip, OPERATION_DST);
      const d0: u64 = load<u64>(rd0, REGISTERS);
      store<u64>(rd0, <u64>bswap<u64>(<u64>d0), REGISTERS);
      store<u64>(rd0, 0, PROVENANCES);
      break;
    }
    case 69: { // bswap16
      unreachable();
    }
    case 70: { // bswap32
      unreachable();
    }
    case 71: { // bswap64
      const rd0 = <usize>load<u8>(ip, OPERATION_DST);
      const d0: u64 = load<u64>(rd0, REGISTERS);
      store<u64>(rd0, <u64>bswap<u64>(<u64>d0), REGISTERS);
      store<u64>(rd0, 0, PROVENANCES);
      break;
    }
    case 72: { // jeq64_imm
      trap(TRAP_BUDGET);
    }
    case 73: { // jeq64_reg
      trap(TRAP_BUDGET);
    }
    case 74: { // jgt64_imm
      trap(TRAP_BUDGET);
    }
    case 75: { // jgt64_reg
      trap(TRAP_BUDGET);
    }
    case 76: { // jge64_imm
      trap(TRAP_BUDGET);
    }
    case 77: { // jge64_reg
      trap(TRAP_BUDGET);
    }
    case 78: { // jset64_imm
      trap(TRAP_BUDGET);
    }
    case 79: { // jset64_reg
      trap(TRAP_BUDGET);
    }
    case 80: { // jne64_imm
      trap(TRAP_BUDGET);
    }
    case 81: { // jne64_reg
      trap(TRAP_BUDGET);
    }
    case 82: { // jsgt64_imm
      trap(TRAP_BUDGET);
    }
    case 83: { // jsgt64_reg
      trap(TRAP_BUDGET);
    }
    case 84: { // jsge64_imm
      trap(TRAP_BUDGET);
    }
    case 85: { // jsge64_reg
      trap(TRAP_BUDGET);
    }
    case 86: { // jlt64_imm
      trap(TRAP_BUDGET);
    }
    case 87: { // jlt64_reg
      trap(TRAP_BUDGET);
    }
    case 88: { // jle64_imm
      trap(TRAP_BUDGET);
    }
    case 89: { // jle64_reg
      trap(TRAP_BUDGET);
    }
    case 90: { // jslt64_imm
      trap(TRAP_BUDGET);
    }
    case 91: { // jslt64_reg
      trap(TRAP_BUDGET);
    }
    case 92: { // jsle64_imm
      trap(TRAP_BUDGET);
    }
    case 93: { // jsle64_reg
      trap(TRAP_BUDGET);
    }
    case 94: { // jeq32_imm
      trap(TRAP_BUDGET);
    }
    case 95: { // jeq32_reg
      trap(TRAP_BUDGET);
    }
    case 96: { // jgt32_imm
      trap(TRAP_BUDGET);
    }
    case 97: { // jgt32_reg
      trap(TRAP_BUDGET);
    }
    case 98: { // jge32_imm
      trap(TRAP_BUDGET);
    }
    case 99: { // jge32_reg
      trap(TRAP_BUDGET);
    }
    case 100: { // jset32_imm
      trap(TRAP_BUDGET);
    }
    case 101: { // jset32_reg
      trap(TRAP_BUDGET);
    }
    case 102: { // jne32_imm
      trap(TRAP_BUDGET);
    }
    case 103: { // jne32_reg
      trap(TRAP_BUDGET);
    }
    case 104: { // jsgt32_imm
      trap(TRAP_BUDGET);
    }
    case 105: { // jsgt32_reg
      trap(TRAP_BUDGET);
    }
    case 106: { // jsge32_imm
      trap(TRAP_BUDGET);
    }
    case 107: { // jsge32_reg
      trap(TRAP_BUDGET);
    }
    case 108: { // jlt32_imm
      trap(TRAP_BUDGET);
    }
    case 109: { // jlt32_reg
      trap(TRAP_BUDGET);
    }
    case 110: { // jle32_imm
      trap(TRAP_BUDGET);
    }
    case 111: { // jle32_reg
      trap(TRAP_BUDGET);
    }
    case 112: { // jslt32_imm
      trap(TRAP_BUDGET);
    }
    case 113: { // jslt32_reg
      trap(TRAP_BUDGET);
    }
    case 114: { // jsle32_imm
      trap(TRAP_BUDGET);
    }
    case 115: { // jsle32_reg
      trap(TRAP_BUDGET);
    }
    case 116: { // ja
      trap(TRAP_BUDGET);
    }
    case 117: { // ja32
      trap(TRAP_BUDGET);
    }
    case 118: { // call_helper
      callHelper(load<u32>(ip, OPERATION_IMMEDIATE));
      break;
    }
    case 119: { // call_local
      enter(ip);
      ip += <isize>load<i32>(ip, OPERATION_OFFSET);
      break;
    }
    case 120: { // call_kfunc
      trap(TRAP_CALL_TARGET);
    }
    case 121: { // call_register
      const rd0 = <usize>load<u8>(ip, OPERATION_DST);
      const target = load<u64>(rd0, REGISTERS);
      if (load<u64>(rd0, PROVENANCES) || target >> 32) trap(TRAP_CALL_TARGET);
      callHelper(<u32>target);
      break;
    }
    case 122: { // exit
      return 0;
    }
    case 123: { // ldxb
      const rd0 = <usize>load<u8>(ip, OPERATION_DST);
      const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
      const address0 = load<u64>(rs0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
      loadSlow(rd0, address0, load<u64>(rs0, PROVENANCES), 1, false);
      break;
    }
    case 124: { // ldxsb
      const rd0 = <usize>load<u8>(ip, OPERATION_DST);
      const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
      const address0 = load<u64>(rs0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
      loadSlow(rd0, address0, load<u64>(rs0, PROVENANCES), 1, true);
      break;
    }
    case 125: { // stb
      const rd0 = <usize>load<u8>(ip, OPERATION_DST);
      const address0 = load<u64>(rd0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
      storeSlow(address0, load<u64>(rd0, PROVENANCES), 1, load<u64>(ip, OPERATION_IMMEDIATE), true);
      break;
    }
    case 126: { // stxb
      const rd0 = <usize>load<u8>(ip, OPERATION_DST);
      const address0 = load<u64>(rd0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
      const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
      storeSlow(address0, load<u64>(rd0, PROVENANCES), 1, load<u64>(rs0, REGISTERS), false);
      break;
    }
    case 127: { // ldxh
      const rd0 = <usize>load<u8>(ip, OPERATION_DST);
      const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
      const address0 = load<u64>(rs0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
      loadSlow(rd0, address0, load<u64>(rs0, PROVENANCES), 2, false);
      break;
    }
    case 128: { // ldxsh
      const rd0 = <usize>load<u8>(ip, OPERATION_DST);
      const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
      const address0 = load<u64>(rs0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
      loadSlow(rd0, address0, load<u64>(rs0, PROVENANCES), 2, true);
      break;
    }
    case 129: { // sth
      const rd0 = <usize>load<u8>(ip, OPERATION_DST);
      const address0 = load<u64>(rd0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
      storeSlow(address0, load<u64>(rd0, PROVENANCES), 2, load<u64>(ip, OPERATION_IMMEDIATE), true);
      break;
    }
    case 130: { // stxh
      const rd0 = <usize>load<u8>(ip, OPERATION_DST);
      const address0 = load<u64>(rd0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
      const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
      storeSlow(address0, load<u64>(rd0, PROVENANCES), 2, load<u64>(rs0, REGISTERS), false);
      break;
    }
    case 131: { // ldxw
      const rd0 = <usize>load<u8>(ip, OPERATION_DST);
      const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
      const address0 = load<u64>(rs0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
      loadSlow(rd0, address0, load<u64>(rs0, PROVENANCES), 4, false);
      break;
    }
    case 132: { // ldxsw
      const rd0 = <usize>load<u8>(ip, OPERATION_DST);
      const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
      const address0 = load<u64>(rs0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
      loadSlow(rd0, address0, load<u64>(rs0, PROVENANCES), 4, true);
      break;
    }
    case 133: { // stw
      const rd0 = <usize>load<u8>(ip, OPERATION_DST);
      const address0 = load<u64>(rd0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
      storeSlow(address0, load<u64>(rd0, PROVENANCES), 4, load<u64>(ip, OPERATION_IMMEDIATE), true);
      break;
    }
    case 134: { // stxw
      const rd0 = <usize>load<u8>(ip, OPERATION_DST);
      const address0 = load<u64>(rd0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
      const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
      storeSlow(address0, load<u64>(rd0, PROVENANCES), 4, load<u64>(rs0, REGISTERS), false);
      break;
    }
    case 135: { // ldxdw
      const rd0 = <usize>load<u8>(ip, OPERATION_DST);
      const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
      const address0 = load<u64>(rs0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
      loadSlow(rd0, address0, load<u64>(rs0, PROVENANCES), 8, false);
      break;
    }
    case 136: { // stdw
      const rd0 = <usize>load<u8>(ip, OPERATION_DST);
      const address0 = load<u64>(rd0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
      storeSlow(address0, load<u64>(rd0, PROVENANCES), 8, load<u64>(ip, OPERATION_IMMEDIATE), true);
      break;
    }
    case 137: { // stxdw
      const rd0 = <usize>load<u8>(ip, OPERATION_DST);
      const address0 = load<u64>(rd0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
      const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
      storeSlow(address0, load<u64>(rd0, PROVENANCES), 8, load<u64>(rs0, REGISTERS), false);
      break;
    }
    case 138: { // ldabsb
      const offset = load<i32>(ip, OPERATION_IMMEDIATE);
      if (packetLoad(offset, 1)) break;
      // Past the end: the function ends with 0.
      store<u64>(0, 0, REGISTERS);
      store<u64>(0, 0, PROVENANCES);
      if (isBottom()) return 0;
      ip = closeFrame();
      break;
    }
    case 139: { // ldindb
      const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
      const offset = load<i32>(ip, OPERATION_IMMEDIATE) + <i32>load<u32>(rs0, REGISTERS);
      if (packetLoad(offset, 1)) break;
      // Past the end: the function ends with 0.
      store<u64>(0, 0, REGISTERS);
      store<u64>(0, 0, PROVENANCES);
      if (isBottom()) return 0;
      ip = closeFrame();
      break;
    }
    case 140: { // ldabsh
      const offset = load<i32>(ip, OPERATION_IMMEDIATE);
      if (packetLoad(offset, 2)) break;
      // Past the end: the function ends with 0.
      store<u64>(0, 0, REGISTERS);
      store<u64>(0, 0, PROVENANCES);
      if (isBottom()) return 0;
      ip = closeFrame();
      break;
    }
    case 141: { // ldindh
      const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
      const offset = load<i32>(ip, OPERATION_IMMEDIATE) + <i32>load<u32>(rs0, REGISTERS);
      if (packetLoad(offset, 2)) break;
      // Past the end: the function ends with 0.
      store<u64>(0, 0, REGISTERS);
      store<u64>(0, 0, PROVENANCES);
      if (isBottom()) return 0;
      ip = closeFrame();
      break;
    }
    case 142: { // ldabsw
      const offset = load<i32>(ip, OPERATION_IMMEDIATE);
      if (packetLoad(offset, 4)) break;
      // Past the end: the function ends with 0.
      store<u64>(0, 0, REGISTERS);
      store<u64>(0, 0, PROVENANCES);
      if (isBottom()) return 0;
      ip = closeFrame();
      break;
    }
    case 143: { // ldindw
      const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
      const offset = load<i32>(ip, OPERATION_IMMEDIATE) + <i32>load<u32>(rs0, REGISTERS);
      if (packetLoad(offset, 4)) break;
      // Past the end: the function ends with 0.
      store<u64>(0, 0, REGISTERS);
      store<u64>(0, 0, PROVENANCES);
      if (isBottom()) return 0;
      ip = closeFrame();
      break;
    }
    case 144: { // lddw
      unreachable();
    }
    case 145: { // lddw_map_fd
      unreachable();
    }
    case 146: { // lddw_map_value
      unreachable();
    }
    case 147: { // lddw_btf_id
      unreachable();
    }
    case 148: { // lddw_func
      unreachable();
    }
    case 149: { // lddw_map_idx
      unreachable();
    }
    case 150: { // lddw_map_idx_value
      unreachable();
    }
    case 151: { // lock_add32
      const rd0 = <usize>load<u8>(ip, OPERATION_DST);
      const address0 = load<u64>(rd0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
      const at: usize = atomicAddress(address0, load<u64>(rd0, PROVENANCES), 4);
      const old = load<u32>(at);
      const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
      const s0: u32 = load<u32>(rs0, REGISTERS);
      store<u32>(at, (old + s0));
      break;
    }
    case 152: { // lock_fetch_add32
      const rd0 = <usize>load<u8>(ip, OPERATION_DST);
      const address0 = load<u64>(rd0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
      const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
      const at: usize = atomicAddress(address0, load<u64>(rd0, PROVENANCES), 4);
      const old = load<u32>(at);
      const s0: u32 = load<u32>(rs0, REGISTERS);
      store<u32>(at, (old + s0));
      store<u64>(rs0, <u64>old, REGISTERS);
      store<u64>(rs0, 0, PROVENANCES);
      break;
    }
    case 153: { // lock_or32
      const rd0 = <usize>load<u8>(ip, OPERATION_DST);
      const address0 = load<u64>(rd0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
      const at: usize = atomicAddress(address0, load<u64>(rd0, PROVENANCES), 4);
      const old = load<u32>(at);
      const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
      const s0: u32 = load<u32>(rs0, REGISTERS);
      store<u32>(at, (old | s0));
      break;
    }
    case 154: { // lock_fetch_or32
      const rd0 = <usize>load<u8>(ip, OPERATION_DST);
      const address0 = load<u64>(rd0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
      const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
      const at: usize = atomicAddress(address0, load<u64>(rd0, PROVENANCES), 4);
      const old = load<u32>(at);
      const s0: u32 = load<u32>(rs0, REGISTERS);
      store<u32>(at, (old | s0));
      store<u64>(rs0, <u64>old, REGISTERS);
      store<u64>(rs0, 0, PROVENANCES);
      break;
    }
    case 155: { // lock_and32
      const rd0 = <usize>load<u8>(ip, OPERATION_DST);
      const address0 = load<u64>(rd0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
      const at: usize = atomicAddress(address0, load<u64>(rd0, PROVENANCES), 4);
      const old = load<u32>(at);
      const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
      const s0: u32 = load<u32>(rs0, REGISTERS);
      store<u32>(at, (old & s0));
      break;
    }
    case 156: { // lock_fetch_and32
      const rd0 = <usize>load<u8>(ip, OPERATION_DST);
      const address0 = load<u64>(rd0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
      const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
      const at: usize = atomicAddress(address0, load<u64>(rd0, PROVENANCES), 4);
      const old = load<u32>(at);
      const s0: u32 = load<u32>(rs0, REGISTERS);
      store<u32>(at, (old & s0));
      store<u64>(rs0, <u64>old, REGISTERS);
      store<u64>(rs0, 0, PROVENANCES);
      break;
    }
    case 157: { // lock_xor32
      const rd0 = <usize>load<u8>(ip, OPERATION_DST);
      const address0 = load<u64>(rd0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
      const at: usize = atomicAddress(address0, load<u64>(rd0, PROVENANCES), 4);
      const old = load<u32>(at);
      const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
      const s0: u32 = load<u32>(rs0, REGISTERS);
      store<u32>(at, (old ^ s0));
      break;
    }
    case 158: { // lock_fetch_xor32
      const rd0 = <usize>load<u8>(ip, OPERATION_DST);
      const address0 = load<u64>(rd0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
      const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
      const at: usize = atomicAddress(address0, load<u64>(rd0, PROVENANCES), 4);
      const old = load<u32>(at);
      const s0: u32 = load<u32>(rs0, REGISTERS);
      store<u32>(at, (old ^ s0));
      store<u64>(rs0, <u64>old, REGISTERS);
      store<u64>(rs0, 0, PROVENANCES);
      break;
    }
    case 159: { // lock_xchg32
      const rd0 = <usize>load<u8>(ip, OPERATION_DST);
      const address0 = load<u64>(rd0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
      const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
      const at: usize = atomicAddress(address0, load<u64>(rd0, PROVENANCES), 4);
      const old = load<u32>(at);
      const s0: u32 = load<u32>(rs0, REGISTERS);
      store<u32>(at, s0);
      store<u64>(rs0, <u64>old, REGISTERS);
      store<u64>(rs0, 0, PROVENANCES);
      break;
    }
    case 160: { // lock_cmpxchg32
      const rd0 = <usize>load<u8>(ip, OPERATION_DST);
      const address0 = load<u64>(rd0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
      const at: usize = atomicAddress(address0, load<u64>(rd0, PROVENANCES), 4);
      const old = load<u32>(at);
      const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
      const s0: u32 = load<u32>(rs0, REGISTERS);
      store<u32>(at, ((old == load<u32>(REGISTERS)) ? s0 : old));
      store<u64>(0, <u64>old, REGISTERS);
      store<u64>(0, 0, PROVENANCES);
      break;
    }
    case 161: { // lock_add64
      const rd0 = <usize>load<u8>(ip, OPERATION_DST);
      const address0 = load<u64>(rd0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
      const at: usize = atomicAddress(address0, load<u64>(rd0, PROVENANCES), 8);
      const old = load<u64>(at);
      const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
      const s0: u64 = load<u64>(rs0, REGISTERS);
      store<u64>(at, (old + s0));
      break;
    }
    case 162: { // lock_fetch_add64
      const rd0 = <usize>load<u8>(ip, OPERATION_DST);
      const address0 = load<u64>(rd0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
      const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
      const at: usize = atomicAddress(address0, load<u64>(rd0, PROVENANCES), 8);
      const old = load<u64>(at);
      const s0: u64 = load<u64>(rs0, REGISTERS);
      store<u64>(at, (old + s0));
      store<u64>(rs0, <u64>old, REGISTERS);
      store<u64>(rs0, 0, PROVENANCES);
      break;
    }
    case 163: { // lock_or64
      const rd0 = <usize>load<u8>(ip, OPERATION_DST);
      const address0 = load<u64>(rd0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
      const at: usize = atomicAddress(address0, load<u64>(rd0, PROVENANCES), 8);
      const old = load<u64>(at);
      const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
      const s0: u64 = load<u64>(rs0, REGISTERS);
      store<u64>(at, (old | s0));
      break;
    }
    case 164: { // lock_fetch_or64
      const rd0 = <usize>load<u8>(ip, OPERATION_DST);
      const address0 = load<u64>(rd0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
      const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
      const at: usize = atomicAddress(address0, load<u64>(rd0, PROVENANCES), 8);
      const old = load<u64>(at);
      const s0: u64 = load<u64>(rs0, REGISTERS);
      store<u64>(at, (old | s0));
      store<u64>(rs0, <u64>old, REGISTERS);
      store<u64>(rs0, 0, PROVENANCES);
      break;
    }
    case 165: { // lock_and64
      const rd0 = <usize>load<u8>(ip, OPERATION_DST);
      const address0 = load<u64>(rd0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
      const at: usize = atomicAddress(address0, load<u64>(rd0, PROVENANCES), 8);
      const old = load<u64>(at);
      const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
      const s0: u64 = load<u64>(rs0, REGISTERS);
      store<u64>(at, (old & s0));
      break;
    }
    case 166: { // lock_fetch_and64
      const rd0 = <usize>load<u8>(ip, OPERATION_DST);
      const address0 = load<u64>(rd0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
      const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
      const at: usize = atomicAddress(address0, load<u64>(rd0, PROVENANCES), 8);
      const old = load<u64>(at);
      const s0: u64 = load<u64>(rs0, REGISTERS);
      store<u64>(at, (old & s0));
      store<u64>(rs0, <u64>old, REGISTERS);
      store<u64>(rs0, 0, PROVENANCES);
      break;
    }
    case 167: { // lock_xor64
      const rd0 = <usize>load<u8>(ip, OPERATION_DST);
      const address0 = load<u64>(rd0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
      const at: usize = atomicAddress(address0, load<u64>(rd0, PROVENANCES), 8);
      const old = load<u64>(at);
      const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
      const s0: u64 = load<u64>(rs0, REGISTERS);
      store<u64>(at, (old ^ s0));
      break;
    }
    case 168: { // lock_fetch_xor64
      const rd0 = <usize>load<u8>(ip, OPERATION_DST);
      const address0 = load<u64>(rd0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
      const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
      const at: usize = atomicAddress(address0, load<u64>(rd0, PROVENANCES), 8);
      const old = load<u64>(at);
      const s0: u64 = load<u64>(rs0, REGISTERS);
      store<u64>(at, (old ^ s0));
      store<u64>(rs0, <u64>old, REGISTERS);
      store<u64>(rs0, 0, PROVENANCES);
      break;
    }
    case 169: { // lock_xchg64
      const rd0 = <usize>load<u8>(ip, OPERATION_DST);
      const address0 = load<u64>(rd0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
      const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
      const at: usize = atomicAddress(address0, load<u64>(rd0, PROVENANCES), 8);
      const old = load<u64>(at);
      const s0: u64 = load<u64>(rs0, REGISTERS);
      store<u64>(at, s0);
      store<u64>(rs0, <u64>old, REGISTERS);
      store<u64>(rs0, 0, PROVENANCES);
      break;
    }
    case 170: { // lock_cmpxchg64
      const rd0 = <usize>load<u8>(ip, OPERATION_DST);
      const address0 = load<u64>(rd0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
      const at: usize = atomicAddress(address0, load<u64>(rd0, PROVENANCES), 8);
      const old = load<u64>(at);
      const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
      const s0: u64 = load<u64>(rs0, REGISTERS);
      store<u64>(at, ((old == load<u64>(REGISTERS)) ? s0 : old));
      store<u64>(0, <u64>old, REGISTERS);
      store<u64>(0, 0, PROVENANCES);
      break;
    }
    case 171: { // TAIL_CALL
      const next = tailCall();
      if (next) return next;
      break;
    }
    case 172: { // LOAD_CONTEXT
      const rd0 = <usize>load<u8>(ip, OPERATION_DST);
      const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
      const address0 = load<u64>(rs0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
      loadSlow(rd0, address0, load<u64>(rs0, PROVENANCES), 4, false);
      break;
    }
    case 173: { // STORE_CONTEXT
      const rd0 = <usize>load<u8>(ip, OPERATION_DST);
      const address0 = load<u64>(rd0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
      const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
      storeSlow(address0, load<u64>(rd0, PROVENANCES), 4, load<u64>(rs0, REGISTERS), false);
      break;
    }
    default: unreachable();
  }
  return ip + OPERATION_SIZE;
}

/** Executes from the operation at `ip` until the bottom frame returns; r0 holds the result. */
export function execute(ip: usize): void {
  // Instructions are not counted one by one: since `origin` they would be in a row, had no jump been taken.
  let origin = <i64>ip;
  while (true) {
    while (true) {
      switch (<u32>load<u16>(ip, OPERATION_CODE)) {
        case 0: { // add64_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          store<u64>(rd0, (d0 + s0), REGISTERS);
          ip += OPERATION_SIZE;
          continue;
        }
        case 1: { // add64_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u64 = load<u64>(rs0, REGISTERS);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          store<u64>(rd0, (d0 + s0), REGISTERS);
          store<u64>(rd0, sumOf(load<u64>(rd0, PROVENANCES), load<u64>(rs0, PROVENANCES)), PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 2: { // sub64_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          store<u64>(rd0, (d0 - s0), REGISTERS);
          ip += OPERATION_SIZE;
          continue;
        }
        case 3: { // sub64_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u64 = load<u64>(rs0, REGISTERS);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          store<u64>(rd0, (d0 - s0), REGISTERS);
          store<u64>(rd0, differenceOf(load<u64>(rd0, PROVENANCES), load<u64>(rs0, PROVENANCES)), PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 4: { // mul64_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          store<u64>(rd0, (d0 * s0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 5: { // mul64_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u64 = load<u64>(rs0, REGISTERS);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          store<u64>(rd0, (d0 * s0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 6: { // div64_imm
          break;
        }
        case 7: { // div64_reg
          break;
        }
        case 8: { // sdiv64_imm
          break;
        }
        case 9: { // sdiv64_reg
          break;
        }
        case 10: { // or64_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          store<u64>(rd0, (d0 | s0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 11: { // or64_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u64 = load<u64>(rs0, REGISTERS);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          store<u64>(rd0, (d0 | s0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 12: { // and64_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          store<u64>(rd0, (d0 & s0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 13: { // and64_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u64 = load<u64>(rs0, REGISTERS);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          store<u64>(rd0, (d0 & s0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 14: { // lsh64_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          store<u64>(rd0, (d0 << s0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 15: { // lsh64_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u64 = load<u64>(rs0, REGISTERS);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          store<u64>(rd0, (d0 << s0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 16: { // rsh64_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          store<u64>(rd0, (d0 >>> s0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 17: { // rsh64_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u64 = load<u64>(rs0, REGISTERS);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          store<u64>(rd0, (d0 >>> s0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 18: { // mod64_imm
          break;
        }
        case 19: { // mod64_reg
          break;
        }
        case 20: { // smod64_imm
          break;
        }
        case 21: { // smod64_reg
          break;
        }
        case 22: { // xor64_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          store<u64>(rd0, (d0 ^ s0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 23: { // xor64_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u64 = load<u64>(rs0, REGISTERS);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          store<u64>(rd0, (d0 ^ s0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 24: { // mov64_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
          store<u64>(rd0, s0, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 25: { // mov64_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u64 = load<u64>(rs0, REGISTERS);
          store<u64>(rd0, s0, REGISTERS);
          store<u64>(rd0, load<u64>(rs0, PROVENANCES), PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 26: { // arsh64_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          store<u64>(rd0, <u64>(<i64>d0 >> <i64>s0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 27: { // arsh64_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u64 = load<u64>(rs0, REGISTERS);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          store<u64>(rd0, <u64>(<i64>d0 >> <i64>s0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 28: { // movsx8_64_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u64 = load<u64>(rs0, REGISTERS);
          store<u64>(rd0, <u64><i64><i8>s0, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 29: { // movsx16_64_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u64 = load<u64>(rs0, REGISTERS);
          store<u64>(rd0, <u64><i64><i16>s0, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 30: { // movsx32_64_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u64 = load<u64>(rs0, REGISTERS);
          store<u64>(rd0, <u64><i64><i32>s0, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 31: { // neg64
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          store<u64>(rd0, (<u64>(0) - d0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 32: { // add32_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          store<u64>(rd0, <u64>(d0 + s0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 33: { // add32_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u32 = load<u32>(rs0, REGISTERS);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          store<u64>(rd0, <u64>(d0 + s0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 34: { // sub32_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          store<u64>(rd0, <u64>(d0 - s0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 35: { // sub32_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u32 = load<u32>(rs0, REGISTERS);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          store<u64>(rd0, <u64>(d0 - s0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 36: { // mul32_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          store<u64>(rd0, <u64>(d0 * s0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 37: { // mul32_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u32 = load<u32>(rs0, REGISTERS);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          store<u64>(rd0, <u64>(d0 * s0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 38: { // div32_imm
          break;
        }
        case 39: { // div32_reg
          break;
        }
        case 40: { // sdiv32_imm
          break;
        }
        case 41: { // sdiv32_reg
          break;
        }
        case 42: { // or32_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          store<u64>(rd0, <u64>(d0 | s0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 43: { // or32_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u32 = load<u32>(rs0, REGISTERS);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          store<u64>(rd0, <u64>(d0 | s0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 44: { // and32_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          store<u64>(rd0, <u64>(d0 & s0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 45: { // and32_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u32 = load<u32>(rs0, REGISTERS);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          store<u64>(rd0, <u64>(d0 & s0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 46: { // lsh32_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          store<u64>(rd0, <u64>(d0 << s0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 47: { // lsh32_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u32 = load<u32>(rs0, REGISTERS);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          store<u64>(rd0, <u64>(d0 << s0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 48: { // rsh32_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          store<u64>(rd0, <u64>(d0 >>> s0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 49: { // rsh32_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u32 = load<u32>(rs0, REGISTERS);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          store<u64>(rd0, <u64>(d0 >>> s0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 50: { // mod32_imm
          break;
        }
        case 51: { // mod32_reg
          break;
        }
        case 52: { // smod32_imm
          break;
        }
        case 53: { // smod32_reg
          break;
        }
        case 54: { // xor32_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          store<u64>(rd0, <u64>(d0 ^ s0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 55: { // xor32_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u32 = load<u32>(rs0, REGISTERS);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          store<u64>(rd0, <u64>(d0 ^ s0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 56: { // mov32_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          store<u64>(rd0, <u64>s0, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 57: { // mov32_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u32 = load<u32>(rs0, REGISTERS);
          store<u64>(rd0, <u64>s0, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 58: { // arsh32_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          store<u64>(rd0, <u64><u32>(<i32>d0 >> <i32>s0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 59: { // arsh32_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u32 = load<u32>(rs0, REGISTERS);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          store<u64>(rd0, <u64><u32>(<i32>d0 >> <i32>s0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 60: { // movsx8_32_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u32 = load<u32>(rs0, REGISTERS);
          store<u64>(rd0, <u64><u32><i32><i8>s0, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 61: { // movsx16_32_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u32 = load<u32>(rs0, REGISTERS);
          store<u64>(rd0, <u64><u32><i32><i16>s0, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 62: { // neg32
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          store<u64>(rd0, <u64>(<u32>(0) - d0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 63: { // le16
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          store<u64>(rd0, <u64><u16>d0, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 64: { // le32
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          store<u64>(rd0, <u64><u32>d0, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 65: { // le64
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          store<u64>(rd0, d0, REGISTERS);
          ip += OPERATION_SIZE;
          continue;
        }
        case 66: { // be16
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          store<u64>(rd0, <u64>bswap<u16>(<u16>d0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 67: { // be32
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          store<u64>(rd0, <u64>bswap<u32>(<u32>d0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 68: { // be64
          break;
        }
        case 69: { // bswap16
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          store<u64>(rd0, <u64>bswap<u16>(<u16>d0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 70: { // bswap32
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          store<u64>(rd0, <u64>bswap<u32>(<u32>d0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 71: { // bswap64
          break;
        }
        case 72: { // jeq64_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          const s0: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
          if ((d0 == s0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += OPERATION_SIZE;
          continue;
        }
        case 73: { // jeq64_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u64 = load<u64>(rs0, REGISTERS);
          if ((d0 == s0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += OPERATION_SIZE;
          continue;
        }
        case 74: { // jgt64_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          const s0: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
          if ((s0 < d0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += OPERATION_SIZE;
          continue;
        }
        case 75: { // jgt64_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u64 = load<u64>(rs0, REGISTERS);
          if ((s0 < d0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += OPERATION_SIZE;
          continue;
        }
        case 76: { // jge64_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          const s0: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
          if (!(d0 < s0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += OPERATION_SIZE;
          continue;
        }
        case 77: { // jge64_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u64 = load<u64>(rs0, REGISTERS);
          if (!(d0 < s0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += OPERATION_SIZE;
          continue;
        }
        case 78: { // jset64_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          const s0: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
          if (!((d0 & s0) == <u64>(0))) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += OPERATION_SIZE;
          continue;
        }
        case 79: { // jset64_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u64 = load<u64>(rs0, REGISTERS);
          if (!((d0 & s0) == <u64>(0))) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += OPERATION_SIZE;
          continue;
        }
        case 80: { // jne64_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          const s0: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
          if (!(d0 == s0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += OPERATION_SIZE;
          continue;
        }
        case 81: { // jne64_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u64 = load<u64>(rs0, REGISTERS);
          if (!(d0 == s0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += OPERATION_SIZE;
          continue;
        }
        case 82: { // jsgt64_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          const s0: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
          if ((<i64>s0 < <i64>d0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += OPERATION_SIZE;
          continue;
        }
        case 83: { // jsgt64_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u64 = load<u64>(rs0, REGISTERS);
          if ((<i64>s0 < <i64>d0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += OPERATION_SIZE;
          continue;
        }
        case 84: { // jsge64_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          const s0: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
          if (!(<i64>d0 < <i64>s0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += OPERATION_SIZE;
          continue;
        }
        case 85: { // jsge64_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u64 = load<u64>(rs0, REGISTERS);
          if (!(<i64>d0 < <i64>s0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += OPERATION_SIZE;
          continue;
        }
        case 86: { // jlt64_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          const s0: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
          if ((d0 < s0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += OPERATION_SIZE;
          continue;
        }
        case 87: { // jlt64_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u64 = load<u64>(rs0, REGISTERS);
          if ((d0 < s0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += OPERATION_SIZE;
          continue;
        }
        case 88: { // jle64_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          const s0: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
          if (!(s0 < d0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += OPERATION_SIZE;
          continue;
        }
        case 89: { // jle64_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u64 = load<u64>(rs0, REGISTERS);
          if (!(s0 < d0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += OPERATION_SIZE;
          continue;
        }
        case 90: { // jslt64_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          const s0: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
          if ((<i64>d0 < <i64>s0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += OPERATION_SIZE;
          continue;
        }
        case 91: { // jslt64_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u64 = load<u64>(rs0, REGISTERS);
          if ((<i64>d0 < <i64>s0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += OPERATION_SIZE;
          continue;
        }
        case 92: { // jsle64_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          const s0: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
          if (!(<i64>s0 < <i64>d0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += OPERATION_SIZE;
          continue;
        }
        case 93: { // jsle64_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u64 = load<u64>(rs0, REGISTERS);
          if (!(<i64>s0 < <i64>d0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += OPERATION_SIZE;
          continue;
        }
        case 94: { // jeq32_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          if ((d0 == s0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += OPERATION_SIZE;
          continue;
        }
        case 95: { // jeq32_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u32 = load<u32>(rs0, REGISTERS);
          if ((d0 == s0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += OPERATION_SIZE;
          continue;
        }
        case 96: { // jgt32_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          if ((s0 < d0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += OPERATION_SIZE;
          continue;
        }
        case 97: { // jgt32_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u32 = load<u32>(rs0, REGISTERS);
          if ((s0 < d0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += OPERATION_SIZE;
          continue;
        }
        case 98: { // jge32_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          if (!(d0 < s0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += OPERATION_SIZE;
          continue;
        }
        case 99: { // jge32_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u32 = load<u32>(rs0, REGISTERS);
          if (!(d0 < s0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += OPERATION_SIZE;
          continue;
        }
        case 100: { // jset32_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          if (!((d0 & s0) == <u32>(0))) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += OPERATION_SIZE;
          continue;
        }
        case 101: { // jset32_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u32 = load<u32>(rs0, REGISTERS);
          if (!((d0 & s0) == <u32>(0))) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += OPERATION_SIZE;
          continue;
        }
        case 102: { // jne32_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          if (!(d0 == s0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += OPERATION_SIZE;
          continue;
        }
        case 103: { // jne32_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u32 = load<u32>(rs0, REGISTERS);
          if (!(d0 == s0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += OPERATION_SIZE;
          continue;
        }
        case 104: { // jsgt32_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          if ((<i32>s0 < <i32>d0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += OPERATION_SIZE;
          continue;
        }
        case 105: { // jsgt32_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u32 = load<u32>(rs0, REGISTERS);
          if ((<i32>s0 < <i32>d0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += OPERATION_SIZE;
          continue;
        }
        case 106: { // jsge32_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          if (!(<i32>d0 < <i32>s0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += OPERATION_SIZE;
          continue;
        }
        case 107: { // jsge32_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u32 = load<u32>(rs0, REGISTERS);
          if (!(<i32>d0 < <i32>s0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += OPERATION_SIZE;
          continue;
        }
        case 108: { // jlt32_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          if ((d0 < s0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += OPERATION_SIZE;
          continue;
        }
        case 109: { // jlt32_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u32 = load<u32>(rs0, REGISTERS);
          if ((d0 < s0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += OPERATION_SIZE;
          continue;
        }
        case 110: { // jle32_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          if (!(s0 < d0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += OPERATION_SIZE;
          continue;
        }
        case 111: { // jle32_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u32 = load<u32>(rs0, REGISTERS);
          if (!(s0 < d0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += OPERATION_SIZE;
          continue;
        }
        case 112: { // jslt32_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          if ((<i32>d0 < <i32>s0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += OPERATION_SIZE;
          continue;
        }
        case 113: { // jslt32_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u32 = load<u32>(rs0, REGISTERS);
          if ((<i32>d0 < <i32>s0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += OPERATION_SIZE;
          continue;
        }
        case 114: { // jsle32_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          if (!(<i32>s0 < <i32>d0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += OPERATION_SIZE;
          continue;
        }
        case 115: { // jsle32_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u32 = load<u32>(rs0, REGISTERS);
          if (!(<i32>s0 < <i32>d0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += OPERATION_SIZE;
          continue;
        }
        case 116: { // ja
          const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
          if (distance < 0) {
            if (exhausts()) {
              break;
            }
          }
          ip += OPERATION_SIZE + distance;
          origin += <i64>distance;
          continue;
        }
        case 117: { // ja32
          const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
          if (distance < 0) {
            if (exhausts()) {
              break;
            }
          }
          ip += OPERATION_SIZE + distance;
          origin += <i64>distance;
          continue;
        }
        case 118: { // call_helper
          break;
        }
        case 119: { // call_local
          if (!mayEnter(load<u32>(ip, OPERATION_IMMEDIATE))) {
            break;
          }
          const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
          enterShallow(ip);
          ip += OPERATION_SIZE + distance;
          origin += <i64>distance;
          continue;
        }
        case 120: { // call_kfunc
          break;
        }
        case 121: { // call_register
          break;
        }
        case 122: { // exit
          if (isBottom()) {
            break;
          }
          const call = closeFrame();
          origin += <i64>call - <i64>ip;
          ip = call + OPERATION_SIZE;
          continue;
        }
        case 123: { // ldxb
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const address0 = load<u64>(rs0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
          const b0: u64 = load<u64>(rs0, PROVENANCES);
          if (!readable(address0, bounds(b0), 1)) {
            break;
          }
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          store<u64>(rd0, <u64>load<u8>(<usize>address0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 124: { // ldxsb
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const address0 = load<u64>(rs0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
          const b0: u64 = load<u64>(rs0, PROVENANCES);
          if (!readable(address0, bounds(b0), 1)) {
            break;
          }
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          store<u64>(rd0, <u64><i64>load<i8>(<usize>address0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 125: { // stb
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const address0 = load<u64>(rd0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
          const b0: u64 = load<u64>(rd0, PROVENANCES);
          const value0: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
          if (!writable(address0, bounds(b0), 1)) {
            break;
          }
          store<u8>(<usize>address0, <u8>value0);
          if (isStack(b0)) forgetSlots(<usize>address0, 1);
          ip += OPERATION_SIZE;
          continue;
        }
        case 126: { // stxb
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const address0 = load<u64>(rd0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
          const b0: u64 = load<u64>(rd0, PROVENANCES);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const value0: u64 = load<u64>(rs0, REGISTERS);
          if (!writable(address0, bounds(b0), 1)) {
            break;
          }
          store<u8>(<usize>address0, <u8>value0);
          if (isStack(b0)) forgetSlots(<usize>address0, 1);
          ip += OPERATION_SIZE;
          continue;
        }
        case 127: { // ldxh
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const address0 = load<u64>(rs0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
          const b0: u64 = load<u64>(rs0, PROVENANCES);
          if (!readable(address0, bounds(b0), 2)) {
            break;
          }
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          store<u64>(rd0, <u64>load<u16>(<usize>address0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 128: { // ldxsh
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const address0 = load<u64>(rs0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
          const b0: u64 = load<u64>(rs0, PROVENANCES);
          if (!readable(address0, bounds(b0), 2)) {
            break;
          }
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          store<u64>(rd0, <u64><i64>load<i16>(<usize>address0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 129: { // sth
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const address0 = load<u64>(rd0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
          const b0: u64 = load<u64>(rd0, PROVENANCES);
          const value0: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
          if (!writable(address0, bounds(b0), 2)) {
            break;
          }
          store<u16>(<usize>address0, <u16>value0);
          if (isStack(b0)) forgetSlots(<usize>address0, 2);
          ip += OPERATION_SIZE;
          continue;
        }
        case 130: { // stxh
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const address0 = load<u64>(rd0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
          const b0: u64 = load<u64>(rd0, PROVENANCES);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const value0: u64 = load<u64>(rs0, REGISTERS);
          if (!writable(address0, bounds(b0), 2)) {
            break;
          }
          store<u16>(<usize>address0, <u16>value0);
          if (isStack(b0)) forgetSlots(<usize>address0, 2);
          ip += OPERATION_SIZE;
          continue;
        }
        case 131: { // ldxw
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const address0 = load<u64>(rs0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
          const b0: u64 = load<u64>(rs0, PROVENANCES);
          if (!readable(address0, bounds(b0), 4)) {
            break;
          }
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          store<u64>(rd0, <u64>load<u32>(<usize>address0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 132: { // ldxsw
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const address0 = load<u64>(rs0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
          const b0: u64 = load<u64>(rs0, PROVENANCES);
          if (!readable(address0, bounds(b0), 4)) {
            break;
          }
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          store<u64>(rd0, <u64><i64>load<i32>(<usize>address0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 133: { // stw
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const address0 = load<u64>(rd0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
          const b0: u64 = load<u64>(rd0, PROVENANCES);
          const value0: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
          if (!writable(address0, bounds(b0), 4)) {
            break;
          }
          store<u32>(<usize>address0, <u32>value0);
          if (isStack(b0)) forgetSlots(<usize>address0, 4);
          ip += OPERATION_SIZE;
          continue;
        }
        case 134: { // stxw
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const address0 = load<u64>(rd0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
          const b0: u64 = load<u64>(rd0, PROVENANCES);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const value0: u64 = load<u64>(rs0, REGISTERS);
          if (!writable(address0, bounds(b0), 4)) {
            break;
          }
          store<u32>(<usize>address0, <u32>value0);
          if (isStack(b0)) forgetSlots(<usize>address0, 4);
          ip += OPERATION_SIZE;
          continue;
        }
        case 135: { // ldxdw
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const address0 = load<u64>(rs0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
          const b0: u64 = load<u64>(rs0, PROVENANCES);
          if (!readable(address0, bounds(b0), 8)) {
            break;
          }
          let p0: u64 = 0;
          if (isStack(b0)) {
            if (!(address0 & 7)) p0 = load<u64>(slotOf(<usize>address0));
          }
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          store<u64>(rd0, <u64>load<u64>(<usize>address0), REGISTERS);
          store<u64>(rd0, p0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 136: { // stdw
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const address0 = load<u64>(rd0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
          const b0: u64 = load<u64>(rd0, PROVENANCES);
          const value0: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
          if (!writable(address0, bounds(b0), 8)) {
            break;
          }
          store<u64>(<usize>address0, <u64>value0);
          if (isStack(b0)) forgetSlots(<usize>address0, 8);
          ip += OPERATION_SIZE;
          continue;
        }
        case 137: { // stxdw
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const address0 = load<u64>(rd0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
          const b0: u64 = load<u64>(rd0, PROVENANCES);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const value0: u64 = load<u64>(rs0, REGISTERS);
          if (!writable(address0, bounds(b0), 8)) {
            break;
          }
          store<u64>(<usize>address0, <u64>value0);
          if (isStack(b0)) spill(<usize>address0, b0, load<u64>(rs0, PROVENANCES));
          ip += OPERATION_SIZE;
          continue;
        }
        case 138: { // ldabsb
          break;
        }
        case 139: { // ldindb
          break;
        }
        case 140: { // ldabsh
          break;
        }
        case 141: { // ldindh
          break;
        }
        case 142: { // ldabsw
          break;
        }
        case 143: { // ldindw
          break;
        }
        case 144: { // lddw
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          store<u64>(rd0, load<u64>(ip, OPERATION_IMMEDIATE), REGISTERS);
          store<u64>(rd0, load<u64>(ip, OPERATION_SIZE + OPERATION_IMMEDIATE), PROVENANCES);
          origin += 1 * OPERATION_SIZE;
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 145: { // lddw_map_fd
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          store<u64>(rd0, load<u64>(ip, OPERATION_IMMEDIATE), REGISTERS);
          store<u64>(rd0, load<u64>(ip, OPERATION_SIZE + OPERATION_IMMEDIATE), PROVENANCES);
          origin += 1 * OPERATION_SIZE;
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 146: { // lddw_map_value
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          store<u64>(rd0, load<u64>(ip, OPERATION_IMMEDIATE), REGISTERS);
          store<u64>(rd0, load<u64>(ip, OPERATION_SIZE + OPERATION_IMMEDIATE), PROVENANCES);
          origin += 1 * OPERATION_SIZE;
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 147: { // lddw_btf_id
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          store<u64>(rd0, load<u64>(ip, OPERATION_IMMEDIATE), REGISTERS);
          store<u64>(rd0, load<u64>(ip, OPERATION_SIZE + OPERATION_IMMEDIATE), PROVENANCES);
          origin += 1 * OPERATION_SIZE;
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 148: { // lddw_func
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          store<u64>(rd0, load<u64>(ip, OPERATION_IMMEDIATE), REGISTERS);
          store<u64>(rd0, load<u64>(ip, OPERATION_SIZE + OPERATION_IMMEDIATE), PROVENANCES);
          origin += 1 * OPERATION_SIZE;
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 149: { // lddw_map_idx
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          store<u64>(rd0, load<u64>(ip, OPERATION_IMMEDIATE), REGISTERS);
          store<u64>(rd0, load<u64>(ip, OPERATION_SIZE + OPERATION_IMMEDIATE), PROVENANCES);
          origin += 1 * OPERATION_SIZE;
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 150: { // lddw_map_idx_value
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          store<u64>(rd0, load<u64>(ip, OPERATION_IMMEDIATE), REGISTERS);
          store<u64>(rd0, load<u64>(ip, OPERATION_SIZE + OPERATION_IMMEDIATE), PROVENANCES);
          origin += 1 * OPERATION_SIZE;
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 151: { // lock_add32
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const address0 = load<u64>(rd0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
          const b0: u64 = load<u64>(rd0, PROVENANCES);
          if (kindOf(b0) != KIND_MEMORY || !readable(address0, b0, 4) || address0 & 3) {
            break;
          }
          const at: usize = <usize>address0;
          const old = load<u32>(at);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u32 = load<u32>(rs0, REGISTERS);
          store<u32>(at, (old + s0));
          ip += OPERATION_SIZE;
          continue;
        }
        case 152: { // lock_fetch_add32
          break;
        }
        case 153: { // lock_or32
          break;
        }
        case 154: { // lock_fetch_or32
          break;
        }
        case 155: { // lock_and32
          break;
        }
        case 156: { // lock_fetch_and32
          break;
        }
        case 157: { // lock_xor32
          break;
        }
        case 158: { // lock_fetch_xor32
          break;
        }
        case 159: { // lock_xchg32
          break;
        }
        case 160: { // lock_cmpxchg32
          break;
        }
        case 161: { // lock_add64
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const address0 = load<u64>(rd0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
          const b0: u64 = load<u64>(rd0, PROVENANCES);
          if (kindOf(b0) != KIND_MEMORY || !readable(address0, b0, 8) || address0 & 7) {
            break;
          }
          const at: usize = <usize>address0;
          const old = load<u64>(at);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u64 = load<u64>(rs0, REGISTERS);
          store<u64>(at, (old + s0));
          ip += OPERATION_SIZE;
          continue;
        }
        case 162: { // lock_fetch_add64
          break;
        }
        case 163: { // lock_or64
          break;
        }
        case 164: { // lock_fetch_or64
          break;
        }
        case 165: { // lock_and64
          break;
        }
        case 166: { // lock_fetch_and64
          break;
        }
        case 167: { // lock_xor64
          break;
        }
        case 168: { // lock_fetch_xor64
          break;
        }
        case 169: { // lock_xchg64
          break;
        }
        case 170: { // lock_cmpxchg64
          break;
        }
        case 171: { // TAIL_CALL
          break;
        }
        case 172: { // LOAD_CONTEXT
          const rd = <usize>load<u8>(ip, OPERATION_DST);
          const rs = <usize>load<u8>(ip, OPERATION_SRC);
          if (load<u64>(rs, REGISTERS) != CONTEXT) break;
          if (kindOf(load<u64>(rs, PROVENANCES)) != KIND_CONTEXT) break;
          const field = CONTEXT + <usize>load<u32>(ip, OPERATION_OFFSET);
          store<u64>(rd, <u64>load<u32>(field), REGISTERS);
          let points: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
          if (points) points += <u64>load<u32>(SKB_CELL, SKB_GENERATION);
          store<u64>(rd, points, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 173: { // STORE_CONTEXT
          const rd = <usize>load<u8>(ip, OPERATION_DST);
          const rs = <usize>load<u8>(ip, OPERATION_SRC);
          if (load<u64>(rd, REGISTERS) != CONTEXT) break;
          if (kindOf(load<u64>(rd, PROVENANCES)) != KIND_CONTEXT) break;
          store<u32>(CONTEXT + <usize>load<u32>(ip, OPERATION_OFFSET), load<u32>(rs, REGISTERS));
          const changed = load<u32>(EXECUTION_CELL, EXECUTION_CHANGED) | load<u32>(ip, OPERATION_IMMEDIATE);
          store<u32>(EXECUTION_CELL, changed, EXECUTION_CHANGED);
          ip += OPERATION_SIZE;
          continue;
        }
        case 174: { // mov64_reg; add64_imm; lddw_map_fd; call_helper
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u64 = load<u64>(rs0, REGISTERS);
          const v0: u64 = s0;
          const p0: u64 = load<u64>(rs0, PROVENANCES);
          const s1: u64 = load<u64>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          const d1: u64 = v0;
          store<u64>(rd0, (d1 + s1), REGISTERS);
          store<u64>(rd0, p0, PROVENANCES);
          const rd2 = <usize>load<u8>(ip, 2 * OPERATION_SIZE + OPERATION_DST);
          store<u64>(rd2, load<u64>(ip, 2 * OPERATION_SIZE + OPERATION_IMMEDIATE), REGISTERS);
          store<u64>(rd2, load<u64>(ip, 2 * OPERATION_SIZE + OPERATION_SIZE + OPERATION_IMMEDIATE), PROVENANCES);
          origin += 1 * OPERATION_SIZE;
          ip += 4 * OPERATION_SIZE;
          break;
        }
        case 175: { // mov64_reg; add64_imm; lddw_map_fd
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u64 = load<u64>(rs0, REGISTERS);
          const v0: u64 = s0;
          const p0: u64 = load<u64>(rs0, PROVENANCES);
          const s1: u64 = load<u64>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          const d1: u64 = v0;
          store<u64>(rd0, (d1 + s1), REGISTERS);
          store<u64>(rd0, p0, PROVENANCES);
          const rd2 = <usize>load<u8>(ip, 2 * OPERATION_SIZE + OPERATION_DST);
          store<u64>(rd2, load<u64>(ip, 2 * OPERATION_SIZE + OPERATION_IMMEDIATE), REGISTERS);
          store<u64>(rd2, load<u64>(ip, 2 * OPERATION_SIZE + OPERATION_SIZE + OPERATION_IMMEDIATE), PROVENANCES);
          origin += 1 * OPERATION_SIZE;
          ip += 4 * OPERATION_SIZE;
          continue;
        }
        case 176: { // mov32_imm; call_helper
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          store<u64>(rd0, <u64>s0, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += 1 * OPERATION_SIZE;
          break;
        }
        case 177: { // mov64_reg; add64_imm; mov64_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u64 = load<u64>(rs0, REGISTERS);
          const v0: u64 = s0;
          const p0: u64 = load<u64>(rs0, PROVENANCES);
          const s1: u64 = load<u64>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          const d1: u64 = v0;
          store<u64>(rd0, (d1 + s1), REGISTERS);
          store<u64>(rd0, p0, PROVENANCES);
          const rd2 = <usize>load<u8>(ip, 2 * OPERATION_SIZE + OPERATION_DST);
          const rs2 = <usize>load<u8>(ip, 2 * OPERATION_SIZE + OPERATION_SRC);
          const s2: u64 = load<u64>(rs2, REGISTERS);
          store<u64>(rd2, s2, REGISTERS);
          store<u64>(rd2, load<u64>(rs2, PROVENANCES), PROVENANCES);
          ip += 3 * OPERATION_SIZE;
          continue;
        }
        case 178: { // jeq64_imm; ldxdw; add64_imm; stxdw
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const v0: u64 = load<u64>(rd0, REGISTERS);
          const d0: u64 = v0;
          const s0: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
          if ((d0 == s0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          const address1 = v0 + <u64><i64>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
          const b1: u64 = load<u64>(rd0, PROVENANCES);
          if (!readable(address1, bounds(b1), 8)) {
            ip += 1 * OPERATION_SIZE;
            break;
          }
          let p1: u64 = 0;
          if (isStack(b1)) {
            if (!(address1 & 7)) p1 = load<u64>(slotOf(<usize>address1));
          }
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          const v1: u64 = <u64>load<u64>(<usize>address1);
          const s2: u64 = load<u64>(ip, 2 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          const d2: u64 = v1;
          const v2: u64 = (d2 + s2);
          store<u64>(rd1, v2, REGISTERS);
          store<u64>(rd1, p1, PROVENANCES);
          const rd3 = <usize>load<u8>(ip, 3 * OPERATION_SIZE + OPERATION_DST);
          const address3 = load<u64>(rd3, REGISTERS) + <u64><i64>load<i32>(ip, 3 * OPERATION_SIZE + OPERATION_OFFSET);
          const b3: u64 = load<u64>(rd3, PROVENANCES);
          const value3: u64 = v2;
          if (!writable(address3, bounds(b3), 8)) {
            ip += 3 * OPERATION_SIZE;
            break;
          }
          store<u64>(<usize>address3, <u64>value3);
          if (isStack(b3)) spill(<usize>address3, b3, p1);
          ip += 4 * OPERATION_SIZE;
          continue;
        }
        case 179: { // mov32_reg; or32_imm; be16; stxh
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u32 = load<u32>(rs0, REGISTERS);
          const v0: u64 = <u64>s0;
          const s1: u32 = load<u32>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          const d1: u32 = <u32>v0;
          const v1: u64 = <u64>(d1 | s1);
          const d2: u64 = v1;
          const v2: u64 = <u64>bswap<u16>(<u16>d2);
          store<u64>(rd0, v2, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const address3 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, 3 * OPERATION_SIZE + OPERATION_OFFSET);
          store<u16>(address3, <u16>v2);
          store<u64>(slotOf(address3), 0);
          ip += 4 * OPERATION_SIZE;
          continue;
        }
        case 180: { // mov64_reg; add64_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u64 = load<u64>(rs0, REGISTERS);
          const v0: u64 = s0;
          const p0: u64 = load<u64>(rs0, PROVENANCES);
          const s1: u64 = load<u64>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          const d1: u64 = v0;
          store<u64>(rd0, (d1 + s1), REGISTERS);
          store<u64>(rd0, p0, PROVENANCES);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 181: { // mov64_imm; stxdw; mov64_reg; add64_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
          const v0: u64 = s0;
          store<u64>(rd0, v0, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const address1 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
          store<u64>(address1, <u64>v0);
          store<u64>(slotOf(address1), 0);
          const rd2 = <usize>load<u8>(ip, 2 * OPERATION_SIZE + OPERATION_DST);
          const rs2 = <usize>load<u8>(ip, 2 * OPERATION_SIZE + OPERATION_SRC);
          const s2: u64 = load<u64>(rs2, REGISTERS);
          const v2: u64 = s2;
          const p2: u64 = load<u64>(rs2, PROVENANCES);
          const s3: u64 = load<u64>(ip, 3 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          const d3: u64 = v2;
          store<u64>(rd2, (d3 + s3), REGISTERS);
          store<u64>(rd2, p2, PROVENANCES);
          ip += 4 * OPERATION_SIZE;
          continue;
        }
        case 182: { // mov32_imm; stxw
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          const v0: u64 = <u64>s0;
          store<u64>(rd0, v0, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const address1 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
          store<u32>(address1, <u32>v0);
          store<u64>(slotOf(address1), 0);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 183: { // ldxdw; add64_reg; stxdw; ja
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const address0 = load<u64>(rs0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
          const b0: u64 = load<u64>(rs0, PROVENANCES);
          if (!readable(address0, bounds(b0), 8)) {
            break;
          }
          let p0: u64 = 0;
          if (isStack(b0)) {
            if (!(address0 & 7)) p0 = load<u64>(slotOf(<usize>address0));
          }
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const v0: u64 = <u64>load<u64>(<usize>address0);
          const rs1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_SRC);
          const s1: u64 = load<u64>(rs1, REGISTERS);
          const d1: u64 = v0;
          const v1: u64 = (d1 + s1);
          const p1: u64 = sumOf(p0, load<u64>(rs1, PROVENANCES));
          store<u64>(rd0, v1, REGISTERS);
          store<u64>(rd0, p1, PROVENANCES);
          const rd2 = <usize>load<u8>(ip, 2 * OPERATION_SIZE + OPERATION_DST);
          const address2 = load<u64>(rd2, REGISTERS) + <u64><i64>load<i32>(ip, 2 * OPERATION_SIZE + OPERATION_OFFSET);
          const b2: u64 = load<u64>(rd2, PROVENANCES);
          const value2: u64 = v1;
          if (!writable(address2, bounds(b2), 8)) {
            ip += 2 * OPERATION_SIZE;
            break;
          }
          store<u64>(<usize>address2, <u64>value2);
          if (isStack(b2)) spill(<usize>address2, b2, p1);
          const distance = <isize>load<i32>(ip, 3 * OPERATION_SIZE + OPERATION_OFFSET);
          if (distance < 0) {
            if (exhausts()) {
              ip += 3 * OPERATION_SIZE;
              break;
            }
          }
          ip += 3 * OPERATION_SIZE;
          ip += OPERATION_SIZE + distance;
          origin += <i64>distance;
          continue;
        }
        case 184: { // mov64_reg; lddw_map_fd; mov64_imm; call_helper
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u64 = load<u64>(rs0, REGISTERS);
          store<u64>(rd0, s0, REGISTERS);
          store<u64>(rd0, load<u64>(rs0, PROVENANCES), PROVENANCES);
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          store<u64>(rd1, load<u64>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE), REGISTERS);
          store<u64>(rd1, load<u64>(ip, 1 * OPERATION_SIZE + OPERATION_SIZE + OPERATION_IMMEDIATE), PROVENANCES);
          const rd2 = <usize>load<u8>(ip, 3 * OPERATION_SIZE + OPERATION_DST);
          const s2: u64 = load<u64>(ip, 3 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          store<u64>(rd2, s2, REGISTERS);
          store<u64>(rd2, 0, PROVENANCES);
          origin += 1 * OPERATION_SIZE;
          ip += 4 * OPERATION_SIZE;
          break;
        }
        case 185: { // stxdw; stxdw; stxdw; stxdw
          const address0 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, OPERATION_OFFSET);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          store<u64>(address0, <u64>load<u64>(rs0, REGISTERS));
          store<u64>(slotOf(address0), load<u64>(rs0, PROVENANCES));
          const address1 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
          const rs1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_SRC);
          store<u64>(address1, <u64>load<u64>(rs1, REGISTERS));
          store<u64>(slotOf(address1), load<u64>(rs1, PROVENANCES));
          const address2 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, 2 * OPERATION_SIZE + OPERATION_OFFSET);
          const rs2 = <usize>load<u8>(ip, 2 * OPERATION_SIZE + OPERATION_SRC);
          store<u64>(address2, <u64>load<u64>(rs2, REGISTERS));
          store<u64>(slotOf(address2), load<u64>(rs2, PROVENANCES));
          const address3 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, 3 * OPERATION_SIZE + OPERATION_OFFSET);
          const rs3 = <usize>load<u8>(ip, 3 * OPERATION_SIZE + OPERATION_SRC);
          store<u64>(address3, <u64>load<u64>(rs3, REGISTERS));
          store<u64>(slotOf(address3), load<u64>(rs3, PROVENANCES));
          ip += 4 * OPERATION_SIZE;
          continue;
        }
        case 186: { // ldxb; lsh32_imm; ldxb; or32_reg
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const address0 = load<u64>(rs0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
          const b0: u64 = load<u64>(rs0, PROVENANCES);
          if (!readable(address0, bounds(b0), 1)) {
            break;
          }
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const v0: u64 = <u64>load<u8>(<usize>address0);
          const s1: u32 = load<u32>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          const d1: u32 = <u32>v0;
          store<u64>(rd0, <u64>(d1 << s1), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const rs2 = <usize>load<u8>(ip, 2 * OPERATION_SIZE + OPERATION_SRC);
          const address2 = load<u64>(rs2, REGISTERS) + <u64><i64>load<i32>(ip, 2 * OPERATION_SIZE + OPERATION_OFFSET);
          const b2: u64 = load<u64>(rs2, PROVENANCES);
          if (!readable(address2, bounds(b2), 1)) {
            ip += 2 * OPERATION_SIZE;
            break;
          }
          const rd2 = <usize>load<u8>(ip, 2 * OPERATION_SIZE + OPERATION_DST);
          const v2: u64 = <u64>load<u8>(<usize>address2);
          store<u64>(rd2, v2, REGISTERS);
          store<u64>(rd2, 0, PROVENANCES);
          const rd3 = <usize>load<u8>(ip, 3 * OPERATION_SIZE + OPERATION_DST);
          const s3: u32 = <u32>v2;
          const d3: u32 = load<u32>(rd3, REGISTERS);
          store<u64>(rd3, <u64>(d3 | s3), REGISTERS);
          store<u64>(rd3, 0, PROVENANCES);
          ip += 4 * OPERATION_SIZE;
          continue;
        }
        case 187: { // mov32_imm; mov32_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          store<u64>(rd0, <u64>s0, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          const s1: u32 = load<u32>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          store<u64>(rd1, <u64>s1, REGISTERS);
          store<u64>(rd1, 0, PROVENANCES);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 188: { // mov32_reg; and32_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u32 = load<u32>(rs0, REGISTERS);
          const v0: u64 = <u64>s0;
          const s1: u32 = load<u32>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          const d1: u32 = <u32>v0;
          store<u64>(rd0, <u64>(d1 & s1), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 189: { // ldxb; ldxb; lsh64_imm; or64_reg
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const address0 = load<u64>(rs0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
          const b0: u64 = load<u64>(rs0, PROVENANCES);
          if (!readable(address0, bounds(b0), 1)) {
            break;
          }
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          store<u64>(rd0, <u64>load<u8>(<usize>address0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const rs1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_SRC);
          const address1 = load<u64>(rs1, REGISTERS) + <u64><i64>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
          const b1: u64 = load<u64>(rs1, PROVENANCES);
          if (!readable(address1, bounds(b1), 1)) {
            ip += 1 * OPERATION_SIZE;
            break;
          }
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          const v1: u64 = <u64>load<u8>(<usize>address1);
          const s2: u64 = load<u64>(ip, 2 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          const d2: u64 = v1;
          const v2: u64 = (d2 << s2);
          const rs3 = <usize>load<u8>(ip, 3 * OPERATION_SIZE + OPERATION_SRC);
          const s3: u64 = load<u64>(rs3, REGISTERS);
          const d3: u64 = v2;
          store<u64>(rd1, (d3 | s3), REGISTERS);
          store<u64>(rd1, 0, PROVENANCES);
          ip += 4 * OPERATION_SIZE;
          continue;
        }
        case 190: { // ldxb; lsh32_imm; or32_reg; or32_reg
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const address0 = load<u64>(rs0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
          const b0: u64 = load<u64>(rs0, PROVENANCES);
          if (!readable(address0, bounds(b0), 1)) {
            break;
          }
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const v0: u64 = <u64>load<u8>(<usize>address0);
          const s1: u32 = load<u32>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          const d1: u32 = <u32>v0;
          const v1: u64 = <u64>(d1 << s1);
          const rs2 = <usize>load<u8>(ip, 2 * OPERATION_SIZE + OPERATION_SRC);
          const s2: u32 = load<u32>(rs2, REGISTERS);
          const d2: u32 = <u32>v1;
          const v2: u64 = <u64>(d2 | s2);
          const rs3 = <usize>load<u8>(ip, 3 * OPERATION_SIZE + OPERATION_SRC);
          const s3: u32 = load<u32>(rs3, REGISTERS);
          const d3: u32 = <u32>v2;
          store<u64>(rd0, <u64>(d3 | s3), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += 4 * OPERATION_SIZE;
          continue;
        }
        case 191: { // ldxw; ldxw; and64_imm; add64_reg
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const address0 = load<u64>(rs0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
          const b0: u64 = load<u64>(rs0, PROVENANCES);
          if (!readable(address0, bounds(b0), 4)) {
            break;
          }
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          store<u64>(rd0, <u64>load<u32>(<usize>address0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const rs1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_SRC);
          const address1 = load<u64>(rs1, REGISTERS) + <u64><i64>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
          const b1: u64 = load<u64>(rs1, PROVENANCES);
          if (!readable(address1, bounds(b1), 4)) {
            ip += 1 * OPERATION_SIZE;
            break;
          }
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          store<u64>(rd1, <u64>load<u32>(<usize>address1), REGISTERS);
          store<u64>(rd1, 0, PROVENANCES);
          const rd2 = <usize>load<u8>(ip, 2 * OPERATION_SIZE + OPERATION_DST);
          const s2: u64 = load<u64>(ip, 2 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          const d2: u64 = load<u64>(rd2, REGISTERS);
          const v2: u64 = (d2 & s2);
          store<u64>(rd2, v2, REGISTERS);
          store<u64>(rd2, 0, PROVENANCES);
          const rd3 = <usize>load<u8>(ip, 3 * OPERATION_SIZE + OPERATION_DST);
          const s3: u64 = v2;
          const d3: u64 = load<u64>(rd3, REGISTERS);
          store<u64>(rd3, (d3 + s3), REGISTERS);
          store<u64>(rd3, sumOf(load<u64>(rd3, PROVENANCES), 0), PROVENANCES);
          ip += 4 * OPERATION_SIZE;
          continue;
        }
        case 192: { // mov64_reg; add64_imm; ldxdw
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u64 = load<u64>(rs0, REGISTERS);
          const v0: u64 = s0;
          const p0: u64 = load<u64>(rs0, PROVENANCES);
          const s1: u64 = load<u64>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          const d1: u64 = v0;
          store<u64>(rd0, (d1 + s1), REGISTERS);
          store<u64>(rd0, p0, PROVENANCES);
          const address2 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, 2 * OPERATION_SIZE + OPERATION_OFFSET);
          const rd2 = <usize>load<u8>(ip, 2 * OPERATION_SIZE + OPERATION_DST);
          store<u64>(rd2, <u64>load<u64>(address2), REGISTERS);
          store<u64>(rd2, load<u64>(slotOf(address2)), PROVENANCES);
          ip += 3 * OPERATION_SIZE;
          continue;
        }
        case 193: { // mov32_imm; mov32_imm; mov32_imm; call_helper
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          store<u64>(rd0, <u64>s0, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          const s1: u32 = load<u32>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          store<u64>(rd1, <u64>s1, REGISTERS);
          store<u64>(rd1, 0, PROVENANCES);
          const rd2 = <usize>load<u8>(ip, 2 * OPERATION_SIZE + OPERATION_DST);
          const s2: u32 = load<u32>(ip, 2 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          store<u64>(rd2, <u64>s2, REGISTERS);
          store<u64>(rd2, 0, PROVENANCES);
          ip += 3 * OPERATION_SIZE;
          break;
        }
        case 194: { // ldxw; ldxw
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const address0 = load<u64>(rs0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
          const b0: u64 = load<u64>(rs0, PROVENANCES);
          if (!readable(address0, bounds(b0), 4)) {
            break;
          }
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          store<u64>(rd0, <u64>load<u32>(<usize>address0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const rs1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_SRC);
          const address1 = load<u64>(rs1, REGISTERS) + <u64><i64>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
          const b1: u64 = load<u64>(rs1, PROVENANCES);
          if (!readable(address1, bounds(b1), 4)) {
            ip += 1 * OPERATION_SIZE;
            break;
          }
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          store<u64>(rd1, <u64>load<u32>(<usize>address1), REGISTERS);
          store<u64>(rd1, 0, PROVENANCES);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 195: { // mov64_imm; call_helper
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
          store<u64>(rd0, s0, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += 1 * OPERATION_SIZE;
          break;
        }
        case 196: { // mov32_imm; stxh
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          const v0: u64 = <u64>s0;
          store<u64>(rd0, v0, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const address1 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
          store<u16>(address1, <u16>v0);
          store<u64>(slotOf(address1), 0);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 197: { // mov64_reg; add64_imm; jgt64_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u64 = load<u64>(rs0, REGISTERS);
          store<u64>(rd0, s0, REGISTERS);
          store<u64>(rd0, load<u64>(rs0, PROVENANCES), PROVENANCES);
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          const s1: u64 = load<u64>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          const d1: u64 = load<u64>(rd1, REGISTERS);
          const v1: u64 = (d1 + s1);
          store<u64>(rd1, v1, REGISTERS);
          const d2: u64 = v1;
          const rs2 = <usize>load<u8>(ip, 2 * OPERATION_SIZE + OPERATION_SRC);
          const s2: u64 = load<u64>(rs2, REGISTERS);
          if ((s2 < d2)) {
            const distance = <isize>load<i32>(ip, 2 * OPERATION_SIZE + OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                ip += 2 * OPERATION_SIZE;
                break;
              }
            }
            ip += 2 * OPERATION_SIZE;
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += 3 * OPERATION_SIZE;
          continue;
        }
        case 198: { // jeq32_imm; mov32_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          if ((d0 == s0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          const s1: u32 = load<u32>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          store<u64>(rd1, <u64>s1, REGISTERS);
          store<u64>(rd1, 0, PROVENANCES);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 199: { // mov64_reg; add64_imm; jgt64_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u64 = load<u64>(rs0, REGISTERS);
          const v0: u64 = s0;
          const p0: u64 = load<u64>(rs0, PROVENANCES);
          const s1: u64 = load<u64>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          const d1: u64 = v0;
          const v1: u64 = (d1 + s1);
          store<u64>(rd0, v1, REGISTERS);
          store<u64>(rd0, p0, PROVENANCES);
          const d2: u64 = v1;
          const rs2 = <usize>load<u8>(ip, 2 * OPERATION_SIZE + OPERATION_SRC);
          const s2: u64 = load<u64>(rs2, REGISTERS);
          if ((s2 < d2)) {
            const distance = <isize>load<i32>(ip, 2 * OPERATION_SIZE + OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                ip += 2 * OPERATION_SIZE;
                break;
              }
            }
            ip += 2 * OPERATION_SIZE;
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += 3 * OPERATION_SIZE;
          continue;
        }
        case 200: { // mov32_imm; mov32_imm; call_helper
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          store<u64>(rd0, <u64>s0, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          const s1: u32 = load<u32>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          store<u64>(rd1, <u64>s1, REGISTERS);
          store<u64>(rd1, 0, PROVENANCES);
          ip += 2 * OPERATION_SIZE;
          break;
        }
        case 201: { // mov32_imm; stxb
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          const v0: u64 = <u64>s0;
          store<u64>(rd0, v0, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const address1 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
          store<u8>(address1, <u8>v0);
          store<u64>(slotOf(address1), 0);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 202: { // lddw; and64_reg; jne64_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const v0: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
          const p0: u64 = load<u64>(ip, OPERATION_SIZE + OPERATION_IMMEDIATE);
          store<u64>(rd0, v0, REGISTERS);
          store<u64>(rd0, p0, PROVENANCES);
          const rd1 = <usize>load<u8>(ip, 2 * OPERATION_SIZE + OPERATION_DST);
          const s1: u64 = v0;
          const d1: u64 = load<u64>(rd1, REGISTERS);
          const v1: u64 = (d1 & s1);
          store<u64>(rd1, v1, REGISTERS);
          store<u64>(rd1, 0, PROVENANCES);
          const d2: u64 = v1;
          const s2: u64 = load<u64>(ip, 3 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          if (!(d2 == s2)) {
            const distance = <isize>load<i32>(ip, 3 * OPERATION_SIZE + OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                origin += 1 * OPERATION_SIZE;
                ip += 3 * OPERATION_SIZE;
                break;
              }
            }
            origin += 1 * OPERATION_SIZE;
            ip += 3 * OPERATION_SIZE;
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          origin += 1 * OPERATION_SIZE;
          ip += 4 * OPERATION_SIZE;
          continue;
        }
        case 203: { // mov64_reg; add64_imm; mov64_reg; lddw_map_fd
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u64 = load<u64>(rs0, REGISTERS);
          const v0: u64 = s0;
          const p0: u64 = load<u64>(rs0, PROVENANCES);
          const s1: u64 = load<u64>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          const d1: u64 = v0;
          store<u64>(rd0, (d1 + s1), REGISTERS);
          store<u64>(rd0, p0, PROVENANCES);
          const rd2 = <usize>load<u8>(ip, 2 * OPERATION_SIZE + OPERATION_DST);
          const rs2 = <usize>load<u8>(ip, 2 * OPERATION_SIZE + OPERATION_SRC);
          const s2: u64 = load<u64>(rs2, REGISTERS);
          store<u64>(rd2, s2, REGISTERS);
          store<u64>(rd2, load<u64>(rs2, PROVENANCES), PROVENANCES);
          const rd3 = <usize>load<u8>(ip, 3 * OPERATION_SIZE + OPERATION_DST);
          store<u64>(rd3, load<u64>(ip, 3 * OPERATION_SIZE + OPERATION_IMMEDIATE), REGISTERS);
          store<u64>(rd3, load<u64>(ip, 3 * OPERATION_SIZE + OPERATION_SIZE + OPERATION_IMMEDIATE), PROVENANCES);
          origin += 1 * OPERATION_SIZE;
          ip += 5 * OPERATION_SIZE;
          continue;
        }
        case 204: { // mov64_reg; mov32_imm; call_helper
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u64 = load<u64>(rs0, REGISTERS);
          store<u64>(rd0, s0, REGISTERS);
          store<u64>(rd0, load<u64>(rs0, PROVENANCES), PROVENANCES);
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          const s1: u32 = load<u32>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          store<u64>(rd1, <u64>s1, REGISTERS);
          store<u64>(rd1, 0, PROVENANCES);
          ip += 2 * OPERATION_SIZE;
          break;
        }
        case 205: { // ldxw; stxw
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const address0 = load<u64>(rs0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
          const b0: u64 = load<u64>(rs0, PROVENANCES);
          if (!readable(address0, bounds(b0), 4)) {
            break;
          }
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const v0: u64 = <u64>load<u32>(<usize>address0);
          store<u64>(rd0, v0, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const address1 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
          store<u32>(address1, <u32>v0);
          store<u64>(slotOf(address1), 0);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 206: { // mov32_imm; stxw; mov32_imm; stxw
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          const v0: u64 = <u64>s0;
          store<u64>(rd0, v0, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          const address1 = load<u64>(rd1, REGISTERS) + <u64><i64>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
          const b1: u64 = load<u64>(rd1, PROVENANCES);
          const value1: u64 = v0;
          if (!writable(address1, bounds(b1), 4)) {
            ip += 1 * OPERATION_SIZE;
            break;
          }
          store<u32>(<usize>address1, <u32>value1);
          if (isStack(b1)) forgetSlots(<usize>address1, 4);
          const s2: u32 = load<u32>(ip, 2 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          const v2: u64 = <u64>s2;
          store<u64>(rd0, v2, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const rd3 = <usize>load<u8>(ip, 3 * OPERATION_SIZE + OPERATION_DST);
          const address3 = load<u64>(rd3, REGISTERS) + <u64><i64>load<i32>(ip, 3 * OPERATION_SIZE + OPERATION_OFFSET);
          const b3: u64 = load<u64>(rd3, PROVENANCES);
          const value3: u64 = v2;
          if (!writable(address3, bounds(b3), 4)) {
            ip += 3 * OPERATION_SIZE;
            break;
          }
          store<u32>(<usize>address3, <u32>value3);
          if (isStack(b3)) forgetSlots(<usize>address3, 4);
          ip += 4 * OPERATION_SIZE;
          continue;
        }
        case 207: { // mov64_imm; ja
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
          store<u64>(rd0, s0, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const distance = <isize>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
          if (distance < 0) {
            if (exhausts()) {
              ip += 1 * OPERATION_SIZE;
              break;
            }
          }
          ip += 1 * OPERATION_SIZE;
          ip += OPERATION_SIZE + distance;
          origin += <i64>distance;
          continue;
        }
        case 208: { // lddw; stxdw
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const v0: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
          const p0: u64 = load<u64>(ip, OPERATION_SIZE + OPERATION_IMMEDIATE);
          store<u64>(rd0, v0, REGISTERS);
          store<u64>(rd0, p0, PROVENANCES);
          const address1 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, 2 * OPERATION_SIZE + OPERATION_OFFSET);
          store<u64>(address1, <u64>v0);
          store<u64>(slotOf(address1), p0);
          origin += 1 * OPERATION_SIZE;
          ip += 3 * OPERATION_SIZE;
          continue;
        }
        case 209: { // mov32_reg; mov32_imm; call_helper
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u32 = load<u32>(rs0, REGISTERS);
          store<u64>(rd0, <u64>s0, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          const s1: u32 = load<u32>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          store<u64>(rd1, <u64>s1, REGISTERS);
          store<u64>(rd1, 0, PROVENANCES);
          ip += 2 * OPERATION_SIZE;
          break;
        }
        case 210: { // mov64_reg; add64_imm; mov64_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u64 = load<u64>(rs0, REGISTERS);
          const v0: u64 = s0;
          const p0: u64 = load<u64>(rs0, PROVENANCES);
          const s1: u64 = load<u64>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          const d1: u64 = v0;
          store<u64>(rd0, (d1 + s1), REGISTERS);
          store<u64>(rd0, p0, PROVENANCES);
          const rd2 = <usize>load<u8>(ip, 2 * OPERATION_SIZE + OPERATION_DST);
          const s2: u64 = load<u64>(ip, 2 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          store<u64>(rd2, s2, REGISTERS);
          store<u64>(rd2, 0, PROVENANCES);
          ip += 3 * OPERATION_SIZE;
          continue;
        }
        case 211: { // ldxb; mov32_reg; or32_reg
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const address0 = load<u64>(rs0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
          const b0: u64 = load<u64>(rs0, PROVENANCES);
          if (!readable(address0, bounds(b0), 1)) {
            break;
          }
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const v0: u64 = <u64>load<u8>(<usize>address0);
          store<u64>(rd0, v0, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          const s1: u32 = <u32>v0;
          const v1: u64 = <u64>s1;
          const rs2 = <usize>load<u8>(ip, 2 * OPERATION_SIZE + OPERATION_SRC);
          const s2: u32 = load<u32>(rs2, REGISTERS);
          const d2: u32 = <u32>v1;
          store<u64>(rd1, <u64>(d2 | s2), REGISTERS);
          store<u64>(rd1, 0, PROVENANCES);
          ip += 3 * OPERATION_SIZE;
          continue;
        }
        case 212: { // stxw; stxw
          const address0 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, OPERATION_OFFSET);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          store<u32>(address0, <u32>load<u64>(rs0, REGISTERS));
          store<u64>(slotOf(address0), 0);
          const address1 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
          const rs1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_SRC);
          store<u32>(address1, <u32>load<u64>(rs1, REGISTERS));
          store<u64>(slotOf(address1), 0);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 213: { // jeq32_reg; stxb; stxw
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u32 = load<u32>(rs0, REGISTERS);
          if ((d0 == s0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          const address1 = load<u64>(rd1, REGISTERS) + <u64><i64>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
          const b1: u64 = load<u64>(rd1, PROVENANCES);
          const rs1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_SRC);
          const value1: u64 = load<u64>(rs1, REGISTERS);
          if (!writable(address1, bounds(b1), 1)) {
            ip += 1 * OPERATION_SIZE;
            break;
          }
          store<u8>(<usize>address1, <u8>value1);
          if (isStack(b1)) forgetSlots(<usize>address1, 1);
          const rd2 = <usize>load<u8>(ip, 2 * OPERATION_SIZE + OPERATION_DST);
          const address2 = load<u64>(rd2, REGISTERS) + <u64><i64>load<i32>(ip, 2 * OPERATION_SIZE + OPERATION_OFFSET);
          const b2: u64 = load<u64>(rd2, PROVENANCES);
          const rs2 = <usize>load<u8>(ip, 2 * OPERATION_SIZE + OPERATION_SRC);
          const value2: u64 = load<u64>(rs2, REGISTERS);
          if (!writable(address2, bounds(b2), 4)) {
            ip += 2 * OPERATION_SIZE;
            break;
          }
          store<u32>(<usize>address2, <u32>value2);
          if (isStack(b2)) forgetSlots(<usize>address2, 4);
          ip += 3 * OPERATION_SIZE;
          continue;
        }
        case 214: { // mov32_imm; jslt32_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          store<u64>(rd0, <u64>s0, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          const d1: u32 = load<u32>(rd1, REGISTERS);
          const s1: u32 = load<u32>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          if ((<i32>d1 < <i32>s1)) {
            const distance = <isize>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                ip += 1 * OPERATION_SIZE;
                break;
              }
            }
            ip += 1 * OPERATION_SIZE;
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 215: { // mov64_reg; call_helper
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u64 = load<u64>(rs0, REGISTERS);
          store<u64>(rd0, s0, REGISTERS);
          store<u64>(rd0, load<u64>(rs0, PROVENANCES), PROVENANCES);
          ip += 1 * OPERATION_SIZE;
          break;
        }
        case 216: { // mov64_imm; stxdw; stxdw
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
          const v0: u64 = s0;
          store<u64>(rd0, v0, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const address1 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
          store<u64>(address1, <u64>v0);
          store<u64>(slotOf(address1), 0);
          const address2 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, 2 * OPERATION_SIZE + OPERATION_OFFSET);
          store<u64>(address2, <u64>v0);
          store<u64>(slotOf(address2), 0);
          ip += 3 * OPERATION_SIZE;
          continue;
        }
        case 217: { // ldxdw; stxdw; ldxdw; stxdw
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const address0 = load<u64>(rs0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
          const b0: u64 = load<u64>(rs0, PROVENANCES);
          if (!readable(address0, bounds(b0), 8)) {
            break;
          }
          let p0: u64 = 0;
          if (isStack(b0)) {
            if (!(address0 & 7)) p0 = load<u64>(slotOf(<usize>address0));
          }
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const v0: u64 = <u64>load<u64>(<usize>address0);
          store<u64>(rd0, v0, REGISTERS);
          store<u64>(rd0, p0, PROVENANCES);
          const address1 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
          store<u64>(address1, <u64>v0);
          store<u64>(slotOf(address1), p0);
          const rs2 = <usize>load<u8>(ip, 2 * OPERATION_SIZE + OPERATION_SRC);
          const address2 = load<u64>(rs2, REGISTERS) + <u64><i64>load<i32>(ip, 2 * OPERATION_SIZE + OPERATION_OFFSET);
          const b2: u64 = load<u64>(rs2, PROVENANCES);
          if (!readable(address2, bounds(b2), 8)) {
            ip += 2 * OPERATION_SIZE;
            break;
          }
          let p2: u64 = 0;
          if (isStack(b2)) {
            if (!(address2 & 7)) p2 = load<u64>(slotOf(<usize>address2));
          }
          const v2: u64 = <u64>load<u64>(<usize>address2);
          store<u64>(rd0, v2, REGISTERS);
          store<u64>(rd0, p2, PROVENANCES);
          const address3 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, 3 * OPERATION_SIZE + OPERATION_OFFSET);
          store<u64>(address3, <u64>v2);
          store<u64>(slotOf(address3), p2);
          ip += 4 * OPERATION_SIZE;
          continue;
        }
        case 218: { // stxb; stxb; stxb; stxb
          const address0 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, OPERATION_OFFSET);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          store<u8>(address0, <u8>load<u64>(rs0, REGISTERS));
          store<u64>(slotOf(address0), 0);
          const address1 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
          const rs1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_SRC);
          store<u8>(address1, <u8>load<u64>(rs1, REGISTERS));
          store<u64>(slotOf(address1), 0);
          const address2 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, 2 * OPERATION_SIZE + OPERATION_OFFSET);
          const rs2 = <usize>load<u8>(ip, 2 * OPERATION_SIZE + OPERATION_SRC);
          store<u8>(address2, <u8>load<u64>(rs2, REGISTERS));
          store<u64>(slotOf(address2), 0);
          const address3 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, 3 * OPERATION_SIZE + OPERATION_OFFSET);
          const rs3 = <usize>load<u8>(ip, 3 * OPERATION_SIZE + OPERATION_SRC);
          store<u8>(address3, <u8>load<u64>(rs3, REGISTERS));
          store<u64>(slotOf(address3), 0);
          ip += 4 * OPERATION_SIZE;
          continue;
        }
        case 219: { // ldxb; lsh32_imm
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const address0 = load<u64>(rs0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
          const b0: u64 = load<u64>(rs0, PROVENANCES);
          if (!readable(address0, bounds(b0), 1)) {
            break;
          }
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const v0: u64 = <u64>load<u8>(<usize>address0);
          const s1: u32 = load<u32>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          const d1: u32 = <u32>v0;
          store<u64>(rd0, <u64>(d1 << s1), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 220: { // mov64_imm; stxdw
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
          const v0: u64 = s0;
          store<u64>(rd0, v0, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const address1 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
          store<u64>(address1, <u64>v0);
          store<u64>(slotOf(address1), 0);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 221: { // mov32_imm; ja
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          store<u64>(rd0, <u64>s0, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const distance = <isize>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
          if (distance < 0) {
            if (exhausts()) {
              ip += 1 * OPERATION_SIZE;
              break;
            }
          }
          ip += 1 * OPERATION_SIZE;
          ip += OPERATION_SIZE + distance;
          origin += <i64>distance;
          continue;
        }
        case 222: { // and32_imm; jeq32_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          const v0: u64 = <u64>(d0 & s0);
          store<u64>(rd0, v0, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const d1: u32 = <u32>v0;
          const s1: u32 = load<u32>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          if ((d1 == s1)) {
            const distance = <isize>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                ip += 1 * OPERATION_SIZE;
                break;
              }
            }
            ip += 1 * OPERATION_SIZE;
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 223: { // ldxb; lsh64_imm; ldxb
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const address0 = load<u64>(rs0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
          const b0: u64 = load<u64>(rs0, PROVENANCES);
          if (!readable(address0, bounds(b0), 1)) {
            break;
          }
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const v0: u64 = <u64>load<u8>(<usize>address0);
          const s1: u64 = load<u64>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          const d1: u64 = v0;
          store<u64>(rd0, (d1 << s1), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const rs2 = <usize>load<u8>(ip, 2 * OPERATION_SIZE + OPERATION_SRC);
          const address2 = load<u64>(rs2, REGISTERS) + <u64><i64>load<i32>(ip, 2 * OPERATION_SIZE + OPERATION_OFFSET);
          const b2: u64 = load<u64>(rs2, PROVENANCES);
          if (!readable(address2, bounds(b2), 1)) {
            ip += 2 * OPERATION_SIZE;
            break;
          }
          const rd2 = <usize>load<u8>(ip, 2 * OPERATION_SIZE + OPERATION_DST);
          store<u64>(rd2, <u64>load<u8>(<usize>address2), REGISTERS);
          store<u64>(rd2, 0, PROVENANCES);
          ip += 3 * OPERATION_SIZE;
          continue;
        }
        case 224: { // jeq32_imm; ja
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          if ((d0 == s0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          const distance = <isize>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
          if (distance < 0) {
            if (exhausts()) {
              ip += 1 * OPERATION_SIZE;
              break;
            }
          }
          ip += 1 * OPERATION_SIZE;
          ip += OPERATION_SIZE + distance;
          origin += <i64>distance;
          continue;
        }
        case 225: { // mov64_reg; add64_imm; mov64_reg; call_helper
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u64 = load<u64>(rs0, REGISTERS);
          const v0: u64 = s0;
          const p0: u64 = load<u64>(rs0, PROVENANCES);
          const s1: u64 = load<u64>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          const d1: u64 = v0;
          store<u64>(rd0, (d1 + s1), REGISTERS);
          store<u64>(rd0, p0, PROVENANCES);
          const rd2 = <usize>load<u8>(ip, 2 * OPERATION_SIZE + OPERATION_DST);
          const rs2 = <usize>load<u8>(ip, 2 * OPERATION_SIZE + OPERATION_SRC);
          const s2: u64 = load<u64>(rs2, REGISTERS);
          store<u64>(rd2, s2, REGISTERS);
          store<u64>(rd2, load<u64>(rs2, PROVENANCES), PROVENANCES);
          ip += 3 * OPERATION_SIZE;
          break;
        }
        case 226: { // mov32_reg; mov32_imm; jslt32_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u32 = load<u32>(rs0, REGISTERS);
          store<u64>(rd0, <u64>s0, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          const s1: u32 = load<u32>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          store<u64>(rd1, <u64>s1, REGISTERS);
          store<u64>(rd1, 0, PROVENANCES);
          const rd2 = <usize>load<u8>(ip, 2 * OPERATION_SIZE + OPERATION_DST);
          const d2: u32 = load<u32>(rd2, REGISTERS);
          const s2: u32 = load<u32>(ip, 2 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          if ((<i32>d2 < <i32>s2)) {
            const distance = <isize>load<i32>(ip, 2 * OPERATION_SIZE + OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                ip += 2 * OPERATION_SIZE;
                break;
              }
            }
            ip += 2 * OPERATION_SIZE;
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += 3 * OPERATION_SIZE;
          continue;
        }
        case 227: { // ldxw; add32_imm; jlt32_reg
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const address0 = load<u64>(rs0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
          const b0: u64 = load<u64>(rs0, PROVENANCES);
          if (!readable(address0, bounds(b0), 4)) {
            break;
          }
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const v0: u64 = <u64>load<u32>(<usize>address0);
          const s1: u32 = load<u32>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          const d1: u32 = <u32>v0;
          const v1: u64 = <u64>(d1 + s1);
          store<u64>(rd0, v1, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const d2: u32 = <u32>v1;
          const rs2 = <usize>load<u8>(ip, 2 * OPERATION_SIZE + OPERATION_SRC);
          const s2: u32 = load<u32>(rs2, REGISTERS);
          if ((d2 < s2)) {
            const distance = <isize>load<i32>(ip, 2 * OPERATION_SIZE + OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                ip += 2 * OPERATION_SIZE;
                break;
              }
            }
            ip += 2 * OPERATION_SIZE;
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += 3 * OPERATION_SIZE;
          continue;
        }
        case 228: { // ldxh; mov32_reg; and32_imm; jeq32_imm
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const address0 = load<u64>(rs0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
          const b0: u64 = load<u64>(rs0, PROVENANCES);
          if (!readable(address0, bounds(b0), 2)) {
            break;
          }
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const v0: u64 = <u64>load<u16>(<usize>address0);
          store<u64>(rd0, v0, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          const s1: u32 = <u32>v0;
          const v1: u64 = <u64>s1;
          const s2: u32 = load<u32>(ip, 2 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          const d2: u32 = <u32>v1;
          const v2: u64 = <u64>(d2 & s2);
          store<u64>(rd1, v2, REGISTERS);
          store<u64>(rd1, 0, PROVENANCES);
          const d3: u32 = <u32>v2;
          const s3: u32 = load<u32>(ip, 3 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          if ((d3 == s3)) {
            const distance = <isize>load<i32>(ip, 3 * OPERATION_SIZE + OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                ip += 3 * OPERATION_SIZE;
                break;
              }
            }
            ip += 3 * OPERATION_SIZE;
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += 4 * OPERATION_SIZE;
          continue;
        }
        case 229: { // jgt32_imm; mov64_imm; lsh64_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          if ((s0 < d0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          const s1: u64 = load<u64>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          const v1: u64 = s1;
          const rs2 = <usize>load<u8>(ip, 2 * OPERATION_SIZE + OPERATION_SRC);
          const s2: u64 = load<u64>(rs2, REGISTERS);
          const d2: u64 = v1;
          store<u64>(rd1, (d2 << s2), REGISTERS);
          store<u64>(rd1, 0, PROVENANCES);
          ip += 3 * OPERATION_SIZE;
          continue;
        }
        case 230: { // mov32_imm; jeq32_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          store<u64>(rd0, <u64>s0, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          const d1: u32 = load<u32>(rd1, REGISTERS);
          const s1: u32 = load<u32>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          if ((d1 == s1)) {
            const distance = <isize>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                ip += 1 * OPERATION_SIZE;
                break;
              }
            }
            ip += 1 * OPERATION_SIZE;
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 231: { // ldxw; stxw
          const address0 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, OPERATION_OFFSET);
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const v0: u64 = <u64>load<u32>(address0);
          store<u64>(rd0, v0, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const address1 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
          store<u32>(address1, <u32>v0);
          store<u64>(slotOf(address1), 0);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 232: { // mov32_imm; ldxw
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          store<u64>(rd0, <u64>s0, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const address1 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          store<u64>(rd1, <u64>load<u32>(address1), REGISTERS);
          store<u64>(rd1, 0, PROVENANCES);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 233: { // mov32_imm; jeq32_imm; mov32_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          store<u64>(rd0, <u64>s0, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          const d1: u32 = load<u32>(rd1, REGISTERS);
          const s1: u32 = load<u32>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          if ((d1 == s1)) {
            const distance = <isize>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                ip += 1 * OPERATION_SIZE;
                break;
              }
            }
            ip += 1 * OPERATION_SIZE;
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          const rd2 = <usize>load<u8>(ip, 2 * OPERATION_SIZE + OPERATION_DST);
          const s2: u32 = load<u32>(ip, 2 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          store<u64>(rd2, <u64>s2, REGISTERS);
          store<u64>(rd2, 0, PROVENANCES);
          ip += 3 * OPERATION_SIZE;
          continue;
        }
        case 234: { // ldxb; ldxb; lsh32_imm; or32_reg
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const address0 = load<u64>(rs0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
          const b0: u64 = load<u64>(rs0, PROVENANCES);
          if (!readable(address0, bounds(b0), 1)) {
            break;
          }
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          store<u64>(rd0, <u64>load<u8>(<usize>address0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const rs1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_SRC);
          const address1 = load<u64>(rs1, REGISTERS) + <u64><i64>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
          const b1: u64 = load<u64>(rs1, PROVENANCES);
          if (!readable(address1, bounds(b1), 1)) {
            ip += 1 * OPERATION_SIZE;
            break;
          }
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          const v1: u64 = <u64>load<u8>(<usize>address1);
          const s2: u32 = load<u32>(ip, 2 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          const d2: u32 = <u32>v1;
          const v2: u64 = <u64>(d2 << s2);
          const rs3 = <usize>load<u8>(ip, 3 * OPERATION_SIZE + OPERATION_SRC);
          const s3: u32 = load<u32>(rs3, REGISTERS);
          const d3: u32 = <u32>v2;
          store<u64>(rd1, <u64>(d3 | s3), REGISTERS);
          store<u64>(rd1, 0, PROVENANCES);
          ip += 4 * OPERATION_SIZE;
          continue;
        }
        case 235: { // mov32_imm; stxw; mov32_imm; stxw
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          const v0: u64 = <u64>s0;
          store<u64>(rd0, v0, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const address1 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
          store<u32>(address1, <u32>v0);
          store<u64>(slotOf(address1), 0);
          const s2: u32 = load<u32>(ip, 2 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          const v2: u64 = <u64>s2;
          store<u64>(rd0, v2, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const address3 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, 3 * OPERATION_SIZE + OPERATION_OFFSET);
          store<u32>(address3, <u32>v2);
          store<u64>(slotOf(address3), 0);
          ip += 4 * OPERATION_SIZE;
          continue;
        }
        case 236: { // stxdw; stxdw; mov64_reg; add64_imm
          const address0 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, OPERATION_OFFSET);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          store<u64>(address0, <u64>load<u64>(rs0, REGISTERS));
          store<u64>(slotOf(address0), load<u64>(rs0, PROVENANCES));
          const address1 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
          const rs1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_SRC);
          store<u64>(address1, <u64>load<u64>(rs1, REGISTERS));
          store<u64>(slotOf(address1), load<u64>(rs1, PROVENANCES));
          const rd2 = <usize>load<u8>(ip, 2 * OPERATION_SIZE + OPERATION_DST);
          const rs2 = <usize>load<u8>(ip, 2 * OPERATION_SIZE + OPERATION_SRC);
          const s2: u64 = load<u64>(rs2, REGISTERS);
          const v2: u64 = s2;
          const p2: u64 = load<u64>(rs2, PROVENANCES);
          const s3: u64 = load<u64>(ip, 3 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          const d3: u64 = v2;
          store<u64>(rd2, (d3 + s3), REGISTERS);
          store<u64>(rd2, p2, PROVENANCES);
          ip += 4 * OPERATION_SIZE;
          continue;
        }
        case 237: { // stxdw; mov64_reg; add64_imm
          const address0 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, OPERATION_OFFSET);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          store<u64>(address0, <u64>load<u64>(rs0, REGISTERS));
          store<u64>(slotOf(address0), load<u64>(rs0, PROVENANCES));
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          const rs1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_SRC);
          const s1: u64 = load<u64>(rs1, REGISTERS);
          const v1: u64 = s1;
          const p1: u64 = load<u64>(rs1, PROVENANCES);
          const s2: u64 = load<u64>(ip, 2 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          const d2: u64 = v1;
          store<u64>(rd1, (d2 + s2), REGISTERS);
          store<u64>(rd1, p1, PROVENANCES);
          ip += 3 * OPERATION_SIZE;
          continue;
        }
        case 238: { // stxw; stxw; stxw; stxw
          const address0 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, OPERATION_OFFSET);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          store<u32>(address0, <u32>load<u64>(rs0, REGISTERS));
          store<u64>(slotOf(address0), 0);
          const address1 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
          const rs1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_SRC);
          store<u32>(address1, <u32>load<u64>(rs1, REGISTERS));
          store<u64>(slotOf(address1), 0);
          const address2 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, 2 * OPERATION_SIZE + OPERATION_OFFSET);
          const rs2 = <usize>load<u8>(ip, 2 * OPERATION_SIZE + OPERATION_SRC);
          store<u32>(address2, <u32>load<u64>(rs2, REGISTERS));
          store<u64>(slotOf(address2), 0);
          const address3 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, 3 * OPERATION_SIZE + OPERATION_OFFSET);
          const rs3 = <usize>load<u8>(ip, 3 * OPERATION_SIZE + OPERATION_SRC);
          store<u32>(address3, <u32>load<u64>(rs3, REGISTERS));
          store<u64>(slotOf(address3), 0);
          ip += 4 * OPERATION_SIZE;
          continue;
        }
        case 239: { // jeq32_imm; jne32_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const v0: u64 = load<u64>(rd0, REGISTERS);
          const d0: u32 = <u32>v0;
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          if ((d0 == s0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          const d1: u32 = <u32>v0;
          const s1: u32 = load<u32>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          if (!(d1 == s1)) {
            const distance = <isize>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                ip += 1 * OPERATION_SIZE;
                break;
              }
            }
            ip += 1 * OPERATION_SIZE;
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 240: { // ldxb; and32_imm; jeq32_imm
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const address0 = load<u64>(rs0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
          const b0: u64 = load<u64>(rs0, PROVENANCES);
          if (!readable(address0, bounds(b0), 1)) {
            break;
          }
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const v0: u64 = <u64>load<u8>(<usize>address0);
          const s1: u32 = load<u32>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          const d1: u32 = <u32>v0;
          const v1: u64 = <u64>(d1 & s1);
          store<u64>(rd0, v1, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const d2: u32 = <u32>v1;
          const s2: u32 = load<u32>(ip, 2 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          if ((d2 == s2)) {
            const distance = <isize>load<i32>(ip, 2 * OPERATION_SIZE + OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                ip += 2 * OPERATION_SIZE;
                break;
              }
            }
            ip += 2 * OPERATION_SIZE;
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += 3 * OPERATION_SIZE;
          continue;
        }
        case 241: { // stxw; ldxw; lddw; stxdw
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const address0 = load<u64>(rd0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
          const b0: u64 = load<u64>(rd0, PROVENANCES);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const value0: u64 = load<u64>(rs0, REGISTERS);
          if (!writable(address0, bounds(b0), 4)) {
            break;
          }
          store<u32>(<usize>address0, <u32>value0);
          if (isStack(b0)) forgetSlots(<usize>address0, 4);
          const rs1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_SRC);
          const address1 = load<u64>(rs1, REGISTERS) + <u64><i64>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
          const b1: u64 = load<u64>(rs1, PROVENANCES);
          if (!readable(address1, bounds(b1), 4)) {
            ip += 1 * OPERATION_SIZE;
            break;
          }
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          store<u64>(rd1, <u64>load<u32>(<usize>address1), REGISTERS);
          store<u64>(rd1, 0, PROVENANCES);
          const rd2 = <usize>load<u8>(ip, 2 * OPERATION_SIZE + OPERATION_DST);
          const v2: u64 = load<u64>(ip, 2 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          const p2: u64 = load<u64>(ip, 2 * OPERATION_SIZE + OPERATION_SIZE + OPERATION_IMMEDIATE);
          store<u64>(rd2, v2, REGISTERS);
          store<u64>(rd2, p2, PROVENANCES);
          const address3 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, 4 * OPERATION_SIZE + OPERATION_OFFSET);
          store<u64>(address3, <u64>v2);
          store<u64>(slotOf(address3), p2);
          origin += 1 * OPERATION_SIZE;
          ip += 5 * OPERATION_SIZE;
          continue;
        }
        case 242: { // and32_imm; jne32_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          const v0: u64 = <u64>(d0 & s0);
          store<u64>(rd0, v0, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const d1: u32 = <u32>v0;
          const s1: u32 = load<u32>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          if (!(d1 == s1)) {
            const distance = <isize>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                ip += 1 * OPERATION_SIZE;
                break;
              }
            }
            ip += 1 * OPERATION_SIZE;
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 243: { // mov32_reg; add32_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u32 = load<u32>(rs0, REGISTERS);
          const v0: u64 = <u64>s0;
          const s1: u32 = load<u32>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          const d1: u32 = <u32>v0;
          store<u64>(rd0, <u64>(d1 + s1), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 244: { // mov32_imm; mov32_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          store<u64>(rd0, <u64>s0, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          const rs1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_SRC);
          const s1: u32 = load<u32>(rs1, REGISTERS);
          store<u64>(rd1, <u64>s1, REGISTERS);
          store<u64>(rd1, 0, PROVENANCES);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 245: { // mov32_reg; rsh32_imm; and32_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u32 = load<u32>(rs0, REGISTERS);
          const v0: u64 = <u64>s0;
          const s1: u32 = load<u32>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          const d1: u32 = <u32>v0;
          const v1: u64 = <u64>(d1 >>> s1);
          const s2: u32 = load<u32>(ip, 2 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          const d2: u32 = <u32>v1;
          store<u64>(rd0, <u64>(d2 & s2), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += 3 * OPERATION_SIZE;
          continue;
        }
        case 246: { // mov64_reg; add64_imm; mov64_reg; add64_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u64 = load<u64>(rs0, REGISTERS);
          const v0: u64 = s0;
          const p0: u64 = load<u64>(rs0, PROVENANCES);
          const s1: u64 = load<u64>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          const d1: u64 = v0;
          store<u64>(rd0, (d1 + s1), REGISTERS);
          store<u64>(rd0, p0, PROVENANCES);
          const rd2 = <usize>load<u8>(ip, 2 * OPERATION_SIZE + OPERATION_DST);
          const rs2 = <usize>load<u8>(ip, 2 * OPERATION_SIZE + OPERATION_SRC);
          const s2: u64 = load<u64>(rs2, REGISTERS);
          const v2: u64 = s2;
          const p2: u64 = load<u64>(rs2, PROVENANCES);
          const s3: u64 = load<u64>(ip, 3 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          const d3: u64 = v2;
          store<u64>(rd2, (d3 + s3), REGISTERS);
          store<u64>(rd2, p2, PROVENANCES);
          ip += 4 * OPERATION_SIZE;
          continue;
        }
        case 247: { // mov32_imm; ldxdw
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          store<u64>(rd0, <u64>s0, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const address1 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          store<u64>(rd1, <u64>load<u64>(address1), REGISTERS);
          store<u64>(rd1, load<u64>(slotOf(address1)), PROVENANCES);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 248: { // stxw; ldxw; rsh32_imm; and32_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const address0 = load<u64>(rd0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
          const b0: u64 = load<u64>(rd0, PROVENANCES);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const value0: u64 = load<u64>(rs0, REGISTERS);
          if (!writable(address0, bounds(b0), 4)) {
            break;
          }
          store<u32>(<usize>address0, <u32>value0);
          if (isStack(b0)) forgetSlots(<usize>address0, 4);
          const address1 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          const v1: u64 = <u64>load<u32>(address1);
          const s2: u32 = load<u32>(ip, 2 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          const d2: u32 = <u32>v1;
          const v2: u64 = <u64>(d2 >>> s2);
          const s3: u32 = load<u32>(ip, 3 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          const d3: u32 = <u32>v2;
          store<u64>(rd1, <u64>(d3 & s3), REGISTERS);
          store<u64>(rd1, 0, PROVENANCES);
          ip += 4 * OPERATION_SIZE;
          continue;
        }
        case 249: { // lsh64_imm; or64_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          const v0: u64 = (d0 << s0);
          const rs1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_SRC);
          const s1: u64 = load<u64>(rs1, REGISTERS);
          const d1: u64 = v0;
          store<u64>(rd0, (d1 | s1), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 250: { // jeq32_imm; mov32_imm; jne32_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          if ((d0 == s0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          const s1: u32 = load<u32>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          store<u64>(rd1, <u64>s1, REGISTERS);
          store<u64>(rd1, 0, PROVENANCES);
          const rd2 = <usize>load<u8>(ip, 2 * OPERATION_SIZE + OPERATION_DST);
          const d2: u32 = load<u32>(rd2, REGISTERS);
          const s2: u32 = load<u32>(ip, 2 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          if (!(d2 == s2)) {
            const distance = <isize>load<i32>(ip, 2 * OPERATION_SIZE + OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                ip += 2 * OPERATION_SIZE;
                break;
              }
            }
            ip += 2 * OPERATION_SIZE;
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += 3 * OPERATION_SIZE;
          continue;
        }
        case 251: { // ldxdw; stxdw; ldxdw; stxdw
          const address0 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, OPERATION_OFFSET);
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const v0: u64 = <u64>load<u64>(address0);
          const p0: u64 = load<u64>(slotOf(address0));
          store<u64>(rd0, v0, REGISTERS);
          store<u64>(rd0, p0, PROVENANCES);
          const address1 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
          store<u64>(address1, <u64>v0);
          store<u64>(slotOf(address1), p0);
          const address2 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, 2 * OPERATION_SIZE + OPERATION_OFFSET);
          const v2: u64 = <u64>load<u64>(address2);
          const p2: u64 = load<u64>(slotOf(address2));
          store<u64>(rd0, v2, REGISTERS);
          store<u64>(rd0, p2, PROVENANCES);
          const address3 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, 3 * OPERATION_SIZE + OPERATION_OFFSET);
          store<u64>(address3, <u64>v2);
          store<u64>(slotOf(address3), p2);
          ip += 4 * OPERATION_SIZE;
          continue;
        }
        case 252: { // mov64_reg; lsh64_imm; rsh64_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u64 = load<u64>(rs0, REGISTERS);
          const v0: u64 = s0;
          const p0: u64 = load<u64>(rs0, PROVENANCES);
          const s1: u64 = load<u64>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          const d1: u64 = v0;
          const v1: u64 = (d1 << s1);
          const s2: u64 = load<u64>(ip, 2 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          const d2: u64 = v1;
          store<u64>(rd0, (d2 >>> s2), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += 3 * OPERATION_SIZE;
          continue;
        }
        case 253: { // mov32_imm; jeq64_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          store<u64>(rd0, <u64>s0, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          const d1: u64 = load<u64>(rd1, REGISTERS);
          const s1: u64 = load<u64>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          if ((d1 == s1)) {
            const distance = <isize>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                ip += 1 * OPERATION_SIZE;
                break;
              }
            }
            ip += 1 * OPERATION_SIZE;
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 254: { // lsh64_imm; or64_reg; stxdw
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          const v0: u64 = (d0 << s0);
          const rs1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_SRC);
          const s1: u64 = load<u64>(rs1, REGISTERS);
          const d1: u64 = v0;
          const v1: u64 = (d1 | s1);
          store<u64>(rd0, v1, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const address2 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, 2 * OPERATION_SIZE + OPERATION_OFFSET);
          store<u64>(address2, <u64>v1);
          store<u64>(slotOf(address2), 0);
          ip += 3 * OPERATION_SIZE;
          continue;
        }
        case 255: { // jeq64_imm; ja
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          const s0: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
          if ((d0 == s0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          const distance = <isize>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
          if (distance < 0) {
            if (exhausts()) {
              ip += 1 * OPERATION_SIZE;
              break;
            }
          }
          ip += 1 * OPERATION_SIZE;
          ip += OPERATION_SIZE + distance;
          origin += <i64>distance;
          continue;
        }
        case 256: { // mov32_imm; jne32_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          store<u64>(rd0, <u64>s0, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          const d1: u32 = load<u32>(rd1, REGISTERS);
          const s1: u32 = load<u32>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          if (!(d1 == s1)) {
            const distance = <isize>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                ip += 1 * OPERATION_SIZE;
                break;
              }
            }
            ip += 1 * OPERATION_SIZE;
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 257: { // mov64_reg; mov32_imm; mov32_imm; call_helper
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u64 = load<u64>(rs0, REGISTERS);
          store<u64>(rd0, s0, REGISTERS);
          store<u64>(rd0, load<u64>(rs0, PROVENANCES), PROVENANCES);
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          const s1: u32 = load<u32>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          store<u64>(rd1, <u64>s1, REGISTERS);
          store<u64>(rd1, 0, PROVENANCES);
          const rd2 = <usize>load<u8>(ip, 2 * OPERATION_SIZE + OPERATION_DST);
          const s2: u32 = load<u32>(ip, 2 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          store<u64>(rd2, <u64>s2, REGISTERS);
          store<u64>(rd2, 0, PROVENANCES);
          ip += 3 * OPERATION_SIZE;
          break;
        }
        case 258: { // mov32_reg; rsh32_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u32 = load<u32>(rs0, REGISTERS);
          const v0: u64 = <u64>s0;
          const s1: u32 = load<u32>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          const d1: u32 = <u32>v0;
          store<u64>(rd0, <u64>(d1 >>> s1), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 259: { // mov32_imm; mov32_imm; stxw
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          store<u64>(rd0, <u64>s0, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          const s1: u32 = load<u32>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          const v1: u64 = <u64>s1;
          store<u64>(rd1, v1, REGISTERS);
          store<u64>(rd1, 0, PROVENANCES);
          const address2 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, 2 * OPERATION_SIZE + OPERATION_OFFSET);
          store<u32>(address2, <u32>v1);
          store<u64>(slotOf(address2), 0);
          ip += 3 * OPERATION_SIZE;
          continue;
        }
        case 260: { // rsh32_imm; and32_imm; or32_reg; stxh
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          const v0: u64 = <u64>(d0 >>> s0);
          const s1: u32 = load<u32>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          const d1: u32 = <u32>v0;
          const v1: u64 = <u64>(d1 & s1);
          store<u64>(rd0, v1, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const rd2 = <usize>load<u8>(ip, 2 * OPERATION_SIZE + OPERATION_DST);
          const s2: u32 = <u32>v1;
          const d2: u32 = load<u32>(rd2, REGISTERS);
          const v2: u64 = <u64>(d2 | s2);
          store<u64>(rd2, v2, REGISTERS);
          store<u64>(rd2, 0, PROVENANCES);
          const rd3 = <usize>load<u8>(ip, 3 * OPERATION_SIZE + OPERATION_DST);
          const address3 = load<u64>(rd3, REGISTERS) + <u64><i64>load<i32>(ip, 3 * OPERATION_SIZE + OPERATION_OFFSET);
          const b3: u64 = load<u64>(rd3, PROVENANCES);
          const value3: u64 = v2;
          if (!writable(address3, bounds(b3), 2)) {
            ip += 3 * OPERATION_SIZE;
            break;
          }
          store<u16>(<usize>address3, <u16>value3);
          if (isStack(b3)) forgetSlots(<usize>address3, 2);
          ip += 4 * OPERATION_SIZE;
          continue;
        }
        case 261: { // mov32_reg; and32_imm; jeq32_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u32 = load<u32>(rs0, REGISTERS);
          const v0: u64 = <u64>s0;
          const s1: u32 = load<u32>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          const d1: u32 = <u32>v0;
          const v1: u64 = <u64>(d1 & s1);
          store<u64>(rd0, v1, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const d2: u32 = <u32>v1;
          const s2: u32 = load<u32>(ip, 2 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          if ((d2 == s2)) {
            const distance = <isize>load<i32>(ip, 2 * OPERATION_SIZE + OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                ip += 2 * OPERATION_SIZE;
                break;
              }
            }
            ip += 2 * OPERATION_SIZE;
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += 3 * OPERATION_SIZE;
          continue;
        }
        case 262: { // mov64_imm; mov64_imm; call_helper
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
          store<u64>(rd0, s0, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          const s1: u64 = load<u64>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          store<u64>(rd1, s1, REGISTERS);
          store<u64>(rd1, 0, PROVENANCES);
          ip += 2 * OPERATION_SIZE;
          break;
        }
        case 263: { // ldxw; ldxw
          const address0 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, OPERATION_OFFSET);
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          store<u64>(rd0, <u64>load<u32>(address0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const address1 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          store<u64>(rd1, <u64>load<u32>(address1), REGISTERS);
          store<u64>(rd1, 0, PROVENANCES);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 264: { // ldxdw; add64_reg; stxdw
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const address0 = load<u64>(rs0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
          const b0: u64 = load<u64>(rs0, PROVENANCES);
          if (!readable(address0, bounds(b0), 8)) {
            break;
          }
          let p0: u64 = 0;
          if (isStack(b0)) {
            if (!(address0 & 7)) p0 = load<u64>(slotOf(<usize>address0));
          }
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const v0: u64 = <u64>load<u64>(<usize>address0);
          const rs1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_SRC);
          const s1: u64 = load<u64>(rs1, REGISTERS);
          const d1: u64 = v0;
          const v1: u64 = (d1 + s1);
          const p1: u64 = sumOf(p0, load<u64>(rs1, PROVENANCES));
          store<u64>(rd0, v1, REGISTERS);
          store<u64>(rd0, p1, PROVENANCES);
          const rd2 = <usize>load<u8>(ip, 2 * OPERATION_SIZE + OPERATION_DST);
          const address2 = load<u64>(rd2, REGISTERS) + <u64><i64>load<i32>(ip, 2 * OPERATION_SIZE + OPERATION_OFFSET);
          const b2: u64 = load<u64>(rd2, PROVENANCES);
          const value2: u64 = v1;
          if (!writable(address2, bounds(b2), 8)) {
            ip += 2 * OPERATION_SIZE;
            break;
          }
          store<u64>(<usize>address2, <u64>value2);
          if (isStack(b2)) spill(<usize>address2, b2, p1);
          ip += 3 * OPERATION_SIZE;
          continue;
        }
        case 265: { // lddw_map_fd; mov64_reg; call_helper
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          store<u64>(rd0, load<u64>(ip, OPERATION_IMMEDIATE), REGISTERS);
          store<u64>(rd0, load<u64>(ip, OPERATION_SIZE + OPERATION_IMMEDIATE), PROVENANCES);
          const rd1 = <usize>load<u8>(ip, 2 * OPERATION_SIZE + OPERATION_DST);
          const rs1 = <usize>load<u8>(ip, 2 * OPERATION_SIZE + OPERATION_SRC);
          const s1: u64 = load<u64>(rs1, REGISTERS);
          store<u64>(rd1, s1, REGISTERS);
          store<u64>(rd1, load<u64>(rs1, PROVENANCES), PROVENANCES);
          origin += 1 * OPERATION_SIZE;
          ip += 3 * OPERATION_SIZE;
          break;
        }
        case 266: { // stxdw; stxdw; stxdw
          const address0 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, OPERATION_OFFSET);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          store<u64>(address0, <u64>load<u64>(rs0, REGISTERS));
          store<u64>(slotOf(address0), load<u64>(rs0, PROVENANCES));
          const address1 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
          const rs1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_SRC);
          store<u64>(address1, <u64>load<u64>(rs1, REGISTERS));
          store<u64>(slotOf(address1), load<u64>(rs1, PROVENANCES));
          const address2 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, 2 * OPERATION_SIZE + OPERATION_OFFSET);
          const rs2 = <usize>load<u8>(ip, 2 * OPERATION_SIZE + OPERATION_SRC);
          store<u64>(address2, <u64>load<u64>(rs2, REGISTERS));
          store<u64>(slotOf(address2), load<u64>(rs2, PROVENANCES));
          ip += 3 * OPERATION_SIZE;
          continue;
        }
        case 267: { // jeq64_imm; add32_imm; and32_imm; mod32_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          const s0: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
          if ((d0 == s0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          const s1: u32 = load<u32>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          const d1: u32 = load<u32>(rd1, REGISTERS);
          const v1: u64 = <u64>(d1 + s1);
          const s2: u32 = load<u32>(ip, 2 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          const d2: u32 = <u32>v1;
          const v2: u64 = <u64>(d2 & s2);
          const s3: u32 = load<u32>(ip, 3 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          const d3: u32 = <u32>v2;
          store<u64>(rd1, <u64>((s3 == <u32>(0)) ? d3 : (d3 % s3)), REGISTERS);
          store<u64>(rd1, 0, PROVENANCES);
          ip += 4 * OPERATION_SIZE;
          continue;
        }
        case 268: { // ldxw; stxw; ldxw; stxw
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const address0 = load<u64>(rs0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
          const b0: u64 = load<u64>(rs0, PROVENANCES);
          if (!readable(address0, bounds(b0), 4)) {
            break;
          }
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const v0: u64 = <u64>load<u32>(<usize>address0);
          store<u64>(rd0, v0, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const address1 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
          store<u32>(address1, <u32>v0);
          store<u64>(slotOf(address1), 0);
          const rs2 = <usize>load<u8>(ip, 2 * OPERATION_SIZE + OPERATION_SRC);
          const address2 = load<u64>(rs2, REGISTERS) + <u64><i64>load<i32>(ip, 2 * OPERATION_SIZE + OPERATION_OFFSET);
          const b2: u64 = load<u64>(rs2, PROVENANCES);
          if (!readable(address2, bounds(b2), 4)) {
            ip += 2 * OPERATION_SIZE;
            break;
          }
          const v2: u64 = <u64>load<u32>(<usize>address2);
          store<u64>(rd0, v2, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const address3 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, 3 * OPERATION_SIZE + OPERATION_OFFSET);
          store<u32>(address3, <u32>v2);
          store<u64>(slotOf(address3), 0);
          ip += 4 * OPERATION_SIZE;
          continue;
        }
        case 269: { // jeq32_imm; mul32_imm; add32_imm; rsh32_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          if ((d0 == s0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          const s1: u32 = load<u32>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          const d1: u32 = load<u32>(rd1, REGISTERS);
          const v1: u64 = <u64>(d1 * s1);
          const s2: u32 = load<u32>(ip, 2 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          const d2: u32 = <u32>v1;
          const v2: u64 = <u64>(d2 + s2);
          const s3: u32 = load<u32>(ip, 3 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          const d3: u32 = <u32>v2;
          store<u64>(rd1, <u64>(d3 >>> s3), REGISTERS);
          store<u64>(rd1, 0, PROVENANCES);
          ip += 4 * OPERATION_SIZE;
          continue;
        }
        case 270: { // mov32_imm; jeq64_imm; ja
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          store<u64>(rd0, <u64>s0, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          const d1: u64 = load<u64>(rd1, REGISTERS);
          const s1: u64 = load<u64>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          if ((d1 == s1)) {
            const distance = <isize>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                ip += 1 * OPERATION_SIZE;
                break;
              }
            }
            ip += 1 * OPERATION_SIZE;
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          const distance = <isize>load<i32>(ip, 2 * OPERATION_SIZE + OPERATION_OFFSET);
          if (distance < 0) {
            if (exhausts()) {
              ip += 2 * OPERATION_SIZE;
              break;
            }
          }
          ip += 2 * OPERATION_SIZE;
          ip += OPERATION_SIZE + distance;
          origin += <i64>distance;
          continue;
        }
        case 271: { // lsh64_imm; lddw; or64_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          store<u64>(rd0, (d0 << s0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          const v1: u64 = load<u64>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          const p1: u64 = load<u64>(ip, 1 * OPERATION_SIZE + OPERATION_SIZE + OPERATION_IMMEDIATE);
          store<u64>(rd1, v1, REGISTERS);
          store<u64>(rd1, p1, PROVENANCES);
          const rd2 = <usize>load<u8>(ip, 3 * OPERATION_SIZE + OPERATION_DST);
          const s2: u64 = v1;
          const d2: u64 = load<u64>(rd2, REGISTERS);
          store<u64>(rd2, (d2 | s2), REGISTERS);
          store<u64>(rd2, 0, PROVENANCES);
          origin += 1 * OPERATION_SIZE;
          ip += 4 * OPERATION_SIZE;
          continue;
        }
        case 272: { // mov64_reg; mov64_imm; call_helper
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u64 = load<u64>(rs0, REGISTERS);
          store<u64>(rd0, s0, REGISTERS);
          store<u64>(rd0, load<u64>(rs0, PROVENANCES), PROVENANCES);
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          const s1: u64 = load<u64>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          store<u64>(rd1, s1, REGISTERS);
          store<u64>(rd1, 0, PROVENANCES);
          ip += 2 * OPERATION_SIZE;
          break;
        }
        case 273: { // mov64_reg; add64_imm; mov32_imm; jgt64_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u64 = load<u64>(rs0, REGISTERS);
          const v0: u64 = s0;
          const p0: u64 = load<u64>(rs0, PROVENANCES);
          const s1: u64 = load<u64>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          const d1: u64 = v0;
          store<u64>(rd0, (d1 + s1), REGISTERS);
          store<u64>(rd0, p0, PROVENANCES);
          const rd2 = <usize>load<u8>(ip, 2 * OPERATION_SIZE + OPERATION_DST);
          const s2: u32 = load<u32>(ip, 2 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          store<u64>(rd2, <u64>s2, REGISTERS);
          store<u64>(rd2, 0, PROVENANCES);
          const rd3 = <usize>load<u8>(ip, 3 * OPERATION_SIZE + OPERATION_DST);
          const d3: u64 = load<u64>(rd3, REGISTERS);
          const rs3 = <usize>load<u8>(ip, 3 * OPERATION_SIZE + OPERATION_SRC);
          const s3: u64 = load<u64>(rs3, REGISTERS);
          if ((s3 < d3)) {
            const distance = <isize>load<i32>(ip, 3 * OPERATION_SIZE + OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                ip += 3 * OPERATION_SIZE;
                break;
              }
            }
            ip += 3 * OPERATION_SIZE;
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += 4 * OPERATION_SIZE;
          continue;
        }
        case 274: { // mov64_reg; jeq64_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u64 = load<u64>(rs0, REGISTERS);
          const v0: u64 = s0;
          const p0: u64 = load<u64>(rs0, PROVENANCES);
          store<u64>(rd0, v0, REGISTERS);
          store<u64>(rd0, p0, PROVENANCES);
          const d1: u64 = v0;
          const s1: u64 = load<u64>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          if ((d1 == s1)) {
            const distance = <isize>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                ip += 1 * OPERATION_SIZE;
                break;
              }
            }
            ip += 1 * OPERATION_SIZE;
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 275: { // lsh32_imm; or32_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          const v0: u64 = <u64>(d0 << s0);
          const rs1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_SRC);
          const s1: u32 = load<u32>(rs1, REGISTERS);
          const d1: u32 = <u32>v0;
          store<u64>(rd0, <u64>(d1 | s1), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 276: { // ldxh; mov32_reg; and32_imm
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const address0 = load<u64>(rs0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
          const b0: u64 = load<u64>(rs0, PROVENANCES);
          if (!readable(address0, bounds(b0), 2)) {
            break;
          }
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const v0: u64 = <u64>load<u16>(<usize>address0);
          store<u64>(rd0, v0, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          const s1: u32 = <u32>v0;
          const v1: u64 = <u64>s1;
          const s2: u32 = load<u32>(ip, 2 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          const d2: u32 = <u32>v1;
          store<u64>(rd1, <u64>(d2 & s2), REGISTERS);
          store<u64>(rd1, 0, PROVENANCES);
          ip += 3 * OPERATION_SIZE;
          continue;
        }
        case 277: { // ldxh; stxh
          const address0 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, OPERATION_OFFSET);
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const v0: u64 = <u64>load<u16>(address0);
          store<u64>(rd0, v0, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const address1 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
          store<u16>(address1, <u16>v0);
          store<u64>(slotOf(address1), 0);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 278: { // mov64_reg; mov64_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u64 = load<u64>(rs0, REGISTERS);
          store<u64>(rd0, s0, REGISTERS);
          store<u64>(rd0, load<u64>(rs0, PROVENANCES), PROVENANCES);
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          const rs1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_SRC);
          const s1: u64 = load<u64>(rs1, REGISTERS);
          store<u64>(rd1, s1, REGISTERS);
          store<u64>(rd1, load<u64>(rs1, PROVENANCES), PROVENANCES);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 279: { // mov64_reg; add64_imm; mov32_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u64 = load<u64>(rs0, REGISTERS);
          const v0: u64 = s0;
          const p0: u64 = load<u64>(rs0, PROVENANCES);
          const s1: u64 = load<u64>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          const d1: u64 = v0;
          store<u64>(rd0, (d1 + s1), REGISTERS);
          store<u64>(rd0, p0, PROVENANCES);
          const rd2 = <usize>load<u8>(ip, 2 * OPERATION_SIZE + OPERATION_DST);
          const s2: u32 = load<u32>(ip, 2 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          store<u64>(rd2, <u64>s2, REGISTERS);
          store<u64>(rd2, 0, PROVENANCES);
          ip += 3 * OPERATION_SIZE;
          continue;
        }
        case 280: { // mov64_reg; and64_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u64 = load<u64>(rs0, REGISTERS);
          const v0: u64 = s0;
          const p0: u64 = load<u64>(rs0, PROVENANCES);
          const s1: u64 = load<u64>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          const d1: u64 = v0;
          store<u64>(rd0, (d1 & s1), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 281: { // mov32_imm; mov32_imm; ja
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          store<u64>(rd0, <u64>s0, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          const s1: u32 = load<u32>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          store<u64>(rd1, <u64>s1, REGISTERS);
          store<u64>(rd1, 0, PROVENANCES);
          const distance = <isize>load<i32>(ip, 2 * OPERATION_SIZE + OPERATION_OFFSET);
          if (distance < 0) {
            if (exhausts()) {
              ip += 2 * OPERATION_SIZE;
              break;
            }
          }
          ip += 2 * OPERATION_SIZE;
          ip += OPERATION_SIZE + distance;
          origin += <i64>distance;
          continue;
        }
        case 282: { // lddw; mov64_reg; and64_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          store<u64>(rd0, load<u64>(ip, OPERATION_IMMEDIATE), REGISTERS);
          store<u64>(rd0, load<u64>(ip, OPERATION_SIZE + OPERATION_IMMEDIATE), PROVENANCES);
          const rd1 = <usize>load<u8>(ip, 2 * OPERATION_SIZE + OPERATION_DST);
          const rs1 = <usize>load<u8>(ip, 2 * OPERATION_SIZE + OPERATION_SRC);
          const s1: u64 = load<u64>(rs1, REGISTERS);
          const v1: u64 = s1;
          const p1: u64 = load<u64>(rs1, PROVENANCES);
          const rs2 = <usize>load<u8>(ip, 3 * OPERATION_SIZE + OPERATION_SRC);
          const s2: u64 = load<u64>(rs2, REGISTERS);
          const d2: u64 = v1;
          store<u64>(rd1, (d2 & s2), REGISTERS);
          store<u64>(rd1, 0, PROVENANCES);
          origin += 1 * OPERATION_SIZE;
          ip += 4 * OPERATION_SIZE;
          continue;
        }
        case 283: { // add32_reg; mov32_reg; rsh32_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u32 = load<u32>(rs0, REGISTERS);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          const v0: u64 = <u64>(d0 + s0);
          store<u64>(rd0, v0, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          const s1: u32 = <u32>v0;
          const v1: u64 = <u64>s1;
          const s2: u32 = load<u32>(ip, 2 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          const d2: u32 = <u32>v1;
          store<u64>(rd1, <u64>(d2 >>> s2), REGISTERS);
          store<u64>(rd1, 0, PROVENANCES);
          ip += 3 * OPERATION_SIZE;
          continue;
        }
        case 284: { // mov64_reg; rsh64_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u64 = load<u64>(rs0, REGISTERS);
          const v0: u64 = s0;
          const p0: u64 = load<u64>(rs0, PROVENANCES);
          const s1: u64 = load<u64>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          const d1: u64 = v0;
          store<u64>(rd0, (d1 >>> s1), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 285: { // mov32_imm; jeq32_imm; add32_imm; and32_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          store<u64>(rd0, <u64>s0, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          const d1: u32 = load<u32>(rd1, REGISTERS);
          const s1: u32 = load<u32>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          if ((d1 == s1)) {
            const distance = <isize>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                ip += 1 * OPERATION_SIZE;
                break;
              }
            }
            ip += 1 * OPERATION_SIZE;
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          const rd2 = <usize>load<u8>(ip, 2 * OPERATION_SIZE + OPERATION_DST);
          const s2: u32 = load<u32>(ip, 2 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          const d2: u32 = load<u32>(rd2, REGISTERS);
          const v2: u64 = <u64>(d2 + s2);
          const s3: u32 = load<u32>(ip, 3 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          const d3: u32 = <u32>v2;
          store<u64>(rd2, <u64>(d3 & s3), REGISTERS);
          store<u64>(rd2, 0, PROVENANCES);
          ip += 4 * OPERATION_SIZE;
          continue;
        }
        case 286: { // and32_imm; mov32_imm; jeq32_imm; mov32_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          store<u64>(rd0, <u64>(d0 & s0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          const s1: u32 = load<u32>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          store<u64>(rd1, <u64>s1, REGISTERS);
          store<u64>(rd1, 0, PROVENANCES);
          const rd2 = <usize>load<u8>(ip, 2 * OPERATION_SIZE + OPERATION_DST);
          const d2: u32 = load<u32>(rd2, REGISTERS);
          const s2: u32 = load<u32>(ip, 2 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          if ((d2 == s2)) {
            const distance = <isize>load<i32>(ip, 2 * OPERATION_SIZE + OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                ip += 2 * OPERATION_SIZE;
                break;
              }
            }
            ip += 2 * OPERATION_SIZE;
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          const rd3 = <usize>load<u8>(ip, 3 * OPERATION_SIZE + OPERATION_DST);
          const s3: u32 = load<u32>(ip, 3 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          store<u64>(rd3, <u64>s3, REGISTERS);
          store<u64>(rd3, 0, PROVENANCES);
          ip += 4 * OPERATION_SIZE;
          continue;
        }
        case 287: { // mov64_reg; be16; stxh; stxh
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u64 = load<u64>(rs0, REGISTERS);
          const v0: u64 = s0;
          const p0: u64 = load<u64>(rs0, PROVENANCES);
          const d1: u64 = v0;
          const v1: u64 = <u64>bswap<u16>(<u16>d1);
          store<u64>(rd0, v1, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const address2 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, 2 * OPERATION_SIZE + OPERATION_OFFSET);
          store<u16>(address2, <u16>v1);
          store<u64>(slotOf(address2), 0);
          const address3 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, 3 * OPERATION_SIZE + OPERATION_OFFSET);
          store<u16>(address3, <u16>v1);
          store<u64>(slotOf(address3), 0);
          ip += 4 * OPERATION_SIZE;
          continue;
        }
        case 288: { // mov32_reg; rsh32_imm; mov32_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u32 = load<u32>(rs0, REGISTERS);
          const v0: u64 = <u64>s0;
          const s1: u32 = load<u32>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          const d1: u32 = <u32>v0;
          store<u64>(rd0, <u64>(d1 >>> s1), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const rd2 = <usize>load<u8>(ip, 2 * OPERATION_SIZE + OPERATION_DST);
          const rs2 = <usize>load<u8>(ip, 2 * OPERATION_SIZE + OPERATION_SRC);
          const s2: u32 = load<u32>(rs2, REGISTERS);
          store<u64>(rd2, <u64>s2, REGISTERS);
          store<u64>(rd2, 0, PROVENANCES);
          ip += 3 * OPERATION_SIZE;
          continue;
        }
        case 289: { // div64_imm; mov32_reg; add32_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          const v0: u64 = ((s0 == <u64>(0)) ? <u64>(0) : (d0 / s0));
          store<u64>(rd0, v0, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          const s1: u32 = <u32>v0;
          const v1: u64 = <u64>s1;
          const s2: u32 = load<u32>(ip, 2 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          const d2: u32 = <u32>v1;
          store<u64>(rd1, <u64>(d2 + s2), REGISTERS);
          store<u64>(rd1, 0, PROVENANCES);
          ip += 3 * OPERATION_SIZE;
          continue;
        }
        case 290: { // lsh64_imm; rsh64_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          const v0: u64 = (d0 << s0);
          const s1: u64 = load<u64>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          const d1: u64 = v0;
          store<u64>(rd0, (d1 >>> s1), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 291: { // lddw_map_fd; jeq32_imm; lddw_map_fd
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          store<u64>(rd0, load<u64>(ip, OPERATION_IMMEDIATE), REGISTERS);
          store<u64>(rd0, load<u64>(ip, OPERATION_SIZE + OPERATION_IMMEDIATE), PROVENANCES);
          const rd1 = <usize>load<u8>(ip, 2 * OPERATION_SIZE + OPERATION_DST);
          const d1: u32 = load<u32>(rd1, REGISTERS);
          const s1: u32 = load<u32>(ip, 2 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          if ((d1 == s1)) {
            const distance = <isize>load<i32>(ip, 2 * OPERATION_SIZE + OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                origin += 1 * OPERATION_SIZE;
                ip += 2 * OPERATION_SIZE;
                break;
              }
            }
            origin += 1 * OPERATION_SIZE;
            ip += 2 * OPERATION_SIZE;
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          const rd2 = <usize>load<u8>(ip, 3 * OPERATION_SIZE + OPERATION_DST);
          store<u64>(rd2, load<u64>(ip, 3 * OPERATION_SIZE + OPERATION_IMMEDIATE), REGISTERS);
          store<u64>(rd2, load<u64>(ip, 3 * OPERATION_SIZE + OPERATION_SIZE + OPERATION_IMMEDIATE), PROVENANCES);
          origin += 2 * OPERATION_SIZE;
          ip += 5 * OPERATION_SIZE;
          continue;
        }
        case 292: { // mov32_imm; stxw
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          const v0: u64 = <u64>s0;
          store<u64>(rd0, v0, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          const address1 = load<u64>(rd1, REGISTERS) + <u64><i64>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
          const b1: u64 = load<u64>(rd1, PROVENANCES);
          const value1: u64 = v0;
          if (!writable(address1, bounds(b1), 4)) {
            ip += 1 * OPERATION_SIZE;
            break;
          }
          store<u32>(<usize>address1, <u32>value1);
          if (isStack(b1)) forgetSlots(<usize>address1, 4);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 293: { // ldxdw; ldxdw
          const address0 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, OPERATION_OFFSET);
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          store<u64>(rd0, <u64>load<u64>(address0), REGISTERS);
          store<u64>(rd0, load<u64>(slotOf(address0)), PROVENANCES);
          const address1 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          store<u64>(rd1, <u64>load<u64>(address1), REGISTERS);
          store<u64>(rd1, load<u64>(slotOf(address1)), PROVENANCES);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 294: { // ldxb; ldxb; ldxb; ldxb
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const address0 = load<u64>(rs0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
          const b0: u64 = load<u64>(rs0, PROVENANCES);
          if (!readable(address0, bounds(b0), 1)) {
            break;
          }
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          store<u64>(rd0, <u64>load<u8>(<usize>address0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const rs1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_SRC);
          const address1 = load<u64>(rs1, REGISTERS) + <u64><i64>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
          const b1: u64 = load<u64>(rs1, PROVENANCES);
          if (!readable(address1, bounds(b1), 1)) {
            ip += 1 * OPERATION_SIZE;
            break;
          }
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          store<u64>(rd1, <u64>load<u8>(<usize>address1), REGISTERS);
          store<u64>(rd1, 0, PROVENANCES);
          const rs2 = <usize>load<u8>(ip, 2 * OPERATION_SIZE + OPERATION_SRC);
          const address2 = load<u64>(rs2, REGISTERS) + <u64><i64>load<i32>(ip, 2 * OPERATION_SIZE + OPERATION_OFFSET);
          const b2: u64 = load<u64>(rs2, PROVENANCES);
          if (!readable(address2, bounds(b2), 1)) {
            ip += 2 * OPERATION_SIZE;
            break;
          }
          const rd2 = <usize>load<u8>(ip, 2 * OPERATION_SIZE + OPERATION_DST);
          store<u64>(rd2, <u64>load<u8>(<usize>address2), REGISTERS);
          store<u64>(rd2, 0, PROVENANCES);
          const rs3 = <usize>load<u8>(ip, 3 * OPERATION_SIZE + OPERATION_SRC);
          const address3 = load<u64>(rs3, REGISTERS) + <u64><i64>load<i32>(ip, 3 * OPERATION_SIZE + OPERATION_OFFSET);
          const b3: u64 = load<u64>(rs3, PROVENANCES);
          if (!readable(address3, bounds(b3), 1)) {
            ip += 3 * OPERATION_SIZE;
            break;
          }
          const rd3 = <usize>load<u8>(ip, 3 * OPERATION_SIZE + OPERATION_DST);
          store<u64>(rd3, <u64>load<u8>(<usize>address3), REGISTERS);
          store<u64>(rd3, 0, PROVENANCES);
          ip += 4 * OPERATION_SIZE;
          continue;
        }
        case 295: { // stxb; stxb
          const address0 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, OPERATION_OFFSET);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          store<u8>(address0, <u8>load<u64>(rs0, REGISTERS));
          store<u64>(slotOf(address0), 0);
          const address1 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
          const rs1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_SRC);
          store<u8>(address1, <u8>load<u64>(rs1, REGISTERS));
          store<u64>(slotOf(address1), 0);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 296: { // stxw; stxw; stxw
          const address0 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, OPERATION_OFFSET);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          store<u32>(address0, <u32>load<u64>(rs0, REGISTERS));
          store<u64>(slotOf(address0), 0);
          const address1 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
          const rs1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_SRC);
          store<u32>(address1, <u32>load<u64>(rs1, REGISTERS));
          store<u64>(slotOf(address1), 0);
          const address2 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, 2 * OPERATION_SIZE + OPERATION_OFFSET);
          const rs2 = <usize>load<u8>(ip, 2 * OPERATION_SIZE + OPERATION_SRC);
          store<u32>(address2, <u32>load<u64>(rs2, REGISTERS));
          store<u64>(slotOf(address2), 0);
          ip += 3 * OPERATION_SIZE;
          continue;
        }
        case 297: { // ldxh; or32_reg; stxh
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const address0 = load<u64>(rs0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
          const b0: u64 = load<u64>(rs0, PROVENANCES);
          if (!readable(address0, bounds(b0), 2)) {
            break;
          }
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const v0: u64 = <u64>load<u16>(<usize>address0);
          const rs1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_SRC);
          const s1: u32 = load<u32>(rs1, REGISTERS);
          const d1: u32 = <u32>v0;
          const v1: u64 = <u64>(d1 | s1);
          store<u64>(rd0, v1, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const rd2 = <usize>load<u8>(ip, 2 * OPERATION_SIZE + OPERATION_DST);
          const address2 = load<u64>(rd2, REGISTERS) + <u64><i64>load<i32>(ip, 2 * OPERATION_SIZE + OPERATION_OFFSET);
          const b2: u64 = load<u64>(rd2, PROVENANCES);
          const value2: u64 = v1;
          if (!writable(address2, bounds(b2), 2)) {
            ip += 2 * OPERATION_SIZE;
            break;
          }
          store<u16>(<usize>address2, <u16>value2);
          if (isStack(b2)) forgetSlots(<usize>address2, 2);
          ip += 3 * OPERATION_SIZE;
          continue;
        }
        case 298: { // lsh64_imm; or64_reg; or64_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          const v0: u64 = (d0 << s0);
          const rs1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_SRC);
          const s1: u64 = load<u64>(rs1, REGISTERS);
          const d1: u64 = v0;
          const v1: u64 = (d1 | s1);
          const rs2 = <usize>load<u8>(ip, 2 * OPERATION_SIZE + OPERATION_SRC);
          const s2: u64 = load<u64>(rs2, REGISTERS);
          const d2: u64 = v1;
          store<u64>(rd0, (d2 | s2), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += 3 * OPERATION_SIZE;
          continue;
        }
        case 299: { // mov64_reg; mov64_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u64 = load<u64>(rs0, REGISTERS);
          store<u64>(rd0, s0, REGISTERS);
          store<u64>(rd0, load<u64>(rs0, PROVENANCES), PROVENANCES);
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          const s1: u64 = load<u64>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          store<u64>(rd1, s1, REGISTERS);
          store<u64>(rd1, 0, PROVENANCES);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 300: { // ldxh; stxh
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const address0 = load<u64>(rs0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
          const b0: u64 = load<u64>(rs0, PROVENANCES);
          if (!readable(address0, bounds(b0), 2)) {
            break;
          }
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const v0: u64 = <u64>load<u16>(<usize>address0);
          store<u64>(rd0, v0, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const address1 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
          store<u16>(address1, <u16>v0);
          store<u64>(slotOf(address1), 0);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 301: { // jeq64_imm; mov64_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          const s0: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
          if ((d0 == s0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          const s1: u64 = load<u64>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          store<u64>(rd1, s1, REGISTERS);
          store<u64>(rd1, 0, PROVENANCES);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 302: { // mov32_reg; jne32_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u32 = load<u32>(rs0, REGISTERS);
          store<u64>(rd0, <u64>s0, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          const d1: u32 = load<u32>(rd1, REGISTERS);
          const s1: u32 = load<u32>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          if (!(d1 == s1)) {
            const distance = <isize>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                ip += 1 * OPERATION_SIZE;
                break;
              }
            }
            ip += 1 * OPERATION_SIZE;
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 303: { // ldxdw; ldxw; ldxw
          const address0 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, OPERATION_OFFSET);
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const v0: u64 = <u64>load<u64>(address0);
          const p0: u64 = load<u64>(slotOf(address0));
          store<u64>(rd0, v0, REGISTERS);
          store<u64>(rd0, p0, PROVENANCES);
          const address1 = v0 + <u64><i64>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
          const b1: u64 = p0;
          if (!readable(address1, bounds(b1), 4)) {
            ip += 1 * OPERATION_SIZE;
            break;
          }
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          store<u64>(rd1, <u64>load<u32>(<usize>address1), REGISTERS);
          store<u64>(rd1, 0, PROVENANCES);
          const rs2 = <usize>load<u8>(ip, 2 * OPERATION_SIZE + OPERATION_SRC);
          const address2 = load<u64>(rs2, REGISTERS) + <u64><i64>load<i32>(ip, 2 * OPERATION_SIZE + OPERATION_OFFSET);
          const b2: u64 = load<u64>(rs2, PROVENANCES);
          if (!readable(address2, bounds(b2), 4)) {
            ip += 2 * OPERATION_SIZE;
            break;
          }
          const rd2 = <usize>load<u8>(ip, 2 * OPERATION_SIZE + OPERATION_DST);
          store<u64>(rd2, <u64>load<u32>(<usize>address2), REGISTERS);
          store<u64>(rd2, 0, PROVENANCES);
          ip += 3 * OPERATION_SIZE;
          continue;
        }
        case 304: { // mov64_reg; rsh64_imm; stxb
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u64 = load<u64>(rs0, REGISTERS);
          const v0: u64 = s0;
          const p0: u64 = load<u64>(rs0, PROVENANCES);
          const s1: u64 = load<u64>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          const d1: u64 = v0;
          const v1: u64 = (d1 >>> s1);
          store<u64>(rd0, v1, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const address2 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, 2 * OPERATION_SIZE + OPERATION_OFFSET);
          store<u8>(address2, <u8>v1);
          store<u64>(slotOf(address2), 0);
          ip += 3 * OPERATION_SIZE;
          continue;
        }
        case 305: { // mov64_imm; jne32_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
          const v0: u64 = s0;
          store<u64>(rd0, v0, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const d1: u32 = <u32>v0;
          const s1: u32 = load<u32>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          if (!(d1 == s1)) {
            const distance = <isize>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                ip += 1 * OPERATION_SIZE;
                break;
              }
            }
            ip += 1 * OPERATION_SIZE;
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 306: { // jeq64_imm; ldxw
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const v0: u64 = load<u64>(rd0, REGISTERS);
          const d0: u64 = v0;
          const s0: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
          if ((d0 == s0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          const address1 = v0 + <u64><i64>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
          const b1: u64 = load<u64>(rd0, PROVENANCES);
          if (!readable(address1, bounds(b1), 4)) {
            ip += 1 * OPERATION_SIZE;
            break;
          }
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          store<u64>(rd1, <u64>load<u32>(<usize>address1), REGISTERS);
          store<u64>(rd1, 0, PROVENANCES);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 307: { // stxw; rsh32_imm; and32_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const address0 = load<u64>(rd0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
          const b0: u64 = load<u64>(rd0, PROVENANCES);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const value0: u64 = load<u64>(rs0, REGISTERS);
          if (!writable(address0, bounds(b0), 4)) {
            break;
          }
          store<u32>(<usize>address0, <u32>value0);
          if (isStack(b0)) forgetSlots(<usize>address0, 4);
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          const s1: u32 = load<u32>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          const d1: u32 = load<u32>(rd1, REGISTERS);
          const v1: u64 = <u64>(d1 >>> s1);
          const s2: u32 = load<u32>(ip, 2 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          const d2: u32 = <u32>v1;
          store<u64>(rd1, <u64>(d2 & s2), REGISTERS);
          store<u64>(rd1, 0, PROVENANCES);
          ip += 3 * OPERATION_SIZE;
          continue;
        }
        case 308: { // ldxw; add32_imm
          const address0 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, OPERATION_OFFSET);
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const v0: u64 = <u64>load<u32>(address0);
          const s1: u32 = load<u32>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          const d1: u32 = <u32>v0;
          store<u64>(rd0, <u64>(d1 + s1), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 309: { // mov32_reg; and32_imm; jne32_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u32 = load<u32>(rs0, REGISTERS);
          const v0: u64 = <u64>s0;
          const s1: u32 = load<u32>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          const d1: u32 = <u32>v0;
          const v1: u64 = <u64>(d1 & s1);
          store<u64>(rd0, v1, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const d2: u32 = <u32>v1;
          const s2: u32 = load<u32>(ip, 2 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          if (!(d2 == s2)) {
            const distance = <isize>load<i32>(ip, 2 * OPERATION_SIZE + OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                ip += 2 * OPERATION_SIZE;
                break;
              }
            }
            ip += 2 * OPERATION_SIZE;
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += 3 * OPERATION_SIZE;
          continue;
        }
        case 310: { // stxw; stxw
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const address0 = load<u64>(rd0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
          const b0: u64 = load<u64>(rd0, PROVENANCES);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const value0: u64 = load<u64>(rs0, REGISTERS);
          if (!writable(address0, bounds(b0), 4)) {
            break;
          }
          store<u32>(<usize>address0, <u32>value0);
          if (isStack(b0)) forgetSlots(<usize>address0, 4);
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          const address1 = load<u64>(rd1, REGISTERS) + <u64><i64>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
          const b1: u64 = load<u64>(rd1, PROVENANCES);
          const rs1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_SRC);
          const value1: u64 = load<u64>(rs1, REGISTERS);
          if (!writable(address1, bounds(b1), 4)) {
            ip += 1 * OPERATION_SIZE;
            break;
          }
          store<u32>(<usize>address1, <u32>value1);
          if (isStack(b1)) forgetSlots(<usize>address1, 4);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 311: { // stxw; mov64_imm
          const address0 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, OPERATION_OFFSET);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          store<u32>(address0, <u32>load<u64>(rs0, REGISTERS));
          store<u64>(slotOf(address0), 0);
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          const s1: u64 = load<u64>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          store<u64>(rd1, s1, REGISTERS);
          store<u64>(rd1, 0, PROVENANCES);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 312: { // div64_imm; add32_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          const v0: u64 = ((s0 == <u64>(0)) ? <u64>(0) : (d0 / s0));
          store<u64>(rd0, v0, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          const s1: u32 = <u32>v0;
          const d1: u32 = load<u32>(rd1, REGISTERS);
          store<u64>(rd1, <u64>(d1 + s1), REGISTERS);
          store<u64>(rd1, 0, PROVENANCES);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 313: { // jeq64_imm; mov32_imm; stxw
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          const s0: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
          if ((d0 == s0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          const s1: u32 = load<u32>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          const v1: u64 = <u64>s1;
          store<u64>(rd1, v1, REGISTERS);
          store<u64>(rd1, 0, PROVENANCES);
          const rd2 = <usize>load<u8>(ip, 2 * OPERATION_SIZE + OPERATION_DST);
          const address2 = load<u64>(rd2, REGISTERS) + <u64><i64>load<i32>(ip, 2 * OPERATION_SIZE + OPERATION_OFFSET);
          const b2: u64 = load<u64>(rd2, PROVENANCES);
          const value2: u64 = v1;
          if (!writable(address2, bounds(b2), 4)) {
            ip += 2 * OPERATION_SIZE;
            break;
          }
          store<u32>(<usize>address2, <u32>value2);
          if (isStack(b2)) forgetSlots(<usize>address2, 4);
          ip += 3 * OPERATION_SIZE;
          continue;
        }
        case 314: { // stxdw; stxdw
          const address0 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, OPERATION_OFFSET);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          store<u64>(address0, <u64>load<u64>(rs0, REGISTERS));
          store<u64>(slotOf(address0), load<u64>(rs0, PROVENANCES));
          const address1 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
          const rs1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_SRC);
          store<u64>(address1, <u64>load<u64>(rs1, REGISTERS));
          store<u64>(slotOf(address1), load<u64>(rs1, PROVENANCES));
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 315: { // mov32_reg; ldxw
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u32 = load<u32>(rs0, REGISTERS);
          store<u64>(rd0, <u64>s0, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const address1 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          store<u64>(rd1, <u64>load<u32>(address1), REGISTERS);
          store<u64>(rd1, 0, PROVENANCES);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 316: { // mov32_reg; mov32_imm; jeq32_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u32 = load<u32>(rs0, REGISTERS);
          store<u64>(rd0, <u64>s0, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          const s1: u32 = load<u32>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          store<u64>(rd1, <u64>s1, REGISTERS);
          store<u64>(rd1, 0, PROVENANCES);
          const rd2 = <usize>load<u8>(ip, 2 * OPERATION_SIZE + OPERATION_DST);
          const d2: u32 = load<u32>(rd2, REGISTERS);
          const s2: u32 = load<u32>(ip, 2 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          if ((d2 == s2)) {
            const distance = <isize>load<i32>(ip, 2 * OPERATION_SIZE + OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                ip += 2 * OPERATION_SIZE;
                break;
              }
            }
            ip += 2 * OPERATION_SIZE;
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += 3 * OPERATION_SIZE;
          continue;
        }
        case 317: { // stxw; mov32_imm; stxw
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const address0 = load<u64>(rd0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
          const b0: u64 = load<u64>(rd0, PROVENANCES);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const value0: u64 = load<u64>(rs0, REGISTERS);
          if (!writable(address0, bounds(b0), 4)) {
            break;
          }
          store<u32>(<usize>address0, <u32>value0);
          if (isStack(b0)) forgetSlots(<usize>address0, 4);
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          const s1: u32 = load<u32>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          const v1: u64 = <u64>s1;
          store<u64>(rd1, v1, REGISTERS);
          store<u64>(rd1, 0, PROVENANCES);
          const rd2 = <usize>load<u8>(ip, 2 * OPERATION_SIZE + OPERATION_DST);
          const address2 = load<u64>(rd2, REGISTERS) + <u64><i64>load<i32>(ip, 2 * OPERATION_SIZE + OPERATION_OFFSET);
          const b2: u64 = load<u64>(rd2, PROVENANCES);
          const value2: u64 = v1;
          if (!writable(address2, bounds(b2), 4)) {
            ip += 2 * OPERATION_SIZE;
            break;
          }
          store<u32>(<usize>address2, <u32>value2);
          if (isStack(b2)) forgetSlots(<usize>address2, 4);
          ip += 3 * OPERATION_SIZE;
          continue;
        }
        case 318: { // xor32_reg; sub32_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u32 = load<u32>(rs0, REGISTERS);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          const v0: u64 = <u64>(d0 ^ s0);
          const rs1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_SRC);
          const s1: u32 = load<u32>(rs1, REGISTERS);
          const d1: u32 = <u32>v0;
          store<u64>(rd0, <u64>(d1 - s1), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 319: { // mov32_imm; mov32_imm; jslt32_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          store<u64>(rd0, <u64>s0, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          const s1: u32 = load<u32>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          store<u64>(rd1, <u64>s1, REGISTERS);
          store<u64>(rd1, 0, PROVENANCES);
          const rd2 = <usize>load<u8>(ip, 2 * OPERATION_SIZE + OPERATION_DST);
          const d2: u32 = load<u32>(rd2, REGISTERS);
          const s2: u32 = load<u32>(ip, 2 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          if ((<i32>d2 < <i32>s2)) {
            const distance = <isize>load<i32>(ip, 2 * OPERATION_SIZE + OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                ip += 2 * OPERATION_SIZE;
                break;
              }
            }
            ip += 2 * OPERATION_SIZE;
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += 3 * OPERATION_SIZE;
          continue;
        }
        case 320: { // ldxb; jeq32_imm; lddw_map_fd
          const address0 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, OPERATION_OFFSET);
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const v0: u64 = <u64>load<u8>(address0);
          store<u64>(rd0, v0, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const d1: u32 = <u32>v0;
          const s1: u32 = load<u32>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          if ((d1 == s1)) {
            const distance = <isize>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                ip += 1 * OPERATION_SIZE;
                break;
              }
            }
            ip += 1 * OPERATION_SIZE;
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          const rd2 = <usize>load<u8>(ip, 2 * OPERATION_SIZE + OPERATION_DST);
          store<u64>(rd2, load<u64>(ip, 2 * OPERATION_SIZE + OPERATION_IMMEDIATE), REGISTERS);
          store<u64>(rd2, load<u64>(ip, 2 * OPERATION_SIZE + OPERATION_SIZE + OPERATION_IMMEDIATE), PROVENANCES);
          origin += 1 * OPERATION_SIZE;
          ip += 4 * OPERATION_SIZE;
          continue;
        }
        case 321: { // mov32_reg; ldxdw
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u32 = load<u32>(rs0, REGISTERS);
          store<u64>(rd0, <u64>s0, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const address1 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          store<u64>(rd1, <u64>load<u64>(address1), REGISTERS);
          store<u64>(rd1, load<u64>(slotOf(address1)), PROVENANCES);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 322: { // ldxw; lddw; stxdw
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const address0 = load<u64>(rs0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
          const b0: u64 = load<u64>(rs0, PROVENANCES);
          if (!readable(address0, bounds(b0), 4)) {
            break;
          }
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          store<u64>(rd0, <u64>load<u32>(<usize>address0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          const v1: u64 = load<u64>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          const p1: u64 = load<u64>(ip, 1 * OPERATION_SIZE + OPERATION_SIZE + OPERATION_IMMEDIATE);
          store<u64>(rd1, v1, REGISTERS);
          store<u64>(rd1, p1, PROVENANCES);
          const address2 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, 3 * OPERATION_SIZE + OPERATION_OFFSET);
          store<u64>(address2, <u64>v1);
          store<u64>(slotOf(address2), p1);
          origin += 1 * OPERATION_SIZE;
          ip += 4 * OPERATION_SIZE;
          continue;
        }
        case 323: { // ldxdw; stxdw
          const address0 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, OPERATION_OFFSET);
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const v0: u64 = <u64>load<u64>(address0);
          const p0: u64 = load<u64>(slotOf(address0));
          store<u64>(rd0, v0, REGISTERS);
          store<u64>(rd0, p0, PROVENANCES);
          const address1 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
          store<u64>(address1, <u64>v0);
          store<u64>(slotOf(address1), p0);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 324: { // jeq32_imm; jeq32_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const v0: u64 = load<u64>(rd0, REGISTERS);
          const d0: u32 = <u32>v0;
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          if ((d0 == s0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          const d1: u32 = <u32>v0;
          const s1: u32 = load<u32>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          if ((d1 == s1)) {
            const distance = <isize>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                ip += 1 * OPERATION_SIZE;
                break;
              }
            }
            ip += 1 * OPERATION_SIZE;
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 325: { // xor32_imm; mov32_reg; add32_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          store<u64>(rd0, <u64>(d0 ^ s0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          const rs1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_SRC);
          const s1: u32 = load<u32>(rs1, REGISTERS);
          const v1: u64 = <u64>s1;
          const rs2 = <usize>load<u8>(ip, 2 * OPERATION_SIZE + OPERATION_SRC);
          const s2: u32 = load<u32>(rs2, REGISTERS);
          const d2: u32 = <u32>v1;
          store<u64>(rd1, <u64>(d2 + s2), REGISTERS);
          store<u64>(rd1, 0, PROVENANCES);
          ip += 3 * OPERATION_SIZE;
          continue;
        }
        case 326: { // ldxb; lsh32_imm; or32_reg
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const address0 = load<u64>(rs0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
          const b0: u64 = load<u64>(rs0, PROVENANCES);
          if (!readable(address0, bounds(b0), 1)) {
            break;
          }
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const v0: u64 = <u64>load<u8>(<usize>address0);
          const s1: u32 = load<u32>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          const d1: u32 = <u32>v0;
          const v1: u64 = <u64>(d1 << s1);
          const rs2 = <usize>load<u8>(ip, 2 * OPERATION_SIZE + OPERATION_SRC);
          const s2: u32 = load<u32>(rs2, REGISTERS);
          const d2: u32 = <u32>v1;
          store<u64>(rd0, <u64>(d2 | s2), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += 3 * OPERATION_SIZE;
          continue;
        }
        case 327: { // mov32_reg; arsh32_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u32 = load<u32>(rs0, REGISTERS);
          const v0: u64 = <u64>s0;
          const s1: u32 = load<u32>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          const d1: u32 = <u32>v0;
          store<u64>(rd0, <u64><u32>(<i32>d1 >> <i32>s1), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 328: { // stxh; stxw
          const address0 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, OPERATION_OFFSET);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          store<u16>(address0, <u16>load<u64>(rs0, REGISTERS));
          store<u64>(slotOf(address0), 0);
          const address1 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
          const rs1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_SRC);
          store<u32>(address1, <u32>load<u64>(rs1, REGISTERS));
          store<u64>(slotOf(address1), 0);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 329: { // stxb; stxw
          const address0 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, OPERATION_OFFSET);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          store<u8>(address0, <u8>load<u64>(rs0, REGISTERS));
          store<u64>(slotOf(address0), 0);
          const address1 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
          const rs1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_SRC);
          store<u32>(address1, <u32>load<u64>(rs1, REGISTERS));
          store<u64>(slotOf(address1), 0);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 330: { // mov32_imm; ldxb
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          store<u64>(rd0, <u64>s0, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const rs1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_SRC);
          const address1 = load<u64>(rs1, REGISTERS) + <u64><i64>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
          const b1: u64 = load<u64>(rs1, PROVENANCES);
          if (!readable(address1, bounds(b1), 1)) {
            ip += 1 * OPERATION_SIZE;
            break;
          }
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          store<u64>(rd1, <u64>load<u8>(<usize>address1), REGISTERS);
          store<u64>(rd1, 0, PROVENANCES);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 331: { // mov64_imm; ldxdw
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
          store<u64>(rd0, s0, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const address1 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          store<u64>(rd1, <u64>load<u64>(address1), REGISTERS);
          store<u64>(rd1, load<u64>(slotOf(address1)), PROVENANCES);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 332: { // jslt32_imm; ja
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          if ((<i32>d0 < <i32>s0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          const distance = <isize>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
          if (distance < 0) {
            if (exhausts()) {
              ip += 1 * OPERATION_SIZE;
              break;
            }
          }
          ip += 1 * OPERATION_SIZE;
          ip += OPERATION_SIZE + distance;
          origin += <i64>distance;
          continue;
        }
        case 333: { // ldxb; lsh32_imm
          const address0 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, OPERATION_OFFSET);
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const v0: u64 = <u64>load<u8>(address0);
          const s1: u32 = load<u32>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          const d1: u32 = <u32>v0;
          store<u64>(rd0, <u64>(d1 << s1), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 334: { // stxw; ldxdw
          const address0 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, OPERATION_OFFSET);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          store<u32>(address0, <u32>load<u64>(rs0, REGISTERS));
          store<u64>(slotOf(address0), 0);
          const address1 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          store<u64>(rd1, <u64>load<u64>(address1), REGISTERS);
          store<u64>(rd1, load<u64>(slotOf(address1)), PROVENANCES);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 335: { // mov32_imm; stxw
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          store<u64>(rd0, <u64>s0, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const address1 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
          const rs1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_SRC);
          store<u32>(address1, <u32>load<u64>(rs1, REGISTERS));
          store<u64>(slotOf(address1), 0);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 336: { // mov64_reg; ldxdw
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u64 = load<u64>(rs0, REGISTERS);
          store<u64>(rd0, s0, REGISTERS);
          store<u64>(rd0, load<u64>(rs0, PROVENANCES), PROVENANCES);
          const address1 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          store<u64>(rd1, <u64>load<u64>(address1), REGISTERS);
          store<u64>(rd1, load<u64>(slotOf(address1)), PROVENANCES);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 337: { // ldxdw; stxdw
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const address0 = load<u64>(rs0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
          const b0: u64 = load<u64>(rs0, PROVENANCES);
          if (!readable(address0, bounds(b0), 8)) {
            break;
          }
          let p0: u64 = 0;
          if (isStack(b0)) {
            if (!(address0 & 7)) p0 = load<u64>(slotOf(<usize>address0));
          }
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const v0: u64 = <u64>load<u64>(<usize>address0);
          store<u64>(rd0, v0, REGISTERS);
          store<u64>(rd0, p0, PROVENANCES);
          const address1 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
          store<u64>(address1, <u64>v0);
          store<u64>(slotOf(address1), p0);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 338: { // ldxw; jeq32_imm
          const address0 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, OPERATION_OFFSET);
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const v0: u64 = <u64>load<u32>(address0);
          store<u64>(rd0, v0, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const d1: u32 = <u32>v0;
          const s1: u32 = load<u32>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          if ((d1 == s1)) {
            const distance = <isize>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                ip += 1 * OPERATION_SIZE;
                break;
              }
            }
            ip += 1 * OPERATION_SIZE;
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 339: { // mov32_reg; or32_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u32 = load<u32>(rs0, REGISTERS);
          const v0: u64 = <u64>s0;
          const rs1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_SRC);
          const s1: u32 = load<u32>(rs1, REGISTERS);
          const d1: u32 = <u32>v0;
          store<u64>(rd0, <u64>(d1 | s1), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 340: { // ldxw; and32_imm
          const address0 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, OPERATION_OFFSET);
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const v0: u64 = <u64>load<u32>(address0);
          const s1: u32 = load<u32>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          const d1: u32 = <u32>v0;
          store<u64>(rd0, <u64>(d1 & s1), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 341: { // mov64_reg; mov32_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u64 = load<u64>(rs0, REGISTERS);
          store<u64>(rd0, s0, REGISTERS);
          store<u64>(rd0, load<u64>(rs0, PROVENANCES), PROVENANCES);
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          const s1: u32 = load<u32>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          store<u64>(rd1, <u64>s1, REGISTERS);
          store<u64>(rd1, 0, PROVENANCES);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 342: { // ldxb; ldxb
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const address0 = load<u64>(rs0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
          const b0: u64 = load<u64>(rs0, PROVENANCES);
          if (!readable(address0, bounds(b0), 1)) {
            break;
          }
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          store<u64>(rd0, <u64>load<u8>(<usize>address0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const rs1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_SRC);
          const address1 = load<u64>(rs1, REGISTERS) + <u64><i64>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
          const b1: u64 = load<u64>(rs1, PROVENANCES);
          if (!readable(address1, bounds(b1), 1)) {
            ip += 1 * OPERATION_SIZE;
            break;
          }
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          store<u64>(rd1, <u64>load<u8>(<usize>address1), REGISTERS);
          store<u64>(rd1, 0, PROVENANCES);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 343: { // ldxh; stxw
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const address0 = load<u64>(rs0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
          const b0: u64 = load<u64>(rs0, PROVENANCES);
          if (!readable(address0, bounds(b0), 2)) {
            break;
          }
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const v0: u64 = <u64>load<u16>(<usize>address0);
          store<u64>(rd0, v0, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const address1 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
          store<u32>(address1, <u32>v0);
          store<u64>(slotOf(address1), 0);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 344: { // ldxh; jeq32_imm
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const address0 = load<u64>(rs0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
          const b0: u64 = load<u64>(rs0, PROVENANCES);
          if (!readable(address0, bounds(b0), 2)) {
            break;
          }
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const v0: u64 = <u64>load<u16>(<usize>address0);
          store<u64>(rd0, v0, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const d1: u32 = <u32>v0;
          const s1: u32 = load<u32>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          if ((d1 == s1)) {
            const distance = <isize>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                ip += 1 * OPERATION_SIZE;
                break;
              }
            }
            ip += 1 * OPERATION_SIZE;
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 345: { // ldxb; stxb
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const address0 = load<u64>(rs0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
          const b0: u64 = load<u64>(rs0, PROVENANCES);
          if (!readable(address0, bounds(b0), 1)) {
            break;
          }
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const v0: u64 = <u64>load<u8>(<usize>address0);
          store<u64>(rd0, v0, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const address1 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
          store<u8>(address1, <u8>v0);
          store<u64>(slotOf(address1), 0);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 346: { // mov32_reg; xor32_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u32 = load<u32>(rs0, REGISTERS);
          const v0: u64 = <u64>s0;
          const s1: u32 = load<u32>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          const d1: u32 = <u32>v0;
          store<u64>(rd0, <u64>(d1 ^ s1), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 347: { // mov32_reg; add32_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u32 = load<u32>(rs0, REGISTERS);
          const v0: u64 = <u64>s0;
          const rs1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_SRC);
          const s1: u32 = load<u32>(rs1, REGISTERS);
          const d1: u32 = <u32>v0;
          store<u64>(rd0, <u64>(d1 + s1), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 348: { // ldxdw; ldxw
          const address0 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, OPERATION_OFFSET);
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const v0: u64 = <u64>load<u64>(address0);
          const p0: u64 = load<u64>(slotOf(address0));
          store<u64>(rd0, v0, REGISTERS);
          store<u64>(rd0, p0, PROVENANCES);
          const address1 = v0 + <u64><i64>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
          const b1: u64 = p0;
          if (!readable(address1, bounds(b1), 4)) {
            ip += 1 * OPERATION_SIZE;
            break;
          }
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          store<u64>(rd1, <u64>load<u32>(<usize>address1), REGISTERS);
          store<u64>(rd1, 0, PROVENANCES);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 349: { // jlt32_reg; mov32_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u32 = load<u32>(rs0, REGISTERS);
          if ((d0 < s0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          const s1: u32 = load<u32>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          store<u64>(rd1, <u64>s1, REGISTERS);
          store<u64>(rd1, 0, PROVENANCES);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 350: { // mov64_reg; lsh64_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u64 = load<u64>(rs0, REGISTERS);
          const v0: u64 = s0;
          const p0: u64 = load<u64>(rs0, PROVENANCES);
          const s1: u64 = load<u64>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          const d1: u64 = v0;
          store<u64>(rd0, (d1 << s1), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 351: { // mov64_imm; stxw
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
          const v0: u64 = s0;
          store<u64>(rd0, v0, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const address1 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
          store<u32>(address1, <u32>v0);
          store<u64>(slotOf(address1), 0);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 352: { // mov32_imm; exit
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          store<u64>(rd0, <u64>s0, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          if (isBottom()) {
            ip += 1 * OPERATION_SIZE;
            break;
          }
          ip += 1 * OPERATION_SIZE;
          const call = closeFrame();
          origin += <i64>call - <i64>ip;
          ip = call + OPERATION_SIZE;
          continue;
        }
        case 353: { // ldxw; jne32_imm
          const address0 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, OPERATION_OFFSET);
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const v0: u64 = <u64>load<u32>(address0);
          store<u64>(rd0, v0, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const d1: u32 = <u32>v0;
          const s1: u32 = load<u32>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          if (!(d1 == s1)) {
            const distance = <isize>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                ip += 1 * OPERATION_SIZE;
                break;
              }
            }
            ip += 1 * OPERATION_SIZE;
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 354: { // mov32_imm; jsgt32_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          store<u64>(rd0, <u64>s0, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          const d1: u32 = load<u32>(rd1, REGISTERS);
          const s1: u32 = load<u32>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          if ((<i32>s1 < <i32>d1)) {
            const distance = <isize>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                ip += 1 * OPERATION_SIZE;
                break;
              }
            }
            ip += 1 * OPERATION_SIZE;
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 355: { // jne64_imm; call_helper
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          const s0: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
          if (!(d0 == s0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += 1 * OPERATION_SIZE;
          break;
        }
        case 356: { // jslt32_imm; ldxb
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          if ((<i32>d0 < <i32>s0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          const address1 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          store<u64>(rd1, <u64>load<u8>(address1), REGISTERS);
          store<u64>(rd1, 0, PROVENANCES);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 357: { // be16; stxh
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          const v0: u64 = <u64>bswap<u16>(<u16>d0);
          store<u64>(rd0, v0, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const address1 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
          store<u16>(address1, <u16>v0);
          store<u64>(slotOf(address1), 0);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 358: { // stxb; stxb
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const address0 = load<u64>(rd0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
          const b0: u64 = load<u64>(rd0, PROVENANCES);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const value0: u64 = load<u64>(rs0, REGISTERS);
          if (!writable(address0, bounds(b0), 1)) {
            break;
          }
          store<u8>(<usize>address0, <u8>value0);
          if (isStack(b0)) forgetSlots(<usize>address0, 1);
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          const address1 = load<u64>(rd1, REGISTERS) + <u64><i64>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
          const b1: u64 = load<u64>(rd1, PROVENANCES);
          const rs1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_SRC);
          const value1: u64 = load<u64>(rs1, REGISTERS);
          if (!writable(address1, bounds(b1), 1)) {
            ip += 1 * OPERATION_SIZE;
            break;
          }
          store<u8>(<usize>address1, <u8>value1);
          if (isStack(b1)) forgetSlots(<usize>address1, 1);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 359: { // lsh32_imm; and32_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          const v0: u64 = <u64>(d0 << s0);
          const s1: u32 = load<u32>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          const d1: u32 = <u32>v0;
          store<u64>(rd0, <u64>(d1 & s1), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 360: { // stxh; ja
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const address0 = load<u64>(rd0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
          const b0: u64 = load<u64>(rd0, PROVENANCES);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const value0: u64 = load<u64>(rs0, REGISTERS);
          if (!writable(address0, bounds(b0), 2)) {
            break;
          }
          store<u16>(<usize>address0, <u16>value0);
          if (isStack(b0)) forgetSlots(<usize>address0, 2);
          const distance = <isize>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
          if (distance < 0) {
            if (exhausts()) {
              ip += 1 * OPERATION_SIZE;
              break;
            }
          }
          ip += 1 * OPERATION_SIZE;
          ip += OPERATION_SIZE + distance;
          origin += <i64>distance;
          continue;
        }
        case 361: { // ldxw; ldxdw
          const address0 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, OPERATION_OFFSET);
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          store<u64>(rd0, <u64>load<u32>(address0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const address1 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          store<u64>(rd1, <u64>load<u64>(address1), REGISTERS);
          store<u64>(rd1, load<u64>(slotOf(address1)), PROVENANCES);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 362: { // stxdw; jeq64_imm
          const address0 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, OPERATION_OFFSET);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          store<u64>(address0, <u64>load<u64>(rs0, REGISTERS));
          store<u64>(slotOf(address0), load<u64>(rs0, PROVENANCES));
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          const d1: u64 = load<u64>(rd1, REGISTERS);
          const s1: u64 = load<u64>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          if ((d1 == s1)) {
            const distance = <isize>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                ip += 1 * OPERATION_SIZE;
                break;
              }
            }
            ip += 1 * OPERATION_SIZE;
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 363: { // stxdw; stxw
          const address0 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, OPERATION_OFFSET);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          store<u64>(address0, <u64>load<u64>(rs0, REGISTERS));
          store<u64>(slotOf(address0), load<u64>(rs0, PROVENANCES));
          const address1 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
          const rs1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_SRC);
          store<u32>(address1, <u32>load<u64>(rs1, REGISTERS));
          store<u64>(slotOf(address1), 0);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 364: { // stxw; ldxw
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const address0 = load<u64>(rd0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
          const b0: u64 = load<u64>(rd0, PROVENANCES);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const value0: u64 = load<u64>(rs0, REGISTERS);
          if (!writable(address0, bounds(b0), 4)) {
            break;
          }
          store<u32>(<usize>address0, <u32>value0);
          if (isStack(b0)) forgetSlots(<usize>address0, 4);
          const rs1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_SRC);
          const address1 = load<u64>(rs1, REGISTERS) + <u64><i64>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
          const b1: u64 = load<u64>(rs1, PROVENANCES);
          if (!readable(address1, bounds(b1), 4)) {
            ip += 1 * OPERATION_SIZE;
            break;
          }
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          store<u64>(rd1, <u64>load<u32>(<usize>address1), REGISTERS);
          store<u64>(rd1, 0, PROVENANCES);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 365: { // mov32_reg; call_helper
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u32 = load<u32>(rs0, REGISTERS);
          store<u64>(rd0, <u64>s0, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += 1 * OPERATION_SIZE;
          break;
        }
        case 366: { // mov64_imm; exit
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
          store<u64>(rd0, s0, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          if (isBottom()) {
            ip += 1 * OPERATION_SIZE;
            break;
          }
          ip += 1 * OPERATION_SIZE;
          const call = closeFrame();
          origin += <i64>call - <i64>ip;
          ip = call + OPERATION_SIZE;
          continue;
        }
        case 367: { // stxh; and32_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const address0 = load<u64>(rd0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
          const b0: u64 = load<u64>(rd0, PROVENANCES);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const value0: u64 = load<u64>(rs0, REGISTERS);
          if (!writable(address0, bounds(b0), 2)) {
            break;
          }
          store<u16>(<usize>address0, <u16>value0);
          if (isStack(b0)) forgetSlots(<usize>address0, 2);
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          const s1: u32 = load<u32>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          const d1: u32 = load<u32>(rd1, REGISTERS);
          store<u64>(rd1, <u64>(d1 & s1), REGISTERS);
          store<u64>(rd1, 0, PROVENANCES);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 368: { // ldxw; add32_imm
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const address0 = load<u64>(rs0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
          const b0: u64 = load<u64>(rs0, PROVENANCES);
          if (!readable(address0, bounds(b0), 4)) {
            break;
          }
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const v0: u64 = <u64>load<u32>(<usize>address0);
          const s1: u32 = load<u32>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          const d1: u32 = <u32>v0;
          store<u64>(rd0, <u64>(d1 + s1), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 369: { // stxdw; ldxw
          const address0 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, OPERATION_OFFSET);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          store<u64>(address0, <u64>load<u64>(rs0, REGISTERS));
          store<u64>(slotOf(address0), load<u64>(rs0, PROVENANCES));
          const rs1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_SRC);
          const address1 = load<u64>(rs1, REGISTERS) + <u64><i64>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
          const b1: u64 = load<u64>(rs1, PROVENANCES);
          if (!readable(address1, bounds(b1), 4)) {
            ip += 1 * OPERATION_SIZE;
            break;
          }
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          store<u64>(rd1, <u64>load<u32>(<usize>address1), REGISTERS);
          store<u64>(rd1, 0, PROVENANCES);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 370: { // ldxw; add32_reg
          const address0 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, OPERATION_OFFSET);
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const v0: u64 = <u64>load<u32>(address0);
          store<u64>(rd0, v0, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          const s1: u32 = <u32>v0;
          const d1: u32 = load<u32>(rd1, REGISTERS);
          store<u64>(rd1, <u64>(d1 + s1), REGISTERS);
          store<u64>(rd1, 0, PROVENANCES);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 371: { // ldxw; ja
          const address0 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, OPERATION_OFFSET);
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          store<u64>(rd0, <u64>load<u32>(address0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const distance = <isize>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
          if (distance < 0) {
            if (exhausts()) {
              ip += 1 * OPERATION_SIZE;
              break;
            }
          }
          ip += 1 * OPERATION_SIZE;
          ip += OPERATION_SIZE + distance;
          origin += <i64>distance;
          continue;
        }
        case 372: { // jeq64_imm; ldxdw
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const v0: u64 = load<u64>(rd0, REGISTERS);
          const d0: u64 = v0;
          const s0: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
          if ((d0 == s0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          const address1 = v0 + <u64><i64>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
          const b1: u64 = load<u64>(rd0, PROVENANCES);
          if (!readable(address1, bounds(b1), 8)) {
            ip += 1 * OPERATION_SIZE;
            break;
          }
          let p1: u64 = 0;
          if (isStack(b1)) {
            if (!(address1 & 7)) p1 = load<u64>(slotOf(<usize>address1));
          }
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          store<u64>(rd1, <u64>load<u64>(<usize>address1), REGISTERS);
          store<u64>(rd1, p1, PROVENANCES);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 373: { // rsh32_imm; and32_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          const v0: u64 = <u64>(d0 >>> s0);
          const s1: u32 = load<u32>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          const d1: u32 = <u32>v0;
          store<u64>(rd0, <u64>(d1 & s1), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 374: { // stxdw; call_helper
          const address0 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, OPERATION_OFFSET);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          store<u64>(address0, <u64>load<u64>(rs0, REGISTERS));
          store<u64>(slotOf(address0), load<u64>(rs0, PROVENANCES));
          ip += 1 * OPERATION_SIZE;
          break;
        }
        case 375: { // or32_imm; stxb
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          const v0: u64 = <u64>(d0 | s0);
          store<u64>(rd0, v0, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const address1 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
          store<u8>(address1, <u8>v0);
          store<u64>(slotOf(address1), 0);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 376: { // lsh64_imm; arsh64_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          const v0: u64 = (d0 << s0);
          const s1: u64 = load<u64>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          const d1: u64 = v0;
          store<u64>(rd0, <u64>(<i64>d1 >> <i64>s1), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 377: { // or32_imm; stxw
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          const v0: u64 = <u64>(d0 | s0);
          store<u64>(rd0, v0, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          const address1 = load<u64>(rd1, REGISTERS) + <u64><i64>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
          const b1: u64 = load<u64>(rd1, PROVENANCES);
          const value1: u64 = v0;
          if (!writable(address1, bounds(b1), 4)) {
            ip += 1 * OPERATION_SIZE;
            break;
          }
          store<u32>(<usize>address1, <u32>value1);
          if (isStack(b1)) forgetSlots(<usize>address1, 4);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 378: { // mov64_reg; sub64_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u64 = load<u64>(rs0, REGISTERS);
          const v0: u64 = s0;
          const p0: u64 = load<u64>(rs0, PROVENANCES);
          const rs1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_SRC);
          const s1: u64 = load<u64>(rs1, REGISTERS);
          const d1: u64 = v0;
          store<u64>(rd0, (d1 - s1), REGISTERS);
          store<u64>(rd0, differenceOf(p0, load<u64>(rs1, PROVENANCES)), PROVENANCES);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 379: { // ldxdw; ja
          const address0 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, OPERATION_OFFSET);
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          store<u64>(rd0, <u64>load<u64>(address0), REGISTERS);
          store<u64>(rd0, load<u64>(slotOf(address0)), PROVENANCES);
          const distance = <isize>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
          if (distance < 0) {
            if (exhausts()) {
              ip += 1 * OPERATION_SIZE;
              break;
            }
          }
          ip += 1 * OPERATION_SIZE;
          ip += OPERATION_SIZE + distance;
          origin += <i64>distance;
          continue;
        }
        case 380: { // mov64_reg; lddw_map_fd
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u64 = load<u64>(rs0, REGISTERS);
          store<u64>(rd0, s0, REGISTERS);
          store<u64>(rd0, load<u64>(rs0, PROVENANCES), PROVENANCES);
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          store<u64>(rd1, load<u64>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE), REGISTERS);
          store<u64>(rd1, load<u64>(ip, 1 * OPERATION_SIZE + OPERATION_SIZE + OPERATION_IMMEDIATE), PROVENANCES);
          origin += 1 * OPERATION_SIZE;
          ip += 3 * OPERATION_SIZE;
          continue;
        }
        case 381: { // ldxdw; stxdw
          const address0 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, OPERATION_OFFSET);
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const v0: u64 = <u64>load<u64>(address0);
          const p0: u64 = load<u64>(slotOf(address0));
          store<u64>(rd0, v0, REGISTERS);
          store<u64>(rd0, p0, PROVENANCES);
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          const address1 = load<u64>(rd1, REGISTERS) + <u64><i64>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
          const b1: u64 = load<u64>(rd1, PROVENANCES);
          const value1: u64 = v0;
          if (!writable(address1, bounds(b1), 8)) {
            ip += 1 * OPERATION_SIZE;
            break;
          }
          store<u64>(<usize>address1, <u64>value1);
          if (isStack(b1)) spill(<usize>address1, b1, p0);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 382: { // stxh; stxh
          const address0 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, OPERATION_OFFSET);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          store<u16>(address0, <u16>load<u64>(rs0, REGISTERS));
          store<u64>(slotOf(address0), 0);
          const address1 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
          const rs1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_SRC);
          store<u16>(address1, <u16>load<u64>(rs1, REGISTERS));
          store<u64>(slotOf(address1), 0);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 383: { // mov64_reg; be16; stxh
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u64 = load<u64>(rs0, REGISTERS);
          const v0: u64 = s0;
          const p0: u64 = load<u64>(rs0, PROVENANCES);
          const d1: u64 = v0;
          const v1: u64 = <u64>bswap<u16>(<u16>d1);
          store<u64>(rd0, v1, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const address2 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, 2 * OPERATION_SIZE + OPERATION_OFFSET);
          store<u16>(address2, <u16>v1);
          store<u64>(slotOf(address2), 0);
          ip += 3 * OPERATION_SIZE;
          continue;
        }
        case 384: { // stxw; ldxw
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const address0 = load<u64>(rd0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
          const b0: u64 = load<u64>(rd0, PROVENANCES);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const value0: u64 = load<u64>(rs0, REGISTERS);
          if (!writable(address0, bounds(b0), 4)) {
            break;
          }
          store<u32>(<usize>address0, <u32>value0);
          if (isStack(b0)) forgetSlots(<usize>address0, 4);
          const address1 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          store<u64>(rd1, <u64>load<u32>(address1), REGISTERS);
          store<u64>(rd1, 0, PROVENANCES);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 385: { // mov64_imm; lsh64_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
          const v0: u64 = s0;
          const rs1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_SRC);
          const s1: u64 = load<u64>(rs1, REGISTERS);
          const d1: u64 = v0;
          store<u64>(rd0, (d1 << s1), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 386: { // lddw; and64_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const v0: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
          const p0: u64 = load<u64>(ip, OPERATION_SIZE + OPERATION_IMMEDIATE);
          store<u64>(rd0, v0, REGISTERS);
          store<u64>(rd0, p0, PROVENANCES);
          const rd1 = <usize>load<u8>(ip, 2 * OPERATION_SIZE + OPERATION_DST);
          const s1: u64 = v0;
          const d1: u64 = load<u64>(rd1, REGISTERS);
          store<u64>(rd1, (d1 & s1), REGISTERS);
          store<u64>(rd1, 0, PROVENANCES);
          origin += 1 * OPERATION_SIZE;
          ip += 3 * OPERATION_SIZE;
          continue;
        }
        case 387: { // mov32_reg; or32_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u32 = load<u32>(rs0, REGISTERS);
          const v0: u64 = <u64>s0;
          const s1: u32 = load<u32>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          const d1: u32 = <u32>v0;
          store<u64>(rd0, <u64>(d1 | s1), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 388: { // lddw; or64_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const v0: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
          const p0: u64 = load<u64>(ip, OPERATION_SIZE + OPERATION_IMMEDIATE);
          store<u64>(rd0, v0, REGISTERS);
          store<u64>(rd0, p0, PROVENANCES);
          const rd1 = <usize>load<u8>(ip, 2 * OPERATION_SIZE + OPERATION_DST);
          const s1: u64 = v0;
          const d1: u64 = load<u64>(rd1, REGISTERS);
          store<u64>(rd1, (d1 | s1), REGISTERS);
          store<u64>(rd1, 0, PROVENANCES);
          origin += 1 * OPERATION_SIZE;
          ip += 3 * OPERATION_SIZE;
          continue;
        }
        case 389: { // mov64_reg; add64_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u64 = load<u64>(rs0, REGISTERS);
          store<u64>(rd0, s0, REGISTERS);
          store<u64>(rd0, load<u64>(rs0, PROVENANCES), PROVENANCES);
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          const s1: u64 = load<u64>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          const d1: u64 = load<u64>(rd1, REGISTERS);
          store<u64>(rd1, (d1 + s1), REGISTERS);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 390: { // stxb; stxw
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const address0 = load<u64>(rd0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
          const b0: u64 = load<u64>(rd0, PROVENANCES);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const value0: u64 = load<u64>(rs0, REGISTERS);
          if (!writable(address0, bounds(b0), 1)) {
            break;
          }
          store<u8>(<usize>address0, <u8>value0);
          if (isStack(b0)) forgetSlots(<usize>address0, 1);
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          const address1 = load<u64>(rd1, REGISTERS) + <u64><i64>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
          const b1: u64 = load<u64>(rd1, PROVENANCES);
          const rs1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_SRC);
          const value1: u64 = load<u64>(rs1, REGISTERS);
          if (!writable(address1, bounds(b1), 4)) {
            ip += 1 * OPERATION_SIZE;
            break;
          }
          store<u32>(<usize>address1, <u32>value1);
          if (isStack(b1)) forgetSlots(<usize>address1, 4);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 391: { // add64_imm; stxdw
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          const v0: u64 = (d0 + s0);
          store<u64>(rd0, v0, REGISTERS);
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          const address1 = load<u64>(rd1, REGISTERS) + <u64><i64>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
          const b1: u64 = load<u64>(rd1, PROVENANCES);
          const value1: u64 = v0;
          if (!writable(address1, bounds(b1), 8)) {
            ip += 1 * OPERATION_SIZE;
            break;
          }
          store<u64>(<usize>address1, <u64>value1);
          if (isStack(b1)) spill(<usize>address1, b1, load<u64>(rd0, PROVENANCES));
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 392: { // mov64_reg; and64_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u64 = load<u64>(rs0, REGISTERS);
          const v0: u64 = s0;
          const p0: u64 = load<u64>(rs0, PROVENANCES);
          const rs1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_SRC);
          const s1: u64 = load<u64>(rs1, REGISTERS);
          const d1: u64 = v0;
          store<u64>(rd0, (d1 & s1), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 393: { // jeq32_imm; lddw_map_fd
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          if ((d0 == s0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          store<u64>(rd1, load<u64>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE), REGISTERS);
          store<u64>(rd1, load<u64>(ip, 1 * OPERATION_SIZE + OPERATION_SIZE + OPERATION_IMMEDIATE), PROVENANCES);
          origin += 1 * OPERATION_SIZE;
          ip += 3 * OPERATION_SIZE;
          continue;
        }
        case 394: { // add64_reg; stxdw
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u64 = load<u64>(rs0, REGISTERS);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          const v0: u64 = (d0 + s0);
          const p0: u64 = sumOf(load<u64>(rd0, PROVENANCES), load<u64>(rs0, PROVENANCES));
          store<u64>(rd0, v0, REGISTERS);
          store<u64>(rd0, p0, PROVENANCES);
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          const address1 = load<u64>(rd1, REGISTERS) + <u64><i64>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
          const b1: u64 = load<u64>(rd1, PROVENANCES);
          const value1: u64 = v0;
          if (!writable(address1, bounds(b1), 8)) {
            ip += 1 * OPERATION_SIZE;
            break;
          }
          store<u64>(<usize>address1, <u64>value1);
          if (isStack(b1)) spill(<usize>address1, b1, p0);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 395: { // and64_imm; add64_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          const v0: u64 = (d0 & s0);
          store<u64>(rd0, v0, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          const s1: u64 = v0;
          const d1: u64 = load<u64>(rd1, REGISTERS);
          store<u64>(rd1, (d1 + s1), REGISTERS);
          store<u64>(rd1, sumOf(load<u64>(rd1, PROVENANCES), 0), PROVENANCES);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 396: { // ldxb; lsh64_imm
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const address0 = load<u64>(rs0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
          const b0: u64 = load<u64>(rs0, PROVENANCES);
          if (!readable(address0, bounds(b0), 1)) {
            break;
          }
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const v0: u64 = <u64>load<u8>(<usize>address0);
          const s1: u64 = load<u64>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          const d1: u64 = v0;
          store<u64>(rd0, (d1 << s1), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 397: { // ldxb; lsh32_imm; ldxb
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const address0 = load<u64>(rs0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
          const b0: u64 = load<u64>(rs0, PROVENANCES);
          if (!readable(address0, bounds(b0), 1)) {
            break;
          }
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const v0: u64 = <u64>load<u8>(<usize>address0);
          const s1: u32 = load<u32>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          const d1: u32 = <u32>v0;
          store<u64>(rd0, <u64>(d1 << s1), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const rs2 = <usize>load<u8>(ip, 2 * OPERATION_SIZE + OPERATION_SRC);
          const address2 = load<u64>(rs2, REGISTERS) + <u64><i64>load<i32>(ip, 2 * OPERATION_SIZE + OPERATION_OFFSET);
          const b2: u64 = load<u64>(rs2, PROVENANCES);
          if (!readable(address2, bounds(b2), 1)) {
            ip += 2 * OPERATION_SIZE;
            break;
          }
          const rd2 = <usize>load<u8>(ip, 2 * OPERATION_SIZE + OPERATION_DST);
          store<u64>(rd2, <u64>load<u8>(<usize>address2), REGISTERS);
          store<u64>(rd2, 0, PROVENANCES);
          ip += 3 * OPERATION_SIZE;
          continue;
        }
        case 398: { // add32_imm; and32_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          const v0: u64 = <u64>(d0 + s0);
          const s1: u32 = load<u32>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          const d1: u32 = <u32>v0;
          store<u64>(rd0, <u64>(d1 & s1), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 399: { // mul32_imm; add32_imm; rsh32_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          const v0: u64 = <u64>(d0 * s0);
          const s1: u32 = load<u32>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          const d1: u32 = <u32>v0;
          const v1: u64 = <u64>(d1 + s1);
          const s2: u32 = load<u32>(ip, 2 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          const d2: u32 = <u32>v1;
          store<u64>(rd0, <u64>(d2 >>> s2), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += 3 * OPERATION_SIZE;
          continue;
        }
        case 400: { // add32_imm; rsh32_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          const v0: u64 = <u64>(d0 + s0);
          const s1: u32 = load<u32>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          const d1: u32 = <u32>v0;
          store<u64>(rd0, <u64>(d1 >>> s1), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 401: { // add32_imm; and32_imm; mod32_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          const v0: u64 = <u64>(d0 + s0);
          const s1: u32 = load<u32>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          const d1: u32 = <u32>v0;
          const v1: u64 = <u64>(d1 & s1);
          const s2: u32 = load<u32>(ip, 2 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          const d2: u32 = <u32>v1;
          store<u64>(rd0, <u64>((s2 == <u32>(0)) ? d2 : (d2 % s2)), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += 3 * OPERATION_SIZE;
          continue;
        }
        case 402: { // or32_reg; stxh
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u32 = load<u32>(rs0, REGISTERS);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          const v0: u64 = <u64>(d0 | s0);
          store<u64>(rd0, v0, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          const address1 = load<u64>(rd1, REGISTERS) + <u64><i64>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
          const b1: u64 = load<u64>(rd1, PROVENANCES);
          const value1: u64 = v0;
          if (!writable(address1, bounds(b1), 2)) {
            ip += 1 * OPERATION_SIZE;
            break;
          }
          store<u16>(<usize>address1, <u16>value1);
          if (isStack(b1)) forgetSlots(<usize>address1, 2);
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 403: { // ldxb
          const address0 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, OPERATION_OFFSET);
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          store<u64>(rd0, <u64>load<u8>(address0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 404: { // ldxdw
          const address0 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, OPERATION_OFFSET);
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          store<u64>(rd0, <u64>load<u64>(address0), REGISTERS);
          store<u64>(rd0, load<u64>(slotOf(address0)), PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 405: { // ldxh
          const address0 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, OPERATION_OFFSET);
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          store<u64>(rd0, <u64>load<u16>(address0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 406: { // ldxw
          const address0 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, OPERATION_OFFSET);
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          store<u64>(rd0, <u64>load<u32>(address0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 407: { // stxb
          const address0 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, OPERATION_OFFSET);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          store<u8>(address0, <u8>load<u64>(rs0, REGISTERS));
          store<u64>(slotOf(address0), 0);
          ip += OPERATION_SIZE;
          continue;
        }
        case 408: { // stxdw
          const address0 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, OPERATION_OFFSET);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          store<u64>(address0, <u64>load<u64>(rs0, REGISTERS));
          store<u64>(slotOf(address0), load<u64>(rs0, PROVENANCES));
          ip += OPERATION_SIZE;
          continue;
        }
        case 409: { // stxh
          const address0 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, OPERATION_OFFSET);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          store<u16>(address0, <u16>load<u64>(rs0, REGISTERS));
          store<u64>(slotOf(address0), 0);
          ip += OPERATION_SIZE;
          continue;
        }
        case 410: { // stxw
          const address0 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, OPERATION_OFFSET);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          store<u32>(address0, <u32>load<u64>(rs0, REGISTERS));
          store<u64>(slotOf(address0), 0);
          ip += OPERATION_SIZE;
          continue;
        }
        case 411: { // ldxw; jne32_imm
          const address0 = <usize>load<u32>(R10, REGISTERS) + <usize>load<i32>(ip, OPERATION_OFFSET);
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          store<u64>(rd0, <u64>load<u32>(address0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          const rd1 = <usize>load<u8>(ip, 1 * OPERATION_SIZE + OPERATION_DST);
          const d1: u32 = load<u32>(rd1, REGISTERS);
          const s1: u32 = load<u32>(ip, 1 * OPERATION_SIZE + OPERATION_IMMEDIATE);
          if (!(d1 == s1)) {
            const distance = <isize>load<i32>(ip, 1 * OPERATION_SIZE + OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                ip += 1 * OPERATION_SIZE;
                break;
              }
            }
            ip += 1 * OPERATION_SIZE;
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        default: unreachable();
      }
      break;
    }
    commit(ip, <u64>((<i64>ip - origin) / OPERATION_SIZE + 1));
    origin -= <i64>ip + OPERATION_SIZE;
    ip = rest(ip);
    if (!ip) return;
    origin += <i64>ip;
  }
}

/** The same, one instruction at a time, observed or not. */
export function executeSingly(ip: usize): void {
  // Instructions are not counted one by one: since `origin` they would be in a row, had no jump been taken.
  let origin = <i64>ip;
  while (true) {
    while (true) {
      if (observing) observe(ip, depth());
      switch (plain(<u32>load<u16>(ip, OPERATION_CODE))) {
        case 0: { // add64_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          store<u64>(rd0, (d0 + s0), REGISTERS);
          ip += OPERATION_SIZE;
          continue;
        }
        case 1: { // add64_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u64 = load<u64>(rs0, REGISTERS);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          store<u64>(rd0, (d0 + s0), REGISTERS);
          store<u64>(rd0, sumOf(load<u64>(rd0, PROVENANCES), load<u64>(rs0, PROVENANCES)), PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 2: { // sub64_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          store<u64>(rd0, (d0 - s0), REGISTERS);
          ip += OPERATION_SIZE;
          continue;
        }
        case 3: { // sub64_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u64 = load<u64>(rs0, REGISTERS);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          store<u64>(rd0, (d0 - s0), REGISTERS);
          store<u64>(rd0, differenceOf(load<u64>(rd0, PROVENANCES), load<u64>(rs0, PROVENANCES)), PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 4: { // mul64_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          store<u64>(rd0, (d0 * s0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 5: { // mul64_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u64 = load<u64>(rs0, REGISTERS);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          store<u64>(rd0, (d0 * s0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 6: { // div64_imm
          break;
        }
        case 7: { // div64_reg
          break;
        }
        case 8: { // sdiv64_imm
          break;
        }
        case 9: { // sdiv64_reg
          break;
        }
        case 10: { // or64_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          store<u64>(rd0, (d0 | s0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 11: { // or64_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u64 = load<u64>(rs0, REGISTERS);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          store<u64>(rd0, (d0 | s0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 12: { // and64_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          store<u64>(rd0, (d0 & s0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 13: { // and64_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u64 = load<u64>(rs0, REGISTERS);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          store<u64>(rd0, (d0 & s0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 14: { // lsh64_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          store<u64>(rd0, (d0 << s0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 15: { // lsh64_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u64 = load<u64>(rs0, REGISTERS);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          store<u64>(rd0, (d0 << s0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 16: { // rsh64_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          store<u64>(rd0, (d0 >>> s0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 17: { // rsh64_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u64 = load<u64>(rs0, REGISTERS);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          store<u64>(rd0, (d0 >>> s0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 18: { // mod64_imm
          break;
        }
        case 19: { // mod64_reg
          break;
        }
        case 20: { // smod64_imm
          break;
        }
        case 21: { // smod64_reg
          break;
        }
        case 22: { // xor64_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          store<u64>(rd0, (d0 ^ s0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 23: { // xor64_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u64 = load<u64>(rs0, REGISTERS);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          store<u64>(rd0, (d0 ^ s0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 24: { // mov64_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
          store<u64>(rd0, s0, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 25: { // mov64_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u64 = load<u64>(rs0, REGISTERS);
          store<u64>(rd0, s0, REGISTERS);
          store<u64>(rd0, load<u64>(rs0, PROVENANCES), PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 26: { // arsh64_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          store<u64>(rd0, <u64>(<i64>d0 >> <i64>s0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 27: { // arsh64_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u64 = load<u64>(rs0, REGISTERS);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          store<u64>(rd0, <u64>(<i64>d0 >> <i64>s0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 28: { // movsx8_64_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u64 = load<u64>(rs0, REGISTERS);
          store<u64>(rd0, <u64><i64><i8>s0, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 29: { // movsx16_64_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u64 = load<u64>(rs0, REGISTERS);
          store<u64>(rd0, <u64><i64><i16>s0, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 30: { // movsx32_64_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u64 = load<u64>(rs0, REGISTERS);
          store<u64>(rd0, <u64><i64><i32>s0, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 31: { // neg64
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          store<u64>(rd0, (<u64>(0) - d0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 32: { // add32_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          store<u64>(rd0, <u64>(d0 + s0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 33: { // add32_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u32 = load<u32>(rs0, REGISTERS);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          store<u64>(rd0, <u64>(d0 + s0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 34: { // sub32_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          store<u64>(rd0, <u64>(d0 - s0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 35: { // sub32_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u32 = load<u32>(rs0, REGISTERS);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          store<u64>(rd0, <u64>(d0 - s0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 36: { // mul32_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          store<u64>(rd0, <u64>(d0 * s0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 37: { // mul32_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u32 = load<u32>(rs0, REGISTERS);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          store<u64>(rd0, <u64>(d0 * s0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 38: { // div32_imm
          break;
        }
        case 39: { // div32_reg
          break;
        }
        case 40: { // sdiv32_imm
          break;
        }
        case 41: { // sdiv32_reg
          break;
        }
        case 42: { // or32_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          store<u64>(rd0, <u64>(d0 | s0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 43: { // or32_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u32 = load<u32>(rs0, REGISTERS);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          store<u64>(rd0, <u64>(d0 | s0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 44: { // and32_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          store<u64>(rd0, <u64>(d0 & s0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 45: { // and32_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u32 = load<u32>(rs0, REGISTERS);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          store<u64>(rd0, <u64>(d0 & s0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 46: { // lsh32_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          store<u64>(rd0, <u64>(d0 << s0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 47: { // lsh32_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u32 = load<u32>(rs0, REGISTERS);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          store<u64>(rd0, <u64>(d0 << s0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 48: { // rsh32_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          store<u64>(rd0, <u64>(d0 >>> s0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 49: { // rsh32_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u32 = load<u32>(rs0, REGISTERS);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          store<u64>(rd0, <u64>(d0 >>> s0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 50: { // mod32_imm
          break;
        }
        case 51: { // mod32_reg
          break;
        }
        case 52: { // smod32_imm
          break;
        }
        case 53: { // smod32_reg
          break;
        }
        case 54: { // xor32_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          store<u64>(rd0, <u64>(d0 ^ s0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 55: { // xor32_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u32 = load<u32>(rs0, REGISTERS);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          store<u64>(rd0, <u64>(d0 ^ s0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 56: { // mov32_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          store<u64>(rd0, <u64>s0, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 57: { // mov32_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u32 = load<u32>(rs0, REGISTERS);
          store<u64>(rd0, <u64>s0, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 58: { // arsh32_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          store<u64>(rd0, <u64><u32>(<i32>d0 >> <i32>s0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 59: { // arsh32_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u32 = load<u32>(rs0, REGISTERS);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          store<u64>(rd0, <u64><u32>(<i32>d0 >> <i32>s0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 60: { // movsx8_32_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u32 = load<u32>(rs0, REGISTERS);
          store<u64>(rd0, <u64><u32><i32><i8>s0, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 61: { // movsx16_32_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u32 = load<u32>(rs0, REGISTERS);
          store<u64>(rd0, <u64><u32><i32><i16>s0, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 62: { // neg32
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          store<u64>(rd0, <u64>(<u32>(0) - d0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 63: { // le16
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          store<u64>(rd0, <u64><u16>d0, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 64: { // le32
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          store<u64>(rd0, <u64><u32>d0, REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 65: { // le64
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          store<u64>(rd0, d0, REGISTERS);
          ip += OPERATION_SIZE;
          continue;
        }
        case 66: { // be16
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          store<u64>(rd0, <u64>bswap<u16>(<u16>d0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 67: { // be32
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          store<u64>(rd0, <u64>bswap<u32>(<u32>d0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 68: { // be64
          break;
        }
        case 69: { // bswap16
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          store<u64>(rd0, <u64>bswap<u16>(<u16>d0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 70: { // bswap32
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          store<u64>(rd0, <u64>bswap<u32>(<u32>d0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 71: { // bswap64
          break;
        }
        case 72: { // jeq64_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          const s0: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
          if ((d0 == s0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += OPERATION_SIZE;
          continue;
        }
        case 73: { // jeq64_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u64 = load<u64>(rs0, REGISTERS);
          if ((d0 == s0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += OPERATION_SIZE;
          continue;
        }
        case 74: { // jgt64_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          const s0: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
          if ((s0 < d0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += OPERATION_SIZE;
          continue;
        }
        case 75: { // jgt64_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u64 = load<u64>(rs0, REGISTERS);
          if ((s0 < d0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += OPERATION_SIZE;
          continue;
        }
        case 76: { // jge64_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          const s0: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
          if (!(d0 < s0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += OPERATION_SIZE;
          continue;
        }
        case 77: { // jge64_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u64 = load<u64>(rs0, REGISTERS);
          if (!(d0 < s0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += OPERATION_SIZE;
          continue;
        }
        case 78: { // jset64_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          const s0: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
          if (!((d0 & s0) == <u64>(0))) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += OPERATION_SIZE;
          continue;
        }
        case 79: { // jset64_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u64 = load<u64>(rs0, REGISTERS);
          if (!((d0 & s0) == <u64>(0))) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += OPERATION_SIZE;
          continue;
        }
        case 80: { // jne64_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          const s0: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
          if (!(d0 == s0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += OPERATION_SIZE;
          continue;
        }
        case 81: { // jne64_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u64 = load<u64>(rs0, REGISTERS);
          if (!(d0 == s0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += OPERATION_SIZE;
          continue;
        }
        case 82: { // jsgt64_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          const s0: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
          if ((<i64>s0 < <i64>d0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += OPERATION_SIZE;
          continue;
        }
        case 83: { // jsgt64_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u64 = load<u64>(rs0, REGISTERS);
          if ((<i64>s0 < <i64>d0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += OPERATION_SIZE;
          continue;
        }
        case 84: { // jsge64_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          const s0: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
          if (!(<i64>d0 < <i64>s0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += OPERATION_SIZE;
          continue;
        }
        case 85: { // jsge64_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u64 = load<u64>(rs0, REGISTERS);
          if (!(<i64>d0 < <i64>s0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += OPERATION_SIZE;
          continue;
        }
        case 86: { // jlt64_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          const s0: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
          if ((d0 < s0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += OPERATION_SIZE;
          continue;
        }
        case 87: { // jlt64_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u64 = load<u64>(rs0, REGISTERS);
          if ((d0 < s0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += OPERATION_SIZE;
          continue;
        }
        case 88: { // jle64_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          const s0: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
          if (!(s0 < d0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += OPERATION_SIZE;
          continue;
        }
        case 89: { // jle64_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u64 = load<u64>(rs0, REGISTERS);
          if (!(s0 < d0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += OPERATION_SIZE;
          continue;
        }
        case 90: { // jslt64_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          const s0: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
          if ((<i64>d0 < <i64>s0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += OPERATION_SIZE;
          continue;
        }
        case 91: { // jslt64_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u64 = load<u64>(rs0, REGISTERS);
          if ((<i64>d0 < <i64>s0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += OPERATION_SIZE;
          continue;
        }
        case 92: { // jsle64_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          const s0: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
          if (!(<i64>s0 < <i64>d0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += OPERATION_SIZE;
          continue;
        }
        case 93: { // jsle64_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u64 = load<u64>(rd0, REGISTERS);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u64 = load<u64>(rs0, REGISTERS);
          if (!(<i64>s0 < <i64>d0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += OPERATION_SIZE;
          continue;
        }
        case 94: { // jeq32_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          if ((d0 == s0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += OPERATION_SIZE;
          continue;
        }
        case 95: { // jeq32_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u32 = load<u32>(rs0, REGISTERS);
          if ((d0 == s0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += OPERATION_SIZE;
          continue;
        }
        case 96: { // jgt32_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          if ((s0 < d0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += OPERATION_SIZE;
          continue;
        }
        case 97: { // jgt32_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u32 = load<u32>(rs0, REGISTERS);
          if ((s0 < d0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += OPERATION_SIZE;
          continue;
        }
        case 98: { // jge32_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          if (!(d0 < s0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += OPERATION_SIZE;
          continue;
        }
        case 99: { // jge32_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u32 = load<u32>(rs0, REGISTERS);
          if (!(d0 < s0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += OPERATION_SIZE;
          continue;
        }
        case 100: { // jset32_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          if (!((d0 & s0) == <u32>(0))) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += OPERATION_SIZE;
          continue;
        }
        case 101: { // jset32_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u32 = load<u32>(rs0, REGISTERS);
          if (!((d0 & s0) == <u32>(0))) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += OPERATION_SIZE;
          continue;
        }
        case 102: { // jne32_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          if (!(d0 == s0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += OPERATION_SIZE;
          continue;
        }
        case 103: { // jne32_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u32 = load<u32>(rs0, REGISTERS);
          if (!(d0 == s0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += OPERATION_SIZE;
          continue;
        }
        case 104: { // jsgt32_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          if ((<i32>s0 < <i32>d0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += OPERATION_SIZE;
          continue;
        }
        case 105: { // jsgt32_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u32 = load<u32>(rs0, REGISTERS);
          if ((<i32>s0 < <i32>d0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += OPERATION_SIZE;
          continue;
        }
        case 106: { // jsge32_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          if (!(<i32>d0 < <i32>s0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += OPERATION_SIZE;
          continue;
        }
        case 107: { // jsge32_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u32 = load<u32>(rs0, REGISTERS);
          if (!(<i32>d0 < <i32>s0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += OPERATION_SIZE;
          continue;
        }
        case 108: { // jlt32_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          if ((d0 < s0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += OPERATION_SIZE;
          continue;
        }
        case 109: { // jlt32_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u32 = load<u32>(rs0, REGISTERS);
          if ((d0 < s0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += OPERATION_SIZE;
          continue;
        }
        case 110: { // jle32_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          if (!(s0 < d0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += OPERATION_SIZE;
          continue;
        }
        case 111: { // jle32_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u32 = load<u32>(rs0, REGISTERS);
          if (!(s0 < d0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += OPERATION_SIZE;
          continue;
        }
        case 112: { // jslt32_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          if ((<i32>d0 < <i32>s0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += OPERATION_SIZE;
          continue;
        }
        case 113: { // jslt32_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u32 = load<u32>(rs0, REGISTERS);
          if ((<i32>d0 < <i32>s0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += OPERATION_SIZE;
          continue;
        }
        case 114: { // jsle32_imm
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          const s0: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
          if (!(<i32>s0 < <i32>d0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += OPERATION_SIZE;
          continue;
        }
        case 115: { // jsle32_reg
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const d0: u32 = load<u32>(rd0, REGISTERS);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u32 = load<u32>(rs0, REGISTERS);
          if (!(<i32>s0 < <i32>d0)) {
            const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
            if (distance < 0) {
              if (exhausts()) {
                break;
              }
            }
            ip += OPERATION_SIZE + distance;
            origin += <i64>distance;
            continue;
          }
          ip += OPERATION_SIZE;
          continue;
        }
        case 116: { // ja
          const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
          if (distance < 0) {
            if (exhausts()) {
              break;
            }
          }
          ip += OPERATION_SIZE + distance;
          origin += <i64>distance;
          continue;
        }
        case 117: { // ja32
          const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
          if (distance < 0) {
            if (exhausts()) {
              break;
            }
          }
          ip += OPERATION_SIZE + distance;
          origin += <i64>distance;
          continue;
        }
        case 118: { // call_helper
          break;
        }
        case 119: { // call_local
          break;
        }
        case 120: { // call_kfunc
          break;
        }
        case 121: { // call_register
          break;
        }
        case 122: { // exit
          if (isBottom()) {
            break;
          }
          const call = closeFrame();
          origin += <i64>call - <i64>ip;
          ip = call + OPERATION_SIZE;
          continue;
        }
        case 123: { // ldxb
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const address0 = load<u64>(rs0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
          const b0: u64 = load<u64>(rs0, PROVENANCES);
          if (!readable(address0, bounds(b0), 1)) {
            break;
          }
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          store<u64>(rd0, <u64>load<u8>(<usize>address0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 124: { // ldxsb
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const address0 = load<u64>(rs0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
          const b0: u64 = load<u64>(rs0, PROVENANCES);
          if (!readable(address0, bounds(b0), 1)) {
            break;
          }
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          store<u64>(rd0, <u64><i64>load<i8>(<usize>address0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 125: { // stb
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const address0 = load<u64>(rd0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
          const b0: u64 = load<u64>(rd0, PROVENANCES);
          const value0: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
          if (!writable(address0, bounds(b0), 1)) {
            break;
          }
          store<u8>(<usize>address0, <u8>value0);
          if (isStack(b0)) forgetSlots(<usize>address0, 1);
          ip += OPERATION_SIZE;
          continue;
        }
        case 126: { // stxb
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const address0 = load<u64>(rd0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
          const b0: u64 = load<u64>(rd0, PROVENANCES);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const value0: u64 = load<u64>(rs0, REGISTERS);
          if (!writable(address0, bounds(b0), 1)) {
            break;
          }
          store<u8>(<usize>address0, <u8>value0);
          if (isStack(b0)) forgetSlots(<usize>address0, 1);
          ip += OPERATION_SIZE;
          continue;
        }
        case 127: { // ldxh
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const address0 = load<u64>(rs0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
          const b0: u64 = load<u64>(rs0, PROVENANCES);
          if (!readable(address0, bounds(b0), 2)) {
            break;
          }
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          store<u64>(rd0, <u64>load<u16>(<usize>address0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 128: { // ldxsh
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const address0 = load<u64>(rs0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
          const b0: u64 = load<u64>(rs0, PROVENANCES);
          if (!readable(address0, bounds(b0), 2)) {
            break;
          }
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          store<u64>(rd0, <u64><i64>load<i16>(<usize>address0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 129: { // sth
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const address0 = load<u64>(rd0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
          const b0: u64 = load<u64>(rd0, PROVENANCES);
          const value0: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
          if (!writable(address0, bounds(b0), 2)) {
            break;
          }
          store<u16>(<usize>address0, <u16>value0);
          if (isStack(b0)) forgetSlots(<usize>address0, 2);
          ip += OPERATION_SIZE;
          continue;
        }
        case 130: { // stxh
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const address0 = load<u64>(rd0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
          const b0: u64 = load<u64>(rd0, PROVENANCES);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const value0: u64 = load<u64>(rs0, REGISTERS);
          if (!writable(address0, bounds(b0), 2)) {
            break;
          }
          store<u16>(<usize>address0, <u16>value0);
          if (isStack(b0)) forgetSlots(<usize>address0, 2);
          ip += OPERATION_SIZE;
          continue;
        }
        case 131: { // ldxw
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const address0 = load<u64>(rs0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
          const b0: u64 = load<u64>(rs0, PROVENANCES);
          if (!readable(address0, bounds(b0), 4)) {
            break;
          }
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          store<u64>(rd0, <u64>load<u32>(<usize>address0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 132: { // ldxsw
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const address0 = load<u64>(rs0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
          const b0: u64 = load<u64>(rs0, PROVENANCES);
          if (!readable(address0, bounds(b0), 4)) {
            break;
          }
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          store<u64>(rd0, <u64><i64>load<i32>(<usize>address0), REGISTERS);
          store<u64>(rd0, 0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 133: { // stw
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const address0 = load<u64>(rd0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
          const b0: u64 = load<u64>(rd0, PROVENANCES);
          const value0: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
          if (!writable(address0, bounds(b0), 4)) {
            break;
          }
          store<u32>(<usize>address0, <u32>value0);
          if (isStack(b0)) forgetSlots(<usize>address0, 4);
          ip += OPERATION_SIZE;
          continue;
        }
        case 134: { // stxw
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const address0 = load<u64>(rd0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
          const b0: u64 = load<u64>(rd0, PROVENANCES);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const value0: u64 = load<u64>(rs0, REGISTERS);
          if (!writable(address0, bounds(b0), 4)) {
            break;
          }
          store<u32>(<usize>address0, <u32>value0);
          if (isStack(b0)) forgetSlots(<usize>address0, 4);
          ip += OPERATION_SIZE;
          continue;
        }
        case 135: { // ldxdw
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const address0 = load<u64>(rs0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
          const b0: u64 = load<u64>(rs0, PROVENANCES);
          if (!readable(address0, bounds(b0), 8)) {
            break;
          }
          let p0: u64 = 0;
          if (isStack(b0)) {
            if (!(address0 & 7)) p0 = load<u64>(slotOf(<usize>address0));
          }
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          store<u64>(rd0, <u64>load<u64>(<usize>address0), REGISTERS);
          store<u64>(rd0, p0, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 136: { // stdw
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const address0 = load<u64>(rd0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
          const b0: u64 = load<u64>(rd0, PROVENANCES);
          const value0: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
          if (!writable(address0, bounds(b0), 8)) {
            break;
          }
          store<u64>(<usize>address0, <u64>value0);
          if (isStack(b0)) forgetSlots(<usize>address0, 8);
          ip += OPERATION_SIZE;
          continue;
        }
        case 137: { // stxdw
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const address0 = load<u64>(rd0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
          const b0: u64 = load<u64>(rd0, PROVENANCES);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const value0: u64 = load<u64>(rs0, REGISTERS);
          if (!writable(address0, bounds(b0), 8)) {
            break;
          }
          store<u64>(<usize>address0, <u64>value0);
          if (isStack(b0)) spill(<usize>address0, b0, load<u64>(rs0, PROVENANCES));
          ip += OPERATION_SIZE;
          continue;
        }
        case 138: { // ldabsb
          break;
        }
        case 139: { // ldindb
          break;
        }
        case 140: { // ldabsh
          break;
        }
        case 141: { // ldindh
          break;
        }
        case 142: { // ldabsw
          break;
        }
        case 143: { // ldindw
          break;
        }
        case 144: { // lddw
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          store<u64>(rd0, load<u64>(ip, OPERATION_IMMEDIATE), REGISTERS);
          store<u64>(rd0, load<u64>(ip, OPERATION_SIZE + OPERATION_IMMEDIATE), PROVENANCES);
          origin += 1 * OPERATION_SIZE;
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 145: { // lddw_map_fd
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          store<u64>(rd0, load<u64>(ip, OPERATION_IMMEDIATE), REGISTERS);
          store<u64>(rd0, load<u64>(ip, OPERATION_SIZE + OPERATION_IMMEDIATE), PROVENANCES);
          origin += 1 * OPERATION_SIZE;
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 146: { // lddw_map_value
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          store<u64>(rd0, load<u64>(ip, OPERATION_IMMEDIATE), REGISTERS);
          store<u64>(rd0, load<u64>(ip, OPERATION_SIZE + OPERATION_IMMEDIATE), PROVENANCES);
          origin += 1 * OPERATION_SIZE;
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 147: { // lddw_btf_id
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          store<u64>(rd0, load<u64>(ip, OPERATION_IMMEDIATE), REGISTERS);
          store<u64>(rd0, load<u64>(ip, OPERATION_SIZE + OPERATION_IMMEDIATE), PROVENANCES);
          origin += 1 * OPERATION_SIZE;
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 148: { // lddw_func
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          store<u64>(rd0, load<u64>(ip, OPERATION_IMMEDIATE), REGISTERS);
          store<u64>(rd0, load<u64>(ip, OPERATION_SIZE + OPERATION_IMMEDIATE), PROVENANCES);
          origin += 1 * OPERATION_SIZE;
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 149: { // lddw_map_idx
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          store<u64>(rd0, load<u64>(ip, OPERATION_IMMEDIATE), REGISTERS);
          store<u64>(rd0, load<u64>(ip, OPERATION_SIZE + OPERATION_IMMEDIATE), PROVENANCES);
          origin += 1 * OPERATION_SIZE;
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 150: { // lddw_map_idx_value
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          store<u64>(rd0, load<u64>(ip, OPERATION_IMMEDIATE), REGISTERS);
          store<u64>(rd0, load<u64>(ip, OPERATION_SIZE + OPERATION_IMMEDIATE), PROVENANCES);
          origin += 1 * OPERATION_SIZE;
          ip += 2 * OPERATION_SIZE;
          continue;
        }
        case 151: { // lock_add32
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const address0 = load<u64>(rd0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
          const b0: u64 = load<u64>(rd0, PROVENANCES);
          if (kindOf(b0) != KIND_MEMORY || !readable(address0, b0, 4) || address0 & 3) {
            break;
          }
          const at: usize = <usize>address0;
          const old = load<u32>(at);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u32 = load<u32>(rs0, REGISTERS);
          store<u32>(at, (old + s0));
          ip += OPERATION_SIZE;
          continue;
        }
        case 152: { // lock_fetch_add32
          break;
        }
        case 153: { // lock_or32
          break;
        }
        case 154: { // lock_fetch_or32
          break;
        }
        case 155: { // lock_and32
          break;
        }
        case 156: { // lock_fetch_and32
          break;
        }
        case 157: { // lock_xor32
          break;
        }
        case 158: { // lock_fetch_xor32
          break;
        }
        case 159: { // lock_xchg32
          break;
        }
        case 160: { // lock_cmpxchg32
          break;
        }
        case 161: { // lock_add64
          const rd0 = <usize>load<u8>(ip, OPERATION_DST);
          const address0 = load<u64>(rd0, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
          const b0: u64 = load<u64>(rd0, PROVENANCES);
          if (kindOf(b0) != KIND_MEMORY || !readable(address0, b0, 8) || address0 & 7) {
            break;
          }
          const at: usize = <usize>address0;
          const old = load<u64>(at);
          const rs0 = <usize>load<u8>(ip, OPERATION_SRC);
          const s0: u64 = load<u64>(rs0, REGISTERS);
          store<u64>(at, (old + s0));
          ip += OPERATION_SIZE;
          continue;
        }
        case 162: { // lock_fetch_add64
          break;
        }
        case 163: { // lock_or64
          break;
        }
        case 164: { // lock_fetch_or64
          break;
        }
        case 165: { // lock_and64
          break;
        }
        case 166: { // lock_fetch_and64
          break;
        }
        case 167: { // lock_xor64
          break;
        }
        case 168: { // lock_fetch_xor64
          break;
        }
        case 169: { // lock_xchg64
          break;
        }
        case 170: { // lock_cmpxchg64
          break;
        }
        case 171: { // TAIL_CALL
          break;
        }
        case 172: { // LOAD_CONTEXT
          const rd = <usize>load<u8>(ip, OPERATION_DST);
          const rs = <usize>load<u8>(ip, OPERATION_SRC);
          if (load<u64>(rs, REGISTERS) != CONTEXT) break;
          if (kindOf(load<u64>(rs, PROVENANCES)) != KIND_CONTEXT) break;
          const field = CONTEXT + <usize>load<u32>(ip, OPERATION_OFFSET);
          store<u64>(rd, <u64>load<u32>(field), REGISTERS);
          let points: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
          if (points) points += <u64>load<u32>(SKB_CELL, SKB_GENERATION);
          store<u64>(rd, points, PROVENANCES);
          ip += OPERATION_SIZE;
          continue;
        }
        case 173: { // STORE_CONTEXT
          const rd = <usize>load<u8>(ip, OPERATION_DST);
          const rs = <usize>load<u8>(ip, OPERATION_SRC);
          if (load<u64>(rd, REGISTERS) != CONTEXT) break;
          if (kindOf(load<u64>(rd, PROVENANCES)) != KIND_CONTEXT) break;
          store<u32>(CONTEXT + <usize>load<u32>(ip, OPERATION_OFFSET), load<u32>(rs, REGISTERS));
          const changed = load<u32>(EXECUTION_CELL, EXECUTION_CHANGED) | load<u32>(ip, OPERATION_IMMEDIATE);
          store<u32>(EXECUTION_CELL, changed, EXECUTION_CHANGED);
          ip += OPERATION_SIZE;
          continue;
        }
        default: unreachable();
      }
      break;
    }
    commit(ip, <u64>((<i64>ip - origin) / OPERATION_SIZE + 1));
    origin -= <i64>ip + OPERATION_SIZE;
    ip = rest(ip);
    if (!ip) return;
    origin += <i64>ip;
  }
}
