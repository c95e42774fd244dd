// The protocol of Cilium's unit tests, on an object of our own; Linux judges the same object where it can be had.
import { describe, expect, it } from "vitest";
import { CollectionSpec, MachineError, unitTests } from "../../vm/index.ts";
import { kernelMissing, titled } from "../kernel/support.ts";
import { collection, insn, program } from "../support/program.ts";
import { object, results, statuses } from "./support.ts";

const outcomes = {
  "01_packet": "pass",
  "02_maps": "pass",
  "03_fail": "fail",
  "04_skip": "skip",
  "05_error": "error",
  "06_newer": "pass",
  "07_newer_fail": "fail",
  "08_newer_skip": "skip",
  "09_no_packet": "error",
  "10_two/two_one": "pass",
  "10_two/two_two": "fail",
  "11_no_code": "error",
  "12_metadata": "pass",
  "13_endless": "error",
  "14_difference": "fail",
  "15_broken_report": "fail",
  "16_static_slot": "pass",
};

describe("the protocol", () => {
  it("runs every check, in the order of the names, and knows old and new codes", async () => {
    const all = await results(object("protocol"), { budget: 1000 });
    expect(statuses(all)).toEqual(outcomes);
    expect([...all.keys()]).toEqual(Object.keys(outcomes));
  });

  it("tells where a test ended and what it returned", async () => {
    const all = await results(object("protocol"), { budget: 1000 });
    expect(all.get("11_no_code")).toMatchObject({ stage: "check", retval: 77, trap: null, error: null });
    expect(all.get("09_no_packet")).toMatchObject({ stage: "pktgen", retval: 100 });
    expect(all.get("13_endless")).toMatchObject({
      section: "tc/test/13_endless/check",
      stage: "setup",
      retval: null,
      trap: {
        code: "BUDGET",
        program: "endless",
        line: { text: expect.stringContaining("while (skb->len)") },
      },
    });
  });

  it("decodes what tests report", async () => {
    const all = await results(object("protocol"), { budget: 1000 });
    expect(all.get("03_fail")).toMatchObject({
      logs: [],
      subtests: [{ name: "sub", status: "fail", logs: [{ message: "-1 of 0x00ff%", line: null }] }],
    });
    const [log] = all.get("10_two/two_two")!.logs;
    expect(log).toMatchObject({
      message: "not so",
      line: { text: expect.stringContaining("fail(__LINE__)") },
    });
    expect(log!.line!.file).toMatch(/(^|\/)protocol\.c$/);
    expect(all.get("14_difference")!.packets).toEqual([
      {
        name: "frames",
        file: "protocol.c",
        line: "1",
        layer: "Ether",
        expected: Uint8Array.of(0xaa, 0xbb),
        got: Uint8Array.of(0xaa),
      },
    ]);
    expect(all.get("15_broken_report")!.logs.map(({ message }) => message)).toEqual(["abc", "xx"]);
  });

  it("says what an object lacks", async () => {
    const refusal = (spec: CollectionSpec) => {
      try {
        unitTests(spec);
      } catch (error) {
        if (error instanceof MachineError) return [error.code, error.fields];
        throw error;
      }
      return null;
    };
    const code = [insn("mov64_imm"), insn("exit")];
    expect(refusal(collection([program(code)]))).toEqual([
      "NO_UNIT_TESTS",
      { expected: "tc/test/NAME/check or xdp/test/NAME/check" },
    ]);
    expect(refusal(collection([program(code, { section: "tc/test/a/b/setup" })]))).toEqual([
      "NO_UNIT_TESTS",
      { expected: "tc/test/a/b/check", found: "tc/test/a/b/setup" },
    ]);
    const spec = await CollectionSpec.load(object("protocol"));
    expect(unitTests(spec).filter(({ section }) => section === "tc/test/10_two/check")).toEqual([
      {
        name: "10_two/two_one",
        section: "tc/test/10_two/check",
        pktgen: null,
        setup: null,
        check: "two_one",
      },
      {
        name: "10_two/two_two",
        section: "tc/test/10_two/check",
        pktgen: null,
        setup: null,
        check: "two_two",
      },
    ]);
  });

  it("gives an object without the protocol's maps a verdict", async () => {
    using machine = await (await import("../../vm/index.ts")).Machine.create();
    const spec = collection([
      program([insn("mov64_imm", { imm: 1 }), insn("exit")], { section: "tc/test/a/check" }),
    ]);
    const { runUnitTests } = await import("../../vm/index.ts");
    expect([...runUnitTests(machine.load(spec))]).toMatchObject([{ name: "a", status: "pass", logs: [] }]);
  });
});

describe("callbacks", () => {
  it("do what their object expects", async () => {
    const all = statuses(await results(object("callbacks")));
    expect(Object.values(all)).toEqual(new Array(10).fill("pass"));
  });

  it("spend the budget, one unit an iteration", async () => {
    const all = await results(object("callbacks"), { budget: 900 });
    expect(all.get("07_loop")!.trap).toMatchObject({ code: "BUDGET", program: "looping" });
    expect(all.get("04_array")!.status).toBe("pass");
  });
});

describe.skipIf(kernelMissing)(titled("the same objects on Linux", kernelMissing), () => {
  it("callbacks do what their object expects", async () => {
    const all = statuses(await results(object("callbacks"), { engine: "kernel" }));
    expect(Object.values(all)).toEqual(new Array(10).fill("pass"));
  });

  it("the protocol's tests come out the same", async () => {
    const all = await results(object("protocol"), { engine: "kernel" });
    expect(statuses(all)).toEqual(outcomes);
    expect(all.get("13_endless")!.error).toMatchObject({ code: "VERIFIER_REFUSED" });
  });
});
