/** The commands of `prog debug`, and what they print. */
import {
  type Breakpoint,
  type Collection,
  type Debugger,
  type DebugPosition,
  type Direction,
  disassemble,
  fromHex,
  hexByte,
  STACK_SIZE,
  type Stride,
} from "../vm/index.ts";
import { toHex } from "./bytes.ts";
import { breakpointText, parsePlace, placeNames } from "./debug-places.ts";
import { CliError } from "./errors.ts";
import type { Io } from "./io.ts";
import { trapSentence, verdictSentence } from "./messages.ts";
import { nearest } from "./nearest.ts";
import { summarizePacket } from "./packet-summary.ts";
import { SourceText } from "./source-text.ts";
import { type Style, style as styleOf } from "./style.ts";
import { placeText } from "./trace-story.ts";
import { registerText, TracedObjects } from "./trace-text.ts";

type Row = readonly [names: string, parameters: string, meaning: string];

/** Names of one command; gdb's, where it has them. */
const ROWS: readonly Row[] = [
  ["break b", "PLACE", "stop at FILE:LINE, LINE, a function, a helper, *INSN or PROGRAM:*INSN"],
  ["delete d", "[N]", "remove breakpoint N, or all"],
  ["breakpoints", "", "list them"],
  ["continue c", "", "go on until a breakpoint or the end"],
  ["step s", "[N]", "to the next line, into what it calls"],
  ["next n", "[N]", "to the next line, over what it calls"],
  ["stepi si", "[N]", "to the next instruction"],
  ["finish fin", "", "out of the function"],
  ["reverse-continue rc", "", "back to the last breakpoint, or the beginning"],
  ["reverse-step rs", "[N]", "back to where a line began"],
  ["reverse-next rn", "[N]", "the same over what was called"],
  ["reverse-stepi rsi", "[N]", "back to the instruction before"],
  ["reverse-finish rfin", "", "back to the call"],
  ["goto g", "STEP", "to an instruction by its number in the run"],
  ["registers r", "", "r0 to r10, and what they point to"],
  ["backtrace bt", "", "the open calls"],
  ["list l", "[PLACE]", "the source around the line, or around another one"],
  ["disassemble dis", "", "the instructions around this one"],
  ["stack", "[FRAME]", "what is on the stack, from r10 down"],
  ["packet p", "", "the packet's bytes"],
  ["context ctx", "", "the fields of the context that are not 0"],
  [
    "map m",
    "[NAME [KEY]]",
    "a map's elements, or one of them by its key in hexadecimal; without a name all maps",
  ],
  ["help h", "", "this list"],
  ["quit q", "", "leave; so does the end of input"],
];

const names = ROWS.flatMap(([all]) => all.split(" "));

export const COMMANDS_HELP = `Commands:
${ROWS.map(([all, parameters, meaning]) => `  ${`${all.replace(" ", ", ")} ${parameters}`.trim().padEnd(32)}${meaning}`.trimEnd()).join("\n")}
`;

const LISTED = 5;
/** Elements of a map that are shown. */
const MAX_ELEMENTS = 50;

export class DebugConsole {
  readonly #session: Debugger;
  readonly #collections: readonly Collection[];
  readonly #objects: TracedObjects;
  readonly #source: SourceText;
  readonly #style: Style;
  #breakpoints: { number: number; at: Breakpoint[] }[] = [];
  #lastNumber = 0;

  constructor(session: Debugger, collections: readonly Collection[], io: Pick<Io, "color">) {
    this.#session = session;
    this.#collections = [...new Set(collections)];
    this.#objects = new TracedObjects(this.#collections);
    this.#source = new SourceText(this.#collections);
    this.#style = styleOf(io.color);
  }

  greeting(): string {
    return this.#where();
  }

  /** What a command prints; null for the one that leaves. Throws CliError BAD_DEBUG_COMMAND, MachineError. */
  execute(line: string): string | null {
    const [word = "", ...rest] = line.trim().split(/\s+/);
    const row = ROWS.find(([all]) => all.split(" ").includes(word));
    if (!row) {
      throw new CliError("BAD_DEBUG_COMMAND", {
        name: word,
        found: "no such command",
        expected: "`help` lists those there are",
        candidates: nearest(word, names),
      });
    }
    const [name = ""] = row[0].split(" ");
    const argument = rest.join(" ");
    const allowed = row[1].split(" ").filter(Boolean).length;
    if (rest.length > allowed) this.#refuse(word, `takes ${row[1] || "nothing behind it"}, not ${argument}`);
    switch (name) {
      case "break":
        return this.#break(argument);
      case "delete":
        return this.#delete(argument);
      case "breakpoints":
        return this.#breakpoints.map((one) => this.#breakpointLine(one)).join("") || "no breakpoints\n";
      case "continue":
      case "reverse-continue":
        return this.#continue(name === "continue" ? "forwards" : "backwards");
      case "goto":
        this.#session.goTo(this.#number(word, argument, 0));
        return this.#where();
      case "registers":
        return this.#registers();
      case "backtrace":
        return this.#backtrace();
      case "list":
        return this.#list(argument);
      case "disassemble":
        return this.#disassemble();
      case "stack":
        return this.#stack(argument);
      case "packet":
        return this.#packet();
      case "context":
        return this.#context();
      case "map":
        return this.#map(rest[0], rest[1]);
      case "help":
        return COMMANDS_HELP;
      case "quit":
        return null;
      default:
        return this.#step(name, argument);
    }
  }

