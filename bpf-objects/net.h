// SPDX-License-Identifier: Apache-2.0
/* Headers on the wire, and what the datapath makes of them. */
#pragma once
#include "bpf.h"

#define ETH_P_802_3_MIN 0x0600 /* below this the field is a length, IEEE 802.3 */
#define ETH_P_IP 0x0800
#define ETH_P_ARP 0x0806
#define ETH_HLEN 14

struct eth_header {
	u8 dst[6];
	u8 src[6];
	be16 type;
} PACKED;

/* RFC 826, for IPv4 over Ethernet. */
struct arp_header {
	be16 hardware_type;
	be16 protocol_type;
	u8 hardware_len;
	u8 protocol_len;
	be16 operation;
	u8 sender_mac[6];
	be32 sender_ip;
	u8 target_mac[6];
	be32 target_ip;
} PACKED;

struct ipv4_header {
	u8 header_words : 4;
	u8 version : 4;
	u8 tos;
	be16 total_len;
	be16 id;
	be16 fragment;
	u8 ttl;
	u8 protocol;
	be16 checksum;
	be32 saddr;
	be32 daddr;
} PACKED;

#define IPV4_FRAGMENT_MASK htons(0x3fff) /* more fragments, or an offset */

enum ip_protocol {
	IPPROTO_ICMP = 1,
	IPPROTO_TCP = 6,
	IPPROTO_UDP = 17,
};

#define TCP_CHECKSUM_OFFSET 16
#define UDP_CHECKSUM_OFFSET 6

enum tcp_flag {
	TCP_FIN = 0x01,
	TCP_SYN = 0x02,
	TCP_RST = 0x04,
};

enum icmp_type {
	ICMP_ECHO_REPLY = 0,
	ICMP_DEST_UNREACHABLE = 3,
	ICMP_ECHO = 8,
	ICMP_TIME_EXCEEDED = 11,
	ICMP_PARAMETER_PROBLEM = 12,
};

/* What the datapath knows about an IPv4 packet. An ICMP echo's identifier stands for the client's port. */
struct ipv4_packet {
	be32 saddr;
	be32 daddr;
	be16 sport;
	be16 dport;
	u16 l4_off;
	u8 protocol;
	u8 ttl;
	u8 tcp_flags;
	u8 icmp_error;
	u8 pad[2];
};
