// SPDX-License-Identifier: Apache-2.0
/*
 * Counts the packets of connections to two ports of one server.
 *
 * Wrong: the key has two bytes of padding, which one of the ways to it leaves as the stack had them. The same connection
 * is counted under several keys. The verifier accepts that from a privileged user.
 */
#include "buggy.h"

#define SERVER IPV4(198, 51, 100, 7)

struct flow_key {
	be32 saddr;
	be16 sport;
	u8 pad[2];
};

struct {
	MAP_UINT(type, BPF_MAP_TYPE_HASH);
	MAP_TYPE(key, struct flow_key);
	MAP_TYPE(value, u64);
	MAP_UINT(max_entries, 1024);
} flows SEC(".maps");

SEC("tc/entry")
int to_server(struct __sk_buff *skb)
{
	struct ipv4_header ip;
	struct tcp_header tcp;
	struct flow_key key;
	u64 first = 1;

	if (!load_ipv4(skb, &ip) || ip.protocol != IPPROTO_TCP || ip.daddr != SERVER)
		return TC_ACT_OK;
	if (!LOAD(skb, l4_offset(&ip), &tcp))
		return TC_ACT_OK;
	switch (tcp.dport) {
	case htons(443):
		__builtin_memset(&key, 0, sizeof(key));
		break;
	case htons(6443):
		break;
	default:
		return TC_ACT_OK;
	}
	key.saddr = ip.saddr;
	key.sport = tcp.sport;
	u64 *packets = map_lookup_elem(&flows, &key);
	if (packets)
		(*packets)++;
	else
		map_update_elem(&flows, &key, &first, BPF_ANY);
	return TC_ACT_OK;
}
