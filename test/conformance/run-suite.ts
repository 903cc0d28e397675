/** Runs a set of paths and tells about it. Paths are independent; a few run side by side. */
import type { ExecutionPath } from './path-set.js';
import { type PathResult, runPath } from './run-path.js';

export interface SuiteResult {
  readonly suite: string;
  readonly passed: number;
  readonly total: number;
  readonly paths: readonly PathResult[];
}

const SIDE_BY_SIDE = 3;

export async function runSuite(suite: string, paths: readonly ExecutionPath[], tell: (line: string) => void): Promise<SuiteResult> {
  const results = new Map<ExecutionPath, PathResult>();
  const waiting = [...paths];
  const lane = async (): Promise<void> => {
    for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
      const result = await runPath(path);
      results.set(path, result);
      if (!result.passed) tell(`FAILED ${describePath(result)}`);
    }
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, lane));
  const inOrder = paths.map((path) => results.get(path)).filter((result) => result !== undefined);
  return { suite, passed: inOrder.filter((result) => result.passed).length, total: paths.length, paths: inOrder };
}

function describePath({ name, needs, faults }: PathResult): string {
  return [needs.length === 0 ? name : `${name} (needs ${needs.join(', ')})`, ...faults.map((fault) => `  ${fault}`)].join('\n');
}
