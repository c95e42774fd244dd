/** What the verifier makes of small programs: for each rule the code, and what is known afterwards. */
import { describe, expect, it } from "vitest";
import { assemble, type MapSpec } from "../../vm/index.ts";
import { decode } from "../../vm/structure.ts";
import { verify } from "../../vm/verify/index.ts";
import { map, program } from "../support/program.ts";

const maps: MapSpec[] = [
  map("hash", "HASH", { valueSize: 16 }),
  map("array", "ARRAY", { valueSize: 24, maxEntries: 2 }),
  map("rodata", "ARRAY", {
    valueSize: 8,
    maxEntries: 1,
    readOnly: true,
    data: new Uint8Array([0, 1, 0x80, 0xff, 5, 6, 7, 8]),
  }),
  map("data", "ARRAY", { valueSize: 8, maxEntries: 1, data: new Uint8Array(8) }),
  map("outer", "ARRAY_OF_MAPS", { valueSize: 4, inner: map("inner", "HASH", { valueSize: 12 }) }),
  map("small", "HASH", { valueSize: 4 }),
];
const byName = new Map(maps.map((spec) => [spec.name, spec]));

interface Found {
  /** Every access but those to the context: `region@offset ok`, or the reason in place of `ok`. */
  accesses: string[];
  /** The constants in r0 at exits that are reached; null where it is none. */
  results: (bigint | null)[];
  /** For each conditional jump that is reached which way it goes: `taken`, `not taken`, `either`. */
  jumps: string[];
  /** For each helper call that is reached, its arguments: `ok`, or the reason. */
  arguments: string[][];
  /** For each helper call that is reached, whether it certainly finds a map's value. */
  finds: boolean[];
  unwritten: { from: number; to: number } | null;
  /** For every jump backwards how often it may be taken. */
  iterations: (number | null)[];
}

/** `lddw_map_fd` and `lddw_map_value` take a map by its index in `maps`. r6 is the context. */
function analyse(source: string, type: "SCHED_CLS" | "XDP" = "SCHED_CLS"): Found {
  const instructions = assemble(`mov %r6, %r1\nmov %r0, 0\n${source}`);
  const spec = program([], { instructions, type });
  const decoded = decode("prog", type, instructions);
  for (const { row, pc, imm } of decoded) {
    if (row.name === "lddw_map_fd") spec.references.push({ kind: "map", insn: pc, map: maps[imm]!.name });
    if (row.name === "lddw_map_value") {
      spec.references.push({ kind: "map_value", insn: pc, map: maps[imm]!.name, offset: 0 });
    }
  }
  const facts = verify({ spec, decoded, maps: byName });
  const found: Found = {
    accesses: [],
    results: [],
    jumps: [],
    arguments: [],
    finds: [],
    unwritten: facts.unwrittenReads(0),
    iterations: [],
  };
  for (const { row, pc, imm, off } of decoded) {
    if (!facts.isReachable(pc)) continue;
    if ((row.form === "jump" || row.form === "goto") && off < 0) found.iterations.push(facts.iterations(pc));
    if (row.form === "load" || row.form === "store" || row.form === "atomic") {
      const { region, offset, proved, reason } = facts.access(pc);
      if (region === "context" && proved) continue;
      found.accesses.push(`${region}${offset === null ? "" : `@${offset}`} ${proved ? "ok" : reason}`);
    } else if (row.form === "exit") {
      found.results.push(facts.constant(pc, 0));
    } else if (row.form === "jump") {
      const way = facts.decided(pc);
      found.jumps.push(way === null ? "either" : way ? "taken" : "not taken");
    } else if (row.form === "call" && row.target === "helper" && imm !== 5 && imm !== 7) {
      found.finds.push(facts.finds(pc));
      found.arguments.push(
        facts.arguments(pc).map((fact) => (fact.proved ? "ok" : (fact.memory?.reason ?? "refused"))),
      );
    }
  }
  return found;
}

/** r2 = data, r3 = data_end; then the code, in which `out` ends the program. */
const packet = (code: string): Found =>
  analyse(`
    ldxw %r2, [%r6+76]
    ldxw %r3, [%r6+80]
    ${code}
    out:
    mov %r0, 0
    exit`);

/** r0 = a number of 64 bits, of which nothing is known: a time. */
const random = "ldxdw %r0, [%r6+152]";
/** r0 = lookup in a map by its index. */
const lookup = (index: number, key = 9): string => `
    stw [%r10-4], ${key}
    lddw_map_fd %r1, ${index}
    mov %r2, %r10
    add %r2, -4
    call 1`;

