// SPDX-License-Identifier: Apache-2.0
/*
 * Steps over IPv6 extension headers, one for each run of a program that then calls itself.
 *
 * Wrong: a routing header that has been used up is not stepped over, so that the next run finds it again.
 */
#include "buggy.h"

#define STEP 0
#define CB_OFFSET 0
#define CB_NEXT 1
#define SEGMENT_ROUTING 4

struct {
	MAP_UINT(type, BPF_MAP_TYPE_PROG_ARRAY);
	MAP_UINT(key_size, sizeof(u32));
	MAP_UINT(value_size, sizeof(u32));
	MAP_UINT(max_entries, 1);
} steps SEC(".maps");

struct extension {
	u8 next;
	u8 len;
	u8 type;
	u8 segments_left;
} PACKED;

SEC("tc/tail")
__attribute__((btf_decl_tag("tail:steps/0")))
int step(struct __sk_buff *skb)
{
	u32 off = skb->cb[CB_OFFSET];
	struct extension header;

	switch (skb->cb[CB_NEXT]) {
	case IPPROTO_HOPOPTS:
	case IPPROTO_DSTOPTS:
	case IPPROTO_ROUTING:
		break;
	default:
		return TC_ACT_OK;
	}
	if (!LOAD(skb, off, &header))
		return TC_ACT_SHOT;
	if (skb->cb[CB_NEXT] == IPPROTO_ROUTING && header.type != SEGMENT_ROUTING)
		return TC_ACT_SHOT; /* RFC 5095 */
	if (skb->cb[CB_NEXT] != IPPROTO_ROUTING || header.segments_left > 0) {
		skb->cb[CB_OFFSET] = off + 8 + 8 * header.len;
		skb->cb[CB_NEXT] = header.next;
	}
	tail_call_static(skb, &steps, STEP);
	return TC_ACT_SHOT;
}

SEC("tc/entry")
int from_uplink(struct __sk_buff *skb)
{
	struct ipv6_header ip;

	if (skb->protocol != htons(ETH_P_IPV6) || !LOAD(skb, ETH_HLEN, &ip))
		return TC_ACT_OK;
	if (ip.daddr[0] != 0xfd || ip.daddr[1] != 0x00 || ip.daddr[15] != 0x0a)
		return TC_ACT_OK; /* for others than fd00::…:0a */
	skb->cb[CB_OFFSET] = ETH_HLEN + sizeof(ip);
	skb->cb[CB_NEXT] = ip.next;
	tail_call_static(skb, &steps, STEP);
	return TC_ACT_SHOT;
}
