import { generateContexts } from "./contexts.ts";
import { generateFusions } from "./fusions.ts";
import { generateHelperDocs } from "./helper-docs.ts";
import { generateHelpers } from "./helpers.ts";
import { generateInterpreter } from "./interpreter.ts";
import { generateLayout } from "./layout.ts";
import { generateRows } from "./rows.ts";

const header = "Generated from spec/ by gen/. Do not edit: change spec/ and run `npm run gen`.";

/** Every generated file of the project in the folder `root`: its path from there, and its text. */
export function generatedFiles(root: URL): Record<string, string> {
  const files: Record<string, string> = {
    "assembly/generated/contexts.ts": generateContexts(),
    "assembly/generated/fusions.ts": generateFusions(),
    "assembly/generated/helpers.ts": generateHelpers(),
    "assembly/generated/interpreter.ts": generateInterpreter(),
    "assembly/generated/layout.ts": generateLayout(),
    "assembly/generated/rows.ts": generateRows(),
  };
  const code = Object.entries(files).map(([path, text]) => [path, `// ${header}\n\n${text}`]);
  return {
    ...Object.fromEntries(code),
    "docs/helpers.md": `<!-- ${header} -->\n\n${generateHelperDocs(root)}`,
  };
}
