/** Parsers of option values. */
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

export type Assignment = readonly [name: string, value: string];

/** Collects `NAME=VALUE` of an option that may be given more than once. */
export const assignments =
  (option: string, expected: string) =>
  (text: string, previous: readonly Assignment[] = []): Assignment[] => {
    const at = text.indexOf("=");
    if (at < 1) throw new CliError("NOT_AN_ASSIGNMENT", { name: option, found: text, expected });
    return [...previous, [text.slice(0, at), text.slice(at + 1)]];
  };
