/** How a call reaches a helper: arguments checked by the row of `spec/helpers.ts`, result given its provenance. */
import { type Argument, type Helper, helpers } from "../spec/helpers.ts";

const number = (i: number): string => `${i + 1}`;

function argument(row: Helper, i: number): string[] {
  const kind: Argument = row.arguments[i]!;
  const n = number(i);
  const size = `a${number(i + 1)}`;
  switch (kind) {
    case "context":
      return [`argumentContext(${n});`];
    case "context_or_null":
      return [`argumentContextOrNull(${n});`];
    case "map": {
      const lines = [`const a${n} = argumentMap(${n});`];
      if (row.mapTypes) {
        const wrong = row.mapTypes
          .map((type) => `load<u32>(a${n}, MAP_TYPE) != MAP_TYPE_${type}`)
          .join(" && ");
        lines.push(`if (${wrong}) badArgument(${n});`);
      }
      return lines;
    }
    case "map_key":
    case "map_value":
    case "map_value_out": {
      const map = number(row.arguments.indexOf("map"));
      const field = kind === "map_key" ? "MAP_KEY_SIZE" : "MAP_VALUE_SIZE";
      return [
        `const a${n} = argumentMemory(${n}, load<u32>(a${map}, ${field}), ${kind === "map_value_out"});`,
      ];
    }
    case "memory":
    case "memory_inout":
    case "memory_out":
    case "memory_or_null": {
      // The size comes first, since the memory's check needs it.
      const zero = row.arguments[i + 1] === "size_or_zero";
      const read = kind === "memory_or_null" ? "argumentMemoryOrNull" : "argumentMemory";
      const write = kind === "memory_inout" || kind === "memory_out";
      return [
        `const ${size} = argumentSize(${number(i + 1)}, ${zero});`,
        `const a${n} = ${read}(${n}, ${size}${kind === "memory_or_null" ? "" : `, ${write}`});`,
      ];
    }
    case "size":
    case "size_or_zero":
      return [];
    case "u32":
    case "i32":
    case "u64":
      return [`const a${n} = <${kind}>argument(${n});`];
    case "socket":
      return [`const a${n} = argumentSocket(${n}, false);`];
    case "socket_or_null":
      return [`const a${n} = argumentSocket(${n}, true);`];
    case "callback":
      return [`const a${n} = argumentCallback(${n});`];
    case "callback_context":
      return [`const a${n} = argument(${n});`, `const p${n} = argumentPointerOrNull(${n});`];
  }
}

function call(row: Helper): string[] {
  const passed = row.arguments.flatMap((kind, i) => {
    if (kind === "context" || kind === "context_or_null") return [];
    return kind === "callback_context" ? [`a${number(i)}`, `p${number(i)}`] : [`a${number(i)}`];
  });
  const lines = row.arguments.flatMap((_kind, i) => argument(row, i));
  lines.push(`const result: u64 = bpf_${row.name}(${passed.join(", ")});`);
  switch (row.result) {
    case "scalar":
      lines.push("setResult(result, 0);");
      break;
    case "map_value": {
      const map = `a${number(row.arguments.indexOf("map"))}`;
      lines.push(`setResult(result, result ? valueProvenance(${map}, <usize>result) : 0);`);
      break;
    }
    case "socket":
      lines.push("setResult(result, result ? provenance(KIND_SOCKET, <usize>result, 0) : 0);");
      break;
  }
  if (row.invalidatesPacket) lines.push("invalidatePacket();");
  return lines;
}

/** The map types that rows restrict their maps to. */
const mapTypes = (): string[] => [
  ...new Set(helpers.flatMap((row) => (row.tailCall ? [] : (row.mapTypes ?? [])))),
];

export function generateHelpers(): string {
  const rows = helpers.filter((row) => !row.tailCall);
  const lines = [
    "import {",
    ...rows.map((row) => `  bpf_${row.name},`),
    '} from "../helpers/index";',
    "import {",
    "  KIND_SOCKET, MAP_KEY_SIZE, MAP_TYPE, MAP_VALUE_SIZE, TRAP_HELPER_MISSING,",
    ...mapTypes().map((type) => `  MAP_TYPE_${type},`),
    '} from "./layout";',
    "import {",
    "  argument, argumentCallback, argumentContext, argumentContextOrNull, argumentMap, argumentMemory,",
    "  argumentMemoryOrNull, argumentPointerOrNull, argumentSize, argumentSocket, badArgument, invalidatePacket,",
    "  setResult,",
    '} from "../arguments";',
    'import { valueProvenance } from "../maps/map";',
    'import { provenance } from "../provenance";',
    'import { trap } from "../trap";',
    "",
    "/** Calls the helper with the arguments in r1 to r5; its result is in r0. */",
    "export function callHelper(id: u32): void {",
    "  switch (id) {",
  ];
  for (const row of rows) {
    lines.push(`    case ${row.id}: {`, ...call(row).map((line) => `      ${line}`), "      break;", "    }");
  }
  lines.push("    default: trap(TRAP_HELPER_MISSING, 0, 0, 0, false, id);", "  }", "}", "");
  return lines.join("\n");
}
