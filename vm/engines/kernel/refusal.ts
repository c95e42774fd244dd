/** What the kernel's verifier says of a program that it refuses, in terms of the program as the object has it. */
import type { ProgramSpec } from "../../../loader/index.ts";
import { errnoName, MachineError } from "../../errors.ts";
import { lineOf } from "../../trap.ts";

/** Lines of the verifier's log that an error quotes. */
const LOG_LINES = 20;

/** VERIFIER_REFUSED. `pcOf` finds the instruction that is the reason for a slot of what was loaded. */
export function refusal(
  spec: ProgramSpec,
  number: number,
  log: string,
  pcOf: (slot: number) => number,
): MachineError {
  const lines = log.trimEnd().split("\n");
  // The verifier names each instruction before it says what is wrong with it.
  const slot = lines.findLast((line) => /^\d+: \(/.test(line));
  const pc = slot === undefined ? undefined : pcOf(Number.parseInt(slot, 10));
  const line = pc === undefined ? null : lineOf(spec, pc);
  const said = lines.findLast(
    (text) => text !== "" && !/^(processed|verification time|stack depth|\d+:)/.test(text),
  );
  return new MachineError(
    "VERIFIER_REFUSED",
    `program ${spec.name}: the kernel's verifier refuses it (${errnoName(number)})${said ? `: ${said}` : ""}`,
    {
      program: spec.name,
      errno: number,
      ...(pc !== undefined && { pc }),
      ...(line && { line }),
      log: lines.slice(-LOG_LINES).join("\n"),
    },
  );
}
