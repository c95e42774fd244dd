// The lab: what people do in a small cluster, on one node's datapath. Prints the flows as they come and the maps
// as they are in the end; writes what tcpdump would have seen, and the maps, to a folder (output/ beside this file).
//
//   node examples/lab/lab.mjs [FOLDER]
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { CaptureWriter, CollectionSpec, dissect, Machine, readEnvironment } from "skbox";
import {
  connectionRows,
  connectionText,
  decodeNotification,
  endpointRows,
  endpointText,
  flowOf,
  flowText,
  ipcacheRows,
  ipcacheText,
  metricRows,
  metricText,
  Peers,
  policyRows,
  policyText,
  serviceRows,
  serviceText,
} from "skbox/cilium";
import { fillMaps } from "./cluster.mjs";
import { arpRequest, dns, ping, tcp, udp } from "./frames.mjs";

const here = (file) => new URL(file, import.meta.url);
const folder = process.argv[2] ?? fileURLToPath(here("output"));
const environment = JSON.parse(readFileSync(here("environment.json"), "utf8"));

// ---- the node: its programs where they hang, and its maps

const machine = await Machine.create({ receive: "ingress", environment });
const endpoints = new Map();
for (const { index, attach } of environment.interfaces) {
  if (!attach) continue;
  const spec = await CollectionSpec.load(here(attach.ingress.object));
  for (const [name, value] of Object.entries(attach.set ?? {})) spec.variables.get(name).set(value);
  const collection = machine.load(spec);
  machine.attach(index, "ingress", collection.program(attach.ingress.program));
  machine.attach(index, "egress", collection.program(attach.egress.program));
  fillMaps(collection, index);
  endpoints.set(index, collection);
}
const sockets = machine.load(await CollectionSpec.load(here("../../bpf-objects/sock.o")));

const hex = (bytes) => Buffer.from(bytes).toString("hex");
const BYTES = ["HASH", "LRU_HASH", "LPM_TRIE", "PERCPU_HASH"];

/** The maps of netpod's programs, as --maps takes them. */
function contents() {
  const maps = {};
  for (const [name, map] of endpoints.get(14).maps) {
    if (!BYTES.includes(map.type)) continue;
    maps[name] = [...map].map(([key, value]) => ({
      key: hex(key),
      ...(map.isPerCpu ? { values: map.perCpu(value).map(hex) } : { value: hex(value) }),
    }));
  }
  return `${JSON.stringify(maps, null, 1)}\n`;
}
const mapsBefore = contents();

// ---- what is seen of it

const peers = new Peers(readEnvironment(environment));
const START = BigInt(Date.UTC(2024, 10, 22, 12)) * 1_000_000n;
let time = START;
const captures = Object.fromEntries(
  ["netpod", "netpod-sent", "eth0"].map((name) => {
    const writer = new CaptureWriter({ format: "pcapng", interfaceName: name });
    return [name, { writer, parts: [writer.header] }];
  }),
);

function capture(name, data) {
  const { writer, parts } = captures[name];
  parts.push(writer.packet({ timestamp: time, data }));
}

function tell({ events }) {
  for (const { data, packetLength } of events) {
    const flow = flowOf(decodeNotification(data, packetLength), peers);
    if (flow) console.log(flowText(flow, time));
  }
}

/** A millisecond goes by. */
function tick() {
  time += 1_000_000n;
  machine.clock += 1_000_000n;
}

/** Runs a program and what follows; gives the frame where its way ends, and null where it is dropped. */
function follow(ifindex, hook, data) {
  tick();
  const name = hook === "ingress" ? "cil_from_container" : "cil_to_container";
  const hops = machine.follow(endpoints.get(ifindex).program(name), { data });
  for (const { result } of hops) if (result) tell(result);
  const last = hops.at(-1);
  return last.outcome === "dropped" ? null : { data: last.result?.dataOut ?? last.data, at: last.interface };
}

// ---- netpod, and those it speaks to

const GATEWAY = "2e:e6:8a:a2:06:1e";
const netpod = { mac: "12:52:e3:7e:87:4f", address: "172.16.0.251" };
const far = (address, port = 0) => ({ mac: GATEWAY, address, port });

/** Sends a frame of netpod's: what leaves the node, or arrives at a pod of it, comes back. */
function send(data) {
  capture("netpod", data);
  capture("netpod-sent", data);
  const end = follow(14, "ingress", data);
  if (end === null) return null;
  if (end.at === 14) capture("eth0", end.data);
  if (end.at === 13) capture("netpod", end.data);
  return end.data;
}

/** A frame from the network, which the stack has routed to netpod's interface. */
function receive(data) {
  capture("eth0", data);
  const end = follow(14, "egress", data);
  if (end === null) return null;
  capture("netpod", end.data);
  return end.data;
}

/** Who answers a packet: its ends the other way round. */
function answering(frame) {
  const { ip, transport } = dissect(frame);
  return {
    source: far(ip.destination, transport.destinationPort),
    destination: { ...netpod, port: transport.sourcePort },
  };
}

