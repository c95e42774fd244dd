// SPDX-License-Identifier: Apache-2.0
/*
 * Sends requests to the resolver through a proxy, and keeps everything else from it.
 *
 * Wrong: later fragments have no ports, and their data is taken for some. Fragmentation is looked at for TCP alone.
 */
#include "buggy.h"

#define RESOLVER IPV4(10, 96, 0, 10)
#define OFFSET_MASK htons(0x1fff)

SEC("tc/entry")
int to_resolver(struct __sk_buff *skb)
{
	struct ipv4_header ip;
	struct udp_header udp;

	if (!load_ipv4(skb, &ip) || ip.daddr != RESOLVER)
		return TC_ACT_OK;
	if (ip.protocol == IPPROTO_TCP)
		return ip.fragment & OFFSET_MASK ? TC_ACT_SHOT : TC_ACT_OK;
	if (ip.protocol != IPPROTO_UDP || !LOAD(skb, l4_offset(&ip), &udp))
		return TC_ACT_SHOT;
	return udp.dport == htons(53) ? redirect(UPLINK, 0) : TC_ACT_SHOT;
}
