/** What separates the kernel engine's process from the rest of the host. */
import { readFileSync } from "node:fs";
import { errno } from "../../../spec/errno.ts";
import { AF_INET, SOCK_DGRAM } from "../../../spec/network.ts";
import { errnoName, MachineError } from "../../errors.ts";
import type { Memory, Remote } from "./remote.ts";
import { CLONE_NEWNET, IFF_UP } from "./uapi.ts";

// include/uapi/linux/sockios.h, if.h: struct ifreq
const SIOCSIFFLAGS = 0x8914;
const IFREQ_SIZE = 40;
const IFREQ_FLAGS = 16;

/**
 * Gives the process a network namespace with nothing but a loopback in it, and the first CPU. Returns how many
 * CPUs per-CPU maps have values for. Throws UNSUPPORTED.
 */
export function isolate(remote: Remote): number {
  const must = (what: string, result: number): number => {
    if (result >= 0) return result;
    const root = result === -errno.EPERM ? ": it needs root" : "";
    throw new MachineError("UNSUPPORTED", `the kernel engine cannot ${what} (${errnoName(-result)})${root}`, {
      errno: -result,
    });
  };
  must("have a network namespace", remote.call("unshare", CLONE_NEWNET));
  const firstCpu: Memory = { bytes: Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 0) };
  must("stay on the first CPU", remote.call("sched_setaffinity", 0, firstCpu.bytes.length, firstCpu));
  const socket = must("open a socket", remote.call("socket", AF_INET, SOCK_DGRAM, 0));
  const request: Memory = { bytes: new Uint8Array(IFREQ_SIZE) };
  new TextEncoder().encodeInto("lo", request.bytes);
  new DataView(request.bytes.buffer).setUint16(IFREQ_FLAGS, IFF_UP, true);
  must("bring the loopback up", remote.call("ioctl", socket, SIOCSIFFLAGS, request));
  remote.call("close", socket);
  return possibleCpus();
}

/** A list like `0-3,8`: up to the last of them, per-CPU maps have values. */
function possibleCpus(): number {
  const list = readFileSync("/sys/devices/system/cpu/possible", "utf8");
  return Number(/(\d+)\s*$/.exec(list)?.[1] ?? 0) + 1;
}
