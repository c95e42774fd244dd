// SPDX-License-Identifier: Apache-2.0
/*
 * Marks the packets of calls for expedited forwarding: voice by its port, signalling by its port and server.
 *
 * Wrong: for signalling it writes the new field and forgets the header's checksum.
 */
#include "buggy.h"

#define EXPEDITED 0xb8
#define SIGNALLING_SERVER IPV4(192, 0, 2, 10)
#define SIGNALLING_PORT htons(5060)
#define VOICE_PORT htons(16384)
#define TOS_OFF (IP_OFF + offsetof(struct ipv4_header, tos))
#define CHECKSUM_OFF (IP_OFF + offsetof(struct ipv4_header, checksum))

SEC("tc/entry")
int to_uplink(struct __sk_buff *skb)
{
	struct ipv4_header ip;
	struct udp_header udp;
	u8 tos = EXPEDITED;

	if (!load_ipv4(skb, &ip) || ip.protocol != IPPROTO_UDP || !LOAD(skb, l4_offset(&ip), &udp))
		return TC_ACT_OK;
	if (ip.tos == EXPEDITED)
		return TC_ACT_OK;
	if (udp.dport == VOICE_PORT) {
		l3_csum_replace(skb, CHECKSUM_OFF, htons(ip.tos), htons(EXPEDITED), 2);
		STORE(skb, TOS_OFF, &tos);
	} else if (ip.daddr == SIGNALLING_SERVER && udp.dport == SIGNALLING_PORT) {
		STORE(skb, TOS_OFF, &tos);
	}
	return TC_ACT_OK;
}
