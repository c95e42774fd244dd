import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  decodePacketDifference,
  decodeSuiteResult,
  formatMessage,
  PACKET_DIFFERENCE_SIZE,
} from "../../vm/unit-test-report.ts";

const bytes = (...parts: (number | string)[]) =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === "number" ? [part] : [...Buffer.from(part)])));
const U64_MAX = 0xffff_ffff_ffff_ffffn;
const messages = (report: Uint8Array) => decodeSuiteResult(report, []).logs.map(({ message }) => message);

describe("a report", () => {
  it("has logs whose length is one raw byte, even above 127", () => {
    const text = "x".repeat(140);
    expect(messages(bytes(0x12, 143, 0x0a, 141, text, 0, 0x12, 3, 0x0a, 1, "y"))).toEqual([text, "y"]);
  });

  it("has tests whose length is a varint of two bytes", () => {
    const { subtests } = decodeSuiteResult(bytes(0x0a, 0x85, 0x00, 0x0a, 1, "a", 0x10, 1, 0), []);
    expect(subtests).toEqual([{ name: "a", status: "pass", logs: [] }]);
  });

  it("keeps what was whole where the rest is cut off", () => {
    expect(messages(bytes(0x12, 3, 0x0a, 1, "a", 0x12, 9, 0x0a, 1))).toEqual(["a"]);
    expect(messages(bytes(0x12))).toEqual([]);
  });

  it("is decoded without an error whatever it holds", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (report) => {
        decodeSuiteResult(report, []);
      }),
    );
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: PACKET_DIFFERENCE_SIZE, maxLength: PACKET_DIFFERENCE_SIZE }),
        (entry) => {
          const difference = decodePacketDifference(entry);
          expect(difference === null).toBe(entry[0] === 0);
          expect(difference?.got.length ?? 0).toBeLessThanOrEqual(1518);
        },
      ),
    );
    expect(decodePacketDifference(new Uint8Array(3))).toBeNull();
  });
});

describe("formatMessage", () => {
  it.each([
    ["%d and %i", [U64_MAX, 7n], "-1 and 7"],
    ["%u %lu %llu", [5n, 6n, U64_MAX], "5 6 18446744073709551615"],
    ["0x%x %X %08lx", [255n, 255n, 0xabcn], "0xff FF 00000abc"],
    ["%5d|%-5d|%05d", [U64_MAX - 2n, 3n, U64_MAX - 2n], "   -3|3    |-0003"],
    ["%c%%%o %p", [65n, 8n, 16n], "A%10 0x10"],
    ["%d %d", [1n], "1 %d"],
    ["100% sure, %s", [1n], "100% sure, %s"],
    ["%999999999d", [1n], `${" ".repeat(63)}1`],
  ] as const)("%s with %s", (format, values, text) => {
    expect(formatMessage(format, values)).toBe(text);
  });
});
