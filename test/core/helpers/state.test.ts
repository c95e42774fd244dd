/** What vectors of single packets do not show: the machine's own state, and the limits of its memory. */
import { beforeEach, describe, expect, it } from "vitest";
import {
  CLONE,
  CLONES,
  EVENTS_SIZE,
  INTERFACE,
  InterfaceFlag,
  SKB,
  SKB_CELL,
  SOCKET,
  STATE,
  STATE_CELL,
} from "../../../spec/layout.ts";
import { sumOf, VectorRunner } from "./vectors.ts";

const EOPNOTSUPP = -95n;
const ENODEV = -19n;
const ENOSPC = -28n;
const FWD_DISABLED = 5n;

let machine: VectorRunner;
beforeEach(async () => {
  machine = await VectorRunner.create();
});

const call = (name: string, ...args: (number | bigint)[]) =>
  BigInt.asIntN(64, machine.exports[`bpf_${name}`]!(...args));

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
const scratch = () => machine.exports.allocatePages(1);
const setState = (field: number, value: bigint) => machine.core.memory.setU64(STATE_CELL + field, value);

/** An Ethernet frame with an IPv4 UDP packet. */
function udp(source: string, destination: string, ports: string, fragment = "0000"): string {
  return `0a1b2c3d4e5fdededededede08004500002000${"00"}${fragment}4011ffff${source}${destination}${ports}000c0000aabbccdd`;
}
const request = udp("0a000105", "0a000209", "30390035");
const reply = udp("0a000209", "0a000105", "00353039");

function receive(packet: string): void {
  machine.reset({ type: "SCHED_CLS", packet });
}

function frame(): string {
  const { memory } = machine.core;
  return hex(memory.read(memory.u32(SKB_CELL + SKB.DATA), memory.u32(SKB_CELL + SKB.LENGTH)));
}

describe("time and chance", () => {
  it("counts jiffies from five minutes before their wrap, 250 a second", () => {
    setState(STATE.CLOCK, 0n);
    expect(call("jiffies64")).toBe(0xfffedb08n);
    setState(STATE.CLOCK, 300_000_000_000n);
    expect(call("ktime_get_ns")).toBe(300_000_000_000n);
    expect(call("jiffies64")).toBe(0x1_0000_0000n);
    setState(STATE.CLOCK, 3_999_999n);
    expect(call("jiffies64")).toBe(0xfffedb08n);
  });

  it("draws the upper halves of SplitMix64", () => {
    setState(STATE.RANDOM, 0n);
    const drawn = [1, 2, 3].map(() => call("get_prandom_u32"));
    // The generator's published output for seed 0.
    expect(drawn).toEqual([0xe220a839n, 0x6e789e6an, 0x06c45d18n]);
  });
});

describe("the packet's hash", () => {
  const hashOf = (packet: string) => {
    receive(packet);
    return call("get_hash_recalc");
  };

  it("is the same for both directions and differs between flows", () => {
    expect(hashOf(request)).toBe(hashOf(reply));
    expect(hashOf(request)).not.toBe(hashOf(udp("0a000105", "0a000209", "30390036")));
    expect(hashOf(request)).not.toBe(hashOf(udp("0a000105", "0a00020a", "30390035")));
  });

  it("does not look at ports in fragments", () => {
    expect(hashOf(udp("0a000105", "0a000209", "30390035", "2000"))).toBe(
      hashOf(udp("0a000105", "0a000209", "11112222", "2000")),
    );
  });

  it("is kept until a helper clears it", () => {
    const address = scratch();
    const hash = hashOf(request);
    expect(machine.field("hash")).toBe(Number(hash));
    call("skb_store_bytes", 34, address, 2, 0n);
    expect(call("get_hash_recalc")).toBe(hash);
    call("skb_store_bytes", 34, address, 2, 2n);
    expect(machine.field("hash")).toBe(0);
    expect(call("get_hash_recalc")).not.toBe(hash);
    call("set_hash_invalid");
    expect(machine.field("hash")).toBe(0);
  });

  it("changes with the seed", () => {
    const hash = hashOf(request);
    machine.core.memory.setU32(STATE_CELL + STATE.HASH_SEED, 1);
    expect(hashOf(request)).not.toBe(hash);
  });
});

