/**
 * `npm run scenes`: all captures of ../shared/packets through the interpreter and the kernel, for each program and
 * scene. Prints the table of docs/scenes.md, and ends with 1 if something differs or the page says otherwise; with
 * `--write` the page is written. `--only TEXT` takes the programs that have that in `OBJECT PROGRAM`.
 */
import { writeFileSync } from "node:fs";
import { release } from "node:os";
import { parseArgs } from "node:util";
import { captures, heading, legend, page, readPage, rowOf, run, SCENES, subjects } from "./scenes.ts";

const { values } = parseArgs({
  options: { write: { type: "boolean", default: false }, only: { type: "string", default: "" } },
});
const objects = process.env.SKBOX_OBJECTS ?? "";
const reasons = new Set<number>();
let differing = 0;
let skipped = values.only !== "";
let table = `Linux ${/^[\d.]+/.exec(release())?.[0]}, the captures of \`../shared/packets\`.\n`;

for (const subject of subjects) {
  if (subject.real && objects === "") {
    console.error(`${subject.object}: skipped, SKBOX_OBJECTS is not set`);
    skipped = true;
    continue;
  }
  show(`\n${heading(subject.object)}`);
  for (const program of subject.programs) {
    if (!`${subject.object} ${program}`.includes(values.only)) continue;
    for (const scene of SCENES) {
      const counts = await run(subject, program, scene, captures, objects);
      for (const reason of counts.reasons.keys()) reasons.add(reason);
      differing += counts.differing;
      show(rowOf(program, scene, counts));
    }
  }
}
show(`\nReasons: ${legend(reasons)}.\n`);

const [before, old, after] = readPage();
if (values.write && !skipped) writeFileSync(page, before + table + after);
else if (!skipped)
  console.log(old === table ? "\ndocs/scenes.md says the same" : "\ndocs/scenes.md says otherwise");
if (differing > 0 || (!skipped && !values.write && old !== table)) process.exitCode = 1;

function show(text: string): void {
  table += text;
  process.stdout.write(text);
}
