/** `skbox`: load BPF objects and run their programs on packets. */
export {
  Btf,
  type BtfMember,
  type BtfType,
  CollectionSpec,
  type FunctionInfo,
  formatBtf,
  type LineInfo,
  LoadError,
  type LoadErrorCode,
  type LoadErrorFields,
  type MapSpec,
  type ProgramSpec,
  VariableSpec,
} from "../loader/index.ts";
export { TC_ACT, XDP } from "../spec/actions.ts";
export { formatAddress, formatMac, parseAddress, parseMac } from "../spec/addresses.ts";
export { INT_ENCODING } from "../spec/btf.ts";
export { INSN_SIZE, STACK_SIZE } from "../spec/encoding.ts";
export { helpers as HELPERS } from "../spec/helpers.ts";
export { MAX_PACKET } from "../spec/layout.ts";
export { LINK_TYPE_ETHERNET, linkTypeName } from "../spec/link-types.ts";
export { MAP_TYPES, MapFlag, type MapType, type MapTypeRow } from "../spec/maps.ts";
export {
  BPF_F_INGRESS,
  ETH_HLEN,
  ETHERNET_MTU,
  ETHERTYPE,
  FIRST_ETHERTYPE,
  IP_PROTOCOL,
} from "../spec/network.ts";
export { fromHex, hexByte, parseInteger, toHex } from "../spec/text.ts";
export { AssemblerError, type AssemblerErrorCode, type AssemblerErrorFields, assemble } from "./assembler.ts";
export {
  type BtfInput,
  type BtfValue,
  decodeValue,
  encodeValue,
  pathText,
  type ValuePath,
} from "./btf-values.ts";
export { CaptureError, type CaptureErrorCode } from "./capture/errors.ts";
export type { CaptureInterface, CapturePacket } from "./capture/packet.ts";
export { CaptureDecoder, type CaptureSource, capturePackets, readCapture } from "./capture/read.ts";
export { Replay, type Replayed, type ReplayOptions } from "./capture/replay.ts";
export { type CaptureOutput, CaptureWriter, type CaptureWriterOptions } from "./capture/write.ts";
export { Collection } from "./collection.ts";
export { type ComparedRun, type ComparedValue, Comparison, type Difference } from "./compare.ts";
export { type ContextValues, contextOf } from "./context.ts";
export {
  type BranchArm,
  Coverage,
  type CoverageObject,
  type CoverageRun,
  coverageId,
  coverageObject,
  type FileCoverage,
  type ProgramCounts,
  parseCoverageObject,
} from "./coverage.ts";
export {
  type Breakpoint,
  Debugger,
  type DebugPosition,
  type Direction,
  type Stride,
} from "./debugger.ts";
export {
  type Disassemblable,
  type DisassembledInstruction,
  type DisassembleOptions,
  disassemble,
  disassembleAt,
} from "./disassembler.ts";
export {
  type ArpHeader,
  type Dissection,
  dissect,
  type EthernetHeader,
  type FirstHeader,
  type IpHeader,
  TCP_FLAGS,
  type TcpFlag,
  type TransportHeader,
} from "./dissect.ts";
export {
  type Environment,
  type EnvironmentAttachment,
  type EnvironmentInterface,
  type EnvironmentNeighbour,
  type EnvironmentPod,
  type EnvironmentProgram,
  type EnvironmentRoute,
  type EnvironmentService,
  type EnvironmentSocket,
  type EnvironmentTunnel,
  HOOKS,
  type Hook,
} from "./environment/format.ts";
export { readEnvironment } from "./environment/read.ts";
export type { EnvironmentTables } from "./environment/tables.ts";
export { errnoName, MachineError, type MachineErrorCode, type MachineErrorFields } from "./errors.ts";
export type { FollowOptions, Hop, Outcome } from "./follow.ts";
export {
  Campaign,
  type CampaignOptions,
  type CampaignStatistics,
  VARIABLE,
  type Variable,
} from "./fuzz/campaign.ts";
export type { Finding, Wrong } from "./fuzz/finding.ts";
export { FOCI, type Focus } from "./fuzz/grammar.ts";
export { type FuzzInput, type InputDocument, inputDocument, readInput, type Scene } from "./fuzz/input.ts";
export { type Invariant, readInvariants } from "./fuzz/invariants.ts";
export type { Frame, Pointer, Register } from "./inspector.ts";
export { isObject } from "./is-object.ts";
export { type LoadOptions, Machine, type MachineOptions } from "./machine.ts";
export { BpfMap, type Bytes, UpdateFlags } from "./map.ts";
export {
  cpusOf,
  kernelIdOf,
  type LeftOut,
  loadContents,
  type MapContents,
  type MapElement,
  mapElements,
} from "./map-contents.ts";
export type { PointedObject } from "./pointer.ts";
export {
  type BatchOutcome,
  type Clone,
  PacketBatch,
  type PerfEvent,
  Program,
  type Redirect,
  type RunOptions,
  type RunResult,
} from "./program.ts";
export { RawProgram, type RawResult } from "./raw-program.ts";
export { programTag, type TagHash } from "./tag.ts";
export {
  type ByteChange,
  TRACE_LEVELS,
  type Trace,
  type TraceArgument,
  type TraceEvent,
  type TraceLevel,
  type TraceOptions,
  type TracePlace,
} from "./trace.ts";
export { lineOf, type Trap } from "./trap.ts";
export { TypedMap } from "./typed-map.ts";
export type {
  PacketDifference,
  UnitSubtest,
  UnitTestLog,
  UnitTestStatus,
} from "./unit-test-report.ts";
export {
  runUnitTests,
  type UnitTest,
  type UnitTestResult,
  type UnitTestStage,
  unitTests,
} from "./unit-tests.ts";
export type { AccessFact, ArgumentFact, Facts, Region } from "./verify/facts.ts";
export { type VerifiableProgram, verifiable, verify } from "./verify/index.ts";
