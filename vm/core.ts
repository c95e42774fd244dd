/** The WebAssembly core as TypeScript sees it: what `assembly/index.ts` exports, and the memory behind it. */
import { instantiateSync } from "@assemblyscript/loader";
import { ARENA, WASM_PAGE } from "../spec/layout.ts";

/** Addresses, ids and lengths are u32; a BigInt is one u64. */
export interface CoreExports {
  run(program: number): bigint;
  runOnMemory(program: number, address: number, length: number): bigint;
  /** Writes the operations of a program, unless they are there. */
  link(program: number): void;
  /** Puts a frame and its context in place; `kind` is an index into `contexts`, `mode` a Receive. */
  receive(kind: number, address: number, length: number, linear: number, mode: number): void;
  /** Receives the frame at PACKET_START, all of it linear, and runs the program on it: its result; its events are dropped. */
  verdict(program: number, length: number, mode: number): number;
  verdictOfSkb(program: number, length: number, mode: number): number;
  /** `batch` is an array of BATCH. Returns whether all frames can be worked on in place. */
  prepareBatch(program: number, batch: number, count: number, mode: number): number;
  /** `loop`: where the loop that does so is in the table; 0: frames are copied. */
  runBatch(program: number, batch: number, from: number, count: number, mode: number, loop: number): void;
  /** Runs a program `count` times on the packet that is there; the result is the last one's. */
  repeat(program: number, count: number): bigint;
  /** `programs` are the addresses of all programs by their ids, `inputs` an array of INPUT. */
  runInputs(
    program: number,
    programs: number,
    inputs: number,
    from: number,
    count: number,
    mode: number,
  ): void;
  settleInput(program: number, programs: number, input: number): void;
  /** Completes the trap that compiled code noted, and unwinds; returns where there was none. */
  settleTrap(): void;
  allocatePages(pages: number): number;
  freePages(address: number, pages: number): void;
  memoryUsed(): number;
  snapshot(): number;
  restore(mark: number): void;
  discardSnapshots(): void;
  mapCreate(
    id: number,
    type: number,
    keySize: number,
    valueSize: number,
    maxEntries: number,
    flags: number,
  ): number;
  mapSetInner(
    map: number,
    type: number,
    keySize: number,
    valueSize: number,
    maxEntries: number,
    flags: number,
  ): void;
  mapPeek(map: number, key: number): number;
  mapUpdate(map: number, key: number, value: number, flags: bigint): bigint;
  mapDelete(map: number, key: number): bigint;
  mapTake(map: number, key: number, value: number): bigint;
  mapNext(map: number, key: number, nextKey: number): bigint;
  mapFreeze(map: number): void;
  /** Addresses of the ENVIRONMENT and of new records in it. */
  environment(): number;
  addInterface(): number;
  addRoute(): number;
  addNeighbour(): number;
  addSocket(): number;
  addTunnel(): number;
  /** Whether runs from now on call `Core.observer`; 0 or 1. */
  setObserving(on: number): void;
}

/**
 * Bytes that a core may take before its memory has to grow. Untouched they cost nothing, but V8 counts them when it considers
 * to collect all of its garbage: with 2 MiB and more it does so before the first packet.
 */
const FIRST_ROOM = 0x8_0000;

/** What is used of a WebAssembly.Memory: users of these types may be without the DOM's, which name that. */
interface WasmMemory {
  readonly buffer: ArrayBuffer;
}

/**
 * The one place that hands out views of linear memory. Memory that grows detaches its views, so none of them
 * may be kept across a call into WebAssembly.
 */
export class LinearMemory {
  readonly memory: WasmMemory;
  #bytes: Uint8Array;
  #view: DataView;

  constructor(memory: WasmMemory) {
    this.memory = memory;
    this.#bytes = new Uint8Array(memory.buffer);
    this.#view = new DataView(memory.buffer);
  }

  get bytes(): Uint8Array {
    if (this.#bytes.length === 0) this.#renew();
    return this.#bytes;
  }

  get view(): DataView {
    if (this.#bytes.length === 0) this.#renew();
    return this.#view;
  }

  /** A detached view has no bytes; asking the memory for its buffer takes longer. */
  #renew(): void {
    this.#bytes = new Uint8Array(this.memory.buffer);
    this.#view = new DataView(this.memory.buffer);
  }

  /** A copy of `length` bytes at `address`. */
  read(address: number, length: number): Uint8Array {
    return this.bytes.slice(address, address + length);
  }

  write(address: number, bytes: Uint8Array): void {
    this.bytes.set(bytes, address);
  }

  u32(address: number): number {
    return this.view.getUint32(address, true);
  }

  setU32(address: number, value: number): void {
    this.view.setUint32(address, value, true);
  }

  u64(address: number): bigint {
    return this.view.getBigUint64(address, true);
  }

  setU64(address: number, value: bigint): void {
    this.view.setBigUint64(address, value, true);
  }
}

export interface Core {
  exports: CoreExports;
  /** The same functions without the loader's wrappers, for code that is linked with them. */
  raw: Readonly<Record<string, unknown>>;
  memory: LinearMemory;
  /** Given the address of each OPERATION before it is executed, and the depth of its frame. */
  observer: (ip: number, depth: number) => void;
}

let compiled: Promise<WebAssembly.Module> | undefined;

/** The core's module, compiled once; from a file under Node, from beside this module elsewhere. */
function coreModule(): Promise<WebAssembly.Module> {
  compiled ??= (async () => {
    const url = new URL("./core.wasm", import.meta.url);
    if (url.protocol === "file:") {
      // In one go: waiting for threads takes longer than what they would do, since functions compile when called.
      const { readFileSync } = globalThis.process.getBuiltinModule("node:fs");
      return new WebAssembly.Module(new Uint8Array(readFileSync(url)));
    }
    return WebAssembly.compile(await (await fetch(url)).arrayBuffer());
  })();
  return compiled;
}

/** A core of its own, with memory of its own. */
export async function createCore(): Promise<Core> {
  const module = await coreModule();
  const memory = new WebAssembly.Memory({ initial: (ARENA + FIRST_ROOM) / WASM_PAGE, maximum: 65_536 });
  const env = {
    memory,
    observe: (ip: number, depth: number) => core.observer(ip, depth),
  };
  // The loader's asynchronous way asks for `Response`, for which Node loads all of its HTTP client.
  const { exports, instance } = instantiateSync(module, { env });
  const core: Core = {
    exports: exports as unknown as CoreExports,
    raw: instance.exports,
    memory: new LinearMemory(memory),
    observer: () => {},
  };
  return core;
}
