import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { CollectionSpec, Machine, MachineError, VariableSpec } from "../../vm/index.ts";
import { bytes, type Code, collection, hex, insn, map, mapPointer, program } from "../support/program.ts";

const lxcObject = new Uint8Array(readFileSync(new URL("../../bpf-objects/lxc.o", import.meta.url)));
const example = (name: string) =>
  bytes(readFileSync(new URL(`../../examples/${name}.hex`, import.meta.url), "utf8"));
const arp = example("arp-request");
const frame = new Uint8Array(60);

const done: Code = [insn("mov64_imm", { dst: 0, imm: 0 }), insn("exit")];
/** Returns the word of the context at `offset`. */
const contextWord = (offset: number) =>
  program([insn("ldxw", { dst: 0, src: 1, off: offset }), insn("exit")]);
/** counter[0] += 1, and returns what was there. */
const count: Code = [
  insn("stw", { dst: 10, off: -4, imm: 0 }),
  mapPointer(1, "counter"),
  insn("mov64_reg", { dst: 2, src: 10 }),
  insn("add64_imm", { dst: 2, imm: -4 }),
  insn("call_helper", { imm: 1 }),
  insn("mov64_imm", { dst: 1, imm: 1 }),
  insn("lock_fetch_add64", { dst: 0, src: 1 }),
  insn("mov64_reg", { dst: 0, src: 1 }),
  insn("exit"),
];
const counter = map("counter", "ARRAY", { maxEntries: 1 });

async function codeOf(action: () => unknown): Promise<string> {
  try {
    await action();
  } catch (error) {
    if (error instanceof MachineError) return error.code;
    throw error;
  }
  return "nothing";
}

describe("a run", () => {
  it("tells its context as any other property, when it is asked, and as it was then", async () => {
    const machine = await Machine.create();
    const prog = machine.load(collection([program(done)])).program("prog");
    const first = prog.run({ data: frame, ctx: { mark: 7 } });
    prog.run({ data: frame, ctx: { mark: 8 } });
    expect(first.ctxOut).toMatchObject({ mark: 7, len: 60, cb: [0, 0, 0, 0, 0] });
    expect({ ...first }.ctxOut).toBe(first.ctxOut);
    expect(
      JSON.parse(JSON.stringify(first, (_, value) => (typeof value === "bigint" ? `${value}` : value))),
    ).toMatchObject({ retval: 0, ctxOut: { mark: 7 } });
  });
});

describe("a batch", () => {
  it("gives every packet its own verdict and goes on behind one that is stopped", async () => {
    // Reads the byte at offset 50: shorter packets are stopped.
    const spec = program([
      insn("ldxw", { dst: 2, src: 1, off: 76 }),
      insn("ldxb", { dst: 0, src: 2, off: 50 }),
      insn("exit"),
    ]);
    const machine = await Machine.create();
    const prog = machine.load(collection([spec])).program("prog");
    const packets = Array.from({ length: 100 }, (_, i) => new Uint8Array(i % 10 === 3 ? 40 : 60).fill(i));
    const outcomes = prog.runBatch(packets);
    for (const [i, { retval, trap }] of outcomes.entries()) {
      expect([i, retval, trap?.code]).toEqual(i % 10 === 3 ? [i, null, "OUT_OF_BOUNDS"] : [i, i, undefined]);
    }
  });

  it("gives what single runs give", async () => {
    const machine = await Machine.create();
    const prog = machine.load(CollectionSpec.parse(lxcObject)).program("cil_from_container");
    const packets = [arp, arp.slice(0, 41), example("unknown-ethertype"), arp];
    expect(prog.runBatch(packets).map(({ retval, redirectIfindex }) => [retval, redirectIfindex])).toEqual([
      [7, 14],
      [0, 0],
      [2, 0],
      [7, 14],
    ]);
  });
});

