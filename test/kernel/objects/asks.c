/* Ask helpers what a packet says, and answer in its place. Rebuild with build.sh. */
typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef unsigned long long u64;

#define SEC(name) __attribute__((section(name), used))

enum { HEADER = 14 };

struct sock {
	u32 bound_dev_if, family, type, protocol, mark, priority, src_ip4, src_ip6[4], src_port;
	u16 dst_port, zero;
	u32 dst_ip4, dst_ip6[4], state;
};

static long (*skb_store_bytes)(void *skb, u32 offset, const void *from, u32 len, u64 flags) = (void *)9;
static long (*skb_load_bytes)(const void *skb, u32 offset, void *to, u32 len) = (void *)26;
static long (*fib_lookup)(void *skb, void *params, u32 size, u32 flags) = (void *)69;
static struct sock *(*sk_lookup_tcp)(void *ctx, void *tuple, u32 size, u64 netns, u64 flags) = (void *)84;
static struct sock *(*sk_lookup_udp)(void *ctx, void *tuple, u32 size, u64 netns, u64 flags) = (void *)85;
static long (*redirect)(u32 ifindex, u64 flags) = (void *)23;
static long (*redirect_neigh)(u32 ifindex, void *params, int plen, u64 flags) = (void *)152;
static long (*redirect_peer)(u32 ifindex, u64 flags) = (void *)155;
static long (*sk_release)(struct sock *sk) = (void *)86;

/* The flags, and struct bpf_fib_lookup. */
SEC("tc") int fib(void *skb)
{
	u8 params[64];
	u32 flags;
	long result;

	if (skb_load_bytes(skb, HEADER, &flags, 4) || skb_load_bytes(skb, HEADER + 4, params, sizeof(params)))
		return -1;
	result = fib_lookup(skb, params, sizeof(params), flags);
	skb_store_bytes(skb, HEADER + 4, params, sizeof(params), 0);
	return result;
}

/* The fields of a found socket. */
static inline void describe(const struct sock *sk, u32 *fields)
{
	fields[0] = sk->bound_dev_if;
	fields[1] = sk->family;
	fields[2] = sk->type;
	fields[3] = sk->protocol;
	fields[4] = sk->mark;
	fields[5] = sk->priority;
	fields[6] = sk->state;
	fields[7] = sk->src_port;
	fields[8] = sk->dst_port;
	fields[9] = sk->src_ip4;
	fields[10] = sk->dst_ip4;
	for (int i = 0; i < 4; i++) {
		fields[11 + i] = sk->src_ip6[i];
		fields[15 + i] = sk->dst_ip6[i];
	}
}

/* Whether UDP, and struct bpf_sock_tuple of either version of IP; there has to be room for the fields. */
#define ASK(name, size) \
	SEC("tc") int name(void *skb) \
	{ \
		u8 tuple[size]; \
		u32 udp, fields[19]; \
		struct sock *sk; \
		if (skb_load_bytes(skb, HEADER, &udp, 4) || skb_load_bytes(skb, HEADER + 4, tuple, size)) \
			return -1; \
		sk = udp ? sk_lookup_udp(skb, tuple, size, -1, 0) : sk_lookup_tcp(skb, tuple, size, -1, 0); \
		if (!sk) \
			return 0; \
		describe(sk, fields); \
		sk_release(sk); \
		skb_store_bytes(skb, HEADER, fields, sizeof(fields), 0); \
		return 1; \
	}

ASK(socket4, 12)
ASK(socket6, 36)

struct request {
	u32 helper, ifindex, plen, answer;
	u64 flags;
	u8 params[20];
};

/* Two requests, one after the other; the result is the last one's, or what it is told to be. */
SEC("tc") int redirects(void *skb)
{
	struct request request;
	long result = 0;

	for (int i = 0; i < 2; i++) {
		if (skb_load_bytes(skb, HEADER + 64 * i, &request, sizeof(request)))
			return -1;
		if (request.helper == 1)
			result = redirect(request.ifindex, request.flags);
		else if (request.helper == 2)
			result = redirect_peer(request.ifindex, request.flags);
		else if (request.helper == 3 && request.plen <= sizeof(request.params))
			result = redirect_neigh(request.ifindex, request.params, request.plen, request.flags);
		else if (request.helper == 4)
			result = redirect_neigh(request.ifindex, 0, 0, request.flags);
	}
	return request.answer ? request.answer : result;
}

SEC("xdp") int xdp_redirects(struct { u32 data, data_end; } *ctx)
{
	u32 *data = (u32 *)(u64)ctx->data;

	return (u8 *)(data + 6) <= (u8 *)(u64)ctx->data_end ? redirect(data[4], data[5]) : 0;
}

char _license[] SEC("license") = "GPL";