describe("the packet's place", () => {
  it("keeps its bytes however often it moves", () => {
    receive(request);
    let model = Buffer.from(request, "hex");
    const gap = (at: number, size: number) =>
      Buffer.concat([model.subarray(0, at), Buffer.alloc(size), model.subarray(at)]);
    const cut = (at: number, size: number) =>
      Buffer.concat([model.subarray(0, at), model.subarray(at + size)]);
    for (let round = 0; round < 40; round++) {
      // Off the front and on to the end, until the buffer's end is reached; and the other way.
      const forward = round < 20;
      if (forward) {
        expect(call("skb_change_tail", 8000, 0n)).toBe(0n);
        model = Buffer.concat([model, Buffer.alloc(8000 - model.length)]);
        expect(call("skb_adjust_room", -4000, 1, 0n)).toBe(0n);
        model = cut(14, 4000);
      } else {
        expect(call("skb_adjust_room", 4000, 1, 0n)).toBe(0n);
        model = gap(14, 4000);
        expect(call("skb_change_tail", 3000 + round, 0n)).toBe(0n);
        model = model.subarray(0, 3000 + round);
      }
      machine.core.memory.write(machine.field("data") + 20 + round, Uint8Array.of(round));
      model = Buffer.from(model);
      model[20 + round] = round;
      expect(frame()).toBe(model.toString("hex"));
      expect(machine.field("data_end") - machine.field("data")).toBe(model.length);
    }
  });

  it("makes bytes linear when they are asked for", () => {
    machine.reset({ type: "SCHED_CLS", packet: request, linear: 14 });
    const address = scratch();
    expect(machine.field("data_end") - machine.field("data")).toBe(14);
    expect(call("skb_load_bytes", 26, address, 4)).toBe(0n);
    expect(hex(machine.core.memory.read(address, 4))).toBe("0a000105");
    expect(machine.field("data_end") - machine.field("data")).toBe(14);
    expect(call("skb_pull_data", 34)).toBe(0n);
    expect(machine.field("data_end") - machine.field("data")).toBe(34);
    expect(call("skb_store_bytes", 40, address, 4, 0n)).toBe(0n);
    expect(machine.field("data_end") - machine.field("data")).toBe(44);
    expect(call("skb_change_tail", request.length / 2, 0n)).toBe(0n);
    expect(machine.field("data_end") - machine.field("data")).toBe(request.length / 2);
  });

  it("refuses a frame that is larger than its buffer", () => {
    receive(request);
    expect(machine.exports.packetReset(scratch(), 0x1_0001, 0, 0)).toBe(0);
    expect(frame()).toBe(request);
  });
});

describe("a checksum that the device will finish", () => {
  it("holds the sum of the pseudo header, which follows its addresses", () => {
    receive(request);
    const { memory } = machine.core;
    memory.setU32(SKB_CELL + SKB.IP_SUMMED, 3);
    const pseudo = (source: string) => sumOf(Buffer.from(`${source}0a0002090011000c`, "hex"));
    const at = machine.field("data") + 40;
    memory.view.setUint16(at, pseudo("0a000105"), true);
    const from = BigInt(Buffer.from("0a000105", "hex").readUInt32LE());
    const to = BigInt(Buffer.from("c0a80707", "hex").readUInt32LE());
    expect(call("l4_csum_replace", 40, from, to, 4n)).toBe(0n);
    expect(memory.view.getUint16(at, true)).toBe(pseudo("0a000105"));
    expect(call("l4_csum_replace", 40, from, to, 0x14n)).toBe(0n);
    expect(memory.view.getUint16(at, true)).toBe(pseudo("c0a80707"));
  });
});

describe("events", () => {
  it("are counted when they find no room", () => {
    machine.prepare({ map: { entries: 1 }, cases: [] });
    receive(request);
    const size = 0x8000;
    const address = machine.exports.allocatePages(size / 4096);
    const output = () => call("perf_event_output", machine.maps.get("events")!, 0xffff_ffffn, address, size);
    const fit = Math.floor(EVENTS_SIZE / (size + 16));
    for (let i = 0; i < fit; i++) expect(output()).toBe(0n);
    expect(output()).toBe(ENOSPC);
    expect(output()).toBe(ENOSPC);
    expect(machine.core.memory.u32(STATE_CELL + STATE.EVENTS_LOST)).toBe(2);
  });
});