describe("packet bounds", () => {
  const touch = "ldxb %r5, [%r2+13]\nldxb %r5, [%r2+14]";
  const cases: [name: string, code: string, expected: string[]][] = [
    [
      "p > end: not behind it",
      `mov %r4, %r2\nadd %r4, 14\njgt %r4, %r3, out\n${touch}`,
      ["packet@13 ok", "packet@14 PACKET_RANGE"],
    ],
    ["p >= end", `mov %r4, %r2\nadd %r4, 14\njge %r4, %r3, out\n${touch}`, ["packet@13 ok", "packet@14 ok"]],
    [
      "end < p",
      `mov %r4, %r2\nadd %r4, 14\njlt %r3, %r4, out\n${touch}`,
      ["packet@13 ok", "packet@14 PACKET_RANGE"],
    ],
    ["end <= p", `mov %r4, %r2\nadd %r4, 14\njle %r3, %r4, out\n${touch}`, ["packet@13 ok", "packet@14 ok"]],
    [
      "p <= end, taken",
      `mov %r4, %r2\nadd %r4, 14\njle %r4, %r3, in\nja out\nin:\n${touch}`,
      ["packet@13 ok", "packet@14 PACKET_RANGE"],
    ],
    [
      "p < end, taken",
      `mov %r4, %r2\nadd %r4, 14\njlt %r4, %r3, in\nja out\nin:\n${touch}`,
      ["packet@13 ok", "packet@14 ok"],
    ],
    [
      "end > p, taken",
      `mov %r4, %r2\nadd %r4, 14\njgt %r3, %r4, in\nja out\nin:\n${touch}`,
      ["packet@13 ok", "packet@14 ok"],
    ],
    [
      "end >= p, taken",
      `mov %r4, %r2\nadd %r4, 14\njge %r3, %r4, in\nja out\nin:\n${touch}`,
      ["packet@13 ok", "packet@14 PACKET_RANGE"],
    ],
    [
      "the wrong way",
      `mov %r4, %r2\nadd %r4, 14\njgt %r4, %r3, in\nja out\nin:\nldxb %r5, [%r2+13]`,
      ["packet@13 PACKET_RANGE"],
    ],
    [
      "32 bits compare no pointers",
      `mov %r4, %r2\nadd %r4, 14\njgt32 %r4, %r3, out\nldxb %r5, [%r2+13]`,
      ["packet@13 PACKET_RANGE"],
    ],
    [
      "signed comparisons say nothing",
      `mov %r4, %r2\nadd %r4, 14\njsgt %r4, %r3, out\nldxb %r5, [%r2+13]`,
      ["packet@13 PACKET_RANGE"],
    ],
    [
      "before the packet",
      "mov %r4, %r2\nadd %r4, 14\njgt %r4, %r3, out\nldxb %r5, [%r2-1]",
      ["packet@-1 PACKET_RANGE"],
    ],
    [
      "a wide access over the end",
      "mov %r4, %r2\nadd %r4, 14\njgt %r4, %r3, out\nldxdw %r5, [%r2+7]",
      ["packet@7 PACKET_RANGE"],
    ],
    [
      "an end that was moved",
      "add %r3, -4\nmov %r4, %r2\nadd %r4, 10\njgt %r4, %r3, out\nldxb %r5, [%r2+13]\nldxb %r5, [%r2+14]",
      ["packet@13 ok", "packet@14 PACKET_RANGE"],
    ],
    [
      "an access that went well says as much",
      "ldxb %r5, [%r2+20]\nldxb %r5, [%r2+20]\nldxb %r5, [%r2+21]",
      ["packet@20 PACKET_RANGE", "packet@20 ok", "packet@21 PACKET_RANGE"],
    ],
  ];
  for (const [name, code, expected] of cases) {
    it(name, () => expect(packet(code).accesses).toEqual(expected));
  }

  it("nothing is known without a comparison", () => {
    expect(packet("ldxb %r5, [%r2+0]").accesses).toEqual(["packet@0 PACKET_RANGE"]);
  });

  it("what is known decides the next comparison, and no more than that", () => {
    const next = (by: number, jump: string) =>
      packet(`mov %r4, %r2\nadd %r4, 14\njgt %r4, %r3, out\nmov %r4, %r2\nadd %r4, ${by}\n${jump}`).jumps[1];
    expect(next(14, "jgt %r4, %r3, out")).toBe("not taken");
    expect(next(15, "jgt %r4, %r3, out")).toBe("either");
    expect(next(13, "jge %r4, %r3, out")).toBe("not taken");
    expect(next(14, "jge %r4, %r3, out")).toBe("either");
    expect(next(14, "jle %r4, %r3, out")).toBe("taken");
    expect(next(15, "jle %r4, %r3, out")).toBe("either");
  });

  const varied = (number: string) =>
    packet(`${number}\nadd %r2, %r0\nmov %r4, %r2\nadd %r4, 8\njgt %r4, %r3, out\nldxdw %r5, [%r2+0]`)
      .accesses;
  it("a number that is bounded may be added", () => {
    expect(varied(`${random}\nand %r0, 0xffff`)).toEqual(["packet ok"]);
    expect(varied(`${random}\nmov32 %r0, %r0`)).toEqual(["packet ok"]);
  });
  it("one that is not may wrap around", () => {
    expect(varied(random)).toEqual(["packet PACKET_RANGE"]);
    expect(varied("lddw %r0, 0xfffffffffffffff8")).toEqual(["packet@-8 PACKET_RANGE"]);
    expect(varied("lddw %r0, 0x8000000000000000")).toEqual(["packet PACKET_RANGE"]);
    expect(varied("lddw %r0, 0x7fffffffffffffff")).toEqual(["packet PACKET_RANGE"]);
  });
  it("a comparison of 32 bits bounds no number of 64", () => {
    expect(varied(`${random}\njgt32 %r0, 100, out`)).toEqual(["packet PACKET_RANGE"]);
    expect(varied(`${random}\nmov32 %r0, %r0\njgt32 %r0, 100, out`)).toEqual(["packet ok"]);
  });
  it("a signed comparison leaves the other side open", () => {
    expect(varied(`${random}\njsgt %r0, 100, out`)).toEqual(["packet PACKET_RANGE"]);
    expect(varied(`${random}\njsgt %r0, 100, out\njslt %r0, 0, out`)).toEqual(["packet ok"]);
  });
  it("a number with its sign extended may be negative", () => {
    expect(varied(`${random}\nmovsx864 %r0, %r0`)).toEqual(["packet PACKET_RANGE"]);
    expect(varied(`${random}\nmovsx864 %r0, %r0\njslt %r0, 0, out`)).toEqual(["packet ok"]);
  });
  it("moving on by a number uses up what was known", () => {
    const code = `${random}\nand %r0, 15\nadd %r2, %r0\nmov %r4, %r2\nadd %r4, 8\njgt %r4, %r3, out`;
    expect(packet(`${code}\nadd %r2, %r0\nldxb %r5, [%r2+0]`).accesses).toEqual(["packet PACKET_RANGE"]);
    expect(packet(`${code}\nadd %r2, 7\nldxb %r5, [%r2+0]\nldxb %r5, [%r2+1]`).accesses).toEqual([
      "packet ok",
      "packet PACKET_RANGE",
    ]);
  });
  it("a comparison is known of every pointer that shares the number", () => {
    const code = `${random}\nand %r0, 15\nadd %r2, %r0\nstxdw [%r10-8], %r2\nmov %r7, %r2\nadd %r7, 4\nadd %r2, 8\njgt %r2, %r3, out`;
    expect(packet(`${code}\nldxw %r5, [%r7+0]\nldxdw %r8, [%r10-8]\nldxdw %r5, [%r8+0]`).accesses).toEqual([
      "stack@504 ok",
      "packet ok",
      "stack@504 ok",
      "packet ok",
    ]);
  });
  it("pointers with different numbers in them are told apart", () => {
    const code = `${random}\nand %r0, 15\nmov %r7, %r2\nadd %r7, %r0\n${random}\nand %r0, 15\nadd %r2, %r0\nadd %r2, 8\njgt %r2, %r3, out`;
    expect(packet(`${code}\nldxb %r5, [%r7+7]`).accesses).toEqual(["packet PACKET_RANGE"]);
  });
  it("where paths meet, pointers keep their distance only if they do on both", () => {
    // r7 and r8 are 0 and 4, or 10 and 12 bytes into the packet.
    const code = `${random}
      mov %r7, %r2
      mov %r8, %r2
      add %r8, 4
      jeq %r0, 0, meet
      add %r7, 10
      mov %r8, %r2
      add %r8, 12
      meet:
      mov %r4, %r8
      add %r4, 4
      jgt %r4, %r3, out`;
    expect(packet(`${code}\nldxb %r5, [%r8+3]`).accesses).toEqual(["packet ok"]);
    expect(packet(`${code}\nldxb %r5, [%r7+5]`).accesses).toEqual(["packet PACKET_RANGE"]);
    expect(packet(`${code}\nldxb %r5, [%r7+7]`).accesses).toEqual(["packet PACKET_RANGE"]);
  });
  it("where paths meet, what is behind a pointer is that of its own object", () => {
    // All three move by 4, or none.
    const code = `
      mov %r4, %r2
      add %r4, 100
      jgt %r4, %r3, out
      ${random}
      mov %r7, %r2
      lddw_map_value %r8, 3
      lddw_map_value %r9, 2
      jeq %r0, 0, meet
      add %r7, 4
      add %r8, 4
      add %r9, 4
      meet:`;
    for (const [access, expected] of [
      ["ldxb %r5, [%r7+95]", "packet ok"],
      ["ldxb %r5, [%r7+96]", "packet PACKET_RANGE"],
      ["ldxb %r5, [%r8+3]", "map_value ok"],
      ["ldxb %r5, [%r8+4]", "map_value MAP_VALUE_RANGE"],
      ["stb [%r8+3], 0", "map_value ok"],
      ["stb [%r9+3], 0", "map_value READ_ONLY"],
    ] as const) {
      expect(packet(`${code}\n${access}`).accesses, access).toEqual([expected]);
    }
  });
  it("values of two maps that move alike keep their own sizes", () => {
    const code = `
      ${lookup(1, 0)}
      mov %r7, %r0
      lddw_map_value %r8, 3
      ${random}
      jeq %r0, 0, meet
      add %r7, 4
      add %r8, 4
      meet:
      ldxb %r5, [%r7+19]
      ldxb %r5, [%r8+4]
      exit`;
    expect(analyse(code).accesses.slice(1)).toEqual(["map_value ok", "map_value MAP_VALUE_RANGE"]);
  });
  it("moving on in a loop uses up what was known", () => {
    const code = `
      mov %r4, %r2
      add %r4, 100
      jgt %r4, %r3, out
      mov %r7, 0
      again:
      ldxb %r5, [%r2+0]
      add %r2, 1
      add %r7, 1
      jlt %r7, 200, again`;
    expect(packet(code).accesses).toEqual(["packet PACKET_RANGE"]);
    expect(packet(code.replace("200", "100")).accesses).toEqual(["packet PACKET_RANGE"]);
  });
  it("an error's number keeps the paths apart", () => {
    const code = `
      mov %r4, %r2
      add %r4, 14
      jgt %r4, %r3, short
      mov %r0, 0
      ja check
      short:
      mov %r0, -22
      check:
      jne32 %r0, 0, out
      ldxb %r5, [%r2+13]`;
    expect(packet(code).accesses).toEqual(["packet@13 ok"]);
  });
  it("a loop over the packet ends where the packet does", () => {
    const code = `
      again:
      mov %r4, %r2
      add %r4, 4
      jgt %r4, %r3, out
      ldxw %r5, [%r2+0]
      mov %r2, %r4
      ja again`;
    expect(packet(code).accesses).toEqual(["packet ok"]);
  });
});

