/**
 * What a run of history rows changes in the search tables, one tree after the other: a row that begins and ends within the run is
 * one insert, and rows of one instance come together, which the database's indexes like. A tree that has ended is turned into rows
 * at once and let go, so a long run keeps little. Holds nothing beyond its run.
 */
import type { ClientBase } from 'pg';
import { type BatchStatements, type Fence, type InsertPart, PartRows, type RowSink } from '../store/batch-statement.js';
import type { CellType } from '../store/binary-cells.js';
import { CopyRows } from '../store/copy-rows.js';
import { decodeHistory, type ElementRef, selectEvents } from '../store/encoding/index.js';
import type { Definitions, HistoryRow } from './feed.js';
import * as part from './sql/search-parts.js';
import { TreeChanges } from './tree-changes.js';

/** Of longer values the search tables hold the beginning; the whole is in the instance's state and in history. */
const VALUE_MAX_CHARS = 8_192;

const SEARCHED = selectEvents([
  'elementActivating',
  'elementCompleted',
  'elementTerminated',
  'variablesSet',
  'jobCreated',
  'jobCompleted',
  'jobCanceled',
  'jobFailed',
  'jobErrorThrown',
  'jobRetriesUpdated',
  'jobMadeActivatable',
  'userTaskCreated',
  'userTaskUpdated',
  'userTaskAssigned',
  'userTaskCompleted',
  'userTaskCanceled',
  'incidentRaised',
  'incidentResolved',
]);

/** `copy`: new rows go in by COPY, for a long run; else they are part of the one statement, which a short run prefers. */
export type Way = 'copy' | 'statement';

export class SearchRows {
  private readonly trees = new Map<bigint, TreeChanges>();
  private readonly copies: CopyRows<readonly CellType[]>[] = [];
  private readonly parts: PartRows<readonly CellType[]>[] = [];
  private readonly instances;
  private readonly elements;
  private readonly variables;
  private readonly jobs;
  private readonly tasks;
  private readonly incidents;
  private readonly instanceEnds = new PartRows(part.instanceEnd);
  private readonly elementEnds = new PartRows(part.elementEnd);
  private readonly variableSets = new PartRows(part.variableSet);
  private readonly jobUpdates = new PartRows(part.jobUpdate);
  private readonly taskUpdates = new PartRows(part.taskUpdate);
  private readonly incidentEnds = new PartRows(part.incidentEnd);

  constructor(
    private readonly definitions: Definitions,
    private readonly way: Way,
  ) {
    this.instances = this.sink(part.instanceInsert);
    this.elements = this.sink(part.elementInsert);
    this.variables = this.sink(part.variableInsert);
    this.jobs = this.sink(part.jobInsert);
    this.tasks = this.sink(part.taskInsert);
    this.incidents = this.sink(part.incidentInsert);
  }

  add({ streamKey, atMs, facts, payload }: HistoryRow): void {
    const { events } = decodeHistory(streamKey, facts, payload ?? null, SEARCHED);
    if (events.length === 0) return;
    let tree = this.trees.get(streamKey);
    if (!tree) {
      tree = new TreeChanges(streamKey);
      this.trees.set(streamKey, tree);
    }
    for (const { event, element } of events) if (element) tree.add(event, element, atMs);
    if (!tree.ended) return;
    this.emit(tree);
    this.trees.delete(streamKey);
  }

  /** Writes all of it in one transaction with the fence's update. */
  async write(client: ClientBase, statements: BatchStatements, fence: Fence): Promise<void> {
    for (const tree of this.trees.values()) this.emit(tree);
    this.trees.clear();
    const statement = statements.compose(fence, [
      ...this.parts,
      this.instanceEnds,
      this.elementEnds,
      this.variableSets,
      this.jobUpdates,
      this.taskUpdates,
      this.incidentEnds,
    ]);
    if (this.way === 'statement') {
      await client.query(statement);
      return;
    }
    await client.query('BEGIN');
    for (const rows of this.copies) await rows.copy(client);
    await client.query(statement);
    await client.query('COMMIT');
  }

  private sink<const Types extends readonly CellType[]>(into: InsertPart<Types>): RowSink<Types> {
    if (this.way === 'copy') {
      const rows = new CopyRows(into);
      this.copies.push(rows as unknown as CopyRows<readonly CellType[]>);
      return rows;
    }
    const rows = new PartRows(into);
    this.parts.push(rows as unknown as PartRows<readonly CellType[]>);
    return rows;
  }

