import { describe, expect, it } from "vitest";
import { instructions } from "../../spec/isa.ts";
import { AssemblerError, assemble, disassemble } from "../../vm/index.ts";
import { hex } from "../support/program.ts";

/** The assembler's notation, the bytes that clang 19 (-mcpu=v4) makes of the same instruction, and the kernel's. */
const encodings: [string, string, string][] = [
  ["mov %r0, 1", "b700000001000000", "r0 = 1"],
  ["mov32 %r0, -1", "b4000000ffffffff", "w0 = -1"],
  ["add %r3, %r4", "0f43000000000000", "r3 += r4"],
  ["sub32 %r3, %r4", "1c43000000000000", "w3 -= w4"],
  ["sdiv %r1, 5", "3701010005000000", "r1 s/= 5"],
  ["smod32 %r1, %r2", "9c21010000000000", "w1 s%= w2"],
  ["neg %r2", "8702000000000000", "r2 = -r2"],
  ["neg32 %r2", "8402000000000000", "w2 = -w2"],
  ["movsx864 %r5, %r6", "bf65080000000000", "r5 = (s8)r6"],
  ["movsx1632 %r5, %r6", "bc65100000000000", "w5 = (s16)w6"],
  ["movsx3264 %r5, %r6", "bf65200000000000", "r5 = (s32)r6"],
  ["be16 %r1", "dc01000010000000", "r1 = be16 r1"],
  ["le64 %r1", "d401000040000000", "r1 = le64 r1"],
  ["swap32 %r1", "d701000020000000", "r1 = bswap32 r1"],
  ["arsh %r9, 63", "c70900003f000000", "r9 s>>= 63"],
  ["rsh32 %r9, 31", "740900001f000000", "w9 >>= 31"],
  ["lddw %r1, 0x1122334455667788", "18010000887766550000000044332211", "r1 = 0x1122334455667788 ll"],
  ["ldxb %r2, [%r10-1]", "71a2ffff00000000", "r2 = *(u8 *)(r10 - 1)"],
  ["ldxdw %r2, [%r1+8]", "7912080000000000", "r2 = *(u64 *)(r1 + 8)"],
  ["ldxsh %r2, [%r1+2]", "8912020000000000", "r2 = *(s16 *)(r1 + 2)"],
  ["stb [%r10-8], 127", "720af8ff7f000000", "*(u8 *)(r10 - 8) = 127"],
  ["stxdw [%r10-8], %r7", "7b7af8ff00000000", "*(u64 *)(r10 - 8) = r7"],
  ["stxh [%r10-2], %r7", "6b7afeff00000000", "*(u16 *)(r10 - 2) = r7"],
  ["lock add [%r10-8], %r1", "db1af8ff00000000", "lock *(u64 *)(r10 - 8) += r1"],
  ["lock xor32 [%r10-8], %r1", "c31af8ffa0000000", "lock *(u32 *)(r10 - 8) ^= r1"],
  ["lock fetch add [%r10-8], %r1", "db1af8ff01000000", "r1 = atomic64_fetch_add((u64 *)(r10 - 8), r1)"],
  ["lock fetch or32 [%r10-8], %r1", "c31af8ff41000000", "r1 = atomic_fetch_or((u32 *)(r10 - 8), r1)"],
  ["lock xchg [%r10-8], %r1", "db1af8ffe1000000", "r1 = atomic64_xchg((u64 *)(r10 - 8), r1)"],
  ["lock cmpxchg32 [%r10-8], %r1", "c31af8fff1000000", "r0 = atomic_cmpxchg((u32 *)(r10 - 8), r0, r1)"],
  ["jsgt %r1, -3, +1", "65010100fdffffff", "if r1 s> -3 goto +1 <2>"],
  ["jset32 %r1, %r2, +2", "4e21020000000000", "if w1 & w2 goto +2 <3>"],
  ["jeq %r1, %r2, -2", "1d21feff00000000", "if r1 == r2 goto -2 <-1>"],
  ["ja +1", "0500010000000000", "goto +1 <2>"],
  ["ja32 -2", "06000000feffffff", "gotol -2 <-1>"],
  ["call 5", "8500000005000000", "call bpf_ktime_get_ns#5"],
  ["call %r2", "8d02000000000000", "callx r2"],
  ["ldabsb 20", "3000000014000000", "r0 = *(u8 *)skb[20]"],
  ["ldindh %r3, 0", "4830000000000000", "r0 = *(u16 *)skb[r3 + 0]"],
  ["exit", "9500000000000000", "exit"],
];

