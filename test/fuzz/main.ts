/**
 * Changed files through everything that reads files. Exits with 1 if one of them was not refused by a code, or took
 * longer than a second.
 *
 *   npm run fuzz -- [--count 1000000] [--seed N] [--reader NAME] [--captures FOLDER]
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { fuzzReader, readers } from "./readers.ts";

const { values } = parseArgs({
  options: {
    count: { type: "string", default: "1000000" },
    seed: { type: "string", default: "1" },
    reader: { type: "string" },
    /** Real captures to change. */
    captures: { type: "string" },
  },
});
/** Larger ones teach nothing more, and take long. */
const MOST_CAPTURE = 8192;
const captures = values.captures
  ? readdirSync(values.captures)
      .filter((name) => /\.(pcap|pcapng)$/.test(name))
      .map((name) => new Uint8Array(readFileSync(join(values.captures!, name))))
      .filter(({ length }) => length <= MOST_CAPTURE)
  : [];
const MEBIBYTE = 2 ** 20;

for (const reader of await readers(new URL("../../../", import.meta.url), captures)) {
  if (values.reader && reader.name !== values.reader) continue;
  const start = performance.now();
  const { inputs, accepted, refused, untyped, slowest, memory } = fuzzReader(
    reader,
    Number(values.count),
    Number(values.seed),
  );
  const seconds = (performance.now() - start) / 1000;
  const codes = Object.entries(refused).sort(([, a], [, b]) => b - a);
  console.log(
    `${reader.name}: ${inputs.toLocaleString("en-US")} of ${reader.seeds.length} files in ${seconds.toFixed(0)} s; ` +
      `${accepted.toLocaleString("en-US")} read, ${untyped.length} untyped errors; slowest ${slowest.toFixed(0)} ms; ` +
      `memory ${(memory.before / MEBIBYTE).toFixed(0)} MiB, at most ${(memory.most / MEBIBYTE).toFixed(0)} MiB`,
  );
  console.log(`  ${codes.map(([code, times]) => `${code} ${times.toLocaleString("en-US")}`).join(", ")}`);
  for (const { message, input } of untyped) {
    console.log(`  ${message}\n    ${Buffer.from(input).toString("base64").slice(0, 4000)}`);
  }
  if (untyped.length > 0 || slowest > 1000) process.exitCode = 1;
}
