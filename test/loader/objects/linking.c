/* Subprograms, a callback, data sections, and static slots of a map of maps and a program array. */
#include "bpf.h"

struct {
	__uint(type, 2);
	__type(key, __u32);
	__type(value, __u64);
	__uint(max_entries, 4);
} numbers SEC(".maps");

struct inner {
	__uint(type, 1);
	__type(key, __u32);
	__type(value, __u64);
	__uint(max_entries, 4);
} inner_one SEC(".maps"), inner_two SEC(".maps");

struct {
	__uint(type, 12);
	__type(key, __u32);
	__uint(max_entries, 4);
	__array(values, struct inner);
} outer SEC(".maps") = { .values = { [1] = &inner_one, [3] = &inner_two } };

int tail(struct __sk_buff *skb);
struct {
	__uint(type, 3);
	__uint(key_size, 4);
	__uint(max_entries, 4);
	__uint(pinning, 1);
	__array(values, int(struct __sk_buff *));
} jumps SEC(".maps") = { .values = { [2] = &tail } };

__u64 counter;
static __u64 static_counter;
int initialised = 5;
const volatile int constant = 7;
static const volatile int static_constant = 9;
const char format[] = "hello %d";

static __noinline int leaf(int a)
{
	counter += a;
	return a + constant;
}

static __noinline int middle(int a)
{
	static_counter += a;
	return leaf(a) + leaf(a + 1) + static_constant;
}

static int callback(void *map, __u32 *key, __u64 *value, int *sum)
{
	*sum += leaf(*value);
	return 0;
}

__noinline int global(int a)
{
	initialised += a;
	return middle(a) * 2;
}

SEC("tc") int tail(struct __sk_buff *skb)
{
	return global(skb->len);
}

SEC("tc") int first(struct __sk_buff *skb)
{
	int sum = 1;
	__u32 key = 1;

	for_each_map_elem(&numbers, callback, &sum, 0);
	if (map_lookup_elem(&outer, &key))
		return 2;
	tail_call(skb, &jumps, 2);
	return middle(skb->len) + sum;
}

SEC("tc") int second(struct __sk_buff *skb)
{
	trace_printk(format, sizeof(format), leaf(skb->mark));
	return global(skb->len);
}

char _license[] SEC("license") = "GPL";
