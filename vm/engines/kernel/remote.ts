/** System calls in a process of their own, made and answered synchronously. */
import { spawn } from "node:child_process";
import { closeSync, readSync, writeSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { deserialize, serialize } from "node:v8";
import { SOCK_STREAM } from "../../../spec/network.ts";
import { errnoName, MachineError } from "../../errors.ts";
import { SOCK_CLOEXEC } from "./uapi.ts";

/** Memory that a system call is given the address of. */
export interface Memory {
  bytes: Uint8Array;
  /** Addresses of other memory, as 64 bits at an offset. */
  pointers?: readonly (readonly [offset: number, to: Memory])[];
  /** Whether the kernel writes here: `bytes` then has what it wrote. `only`: nothing here is for it to read. */
  written?: true | "only";
  /** Where the kernel says, in 32 bits, how many bytes it wrote; all of them may have been where this is not told. */
  length?: readonly [of: Memory, at: number];
}

/** What `child.mjs` is sent. */
export interface Request {
  /** Of the system call; null for memcpy. */
  number: number | null;
  /** Six: values, or, as numbers, places in `memory`. */
  args: (bigint | number)[];
  memory: Uint8Array;
  /** Bytes of memory in all: those behind `memory` are zero. */
  size: number;
  /** Where `memory` holds a place in itself, of which the kernel wants the address. */
  pointers: number[];
  /** Parts of it to send back; at `length` lies how many bytes at most. */
  written: { from: number; to: number; length: number | null }[];
}

interface Reply {
  /** A negative errno where the call failed. */
  result: number;
  written: Uint8Array[];
}

/** Linux's numbers of the system calls used, by architecture (asm/unistd_64.h, asm-generic/unistd.h). */
const NUMBERS = {
  x64: {
    bind: 49,
    bpf: 321,
    close: 3,
    connect: 42,
    getsockopt: 55,
    ioctl: 16,
    listen: 50,
    mmap: 9,
    openat: 257,
    perf_event_open: 298,
    read: 0,
    sched_setaffinity: 203,
    setsockopt: 54,
    socket: 41,
    unshare: 272,
    write: 1,
  },
  arm64: {
    bind: 200,
    bpf: 280,
    close: 57,
    connect: 203,
    getsockopt: 209,
    ioctl: 29,
    listen: 201,
    mmap: 222,
    openat: 56,
    perf_event_open: 241,
    read: 63,
    sched_setaffinity: 122,
    setsockopt: 208,
    socket: 198,
    unshare: 97,
    write: 64,
  },
} as const;
export type SystemCall = keyof (typeof NUMBERS)["x64"];

const AF_UNIX = 1;
const HEADER = 4;

export class Remote {
  readonly #socket: number;
  readonly #numbers: Readonly<Record<SystemCall, number>>;
  readonly #process: ReturnType<typeof spawn>;
  #open = true;

  private constructor(socket: number, child: ReturnType<typeof spawn>, numbers: Record<SystemCall, number>) {
    this.#socket = socket;
    this.#process = child;
    this.#numbers = numbers;
  }

  /** Throws MachineError UNSUPPORTED where there is no Linux, no koffi, or no process to be had. */
  static async start(): Promise<Remote> {
    const refuse = (reason: string) => new MachineError("UNSUPPORTED", `the kernel engine needs ${reason}`);
    if (process.platform !== "linux") throw refuse("Linux");
    const numbers = process.arch === "x64" || process.arch === "arm64" ? NUMBERS[process.arch] : null;
    if (!numbers) throw refuse("x86-64 or arm64");
    const koffi = await import("koffi").then(
      (module) => module.default,
      () => {
        throw refuse("the package koffi: npm install koffi");
      },
    );
    const pair = [0, 0];
    const socketpair = koffi.load(null).func("int socketpair(int, int, int, _Out_ int *)");
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) !== 0) {
      throw refuse(`a socket pair (${errnoName(koffi.errno())})`);
    }
    const [ours, theirs] = pair as [number, number];
    try {
      const child = spawn(process.execPath, [fileURLToPath(new URL("./child.mjs", import.meta.url))], {
        stdio: ["ignore", "ignore", "inherit", theirs],
        // What configures this Node is not meant for that one.
        env: { ...process.env, NODE_OPTIONS: "" },
      });
      // Without a listener a failure to start would be thrown here; it shows as a closed socket.
      child.on("error", () => {});
      child.unref();
      return new Remote(ours, child, numbers);
    } catch (error) {
      closeSync(ours);
      throw refuse(`a process of its own (${error instanceof Error ? error.message : error})`);
    } finally {
      closeSync(theirs);
    }
  }

  /**
   * Makes a system call with up to six arguments and returns its result, or a negative errno. Memory that the
   * kernel wrote is up to date afterwards. Throws MachineError CLOSED when the process is gone.
   */
  call(name: SystemCall, ...args: (bigint | number | Memory)[]): number {
    return this.#make(this.#numbers[name], args);
  }

  /** A copy of memory that a system call gave the process. */
  read(address: bigint, length: number): Uint8Array {
    const copy: Memory = { bytes: new Uint8Array(length), written: "only" };
    this.#make(null, [copy, address, length]);
    return copy.bytes;
  }

  write(address: bigint, bytes: Uint8Array): void {
    this.#make(null, [address, { bytes }, bytes.length]);
  }

  /** Ends the process, and with it everything that it has open. */
  close(): void {
    if (!this.#open) return;
    this.#open = false;
    closeSync(this.#socket);
    this.#process.kill("SIGKILL");
  }

  #make(number: number | null, args: readonly (bigint | number | Memory)[]): number {
    const memories = new Set<Memory>();
    const reach = (memory: Memory): void => {
      if (memories.has(memory)) return;
      memories.add(memory);
      for (const [, to] of memory.pointers ?? []) reach(to);
    };
    for (const arg of args) if (typeof arg === "object") reach(arg);
    // What is only written lies behind the rest, and is not sent.
    const places = new Map<Memory, number>();
    let size = 0;
    const place = (memory: Memory): void => {
      places.set(memory, size);
      size += (memory.bytes.length + 7) & ~7;
    };
    for (const memory of memories) if (memory.written !== "only") place(memory);
    const block = new Uint8Array(size);
    for (const memory of memories) if (memory.written === "only") place(memory);

    const view = new DataView(block.buffer);
    const pointers: number[] = [];
    const written: [memory: Memory, at: number][] = [];
    for (const [memory, at] of places) {
      if (memory.written !== "only") block.set(memory.bytes, at);
      for (const [offset, to] of memory.pointers ?? []) {
        view.setBigUint64(at + offset, BigInt(places.get(to)!), true);
        pointers.push(at + offset);
      }
      if (memory.written) written.push([memory, at]);
    }
    const values = args.map((arg) => (typeof arg === "object" ? places.get(arg)! : BigInt(arg)));
    while (values.length < 6) values.push(0n);
    const reply = this.#exchange({
      number,
      args: values,
      memory: block,
      size,
      pointers,
      written: written.map(([{ bytes, length }, from]) => ({
        from,
        to: from + bytes.length,
        length: length ? places.get(length[0])! + length[1] : null,
      })),
    });
    for (const [i, [memory]] of written.entries()) memory.bytes.set(reply.written[i]!);
    return reply.result;
  }

  #exchange(request: Request): Reply {
    try {
      const body = serialize(request);
      const message = Buffer.allocUnsafe(HEADER + body.length);
      message.writeUInt32LE(body.length, 0);
      message.set(body, HEADER);
      for (let at = 0; at < message.length; ) at += writeSync(this.#socket, message, at);
      return deserialize(this.#read(this.#read(HEADER).readUInt32LE(0)));
    } catch (error) {
      if (error instanceof MachineError) throw error;
      throw this.#gone(error instanceof Error ? error.message : String(error));
    }
  }

  #read(length: number): Buffer {
    const bytes = Buffer.allocUnsafe(length);
    for (let at = 0; at < length; ) {
      const count = readSync(this.#socket, bytes, at, length - at, null);
      if (count === 0) throw this.#gone("its socket is closed");
      at += count;
    }
    return bytes;
  }

  #gone(reason: string): MachineError {
    return new MachineError("CLOSED", `the process of the kernel engine is gone: ${reason}`);
  }
}
