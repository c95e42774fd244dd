/*
 * Configuration whose address is its value, in Cilium's manner of 1.13: `.data` (and `.bss` for a zero), with
 * legacy map definitions of 36 bytes and tail-call sections `MAP_ID/SLOT`.
 */
#include "bpf.h"

struct bpf_elf_map {
	__u32 type, size_key, size_value, max_elem, flags, id, pinning, inner_id, inner_idx;
};

struct bpf_elf_map SEC("maps") calls = {
	.type = 3, .id = 2, .size_key = 4, .size_value = 4, .pinning = 2, .max_elem = 25,
};
struct bpf_elf_map SEC("maps") policy_calls = {
	.type = 3, .id = 1, .size_key = 4, .size_value = 4, .pinning = 2, .max_elem = 65535,
};
struct bpf_elf_map SEC("maps") outer = {
	.type = 12, .size_key = 4, .size_value = 4, .max_elem = 8, .inner_id = 42,
};
struct bpf_elf_map SEC("maps") inner = {
	.type = 1, .id = 42, .size_key = 4, .size_value = 16, .max_elem = 100, .inner_idx = 3,
};

#define FETCH(name) ((__u32)(__u64)&name)
volatile __u32 LXC_IPV4 = 0x10203040;
volatile __u16 LXC_ID = 0x1010;
volatile __u32 SECLABEL;

SEC("2/1") int tail_one(struct __sk_buff *skb)
{
	return map_lookup_elem(&outer, &(__u32){ FETCH(LXC_ID) }) != 0;
}

SEC("1/0xffff") int handle_policy(struct __sk_buff *skb)
{
	return skb->mark == FETCH(SECLABEL);
}

SEC("from-container") int cil_from_container(struct __sk_buff *skb)
{
	if (skb->len == FETCH(LXC_IPV4))
		return redirect(FETCH(LXC_ID), 0);
	tail_call(skb, &calls, 1);
	return (__u16)FETCH(LXC_ID);
}

char _license[] SEC("license") = "GPL";
