/** One path on an empty engine: deploy, perform the steps, judge. */
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { type EmptyEngine, startEmptyEngine } from './empty-engine.js';
import { Observation } from './observation.js';
import type { ExecutionPath } from './path-set.js';
import { perform, type RunningPath } from './steps.js';
import { faultsOf } from './verdict.js';
import { connectZeebeClient } from './zeebe-client.js';

export interface PathResult {
  readonly name: string;
  readonly passed: boolean;
  readonly needs: readonly string[];
  /** Why it failed: expected and actual. */
  readonly faults: readonly string[];
}

/** A path ends, whatever the engine does. */
const PATH_LIMIT_MS = 30_000;

/** Models reckon due dates from the moment at which they are deployed, so any moment does; this one is the same in every run. */
const STARTED_AT_MS = Date.UTC(2026, 0, 5, 8);

export async function runPath(path: ExecutionPath): Promise<PathResult> {
  const engine = await startEmptyEngine();
  engine.engine.clock.pin(STARTED_AT_MS);
  try {
    const faults = await withinLimit(faultsOfRun(path, engine));
    return { name: path.name, passed: faults.length === 0, needs: path.needs, faults };
  } finally {
    await engine.stop();
  }
}

async function faultsOfRun(path: ExecutionPath, { engine, port }: EmptyEngine): Promise<readonly string[]> {
  const client = connectZeebeClient(port);
  const observed = new Observation(engine);
  try {
    const failure = await carryOut(path, { engine, client, observed });
    // Nothing ran, as after a refused deployment: each missing line would only say so once more.
    if (failure !== undefined && observed.trace.length === 0) return [failure];
    const root = [...observed.roots].find(([, processId]) => processId === path.processId)?.[0];
    const faults = faultsOf(path.trace, {
      rootCompleted: root !== undefined && observed.completedInstances.has(root),
      openIncidents: [...observed.openIncidents.values()].map(
        ({ errorType, elementId, message }) => `${errorType} at ${elementId}: ${message}`,
      ),
      trace: observed.trace,
    });
    return failure === undefined ? faults : [failure, ...faults];
  } finally {
    client.close();
    await observed.stop();
  }
}

/** The first thing that went wrong, or undefined. */
async function carryOut(path: ExecutionPath, running: RunningPath): Promise<string | undefined> {
  const settle = async (): Promise<void> => {
    await running.engine.quiet();
    await running.observed.caughtUp();
  };
  let at = 'deployment';
  try {
    const resources = await Promise.all(path.files.map(async (file) => ({ name: basename(file), content: await readFile(file) })));
    await running.client.call('DeployResource', { resources });
    await settle();
    for (const [index, step] of path.steps.entries()) {
      at = `step ${index + 1} of ${path.steps.length}, ${JSON.stringify(step)}`;
      await perform(running, step);
      await settle();
    }
    return undefined;
  } catch (error) {
    return `At ${at}: ${error instanceof Error ? error.message : String(error)}`;
  }
}

async function withinLimit(run: Promise<readonly string[]>): Promise<readonly string[]> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<readonly string[]>((resolve) => {
    timer = setTimeout(() => resolve([`Expected the path to end within ${PATH_LIMIT_MS / 1000} s, but it did not`]), PATH_LIMIT_MS);
  });
  return Promise.race([run, limit]).finally(() => clearTimeout(timer));
}
