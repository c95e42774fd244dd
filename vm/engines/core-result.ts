import type { Context } from "../../spec/contexts.ts";
import { type ContextValues, decodeContext } from "../context.ts";
import type { RunResult } from "../program.ts";

/**
 * A result whose context, dozens of fields that few ask for, is decoded when somebody does. All results share the
 * getter: V8 keeps accessors among old objects, and one of its own would keep each result's bytes there with it.
 */
export class CoreResult {
  static readonly #CTX_OUT = {
    enumerable: true,
    get(this: CoreResult): ContextValues {
      this.#decoded ??= decodeContext(this.#context, this.#bytes);
      return this.#decoded;
    },
  };

  readonly #context: Context;
  readonly #bytes: Uint8Array;
  #decoded: ContextValues | null = null;

  private constructor(context: Context, bytes: Uint8Array) {
    this.#context = context;
    this.#bytes = bytes;
  }

  static of(context: Context, bytes: Uint8Array, rest: Omit<RunResult, "ctxOut">): RunResult {
    const result = Object.assign(new CoreResult(context, bytes), rest);
    // An own property, as results are spread and stringified.
    return Object.defineProperty(result, "ctxOut", CoreResult.#CTX_OUT) as typeof result & RunResult;
  }
}