  /** What the last word of a line may become. */
  complete(line: string): string[] {
    const words = line.split(/\s+/);
    const last = words.at(-1) ?? "";
    const [first = ""] = words;
    const maps = () => this.#collections.flatMap(({ maps }) => [...maps.keys()]);
    const candidates =
      words.length === 1
        ? names
        : ["break", "b", "list", "l"].includes(first)
          ? placeNames(this.#source, this.#collections)
          : ["map", "m"].includes(first)
            ? maps()
            : [];
    return candidates.filter((candidate) => candidate.startsWith(last));
  }

  // ---- moving

  #step(name: string, argument: string): string {
    const strides: Readonly<Record<string, Stride>> = {
      step: "line",
      next: "over",
      stepi: "insn",
      finish: "out",
    };
    const direction: Direction = name.startsWith("reverse-") ? "backwards" : "forwards";
    const stride = strides[name.replace("reverse-", "")]!;
    const times = argument === "" ? 1 : this.#number(name, argument, 1);
    for (let i = 0; i < times; i++) {
      const from = this.#session.position;
      this.#session.step(stride, direction);
      if (!this.#session.position || this.#session.position.step === from?.step) break;
    }
    return this.#where();
  }

  #continue(direction: Direction): string {
    const all = this.#breakpoints.flatMap(({ at }) => at);
    const hit = this.#session.continue(all, direction);
    const which = hit && this.#breakpoints.find(({ at }) => at.includes(hit));
    return `${which ? this.#style.dim(`breakpoint ${which.number}: ${breakpointText(hit)}\n`) : ""}${this.#where()}`;
  }

