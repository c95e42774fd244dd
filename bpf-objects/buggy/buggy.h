// SPDX-License-Identifier: Apache-2.0
/* What the programs of the gallery share: more headers, and short ways to read them. Nothing here is wrong. */
#pragma once
#include "../bpf.h"
#include "../net.h"

#define TC_ACT_REDIRECT 7
#define ETH_P_8021Q 0x8100
#define ETH_P_8021AD 0x88a8
#define ETH_P_IPV6 0x86dd
#define IP_OFF ETH_HLEN

#define UPLINK 2 /* the interface that packets leave through */

struct vlan_header {
	be16 tci;
	be16 type;
} PACKED;

struct tcp_header {
	be16 sport;
	be16 dport;
	be32 seq;
	be32 ack;
	u8 words; /* the header's length is in the upper half */
	u8 flags;
	be16 window;
	be16 checksum;
	be16 urgent;
} PACKED;

#define TCP_ACK 0x10

struct udp_header {
	be16 sport;
	be16 dport;
	be16 len;
	be16 checksum;
} PACKED;

struct icmp_header {
	u8 type;
	u8 code;
	be16 checksum;
	u32 rest;
} PACKED;

struct ipv6_header {
	be32 version_class_label;
	be16 payload_len;
	u8 next;
	u8 hop_limit;
	u8 saddr[16];
	u8 daddr[16];
} PACKED;

#define IPPROTO_HOPOPTS 0
#define IPPROTO_ROUTING 43
#define IPPROTO_ICMPV6 58
#define IPPROTO_DSTOPTS 60

#define LOAD(skb, off, to) (skb_load_bytes(skb, off, to, sizeof(*(to))) == 0)
#define STORE(skb, off, from) (skb_store_bytes(skb, off, from, sizeof(*(from)), 0) == 0)

/* The IPv4 header of a frame without tags; false where there is none. */
INLINE bool load_ipv4(struct __sk_buff *skb, struct ipv4_header *ip)
{
	return skb->protocol == htons(ETH_P_IP) && LOAD(skb, IP_OFF, ip) && ip->version == 4 &&
	       ip->header_words >= 5;
}

/* Where the transport header begins. */
INLINE u32 l4_offset(const struct ipv4_header *ip)
{
	return IP_OFF + ip->header_words * 4;
}
