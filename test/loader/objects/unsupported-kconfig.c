#include "bpf.h"

extern int LINUX_KERNEL_VERSION __attribute__((section(".kconfig")));

SEC("tc") int entry(struct __sk_buff *skb)
{
	return LINUX_KERNEL_VERSION;
}
