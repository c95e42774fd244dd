import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { generatedFiles } from "../gen/files.ts";
import { instructions } from "../spec/isa.ts";
import { fusedOperations, internalOperations } from "../spec/operations.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Which rooms a room may import from, besides itself; and, of packages, which. */
const arrows: Record<string, { rooms: string[]; packages: string[] }> = {
  spec: { rooms: [], packages: [] },
  gen: { rooms: ["spec"], packages: ["node:child_process", "node:fs"] },
  assembly: { rooms: [], packages: [] },
  loader: { rooms: ["spec"], packages: [] },
  vm: { rooms: ["spec", "loader"], packages: ["@assemblyscript/loader"] },
  "vm/engines/kernel": {
    rooms: ["spec", "loader", "vm"],
    packages: ["koffi", "node:child_process", "node:fs", "node:url", "node:v8"],
  },
  cilium: { rooms: ["spec", "vm/index.ts"], packages: [] },
  cli: {
    rooms: ["vm/index.ts", "cilium/index.ts"],
    packages: [
      "commander",
      "cli-progress",
      "istanbul-lib-coverage",
      "istanbul-lib-report",
      "istanbul-reports",
      "node:crypto",
      "node:events",
      "node:fs",
      "node:fs/promises",
      "node:module",
      "node:os",
      "node:path",
      "node:process",
      "node:readline",
      "node:stream/promises",
      "node:url",
      "node:worker_threads",
      "yaml",
    ],
  },
  bench: {
    rooms: ["vm/index.ts"],
    packages: ["node:child_process", "node:fs", "node:os", "node:path", "node:url", "node:util", "node:v8"],
  },
  examples: {
    rooms: [],
    packages: ["skbox", "skbox/cilium", "node:fs", "node:fs/promises", "node:http", "node:url"],
  },
};

function files(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    return entry.isDirectory() ? files(path) : /\.(ts|mjs)$/.test(entry.name) ? [path] : [];
  });
}

/** The files of a room, without those of a room inside it. */
function filesOf(room: string): string[] {
  const inner = Object.keys(arrows).filter((other) => other.startsWith(`${room}/`));
  return files(join(root, room)).filter(
    (file) => !inner.some((other) => relative(root, file).startsWith(`${other}/`)),
  );
}

/** Import statements begin their line, so that text about imports (in gen/) is none; and `import("…")`. */
const importPattern =
  /(?:^(?:(?:import|export)\b[^"'\n]*\bfrom|import|\}\s*from)\s+["']|\bimport\(\s*["'])([^"'\n]+)["']/gm;

describe("architecture", () => {
  for (const [room, { rooms, packages }] of Object.entries(arrows)) {
    it(`${room} imports only ${[...rooms, ...packages].join(", ") || "itself"}`, () => {
      const wrong: string[] = [];
      for (const file of filesOf(room)) {
        for (const [, specifier] of readFileSync(file, "utf8").matchAll(importPattern)) {
          const local = specifier!.startsWith(".");
          const target = local ? relative(root, resolve(dirname(file), specifier!)) : specifier!;
          const fine = local
            ? target.startsWith(`${room}/`) ||
              rooms.some((allowed) => target === allowed || target.startsWith(`${allowed}/`))
            : packages.includes(target);
          if (!fine) wrong.push(`${relative(root, file)} imports ${target}`);
        }
      }
      expect(wrong).toEqual([]);
    });
  }

  it("the kernel engine, which needs Node, is imported only when it is asked for", () => {
    const wrong = filesOf("vm").filter((file) => {
      const text = readFileSync(file, "utf8").replace(/\bimport\(.*\)/g, "");
      return !file.endsWith("/engines/kernel.ts") && /from "[^"]*engines\/kernel[./]/.test(text);
    });
    expect(wrong).toEqual([]);
  });

  it("a command is loaded when it is called", () => {
    const loaded = new Set<string>();
    const load = (file: string) => {
      if (loaded.has(file)) return;
      loaded.add(file);
      const text = readFileSync(join(root, file), "utf8").replace(/\bimport\(.*?\)/g, "");
      for (const [statement, specifier] of text.matchAll(importPattern)) {
        const isLocal = specifier!.startsWith(".") && !statement.startsWith("import type");
        if (isLocal) load(relative(root, resolve(root, dirname(file), specifier!)));
      }
    };
    load("cli/main.ts");
    expect(loaded).toContain("vm/index.ts");
    expect([...loaded].filter((file) => file.startsWith("cli/commands/"))).toEqual([]);
  });

  it("verify and jit meet only in Facts", () => {
    const wrong: string[] = [];
    for (const [here, there] of [
      ["vm/verify", "vm/jit"],
      ["vm/jit", "vm/verify"],
    ] as const) {
      let inside: string[] = [];
      try {
        inside = files(join(root, here));
      } catch {
        continue;
      }
      for (const file of inside) {
        for (const [, specifier] of readFileSync(file, "utf8").matchAll(importPattern)) {
          const target = relative(root, resolve(dirname(file), specifier!));
          if (target.startsWith(`${there}/`) && !target.endsWith("/facts.ts"))
            wrong.push(`${file}: ${target}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  it("assembly/generated is what gen/ writes today (else run `npm run gen`)", () => {
    const stale = Object.entries(generatedFiles(new URL("../", import.meta.url)))
      .filter(([path, text]) => readFileSync(join(root, path), "utf8") !== text)
      .map(([path]) => path);
    expect(stale).toEqual([]);
  });

  describe("the interpreter's loops", () => {
    const wat = execFileSync(
      process.execPath,
      [join(root, "node_modules/wabt/bin/wasm2wat"), "--enable-all", join(root, "vm/core.wasm")],
      { encoding: "utf8", maxBuffer: 2 ** 28 },
    );
    const alone = instructions.length + internalOperations.length;

    it("dispatch through one br_table each that covers every operation, and so does what they leave to a call", () => {
      // One label per case and the default, each with a comment: `br_table 0 (;@5;) 1 (;@4;) …`.
      const tables = [...wat.matchAll(/br_table(.*)/g)].map(([, labels]) => labels!.match(/ \d+/g)!.length);
      const large = tables.filter((labels) => labels >= alone).sort((a, b) => a - b);
      expect(large).toEqual([alone + 1, alone + 1, alone + fusedOperations.length + 1]);
    });

    it("call nothing for an operation, and are small enough that V8 keeps their variables in registers", () => {
      const functions = wat.split("\n  (func ");
      const loop = functions.reduce((a, b) => (b.length > a.length ? b : a));
      expect(loop.match(/\bcall /g)).toHaveLength(1);
      // Beyond 8,192 values V8 13 and older fall back to a simpler allocator, and all of them live in memory.
      expect(loop.split("\n").length).toBeLessThan(20_000);
    });

    it("end with a jump, whose few bytes leave the loop's head in one line of the instruction cache", () => {
      expect(fusedOperations.at(-1)!.parts.at(-1)!.row.form).toBe("jump");
    });
  });
});
