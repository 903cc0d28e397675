/** Writes a batch of engine changes: finds which case each belongs to, locks those cases, and hands every change to who knows it. */
import { rows, type Transaction } from '../database.js';
import type { CaseEngine, Change, ChangeBatch } from '../engine-port/port.js';
import { HEAD_COLUMNS, type HeadColumns, headOf, knowHead } from '../history/journal.js';
import { storePart } from '../models/parts.js';
import type { ModelRegistry } from '../models/registry.js';
import { noteTouch, raiseIncident, resolveIncident } from './incidents.js';
import { bindRun, endRun } from './runs.js';
import { PublicStatuses } from './status.js';
import { StepBuffer } from './steps.js';
import { assignTask, cancelTask, completeTask, createTask, updateTask } from './tasks.js';

/** Which run of which case a process instance carries out. */
export interface RunRef {
  readonly caseId: string;
  readonly run: number;
}

/** What every handler of a change gets. */
export interface Writing {
  readonly on: Transaction;
  readonly engine: string;
  readonly taskForm: CaseEngine['taskForm'];
  readonly models: ModelRegistry;
  readonly atMs: number;
  readonly position: bigint;
  readonly ref: RunRef;
}

/** What a batch has many of and one statement writes. */
interface Gathered {
  readonly steps: StepBuffer;
  readonly statuses: PublicStatuses;
}

export class FeedWriter {
  readonly #engine: CaseEngine;
  readonly #models: ModelRegistry;
  readonly #onDecisionReady: () => void;
  #decisionReady = false;

  constructor(engine: CaseEngine, models: ModelRegistry, onDecisionReady: () => void) {
    this.#engine = engine;
    this.#models = models;
    this.#onDecisionReady = onDecisionReady;
  }

  /** `runs` are those of {@link lockRuns}. */
  async write(on: Transaction, batch: readonly ChangeBatch[], runs: ReadonlyMap<string, RunRef>): Promise<void> {
    const gathered = { steps: new StepBuffer(), statuses: new PublicStatuses() };
    for (const entry of batch) {
      for (const change of entry.changes) await this.#one(on, entry, change, runs, gathered);
    }
    gathered.steps.write(on, this.#engine.name);
    gathered.statuses.write(on);
  }

  /** After the commit: a task that a decision waited for is there now. */
  committed(): void {
    if (this.#decisionReady) this.#onDecisionReady();
    this.#decisionReady = false;
  }

  /** What was read in a transaction that is gone may not be there. */
  rolledBack(): void {
    this.#models.forget();
    this.#decisionReady = false;
  }

  async #one(on: Transaction, entry: ChangeBatch, change: Change, runs: ReadonlyMap<string, RunRef>, gathered: Gathered): Promise<void> {
    if (change.type === 'modelDeployed') {
      await this.#models.model(on, change.model.definitionKey, entry.atMs);
      return;
    }
    if (change.type === 'partDeployed') {
      await storePart(on, this.#engine, change.definitionKey, entry.atMs);
      return;
    }
    const ref = runs.get(change.place.rootInstanceKey);
    // Processes that no case stands behind (a worker's own tests, a city's experiments) are not the desk's.
    if (ref === undefined) return;
    const { steps, statuses } = gathered;
    const { atMs, position } = entry;
    const engine = this.#engine;
    const taskForm: Writing['taskForm'] = (key) => engine.taskForm(key);
    const writing: Writing = { on, engine: engine.name, taskForm, models: this.#models, atMs, position, ref };
    switch (change.type) {
      case 'instanceStarted':
        if (isRoot(change)) await bindRun(writing, change);
        return;
      case 'instanceEnded':
        if (isRoot(change)) await endRun(writing, change);
        return;
      case 'elementEntered':
        steps.entered(writing, change);
        await statuses.moved(writing, change);
        return;
      case 'elementCalled':
        return steps.called(change);
      case 'elementLeft':
        steps.left(writing, change);
        await statuses.moved(writing, change);
        return;
      case 'taskCreated':
        if (await createTask(writing, change)) this.#decisionReady = true;
        return;
      case 'taskAssigned':
        return assignTask(writing, change);
      case 'taskUpdated':
        return updateTask(writing, change);
      case 'taskCompleted':
        return completeTask(writing, change);
      case 'taskCanceled':
        return cancelTask(writing, change);
      case 'touchedByHand':
        return noteTouch(writing, change);
      case 'incidentRaised':
        return raiseIncident(writing, change);
      case 'incidentResolved':
        return resolveIncident(writing, change);
    }
  }

  /** By root instance: those known, and those that begin in this batch with the `caseRun` of an intent. Locks their cases in one order. */
  async lockRuns(on: Transaction, batch: readonly ChangeBatch[]): Promise<ReadonlyMap<string, RunRef>> {
    const roots = new Set<string>();
    const beginning = new Map<string, string>();
    for (const change of batch.flatMap((entry) => entry.changes)) {
      if (!('place' in change)) continue;
      roots.add(change.place.rootInstanceKey);
      if (change.type !== 'instanceStarted' || !isRoot(change)) continue;
      const { caseRun } = change.variables;
      if (typeof caseRun === 'string') beginning.set(caseRun, change.place.rootInstanceKey);
    }
    const engine = this.#engine.name;
    const found = await rows<HeadColumns & { case_id: string; run: number; case_run: string; process_instance_key: string | null }>(
      on,
      `SELECT r.case_id, r.run, r.case_run, r.process_instance_key, ${HEAD_COLUMNS} FROM case_run r JOIN case_file c ON c.id = r.case_id
        WHERE r.engine = :engine
          AND (r.process_instance_key = ANY (CAST(:roots AS bigint[])) OR r.case_run = ANY (CAST(:beginning AS text[])))
        ORDER BY c.id FOR UPDATE OF c`,
      { engine, roots: [...roots], beginning: [...beginning.keys()] },
    );
    for (const one of found) knowHead(on, one.case_id, headOf(one));
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
