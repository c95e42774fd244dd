/**
 * What the kernel's programs of a cgroup answer to real system calls: the text of `test/golden/sock.json`. They cannot be
 * test-run. The programs hang at a cgroup of their own between two that write down what they find, and a process of that
 * cgroup, in a network namespace where every address is local, opens sockets.
 */
import { execFileSync, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdirSync, readFileSync, rmdirSync, statSync } from "node:fs";
import { createInterface } from "node:readline";
import { attachTypeNumber, programTypeNumber } from "../../spec/programs.ts";
import type { KernelMap } from "../../vm/engines/kernel/map.ts";
import type { KernelProgram } from "../../vm/engines/kernel/program.ts";
import { type Collection, CollectionSpec, formatAddress, Machine, type ProgramSpec } from "../../vm/index.ts";
import { bytes, contents, hex } from "../golden/scenes.ts";
import { object, type SocketFile, type SocketScene } from "../golden/sockets.ts";
import { collection, insn, map, mapPointer, program } from "../support/program.ts";
import { children } from "./namespace.ts";

/** Words of struct bpf_sock_addr that are written down, and where the socket's cookie is put behind them. */
const SEEN = { user_family: 0, user_ip4: 4, user_port: 24, family: 28, type: 32, protocol: 36 } as const;
const COOKIE = 4 * Object.keys(SEEN).length;
// include/uapi/linux/bpf.h, fcntl.h
const BPF_LINK_CREATE = 28;
const GET_SOCKET_COOKIE = 46;
const AT_FDCWD = -100;
const O_DIRECTORY = 0o200000;
/** struct trace_sock_notify (bpf-objects/events.h). */
const NOTIFICATION = { size: 38, cookie: 20, cgroup: 28 } as const;

/** What a socket does, in a process of its own: it says when its socket is there, and goes on when it is told to. */
const CLIENT = `
  const net = require("net"), dgram = require("dgram");
  const { does, host, port, type } = JSON.parse(process.argv[1]);
  const told = () => new Promise((done) => { console.log("ready"); process.stdin.once("data", done); });
  const end = (error) => { if (error?.code === "EPERM") console.log("refused"); process.exit(0); };
  const bound = (options, action) => { const s = dgram.createSocket("udp4"); s.bind(options, () => action(s)); };
  const listen = (action) => net.createServer().listen(port, "0.0.0.0", action);
  const sendFrom = (address, action) => bound({ address, port }, (s) => s.send("x", 40000, "127.0.0.1", action));
  if (does === "connect" && type === 1)
    listen(() => told().then(() => net.connect({ host, port }).on("connect", () => end()).on("error", end)));
  if (does === "connect" && type === 2) bound({}, (s) => told().then(() => s.connect(port, host, end)));
  if (does === "sendmsg") bound({}, (s) => told().then(() => s.send("x", port, host, end)));
  if (does === "getpeername")
    listen(() => { const s = net.connect({ host, port }, () => told().then(() => { s.remoteAddress; end(); })); });
  if (does === "recvmsg")
    bound({ address: "0.0.0.0", port: 40000 }, (s) =>
      s.send("x", 9, "127.0.0.1", () => told().then(() => { s.on("message", () => end()); sendFrom(host, () => {}); })));`;

/** Writes the context down. */
const probe = (attachType: ProgramSpec["attachType"], name: string): ProgramSpec =>
  program(
    [
      insn("mov64_reg", { dst: 6, src: 1 }),
      insn("stw", { dst: 10, off: -4, imm: 0 }),
      mapPointer(1, name),
      insn("mov64_reg", { dst: 2, src: 10 }),
      insn("add64_imm", { dst: 2, imm: -4 }),
      insn("call_helper", { imm: 1 }),
      insn("jne64_imm", { dst: 0, imm: 0, off: 2 }),
      insn("mov64_imm", { dst: 0, imm: 1 }),
      insn("exit"),
      insn("mov64_reg", { dst: 7, src: 0 }),
      ...Object.values(SEEN).flatMap((off, i) => [
        insn("ldxw", { dst: 1, src: 6, off }),
        insn("stxw", { dst: 7, src: 1, off: 4 * i }),
      ]),
      insn("mov64_reg", { dst: 1, src: 6 }),
      insn("call_helper", { imm: GET_SOCKET_COOKIE }),
      insn("stxdw", { dst: 7, src: 0, off: COOKIE }),
      insn("mov64_imm", { dst: 0, imm: 1 }),
      insn("exit"),
    ],
    { name: `probe_${name}`, type: "CGROUP_SOCK_ADDR", section: "cgroup", attachType },
  );

