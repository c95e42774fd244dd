/**
 * Writes `assembly/generated/` from `spec/`. With `--check` writes nothing and fails when a file is stale.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { generatedFiles } from "./files.ts";

const root = new URL("../../", import.meta.url);
const check = process.argv.includes("--check");
const stale: string[] = [];
for (const [path, text] of Object.entries(generatedFiles(root))) {
  const url = new URL(path, root);
  if (existsSync(url) && readFileSync(url, "utf8") === text) continue;
  stale.push(path);
  if (check) continue;
  mkdirSync(new URL(".", url), { recursive: true });
  writeFileSync(url, text);
}
if (stale.length > 0) console.log(`${check ? "stale" : "written"}: ${stale.join(", ")}`);
if (check && stale.length > 0) {
  console.error("run `npm run gen` and commit the result");
  process.exitCode = 1;
}