describe.each(["interpreter", "jit"] as const)("packets at little cost, %s", (engine) => {
  /** Returns the byte at offset 50 and the mark; shorter packets are stopped. */
  const peeking = program([
    insn("ldxw", { dst: 2, src: 1, off: 76 }),
    insn("ldxw", { dst: 3, src: 1, off: 8 }),
    insn("ldxb", { dst: 0, src: 2, off: 50 }),
    insn("add64_reg", { dst: 0, src: 3 }),
    // What the next packet must not find.
    insn("stw", { dst: 1, off: 8, imm: 0x7777 }),
    insn("stb", { dst: 2, off: 50, imm: 0x77 }),
    insn("exit"),
  ]);
  const packet = (value: number, length = 60) => new Uint8Array(length).fill(value);

  it("are run again from memory as they were given, whatever else the machine did", async () => {
    const machine = await Machine.create({ engine });
    const loaded = machine.load(collection([peeking], [counter]));
    const prog = loaded.program("prog");
    const given = [packet(1), packet(2, 40), packet(3, 700)];
    const batch = prog.batch(given, { ctx: { mark: 0x100 } });
    given[0]!.fill(9);
    const seen = () => {
      batch.run();
      return batch.outcomes().map(({ retval, trap }) => retval ?? trap?.code);
    };
    expect(seen()).toEqual([0x101, "OUT_OF_BOUNDS", 0x103]);
    expect(seen()).toEqual([0x101, "OUT_OF_BOUNDS", 0x103]);
    expect(prog.run({ data: packet(4), ctx: { mark: 0x200 } }).retval).toBe(0x204);
    loaded.map("counter").update(0, new Uint8Array(8).fill(0xee));
    expect(seen()).toEqual([0x101, "OUT_OF_BOUNDS", 0x103]);
    const before = machine.snapshot();
    machine.restore(before);
    expect(seen()).toEqual([0x101, "OUT_OF_BOUNDS", 0x103]);
  });

  it("have verdicts and nothing else, with the context that was asked for", async () => {
    const machine = await Machine.create({ engine });
    const prog = machine.load(collection([peeking])).program("prog");
    const ctx = { mark: 0x100 };
    const [marked, plain] = [prog.verdicts({ ctx }), prog.verdicts()];
    ctx.mark = 0x900;
    for (let i = 0; i < 300; i++) {
      expect([marked(packet(5)), plain(packet(6)), marked(packet(7, 40)), plain(packet(8, 2000))]).toEqual([
        0x105,
        6,
        null,
        8,
      ]);
    }
    expect(prog.run({ data: packet(7, 40) }).trap?.code).toBe("OUT_OF_BOUNDS");
    expect(await codeOf(() => marked(new Uint8Array(13)))).toBe("BAD_INPUT");
    machine.close();
    expect(await codeOf(() => plain(packet(1)))).toBe("CLOSED");
  });
});

describe("snapshots", () => {
  it("bring back maps, also those that programs changed, as often as wanted", async () => {
    const machine = await Machine.create();
    const loaded = machine.load(collection([program(count)], [counter]));
    const prog = loaded.program("prog");
    expect(prog.run({ data: frame }).retval).toBe(0);
    const snapshot = machine.snapshot();
    for (let round = 0; round < 3; round++) {
      expect(prog.run({ data: frame }).retval).toBe(1);
      expect(prog.run({ data: frame }).retval).toBe(2);
      machine.restore(snapshot);
      expect(hex(loaded.map("counter").lookup(0)!)).toBe("0100000000000000");
    }
  });

  it("nest", async () => {
    const machine = await Machine.create();
    const prog = machine.load(collection([program(count)], [counter])).program("prog");
    const outer = machine.snapshot();
    prog.run({ data: frame });
    const inner = machine.snapshot();
    prog.run({ data: frame });
    machine.restore(inner);
    expect(prog.run({ data: frame }).retval).toBe(1);
    machine.restore(outer);
    expect(prog.run({ data: frame }).retval).toBe(0);
  });
});

describe("a program", () => {
  const tail: Code = [
    mapPointer(2, "calls"),
    insn("mov64_imm", { dst: 3, imm: 0 }),
    insn("call_helper", { imm: 12 }),
  ];
  const calls = map("calls", "PROG_ARRAY", { valueSize: 4, maxEntries: 1 });
  const slot = { tailCall: { map: "calls", slot: 0 } };

  it("that a tail call reaches for the first time behind a snapshot runs again once that is gone back to", async () => {
    const machine = await Machine.create();
    const loaded = machine.load(
      collection([program([...tail, ...done]), program(count, { name: "count", ...slot })], [calls, counter]),
    );
    const snapshot = machine.snapshot();
    for (let i = 0; i < 3; i++) {
      const { retval, tailCalls } = loaded.program("prog").run({ data: frame });
      expect([retval, tailCalls]).toEqual([0, ["count"]]);
      machine.restore(snapshot);
      // Takes the memory that going back has freed.
      machine.load(collection([], [map(`other${i}`, "ARRAY", { maxEntries: 5000 })]));
    }
  });

  it.each(["interpreter", "jit"] as const)("of the %s is what it was when it was loaded", async (engine) => {
    const machine = await Machine.create({ engine });
    const spec = collection([program([insn("mov64_imm", { dst: 0, imm: 7 }), insn("exit")])]);
    const loaded = machine.load(spec);
    spec.programs.get("prog")!.instructions.fill(0xff);
    expect(loaded.program("prog").run({ data: frame }).retval).toBe(7);
  });
});

