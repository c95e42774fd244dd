/** Test reports for other tools. */
import { basename } from "node:path";
import type { ObjectReport, TestReport } from "./run.ts";
import { reasons } from "./story.ts";

/** Test Anything Protocol, version 14 (testanything.org). */
export function toTap(reports: readonly ObjectReport[]): string {
  const points: string[] = [];
  const point = (ok: boolean, description: string, directive = "") => {
    const escaped = description.replace(/[\\#]/g, "\\$&");
    points.push(`${ok ? "ok" : "not ok"} ${points.length + 1} - ${escaped}${directive}`);
  };
  const diagnostics = (lines: readonly string[]) => {
    const list = lines.map((line) => `    - ${JSON.stringify(line)}`);
    points[points.length - 1] += `\n  ---\n  messages:\n${list.join("\n")}\n  ...`;
  };
  for (const { file, tests, error } of reports) {
    const object = basename(file);
    for (const test of tests) {
      const name = `${object}/${test.name}`;
      if (test.status === "pass") point(true, name);
      else if (test.status === "skip") point(true, name, " # SKIP");
      else {
        point(false, name);
        diagnostics(reasons(test));
      }
    }
    if (error) {
      point(false, object);
      diagnostics([error.message]);
    }
  }
  return `TAP version 14\n1..${points.length}\n${points.map((text) => `${text}\n`).join("")}`;
}

/** JUnit XML, as CI systems read it: a suite per object; errors are tests that came to no verdict. */
export function toJunit(reports: readonly ObjectReport[]): string {
  const suites = reports.map(suite);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${suites.join("")}</testsuites>\n`;
}

function suite({ file, tests, error }: ObjectReport): string {
  const name = xml(basename(file));
  const count = (status: TestReport["status"]) => tests.filter((test) => test.status === status).length;
  const time = seconds(tests.reduce((sum, { durationMs }) => sum + durationMs, 0));
  const head =
    `<testsuite name="${name}" tests="${tests.length + (error ? 1 : 0)}" failures="${count("fail")}" ` +
    `errors="${count("error") + (error ? 1 : 0)}" skipped="${count("skip")}" time="${time}">`;
  const cases = tests.map((test) => {
    const open = `    <testcase classname="${name}" name="${xml(test.name)}" time="${seconds(test.durationMs)}"`;
    if (test.status === "pass") return `${open}/>\n`;
    if (test.status === "skip") return `${open}><skipped/></testcase>\n`;
    const element = test.status === "fail" ? "failure" : "error";
    const lines = reasons(test);
    const text = `<${element} message="${xml(lines[0]!)}">${xml(lines.join("\n"))}</${element}>`;
    return `${open}>${text}</testcase>\n`;
  });
  if (error) {
    const text = `<error message="${xml(error.message)}"/>`;
    cases.push(`    <testcase classname="${name}" name="${name}">${text}</testcase>\n`);
  }
  return `  ${head}\n${cases.join("")}  </testsuite>\n`;
}

const seconds = (milliseconds: number): string => (milliseconds / 1000).toFixed(6);

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** XML 1.0 has no control characters but these, whatever their notation. */
const xml = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what has to go
  text.replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, "\ufffd").replace(/[&<>"]/g, (c) => entities[c]!);
