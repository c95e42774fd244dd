// SPDX-License-Identifier: Apache-2.0
/*
 * Clamps the segment size that connections through a tunnel announce. The option is usually the first one.
 *
 * Wrong: it does not ask how long the option says that it is. One that ends before its value has what follows it
 * overwritten. The verifier has nothing against that: it is all inside the packet.
 */
#include "buggy.h"

#define TUNNELLED IPV4(100, 64, 0, 7)
#define OPTION_MSS 2
#define MOST 1360

struct mss_option {
	u8 kind;
	u8 len;
	be16 value;
} PACKED;

SEC("tc/entry")
int to_tunnel(struct __sk_buff *skb)
{
	struct ipv4_header ip;
	struct tcp_header tcp;
	struct mss_option option;

	if (!load_ipv4(skb, &ip) || ip.protocol != IPPROTO_TCP || ip.daddr != TUNNELLED)
		return TC_ACT_OK;
	u32 off = l4_offset(&ip);
	if (!LOAD(skb, off, &tcp) || !(tcp.flags & TCP_SYN) || (tcp.words >> 4) < 6)
		return TC_ACT_OK;
	off += sizeof(tcp);
	if (!LOAD(skb, off, &option) || option.kind != OPTION_MSS || ntohs(option.value) <= MOST)
		return TC_ACT_OK;

	be16 clamped = htons(MOST);
	l4_csum_replace(skb, l4_offset(&ip) + TCP_CHECKSUM_OFFSET, option.value, clamped, 2);
	STORE(skb, off + offsetof(struct mss_option, value), &clamped);
	return TC_ACT_OK;
}
