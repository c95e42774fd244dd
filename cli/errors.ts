/** What is wrong with a call, as data; `messages.ts` has the sentences. */
export type CliErrorCode =
  | "UNREADABLE"
  | "UNWRITABLE"
  | "NO_SUCH_PROGRAM"
  | "AMBIGUOUS_SECTION"
  | "NO_SUCH_VARIABLE"
  | "BAD_ENDPOINT"
  | "NO_SUCH_MAP"
  | "NOT_A_NUMBER"
  | "NOT_AN_ASSIGNMENT"
  | "NO_PACKET"
  | "TAKES_NO_PACKET"
  | "EMPTY"
  | "NOT_HEX"
  | "ODD_HEX"
  | "NOT_JSON"
  | "BAD_CONTEXT"
  | "NOT_YAML"
  | "BAD_DUMP"
  | "BAD_MAPS"
  | "NO_DUMPS"
  | "BAD_SCENE"
  | "NOT_A_FIELD"
  | "NOT_ONE_VALUE"
  | "NO_CAPTURES"
  | "NO_BTF"
  | "BAD_ENVIRONMENT"
  | "BAD_PATTERN"
  | "NO_SUCH_TEST"
  | "NO_COVERAGE"
  | "BAD_COVERAGE"
  | "BAD_INVARIANTS"
  | "BAD_CORPUS"
  | "BAD_DEBUG_COMMAND"
  | "NO_SUCH_PACKET"
  | "NEEDS_OPTION"
  | "TWO_STDIN"
  | "NOT_ONE_OF"
  | "NO_OBJECT"
  | "NO_OBJECTS";

export interface CliErrorFields {
  /** The file, option, program, map or variable that it is about. */
  name?: string;
  /** The file in which the name was looked for. */
  file?: string;
  line?: number;
  /** Where in the file: `maps.cilium_ipcache[3].value.sec_identity`. */
  path?: string;
  found?: string;
  expected?: string;
  /** Names that might have been meant, or that there are. */
  candidates?: readonly string[];
}

/** Exit code 2. */
export class CliError extends Error {
  override readonly name = "CliError";
  readonly code: CliErrorCode;
  readonly fields: CliErrorFields;

  constructor(code: CliErrorCode, fields: CliErrorFields = {}, options?: ErrorOptions) {
    super(code, options);
    this.code = code;
    this.fields = fields;
  }
}

/** An error of a thread, as `describeError` told it there. */
export class ThreadError extends Error {
  override readonly name = "ThreadError";
  readonly described: { code: string; message: string };

  constructor(described: { code: string; message: string }) {
    super(described.message);
    this.described = described;
  }
}
