import {
  type CollectionSpec,
  disassemble,
  INSN_SIZE,
  lineOf,
  MachineError,
  type ProgramSpec,
  type VerifiableProgram,
  verifiable,
  verify,
} from "../../vm/index.ts";
import type { AddCommand } from "../command-line.ts";
import { findProgram } from "../find-program.ts";
import { toJson } from "../json.ts";
import { loadObject, type TypeName, typeOption } from "../object.ts";
import { type Assignment, setOption } from "../options.ts";
import { table } from "../table.ts";
import { setVariables } from "../variables.ts";

interface Options {
  set?: Assignment[];
  type?: TypeName;
  json?: true;
}

export const addProgVerify: AddCommand = (parent, io) => {
  parent
    .command("verify")
    .description(
      "Tell which memory accesses and helper arguments are proved safe before a run, and why others are not.",
    )
    .argument("<OBJ>", "BPF object file, or its URL")
    .argument("[PROG]", "name of a function, or of a section that holds one program; all programs by default")
    .addOption(setOption())
    .addOption(typeOption())
    .option("--json", "print one JSON document")
    .addHelpText("after", "\nExample:\n  skbox prog verify bpf_lxc.o cil_from_container")
    .action(async (file: string, name: string | undefined, { set = [], type, json }: Options) => {
      const object = await loadObject(file, type);
      setVariables(object, file, set);
      const programs = name === undefined ? [...object.programs.values()] : [findProgram(object, file, name)];
      const reports = programs.map((program) => report(object, program, name !== undefined));
      io.out(json ? toJson(document(reports)) : text(reports));
    });
};

/** Something that a run has to check. */
interface Open {
  pc: number;
  disasm: string;
  line: ReturnType<typeof lineOf>;
  /** Of a helper call, which argument, from 1. */
  argument: number | null;
  reason: string;
}

interface Report {
  program: string;
  insns: number;
  unreachable: number;
  jumps: { total: number; decided: number };
  accesses: { total: number; proved: number };
  arguments: { total: number; proved: number };
  open: Open[];
  /** Why the program cannot be looked at, or null. */
  refused: string | null;
}

/** Throws MachineError for a program that was asked for by name and is refused. */
function report(object: CollectionSpec, program: ProgramSpec, named: boolean): Report {
  const result: Report = {
    program: program.name,
    insns: program.instructions.length / INSN_SIZE,
    unreachable: 0,
    jumps: { total: 0, decided: 0 },
    accesses: { total: 0, proved: 0 },
    arguments: { total: 0, proved: 0 },
    open: [],
    refused: null,
  };
  let input: VerifiableProgram;
  try {
    input = verifiable(object, program);
  } catch (error) {
    if (named || !(error instanceof MachineError)) throw error;
    return { ...result, refused: error.message };
  }
  const facts = verify(input);
  const texts = new Map(disassemble(program).map(({ pc, text }) => [pc, text]));
  const leave = (pc: number, argument: number | null, reason: string | null) => {
    const line = lineOf(program, pc);
    result.open.push({ pc, disasm: texts.get(pc)!, line, argument, reason: reason ?? "ARGUMENT_KIND" });
  };
  for (const { pc, row } of input.decoded) {
    if (!facts.isReachable(pc)) {
      result.unreachable++;
      continue;
    }
    if (row.form === "jump") {
      result.jumps.total++;
      if (facts.decided(pc) !== null) result.jumps.decided++;
    } else if (row.form === "load" || row.form === "store" || row.form === "atomic") {
      const { proved, reason } = facts.access(pc);
      result.accesses.total++;
      if (proved) result.accesses.proved++;
      else leave(pc, null, reason);
    } else if (row.form === "call") {
      for (const [i, { proved, memory }] of facts.arguments(pc).entries()) {
        result.arguments.total++;
        if (proved) result.arguments.proved++;
        else leave(pc, i + 1, memory?.reason ?? null);
      }
    }
  }
  return result;
}

