// SPDX-License-Identifier: Apache-2.0
/*
 * The datapath of one container, small enough to read in one sitting. It hangs at the host's end of the
 * container's veth pair:
 *
 *   cil_from_container   tcx ingress   what the pod sends
 *   cil_to_container     tcx egress    what the pod receives
 *   cil_lxc_policy       called by another endpoint's program, on the same node, instead of cil_to_container
 *
 * and is cut into programs that call each other through `cilium_calls`:
 *
 *   cil_from_container ─┬─ tail_handle_arp
 *                       └─ tail_handle_ipv4 ── tail_ipv4_ct_egress ── tail_handle_ipv4_cont ── cil_lxc_policy
 *                          (service)           (connection)           (policy, forwarding)     of the peer
 *   cil_to_container ───┬─ tail_ipv4_ct_ingress ── tail_ipv4_to_endpoint
 *   cil_lxc_policy ─────┘  (connection)            (policy, reverse translation, delivery)
 *
 * Entry points, maps and their layouts carry the names that Cilium uses, so that its tools' output makes
 * sense here. IPv6, fragments and a service whose backend is the client itself are beyond this object.
 */
#include "bpf.h"
#include "ct.h"
#include "drops.h"
#include "events.h"
#include "lb.h"
#include "metrics.h"
#include "nat.h"
#include "net.h"
#include "parse.h"
#include "policy.h"

/* Slots of `cilium_calls`. */
#define CALL_DROP_NOTIFY 1
#define CALL_ARP 6
#define CALL_IPV4_FROM_LXC 7
#define CALL_IPV4_TO_ENDPOINT 13
#define CALL_IPV4_FROM_LXC_CONT 26
#define CALL_IPV4_CT_INGRESS 28
#define CALL_IPV4_CT_EGRESS 30

/* The loader reads the slot from this tag. */
#define SLOT_TAG(number) __attribute__((btf_decl_tag("tail:cilium_calls/" #number)))
#define TAIL(call) SEC("tc/tail") SLOT_TAG(call)

/* The endpoint that this copy of the object serves. Defaults: `netpod` of the lab cluster. */
struct mac {
	u8 bytes[6];
	u8 pad[2];
};

CONFIG(u16, endpoint_id) = 663;
CONFIG(u32, security_label) = 11370;
CONFIG(struct mac, interface_mac) = { { 0x2e, 0xe6, 0x8a, 0xa2, 0x06, 0x1e }, {} }; /* the host's end */
CONFIG(be32, endpoint_ipv4) = IPV4(172, 16, 0, 251);
CONFIG(u32, interface_ifindex) = 14;
CONFIG(u32, trace_payload_len) = 128; /* bytes of a packet that go into a notification */

struct endpoint_key {
	be32 ip4;
	u32 pad4[3];
	u8 family;
	u8 key;
	u16 cluster_id;
};

#define ENDPOINT_IS_HOST 1 /* one of the node's own addresses */

struct endpoint_info {
	u32 ifindex;
	u16 unused;
	u16 lxc_id;
	u32 flags;
	u64 mac; /* six bytes in memory order */
	u64 node_mac;
	u32 sec_id;
	u32 parent_ifindex;
	u32 pad[2];
};

struct {
	MAP_UINT(type, BPF_MAP_TYPE_PROG_ARRAY);
	MAP_UINT(key_size, sizeof(u32));
	MAP_UINT(value_size, sizeof(u32));
	MAP_UINT(max_entries, 50);
} cilium_calls SEC(".maps");

/* cil_lxc_policy of every endpoint on this node, at its endpoint id. */
struct {
	MAP_UINT(type, BPF_MAP_TYPE_PROG_ARRAY);
	MAP_UINT(key_size, sizeof(u32));
	MAP_UINT(value_size, sizeof(u32));
	MAP_UINT(max_entries, 65536);
	MAP_UINT(pinning, PIN_BY_NAME);
} cilium_call_policy SEC(".maps");