describe("what moves the packet", () => {
  const pull = "mov %r1, %r6\nmov %r2, 64\ncall 39";
  const check = "mov %r4, %r2\nadd %r4, 14\njgt %r4, %r3, out";
  it("makes pointers from before stale, wherever they are", () => {
    const code = `${check}\nmov %r7, %r2\nstxdw [%r10-8], %r2\n${pull}\nldxb %r5, [%r7+0]\nldxdw %r8, [%r10-8]\nldxb %r5, [%r8+0]`;
    expect(packet(code).accesses).toEqual([
      "stack@504 ok",
      "unknown STALE",
      "stack@504 ok",
      "unknown OVERWRITTEN",
    ]);
  });
  it("and what was known of its length is to be found out again", () => {
    const again = "ldxw %r2, [%r6+76]\nldxw %r3, [%r6+80]";
    expect(packet(`${check}\n${pull}\n${again}\nldxb %r5, [%r2+0]`).accesses).toEqual([
      "packet@0 PACKET_RANGE",
    ]);
    expect(packet(`${check}\n${pull}\n${again}\n${check}\nldxb %r5, [%r2+0]`).accesses).toEqual([
      "packet@0 ok",
    ]);
  });
  it("an old end says nothing of the new packet", () => {
    const code = `mov %r9, %r3\n${pull}\nldxw %r2, [%r6+76]\nmov %r4, %r2\nadd %r4, 14\njgt %r4, %r9, out\nldxb %r5, [%r2+0]`;
    expect(packet(code).accesses).toEqual(["packet@0 PACKET_RANGE"]);
  });
  it("may be a function of the program", () => {
    const found = analyse(`
      ldxw %r7, [%r6+76]
      ldxw %r8, [%r6+80]
      mov %r9, %r7
      add %r9, 14
      jgt %r9, %r8, out
      call local change
      ldxb %r5, [%r7+0]
      out:
      mov %r0, 0
      exit
      change:
      mov %r1, %r6
      mov %r2, 64
      call 39
      exit`);
    expect(found.accesses).toEqual(["unknown STALE"]);
  });
  it("may be a function that a function calls", () => {
    const found = analyse(`
      ldxw %r7, [%r6+76]
      call local first
      ldxb %r5, [%r7+0]
      mov %r0, 0
      exit
      first:
      call local second
      exit
      second:
      mov %r1, %r6
      mov %r2, 64
      call 39
      exit`);
    expect(found.accesses).toEqual(["unknown STALE"]);
  });
  it("is not a function that only computes", () => {
    const found = analyse(`
      ldxw %r7, [%r6+76]
      ldxw %r8, [%r6+80]
      mov %r9, %r7
      add %r9, 14
      jgt %r9, %r8, out
      call local compute
      ldxb %r5, [%r7+0]
      out:
      mov %r0, 0
      exit
      compute:
      mov %r0, 3
      exit`);
    expect(found.accesses).toEqual(["packet@0 ok"]);
  });
});

