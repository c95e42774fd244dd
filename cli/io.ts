import { once } from "node:events";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { CliError } from "./errors.ts";
import { EXIT } from "./exit.ts";
import { describeError, systemReason } from "./messages.ts";

/** Where the command line reads and prints; tests give it another one. */
export interface Io {
  out(text: string): void;
  err(text: string): void;
  /** When whoever reads has taken what was printed; null, and absent, where nothing waits. */
  drained?: () => Promise<unknown> | null;
  /** Standard input, in chunks that nobody changes afterwards. */
  stdin(): AsyncIterable<Uint8Array>;
  /** Whether standard output shows ANSI colours. */
  color: boolean;
  /** Width of the terminal in characters. */
  columns: number;
  /** A line that says how far a command is; absent where nobody watches. */
  progress?: (total: number, unit?: ProgressUnit) => Progress;
  /** A line that says what a command without a known end is at, in the place of the one before; likewise. */
  status?: (text: string) => void;
  /** Lines that a person types, edited and completed; absent where nobody does. It ends at the end of input. */
  prompt?: (text: string, complete: (line: string) => string[]) => AsyncIterable<string>;
}

export type ProgressUnit = "items" | "bytes";

export interface Progress {
  /** So many of the total are done, by default one. */
  tick(name: string, done?: number): void;
  /** Takes the line away. */
  stop(): void;
}

const MEBIBYTE = 1 << 20;
/** Terminals that do not say, and files. */
const DEFAULT_COLUMNS = 80;

function progress(total: number, unit: ProgressUnit = "items"): Progress {
  // Loaded when somebody watches: most calls are done before there is anything to see.
  const library: typeof import("cli-progress") = createRequire(import.meta.url)("cli-progress");
  const { Presets, SingleBar } = library;
  const bar = new SingleBar(
    {
      format: "{bar} {value}/{total} {name}",
      stream: process.stderr,
      barsize: 20,
      hideCursor: true,
      clearOnComplete: true,
      ...(unit === "bytes" && {
        format: "{bar} {value} of {total} MiB {name}",
        formatValue: (value: number, _: unknown, type: string) =>
          type === "value" || type === "total" ? (value / MEBIBYTE).toFixed(1) : String(value),
      }),
    },
    Presets.shades_classic,
  );
  bar.start(total, 0, { name: "" });
  return { tick: (name, done = 1) => bar.increment(done, { name }), stop: () => bar.stop() };
}

/** Back to the line's beginning, and nothing behind it (ECMA-48, EL). */
const ERASE_LINE = "\r\x1b[K";

const status = (text: string): void => {
  process.stderr.write(`${ERASE_LINE}${text.slice(0, (process.stderr.columns ?? DEFAULT_COLUMNS) - 1)}`);
};
async function* prompt(text: string, complete: (line: string) => string[]): AsyncGenerator<string> {
  const lines = createInterface({
    input: process.stdin,
    output: process.stdout,
    prompt: text,
    removeHistoryDuplicates: true,
    completer: (line: string) => [complete(line), line.slice(line.lastIndexOf(" ") + 1)],
  });
  // Control-C takes back what was typed, as in a shell.
  lines.on("SIGINT", () => {
    process.stdout.write("\n");
    lines.write(null, { ctrl: true, name: "u" });
    lines.prompt();
  });
  try {
    lines.prompt();
    for await (const line of lines) {
      yield line;
      lines.prompt();
    }
  } finally {
    lines.close();
  }
}

/** This process: its streams, and its terminal if it has one. */
export function processIo(): Io {
  const { stdin, stdout, stderr, env } = process;
  // Whoever reads us may stop early (`| head`): that is no error.
  stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(EXIT.DONE);
    const unwritable = new CliError("UNWRITABLE", { name: "standard output", found: systemReason(error) });
    stderr.write(`skbox: ${describeError(unwritable)!.message}\n`);
    process.exit(EXIT.WRONG);
  });
  return {
    out: (text) => stdout.write(text),
    drained: () => (stdout.writableNeedDrain ? once(stdout, "drain") : null),
    err: (text) => stderr.write(text),
    stdin: () => stdin as AsyncIterable<Uint8Array>,
    // https://no-color.org: set and not empty, whatever it says.
    color: stdout.isTTY === true && !env.NO_COLOR && env.TERM !== "dumb",
    columns: stdout.columns ?? DEFAULT_COLUMNS,
    ...(stderr.isTTY && { progress, status }),
    ...(stdin.isTTY && stdout.isTTY && { prompt }),
  };
}
