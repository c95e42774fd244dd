/* Configuration whose address is its value, in Cilium's manner of 1.16: inline assembly and `.rodata.config`. */
#include "bpf.h"

#define CONFIG(type, name) SEC(".rodata.config") type __config_##name
#define LOAD(name)                                                          \
	({                                                                  \
		typeof(name) value;                                      \
		asm("%0 = " #name " ll" : "=r"(value));                     \
		value;                                                      \
	})

CONFIG(__u32, LXC_IPV4);
CONFIG(__u64, LXC_IP_1) = 0x1122334455667788;
CONFIG(__u16, LXC_ID) = 0x1234;

SEC("tc") int cil_from_container(struct __sk_buff *skb)
{
	__u64 whole = LOAD(__config_LXC_IP_1);

	if (skb->len == LOAD(__config_LXC_IPV4))
		return redirect(LOAD(__config_LXC_ID), 0);
	return whole >> 32;
}

/* The same address in a spilled and compared value. */
SEC("tc") int cil_to_container(struct __sk_buff *skb)
{
	volatile __u32 copy = LOAD(__config_LXC_IPV4);

	return copy == skb->mark;
}

char _license[] SEC("license") = "GPL";
