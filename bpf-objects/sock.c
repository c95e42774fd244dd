// SPDX-License-Identifier: Apache-2.0
/*
 * The service at the socket. A connect(2) to a service is turned into one to a backend before any packet
 * exists, which is why tcpdump inside the pod shows the backend's address; what the application asks the
 * socket afterwards is turned back. The programs hang at a cgroup and share the service maps with lxc.c.
 */
#include "bpf.h"
#include "events.h"
#include "lb.h"

#define SOCK_STREAM 1
#define SOCK_DGRAM 2
#define IPPROTO_TCP 6
#define IPPROTO_UDP 17

/* A cgroup program's verdict. */
#define SYS_PROCEED 1

/* What a socket talks to in truth, and which service the application believes it talks to. */
struct ipv4_revnat_tuple {
	u64 cookie;
	be32 address;
	be16 port;
	u16 pad;
};

struct ipv4_revnat_entry {
	be32 address;
	be16 port;
	u16 rev_nat_index;
};

struct {
	MAP_UINT(type, BPF_MAP_TYPE_LRU_HASH);
	MAP_TYPE(key, struct ipv4_revnat_tuple);
	MAP_TYPE(value, struct ipv4_revnat_entry);
	MAP_UINT(max_entries, 65536);
	MAP_UINT(pinning, PIN_BY_NAME);
} cilium_lb4_reverse_sk SEC(".maps");

INLINE u8 protocol_of(const struct bpf_sock_addr *ctx)
{
	/* ctx->protocol can be 0 for a socket that left the choice to its type. */
	return ctx->type == SOCK_STREAM ? IPPROTO_TCP : ctx->type == SOCK_DGRAM ? IPPROTO_UDP : 0;
}

static u64 (*const get_current_cgroup_id)(void) = (void *)80;

INLINE void trace_sock(struct bpf_sock_addr *ctx, enum xlate_point point)
{
	struct trace_sock_notify event = {
		.type = NOTIFY_TRACE_SOCK,
		.xlate_point = point,
		.dst_ip = ctx->user_ip4,
		.dst_port = ntohs((be16)ctx->user_port),
		.sock_cookie = get_socket_cookie(ctx),
		.cgroup_id = get_current_cgroup_id(),
		.l4_proto = ctx->type,
	};
	perf_event_output(ctx, &cilium_events, BPF_F_CURRENT_CPU, &event, sizeof(event));
}

/* Service to backend. Without a service, or without a backend, the address stays what it is. */
INLINE void sock4_forward(struct bpf_sock_addr *ctx)
{
	u8 protocol = protocol_of(ctx);
	be32 address = ctx->user_ip4;
	be16 port = ctx->user_port;
	struct lb4_key key;

	if (!protocol)
		return;
	const struct lb4_service *service = lb4_find_service(&key, address, port, protocol);
	if (!service || service->count == 0)
		return;
	trace_sock(ctx, XLATE_PRE_FWD);

	const struct lb4_backend *backend = lb4_find_backend(lb4_pick_backend(&key, service));
	if (!backend)
		return;
	struct ipv4_revnat_tuple truth = {
		.cookie = get_socket_cookie(ctx),
		.address = backend->address,
		.port = backend->port,
	};
	struct ipv4_revnat_entry belief = {
		.address = address,
		.port = port,
		.rev_nat_index = service->rev_nat_index,
	};
	/* Without a way back there is no way forth. */
	if (map_update_elem(&cilium_lb4_reverse_sk, &truth, &belief, BPF_ANY))
		return;
	ctx->user_ip4 = backend->address;
	ctx->user_port = backend->port;
	trace_sock(ctx, XLATE_POST_FWD);
}

/* Backend to service, for the socket that was sent there. */
INLINE void sock4_reverse(struct bpf_sock_addr *ctx)
{
	struct ipv4_revnat_tuple truth = {
		.cookie = get_socket_cookie(ctx),
		.address = ctx->user_ip4,
		.port = ctx->user_port,
	};
	const struct ipv4_revnat_entry *belief = map_lookup_elem(&cilium_lb4_reverse_sk, &truth);

	if (!belief)
		return;
	trace_sock(ctx, XLATE_PRE_REV);
	ctx->user_ip4 = belief->address;
	ctx->user_port = belief->port;
	trace_sock(ctx, XLATE_POST_REV);
}

SEC("cgroup/connect4")
int cil_sock4_connect(struct bpf_sock_addr *ctx)
{
	sock4_forward(ctx);
	return SYS_PROCEED;
}

/* UDP without connect(2): every datagram names its destination. */
SEC("cgroup/sendmsg4")
int cil_sock4_sendmsg(struct bpf_sock_addr *ctx)
{
	sock4_forward(ctx);
	return SYS_PROCEED;
}

SEC("cgroup/recvmsg4")
int cil_sock4_recvmsg(struct bpf_sock_addr *ctx)
{
	sock4_reverse(ctx);
	return SYS_PROCEED;
}

SEC("cgroup/getpeername4")
int cil_sock4_getpeername(struct bpf_sock_addr *ctx)
{
	sock4_reverse(ctx);
	return SYS_PROCEED;
}

/* Some helpers are for programs under the GPL only. */
SEC("license") const char LICENSE[] = "Dual BSD/GPL";
