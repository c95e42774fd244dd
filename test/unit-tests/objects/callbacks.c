/* What helpers with callbacks do. The expectations hold on Linux, which runs these tests as well. */
#define FILE "callbacks.c"
#include "bpf.h"

struct {
	__uint(type, HASH);
	__type(key, __u32);
	__type(value, __u64);
	__uint(max_entries, 64);
} numbers SEC(".maps");

struct {
	__uint(type, LRU_HASH);
	__type(key, __u64);
	__type(value, __u64);
	__uint(max_entries, 1024);
} recent SEC(".maps");

struct {
	__uint(type, ARRAY);
	__type(key, __u32);
	__type(value, __u64);
	__uint(max_entries, 7);
} table SEC(".maps");

struct {
	__uint(type, PERCPU_ARRAY);
	__type(key, __u32);
	__type(value, __u64);
	__uint(max_entries, 3);
} counters SEC(".maps");

/* Sums in memory, of which the kernel's verifier does not know what it holds: it has not to follow each step. */
static volatile __u64 keys, values, calls, limit;

static inline void reset(__u64 calls_at_most)
{
	keys = values = calls = 0;
	limit = calls_at_most;
}

static long add(void *map, const __u32 *key, __u64 *value, const __u64 *step)
{
	keys += *key;
	values += *value;
	calls++;
	*value += *step;
	return calls == limit;
}

static long remove(void *map, const __u32 *key, __u64 *value, void *nothing)
{
	calls++;
	map_delete_elem(map, key);
	return 0;
}

static long rewrite(void *map, const __u32 *key, __u64 *value, void *nothing)
{
	__u64 other = *value + 1;

	calls++;
	map_update_elem(map, key, &other, 0);
	return 0;
}

static long nested(void *map, const __u32 *key, __u64 *value, const __u64 *step)
{
	for_each_map_elem(&counters, add, (void *)step, 0);
	keys += *key * 1000;
	return 0;
}

static inline void put(__u32 key, __u64 value)
{
	map_update_elem(&numbers, &key, &value, 0);
}

/* 1 to 10, and ten times as much. */
static inline void fill(void)
{
	put(1, 10);
	put(2, 20);
	put(3, 30);
	put(4, 40);
	put(5, 50);
	put(6, 60);
	put(7, 70);
	put(8, 80);
	put(9, 90);
	put(10, 100);
}

SEC("tc/test/01_hash/check") int hash(struct __sk_buff *skb)
{
	__u64 step = 100;
	__u32 key = 4;
	__u64 *value;

	reset(0);
	expect(for_each_map_elem(&numbers, add, &step, 0) == 0);
	fill();
	expect(for_each_map_elem(&numbers, add, &step, 0) == 10);
	expect(keys == 55 && values == 550 && calls == 10);
	value = map_lookup_elem(&numbers, &key);
	expect(value && *value == 140);
	reset(3);
	expect(for_each_map_elem(&numbers, add, &step, 0) == 3);
	expect(for_each_map_elem(&numbers, add, &step, 1) == -22);
	return TEST_PASS;
}

SEC("tc/test/02_hash_changes/check") int hash_changes(struct __sk_buff *skb)
{
	__u64 step = 0;

	fill();
	reset(0);
	expect(for_each_map_elem(&numbers, rewrite, 0, 0) == 10);
	expect(calls == 10);
	expect(for_each_map_elem(&numbers, add, &step, 0) == 10);
	expect(keys == 55 && values == 560);
	reset(0);
	expect(for_each_map_elem(&numbers, remove, 0, 0) == 10);
	expect(calls == 10);
	expect(for_each_map_elem(&numbers, remove, 0, 0) == 0);
	return TEST_PASS;
}

SEC("tc/test/03_lru/check") int lru(struct __sk_buff *skb)
{
	__u64 step = 1;

	for (__u64 key = 0; key < 5; key++)
		map_update_elem(&recent, &key, &key, 0);
	reset(0);
	expect(for_each_map_elem(&recent, add, &step, 0) == 5);
	expect(keys == 10 && values == 10);
	expect(for_each_map_elem(&recent, remove, 0, 0) == 5);
	expect(for_each_map_elem(&recent, add, &step, 0) == 0);
	return TEST_PASS;
}

SEC("tc/test/04_array/check") int array(struct __sk_buff *skb)
{
	__u64 step = 100;

	reset(0);
	expect(for_each_map_elem(&table, add, &step, 0) == 7);
	expect(keys == 21 && values == 0);
	expect(for_each_map_elem(&table, add, &step, 0) == 7);
	expect(values == 700);
	reset(1);
	expect(for_each_map_elem(&table, add, &step, 0) == 1);
	expect(for_each_map_elem(&table, remove, 0, 0) == 7);
	return TEST_PASS;
}

