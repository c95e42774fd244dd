// Generated from spec/ by gen/. Do not edit: change spec/ and run `npm run gen`.

import {
  OPERATION_CODE, OPERATION_DST, OPERATION_IMMEDIATE, OPERATION_OFFSET, OPERATION_SIZE, OPERATION_SRC,
  REGISTERS, REGISTER_PROVENANCE, TRAP_BUDGET, TRAP_CALL_TARGET,
} from "./layout";
import { commit, depth, exhausts } from "../execution";
import {
  atomicAddress, enter, leave, loadSlow, packetLoad, storeSlow, tailCall,
} from "../interpreter";
import { observe } from "../observation";
import {
  baseOf, differenceOf, forgetSlots, isStack, isWritable, lengthOf, slotOf, spill, sumOf, within, withinPacket,
} from "../provenance";
import { trap } from "../trap";
import { callHelper } from "./helpers";

const PROVENANCES: usize = REGISTERS + REGISTER_PROVENANCE;

/** Executes from the operation at `ip` until the frame at depth `bottom` returns; r0 holds the result. */
export function execute(ip: usize, bottom: u32): void {
  let insns: u64 = 0;
  while (true) {
    insns++;
    switch (<u32>load<u16>(ip, OPERATION_CODE)) {
      case 0: { // add64_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const s: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
        store<u64>(rd, (d + s), REGISTERS);
        break;
      }
      case 1: { // add64_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u64 = load<u64>(rs, REGISTERS);
        store<u64>(rd, (d + s), REGISTERS);
        store<u64>(rd, sumOf(load<u64>(rd, PROVENANCES), load<u64>(rs, PROVENANCES)), PROVENANCES);
        break;
      }
      case 2: { // sub64_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const s: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
        store<u64>(rd, (d - s), REGISTERS);
        break;
      }
      case 3: { // sub64_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u64 = load<u64>(rs, REGISTERS);
        store<u64>(rd, (d - s), REGISTERS);
        store<u64>(rd, differenceOf(load<u64>(rd, PROVENANCES), load<u64>(rs, PROVENANCES)), PROVENANCES);
        break;
      }
      case 4: { // mul64_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const s: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
        store<u64>(rd, (d * s), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 5: { // mul64_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u64 = load<u64>(rs, REGISTERS);
        store<u64>(rd, (d * s), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 6: { // div64_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const s: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
        store<u64>(rd, ((s == <u64>(0)) ? <u64>(0) : (d / s)), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 7: { // div64_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u64 = load<u64>(rs, REGISTERS);
        store<u64>(rd, ((s == <u64>(0)) ? <u64>(0) : (d / s)), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 8: { // sdiv64_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const s: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
        store<u64>(rd, ((s == <u64>(0)) ? <u64>(0) : ((s == <u64>(-1)) ? (<u64>(0) - d) : <u64>(<i64>d / <i64>s))), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 9: { // sdiv64_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u64 = load<u64>(rs, REGISTERS);
        store<u64>(rd, ((s == <u64>(0)) ? <u64>(0) : ((s == <u64>(-1)) ? (<u64>(0) - d) : <u64>(<i64>d / <i64>s))), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 10: { // or64_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const s: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
        store<u64>(rd, (d | s), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 11: { // or64_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u64 = load<u64>(rs, REGISTERS);
        store<u64>(rd, (d | s), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 12: { // and64_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const s: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
        store<u64>(rd, (d & s), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 13: { // and64_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u64 = load<u64>(rs, REGISTERS);
        store<u64>(rd, (d & s), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 14: { // lsh64_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const s: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
        store<u64>(rd, (d << s), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 15: { // lsh64_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u64 = load<u64>(rs, REGISTERS);
        store<u64>(rd, (d << s), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 16: { // rsh64_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const s: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
        store<u64>(rd, (d >>> s), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 17: { // rsh64_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u64 = load<u64>(rs, REGISTERS);
        store<u64>(rd, (d >>> s), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 18: { // mod64_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const s: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
        store<u64>(rd, ((s == <u64>(0)) ? d : (d % s)), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 19: { // mod64_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u64 = load<u64>(rs, REGISTERS);
        store<u64>(rd, ((s == <u64>(0)) ? d : (d % s)), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 20: { // smod64_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const s: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
        store<u64>(rd, ((s == <u64>(0)) ? d : ((s == <u64>(-1)) ? <u64>(0) : <u64>(<i64>d % <i64>s))), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 21: { // smod64_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u64 = load<u64>(rs, REGISTERS);
        store<u64>(rd, ((s == <u64>(0)) ? d : ((s == <u64>(-1)) ? <u64>(0) : <u64>(<i64>d % <i64>s))), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 22: { // xor64_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const s: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
        store<u64>(rd, (d ^ s), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 23: { // xor64_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u64 = load<u64>(rs, REGISTERS);
        store<u64>(rd, (d ^ s), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 24: { // mov64_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const s: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
        store<u64>(rd, s, REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 25: { // mov64_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u64 = load<u64>(rs, REGISTERS);
        store<u64>(rd, s, REGISTERS);
        store<u64>(rd, load<u64>(rs, PROVENANCES), PROVENANCES);
        break;
      }
      case 26: { // arsh64_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const s: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
        store<u64>(rd, <u64>(<i64>d >> <i64>s), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 27: { // arsh64_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u64 = load<u64>(rs, REGISTERS);
        store<u64>(rd, <u64>(<i64>d >> <i64>s), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 28: { // movsx8_64_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u64 = load<u64>(rs, REGISTERS);
        store<u64>(rd, <u64><i64><i8>s, REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 29: { // movsx16_64_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u64 = load<u64>(rs, REGISTERS);
        store<u64>(rd, <u64><i64><i16>s, REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 30: { // movsx32_64_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u64 = load<u64>(rs, REGISTERS);
        store<u64>(rd, <u64><i64><i32>s, REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 31: { // neg64
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        store<u64>(rd, (<u64>(0) - d), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 32: { // add32_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const s: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
        store<u64>(rd, <u64>(d + s), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 33: { // add32_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u32 = load<u32>(rs, REGISTERS);
        store<u64>(rd, <u64>(d + s), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 34: { // sub32_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const s: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
        store<u64>(rd, <u64>(d - s), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 35: { // sub32_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u32 = load<u32>(rs, REGISTERS);
        store<u64>(rd, <u64>(d - s), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 36: { // mul32_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const s: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
        store<u64>(rd, <u64>(d * s), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 37: { // mul32_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u32 = load<u32>(rs, REGISTERS);
        store<u64>(rd, <u64>(d * s), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 38: { // div32_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const s: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
        store<u64>(rd, <u64>((s == <u32>(0)) ? <u32>(0) : (d / s)), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 39: { // div32_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u32 = load<u32>(rs, REGISTERS);
        store<u64>(rd, <u64>((s == <u32>(0)) ? <u32>(0) : (d / s)), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 40: { // sdiv32_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const s: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
        store<u64>(rd, <u64>((s == <u32>(0)) ? <u32>(0) : ((s == <u32>(-1)) ? (<u32>(0) - d) : <u32>(<i32>d / <i32>s))), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 41: { // sdiv32_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u32 = load<u32>(rs, REGISTERS);
        store<u64>(rd, <u64>((s == <u32>(0)) ? <u32>(0) : ((s == <u32>(-1)) ? (<u32>(0) - d) : <u32>(<i32>d / <i32>s))), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 42: { // or32_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const s: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
        store<u64>(rd, <u64>(d | s), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 43: { // or32_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u32 = load<u32>(rs, REGISTERS);
        store<u64>(rd, <u64>(d | s), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 44: { // and32_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const s: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
        store<u64>(rd, <u64>(d & s), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 45: { // and32_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u32 = load<u32>(rs, REGISTERS);
        store<u64>(rd, <u64>(d & s), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 46: { // lsh32_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const s: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
        store<u64>(rd, <u64>(d << s), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 47: { // lsh32_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u32 = load<u32>(rs, REGISTERS);
        store<u64>(rd, <u64>(d << s), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 48: { // rsh32_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const s: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
        store<u64>(rd, <u64>(d >>> s), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 49: { // rsh32_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u32 = load<u32>(rs, REGISTERS);
        store<u64>(rd, <u64>(d >>> s), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 50: { // mod32_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const s: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
        store<u64>(rd, <u64>((s == <u32>(0)) ? d : (d % s)), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 51: { // mod32_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u32 = load<u32>(rs, REGISTERS);
        store<u64>(rd, <u64>((s == <u32>(0)) ? d : (d % s)), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 52: { // smod32_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const s: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
        store<u64>(rd, <u64>((s == <u32>(0)) ? d : ((s == <u32>(-1)) ? <u32>(0) : <u32>(<i32>d % <i32>s))), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 53: { // smod32_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u32 = load<u32>(rs, REGISTERS);
        store<u64>(rd, <u64>((s == <u32>(0)) ? d : ((s == <u32>(-1)) ? <u32>(0) : <u32>(<i32>d % <i32>s))), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 54: { // xor32_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const s: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
        store<u64>(rd, <u64>(d ^ s), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 55: { // xor32_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u32 = load<u32>(rs, REGISTERS);
        store<u64>(rd, <u64>(d ^ s), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 56: { // mov32_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const s: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
        store<u64>(rd, <u64>s, REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 57: { // mov32_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u32 = load<u32>(rs, REGISTERS);
        store<u64>(rd, <u64>s, REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 58: { // arsh32_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const s: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
        store<u64>(rd, <u64><u32>(<i32>d >> <i32>s), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 59: { // arsh32_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u32 = load<u32>(rs, REGISTERS);
        store<u64>(rd, <u64><u32>(<i32>d >> <i32>s), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 60: { // movsx8_32_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u32 = load<u32>(rs, REGISTERS);
        store<u64>(rd, <u64><u32><i32><i8>s, REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 61: { // movsx16_32_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u32 = load<u32>(rs, REGISTERS);
        store<u64>(rd, <u64><u32><i32><i16>s, REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 62: { // neg32
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        store<u64>(rd, <u64>(<u32>(0) - d), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 63: { // le16
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        store<u64>(rd, <u64><u16>d, REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 64: { // le32
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        store<u64>(rd, <u64><u32>d, REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 65: { // le64
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        store<u64>(rd, d, REGISTERS);
        break;
      }
      case 66: { // be16
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        store<u64>(rd, <u64>bswap<u16>(<u16>d), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 67: { // be32
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        store<u64>(rd, <u64>bswap<u32>(<u32>d), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 68: { // be64
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        store<u64>(rd, <u64>bswap<u64>(<u64>d), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 69: { // bswap16
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        store<u64>(rd, <u64>bswap<u16>(<u16>d), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 70: { // bswap32
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        store<u64>(rd, <u64>bswap<u32>(<u32>d), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 71: { // bswap64
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        store<u64>(rd, <u64>bswap<u64>(<u64>d), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 72: { // jeq64_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const s: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
        if ((d == s)) {
          const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
          if (distance < 0 && exhausts()) {
            commit(ip, insns);
            trap(TRAP_BUDGET);
          }
          ip += distance;
        }
        break;
      }
      case 73: { // jeq64_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u64 = load<u64>(rs, REGISTERS);
        if ((d == s)) {
          const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
          if (distance < 0 && exhausts()) {
            commit(ip, insns);
            trap(TRAP_BUDGET);
          }
          ip += distance;
        }
        break;
      }
      case 74: { // jgt64_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const s: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
        if ((s < d)) {
          const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
          if (distance < 0 && exhausts()) {
            commit(ip, insns);
            trap(TRAP_BUDGET);
          }
          ip += distance;
        }
        break;
      }
      case 75: { // jgt64_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u64 = load<u64>(rs, REGISTERS);
        if ((s < d)) {
          const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
          if (distance < 0 && exhausts()) {
            commit(ip, insns);
            trap(TRAP_BUDGET);
          }
          ip += distance;
        }
        break;
      }
      case 76: { // jge64_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const s: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
        if (!(d < s)) {
          const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
          if (distance < 0 && exhausts()) {
            commit(ip, insns);
            trap(TRAP_BUDGET);
          }
          ip += distance;
        }
        break;
      }
      case 77: { // jge64_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u64 = load<u64>(rs, REGISTERS);
        if (!(d < s)) {
          const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
          if (distance < 0 && exhausts()) {
            commit(ip, insns);
            trap(TRAP_BUDGET);
          }
          ip += distance;
        }
        break;
      }
      case 78: { // jset64_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const s: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
        if (!((d & s) == <u64>(0))) {
          const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
          if (distance < 0 && exhausts()) {
            commit(ip, insns);
            trap(TRAP_BUDGET);
          }
          ip += distance;
        }
        break;
      }
      case 79: { // jset64_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u64 = load<u64>(rs, REGISTERS);
        if (!((d & s) == <u64>(0))) {
          const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
          if (distance < 0 && exhausts()) {
            commit(ip, insns);
            trap(TRAP_BUDGET);
          }
          ip += distance;
        }
        break;
      }
      case 80: { // jne64_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const s: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
        if (!(d == s)) {
          const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
          if (distance < 0 && exhausts()) {
            commit(ip, insns);
            trap(TRAP_BUDGET);
          }
          ip += distance;
        }
        break;
      }
      case 81: { // jne64_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u64 = load<u64>(rs, REGISTERS);
        if (!(d == s)) {
          const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
          if (distance < 0 && exhausts()) {
            commit(ip, insns);
            trap(TRAP_BUDGET);
          }
          ip += distance;
        }
        break;
      }
      case 82: { // jsgt64_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const s: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
        if ((<i64>s < <i64>d)) {
          const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
          if (distance < 0 && exhausts()) {
            commit(ip, insns);
            trap(TRAP_BUDGET);
          }
          ip += distance;
        }
        break;
      }
      case 83: { // jsgt64_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u64 = load<u64>(rs, REGISTERS);
        if ((<i64>s < <i64>d)) {
          const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
          if (distance < 0 && exhausts()) {
            commit(ip, insns);
            trap(TRAP_BUDGET);
          }
          ip += distance;
        }
        break;
      }
      case 84: { // jsge64_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const s: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
        if (!(<i64>d < <i64>s)) {
          const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
          if (distance < 0 && exhausts()) {
            commit(ip, insns);
            trap(TRAP_BUDGET);
          }
          ip += distance;
        }
        break;
      }
      case 85: { // jsge64_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u64 = load<u64>(rs, REGISTERS);
        if (!(<i64>d < <i64>s)) {
          const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
          if (distance < 0 && exhausts()) {
            commit(ip, insns);
            trap(TRAP_BUDGET);
          }
          ip += distance;
        }
        break;
      }
      case 86: { // jlt64_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const s: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
        if ((d < s)) {
          const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
          if (distance < 0 && exhausts()) {
            commit(ip, insns);
            trap(TRAP_BUDGET);
          }
          ip += distance;
        }
        break;
      }
      case 87: { // jlt64_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u64 = load<u64>(rs, REGISTERS);
        if ((d < s)) {
          const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
          if (distance < 0 && exhausts()) {
            commit(ip, insns);
            trap(TRAP_BUDGET);
          }
          ip += distance;
        }
        break;
      }
      case 88: { // jle64_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const s: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
        if (!(s < d)) {
          const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
          if (distance < 0 && exhausts()) {
            commit(ip, insns);
            trap(TRAP_BUDGET);
          }
          ip += distance;
        }
        break;
      }
      case 89: { // jle64_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u64 = load<u64>(rs, REGISTERS);
        if (!(s < d)) {
          const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
          if (distance < 0 && exhausts()) {
            commit(ip, insns);
            trap(TRAP_BUDGET);
          }
          ip += distance;
        }
        break;
      }
      case 90: { // jslt64_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const s: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
        if ((<i64>d < <i64>s)) {
          const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
          if (distance < 0 && exhausts()) {
            commit(ip, insns);
            trap(TRAP_BUDGET);
          }
          ip += distance;
        }
        break;
      }
      case 91: { // jslt64_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u64 = load<u64>(rs, REGISTERS);
        if ((<i64>d < <i64>s)) {
          const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
          if (distance < 0 && exhausts()) {
            commit(ip, insns);
            trap(TRAP_BUDGET);
          }
          ip += distance;
        }
        break;
      }
      case 92: { // jsle64_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const s: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
        if (!(<i64>s < <i64>d)) {
          const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
          if (distance < 0 && exhausts()) {
            commit(ip, insns);
            trap(TRAP_BUDGET);
          }
          ip += distance;
        }
        break;
      }
      case 93: { // jsle64_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u64 = load<u64>(rs, REGISTERS);
        if (!(<i64>s < <i64>d)) {
          const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
          if (distance < 0 && exhausts()) {
            commit(ip, insns);
            trap(TRAP_BUDGET);
          }
          ip += distance;
        }
        break;
      }
      case 94: { // jeq32_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const s: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
        if ((d == s)) {
          const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
          if (distance < 0 && exhausts()) {
            commit(ip, insns);
            trap(TRAP_BUDGET);
          }
          ip += distance;
        }
        break;
      }
      case 95: { // jeq32_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u32 = load<u32>(rs, REGISTERS);
        if ((d == s)) {
          const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
          if (distance < 0 && exhausts()) {
            commit(ip, insns);
            trap(TRAP_BUDGET);
          }
          ip += distance;
        }
        break;
      }
      case 96: { // jgt32_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const s: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
        if ((s < d)) {
          const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
          if (distance < 0 && exhausts()) {
            commit(ip, insns);
            trap(TRAP_BUDGET);
          }
          ip += distance;
        }
        break;
      }
      case 97: { // jgt32_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u32 = load<u32>(rs, REGISTERS);
        if ((s < d)) {
          const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
          if (distance < 0 && exhausts()) {
            commit(ip, insns);
            trap(TRAP_BUDGET);
          }
          ip += distance;
        }
        break;
      }
      case 98: { // jge32_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const s: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
        if (!(d < s)) {
          const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
          if (distance < 0 && exhausts()) {
            commit(ip, insns);
            trap(TRAP_BUDGET);
          }
          ip += distance;
        }
        break;
      }
      case 99: { // jge32_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u32 = load<u32>(rs, REGISTERS);
        if (!(d < s)) {
          const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
          if (distance < 0 && exhausts()) {
            commit(ip, insns);
            trap(TRAP_BUDGET);
          }
          ip += distance;
        }
        break;
      }
      case 100: { // jset32_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const s: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
        if (!((d & s) == <u32>(0))) {
          const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
          if (distance < 0 && exhausts()) {
            commit(ip, insns);
            trap(TRAP_BUDGET);
          }
          ip += distance;
        }
        break;
      }
      case 101: { // jset32_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u32 = load<u32>(rs, REGISTERS);
        if (!((d & s) == <u32>(0))) {
          const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
          if (distance < 0 && exhausts()) {
            commit(ip, insns);
            trap(TRAP_BUDGET);
          }
          ip += distance;
        }
        break;
      }
      case 102: { // jne32_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const s: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
        if (!(d == s)) {
          const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
          if (distance < 0 && exhausts()) {
            commit(ip, insns);
            trap(TRAP_BUDGET);
          }
          ip += distance;
        }
        break;
      }
      case 103: { // jne32_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u32 = load<u32>(rs, REGISTERS);
        if (!(d == s)) {
          const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
          if (distance < 0 && exhausts()) {
            commit(ip, insns);
            trap(TRAP_BUDGET);
          }
          ip += distance;
        }
        break;
      }
      case 104: { // jsgt32_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const s: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
        if ((<i32>s < <i32>d)) {
          const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
          if (distance < 0 && exhausts()) {
            commit(ip, insns);
            trap(TRAP_BUDGET);
          }
          ip += distance;
        }
        break;
      }
      case 105: { // jsgt32_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u32 = load<u32>(rs, REGISTERS);
        if ((<i32>s < <i32>d)) {
          const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
          if (distance < 0 && exhausts()) {
            commit(ip, insns);
            trap(TRAP_BUDGET);
          }
          ip += distance;
        }
        break;
      }
      case 106: { // jsge32_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const s: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
        if (!(<i32>d < <i32>s)) {
          const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
          if (distance < 0 && exhausts()) {
            commit(ip, insns);
            trap(TRAP_BUDGET);
          }
          ip += distance;
        }
        break;
      }
      case 107: { // jsge32_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u32 = load<u32>(rs, REGISTERS);
        if (!(<i32>d < <i32>s)) {
          const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
          if (distance < 0 && exhausts()) {
            commit(ip, insns);
            trap(TRAP_BUDGET);
          }
          ip += distance;
        }
        break;
      }
      case 108: { // jlt32_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const s: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
        if ((d < s)) {
          const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
          if (distance < 0 && exhausts()) {
            commit(ip, insns);
            trap(TRAP_BUDGET);
          }
          ip += distance;
        }
        break;
      }
      case 109: { // jlt32_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u32 = load<u32>(rs, REGISTERS);
        if ((d < s)) {
          const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
          if (distance < 0 && exhausts()) {
            commit(ip, insns);
            trap(TRAP_BUDGET);
          }
          ip += distance;
        }
        break;
      }
      case 110: { // jle32_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const s: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
        if (!(s < d)) {
          const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
          if (distance < 0 && exhausts()) {
            commit(ip, insns);
            trap(TRAP_BUDGET);
          }
          ip += distance;
        }
        break;
      }
      case 111: { // jle32_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u32 = load<u32>(rs, REGISTERS);
        if (!(s < d)) {
          const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
          if (distance < 0 && exhausts()) {
            commit(ip, insns);
            trap(TRAP_BUDGET);
          }
          ip += distance;
        }
        break;
      }
      case 112: { // jslt32_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const s: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
        if ((<i32>d < <i32>s)) {
          const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
          if (distance < 0 && exhausts()) {
            commit(ip, insns);
            trap(TRAP_BUDGET);
          }
          ip += distance;
        }
        break;
      }
      case 113: { // jslt32_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u32 = load<u32>(rs, REGISTERS);
        if ((<i32>d < <i32>s)) {
          const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
          if (distance < 0 && exhausts()) {
            commit(ip, insns);
            trap(TRAP_BUDGET);
          }
          ip += distance;
        }
        break;
      }
      case 114: { // jsle32_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const s: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
        if (!(<i32>s < <i32>d)) {
          const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
          if (distance < 0 && exhausts()) {
            commit(ip, insns);
            trap(TRAP_BUDGET);
          }
          ip += distance;
        }
        break;
      }
      case 115: { // jsle32_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u32 = load<u32>(rs, REGISTERS);
        if (!(<i32>s < <i32>d)) {
          const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
          if (distance < 0 && exhausts()) {
            commit(ip, insns);
            trap(TRAP_BUDGET);
          }
          ip += distance;
        }
        break;
      }
      case 116: { // ja
        const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
        if (distance < 0 && exhausts()) {
          commit(ip, insns);
          trap(TRAP_BUDGET);
        }
        ip += distance;
        break;
      }
      case 117: { // ja32
        const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
        if (distance < 0 && exhausts()) {
          commit(ip, insns);
          trap(TRAP_BUDGET);
        }
        ip += distance;
        break;
      }
      case 118: { // call_helper
        commit(ip, insns);
        callHelper(load<u32>(ip, OPERATION_IMMEDIATE));
        break;
      }
      case 119: { // call_local
        commit(ip, insns);
        enter(ip);
        ip += <isize>load<i32>(ip, OPERATION_OFFSET);
        break;
      }
      case 120: { // call_kfunc
        commit(ip, insns);
        trap(TRAP_CALL_TARGET);
        break;
      }
      case 121: { // call_register
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        commit(ip, insns);
        const target = load<u64>(rd, REGISTERS);
        if (load<u64>(rd, PROVENANCES) || target >> 32) trap(TRAP_CALL_TARGET);
        callHelper(<u32>target);
        break;
      }
      case 122: { // exit
        commit(ip, insns);
        ip = leave(bottom);
        if (!ip) return;
        break;
      }
      case 123: { // ldxb
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const address = load<u64>(rs, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
        const p = load<u64>(rs, PROVENANCES);
        if (within(address, baseOf(p), lengthOf(p), 1)) {
          store<u64>(rd, 0, PROVENANCES);
          store<u64>(rd, <u64>load<u8>(<usize>address), REGISTERS);
        } else if (withinPacket(address, p, 1)) {
          store<u64>(rd, 0, PROVENANCES);
          store<u64>(rd, <u64>load<u8>(<usize>address), REGISTERS);
        } else {
          commit(ip, insns);
          loadSlow(rd, address, p, 1, false);
        }
        break;
      }
      case 124: { // ldxsb
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const address = load<u64>(rs, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
        const p = load<u64>(rs, PROVENANCES);
        if (within(address, baseOf(p), lengthOf(p), 1)) {
          store<u64>(rd, 0, PROVENANCES);
          store<u64>(rd, <u64><i64>load<i8>(<usize>address), REGISTERS);
        } else if (withinPacket(address, p, 1)) {
          store<u64>(rd, 0, PROVENANCES);
          store<u64>(rd, <u64><i64>load<i8>(<usize>address), REGISTERS);
        } else {
          commit(ip, insns);
          loadSlow(rd, address, p, 1, true);
        }
        break;
      }
      case 125: { // stb
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const address = load<u64>(rd, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
        const p = load<u64>(rd, PROVENANCES);
        const value: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
        if (isWritable(p) && within(address, baseOf(p), lengthOf(p), 1)) {
          store<u8>(<usize>address, <u8>value);
          if (isStack(p)) forgetSlots(<usize>address, 1);
        } else if (withinPacket(address, p, 1)) {
          store<u8>(<usize>address, <u8>value);
        } else {
          commit(ip, insns);
          storeSlow(address, p, 1, value, true);
        }
        break;
      }
      case 126: { // stxb
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const address = load<u64>(rd, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
        const p = load<u64>(rd, PROVENANCES);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const value: u64 = load<u64>(rs, REGISTERS);
        if (isWritable(p) && within(address, baseOf(p), lengthOf(p), 1)) {
          store<u8>(<usize>address, <u8>value);
          if (isStack(p)) forgetSlots(<usize>address, 1);
        } else if (withinPacket(address, p, 1)) {
          store<u8>(<usize>address, <u8>value);
        } else {
          commit(ip, insns);
          storeSlow(address, p, 1, value, false);
        }
        break;
      }
      case 127: { // ldxh
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const address = load<u64>(rs, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
        const p = load<u64>(rs, PROVENANCES);
        if (within(address, baseOf(p), lengthOf(p), 2)) {
          store<u64>(rd, 0, PROVENANCES);
          store<u64>(rd, <u64>load<u16>(<usize>address), REGISTERS);
        } else if (withinPacket(address, p, 2)) {
          store<u64>(rd, 0, PROVENANCES);
          store<u64>(rd, <u64>load<u16>(<usize>address), REGISTERS);
        } else {
          commit(ip, insns);
          loadSlow(rd, address, p, 2, false);
        }
        break;
      }
      case 128: { // ldxsh
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const address = load<u64>(rs, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
        const p = load<u64>(rs, PROVENANCES);
        if (within(address, baseOf(p), lengthOf(p), 2)) {
          store<u64>(rd, 0, PROVENANCES);
          store<u64>(rd, <u64><i64>load<i16>(<usize>address), REGISTERS);
        } else if (withinPacket(address, p, 2)) {
          store<u64>(rd, 0, PROVENANCES);
          store<u64>(rd, <u64><i64>load<i16>(<usize>address), REGISTERS);
        } else {
          commit(ip, insns);
          loadSlow(rd, address, p, 2, true);
        }
        break;
      }
      case 129: { // sth
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const address = load<u64>(rd, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
        const p = load<u64>(rd, PROVENANCES);
        const value: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
        if (isWritable(p) && within(address, baseOf(p), lengthOf(p), 2)) {
          store<u16>(<usize>address, <u16>value);
          if (isStack(p)) forgetSlots(<usize>address, 2);
        } else if (withinPacket(address, p, 2)) {
          store<u16>(<usize>address, <u16>value);
        } else {
          commit(ip, insns);
          storeSlow(address, p, 2, value, true);
        }
        break;
      }
      case 130: { // stxh
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const address = load<u64>(rd, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
        const p = load<u64>(rd, PROVENANCES);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const value: u64 = load<u64>(rs, REGISTERS);
        if (isWritable(p) && within(address, baseOf(p), lengthOf(p), 2)) {
          store<u16>(<usize>address, <u16>value);
          if (isStack(p)) forgetSlots(<usize>address, 2);
        } else if (withinPacket(address, p, 2)) {
          store<u16>(<usize>address, <u16>value);
        } else {
          commit(ip, insns);
          storeSlow(address, p, 2, value, false);
        }
        break;
      }
      case 131: { // ldxw
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const address = load<u64>(rs, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
        const p = load<u64>(rs, PROVENANCES);
        if (within(address, baseOf(p), lengthOf(p), 4)) {
          store<u64>(rd, 0, PROVENANCES);
          store<u64>(rd, <u64>load<u32>(<usize>address), REGISTERS);
        } else if (withinPacket(address, p, 4)) {
          store<u64>(rd, 0, PROVENANCES);
          store<u64>(rd, <u64>load<u32>(<usize>address), REGISTERS);
        } else {
          commit(ip, insns);
          loadSlow(rd, address, p, 4, false);
        }
        break;
      }
      case 132: { // ldxsw
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const address = load<u64>(rs, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
        const p = load<u64>(rs, PROVENANCES);
        if (within(address, baseOf(p), lengthOf(p), 4)) {
          store<u64>(rd, 0, PROVENANCES);
          store<u64>(rd, <u64><i64>load<i32>(<usize>address), REGISTERS);
        } else if (withinPacket(address, p, 4)) {
          store<u64>(rd, 0, PROVENANCES);
          store<u64>(rd, <u64><i64>load<i32>(<usize>address), REGISTERS);
        } else {
          commit(ip, insns);
          loadSlow(rd, address, p, 4, true);
        }
        break;
      }
      case 133: { // stw
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const address = load<u64>(rd, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
        const p = load<u64>(rd, PROVENANCES);
        const value: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
        if (isWritable(p) && within(address, baseOf(p), lengthOf(p), 4)) {
          store<u32>(<usize>address, <u32>value);
          if (isStack(p)) forgetSlots(<usize>address, 4);
        } else if (withinPacket(address, p, 4)) {
          store<u32>(<usize>address, <u32>value);
        } else {
          commit(ip, insns);
          storeSlow(address, p, 4, value, true);
        }
        break;
      }
      case 134: { // stxw
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const address = load<u64>(rd, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
        const p = load<u64>(rd, PROVENANCES);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const value: u64 = load<u64>(rs, REGISTERS);
        if (isWritable(p) && within(address, baseOf(p), lengthOf(p), 4)) {
          store<u32>(<usize>address, <u32>value);
          if (isStack(p)) forgetSlots(<usize>address, 4);
        } else if (withinPacket(address, p, 4)) {
          store<u32>(<usize>address, <u32>value);
        } else {
          commit(ip, insns);
          storeSlow(address, p, 4, value, false);
        }
        break;
      }
      case 135: { // ldxdw
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const address = load<u64>(rs, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
        const p = load<u64>(rs, PROVENANCES);
        if (within(address, baseOf(p), lengthOf(p), 8)) {
          store<u64>(rd, isStack(p) && !(address & 7) ? load<u64>(slotOf(<usize>address)) : 0, PROVENANCES);
          store<u64>(rd, <u64>load<u64>(<usize>address), REGISTERS);
        } else if (withinPacket(address, p, 8)) {
          store<u64>(rd, 0, PROVENANCES);
          store<u64>(rd, <u64>load<u64>(<usize>address), REGISTERS);
        } else {
          commit(ip, insns);
          loadSlow(rd, address, p, 8, false);
        }
        break;
      }
      case 136: { // stdw
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const address = load<u64>(rd, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
        const p = load<u64>(rd, PROVENANCES);
        const value: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
        if (isWritable(p) && within(address, baseOf(p), lengthOf(p), 8)) {
          store<u64>(<usize>address, <u64>value);
          if (isStack(p)) forgetSlots(<usize>address, 8);
        } else if (withinPacket(address, p, 8)) {
          store<u64>(<usize>address, <u64>value);
        } else {
          commit(ip, insns);
          storeSlow(address, p, 8, value, true);
        }
        break;
      }
      case 137: { // stxdw
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const address = load<u64>(rd, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
        const p = load<u64>(rd, PROVENANCES);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const value: u64 = load<u64>(rs, REGISTERS);
        if (isWritable(p) && within(address, baseOf(p), lengthOf(p), 8)) {
          store<u64>(<usize>address, <u64>value);
          if (isStack(p)) spill(<usize>address, p, load<u64>(rs, PROVENANCES));
        } else if (withinPacket(address, p, 8)) {
          store<u64>(<usize>address, <u64>value);
        } else {
          commit(ip, insns);
          storeSlow(address, p, 8, value, false);
        }
        break;
      }
      case 138: { // ldabsb
        commit(ip, insns);
        const offset = load<i32>(ip, OPERATION_IMMEDIATE);
        if (packetLoad(offset, 1)) break;
        // Past the end: the function ends with 0.
        store<u64>(0, 0, REGISTERS);
        store<u64>(0, 0, PROVENANCES);
        ip = leave(bottom);
        if (!ip) return;
        break;
      }
      case 139: { // ldindb
        commit(ip, insns);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const offset = load<i32>(ip, OPERATION_IMMEDIATE) + <i32>load<u32>(rs, REGISTERS);
        if (packetLoad(offset, 1)) break;
        // Past the end: the function ends with 0.
        store<u64>(0, 0, REGISTERS);
        store<u64>(0, 0, PROVENANCES);
        ip = leave(bottom);
        if (!ip) return;
        break;
      }
      case 140: { // ldabsh
        commit(ip, insns);
        const offset = load<i32>(ip, OPERATION_IMMEDIATE);
        if (packetLoad(offset, 2)) break;
        // Past the end: the function ends with 0.
        store<u64>(0, 0, REGISTERS);
        store<u64>(0, 0, PROVENANCES);
        ip = leave(bottom);
        if (!ip) return;
        break;
      }
      case 141: { // ldindh
        commit(ip, insns);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const offset = load<i32>(ip, OPERATION_IMMEDIATE) + <i32>load<u32>(rs, REGISTERS);
        if (packetLoad(offset, 2)) break;
        // Past the end: the function ends with 0.
        store<u64>(0, 0, REGISTERS);
        store<u64>(0, 0, PROVENANCES);
        ip = leave(bottom);
        if (!ip) return;
        break;
      }
      case 142: { // ldabsw
        commit(ip, insns);
        const offset = load<i32>(ip, OPERATION_IMMEDIATE);
        if (packetLoad(offset, 4)) break;
        // Past the end: the function ends with 0.
        store<u64>(0, 0, REGISTERS);
        store<u64>(0, 0, PROVENANCES);
        ip = leave(bottom);
        if (!ip) return;
        break;
      }
      case 143: { // ldindw
        commit(ip, insns);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const offset = load<i32>(ip, OPERATION_IMMEDIATE) + <i32>load<u32>(rs, REGISTERS);
        if (packetLoad(offset, 4)) break;
        // Past the end: the function ends with 0.
        store<u64>(0, 0, REGISTERS);
        store<u64>(0, 0, PROVENANCES);
        ip = leave(bottom);
        if (!ip) return;
        break;
      }
      case 144: { // lddw
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        store<u64>(rd, load<u64>(ip, OPERATION_IMMEDIATE), REGISTERS);
        store<u64>(rd, load<u64>(ip, OPERATION_SIZE + OPERATION_IMMEDIATE), PROVENANCES);
        ip += OPERATION_SIZE;
        break;
      }
      case 145: { // lddw_map_fd
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        store<u64>(rd, load<u64>(ip, OPERATION_IMMEDIATE), REGISTERS);
        store<u64>(rd, load<u64>(ip, OPERATION_SIZE + OPERATION_IMMEDIATE), PROVENANCES);
        ip += OPERATION_SIZE;
        break;
      }
      case 146: { // lddw_map_value
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        store<u64>(rd, load<u64>(ip, OPERATION_IMMEDIATE), REGISTERS);
        store<u64>(rd, load<u64>(ip, OPERATION_SIZE + OPERATION_IMMEDIATE), PROVENANCES);
        ip += OPERATION_SIZE;
        break;
      }
      case 147: { // lddw_btf_id
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        store<u64>(rd, load<u64>(ip, OPERATION_IMMEDIATE), REGISTERS);
        store<u64>(rd, load<u64>(ip, OPERATION_SIZE + OPERATION_IMMEDIATE), PROVENANCES);
        ip += OPERATION_SIZE;
        break;
      }
      case 148: { // lddw_func
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        store<u64>(rd, load<u64>(ip, OPERATION_IMMEDIATE), REGISTERS);
        store<u64>(rd, load<u64>(ip, OPERATION_SIZE + OPERATION_IMMEDIATE), PROVENANCES);
        ip += OPERATION_SIZE;
        break;
      }
      case 149: { // lddw_map_idx
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        store<u64>(rd, load<u64>(ip, OPERATION_IMMEDIATE), REGISTERS);
        store<u64>(rd, load<u64>(ip, OPERATION_SIZE + OPERATION_IMMEDIATE), PROVENANCES);
        ip += OPERATION_SIZE;
        break;
      }
      case 150: { // lddw_map_idx_value
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        store<u64>(rd, load<u64>(ip, OPERATION_IMMEDIATE), REGISTERS);
        store<u64>(rd, load<u64>(ip, OPERATION_SIZE + OPERATION_IMMEDIATE), PROVENANCES);
        ip += OPERATION_SIZE;
        break;
      }
      case 151: { // lock_add32
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        commit(ip, insns);
        const at = atomicAddress(load<u64>(rd, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET), load<u64>(rd, PROVENANCES), 4);
        const old = load<u32>(at);
        const s: u32 = load<u32>(rs, REGISTERS);
        store<u32>(at, (old + s));
        break;
      }
      case 152: { // lock_fetch_add32
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        commit(ip, insns);
        const at = atomicAddress(load<u64>(rd, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET), load<u64>(rd, PROVENANCES), 4);
        const old = load<u32>(at);
        const s: u32 = load<u32>(rs, REGISTERS);
        store<u32>(at, (old + s));
        store<u64>(rs, <u64>old, REGISTERS);
        store<u64>(rs, 0, PROVENANCES);
        break;
      }
      case 153: { // lock_or32
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        commit(ip, insns);
        const at = atomicAddress(load<u64>(rd, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET), load<u64>(rd, PROVENANCES), 4);
        const old = load<u32>(at);
        const s: u32 = load<u32>(rs, REGISTERS);
        store<u32>(at, (old | s));
        break;
      }
      case 154: { // lock_fetch_or32
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        commit(ip, insns);
        const at = atomicAddress(load<u64>(rd, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET), load<u64>(rd, PROVENANCES), 4);
        const old = load<u32>(at);
        const s: u32 = load<u32>(rs, REGISTERS);
        store<u32>(at, (old | s));
        store<u64>(rs, <u64>old, REGISTERS);
        store<u64>(rs, 0, PROVENANCES);
        break;
      }
      case 155: { // lock_and32
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        commit(ip, insns);
        const at = atomicAddress(load<u64>(rd, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET), load<u64>(rd, PROVENANCES), 4);
        const old = load<u32>(at);
        const s: u32 = load<u32>(rs, REGISTERS);
        store<u32>(at, (old & s));
        break;
      }
      case 156: { // lock_fetch_and32
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        commit(ip, insns);
        const at = atomicAddress(load<u64>(rd, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET), load<u64>(rd, PROVENANCES), 4);
        const old = load<u32>(at);
        const s: u32 = load<u32>(rs, REGISTERS);
        store<u32>(at, (old & s));
        store<u64>(rs, <u64>old, REGISTERS);
        store<u64>(rs, 0, PROVENANCES);
        break;
      }
      case 157: { // lock_xor32
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        commit(ip, insns);
        const at = atomicAddress(load<u64>(rd, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET), load<u64>(rd, PROVENANCES), 4);
        const old = load<u32>(at);
        const s: u32 = load<u32>(rs, REGISTERS);
        store<u32>(at, (old ^ s));
        break;
      }
      case 158: { // lock_fetch_xor32
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        commit(ip, insns);
        const at = atomicAddress(load<u64>(rd, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET), load<u64>(rd, PROVENANCES), 4);
        const old = load<u32>(at);
        const s: u32 = load<u32>(rs, REGISTERS);
        store<u32>(at, (old ^ s));
        store<u64>(rs, <u64>old, REGISTERS);
        store<u64>(rs, 0, PROVENANCES);
        break;
      }
      case 159: { // lock_xchg32
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        commit(ip, insns);
        const at = atomicAddress(load<u64>(rd, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET), load<u64>(rd, PROVENANCES), 4);
        const old = load<u32>(at);
        const s: u32 = load<u32>(rs, REGISTERS);
        store<u32>(at, s);
        store<u64>(rs, <u64>old, REGISTERS);
        store<u64>(rs, 0, PROVENANCES);
        break;
      }
      case 160: { // lock_cmpxchg32
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        commit(ip, insns);
        const at = atomicAddress(load<u64>(rd, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET), load<u64>(rd, PROVENANCES), 4);
        const old = load<u32>(at);
        const s: u32 = load<u32>(rs, REGISTERS);
        store<u32>(at, ((old == load<u32>(REGISTERS)) ? s : old));
        store<u64>(0, <u64>old, REGISTERS);
        store<u64>(0, 0, PROVENANCES);
        break;
      }
      case 161: { // lock_add64
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        commit(ip, insns);
        const at = atomicAddress(load<u64>(rd, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET), load<u64>(rd, PROVENANCES), 8);
        const old = load<u64>(at);
        const s: u64 = load<u64>(rs, REGISTERS);
        store<u64>(at, (old + s));
        break;
      }
      case 162: { // lock_fetch_add64
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        commit(ip, insns);
        const at = atomicAddress(load<u64>(rd, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET), load<u64>(rd, PROVENANCES), 8);
        const old = load<u64>(at);
        const s: u64 = load<u64>(rs, REGISTERS);
        store<u64>(at, (old + s));
        store<u64>(rs, <u64>old, REGISTERS);
        store<u64>(rs, 0, PROVENANCES);
        break;
      }
      case 163: { // lock_or64
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        commit(ip, insns);
        const at = atomicAddress(load<u64>(rd, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET), load<u64>(rd, PROVENANCES), 8);
        const old = load<u64>(at);
        const s: u64 = load<u64>(rs, REGISTERS);
        store<u64>(at, (old | s));
        break;
      }
      case 164: { // lock_fetch_or64
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        commit(ip, insns);
        const at = atomicAddress(load<u64>(rd, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET), load<u64>(rd, PROVENANCES), 8);
        const old = load<u64>(at);
        const s: u64 = load<u64>(rs, REGISTERS);
        store<u64>(at, (old | s));
        store<u64>(rs, <u64>old, REGISTERS);
        store<u64>(rs, 0, PROVENANCES);
        break;
      }
      case 165: { // lock_and64
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        commit(ip, insns);
        const at = atomicAddress(load<u64>(rd, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET), load<u64>(rd, PROVENANCES), 8);
        const old = load<u64>(at);
        const s: u64 = load<u64>(rs, REGISTERS);
        store<u64>(at, (old & s));
        break;
      }
      case 166: { // lock_fetch_and64
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        commit(ip, insns);
        const at = atomicAddress(load<u64>(rd, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET), load<u64>(rd, PROVENANCES), 8);
        const old = load<u64>(at);
        const s: u64 = load<u64>(rs, REGISTERS);
        store<u64>(at, (old & s));
        store<u64>(rs, <u64>old, REGISTERS);
        store<u64>(rs, 0, PROVENANCES);
        break;
      }
      case 167: { // lock_xor64
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        commit(ip, insns);
        const at = atomicAddress(load<u64>(rd, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET), load<u64>(rd, PROVENANCES), 8);
        const old = load<u64>(at);
        const s: u64 = load<u64>(rs, REGISTERS);
        store<u64>(at, (old ^ s));
        break;
      }
      case 168: { // lock_fetch_xor64
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        commit(ip, insns);
        const at = atomicAddress(load<u64>(rd, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET), load<u64>(rd, PROVENANCES), 8);
        const old = load<u64>(at);
        const s: u64 = load<u64>(rs, REGISTERS);
        store<u64>(at, (old ^ s));
        store<u64>(rs, <u64>old, REGISTERS);
        store<u64>(rs, 0, PROVENANCES);
        break;
      }
      case 169: { // lock_xchg64
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        commit(ip, insns);
        const at = atomicAddress(load<u64>(rd, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET), load<u64>(rd, PROVENANCES), 8);
        const old = load<u64>(at);
        const s: u64 = load<u64>(rs, REGISTERS);
        store<u64>(at, s);
        store<u64>(rs, <u64>old, REGISTERS);
        store<u64>(rs, 0, PROVENANCES);
        break;
      }
      case 170: { // lock_cmpxchg64
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        commit(ip, insns);
        const at = atomicAddress(load<u64>(rd, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET), load<u64>(rd, PROVENANCES), 8);
        const old = load<u64>(at);
        const s: u64 = load<u64>(rs, REGISTERS);
        store<u64>(at, ((old == load<u64>(REGISTERS)) ? s : old));
        store<u64>(0, <u64>old, REGISTERS);
        store<u64>(0, 0, PROVENANCES);
        break;
      }
      case 171: { // TAIL_CALL
        commit(ip, insns);
        const next = tailCall();
        if (next) {
          ip = next;
          continue;
        }
        break;
      }
      default: unreachable();
    }
    ip += OPERATION_SIZE;
  }
}

/** The same, observed. */
export function executeObserved(ip: usize, bottom: u32): void {
  let insns: u64 = 0;
  while (true) {
    insns++;
    observe(ip, depth);
    switch (<u32>load<u16>(ip, OPERATION_CODE)) {
      case 0: { // add64_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const s: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
        store<u64>(rd, (d + s), REGISTERS);
        break;
      }
      case 1: { // add64_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u64 = load<u64>(rs, REGISTERS);
        store<u64>(rd, (d + s), REGISTERS);
        store<u64>(rd, sumOf(load<u64>(rd, PROVENANCES), load<u64>(rs, PROVENANCES)), PROVENANCES);
        break;
      }
      case 2: { // sub64_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const s: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
        store<u64>(rd, (d - s), REGISTERS);
        break;
      }
      case 3: { // sub64_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u64 = load<u64>(rs, REGISTERS);
        store<u64>(rd, (d - s), REGISTERS);
        store<u64>(rd, differenceOf(load<u64>(rd, PROVENANCES), load<u64>(rs, PROVENANCES)), PROVENANCES);
        break;
      }
      case 4: { // mul64_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const s: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
        store<u64>(rd, (d * s), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 5: { // mul64_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u64 = load<u64>(rs, REGISTERS);
        store<u64>(rd, (d * s), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 6: { // div64_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const s: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
        store<u64>(rd, ((s == <u64>(0)) ? <u64>(0) : (d / s)), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 7: { // div64_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u64 = load<u64>(rs, REGISTERS);
        store<u64>(rd, ((s == <u64>(0)) ? <u64>(0) : (d / s)), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 8: { // sdiv64_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const s: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
        store<u64>(rd, ((s == <u64>(0)) ? <u64>(0) : ((s == <u64>(-1)) ? (<u64>(0) - d) : <u64>(<i64>d / <i64>s))), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 9: { // sdiv64_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u64 = load<u64>(rs, REGISTERS);
        store<u64>(rd, ((s == <u64>(0)) ? <u64>(0) : ((s == <u64>(-1)) ? (<u64>(0) - d) : <u64>(<i64>d / <i64>s))), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 10: { // or64_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const s: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
        store<u64>(rd, (d | s), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 11: { // or64_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u64 = load<u64>(rs, REGISTERS);
        store<u64>(rd, (d | s), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 12: { // and64_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const s: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
        store<u64>(rd, (d & s), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 13: { // and64_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u64 = load<u64>(rs, REGISTERS);
        store<u64>(rd, (d & s), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 14: { // lsh64_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const s: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
        store<u64>(rd, (d << s), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 15: { // lsh64_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u64 = load<u64>(rs, REGISTERS);
        store<u64>(rd, (d << s), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 16: { // rsh64_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const s: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
        store<u64>(rd, (d >>> s), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 17: { // rsh64_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u64 = load<u64>(rs, REGISTERS);
        store<u64>(rd, (d >>> s), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 18: { // mod64_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const s: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
        store<u64>(rd, ((s == <u64>(0)) ? d : (d % s)), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 19: { // mod64_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u64 = load<u64>(rs, REGISTERS);
        store<u64>(rd, ((s == <u64>(0)) ? d : (d % s)), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 20: { // smod64_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const s: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
        store<u64>(rd, ((s == <u64>(0)) ? d : ((s == <u64>(-1)) ? <u64>(0) : <u64>(<i64>d % <i64>s))), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 21: { // smod64_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u64 = load<u64>(rs, REGISTERS);
        store<u64>(rd, ((s == <u64>(0)) ? d : ((s == <u64>(-1)) ? <u64>(0) : <u64>(<i64>d % <i64>s))), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 22: { // xor64_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const s: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
        store<u64>(rd, (d ^ s), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 23: { // xor64_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u64 = load<u64>(rs, REGISTERS);
        store<u64>(rd, (d ^ s), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 24: { // mov64_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const s: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
        store<u64>(rd, s, REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 25: { // mov64_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u64 = load<u64>(rs, REGISTERS);
        store<u64>(rd, s, REGISTERS);
        store<u64>(rd, load<u64>(rs, PROVENANCES), PROVENANCES);
        break;
      }
      case 26: { // arsh64_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const s: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
        store<u64>(rd, <u64>(<i64>d >> <i64>s), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 27: { // arsh64_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u64 = load<u64>(rs, REGISTERS);
        store<u64>(rd, <u64>(<i64>d >> <i64>s), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 28: { // movsx8_64_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u64 = load<u64>(rs, REGISTERS);
        store<u64>(rd, <u64><i64><i8>s, REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 29: { // movsx16_64_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u64 = load<u64>(rs, REGISTERS);
        store<u64>(rd, <u64><i64><i16>s, REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 30: { // movsx32_64_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u64 = load<u64>(rs, REGISTERS);
        store<u64>(rd, <u64><i64><i32>s, REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 31: { // neg64
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        store<u64>(rd, (<u64>(0) - d), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 32: { // add32_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const s: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
        store<u64>(rd, <u64>(d + s), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 33: { // add32_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u32 = load<u32>(rs, REGISTERS);
        store<u64>(rd, <u64>(d + s), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 34: { // sub32_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const s: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
        store<u64>(rd, <u64>(d - s), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 35: { // sub32_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u32 = load<u32>(rs, REGISTERS);
        store<u64>(rd, <u64>(d - s), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 36: { // mul32_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const s: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
        store<u64>(rd, <u64>(d * s), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 37: { // mul32_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u32 = load<u32>(rs, REGISTERS);
        store<u64>(rd, <u64>(d * s), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 38: { // div32_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const s: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
        store<u64>(rd, <u64>((s == <u32>(0)) ? <u32>(0) : (d / s)), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 39: { // div32_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u32 = load<u32>(rs, REGISTERS);
        store<u64>(rd, <u64>((s == <u32>(0)) ? <u32>(0) : (d / s)), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 40: { // sdiv32_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const s: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
        store<u64>(rd, <u64>((s == <u32>(0)) ? <u32>(0) : ((s == <u32>(-1)) ? (<u32>(0) - d) : <u32>(<i32>d / <i32>s))), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 41: { // sdiv32_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u32 = load<u32>(rs, REGISTERS);
        store<u64>(rd, <u64>((s == <u32>(0)) ? <u32>(0) : ((s == <u32>(-1)) ? (<u32>(0) - d) : <u32>(<i32>d / <i32>s))), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 42: { // or32_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const s: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
        store<u64>(rd, <u64>(d | s), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 43: { // or32_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u32 = load<u32>(rs, REGISTERS);
        store<u64>(rd, <u64>(d | s), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 44: { // and32_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const s: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
        store<u64>(rd, <u64>(d & s), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 45: { // and32_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u32 = load<u32>(rs, REGISTERS);
        store<u64>(rd, <u64>(d & s), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 46: { // lsh32_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const s: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
        store<u64>(rd, <u64>(d << s), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 47: { // lsh32_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u32 = load<u32>(rs, REGISTERS);
        store<u64>(rd, <u64>(d << s), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 48: { // rsh32_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const s: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
        store<u64>(rd, <u64>(d >>> s), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 49: { // rsh32_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u32 = load<u32>(rs, REGISTERS);
        store<u64>(rd, <u64>(d >>> s), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 50: { // mod32_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const s: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
        store<u64>(rd, <u64>((s == <u32>(0)) ? d : (d % s)), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 51: { // mod32_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u32 = load<u32>(rs, REGISTERS);
        store<u64>(rd, <u64>((s == <u32>(0)) ? d : (d % s)), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 52: { // smod32_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const s: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
        store<u64>(rd, <u64>((s == <u32>(0)) ? d : ((s == <u32>(-1)) ? <u32>(0) : <u32>(<i32>d % <i32>s))), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 53: { // smod32_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u32 = load<u32>(rs, REGISTERS);
        store<u64>(rd, <u64>((s == <u32>(0)) ? d : ((s == <u32>(-1)) ? <u32>(0) : <u32>(<i32>d % <i32>s))), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 54: { // xor32_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const s: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
        store<u64>(rd, <u64>(d ^ s), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 55: { // xor32_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u32 = load<u32>(rs, REGISTERS);
        store<u64>(rd, <u64>(d ^ s), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 56: { // mov32_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const s: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
        store<u64>(rd, <u64>s, REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 57: { // mov32_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u32 = load<u32>(rs, REGISTERS);
        store<u64>(rd, <u64>s, REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 58: { // arsh32_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const s: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
        store<u64>(rd, <u64><u32>(<i32>d >> <i32>s), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 59: { // arsh32_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u32 = load<u32>(rs, REGISTERS);
        store<u64>(rd, <u64><u32>(<i32>d >> <i32>s), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 60: { // movsx8_32_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u32 = load<u32>(rs, REGISTERS);
        store<u64>(rd, <u64><u32><i32><i8>s, REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 61: { // movsx16_32_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u32 = load<u32>(rs, REGISTERS);
        store<u64>(rd, <u64><u32><i32><i16>s, REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 62: { // neg32
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        store<u64>(rd, <u64>(<u32>(0) - d), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 63: { // le16
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        store<u64>(rd, <u64><u16>d, REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 64: { // le32
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        store<u64>(rd, <u64><u32>d, REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 65: { // le64
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        store<u64>(rd, d, REGISTERS);
        break;
      }
      case 66: { // be16
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        store<u64>(rd, <u64>bswap<u16>(<u16>d), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 67: { // be32
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        store<u64>(rd, <u64>bswap<u32>(<u32>d), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 68: { // be64
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        store<u64>(rd, <u64>bswap<u64>(<u64>d), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 69: { // bswap16
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        store<u64>(rd, <u64>bswap<u16>(<u16>d), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 70: { // bswap32
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        store<u64>(rd, <u64>bswap<u32>(<u32>d), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 71: { // bswap64
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        store<u64>(rd, <u64>bswap<u64>(<u64>d), REGISTERS);
        store<u64>(rd, 0, PROVENANCES);
        break;
      }
      case 72: { // jeq64_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const s: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
        if ((d == s)) {
          const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
          if (distance < 0 && exhausts()) {
            commit(ip, insns);
            trap(TRAP_BUDGET);
          }
          ip += distance;
        }
        break;
      }
      case 73: { // jeq64_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u64 = load<u64>(rs, REGISTERS);
        if ((d == s)) {
          const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
          if (distance < 0 && exhausts()) {
            commit(ip, insns);
            trap(TRAP_BUDGET);
          }
          ip += distance;
        }
        break;
      }
      case 74: { // jgt64_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const s: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
        if ((s < d)) {
          const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
          if (distance < 0 && exhausts()) {
            commit(ip, insns);
            trap(TRAP_BUDGET);
          }
          ip += distance;
        }
        break;
      }
      case 75: { // jgt64_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u64 = load<u64>(rs, REGISTERS);
        if ((s < d)) {
          const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
          if (distance < 0 && exhausts()) {
            commit(ip, insns);
            trap(TRAP_BUDGET);
          }
          ip += distance;
        }
        break;
      }
      case 76: { // jge64_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const s: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
        if (!(d < s)) {
          const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
          if (distance < 0 && exhausts()) {
            commit(ip, insns);
            trap(TRAP_BUDGET);
          }
          ip += distance;
        }
        break;
      }
      case 77: { // jge64_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u64 = load<u64>(rs, REGISTERS);
        if (!(d < s)) {
          const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
          if (distance < 0 && exhausts()) {
            commit(ip, insns);
            trap(TRAP_BUDGET);
          }
          ip += distance;
        }
        break;
      }
      case 78: { // jset64_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const s: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
        if (!((d & s) == <u64>(0))) {
          const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
          if (distance < 0 && exhausts()) {
            commit(ip, insns);
            trap(TRAP_BUDGET);
          }
          ip += distance;
        }
        break;
      }
      case 79: { // jset64_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u64 = load<u64>(rs, REGISTERS);
        if (!((d & s) == <u64>(0))) {
          const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
          if (distance < 0 && exhausts()) {
            commit(ip, insns);
            trap(TRAP_BUDGET);
          }
          ip += distance;
        }
        break;
      }
      case 80: { // jne64_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const s: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
        if (!(d == s)) {
          const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
          if (distance < 0 && exhausts()) {
            commit(ip, insns);
            trap(TRAP_BUDGET);
          }
          ip += distance;
        }
        break;
      }
      case 81: { // jne64_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u64 = load<u64>(rs, REGISTERS);
        if (!(d == s)) {
          const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
          if (distance < 0 && exhausts()) {
            commit(ip, insns);
            trap(TRAP_BUDGET);
          }
          ip += distance;
        }
        break;
      }
      case 82: { // jsgt64_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const s: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
        if ((<i64>s < <i64>d)) {
          const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
          if (distance < 0 && exhausts()) {
            commit(ip, insns);
            trap(TRAP_BUDGET);
          }
          ip += distance;
        }
        break;
      }
      case 83: { // jsgt64_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u64 = load<u64>(rs, REGISTERS);
        if ((<i64>s < <i64>d)) {
          const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
          if (distance < 0 && exhausts()) {
            commit(ip, insns);
            trap(TRAP_BUDGET);
          }
          ip += distance;
        }
        break;
      }
      case 84: { // jsge64_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const s: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
        if (!(<i64>d < <i64>s)) {
          const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
          if (distance < 0 && exhausts()) {
            commit(ip, insns);
            trap(TRAP_BUDGET);
          }
          ip += distance;
        }
        break;
      }
      case 85: { // jsge64_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u64 = load<u64>(rs, REGISTERS);
        if (!(<i64>d < <i64>s)) {
          const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
          if (distance < 0 && exhausts()) {
            commit(ip, insns);
            trap(TRAP_BUDGET);
          }
          ip += distance;
        }
        break;
      }
      case 86: { // jlt64_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const s: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
        if ((d < s)) {
          const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
          if (distance < 0 && exhausts()) {
            commit(ip, insns);
            trap(TRAP_BUDGET);
          }
          ip += distance;
        }
        break;
      }
      case 87: { // jlt64_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u64 = load<u64>(rs, REGISTERS);
        if ((d < s)) {
          const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
          if (distance < 0 && exhausts()) {
            commit(ip, insns);
            trap(TRAP_BUDGET);
          }
          ip += distance;
        }
        break;
      }
      case 88: { // jle64_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const s: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
        if (!(s < d)) {
          const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
          if (distance < 0 && exhausts()) {
            commit(ip, insns);
            trap(TRAP_BUDGET);
          }
          ip += distance;
        }
        break;
      }
      case 89: { // jle64_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u64 = load<u64>(rs, REGISTERS);
        if (!(s < d)) {
          const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
          if (distance < 0 && exhausts()) {
            commit(ip, insns);
            trap(TRAP_BUDGET);
          }
          ip += distance;
        }
        break;
      }
      case 90: { // jslt64_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const s: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
        if ((<i64>d < <i64>s)) {
          const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
          if (distance < 0 && exhausts()) {
            commit(ip, insns);
            trap(TRAP_BUDGET);
          }
          ip += distance;
        }
        break;
      }
      case 91: { // jslt64_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u64 = load<u64>(rs, REGISTERS);
        if ((<i64>d < <i64>s)) {
          const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
          if (distance < 0 && exhausts()) {
            commit(ip, insns);
            trap(TRAP_BUDGET);
          }
          ip += distance;
        }
        break;
      }
      case 92: { // jsle64_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const s: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
        if (!(<i64>s < <i64>d)) {
          const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
          if (distance < 0 && exhausts()) {
            commit(ip, insns);
            trap(TRAP_BUDGET);
          }
          ip += distance;
        }
        break;
      }
      case 93: { // jsle64_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u64 = load<u64>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u64 = load<u64>(rs, REGISTERS);
        if (!(<i64>s < <i64>d)) {
          const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
          if (distance < 0 && exhausts()) {
            commit(ip, insns);
            trap(TRAP_BUDGET);
          }
          ip += distance;
        }
        break;
      }
      case 94: { // jeq32_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const s: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
        if ((d == s)) {
          const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
          if (distance < 0 && exhausts()) {
            commit(ip, insns);
            trap(TRAP_BUDGET);
          }
          ip += distance;
        }
        break;
      }
      case 95: { // jeq32_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u32 = load<u32>(rs, REGISTERS);
        if ((d == s)) {
          const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
          if (distance < 0 && exhausts()) {
            commit(ip, insns);
            trap(TRAP_BUDGET);
          }
          ip += distance;
        }
        break;
      }
      case 96: { // jgt32_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const s: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
        if ((s < d)) {
          const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
          if (distance < 0 && exhausts()) {
            commit(ip, insns);
            trap(TRAP_BUDGET);
          }
          ip += distance;
        }
        break;
      }
      case 97: { // jgt32_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u32 = load<u32>(rs, REGISTERS);
        if ((s < d)) {
          const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
          if (distance < 0 && exhausts()) {
            commit(ip, insns);
            trap(TRAP_BUDGET);
          }
          ip += distance;
        }
        break;
      }
      case 98: { // jge32_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const s: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
        if (!(d < s)) {
          const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
          if (distance < 0 && exhausts()) {
            commit(ip, insns);
            trap(TRAP_BUDGET);
          }
          ip += distance;
        }
        break;
      }
      case 99: { // jge32_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u32 = load<u32>(rs, REGISTERS);
        if (!(d < s)) {
          const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
          if (distance < 0 && exhausts()) {
            commit(ip, insns);
            trap(TRAP_BUDGET);
          }
          ip += distance;
        }
        break;
      }
      case 100: { // jset32_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const s: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
        if (!((d & s) == <u32>(0))) {
          const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
          if (distance < 0 && exhausts()) {
            commit(ip, insns);
            trap(TRAP_BUDGET);
          }
          ip += distance;
        }
        break;
      }
      case 101: { // jset32_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u32 = load<u32>(rs, REGISTERS);
        if (!((d & s) == <u32>(0))) {
          const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
          if (distance < 0 && exhausts()) {
            commit(ip, insns);
            trap(TRAP_BUDGET);
          }
          ip += distance;
        }
        break;
      }
      case 102: { // jne32_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const s: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
        if (!(d == s)) {
          const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
          if (distance < 0 && exhausts()) {
            commit(ip, insns);
            trap(TRAP_BUDGET);
          }
          ip += distance;
        }
        break;
      }
      case 103: { // jne32_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u32 = load<u32>(rs, REGISTERS);
        if (!(d == s)) {
          const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
          if (distance < 0 && exhausts()) {
            commit(ip, insns);
            trap(TRAP_BUDGET);
          }
          ip += distance;
        }
        break;
      }
      case 104: { // jsgt32_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const s: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
        if ((<i32>s < <i32>d)) {
          const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
          if (distance < 0 && exhausts()) {
            commit(ip, insns);
            trap(TRAP_BUDGET);
          }
          ip += distance;
        }
        break;
      }
      case 105: { // jsgt32_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u32 = load<u32>(rs, REGISTERS);
        if ((<i32>s < <i32>d)) {
          const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
          if (distance < 0 && exhausts()) {
            commit(ip, insns);
            trap(TRAP_BUDGET);
          }
          ip += distance;
        }
        break;
      }
      case 106: { // jsge32_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const s: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
        if (!(<i32>d < <i32>s)) {
          const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
          if (distance < 0 && exhausts()) {
            commit(ip, insns);
            trap(TRAP_BUDGET);
          }
          ip += distance;
        }
        break;
      }
      case 107: { // jsge32_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u32 = load<u32>(rs, REGISTERS);
        if (!(<i32>d < <i32>s)) {
          const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
          if (distance < 0 && exhausts()) {
            commit(ip, insns);
            trap(TRAP_BUDGET);
          }
          ip += distance;
        }
        break;
      }
      case 108: { // jlt32_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const s: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
        if ((d < s)) {
          const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
          if (distance < 0 && exhausts()) {
            commit(ip, insns);
            trap(TRAP_BUDGET);
          }
          ip += distance;
        }
        break;
      }
      case 109: { // jlt32_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u32 = load<u32>(rs, REGISTERS);
        if ((d < s)) {
          const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
          if (distance < 0 && exhausts()) {
            commit(ip, insns);
            trap(TRAP_BUDGET);
          }
          ip += distance;
        }
        break;
      }
      case 110: { // jle32_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const s: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
        if (!(s < d)) {
          const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
          if (distance < 0 && exhausts()) {
            commit(ip, insns);
            trap(TRAP_BUDGET);
          }
          ip += distance;
        }
        break;
      }
      case 111: { // jle32_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u32 = load<u32>(rs, REGISTERS);
        if (!(s < d)) {
          const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
          if (distance < 0 && exhausts()) {
            commit(ip, insns);
            trap(TRAP_BUDGET);
          }
          ip += distance;
        }
        break;
      }
      case 112: { // jslt32_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const s: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
        if ((<i32>d < <i32>s)) {
          const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
          if (distance < 0 && exhausts()) {
            commit(ip, insns);
            trap(TRAP_BUDGET);
          }
          ip += distance;
        }
        break;
      }
      case 113: { // jslt32_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u32 = load<u32>(rs, REGISTERS);
        if ((<i32>d < <i32>s)) {
          const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
          if (distance < 0 && exhausts()) {
            commit(ip, insns);
            trap(TRAP_BUDGET);
          }
          ip += distance;
        }
        break;
      }
      case 114: { // jsle32_imm
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const s: u32 = load<u32>(ip, OPERATION_IMMEDIATE);
        if (!(<i32>s < <i32>d)) {
          const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
          if (distance < 0 && exhausts()) {
            commit(ip, insns);
            trap(TRAP_BUDGET);
          }
          ip += distance;
        }
        break;
      }
      case 115: { // jsle32_reg
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const d: u32 = load<u32>(rd, REGISTERS);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const s: u32 = load<u32>(rs, REGISTERS);
        if (!(<i32>s < <i32>d)) {
          const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
          if (distance < 0 && exhausts()) {
            commit(ip, insns);
            trap(TRAP_BUDGET);
          }
          ip += distance;
        }
        break;
      }
      case 116: { // ja
        const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
        if (distance < 0 && exhausts()) {
          commit(ip, insns);
          trap(TRAP_BUDGET);
        }
        ip += distance;
        break;
      }
      case 117: { // ja32
        const distance = <isize>load<i32>(ip, OPERATION_OFFSET);
        if (distance < 0 && exhausts()) {
          commit(ip, insns);
          trap(TRAP_BUDGET);
        }
        ip += distance;
        break;
      }
      case 118: { // call_helper
        commit(ip, insns);
        callHelper(load<u32>(ip, OPERATION_IMMEDIATE));
        break;
      }
      case 119: { // call_local
        commit(ip, insns);
        enter(ip);
        ip += <isize>load<i32>(ip, OPERATION_OFFSET);
        break;
      }
      case 120: { // call_kfunc
        commit(ip, insns);
        trap(TRAP_CALL_TARGET);
        break;
      }
      case 121: { // call_register
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        commit(ip, insns);
        const target = load<u64>(rd, REGISTERS);
        if (load<u64>(rd, PROVENANCES) || target >> 32) trap(TRAP_CALL_TARGET);
        callHelper(<u32>target);
        break;
      }
      case 122: { // exit
        commit(ip, insns);
        ip = leave(bottom);
        if (!ip) return;
        break;
      }
      case 123: { // ldxb
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const address = load<u64>(rs, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
        const p = load<u64>(rs, PROVENANCES);
        if (within(address, baseOf(p), lengthOf(p), 1)) {
          store<u64>(rd, 0, PROVENANCES);
          store<u64>(rd, <u64>load<u8>(<usize>address), REGISTERS);
        } else if (withinPacket(address, p, 1)) {
          store<u64>(rd, 0, PROVENANCES);
          store<u64>(rd, <u64>load<u8>(<usize>address), REGISTERS);
        } else {
          commit(ip, insns);
          loadSlow(rd, address, p, 1, false);
        }
        break;
      }
      case 124: { // ldxsb
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const address = load<u64>(rs, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
        const p = load<u64>(rs, PROVENANCES);
        if (within(address, baseOf(p), lengthOf(p), 1)) {
          store<u64>(rd, 0, PROVENANCES);
          store<u64>(rd, <u64><i64>load<i8>(<usize>address), REGISTERS);
        } else if (withinPacket(address, p, 1)) {
          store<u64>(rd, 0, PROVENANCES);
          store<u64>(rd, <u64><i64>load<i8>(<usize>address), REGISTERS);
        } else {
          commit(ip, insns);
          loadSlow(rd, address, p, 1, true);
        }
        break;
      }
      case 125: { // stb
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const address = load<u64>(rd, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
        const p = load<u64>(rd, PROVENANCES);
        const value: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
        if (isWritable(p) && within(address, baseOf(p), lengthOf(p), 1)) {
          store<u8>(<usize>address, <u8>value);
          if (isStack(p)) forgetSlots(<usize>address, 1);
        } else if (withinPacket(address, p, 1)) {
          store<u8>(<usize>address, <u8>value);
        } else {
          commit(ip, insns);
          storeSlow(address, p, 1, value, true);
        }
        break;
      }
      case 126: { // stxb
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const address = load<u64>(rd, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
        const p = load<u64>(rd, PROVENANCES);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const value: u64 = load<u64>(rs, REGISTERS);
        if (isWritable(p) && within(address, baseOf(p), lengthOf(p), 1)) {
          store<u8>(<usize>address, <u8>value);
          if (isStack(p)) forgetSlots(<usize>address, 1);
        } else if (withinPacket(address, p, 1)) {
          store<u8>(<usize>address, <u8>value);
        } else {
          commit(ip, insns);
          storeSlow(address, p, 1, value, false);
        }
        break;
      }
      case 127: { // ldxh
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const address = load<u64>(rs, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
        const p = load<u64>(rs, PROVENANCES);
        if (within(address, baseOf(p), lengthOf(p), 2)) {
          store<u64>(rd, 0, PROVENANCES);
          store<u64>(rd, <u64>load<u16>(<usize>address), REGISTERS);
        } else if (withinPacket(address, p, 2)) {
          store<u64>(rd, 0, PROVENANCES);
          store<u64>(rd, <u64>load<u16>(<usize>address), REGISTERS);
        } else {
          commit(ip, insns);
          loadSlow(rd, address, p, 2, false);
        }
        break;
      }
      case 128: { // ldxsh
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const address = load<u64>(rs, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
        const p = load<u64>(rs, PROVENANCES);
        if (within(address, baseOf(p), lengthOf(p), 2)) {
          store<u64>(rd, 0, PROVENANCES);
          store<u64>(rd, <u64><i64>load<i16>(<usize>address), REGISTERS);
        } else if (withinPacket(address, p, 2)) {
          store<u64>(rd, 0, PROVENANCES);
          store<u64>(rd, <u64><i64>load<i16>(<usize>address), REGISTERS);
        } else {
          commit(ip, insns);
          loadSlow(rd, address, p, 2, true);
        }
        break;
      }
      case 129: { // sth
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const address = load<u64>(rd, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
        const p = load<u64>(rd, PROVENANCES);
        const value: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
        if (isWritable(p) && within(address, baseOf(p), lengthOf(p), 2)) {
          store<u16>(<usize>address, <u16>value);
          if (isStack(p)) forgetSlots(<usize>address, 2);
        } else if (withinPacket(address, p, 2)) {
          store<u16>(<usize>address, <u16>value);
        } else {
          commit(ip, insns);
          storeSlow(address, p, 2, value, true);
        }
        break;
      }
      case 130: { // stxh
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const address = load<u64>(rd, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
        const p = load<u64>(rd, PROVENANCES);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const value: u64 = load<u64>(rs, REGISTERS);
        if (isWritable(p) && within(address, baseOf(p), lengthOf(p), 2)) {
          store<u16>(<usize>address, <u16>value);
          if (isStack(p)) forgetSlots(<usize>address, 2);
        } else if (withinPacket(address, p, 2)) {
          store<u16>(<usize>address, <u16>value);
        } else {
          commit(ip, insns);
          storeSlow(address, p, 2, value, false);
        }
        break;
      }
      case 131: { // ldxw
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const address = load<u64>(rs, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
        const p = load<u64>(rs, PROVENANCES);
        if (within(address, baseOf(p), lengthOf(p), 4)) {
          store<u64>(rd, 0, PROVENANCES);
          store<u64>(rd, <u64>load<u32>(<usize>address), REGISTERS);
        } else if (withinPacket(address, p, 4)) {
          store<u64>(rd, 0, PROVENANCES);
          store<u64>(rd, <u64>load<u32>(<usize>address), REGISTERS);
        } else {
          commit(ip, insns);
          loadSlow(rd, address, p, 4, false);
        }
        break;
      }
      case 132: { // ldxsw
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const address = load<u64>(rs, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
        const p = load<u64>(rs, PROVENANCES);
        if (within(address, baseOf(p), lengthOf(p), 4)) {
          store<u64>(rd, 0, PROVENANCES);
          store<u64>(rd, <u64><i64>load<i32>(<usize>address), REGISTERS);
        } else if (withinPacket(address, p, 4)) {
          store<u64>(rd, 0, PROVENANCES);
          store<u64>(rd, <u64><i64>load<i32>(<usize>address), REGISTERS);
        } else {
          commit(ip, insns);
          loadSlow(rd, address, p, 4, true);
        }
        break;
      }
      case 133: { // stw
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const address = load<u64>(rd, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
        const p = load<u64>(rd, PROVENANCES);
        const value: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
        if (isWritable(p) && within(address, baseOf(p), lengthOf(p), 4)) {
          store<u32>(<usize>address, <u32>value);
          if (isStack(p)) forgetSlots(<usize>address, 4);
        } else if (withinPacket(address, p, 4)) {
          store<u32>(<usize>address, <u32>value);
        } else {
          commit(ip, insns);
          storeSlow(address, p, 4, value, true);
        }
        break;
      }
      case 134: { // stxw
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const address = load<u64>(rd, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
        const p = load<u64>(rd, PROVENANCES);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const value: u64 = load<u64>(rs, REGISTERS);
        if (isWritable(p) && within(address, baseOf(p), lengthOf(p), 4)) {
          store<u32>(<usize>address, <u32>value);
          if (isStack(p)) forgetSlots(<usize>address, 4);
        } else if (withinPacket(address, p, 4)) {
          store<u32>(<usize>address, <u32>value);
        } else {
          commit(ip, insns);
          storeSlow(address, p, 4, value, false);
        }
        break;
      }
      case 135: { // ldxdw
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const address = load<u64>(rs, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
        const p = load<u64>(rs, PROVENANCES);
        if (within(address, baseOf(p), lengthOf(p), 8)) {
          store<u64>(rd, isStack(p) && !(address & 7) ? load<u64>(slotOf(<usize>address)) : 0, PROVENANCES);
          store<u64>(rd, <u64>load<u64>(<usize>address), REGISTERS);
        } else if (withinPacket(address, p, 8)) {
          store<u64>(rd, 0, PROVENANCES);
          store<u64>(rd, <u64>load<u64>(<usize>address), REGISTERS);
        } else {
          commit(ip, insns);
          loadSlow(rd, address, p, 8, false);
        }
        break;
      }
      case 136: { // stdw
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const address = load<u64>(rd, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
        const p = load<u64>(rd, PROVENANCES);
        const value: u64 = load<u64>(ip, OPERATION_IMMEDIATE);
        if (isWritable(p) && within(address, baseOf(p), lengthOf(p), 8)) {
          store<u64>(<usize>address, <u64>value);
          if (isStack(p)) forgetSlots(<usize>address, 8);
        } else if (withinPacket(address, p, 8)) {
          store<u64>(<usize>address, <u64>value);
        } else {
          commit(ip, insns);
          storeSlow(address, p, 8, value, true);
        }
        break;
      }
      case 137: { // stxdw
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const address = load<u64>(rd, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET);
        const p = load<u64>(rd, PROVENANCES);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const value: u64 = load<u64>(rs, REGISTERS);
        if (isWritable(p) && within(address, baseOf(p), lengthOf(p), 8)) {
          store<u64>(<usize>address, <u64>value);
          if (isStack(p)) spill(<usize>address, p, load<u64>(rs, PROVENANCES));
        } else if (withinPacket(address, p, 8)) {
          store<u64>(<usize>address, <u64>value);
        } else {
          commit(ip, insns);
          storeSlow(address, p, 8, value, false);
        }
        break;
      }
      case 138: { // ldabsb
        commit(ip, insns);
        const offset = load<i32>(ip, OPERATION_IMMEDIATE);
        if (packetLoad(offset, 1)) break;
        // Past the end: the function ends with 0.
        store<u64>(0, 0, REGISTERS);
        store<u64>(0, 0, PROVENANCES);
        ip = leave(bottom);
        if (!ip) return;
        break;
      }
      case 139: { // ldindb
        commit(ip, insns);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const offset = load<i32>(ip, OPERATION_IMMEDIATE) + <i32>load<u32>(rs, REGISTERS);
        if (packetLoad(offset, 1)) break;
        // Past the end: the function ends with 0.
        store<u64>(0, 0, REGISTERS);
        store<u64>(0, 0, PROVENANCES);
        ip = leave(bottom);
        if (!ip) return;
        break;
      }
      case 140: { // ldabsh
        commit(ip, insns);
        const offset = load<i32>(ip, OPERATION_IMMEDIATE);
        if (packetLoad(offset, 2)) break;
        // Past the end: the function ends with 0.
        store<u64>(0, 0, REGISTERS);
        store<u64>(0, 0, PROVENANCES);
        ip = leave(bottom);
        if (!ip) return;
        break;
      }
      case 141: { // ldindh
        commit(ip, insns);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const offset = load<i32>(ip, OPERATION_IMMEDIATE) + <i32>load<u32>(rs, REGISTERS);
        if (packetLoad(offset, 2)) break;
        // Past the end: the function ends with 0.
        store<u64>(0, 0, REGISTERS);
        store<u64>(0, 0, PROVENANCES);
        ip = leave(bottom);
        if (!ip) return;
        break;
      }
      case 142: { // ldabsw
        commit(ip, insns);
        const offset = load<i32>(ip, OPERATION_IMMEDIATE);
        if (packetLoad(offset, 4)) break;
        // Past the end: the function ends with 0.
        store<u64>(0, 0, REGISTERS);
        store<u64>(0, 0, PROVENANCES);
        ip = leave(bottom);
        if (!ip) return;
        break;
      }
      case 143: { // ldindw
        commit(ip, insns);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        const offset = load<i32>(ip, OPERATION_IMMEDIATE) + <i32>load<u32>(rs, REGISTERS);
        if (packetLoad(offset, 4)) break;
        // Past the end: the function ends with 0.
        store<u64>(0, 0, REGISTERS);
        store<u64>(0, 0, PROVENANCES);
        ip = leave(bottom);
        if (!ip) return;
        break;
      }
      case 144: { // lddw
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        store<u64>(rd, load<u64>(ip, OPERATION_IMMEDIATE), REGISTERS);
        store<u64>(rd, load<u64>(ip, OPERATION_SIZE + OPERATION_IMMEDIATE), PROVENANCES);
        ip += OPERATION_SIZE;
        break;
      }
      case 145: { // lddw_map_fd
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        store<u64>(rd, load<u64>(ip, OPERATION_IMMEDIATE), REGISTERS);
        store<u64>(rd, load<u64>(ip, OPERATION_SIZE + OPERATION_IMMEDIATE), PROVENANCES);
        ip += OPERATION_SIZE;
        break;
      }
      case 146: { // lddw_map_value
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        store<u64>(rd, load<u64>(ip, OPERATION_IMMEDIATE), REGISTERS);
        store<u64>(rd, load<u64>(ip, OPERATION_SIZE + OPERATION_IMMEDIATE), PROVENANCES);
        ip += OPERATION_SIZE;
        break;
      }
      case 147: { // lddw_btf_id
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        store<u64>(rd, load<u64>(ip, OPERATION_IMMEDIATE), REGISTERS);
        store<u64>(rd, load<u64>(ip, OPERATION_SIZE + OPERATION_IMMEDIATE), PROVENANCES);
        ip += OPERATION_SIZE;
        break;
      }
      case 148: { // lddw_func
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        store<u64>(rd, load<u64>(ip, OPERATION_IMMEDIATE), REGISTERS);
        store<u64>(rd, load<u64>(ip, OPERATION_SIZE + OPERATION_IMMEDIATE), PROVENANCES);
        ip += OPERATION_SIZE;
        break;
      }
      case 149: { // lddw_map_idx
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        store<u64>(rd, load<u64>(ip, OPERATION_IMMEDIATE), REGISTERS);
        store<u64>(rd, load<u64>(ip, OPERATION_SIZE + OPERATION_IMMEDIATE), PROVENANCES);
        ip += OPERATION_SIZE;
        break;
      }
      case 150: { // lddw_map_idx_value
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        store<u64>(rd, load<u64>(ip, OPERATION_IMMEDIATE), REGISTERS);
        store<u64>(rd, load<u64>(ip, OPERATION_SIZE + OPERATION_IMMEDIATE), PROVENANCES);
        ip += OPERATION_SIZE;
        break;
      }
      case 151: { // lock_add32
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        commit(ip, insns);
        const at = atomicAddress(load<u64>(rd, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET), load<u64>(rd, PROVENANCES), 4);
        const old = load<u32>(at);
        const s: u32 = load<u32>(rs, REGISTERS);
        store<u32>(at, (old + s));
        break;
      }
      case 152: { // lock_fetch_add32
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        commit(ip, insns);
        const at = atomicAddress(load<u64>(rd, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET), load<u64>(rd, PROVENANCES), 4);
        const old = load<u32>(at);
        const s: u32 = load<u32>(rs, REGISTERS);
        store<u32>(at, (old + s));
        store<u64>(rs, <u64>old, REGISTERS);
        store<u64>(rs, 0, PROVENANCES);
        break;
      }
      case 153: { // lock_or32
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        commit(ip, insns);
        const at = atomicAddress(load<u64>(rd, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET), load<u64>(rd, PROVENANCES), 4);
        const old = load<u32>(at);
        const s: u32 = load<u32>(rs, REGISTERS);
        store<u32>(at, (old | s));
        break;
      }
      case 154: { // lock_fetch_or32
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        commit(ip, insns);
        const at = atomicAddress(load<u64>(rd, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET), load<u64>(rd, PROVENANCES), 4);
        const old = load<u32>(at);
        const s: u32 = load<u32>(rs, REGISTERS);
        store<u32>(at, (old | s));
        store<u64>(rs, <u64>old, REGISTERS);
        store<u64>(rs, 0, PROVENANCES);
        break;
      }
      case 155: { // lock_and32
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        commit(ip, insns);
        const at = atomicAddress(load<u64>(rd, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET), load<u64>(rd, PROVENANCES), 4);
        const old = load<u32>(at);
        const s: u32 = load<u32>(rs, REGISTERS);
        store<u32>(at, (old & s));
        break;
      }
      case 156: { // lock_fetch_and32
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        commit(ip, insns);
        const at = atomicAddress(load<u64>(rd, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET), load<u64>(rd, PROVENANCES), 4);
        const old = load<u32>(at);
        const s: u32 = load<u32>(rs, REGISTERS);
        store<u32>(at, (old & s));
        store<u64>(rs, <u64>old, REGISTERS);
        store<u64>(rs, 0, PROVENANCES);
        break;
      }
      case 157: { // lock_xor32
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        commit(ip, insns);
        const at = atomicAddress(load<u64>(rd, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET), load<u64>(rd, PROVENANCES), 4);
        const old = load<u32>(at);
        const s: u32 = load<u32>(rs, REGISTERS);
        store<u32>(at, (old ^ s));
        break;
      }
      case 158: { // lock_fetch_xor32
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        commit(ip, insns);
        const at = atomicAddress(load<u64>(rd, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET), load<u64>(rd, PROVENANCES), 4);
        const old = load<u32>(at);
        const s: u32 = load<u32>(rs, REGISTERS);
        store<u32>(at, (old ^ s));
        store<u64>(rs, <u64>old, REGISTERS);
        store<u64>(rs, 0, PROVENANCES);
        break;
      }
      case 159: { // lock_xchg32
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        commit(ip, insns);
        const at = atomicAddress(load<u64>(rd, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET), load<u64>(rd, PROVENANCES), 4);
        const old = load<u32>(at);
        const s: u32 = load<u32>(rs, REGISTERS);
        store<u32>(at, s);
        store<u64>(rs, <u64>old, REGISTERS);
        store<u64>(rs, 0, PROVENANCES);
        break;
      }
      case 160: { // lock_cmpxchg32
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        commit(ip, insns);
        const at = atomicAddress(load<u64>(rd, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET), load<u64>(rd, PROVENANCES), 4);
        const old = load<u32>(at);
        const s: u32 = load<u32>(rs, REGISTERS);
        store<u32>(at, ((old == load<u32>(REGISTERS)) ? s : old));
        store<u64>(0, <u64>old, REGISTERS);
        store<u64>(0, 0, PROVENANCES);
        break;
      }
      case 161: { // lock_add64
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        commit(ip, insns);
        const at = atomicAddress(load<u64>(rd, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET), load<u64>(rd, PROVENANCES), 8);
        const old = load<u64>(at);
        const s: u64 = load<u64>(rs, REGISTERS);
        store<u64>(at, (old + s));
        break;
      }
      case 162: { // lock_fetch_add64
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        commit(ip, insns);
        const at = atomicAddress(load<u64>(rd, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET), load<u64>(rd, PROVENANCES), 8);
        const old = load<u64>(at);
        const s: u64 = load<u64>(rs, REGISTERS);
        store<u64>(at, (old + s));
        store<u64>(rs, <u64>old, REGISTERS);
        store<u64>(rs, 0, PROVENANCES);
        break;
      }
      case 163: { // lock_or64
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        commit(ip, insns);
        const at = atomicAddress(load<u64>(rd, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET), load<u64>(rd, PROVENANCES), 8);
        const old = load<u64>(at);
        const s: u64 = load<u64>(rs, REGISTERS);
        store<u64>(at, (old | s));
        break;
      }
      case 164: { // lock_fetch_or64
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        commit(ip, insns);
        const at = atomicAddress(load<u64>(rd, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET), load<u64>(rd, PROVENANCES), 8);
        const old = load<u64>(at);
        const s: u64 = load<u64>(rs, REGISTERS);
        store<u64>(at, (old | s));
        store<u64>(rs, <u64>old, REGISTERS);
        store<u64>(rs, 0, PROVENANCES);
        break;
      }
      case 165: { // lock_and64
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        commit(ip, insns);
        const at = atomicAddress(load<u64>(rd, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET), load<u64>(rd, PROVENANCES), 8);
        const old = load<u64>(at);
        const s: u64 = load<u64>(rs, REGISTERS);
        store<u64>(at, (old & s));
        break;
      }
      case 166: { // lock_fetch_and64
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        commit(ip, insns);
        const at = atomicAddress(load<u64>(rd, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET), load<u64>(rd, PROVENANCES), 8);
        const old = load<u64>(at);
        const s: u64 = load<u64>(rs, REGISTERS);
        store<u64>(at, (old & s));
        store<u64>(rs, <u64>old, REGISTERS);
        store<u64>(rs, 0, PROVENANCES);
        break;
      }
      case 167: { // lock_xor64
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        commit(ip, insns);
        const at = atomicAddress(load<u64>(rd, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET), load<u64>(rd, PROVENANCES), 8);
        const old = load<u64>(at);
        const s: u64 = load<u64>(rs, REGISTERS);
        store<u64>(at, (old ^ s));
        break;
      }
      case 168: { // lock_fetch_xor64
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        commit(ip, insns);
        const at = atomicAddress(load<u64>(rd, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET), load<u64>(rd, PROVENANCES), 8);
        const old = load<u64>(at);
        const s: u64 = load<u64>(rs, REGISTERS);
        store<u64>(at, (old ^ s));
        store<u64>(rs, <u64>old, REGISTERS);
        store<u64>(rs, 0, PROVENANCES);
        break;
      }
      case 169: { // lock_xchg64
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        commit(ip, insns);
        const at = atomicAddress(load<u64>(rd, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET), load<u64>(rd, PROVENANCES), 8);
        const old = load<u64>(at);
        const s: u64 = load<u64>(rs, REGISTERS);
        store<u64>(at, s);
        store<u64>(rs, <u64>old, REGISTERS);
        store<u64>(rs, 0, PROVENANCES);
        break;
      }
      case 170: { // lock_cmpxchg64
        const rd = <usize>load<u8>(ip, OPERATION_DST);
        const rs = <usize>load<u8>(ip, OPERATION_SRC);
        commit(ip, insns);
        const at = atomicAddress(load<u64>(rd, REGISTERS) + <u64><i64>load<i32>(ip, OPERATION_OFFSET), load<u64>(rd, PROVENANCES), 8);
        const old = load<u64>(at);
        const s: u64 = load<u64>(rs, REGISTERS);
        store<u64>(at, ((old == load<u64>(REGISTERS)) ? s : old));
        store<u64>(0, <u64>old, REGISTERS);
        store<u64>(0, 0, PROVENANCES);
        break;
      }
      case 171: { // TAIL_CALL
        commit(ip, insns);
        const next = tailCall();
        if (next) {
          ip = next;
          continue;
        }
        break;
      }
      default: unreachable();
    }
    ip += OPERATION_SIZE;
  }
}