/** Takes the answers to the scenes of the file anew. */
export async function socketVectors(file: SocketFile, kernel: string): Promise<string> {
  const folder = `${cgroups()}/skbox-vectors-${process.pid}`;
  mkdirSync(folder);
  try {
    const scenes: SocketScene[] = [];
    for (const scene of file.scenes) scenes.push(await answered(scene, folder));
    const sha256 = createHash("sha256").update(object).digest("hex");
    return `${JSON.stringify({ ...file, sha256, kernel, scenes }, null, 2)}\n`;
  } finally {
    rmdirSync(folder);
  }
}

/** Where version 2 of cgroups is mounted. */
function cgroups(): string {
  const mounted = /^\S+ (\S+) cgroup2 /m.exec(readFileSync("/proc/mounts", "utf8"));
  if (!mounted) throw new Error("no cgroup2 is mounted");
  return mounted[1]!;
}

async function answered(scene: SocketScene, folder: string): Promise<SocketScene> {
  const before = children();
  using machine = await Machine.create({ engine: "kernel" });
  const pid = children().find((child) => !before.includes(child))!;
  inNamespace(pid, "ip", "route", "add", "local", "0.0.0.0/0", "dev", "lo");
  const sock = machine.load(CollectionSpec.parse(object));
  const { attachType } = sock.program(scene.program).spec;
  const finds = probes(machine, attachType);
  const leaves = probes(machine, attachType);
  const earlier = EARLIER[scene.program] ? probes(machine, EARLIER[scene.program]!) : null;
  if (earlier) attach(earlier, "probe_seen", folder);
  const client = start(scene, pid, folder);
  await client.ready();
  const cookie = earlier && seen(earlier).cookie;
  for (const { map, key, value } of scene.maps) {
    sock.map(map).update(withCookie(map, bytes(key), cookie), bytes(value));
  }
  const state = contents(sock);
  attach(finds, "probe_seen", folder);
  attach(sock, scene.program, folder);
  attach(leaves, "probe_seen", folder);
  const refused = await client.finish();

  const [found, left] = [seen(finds), seen(leaves)];
  const cgroup = statSync(folder, { bigint: true }).ino;
  const stated = (data: Uint8Array, at: number, number: bigint, name: number): void => {
    const view = new DataView(data.buffer, data.byteOffset);
    const actual = view.getBigUint64(at, true);
    if (actual !== number) throw new Error(`${scene.name}: ${actual} where ${number} was expected`);
    view.setBigUint64(at, BigInt(name), true);
  };
  const changed = [...contents(sock)].filter(([key, value]) => state.get(key) !== value);
  return {
    ...scene,
    ctx_in: {
      user_family: found.words.user_family,
      user_ip4: hex(found.bytes.slice(4, 8)),
      user_port: hex(found.bytes.slice(8, 10)),
      family: found.words.family,
      type: found.words.type,
      protocol: found.words.protocol,
    },
    retval: refused ? 0 : 1,
    ctx_out: { user_ip4: hex(left.bytes.slice(4, 8)), user_port: hex(left.bytes.slice(8, 10)) },
    changed: changed.map(([place, value]) => {
      const [map, key] = place.split(" ") as [string, string];
      const data = bytes(key);
      stated(data, 0, found.cookie, scene.cookie);
      return { map, key: hex(data), value };
    }),
    events: samples(sock).map((sample) => {
      stated(sample, NOTIFICATION.cookie, found.cookie, scene.cookie);
      stated(sample, NOTIFICATION.cgroup, cgroup, scene.cgroup);
      return hex(sample);
    }),
  };
}

/** Where the socket of a program that turns addresses back is seen first. */
const EARLIER: Readonly<Record<string, ProgramSpec["attachType"]>> = {
  cil_sock4_getpeername: "CGROUP_INET4_CONNECT",
  cil_sock4_recvmsg: "CGROUP_UDP4_SENDMSG",
};

