/** Parsers of option values. */
import { Option } from "commander";
import { CliError } from "./errors.ts";

/** A whole number from 1 on, decimal. */
export const positive =
  (name: string) =>
  (text: string): number => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || !Number.isSafeInteger(value) || value < 1) {
      throw new CliError("NOT_A_NUMBER", { name, found: text, expected: "a whole number from 1 on" });
    }
    return value;
  };

/** Seconds with up to nine digits behind the point, as nanoseconds. */
export const nanoseconds =
  (name: string) =>
  (text: string): bigint => {
    const [, whole, fraction = ""] = /^(\d{1,10})(?:\.(\d{1,9}))?$/.exec(text) ?? [];
    if (whole === undefined) {
      throw new CliError("NOT_A_NUMBER", { name, found: text, expected: "seconds, like 86400.25" });
    }
    return BigInt(whole) * 1_000_000_000n + BigInt(fraction.padEnd(9, "0"));
  };

/** Name of what `@FILE` assigns: all that a file says. */
export const FROM_FILE = "@";

export type Assignment = readonly [name: string, value: string];

/** Collects `NAME=VALUE`, and of --set `@FILE`, of an option that may be given more than once. */
export const assignments =
  (option: string, expected: string) =>
  (text: string, previous: readonly Assignment[] = []): Assignment[] => {
    if (option === "--set" && text.startsWith(FROM_FILE)) return [...previous, [FROM_FILE, text.slice(1)]];
    const at = text.indexOf("=");
    if (at < 1) throw new CliError("NOT_AN_ASSIGNMENT", { name: option, found: text, expected });
    return [...previous, [text.slice(0, at), text.slice(at + 1)]];
  };

/** Collects the values of an option that may be given more than once. */
export const repeated = (text: string, previous: readonly string[] = []): string[] => [...previous, text];

/** `--engine`, of all commands that have it. */
export const engineOption = (description: string): Option =>
  new Option("--engine <NAME>", description).choices(["auto", "interpreter", "jit", "kernel"]);

/** `--coverage DIR` of every verb that runs programs. */
export const COVERAGE_HELP =
  "add what ran to the folder's coverage; the interpreter executes the programs then";
/** Parses a comma-separated list of some of the choices. */
export const someOf =
  <T extends string>(name: string, choices: readonly T[]) =>
  (text: string): T[] =>
    text.split(",").map((item) => {
      const choice = choices.find((one) => one === item.trim());
      if (choice === undefined) {
        throw new CliError("NOT_ONE_OF", { name, found: item, candidates: choices });
      }
      return choice;
    });

/** `i/n`: the ith of n parts, from 1 on. */
export const shard =
  (name: string) =>
  (text: string): { index: number; count: number } => {
    const [, index, count] = /^(\d{1,6})\/(\d{1,6})$/.exec(text) ?? [];
    if (!(Number(index) >= 1 && Number(index) <= Number(count))) {
      throw new CliError("NOT_A_NUMBER", {
        name,
        found: text,
        expected: "I/N, the Ith of N shards, like 2/8",
      });
    }
    return { index: Number(index), count: Number(count) };
  };

/** `--set`, of all commands that configure an object. */
export const setOption = (): Option =>
  new Option(
    "--set <NAME=VALUE|@FILE>",
    "set a variable of the object to a number, a MAC or IP address, or what the packet says " +
      "(packet:ipv4.source); or those of an endpoint from its ep_config.json; may be given more than once",
  ).argParser(assignments("--set", "NAME=VALUE or @FILE"));
