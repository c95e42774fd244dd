import { fileURLToPath } from "node:url";
import {
  CollectionSpec,
  Machine,
  type MachineOptions,
  runUnitTests,
  type UnitTestResult,
} from "../../vm/index.ts";

export const object = (name: string): string => fileURLToPath(new URL(`objects/${name}.o`, import.meta.url));

/** The results of all tests of an object, by their names. */
export async function results(
  file: string,
  options: MachineOptions = {},
): Promise<Map<string, UnitTestResult>> {
  const spec = await CollectionSpec.load(file);
  using machine = await Machine.create(options);
  return new Map([...runUnitTests(machine.load(spec))].map((result) => [result.name, result]));
}

export const statuses = (of: ReadonlyMap<string, UnitTestResult>): Record<string, string> =>
  Object.fromEntries([...of].map(([name, { status }]) => [name, status]));

/** The folder of real objects, and why it is not used, or null. */
export const objects = process.env.SKBOX_OBJECTS ?? "";
export const objectsMissing = objects === "" ? "SKBOX_OBJECTS is not set" : null;
