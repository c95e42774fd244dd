/* The kernel's interface, as far as these objects need it, and the report of a test. */
typedef unsigned char __u8;
typedef unsigned short __u16;
typedef unsigned int __u32;
typedef unsigned long long __u64;

#define SEC(name) __attribute__((section(name), used))
#define __uint(name, value) int (*name)[value]
#define __type(name, value) value *name
#define inline inline __attribute__((always_inline))

enum { HASH = 1, ARRAY = 2, PROG_ARRAY = 3, PERCPU_ARRAY = 6, LRU_HASH = 9 };
enum { TEST_ERROR, TEST_PASS, TEST_FAIL, TEST_SKIP };

struct __sk_buff {
	__u32 len, pkt_type, mark, queue_mapping, protocol, vlan_present, vlan_tci, vlan_proto, priority;
	__u32 ingress_ifindex, ifindex, tc_index, cb[5], hash, tc_classid;
	volatile __u32 data, data_end;
};

struct xdp_md {
	__u32 data, data_end, data_meta, ingress_ifindex, rx_queue_index, egress_ifindex;
};

static void *(*map_lookup_elem)(void *map, const void *key) = (void *)1;
static long (*map_update_elem)(void *map, const void *key, const void *value, __u64 flags) = (void *)2;
static long (*map_delete_elem)(void *map, const void *key) = (void *)3;
static long (*tail_call)(void *ctx, void *map, __u32 slot) = (void *)12;
static long (*skb_change_tail)(struct __sk_buff *skb, __u32 len, __u64 flags) = (void *)38;
static long (*xdp_adjust_meta)(struct xdp_md *ctx, int delta) = (void *)54;
static long (*xdp_adjust_tail)(struct xdp_md *ctx, int delta) = (void *)65;
static long (*for_each_map_elem)(void *map, void *callback, void *context, __u64 flags) = (void *)164;
static long (*loop)(__u32 count, void *callback, void *context, __u64 flags) = (void *)181;
static void *(*map_lookup_percpu_elem)(void *map, const void *key, __u32 cpu) = (void *)195;

struct report {
	__u8 bytes[8192];
};

struct {
	__uint(type, ARRAY);
	__type(key, __u32);
	__type(value, struct report);
	__uint(max_entries, 1);
} suite_result_map SEC(".maps");

static inline __u8 *report(void)
{
	__u32 zero = 0;
	struct report *found = map_lookup_elem(&suite_result_map, &zero);

	return found ? found->bytes : 0;
}

/* Fails with the line it is in. */
#define expect(condition) \
	do { \
		if (!(condition)) \
			return fail(__LINE__); \
	} while (0)

/* Log { 1: "FILE:%d: not so", 2: line } */
static inline int fail(__u64 line)
{
	static const char text[] = FILE ":%d: not so";
	__u8 *at = report();

	if (!at)
		return TEST_ERROR;
	at[0] = 2 << 3 | 2;
	at[1] = 2 + sizeof(text) + 9;
	at[2] = 1 << 3 | 2;
	at[3] = sizeof(text);
	__builtin_memcpy(at + 4, text, sizeof(text));
	at[4 + sizeof(text)] = 2 << 3 | 1;
	__builtin_memcpy(at + 5 + sizeof(text), &line, 8);
	return TEST_FAIL;
}

char ____license[] SEC("license") = "GPL";
