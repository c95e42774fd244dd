/*
 * Programs that call helpers whose vectors need more than one call: callbacks, sockets, and what is the same
 * only within one run. What each returns is in test/golden/programs/helpers.json.
 */
typedef unsigned char __u8;
typedef unsigned short __u16;
typedef unsigned int __u32;
typedef unsigned long long __u64;
typedef int __s32;
typedef long long __s64;

#define SEC(name) __attribute__((section(name), used))
#define __uint(name, value) int(*name)[value]
#define __type(name, value) typeof(value) *name

struct __sk_buff {
	__u32 len, pkt_type, mark, queue_mapping, protocol, vlan_present, vlan_tci, vlan_proto, priority;
	__u32 ingress_ifindex, ifindex, tc_index, cb[5], hash, tc_classid;
};

struct tuple4 {
	__u32 saddr, daddr;
	__u16 sport, dport;
};

static __u32 (*get_smp_processor_id)(void) = (void *)8;
static __u32 (*get_hash_recalc)(struct __sk_buff *) = (void *)34;
static void *(*map_lookup_elem)(void *, const void *) = (void *)1;
static long (*map_update_elem)(void *, const void *, const void *, __u64) = (void *)2;
static long (*map_delete_elem)(void *, const void *) = (void *)3;
static __u64 (*ktime_get_ns)(void) = (void *)5;
static __u32 (*get_prandom_u32)(void) = (void *)7;
static long (*set_hash_invalid)(struct __sk_buff *) = (void *)41;
static __u64 (*get_socket_cookie)(void *) = (void *)46;
static void *(*sk_lookup_tcp)(void *, struct tuple4 *, __u32, __u64, __u64) = (void *)84;
static void *(*sk_lookup_udp)(void *, struct tuple4 *, __u32, __u64, __u64) = (void *)85;
static long (*sk_release)(void *) = (void *)86;
static __u64 (*jiffies64)(void) = (void *)118;
static __u64 (*get_netns_cookie)(void *) = (void *)122;
static long (*sk_assign)(void *, void *, __u64) = (void *)124;
static long (*for_each_map_elem)(void *, void *, void *, __u64) = (void *)164;
static long (*loop)(__u32, void *, void *, __u64) = (void *)181;

struct {
	__uint(type, 1);
	__uint(max_entries, 8);
	__type(key, __u32);
	__type(value, __u64);
} hash SEC(".maps");

struct {
	__uint(type, 2);
	__uint(max_entries, 5);
	__type(key, __u32);
	__type(value, __u64);
} array SEC(".maps");

/* ---- the machine */

SEC("tc") int processor(struct __sk_buff *skb)
{
	return get_smp_processor_id();
}

/* The clock stands still within a run or goes on: it never goes back, and jiffies go with it. */
SEC("tc") int clock(struct __sk_buff *skb)
{
	__u64 before = ktime_get_ns(), jiffies = jiffies64(), after = ktime_get_ns();

	return (before <= after) | (before != 0) << 1 | (jiffies <= jiffies64()) << 2;
}

/* 32 bits, and not the same ones. */
SEC("tc") int chance(struct __sk_buff *skb)
{
	__u64 (*wide)(void) = (void *)7;
	__u64 a = wide(), b = wide(), c = wide();

	return (a >> 32 == 0) | (b >> 32 == 0) << 1 | (a != b || b != c) << 2;
}

SEC("tc") int netns_cookie(struct __sk_buff *skb)
{
	__u64 cookie = get_netns_cookie(skb);

	return (cookie != 0) | (cookie == get_netns_cookie(skb)) << 1;
}

SEC("tc") int socket_cookie(struct __sk_buff *skb)
{
	return get_socket_cookie(skb) == get_socket_cookie(skb);
}

/* ---- the hash */

SEC("tc") int hash_cleared(struct __sk_buff *skb)
{
	__u32 hash = get_hash_recalc(skb);
	long result = set_hash_invalid(skb);

	return (hash != 0) | (skb->hash == 0) << 1 | (result == 0) << 2;
}

/* ---- sockets */

#define TCP_PORT 8080
#define UDP_PORT 5353

static __attribute__((always_inline)) struct tuple4 to(__u16 port)
{
	struct tuple4 tuple = { __builtin_bswap32(0x7f000001), __builtin_bswap32(0x7f000001), __builtin_bswap16(40000),
				__builtin_bswap16(port) };

	return tuple;
}