describe("the environment", () => {
  const route = (ifindex: number) => {
    const address = scratch();
    machine.core.memory.write(address, Uint8Array.of(2));
    machine.core.memory.setU32(address + 8, ifindex);
    return call("fib_lookup", address, 64, 0);
  };

  it("is a loopback that does not forward, without sockets", () => {
    receive(request);
    expect(route(1)).toBe(FWD_DISABLED);
    expect(route(2)).toBe(ENODEV);
    expect(call("skc_lookup_tcp", scratch(), 12, -1n, 0n)).toBe(0n);
    expect(call("get_netns_cookie")).toBe(1n);
  });

  it("goes back with a snapshot, and all at once", () => {
    receive(request);
    const { exports, memory } = machine.core;
    const add = () => {
      const at = machine.exports.addInterface();
      memory.setU32(at + INTERFACE.IFINDEX, 2);
      memory.setU32(at + INTERFACE.FLAGS, InterfaceFlag.UP);
    };
    const mark = exports.snapshot();
    add();
    expect(route(2)).toBe(FWD_DISABLED);
    exports.restore(mark);
    expect(route(2)).toBe(ENODEV);
    add();
    for (let i = 0; i < 1000; i++) machine.exports.addRoute();
    expect(route(2)).toBe(FWD_DISABLED);
    machine.exports.environmentClear();
    expect(route(2)).toBe(ENODEV);
  });
});

describe("sockets", () => {
  it("are assigned at ingress only, and have a cookie", () => {
    receive(request);
    const { memory } = machine.core;
    const socket = machine.exports.addSocket();
    memory.setU64(socket + SOCKET.COOKIE, 77n);
    expect(call("get_socket_cookie")).toBe(0n);
    expect(call("sk_assign", socket, 0n)).toBe(EOPNOTSUPP);
    memory.setU32(SKB_CELL + SKB.INGRESS, 1);
    expect(call("sk_assign", socket, 1n)).toBe(-22n);
    expect(call("sk_assign", socket, 0n)).toBe(0n);
    expect(machine.field("sk")).toBe(socket);
    expect(call("get_socket_cookie")).toBe(77n);
  });
});

describe("redirects", () => {
  it("of a copy happen at once", () => {
    receive(request);
    const { memory } = machine.core;
    expect(call("clone_redirect", 1, 1n)).toBe(0n);
    expect(memory.u32(CLONES + CLONE.IFINDEX)).toBe(1);
    expect(memory.u32(CLONES + CLONE.FLAGS)).toBe(1);
    expect(hex(memory.read(CLONES + CLONE.SIZE, memory.u32(CLONES + CLONE.LENGTH)))).toBe(request);
    const one = memory.u32(STATE_CELL + STATE.CLONE_BYTES);
    expect(call("clone_redirect", 1, 0n)).toBe(0n);
    expect(memory.u32(STATE_CELL + STATE.CLONE_BYTES)).toBe(2 * one);
    receive(request);
    expect(memory.u32(STATE_CELL + STATE.CLONE_BYTES)).toBe(0);
  });

  it("leave helper, interface and flags for the host", () => {
    receive(request);
    const { memory } = machine.core;
    const asked = () =>
      [STATE.REDIRECT_HELPER, STATE.REDIRECT_IFINDEX, STATE.REDIRECT_FLAGS].map((at) =>
        memory.u32(STATE_CELL + at),
      );
    expect(call("redirect", 5, 1n)).toBe(7n);
    expect(asked()).toEqual([23, 5, 1]);
    expect(call("redirect", 6, 2n)).toBe(2n);
    expect(asked()).toEqual([23, 5, 1]);
    expect(call("redirect_peer", 7, 0n)).toBe(7n);
    expect(asked()).toEqual([155, 7, 0]);
    expect(call("redirect_neigh", 8, 0, 0, 0n)).toBe(7n);
    expect(asked()).toEqual([152, 8, 0]);
  });
});
