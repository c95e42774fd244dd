/** What an environment file hangs at its interfaces: loads the objects and attaches their programs. */
import { dirname, resolve } from "node:path";
import {
  type Collection,
  type CollectionSpec,
  type Environment,
  HOOKS,
  type Machine,
  readEnvironment,
} from "../vm/index.ts";
import type { Inputs } from "./files.ts";
import { findProgram } from "./find-program.ts";
import type { Io } from "./io.ts";
import { readMapFiles } from "./map-files.ts";
import { loadObject } from "./object.ts";
import { setVariables } from "./variables.ts";

/** The object that the call is about. */
export interface OwnObject {
  file: string;
  spec: CollectionSpec;
  /** The interface that its program runs at; null when that is not said. */
  ifindex: number | null;
}

export interface AttachedObjects {
  /** The own object, where it hangs at the interface that it runs at, or at the first that it hangs at. */
  own: Collection | null;
  all: Collection[];
}

/** Files are seen from the environment's; `-`, standard input, is in the working directory. */
export async function attachPrograms(
  machine: Machine,
  environment: Environment,
  environmentFile: string,
  own: OwnObject,
  inputs: Inputs,
  io: Pick<Io, "err">,
): Promise<AttachedObjects> {
  const folder = dirname(environmentFile);
  const path = (file: string) => (file.includes("://") ? file : resolve(folder, file));
  const ownPath = own.file.includes("://") ? own.file : resolve(own.file);
  const attached: AttachedObjects = { own: null, all: [] };
  for (const { index, attach } of readEnvironment(environment).interfaces) {
    if (!attach) continue;
    const isOwn = attached.own === null && (own.ifindex === null || own.ifindex === index);
    const collections = new Map<string, Collection>();
    for (const hook of HOOKS) {
      const place = attach[hook];
      if (!place) continue;
      const file = place.object === undefined ? ownPath : path(place.object);
      let collection = collections.get(file);
      if (!collection) {
        const takesOwn = isOwn && file === ownPath;
        const spec = takesOwn ? own.spec : await loadObject(file);
        const values = Object.entries(attach.set ?? {}).map(
          ([name, value]) => [name, String(value)] as const,
        );
        setVariables(
          spec,
          file,
          values.map(([name, value]) => [name, value]),
        );
        collection = machine.load(spec, { renameMaps: attach.renameMaps ?? {} });
        if (attach.maps !== undefined) {
          const name = path(attach.maps);
          (await readMapFiles([name], spec, inputs)).load(machine, collection, io);
        }
        if (takesOwn) attached.own = collection;
        collections.set(file, collection);
        attached.all.push(collection);
      }
      const { name } = findProgram(collection.spec, file, place.program);
      machine.attach(index, hook, collection.program(name));
    }
  }
  return attached;
}
