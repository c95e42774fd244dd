// SPDX-License-Identifier: Apache-2.0
/*
 * Closes a host's telnet port.
 *
 * Wrong: it takes IPv4 headers to have 20 bytes. With options, the ports are elsewhere.
 */
#include "buggy.h"

#define HOST IPV4(10, 1, 2, 3)

SEC("tc/entry")
int to_host(struct __sk_buff *skb)
{
	struct ipv4_header ip;
	struct tcp_header tcp;

	if (!load_ipv4(skb, &ip) || ip.protocol != IPPROTO_TCP || ip.daddr != HOST)
		return TC_ACT_OK;
	if (!LOAD(skb, IP_OFF + sizeof(ip), &tcp))
		return TC_ACT_SHOT;
	return tcp.dport == htons(23) ? TC_ACT_SHOT : TC_ACT_OK;
}
