import { fail, LoadError } from "./errors.ts";

/** The little of Node that reading a file takes; absent in a browser. */
interface FileSystem {
  promises: { readFile(path: string | URL): Promise<Uint8Array> };
}
interface NodeProcess {
  getBuiltinModule?(name: "node:fs"): FileSystem;
}

/** What tells a URL from a path, drive letters among them. */
const URL_START = /^(?:[a-z][a-z0-9+.-]+:\/\/|data:|blob:)/i;

/**
 * The bytes of a source: a path or `file:` URL in Node, a URL that `fetch` takes, or bytes.
 * A string with a scheme, and in a browser any string, is a URL. Throws LoadError UNREADABLE.
 */
export async function readSource(source: string | URL | Uint8Array | ArrayBuffer): Promise<Uint8Array> {
  if (source instanceof Uint8Array) return source;
  if (source instanceof ArrayBuffer) return new Uint8Array(source);
  const name = String(source);
  try {
    const { process } = globalThis as { process?: NodeProcess };
    const fileSystem = process?.getBuiltinModule?.("node:fs");
    const url = typeof source === "string" ? (URL_START.test(source) ? new URL(source) : null) : source;
    if (fileSystem && (url === null || url.protocol === "file:")) {
      return await fileSystem.promises.readFile(url ?? name);
    }
    const response = await fetch(source);
    if (!response.ok) fail("unreadable", { name, value: `HTTP ${response.status}` });
    return new Uint8Array(await response.arrayBuffer());
  } catch (error) {
    if (error instanceof LoadError) throw error;
    throw new LoadError("unreadable", { name, value: messageOf(error) }, { cause: error });
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
