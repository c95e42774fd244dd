// SPDX-License-Identifier: Apache-2.0
/* Who is that address, and may it talk to us? */
#pragma once
#include "drops.h"
#include "net.h"

struct ipcache_key {
	u32 prefixlen;
	u16 cluster_id;
	u8 pad;
	u8 family;
	be32 ip4;
	u32 pad4[3];
};

struct remote_endpoint_info {
	u32 sec_identity;
	be32 tunnel_endpoint;
	u32 pad4[3];
	u16 pad;
	u8 key;
	u8 flags;
};

struct policy_key {
	u32 prefixlen;
	u32 sec_label;
	u8 egress;
	u8 protocol;
	be16 dport;
};

struct policy_entry {
	be16 proxy_port;
	u8 deny : 1;
	u8 reserved : 2;
	u8 lpm_prefix_length : 5;
	u8 auth_type;
	u8 proxy_port_priority;
	u8 pad[3];
	u32 cookie;
};

struct {
	MAP_UINT(type, BPF_MAP_TYPE_LPM_TRIE);
	MAP_TYPE(key, struct ipcache_key);
	MAP_TYPE(value, struct remote_endpoint_info);
	MAP_UINT(max_entries, 512000);
	MAP_UINT(map_flags, BPF_F_NO_PREALLOC);
	MAP_UINT(pinning, PIN_BY_NAME);
} cilium_ipcache_v2 SEC(".maps");

/* Every endpoint has its own policy. */
struct {
	MAP_UINT(type, BPF_MAP_TYPE_LPM_TRIE);
	MAP_TYPE(key, struct policy_key);
	MAP_TYPE(value, struct policy_entry);
	MAP_UINT(max_entries, 16384);
	MAP_UINT(map_flags, BPF_F_NO_PREALLOC);
} cilium_policy_v2 SEC(".maps");

#define FAMILY_IPV4 1
#define IDENTITY_WORLD 2

/* Prefix lengths in bits, without `prefixlen` itself: the longest match compares all that follows it. */
#define IPCACHE_FULL_PREFIX 64 /* cluster, family, the whole address */
#define POLICY_FULL_PREFIX 64

/* The security identity of an address; the world's when nobody has claimed it. */
INLINE u32 identity_of(be32 address)
{
	struct ipcache_key key = { .prefixlen = IPCACHE_FULL_PREFIX, .family = FAMILY_IPV4, .ip4 = address };
	const struct remote_endpoint_info *info = map_lookup_elem(&cilium_ipcache_v2, &key);

	return info ? info->sec_identity : IDENTITY_WORLD;
}

/*
 * May this endpoint talk to `identity` (egress) or be talked to by it? Two rules can match, one that names
 * the identity and one for everybody (identity 0); a denial wins over an allowance.
 */
INLINE enum drop_reason policy_verdict(u32 identity, const struct ipv4_packet *packet, bool egress)
{
	struct policy_key key = {
		.prefixlen = POLICY_FULL_PREFIX,
		.sec_label = identity,
		.egress = egress,
		.protocol = packet->protocol,
		.dport = packet->dport,
	};
	const struct policy_entry *named = map_lookup_elem(&cilium_policy_v2, &key);
	key.sec_label = 0;
	const struct policy_entry *anybody = map_lookup_elem(&cilium_policy_v2, &key);

	if ((named && named->deny) || (anybody && anybody->deny))
		return DROP_POLICY_DENY;
	return named || anybody ? PASS : DROP_POLICY;
}