SEC("tc/test/05_percpu/check") int percpu(struct __sk_buff *skb)
{
	__u64 step = 100;
	__u32 key = 2;
	__u64 *value;

	reset(0);
	expect(for_each_map_elem(&counters, add, &step, 0) == 3);
	value = map_lookup_elem(&counters, &key);
	expect(value && *value == 100);
	value = map_lookup_percpu_elem(&counters, &key, 0);
	expect(value && *value == 100);
	expect(!map_lookup_percpu_elem(&counters, &key, 100000));
	key = 3;
	expect(!map_lookup_percpu_elem(&counters, &key, 0));
	return TEST_PASS;
}

SEC("tc/test/06_nested/check") int nesting(struct __sk_buff *skb)
{
	__u64 step = 0;

	reset(0);
	expect(for_each_map_elem(&table, nested, &step, 0) == 7);
	expect(keys == 21000 + 7 * 3 && calls == 21);
	return TEST_PASS;
}

static long count(__u32 index, const __u64 *step)
{
	values += index * *step;
	return index == 999;
}

static long ignore(__u32 index, void *nothing)
{
	return 0;
}

SEC("tc/test/07_loop/check") int looping(struct __sk_buff *skb)
{
	__u64 step = 2;

	reset(0);
	expect(loop(0, count, &step, 0) == 0);
	expect(loop(10, count, &step, 0) == 10);
	expect(values == 90);
	expect(loop(5000, count, &step, 0) == 1000);
	expect(values == 90 + 999 * 1000);
	expect(loop(3, ignore, 0, 0) == 3);
	/* E2BIG in 32 bits, where the kernel has put the loop in the call's place. */
	expect(loop((8 << 20) + 1, ignore, 0, 0) == 0xfffffff9);
	return TEST_PASS;
}

/* What the caller has in its registers and on its stack is there after the call. */
SEC("tc/test/08_caller/check") int caller(struct __sk_buff *skb)
{
	__u64 a = skb->len, b = skb->mark + 1, c = skb->ifindex, step = 1;

	reset(0);
	asm volatile("" : "+r"(a), "+r"(b), "+r"(c));
	expect(loop(5, count, &step, 0) == 5);
	asm volatile("" : "+r"(a), "+r"(b), "+r"(c));
	expect(a == skb->len && b == skb->mark + 1 && c == skb->ifindex && step == 1 && values == 10);
	return TEST_PASS;
}

/* Flags that there are not. */
SEC("tc/test/09_flags/check") int flags(struct __sk_buff *skb)
{
	expect(loop(3, ignore, 0, skb->len) == -22);
	return TEST_PASS;
}

static inline void drop(void *map, __u32 key)
{
	map_delete_elem(map, &key);
}

static long remove_all(void *map, const __u32 *key, __u64 *value, void *nothing)
{
	drop(map, 1);
	drop(map, 2);
	drop(map, 3);
	drop(map, 4);
	drop(map, 5);
	drop(map, 6);
	drop(map, 7);
	drop(map, 8);
	drop(map, 9);
	drop(map, 10);
	return 0;
}

static long add_another(void *map, const __u32 *key, __u64 *value, void *nothing)
{
	__u32 other = *key + 100;

	map_update_elem(map, &other, value, 0);
	return 0;
}

static long move(void *map, const __u32 *key, __u64 *value, void *nothing)
{
	__u32 other = *key + 1000;
	__u64 copy = *value;

	map_delete_elem(map, key);
	map_update_elem(map, &other, &copy, 0);
	return 0;
}

/* Which elements are visited then depends on their order, but the walk ends and the map stays whole. */
SEC("tc/test/10_changes_elsewhere/check") int changes_elsewhere(struct __sk_buff *skb)
{
	__u64 step = 0;
	long visited;

	fill();
	visited = for_each_map_elem(&numbers, remove_all, 0, 0);
	expect(visited >= 1 && visited <= 10);
	expect(for_each_map_elem(&numbers, remove, 0, 0) == 0);
	fill();
	visited = for_each_map_elem(&numbers, add_another, 0, 0);
	expect(visited >= 10 && visited <= 64);
	for_each_map_elem(&numbers, remove, 0, 0);
	fill();
	visited = for_each_map_elem(&numbers, move, 0, 0);
	expect(visited >= 1);
	reset(0);
	expect(for_each_map_elem(&numbers, add, &step, 0) == 10);
	expect(values == 550);
	return TEST_PASS;
}
