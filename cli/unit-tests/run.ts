/** One object's unit tests, run here. Everything in a report can be sent from one thread to another. */
import { basename } from "node:path";
import {
  Machine,
  type MachineOptions,
  runUnitTests,
  type UnitTestResult,
  unitTests,
} from "../../vm/index.ts";
import { recordCoverage } from "../coverage-files.ts";
import { type DescribedError, describeError } from "../messages.ts";
import { loadObject } from "../object.ts";

export interface RunSettings {
  engine: NonNullable<MachineOptions["engine"]>;
  /** A regular expression that `OBJECT/NAME` has to match. */
  filter: string | null;
  /** Null for the machine's own. */
  budget: number | null;
  /** A folder for the coverage of what the tests run. */
  coverage: string | null;
}

export interface TestReport extends Omit<UnitTestResult, "error"> {
  error: DescribedError | null;
  durationMs: number;
}

export interface ObjectReport {
  file: string;
  tests: TestReport[];
  /** Why the object could not be tested, or not to its end. */
  error: DescribedError | null;
}

/** Never throws what a user can do something about. */
export async function testObject(
  file: string,
  { engine, filter, budget, coverage }: RunSettings,
): Promise<ObjectReport> {
  const tests: TestReport[] = [];
  try {
    const spec = await loadObject(file);
    const pattern = filter === null ? null : new RegExp(filter);
    const wanted = unitTests(spec).filter(({ name }) => pattern?.test(`${basename(file)}/${name}`) ?? true);
    if (wanted.length === 0) return { file, tests, error: null };
    using machine = await Machine.create({ engine, ...(budget && { budget }) });
    const collection = machine.load(spec);
    const recording = coverage === null ? null : await recordCoverage(machine, coverage);
    let start = performance.now();
    for (const result of runUnitTests(collection, wanted)) {
      const end = performance.now();
      tests.push({ ...result, error: result.error && describeError(result.error), durationMs: end - start });
      start = end;
    }
    await recording?.write([collection]);
    return { file, tests, error: null };
  } catch (error) {
    const described = describeError(error);
    if (described === null) throw error;
    return { file, tests, error: { ...described, message: inFile(file, described.message) } };
  }
}

/** Errors of the machine do not know the file. */
const inFile = (file: string, message: string): string =>
  message.includes(file) ? message : `${file}: ${message}`;
