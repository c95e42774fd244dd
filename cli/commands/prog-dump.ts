import { disassemble, hexByte, type LineInfo, Machine, type ProgramSpec } from "../../vm/index.ts";
import { toHex } from "../bytes.ts";
import type { AddCommand } from "../command-line.ts";
import { findProgram } from "../find-program.ts";
import { toJson } from "../json.ts";
import { loadObject } from "../object.ts";

interface Options {
  linum?: true;
  opcodes?: true;
  wat?: true;
  json?: true;
}

export const addProgDump: AddCommand = (parent, io) => {
  parent
    .command("dump")
    .description("Disassemble a program, with the lines of C that its instructions come from.")
    .argument("<OBJ>", "BPF object file, or its URL")
    .argument("<PROG>", "name of a function, or of a section that holds one program")
    .option("--linum", "add file, line and column to the lines of C")
    .option("--opcodes", "add the bytes of each instruction")
    .option("--wat", "print the WebAssembly that the JIT compiles it to, as text")
    .option("--json", "print one JSON document")
    .addHelpText("after", "\nExample:\n  skbox prog dump bpf_lxc.o cil_from_container --linum")
    .action(async (file: string, name: string, options: Options) => {
      const spec = await loadObject(file);
      const program = findProgram(spec, file, name);
      if (options.wat) {
        using machine = await Machine.create({ engine: "jit" });
        const wat = machine.load(spec).program(program.name).wat();
        io.out(options.json ? toJson({ program: program.name, wat }) : wat);
        return;
      }
      io.out(options.json ? toJson(document(program)) : text(program, options));
    });
};

const opcode = (bytes: Uint8Array): string => `(${hexByte(bytes[0]!)})`;

function document(program: ProgramSpec) {
  const { lines, functions } = indexed(program);
  return {
    program: program.name,
    insns: disassemble(program).map(({ pc, bytes, text }) => {
      const line = lines.get(pc);
      return {
        pc,
        disasm: `${opcode(bytes)} ${text}`,
        opcodes: toHex(bytes),
        ...(functions.has(pc) && { function: functions.get(pc) }),
        ...(line && { src: line.text.trim(), file: line.file, line_num: line.line, line_col: line.column }),
      };
    }),
  };
}

function text(program: ProgramSpec, { linum, opcodes }: Options): string {
  const { lines, functions } = indexed(program);
  const output: string[] = [];
  for (const { pc, bytes, text } of disassemble(program)) {
    const name = functions.get(pc);
    if (name !== undefined) output.push(`${pc > 0 ? "\n" : ""}${name}:`);
    const line = lines.get(pc);
    if (line) output.push(`; ${lineText(line, linum === true)}`);
    output.push(`${String(pc).padStart(4)}: ${opcode(bytes)} ${text}`);
    if (opcodes) output.push(`       ${Array.from(bytes, hexByte).join(" ")}`);
  }
  return `${output.join("\n")}\n`;
}

/** The line itself, where the object has its text. */
function lineText({ file, line, column, text }: LineInfo, linum: boolean): string {
  const place = linum ? `[file:${file} line_num:${line} line_col:${column}]` : text ? "" : `${file}:${line}`;
  return `${text.trim()} ${place}`.trim();
}

/** What stands before an instruction: the line of C that begins there, and the function. */
function indexed(program: ProgramSpec) {
  return {
    lines: new Map(program.lines.map((line) => [line.insn, line])),
    functions: new Map(program.functions.map(({ insn, name }) => [insn, name])),
  };
}
