// SPDX-License-Identifier: Apache-2.0
/* Why a packet was dropped: the numbers that Cilium's monitor, Hubble and `cilium_metrics` show. */
#pragma once

enum drop_reason {
	PASS = 0,
	DROP_INVALID_SIP = 132,
	DROP_POLICY = 133,
	DROP_INVALID = 134,
	DROP_CT_INVALID_HDR = 135,
	DROP_CT_UNKNOWN_PROTO = 137,
	DROP_UNKNOWN_L3 = 139,
	DROP_MISSED_TAIL_CALL = 140,
	DROP_WRITE_ERROR = 141,
	DROP_CSUM_L3 = 153,
	DROP_CSUM_L4 = 154,
	DROP_CT_CREATE_FAILED = 155,
	DROP_FRAG_NOSUPPORT = 157,
	DROP_NO_SERVICE = 158,
	DROP_POLICY_DENY = 181,
	DROP_TTL_EXCEEDED = 196,
};
