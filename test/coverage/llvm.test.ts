/**
 * Line coverage against an independent count: the instructions that a trace says ran, one by one, at the lines that
 * `llvm-objdump --line-numbers` says they come from, which it reads from DWARF and not from BTF.
 */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { Coverage, coverageObject } from "../../vm/coverage.ts";
import { CollectionSpec, Machine } from "../../vm/index.ts";

const objects = process.env.SKBOX_OBJECTS ?? "";
const file = join(objects, "cilium-core/bpf_lxc.o");
const objdump = ["llvm-objdump", "llvm-objdump-19"].find((name) => {
  try {
    execFileSync(name, ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
});
const missing = !objdump
  ? "there is no llvm-objdump"
  : objects === ""
    ? "SKBOX_OBJECTS is not set"
    : existsSync(file)
      ? ""
      : `there is no ${file}`;

const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex.replace(/ /g, ""), "hex"));
const arp = bytes(
  "ffffffffffff dededededede 0806 0001 0800 06 04 0001 dededededede 0a000105 000000000000 0a000101",
);
const syn = bytes(
  "0a1b2c3d4e5f dededededede 0800 4500002800010000400666c6 0a000105 0a000209 9c40 0050 00000001 00000000 5002 faf0 0000 0000",
);

/** By program: the file and line of each instruction slot. */
function linesFromDwarf(): Map<string, Map<number, string>> {
  const text = execFileSync(objdump!, ["-d", "--line-numbers", "--no-show-raw-insn", file], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  const programs = new Map<string, Map<number, string>>();
  let lines = new Map<number, string>();
  let first: number | null = null;
  let place = "";
  for (const line of text.split("\n")) {
    const label = /^[0-9a-f]+ <(\w+)>:$/.exec(line)?.[1];
    const at = /^; (.+:\d+)$/.exec(line)?.[1];
    const slot = /^ +(\d+):\t/.exec(line)?.[1];
    if (label !== undefined) {
      lines = new Map();
      programs.set(label, lines);
      [first, place] = [null, ""];
    } else if (at !== undefined) place = at.replace(/\/\.\//g, "/");
    else if (slot !== undefined) {
      first ??= Number(slot);
      lines.set(Number(slot) - first, place);
    }
  }
  return programs;
}

describe.skipIf(missing !== "")(
  `lines of cilium-core/bpf_lxc.o${missing && ` (skipped: ${missing})`}`,
  () => {
    let dwarf: ReturnType<typeof linesFromDwarf>;
    let spec: CollectionSpec;
    let coverage: Coverage;
    const executed = new Map<string, Map<number, number>>();

    beforeAll(async () => {
      dwarf = linesFromDwarf();
      spec = await CollectionSpec.load(file);
      spec.set({ endpoint_ipv4: "10.0.1.5", interface_mac: "0a:1b:2c:3d:4e:5f" });
      const packets = [arp, syn, syn, arp];
      {
        using machine = await Machine.create();
        const recording = machine.recordCoverage();
        const collection = machine.load(spec);
        for (const data of packets) collection.program("cil_from_container").run({ data });
        coverage = recording.of(collection);
      }
      using machine = await Machine.create();
      const program = machine.load(spec).program("cil_from_container");
      for (const data of packets) {
        const { trace } = program.trace({ data, level: "insns" });
        expect(trace.dropped).toBe(0);
        for (const event of trace.events) {
          if (event.event !== "insn") continue;
          const counts = executed.get(event.program) ?? new Map<number, number>();
          executed.set(event.program, counts);
          counts.set(event.pc, (counts.get(event.pc) ?? 0) + 1);
        }
      }
    });

    it.each([
      ["cil_from_container", 4],
      ["tail_handle_arp", 2],
      ["tail_handle_ipv4_cont", 2],
    ])("of %s, which ran %d times", (name, runs) => {
      const program = spec.programs.get(name)!;
      const { programs, ...run } = coverage.toRun("");
      const own = new Coverage(coverageObject({ programs: new Map([[name, program]]) }));
      own.add({ ...run, programs: { [name]: programs[name] } });
      const found = own
        .files()
        .flatMap(({ path, lines }) => lines.map(({ line, hits }) => [`${path}:${line}`, hits]));

      const lines = dwarf.get(name)!;
      // What is before the first statement is at the function's brace in DWARF, and at its name in BTF.
      const [brace, begin] = [lines.get(0)!, program.lines[0]!];
      expect(Number(brace.slice(brace.lastIndexOf(":") + 1)) - begin.line).toBeOneOf([0, 1]);
      const expected = new Map<string, number>();
      let before = true;
      for (const [pc, place] of lines) {
        before &&= place === brace;
        const at = before ? `${begin.file.replace(/\/\.\//g, "/")}:${begin.line}` : place;
        expected.set(at, Math.max(expected.get(at) ?? 0, executed.get(name)?.get(pc) ?? 0));
      }
      expect(Math.max(...expected.values())).toBe(runs);
      expect([...expected.values()]).toContain(0);
      expect(found.sort()).toEqual([...expected].sort());
    });
  },
);