struct {
	MAP_UINT(type, BPF_MAP_TYPE_HASH);
	MAP_TYPE(key, struct endpoint_key);
	MAP_TYPE(value, struct endpoint_info);
	MAP_UINT(max_entries, 65536);
	MAP_UINT(map_flags, BPF_F_NO_PREALLOC);
	MAP_UINT(pinning, PIN_BY_NAME);
} cilium_lxc SEC(".maps");

struct {
	MAP_UINT(type, BPF_MAP_TYPE_HASH);
	MAP_TYPE(key, u16); /* rev_nat_index of a service */
	MAP_TYPE(value, struct lb4_reverse_nat);
	MAP_UINT(max_entries, 65536);
	MAP_UINT(map_flags, BPF_F_NO_PREALLOC);
	MAP_UINT(pinning, PIN_BY_NAME);
} cilium_lb4_reverse_nat SEC(".maps");

/* A tail call keeps neither registers nor stack: this is what one program leaves to the next on its CPU. */
struct flow {
	struct ipv4_packet packet;
	struct ct_result ct;
};

struct {
	MAP_UINT(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	MAP_TYPE(key, u32);
	MAP_TYPE(value, struct flow);
	MAP_UINT(max_entries, 1);
} cilium_tail_call_buffer4 SEC(".maps");

INLINE struct flow *flow_buffer(void)
{
	u32 zero = 0;
	return map_lookup_elem(&cilium_tail_call_buffer4, &zero);
}

/* Words of skb->cb, which does survive a tail call, even into another endpoint's programs. */
enum cb_word {
	CB_DELIVERY = 0, /* enum delivery */
	CB_DROP_REASON = 1,
	CB_DROP_LINE = 2,
	CB_DROP_PEER = 3, /* identity of the other side, 0 when not known yet */
	CB_DROP_DIRECTION = 4,
};

enum delivery {
	DELIVER_BY_STACK, /* the packet is on its way into the interface already */
	DELIVER_BY_REDIRECT,
};

/* ---- Saying what happened ---- */

#define FILE_LXC 2 /* as Cilium's tools number bpf_lxc.c */

INLINE u64 captured_len(const struct __sk_buff *skb)
{
	u32 limit = config(trace_payload_len);
	return min(skb->len, limit);
}

INLINE struct notify_header notify_header(struct __sk_buff *skb, u8 type, u8 subtype)
{
	return (struct notify_header){
		.type = type,
		.subtype = subtype,
		.source = config(endpoint_id),
		.hash = get_hash_recalc(skb),
		.original_len = skb->len,
		.captured_len = captured_len(skb),
		.version = 1,
	};
}

/* Counts a drop, and leaves its notification to a program of its own. The value is the verdict. */
INLINE int drop_at(struct __sk_buff *skb, u32 reason, enum metrics_direction direction, u32 peer, u16 line)
{
	metrics_count(skb->len, reason, direction, line, FILE_LXC);
	skb->cb[CB_DROP_REASON] = reason;
	skb->cb[CB_DROP_LINE] = line;
	skb->cb[CB_DROP_PEER] = peer;
	skb->cb[CB_DROP_DIRECTION] = direction;
	tail_call_static(skb, &cilium_calls, CALL_DROP_NOTIFY);
	return TC_ACT_SHOT;
}

#define drop(skb, reason, direction, peer) drop_at(skb, reason, direction, peer, __LINE__)
#define drop_egress(skb, reason) drop(skb, reason, METRIC_EGRESS, 0)
#define drop_ingress(skb, reason) drop(skb, reason, METRIC_INGRESS, 0)

TAIL(CALL_DROP_NOTIFY)
int tail_drop_notify(struct __sk_buff *skb)
{
	bool egress = skb->cb[CB_DROP_DIRECTION] == METRIC_EGRESS;
	u32 own = config(security_label);
	u32 peer = skb->cb[CB_DROP_PEER];
	struct drop_notify event = {
		.header = notify_header(skb, NOTIFY_DROP, skb->cb[CB_DROP_REASON]),
		.src_label = egress ? own : peer,
		.dst_label = egress ? peer : own,
		.dst_id = egress ? 0 : config(endpoint_id),
		.line = skb->cb[CB_DROP_LINE],
		.file = FILE_LXC,
		.ifindex = skb->ifindex,
	};

	/* Nobody may be listening, which is no reason to behave otherwise. */
	perf_event_output(skb, &cilium_events, captured_len(skb) << 32 | BPF_F_CURRENT_CPU, &event,
			  sizeof(event));
	return TC_ACT_SHOT;
}

INLINE void trace(struct __sk_buff *skb, enum trace_point point, u32 src_label, u32 dst_label, u16 dst_id,
		  u32 ifindex, const struct flow *flow)
{
	if (!flow->ct.report)
		return;

	struct trace_notify event = {
		.header = notify_header(skb, NOTIFY_TRACE, point),
		.src_label = src_label,
		.dst_label = dst_label,
		.dst_id = dst_id,
		.reason = flow->ct.status,
		.ifindex = ifindex,
		.orig_ip = { flow->packet.saddr },
	};
	perf_event_output(skb, &cilium_events, captured_len(skb) << 32 | BPF_F_CURRENT_CPU, &event,
			  sizeof(event));
}

/* ---- ARP: the node answers for every address that the pod asks for ---- */

INLINE bool mac_is_broadcast(const u8 *mac)
{
	return (mac[0] & mac[1] & mac[2] & mac[3] & mac[4] & mac[5]) == 0xff;
}

INLINE bool mac_equal(const u8 *a, const u8 *b)
{
	return a[0] == b[0] && a[1] == b[1] && a[2] == b[2] && a[3] == b[3] && a[4] == b[4] && a[5] == b[5];
}

/* Is this a request to us or to everybody, for IPv4 over Ethernet, by the pod itself? */
INLINE bool arp_is_our_request(const struct eth_header *eth, const struct arp_header *arp, const u8 *our_mac)
{
	return arp->hardware_type == htons(1) && arp->protocol_type == htons(ETH_P_IP) &&
	       arp->hardware_len == 6 && arp->protocol_len == 4 && arp->operation == htons(1) &&
	       (mac_is_broadcast(eth->dst) || mac_equal(eth->dst, our_mac)) &&
	       mac_equal(eth->src, arp->sender_mac) && arp->sender_ip == config(endpoint_ipv4);
}

INLINE bool store(struct __sk_buff *skb, u32 off, const void *from, u32 len)
{
	return skb_store_bytes(skb, off, from, len, 0) == 0;
}

TAIL(CALL_ARP)
int tail_handle_arp(struct __sk_buff *skb)
{
	const struct mac our_mac = config(interface_mac);

	/* Anything that is no proper request is not ours to answer: the stack has it. */
	if (!pull(skb, ETH_HLEN + sizeof(struct arp_header)))
		return TC_ACT_OK;
	const struct eth_header *eth = (void *)(u64)skb->data;
	const struct arp_header *arp = (void *)(eth + 1);
	if ((u64)(arp + 1) > (u64)skb->data_end || !arp_is_our_request(eth, arp, our_mac.bytes))
		return TC_ACT_OK;

	/* Who asks for his own address wants to know whether somebody else has it (RFC 5227): nobody has. */
	be32 wanted_ip = arp->target_ip;
	if (wanted_ip == config(endpoint_ipv4))
		return TC_ACT_OK;

	/* The same frame goes back, its ends exchanged. Copies first: a store ends packet pointers. */
	be32 pod_ip = arp->sender_ip;
	struct mac pod_mac = {};
	__builtin_memcpy(pod_mac.bytes, eth->src, 6);
	be16 reply = htons(2);

	if (!store(skb, offsetof(struct eth_header, dst), pod_mac.bytes, 6) ||
	    !store(skb, offsetof(struct eth_header, src), our_mac.bytes, 6) ||
	    !store(skb, ETH_HLEN + offsetof(struct arp_header, operation), &reply, 2) ||
	    !store(skb, ETH_HLEN + offsetof(struct arp_header, sender_mac), our_mac.bytes, 6) ||
	    !store(skb, ETH_HLEN + offsetof(struct arp_header, sender_ip), &wanted_ip, 4) ||
	    !store(skb, ETH_HLEN + offsetof(struct arp_header, target_mac), pod_mac.bytes, 6) ||
	    !store(skb, ETH_HLEN + offsetof(struct arp_header, target_ip), &pod_ip, 4))
		return drop_egress(skb, DROP_WRITE_ERROR);

	return redirect(config(interface_ifindex), 0);
}

/* ---- From the pod ---- */

SEC("tc/entry")
int cil_from_container(struct __sk_buff *skb)
{
	switch (ethertype(skb)) {
	case ETH_P_IP:
		tail_call_static(skb, &cilium_calls, CALL_IPV4_FROM_LXC);
		return drop_egress(skb, DROP_MISSED_TAIL_CALL);
	case ETH_P_ARP:
		tail_call_static(skb, &cilium_calls, CALL_ARP);
		return drop_egress(skb, DROP_MISSED_TAIL_CALL);
	default:
		return drop_egress(skb, DROP_UNKNOWN_L3);
	}
}

/* The backend that this client was given before, else a new one; 0 when there is none. */
INLINE u32 service_backend(const struct ipv4_packet *packet, struct lb4_key *service_key,
			   const struct lb4_service *service, u32 len)
{
	void *map = ct_map(packet->protocol);
	struct ipv4_ct_tuple key ALIGNED8;

	ct_reply_key(&key, packet, TUPLE_SERVICE);
	struct ct_entry *known = map_lookup_elem(map, &key);
	if (known && lb4_find_backend(known->backend_id)) {
		ct_touch(known, packet, len, CT_EGRESS);
		return known->backend_id;
	}

	u32 id = lb4_pick_backend(service_key, service);
	struct ct_entry fresh = { .backend_id = id, .rev_nat_index = service->rev_nat_index };
	ct_touch(&fresh, packet, len, CT_EGRESS);
	return map_update_elem(map, &key, &fresh, BPF_ANY) ? 0 : id;
}

/* If the packet is for a service, sends it to a backend of that service instead. */
INLINE enum drop_reason translate_service(struct __sk_buff *skb, struct flow *flow)
{
	struct ipv4_packet *packet = &flow->packet;
	struct lb4_key key;

	if (packet->protocol != IPPROTO_TCP && packet->protocol != IPPROTO_UDP)
		return PASS;
	const struct lb4_service *service =
		lb4_find_service(&key, packet->daddr, packet->dport, packet->protocol);
	if (!service)
		return PASS;
	if (service->count == 0)
		return DROP_NO_SERVICE;

	u32 backend_id = service_backend(packet, &key, service, skb->len);
	const struct lb4_backend *backend = lb4_find_backend(backend_id);
	if (!backend)
		return DROP_NO_SERVICE;

	be32 old_address = packet->daddr;
	be16 old_port = packet->dport;
	packet->daddr = backend->address;
	packet->dport = backend->port;
	/* The connection remembers how to turn the answer back. */
	flow->ct.rev_nat_index = service->rev_nat_index;
	return translate(skb, packet, DESTINATION, old_address, backend->address, old_port, backend->port);
}

TAIL(CALL_IPV4_FROM_LXC)
int tail_handle_ipv4(struct __sk_buff *skb)
{
	struct flow *flow = flow_buffer();
	if (!flow)
		return drop_egress(skb, DROP_INVALID);

	enum drop_reason reason = parse_ipv4(skb, &flow->packet);
	if (reason)
		return drop_egress(skb, reason);
	if (flow->packet.saddr != config(endpoint_ipv4))
		return drop_egress(skb, DROP_INVALID_SIP); /* a pod speaks for itself only */

	flow->ct.rev_nat_index = 0;
	reason = translate_service(skb, flow);
	if (reason)
		return drop_egress(skb, reason);

	tail_call_static(skb, &cilium_calls, CALL_IPV4_CT_EGRESS);
	return drop_egress(skb, DROP_MISSED_TAIL_CALL);
}

TAIL(CALL_IPV4_CT_EGRESS)
int tail_ipv4_ct_egress(struct __sk_buff *skb)
{
	struct flow *flow = flow_buffer();
	if (!flow)
		return drop_egress(skb, DROP_INVALID);

	u16 rev_nat_index = flow->ct.rev_nat_index;
	ct_lookup(&flow->packet, skb->len, CT_EGRESS, &flow->ct);
	if (flow->ct.status == CT_NEW)
		flow->ct.rev_nat_index = rev_nat_index;

	tail_call_static(skb, &cilium_calls, CALL_IPV4_FROM_LXC_CONT);
	return drop_egress(skb, DROP_MISSED_TAIL_CALL);
}

/* Hands the packet to an endpoint of this node: one hop, new MAC addresses, then that endpoint's policy. */
INLINE int deliver_locally(struct __sk_buff *skb, const struct ipv4_packet *packet,
			   const struct endpoint_info *endpoint)
{
	enum drop_reason reason = decrement_ttl(skb, packet);
	if (reason)
		return drop_egress(skb, reason);
	if (!store(skb, offsetof(struct eth_header, dst), &endpoint->mac, 6) ||
	    !store(skb, offsetof(struct eth_header, src), &endpoint->node_mac, 6))
		return drop_egress(skb, DROP_WRITE_ERROR);

	skb->cb[CB_DELIVERY] = DELIVER_BY_REDIRECT;
	tail_call(skb, &cilium_call_policy, endpoint->lxc_id);
	/* Its policy program is not there (yet): let its interface run cil_to_container. */
	return redirect(endpoint->ifindex, 0);
}

TAIL(CALL_IPV4_FROM_LXC_CONT)
int tail_handle_ipv4_cont(struct __sk_buff *skb)
{
	struct flow *flow = flow_buffer();
	if (!flow)
		return drop_egress(skb, DROP_INVALID);

	const struct ipv4_packet *packet = &flow->packet;
	u32 dst_label = identity_of(packet->daddr);

	/* An answer needs no permission; everything else does, each time: a policy may have changed. */
	if (flow->ct.status == CT_NEW || flow->ct.status == CT_ESTABLISHED) {
		enum drop_reason reason = policy_verdict(dst_label, packet, true);
		if (reason)
			return drop(skb, reason, METRIC_EGRESS, dst_label);
	}
	if (flow->ct.status == CT_NEW &&
	    !ct_create(packet, skb->len, CT_EGRESS, config(security_label), flow->ct.rev_nat_index))
		return drop(skb, DROP_CT_CREATE_FAILED, METRIC_EGRESS, dst_label);

	struct endpoint_key key = { .ip4 = packet->daddr, .family = FAMILY_IPV4 };
	const struct endpoint_info *endpoint = map_lookup_elem(&cilium_lxc, &key);
	if (endpoint && !(endpoint->flags & ENDPOINT_IS_HOST))
		return deliver_locally(skb, packet, endpoint);

	/* Another node, the outside, or this node itself: routing is the stack's business. */
	trace(skb, TRACE_TO_STACK, config(security_label), dst_label, 0, 0, flow);
	metrics_count(skb->len, PASS, METRIC_EGRESS, __LINE__, FILE_LXC);
	return TC_ACT_OK;
}

/* ---- To the pod ---- */

SEC("tc/entry")
int cil_to_container(struct __sk_buff *skb)
{
	switch (ethertype(skb)) {
	case ETH_P_IP:
		skb->cb[CB_DELIVERY] = DELIVER_BY_STACK;
		tail_call_static(skb, &cilium_calls, CALL_IPV4_CT_INGRESS);
		return drop_ingress(skb, DROP_MISSED_TAIL_CALL);
	case ETH_P_ARP:
		return TC_ACT_OK; /* the answer to a request of the pod's, or the node's own question */
	default:
		return drop_ingress(skb, DROP_UNKNOWN_L3);
	}
}

SEC("tc/entry")
int cil_lxc_policy(struct __sk_buff *skb)
{
	if (ethertype(skb) != ETH_P_IP)
		return drop_ingress(skb, DROP_UNKNOWN_L3);
	tail_call_static(skb, &cilium_calls, CALL_IPV4_CT_INGRESS);
	return drop_ingress(skb, DROP_MISSED_TAIL_CALL);
}

TAIL(CALL_IPV4_CT_INGRESS)
int tail_ipv4_ct_ingress(struct __sk_buff *skb)
{
	struct flow *flow = flow_buffer();
	if (!flow)
		return drop_ingress(skb, DROP_INVALID);

	enum drop_reason reason = parse_ipv4(skb, &flow->packet);
	if (reason)
		return drop_ingress(skb, reason);
	ct_lookup(&flow->packet, skb->len, CT_INGRESS, &flow->ct);

	tail_call_static(skb, &cilium_calls, CALL_IPV4_TO_ENDPOINT);
	return drop_ingress(skb, DROP_MISSED_TAIL_CALL);
}

/* An answer from a backend comes, as far as the pod knows, from the service. */
INLINE enum drop_reason reverse_translate(struct __sk_buff *skb, const struct flow *flow)
{
	const struct ipv4_packet *packet = &flow->packet;
	u16 index = flow->ct.rev_nat_index;

	if (flow->ct.status != CT_REPLY || index == 0)
		return PASS;
	const struct lb4_reverse_nat *service = map_lookup_elem(&cilium_lb4_reverse_nat, &index);
	if (!service)
		return PASS;
	return translate(skb, packet, SOURCE, packet->saddr, service->address, packet->sport, service->port);
}

TAIL(CALL_IPV4_TO_ENDPOINT)
int tail_ipv4_to_endpoint(struct __sk_buff *skb)
{
	struct flow *flow = flow_buffer();
	if (!flow)
		return drop_ingress(skb, DROP_INVALID);

	const struct ipv4_packet *packet = &flow->packet;
	u32 src_label = identity_of(packet->saddr);

	if (flow->ct.status == CT_NEW || flow->ct.status == CT_ESTABLISHED) {
		enum drop_reason reason = policy_verdict(src_label, packet, false);
		if (reason)
			return drop(skb, reason, METRIC_INGRESS, src_label);
	}
	if (flow->ct.status == CT_NEW && !ct_create(packet, skb->len, CT_INGRESS, src_label, 0))
		return drop(skb, DROP_CT_CREATE_FAILED, METRIC_INGRESS, src_label);

	enum drop_reason reason = reverse_translate(skb, flow);
	if (reason)
		return drop(skb, reason, METRIC_INGRESS, src_label);

	trace(skb, TRACE_TO_LXC, src_label, config(security_label), config(endpoint_id),
	      config(interface_ifindex), flow);
	metrics_count(skb->len, PASS, METRIC_INGRESS, __LINE__, FILE_LXC);
	if (skb->cb[CB_DELIVERY] == DELIVER_BY_REDIRECT)
		return redirect_peer(config(interface_ifindex), 0);
	return TC_ACT_OK;
}

/* Some helpers are for programs under the GPL only. */
SEC("license") const char LICENSE[] = "Dual BSD/GPL";
