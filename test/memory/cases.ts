/** Programs that step outside of what they may touch, and some that go to its edge and stay inside. */
import type { MapSpec, Trap } from "../../vm/index.ts";
import { bytes, type Code, insn, map, mapPointer, valuePointer } from "../support/program.ts";

/** A 60-byte frame with nothing in it that a program here looks at. */
export const frame = new Uint8Array(60).fill(0xee);

/** What a trap has to say, as far as a case states it. */
type Expected = Partial<Omit<Trap, "object">> & { object?: Partial<NonNullable<Trap["object"]>> | null };

/** r2 = data, r3 = data_end. */
const packet: Code = [insn("ldxw", { dst: 2, src: 1, off: 76 }), insn("ldxw", { dst: 3, src: 1, off: 80 })];
export const done: Code = [insn("mov64_imm", { dst: 0, imm: 0 }), insn("exit")];

/** r0 = lookup(map, key): the key is put on the stack. */
const lookup = (name: string, key: number): Code => [
  insn("stw", { dst: 10, off: -4, imm: key }),
  mapPointer(1, name),
  insn("mov64_reg", { dst: 2, src: 10 }),
  insn("add64_imm", { dst: 2, imm: -4 }),
  insn("call_helper", { imm: 1 }),
];
/** Ends the program if r0 is null. */
const ifNull: Code = [insn("jne64_imm", { dst: 0, off: 2, imm: 0 }), ...done];
/** Ends the program if the packet at r2, which ends at r3, is shorter. */
const ifShorter = (length: number): Code => [
  insn("mov64_reg", { dst: 4, src: 2 }),
  insn("add64_imm", { dst: 4, imm: length }),
  insn("jle64_reg", { dst: 4, src: 3, off: 2 }),
  ...done,
];
/** Writes the key and the value 0x42 into the map. */
const update = (name: string, key: number): Code => [
  insn("stw", { dst: 10, off: -4, imm: key }),
  insn("stdw", { dst: 10, off: -16, imm: 0x42 }),
  mapPointer(1, name),
  insn("mov64_reg", { dst: 2, src: 10 }),
  insn("add64_imm", { dst: 2, imm: -4 }),
  insn("mov64_reg", { dst: 3, src: 10 }),
  insn("add64_imm", { dst: 3, imm: -16 }),
  insn("mov64_imm", { dst: 4, imm: 0 }),
  insn("call_helper", { imm: 2 }),
];

export interface OutsideCase {
  name: string;
  code: Code;
  maps?: MapSpec[];
  type?: "XDP";
  expected: Expected;
  /** The instruction at which the kernel's verifier refuses it, where that is not the one that traps. */
  refusedAt?: number;
}

