// SPDX-License-Identifier: Apache-2.0
/*
 * Sends requests for a service to its backend.
 *
 * Wrong: a UDP checksum of zero says that there is none (RFC 768). It is updated like any other, and then there is
 * one, which is wrong. For the service's other port the flag that says so is there.
 */
#include "buggy.h"

#define SERVICE IPV4(10, 96, 0, 20)
#define BACKEND IPV4(10, 0, 1, 5)
#define CHECKSUM_OFF (IP_OFF + offsetof(struct ipv4_header, checksum))
#define DADDR_OFF (IP_OFF + offsetof(struct ipv4_header, daddr))

SEC("tc/entry")
int to_service(struct __sk_buff *skb)
{
	struct ipv4_header ip;
	struct udp_header udp;
	be32 backend = BACKEND;
	u64 flags = BPF_F_PSEUDO_HDR | 4;

	if (!load_ipv4(skb, &ip) || ip.protocol != IPPROTO_UDP || ip.daddr != SERVICE)
		return TC_ACT_OK;
	u32 off = l4_offset(&ip);
	if (!LOAD(skb, off, &udp))
		return TC_ACT_SHOT;
	if (udp.dport == htons(4789))
		flags |= BPF_F_MARK_MANGLED_0;
	else if (udp.dport != htons(6081))
		return TC_ACT_SHOT;
	l4_csum_replace(skb, off + UDP_CHECKSUM_OFFSET, ip.daddr, backend, flags);
	l3_csum_replace(skb, CHECKSUM_OFF, ip.daddr, backend, 4);
	skb_store_bytes(skb, DADDR_OFF, &backend, 4, 0);
	return redirect(UPLINK, 0);
}
