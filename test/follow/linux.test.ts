/** A packet takes the way that it took on Linux, between real interfaces. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { Machine } from "../../vm/index.ts";
import {
  environment,
  FOLLOW,
  type FollowFile,
  INSIDE,
  object,
  PODS,
  PROGRAMS,
  prepare,
  recorded,
  START,
  scenes,
  XDP,
} from "./scenes.ts";

const golden: FollowFile = JSON.parse(readFileSync(FOLLOW, "utf8"));

describe.each(["interpreter", "jit"] as const)(`ways taken from Linux (${FOLLOW}): %s`, (engine) => {
  it.each(scenes.map((scene) => [scene.name, scene] as const))("%s", async (name, scene) => {
    using machine = await Machine.create({ engine, environment, receive: "ingress" });
    const collection = machine.load(object());
    const attach = (ifindex: number, hook: keyof typeof PROGRAMS) =>
      machine.attach(ifindex, hook, collection.program(PROGRAMS[hook]));
    for (const ifindex of [...INSIDE, ...PODS]) {
      attach(ifindex, "ingress");
      attach(ifindex, "egress");
    }
    for (const ifindex of XDP) attach(ifindex, "xdp");
    prepare(collection, scene);

    const tag = scene.tagged ? { vlan_present: 1, vlan_tci: 0x123, vlan_proto: 0x81 } : {};
    const ctx = { ifindex: START, mark: START, ...tag };
    const hops = machine.follow(collection.program(PROGRAMS.ingress), { data: scene.frame, ctx });

    expect(hops.every(({ result }) => result?.trap === null)).toBe(true);
    expect(recorded(collection)).toEqual(golden.scenes.find((taken) => taken.name === name)!.hops);
  });
});