/** An HTTP request from netpod; the server answers what reaches it. */
function curl(address, port, sourcePort) {
  const ends = { source: { ...netpod, port: sourcePort }, destination: far(address, port) };
  const request = `GET / HTTP/1.1\r\nHost: ${address}\r\n\r\n`;
  const response = "HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nWebpod!\n";
  const [client, server] = [1000, 5000];
  const asked = client + 1 + request.length;
  const told = server + 1 + response.length;

  const syn = send(tcp(ends, { flags: "SYN", sequence: client }));
  if (syn === null) return "no answer";
  const back = answering(syn);
  const answer = (segment) => receive(tcp(back, segment));
  answer({ flags: "SYN ACK", sequence: server, acknowledge: client + 1 });
  send(tcp(ends, { flags: "ACK", sequence: client + 1, acknowledge: server + 1 }));
  send(tcp(ends, { flags: "PSH ACK", sequence: client + 1, acknowledge: server + 1, data: request }));
  const got = answer({ flags: "PSH ACK", sequence: server + 1, acknowledge: asked, data: response });
  send(tcp(ends, { flags: "FIN ACK", sequence: asked, acknowledge: told }));
  answer({ flags: "FIN ACK", sequence: told, acknowledge: asked + 1 });
  send(tcp(ends, { flags: "ACK", sequence: asked + 1, acknowledge: told + 1 }));
  const { ip } = dissect(got);
  return `${response.split("\r\n")[0]} from ${ip.source}`;
}

const TCP_SOCKET = { user_family: 2, family: 2, type: 1, protocol: 6 };
const addressWord = (address) =>
  address
    .split(".")
    .reverse()
    .reduce((all, part) => all * 256 + Number(part), 0);
const addressText = (word) => [0, 8, 16, 24].map((shift) => (word >>> shift) & 0xff).join(".");
const portWord = (port) => ((port & 0xff) << 8) | (port >> 8);

/** A system call on a socket of netpod's: the address that the kernel, or the application, gets. */
function socketCall(program, address, port) {
  tick();
  const ctx = { ...TCP_SOCKET, user_ip4: addressWord(address), user_port: portWord(port) };
  const result = sockets.program(program).run({ ctx });
  tell(result);
  return addressText(Number(result.ctxOut.user_ip4));
}

// ---- the scenes

const scene = (title, run) => {
  console.log(`\n# ${title}`);
  console.log(`${run()}`);
};

scene("ARP: netpod asks for its gateway", () => {
  const { arp } = dissect(send(arpRequest(netpod, "172.16.0.190")));
  return `${arp.senderAddress} is at ${arp.senderMac}`;
});

scene("ping webpod1", () => {
  const echo = send(ping({ source: netpod, destination: far("172.16.2.139") }, 8, 1));
  const { ip, transport } = dissect(receive(ping(answering(echo), 0, 1)));
  return `56 bytes from ${ip.source}: icmp_seq=${transport.echo.sequence}`;
});

scene("a name from coredns, on the same node", () => {
  const client = { ...netpod, port: 40001 };
  const name = "svc.default.svc.cluster.local";
  const query = send(udp({ source: client, destination: far("172.16.0.7", 53) }, dns(name)));
  const { ip } = dissect(query);
  const coredns = { mac: "ae:fa:30:78:0c:f9", address: ip.destination, port: 53 };
  const gateway = { ...client, mac: "6e:a4:db:e4:9a:46" };
  const answer = udp({ source: coredns, destination: gateway }, dns(name, "10.10.249.114"));
  const { data } = follow(10, "ingress", answer);
  capture("netpod", data);
  return `${name} is 10.10.249.114`;
});

scene("curl webpod1", () => curl("172.16.2.139", 80, 54492));

scene("curl the service: translated at the socket, before there is a packet", () => {
  const backend = socketCall("cil_sock4_connect", "10.10.249.114", 80);
  const answer = curl(backend, 80, 54493);
  const peer = socketCall("cil_sock4_getpeername", backend, 80);
  return `${answer}; the application believes it is ${peer}`;
});

scene("curl the service: translated packet by packet", () => curl("10.10.249.114", 80, 54494));

scene("curl webpod1 at port 8080, which the policy does not allow", () => curl("172.16.2.139", 8080, 54495));

// ---- the maps

const netpodMaps = endpoints.get(14);
const show = (command, text) => console.log(`\n# ${command}\n${text.trimEnd()}`);
show("cilium bpf endpoint list", endpointText(endpointRows(netpodMaps)));
show("cilium bpf lb list", serviceText(serviceRows(netpodMaps)));
show("cilium bpf ipcache list", ipcacheText(ipcacheRows(netpodMaps)));
show("cilium bpf policy get 663", policyText(policyRows(netpodMaps, 663)));
show("cilium bpf ct list global", connectionText(connectionRows(netpodMaps)));
show("cilium bpf metrics list", metricText(metricRows(netpodMaps)));

// ---- what is left on disk

mkdirSync(folder, { recursive: true });
writeFileSync(`${folder}/maps-before.json`, mapsBefore);
writeFileSync(`${folder}/maps.json`, contents());
for (const [name, { parts }] of Object.entries(captures)) {
  writeFileSync(`${folder}/${name}.pcapng`, Buffer.concat(parts));
}
const files = [...Object.keys(captures).map((name) => `${name}.pcapng`), "maps-before.json", "maps.json"];
console.log(`\n# written\n${files.join(", ")}`);
machine.close();
