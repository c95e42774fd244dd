import { describe, expect, it } from "vitest";
import { helpers } from "../../spec/helpers.ts";
import { Machine, type ProgramSpec, type TraceEvent, type TraceOptions } from "../../vm/index.ts";
import { bytes, golden, hex, setUp } from "../golden/scenes.ts";
import { type Code, collection, insn, map, mapPointer, program, valuePointer } from "../support/program.ts";

const mov = (dst: number, imm: number) => insn("mov64_imm", { dst, imm });
const copy = (dst: number, src: number) => insn("mov64_reg", { dst, src });
const add = (dst: number, imm: number) => insn("add64_imm", { dst, imm });
const call = (imm: number) => insn("call_helper", { imm });
const exit = insn("exit");
const frame = Uint8Array.from({ length: 20 }, (_, i) => i);

/** What is told of a program's run, without what all events have; `more` are other programs. */
async function told(
  code: Code,
  {
    engine = "interpreter",
    more = [],
    fields = {},
    ...options
  }: TraceOptions & {
    engine?: "interpreter" | "jit";
    more?: ProgramSpec[];
    fields?: Partial<ProgramSpec>;
  } = {},
) {
  using machine = await Machine.create({ engine });
  const maps = [
    map("counts", "HASH"),
    map("calls", "PROG_ARRAY", { valueSize: 4 }),
    map("data", "ARRAY", { maxEntries: 1, valueSize: 16, definition: "data", data: new Uint8Array(16) }),
  ];
  const loaded = machine.load(collection([program(code, fields), ...more], maps));
  loaded.map("counts").update(7, 0x1122334455667788n);
  const next = loaded.programs.get("next");
  if (next) loaded.map("calls").update(3, next);
  const result = loaded.program("prog").trace({ data: frame, ...options });
  return { ...result, events: result.trace.events.map(bare) };
}

function bare(event: TraceEvent) {
  const { step, program, function: name, depth, line, ...rest } = event;
  return rest;
}

/** r2 = the frame's address. */
const packet = insn("ldxw", { dst: 2, src: 1, off: 76 });

