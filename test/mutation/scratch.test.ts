import { existsSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { mutants, newScratch, prepare } from "./scratch.ts";

let scratch = "";
afterEach(() => rmSync(dirname(scratch), { recursive: true }));

describe("the copy in which things are broken", () => {
  it("has every room of the project that tests reach", () => {
    scratch = newScratch();
    prepare(process.cwd(), scratch);
    const { include } = JSON.parse(readFileSync("tsconfig.build.json", "utf8"));
    expect(include.length).toBeGreaterThan(5);
    expect(include.filter((room: string) => room !== "bench" && !existsSync(join(scratch, room)))).toEqual(
      [],
    );
  });

  it("has every mutant, in both loops of the interpreter and in fused operations", () => {
    scratch = newScratch();
    prepare(process.cwd(), scratch);
    const interpreter = readFileSync(join(scratch, "assembly/generated/interpreter.ts"), "utf8");
    const helpers = mutants.filter(({ kind }) => kind === "helper");
    const count = (text: string, number: number) => text.split(`if (mutant == ${number}) `).length - 1;
    const alu = mutants.filter(({ how }) => how.startsWith("means "));
    expect(alu.length).toBeGreaterThan(80);
    // What the loops leave to a call is there once.
    expect(alu.filter(({ number }) => count(interpreter, number) === 0)).toEqual([]);
    expect(alu.filter(({ number }) => count(interpreter, number) >= 2).length).toBeGreaterThan(60);
    expect(alu.some(({ number }) => count(interpreter, number) > 10)).toBe(true);
    expect(helpers.length).toBeGreaterThan(50);
  });
});