describe("assembler", () => {
  it.each(encodings)("%s", (source, encoded, kernel) => {
    const bytes = assemble(source);
    expect(hex(bytes)).toBe(encoded);
    const [line] = disassemble({ instructions: bytes }, { syntax: "conformance" });
    expect(line?.text).toBe(source);
    expect(disassemble({ instructions: bytes })[0]?.text).toBe(kernel);
  });

  it("reaches every row, by its name and by its disassembly", () => {
    for (const row of instructions) {
      const fields = {
        dst: 0,
        src: 0,
        off: 0,
        imm: 0,
        ...Object.fromEntries(row.operands.map((f) => [f, 3])),
      };
      for (const { field, value } of row.select) fields[field] = value;
      const bytes = new Uint8Array(row.form === "lddw" ? 16 : 8);
      const view = new DataView(bytes.buffer);
      bytes[0] = row.code;
      bytes[1] = (fields.src << 4) | fields.dst;
      view.setInt16(2, fields.off, true);
      view.setInt32(4, fields.imm, true);
      const [{ text } = { text: "" }] = disassemble({ instructions: bytes }, { syntax: "conformance" });
      expect([row.name, hex(assemble(text))]).toEqual([row.name, hex(bytes)]);
      expect([row.name, hex(assemble(text.replace(row.mnemonic, row.name)))]).toEqual([row.name, hex(bytes)]);
    }
  });

  it("finds labels in front and behind, on lines of their own and before an instruction", () => {
    const source = "back: mov %r0, 0\njeq %r0, 1, ahead # a comment\nja back\nlddw %r1, 1\nahead:\nexit";
    expect(hex(assemble(source))).toBe(
      "b700000000000000" +
        "1500030001000000" +
        "0500fdff00000000" +
        "18010000010000000000000000000000" +
        "9500000000000000",
    );
  });

  it("takes `exit` for the first exit, unless that is a label", () => {
    expect(hex(assemble("ja exit\nexit\nexit"))).toMatch(/^0500000000000000/);
    expect(hex(assemble("ja exit\nexit\nexit:\nexit"))).toMatch(/^0500010000000000/);
  });

  it("takes every bit of a hexadecimal number, and no more than the value of a decimal one", () => {
    expect(hex(assemble("mov %r1, 0xffffffff"))).toBe("b7010000ffffffff");
    expect(hex(assemble("mov %r1, -2147483648"))).toBe("b701000000000080");
    expect(hex(assemble("lddw %r1, 0xffffffffffffffff"))).toBe("18010000ffffffff00000000ffffffff");
    expect(hex(assemble("lddw %r1, -1"))).toBe("18010000ffffffff00000000ffffffff");
    expect(hex(assemble("ldxb %r0, [%r1 - 0x8000]"))).toBe("7110008000000000");
  });

  it.each([
    ["mov %r0, 4294967295", "OUT_OF_RANGE"],
    ["mov %r0, -2147483649", "OUT_OF_RANGE"],
    ["mov %r0, 0x100000000", "OUT_OF_RANGE"],
    ["lddw %r0, 0x10000000000000000", "OUT_OF_RANGE"],
    ["ldxb %r0, [%r1+32768]", "OUT_OF_RANGE"],
    ["ldxb %r0, [%r1-32769]", "OUT_OF_RANGE"],
    ["ja +32768", "OUT_OF_RANGE"],
    ["mov %r0, one", "BAD_OPERAND"],
    ["mov %r0, 0x", "BAD_OPERAND"],
    ["mov 1, %r0", "BAD_OPERAND"],
    ["mov %r0, [%r1]", "BAD_OPERAND"],
    ["ldxb %r0, [%r1+]", "BAD_OPERAND"],
    ["ldxb %r0, [8]", "BAD_OPERAND"],
    ["stxb %r0, %r1", "BAD_OPERAND"],
    ["mov %r0,", "BAD_OPERAND"],
    ["mov %r11, 1", "BAD_REGISTER"],
    ["mov %r01, 1", "BAD_REGISTER"],
    ["mov %x, 1", "BAD_REGISTER"],
    ["mov %r0", "OPERAND_COUNT"],
    ["exit 0", "OPERAND_COUNT"],
    ["lock", "OPERAND_COUNT"],
    ["lock mul [%r1], %r2", "UNKNOWN_MNEMONIC"],
    ["add8 %r0, 1", "UNKNOWN_MNEMONIC"],
    ["%r0", "UNKNOWN_MNEMONIC"],
    ["ja nowhere", "UNKNOWN_LABEL"],
    ["call local nowhere", "UNKNOWN_LABEL"],
    ["a:\na:", "DUPLICATE_LABEL"],
  ])("refuses %j: %s", (source, code) => {
    let error: unknown;
    try {
      assemble(`\n${source}`);
    } catch (caught) {
      error = caught;
    }
    expect(error).toBeInstanceOf(AssemblerError);
    expect(error).toMatchObject({ code, fields: { line: source.includes("\n") ? 3 : 2 } });
  });

  it("refuses a label too far for its field", () => {
    const far = `ja far\n${"neg %r0\n".repeat(32_768)}far:\nexit`;
    expect(() => assemble(far)).toThrow(
      expect.objectContaining({ code: "OUT_OF_RANGE", fields: expect.objectContaining({ line: 1 }) }),
    );
    expect(hex(assemble(far.replace("ja", "ja32")).subarray(0, 8))).toBe("0600000000800000");
  });
});
