// SPDX-License-Identifier: Apache-2.0
/*
 * Routes to a service's network, and drops what has no hop left.
 *
 * Wrong: established connections to the resolver take a short way, on which the lifetime is counted down without a
 * look at it.
 */
#include "buggy.h"

#define SERVICES IPV4(10, 96, 0, 0)
#define SERVICES_MASK IPV4(255, 240, 0, 0)
#define RESOLVER IPV4(10, 96, 0, 10)
#define TTL_OFF (IP_OFF + offsetof(struct ipv4_header, ttl))
#define CHECKSUM_OFF (IP_OFF + offsetof(struct ipv4_header, checksum))

INLINE void count_down(struct __sk_buff *skb, u8 ttl)
{
	u8 less = ttl - 1;

	l3_csum_replace(skb, CHECKSUM_OFF, ttl, less, 2);
	STORE(skb, TTL_OFF, &less);
}

SEC("tc/entry")
int to_services(struct __sk_buff *skb)
{
	struct ipv4_header ip;
	struct tcp_header tcp;

	if (!load_ipv4(skb, &ip) || (ip.daddr & SERVICES_MASK) != SERVICES)
		return TC_ACT_OK;
	if (ip.protocol == IPPROTO_TCP && ip.daddr == RESOLVER && LOAD(skb, l4_offset(&ip), &tcp) &&
	    tcp.dport == htons(53) && (tcp.flags & (TCP_ACK | TCP_SYN)) == TCP_ACK) {
		count_down(skb, ip.ttl);
		return redirect(UPLINK, 0);
	}
	if (ip.ttl <= 1)
		return TC_ACT_SHOT;
	count_down(skb, ip.ttl);
	return redirect(UPLINK, 0);
}
