#include "bpf.h"

extern const void bpf_prog_fops __attribute__((section(".ksyms")));

SEC("tc") int entry(struct __sk_buff *skb)
{
	return (long)&bpf_prog_fops >> 8;
}
