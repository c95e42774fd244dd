import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseFrame, toHex } from "../../cli/bytes.ts";
import { CliError } from "../../cli/errors.ts";
import { example } from "./skbox.ts";

const ARP = "ffffffffffff1252e37e874f08060001080006040001" + "1252e37e874fac1000fb000000000000ac1000be";
const parse = (text: string) => parseFrame(Buffer.from(text, "latin1"), "frame.txt");

/** The dumps are what these tools printed. */
const XXD = `00000000: ffff ffff ffff 1252 e37e 874f 0806 0001  .......R.~.O....
00000010: 0800 0604 0001 1252 e37e 874f ac10 00fb  .......R.~.O....
00000020: 0000 0000 0000 ac10 00be                 ..........
`;
const TCPDUMP = `14:00:00.000000 ARP, Request who-has 172.16.0.190 tell 172.16.0.251, length 28
\t0x0000:  ffff ffff ffff 1252 e37e 874f 0806 0001
\t0x0010:  0800 0604 0001 1252 e37e 874f ac10 00fb
\t0x0020:  0000 0000 0000 ac10 00be
`;

describe("a packet from a file", () => {
  it.each([
    ["digits", ARP],
    ["digits with comments", `# to all\n${ARP.slice(0, 12)} # from\n${ARP.slice(12)}\n`],
    ["xxd", XXD],
    ["xxd, a byte in each group", XXD.replace(/(?<=[: ][0-9a-f]{2})(?=[0-9a-f]{2} )/g, " ")],
    ["xxd, without letters", XXD.replace(/ {2,}\S+$/gm, "")],
    ["tcpdump -xx", TCPDUMP],
    ["tcpdump -XX", TCPDUMP.replace(/(?<=000[01]|00fb|00be)$/gm, "  ..ab.cd")],
    ["lines as of Windows", XXD.replaceAll("\n", "\r\n")],
  ])("may be %s", (_, text) => {
    expect(toHex(parse(text))).toBe(ARP);
  });

  it("is bytes as they are where they are no text", () => {
    const bytes = Buffer.from(ARP, "hex");
    expect(parseFrame(bytes, "frame.bin")).toBe(bytes);
  });

  it.each([
    ["two packets", TCPDUMP + TCPDUMP, 5, /^14:00:00/],
    ["two dumps", XXD + XXD, 4, /^offset 00000000 of one packet$/],
    ["a line too few", XXD.replace(/^00000010.*\n/m, ""), 2, /^offset 00000020/],
    ["a word too many", `${ARP}\nff f0 xy`, 2, /^xy$/],
  ])("is refused as %s", (_, text, line, found) => {
    const error = (() => {
      try {
        return parse(text);
      } catch (error) {
        return error;
      }
    })();
    expect(error).toBeInstanceOf(CliError);
    expect(error).toMatchObject({ code: "NOT_HEX", fields: { line, found: expect.stringMatching(found) } });
  });

  const missing = spawnSync("tcpdump", ["--version"]).error ? " (skipped: no tcpdump)" : "";
  it.skipIf(missing)(`may be what tcpdump prints now${missing}`, () => {
    const options = ["-r", example("netpod.pcap"), "-c", "1", "-n"];
    const { stdout } = spawnSync("tcpdump", [...options, "-XX"], { encoding: "latin1" });
    // Behind the headers of file and packet.
    expect(toHex(parse(stdout))).toBe(toHex(readFileSync(example("netpod.pcap")).subarray(40, 40 + 42)));
  });
});
