// SPDX-License-Identifier: Apache-2.0
/* What the programs tell whoever listens: notifications in `cilium_events`. */
#pragma once
#include "bpf.h"

/* One buffer per CPU, without a number of entries: the loader asks the machine. */
struct {
	MAP_UINT(type, BPF_MAP_TYPE_PERF_EVENT_ARRAY);
	MAP_UINT(key_size, sizeof(u32));
	MAP_UINT(value_size, sizeof(u32));
	MAP_UINT(pinning, PIN_BY_NAME);
} cilium_events SEC(".maps");

enum notify_type {
	NOTIFY_DROP = 1,
	NOTIFY_TRACE = 4,
	NOTIFY_TRACE_SOCK = 7,
};

/* Every notification about a packet begins like this and ends with `captured_len` bytes of it. */
struct notify_header {
	u8 type;
	u8 subtype;
	u16 source; /* endpoint id */
	u32 hash;
	u32 original_len;
	u16 captured_len;
	u16 version;
};

struct drop_notify {
	struct notify_header header; /* subtype: enum drop_reason */
	u32 src_label;
	u32 dst_label;
	u32 dst_id;
	u16 line;
	u8 file;
	u8 ext_error;
	u32 ifindex;
};

enum trace_point {
	TRACE_TO_LXC = 0,
	TRACE_TO_STACK = 3,
};

struct trace_notify {
	struct notify_header header; /* subtype: enum trace_point */
	u32 src_label;
	u32 dst_label;
	u16 dst_id;
	u8 reason; /* enum ct_status */
	u8 flags;
	u32 ifindex;
	be32 orig_ip[4]; /* the source before reverse translation; room for IPv6 */
};

enum xlate_point {
	XLATE_PRE_FWD = 1,
	XLATE_POST_FWD = 2,
	XLATE_PRE_REV = 3,
	XLATE_POST_REV = 4,
};

struct trace_sock_notify {
	u8 type;
	u8 xlate_point; /* enum xlate_point */
	be32 dst_ip;
	u8 pad[12]; /* room for an IPv6 address */
	u16 dst_port; /* host byte order */
	u64 sock_cookie;
	u64 cgroup_id;
	u8 l4_proto; /* 1 is TCP, 2 is UDP */
	u8 ipv6;
} PACKED;