describe("metadata before the packet", () => {
  it("ends where the packet begins", () => {
    const code =
      "ldxw %r7, [%r6+140]\nmov %r4, %r7\nadd %r4, 4\njgt %r4, %r2, out\nldxw %r5, [%r7+0]\nldxb %r5, [%r7+4]";
    expect(packet(code).accesses).toEqual(["packet_meta@0 ok", "packet_meta@4 PACKET_META_RANGE"]);
  });
});

describe("values of maps", () => {
  it("may not be there until that was asked", () => {
    expect(analyse(`${lookup(0)}\nldxdw %r5, [%r0+0]\nexit`).accesses.slice(1)).toEqual([
      "map_value@0 NULLABLE",
    ]);
    expect(
      analyse(`${lookup(0)}\njeq %r0, 0, exit\nldxdw %r5, [%r0+8]\nldxdw %r5, [%r0+9]\nexit`).accesses.slice(
        1,
      ),
    ).toEqual(["map_value@8 ok", "map_value@9 MAP_VALUE_RANGE"]);
    expect(
      analyse(`${lookup(0)}\njne %r0, 0, there\nexit\nthere:\nldxdw %r5, [%r0+8]\nexit`).accesses.slice(1),
    ).toEqual(["map_value@8 ok"]);
    expect(analyse(`${lookup(0)}\njne %r0, 0, exit\nldxdw %r5, [%r0+8]\nexit`).accesses.slice(1)).toEqual([
      "unknown SCALAR",
    ]);
  });
  it("and are there for every copy", () => {
    const code = `${lookup(0)}\nmov %r7, %r0\nstxdw [%r10-16], %r0\njeq %r7, 0, exit\nldxb %r5, [%r0+0]\nldxdw %r8, [%r10-16]\nldxb %r5, [%r8+15]\nexit`;
    expect(analyse(code).accesses.slice(2)).toEqual(["map_value@0 ok", "stack@496 ok", "map_value@15 ok"]);
  });
  it("of another lookup are others", () => {
    const code = `${lookup(0)}\nmov %r7, %r0\n${lookup(0)}\njeq %r0, 0, exit\nldxb %r5, [%r7+0]\nexit`;
    expect(analyse(code).accesses.slice(2)).toEqual(["map_value@0 NULLABLE"]);
  });
  it("are not there after arithmetic on null", () => {
    const code = `${lookup(0)}\nadd %r0, 8\njeq %r0, 0, exit\nldxb %r5, [%r0+0]\nexit`;
    expect(analyse(code).accesses.slice(1)).toEqual(["unknown NULL_ARITHMETIC"]);
  });
  it("of an array are always there for an index that it has", () => {
    const own = analyse(`${lookup(1, 1)}\nldxdw %r5, [%r0+16]\nexit`);
    expect(own.accesses.slice(1)).toEqual(["map_value@16 ok"]);
    expect(own.finds).toEqual([true]);
    const beyond = analyse(`${lookup(1, 2)}\nldxdw %r5, [%r0+16]\nexit`);
    expect(beyond.accesses.slice(1)).toEqual(["map_value@16 NULLABLE"]);
    expect(beyond.finds).toEqual([false]);
    expect(analyse(`${lookup(0)}\nexit`).finds).toEqual([false]);
  });
  it("may be read at a bounded distance", () => {
    const at = (mask: number) =>
      analyse(
        `${random}\nmov %r9, %r0\nand %r9, ${mask}\n${lookup(1, 0)}\nadd %r0, %r9\nldxb %r5, [%r0+0]\nexit`,
      ).accesses[1];
    expect(at(15)).toBe("map_value ok");
    expect(at(31)).toBe("map_value MAP_VALUE_RANGE");
  });
  it("in a loop with a counter stay within bounds", () => {
    const code = `${lookup(1, 0)}
      mov %r7, 0
      again:
      mov %r8, %r0
      add %r8, %r7
      ldxb %r5, [%r8+0]
      add %r7, 1
      jlt %r7, 24, again
      exit`;
    expect(analyse(code).accesses.slice(1)).toEqual(["map_value ok"]);
  });
  it("of different maps have the bytes that both have", () => {
    const code = `
      ${random}
      mov %r7, %r0
      ${lookup(0)}
      jeq %r7, 0, meet
      ${lookup(5)}
      meet:
      jeq %r0, 0, exit
      ldxw %r5, [%r0+0]
      ldxb %r5, [%r0+4]
      exit`;
    expect(analyse(code).accesses.slice(2)).toEqual(["map_value@0 ok", "map_value@4 MAP_VALUE_RANGE"]);
  });
  it("or the stack, whichever way the program came", () => {
    const code = `
      ${random}
      mov %r7, %r0
      ${lookup(0)}
      jeq %r0, 0, exit
      jeq %r7, 0, meet
      mov %r0, %r10
      add %r0, -12
      meet:
      ldxdw %r5, [%r0+0]
      ldxdw %r5, [%r0+5]
      exit`;
    expect(analyse(code).accesses.slice(1)).toEqual([
      "stack_or_map_value ok",
      "stack_or_map_value MAP_VALUE_RANGE",
    ]);
  });
  it("in a map of maps", () => {
    const code = `
      ${lookup(4, 0)}
      jeq %r0, 0, exit
      mov %r1, %r0
      mov %r2, %r10
      add %r2, -4
      call 1
      jeq %r0, 0, exit
      ldxw %r5, [%r0+8]
      ldxw %r5, [%r0+9]
      exit`;
    const found = analyse(code);
    expect(found.accesses.slice(1)).toEqual(["map_value@8 ok", "map_value@9 MAP_VALUE_RANGE"]);
    expect(found.arguments[1]).toEqual(["ok", "ok"]);
  });
  it("that are frozen are constants, and dead branches disappear", () => {
    const found = analyse(`
      lddw_map_value %r1, 2
      ldxh %r2, [%r1+2]
      ldxsb %r0, [%r1+2]
      jeq %r2, 0xff80, fine
      ldxb %r5, [%r9+0]
      fine:
      exit`);
    expect(found).toMatchObject({
      accesses: ["map_value@2 ok", "map_value@2 ok"],
      jumps: ["taken"],
      results: [2n ** 64n - 128n],
    });
  });
  it("that are not frozen are not", () => {
    expect(analyse("lddw_map_value %r1, 3\nldxb %r0, [%r1+0]\nexit").results).toEqual([null]);
  });
  it("that are read-only are not written", () => {
    expect(analyse("lddw_map_value %r1, 2\nstb [%r1+0], 1\nexit").accesses).toEqual([
      "map_value@0 READ_ONLY",
    ]);
    expect(analyse("lddw_map_value %r1, 3\nstb [%r1+0], 1\nexit").accesses).toEqual(["map_value@0 ok"]);
  });
});

