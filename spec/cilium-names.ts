/**
 * What Cilium calls the numbers in its maps and notifications: names as its own tools print them, so that their
 * output and ours can be searched for the same words (Cilium: pkg/monitor/api, pkg/identity, api/v1/flow).
 */

/** Reasons from here on are drops; those below say why packets were forwarded. */
export const FIRST_DROP_REASON = 130;
/** By number: the flow API's name, where it has one, and the text. */
export const DROP_REASONS: Readonly<Record<number, readonly [api: string | null, text: string]>> = {
  0: [null, "Success"],
  2: [null, "Invalid packet"],
  3: [null, "Interface"],
  4: [null, "Interface Decrypted"],
  5: [null, "LB, sock cgroup: No backend slot entry found"],
  6: [null, "LB, sock cgroup: No backend entry found"],
  7: [null, "LB, sock cgroup: Reverse entry update failed"],
  8: [null, "LB, sock cgroup: Reverse entry stale"],
  9: [null, "Fragmented packet"],
  10: [null, "Fragmented packet entry update failed"],
  11: [null, "Missed tail call to custom program"],
  12: [null, "Interface Decrypting"],
  13: [null, "Interface Encrypting"],
  14: [null, "LB: sock cgroup: Reverse entry delete succeeded"],
  130: ["INVALID_SOURCE_MAC", "Invalid source mac"],
  131: ["INVALID_DESTINATION_MAC", "Invalid destination mac"],
  132: ["INVALID_SOURCE_IP", "Invalid source ip"],
  133: ["POLICY_DENIED", "Policy denied"],
  134: ["INVALID_PACKET_DROPPED", "Invalid packet"],
  135: ["CT_TRUNCATED_OR_INVALID_HEADER", "CT: Truncated or invalid header"],
  136: ["CT_MISSING_TCP_ACK_FLAG", "Fragmentation needed"],
  137: ["CT_UNKNOWN_L4_PROTOCOL", "CT: Unknown L4 protocol"],
  138: ["CT_CANNOT_CREATE_ENTRY_FROM_PACKET", "CT: Can't create entry from packet"],
  139: ["UNSUPPORTED_L3_PROTOCOL", "Unsupported L3 protocol"],
  140: ["MISSED_TAIL_CALL", "Missed tail call"],
  141: ["ERROR_WRITING_TO_PACKET", "Error writing to packet"],
  142: ["UNKNOWN_L4_PROTOCOL", "Unknown L4 protocol"],
  143: ["UNKNOWN_ICMPV4_CODE", "Unknown ICMPv4 code"],
  144: ["UNKNOWN_ICMPV4_TYPE", "Unknown ICMPv4 type"],
  145: ["UNKNOWN_ICMPV6_CODE", "Unknown ICMPv6 code"],
  146: ["UNKNOWN_ICMPV6_TYPE", "Unknown ICMPv6 type"],
  147: ["ERROR_RETRIEVING_TUNNEL_KEY", "Error retrieving tunnel key"],
  148: ["ERROR_RETRIEVING_TUNNEL_OPTIONS", "Error retrieving tunnel options"],
  149: ["INVALID_GENEVE_OPTION", "Invalid Geneve option"],
  150: ["UNKNOWN_L3_TARGET_ADDRESS", "Unknown L3 target address"],
  151: ["STALE_OR_UNROUTABLE_IP", "Stale or unroutable IP"],
  152: ["NO_MATCHING_LOCAL_CONTAINER_FOUND", "No matching local container found"],
  153: ["ERROR_WHILE_CORRECTING_L3_CHECKSUM", "Error while correcting L3 checksum"],
  154: ["ERROR_WHILE_CORRECTING_L4_CHECKSUM", "Error while correcting L4 checksum"],
  155: ["CT_MAP_INSERTION_FAILED", "CT: Map insertion failed"],
  156: ["INVALID_IPV6_EXTENSION_HEADER", "Invalid IPv6 extension header"],
  157: ["IP_FRAGMENTATION_NOT_SUPPORTED", "IP fragmentation not supported"],
  158: ["SERVICE_BACKEND_NOT_FOUND", "Service backend not found"],
  160: ["NO_TUNNEL_OR_ENCAPSULATION_ENDPOINT", "No tunnel/encapsulation endpoint (datapath BUG!)"],
  161: ["FAILED_TO_INSERT_INTO_PROXYMAP", "NAT 46/64 not enabled"],
  162: ["REACHED_EDT_RATE_LIMITING_DROP_HORIZON", "Reached EDT rate-limiting drop horizon"],
  163: ["UNKNOWN_CONNECTION_TRACKING_STATE", "Unknown connection tracking state"],
  164: ["LOCAL_HOST_IS_UNREACHABLE", "Local host is unreachable"],
  165: [
    "NO_CONFIGURATION_AVAILABLE_TO_PERFORM_POLICY_DECISION",
    "No configuration available to perform policy decision",
  ],
  166: ["UNSUPPORTED_L2_PROTOCOL", "Unsupported L2 protocol"],
  167: ["NO_MAPPING_FOR_NAT_MASQUERADE", "No mapping for NAT masquerade"],
  168: ["UNSUPPORTED_PROTOCOL_FOR_NAT_MASQUERADE", "Unsupported protocol for NAT masquerade"],
  169: ["FIB_LOOKUP_FAILED", "FIB lookup failed"],
  170: ["ENCAPSULATION_TRAFFIC_IS_PROHIBITED", "Encapsulation traffic is prohibited"],
  171: ["INVALID_IDENTITY", "Invalid identity"],
  172: ["UNKNOWN_SENDER", "Unknown sender"],
  173: ["NAT_NOT_NEEDED", "NAT not needed"],
  174: ["IS_A_CLUSTERIP", "Is a ClusterIP"],
  175: ["FIRST_LOGICAL_DATAGRAM_FRAGMENT_NOT_FOUND", "First logical datagram fragment not found"],
  176: ["FORBIDDEN_ICMPV6_MESSAGE", "Forbidden ICMPv6 message"],
  177: ["DENIED_BY_LB_SRC_RANGE_CHECK", "Denied by LB src range check"],
  178: ["SOCKET_LOOKUP_FAILED", "Socket lookup failed"],
  179: ["SOCKET_ASSIGN_FAILED", "Socket assign failed"],
  180: ["PROXY_REDIRECTION_NOT_SUPPORTED_FOR_PROTOCOL", "Proxy redirection not supported for protocol"],
  181: ["POLICY_DENY", "Policy denied by denylist"],
  182: ["VLAN_FILTERED", "VLAN traffic disallowed by VLAN filter"],
  183: ["INVALID_VNI", "Incorrect VNI from VTEP"],
  184: ["INVALID_TC_BUFFER", "Failed to update or lookup TC buffer"],
  185: ["NO_SID", "No SID was found for the IP address"],
  186: ["MISSING_SRV6_STATE", "SRv6 state was removed during tail call"],
  187: ["NAT46", "L3 translation from IPv4 to IPv6 failed (NAT46)"],
  188: ["NAT64", "L3 translation from IPv6 to IPv4 failed (NAT64)"],
  189: ["AUTH_REQUIRED", "Authentication required"],
  190: ["CT_NO_MAP_FOUND", "No conntrack map found"],
  191: ["SNAT_NO_MAP_FOUND", "No nat map found"],
  192: ["INVALID_CLUSTER_ID", "Invalid ClusterID"],
  193: ["UNSUPPORTED_PROTOCOL_FOR_DSR_ENCAP", "Unsupported packet protocol for DSR encapsulation"],
  194: ["NO_EGRESS_GATEWAY", "No egress gateway found"],
  195: ["UNENCRYPTED_TRAFFIC", "Traffic is unencrypted"],
  196: ["TTL_EXCEEDED", "TTL exceeded"],
  197: ["NO_NODE_ID", "No node ID found"],
  198: ["DROP_RATE_LIMITED", "Rate limited"],
  199: ["IGMP_HANDLED", "IGMP handled"],
  200: ["IGMP_SUBSCRIBED", "IGMP subscribed"],
  201: ["MULTICAST_HANDLED", "Multicast handled"],
  202: ["DROP_HOST_NOT_READY", "Host datapath not ready"],
  203: ["DROP_EP_NOT_READY", "Endpoint policy program not available"],
  204: ["DROP_NO_EGRESS_IP", "No Egress IP configured"],
  205: ["DROP_PUNT_PROXY", "Punt to proxy"],
};

