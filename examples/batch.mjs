// Many packets in one call into WebAssembly: how many ARP requests a second?
import { readFile } from "node:fs/promises";
import { CollectionSpec, Machine } from "skbox";

const hex = await readFile(new URL("arp-request.hex", import.meta.url), "utf8");
const data = Uint8Array.from(hex.match(/[0-9a-f]{2}/g), (byte) => Number.parseInt(byte, 16));

const machine = await Machine.create();
const lxc = machine.load(await CollectionSpec.load(new URL("../bpf-objects/lxc.o", import.meta.url)));
const program = lxc.program("cil_from_container");
const packets = new Array(10_000).fill(data);
program.runBatch(packets); // warm up

const start = performance.now();
const outcomes = program.runBatch(packets);
const seconds = (performance.now() - start) / 1000;
const redirected = outcomes.filter(({ retval }) => retval === 7).length;
console.log(
  `${redirected} of ${outcomes.length} redirected, ${Math.round(outcomes.length / seconds)} a second`,
);
