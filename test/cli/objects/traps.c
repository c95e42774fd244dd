/* Programs that Linux refuses, each stopped for another reason. Rebuild with build.sh. */
typedef unsigned char __u8;
typedef unsigned int __u32;
typedef unsigned long long __u64;

/* More than there is: 48 words. */
struct __sk_buff {
	__u32 words[64];
};

#define LEN 0
#define DATA 19

#define SEC(name) __attribute__((section(name), used))

static void *(*map_lookup_elem)(void *map, const void *key) = (void *)1;
static long (*skb_pull_data)(struct __sk_buff *skb, __u32 len) = (void *)39;

struct {
	int (*type)[1]; /* HASH */
	__u32 *key;
	__u64 *value;
	int (*max_entries)[4];
} sessions SEC(".maps");

SEC("tc/packet") int beyond_packet(struct __sk_buff *skb)
{
	return *(__u32 *)((__u64)skb->words[DATA] + 40);
}

SEC("tc/null") int unchecked_lookup(struct __sk_buff *skb)
{
	__u32 key = skb->words[LEN];
	__u64 *value = map_lookup_elem(&sessions, &key);

	return *value;
}

SEC("tc/stale") int stale_packet(struct __sk_buff *skb)
{
	__u8 *data = (__u8 *)(__u64)skb->words[DATA];

	skb_pull_data(skb, 20);
	return data[0];
}

SEC("tc/context") int beyond_context(struct __sk_buff *skb)
{
	return skb->words[50];
}

SEC("tc/scalar") int number(struct __sk_buff *skb)
{
	return *(__u8 *)(__u64)skb->words[LEN];
}

SEC("tc/loop") int endless(struct __sk_buff *skb)
{
	while (skb->words[LEN])
		asm volatile("");
	return 0;
}

char _license[] SEC("license") = "GPL";
