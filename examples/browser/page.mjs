import { CollectionSpec, Machine, TypedMap } from "skbox";
import { decodeNotification, flowOf, flowText, isEventsMap, NO_PEERS, setAgentDefaults } from "skbox/cilium";

const EXAMPLES = {
  "ARP request": "arp-request.hex",
  "TCP SYN to another pod": "tcp-syn-pod.hex",
  "TCP SYN to a service": "tcp-syn-service.hex",
  "ICMP echo request": "icmp-echo-request.hex",
  "an ethertype that nobody knows": "unknown-ethertype.hex",
};
const BYTES_PER_LINE = 16;

const $ = (id) => document.getElementById(id);
const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0"));

/** An element with classes, and text or elements in it. */
function element(name, classes, ...content) {
  const made = document.createElement(name);
  if (classes) made.className = classes;
  made.append(...content);
  return made;
}

/** The object as it was read, and the machine that runs it. */
let bytes;
let spec;
let machine;
let collection;
let empty;

/** Reads an object. What is wrong with it leaves the one before. */
function open(name, read) {
  spec = CollectionSpec.parse(read);
  bytes = read;
  const programs = [...spec.programs.values()];
  $("object").textContent = `${name}: ${programs.length} programs, ${spec.maps.size} maps`;
  // Those that no tail call leads to are where packets come in.
  const first = programs.filter(({ tailCall }) => !tailCall);
  const option = ({ name }) => new Option(name, name);
  $("program").replaceChildren(...(first.length > 0 ? first : programs).map(option));
  $("variables").replaceChildren(
    ...[...spec.variables.values()]
      .filter(({ size }) => size <= 16)
      .flatMap(({ name, bytes }) => {
        const input = element("input");
        Object.assign(input, { type: "text", id: `v-${name}`, name, placeholder: hex(bytes).join(" ") });
        const label = element("label", "", name);
        label.htmlFor = input.id;
        return [label, input];
      }),
  );
  machine?.close();
  machine = null;
}

/** Loads the object with the variables that are given. */
async function load() {
  if (machine) return;
  const configured = CollectionSpec.parse(bytes);
  setAgentDefaults(configured);
  for (const { name, value } of $("variables").querySelectorAll("input")) {
    if (value.trim() !== "") configured.variables.get(name).set(value.trim());
  }
  const created = await Machine.create({ engine: "interpreter", receive: "ingress" });
  collection = created.load(configured);
  machine = created;
  empty = machine.snapshot();
}

