/**
 * Which accesses to each context the kernel's verifier accepts, and how wide its own access is then. Needs the
 * kernel's commands alone: programs of cgroups load, though no test-run has them.
 */
import {
  type AttachType,
  attachTypeNumber,
  type ProgramType,
  programTypeNumber,
} from "../../spec/programs.ts";
import { Bpf } from "../../vm/engines/kernel/bpf.ts";
import { isolate } from "../../vm/engines/kernel/isolate.ts";
import { type Memory, Remote } from "../../vm/engines/kernel/remote.ts";
import { assemble } from "../../vm/index.ts";

/** Widths in bytes. */
export interface Accesses {
  loads: number[];
  stores: number[];
  /** Of what the kernel makes of the widest load: how much of the field it has. */
  kept: number | null;
}

/** By the name in `subjects`, then by offset. Offsets at which nothing is accepted are not there. */
export type AccessTable = Record<string, Record<string, Accesses>>;

export const LOADS: Readonly<Record<number, string>> = { 1: "ldxb", 2: "ldxh", 4: "ldxw", 8: "ldxdw" };
export const STORES: Readonly<Record<number, readonly [reg: string, imm: string]>> = {
  1: ["stxb", "stb"],
  2: ["stxh", "sth"],
  4: ["stxw", "stw"],
  8: ["stxdw", "stdw"],
};
const WIDTHS = [1, 2, 4, 8];

/** Program types, and what a socket's pointer shows. Some fields are there for some attach types only. */
const subjects: Record<
  string,
  { type: ProgramType; attachTypes: (AttachType | null)[]; size: number; before: string }
> = {
  SCHED_CLS: { type: "SCHED_CLS", attachTypes: [null], size: 192, before: "" },
  SCHED_ACT: { type: "SCHED_ACT", attachTypes: [null], size: 192, before: "" },
  XDP: { type: "XDP", attachTypes: [null], size: 24, before: "" },
  CGROUP_SOCK_ADDR: {
    type: "CGROUP_SOCK_ADDR",
    attachTypes: [
      "CGROUP_INET4_CONNECT",
      "CGROUP_INET6_CONNECT",
      "CGROUP_UDP4_SENDMSG",
      "CGROUP_UDP6_SENDMSG",
    ],
    size: 72,
    before: "",
  },
  CGROUP_SOCK: {
    type: "CGROUP_SOCK",
    attachTypes: ["CGROUP_INET_SOCK_CREATE", "CGROUP_INET4_POST_BIND", "CGROUP_INET6_POST_BIND"],
    size: 80,
    before: "",
  },
  socket: {
    type: "CGROUP_SOCK_ADDR",
    attachTypes: ["CGROUP_INET4_CONNECT"],
    size: 80,
    before: "ldxdw %r1, [%r1+64]\n",
  },
};

/** Throws MachineError UNSUPPORTED where there is no bpf(2). */
export async function acceptedAccesses(): Promise<AccessTable> {
  const remote = await Remote.start();
  try {
    isolate(remote);
    return Object.fromEntries(Object.keys(subjects).map((name) => [name, tableOf(remote, name)]));
  } finally {
    remote.close();
  }
}

function tableOf(remote: Remote, name: string): Record<string, Accesses> {
  const { type, attachTypes, size, before } = subjects[name]!;
  const bpf = new Bpf(remote);
  /** How wide the access of register 2 is that the kernel makes of it; null where it refuses. */
  const load = (access: string): number | null => {
    for (const attachType of attachTypes) {
      const { fd } = bpf.loadProgram({
        type: programTypeNumber(type),
        attachType: attachType === null ? 0 : attachTypeNumber(attachType),
        flags: 0,
        name,
        license: "GPL",
        instructions: assemble(`mov64_imm %r2, 1\n${before}${access}\nmov64_imm %r0, 1\nexit`),
        btf: null,
      });
      if (fd < 0) continue;
      const width = widthOfLoad(translated(remote, fd));
      bpf.close(fd);
      return width;
    }
    return null;
  };
  const table: Record<string, Accesses> = {};
  for (let offset = 0; offset < size; offset++) {
    const entry: Accesses = { loads: [], stores: [], kept: null };
    for (const width of WIDTHS) {
      const kept = load(`${LOADS[width]} %r2, [%r1+${offset}]`);
      if (kept !== null) {
        entry.loads.push(width);
        entry.kept = kept;
      }
      const [reg, imm] = STORES[width]!;
      const [byRegister, byImmediate] = [`${reg} [%r1+${offset}], %r2`, `${imm} [%r1+${offset}], 1`].map(
        load,
      );
      if ((byRegister === null) !== (byImmediate === null)) throw new Error(`${name}: ${reg} at ${offset}`);
      if (byRegister !== null) entry.stores.push(width);
    }
    if (entry.loads.length + entry.stores.length > 0) table[offset] = entry;
  }
  return table;
}

// include/uapi/linux/bpf.h: the command, and members of union bpf_attr and struct bpf_prog_info
const BPF_OBJ_GET_INFO_BY_FD = 15;
const INFO_SIZE = 232;
const XLATED_LENGTH = 20;
const XLATED = 32;
const MOST_TRANSLATED = 1024;

/** The instructions of a program as the kernel's verifier has left them. */
function translated(remote: Remote, fd: number): Uint8Array {
  const instructions: Memory = { bytes: new Uint8Array(MOST_TRANSLATED), written: true };
  const info: Memory = {
    bytes: new Uint8Array(INFO_SIZE),
    pointers: [[XLATED, instructions]],
    written: true,
  };
  const view = new DataView(info.bytes.buffer);
  view.setUint32(XLATED_LENGTH, MOST_TRANSLATED, true);
  const attr: Memory = { bytes: new Uint8Array(16), pointers: [[8, info]], written: true };
  new DataView(attr.bytes.buffer).setUint32(0, fd, true);
  new DataView(attr.bytes.buffer).setUint32(4, INFO_SIZE, true);
  const result = remote.call("bpf", BPF_OBJ_GET_INFO_BY_FD, attr, attr.bytes.length);
  if (result < 0) throw new Error(`BPF_OBJ_GET_INFO_BY_FD: ${result}`);
  return instructions.bytes.slice(0, view.getUint32(XLATED_LENGTH, true));
}

/** Bytes that the last load into register 2 reads, or 0 where there is none. */
function widthOfLoad(instructions: Uint8Array): number {
  const BPF_LDX = 1;
  const widths: Readonly<Record<number, number>> = { 0: 4, 8: 2, 16: 1, 24: 8 };
  let width = 0;
  for (let at = 0; at < instructions.length; at += 8) {
    const code = instructions[at]!;
    if ((code & 7) === BPF_LDX && (instructions[at + 1]! & 0xf) === 2) width = widths[code & 0x18]!;
  }
  return width;
}