describe("the stack", () => {
  it("has 512 bytes", () => {
    expect(
      analyse("stb [%r10-512], 1\nstb [%r10-513], 1\nstb [%r10+0], 1\nstdw [%r10-4], 1\nexit").accesses,
    ).toEqual(["stack@0 ok", "stack@-1 STACK_RANGE", "stack@512 STACK_RANGE", "stack@508 STACK_RANGE"]);
  });
  it("keeps constants, and their bytes", () => {
    const result = (code: string) => analyse(`${code}\nexit`).results[0];
    expect(result("lddw %r1, 0x1122334455667788\nstxdw [%r10-8], %r1\nldxh %r0, [%r10-6]")).toBe(0x5566n);
    expect(
      result("lddw %r1, 0x1122334455667788\nstxdw [%r10-8], %r1\nstb [%r10-7], 0\nldxdw %r0, [%r10-8]"),
    ).toBe(0x1122334455660088n);
    expect(result("stw [%r10-8], 0x11223344\nstw [%r10-4], -2\nldxdw %r0, [%r10-8]")).toBe(
      0xfffffffe11223344n,
    );
    expect(result("stdw [%r10-8], -1\nstw [%r10-6], 0\nldxdw %r0, [%r10-8]")).toBe(0xffff00000000ffffn);
    expect(result("stdw [%r10-12], -1\nldxdw %r0, [%r10-12]")).toBeNull();
    expect(result("stdw [%r10-12], -1\nldxw %r0, [%r10-8]")).toBe(0xffffffffn);
    expect(result("stb [%r10-8], 1\nldxh %r0, [%r10-8]")).toBeNull();
  });
  const reload = (between: string) =>
    analyse(
      `stxdw [%r10-8], %r6\nstdw [%r10-16], 0\n${between}\nldxdw %r7, [%r10-8]\nldxw %r5, [%r7+0]\nexit`,
    ).accesses.slice(-1);
  it("keeps a pointer until part of it is overwritten", () => {
    expect(reload("")).toEqual(["stack@504 ok"]);
    for (const at of [-8, -5, -1]) expect(reload(`stb [%r10${at}], 0`)).toEqual(["unknown SCALAR"]);
    expect(reload("stdw [%r10-12], 0")).toEqual(["unknown SCALAR"]);
    expect(reload("stb [%r10-9], 0")).toEqual(["stack@504 ok"]);
    expect(reload("stdw [%r10-16], 0")).toEqual(["stack@504 ok"]);
  });
  it("keeps no pointer that is not aligned", () => {
    expect(
      analyse("stxdw [%r10-12], %r6\nldxdw %r7, [%r10-12]\nldxw %r5, [%r7+0]\nexit").accesses.slice(-1),
    ).toEqual(["unknown SCALAR"]);
  });
  it("a number over a pointer is a number", () => {
    expect(reload("stxdw [%r10-8], %r10\nldxdw %r7, [%r10-8]\nmov %r1, 1\nlock add [%r10-8], %r1")).toEqual([
      "unknown SCALAR",
    ]);
  });
  it("is overwritten by a helper", () => {
    const load = (off: number) =>
      `mov %r1, %r6\nmov %r2, 0\nmov %r3, %r10\nadd %r3, ${off}\nmov %r4, 4\ncall 26`;
    expect(reload(load(-4))).toEqual(["unknown SCALAR"]);
    expect(reload(load(-12))).toEqual(["stack@504 ok"]);
  });
  it("may be overwritten at a distance that is not constant", () => {
    const store = (mask: number) =>
      `${random}\nand %r0, ${mask}\nmov %r1, %r10\nadd %r1, -32\nadd %r1, %r0\nstb [%r1+0], 7`;
    expect(reload(store(16))).toEqual(["stack@504 ok"]);
    expect(reload(store(24))).toEqual(["unknown OVERWRITTEN"]);
    expect(reload(`stdw [%r10-32], 5\n${store(7)}\nldxdw %r0, [%r10-32]`)).toEqual(["stack@504 ok"]);
    expect(analyse(`stdw [%r10-32], 5\n${store(7)}\nldxdw %r0, [%r10-32]\nexit`).results).toEqual([null]);
  });
  it("may be overwritten through any pointer that is not known", () => {
    // Loaded through a pointer into the frame at a distance that is not constant: perhaps a pointer.
    const unknown = `${random}\nand %r0, 8\nmov %r1, %r10\nadd %r1, -16\nadd %r1, %r0\nldxdw %r1, [%r1+0]`;
    expect(reload(`${unknown}\nstxb [%r1+0], %r0`)).toEqual(["unknown OVERWRITTEN"]);
    expect(reload(unknown)).toEqual(["stack@504 ok"]);
  });
  it("is not overwritten through a pointer to something else, wherever it points", () => {
    const code = `ldxw %r2, [%r6+76]\n${random}\nadd %r2, %r0\nstxb [%r2+0], %r0`;
    expect(reload(code)).toEqual(["stack@504 ok"]);
  });
  it("may be changed by a function that gets a pointer to it, or can find one", () => {
    const called = (before: string) =>
      analyse(`
        stxdw [%r10-8], %r6
        ${before}
        call local other
        ldxdw %r7, [%r10-8]
        ldxw %r5, [%r7+0]
        exit
        other:
        mov %r0, 0
        exit`).accesses.slice(-1);
    expect(called("mov %r1, %r10")).toEqual(["unknown OVERWRITTEN"]);
    expect(called("mov %r9, %r10")).toEqual(["unknown OVERWRITTEN"]);
    expect(called("mov %r1, %r6")).toEqual(["stack@504 ok"]);
  });
  it("tells which bytes may be read before they are written", () => {
    const unwritten = (code: string) => analyse(`${code}\nmov %r0, 0\nexit`).unwritten;
    expect(unwritten("stdw [%r10-8], 1\nldxb %r1, [%r10-5]")).toBeNull();
    expect(unwritten("stw [%r10-8], 1\nldxdw %r1, [%r10-8]")).toEqual({ from: 0, to: 4 });
    expect(unwritten("ldxb %r1, [%r10-40]\nldxw %r1, [%r10-16]")).toEqual({ from: 12, to: 40 });
    expect(unwritten("jeq %r6, 0, skip\nstdw [%r10-8], 1\nskip:\nldxb %r1, [%r10-8]")).toBeNull();
    expect(unwritten(`${random}\njeq %r0, 0, skip\nstdw [%r10-8], 1\nskip:\nldxb %r1, [%r10-8]`)).toEqual({
      from: 7,
      to: 8,
    });
    expect(unwritten("lddw_map_fd %r1, 0\nmov %r2, %r10\nadd %r2, -4\ncall 1")).toEqual({ from: 0, to: 4 });
    expect(unwritten("mov %r1, %r10\nadd %r1, -8\ncall local other\nja end\nother:\nexit\nend:")).toEqual({
      from: 0,
      to: 512,
    });
  });
});

