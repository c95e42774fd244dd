// SPDX-License-Identifier: Apache-2.0
/* Reading a packet. */
#pragma once
#include "drops.h"
#include "net.h"

/* The ethertype in host order, or 0 for a frame that has none: IEEE 802.3 puts a length there. */
INLINE u16 ethertype(const struct __sk_buff *skb)
{
	const struct eth_header *eth = (void *)(u64)skb->data;

	if ((void *)(eth + 1) > (void *)(u64)skb->data_end)
		return 0;
	u16 type = ntohs(eth->type);
	return type < ETH_P_802_3_MIN ? 0 : type;
}

/* Makes the first `len` bytes of the packet readable in place; false when there are not so many. */
INLINE bool pull(struct __sk_buff *skb, u32 len)
{
	if ((u64)skb->data + len <= (u64)skb->data_end)
		return true;
	return skb_pull_data(skb, len) == 0;
}

INLINE enum drop_reason parse_tcp(const struct __sk_buff *skb, struct ipv4_packet *packet)
{
	if (skb_load_bytes(skb, packet->l4_off, &packet->sport, 2) ||
	    skb_load_bytes(skb, packet->l4_off + 2, &packet->dport, 2) ||
	    skb_load_bytes(skb, packet->l4_off + 13, &packet->tcp_flags, 1))
		return DROP_CT_INVALID_HDR;
	return PASS;
}

INLINE enum drop_reason parse_udp(const struct __sk_buff *skb, struct ipv4_packet *packet)
{
	if (skb_load_bytes(skb, packet->l4_off, &packet->sport, 2) ||
	    skb_load_bytes(skb, packet->l4_off + 2, &packet->dport, 2))
		return DROP_CT_INVALID_HDR;
	return PASS;
}

INLINE enum drop_reason parse_icmp(const struct __sk_buff *skb, struct ipv4_packet *packet)
{
	u8 type;
	be16 identifier;

	if (skb_load_bytes(skb, packet->l4_off, &type, 1) ||
	    skb_load_bytes(skb, packet->l4_off + 4, &identifier, 2))
		return DROP_CT_INVALID_HDR;

	switch (type) {
	case ICMP_ECHO:
		packet->sport = identifier;
		return PASS;
	case ICMP_ECHO_REPLY:
		packet->dport = identifier;
		return PASS;
	case ICMP_DEST_UNREACHABLE:
	case ICMP_TIME_EXCEEDED:
	case ICMP_PARAMETER_PROBLEM:
		packet->icmp_error = true;
		return PASS;
	default:
		return DROP_CT_UNKNOWN_PROTO;
	}
}

/* Fills `packet`, or says why it cannot. */
INLINE enum drop_reason parse_ipv4(struct __sk_buff *skb, struct ipv4_packet *packet)
{
	*packet = (struct ipv4_packet){};
	if (!pull(skb, ETH_HLEN + sizeof(struct ipv4_header)))
		return DROP_INVALID;

	const struct ipv4_header *ip = (void *)((u64)skb->data + ETH_HLEN);
	if ((u64)(ip + 1) > (u64)skb->data_end)
		return DROP_INVALID;
	if (ip->version != 4 || ip->header_words * 4 < sizeof(*ip))
		return DROP_INVALID;
	if (ip->fragment & IPV4_FRAGMENT_MASK)
		return DROP_FRAG_NOSUPPORT; /* only a first fragment has ports */

	packet->saddr = ip->saddr;
	packet->daddr = ip->daddr;
	packet->protocol = ip->protocol;
	packet->ttl = ip->ttl;
	packet->l4_off = ETH_HLEN + ip->header_words * 4; /* options are stepped over */

	switch (packet->protocol) {
	case IPPROTO_TCP:
		return parse_tcp(skb, packet);
	case IPPROTO_UDP:
		return parse_udp(skb, packet);
	case IPPROTO_ICMP:
		return parse_icmp(skb, packet);
	default:
		return DROP_CT_UNKNOWN_PROTO;
	}
}
