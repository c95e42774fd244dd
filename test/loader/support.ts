import { readdirSync, readFileSync } from "node:fs";
import { CollectionSpec, LoadError, type LoadErrorFields } from "../../loader/index.ts";

const folder = new URL("objects/", import.meta.url);

/** A committed test object, by the name of its C source. */
export function testObject(name: string): Uint8Array {
  return readFileSync(new URL(`${name}.o`, folder));
}

export function testObjects(): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".o"))
    .map((file) => file.slice(0, -2));
}

export function testText(file: string): string {
  return readFileSync(new URL(file, folder), "utf8");
}

/** What the loader says about bytes that it refuses. Anything but a LoadError is thrown on. */
export function refusal(bytes: Uint8Array): ({ code: string; problem: string } & LoadErrorFields) | null {
  try {
    CollectionSpec.parse(bytes);
    return null;
  } catch (error) {
    if (!(error instanceof LoadError)) throw error;
    return { code: error.code, problem: error.problem, ...error.fields };
  }
}

/** The folder of real objects, or null: tests that need it say so in their names. */
export const samples = process.env.SKBOX_OBJECTS ?? null;
export const needsSamples = samples === null ? " (skipped: SKBOX_OBJECTS is not set)" : "";