SEC("tc") int released(struct __sk_buff *skb)
{
	struct tuple4 tuple = to(TCP_PORT);
	void *sk = sk_lookup_tcp(skb, &tuple, sizeof(tuple), -1, 0);

	return sk ? sk_release(sk) : 1;
}

SEC("tc") int released_udp(struct __sk_buff *skb)
{
	struct tuple4 tuple = to(UDP_PORT);
	void *sk = sk_lookup_udp(skb, &tuple, sizeof(tuple), -1, 0);

	return sk ? sk_release(sk) : 1;
}

SEC("tc") int missed(struct __sk_buff *skb)
{
	struct tuple4 tuple = to(1);
	void *sk = sk_lookup_tcp(skb, &tuple, sizeof(tuple), -1, 0);

	return sk ? sk_release(sk) : 1;
}

static __attribute__((always_inline)) int assigned(struct __sk_buff *skb, __u64 flags)
{
	struct tuple4 tuple = to(TCP_PORT);
	void *sk = sk_lookup_tcp(skb, &tuple, sizeof(tuple), -1, 0);
	long result;

	if (!sk)
		return 1;
	result = sk_assign(skb, sk, flags);
	sk_release(sk);
	return result;
}

SEC("tc") int assign(struct __sk_buff *skb)
{
	return assigned(skb, 0);
}

SEC("tc") int assign_flags(struct __sk_buff *skb)
{
	return assigned(skb, 1);
}

/* ---- callbacks */

struct sum {
	__u64 value;
	__u32 count, stop;
};

static long add(__u32 index, struct sum *sum)
{
	sum->value = sum->value * 3 + index;
	sum->count++;
	return index == sum->stop;
}

static __attribute__((always_inline)) int looped(__u32 count, __u32 stop, __u64 flags)
{
	struct sum sum = { 1, 0, stop };
	long result = loop(count, add, &sum, flags);

	return (__u32)result * 65536 + (sum.value & 0xff) * 256 + (sum.count & 0xff);
}

#define LOOP(name, count, stop, flags)                                                                             \
	SEC("tc") int name(struct __sk_buff *skb)                                                                  \
	{                                                                                                          \
		return looped(count, stop, flags);                                                                 \
	}
LOOP(loop_0, 0, -1, 0)
LOOP(loop_1, 1, -1, 0)
LOOP(loop_10, 10, -1, 0)
LOOP(loop_stopped, 10, 3, 0)
LOOP(loop_stopped_first, 10, 0, 0)
LOOP(loop_stopped_last, 10, 9, 0)
LOOP(loop_flags, 10, -1, 1)
LOOP(loop_most, 8 << 20, 99, 0)
LOOP(loop_too_many, (8 << 20) + 1, 99, 0)
LOOP(loop_negative, -1, 99, 0)

static long visit(void *map, __u32 *key, __u64 *value, struct sum *sum)
{
	/* The order is the map's own. */
	sum->value += *key * 100 + *value;
	*value += 1;
	return ++sum->count == sum->stop;
}

static __attribute__((always_inline)) int visited(void *map, __u32 filled, __u32 stop, __u64 flags)
{
	struct sum sum = { 0, 0, stop };
	long result, again;
	__u32 i;

#pragma unroll
	for (i = 0; i < 5; i++) {
		__u32 key = i;
		__u64 value = i + 1;

		if (i < filled)
			map_update_elem(map, &key, &value, 0);
		else
			map_delete_elem(map, &key);
	}
	result = for_each_map_elem(map, visit, &sum, flags);
	again = sum.value;
	return (__u32)result * 65536 + (stop == -1 ? again & 0xfff : 0) * 16 + (sum.count & 0xf);
}

#define VISIT(name, map, filled, stop, flags)                                                                      \
	SEC("tc") int name(struct __sk_buff *skb)                                                                  \
	{                                                                                                          \
		return visited(&map, filled, stop, flags);                                                         \
	}
VISIT(each_of_none, hash, 0, -1, 0)
VISIT(each_of_4, hash, 4, -1, 0)
VISIT(each_stopped, hash, 4, 2, 0)
VISIT(each_flags, hash, 4, -1, 1)
VISIT(each_of_array, array, 5, -1, 0)
VISIT(each_of_array_stopped, array, 5, 3, 0)

char _license[] SEC("license") = "GPL";
