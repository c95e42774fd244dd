/** Contents of maps from files: bpftool's dumps, and documents of several maps in JSON or YAML. */
import { basename, join } from "node:path";
import { Option } from "commander";
import {
  type Collection,
  type CollectionSpec,
  cpusOf,
  isObject,
  type LeftOut,
  loadContents,
  type Machine,
  MachineError,
  type MapContents,
  pathText,
} from "../vm/index.ts";
import { parseDump } from "./dump-json.ts";
import { isDumpText, parseDumpText } from "./dump-text.ts";
import { CliError } from "./errors.ts";
import { type Inputs, isFolder, readFolder } from "./files.ts";
import type { Io } from "./io.ts";
import { leftOutSentence } from "./messages.ts";
import { nearest } from "./nearest.ts";
import { YamlFile } from "./yaml-file.ts";

/** `--maps`, of all commands that have it. */
export const mapsOption = (): Option =>
  new Option(
    "--maps <[NAME=]FILE|DIR>",
    "fill maps: bpftool's dump of map NAME, JSON or YAML of several maps, or a folder; may be given more than once",
  ).argParser((text: string, previous: readonly string[] = []) => [...previous, text]);

/** `NAME=FILE`; a path with `=` in it has a `/` before that. */
const NAMED = /^(id:\d+|[\w.]+)=(.+)$/s;
const ID = /^id:(\d+)$/;
const DUMP = /\.(json|ya?ml|txt|md|dump)$/i;
/** Characters that the kernel keeps of a map's name. */
const KERNEL_NAME = 15;

/** What was read, and from where. */
export class MapFiles implements MapContents {
  readonly maps = new Map<string, unknown>();
  readonly ids = new Map<number, unknown>();
  readonly #files = new Map<string, string>();

  /** Throws CliError BAD_MAPS for a map that is there already. */
  add(name: string, elements: unknown, file: string): void {
    const other = this.#files.get(name);
    if (other !== undefined) {
      const found = other === file ? "for the second time" : `also in ${other}`;
      throw new CliError("BAD_MAPS", { file, path: `maps.${name}`, found, expected: "each map once" });
    }
    this.#files.set(name, file);
    const id = ID.exec(name)?.[1];
    if (id === undefined) this.maps.set(name, elements);
    else this.ids.set(Number(id), elements);
  }

  /** Throws CliError BAD_MAPS for a map that is in both. */
  addAll(others: MapFiles): void {
    for (const [name, file] of others.#files) {
      const id = ID.exec(name)?.[1];
      this.add(name, id === undefined ? others.maps.get(name) : others.ids.get(Number(id)), file);
    }
  }

  /** CPUs that the per-CPU values have, null without any. Throws CliError BAD_MAPS. */
  get cpus(): number | null {
    return this.#explained(() => cpusOf(this));
  }

