#include "bpf.h"

extern void bpf_rcu_read_lock(void) __attribute__((section(".ksyms")));

SEC("tc") int entry(struct __sk_buff *skb)
{
	bpf_rcu_read_lock();
	return 0;
}