const inNamespace = (pid: number, ...command: string[]) =>
  execFileSync("nsenter", [`--net=/proc/${pid}/ns/net`, ...command], { stdio: "inherit" });

const probes = (machine: Machine, attachType: ProgramSpec["attachType"]): Collection =>
  machine.load(
    collection([probe(attachType, "seen")], [map("seen", "ARRAY", { valueSize: COOKIE + 8, maxEntries: 1 })]),
  );

/** What a probe has written down. */
function seen(of: Collection) {
  const data = of.map("seen").lookup(new Uint8Array(4))!;
  const view = new DataView(data.buffer, data.byteOffset);
  const words = Object.fromEntries(Object.keys(SEEN).map((name, i) => [name, view.getUint32(4 * i, true)]));
  return {
    bytes: data,
    words: words as Record<keyof typeof SEEN, number>,
    cookie: view.getBigUint64(COOKIE, true),
  };
}

/** A socket's own entries begin with its cookie. */
function withCookie(map: string, key: Uint8Array, cookie: bigint | null): Uint8Array {
  if (map !== "cilium_lb4_reverse_sk" || cookie === null) return key;
  new DataView(key.buffer, key.byteOffset).setBigUint64(0, cookie, true);
  return key;
}

/** Loads the program as it is, and links it to the cgroup until the machine ends. */
function attach(of: Collection, name: string, folder: string): void {
  const { spec, handle } = of.program(name);
  const { engine } = handle as KernelProgram;
  const instructions = spec.instructions.slice();
  const view = new DataView(instructions.buffer);
  for (const reference of spec.references) {
    if (reference.kind !== "map") throw new Error(`${name} refers to a ${reference.kind}`);
    // BPF_PSEUDO_MAP_FD
    instructions[8 * reference.insn + 1] = (instructions[8 * reference.insn + 1]! & 0x0f) | 0x10;
    view.setInt32(8 * reference.insn + 4, (of.map(reference.map).handle as KernelMap).fd, true);
  }
  const attachType = attachTypeNumber(spec.attachType!);
  const must = (what: string, result: number): number => {
    if (result < 0) throw new Error(`${name}: ${what}: errno ${-result}`);
    return result;
  };
  const { fd, log } = engine.bpf.loadProgram({
    type: programTypeNumber(spec.type),
    attachType,
    flags: 0,
    name: "",
    license: spec.license,
    instructions,
    btf: null,
  });
  must(log, fd);
  const path = { bytes: new TextEncoder().encode(`${folder}\0`) };
  const cgroup = must("open", engine.remote.call("openat", AT_FDCWD, path, O_DIRECTORY, 0));
  const attributes = new Uint8Array(
    new Uint32Array([fd, cgroup, attachType, ...new Array(13).fill(0)]).buffer,
  );
  must("link", engine.remote.call("bpf", BPF_LINK_CREATE, { bytes: attributes }, attributes.length));
}

/** Notifications, without what the kernel fills them up with. */
const samples = (of: Collection): Uint8Array[] =>
  (of.map("cilium_events").handle as KernelMap)
    .ring!.drain()
    .samples.map((sample) => sample.slice(0, NOTIFICATION.size));

function start({ program, ctx_in }: SocketScene, pid: number, folder: string) {
  const asked = {
    does: program.slice(program.lastIndexOf("_") + 1),
    host: formatAddress(bytes(ctx_in.user_ip4)),
    port: Number.parseInt(ctx_in.user_port, 16),
    type: ctx_in.type,
  };
  const enter = `echo $$ > ${folder}/cgroup.procs; exec nsenter --net=/proc/${pid}/ns/net taskset -c 0 "$@"`;
  const command = [process.execPath, "-e", CLIENT, JSON.stringify(asked)];
  const child = spawn("sh", ["-c", enter, "sh", ...command], { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout });
  return {
    ready: () => once(lines, "line"),
    /** Whether the system call was not allowed. */
    finish: async (): Promise<boolean> => {
      let refused = false;
      lines.on("line", (line) => {
        refused ||= line === "refused";
      });
      child.stdin.write("go\n");
      await once(child, "close");
      return refused;
    },
  };
}
