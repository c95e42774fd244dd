/** Ways of a packet between interfaces, as `objects/hops.c` makes and records them. */
import { readFileSync } from "node:fs";
import { helpers } from "../../spec/helpers.ts";
import { type Collection, CollectionSpec, type Environment, type Hook } from "../../vm/index.ts";

export const object = (): CollectionSpec =>
  CollectionSpec.parse(new Uint8Array(readFileSync("test/follow/objects/hops.o")));

/** The programs of the object, in the order of its `enum hook`. */
const HOOKS: readonly Hook[] = ["ingress", "egress", "xdp"];
export const PROGRAMS = { ingress: "ingress", egress: "egress", xdp: "first" } as const;

type Place = `${Hook}@${number}`;

/** What the program does at a place; without a rule it answers 0, TC_ACT_OK. */
export interface Rule {
  helper?: "redirect" | "redirect_peer" | "redirect_neigh";
  target?: number;
  flags?: number;
  /** Of `redirect_neigh`: an IPv4 address. */
  nextHop?: readonly [number, number, number, number];
  verdict?: number;
  /** Before that it sets the fields that it can. */
  sets?: true;
}

export interface Scene {
  name: string;
  frame: Uint8Array;
  /** Whether it has a VLAN tag. */
  tagged: boolean;
  rules: Readonly<Record<Place, Rule>>;
}

export const FOLLOW = "test/golden/follow.json";
/** What was recorded on Linux, by scene. */
export interface FollowFile {
  kernel: string;
  scenes: { name: string; hops: string[] }[];
}

/** Where frames come in. */
export const START = 14;

/** The other ends of 2 and 50 are not part of it. */
export const environment: Environment = {
  interfaces: [
    { index: 2, mac: "02:00:00:00:00:02", addresses: ["10.0.0.1/24", "fd00::1/64"] },
    { index: 9, mac: "02:00:00:00:00:09" },
    { index: 10, mac: "02:00:00:00:00:10", peer: 9 },
    { index: 13, mac: "02:00:00:00:00:13" },
    { index: 14, mac: "02:00:00:00:00:14", peer: 13 },
    { index: 30, mac: "02:00:00:00:00:30", up: false },
    { index: 41, mac: "02:00:00:00:00:41", mtu: 600 },
    { index: 40, mac: "02:00:00:00:00:40", peer: 41 },
    { index: 50, mac: "02:00:00:00:00:50", mtu: 600 },
    { index: 61, mac: "02:00:00:00:00:61" },
    { index: 60, mac: "02:00:00:00:00:60", peer: 61 },
    { index: 71, mac: "02:00:00:00:00:71" },
    { index: 81, mac: "02:00:00:00:00:81" },
    { index: 80, mac: "02:00:00:00:00:80", mtu: 600, peer: 81 },
    { index: 70, mac: "02:00:00:00:00:70", peer: 71 },
  ],
  routes: [
    { destination: "default", via: "10.0.0.254" },
    { destination: "10.0.9.0/24", interface: 10 },
    { destination: "default6", via: "fd00::fe" },
  ],
  neighbours: [
    { address: "10.0.0.2", mac: "02:00:00:00:0a:02", interface: 2 },
    { address: "10.0.0.254", mac: "02:00:00:00:0a:fe", interface: 2 },
    { address: "10.0.0.254", mac: "02:00:00:00:50:fe", interface: 50 },
    { address: "10.0.9.9", mac: "02:00:00:00:09:09", interface: 10 },
    { address: "fd00::2", mac: "02:00:00:00:06:02", interface: 2 },
    { address: "fd00::fe", mac: "02:00:00:00:06:fe", interface: 2 },
  ],
};
export const INSIDE = [2, 10, 14, 40, 50, 60, 70, 80];
/** They lie in a namespace of their own. */
export const PODS = [9, 13, 41, 61, 71, 81];
/** With something at XDP, in the driver; elsewhere there is nothing. */
export const XDP = [61, 70, 71, 80];