/** The kernel's verifier refuses each of them. */
export const outside: OutsideCase[] = [
  {
    name: "stack, one byte below the frame",
    code: [insn("stb", { dst: 10, off: -513, imm: 1 }), ...done],
    expected: {
      code: "OUT_OF_BOUNDS",
      pc: 0,
      access: "write",
      size: 1,
      offset: -1,
      by: 1,
      object: { kind: "stack", name: "0", size: 512 },
    },
  },
  {
    name: "stack, above the frame",
    code: [insn("ldxdw", { dst: 0, src: 10, off: 0 }), insn("exit")],
    expected: {
      code: "OUT_OF_BOUNDS",
      pc: 0,
      access: "read",
      size: 8,
      offset: 512,
      by: 8,
      object: { kind: "stack" },
    },
  },
  {
    name: "stack, a wide store across the upper end",
    code: [insn("stxdw", { dst: 10, src: 1, off: -4 }), ...done],
    expected: { code: "OUT_OF_BOUNDS", pc: 0, offset: 508, by: 4, object: { kind: "stack" } },
  },
  {
    name: "a frame beyond the caller's, through a pointer to the caller's",
    // The callee gets r1 = the caller's r10 - 8 and goes 512 bytes up, into its own frame.
    code: [
      insn("mov64_reg", { dst: 1, src: 10 }),
      insn("add64_imm", { dst: 1, imm: -8 }),
      insn("call_local", { imm: 2 }),
      ...done,
      insn("stdw", { dst: 1, off: 512, imm: 7 }),
      ...done,
    ],
    expected: { code: "OUT_OF_BOUNDS", pc: 5, offset: 1016, by: 512, object: { kind: "stack", name: "0" } },
  },
  {
    name: "a hole of the context",
    code: [insn("ldxw", { dst: 0, src: 1, off: 184 + 8 }), insn("exit")],
    expected: {
      code: "CONTEXT_ACCESS",
      pc: 0,
      offset: 192,
      by: 4,
      object: { kind: "context", name: "__sk_buff", size: 192 },
    },
  },
  {
    name: "a field of the context that this program type may not read",
    code: [insn("ldxw", { dst: 0, src: 1, off: 92 }), insn("exit")],
    expected: { code: "CONTEXT_ACCESS", pc: 0, access: "read", offset: 92, by: null },
  },
  {
    name: "a field of the context that is read-only",
    code: [insn("stxw", { dst: 1, src: 1, off: 16 }), ...done],
    expected: { code: "CONTEXT_ACCESS", pc: 0, access: "write", offset: 16 },
  },
  {
    name: "half of the packet's address in the context",
    code: [insn("ldxh", { dst: 0, src: 1, off: 76 }), insn("exit")],
    expected: { code: "CONTEXT_ACCESS", pc: 0, access: "read", size: 2, offset: 76 },
  },
  {
    name: "packet, one byte before its start",
    code: [...packet, insn("ldxb", { dst: 0, src: 2, off: -1 }), insn("exit")],
    expected: { code: "OUT_OF_BOUNDS", pc: 2, offset: -1, by: 1, object: { kind: "packet", size: 60 } },
  },
  {
    name: "packet, one byte behind its end",
    code: [...packet, insn("ldxb", { dst: 0, src: 2, off: 60 }), insn("exit")],
    expected: { code: "OUT_OF_BOUNDS", pc: 2, offset: 60, by: 1, object: { kind: "packet", size: 60 } },
  },
  {
    name: "packet, a wide read across its end by one byte",
    code: [...packet, insn("ldxw", { dst: 0, src: 2, off: 57 }), insn("exit")],
    expected: {
      code: "OUT_OF_BOUNDS",
      pc: 2,
      size: 4,
      offset: 57,
      by: 1,
      object: { kind: "packet", size: 60 },
    },
  },
  {
    name: "packet of an XDP program, behind its end",
    type: "XDP",
    code: [insn("ldxw", { dst: 2, src: 1, off: 0 }), insn("stxh", { dst: 2, src: 2, off: 59 }), ...done],
    expected: {
      code: "OUT_OF_BOUNDS",
      pc: 1,
      access: "write",
      offset: 59,
      by: 1,
      object: { kind: "packet", size: 60 },
    },
  },
  {
    name: "the packet's end, dereferenced",
    code: [...packet, insn("ldxb", { dst: 0, src: 3, off: -1 }), insn("exit")],
    expected: { code: "OPAQUE_DEREFERENCE", pc: 2, object: { kind: "packet_end" } },
  },
  {
    name: "a map value, one byte behind its end",
    maps: [map("values", "ARRAY", { valueSize: 5 })],
    code: [...lookup("values", 1), ...ifNull, insn("ldxb", { dst: 0, src: 0, off: 5 }), insn("exit")],
    expected: {
      code: "OUT_OF_BOUNDS",
      pc: 9,
      offset: 5,
      by: 1,
      object: { kind: "map_value", name: "values", size: 5 },
    },
  },
  {
    name: "the neighbouring element of an ARRAY, exactly value_size away",
    maps: [map("values", "ARRAY")],
    code: [...lookup("values", 1), ...ifNull, insn("stdw", { dst: 0, off: 8, imm: 7 }), ...done],
    expected: {
      code: "OUT_OF_BOUNDS",
      pc: 9,
      offset: 8,
      by: 8,
      object: { kind: "map_value", name: "values", size: 8 },
    },
  },
  {
    name: "the neighbouring element of a HASH",
    maps: [map("table", "HASH")],
    code: [
      ...update("table", 1),
      ...update("table", 2),
      ...lookup("table", 1),
      ...ifNull,
      insn("ldxdw", { dst: 0, src: 0, off: 8 }),
      insn("exit"),
    ],
    expected: {
      code: "OUT_OF_BOUNDS",
      pc: 29,
      offset: 8,
      by: 8,
      object: { kind: "map_value", name: "table", size: 8 },
    },
  },
  {
    name: "read-only data, written",
    maps: [
      map(".rodata", "ARRAY", {
        maxEntries: 1,
        data: bytes("0102030405060708"),
        readOnly: true,
        definition: "data",
      }),
    ],
    code: [valuePointer(1, ".rodata", 4), insn("stw", { dst: 1, off: 0, imm: 9 }), ...done],
    expected: {
      code: "READ_ONLY",
      pc: 2,
      access: "write",
      offset: 4,
      object: { kind: "map_value", name: ".rodata" },
    },
  },
  {
    name: "a lookup's null",
    maps: [map("table", "HASH")],
    code: [...lookup("table", 1), insn("ldxdw", { dst: 0, src: 0, off: 0 }), insn("exit")],
    expected: { code: "NULL_DEREFERENCE", pc: 6, address: 0n, object: null },
  },
  {
    name: "a lookup's null plus a large offset, which lands in a mapped place",
    refusedAt: 6,
    maps: [map("table", "HASH")],
    code: [
      ...lookup("table", 1),
      insn("add64_imm", { dst: 0, imm: 0x11_2000 }),
      insn("ldxdw", { dst: 0, src: 0, off: 0 }),
      insn("exit"),
    ],
    expected: { code: "SCALAR_DEREFERENCE", pc: 7, address: 0x11_2000n, object: null },
  },
  {
    name: "a stale packet pointer after a helper that did not move the packet",
    code: [
      insn("mov64_reg", { dst: 6, src: 1 }),
      insn("ldxw", { dst: 7, src: 1, off: 76 }),
      insn("mov64_imm", { dst: 2, imm: 14 }),
      insn("call_helper", { imm: 39 }),
      insn("ldxb", { dst: 0, src: 7, off: 0 }),
      insn("exit"),
    ],
    expected: { code: "STALE_PACKET_POINTER", pc: 4, access: "read", size: 1, object: { kind: "packet" } },
  },
  {
    name: "a scalar, dereferenced",
    code: [
      ...packet,
      insn("mov32_reg", { dst: 2, src: 2 }),
      insn("ldxb", { dst: 0, src: 2, off: 0 }),
      insn("exit"),
    ],
    expected: { code: "SCALAR_DEREFERENCE", pc: 3, access: "read", object: null },
  },
  {
    name: "a pointer that was partly overwritten on the stack",
    code: [
      ...packet,
      insn("stxdw", { dst: 10, src: 2, off: -8 }),
      insn("stb", { dst: 10, off: -8, imm: 0 }),
      insn("ldxdw", { dst: 2, src: 10, off: -8 }),
      insn("ldxb", { dst: 0, src: 2, off: 0 }),
      insn("exit"),
    ],
    expected: { code: "SCALAR_DEREFERENCE", pc: 5 },
  },
  {
    name: "the difference of two pointers",
    code: [
      ...packet,
      insn("sub64_reg", { dst: 3, src: 2 }),
      insn("ldxb", { dst: 0, src: 3, off: 0 }),
      insn("exit"),
    ],
    expected: { code: "NULL_DEREFERENCE", pc: 3, address: 60n },
  },
  {
    name: "a frame that is gone, returned by its function",
    refusedAt: 4,
    code: [
      insn("call_local", { imm: 2 }),
      insn("ldxdw", { dst: 0, src: 0, off: -8 }),
      insn("exit"),
      insn("mov64_reg", { dst: 0, src: 10 }),
      insn("exit"),
    ],
    expected: { code: "SCALAR_DEREFERENCE", pc: 1 },
  },
  {
    name: "a frame that is gone, left behind in the caller's",
    refusedAt: 5,
    code: [
      insn("mov64_reg", { dst: 1, src: 10 }),
      insn("call_local", { imm: 3 }),
      insn("ldxdw", { dst: 1, src: 10, off: -8 }),
      insn("ldxdw", { dst: 0, src: 1, off: -8 }),
      insn("exit"),
      insn("stxdw", { dst: 1, src: 10, off: -8 }),
      ...done,
    ],
    expected: { code: "SCALAR_DEREFERENCE", pc: 3 },
  },
  {
    name: "an address that wraps around 2^64",
    code: [insn("mov64_imm", { dst: 1, imm: -4 }), insn("ldxdw", { dst: 0, src: 1, off: 0 }), insn("exit")],
    expected: { code: "SCALAR_DEREFERENCE", pc: 1, address: 0xffff_ffff_ffff_fffcn },
  },
  {
    name: "an offset of 2^32 from a packet pointer, which 32-bit arithmetic would not see",
    refusedAt: 4,
    code: [
      ...packet,
      insn("mov64_imm", { dst: 4, imm: 1 }),
      insn("lsh64_imm", { dst: 4, imm: 32 }),
      insn("add64_reg", { dst: 2, src: 4 }),
      insn("ldxb", { dst: 0, src: 2, off: 0 }),
      insn("exit"),
    ],
    expected: { code: "OUT_OF_BOUNDS", pc: 5, offset: 2 ** 32, object: { kind: "packet" } },
  },
  {
    name: "a map itself, written",
    maps: [map("values", "ARRAY")],
    code: [mapPointer(1, "values"), insn("stw", { dst: 1, off: 0, imm: 1 }), ...done],
    expected: { code: "OPAQUE_DEREFERENCE", pc: 2, object: { kind: "map", name: "values" } },
  },
  {
    name: "an atomic that is not aligned",
    code: [insn("mov64_imm", { dst: 1, imm: 1 }), insn("lock_add64", { dst: 10, src: 1, off: -12 }), ...done],
    expected: { code: "MISALIGNED_ATOMIC", pc: 1, size: 8 },
  },
  {
    name: "a helper's buffer that ends one byte outside the stack",
    code: [
      insn("mov64_imm", { dst: 2, imm: 0 }),
      insn("mov64_reg", { dst: 3, src: 10 }),
      insn("add64_imm", { dst: 3, imm: -7 }),
      insn("mov64_imm", { dst: 4, imm: 8 }),
      insn("call_helper", { imm: 26 }),
      ...done,
    ],
    expected: { code: "OUT_OF_BOUNDS", pc: 4, access: "write", size: 8, by: 1, object: { kind: "stack" } },
  },
];

