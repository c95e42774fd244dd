import { CollectionSpec, LoadError } from "../vm/index.ts";

/** An object from a file or URL; what is wrong with it names the file. */
export async function loadObject(file: string): Promise<CollectionSpec> {
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