const hex = (text: string) => new Uint8Array(Buffer.from(text, "hex"));
const MACS = `${"02aabbccdd01"}${"02aabbccdd02"}`;

/** The end of a frame by which the object knows it. */
const OURS = hex("73736b62");

/** A UDP datagram without a checksum, of so many bytes in all. */
function udp4(destination: string, length = 64): Uint8Array {
  const frame = new Uint8Array(length);
  frame.set(OURS, length - OURS.length);
  frame.set(hex(`${MACS}0800450000000000000040110000${"0a000e0d"}${destination}`));
  const view = new DataView(frame.buffer);
  view.setUint16(16, length - 14);
  view.setUint16(38, length - 34);
  let sum = 0;
  for (let at = 14; at < 34; at += 2) sum += view.getUint16(at);
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  view.setUint16(24, ~sum);
  return frame;
}
const udp6 = (destination: string) =>
  hex(`${MACS}86dd60000000000c1140${"fd".padEnd(30, "0")}0d${destination}00010002000c0000${"73736b62"}`);

const FRAME = udp4("0a000909");
const scene = (name: string, rules: Scene["rules"], frame: Uint8Array = FRAME): Scene => ({
  name,
  frame,
  tagged: false,
  rules,
});

const INGRESS = 1;
const to = (target: number, more: Rule = {}): Rule => ({ helper: "redirect", target, ...more });
const peer = (target: number, more: Rule = {}): Rule => ({ helper: "redirect_peer", target, ...more });
const neigh = (target: number, more: Rule = {}): Rule => ({ helper: "redirect_neigh", target, ...more });
const changed: Rule = { sets: true };
const VERDICTS = [-1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 100];

