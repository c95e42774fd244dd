import { describe, expect, it } from "vitest";
import { conformance } from "../../cli/conformance-command.ts";
import { assemble } from "../../vm/index.ts";
import { hex } from "../support/program.ts";

async function plugin(args: string[], stdin = ""): Promise<{ code: number; out: string; err: string }> {
  let out = "";
  let err = "";
  const code = await conformance(args, {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    stdin: async function* () {
      yield new TextEncoder().encode(stdin);
    },
    color: false,
    columns: 80,
  });
  return { code, out, err };
}

const load = hex(assemble("ldxdw %r0, [%r1]\nexit"));

describe("skbox-conformance", () => {
  it("reads the program from standard input as the public runner writes it", async () => {
    const spaced = load.replace(/../g, "$&  ");
    expect(await plugin(["88 77 66 55 44 33 22 f1 "], `${spaced}\n`)).toEqual({
      code: 0,
      out: "f122334455667788\n",
      err: "",
    });
  });

  it("takes the program as an option, and needs no memory", async () => {
    const program = hex(assemble("mov %r0, -1\nexit"));
    expect(await plugin(["--program", program])).toMatchObject({ code: 0, out: "ffffffffffffffff\n" });
    expect(await plugin(["--program", load, "0102030405060708"])).toMatchObject({ out: "807060504030201\n" });
  });

  it.each([
    ["a program that is no hex", ["--program", "xx"], /program is no hexadecimal/],
    ["an odd digit of memory", ["--program", load, "012"], /memory is no hexadecimal/],
    ["no program", [], /0 bytes are no instructions/],
    ["a broken program", ["--program", "9500000000000001"], /reserved field imm of exit/],
    ["a trap", ["--program", load, "00"], /OUT_OF_BOUNDS at instruction 0/],
    ["an unknown option", ["--nonsense"], /unknown option/],
  ])("fails with a message on %s", async (_what, args, message) => {
    const { code, out, err } = await plugin(args);
    expect([code, out]).toEqual([1, ""]);
    expect(err).toMatch(message);
  });

  it("says that it skips a suite that is not there", async () => {
    expect(await plugin(["--suite", "/nowhere"])).toMatchObject({
      code: 0,
      out: expect.stringMatching(/skipped/),
    });
  });
});
