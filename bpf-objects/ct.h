// SPDX-License-Identifier: Apache-2.0
/* Connection tracking: who spoke first, and whether this packet answers. */
#pragma once
#include "net.h"

enum ct_direction {
	CT_EGRESS, /* from the pod */
	CT_INGRESS, /* to the pod */
};

enum ct_status {
	CT_NEW,
	CT_ESTABLISHED,
	CT_REPLY,
	CT_RELATED, /* an ICMP error about a known connection */
};

enum tuple_flag {
	TUPLE_OUT = 0,
	TUPLE_IN = 1,
	TUPLE_RELATED = 2,
	TUPLE_SERVICE = 4,
};

/*
 * The key of a connection. For OUT and IN the ports are those of the first packet, the addresses those of its
 * answer: the layout that `cilium bpf ct list` expects.
 */
struct ipv4_ct_tuple {
	be32 daddr;
	be32 saddr;
	be16 dport;
	be16 sport;
	u8 nexthdr;
	u8 flags;
} PACKED;

struct ct_entry {
	u64 reserved0;
	u64 backend_id;
	u64 packets;
	u64 bytes;
	u32 lifetime; /* second since boot at which it ends */
	u16 rx_closing : 1;
	u16 tx_closing : 1;
	u16 reserved1 : 2;
	u16 seen_non_syn : 1;
	u16 reserved2 : 11;
	u16 rev_nat_index;
	u16 reserved3;
	u8 tx_flags_seen;
	u8 rx_flags_seen;
	u32 src_sec_id;
	u32 last_tx_report; /* second since boot */
	u32 last_rx_report;
};

struct {
	MAP_UINT(type, BPF_MAP_TYPE_LRU_HASH);
	MAP_TYPE(key, struct ipv4_ct_tuple);
	MAP_TYPE(value, struct ct_entry);
	MAP_UINT(max_entries, 65536);
	MAP_UINT(pinning, PIN_BY_NAME);
} cilium_ct4_global SEC(".maps"), cilium_ct_any4_global SEC(".maps"); /* TCP, and the rest */

/* What a lookup tells the programs that come after it. */
struct ct_result {
	u32 status; /* enum ct_status */
	u16 rev_nat_index;
	u8 report; /* worth a trace notification */
	u8 pad;
};

#define CT_LIFETIME_TCP 8000
#define CT_LIFETIME_NONTCP 60
#define CT_LIFETIME_SYN 60
#define CT_LIFETIME_CLOSE 10
#define CT_REPORT_INTERVAL 5

INLINE u32 ct_now(void)
{
	return ktime_get_ns() / 1000000000;
}

INLINE void *ct_map(u8 protocol)
{
	return protocol == IPPROTO_TCP ? (void *)&cilium_ct4_global : (void *)&cilium_ct_any4_global;
}

/* The key under which the packet that this one answers was stored. */
INLINE void ct_reply_key(struct ipv4_ct_tuple *key, const struct ipv4_packet *packet, u8 flags)
{
	key->daddr = packet->daddr;
	key->saddr = packet->saddr;
	key->dport = packet->sport;
	key->sport = packet->dport;
	key->nexthdr = packet->protocol;
	key->flags = flags;
}

/* The key under which this packet's connection is stored if it is the one that opened it. */
INLINE void ct_forward_key(struct ipv4_ct_tuple *key, const struct ipv4_packet *packet, u8 flags)
{
	key->daddr = packet->saddr;
	key->saddr = packet->daddr;
	key->dport = packet->dport;
	key->sport = packet->sport;
	key->nexthdr = packet->protocol;
	key->flags = flags;
}

/* Brings the entry up to date with a packet; true when the packet is worth a notification. */
INLINE bool ct_touch(struct ct_entry *entry, const struct ipv4_packet *packet, u32 len,
		     enum ct_direction direction)
{
	u32 now = ct_now();
	bool tcp = packet->protocol == IPPROTO_TCP;

