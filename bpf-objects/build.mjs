// Compiles every .c file of this folder, and of the gallery in buggy/, with clang and records what each object was made
// from.
//
//   node bpf-objects/build.mjs              rebuild in place, and objects.json with it
//   node bpf-objects/build.mjs --out DIR    the same into another folder
//   node bpf-objects/build.mjs --compiler   print the compiler that would be used, as JSON
//
// The environment variables CLANG and LLVM_STRIP name other tools than the first ones found.

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(here);
const folder = basename(here);
const majors = [19, 20, 21, 22, 18, 17];

/**
 * The last two keep the builder's paths and name out of the object: it comes out the same anywhere. Clang reads
 * the lines of C for the line information from the path below the compilation directory, so it has to run there.
 */
const flags = [
  "--target=bpfel",
  "-mcpu=v3",
  "-O2",
  "-g",
  "-Wall",
  "-Wextra",
  "-Werror",
  "-fdebug-compilation-dir=.",
  "-fno-ident",
];

const run = (command, args) => execFileSync(command, args, { cwd: root, encoding: "utf8" });

/** The first of these commands that answers, and what it says about its version. */
function find(commands) {
  for (const command of commands) {
    try {
      return { command, text: execFileSync(command, ["--version"], { encoding: "utf8", stdio: "pipe" }) };
    } catch {
      // Not installed under this name.
    }
  }
  return null;
}

function compiler() {
  const names = process.env.CLANG ? [process.env.CLANG] : ["clang", ...majors.map((n) => `clang-${n}`)];
  const found = find(names);
  const version = found && /clang version (\d+\.\d+\.\d+)/.exec(found.text)?.[1];
  return version ? { command: found.command, version } : null;
}

function stripper(version) {
  const major = version.split(".")[0];
  const names = process.env.LLVM_STRIP ? [process.env.LLVM_STRIP] : ["llvm-strip", `llvm-strip-${major}`];
  return find(names)?.command ?? null;
}

const sha256 = (path) => createHash("sha256").update(readFileSync(path)).digest("hex");

/** The files that clang read for this source, as it says itself (a make rule on standard output). */
function sourcesOf(clang, source) {
  const rule = run(clang, ["--target=bpfel", "-MM", `${folder}/${source}`]);
  const files = rule
    .replace(/\\\n/g, " ")
    .split(":")[1]
    .trim()
    .split(/\s+/)
    .map((file) => join(root, file));
  return Object.fromEntries(files.sort().map((file) => [relative(here, file), sha256(file)]));
}

/** The sources, as paths from this folder. */
const sources = ["", "buggy/"].flatMap((inner) =>
  readdirSync(join(here, inner))
    .filter((name) => name.endsWith(".c"))
    .map((name) => inner + name),
);

function build(clang, strip, out) {
  const objects = {};
  for (const source of sources) {
    const name = source.replace(/c$/, "o");
    const path = join(out, name);
    mkdirSync(dirname(path), { recursive: true });
    run(clang.command, [...flags, "-c", `${folder}/${source}`, "-o", path]);
    run(strip, ["-g", path]); // DWARF goes; .BTF and .BTF.ext, with the C lines, stay
    objects[name] = { sha256: sha256(path), sources: sourcesOf(clang.command, source) };
  }
  const record = { clang: clang.version, flags, objects };
  writeFileSync(join(out, "objects.json"), `${JSON.stringify(record, null, 2)}\n`);
  return record;
}

const { values } = parseArgs({ options: { out: { type: "string" }, compiler: { type: "boolean" } } });
const clang = compiler();
if (values.compiler) {
  console.log(JSON.stringify(clang));
} else {
  const strip = clang && stripper(clang.version);
  if (!clang || !strip) {
    console.error("bpf-objects: clang and llvm-strip are needed; CLANG and LLVM_STRIP can name them");
    process.exit(2);
  }
  const record = build(clang, strip, values.out ? resolve(values.out) : here);
  for (const [name, { sha256: hash }] of Object.entries(record.objects)) console.log(`${hash}  ${name}`);
}
