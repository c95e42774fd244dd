/** At the end of a run: which groups of tests were skipped. Their names say why. */
import type { Reporter, TestModule, TestSuite } from "vitest/node";

function skippedGroups(parent: TestModule | TestSuite): { name: string; tests: number }[] {
  const groups: { name: string; tests: number }[] = [];
  for (const child of parent.children) {
    if (child.type !== "suite") continue;
    const tests = [...child.children.allTests()];
    if (tests.length > 0 && tests.every((test) => test.result().state === "skipped")) {
      groups.push({ name: child.fullName, tests: tests.length });
    } else {
      groups.push(...skippedGroups(child));
    }
  }
  return groups;
}

export default class SkipReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const groups = modules.flatMap(skippedGroups);
    if (groups.length === 0) return;
    console.log("\nSkipped:");
    for (const { name, tests } of groups)
      console.log(`  ${name}: ${tests} ${tests === 1 ? "test" : "tests"}`);
  }
}
