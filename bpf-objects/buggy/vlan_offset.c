// SPDX-License-Identifier: Apache-2.0
/*
 * Keeps the tenants of VLAN 100 from an address, through one tag or two.
 *
 * Wrong: behind two tags it looks for the IPv4 header where it is behind one.
 */
#include "buggy.h"

#define FORBIDDEN IPV4(10, 9, 9, 9)
#define TENANTS 100

SEC("tc/entry")
int from_trunk(struct __sk_buff *skb)
{
	struct eth_header eth;
	struct vlan_header tag, inner;
	be32 daddr;
	u32 off = ETH_HLEN;

	if (!LOAD(skb, 0, &eth))
		return TC_ACT_SHOT;
	if (eth.type != htons(ETH_P_8021Q) && eth.type != htons(ETH_P_8021AD))
		return TC_ACT_OK;
	if (!LOAD(skb, off, &tag))
		return TC_ACT_SHOT;
	if (eth.type == htons(ETH_P_8021AD)) {
		/* The service tag is the carrier's; the tenant's is behind it. */
		if (tag.type != htons(ETH_P_8021Q) || !LOAD(skb, off + sizeof(tag), &inner))
			return TC_ACT_SHOT;
		tag = inner;
	}
	off += sizeof(tag);
	if ((ntohs(tag.tci) & 0xfff) != TENANTS || tag.type != htons(ETH_P_IP))
		return TC_ACT_OK;
	if (!LOAD(skb, off + offsetof(struct ipv4_header, daddr), &daddr))
		return TC_ACT_SHOT;
	return daddr == FORBIDDEN ? TC_ACT_SHOT : TC_ACT_OK;
}