  /** Where the run stands, and its line and instruction; or how it ended. */
  #where(): string {
    const { position: at, result } = this.#session;
    if (at) return this.#placeOf(at);
    if (!result) return "";
    if (!result.trap) return `the run has ended: ${this.#style.bold(verdictSentence(result))}\n`;
    const { trap } = result;
    return (
      `the run was stopped: ${this.#style.bad(trapSentence(trap))}\n` +
      `in ${trap.program}, instruction ${trap.pc}: ${trap.insn}${trap.line ? `  ${placeText(trap.line)}` : ""}\n`
    );
  }

  #placeOf({ step, function: name, program, line, pc, insn }: DebugPosition): string {
    const where = name === program ? name : `${name} (in ${program})`;
    const source = line ? `${line.line}  ${line.text.trim()}\n` : "";
    const head = `step ${step}  ${this.#style.bold(where)}  ${placeText(line)}`.trimEnd();
    return `${head}\n${source}${this.#style.dim(`${pc}: ${insn}`)}\n`;
  }

  // ---- breakpoints

  #break(place: string): string {
    if (place === "") this.#refuse("break", "takes a place");
    const at = parsePlace(place, this.#session.position, this.#source, this.#collections);
    const breakpoint = { number: ++this.#lastNumber, at };
    this.#breakpoints.push(breakpoint);
    return this.#breakpointLine(breakpoint);
  }

  #breakpointLine({ number, at }: { number: number; at: readonly Breakpoint[] }): string {
    return `breakpoint ${number}: ${at.map(breakpointText).join(", ")}\n`;
  }

  #delete(argument: string): string {
    const number = argument === "" ? null : this.#number("delete", argument, 1);
    const left = number === null ? [] : this.#breakpoints.filter((one) => one.number !== number);
    if (number !== null && left.length === this.#breakpoints.length)
      this.#refuse("delete", `no breakpoint ${number}`);
    this.#breakpoints = left;
    return "";
  }

  // ---- looking

  #registers(): string {
    return this.#session
      .registers()
      .map((register, n) => {
        // Where a pointer lies is the machine's own affair.
        const text = register.pointer ? registerText(register) : `0x${register.value.toString(16)}`;
        return `${`r${n}`.padEnd(4)}${text}`;
      })
      .map((text) => `${text}\n`)
      .join("");
  }

  #backtrace(): string {
    return this.#session
      .frames()
      .map(({ depth, function: name, line, pc, program }) => {
        const text = line ? `  ${line.text.trim()}` : "";
        return `#${depth}  ${name} (${program.name}:*${pc})  ${placeText(line)}${text}\n`;
      })
      .join("");
  }

  #list(place: string): string {
    const at = this.#session.position;
    const found = place === "" ? at?.line : parsePlace(place, at, this.#source, this.#collections)[0];
    if (found?.file === undefined || found.line === undefined) {
      return this.#refuse("list", place === "" ? "no line of C here" : `${place} is no line`);
    }
    const { file, line } = found;
    const lines = this.#source.around(file, line, LISTED);
    const width = Math.max(...lines.map((one) => String(one.line).length));
    return [
      `${file}\n`,
      ...lines.map((one) => {
        const here = at?.line?.file === file && at.line.line === one.line;
        const text = `${here ? ">" : " "} ${String(one.line).padStart(width)}  ${one.text.replaceAll("\t", "  ")}`;
        return `${here ? this.#style.bold(text) : text}\n`;
      }),
    ].join("");
  }

  #disassemble(): string {
    const at = this.#session.position;
    if (!at) return this.#refuse("disassemble", "the run has ended");
    const spec = this.#session.frames()[0]!.program;
    const all = disassemble(spec);
    const here = all.findIndex(({ pc }) => pc === at.pc);
    return all
      .slice(Math.max(0, here - LISTED), here + LISTED + 1)
      .map(({ pc, text }) => {
        const shown = `${pc === at.pc ? ">" : " "} ${String(pc).padStart(5)}: ${text}`;
        return `${pc === at.pc ? this.#style.bold(shown) : shown}\n`;
      })
      .join("");
  }

  #stack(argument: string): string {
    const depth = argument === "" ? (this.#session.position?.depth ?? 0) : this.#number("stack", argument, 0);
    const frames = this.#session.frames().length;
    if (depth >= Math.max(frames, 1)) this.#refuse("stack", `frame ${depth} is not open`);
    const bytes = this.#session.stack(depth);
    const rows = Array.from({ length: STACK_SIZE / 8 }, (_, i) => STACK_SIZE - 8 * (i + 1))
      .map((at) => ({ at, slot: bytes.subarray(at, at + 8) }))
      .filter(({ slot }) => slot.some((byte) => byte !== 0))
      .map(({ at, slot }) => `r10${`-${STACK_SIZE - at}`.padEnd(6)}${Array.from(slot, hexByte).join(" ")}\n`);
    return rows.join("") || "all zeros\n";
  }

  #packet(): string {
    const packet = this.#session.packet();
    const lines = Array.from({ length: Math.ceil(packet.length / 16) }, (_, i) => {
      const bytes = Array.from(packet.subarray(16 * i, 16 * i + 16), hexByte).join(" ");
      return `${(16 * i).toString(16).padStart(4, "0")}  ${bytes}\n`;
    });
    return `${summarizePacket(packet)}, ${packet.length} bytes\n${lines.join("")}`;
  }

  #context(): string {
    const fields = Object.entries(this.#session.context()).filter(([, value]) =>
      typeof value === "object" ? value.some((word) => word !== 0) : BigInt(value) !== 0n,
    );
    const text = (value: number | bigint) => (value < 10 ? `${value}` : `${value} (0x${value.toString(16)})`);
    return fields
      .map(
        ([name, value]) =>
          `${name} ${typeof value === "object" ? `[${value.map(text).join(", ")}]` : text(value)}\n`,
      )
      .join("");
  }

  #map(name: string | undefined, key: string | undefined): string {
    const maps = new Map(this.#collections.flatMap((one) => [...one.maps]));
    if (name === undefined) {
      return [...maps.values()].map((map) => `${map.name} (${map.type})\n`).join("");
    }
    const map = maps.get(name);
    if (!map) {
      throw new CliError("BAD_DEBUG_COMMAND", {
        name,
        found: "no such map",
        candidates: nearest(name, maps.keys()),
      });
    }
    const show = (bytes: Uint8Array, value: Uint8Array) =>
      `${this.#objects.key(map.spec, bytes)}: ${(map.isPerCpu ? map.perCpu(value) : [value])
        .map((one) => this.#objects.value(map.spec, one))
        .join(" | ")}\n`;
    if (key !== undefined) {
      const bytes = fromHex(key);
      if (!bytes) this.#refuse(key, "a key is in hexadecimal");
      const value = map.lookup(bytes!);
      return value ? show(bytes!, value) : `no ${toHex(bytes!)} in ${name}\n`;
    }
    const lines: string[] = [];
    for (const [bytes, value] of map.entries()) {
      if (map.type.includes("ARRAY") && value.every((byte) => byte === 0)) continue;
      if (lines.push(show(bytes, value)) > MAX_ELEMENTS) break;
    }
    if (lines.length > MAX_ELEMENTS) lines[MAX_ELEMENTS] = "…\n";
    return lines.join("") || (map.type.includes("ARRAY") ? "all zeros\n" : "empty\n");
  }

  #number(name: string, text: string, least: number): number {
    const value = Number(text);
    if (text === "" || !Number.isSafeInteger(value) || value < least) {
      this.#refuse(name, `takes a whole number from ${least} on, not ${text || "nothing"}`);
    }
    return value;
  }

  #refuse(name: string, found: string): never {
    throw new CliError("BAD_DEBUG_COMMAND", { name, found });
  }
}
