// Generated from spec/ by gen/. Do not edit: change spec/ and run `npm run gen`.

export const FIELD_KIND_SCALAR: u32 = 0;
export const FIELD_KIND_PACKET: u32 = 1;
export const FIELD_KIND_PACKET_END: u32 = 2;
export const FIELD_KIND_PACKET_META: u32 = 3;
export const FIELD_KIND_SOCKET: u32 = 4;
export const FIELD_PARTS_NONE: u32 = 0;
export const FIELD_PARTS_NARROW: u32 = 1;
export const FIELD_PARTS_START: u32 = 2;
export const FIELD_PARTS_KEPT: u32 = 3;
export const FIELD_PARTS_WORDS: u32 = 4;
export const FIELD_PARTS_ANY: u32 = 5;
export const FIELD_STORE_ALL: u32 = 0;
export const FIELD_STORE_QUEUE: u32 = 1;
export const FIELD_READ: u32 = 1;
export const FIELD_WRITE: u32 = 2;
/** What `fieldAt` knows the fields behind a socket's pointer by. */
export const SOCKET_POINTER: u32 = 5;

// A field's record, one byte each.
export const FIELD_OFFSET: usize = 0;
export const FIELD_SIZE: usize = 1;
export const FIELD_KEPT: usize = 2;
export const FIELD_RIGHTS: usize = 3;
export const FIELD_PARTS: usize = 4;
export const FIELD_KIND: usize = 5;
export const FIELD_STORE: usize = 6;

// __sk_buff for SCHED_CLS
const BYTES_0: usize = memory.data<u8>([1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 6, 6, 6, 6, 7, 7, 7, 7, 8, 8, 8, 8, 9, 9, 9, 9, 10, 10, 10, 10, 11, 11, 11, 11, 12, 12, 12, 12, 13, 13, 13, 13, 13, 13, 13, 13, 13, 13, 13, 13, 13, 13, 13, 13, 13, 13, 13, 13, 14, 14, 14, 14, 15, 15, 15, 15, 16, 16, 16, 16, 17, 17, 17, 17, 18, 18, 18, 18, 19, 19, 19, 19, 20, 20, 20, 20, 21, 21, 21, 21, 22, 22, 22, 22, 22, 22, 22, 22, 22, 22, 22, 22, 22, 22, 22, 22, 23, 23, 23, 23, 23, 23, 23, 23, 23, 23, 23, 23, 23, 23, 23, 23, 24, 24, 24, 24, 25, 25, 25, 25, 26, 26, 26, 26, 27, 27, 27, 27, 27, 27, 27, 27, 28, 28, 28, 28, 28, 28, 28, 28, 29, 29, 29, 29, 30, 30, 30, 30, 31, 31, 31, 31, 31, 31, 31, 31, 32, 32, 32, 32, 33, 0, 0, 0, 34, 34, 34, 34, 34, 34, 34, 34]);
const FIELDS_0: usize = memory.data<u8>([0, 4, 4, 1, 1, 0, 0, 4, 4, 1, 1, 1, 0, 0, 8, 4, 4, 3, 1, 0, 0, 12, 4, 2, 3, 1, 0, 1, 16, 4, 2, 1, 1, 0, 0, 20, 4, 4, 1, 1, 0, 0, 24, 4, 2, 1, 1, 0, 0, 28, 4, 2, 1, 1, 0, 0, 32, 4, 4, 3, 1, 0, 0, 36, 4, 4, 1, 1, 0, 0, 40, 4, 4, 1, 1, 0, 0, 44, 4, 2, 3, 1, 0, 0, 48, 20, 20, 3, 5, 0, 0, 68, 4, 4, 1, 1, 0, 0, 72, 4, 2, 3, 1, 0, 0, 76, 4, 4, 1, 0, 1, 0, 80, 4, 4, 1, 0, 2, 0, 84, 4, 4, 1, 1, 0, 0, 88, 4, 4, 0, 1, 0, 0, 92, 4, 4, 0, 1, 0, 0, 96, 4, 4, 0, 1, 0, 0, 100, 16, 16, 0, 1, 0, 0, 116, 16, 16, 0, 1, 0, 0, 132, 4, 4, 0, 1, 0, 0, 136, 4, 4, 0, 1, 0, 0, 140, 4, 4, 1, 0, 3, 0, 144, 8, 8, 0, 0, 0, 0, 152, 8, 8, 3, 0, 0, 0, 160, 4, 4, 1, 1, 0, 0, 164, 4, 2, 1, 1, 0, 0, 168, 8, 8, 1, 0, 4, 0, 176, 4, 2, 1, 1, 0, 0, 180, 1, 1, 1, 0, 0, 0, 184, 8, 8, 1, 0, 0, 0]);