export const scenes: readonly Scene[] = [
  ...VERDICTS.flatMap((verdict) => [
    scene(`${verdict} at ingress`, { "ingress@14": { verdict } }),
    scene(`${verdict} at egress`, { "ingress@14": to(10), "egress@10": { verdict } }),
    scene(`${verdict} at XDP`, { "ingress@14": to(60), "xdp@61": { verdict } }),
  ]),
  ...(
    [
      ["as they are", {}],
      ["with fields set", changed],
    ] as const
  ).flatMap(([how, more]) => [
    scene(`redirect, ${how}`, { "ingress@14": to(10, more) }),
    scene(`redirect to ingress, ${how}`, { "ingress@14": to(10, { ...more, flags: INGRESS }) }),
    scene(`redirect_peer, ${how}`, { "ingress@14": peer(10, more) }),
    scene(`redirect_neigh, ${how}`, { "ingress@14": neigh(10, more) }),
    scene(`through egress, ${how}`, { "ingress@14": to(10), "egress@10": more }),
    scene(`redirect from egress, ${how}`, { "ingress@14": to(10), "egress@10": to(2, more) }),
    scene(`redirect to ingress from egress, ${how}`, {
      "ingress@14": to(10),
      "egress@10": to(2, { ...more, flags: INGRESS }),
    }),
    scene(`redirect from a redirected ingress, ${how}`, {
      "ingress@14": to(2, { ...more, flags: INGRESS }),
      "ingress@2": to(10),
    }),
    scene(`through XDP, ${how}`, { "ingress@14": to(60, more) }),
  ]),
  ...(
    [
      ["redirect", { "ingress@14": to(10) }],
      ["redirect to ingress", { "ingress@14": to(10, { flags: INGRESS }) }],
      ["redirect_peer", { "ingress@14": peer(10) }],
      ["redirect_neigh", { "ingress@14": neigh(10) }],
      ["through XDP", { "ingress@14": to(60) }],
      ["XDP_TX", { "ingress@14": to(70), "xdp@71": { verdict: 3 } }],
    ] as const
  ).map(([how, rules]) => ({ ...scene(`${how}, with a VLAN tag`, rules), tagged: true })),
  scene("redirect to nowhere", { "ingress@14": to(77) }),
  scene("redirect to what is down", { "ingress@14": to(30) }),
  scene("redirect to ingress of what is down", { "ingress@14": to(30, { flags: INGRESS }) }),
  scene("redirect with a flag that is not there", { "ingress@14": to(10, { flags: 2 }) }),
  scene("redirect_peer with a flag", { "ingress@14": peer(10, { flags: 1 }) }),
  scene("redirect_peer at egress", { "ingress@14": to(10), "egress@10": peer(14) }),
  scene("redirect_peer to itself", { "ingress@14": peer(14) }),
  scene("redirect_peer, then on from there", { "ingress@14": peer(10), "ingress@9": { verdict: 2 } }),
  scene("redirect_neigh to a neighbour by its route", { "ingress@14": neigh(2) }, udp4("0a000002")),
  scene("redirect_neigh to the gateway", { "ingress@14": neigh(2) }, udp4("01010101")),
  scene(
    "redirect_neigh to the gateway, IPv6",
    { "ingress@14": neigh(2) },
    udp6("fd".padEnd(8, "01").padEnd(32, "0")),
  ),
  scene(
    "redirect_neigh to a neighbour, IPv6",
    { "ingress@14": neigh(2) },
    udp6("fd".padEnd(31, "0").concat("2")),
  ),
  scene("redirect_neigh where no route leads", { "ingress@14": neigh(40) }),
  scene("redirect_neigh to nobody known", { "ingress@14": neigh(2) }, udp4("0a000077")),
  scene("redirect_neigh by a next hop", { "ingress@14": neigh(2, { nextHop: [10, 0, 0, 254] }) }),
  scene("redirect_neigh by a next hop that nobody is", {
    "ingress@14": neigh(2, { nextHop: [10, 0, 0, 99] }),
  }),
  scene("redirect_neigh, then on at egress", { "ingress@14": neigh(10), "egress@10": to(2) }),
  scene("redirect_neigh with a flag", { "ingress@14": neigh(10, { flags: 1 }) }),
  scene(
    "redirect_neigh of what is no IP",
    { "ingress@14": neigh(10) },
    hex(`${MACS}0806${"00".repeat(46)}73736b62`),
  ),
  scene("redirect_peer goes past XDP", { "ingress@14": peer(60) }),
  scene("XDP_TX to an end without XDP", { "ingress@14": to(60), "xdp@61": { verdict: 3 } }),
  scene("XDP_TX to an end with XDP", { "ingress@14": to(70), "xdp@71": { verdict: 3 } }),
  scene("XDP_REDIRECT to an end without XDP", { "ingress@14": to(60), "xdp@61": to(9) }),
  scene("XDP_REDIRECT to an end with XDP", { "ingress@14": to(60), "xdp@61": to(71) }),
  scene("XDP_REDIRECT back", { "ingress@14": to(70), "xdp@71": to(71) }),
  scene("XDP_REDIRECT to nowhere", { "ingress@14": to(60), "xdp@61": to(77) }),
  scene("XDP_REDIRECT that nothing asks for", { "ingress@14": to(60), "xdp@61": { verdict: 4 } }),
  scene("XDP_REDIRECT with a flag", { "ingress@14": to(60), "xdp@61": to(71, { flags: 1 }) }),
  scene("longer than the other end takes", { "ingress@14": to(40) }, udp4("0a000909", 700)),
  scene("as long as the other end takes", { "ingress@14": to(40) }, udp4("0a000909", 618)),
  scene("a byte longer than the other end takes", { "ingress@14": to(40) }, udp4("0a000909", 619)),
  scene("longer than an ingress takes", { "ingress@14": to(50, { flags: INGRESS }) }, udp4("0a000909", 700)),
  scene("longer than an egress takes", { "ingress@14": to(50) }, udp4("0a000909", 700)),
  scene("redirect_peer of what is longer", { "ingress@14": peer(40) }, udp4("0a000909", 700)),
  scene(
    "redirect_neigh of what is longer",
    { "ingress@14": neigh(50, { nextHop: [10, 0, 0, 254] }) },
    udp4("0a000909", 700),
  ),
  scene("XDP_REDIRECT of what is longer", { "ingress@14": to(60), "xdp@61": to(41) }, udp4("0a000909", 700)),
  scene(
    "XDP_REDIRECT of what is longer than the other end takes",
    { "ingress@14": to(60), "xdp@61": to(81) },
    udp4("0a000909", 700),
  ),
  scene("three hops", {
    "ingress@14": to(10, { flags: INGRESS }),
    "ingress@10": to(2, { flags: INGRESS }),
    "ingress@2": to(10),
  }),
];