/** The kernel's verifier accepts each of them. */
export const inside: { name: string; code: Code; maps?: MapSpec[]; retval: number }[] = [
  {
    name: "a callee writes its caller's frame through an argument",
    code: [
      insn("mov64_reg", { dst: 1, src: 10 }),
      insn("add64_imm", { dst: 1, imm: -8 }),
      insn("call_local", { imm: 2 }),
      insn("ldxdw", { dst: 0, src: 10, off: -8 }),
      insn("exit"),
      insn("stdw", { dst: 1, off: 0, imm: 42 }),
      ...done,
    ],
    retval: 42,
  },
  {
    name: "a pointer to the caller's frame, spilled and filled by the callee",
    code: [
      insn("mov64_reg", { dst: 1, src: 10 }),
      insn("call_local", { imm: 2 }),
      insn("ldxdw", { dst: 0, src: 10, off: -8 }),
      insn("exit"),
      insn("stxdw", { dst: 10, src: 1, off: -16 }),
      insn("ldxdw", { dst: 2, src: 10, off: -16 }),
      insn("stdw", { dst: 2, off: -8, imm: 43 }),
      ...done,
    ],
    retval: 43,
  },
  {
    name: "packet: the first and the last byte",
    code: [
      ...packet,
      ...ifShorter(60),
      insn("ldxb", { dst: 0, src: 2, off: 59 }),
      insn("ldxb", { dst: 4, src: 2, off: 0 }),
      insn("add64_reg", { dst: 0, src: 4 }),
      insn("exit"),
    ],
    retval: 0xee + 0xee,
  },
  {
    name: "a scalar plus a pointer is the pointer",
    code: [
      ...packet,
      insn("mov64_imm", { dst: 4, imm: 14 }),
      insn("add64_reg", { dst: 4, src: 2 }),
      insn("mov64_reg", { dst: 7, src: 4 }),
      ...ifShorter(15),
      insn("ldxb", { dst: 0, src: 7, off: 0 }),
      insn("exit"),
    ],
    retval: 0xee,
  },
  {
    name: "an old value's pointer keeps the old value after an update, and writes through it are lost",
    maps: [map("table", "HASH")],
    code: [
      ...update("table", 1),
      ...lookup("table", 1),
      ...ifNull,
      insn("mov64_reg", { dst: 6, src: 0 }),
      insn("stdw", { dst: 6, off: 0, imm: 0x11 }),
      ...update("table", 1),
      insn("ldxdw", { dst: 7, src: 6, off: 0 }),
      insn("stdw", { dst: 6, off: 0, imm: 0x99 }),
      ...lookup("table", 1),
      ...ifNull,
      insn("ldxdw", { dst: 0, src: 0, off: 0 }),
      insn("lsh64_imm", { dst: 0, imm: 8 }),
      insn("or64_reg", { dst: 0, src: 7 }),
      insn("exit"),
    ],
    retval: 0x4211,
  },
];