function packet() {
  const digits = $("packet").value.replace(/#.*$/gm, "").replace(/[\s:]/g, "");
  if (!/^([0-9a-f]{2})*$/i.test(digits))
    throw new Error("The packet is not made of pairs of hexadecimal digits.");
  return Uint8Array.from(digits.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
}

/** All elements of the maps that a program may change, by map and key. */
function contents() {
  const all = new Map();
  for (const [name, map] of collection.maps) {
    if (map.spec.readOnly || !/HASH|ARRAY|LPM/.test(map.type) || /PROG|PERF|_OF_MAPS/.test(map.type))
      continue;
    const typed = map.spec.keyTypeId !== null && map.spec.valueTypeId !== null && collection.spec.btf;
    const elements = typed ? new TypedMap(map, collection.spec.btf) : map;
    for (const [key, value] of elements) all.set(`${name}\n${shown(key)}`, shown(value));
  }
  return all;
}

/** Bytes as digits, and what types tell as JSON without its quotes. */
function shown(value) {
  if (value instanceof Uint8Array) return hex(value).join("");
  const plain = (_, member) => {
    if (member instanceof Uint8Array) return hex(member).join("");
    return typeof member === "bigint" ? String(member) : member;
  };
  return JSON.stringify(value, plain)
    .replaceAll('"', "")
    .replace(/[:,](?=\S)/g, "$& ");
}

async function run() {
  await load();
  const data = packet();
  const before = contents();
  const result = collection.program($("program").value).trace({ data, level: "lines" });
  const after = contents();
  const changes = [...after].filter(([key, value]) => before.get(key) !== value).map(([key]) => key);
  const gone = [...before.keys()].filter((key) => !after.has(key));
  tell(data, result, { changes, gone, after });
}

function tell(data, result, maps) {
  $("told").replaceChildren(
    ...verdict(result),
    ...part("Flow", flows(result.events)),
    ...part("Packet", packets(data, result.dataOut)),
    ...part("Maps", mapChanges(maps)),
    ...part("Printed", result.printk.length > 0 ? element("pre", "", result.printk.join("\n")) : null),
    ...part("What happened", story(result.trace)),
    element("p", "quiet", `${result.insns} instructions`),
  );
}

const part = (title, content) => (content ? [element("h2", "", title), content] : []);

function verdict({ retval, action, redirect, trap, tailCalls }) {
  if (trap) {
    const { program, pc, line, code } = trap;
    const place = line ? `${line.file}:${line.line}` : `instruction ${pc}`;
    return [element("p", "verdict bad", `stopped: ${code}`), element("p", "", `in ${program}, ${place}`)];
  }
  const to = redirect ? `, to interface ${redirect.ifindex} (${redirect.helper})` : "";
  const isDrop = /SHOT|DROP|ABORTED/.test(action ?? "");
  return [
    element("p", `verdict ${isDrop ? "bad" : "good"}`, `${action ?? retval}${to}`),
    element("p", "quiet", [$("program").value, ...tailCalls].join(" → ")),
  ];
}

/** What Cilium's notifications say, as Hubble tells it. */
function flows(events) {
  const told = events
    .filter(({ map }) => isEventsMap(map))
    .map(({ data, packetLength }) => flowOf(decodeNotification(data, packetLength), NO_PEERS));
  const lines = told.filter((flow) => flow !== null).map((flow) => flowText(flow));
  return lines.length > 0 ? element("pre", "", lines.join("\n")) : null;
}

/** The frame before and after, what changed marked. */
function packets(before, after) {
  const dump = (bytes, other) => {
    const lines = element("pre");
    for (let at = 0; at < bytes.length; at += BYTES_PER_LINE) {
      lines.append(`${at.toString(16).padStart(4, "0")}  `);
      for (const [i, byte] of hex(bytes.subarray(at, at + BYTES_PER_LINE)).entries()) {
        lines.append(other && other[at + i] !== bytes[at + i] ? element("mark", "", byte) : byte, " ");
      }
      lines.append("\n");
    }
    return lines;
  };
  const same = before.length === after.length && before.every((byte, i) => byte === after[i]);
  return element("div", "packets", dump(before), ...(same ? [] : [dump(after, before)]));
}

function mapChanges({ changes, gone, after }) {
  if (changes.length + gone.length === 0) return null;
  const line = (key, text) => {
    const [map, bytes] = key.split("\n");
    return element("li", "", element("span", "at", map), ` ${bytes} ${text}`);
  };
  return element(
    "ol",
    "story",
    ...changes.map((key) => line(key, `= ${after.get(key)}`)),
    ...gone.map((key) => line(key, "is gone")),
  );
}

function story({ events, dropped }) {
  const list = element("ol", "story");
  for (const event of events) {
    const { line, depth } = event;
    const at = line ? `${line.file.split("/").at(-1)}:${line.line}` : `insn ${event.pc}`;
    const add = (classes, text) =>
      list.append(element("li", classes, element("span", "at", at), " ".repeat(2 * depth), text));
    if (event.event === "program") add("program", event.program);
    else if (event.event === "line") add("", line?.text.trim() || "…");
    else if (event.event === "helper") add("call", helperText(event));
    else if (event.event === "tail_call") add("call", `→ ${event.target ?? "nothing: the program goes on"}`);
    else if (event.event === "store" && event.target === "packet") {
      add("call", `packet[${event.offset}] = ${hex(event.after).join(" ")}`);
    }
  }
  if (dropped > 0) list.append(element("li", "quiet", `… and ${dropped} more`));
  return list;
}

function helperText({ helper, arguments: given, result, found }) {
  const texts = given.map(({ map, value, bytes, kind }) => {
    if (map && kind === "map") return map.name;
    return bytes ? hex(bytes.subarray(0, 16)).join("") : `${value}`;
  });
  const answer = found ? hex(found.subarray(0, 16)).join("") : (result?.value ?? "stopped");
  return `${helper}(${texts.join(", ")}) = ${answer}`;
}

/** Does something, and says what went wrong with it. */
async function attempt(action) {
  try {
    await action();
  } catch (error) {
    $("told").replaceChildren(element("p", "verdict bad", error.message));
  }
}

$("file").addEventListener("change", ({ target: { files } }) =>
  attempt(async () => {
    if (files[0]) open(files[0].name, new Uint8Array(await files[0].arrayBuffer()));
  }),
);
$("variables").addEventListener("input", () => {
  machine?.close();
  machine = null;
});
$("example").addEventListener("change", ({ target }) =>
  attempt(async () => {
    $("packet").value = await (await fetch(`/packets/${target.value}`)).text();
  }),
);
$("given").addEventListener("submit", (event) => {
  event.preventDefault();
  attempt(run);
});
$("forget").addEventListener("click", () =>
  attempt(async () => {
    machine?.restore(empty);
    await run();
  }),
);

await attempt(async () => {
  $("example").replaceChildren(...Object.entries(EXAMPLES).map(([name, file]) => new Option(name, file)));
  const object = await fetch("/bpf-objects/lxc.o");
  open("the bundled lxc.o", new Uint8Array(await object.arrayBuffer()));
  $("packet").value = await (await fetch(`/packets/${$("example").value}`)).text();
  await run();
});
