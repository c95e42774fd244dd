// A container asks for its gateway, and the bundled datapath answers.
import { readFile } from "node:fs/promises";
import { CollectionSpec, Machine } from "skbox";

const hex = await readFile(new URL("arp-request.hex", import.meta.url), "utf8");
const data = Uint8Array.from(hex.match(/[0-9a-f]{2}/g), (byte) => Number.parseInt(byte, 16));

const machine = await Machine.create();
const lxc = machine.load(await CollectionSpec.load(new URL("../bpf-objects/lxc.o", import.meta.url)));
const run = lxc.program("cil_from_container").run({ data });

console.log(run.action, "to interface", run.redirect.ifindex, "after", run.tailCalls.join(", "));
console.log(
  "reply from",
  Array.from(run.dataOut.slice(22, 28), (b) => b.toString(16).padStart(2, "0")).join(":"),
);
