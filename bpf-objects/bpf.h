// SPDX-License-Identifier: Apache-2.0
/* What a BPF program needs from the kernel: types, contexts, helpers. Nothing here needs a system header. */
#pragma once

typedef __UINT8_TYPE__ u8;
typedef __UINT16_TYPE__ u16;
typedef __UINT32_TYPE__ u32;
typedef __UINT64_TYPE__ u64;
typedef __INT64_TYPE__ s64;
typedef _Bool bool;
/* Values in network byte order. */
typedef u16 be16;
typedef u32 be32;

#define true 1
#define false 0
#define NULL ((void *)0)

#define SEC(name) __attribute__((section(name), used))
#define INLINE static inline __attribute__((always_inline))
#define PACKED __attribute__((packed))
#define ALIGNED8 __attribute__((aligned(8)))
#define offsetof(type, member) __builtin_offsetof(type, member)
#define min(a, b) ((a) < (b) ? (a) : (b))

/* The objects are little-endian (target bpfel). */
#define htons(x) ((be16)__builtin_bswap16(x))
#define ntohs(x) ((u16)__builtin_bswap16(x))
#define htonl(x) ((be32)__builtin_bswap32(x))
#define IPV4(a, b, c, d) ((be32)((u32)(d) << 24 | (c) << 16 | (b) << 8 | (a)))

/* Map definitions are structs that are never instantiated: the loader reads the numbers from their BTF. */
#define MAP_UINT(name, value) int(*name)[value]
#define MAP_TYPE(name, type) type *name

enum map_type {
	BPF_MAP_TYPE_HASH = 1,
	BPF_MAP_TYPE_PROG_ARRAY = 3,
	BPF_MAP_TYPE_PERF_EVENT_ARRAY = 4,
	BPF_MAP_TYPE_PERCPU_HASH = 5,
	BPF_MAP_TYPE_PERCPU_ARRAY = 6,
	BPF_MAP_TYPE_LRU_HASH = 9,
	BPF_MAP_TYPE_LPM_TRIE = 11,
};

#define BPF_F_NO_PREALLOC 1
/* One map of this name for all objects that are loaded together. */
#define PIN_BY_NAME 1
#define BPF_ANY 0

/* Constants for the loader to overwrite: `--set NAME=VALUE` finds them by the symbol `__config_NAME`. */
#define CONFIG(type, name) SEC(".rodata.config") volatile const type __config_##name
#define config(name) __config_##name

/* linux/bpf.h: the context of a tc program. */
struct __sk_buff {
	u32 len;
	u32 pkt_type;
	u32 mark;
	u32 queue_mapping;
	u32 protocol;
	u32 vlan_present;
	u32 vlan_tci;
	u32 vlan_proto;
	u32 priority;
	u32 ingress_ifindex;
	u32 ifindex;
	u32 tc_index;
	u32 cb[5];
	u32 hash;
	u32 tc_classid;
	u32 data;
	u32 data_end;
};

/* linux/bpf.h: the context of a program at connect(2), sendmsg(2), … */
struct bpf_sock_addr {
	u32 user_family;
	be32 user_ip4;
	be32 user_ip6[4];
	u32 user_port; /* the low half, in network byte order */
	u32 family;
	u32 type;
	u32 protocol;
};

enum tc_action {
	TC_ACT_OK = 0,
	TC_ACT_SHOT = 2,
};

#define BPF_F_PSEUDO_HDR (1 << 4)
#define BPF_F_MARK_MANGLED_0 (1 << 5)
#define BPF_F_CURRENT_CPU 0xffffffffULL

/* Helpers are called by number. */
static void *(*const map_lookup_elem)(void *map, const void *key) = (void *)1;
static long (*const map_update_elem)(void *map, const void *key, const void *value, u64 flags) = (void *)2;
static long (*const map_delete_elem)(void *map, const void *key) = (void *)3;
static u64 (*const ktime_get_ns)(void) = (void *)5;
static u32 (*const get_prandom_u32)(void) = (void *)7;
static long (*const skb_store_bytes)(struct __sk_buff *skb, u32 off, const void *from, u32 len,
				     u64 flags) = (void *)9;
static long (*const l3_csum_replace)(struct __sk_buff *skb, u32 off, u64 from, u64 to, u64 flags) =
	(void *)10;
static long (*const l4_csum_replace)(struct __sk_buff *skb, u32 off, u64 from, u64 to, u64 flags) =
	(void *)11;
static long (*const tail_call)(void *ctx, void *prog_array, u32 index) = (void *)12;
static long (*const redirect)(u32 ifindex, u64 flags) = (void *)23;
static long (*const perf_event_output)(void *ctx, void *map, u64 flags, void *data, u64 size) = (void *)25;
static long (*const skb_load_bytes)(const struct __sk_buff *skb, u32 off, void *to, u32 len) = (void *)26;
static s64 (*const csum_diff)(const be32 *from, u32 from_size, const be32 *to, u32 to_size, u32 seed) =
	(void *)28;
static u32 (*const get_hash_recalc)(struct __sk_buff *skb) = (void *)34;
static long (*const skb_pull_data)(struct __sk_buff *skb, u32 len) = (void *)39;
static u64 (*const get_socket_cookie)(void *ctx) = (void *)46;
static long (*const redirect_peer)(u32 ifindex, u64 flags) = (void *)155;

/*
 * A tail call with a constant index, written out so that the compiler cannot merge two of them: the kernel
 * jumps directly, and a loader can see which programs reach which.
 */
INLINE void tail_call_static(void *ctx, const void *prog_array, const u32 index)
{
	asm volatile("r1 = %[ctx]\n\t"
		     "r2 = %[map]\n\t"
		     "r3 = %[index]\n\t"
		     "call 12"
		     :
		     : [ctx] "r"(ctx), [map] "r"(prog_array), [index] "i"(index)
		     : "r0", "r1", "r2", "r3", "r4", "r5", "memory");
}
