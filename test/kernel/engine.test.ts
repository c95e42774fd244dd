import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { assemble, CollectionSpec, Machine, MachineError, type ProgramSpec } from "../../vm/index.ts";
import { bytes, collection, hex, insn, map, mapPointer, program } from "../support/program.ts";
import { kernelMachine, kernelMissing, titled } from "./support.ts";

const frame = new Uint8Array(60).fill(0xee);
const number = (value: number, size = 8) => {
  const result = new Uint8Array(size);
  new DataView(result.buffer).setUint32(0, value, true);
  return result;
};

const errorOf = (action: () => unknown): MachineError => {
  try {
    action();
  } catch (error) {
    if (error instanceof MachineError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
};

/** The processes that this one has started. */
const children = (): number[] =>
  readdirSync("/proc/self/task").flatMap((task) =>
    readFileSync(`/proc/self/task/${task}/children`, "utf8").split(" ").filter(Boolean).map(Number),
  );
/** What a process has open, as the kernel names it. */
const open = (pid: number): number => readdirSync(`/proc/${pid}/fd`).length;

/** A program without maps, written in assembler. */
const written = (source: string, more: Partial<ProgramSpec> = {}): ProgramSpec =>
  program([assemble(source)], more);

describe.skipIf(kernelMissing)(titled("the kernel engine", kernelMissing), () => {
  it("has a process of its own, which ends with the machine", async () => {
    const before = children();
    const machine = await kernelMachine();
    const [pid, ...others] = children().filter((child) => !before.includes(child));
    expect(others).toEqual([]);
    expect(existsSync(`/proc/${pid}`)).toBe(true);
    machine.close();
    await expect.poll(() => existsSync(`/proc/${pid}`)).toBe(false);
    expect(errorOf(() => machine.load(collection([]))).code).toBe("CLOSED");
  });

  it("says so when its process is gone", async () => {
    const before = children();
    using machine = await kernelMachine();
    const [pid] = children().filter((child) => !before.includes(child));
    process.kill(pid!, "SIGKILL");
    expect(errorOf(() => machine.load(collection([], [map("values", "ARRAY")]))).code).toBe("CLOSED");
  });

  it("leaves nothing open when loading fails half way", async () => {
    const before = children();
    using machine = await kernelMachine();
    const pid = children().find((child) => !before.includes(child))!;
    const opened = open(pid);
    const maps = [
      map("events", "PERF_EVENT_ARRAY", { valueSize: 4, maxEntries: 0 }),
      map("inner", "ARRAY_OF_MAPS", { valueSize: 4, inner: map("template", "ARRAY") }),
      map("shared", "HASH", { pinByName: true }),
    ];
    for (const last of [
      // Each is within the sizes of its type and still none that the kernel makes.
      map("refused", "HASH", { flags: 1 << 30 }),
      map("refused", "ARRAY", { data: new Uint8Array(8), readOnly: true, flags: 1 << 0 }),
    ]) {
      expect(errorOf(() => machine.load(collection([], [...maps, last]))).code).toBe("BAD_MAP");
      expect(open(pid)).toBe(opened);
    }
    // Programs are made when they are run: a refused one leaves what the collection had.
    const loaded = machine.load(
      collection([program([insn("ldxw", { dst: 0, src: 1, off: 92 }), insn("exit")])], maps),
    );
    const withMaps = open(pid);
    for (let i = 0; i < 3; i++) {
      expect(errorOf(() => loaded.program("prog").run({ data: frame })).code).toBe("VERIFIER_REFUSED");
      expect(open(pid)).toBe(withMaps);
    }
  });

  it("has as many CPUs as the kernel may have, and takes no other number", async () => {
    const possible = readFileSync("/sys/devices/system/cpu/possible", "utf8").trim();
    using machine = await kernelMachine();
    expect(machine.cpus).toBe(Number(possible.split(/[-,]/).at(-1)) + 1);
    await expect(kernelMachine({ cpus: machine.cpus + 1 })).rejects.toMatchObject({ code: "BAD_INPUT" });
  });

  it("takes frames by test-run only, and has no snapshots", async () => {
    await expect(kernelMachine({ receive: "ingress" })).rejects.toMatchObject({ code: "UNSUPPORTED" });
    using machine = await kernelMachine();
    expect(errorOf(() => machine.snapshot()).code).toBe("UNSUPPORTED");
    expect(machine.memoryUsed).toBeNull();
  });

  it("keeps maps of every kind", async () => {
    using machine = await kernelMachine();
    const { cpus } = machine;
    const maps = machine.load(
      collection(
        [],
        [
          map("array", "ARRAY", { maxEntries: 3 }),
          map("hash", "HASH"),
          map("lru", "LRU_HASH"),
          map("percpu", "PERCPU_HASH", { valueSize: 4 }),
          map("lpm", "LPM_TRIE", { keySize: 8, flags: 1 }),
          map("outer", "HASH_OF_MAPS", { valueSize: 4, inner: map("template", "HASH") }),
          map(".rodata", "ARRAY", { maxEntries: 1, data: bytes("0102030405060708"), readOnly: true }),
        ],
      ),
    );
    const entries = (name: string) =>
      [...maps.map(name)].map(([key, value]) => `${hex(key)} ${hex(value)}`).sort();
    maps.map("array").update(1, 5);
    expect(entries("array")).toEqual([
      "00000000 0000000000000000",
      "01000000 0500000000000000",
      "02000000 0000000000000000",
    ]);
    for (const name of ["hash", "lru"]) {
      const one = maps.map(name);
      for (let key = 0; key < 16; key++) one.update(key, key * 3);
      expect(entries(name)).toHaveLength(16);
      expect(one.lookup(7)).toEqual(number(21));
      expect([...one.keys()].map((key) => key[0]).sort((a, b) => a! - b!)).toEqual([...Array(16).keys()]);
      expect(one.tryUpdate(7, 1, 1)).toBe(-17);
      one.delete(7);
      expect(one.lookup(7)).toBeNull();
      expect(one.tryDelete(7)).toBe(-2);
      expect(errorOf(() => one.update(7, 1, 2)).fields.errno).toBe(2);
    }
    const value = new Uint8Array(8 * cpus).fill(1);
    maps.map("percpu").update(1, value);
    expect(maps.map("percpu").perCpu(maps.map("percpu").lookup(1)!)).toEqual(
      Array.from({ length: cpus }, () => Uint8Array.of(1, 1, 1, 1)),
    );
    maps.map("lpm").update(bytes("08000000 0a000000"), 1);
    expect(maps.map("lpm").lookup(bytes("20000000 0a010203"))).toEqual(number(1));
    maps.map("outer").update(3, maps.map("hash"));
    expect([...maps.map("outer").keys()]).toEqual([number(3, 4)]);
    expect(maps.map("outer").tryUpdate(4, maps.map("array"))).toBe(-22);
    expect(hex(maps.map(".rodata").lookup(0)!)).toBe("0102030405060708");
    expect(maps.map(".rodata").tryUpdate(0, new Uint8Array(8))).toBe(-1);
  });

  it("gives programs the machine's clock and random numbers, and the interpreter the same", async () => {
    /** Stores r0 as element `key` of the map. */
    const store = (key: number) => [
      insn("stxdw", { dst: 10, src: 0, off: -16 }),
      insn("stw", { dst: 10, off: -4, imm: key }),
      mapPointer(1, "values"),
      insn("mov64_reg", { dst: 2, src: 10 }),
      insn("add64_imm", { dst: 2, imm: -4 }),
      insn("mov64_reg", { dst: 3, src: 10 }),
      insn("add64_imm", { dst: 3, imm: -16 }),
      insn("mov64_imm", { dst: 4, imm: 0 }),
      insn("call_helper", { imm: 2 }),
    ];
    const call = (helper: number) => insn("call_helper", { imm: helper });
    const spec = collection(
      [
        program([
          // Jumps forth over replaced calls, and back.
          insn("mov64_reg", { dst: 7, src: 1 }),
          insn("mov64_imm", { dst: 6, imm: 0 }),
          insn("jeq64_imm", { dst: 6, imm: 0, off: 4 }),
          call(5),
          insn("mov64_imm", { dst: 6, imm: 9 }),
          insn("mov64_imm", { dst: 0, imm: 42 }),
          insn("exit"),
          call(5),
          ...store(0),
          call(118),
          ...store(1),
          call(7),
          ...store(2),
          call(7),
          ...store(3),
          insn("mov64_reg", { dst: 1, src: 7 }),
          call(34),
          ...store(4),
          insn("call_local", { imm: 1 }),
          insn("ja", { off: -60 }),
          call(7),
          ...store(5),
          insn("exit"),
        ]),
      ],
      [map("values", "ARRAY", { maxEntries: 6 })],
    );
    const results: string[][] = [];
    for (const engine of ["kernel", "interpreter"] as const) {
      using machine = await Machine.create({
        engine,
        clock: 3_600_000_000_000n,
        seed: 7n,
        hash: 0xffff_fff0,
      });
      const loaded = machine.load(spec);
      const result: string[] = [];
      for (const clock of [3_600_000_000_000n, 1n, 2n ** 40n]) {
        machine.clock = clock;
        expect(loaded.program("prog").run({ data: frame })).toMatchObject({ retval: 42, trap: null });
        result.push(...[...loaded.map("values")].map(([, value]) => hex(value)));
      }
      results.push(result);
    }
    expect(results[0]).toEqual(results[1]);
    expect(results[0]!.slice(0, 2)).toEqual(["00a0b83046030000", "a8960c0001000000"]);
    expect(results[0]![4]).toBe("f0ffffff00000000");
    // An hour, and 900,000 jiffies since 2^32 - 75,000. Three runs of three numbers.
    expect(new Set(results[0]!.filter((_, i) => [2, 3, 5].includes(i % 6))).size).toBe(9);
  });

  it("returns what programs write to a perf event array", async () => {
    using machine = await kernelMachine();
    const loaded = machine.load(
      collection(
        [
          program([
            insn("stdw", { dst: 10, off: -16, imm: 0x1234 }),
            insn("stdw", { dst: 10, off: -8, imm: 0x5678 }),
            mapPointer(2, "events"),
            // BPF_F_CURRENT_CPU, and 3,600 bytes of the packet.
            assemble("lddw %r3, 0xe10ffffffff"),
            insn("mov64_reg", { dst: 4, src: 10 }),
            insn("add64_imm", { dst: 4, imm: -16 }),
            insn("mov64_imm", { dst: 5, imm: 12 }),
            insn("call_helper", { imm: 25 }),
            insn("exit"),
          ]),
        ],
        [map("events", "PERF_EVENT_ARRAY", { valueSize: 4, maxEntries: 0 })],
      ),
    );
    // A megabyte, so that the ring of a mebibyte wraps around.
    const data = Uint8Array.from({ length: 3600 }, (_, i) => i);
    for (let i = 0; i < 300; i++) {
      const run = loaded.program("prog").run({ data });
      expect(run).toMatchObject({ retval: 0, eventsLost: 0 });
      expect(run.events).toMatchObject([{ map: "events", cpu: 0, packetLength: null }]);
      expect(hex(run.events[0]!.data)).toBe(`341200000000000078560000${hex(data)}`);
    }
  });

  it("says what it cannot know", async () => {
    using machine = await kernelMachine();
    const redirects = written("mov %r1, 1\nmov %r2, 0\ncall 23\nexit");
    const run = machine
      .load(collection([redirects]))
      .program("prog")
      .run({ data: frame });
    expect(run).toMatchObject({
      retval: 7,
      action: "TC_ACT_REDIRECT",
      redirect: { helper: "bpf_redirect", ifindex: 1, flags: 0 },
      insns: null,
      tailCalls: null,
    });
    const batch = machine
      .load(collection([redirects]))
      .program("prog")
      .runBatch([frame, frame]);
    expect(batch).toEqual([7, 7].map((retval) => ({ retval, redirectIfindex: null, trap: null })));
  });

  it("hands the context over, and says which packets and fields it does not take", async () => {
    using machine = await kernelMachine();
    const copies = written("ldxw %r0, [%r1+8]\nadd %r0, 1\nstxw [%r1+32], %r0\nexit");
    const loaded = machine.load(collection([copies])).program("prog");
    const run = loaded.run({ data: frame, ctx: { mark: 41, cb: [1, 2, 3, 4, 5] } });
    expect(run.retval).toBe(42);
    expect(run.ctxOut).toMatchObject({ mark: 41, priority: 42, cb: [1, 2, 3, 4, 5], wire_len: 60 });
    for (const refused of [{ data: frame, ctx: { queue_mapping: 1 } }, { data: new Uint8Array(4000) }]) {
      const { code, fields } = errorOf(() => loaded.run(refused));
      expect({ code, errno: fields.errno }).toEqual({ code: "TEST_RUN_REFUSED", errno: 22 });
    }
  });

  it("runs XDP programs, whose metadata is not part of the frame", async () => {
    using machine = await kernelMachine();
    const source = `
      mov %r6, %r1
      mov %r2, -4
      call 54
      ldxw %r2, [%r6]
      ldxw %r3, [%r6+8]
      mov %r4, %r3
      add %r4, 4
      jgt %r4, %r2, +1
      stw [%r3], 0x44332211
      mov %r1, %r6
      mov %r2, 2
      call 44
      mov %r0, 2
      exit`;
    const run = machine
      .load(collection([written(source, { type: "XDP", section: "xdp" })]))
      .program("prog")
      .run({ data: Uint8Array.from(frame, (_, i) => i) });
    expect(run).toMatchObject({ retval: 2, action: "XDP_PASS" });
    expect(hex(run.dataOut.subarray(0, 4))).toBe("02030405");
    expect(run.dataOut).toHaveLength(58);
  });

  it.each(["kernel", "interpreter"] as const)(
    "has what XDP frames are too long for in fragments: %s",
    async (engine) => {
      using machine = await Machine.create({ engine });
      const length = written("ldxw %r0, [%r1+4]\nldxw %r2, [%r1]\nsub %r0, %r2\nexit", {
        type: "XDP",
        section: "xdp",
      });
      const loaded = machine.load(collection([length])).program("prog");
      const run = (size: number, more = {}) => loaded.run({ data: new Uint8Array(size), ...more });
      expect(run(5000)).toMatchObject({ retval: 3520, dataOut: { length: 5000 } });
      expect(run(3520)).toMatchObject({ retval: 3520, dataOut: { length: 3520 } });
      expect(run(60, { linear: 40 })).toMatchObject({ retval: 40, dataOut: { length: 60 } });
    },
  );

  it("repeats runs on the frame as given", async () => {
    using machine = await kernelMachine();
    const increments = written(`
      ldxw %r2, [%r1+76]
      ldxw %r3, [%r1+80]
      mov %r4, %r2
      add %r4, 14
      mov %r0, 0
      jgt %r4, %r3, +3
      ldxb %r0, [%r2]
      add %r0, 1
      stxb [%r2], %r0
      exit`);
    const run = machine
      .load(collection([increments]))
      .program("prog")
      .run({ data: frame, repeat: 5 });
    expect(run.retval).toBe(0xef);
    expect(run.dataOut[0]).toBe(0xef);
  });

  it("gives programs random numbers in as many places as they like", async () => {
    const times = 2000;
    const sum = written(`
      mov %r6, 0
      ${"call 7\nmul %r6, 31\nxor %r6, %r0\n".repeat(times)}
      mov %r0, %r6
      exit`);
    const results: unknown[] = [];
    for (const engine of ["kernel", "interpreter"] as const) {
      using machine = await Machine.create({ engine, seed: 9n });
      const loaded = machine.load(collection([sum])).program("prog");
      results.push([loaded.run({ data: frame }).retval, loaded.run({ data: frame }).retval]);
    }
    expect(results[0]).toEqual(results[1]);
    const [first, second] = results[0] as [number, number];
    expect(first).not.toBe(second);
  });

  it("does not test-run cgroup programs", async () => {
    using machine = await kernelMachine();
    const spec = CollectionSpec.parse(
      new Uint8Array(readFileSync(new URL("../../bpf-objects/sock.o", import.meta.url))),
    );
    const { code, fields } = errorOf(() => machine.load(spec).program("cil_sock4_connect").run());
    expect({ code, errno: fields.errno }).toEqual({ code: "UNSUPPORTED", errno: 524 });
  });

  it("names the line of C that the verifier refuses", async () => {
    using machine = await kernelMachine();
    const object = new URL("../cli/objects/traps.o", import.meta.url);
    const { code, fields } = errorOf(() =>
      machine
        .load(CollectionSpec.parse(new Uint8Array(readFileSync(object))))
        .program("beyond_packet")
        .run({ data: frame }),
    );
    expect(code).toBe("VERIFIER_REFUSED");
    expect(fields.line).toMatchObject({ text: expect.stringContaining("return *(__u32 *)") });
    expect(fields.log).toContain("return *(__u32 *)");
  });
});
