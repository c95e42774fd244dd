import { describe, expect, it } from "vitest";
import { instructions, rowIndex } from "../../spec/isa.ts";
import { excludedRows } from "./excluded.ts";
import { generate } from "./generator.ts";
import { type Piece, specOf, textOf } from "./program.ts";
import { shrink } from "./shrink.ts";

const SEED = 1;
const names = instructions.map(({ name }) => name);

describe("generated programs", () => {
  it("are the same for the same seed", () => {
    const [a, b, other] = [generate(7, 3), generate(7, 3), generate(7, 4)];
    expect(textOf(a)).toBe(textOf(b));
    expect(textOf(a)).not.toBe(textOf(other));
  });

  it("execute every row that is not excluded, and have no other", () => {
    const executed = new Set<string>();
    const present = new Set<string>();
    for (let index = 0; index < 300; index++) {
      const program = generate(SEED, index);
      for (const row of program.executed.keys()) executed.add(row);
      const { instructions: code } = specOf(program.type, textOf(program));
      const view = new DataView(code.buffer);
      for (let at = 0; at < code.length; at += 8) {
        const [off, imm] = [view.getInt16(at + 2, true), view.getInt32(at + 4, true)];
        const row = instructions[rowIndex(code[at]!, code[at + 1]! >> 4, off, imm)]!;
        present.add(row.name);
        if (row.form === "lddw") at += 8;
      }
    }
    const possible = names.filter((name) => !Object.hasOwn(excludedRows, name));
    expect([...executed].sort()).toEqual([...possible].sort());
    expect([...present].sort()).toEqual([...possible].sort());
    expect(Object.keys(excludedRows).filter((name) => !names.includes(name))).toEqual([]);
  });
});

describe("shrinking", () => {
  const line = (text: string): Piece => ({ parts: [text] });
  const program = {
    type: "SCHED_CLS" as const,
    functions: [
      {
        name: "main",
        head: ["head"],
        body: [
          line("alpha"),
          { parts: ["open", line("beta"), { parts: ["deep", line("gamma")] }, "close"] },
          line("delta"),
        ],
        tail: ["exit"],
      },
    ],
  };
  const textWith = (wanted: string[]) =>
    textOf(shrink(program, (candidate) => wanted.every((one) => textOf(candidate).includes(one))));

  it("leaves out what is not needed and keeps head and tail", () => {
    expect(textWith([])).toBe("main:\nhead\nexit\n");
    expect(textWith(["delta"])).toBe("main:\nhead\ndelta\nexit\n");
  });

  it("takes pieces out of the ones around them", () => {
    expect(textWith(["gamma"])).toBe("main:\nhead\ngamma\nexit\n");
    expect(textWith(["open", "gamma"])).toBe("main:\nhead\nopen\ngamma\nclose\nexit\n");
  });
});