describe("the context", () => {
  const access = (code: string, type?: "XDP") => analyse(`${code}\nexit`, type).accesses;
  it("is accessed field by field", () => {
    expect(access("ldxw %r0, [%r6+0]\nldxh %r0, [%r6+18]\nstxw [%r6+8], %r6\nldxdw %r0, [%r6+152]")).toEqual(
      [],
    );
    expect(access("ldxw %r0, [%r6+92]")).toEqual(["context@92 CONTEXT_FIELD"]);
    expect(access("ldxw %r0, [%r6+2]")).toEqual(["context@2 CONTEXT_FIELD"]);
    expect(access("ldxdw %r0, [%r6+0]")).toEqual(["context@0 CONTEXT_FIELD"]);
    expect(access("stxw [%r6+16], %r6")).toEqual(["context@16 CONTEXT_FIELD"]);
    expect(access("ldxh %r0, [%r6+76]")).toEqual(["context@76 CONTEXT_FIELD"]);
    expect(access("ldxw %r0, [%r6+188]", "XDP")).toEqual(["context@188 CONTEXT_FIELD"]);
    expect(access(`${random}\nand %r0, 4\nadd %r6, %r0\nldxw %r0, [%r6+0]`)).toEqual([
      "context CONTEXT_FIELD",
    ]);
  });
  it("has its pointers elsewhere in XDP", () => {
    const code =
      "ldxw %r2, [%r6+0]\nldxw %r3, [%r6+4]\nmov %r4, %r2\nadd %r4, 14\njgt %r4, %r3, exit\nldxb %r0, [%r2+13]";
    expect(access(code, "XDP")).toEqual(["packet@13 ok"]);
  });
});

describe("arithmetic on pointers", () => {
  const loaded = (code: string) => analyse(`${code}\nldxb %r5, [%r1+0]\nexit`).accesses.slice(-1);
  it("makes pointers of sums and differences with numbers, and numbers of all else", () => {
    expect(loaded("mov %r1, 8\nmov %r2, %r10\nsub %r2, 16\nadd %r1, %r2")).toEqual(["stack@504 ok"]);
    expect(loaded("mov %r1, %r10\nsub %r1, %r10")).toEqual(["unknown SCALAR"]);
    expect(loaded("mov %r1, %r10\nadd %r1, %r10")).toEqual(["unknown SCALAR"]);
    expect(loaded("mov %r2, %r10\nmov %r1, 600\nsub %r1, %r2")).toEqual(["unknown SCALAR"]);
    for (const operation of [
      "and %r1, -1",
      "or %r1, 0",
      "mul %r1, 1",
      "lsh %r1, 0",
      "neg %r1",
      "mov32 %r1, %r1",
      "add32 %r1, 0",
    ]) {
      expect(loaded(`mov %r1, %r10\nadd %r1, -8\n${operation}`), operation).toEqual(["unknown SCALAR"]);
    }
    // Even where it computes the very same number.
    expect(loaded("mov %r1, %r10\nadd %r1, -8\nmod %r1, 0")).toEqual(["unknown SCALAR"]);
    expect(loaded("mov %r1, %r10\nadd %r1, -8\nle64 %r1")).toEqual(["stack@504 ok"]);
  });
  it("goes both ways", () => {
    expect(loaded(`${random}\nand %r0, 7\nmov %r1, %r10\nsub %r1, %r0`)).toEqual(["stack STACK_RANGE"]);
    expect(loaded(`${random}\nand %r0, 7\nmov %r1, %r10\nsub %r1, %r0\nadd %r1, -1`)).toEqual(["stack ok"]);
    expect(loaded(`${random}\nor %r0, -8\nmov %r1, %r10\nadd %r1, %r0`)).toEqual(["stack ok"]);
  });
  it("nothing is read through a map, the packet's end or a number", () => {
    expect(loaded("lddw_map_fd %r1, 0")).toEqual(["unknown OPAQUE"]);
    expect(loaded("ldxw %r1, [%r6+80]")).toEqual(["unknown OPAQUE"]);
    expect(loaded("lddw %r1, 0x200000")).toEqual(["unknown SCALAR"]);
  });
});

describe("atomics", () => {
  const at = (off: number, size: "" | "32" = "") =>
    analyse(`stdw [%r10-16], 0\nstdw [%r10-8], 0\nmov %r1, 1\nlock add${size} [%r10${off}], %r1\nexit`)
      .accesses[2];
  it("need alignment", () => {
    expect(at(-8)).toBe("stack@504 ok");
    expect(at(-12)).toBe("stack@500 ALIGNMENT");
    expect(at(-12, "32")).toBe("stack@500 ok");
    expect(at(-14, "32")).toBe("stack@498 ALIGNMENT");
    expect(packet("mov %r4, %r2\nadd %r4, 8\njgt %r4, %r3, out\nlock add [%r2], %r6").accesses).toEqual([
      "packet@0 ALIGNMENT",
    ]);
  });
  it("compute what they leave, and fetch what was there", () => {
    const code =
      "stdw [%r10-8], 40\nmov %r1, 2\nlock fetch add [%r10-8], %r1\nldxdw %r0, [%r10-8]\nlsh %r0, 8\nor %r0, %r1\nexit";
    expect(analyse(code).results).toEqual([BigInt((42 << 8) | 40)]);
    const exchange =
      "stdw [%r10-8], 40\nmov %r0, 41\nmov %r1, 2\nlock cmpxchg [%r10-8], %r1\nldxdw %r1, [%r10-8]\nlsh %r0, 8\nor %r0, %r1\nexit";
    expect(analyse(exchange).results).toEqual([BigInt((40 << 8) | 40)]);
  });
});

