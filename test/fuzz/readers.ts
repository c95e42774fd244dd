/** What reads files from strangers, and how to make such files out of honest ones. */
import { readdirSync, readFileSync } from "node:fs";
import { parseDump } from "../../cli/dump-json.ts";
import { parseDumpText } from "../../cli/dump-text.ts";
import { parseEnvironment } from "../../cli/environment-file.ts";
import { CliError } from "../../cli/errors.ts";
import { parseInvariants } from "../../cli/fuzz/invariants-file.ts";
import { parseJson } from "../../cli/json.ts";
import { mapsOfDocument } from "../../cli/map-files.ts";
import { parseScene } from "../../cli/scene.ts";
import { AssemblerError } from "../../vm/assembler.ts";
import { Random } from "../../vm/fuzz/random.ts";
import {
  assemble,
  CaptureError,
  CaptureWriter,
  CollectionSpec,
  capturePackets,
  formatBtf,
  LoadError,
  Machine,
  MachineError,
  type ProgramSpec,
  readInput,
} from "../../vm/index.ts";

export interface Reader {
  name: string;
  seeds: readonly Uint8Array[];
  /** Whether what is read is text, which is changed by words. */
  text: boolean;
  read(bytes: Uint8Array): void;
}

export interface Figures {
  reader: string;
  inputs: number;
  /** Inputs that were read as if nothing were wrong. */
  accepted: number;
  refused: Record<string, number>;
  /** Errors that have no code of ours, and the first input of each. */
  untyped: { message: string; input: Uint8Array }[];
  /** Milliseconds of this thread's time for the slowest input. */
  slowest: number;
  /** Bytes: the most that was in use at one time, and how much of it was before. */
  memory: { before: number; most: number };
}

const root = new URL("../../", import.meta.url);
const bytesOf = (path: string, from: URL): Uint8Array => new Uint8Array(readFileSync(new URL(path, from)));
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Programs in the assembler's notation. */
const PROGRAMS = [
  "mov %r0, 0\nexit\n",
  "ldxw %r2, [%r1+76]\nldxw %r3, [%r1+80]\nmov %r4, %r2\nadd %r4, 14\njgt %r4, %r3, out\nldxh %r0, [%r2+12]\nbe16 %r0\nout:\nexit\n",
  "lddw %r1, 0x123456789abcdef0\nmov32 %r2, -7\nlock add [%r10-8], %r2\ncall 5\nexit\n",
];

/** All readers. `folder` is the package's; captures are real ones where there are some. */
export async function readers(folder: URL = root, captures: readonly Uint8Array[] = []): Promise<Reader[]> {
  const gallery = new URL("bpf-objects/buggy/", folder);
  const named = (suffix: string) => readdirSync(gallery).filter((name) => name.endsWith(suffix));
  const objects = named(".o").map((name) => bytesOf(name, gallery));
  const lxc = CollectionSpec.parse(bytesOf("bpf-objects/lxc.o", folder));
  const machine = await Machine.create();
  const collection = machine.load(lxc);
  const program: ProgramSpec = lxc.programs.get("cil_from_container")!;
  const context = { ...program };
  const dump = bytesOf("examples/two-pods-maps.json", folder);
  const environment = bytesOf("examples/two-pods.yaml", folder);
  const frame = Uint8Array.from({ length: 60 }, (_, i) => i);
  const written = (["pcap", "pcapng"] as const).map((format) => {
    const writer = new CaptureWriter({ format });
    const packets = [1n, 2n, 3n].map((timestamp) => writer.packet({ timestamp, data: frame }));
    return new Uint8Array(Buffer.concat([writer.header, ...packets]));
  });
  return [
    {
      name: "objects",
      seeds: objects,
      text: false,
      read: (bytes) => {
        const spec = CollectionSpec.parse(bytes);
        if (spec.btf) formatBtf(spec.btf);
      },
    },
    {
      name: "captures",
      seeds: captures.length > 0 ? [...captures, ...written] : written,
      text: false,
      read: (bytes) => {
        for (const _ of capturePackets(bytes));
      },
    },
    {
      name: "map dumps",
      seeds: [
        dump.subarray(0),
        utf8(
          '{"cilium_metrics":[{"key":["0x01","0x01","0x00","0x00","0x00","0x00","0x00","0x00"],"values":[{"cpu":0,"value":"02000000000000000300000000000000"}]}]}',
        ),
      ],
      text: true,
      read: (bytes) => {
        const document = parseDump(new TextDecoder().decode(bytes), "maps.json");
        const mark = machine.snapshot();
        try {
          mapsOfDocument(document, "maps.json").load(machine, collection, { err: () => {} });
        } finally {
          machine.restore(mark);
        }
      },
    },
    {
      name: "dumps without types",
      seeds: [
        utf8(
          "key: 01 00 00 00  value: 02 03\nkey:\n02 00 00 00\nvalue (CPU 00): 01\nvalue (CPU 01): 02\nFound 2 elements\n",
        ),
      ],
      text: true,
      read: (bytes) => void parseDumpText(new TextDecoder().decode(bytes), "maps.txt"),
    },
    {
      name: "environments",
      seeds: [environment],
      text: true,
      read: (bytes) => void parseEnvironment(bytes, "env"),
    },
    {
      name: "scenes",
      seeds: [utf8(`variables: { endpoint_ipv4: 10.0.1.5 }\nctx: { mark: 1, cb: [1, 2, 3, 4, 5] }\n`)],
      text: true,
      read: (bytes) => void parseScene(bytes, "scene"),
    },
    {
      name: "invariants",
      seeds: named(".yaml").map((name) => bytesOf(name, gallery)),
      text: true,
      read: (bytes) => void parseInvariants(bytes, "invariants", context),
    },
    {
      name: "corpora",
      seeds: [
        utf8(
          '{"version":1,"packet":"0011","linear":14,"ctx":{"mark":"7"},"maps":{"m":[{"key":"00","value":null}]}}',
        ),
      ],
      text: true,
      read: (bytes) => void readInput(parseJson(bytes, "input.json")),
    },
    {
      name: "assembler",
      seeds: PROGRAMS.map(utf8),
      text: true,
      read: (bytes) => void assemble(new TextDecoder().decode(bytes)),
    },
  ];
}

