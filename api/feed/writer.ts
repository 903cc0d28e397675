/** Writes a batch of engine changes: finds which case each belongs to, locks those cases, and hands every change to who knows it. */
import { rows, run, type Statements } from '../database.js';
import type { Change, ChangeBatch, EnginePort } from '../engine-port/port.js';
import type { ModelRegistry } from '../models/registry.js';
import { raiseIncident, resolveIncident } from './incidents.js';
import { bindRun, endRun } from './runs.js';
import { tellPublicStatus } from './status.js';
import { StepBuffer } from './steps.js';
import { assignTask, cancelTask, completeTask, createTask, updateTask } from './tasks.js';

/** Which run of which case a process instance carries out. */
export interface RunRef {
  readonly caseId: string;
  readonly run: number;
}

/** What every handler of a change gets. */
export interface Writing {
  readonly on: Statements;
  readonly engine: string;
  readonly models: ModelRegistry;
  readonly atMs: number;
  readonly position: bigint;
  readonly ref: RunRef;
}

export class FeedWriter {
  readonly #engine: EnginePort;
  readonly #models: ModelRegistry;
  readonly #onDecisionReady: () => void;
  #tasksCreated = false;

  constructor(engine: EnginePort, models: ModelRegistry, onDecisionReady: () => void) {
    this.#engine = engine;
    this.#models = models;
    this.#onDecisionReady = onDecisionReady;
  }

  async write(on: Statements, batch: readonly ChangeBatch[]): Promise<void> {
    const runs = await this.#runsOf(on, batch);
    const steps = new StepBuffer();
    for (const entry of batch) {
      for (const change of entry.changes) await this.#one(on, entry, change, runs, steps);
    }
    await steps.flush(on, this.#engine.name);
  }

  /** After the commit: a task that a decision waits for may be there now. */
  committed(): void {
    if (this.#tasksCreated) this.#onDecisionReady();
    this.#tasksCreated = false;
  }

  async #one(on: Statements, entry: ChangeBatch, change: Change, runs: Map<string, RunRef>, steps: StepBuffer): Promise<void> {
    if (change.type === 'modelDeployed') {
      await this.#models.model(on, change.model.definitionKey, entry.atMs);
      return;
    }
    const ref = runs.get(change.place.rootInstanceKey);
    // Processes that no case stands behind (a worker's own tests, a city's experiments) are not the desk's.
    if (ref === undefined) return;
    const writing: Writing = { on, engine: this.#engine.name, models: this.#models, atMs: entry.atMs, position: entry.position, ref };
    switch (change.type) {
      case 'instanceStarted':
        if (isRoot(change)) await bindRun(writing, change);
        return;
      case 'instanceEnded':
        if (isRoot(change)) await endRun(writing, change);
        return;
      case 'elementEntered':
        steps.entered(writing, change);
        await tellPublicStatus(writing, change);
        return;
      case 'elementLeft':
        steps.left(writing, change);
        await tellPublicStatus(writing, change);
        return;
      case 'taskCreated':
        this.#tasksCreated = true;
        return createTask(writing, change);
      case 'taskAssigned':
        return assignTask(writing, change);
      case 'taskUpdated':
        return updateTask(writing, change);
      case 'taskCompleted':
        return completeTask(writing, change);
      case 'taskCanceled':
        return cancelTask(writing, change);
      case 'incidentRaised':
        return raiseIncident(writing, change);
      case 'incidentResolved':
        return resolveIncident(writing, change);
    }
  }

  /** By root instance: those known, and those that begin in this batch with the `caseRun` of an intent. Locks their cases in one order. */
  async #runsOf(on: Statements, batch: readonly ChangeBatch[]): Promise<Map<string, RunRef>> {
    const roots = new Set<string>();
    const beginning = new Map<string, string>();
    for (const change of batch.flatMap((entry) => entry.changes)) {
      if (change.type === 'modelDeployed') continue;
      roots.add(change.place.rootInstanceKey);
      if (change.type !== 'instanceStarted' || !isRoot(change)) continue;
      const { caseRun } = change.variables;
      if (typeof caseRun === 'string') beginning.set(caseRun, change.place.rootInstanceKey);
    }
    const engine = this.#engine.name;
    const found = await rows<{ case_id: string; run: number; case_run: string; process_instance_key: string | null }>(
      on,
      `SELECT case_id, run, case_run, process_instance_key FROM case_run
        WHERE engine = :engine AND (process_instance_key = ANY (CAST(:roots AS bigint[])) OR case_run = ANY (CAST(:beginning AS text[])))`,
      { engine, roots: [...roots], beginning: [...beginning.keys()] },
    );
    await run(on, 'SELECT 1 FROM case_file WHERE id = ANY (CAST(:ids AS uuid[])) ORDER BY id FOR UPDATE', {
      ids: [...new Set(found.map((one) => one.case_id))],
    });
    const runs = new Map<string, RunRef>();
    for (const one of found) {
      const ref = { caseId: one.case_id, run: one.run };
      if (one.process_instance_key !== null) runs.set(one.process_instance_key, ref);
      const root = beginning.get(one.case_run);
      // A second instance with the same caseRun isn't the case's: somebody started it by hand.
      if (root !== undefined && (one.process_instance_key === null || one.process_instance_key === root)) runs.set(root, ref);
    }
    return runs;
  }
}

function isRoot(change: Extract<Change, { type: 'instanceStarted' | 'instanceEnded' }>): boolean {
  return change.place.instanceKey === change.place.rootInstanceKey;
}