describe("arguments of helpers", () => {
  const load = (more: string) => analyse(`mov %r1, %r6\nmov %r2, 0\n${more}\ncall 26\nexit`).arguments[0];
  it("memory must hold all that is asked for", () => {
    expect(load("mov %r3, %r10\nadd %r3, -8\nmov %r4, 8")).toEqual(["ok", "ok", "ok", "ok"]);
    expect(load("mov %r3, %r10\nadd %r3, -8\nmov %r4, 9")).toEqual(["ok", "ok", "STACK_RANGE", "ok"]);
    expect(load("mov %r3, %r10\nadd %r3, -8\nmov %r4, 0")).toEqual(["ok", "ok", "ok", "refused"]);
    expect(load("mov %r3, %r6\nmov %r4, 8")).toEqual(["ok", "ok", "OPAQUE", "ok"]);
    expect(load("mov %r3, 0\nmov %r4, 8")).toEqual(["ok", "ok", "SCALAR", "ok"]);
    expect(load("lddw_map_value %r3, 2\nmov %r4, 8")).toEqual(["ok", "ok", "READ_ONLY", "ok"]);
    expect(load("lddw_map_value %r3, 3\nmov %r4, 8")).toEqual(["ok", "ok", "ok", "ok"]);
  });
  it("a size may be a range", () => {
    const sized = (bounds: string) =>
      load(`${random}\nmov %r1, %r6\nmov %r2, 0\nmov %r4, %r0\n${bounds}\nmov %r3, %r10\nadd %r3, -64`);
    expect(sized("and %r4, 63")).toEqual(["ok", "ok", "ok", "refused"]);
    expect(sized("and %r4, 63\nor %r4, 1")).toEqual(["ok", "ok", "ok", "ok"]);
    expect(sized("and %r4, 127\nor %r4, 1")).toEqual(["ok", "ok", "STACK_RANGE", "ok"]);
    expect(sized("")).toEqual(["ok", "ok", "SIZE", "refused"]);
  });
  it("null is taken where it may be, with the size 0", () => {
    const sum = (from: string, size: number) =>
      analyse(
        `${from}\nmov %r2, ${size}\nmov %r3, 0\nmov %r4, 0\nmov %r5, 0\ncall 28\nexit`,
      ).arguments[0]!.slice(0, 2);
    expect(sum("mov %r1, 0", 0)).toEqual(["ok", "ok"]);
    expect(sum("mov %r1, 0", 4)).toEqual(["SIZE", "ok"]);
    expect(sum("mov %r1, %r10\nadd %r1, -4", 4)).toEqual(["ok", "ok"]);
    expect(sum("mov %r1, %r10\nadd %r1, -4", 8)).toEqual(["STACK_RANGE", "ok"]);
  });
  it("the context and maps are passed whole", () => {
    expect(analyse("mov %r1, %r6\nadd %r1, 4\nmov %r2, 0\ncall 39\nexit").arguments[0]).toEqual([
      "refused",
      "ok",
    ]);
    expect(
      analyse("stw [%r10-4], 0\nlddw_map_fd %r1, 0\nmov %r2, %r10\nadd %r2, -3\ncall 1\nexit").arguments[0],
    ).toEqual(["ok", "STACK_RANGE"]);
    expect(
      analyse("stw [%r10-4], 0\nlddw_map_fd %r1, 0\nadd %r1, 8\nmov %r2, %r10\nadd %r2, -4\ncall 1\nexit")
        .arguments[0],
    ).toEqual(["refused", "ok"]);
    expect(analyse("mov %r1, %r6\nlddw_map_fd %r2, 0\nmov %r3, 0\ncall 12\nexit").arguments[0]).toEqual([
      "ok",
      "refused",
      "ok",
    ]);
  });
});

describe("legacy packet loads", () => {
  it("give a number of their width, and leave 0 in the argument registers", () => {
    const found = analyse("ldabsb 12\nja on\non:\nrsh %r0, 8\nadd %r0, %r3\nexit");
    expect(found.results).toEqual([0n]);
  });
});

describe("code that no run gets to", () => {
  it("is left out, and what leads there is decided", () => {
    const found = analyse(`
      mov %r2, 5
      jgt %r2, 6, never
      jset %r2, 2, never
      jslt %r2, -1, never
      mov %r0, 1
      exit
      never:
      ldxb %r0, [%r9+0]
      exit`);
    expect(found).toMatchObject({
      accesses: [],
      jumps: ["not taken", "not taken", "not taken"],
      results: [1n],
    });
  });
  it("comparisons that exclude each other", () => {
    const found = analyse(`
      ${random}
      jgt %r0, 10, exit
      jlt %r0, 4, exit
      jgt %r0, 20, never
      jeq %r0, 3, never
      jeq32 %r0, 3, never
      jset %r0, 16, never
      exit
      never:
      ldxb %r0, [%r9+0]
      exit`);
    expect(found.jumps.slice(2)).toEqual(["not taken", "not taken", "not taken", "not taken"]);
    expect(found.accesses).toEqual([]);
  });
});

