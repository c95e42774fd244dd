/** What `bpftool map dump` prints of maps without types: `key: 01 00 00 00  value: 02`, over one line or several. */
import { CliError } from "./errors.ts";

/** A label and the bytes behind it. */
const PART = /(key|value|value \(CPU (\d+)\)):((?:\s+[0-9a-f]{2}(?![0-9a-z]))+)\s*/y;
const END = /(?:Found \d+ elements?\s*)?(?:```\s*)?$/y;

export const isDumpText = (text: string): boolean => /^(?:key|value|Found \d+ elements?\b)/.test(text);

/** Elements as in bpftool's JSON. Throws CliError BAD_DUMP with the line. */
export function parseDumpText(text: string, file: string): unknown[] {
  const elements: Record<string, unknown>[] = [];
  let at = 0;
  for (;;) {
    PART.lastIndex = at;
    const [whole, label, cpu, bytes] = PART.exec(text) ?? [];
    if (whole === undefined) break;
    at += whole.length;
    if (label === "key") elements.push({ key: hexOf(bytes!) });
    const last = elements.at(-1);
    if (label === "key" || !last) continue;
    if (cpu === undefined) last.value = hexOf(bytes!);
    else {
      last.values ??= [];
      (last.values as unknown[]).push({ cpu: Number(cpu), value: hexOf(bytes!) });
    }
  }
  END.lastIndex = at;
  if (!END.test(text)) {
    const line = text.slice(0, at).split("\n").length;
    throw new CliError("BAD_DUMP", { name: file, line, found: text.slice(at).split("\n")[0]!.slice(0, 60) });
  }
  return elements;
}

const hexOf = (text: string): string[] => (text.match(/[0-9a-f]{2}/g) ?? []).map((byte) => `0x${byte}`);