  private emit(tree: TreeChanges): void {
    this.emitInstances(tree);
    this.emitElements(tree);
    this.emitVariables(tree);
    this.emitJobs(tree);
    this.emitTasks(tree);
    this.emitIncidents(tree);
  }

  private emitInstances({ rootKey, instances }: TreeChanges): void {
    instances.forEach(({ born, state, endedMs }, key) => {
      if (!born) {
        this.instanceEnds.add([key, state, endedMs]);
        return;
      }
      const { bpmnProcessId = '', version = 0 } = this.definitions.process(born.definitionKey) ?? {};
      const { parentKey, parentElementKey, definitionKey, startedMs } = born;
      this.instances.add([key, rootKey, parentKey, parentElementKey, definitionKey, bpmnProcessId, version, state, startedMs, endedMs]);
    });
  }

  private emitElements({ elements }: TreeChanges): void {
    elements.forEach(({ ref, born, state, endedMs }, key) => {
      if (!born) {
        this.elementEnds.add([ref.instanceKey, key, state, endedMs]);
        return;
      }
      const type = this.definitions.process(ref.definitionKey)?.graph.nodes[ref.node]?.type ?? '';
      this.elements.add([ref.instanceKey, key, born.scopeKey, this.elementId(ref), type, state, born.startedMs, endedMs]);
    });
  }

  private emitVariables({ scopes, instances, elements }: TreeChanges): void {
    scopes.forEach(({ instanceKey, values }, scopeKey) => {
      // A scope that begins in this run has no rows yet: nothing to conflict with.
      const isNew = (instances.get(scopeKey) ?? elements.get(scopeKey))?.born !== undefined;
      const sink = isNew ? this.variables : this.variableSets;
      for (const [name, json] of values) {
        const truncated = json.length > VALUE_MAX_CHARS;
        sink.add([instanceKey, scopeKey, name, truncated ? beginningOf(json) : json, truncated]);
      }
    });
  }

  private emitJobs({ jobs }: TreeChanges): void {
    jobs.forEach(({ ref, born, state, retries, errorCode, errorMessage, endedMs }, key) => {
      if (!born) {
        this.jobUpdates.add([ref.instanceKey, key, state, retries, errorCode, errorMessage, endedMs]);
        return;
      }
      const id = this.elementId(ref);
      this.jobs.add([ref.instanceKey, key, ref.key, id, born.type, state, retries, errorCode, errorMessage, born.createdMs, endedMs]);
    });
  }

  private emitTasks({ tasks }: TreeChanges): void {
    tasks.forEach(({ ref, born, task, state, assignee, endedMs }, key) => {
      const groups = task ? JSON.stringify(task.candidateGroups) : null;
      const users = task ? JSON.stringify(task.candidateUsers) : null;
      const dates = [task?.dueDate ?? null, task?.followUpDate ?? null] as const;
      if (!born || !task) {
        this.taskUpdates.add([ref.instanceKey, key, state, assignee, groups, users, ...dates, task?.priority ?? null, endedMs]);
        return;
      }
      const { formKey, externalReference, priority } = task;
      const who = [assignee, groups, users] as const;
      const what = [formKey, externalReference, priority] as const;
      this.tasks.add([ref.instanceKey, key, ref.key, this.elementId(ref), state, ...who, ...dates, ...what, born.createdMs, endedMs]);
    });
  }

  private emitIncidents({ incidents }: TreeChanges): void {
    incidents.forEach(({ ref, born, resolvedMs }, key) => {
      if (!born) {
        this.incidentEnds.add([key, resolvedMs]);
        return;
      }
      const { errorType, message, jobKey, raisedMs } = born;
      this.incidents.add([key, ref.instanceKey, ref.key, this.elementId(ref), jobKey, errorType, message, raisedMs, resolvedMs]);
    });
  }

  private elementId(ref: ElementRef): string {
    return this.definitions.process(ref.definitionKey)?.graph.dictionary[ref.node] ?? '';
  }
}

/** Cut where no surrogate pair is split: half a pair isn't UTF-8. */
function beginningOf(json: string): string {
  const last = json.charCodeAt(VALUE_MAX_CHARS - 1);
  return json.slice(0, last >= 0xd800 && last <= 0xdbff ? VALUE_MAX_CHARS - 1 : VALUE_MAX_CHARS);
}
