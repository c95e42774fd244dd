// SPDX-License-Identifier: Apache-2.0
/*
 * Answers ARP requests for the gateway, whether they are broadcast or, when a neighbour is confirmed, sent to the
 * gateway itself.
 *
 * Wrong: the answer to the latter goes to the station that sent the frame and names it as the target, which is
 * another one than the ARP sender behind a relay.
 */
#include "buggy.h"

#define GATEWAY_IP IPV4(10, 0, 1, 1)

INLINE bool is_gateway(const u8 *mac)
{
	return mac[0] == 0x0a && mac[1] == 0x1b && mac[2] == 0x2c && mac[3] == 0x3d && mac[4] == 0x4e && mac[5] == 0x5f;
}

INLINE bool is_broadcast(const u8 *mac)
{
	return (mac[0] & mac[1] & mac[2] & mac[3] & mac[4] & mac[5]) == 0xff;
}

SEC("tc/entry")
int from_pod(struct __sk_buff *skb)
{
	const u8 our_mac[6] = { 0x0a, 0x1b, 0x2c, 0x3d, 0x4e, 0x5f };
	struct eth_header eth;
	struct arp_header arp;

	if (skb->protocol != htons(ETH_P_ARP) || !LOAD(skb, 0, &eth) || !LOAD(skb, ETH_HLEN, &arp))
		return TC_ACT_OK;
	if (arp.operation != htons(1) || arp.target_ip != GATEWAY_IP)
		return TC_ACT_OK;

	u8 target[6];
	if (is_gateway(eth.dst))
		__builtin_memcpy(target, eth.src, 6);
	else if (is_broadcast(eth.dst))
		__builtin_memcpy(target, arp.sender_mac, 6);
	else
		return TC_ACT_SHOT;

	be16 reply = htons(2);
	be32 gateway = GATEWAY_IP;
	skb_store_bytes(skb, 0, target, 6, 0);
	skb_store_bytes(skb, 6, our_mac, 6, 0);
	skb_store_bytes(skb, ETH_HLEN + offsetof(struct arp_header, operation), &reply, 2, 0);
	skb_store_bytes(skb, ETH_HLEN + offsetof(struct arp_header, sender_mac), our_mac, 6, 0);
	skb_store_bytes(skb, ETH_HLEN + offsetof(struct arp_header, sender_ip), &gateway, 4, 0);
	skb_store_bytes(skb, ETH_HLEN + offsetof(struct arp_header, target_mac), target, 6, 0);
	skb_store_bytes(skb, ETH_HLEN + offsetof(struct arp_header, target_ip), &arp.sender_ip, 4, 0);
	return redirect(skb->ifindex, 0);
}
