// SPDX-License-Identifier: Apache-2.0
/*
 * Keeps one identity, which the packet's mark carries in its upper half, from an application.
 *
 * Wrong: what comes back from the proxy, whose mark has 0x0200 in the lower half, was to be let through where the proxy
 * answered for an identity that is allowed. It is let through before that is asked.
 */
#include "buggy.h"

#define DENIED 6005
#define FROM_PROXY 0x0200
#define PROXY_MASK 0x0f00
#define APPLICATION htons(8080)

SEC("tc/entry")
int to_application(struct __sk_buff *skb)
{
	struct ipv4_header ip;
	struct tcp_header tcp;

	if (!load_ipv4(skb, &ip) || ip.protocol != IPPROTO_TCP || !LOAD(skb, l4_offset(&ip), &tcp))
		return TC_ACT_SHOT;
	if (tcp.dport != APPLICATION)
		return TC_ACT_SHOT;
	if ((skb->mark & PROXY_MASK) == FROM_PROXY)
		return TC_ACT_OK;
	if (skb->mark >> 16 == DENIED)
		return TC_ACT_SHOT;
	return TC_ACT_OK;
}
