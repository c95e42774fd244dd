#include "bpf.h"

struct task_struct {
	int pid;
} __attribute__((preserve_access_index));

SEC("tp_btf/sched_switch") int entry(struct task_struct *task)
{
	return task->pid;
}
