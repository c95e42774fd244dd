/** What a campaign finds by itself, and that it is the same each time. */
import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { contexts } from "../../spec/contexts.ts";
import { readInvariants } from "../../vm/fuzz/invariants.ts";
import { CollectionSpec, Machine } from "../../vm/index.ts";
import { type Code, collection, insn, map, mapPointer, program } from "../support/program.ts";
import { bundled, campaign } from "./support.ts";

const zeros = { data: new Uint8Array(64), linear: 0, ctx: {}, scene: { variables: new Map(), elements: [] } };
const skb = contexts.find(({ programType }) => programType === "SCHED_CLS")!;
const objects = process.env.SKBOX_OBJECTS;

describe("from a packet of zeros", () => {
  it("the ARP reply and the IPv4 path of the bundled object are discovered", async () => {
    using fuzz = await campaign({ spec: bundled(), program: "cil_from_container" });
    await fuzz.add(zeros);
    await fuzz.until(600_000);
    expect(fuzz.findings.size).toBe(0);

    using machine = await Machine.create();
    const program = machine.load(bundled()).program("cil_from_container");
    const runs = fuzz.corpus.entries.map(({ input }) => ({ input, run: program.run({ data: input.data }) }));
    // RFC 826: the answer goes to who asked, and has the two ends exchanged.
    const replies = runs.filter(({ run }) => run.action === "TC_ACT_REDIRECT");
    expect(replies.length).toBeGreaterThan(0);
    for (const { input, run } of replies) {
      const [asked, answer] = [input.data, run.dataOut];
      expect([...answer.subarray(12, 14)]).toEqual([0x08, 0x06]);
      expect([...asked.subarray(20, 22), ...answer.subarray(20, 22)]).toEqual([0, 1, 0, 2]);
      expect(answer.subarray(0, 6)).toEqual(asked.subarray(6, 12));
      expect(answer.subarray(28, 32)).toEqual(asked.subarray(38, 42));
      expect(answer.subarray(38, 42)).toEqual(asked.subarray(28, 32));
    }
    // As far as a packet gets with an empty policy.
    const ways = runs.map(({ run }) => run.tailCalls?.join(" "));
    expect(ways).toContain("tail_handle_ipv4 tail_ipv4_ct_egress tail_handle_ipv4_cont tail_drop_notify");
  });

  const lxc = `${objects}/cilium-core/bpf_lxc.o`;
  describe.skipIf(!objects || !existsSync(lxc))("cilium-core/bpf_lxc.o (SKBOX_OBJECTS)", () => {
    it("the ARP, IPv4 and IPv6 paths are discovered", async () => {
      const spec = await CollectionSpec.load(lxc);
      spec.set({ interface_mac: "0a:1b:2c:3d:4e:5f", endpoint_ipv4: "10.0.1.5", interface_ifindex: 1 });
      using fuzz = await campaign({ spec, program: "cil_from_container" });
      await fuzz.add(zeros);
      await fuzz.until(3_000_000);
      expect(fuzz.findings.size).toBe(0);
      using machine = await Machine.create();
      const program = machine.load(spec).program("cil_from_container");
      const runs = fuzz.corpus.entries.map(({ input }) => program.run({ data: input.data }));
      const called = new Set(runs.flatMap(({ tailCalls }) => tailCalls!));
      for (const name of ["tail_handle_arp", "tail_handle_ipv4", "tail_handle_ipv6"]) {
        expect(called).toContain(name);
      }
      expect(runs.some(({ action }) => action === "TC_ACT_REDIRECT")).toBe(true);
    }, 240_000);
  });
});

it("the same seed gives the same corpus, another one another", async () => {
  const run = async (seed: number) => {
    using fuzz = await campaign({ spec: bundled(), program: "cil_from_container", seed });
    await fuzz.until(60_000);
    return fuzz.corpus.entries.map(({ input }) => [...input.data].join());
  };
  const [first, again, other] = [await run(3), await run(3), await run(4)];
  expect(again).toEqual(first);
  expect(other).not.toEqual(first);
});

it("without feedback nothing is kept", async () => {
  using fuzz = await campaign({ spec: bundled(), program: "cil_from_container", feedback: false });
  await fuzz.until(20_000);
  expect(fuzz.corpus.entries).toHaveLength(1);
  expect(fuzz.dictionary.size).toBe(0);
});