describe("variables", () => {
  const variable = new VariableSpec(
    { name: "v", map: ".data", offset: 0, size: 8, style: "immediate", typeId: null },
    map(".data", "ARRAY", { data: bytes("8877665544332211") }),
  );
  /** Returns the upper half of what the first instruction loads. */
  const upperHalf: Code = [
    insn("lddw", { dst: 0 }),
    new Uint8Array(8),
    insn("rsh64_imm", { dst: 0, imm: 32 }),
    insn("exit"),
  ];
  const run = async (insns: readonly number[]) => {
    const references = insns.map((at) => ({ kind: "variable", insn: at, variable: "v", offset: 0 }) as const);
    const programs = new Map([["prog", program(upperHalf, { references })]]);
    const spec = new CollectionSpec({ programs, variables: new Map([["v", variable]]), license: "GPL" });
    return (await Machine.create()).load(spec).program("prog").run({ data: frame }).retval;
  };

  it("are in both halves of an lddw", async () => {
    expect(await run([0])).toBe(0x1122_3344);
  });

  it("are no maps", async () => {
    const references = [{ kind: "variable", insn: 0, variable: "v", offset: 0 } as const];
    const code = program([insn("lddw_map_fd", { dst: 1 }), new Uint8Array(8), ...done], { references });
    const spec = new CollectionSpec({
      programs: new Map([["prog", code]]),
      variables: new Map([["v", variable]]),
    });
    expect(await codeOf(async () => (await Machine.create()).load(spec))).toBe("BAD_PROGRAM");
  });

  it("change no other instruction, and nothing outside of the program", async () => {
    expect(await run([0, 1, 2, 3, 4, 1000, -1, 0.5])).toBe(0x1122_3344);
  });
});

describe("collections of one machine", () => {
  it("share what is pinned by name, and nothing else", async () => {
    const machine = await Machine.create();
    const own = collection([program(count)], [counter]);
    const pinned = collection([program(count)], [{ ...counter, pinning: 1, pinByName: true }]);
    const run = (spec: CollectionSpec, options = {}) =>
      machine.load(spec, options).program("prog").run({ data: frame }).retval;
    expect([run(own), run(own)]).toEqual([0, 0]);
    expect([run(pinned), run(pinned), run(pinned, { renameMaps: { counter: "other" } })]).toEqual([0, 1, 0]);
  });

  it("refuse a pinned map of another shape", async () => {
    const machine = await Machine.create();
    machine.load(collection([], [{ ...counter, pinByName: true }]));
    const other = collection([], [{ ...counter, valueSize: 16, pinByName: true }]);
    expect(await codeOf(() => machine.load(other))).toBe("BAD_MAP");
  });
});

describe("contexts", () => {
  it("take fields by name and refuse what a program cannot be given", async () => {
    const machine = await Machine.create();
    const mark = machine.load(collection([contextWord(8)])).program("prog");
    expect(mark.run({ data: frame, ctx: { mark: 0xdead } }).retval).toBe(0xdead);
    for (const ctx of [{ no_such_field: 1 }, { len: 5 }, { mark: 2 ** 33 }, { cb: [1, 2] }, { mark: 1.5 }]) {
      expect(await codeOf(() => mark.run({ data: frame, ctx }))).toBe("BAD_INPUT");
    }
  });

  it("show a VLAN tag as a test-run or as an ingress does", async () => {
    const tagged = bytes(`0a1b2c3d4e5f dededededede 8100 0064 0800 ${"45".repeat(46)}`);
    const seen = async (receive: "test-run" | "ingress") => {
      const machine = await Machine.create({ receive });
      const word = (offset: number) =>
        machine
          .load(collection([contextWord(offset)]))
          .program("prog")
          .run({ data: tagged }).retval;
      // protocol (in network order), vlan_present, vlan_tci, len
      return [word(16), word(20), word(24), word(0)];
    };
    expect(await seen("test-run")).toEqual([0x0081, 0, 0, 64]);
    expect(await seen("ingress")).toEqual([0x0008, 1, 100, 60]);
  });

  it("give an XDP program its packet", async () => {
    const machine = await Machine.create();
    const spec = program(
      [
        insn("ldxw", { dst: 2, src: 1, off: 0 }),
        insn("ldxw", { dst: 3, src: 1, off: 4 }),
        insn("sub64_reg", { dst: 3, src: 2 }),
        insn("mov64_reg", { dst: 0, src: 3 }),
        insn("exit"),
      ],
      { type: "XDP" },
    );
    expect(
      machine
        .load(collection([spec]))
        .program("prog")
        .run({ data: frame }).retval,
    ).toBe(60);
  });
});

