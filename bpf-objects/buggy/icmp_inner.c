// SPDX-License-Identifier: Apache-2.0
/*
 * Translates a pod's address, and with it the packet that an ICMP error quotes.
 *
 * Wrong: the quoted header's own checksum makes up for what changes in its address, so that the ICMP checksum, which
 * covers both, stays as it is. It is updated all the same, unless the error is that the packet was too big.
 */
#include "buggy.h"

#define POD IPV4(10, 0, 1, 5)
#define NODE IPV4(192, 0, 2, 1)
#define TOO_BIG 4
#define CHECKSUM_OFF offsetof(struct icmp_header, checksum)

SEC("tc/entry")
int from_uplink(struct __sk_buff *skb)
{
	struct ipv4_header ip, quoted;
	struct icmp_header icmp;

	if (!load_ipv4(skb, &ip) || ip.protocol != IPPROTO_ICMP || ip.daddr != NODE)
		return TC_ACT_OK;
	u32 off = l4_offset(&ip);
	if (!LOAD(skb, off, &icmp) || icmp.type != ICMP_DEST_UNREACHABLE)
		return TC_ACT_OK;
	u32 inner = off + sizeof(icmp);
	if (!LOAD(skb, inner, &quoted) || quoted.saddr != NODE || quoted.protocol != IPPROTO_UDP)
		return TC_ACT_OK;

	be32 node = NODE, pod = POD;
	l3_csum_replace(skb, inner + offsetof(struct ipv4_header, checksum), NODE, pod, 4);
	skb_store_bytes(skb, inner + offsetof(struct ipv4_header, saddr), &pod, 4, 0);
	if (icmp.code == TOO_BIG)
		return TC_ACT_OK;
	l4_csum_replace(skb, off + CHECKSUM_OFF, 0, csum_diff(&node, 4, &pod, 4, 0), 0);
	return TC_ACT_OK;
}