describe("a trace of calls", () => {
  it("has helpers with their arguments by name, and what lookups found", async () => {
    const { events } = await told([
      insn("stw", { dst: 10, off: -4, imm: 7 }),
      mapPointer(1, "counts"),
      copy(2, 10),
      add(2, -4),
      call(1),
      copy(6, 0),
      insn("stw", { dst: 10, off: -4, imm: 8 }),
      mapPointer(1, "counts"),
      copy(2, 10),
      add(2, -4),
      call(1),
      mov(0, 0),
      exit,
    ]);
    const lookup = (key: string) => ({
      event: "helper",
      helper: "bpf_map_lookup_elem",
      returns: "map_value",
      packet: null,
      arguments: [
        { name: "map", kind: "map", bytes: null, map: { name: "counts" } },
        { name: "key", kind: "map_key", bytes: bytes(key), map: { name: "counts" } },
      ],
    });
    expect(events).toMatchObject([
      { event: "program", pc: 0 },
      {
        ...lookup("07000000"),
        pc: 5,
        found: bytes("8877665544332211"),
        result: {
          pointer: {
            object: { kind: "map_value", name: "counts", size: 8 },
            offset: 0,
            key: bytes("07000000"),
          },
        },
      },
      { ...lookup("08000000"), pc: 12, found: null, result: { value: 0n, pointer: null } },
    ]);
  });

  it("has stores to the packet, the context and map values, with the bytes before and after", async () => {
    const { events } = await told([
      copy(6, 1),
      packet,
      insn("sth", { dst: 2, off: 12, imm: 0x0608 }),
      insn("stw", { dst: 6, off: 8, imm: 5 }),
      valuePointer(3, "data", 8),
      mov(4, 3),
      insn("lock_add64", { dst: 3, src: 4, off: 0 }),
      insn("stxdw", { dst: 10, src: 4, off: -8 }),
      mov(0, 0),
      exit,
    ]);
    const nothing = { map: null, key: null, field: null };
    expect(events.slice(1)).toEqual([
      {
        event: "store",
        pc: 2,
        ...nothing,
        target: "packet",
        offset: 12,
        before: bytes("0c0d"),
        after: bytes("0806"),
      },
      {
        event: "store",
        pc: 3,
        ...nothing,
        target: "context",
        field: "mark",
        offset: 8,
        before: bytes("00000000"),
        after: bytes("05000000"),
      },
      {
        event: "store",
        pc: 7,
        ...nothing,
        target: "map_value",
        map: expect.objectContaining({ name: "data" }),
        offset: 8,
        before: bytes("0000000000000000"),
        after: bytes("0300000000000000"),
      },
    ]);
  });

  it("has what helpers did to the packet and wrote to memory", async () => {
    const { events } = await told([
      copy(6, 1),
      mov(2, 4),
      copy(3, 10),
      add(3, -8),
      mov(4, 4),
      call(26), // skb_load_bytes(skb, 4, r10 - 8, 4)
      copy(1, 6),
      mov(2, 6),
      copy(3, 10),
      add(3, -8),
      mov(4, 4),
      mov(5, 0),
      call(9), // skb_store_bytes(skb, 6, r10 - 8, 4, 0)
      copy(1, 6),
      mov(2, 16),
      mov(3, 0),
      call(38), // skb_change_tail(skb, 16, 0)
      mov(0, 0),
      exit,
    ]);
    expect(events.slice(1)).toMatchObject([
      {
        helper: "bpf_skb_load_bytes",
        arguments: [
          { name: "skb" },
          { name: "offset", value: 4n },
          { name: "to", bytes: bytes("04050607") },
          { name: "len", value: 4n },
        ],
        packet: null,
      },
      {
        helper: "bpf_skb_store_bytes",
        arguments: [
          { name: "skb" },
          { name: "offset" },
          { name: "from", bytes: bytes("04050607") },
          {},
          { name: "flags" },
        ],
        result: { value: 0n },
        packet: {
          lengthBefore: 20,
          lengthAfter: 20,
          changes: [{ offset: 6, before: bytes("06070809"), after: bytes("04050607") }],
        },
      },
      { helper: "bpf_skb_change_tail", packet: { lengthBefore: 20, lengthAfter: 16, changes: [] } },
    ]);
  });

  it("has tail calls that are taken and that are not", async () => {
    const next = program([mov(0, 9), exit], { name: "next" });
    const tailCall = (slot: number): Code => [copy(1, 6), mapPointer(2, "calls"), mov(3, slot), call(12)];
    const { events, retval } = await told([copy(6, 1), ...tailCall(2), ...tailCall(3), exit], {
      more: [next],
    });
    expect(retval).toBe(9);
    expect(events).toEqual([
      { event: "program", pc: 0 },
      { event: "tail_call", pc: 5, map: expect.objectContaining({ name: "calls" }), index: 2, target: null },
      {
        event: "tail_call",
        pc: 10,
        map: expect.objectContaining({ name: "calls" }),
        index: 3,
        target: "next",
      },
      { event: "program", pc: 0 },
    ]);
  });

  it.each(["interpreter", "jit"] as const)("has functions and callbacks, on the %s", async (engine) => {
    const { events, retval, trace } = await told(
      [
        insn("call_local", { imm: 6 }), // function two, at 7
        mov(1, 2),
        insn("lddw_func", { dst: 2 }),
        new Uint8Array(8),
        mov(3, 0),
        mov(4, 0),
        insn("ja", { off: 2 }),
        mov(0, 2), // two
        exit,
        call(181), // loop(2, each, 0, 0)
        exit,
        copy(0, 1), // each: returns its index
        exit,
      ],
      {
        engine,
        fields: {
          references: [{ kind: "function", insn: 2, target: 11 }],
          functions: [
            { insn: 0, name: "prog", btfTypeId: null },
            { insn: 7, name: "two", btfTypeId: null },
            { insn: 11, name: "each", btfTypeId: null },
          ],
        },
      },
    );
    expect(retval).toBe(2);
    expect(trace.events.map(({ event, function: name, depth }) => `${depth} ${name} ${event}`)).toEqual([
      "0 prog program",
      "1 two call",
      "1 two return",
      "0 two helper",
      "1 each call",
      "1 each return",
      "1 each call",
      "1 each return",
    ]);
    expect(events[2]).toMatchObject({ r0: { value: 2n } });
    expect(events[3]).toMatchObject({
      helper: "bpf_loop",
      arguments: [{ name: "nr_loops", value: 2n }, { name: "callback_fn", function: "each" }, {}, {}],
      result: { value: 2n },
    });
  });

  it("ends where the run was stopped", async () => {
    const { events, trap } = await told([
      mov(6, 0),
      call(5),
      insn("stw", { dst: 6, off: 0, imm: 1 }),
      mov(0, 0),
      exit,
    ]);
    expect(trap).toMatchObject({ code: "NULL_DEREFERENCE", pc: 2 });
    expect(events).toMatchObject([{ event: "program" }, { helper: "bpf_ktime_get_ns" }]);
    const inHelper = await told([mov(1, 0), mov(2, 0), call(1), exit]);
    expect(inHelper.trap?.code).toBe("HELPER_ARGUMENT");
    expect(inHelper.events[1]).toMatchObject({ helper: "bpf_map_lookup_elem", result: null });
  });
});

const line = (at: number, number: number) => ({
  insn: at,
  file: "a.c",
  line: number,
  column: 1,
  text: `l${number}`,
});

