/* Tests that come out in every way there is. */
#define FILE "protocol.c"
#include "bpf.h"

enum { NEW_ERROR = 100, NEW_PASS, NEW_FAIL, NEW_SKIP };

struct {
	__uint(type, ARRAY);
	__type(key, __u32);
	__type(value, __u64);
	__uint(max_entries, 1);
} mock_skb_meta_map SEC(".maps");

struct {
	__uint(type, ARRAY);
	__type(key, __u32);
	__type(value, __u64);
	__uint(max_entries, 1);
} kept SEC(".maps");

struct difference {
	char name[128], file[128], line[128], layer[128];
	__u16 expected_size;
	__u8 expected[1518];
	__u16 got_size;
	__u8 got[1518];
};

struct {
	__uint(type, ARRAY);
	__type(key, __u32);
	__type(value, struct difference);
	__uint(max_entries, 256);
} scapy_assert_map SEC(".maps");

static inline __u64 *first(void *map)
{
	__u32 zero = 0;

	return map_lookup_elem(map, &zero);
}

SEC("tc/test/01_packet/pktgen") int make(struct __sk_buff *skb)
{
	__u8 *data;

	expect(skb->len == 3520 && skb->mark == 0 && skb->ifindex == 1);
	for (int i = 0; i < 5; i++)
		expect(skb->cb[i] == 0);
	skb_change_tail(skb, 60, 0);
	data = (__u8 *)(__u64)skb->data;
	if (data + 60 > (__u8 *)(__u64)skb->data_end)
		return TEST_ERROR;
	data[14] = 0xab;
	skb->mark = 5;
	skb->tc_index = 6;
	return TEST_PASS;
}

SEC("tc/test/01_packet/setup") int send(struct __sk_buff *skb)
{
	__u64 *metadata = first(&mock_skb_meta_map), *counter = first(&kept);

	if (!metadata || !counter)
		return TEST_ERROR;
	*metadata = 1;
	*counter = 42;
	expect(skb->len == 60 && skb->mark == 5);
	/* The kernel's test-run does not hand it on. */
	expect(skb->tc_index == 0);
	skb->cb[3] = 7;
	return 0x01020304;
}

SEC("tc/test/01_packet/check") int judge(struct __sk_buff *skb)
{
	__u8 *data = (__u8 *)(__u64)skb->data;

	expect(skb->len == 64 && skb->mark == 5 && skb->cb[3] == 7);
	if (data + 64 > (__u8 *)(__u64)skb->data_end)
		return TEST_ERROR;
	expect(*(__u32 *)data == 0x01020304 && data[4 + 14] == 0xab);
	return TEST_PASS;
}

/* Maps stay as they are from test to test, but for those of the protocol. */
SEC("tc/test/02_maps/check") int maps(struct __sk_buff *skb)
{
	__u64 *metadata = first(&mock_skb_meta_map), *counter = first(&kept);
	__u8 *bytes = report();

	if (!metadata || !counter || !bytes)
		return TEST_ERROR;
	expect(*metadata == 0 && *counter == 42 && bytes[0] == 0);
	expect(skb->len == 3520);
	return TEST_PASS;
}

/* SuiteResult { 1: TestResult { 1: "sub", 2: FAIL, 3: Log { 1: "%d of 0x%04x", 2: -1, 2: 255 } } } */
SEC("tc/test/03_fail/check") int failing(struct __sk_buff *skb)
{
	static const __u8 text[] = "\x0a\xad\x80\x00"
				   "\x0a\x03sub"
				   "\x10\x02"
				   "\x1a\x22"
				   "\x0a\x0e%d of 0x%04x%%"
				   "\x11\xff\xff\xff\xff\xff\xff\xff\xff"
				   "\x11\xff\0\0\0\0\0\0\0";
	__u8 *bytes = report();

	if (!bytes)
		return TEST_ERROR;
	__builtin_memcpy(bytes, text, sizeof(text));
	return TEST_FAIL;
}

SEC("tc/test/04_skip/check") int skipped(struct __sk_buff *skb)
{
	return TEST_SKIP;
}

SEC("tc/test/05_error/check") int error(struct __sk_buff *skb)
{
	return TEST_ERROR;
}

SEC("tc/test/06_newer/check") int newer(struct __sk_buff *skb)
{
	return NEW_PASS;
}

SEC("tc/test/07_newer_fail/check") int newer_fail(struct __sk_buff *skb)
{
	return NEW_FAIL;
}