  /**
   * Fills the maps; what has to be left out is said on standard error. Throws CliError BAD_MAPS with the path to
   * what is wrong, or NO_SUCH_MAP.
   */
  load(machine: Machine, collection: Collection, io: Pick<Io, "err">): void {
    for (const name of this.maps.keys()) {
      if (collection.maps.has(name)) continue;
      const candidates = nearest(name, collection.maps.keys());
      throw new CliError("NO_SUCH_MAP", { name, file: this.#files.get(name) ?? "", candidates });
    }
    const leftOut = this.#explained(() => loadContents(machine, collection, this));
    for (const one of leftOut) io.err(`skbox: ${leftOutLine(one, this.#files.get(one.map))}\n`);
  }

  #explained<T>(action: () => T): T {
    try {
      return action();
    } catch (error) {
      if (!(error instanceof MachineError)) throw error;
      const { path, map, found, expected } = error.fields;
      const name = String(path?.[1] ?? map);
      throw new CliError(
        "BAD_MAPS",
        {
          file: this.#files.get(name) ?? "",
          path: path ? pathText(path) : `maps.${name}`,
          found: path ? String(found) : error.message,
          ...(path && { expected: String(expected) }),
        },
        { cause: error },
      );
    }
  }
}

const leftOutLine = (one: LeftOut, file: string | undefined): string =>
  `${file === undefined ? "" : `${file}: `}${leftOutSentence(one)}`;

/**
 * Reads what `--maps` names, once or more: a document of several maps, a dump of one (`NAME=FILE`, or a file named
 * like the map), a folder of them, of which those of other objects' maps are passed over. `-` is standard input.
 */
export async function readMapFiles(
  places: readonly string[],
  { maps }: CollectionSpec,
  inputs: Inputs,
): Promise<MapFiles> {
  const files = new MapFiles();
  for (const place of places) {
    const [, name, named] = NAMED.exec(place) ?? [];
    if (name !== undefined) {
      if (!ID.test(name) && !maps.has(name)) {
        throw new CliError("NO_SUCH_MAP", { name, file: place, candidates: nearest(name, maps.keys()) });
      }
      addDocument(files, parse(await inputs.read(named!, "--maps"), named!), named!, name, maps);
    } else if (await isFolder(place)) {
      const entries = (await readFolder(place)).filter((file) => DUMP.test(file)).sort();
      const dumps = entries.flatMap((file) => {
        const of = mapNamed(file, maps);
        return of === null ? [] : [{ file: join(place, file), of }];
      });
      if (dumps.length === 0) throw new CliError("NO_DUMPS", { name: place });
      for (const { file, of } of dumps) {
        addDocument(files, parse(await inputs.read(file, "--maps"), file), file, of, maps);
      }
    } else {
      const document = parse(await inputs.read(place, "--maps"), place);
      addDocument(files, document, place, mapNamed(basename(place), maps), maps);
    }
  }
  return files;
}

/** A document of several maps that is part of another one. Throws CliError BAD_MAPS. */
export function mapsOfDocument(document: unknown, file: string): MapFiles {
  const files = new MapFiles();
  addDocument(files, document, file, null, new Map());
  return files;
}

/** `of` is the map that a list of elements is about, null where nothing says that. */
function addDocument(
  files: MapFiles,
  document: unknown,
  file: string,
  of: string | null,
  maps: CollectionSpec["maps"],
): void {
  if (Array.isArray(document)) {
    // With several maps of a name, bpftool prints each with what `map show` tells of it.
    if (document.length > 0 && document.every(isShown)) {
      for (const one of document) addShown(files, one, file, maps);
    } else if (of === null) {
      throw new CliError("BAD_MAPS", {
        file,
        found: "a list of elements",
        expected: "the map's name before it, --maps NAME=FILE, or as the name of the file",
      });
    } else files.add(of, document, file);
  } else if (isShown(document)) addShown(files, document, file, maps);
  else if (isObject(document) && of !== null && ID.test(of)) files.add(of, document, file);
  else if (isObject(document)) {
    for (const [name, elements] of Object.entries(document)) files.add(name, elements, file);
  } else if (document !== null) {
    const expected = "maps with their elements by name, or a list of elements";
    throw new CliError("BAD_MAPS", { file, found: String(document), expected });
  }
}

interface ShownMap {
  id: number;
  name: string;
  elements: unknown;
}

const isShown = (document: unknown): document is ShownMap =>
  isObject(document) && typeof document.id === "number" && "elements" in document;

/** A map by the kernel's name, which is cut off; one that the object has not is known by its id. */
function addShown(
  files: MapFiles,
  { id, name, elements }: ShownMap,
  file: string,
  maps: CollectionSpec["maps"],
): void {
  const found = [...maps.keys()].filter((own) => own === name || own.slice(0, KERNEL_NAME) === name);
  files.add(found.length === 1 ? found[0]! : `id:${id}`, elements, file);
}

/** The map whose name a file's name ends in, without its extension; the longest, or null. */
function mapNamed(file: string, maps: CollectionSpec["maps"]): string | null {
  const name = file.replace(/\.[^.]*$/, "");
  const found = [...maps.keys()].filter((map) => {
    const before = name.at(-map.length - 1);
    return name.endsWith(map) && (before === undefined || before === "-");
  });
  return found.sort((a, b) => b.length - a.length)[0] ?? null;
}

/** The heading and fence that Cilium's bugtool puts around a command's output. */
const HEADING = /^# [^\n]*\n\s*```\s*\n([\s\S]*?)\n?```\s*$/;

function parse(bytes: Uint8Array, file: string): unknown {
  const whole = new TextDecoder().decode(bytes).trimStart();
  const text = HEADING.exec(whole)?.[1]?.trimStart() ?? whole;
  if (/^[[{]/.test(text)) return parseDump(text, file);
  if (isDumpText(text)) return parseDumpText(text, file);
  return new YamlFile(bytes, file, "NOT_YAML").value;
}
