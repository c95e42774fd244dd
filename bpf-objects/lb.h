// SPDX-License-Identifier: Apache-2.0
/* Services: a virtual address and port, and the backends behind it. lxc.c and sock.c share these maps. */
#pragma once
#include "bpf.h"

struct lb4_key {
	be32 address;
	be16 dport;
	u16 backend_slot; /* 0 is the service itself, 1 … count its backends */
	u8 proto;	  /* 0 is any */
	u8 scope;
	u8 pad[2];
};

struct lb4_service {
	u32 backend_id; /* in slots 1 … count */
	u16 count;	/* in slot 0 */
	u16 rev_nat_index;
	u8 flags;
	u8 flags2;
	u16 pad;
};

struct lb4_backend {
	be32 address;
	be16 port;
	u8 proto;
	u8 flags;
	u16 cluster_id;
	u8 zone;
	u8 pad;
};

struct lb4_reverse_nat {
	be32 address;
	be16 port;
} PACKED;

struct {
	MAP_UINT(type, BPF_MAP_TYPE_HASH);
	MAP_TYPE(key, struct lb4_key);
	MAP_TYPE(value, struct lb4_service);
	MAP_UINT(max_entries, 65536);
	MAP_UINT(map_flags, BPF_F_NO_PREALLOC);
	MAP_UINT(pinning, PIN_BY_NAME);
} cilium_lb4_services_v2 SEC(".maps");

struct {
	MAP_UINT(type, BPF_MAP_TYPE_HASH);
	MAP_TYPE(key, u32); /* backend id */
	MAP_TYPE(value, struct lb4_backend);
	MAP_UINT(max_entries, 65536);
	MAP_UINT(map_flags, BPF_F_NO_PREALLOC);
	MAP_UINT(pinning, PIN_BY_NAME);
} cilium_lb4_backends_v3 SEC(".maps");

/* The service at this address and port: one of the given protocol first, then one for any. */
INLINE const struct lb4_service *lb4_find_service(struct lb4_key *key, be32 address, be16 dport, u8 proto)
{
	*key = (struct lb4_key){ .address = address, .dport = dport, .proto = proto };
	const struct lb4_service *service = map_lookup_elem(&cilium_lb4_services_v2, key);
	if (service)
		return service;

	key->proto = 0;
	return map_lookup_elem(&cilium_lb4_services_v2, key);
}

/* The id of a backend of this service (its count is not 0), picked at random; 0 when the slot is empty. */
INLINE u32 lb4_pick_backend(struct lb4_key *key, const struct lb4_service *service)
{
	key->backend_slot = get_prandom_u32() % service->count + 1;
	const struct lb4_service *slot = map_lookup_elem(&cilium_lb4_services_v2, key);
	return slot ? slot->backend_id : 0;
}

INLINE const struct lb4_backend *lb4_find_backend(u32 id)
{
	return map_lookup_elem(&cilium_lb4_backends_v3, &id);
}
