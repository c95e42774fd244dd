/** What Linux does with a packet between real interfaces: the text of `test/golden/follow.json`. */
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import type { KernelProgram } from "../../vm/engines/kernel/program.ts";
import { type Collection, type Hook, Machine } from "../../vm/index.ts";
import {
  environment,
  type FollowFile,
  INSIDE,
  object,
  PODS,
  PROGRAMS,
  prepare,
  recorded,
  type Scene,
  START,
  scenes,
  XDP,
} from "../follow/scenes.ts";
import { children } from "./namespace.ts";

// include/uapi/linux/bpf.h, enum bpf_cmd and bpf_attach_type; if_link.h
const BPF_LINK_CREATE = 28;
const ATTACH_TYPES: Readonly<Record<Hook, number>> = { ingress: 46, egress: 47, xdp: 37 };
const XDP_FLAGS_DRV_MODE = 4;
const ATTRIBUTE_SIZE = 64;
/** For how long nothing may be recorded until a packet is taken to be at its end. */
const QUIET = 20;

export async function followVectors(kernel: string): Promise<string> {
  const before = children();
  using machine = await Machine.create({ engine: "kernel", environment });
  const pid = children().find((child) => !before.includes(child))!;
  const collection = machine.load(object());
  const everywhere: Hook[] = ["ingress", "egress"];
  for (const ifindex of [...INSIDE, ...PODS])
    for (const hook of everywhere) attach(collection, hook, ifindex);
  for (const ifindex of XDP) attach(collection, "xdp", ifindex);
  const pods = spawn("unshare", ["--net", "sh", "-c", "echo; read line"], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  try {
    await once(pods.stdout!, "data");
    for (const ifindex of PODS) {
      ip(pid, `link set if${ifindex} netns ${pods.pid}`);
      ip(pods.pid!, `link set if${ifindex} up`);
    }
    await wait(200);
    const taken: FollowFile["scenes"] = [];
    for (const scene of scenes) taken.push({ name: scene.name, hops: await send(collection, scene) });
    return `${JSON.stringify({ kernel, scenes: taken }, null, 2)}\n`;
  } finally {
    pods.kill();
  }
}

const ip = (pid: number, command: string) =>
  execFileSync("nsenter", [`--net=/proc/${pid}/ns/net`, "ip", ...command.split(" ")]);

/** A link, which lasts as long as the machine's process has it open. */
function attach(collection: Collection, hook: Hook, ifindex: number): void {
  const program = collection.program(PROGRAMS[hook]);
  // It is loaded when it first runs.
  program.run({ data: new Uint8Array(64) });
  const { engine, fd } = program.handle as KernelProgram;
  const attributes = new Uint8Array(ATTRIBUTE_SIZE);
  const view = new DataView(attributes.buffer);
  view.setUint32(0, fd!, true);
  view.setUint32(4, ifindex, true);
  view.setUint32(8, ATTACH_TYPES[hook], true);
  if (hook === "xdp") view.setUint32(12, XDP_FLAGS_DRV_MODE, true);
  const link = engine.remote.call("bpf", BPF_LINK_CREATE, { bytes: attributes }, attributes.length);
  if (link < 0) throw new Error(`${hook} of interface ${ifindex}: errno ${-link}`);
}

async function send(collection: Collection, scene: Scene): Promise<string[]> {
  prepare(collection, scene);
  const { retval } = collection.program("send").run({ data: scene.frame, ctx: { mark: START } });
  if (retval !== 0) throw new Error(`${scene.name}: clone_redirect gave ${retval}`);
  let hops: string[] = [];
  for (;;) {
    await wait(QUIET);
    const now = recorded(collection);
    if (now.length === hops.length) break;
    hops = now;
  }
  return hops;
}
