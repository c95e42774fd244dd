// What the agent of node k8s-s would have put into the maps: endpoints, identities, the service, the policies.

const word = (address) =>
  address
    .split(".")
    .reverse()
    .reduce((all, part) => all * 256 + Number(part), 0);
const macWord = (mac) => BigInt(`0x${mac.split(":").reverse().join("")}`);
/** In network byte order. */
const swap = (value) => ((value & 0xff) << 8) | (value >> 8);

const IPV4 = 1;
const endpoint = (address, ifindex, id, identity, mac, nodeMac) => [
  { ip4: word(address), family: IPV4 },
  { ifindex, lxc_id: id, sec_id: identity, mac: macWord(mac), node_mac: macWord(nodeMac) },
];
const HOST = 1;
const host = (address) => [{ ip4: word(address), family: IPV4 }, { flags: HOST }];

const identity = (address, sec_identity, node = "0.0.0.0") => [
  { prefixlen: 64, family: IPV4, ip4: word(address) },
  { sec_identity, tunnel_endpoint: word(node) },
];

const SERVICE = { address: word("10.10.249.114"), dport: swap(80), proto: 6 };
const REV_NAT = swap(9);
const backend = (id, address) => [id, { address: word(address), port: swap(80), proto: 6 }];

/** Maps that all endpoints of the node share. */
const shared = {
  cilium_lxc: [
    endpoint("172.16.0.251", 14, 663, 11370, "12:52:e3:7e:87:4f", "2e:e6:8a:a2:06:1e"),
    endpoint("172.16.0.7", 10, 788, 29265, "ae:fa:30:78:0c:f9", "6e:a4:db:e4:9a:46"),
    host("192.168.10.10"),
    host("172.16.0.190"),
  ],
  cilium_ipcache_v2: [
    identity("172.16.0.251", 11370),
    identity("172.16.0.7", 29265),
    identity("172.16.0.190", 1),
    identity("172.16.2.139", 19520, "192.168.10.101"),
    identity("172.16.1.235", 19520, "192.168.10.102"),
  ],
  cilium_lb4_services_v2: [
    [SERVICE, { count: 2, rev_nat_index: REV_NAT }],
    [
      { ...SERVICE, backend_slot: 1 },
      { backend_id: 1, rev_nat_index: REV_NAT },
    ],
    [
      { ...SERVICE, backend_slot: 2 },
      { backend_id: 2, rev_nat_index: REV_NAT },
    ],
  ],
  cilium_lb4_backends_v3: [backend(1, "172.16.2.139"), backend(2, "172.16.1.235")],
  cilium_lb4_reverse_nat: [[REV_NAT, { address: SERVICE.address, port: SERVICE.dport }]],
};

/** A rule matches a whole protocol and port, a whole protocol, or everything. */
const rule = (egress, sec_label, protocol, port = null) => [
  {
    prefixlen: 40 + 8 + (port === null ? 0 : 16),
    sec_label,
    egress,
    protocol,
    dport: port === null ? 0 : swap(port),
  },
  {},
];
const [TCP, UDP, ICMP] = [6, 17, 1];
const [INGRESS, EGRESS] = [0, 1];
const ANYBODY = 0;
const policies = {
  // netpod may ping anybody, speak HTTP to the web pods and ask coredns for names.
  14: [rule(EGRESS, ANYBODY, ICMP), rule(EGRESS, 19520, TCP, 80), rule(EGRESS, 29265, UDP, 53)],
  10: [rule(INGRESS, ANYBODY, UDP, 53)],
};

const fill = (collection, maps) => {
  for (const [name, elements] of Object.entries(maps)) {
    const map = collection.typedMap(name);
    for (const [key, value] of elements) map.update(key, value);
  }
};

/** Fills the maps of an endpoint's collection, by the index of its interface. */
export function fillMaps(collection, ifindex) {
  fill(collection, { ...shared, cilium_policy_v2: policies[ifindex] });
}
