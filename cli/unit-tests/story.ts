/** What became of tests, for people. */
import { basename } from "node:path";
import type { UnitTestLog, UnitTestStatus } from "../../vm/index.ts";
import { diffDump } from "../hexdump.ts";
import type { Io } from "../io.ts";
import { KERNEL_REFUSES, trapSentence } from "../messages.ts";
import { type Style, style as styleOf } from "../style.ts";
import type { ObjectReport, TestReport } from "./run.ts";

export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

export function countTests(reports: readonly ObjectReport[]): Counts {
  const count = (...statuses: UnitTestStatus[]) =>
    reports.flatMap(({ tests }) => tests).filter(({ status }) => statuses.includes(status)).length;
  return { passed: count("pass"), failed: count("fail", "error"), skipped: count("skip") };
}

const summary = ({ passed, failed, skipped }: Counts): string =>
  `${passed} passed, ${failed} failed, ${skipped} skipped`;

/** The object's line, and under it what failed and why. */
export function tellObject(report: ObjectReport, width: number, io: Pick<Io, "color" | "columns">): string {
  const style = styleOf(io.color);
  const { passed, failed, skipped } = countTests([report]);
  const counts: string[] = [];
  if (passed > 0 || report.error === null) counts.push(`${passed} passed`);
  if (failed > 0) counts.push(style.bad(`${failed} failed`));
  if (skipped > 0) counts.push(`${skipped} skipped`);
  if (report.error) counts.push(style.bad("could not be tested"));
  const lines = [`${basename(report.file).padEnd(width)}  ${counts.join(", ")}`];
  for (const test of report.tests) {
    if (test.status === "pass" || test.status === "skip") continue;
    lines.push(`  ${style.bad(test.status.toUpperCase().padEnd(5))} ${style.bold(test.name)}`);
    lines.push(...reasons(test).map((line) => `        ${line}`));
    for (const { expected, got } of test.packets) lines.push(diffDump(expected, got, io, style).trimEnd());
  }
  if (report.error) lines.push(`  ${report.error.message}`);
  return `${lines.join("\n")}\n`;
}

/** Why a test did not pass, in lines without colours. */
export function reasons(test: TestReport): string[] {
  const lines: string[] = [];
  if (test.error) lines.push(test.error.message);
  if (test.trap) {
    const { trap } = test;
    lines.push(`${test.stage} was stopped: ${trapSentence(trap)}`);
    lines.push(`in ${trap.program}, instruction ${trap.pc}: ${trap.insn}`);
    if (trap.line) lines.push(sourceLine(trap.line));
    if (trap.kernelRefuses) lines.push(KERNEL_REFUSES);
  }
  lines.push(...test.logs.flatMap(logLines));
  for (const subtest of test.subtests) {
    if (subtest.status === "pass" || subtest.status === "skip") continue;
    lines.push(`${subtest.name}: ${subtest.status ?? "without a result"}`);
    lines.push(...subtest.logs.flatMap(logLines).map((line) => `  ${line}`));
  }
  for (const { name, file, line, layer } of test.packets) {
    lines.push(`${name}: the packet is another one from ${layer} on (${file}:${line})`);
  }
  if (lines.length === 0) lines.push(`${test.stage} returned ${test.retval}`);
  return lines;
}

function logLines({ message, line }: UnitTestLog): string[] {
  if (!line) return [message];
  return [message, sourceLine(line)];
}

const sourceLine = ({ file, line, text }: { file: string; line: number; text: string }): string =>
  `${file}:${line}${text.trim() && `: ${text.trim()}`}`;

/** Room for the names. */
export const nameWidth = (files: readonly string[]): number =>
  Math.max(...files.map((file) => basename(file).length));

export const dimSummary = (counts: Counts, style: Style): string =>
  counts.failed > 0 ? style.bad(summary(counts)) : style.good(summary(counts));