const isTyped = (error: unknown): error is { code: string } =>
  [LoadError, CaptureError, MachineError, CliError, AssemblerError].some((type) => error instanceof type);

/** Reads `count` changed files. Stops nowhere: what is wrong is in the figures. */
export function fuzzReader(reader: Reader, count: number, seed: number): Figures {
  const random = new Random(seed);
  const figures: Figures = {
    reader: reader.name,
    inputs: count,
    accepted: 0,
    refused: {},
    untyped: [],
    slowest: 0,
    memory: { before: process.memoryUsage.rss(), most: 0 },
  };
  const known = new Set<string>();
  for (let i = 0; i < count; i++) {
    const input = changed(reader, random);
    const start = process.cpuUsage();
    try {
      reader.read(input);
      figures.accepted++;
    } catch (error) {
      if (isTyped(error)) figures.refused[error.code] = (figures.refused[error.code] ?? 0) + 1;
      else {
        const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
        const place = error instanceof Error ? (error.stack?.split("\n")[1]?.trim() ?? "") : "";
        if (!known.has(place)) figures.untyped.push({ message: `${message} ${place}`, input });
        known.add(place);
      }
    }
    const { user, system } = process.cpuUsage(start);
    figures.slowest = Math.max(figures.slowest, (user + system) / 1000);
    if (i % 256 === 0) figures.memory.most = Math.max(figures.memory.most, process.memoryUsage.rss());
  }
  return figures;
}

const NUMBERS = [
  0, 1, 2, 7, 8, 0x7f, 0x80, 0xff, 0xffff, 0x1_0000, 0x7fff_ffff, 0x8000_0000, 0xffff_fff8, 0xffff_ffff,
];
const WORDS = [
  "",
  "0",
  "-1",
  "1e999",
  "null",
  "true",
  "{}",
  "[]",
  '""',
  "0x",
  "99999999999999999999",
  "\u0000",
  "&a",
  "*a",
  "<<",
  "!!js",
];

/** One of the seeds with a few changes. */
function changed({ seeds, text }: Reader, random: Random): Uint8Array {
  let bytes: Uint8Array = random.pick(seeds).slice();
  for (let changes = 1 + random.below(random.oneIn(4) ? 12 : 3); changes > 0 && bytes.length > 0; changes--) {
    bytes = text && random.oneIn(2) ? changeWord(bytes, random) : changeBytes(bytes, seeds, random);
  }
  return bytes;
}

function changeBytes(bytes: Uint8Array, seeds: readonly Uint8Array[], random: Random): Uint8Array {
  // Headers and tables, at either end, more often than what is between them.
  const near = random.below(Math.min(bytes.length, 512));
  const at = random.oneIn(3) ? random.below(bytes.length) : random.oneIn(2) ? near : bytes.length - 1 - near;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  switch (random.below(9)) {
    case 0:
      bytes[at]! ^= 1 << random.below(8);
      return bytes;
    case 1:
      bytes[at] = random.u32();
      return bytes;
    case 2:
      if (at + 4 <= bytes.length) view.setUint32(at & ~3, random.pick(NUMBERS), random.oneIn(4));
      return bytes;
    case 3:
      if ((at & ~3) + 4 <= bytes.length) view.setUint32(at & ~3, random.pick(NUMBERS), true);
      return bytes;
    case 4:
      if ((at & ~1) + 2 <= bytes.length) view.setUint16(at & ~1, random.pick(NUMBERS), true);
      return bytes;
    case 5:
      bytes.copyWithin(at, random.below(bytes.length), random.below(bytes.length));
      return bytes;
    case 6:
      return bytes.slice(0, at);
    case 7: {
      const other = random.pick(seeds);
      const from = random.below(other.length);
      return new Uint8Array([
        ...bytes.subarray(0, at),
        ...other.subarray(from, from + 64),
        ...bytes.subarray(at),
      ]);
    }
    default:
      if ((at & ~7) + 8 <= bytes.length)
        view.setBigUint64(at & ~7, BigInt(random.pick(NUMBERS)) << BigInt(random.below(33)), true);
      return bytes;
  }
}

/** Replaces a word of a text, or takes out or doubles a line. */
function changeWord(bytes: Uint8Array, random: Random): Uint8Array {
  const text = new TextDecoder().decode(bytes);
  if (random.oneIn(3)) {
    const lines = text.split("\n");
    const at = random.below(lines.length);
    lines.splice(at, 1, ...(random.oneIn(2) ? [] : [lines[at]!, random.pick(lines)]));
    return utf8(lines.join("\n"));
  }
  const words = [...text.matchAll(/[\w.:-]+/g)];
  if (words.length === 0) return bytes;
  const word = random.pick(words);
  const by = random.oneIn(2) ? random.pick(words)[0] : random.pick(WORDS);
  return utf8(text.slice(0, word.index) + by + text.slice(word.index + word[0].length));
}
