// A connection that the policy drops, and the same one after a rule allows it.
import { readFile } from "node:fs/promises";
import { CollectionSpec, Machine } from "skbox";

const hex = await readFile(new URL("tcp-syn-pod.hex", import.meta.url), "utf8");
const data = Uint8Array.from(hex.match(/[0-9a-f]{2}/g), (byte) => Number.parseInt(byte, 16));

const machine = await Machine.create();
const lxc = machine.load(await CollectionSpec.load(new URL("../bpf-objects/lxc.o", import.meta.url)));
const program = lxc.program("cil_from_container");

const before = machine.snapshot();
console.log("empty policy:", program.run({ data }).action);
for (const [key] of lxc.map("cilium_metrics")) console.log("  dropped for reason", key[0]);

machine.restore(before);
// Prefix length 40: any identity, egress, any protocol, any port.
const allowAll = Uint8Array.of(40, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0);
lxc.map("cilium_policy_v2").update(allowAll, new Uint8Array(12));
console.log("allow-all policy:", program.run({ data }).action);