SEC("tc/test/08_newer_skip/check") int newer_skip(struct __sk_buff *skb)
{
	return NEW_SKIP;
}

SEC("tc/test/09_no_packet/pktgen") int no_packet(struct __sk_buff *skb)
{
	return NEW_ERROR;
}

SEC("tc/test/09_no_packet/check") int never(struct __sk_buff *skb)
{
	return NEW_PASS;
}

SEC("tc/test/10_two/check") int two_one(struct __sk_buff *skb)
{
	return TEST_PASS;
}

SEC("tc/test/10_two/check") int two_two(struct __sk_buff *skb)
{
	return fail(__LINE__);
}

SEC("tc/test/11_no_code/check") int no_code(struct __sk_buff *skb)
{
	return 77;
}

SEC("xdp/test/12_metadata/pktgen") int shrink(struct xdp_md *ctx)
{
	return xdp_adjust_tail(ctx, 64 - 3520) ? TEST_ERROR : TEST_PASS;
}

SEC("xdp/test/12_metadata/setup") int metadata(struct xdp_md *ctx)
{
	__u32 *word;

	if (xdp_adjust_meta(ctx, -4))
		return TEST_ERROR;
	word = (__u32 *)(__u64)ctx->data_meta;
	if ((__u8 *)(word + 1) > (__u8 *)(__u64)ctx->data)
		return TEST_ERROR;
	*word = 0xfeedbeef;
	return 2;
}

SEC("xdp/test/12_metadata/check") int with_metadata(struct xdp_md *ctx)
{
	__u32 *words = (__u32 *)(__u64)ctx->data;

	expect(ctx->data_end - ctx->data == 4 + 4 + 64);
	if ((__u8 *)(words + 2) > (__u8 *)(__u64)ctx->data_end)
		return TEST_ERROR;
	expect(words[0] == 2 && words[1] == 0xfeedbeef);
	return TEST_PASS;
}

/* Linux would refuse it: it may not end. */
SEC("tc/test/13_endless/setup") int endless(struct __sk_buff *skb)
{
	while (skb->len)
		asm volatile("");
	return 0;
}

SEC("tc/test/13_endless/check") int after_endless(struct __sk_buff *skb)
{
	return TEST_PASS;
}

SEC("tc/test/14_difference/check") int different(struct __sk_buff *skb)
{
	__u32 third = 3;
	struct difference *entry = map_lookup_elem(&scapy_assert_map, &third);

	if (!entry)
		return TEST_ERROR;
	__builtin_memcpy(entry->name, "frames", 7);
	__builtin_memcpy(entry->file, FILE, sizeof(FILE));
	__builtin_memcpy(entry->line, "1", 2);
	__builtin_memcpy(entry->layer, "Ether", 6);
	entry->expected_size = 2;
	entry->expected[0] = 0xaa;
	entry->expected[1] = 0xbb;
	entry->got_size = 1;
	entry->got[0] = 0xaa;
	return NEW_FAIL;
}

/* A report that is cut off, or claims more than there is, gives what was whole before. */
SEC("tc/test/15_broken_report/check") int broken(struct __sk_buff *skb)
{
	static const __u8 text[] = "\x12\x05\x0a\x03" "abc" "\x12\xff\x0a\x7fxx";
	__u8 *bytes = report();

	if (!bytes)
		return TEST_ERROR;
	__builtin_memcpy(bytes, text, sizeof(text));
	bytes[8100] = 1;
	return TEST_FAIL;
}

/* The section says nothing about its type: it is that of the programs it stands beside. */
SEC("elsewhere") int in_slot(struct __sk_buff *skb)
{
	return skb->len == 60 ? 55 : 0;
}

struct {
	__uint(type, PROG_ARRAY);
	__uint(key_size, 4);
	__uint(max_entries, 1);
	int (*values[])(struct __sk_buff *skb);
} slots SEC(".maps") = { .values = { in_slot } };

SEC("tc/test/16_static_slot/pktgen") int small(struct __sk_buff *skb)
{
	return skb_change_tail(skb, 60, 0) ? TEST_ERROR : TEST_PASS;
}

SEC("tc/test/16_static_slot/setup") int jump(struct __sk_buff *skb)
{
	tail_call(skb, &slots, 0);
	return 0;
}

SEC("tc/test/16_static_slot/check") int jumped(struct __sk_buff *skb)
{
	__u8 *data = (__u8 *)(__u64)skb->data;

	if (data + 4 > (__u8 *)(__u64)skb->data_end)
		return TEST_ERROR;
	expect(*data == 55);
	return TEST_PASS;
}
