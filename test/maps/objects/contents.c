/* Maps of the types that bpftool dumps, with keys and values of the kinds of types that BTF has. */
typedef unsigned char __u8;
typedef unsigned short __u16;
typedef short __s16;
typedef unsigned int __u32;
typedef int __s32;
typedef unsigned long long __u64;
typedef long long __s64;
typedef __u32 __be32;
typedef __u16 __be16;

#define SEC(name) __attribute__((section(name), used))
#define __uint(name, value) int(*name)[value]
#define __type(name, type) type *name
#define __array(name, type) type *name[]

enum map_type {
	HASH = 1, ARRAY = 2, PROG_ARRAY = 3, PERCPU_HASH = 5, PERCPU_ARRAY = 6, LRU_HASH = 9, LRU_PERCPU_HASH = 10,
	LPM_TRIE = 11, ARRAY_OF_MAPS = 12, HASH_OF_MAPS = 13, QUEUE = 22, STACK = 23,
};
enum { BPF_F_NO_PREALLOC = 1 };

enum color { RED, GREEN = 5, BLUE = -1 };

struct bits {
	__u16 whole;
	__u16 low : 3, high : 13;
};

union address {
	struct {
		__be32 ip4, pad1, pad2, pad3;
	};
	__u8 ip6[16];
};

struct prefix {
	__u32 prefixlen;
	__u8 mac[6];
	__be16 port;
};

struct everything {
	__u64 large;
	__s32 negative;
	enum color color;
	_Bool flag;
	char bytes[7];
	struct bits list[2];
	union address address;
	void *pointer;
	struct {
		__u8 x, y;
	};
	struct {
		__s16 z;
	};
	__u8 one : 1, seven : 7;
	__s64 signed_large;
	unsigned char unsigned_char;
	signed char signed_char;
	char letter;
	char empty[4], word[8], full[4];
	enum color unknown;
};

struct {
	__uint(type, HASH);
	__uint(max_entries, 8);
	__type(key, struct prefix);
	__type(value, struct everything);
} m_hash SEC(".maps");

struct {
	__uint(type, ARRAY);
	__uint(max_entries, 3);
	__type(key, __u32);
	__type(value, struct bits);
} m_array SEC(".maps");

struct {
	__uint(type, LRU_HASH);
	__uint(max_entries, 64);
	__type(key, __u64);
	__type(value, __s32);
} m_lru SEC(".maps");

struct {
	__uint(type, PERCPU_HASH);
	__uint(max_entries, 8);
	__type(key, __u32);
	__type(value, struct bits);
} m_percpu_hash SEC(".maps");

struct {
	__uint(type, PERCPU_ARRAY);
	__uint(max_entries, 2);
	__type(key, __u32);
	__type(value, __u64);
} m_percpu_array SEC(".maps");

struct {
	__uint(type, LRU_PERCPU_HASH);
	__uint(max_entries, 64);
	__type(key, __u32);
	__type(value, __u8);
} m_percpu_lru SEC(".maps");

struct {
	__uint(type, LPM_TRIE);
	__uint(max_entries, 8);
	__uint(map_flags, BPF_F_NO_PREALLOC);
	__type(key, struct prefix);
	__type(value, __u8);
} m_lpm SEC(".maps");

struct {
	__uint(type, QUEUE);
	__uint(max_entries, 4);
	__type(value, struct bits);
} m_queue SEC(".maps");

struct {
	__uint(type, STACK);
	__uint(max_entries, 4);
	__uint(value_size, 4);
} m_stack SEC(".maps");

struct {
	__uint(type, HASH);
	__uint(max_entries, 8);
	__uint(key_size, 4);
	__uint(value_size, 6);
} m_raw SEC(".maps");

struct {
	__uint(type, HASH);
	__uint(max_entries, 8);
	__uint(key_size, 20);
	__uint(value_size, 20);
} m_raw_large SEC(".maps");

struct {
	__uint(type, PERCPU_HASH);
	__uint(max_entries, 8);
	__uint(key_size, 4);
	__uint(value_size, 8);
} m_raw_percpu SEC(".maps");

struct {
	__uint(type, PROG_ARRAY);
	__uint(max_entries, 4);
	__type(key, __u32);
	__type(value, __u32);
} m_programs SEC(".maps");

struct inner {
	__uint(type, HASH);
	__uint(max_entries, 8);
	__type(key, __u32);
	__type(value, struct bits);
} m_inner SEC(".maps");

struct {
	__uint(type, HASH_OF_MAPS);
	__uint(max_entries, 4);
	__type(key, __u32);
	__uint(value_size, 4);
	__array(values, struct inner);
} m_hash_of_maps SEC(".maps");

struct {
	__uint(type, ARRAY_OF_MAPS);
	__uint(max_entries, 2);
	__type(key, __u32);
	__uint(value_size, 4);
	__array(values, struct inner);
} m_array_of_maps SEC(".maps") = { .values = { [1] = &m_inner } };

char license_text[] SEC("license") = "GPL";

SEC("tc") int prog(void *ctx)
{
	(void)ctx;
	return 0;
}
