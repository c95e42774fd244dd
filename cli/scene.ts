/** `--scene FILE`: how an object is configured, what its maps hold and what surrounds it, in YAML or JSON. */
import { Option } from "commander";
import { type ContextValues, type Environment, ETH_HLEN, ETHERTYPE, isObject } from "../vm/index.ts";
import { contextFromJson } from "./context-values.ts";
import { checkedEnvironment } from "./environment-file.ts";
import { CliError } from "./errors.ts";
import { toJson } from "./json.ts";
import { MapFiles, mapsOfDocument } from "./map-files.ts";
import type { Assignment } from "./options.ts";
import { YamlFile } from "./yaml-file.ts";

export interface Scene {
  variables: Assignment[];
  maps: MapFiles;
  ctx: ContextValues;
  environment: Environment | null;
}

export const EMPTY_SCENE: Scene = { variables: [], maps: new MapFiles(), ctx: {}, environment: null };

/** `--scene`, of all commands that have it. */
export const sceneOption = (): Option =>
  new Option("--scene <FILE>", "variables, maps, ctx and environment, in YAML or JSON (docs/scenes.md)");

const MEMBERS = ["variables", "maps", "ctx", "environment"];

/** Throws CliError BAD_SCENE, BAD_MAPS or BAD_CONTEXT. */
export function parseScene(bytes: Uint8Array, file: string): Scene {
  const yaml = new YamlFile(bytes, file, "BAD_SCENE");
  const { value } = yaml;
  if (!isObject(value)) return yaml.fail([], `it should be an object with ${MEMBERS.join(", ")}`);
  for (const name of Object.keys(value)) {
    if (!MEMBERS.includes(name)) yaml.fail([name], `${name} is none of ${MEMBERS.join(", ")}`);
  }
  const { variables = {}, maps = {}, ctx = {}, environment } = value;
  if (!isObject(variables)) return yaml.fail(["variables"], "variables should be an object");
  for (const [name, item] of Object.entries(variables)) {
    if (typeof item === "object") yaml.fail(["variables", name], `${name} should be a number or text`);
  }
  return {
    variables: Object.entries(variables).map(([name, item]) => [name, String(item)]),
    maps: mapsOfDocument(maps, file),
    ctx: contextFromJson(plain(ctx), file),
    environment: environment === undefined ? null : checkedEnvironment(yaml, environment, ["environment"]),
  };
}

/** The same with numbers for bigints. */
const plain = (value: unknown): unknown => JSON.parse(toJson(value));

// ---- variables whose value lies in the packet

const PREFIX = "packet:";

/** Where in a frame without a VLAN tag an address is. */
const FIELDS: Readonly<Record<string, { type: number; offset: number; size: number }>> = {
  "ipv4.source": { type: ETHERTYPE.IPV4, offset: 12, size: 4 },
  "ipv4.destination": { type: ETHERTYPE.IPV4, offset: 16, size: 4 },
  "ipv6.source": { type: ETHERTYPE.IPV6, offset: 8, size: 16 },
  "ipv6.destination": { type: ETHERTYPE.IPV6, offset: 24, size: 16 },
};

/** Whether a variable's value is what a packet says. */
export const isOfPacket = (text: string): boolean => text.startsWith(PREFIX);

/** The scene's variables and `--set`, which goes before them. */
export const settingsOf = (scene: Scene, set: readonly Assignment[]): Assignment[] => {
  const given = new Set(set.map(([name]) => name));
  return [...scene.variables.filter(([name]) => !given.has(name)), ...set];
};

/** A variable's value for a frame; null leaves it as the object has it. */
type ValueOf = (frame: Uint8Array) => string | Uint8Array | null;

/** Throws CliError NOT_A_FIELD for a packet's field that there is not. */
export function packetVariables(assignments: readonly Assignment[]): (readonly [name: string, ValueOf])[] {
  return assignments.map(([name, text]) => {
    if (!isOfPacket(text)) return [name, () => text];
    const field = FIELDS[text.slice(PREFIX.length)];
    if (!field || !Object.hasOwn(FIELDS, text.slice(PREFIX.length))) {
      throw new CliError("NOT_A_FIELD", { name, found: text, expected: Object.keys(FIELDS).join(", ") });
    }
    const { type, size } = field;
    const from = ETH_HLEN + field.offset;
    return [
      name,
      (frame) =>
        frame.length >= from + size && ((frame[12]! << 8) | frame[13]!) === type
          ? frame.slice(from, from + size)
          : null,
    ];
  });
}
