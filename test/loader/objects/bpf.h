/* The few declarations that the loader's test objects share. */
typedef unsigned char __u8;
typedef unsigned short __u16;
typedef unsigned int __u32;
typedef unsigned long long __u64;

#define SEC(name) __attribute__((section(name), used))
#define __noinline __attribute__((noinline))
#define __uint(name, val) int(*name)[val]
#define __type(name, val) typeof(val) *name
#define __array(name, val) typeof(val) *name[]

struct __sk_buff {
	__u32 len, pkt_type, mark, queue_mapping, protocol;
};

static void *(*map_lookup_elem)(void *, const void *) = (void *)1;
static int (*trace_printk)(const char *, int, ...) = (void *)6;
static int (*tail_call)(void *, void *, __u32) = (void *)12;
static int (*redirect)(__u32, __u64) = (void *)23;
static int (*for_each_map_elem)(void *, void *, void *, __u64) = (void *)164;