/** Identities that mean the same in every cluster. */
export const RESERVED_IDENTITIES: Readonly<Record<number, string>> = {
  0: "unknown",
  1: "host",
  2: "world",
  3: "unmanaged",
  4: "health",
  5: "init",
  6: "remote-node",
  7: "kube-apiserver",
  8: "ingress",
  9: "world-ipv4",
  10: "world-ipv6",
  11: "overlay-to-encrypt",
};

/** Where in the datapath a trace notification was written; in the order of the numbers. */
export const TRACE_POINTS = [
  "to-endpoint",
  "to-proxy",
  "to-host",
  "to-stack",
  "to-overlay",
  "from-endpoint",
  "from-proxy",
  "from-host",
  "from-stack",
  "from-overlay",
  "from-network",
  "to-network",
  "from-crypto",
  "to-crypto",
] as const;

/** Why a packet went on: what connection tracking said, or what was done to it; in the order of the numbers. */
export const TRACE_REASONS = [
  "new",
  "established",
  "reply",
  "related",
  "reopened",
  "unknown",
  "srv6-encap",
  "srv6-decap",
  "encrypt-overlay",
] as const;

/** Where in the translation of a socket's address a notification was written; in the order of the numbers. */
export const XLATE_POINTS = [
  "unknown",
  "pre-xlate-fwd",
  "post-xlate-fwd",
  "pre-xlate-rev",
  "post-xlate-rev",
] as const;