describe("typed maps", () => {
  it("have plain objects for keys and values", async () => {
    const machine = await Machine.create();
    const lxc = machine.load(CollectionSpec.parse(lxcObject));
    lxc.program("cil_from_container").run({ data: example("tcp-syn-pod") });
    const [[key, value]] = [...lxc.typedMap("cilium_metrics")] as [[object, object[]]];
    expect(key).toMatchObject({ reason: 133, dir: 2 });
    expect(value).toEqual([{ count: 1n, bytes: 62n }]);

    const backends = lxc.typedMap("cilium_lb4_backends_v3");
    backends.update(7, { address: 0x0100000a, port: 80, proto: 6 });
    expect(hex(lxc.map("cilium_lb4_backends_v3").lookup(7)!)).toBe("0a0000015000060000000000");
    expect(backends.lookup(7)).toMatchObject({ address: 0x0100000a, port: 80, proto: 6 });
    expect(await codeOf(() => backends.update(7, { no_such_member: 1 }))).toBe("BAD_INPUT");
  });
});

describe("what a machine refuses", () => {
  it.each<[string, Code]>([
    ["an unknown opcode", [Uint8Array.of(0xff, 0, 0, 0, 0, 0, 0, 0), ...done]],
    ["a reserved field", [insn("mov64_reg", { dst: 0, src: 1, imm: 5 }), ...done]],
    ["a register that does not exist", [insn("mov64_imm", { dst: 11 }), ...done]],
    ["a write to r10", [insn("add64_imm", { dst: 10, imm: 8 }), ...done]],
    ["a jump out of the program", [insn("ja", { off: 5 }), ...done]],
    ["a jump into an lddw", [insn("ja", { off: 1 }), insn("lddw", { dst: 1 }), new Uint8Array(8), ...done]],
    ["half an lddw", [...done, insn("lddw", { dst: 1 })]],
    ["an end that can be run past", [insn("mov64_imm", { dst: 0, imm: 0 })]],
    ["a helper of another program type", [insn("call_helper", { imm: 44 }), ...done]],
    ["no instructions", []],
  ])("%s", async (_name, code) => {
    const machine = await Machine.create();
    expect(await codeOf(() => machine.load(collection([program(code)])))).toBe("BAD_PROGRAM");
  });

  it("packets of impossible sizes", async () => {
    const prog = (await Machine.create()).load(collection([program(done)])).program("prog");
    for (const size of [0, 13, 65_537]) {
      expect(await codeOf(() => prog.run({ data: new Uint8Array(size) }))).toBe("BAD_INPUT");
    }
  });

  it("maps outside of their type's rules", async () => {
    for (const spec of [
      map("m", "ARRAY", { keySize: 8 }),
      map("m", "HASH", { maxEntries: 0 }),
      map("m", "LPM_TRIE", { keySize: 8, flags: 0 }),
      map("m", "HASH", { valueSize: 0 }),
    ]) {
      const machine = await Machine.create();
      expect(await codeOf(() => machine.load(collection([], [spec])))).toBe("BAD_MAP");
    }
  });

  it("programs of types that are not there, when they are asked for", async () => {
    const machine = await Machine.create();
    const loaded = machine.load(collection([program(done, { type: "KPROBE" })]));
    expect(await codeOf(() => loaded.program("prog"))).toBe("UNSUPPORTED");
    expect(() => loaded.program("prog")).toThrow(/does not run programs of type KPROBE; it runs SCHED_CLS, /);
    const untyped = machine.load(collection([program(done, { type: "UNSPEC", section: "filter" })]));
    expect(() => untyped.program("prog")).toThrow(/section filter does not say of what type it is/);
    expect(await codeOf(() => loaded.program("other"))).toBe("NOT_FOUND");
  });

  it("anything once it is closed", async () => {
    const machine = await Machine.create();
    const prog = machine.load(collection([program(done)])).program("prog");
    machine.close();
    expect(await codeOf(() => prog.run({ data: frame }))).toBe("CLOSED");
  });
});

describe("a callback that is not there", () => {
  const code = [
    insn("lddw_func", { dst: 2 }),
    new Uint8Array(8),
    insn("mov64_imm", { dst: 0 }),
    insn("exit"),
  ];
  const withTarget = (target: number) =>
    collection([program(code, { references: [{ kind: "function", insn: 0, target }] })]);

  it.each([-1, 1, 4, 1.5, 2 ** 31, Number.NaN])("is refused: %s", async (target) => {
    using machine = await Machine.create();
    expect(() => machine.load(withTarget(target))).toThrow(
      `program prog, instruction 0: there is no instruction ${target} to call`,
    );
  });

  it("is found where there is one", async () => {
    using machine = await Machine.create();
    const run = machine
      .load(withTarget(2))
      .program("prog")
      .run({ data: new Uint8Array(64) });
    expect([run.trap, run.retval]).toEqual([null, 0]);
  });
});