describe("loops", () => {
  const turns = (code: string) => analyse(`${code}\nmov %r0, 0\nexit`).iterations;
  it("with a counter end", () => {
    expect(turns("mov %r1, 0\nagain:\nadd %r1, 1\njlt %r1, 10, again")).toEqual([9]);
    expect(turns("mov %r1, 0\nagain:\nadd32 %r1, 3\njlt32 %r1, 10, again")).toEqual([3]);
    expect(turns("mov %r1, 100\nagain:\nadd %r1, -1\njne %r1, 0, again")).toEqual([99]);
    expect(turns("mov %r1, 0\nagain:\njge %r1, 16, out\nadd %r1, 2\nja again\nout:")).toEqual([8]);
  });
  it("with a counter on the stack end", () => {
    const code = `
      stdw [%r10-8], 0
      again:
      ldxdw %r1, [%r10-8]
      add %r1, 1
      stxdw [%r10-8], %r1
      jlt %r1, 10, again`;
    expect(turns(code)).toEqual([9]);
  });
  it("over the packet end with it", () => {
    const code = `
      ldxw %r2, [%r6+76]
      ldxw %r3, [%r6+80]
      again:
      mov %r4, %r2
      add %r4, 4
      jgt %r4, %r3, out
      mov %r2, %r4
      ja again
      out:`;
    const [count] = turns(code);
    // As many as the buffer has steps.
    expect(count).toBeGreaterThan(16_000);
    expect(count).toBeLessThan(20_000);
  });
  it("in loops turn as often as both say", () => {
    const code = `
      mov %r1, 0
      outer:
      mov %r2, 0
      inner:
      add %r2, 1
      jlt %r2, 5, inner
      add %r1, 1
      jlt %r1, 10, outer`;
    expect(turns(code)).toEqual([4 * 10, 9]);
  });
  it("may not end", () => {
    expect(turns("mov %r1, 0\nagain:\nadd %r1, 1\njne %r1, %r6, again")).toEqual([null]);
    // It may stay where it is, go both ways, or jump over the end and around.
    const step = (by: string, jump: string) => turns(`mov %r1, 0\nagain:\n${random}\n${by}\n${jump}\n`)[0];
    expect(step("and %r0, 1\nadd %r1, %r0", "jlt %r1, 10, again")).toBeNull();
    expect(step("and %r0, 1\nadd %r1, %r0\nadd %r1, 1", "jlt %r1, 10, again")).toBe(9);
    expect(step("jeq %r0, 0, down\nadd %r1, 2\ndown:\nadd %r1, -1", "jlt %r1, 10, again")).toBeNull();
    expect(step("jne %r0, 0, up\nja on\nup:\nadd %r1, 2\non:\nadd %r1, -1", "jlt %r1, 10, again")).toBeNull();
    expect(
      step(
        "jeq %r0, 0, still\nadd %r1, 1\nja on\nstill:\nmov %r2, 0\non:",
        "mov %r9, 10\njlt %r1, %r9, again",
      ),
    ).toBeNull();
    expect(step("add %r1, 3", "jne %r1, 10, again")).toBeNull();
    expect(step("add32 %r1, 0x7fffffff", "jne32 %r1, 0, again")).toBeNull();
    expect(step("mov %r1, %r0\nadd %r1, 1", "jlt %r1, 10, again")).toBeNull();
  });
  it("with a counter that something else writes have no bound", () => {
    const counted = (other: string) =>
      turns(`
        stdw [%r10-8], 0
        again:
        ${other}
        ldxdw %r1, [%r10-8]
        add %r1, 1
        stxdw [%r10-8], %r1
        jlt %r1, 10, again`)[0];
    const at = (off: number) =>
      `mov %r1, %r6\nmov %r2, 0\nmov %r3, %r10\nadd %r3, ${off}\nmov %r4, 8\ncall 26`;
    expect(counted(at(-16))).toBe(9);
    expect(counted(at(-12))).toBeNull();
    expect(counted("stb [%r10-7], 0")).toBeNull();
    expect(counted(`${random}\nand %r0, 15\nmov %r2, %r10\nsub %r2, %r0\nstb [%r2-1], 0`)).toBeNull();
    expect(counted("lddw_map_value %r2, 3\nstb [%r2+0], 0")).toBe(9);
  });
  it("that are entered in the middle have no bound", () => {
    // From the side it turns once more than from its head.
    const side = `
      ${random}
      mov %r1, 7
      jeq %r0, 0, middle
      mov %r1, 8
      again:
      mov %r2, 1
      middle:
      add %r1, 1
      mov %r9, 10
      jlt %r1, %r9, again`;
    expect(turns(side)).toEqual([null]);
    const code = `
      mov %r1, 0
      ${random}
      jeq %r0, 0, middle
      again:
      mov %r1, 0
      middle:
      add %r1, 1
      jlt %r1, 10, again`;
    expect(turns(code)).toEqual([null]);
  });
});

describe("functions of the program", () => {
  it("know what every call gives them", () => {
    const found = analyse(`
      ldxw %r7, [%r6+76]
      ldxw %r8, [%r6+80]
      mov %r9, %r7
      add %r9, 20
      jgt %r9, %r8, out
      stdw [%r10-8], 1
      mov %r1, %r6
      mov %r2, %r7
      mov %r3, %r10
      add %r3, -8
      mov %r4, 3
      call local work
      out:
      mov %r0, 0
      exit
      work:
      ldxw %r5, [%r1+0]
      ldxb %r5, [%r2+19]
      ldxb %r5, [%r2+20]
      stxdw [%r3+0], %r4
      stxdw [%r3+1], %r4
      add %r3, %r4
      ldxb %r0, [%r3+4]
      mov %r0, %r4
      exit`);
    expect(found.accesses).toEqual([
      "stack@504 ok",
      "packet@19 ok",
      "packet@20 PACKET_RANGE",
      "caller_stack@504 ok",
      "caller_stack@505 STACK_RANGE",
      "caller_stack@511 ok",
    ]);
    expect(found.results).toEqual([0n, 3n]);
  });
  it("know what all calls have in common", () => {
    const found = analyse(`
      lddw_map_value %r1, 3
      mov %r2, 4
      call local work
      mov %r1, %r10
      add %r1, -8
      mov %r2, 5
      call local work
      exit
      work:
      ldxb %r0, [%r1+0]
      mov %r0, %r2
      jgt %r0, 5, never
      jgt %r0, 4, maybe
      maybe:
      exit
      never:
      ldxb %r0, [%r9+0]
      exit`);
    expect(found.accesses).toEqual(["unknown JOINED"]);
    expect(found.jumps).toEqual(["not taken", "either"]);
  });
  it("do not write their own frame through a pointer to another one", () => {
    const found = analyse(`
      mov %r1, %r10
      add %r1, -64
      call local work
      mov %r0, 0
      exit
      work:
      stdw [%r10-64], 7
      stxb [%r1+0], %r1
      ldxdw %r0, [%r10-64]
      exit`);
    expect(found.results).toEqual([0n, 7n]);
  });
  it("may have any arguments if they call themselves", () => {
    const found = analyse(`
      mov %r2, 4
      call local work
      exit
      work:
      mov %r0, 0
      jgt %r2, 9, done
      add %r2, 1
      call local work
      done:
      exit`);
    expect(found.jumps).toEqual(["either"]);
    const again = analyse(
      "ja on\non:\njeq %r2, 0, first\nmov %r0, %r2\nexit\nfirst:\nmov %r2, 1\ncall local -8\nexit",
    );
    expect(again.jumps).toEqual(["either"]);
  });
  const result = (work: string) => analyse(`call local work\nadd %r0, 1\nexit\nwork:\n${work}`).results[0];
  it("give back numbers, from whichever end", () => {
    expect(result("mov %r0, 5\nexit")).toBe(6n);
    expect(result("mov %r6, %r1\nldabsb 3\nmov %r0, 5\nexit")).toBeNull();
    expect(result("mov %r6, %r1\nldabsb 3\nmov %r0, 0\nexit")).toBe(1n);
    expect(result("mov %r6, %r1\nlddw_map_fd %r2, 0\nmov %r3, 0\ncall 12\nmov %r0, 5\nexit")).toBeNull();
  });
  it("are not reached unless they are called", () => {
    const code = "jeq %r6, 0, never\nexit\nnever:\ncall local work\nexit\nwork:\nldxb %r0, [%r9+0]\nexit";
    expect(analyse(code).accesses).toEqual([]);
  });
});