	if (tcp && packet->tcp_flags & TCP_SYN) {
		/* The same ports again: a connection that was closing lives once more. */
		entry->rx_closing = 0;
		entry->tx_closing = 0;
	} else if (tcp) {
		entry->seen_non_syn = 1;
	}
	if (tcp && packet->tcp_flags & (TCP_FIN | TCP_RST)) {
		if (direction == CT_EGRESS)
			entry->tx_closing = 1;
		else
			entry->rx_closing = 1;
	}

	if (!tcp)
		entry->lifetime = now + CT_LIFETIME_NONTCP;
	else if ((entry->rx_closing && entry->tx_closing) || packet->tcp_flags & TCP_RST)
		entry->lifetime = now + CT_LIFETIME_CLOSE;
	else
		entry->lifetime = now + (entry->seen_non_syn ? CT_LIFETIME_TCP : CT_LIFETIME_SYN);

	/* Other CPUs may count the same connection. */
	__sync_fetch_and_add(&entry->packets, 1);
	__sync_fetch_and_add(&entry->bytes, len);

	u8 *seen = direction == CT_EGRESS ? &entry->tx_flags_seen : &entry->rx_flags_seen;
	u32 *last = direction == CT_EGRESS ? &entry->last_tx_report : &entry->last_rx_report;
	u8 flags = *seen | packet->tcp_flags;
	if (flags == *seen && *last + CT_REPORT_INTERVAL >= now)
		return false;
	*seen = flags;
	*last = now;
	return true;
}

/* Looks for the connection of a packet, as an answer first, and brings its entry up to date. */
INLINE void ct_lookup(const struct ipv4_packet *packet, u32 len, enum ct_direction direction,
		      struct ct_result *result)
{
	void *map = ct_map(packet->protocol);
	u8 related = packet->icmp_error ? TUPLE_RELATED : 0;
	struct ipv4_ct_tuple key ALIGNED8;
	u32 status = CT_REPLY;

	ct_reply_key(&key, packet, related | (direction == CT_EGRESS ? TUPLE_IN : TUPLE_OUT));
	struct ct_entry *entry = map_lookup_elem(map, &key);
	if (!entry) {
		ct_forward_key(&key, packet, related | (direction == CT_EGRESS ? TUPLE_OUT : TUPLE_IN));
		entry = map_lookup_elem(map, &key);
		status = CT_ESTABLISHED;
	}
	if (!entry) {
		*result = (struct ct_result){ .status = CT_NEW, .report = true };
		return;
	}
	*result = (struct ct_result){
		.status = related ? CT_RELATED : status,
		.rev_nat_index = entry->rev_nat_index,
		.report = ct_touch(entry, packet, len, direction),
	};
}

/* Stores a new connection, and beside it a place for ICMP errors about it. False when the map refuses. */
INLINE bool ct_create(const struct ipv4_packet *packet, u32 len, enum ct_direction direction, u32 src_sec_id,
		      u16 rev_nat_index)
{
	if (packet->icmp_error)
		return true; /* opens no connection */

	struct ct_entry entry = { .src_sec_id = src_sec_id, .rev_nat_index = rev_nat_index };
	struct ipv4_ct_tuple key ALIGNED8;

	ct_touch(&entry, packet, len, direction);
	ct_forward_key(&key, packet, direction == CT_EGRESS ? TUPLE_OUT : TUPLE_IN);
	if (map_update_elem(ct_map(packet->protocol), &key, &entry, BPF_ANY))
		return false;

	struct ct_entry errors = { .src_sec_id = src_sec_id, .lifetime = entry.lifetime };
	key.dport = 0;
	key.sport = 0;
	key.nexthdr = IPPROTO_ICMP;
	key.flags |= TUPLE_RELATED;
	return map_update_elem(&cilium_ct_any4_global, &key, &errors, BPF_ANY) == 0;
}
