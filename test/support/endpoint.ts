/** Options that configure Cilium's bpf_lxc.o for the endpoint that tests are about. */
export const endpointSettings: readonly string[] = [
  "interface_mac=0a:1b:2c:3d:4e:5f",
  "endpoint_ipv4=10.0.1.5",
  "endpoint_id=0x1234",
  "security_label=0x10042",
  "interface_ifindex=1",
].flatMap((setting) => ["--set", setting]);
