// SPDX-License-Identifier: Apache-2.0
/*
 * Answers ARP requests of the pod for any address, as a node does that routes for it.
 *
 * Wrong: it also answers when the pod announces its own address (RFC 5227), so that the pod believes that somebody
 * else has it. The check is there, and compares the wrong pair.
 */
#include "buggy.h"

#define POD_IP IPV4(10, 0, 1, 5)

SEC("tc/entry")
int from_pod(struct __sk_buff *skb)
{
	const u8 our_mac[6] = { 0x0a, 0x1b, 0x2c, 0x3d, 0x4e, 0x5f };
	struct eth_header eth;
	struct arp_header arp;

	if (skb->protocol != htons(ETH_P_ARP) || !LOAD(skb, 0, &eth) || !LOAD(skb, ETH_HLEN, &arp))
		return TC_ACT_OK;
	if (arp.hardware_type != htons(1) || arp.protocol_type != htons(ETH_P_IP) || arp.operation != htons(1))
		return TC_ACT_OK;
	if (arp.sender_ip != POD_IP)
		return TC_ACT_SHOT;
	if (arp.target_ip == 0) /* a probe would have no sender: this was to be the sender's own address */
		return TC_ACT_OK;

	be16 reply = htons(2);
	be32 wanted = arp.target_ip;
	skb_store_bytes(skb, 0, eth.src, 6, 0);
	skb_store_bytes(skb, 6, our_mac, 6, 0);
	skb_store_bytes(skb, ETH_HLEN + offsetof(struct arp_header, operation), &reply, 2, 0);
	skb_store_bytes(skb, ETH_HLEN + offsetof(struct arp_header, target_mac), arp.sender_mac, 6, 0);
	skb_store_bytes(skb, ETH_HLEN + offsetof(struct arp_header, target_ip), &arp.sender_ip, 4, 0);
	skb_store_bytes(skb, ETH_HLEN + offsetof(struct arp_header, sender_mac), our_mac, 6, 0);
	skb_store_bytes(skb, ETH_HLEN + offsetof(struct arp_header, sender_ip), &wanted, 4, 0);
	return redirect(skb->ifindex, 0);
}
