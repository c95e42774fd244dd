/** The ring behind a slot of a perf event array: what the program wrote for its CPU (perf_event_open(2)). */
import { errnoName, MachineError } from "../../errors.ts";
import type { Memory, Remote } from "./remote.ts";

// include/uapi/linux/perf_event.h
const PERF_TYPE_SOFTWARE = 1;
const PERF_COUNT_SW_BPF_OUTPUT = 10;
const PERF_SAMPLE_RAW = 1 << 10;
const PERF_FLAG_FD_CLOEXEC = 8;
const PERF_RECORD_LOST = 2;
const PERF_RECORD_SAMPLE = 9;
const ATTR_SIZE = 128;
const HEADER_SIZE = 8;
/** Offsets in struct perf_event_mmap_page. */
const DATA_HEAD = 1024;
const DATA_TAIL = 1032;

// include/uapi/asm-generic/mman.h
const PROT_READ_WRITE = 3;
const MAP_SHARED = 1;

const PAGE_SIZE = 4096;
/** As many as the core keeps of a run. */
const DATA_PAGES = 256;
const DATA_SIZE = DATA_PAGES * PAGE_SIZE;

/** A descriptor for the events that programs write on `cpu`; negative errno where the CPU is not there. */
export function openPerfEvents(remote: Remote, cpu: number): number {
  const attr: Memory = { bytes: new Uint8Array(ATTR_SIZE) };
  const view = new DataView(attr.bytes.buffer);
  view.setUint32(0, PERF_TYPE_SOFTWARE, true);
  view.setUint32(4, ATTR_SIZE, true);
  view.setBigUint64(8, BigInt(PERF_COUNT_SW_BPF_OUTPUT), true);
  // Every event is a sample.
  view.setBigUint64(16, 1n, true);
  view.setBigUint64(24, BigInt(PERF_SAMPLE_RAW), true);
  return remote.call("perf_event_open", attr, -1, cpu, -1, PERF_FLAG_FD_CLOEXEC);
}

export class PerfRing {
  readonly #remote: Remote;
  readonly #address: bigint;
  #tail = 0n;

  /** Maps the ring of a descriptor from `openPerfEvents`; without one, events of its CPU are lost. */
  constructor(remote: Remote, fd: number) {
    this.#remote = remote;
    const address = remote.call("mmap", 0, (1 + DATA_PAGES) * PAGE_SIZE, PROT_READ_WRITE, MAP_SHARED, fd, 0);
    if (address < 0) {
      throw new MachineError("UNSUPPORTED", `no ring for perf events (${errnoName(-address)})`);
    }
    this.#address = BigInt(address);
  }

  /**
   * The samples since the last call, and how many found no room. The kernel pads a sample to a multiple of 8
   * bytes less 4, so that up to 7 bytes at its end are not the program's.
   */
  drain(): { samples: Uint8Array[]; lost: number } {
    const head = u64(this.#remote.read(this.#address + BigInt(DATA_HEAD), 8), 0);
    const samples: Uint8Array[] = [];
    let lost = 0;
    const used = Number(head - this.#tail);
    if (used === 0) return { samples, lost };
    const records = this.#read(Number(this.#tail % BigInt(DATA_SIZE)), used);
    const view = new DataView(records.buffer);
    for (let at = 0; at < used; at += view.getUint16(at + 6, true)) {
      const type = view.getUint32(at, true);
      if (type === PERF_RECORD_SAMPLE) {
        const size = view.getUint32(at + HEADER_SIZE, true);
        samples.push(records.slice(at + HEADER_SIZE + 4, at + HEADER_SIZE + 4 + size));
      } else if (type === PERF_RECORD_LOST) {
        lost += Number(u64(records, at + HEADER_SIZE + 8));
      }
    }
    this.#tail = head;
    const tail = new Uint8Array(8);
    new DataView(tail.buffer).setBigUint64(0, head, true);
    this.#remote.write(this.#address + BigInt(DATA_TAIL), tail);
    return { samples, lost };
  }

  #read(offset: number, length: number): Uint8Array {
    const data = this.#address + BigInt(PAGE_SIZE);
    const first = Math.min(length, DATA_SIZE - offset);
    const bytes = new Uint8Array(length);
    bytes.set(this.#remote.read(data + BigInt(offset), first));
    if (first < length) bytes.set(this.#remote.read(data, length - first), first);
    return bytes;
  }
}

const u64 = (bytes: Uint8Array, offset: number): bigint =>
  new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(offset, true);
