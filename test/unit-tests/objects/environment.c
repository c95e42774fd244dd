/* What helpers answer from the environment that environment.test.ts describes. */
#define FILE "environment.c"
#include "bpf.h"

struct fib_lookup {
	__u8 family, l4_protocol;
	__u16 sport, dport, tot_len;
	__u32 ifindex, metric, src[4], dst[4], vlan;
	__u8 smac[6], dmac[6];
};

struct tuple {
	__u32 saddr, daddr;
	__u16 sport, dport;
};

struct sock {
	__u32 bound_dev_if, family, type, protocol, mark, priority, src_ip4, src_ip6[4], src_port;
	__u16 dst_port, zero;
	__u32 dst_ip4, dst_ip6[4], state;
};

struct tunnel_key {
	__u32 id, remote[4];
	__u8 tos, ttl;
	__u16 flags;
	__u32 label, local[4];
};

static long (*skb_get_tunnel_key)(struct __sk_buff *skb, void *key, __u32 size, __u64 flags) = (void *)20;
static long (*skb_get_tunnel_opt)(struct __sk_buff *skb, void *opt, __u32 size) = (void *)29;
static __u64 (*get_socket_cookie)(struct __sk_buff *skb) = (void *)46;
static long (*fib_lookup)(struct __sk_buff *skb, void *params, __u32 size, __u32 flags) = (void *)69;
static struct sock *(*sk_lookup_tcp)(void *ctx, void *tuple, __u32 size, __u64 netns, __u64 flags) = (void *)84;
static struct sock *(*sk_lookup_udp)(void *ctx, void *tuple, __u32 size, __u64 netns, __u64 flags) = (void *)85;
static long (*sk_release)(struct sock *sk) = (void *)86;
static __u64 (*get_netns_cookie)(struct __sk_buff *skb) = (void *)122;

#define IP(a, b, c, d) ((a) | (b) << 8 | (c) << 16 | (__u32)(d) << 24)
#define PORT(port) ((__u16)((port) << 8 | (port) >> 8))

static inline int lookup(struct __sk_buff *skb, struct fib_lookup *params, __u32 destination)
{
	__builtin_memset(params, 0, sizeof(*params));
	params->family = 2;
	params->ifindex = 14;
	params->dst[0] = destination;
	return fib_lookup(skb, params, sizeof(*params), 0);
}

SEC("tc/test/routes/check") int routes(struct __sk_buff *skb)
{
	struct fib_lookup params;

	skb_change_tail(skb, 100, 0);
	/* By the default route, over its gateway. */
	expect(lookup(skb, &params, IP(8, 8, 8, 8)) == 0);
	expect(params.ifindex == 2 && params.dst[0] == IP(192, 168, 0, 254));
	expect(params.dmac[0] == 0xde && params.dmac[5] == 0x01 && params.smac[0] == 0x0a && params.smac[5] == 0x02);
	/* On the link of an interface's own network, where nobody answers. */
	expect(lookup(skb, &params, IP(10, 0, 1, 9)) == 7);
	expect(lookup(skb, &params, IP(10, 0, 1, 5)) == 0 && params.ifindex == 14);
	/* The interface's own address, and its network's broadcast: not forwarded. */
	expect(lookup(skb, &params, IP(10, 0, 1, 1)) == 4);
	expect(lookup(skb, &params, IP(10, 0, 1, 255)) == 4);
	expect(lookup(skb, &params, IP(172, 16, 3, 4)) == 1);
	expect(lookup(skb, &params, IP(172, 17, 3, 4)) == 2);
	return TEST_PASS;
}

SEC("tc/test/sockets/check") int sockets(struct __sk_buff *skb)
{
	struct tuple tuple = { .saddr = IP(1, 2, 3, 4), .daddr = IP(10, 0, 1, 1), .dport = PORT(80) };
	struct sock *sk;
	int fits;

	sk = sk_lookup_tcp(skb, &tuple, sizeof(tuple), -1, 0);
	expect(sk);
	fits = sk->family == 2 && sk->type == 1 && sk->protocol == 6 && sk->state == 10 && sk->src_port == 80 &&
	       sk->src_ip4 == IP(10, 0, 1, 1) && sk->mark == 0x77 && *(volatile __u8 *)&sk->protocol == 6;
	sk_release(sk);
	expect(fits);
	expect(!sk_lookup_udp(skb, &tuple, sizeof(tuple), -1, 0));
	tuple.sport = PORT(999);
	tuple.dport = PORT(53);
	sk = sk_lookup_udp(skb, &tuple, sizeof(tuple), -1, 0);
	expect(sk);
	fits = sk->dst_port == PORT(999) && sk->dst_ip4 == IP(1, 2, 3, 4) && sk->state == 1 && sk->type == 2;
	sk_release(sk);
	expect(fits);
	return TEST_PASS;
}

SEC("tc/test/cookies/check") int cookies(struct __sk_buff *skb)
{
	expect(get_netns_cookie(0) == 0xfedcba9876543210ull);
	expect(get_netns_cookie(skb) == 0xfedcba9876543210ull);
	expect(get_socket_cookie(skb) == 0);
	return TEST_PASS;
}

SEC("tc/test/tunnel/check") int tunnel(struct __sk_buff *skb)
{
	struct tunnel_key key = {};
	__u32 option = 0;

	expect(skb_get_tunnel_key(skb, &key, sizeof(key), 0) == 0);
	expect(key.id == 7 && key.remote[0] == 0x01020304 && key.local[0] == 0x05060708 && key.ttl == 64 && key.tos == 4);
	expect(skb_get_tunnel_opt(skb, &option, 4) == 4);
	expect(option == 0x04030201);
	return TEST_PASS;
}

struct sock_addr {
	__u32 user_family, user_ip4, user_ip6[4], user_port, family, type, protocol, msg_src_ip4, msg_src_ip6[4];
	struct sock *sk;
};

/* Its socket is always there: Linux does not ask for a check. The result is the state. */
SEC("cgroup/connect4") int own_socket(struct sock_addr *ctx)
{
	struct sock *sk = ctx->sk;

	return sk->family == ctx->family && sk->type == ctx->type && sk->protocol == ctx->protocol ? sk->state : 0;
}

/* Linux would refuse it: sockets are not written to. */
SEC("tc/test/written/check") int written(struct __sk_buff *skb)
{
	struct tuple tuple = { .daddr = IP(10, 0, 1, 1), .dport = PORT(80) };
	volatile struct sock *sk = sk_lookup_tcp(skb, &tuple, sizeof(tuple), -1, 0);

	if (sk)
		sk->mark = 1;
	return TEST_PASS;
}