const RULE_SIZE = 40;
const HOP_SIZE = 76;
const SET_FIELDS = 1;
const PUSH_TAG = 2;
const AF_INET = 2;
const XDP_PASS = 2;
const key = (index: number) => new Uint8Array(Uint32Array.of(index).buffer);

/** Writes the rules of a scene, and forgets what was recorded. */
export function prepare(collection: Collection, { rules, tagged }: Scene): void {
  const map = collection.map("rules");
  for (const [at, value] of map)
    if (value.some((byte) => byte !== 0)) map.update(at, new Uint8Array(RULE_SIZE));
  const passing = XDP.map((ifindex): [string, Rule] => [`xdp@${ifindex}`, { verdict: XDP_PASS }]);
  const all: Record<string, Rule> = { ...Object.fromEntries(passing), ...rules };
  for (const [place, rule] of Object.entries(all)) {
    const [hook, ifindex] = place.split("@") as [Hook, string];
    const value = new DataView(new ArrayBuffer(RULE_SIZE));
    value.setUint32(0, rule.sets ? SET_FIELDS : 0, true);
    value.setUint32(4, rule.helper ? helpers.find(({ name }) => name === rule.helper)!.id : 0, true);
    value.setUint32(8, rule.target ?? 0, true);
    value.setUint32(12, rule.flags ?? 0, true);
    value.setInt32(16, rule.verdict ?? 0, true);
    if (rule.nextHop) {
      value.setUint32(20, AF_INET, true);
      for (const [i, byte] of rule.nextHop.entries()) value.setUint8(24 + i, byte);
    }
    map.update(key(Number(ifindex) * HOOKS.length + HOOKS.indexOf(hook)), new Uint8Array(value.buffer));
  }
  // Of the program that sends, which gives the tag.
  const sender = new Uint8Array(RULE_SIZE);
  sender[0] = tagged ? PUSH_TAG : 0;
  map.update(key(0), sender);
  const hops = collection.map("hops");
  for (const at of hops.keys()) hops.update(at, new Uint8Array(HOP_SIZE));
  collection.map("count").update(key(0), key(0));
}

const FIELDS = [
  "ingress_ifindex",
  "len",
  "mark",
  "priority",
  "queue_mapping",
  "tc_index",
  "vlan_present",
  "vlan_tci",
  "vlan_proto",
] as const;

/** What a program saw: a text, so that a difference can be read. */
function textOf(bytes: Uint8Array, behindXdp: boolean): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const fields = FIELDS.map((name, i) => `${name}=${view.getUint32(8 + 4 * i, true)}`).filter(
    (text) => !text.endsWith("=0"),
  );
  const cb = Array.from({ length: 5 }, (_, i) => view.getUint32(44 + 4 * i, true).toString(16));
  // There, GRO has left its own in it.
  if (!behindXdp && cb.some((word) => word !== "0")) fields.push(`cb=${cb.join(",")}`);
  const macs = Buffer.from(bytes.subarray(64, HOP_SIZE)).toString("hex");
  return `${HOOKS[view.getUint32(4, true)]}@${view.getUint32(0, true)} ${macs} ${fields.join(" ")}`;
}

/** The hooks that the packet came by. */
export function recorded(collection: Collection): string[] {
  const count = new DataView(collection.map("count").lookup(key(0))!.buffer).getUint32(0, true);
  const hops = Array.from({ length: count }, (_, i) => collection.map("hops").lookup(key(i))!);
  return hops.map((bytes, i) => textOf(bytes, i > 0 && hops[i - 1]![4] === HOOKS.indexOf("xdp")));
}
