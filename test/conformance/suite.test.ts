import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { judge, parseVector, readVectors, type Verdict } from "../../cli/conformance-suite.ts";
import { assemble, disassemble, Machine } from "../../vm/index.ts";

/** The public suite lies beside the repository. */
const directory = fileURLToPath(new URL("../../../shared/conformance", import.meta.url));
const tests = await readVectors(join(directory, "tests"));
const negative = await readVectors(join(directory, "negative"));
const missing = tests && negative ? "" : " (skipped: there is no ../shared/conformance)";

type Code = Exclude<Verdict, { passed: true }>["code"];

/** Why each is refused, from what the file's name and comments say. */
const reasons: Record<string, { code: Code; message?: RegExp }> = {
  "empty.data": { code: "NO_PROGRAM" },
  "empty_instructions.data": { code: "NO_PROGRAM" },
  // Linux: R0 !read_ok.
  "error.data": { code: "BAD_PROGRAM", message: /r0 is read before it is written/ },
  // The high half of the file's result is off by one.
  "incorrect_return_value_high_bits.data": { code: "WRONG_RESULT" },
  "invalid_imm32_dec_range.data": { code: "OUT_OF_RANGE" },
  "invalid_imm32_hex_range.data": { code: "OUT_OF_RANGE" },
  "invalid_label.data": { code: "UNKNOWN_LABEL", message: /NOT_A_LABEL/ },
  "invalid_lock.data": { code: "OPERAND_COUNT" },
  "invalid_lock2.data": { code: "OPERAND_COUNT" },
  "invalid_mnemonic.data": { code: "UNKNOWN_MNEMONIC", message: /ldxq/ },
  "invalid_offset.data": { code: "BAD_OPERAND" },
  "invalid_offset_range.data": { code: "OUT_OF_RANGE" },
  "invalid_operand_count.data": { code: "OPERAND_COUNT" },
  "invalid_register.data": { code: "BAD_REGISTER", message: /%r50/ },
  "invalid_unknown_directive.data": { code: "UNKNOWN_DIRECTIVE" },
};

describe.skipIf(missing !== "")(`conformance${missing}`, () => {
  let machine: Machine;
  beforeAll(async () => {
    machine = await Machine.create({ engine: "interpreter" });
  });
  afterAll(() => machine.close());

  it("has the vectors that were counted", () => {
    expect([tests?.size, negative?.size]).toEqual([313, 60]);
  });

  it.each([...(tests ?? [])])("%s", (_name, text) => {
    expect(judge(text, machine)).toEqual({ passed: true, restated: [] });
  });

  it.each([...(negative ?? [])])("%s is refused for its reason", (name, text) => {
    const field = /^unused-.*-(dst|src|offset|imm)\.data$/.exec(name)?.[1]?.replace("offset", "off");
    const reason = field
      ? { code: "BAD_PROGRAM" as const, message: new RegExp(`reserved field ${field} |has no ${field} `) }
      : reasons[name];
    expect(judge(text, machine)).toMatchObject({
      passed: false,
      code: reason?.code,
      message: expect.stringMatching(reason?.message ?? /./),
    });
  });

  it.each([...(tests ?? [])])("%s comes back from its disassembly", (_name, text) => {
    const { program } = parseVector(text);
    const lines = disassemble({ instructions: program }, { syntax: "conformance" });
    expect(assemble(lines.map((line) => line.text).join("\n"))).toEqual(program);
  });
});