describe("a trace of lines", () => {
  it("has each line where it begins, and which way branches went", async () => {
    const { trace } = await told(
      [
        mov(0, 2),
        add(0, -1),
        insn("jne64_imm", { dst: 0, imm: 0, off: -2 }),
        insn("jeq64_imm", { dst: 0, imm: 1, off: 0 }),
        exit,
      ],
      { level: "lines", fields: { lines: [line(0, 1), line(1, 2), line(2, 3), line(3, 3), line(4, 0)] } },
    );
    expect(
      trace.events.map((one) => [
        one.step,
        one.event,
        one.line?.line ?? null,
        one.event === "branch" ? one.taken : null,
      ]),
    ).toEqual([
      [0, "program", 1, null],
      [0, "line", 1, null],
      [1, "line", 2, null],
      [2, "line", 3, null],
      [2, "branch", 3, true],
      [3, "line", 2, null],
      [4, "line", 3, null],
      [4, "branch", 3, false],
      [5, "branch", 3, false],
    ]);
  });
});

describe("a trace of instructions", () => {
  it("has each one, with the registers that it changed and what they point to", async () => {
    const { events } = await told([copy(6, 1), packet, add(2, 14), mov(3, 7), copy(0, 3), exit], {
      level: "insns",
    });
    const pointer = (kind: string, offset: number | null, size: number | null = null) => ({
      object: { kind, name: null, size },
      offset,
      key: null,
    });
    expect(events.filter(({ event }) => event === "insn")).toEqual([
      {
        event: "insn",
        pc: 0,
        text: "r6 = r1",
        changed: [{ register: 6, value: expect.any(BigInt), pointer: pointer("context", 0) }],
      },
      {
        event: "insn",
        pc: 1,
        text: "r2 = *(u32 *)(r1 + 76)",
        changed: [{ register: 2, value: expect.any(BigInt), pointer: pointer("packet", 0) }],
      },
      {
        event: "insn",
        pc: 2,
        text: "r2 += 14",
        changed: [{ register: 2, value: expect.any(BigInt), pointer: pointer("packet", 14) }],
      },
      { event: "insn", pc: 3, text: "r3 = 7", changed: [{ register: 3, value: 7n, pointer: null }] },
      { event: "insn", pc: 4, text: "r0 = r3", changed: [{ register: 0, value: 7n, pointer: null }] },
      { event: "insn", pc: 5, text: "exit", changed: [] },
    ]);
  });

  it("keeps as many events as it may, and counts the others", async () => {
    const { trace } = await told([mov(0, 1), mov(0, 2), mov(0, 3), exit], { level: "insns", limit: 2 });
    expect([trace.events.length, trace.dropped]).toEqual([2, 3]);
  });
});

describe("tracing", () => {
  // What Linux gave (test/golden/lxc.json).
  it.each(golden.scenes.map((scene) => [scene.name, scene] as const))(
    "changes nothing: %s",
    async (_, scene) => {
      const options = { clock: BigInt(golden.clock_ns), engine: "interpreter" as const };
      using machine = await Machine.create(options);
      using untold = await Machine.create(options);
      const data = bytes(scene.packet_in);
      const { trace, ...run } = setUp(machine, scene).program(scene.program).trace({ data, level: "insns" });
      expect([run.retval, hex(run.dataOut)]).toEqual([scene.retval, scene.packet_out]);
      expect(trace.events.filter(({ event }) => event === "insn")).toHaveLength(run.insns!);
      const { durationNs, ...expected } = setUp(untold, scene).program(scene.program).run({ data });
      expect(run).toMatchObject(expected);
    },
  );

  it("refuses levels and limits that are none", async () => {
    using machine = await Machine.create();
    for (const options of [{ level: "everything" as "lines" }, { limit: -1 }, { limit: 1.5 }]) {
      expect(() => machine.recordTrace(options)).toThrowError(expect.objectContaining({ code: "BAD_INPUT" }));
    }
  });

  it("begins anew with each taking, and ends", async () => {
    using machine = await Machine.create();
    const subject = machine.load(collection([program([mov(0, 0), exit])])).program("prog");
    const recording = machine.recordTrace();
    subject.run({ data: frame });
    expect(recording.take().events).toHaveLength(1);
    subject.run({ data: frame });
    subject.run({ data: frame });
    expect(recording.take().events.map(({ event }) => event)).toEqual(["program", "program"]);
    recording.stop();
    subject.run({ data: frame });
    expect(recording.take().events).toEqual([]);
  });
});

it("every helper has a name for each of its arguments", () => {
  const wrong = helpers.filter(
    (row) => row.parameters.split(" ").filter(Boolean).length !== row.arguments.length,
  );
  expect(wrong).toEqual([]);
});
