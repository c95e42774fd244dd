import { Option } from "commander";
import { CollectionSpec, LoadError } from "../vm/index.ts";

/** Types that a program may be said to be of. */
const TYPES = { sched_cls: "SCHED_CLS", sched_act: "SCHED_ACT", xdp: "XDP" } as const;
export type TypeName = keyof typeof TYPES;

/** `--type`, of all commands that look into what programs do. */
export const typeOption = (): Option =>
  new Option(
    "--type <TYPE>",
    "what programs are whose section does not say it, as in objects that tc loads by section",
  ).choices(Object.keys(TYPES));

/**
 * An object from a file or URL; what is wrong with it names the file. `type` is what programs are whose section does
 * not say it.
 */
export async function loadObject(file: string, type?: TypeName): Promise<CollectionSpec> {
  const spec = await read(file);
  if (type === undefined) return spec;
  for (const program of spec.programs.values()) if (program.type === "UNSPEC") program.type = TYPES[type];
  return spec;
}

async function read(file: string): Promise<CollectionSpec> {
  try {
    return await CollectionSpec.load(file);
  } catch (error) {
    if (error instanceof LoadError) throw new ObjectError(file, error);
    throw error;
  }
}

export class ObjectError extends Error {
  override readonly name = "ObjectError";
  readonly file: string;
  readonly reason: LoadError;

  constructor(file: string, reason: LoadError) {
    super(reason.message, { cause: reason });
    this.file = file;
    this.reason = reason;
  }
}
