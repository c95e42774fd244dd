// SPDX-License-Identifier: Apache-2.0
/*
 * Lets neighbour solicitations through that were not forwarded (RFC 4861: their hop limit is 255).
 *
 * Wrong: behind an extension header the packet may have to be pulled, and the hop limit is read through the pointer
 * from before. The kernel's verifier refuses this one; it shows what it keeps from happening.
 */
#include "buggy.h"

#define NEIGHBOUR_SOLICITATION 135

SEC("tc/entry")
int from_pod(struct __sk_buff *skb)
{
	if (skb->protocol != htons(ETH_P_IPV6))
		return TC_ACT_OK;
	if (skb_pull_data(skb, ETH_HLEN + sizeof(struct ipv6_header)))
		return TC_ACT_SHOT;
	struct ipv6_header *ip = (void *)((u64)skb->data + ETH_HLEN);
	if ((u64)(ip + 1) > (u64)skb->data_end)
		return TC_ACT_SHOT;

	u32 off = ETH_HLEN + sizeof(*ip);
	u8 next = ip->next;
	u8 type;
	if (next == IPPROTO_HOPOPTS) {
		u8 header[2];
		if (!LOAD(skb, off, &header))
			return TC_ACT_SHOT;
		next = header[0];
		off += 8 + 8 * header[1];
		if (next == IPPROTO_ICMPV6 && skb_pull_data(skb, off + sizeof(struct icmp_header)))
			return TC_ACT_SHOT;
	}
	if (next != IPPROTO_ICMPV6 || !LOAD(skb, off, &type))
		return TC_ACT_OK;
	if (type != NEIGHBOUR_SOLICITATION)
		return TC_ACT_OK;
	return ip->hop_limit == 255 ? TC_ACT_OK : TC_ACT_SHOT;
}