// __sk_buff for SCHED_ACT
const BYTES_1: usize = memory.data<u8>([1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 6, 6, 6, 6, 7, 7, 7, 7, 8, 8, 8, 8, 9, 9, 9, 9, 10, 10, 10, 10, 11, 11, 11, 11, 12, 12, 12, 12, 13, 13, 13, 13, 13, 13, 13, 13, 13, 13, 13, 13, 13, 13, 13, 13, 13, 13, 13, 13, 14, 14, 14, 14, 15, 15, 15, 15, 16, 16, 16, 16, 17, 17, 17, 17, 18, 18, 18, 18, 19, 19, 19, 19, 20, 20, 20, 20, 21, 21, 21, 21, 22, 22, 22, 22, 22, 22, 22, 22, 22, 22, 22, 22, 22, 22, 22, 22, 23, 23, 23, 23, 23, 23, 23, 23, 23, 23, 23, 23, 23, 23, 23, 23, 24, 24, 24, 24, 25, 25, 25, 25, 26, 26, 26, 26, 27, 27, 27, 27, 27, 27, 27, 27, 28, 28, 28, 28, 28, 28, 28, 28, 29, 29, 29, 29, 30, 30, 30, 30, 31, 31, 31, 31, 31, 31, 31, 31, 32, 32, 32, 32, 33, 0, 0, 0, 34, 34, 34, 34, 34, 34, 34, 34]);
const FIELDS_1: usize = memory.data<u8>([0, 4, 4, 1, 1, 0, 0, 4, 4, 1, 1, 1, 0, 0, 8, 4, 4, 3, 1, 0, 0, 12, 4, 2, 3, 1, 0, 1, 16, 4, 2, 1, 1, 0, 0, 20, 4, 4, 1, 1, 0, 0, 24, 4, 2, 1, 1, 0, 0, 28, 4, 2, 1, 1, 0, 0, 32, 4, 4, 3, 1, 0, 0, 36, 4, 4, 1, 1, 0, 0, 40, 4, 4, 1, 1, 0, 0, 44, 4, 2, 3, 1, 0, 0, 48, 20, 20, 3, 5, 0, 0, 68, 4, 4, 1, 1, 0, 0, 72, 4, 2, 3, 1, 0, 0, 76, 4, 4, 1, 0, 1, 0, 80, 4, 4, 1, 0, 2, 0, 84, 4, 4, 1, 1, 0, 0, 88, 4, 4, 0, 1, 0, 0, 92, 4, 4, 0, 1, 0, 0, 96, 4, 4, 0, 1, 0, 0, 100, 16, 16, 0, 1, 0, 0, 116, 16, 16, 0, 1, 0, 0, 132, 4, 4, 0, 1, 0, 0, 136, 4, 4, 0, 1, 0, 0, 140, 4, 4, 1, 0, 3, 0, 144, 8, 8, 0, 0, 0, 0, 152, 8, 8, 3, 0, 0, 0, 160, 4, 4, 1, 1, 0, 0, 164, 4, 2, 1, 1, 0, 0, 168, 8, 8, 1, 0, 4, 0, 176, 4, 2, 1, 1, 0, 0, 180, 1, 1, 1, 0, 0, 0, 184, 8, 8, 1, 0, 0, 0]);

// xdp_md for XDP
const BYTES_2: usize = memory.data<u8>([1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 6, 6, 6, 6]);
const FIELDS_2: usize = memory.data<u8>([0, 4, 4, 1, 0, 1, 0, 4, 4, 4, 1, 0, 2, 0, 8, 4, 4, 1, 0, 3, 0, 12, 4, 4, 1, 0, 0, 0, 16, 4, 4, 1, 0, 0, 0, 20, 4, 4, 0, 0, 0, 0]);

