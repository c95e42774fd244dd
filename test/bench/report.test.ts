import { describe, expect, it } from "vitest";
import { chartPage } from "../../bench/chart.ts";
import { type CaseResult, figure, summarize, table } from "../../bench/report.ts";
import { geomean, median, race } from "../../bench/timing.ts";

const cases: CaseResult[] = [
  { name: "sum", kind: "micro", unit: "packet", insns: 100, ns: { jit: 10, interpreter: 150, kernel: 20 } },
  { name: "xor", kind: "micro", unit: "packet", insns: 10, ns: { jit: 40, interpreter: 60, kernel: 20 } },
  { name: "core: ARP reply", kind: "cilium", unit: "packet", ns: { jit: 15, interpreter: 500, kernel: 60 } },
  { name: "hash hot", kind: "map", unit: "lookup", ns: { jit: 4, interpreter: 20 } },
  { name: "a start", kind: "boundary", unit: "start", ns: { jit: 2e7 }, bytes: { jit: 1e7 } },
];
const curve = {
  name: "cost per lookup by entries",
  x: "entries",
  unit: "lookup",
  points: [
    { x: 100, ns: { jit: 2, kernel: 8 } },
    { x: 10_000, ns: { jit: 3, kernel: 9 } },
  ],
};
const result = summarize("a machine", 5, cases, [curve]);

describe("report", () => {
  it("takes means of ratios within a kind, and leaves out what was not measured", () => {
    expect(result.geomean).toEqual({
      jit_vs_kernel: 1,
      jit_vs_kernel_worst: 2,
      jit_vs_kernel_cilium: 0.25,
      jit_vs_kernel_map: null,
      jit_vs_interpreter: 0.211,
      interpreter_ns_per_insn: 3,
    });
  });

  it("says of each target whether it was reached, missed, or not measured", () => {
    const line = (text: string) =>
      table(result)
        .split("\n")
        .find((one) => one.startsWith(text))!
        .replace(/\s+/g, " ");
    expect(line("jit / kernel, micro programs")).toBe("jit / kernel, micro programs 1.1 1 reached");
    expect(line("the same, worst program")).toBe("the same, worst program 1.35 2 missed");
    expect(line("jit / kernel, map lookups")).toBe("jit / kernel, map lookups, worst 0.75 - not measured");
    expect(line("sum")).toBe("sum 10 150 20 0.50 1.50");
  });

  it("writes nanoseconds so that they are read easily", () => {
    expect([1.234, 12.34, 123.4, 12_340, 12_340_000].map(figure)).toEqual([
      "1.2",
      "12",
      "123",
      "12.3 us",
      "12.3 ms",
    ]);
  });

  it("draws every ratio and every curve, without a coordinate that is no number", () => {
    const page = chartPage(result);
    expect(page.match(/<rect/g)).toHaveLength(3);
    expect(page.match(/<polyline/g)).toHaveLength(2);
    expect(page).not.toMatch(/NaN|undefined|Infinity/);
  });
});

describe("timing", () => {
  it("times competitors by turns, and takes the median of each", () => {
    const turns: string[] = [];
    const sampler = (name: string, figures: number[]) => () => {
      turns.push(name);
      return figures.shift()!;
    };
    const ns = race(
      new Map([
        ["a", sampler("a", [0, 5, 1, 9])],
        ["b", sampler("b", [0, 2, 2, 8])],
      ]),
      { rounds: 3, warmUp: 0 },
    );
    expect(turns.join("")).toBe("abababab");
    expect(ns).toEqual(
      new Map([
        ["a", 5],
        ["b", 2],
      ]),
    );
  });

  it("has medians and geometric means", () => {
    expect([median([3, 1, 2]), median([4, 1, 2, 3]), geomean([1, 4])]).toEqual([2, 2.5, 2]);
  });
});