/** What of a policy's key matched; in the order of the numbers. */
export const POLICY_MATCHES = [
  "none",
  "L3-Only",
  "L3-L4",
  "L4-Only",
  "all",
  "L3-Proto",
  "Proto-Only",
] as const;

/** In the order of the numbers. */
export const AUTH_TYPES = ["disabled", "spire", "test-always-fail"] as const;

/** In the order of the numbers. */
export const METRIC_DIRECTIONS = ["UNKNOWN", "INGRESS", "EGRESS", "SERVICE"] as const;

/** The source files that counters and drops name; the numbers of 1.16 and newer. */
export const SOURCE_FILES: Readonly<Record<number, string>> = {
  1: "bpf_host.c",
  2: "bpf_lxc.c",
  3: "bpf_overlay.c",
  4: "bpf_xdp.c",
  5: "bpf_sock.c",
  6: "bpf_network.c",
  7: "bpf_wireguard.c",
  101: "arp.h",
  102: "drop.h",
  103: "srv6.h",
  104: "icmp6.h",
  105: "nodeport.h",
  106: "lb.h",
  107: "mcast.h",
  108: "ipv4.h",
  109: "conntrack.h",
  // Until 1.17, and since.
  110: "l3.h|local_delivery.h",
  111: "trace.h",
  112: "encap.h",
  113: "encrypt.h",
  114: "host_firewall.h",
  115: "nodeport_egress.h",
  116: "ipv6.h",
  117: "classifiers.h",
};

/** Protocols that policies and services name. */
export const L4_PROTOCOLS: Readonly<Record<number, string>> = {
  0: "ANY",
  1: "ICMP",
  6: "TCP",
  17: "UDP",
  58: "ICMPv6",
  132: "SCTP",
};