// bpf_sock_addr for CGROUP_SOCK_ADDR
const BYTES_3: usize = memory.data<u8>([1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 6, 6, 6, 6, 7, 7, 7, 7, 8, 8, 8, 8, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 0, 0, 0, 0, 10, 10, 10, 10, 10, 10, 10, 10]);
const FIELDS_3: usize = memory.data<u8>([0, 4, 2, 1, 0, 0, 0, 4, 4, 4, 3, 1, 0, 0, 8, 16, 16, 3, 4, 0, 0, 24, 4, 2, 3, 1, 0, 0, 28, 4, 2, 1, 0, 0, 0, 32, 4, 2, 1, 0, 0, 0, 36, 4, 2, 1, 0, 0, 0, 40, 4, 4, 3, 1, 0, 0, 44, 16, 16, 3, 4, 0, 0, 64, 8, 8, 1, 0, 4, 0]);

// bpf_sock for CGROUP_SOCK
const BYTES_4: usize = memory.data<u8>([1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 6, 6, 6, 6, 7, 7, 7, 7, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 9, 9, 9, 9, 10, 10, 10, 10, 11, 11, 11, 11, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 13, 13, 13, 13, 14, 14, 14, 14]);
const FIELDS_4: usize = memory.data<u8>([0, 4, 4, 3, 0, 0, 0, 4, 4, 2, 1, 2, 0, 0, 8, 4, 2, 1, 2, 0, 0, 12, 4, 2, 1, 2, 0, 0, 16, 4, 4, 3, 0, 0, 0, 20, 4, 4, 3, 0, 0, 0, 24, 4, 4, 1, 1, 0, 0, 28, 16, 16, 1, 1, 0, 0, 44, 4, 2, 1, 2, 0, 0, 48, 4, 2, 1, 3, 0, 0, 52, 4, 4, 1, 1, 0, 0, 56, 16, 16, 1, 1, 0, 0, 72, 4, 1, 1, 2, 0, 0, 76, 4, 2, 1, 2, 0, 0]);

// bpf_sock for pointers
const BYTES_5: usize = memory.data<u8>([1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 6, 6, 6, 6, 7, 7, 7, 7, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 9, 9, 9, 9, 10, 10, 10, 10, 11, 11, 11, 11, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 12, 13, 13, 13, 13, 14, 14, 14, 14]);
const FIELDS_5: usize = memory.data<u8>([0, 4, 4, 1, 0, 0, 0, 4, 4, 2, 1, 2, 0, 0, 8, 4, 2, 1, 2, 0, 0, 12, 4, 2, 1, 2, 0, 0, 16, 4, 4, 1, 0, 0, 0, 20, 4, 4, 1, 0, 0, 0, 24, 4, 4, 1, 1, 0, 0, 28, 16, 16, 1, 1, 0, 0, 44, 4, 2, 1, 2, 0, 0, 48, 4, 2, 1, 3, 0, 0, 52, 4, 4, 1, 1, 0, 0, 56, 16, 16, 1, 1, 0, 0, 72, 4, 1, 1, 2, 0, 0, 76, 4, 2, 1, 2, 0, 0]);

/** The record of the field that byte `offset` of a context lies in, or 0. */
export function fieldAt(context: u32, offset: u64): usize {
  switch (context) {
    case 0: {
      if (offset >= 192) return 0;
      const field = <usize>load<u8>(BYTES_0 + <usize>offset);
      return field ? FIELDS_0 + (field - 1) * 7 : 0;
    }
    case 1: {
      if (offset >= 192) return 0;
      const field = <usize>load<u8>(BYTES_1 + <usize>offset);
      return field ? FIELDS_1 + (field - 1) * 7 : 0;
    }
    case 2: {
      if (offset >= 24) return 0;
      const field = <usize>load<u8>(BYTES_2 + <usize>offset);
      return field ? FIELDS_2 + (field - 1) * 7 : 0;
    }
    case 3: {
      if (offset >= 72) return 0;
      const field = <usize>load<u8>(BYTES_3 + <usize>offset);
      return field ? FIELDS_3 + (field - 1) * 7 : 0;
    }
    case 4: {
      if (offset >= 80) return 0;
      const field = <usize>load<u8>(BYTES_4 + <usize>offset);
      return field ? FIELDS_4 + (field - 1) * 7 : 0;
    }
    case 5: {
      if (offset >= 80) return 0;
      const field = <usize>load<u8>(BYTES_5 + <usize>offset);
      return field ? FIELDS_5 + (field - 1) * 7 : 0;
    }
    default: return 0;
  }
}
