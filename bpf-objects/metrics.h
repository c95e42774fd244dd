// SPDX-License-Identifier: Apache-2.0
/* What the datapath counts: packets and bytes by outcome, direction and source line. */
#pragma once
#include "bpf.h"

enum metrics_direction {
	METRIC_INGRESS = 1,
	METRIC_EGRESS = 2,
};

struct metrics_key {
	u8 reason; /* enum drop_reason; 0 is forwarded */
	u8 dir;	   /* enum metrics_direction */
	u16 line;
	u8 file;
	u8 reserved[3];
};

struct metrics_value {
	u64 count;
	u64 bytes;
};

struct {
	MAP_UINT(type, BPF_MAP_TYPE_PERCPU_HASH);
	MAP_TYPE(key, struct metrics_key);
	MAP_TYPE(value, struct metrics_value);
	MAP_UINT(max_entries, 1024);
	MAP_UINT(map_flags, BPF_F_NO_PREALLOC);
	MAP_UINT(pinning, PIN_BY_NAME);
} cilium_metrics SEC(".maps");

INLINE void metrics_count(u32 len, u8 reason, u8 dir, u16 line, u8 file)
{
	struct metrics_key key = { .reason = reason, .dir = dir, .line = line, .file = file };
	struct metrics_value *value = map_lookup_elem(&cilium_metrics, &key);

	if (value) {
		value->count += 1;
		value->bytes += len;
		return;
	}
	struct metrics_value first = { .count = 1, .bytes = len };
	map_update_elem(&cilium_metrics, &key, &first, BPF_ANY);
}
