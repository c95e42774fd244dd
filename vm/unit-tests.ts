/**
 * Cilium's own unit tests (bpf/tests): programs in sections `tc/test/NAME/check` (or `xdp/…`) that judge a packet,
 * after `…/pktgen` has made it and `…/setup` has sent it through the datapath.
 */
import type { CollectionSpec, ProgramSpec } from "../loader/index.ts";
import { TEST_RUN_FIELDS } from "../spec/contexts.ts";
import type { Collection } from "./collection.ts";
import type { ContextValues } from "./context.ts";
import { MachineError } from "./errors.ts";
import type { BpfMap } from "./map.ts";
import type { RunResult } from "./program.ts";
import type { Trap } from "./trap.ts";
import {
  decodePacketDifference,
  decodeSuiteResult,
  endsTest,
  type PacketDifference,
  type UnitSubtest,
  type UnitTestLog,
  type UnitTestStatus,
  unitTestStatus,
} from "./unit-test-report.ts";

/** The programs of a test, in the order in which they run. */
export type UnitTestStage = "pktgen" | "setup" | "check";

/** One check, and the programs that go before it: names of functions. */
export interface UnitTest {
  /** NAME of the section, and the function where a section holds several checks. */
  name: string;
  /** The check's. */
  section: string;
  pktgen: string | null;
  setup: string | null;
  check: string;
}

/** What became of one test. */
export interface UnitTestResult {
  name: string;
  section: string;
  status: UnitTestStatus;
  subtests: UnitSubtest[];
  /** Logged outside of any subtest. */
  logs: UnitTestLog[];
  packets: PacketDifference[];
  /** The program that the test ended in, and what it returned; null when it was stopped. */
  stage: UnitTestStage;
  retval: number | null;
  trap: Trap | null;
  /** Why that program could not be run at all. */
  error: MachineError | null;
}

/** What `pktgen` starts from: the largest frame that the kernel's test-run takes in one page. */
const EMPTY_PACKET = 3520;
const RESULTS = "suite_result_map";
const METADATA = "mock_skb_meta_map";
const DIFFERENCES = "scapy_assert_map";

const SECTION = /^(tc|xdp)\/test\/(.+)\/(pktgen|setup|check)$/;

/**
 * The tests of an object, in the order of their names. Throws MachineError NO_UNIT_TESTS where it holds none, or
 * where a name has no check.
 */
export function unitTests(spec: CollectionSpec): UnitTest[] {
  const groups = new Map<string, { name: string } & Record<UnitTestStage, ProgramSpec[]>>();
  for (const program of spec.programs.values()) {
    const [, kind, name, stage] = SECTION.exec(program.section) ?? [];
    if (kind === undefined || name === undefined) continue;
    const prefix = `${kind}/test/${name}`;
    const group = groups.get(prefix) ?? { name, pktgen: [], setup: [], check: [] };
    group[stage as UnitTestStage].push(program);
    groups.set(prefix, group);
  }
  if (groups.size === 0) {
    const expected = "tc/test/NAME/check or xdp/test/NAME/check";
    throw new MachineError("NO_UNIT_TESTS", `no program is in a section ${expected}`, { expected });
  }
  const ordered = [...groups].sort(([, a], [, b]) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  return ordered.flatMap(([prefix, { name, pktgen, setup, check }]) => {
    if (check.length === 0) {
      const found = [...pktgen, ...setup].map(({ section }) => section).join(", ");
      const expected = `${prefix}/check`;
      throw new MachineError("NO_UNIT_TESTS", `test ${name} has ${found} and no ${expected}`, {
        expected,
        found,
      });
    }
    return check.map((program, i) => ({
      name: check.length === 1 ? name : `${name}/${program.name}`,
      section: program.section,
      // They make and send one packet: the first check of a section is the one that gets it.
      pktgen: (i === 0 && pktgen[0]?.name) || null,
      setup: (i === 0 && setup[0]?.name) || null,
      check: program.name,
    }));
  });
}

/** Runs tests of a loaded object, one after the other: what one leaves in the maps, the next one finds. */
export function* runUnitTests(
  collection: Collection,
  tests: readonly UnitTest[] = unitTests(collection.spec),
): Generator<UnitTestResult> {
  for (const test of tests) yield runUnitTest(collection, test);
}

function runUnitTest(collection: Collection, test: UnitTest): UnitTestResult {
  let data = new Uint8Array(EMPTY_PACKET);
  let ctx: ContextValues = {};
  let stage: UnitTestStage = "check";
  let retval: number | null = null;
  let trap: Trap | null = null;
  let error: MachineError | null = null;
  let status: UnitTestStatus | null = null;
  const run = (at: UnitTestStage, name: string): boolean => {
    stage = at;
    retval = null;
    let result: RunResult;
    try {
      result = collection.program(name).run({ data, ctx });
    } catch (thrown) {
      if (!(thrown instanceof MachineError)) throw thrown;
      error = thrown;
      status = "error";
      return false;
    }
    retval = result.retval;
    trap = result.trap;
    // The kernel's test-run takes a packet with what lies before it, and hands it out so.
    data = concatenate(result.metadata, result.dataOut);
    ctx = Object.fromEntries(
      TEST_RUN_FIELDS.flatMap((field) => (field in result.ctxOut ? [[field, result.ctxOut[field]!]] : [])),
    );
    if (trap) status = "error";
    else if (at !== "check") status = endsTest(retval!);
    else status = unitTestStatus(retval!) ?? "error";
    return status === null;
  };
  const sent = () => {
    if (test.setup === null) return true;
    if (!run("setup", test.setup)) return false;
    const code = new Uint8Array(4);
    new DataView(code.buffer).setUint32(0, retval!, true);
    data = concatenate(code, data);
    return true;
  };
  if ((test.pktgen === null || run("pktgen", test.pktgen)) && sent()) run("check", test.check);

  const report = takeReport(collection);
  return {
    name: test.name,
    section: test.section,
    status: status ?? "error",
    ...report,
    stage,
    retval,
    trap,
    error,
  };
}

function concatenate(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(a.length + b.length);
  bytes.set(a);
  bytes.set(b, a.length);
  return bytes;
}

/** What the test reported; the maps are left empty for the next one. */
function takeReport(collection: Collection): Pick<UnitTestResult, "subtests" | "logs" | "packets"> {
  const { maps, spec } = collection;
  const results = maps.get(RESULTS);
  const report = results
    ? decodeSuiteResult(results.lookup(0)!, [...spec.programs.values()])
    : { subtests: [], logs: [] };
  const packets: PacketDifference[] = [];
  const differences = maps.get(DIFFERENCES);
  for (let i = 0; differences && i < differences.maxEntries; i++) {
    const difference = decodePacketDifference(differences.lookup(i)!);
    if (!difference) continue;
    packets.push(difference);
    clear(differences, i);
  }
  if (results) clear(results, 0);
  const metadata = maps.get(METADATA);
  if (metadata) clear(metadata, 0);
  return { ...report, packets };
}

const clear = (map: BpfMap, index: number): void => map.update(index, new Uint8Array(map.totalValueSize));