describe("what is wrong", () => {
  const exit = insn("exit");
  const mov = (dst: number, imm: number) => insn("mov64_imm", { dst, imm });
  const LOAD_BYTES = 26;
  /** Loads 4 bytes from offset 16 to r10 - 8, and goes on behind the next two only if they are `value`. */
  const unless = (value: number, skipped: number): Code => [
    mov(2, 16),
    insn("mov64_reg", { dst: 3, src: 10 }),
    insn("add64_imm", { dst: 3, imm: -8 }),
    mov(4, 4),
    insn("call_helper", { imm: LOAD_BYTES }),
    insn("ldxw", { dst: 1, src: 10, off: -8 }),
    insn("jne32_imm", { dst: 1, imm: value, off: skipped }),
  ];
  const find = async (code: Code, maps = [map("calls", "PROG_ARRAY", { valueSize: 4, maxEntries: 1 })]) => {
    const spec = collection([program(code)], maps);
    using fuzz = await campaign({ spec, program: "prog" });
    await fuzz.until(100_000);
    return [...fuzz.findings.values()];
  };

  it("a trap, with the least packet that shows it", async () => {
    const code = [
      ...unless(0x12345678, 2),
      mov(1, 0),
      insn("ldxb", { dst: 0, src: 1, off: 0 }),
      mov(0, 0),
      exit,
    ];
    const [finding, ...more] = await find(code);
    expect(more).toEqual([]);
    expect(finding).toMatchObject({ kind: "trap", trap: { code: "NULL_DEREFERENCE", pc: 8 } });
    expect([...finding!.input.data]).toEqual([...new Array(16).fill(0), 0x78, 0x56, 0x34, 0x12]);
  });

  it("a loop that does not end", async () => {
    const code = [...unless(77, 1), insn("ja", { off: -1 }), mov(0, 0), exit];
    expect(await find(code)).toMatchObject([{ kind: "trap", trap: { code: "BUDGET" } }]);
  });

  it("programs that tail-call each other for ever", async () => {
    const calls = map("calls", "PROG_ARRAY", {
      valueSize: 4,
      maxEntries: 1,
      values: [{ slot: 0, target: { kind: "program", name: "prog" } }],
    });
    const code: Code = [
      insn("mov64_reg", { dst: 6, src: 1 }),
      ...unless(0x0a0b0c0d, 5),
      insn("mov64_reg", { dst: 1, src: 6 }),
      mapPointer(2, "calls"),
      mov(3, 0),
      insn("call_helper", { imm: 12 }),
      mov(0, 0),
      exit,
    ];
    expect(await find(code, [calls])).toMatchObject([{ kind: "tail_calls", program: "prog" }]);
  });

  it("a result that depends on stack that nobody wrote", async () => {
    const code = [...unless(0x55667788, 1), insn("ldxb", { dst: 0, src: 10, off: -16 }), mov(1, 0), exit];
    code.splice(0, 0, mov(0, 0));
    // The result of the helper is 0, and stays so where the packet does not match.
    expect(await find(code)).toMatchObject([{ kind: "stack", differences: [{ what: "retval" }] }]);
  });

  it("an invariant that is broken", async () => {
    const document = {
      invariants: [{ name: "no redirect", when: "in.length > 20", never: "verdict == REDIRECT" }],
    };
    const spec = collection([program([...unless(0x01020304, 2), mov(0, 7), exit, mov(0, 0), exit])]);
    using fuzz = await campaign({ spec, program: "prog", invariants: readInvariants(document, skb) });
    await fuzz.until(100_000);
    const [finding] = [...fuzz.findings.values()];
    expect(finding).toMatchObject({ kind: "invariant", name: "no redirect" });
    expect(finding!.input.data).toHaveLength(21);
  });
});

it("map elements are varied", async () => {
  // 7 where the array's element is 0x1234.
  const lookup: Code = [
    insn("stw", { dst: 10, off: -4, imm: 0 }),
    mapPointer(1, "array"),
    insn("mov64_reg", { dst: 2, src: 10 }),
    insn("add64_imm", { dst: 2, imm: -4 }),
    insn("call_helper", { imm: 1 }),
    insn("jeq64_imm", { dst: 0, imm: 0, off: 4 }),
    insn("ldxw", { dst: 1, src: 0, off: 0 }),
    insn("jne32_imm", { dst: 1, imm: 0x1234, off: 2 }),
    mov64(0, 7),
    insn("exit"),
    mov64(0, 0),
    insn("exit"),
  ];
  const spec = collection([program(lookup)], [map("array", "ARRAY", { valueSize: 4, maxEntries: 1 })]);
  const document = { invariants: [{ name: "never 7", never: "retval == 7" }] };
  using fuzz = await campaign({
    spec,
    program: "prog",
    vary: ["packet", "maps"],
    invariants: readInvariants(document, skb),
  });
  await fuzz.until(2_000_000);
  const [finding] = [...fuzz.findings.values()];
  expect(finding?.input.scene.elements).toMatchObject([
    { map: "array", value: Uint8Array.of(0x34, 0x12, 0, 0) },
  ]);
});

const mov64 = (dst: number, imm: number) => insn("mov64_imm", { dst, imm });
