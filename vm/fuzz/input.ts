/** What a fuzzer varies, and how it is kept. */
import { fromHex, toHex } from "../../spec/text.ts";
import type { ContextValues } from "../context.ts";
import { MachineError } from "../errors.ts";
import { isObject } from "../is-object.ts";

export interface MapElement {
  map: string;
  key: Uint8Array;
  /** Null: there is no such element. */
  value: Uint8Array | null;
}

/** What is set before a run, beyond what the object and its maps were given. */
export interface Scene {
  variables: ReadonlyMap<string, Uint8Array>;
  elements: readonly MapElement[];
}

export const USUAL_SCENE: Scene = { variables: new Map(), elements: [] };

/** All that a run begins with. */
export interface FuzzInput {
  data: Uint8Array;
  /** Bytes that are directly accessible; 0: all. */
  linear: number;
  /** Context fields beside the campaign's. */
  ctx: ContextValues;
  scene: Scene;
}

/** An input as JSON keeps it; bytes are hexadecimal. */
export interface InputDocument {
  version: 1;
  packet: string;
  linear?: number;
  ctx?: Record<string, number | string | readonly number[]>;
  variables?: Record<string, string>;
  maps?: Record<string, { key: string; value: string | null }[]>;
}

/** The input as plain data; `readInput` is the way back. */
export function inputDocument({ data, linear, ctx, scene }: FuzzInput): InputDocument {
  const document: InputDocument = { version: 1, packet: toHex(data) };
  if (linear > 0) document.linear = linear;
  if (Object.keys(ctx).length > 0) {
    document.ctx = Object.fromEntries(
      Object.entries(ctx).map(([name, value]) => [name, typeof value === "bigint" ? `${value}` : value]),
    );
  }
  if (scene.variables.size > 0) {
    document.variables = Object.fromEntries(
      [...scene.variables].map(([name, bytes]) => [name, toHex(bytes)]),
    );
  }
  for (const { map, key, value } of scene.elements) {
    document.maps ??= {};
    document.maps[map] ??= [];
    document.maps[map].push({ key: toHex(key), value: value && toHex(value) });
  }
  return document;
}

/** Checks what claims to be an InputDocument. Throws MachineError BAD_INPUT. */
export function readInput(value: unknown): FuzzInput {
  const fail = (name: string, found: unknown, expected: string): never => {
    throw new MachineError("BAD_INPUT", `${name} should be ${expected}`, {
      path: [name],
      found: String(JSON.stringify(found)).slice(0, 80),
      expected,
    });
  };
  const hex = (name: string, text: unknown): Uint8Array =>
    (typeof text === "string" ? fromHex(text) : null) ?? fail(name, text, "hexadecimal bytes");
  if (!isObject(value) || value.version !== 1) return fail("input", value, "an input of version 1");
  const { linear = 0, ctx = {}, variables = {}, maps = {} } = value;
  if (!Number.isSafeInteger(linear) || Number(linear) < 0) return fail("linear", linear, "a number of bytes");
  if (!isObject(ctx)) return fail("ctx", ctx, "an object");
  const fields: ContextValues = {};
  for (const [name, field] of Object.entries(ctx)) {
    if (Number.isSafeInteger(field)) fields[name] = field as number;
    else if (typeof field === "string" && /^-?\d{1,20}$/.test(field)) fields[name] = BigInt(field);
    else if (Array.isArray(field) && field.every(Number.isSafeInteger)) fields[name] = field as number[];
    else return fail(`ctx.${name}`, field, "a whole number or a list of them");
  }
  if (!isObject(variables)) return fail("variables", variables, "an object");
  if (!isObject(maps)) return fail("maps", maps, "an object");
  const elements = Object.entries(maps).flatMap(([map, list]) => {
    if (!Array.isArray(list)) return fail(`maps.${map}`, list, "a list");
    return list.map((element: unknown) => {
      if (!isObject(element)) return fail(`maps.${map}`, element, "a list of key and value");
      const bytes = element.value === null ? null : hex(`maps.${map}`, element.value);
      return { map, key: hex(`maps.${map}`, element.key), value: bytes };
    });
  });
  return {
    data: hex("packet", value.packet),
    linear: Number(linear),
    ctx: fields,
    scene: {
      variables: new Map(
        Object.entries(variables).map(([name, bytes]) => [name, hex(`variables.${name}`, bytes)]),
      ),
      elements,
    },
  };
}
