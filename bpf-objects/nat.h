// SPDX-License-Identifier: Apache-2.0
/* Rewriting a packet so that its checksums stay right. */
#pragma once
#include "drops.h"
#include "net.h"

/* Which end of a packet a translation rewrites: offsets in the IPv4 and in the TCP or UDP header. */
struct nat_end {
	u32 address_off;
	u32 port_off;
};

static const struct nat_end SOURCE = { offsetof(struct ipv4_header, saddr), 0 };
static const struct nat_end DESTINATION = { offsetof(struct ipv4_header, daddr), 2 };

/*
 * Rewrites one end of a TCP or UDP packet. The address is part of two checksums, the IPv4 header's and (by
 * the pseudo-header) the transport's; the port is part of the transport's. UDP's checksum may be absent,
 * which is written as 0 and has to stay so.
 */
INLINE enum drop_reason translate(struct __sk_buff *skb, const struct ipv4_packet *packet, struct nat_end end,
				  be32 old_address, be32 address, be16 old_port, be16 port)
{
	bool tcp = packet->protocol == IPPROTO_TCP;
	u32 l4_off = packet->l4_off;
	u32 csum_off = l4_off + (tcp ? TCP_CHECKSUM_OFFSET : UDP_CHECKSUM_OFFSET);
	u64 flags = tcp ? 0 : BPF_F_MARK_MANGLED_0;
	s64 diff = csum_diff(&old_address, 4, &address, 4, 0);

	if (skb_store_bytes(skb, ETH_HLEN + end.address_off, &address, 4, 0))
		return DROP_WRITE_ERROR;
	if (l3_csum_replace(skb, ETH_HLEN + offsetof(struct ipv4_header, checksum), 0, diff, 0))
		return DROP_CSUM_L3;
	if (l4_csum_replace(skb, csum_off, 0, diff, flags | BPF_F_PSEUDO_HDR))
		return DROP_CSUM_L4;
	if (port == old_port)
		return PASS;
	if (l4_csum_replace(skb, csum_off, old_port, port, flags | sizeof(port)))
		return DROP_CSUM_L4;
	if (skb_store_bytes(skb, l4_off + end.port_off, &port, sizeof(port), 0))
		return DROP_WRITE_ERROR;
	return PASS;
}

/* One hop: the checksum is repaired over the 16-bit word of which the time to live is the first byte. */
INLINE enum drop_reason decrement_ttl(struct __sk_buff *skb, const struct ipv4_packet *packet)
{
	if (packet->ttl <= 1)
		return DROP_TTL_EXCEEDED;

	u8 ttl = packet->ttl - 1;
	if (l3_csum_replace(skb, ETH_HLEN + offsetof(struct ipv4_header, checksum), packet->ttl, ttl, 2))
		return DROP_CSUM_L3;
	if (skb_store_bytes(skb, ETH_HLEN + offsetof(struct ipv4_header, ttl), &ttl, 1, 0))
		return DROP_WRITE_ERROR;
	return PASS;
}
