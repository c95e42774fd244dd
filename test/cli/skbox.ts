import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { commandLine } from "../../cli/command-line.ts";
import type { Io } from "../../cli/io.ts";

export const root = fileURLToPath(new URL("../../", import.meta.url));
export const lxc = join(root, "bpf-objects/lxc.o");
export const sock = join(root, "bpf-objects/sock.o");
export const linking = join(root, "test/loader/objects/linking.o");
export const traps = join(root, "test/cli/objects/traps.o");
export const example = (name: string) => join(root, "examples", name);

/** A stream of these chunks. */
export async function* chunks(...all: readonly Uint8Array[]): AsyncGenerator<Uint8Array, void, undefined> {
  yield* all;
}

export interface Answer {
  code: number;
  out: string;
  err: string;
}

/** Runs the command line in this process. */
export async function skbox(argv: readonly string[], io: Partial<Io> = {}): Promise<Answer> {
  const answer = { code: -1, out: "", err: "" };
  answer.code = await commandLine(argv, {
    out: (text) => {
      answer.out += text;
    },
    err: (text) => {
      answer.err += text;
    },
    stdin: () => chunks(),
    color: false,
    columns: 80,
    ...io,
  });
  return answer;
}

/** A folder of one test file, and its end. */
export function temporaryFolder(): { path: (name: string) => string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), "skbox-"));
  return {
    path: (name) => join(folder, name),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
