// Compiles assembly/ into vm/core.wasm, and puts a copy where dist/ looks for it; what is newer than all that it is made
// of stays. `npx skbox` in a checkout, `npm test` and `npm ci` build each time that they are called.

import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, readdirSync, statSync } from "node:fs";

const core = "vm/core.wasm";
const sources = ["assembly", "asconfig.json", "package-lock.json"];

/** When the file, or anything in the folder, was last changed; a folder changes as well when a file leaves it. */
const changed = (path) => {
  const { mtimeMs } = statSync(path);
  const inside = statSync(path).isDirectory()
    ? readdirSync(path).map((name) => changed(`${path}/${name}`))
    : [];
  return Math.max(mtimeMs, ...inside);
};

const built = statSync(core, { throwIfNoEntry: false })?.mtimeMs ?? 0;
if (built < Math.max(...sources.map(changed))) {
  const asc = ["node_modules/assemblyscript/bin/asc.js", "assembly/index.ts", "--target", "release"];
  const { status, stderr } = spawnSync(process.execPath, asc, {
    encoding: "utf8",
    stdio: ["ignore", "inherit", "pipe"],
  });
  // That the optimizer stopped before it found nothing more says nothing to whoever builds.
  process.stderr.write(stderr.replace(/^Last converge was suboptimal\.\n/m, ""));
  if (status !== 0) process.exit(status ?? 1);
}
mkdirSync("dist/vm", { recursive: true });
copyFileSync(core, "dist/vm/core.wasm");
