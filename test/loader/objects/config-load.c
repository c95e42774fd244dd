/*
 * Configuration that is loaded, in Cilium's manner since 1.18: volatile constants in `.rodata.config`. Tail-call
 * slots are declaration tags on functions that share one section.
 */
#include "bpf.h"

#define CONFIG(type, name) SEC(".rodata.config") volatile const type __config_##name
#define TAIL(map, slot) __attribute__((btf_decl_tag("tail:" #map "/" #slot)))

struct {
	__uint(type, 3);
	__uint(key_size, 4);
	__uint(value_size, 4);
	__uint(max_entries, 50);
	__uint(pinning, 16);
} calls SEC(".maps");

union macaddr {
	struct {
		__u32 p1;
		__u16 p2;
	};
	__u8 addr[6];
};

CONFIG(__u16, endpoint_id);
CONFIG(__u32, endpoint_ipv4);
CONFIG(union macaddr, interface_mac) = { .addr = { 0xde, 0xad, 0xbe, 0xef, 0xc0, 0xde } };
CONFIG(__u8, enabled) = 1;
CONFIG(__u8, router_ipv6)[16];

static __noinline int helper(struct __sk_buff *skb)
{
	return __config_interface_mac.p1 + __config_interface_mac.p2 + skb->len;
}

TAIL(calls, 7) SEC("tc/tail") int tail_global(struct __sk_buff *skb)
{
	return __config_endpoint_ipv4 + __config_enabled;
}

TAIL(calls, 0x1f) static SEC("tc/tail") int tail_static(struct __sk_buff *skb)
{
	return helper(skb) + __config_router_ipv6[15];
}

static SEC("tc/tail") __noinline int subprogram(struct __sk_buff *skb)
{
	return skb->mark + __config_endpoint_id;
}

SEC("tc/entry") int entry(struct __sk_buff *skb)
{
	tail_call(skb, &calls, 7);
	tail_call(skb, &calls, 0x1f);
	return subprogram(skb);
}

char _license[] SEC("license") = "Dual BSD/GPL";