/** What a check is needed for, by the reason that the verifier gives. */
const reasons: Readonly<Record<string, string>> = {
  ARGUMENT: "a function's argument may be anything",
  ARGUMENT_KIND: "not certainly what the helper takes",
  RESULT: "what a call returned may be anything",
  STALE: "a packet pointer from before the packet may have moved",
  JOINED: "depends on the way the program came",
  LOADED: "loaded from where that is not known well enough",
  OVERWRITTEN: "may have been overwritten on the stack",
  NULL_ARITHMETIC: "computed from a pointer that may be null",
  SCALAR: "a number, not a pointer",
  NULLABLE: "may be null",
  STACK_RANGE: "may be outside the stack",
  PACKET_RANGE: "may be outside the packet",
  PACKET_META_RANGE: "may be outside the packet's metadata",
  MAP_VALUE_RANGE: "may be outside the map's value",
  READ_ONLY: "the map is read-only",
  OPAQUE: "nothing that memory is read or written through",
  CONTEXT_FIELD: "no field of the context, or not at one place",
  ALIGNMENT: "an atomic that may not be aligned",
  SIZE: "the size is not known well enough",
};
const reasonText = (code: string): string => reasons[code] ?? code;

function totals(reports: readonly Report[]) {
  const sum = (count: (report: Report) => number) => reports.reduce((all, report) => all + count(report), 0);
  const counts = new Map<string, number>();
  for (const { open } of reports) {
    for (const { reason } of open) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return {
    insns: sum(({ insns }) => insns),
    unreachable: sum(({ unreachable }) => unreachable),
    jumps: sum(({ jumps }) => jumps.total),
    jumps_decided: sum(({ jumps }) => jumps.decided),
    accesses: sum(({ accesses }) => accesses.total),
    accesses_proved: sum(({ accesses }) => accesses.proved),
    arguments: sum((report) => report.arguments.total),
    arguments_proved: sum((report) => report.arguments.proved),
    reasons: Object.fromEntries([...counts].sort((a, b) => b[1] - a[1])),
  };
}

function document(reports: readonly Report[]) {
  return {
    programs: reports.map((report) => ({
      name: report.program,
      insns: report.insns,
      unreachable: report.unreachable,
      jumps: report.jumps.total,
      jumps_decided: report.jumps.decided,
      accesses: report.accesses.total,
      accesses_proved: report.accesses.proved,
      arguments: report.arguments.total,
      arguments_proved: report.arguments.proved,
      refused: report.refused,
      checked: report.open.map(({ pc, disasm, line, argument, reason }) => ({
        pc,
        disasm,
        argument,
        reason,
        message: reasonText(reason),
        src: line?.text.trim() ?? null,
        file: line?.file ?? null,
        line_num: line?.line ?? null,
      })),
    })),
    totals: totals(reports),
  };
}

function text(reports: readonly Report[]): string {
  const parts: string[] = [];
  for (const { program, open } of reports) {
    if (open.length === 0) continue;
    const lines = [`${program}:`];
    let last = "";
    for (const { pc, disasm, line, argument, reason } of open) {
      const place = line === null ? "" : `; ${line.file}:${line.line} ${line.text.trim()}`;
      if (place !== last && place !== "") lines.push(place);
      last = place;
      const what = argument === null ? "" : `argument ${argument}: `;
      lines.push(`${String(pc).padStart(4)}: ${disasm.padEnd(44)} ${what}${reasonText(reason)}`);
    }
    parts.push(`${lines.join("\n")}\n`);
  }
  const rows = reports.map(({ program, insns, unreachable, accesses, arguments: passed, jumps, refused }) =>
    refused === null
      ? [
          program,
          `${insns}`,
          `${unreachable}`,
          `${jumps.decided}`,
          ...[accesses, passed].flatMap(({ total, proved }) => [`${total}`, percent(proved, total)]),
        ]
      : [program, `${insns}`, "", "", "", refused, "", ""],
  );
  const all = totals(reports);
  if (reports.length > 1) {
    rows.push([
      "total",
      `${all.insns}`,
      `${all.unreachable}`,
      `${all.jumps_decided}`,
      `${all.accesses}`,
      percent(all.accesses_proved, all.accesses),
      `${all.arguments}`,
      percent(all.arguments_proved, all.arguments),
    ]);
  }
  parts.push(
    table(["program", "insns", "unreached", "decided", "accesses", "proved", "arguments", "proved"], rows),
  );
  const found = Object.entries(all.reasons);
  if (found.length > 0) {
    parts.push(
      table(
        ["checked", "why"],
        found.map(([reason, count]) => [`${count}`, reasonText(reason)]),
      ),
    );
  }
  return parts.join("\n");
}

const percent = (part: number, all: number): string =>
  all === 0 ? "" : `${((100 * part) / all).toFixed(part === all ? 0 : 2)}%`;
