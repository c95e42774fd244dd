#include "bpf.h"

static int number = 1;
int *pointer = &number;

SEC("tc") int entry(struct __sk_buff *skb)
{
	return *pointer;
}
