/** Numbers of network protocols and of Linux's networking that more than one place reads. */

/** Address families (include/linux/socket.h). */
export const AF_INET = 2;
export const AF_INET6 = 10;
/** Types of sockets (include/linux/net.h). */
export const SOCK_STREAM = 1;
export const SOCK_DGRAM = 2;

/** Bytes of an Ethernet header, and of the smallest frame. */
export const ETH_HLEN = 14;
/** Bytes behind the header of the longest usual frame. */
export const ETHERNET_MTU = 1500;
/** Bytes of a VLAN tag. */
export const VLAN_HLEN = 4;

/** Ethertypes (IEEE 802 numbers). */
export const ETHERTYPE = { IPV4: 0x0800, ARP: 0x0806, VLAN: 0x8100, IPV6: 0x86dd, QINQ: 0x88a8 } as const;
/** Smaller ethertypes are the length of an 802.3 frame (IEEE 802.3, 3.2.6). */
export const FIRST_ETHERTYPE = 0x0600;

/** Protocol numbers of IPv4 and IPv6, the extension headers of IPv6 among them (IANA). */
export const IP_PROTOCOL = {
  HOP_BY_HOP: 0,
  ICMP: 1,
  IPV4: 4,
  TCP: 6,
  UDP: 17,
  IPV6: 41,
  ROUTING: 43,
  FRAGMENT: 44,
  GRE: 47,
  ESP: 50,
  ICMPV6: 58,
  DESTINATION: 60,
  SCTP: 132,
} as const;

/** Bytes of an IP header without options, or extension headers (RFC 791, RFC 8200). */
export const IPV4_HEADER = 20;
export const IPV6_HEADER = 40;

/** Types of ICMPv6 that neighbours are found by (RFC 4861). */
export const NEIGHBOUR_SOLICITATION = 135;
export const NEIGHBOUR_ADVERTISEMENT = 136;

/** An interface whose MTU is smaller has no IPv6 (RFC 8200, section 5). */
export const IPV6_MIN_MTU = 1280;
/** The index and the MTU of a network namespace's loopback. */
export const LOOPBACK_IFINDEX = 1;
export const LOOPBACK_MTU = 65_536;

/** Types of routes and the tables that have a name (include/uapi/linux/rtnetlink.h). */
export const RTN = {
  unicast: 1,
  local: 2,
  broadcast: 3,
  anycast: 4,
  multicast: 5,
  blackhole: 6,
  unreachable: 7,
  prohibit: 8,
} as const;
export const RT_TABLE = { default: 253, main: 254, local: 255 } as const;

/** What a network namespace's cookie is, and that of the one socket a program may be about, where none is given. */
export const FIRST_COOKIE = 1;
/** The id of the root cgroup (include/linux/cgroup.h). */
export const ROOT_CGROUP = 1;

/** States of a socket, whatever its protocol (include/net/tcp_states.h). */
export const TCP_STATE = {
  established: 1,
  syn_sent: 2,
  syn_recv: 3,
  fin_wait1: 4,
  fin_wait2: 5,
  time_wait: 6,
  close: 7,
  close_wait: 8,
  last_ack: 9,
  listen: 10,
  closing: 11,
} as const;
/** What a socket shows as its queue that none was noted for. */
export const NO_QUEUE = 0xffff_ffff;

/** Of redirect helpers: to the interface's ingress (include/uapi/linux/bpf.h). */
export const BPF_F_INGRESS = 1;
/** sizeof(struct bpf_redir_neigh): an address family, and room for an address of either. */
export const REDIRECT_NEIGHBOUR_SIZE = 20;

/** Bits of a tunnel's flags in the order of their bytes in memory (include/uapi/linux/if_tunnel.h). */
export const TUNNEL_FLAG = {
  DONT_FRAGMENT: 0x0001,
  GENEVE_OPTIONS: 0x0008,
  VXLAN_OPTIONS: 0x0010,
  NOCACHE: 0x0020,
  ERSPAN_OPTIONS: 0x0040,
  GTP_OPTIONS: 0x0080,
  CSUM: 0x0100,
  KEY: 0x0400,
  SEQ: 0x0800,
} as const;
