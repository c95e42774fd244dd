/* A program as tc loads it by its section, whose name says nothing of its type. Rebuild with build.sh. */
typedef unsigned int u32;
typedef unsigned long long u64;

#define SEC(name) __attribute__((section(name), used))

static long (*trace_printk)(const char *format, u32 size, ...) = (void *)6;
static long (*clone_redirect)(void *skb, u32 ifindex, u64 flags) = (void *)13;

struct skb {
	u32 len;
};

/* A copy of every packet goes to interface 1, the loopback. */
SEC("mirror_all") int mirror(struct skb *skb)
{
	char format[] = "%d bytes: %d\n";
	long result = clone_redirect(skb, 1, 0);

	trace_printk(format, sizeof(format), skb->len, result);
	return 0;
}

char _license[] SEC("license") = "GPL";
