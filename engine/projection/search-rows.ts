/**
 * What a run of history rows changes in the search tables. Several changes of one key become one: a row that begins and ends
 * within the run is one insert. Holds nothing beyond its run.
 */
import type { UserTask } from '../core/index.js';
import { PartRows } from '../store/batch-statement.js';
import { type DecodedEvent, decodeHistory, type ElementRef } from '../store/encoding/index.js';
import type { Definitions, HistoryRow } from './feed.js';
import * as part from './sql/search-parts.js';

/** Of longer values the search tables hold the beginning; the whole is in the instance's state and in history. */
const VALUE_MAX_CHARS = 8_192;

type EndState = 'COMPLETED' | 'TERMINATED';

/** `born`: its row begins in this run, else the row is there and only what is defined here changes. */
interface Instance {
  born: { rootKey: bigint; parentKey: bigint; parentElementKey: bigint; definitionKey: bigint; startedMs: number } | undefined;
  state: EndState | 'ACTIVE';
  endedMs: number | null;
}
interface Element {
  readonly ref: ElementRef;
  born: { scopeKey: bigint; startedMs: number } | undefined;
  state: EndState | 'ACTIVE';
  endedMs: number | null;
}
interface Job {
  readonly ref: ElementRef;
  born: { type: string; createdMs: number } | undefined;
  state: string | null;
  retries: number | null;
  errorCode: string | null;
  errorMessage: string | null;
  endedMs: number | null;
}
interface Task {
  readonly ref: ElementRef;
  born: { createdMs: number } | undefined;
  task: UserTask | undefined;
  state: string | null;
  assignee: string | null;
  endedMs: number | null;
}
interface Incident {
  readonly ref: ElementRef;
  born: { errorType: string; message: string; jobKey: bigint; raisedMs: number } | undefined;
  resolvedMs: number | null;
}
interface Scope {
  readonly instanceKey: bigint;
  readonly values: Map<string, string>;
}

export class SearchRows {
  private readonly instances = new Map<bigint, Instance>();
  private readonly elements = new Map<bigint, Element>();
  private readonly scopes = new Map<bigint, Scope>();
  private readonly jobs = new Map<bigint, Job>();
  private readonly tasks = new Map<bigint, Task>();
  private readonly incidents = new Map<bigint, Incident>();

  constructor(private readonly definitions: Definitions) {}

  add(row: HistoryRow): void {
    const { events } = decodeHistory(row.streamKey, row.facts, row.payload ?? null);
    for (const decoded of events) if (decoded.element) this.addEvent(decoded, decoded.element, row);
  }

  private addEvent({ event }: DecodedEvent, ref: ElementRef, { streamKey: rootKey, atMs }: HistoryRow): void {
    switch (event.type) {
      case 'elementActivating':
        if (event.process) {
          const { definitionKey, parentInstanceKey: parentKey, parentElementKey } = event.process;
          const born = { rootKey, parentKey, parentElementKey, definitionKey, startedMs: atMs };
          this.instances.set(event.key, { born, state: 'ACTIVE', endedMs: null });
        } else {
          this.elements.set(event.key, { ref, born: { scopeKey: event.scopeKey, startedMs: atMs }, state: 'ACTIVE', endedMs: null });
        }
        return;
      case 'elementCompleted':
        this.end(ref, 'COMPLETED', atMs);
        return;
      case 'elementTerminated':
        this.end(ref, 'TERMINATED', atMs);
        return;
      case 'variablesSet': {
        const scope = this.scopes.get(ref.key) ?? { instanceKey: ref.instanceKey, values: new Map<string, string>() };
        for (const [name, json] of event.variables) scope.values.set(name, json);
        this.scopes.set(ref.key, scope);
        return;
      }
      case 'jobCreated': {
        const { key, type, retries } = event.job;
        const born = { type, createdMs: atMs };
        this.jobs.set(key, { ref, born, state: 'CREATED', retries, errorCode: '', errorMessage: '', endedMs: null });
        return;
      }
      case 'jobCompleted':
      case 'jobCanceled': {
        const job = this.job(event.jobKey, ref);
        job.state = event.type === 'jobCompleted' ? 'COMPLETED' : 'CANCELED';
        job.endedMs = atMs;
        return;
      }
      case 'jobFailed': {
        const job = this.job(event.jobKey, ref);
        job.state = 'FAILED';
        job.retries = event.retries;
        job.errorMessage = event.message;
        return;
      }
      case 'jobErrorThrown': {
        const job = this.job(event.jobKey, ref);
        job.state = 'ERROR_THROWN';
        job.errorCode = event.code;
        job.errorMessage = event.message;
        return;
      }
      case 'jobRetriesUpdated':
        this.job(event.jobKey, ref).retries = event.retries;
        return;
      case 'jobMadeActivatable':
        this.job(event.jobKey, ref).state = 'CREATED';
        return;
      case 'userTaskCreated': {
        const { task } = event;
        this.tasks.set(task.key, { ref, born: { createdMs: atMs }, task, state: 'CREATED', assignee: task.assignee, endedMs: null });
        return;
      }
      case 'userTaskUpdated': {
        const task = this.task(event.task.key, ref);
        task.task = event.task;
        task.assignee = event.task.assignee;
        return;
      }
      case 'userTaskAssigned':
        this.task(event.taskKey, ref).assignee = event.assignee;
        return;
      case 'userTaskCompleted':
      case 'userTaskCanceled': {
        const task = this.task(event.taskKey, ref);
        task.state = event.type === 'userTaskCompleted' ? 'COMPLETED' : 'CANCELED';
        task.endedMs = atMs;
        return;
      }
      case 'incidentRaised': {
        const { errorType, message, jobKey } = event;
        this.incidents.set(event.incidentKey, { ref, born: { errorType, message, jobKey, raisedMs: atMs }, resolvedMs: null });
        return;
      }
      case 'incidentResolved': {
        const incident = this.incidents.get(event.incidentKey);
        if (incident) incident.resolvedMs = atMs;
        else this.incidents.set(event.incidentKey, { ref, born: undefined, resolvedMs: atMs });
        return;
      }
      default:
      // Everything else passes within an element's life and isn't searched for.
    }
  }

  private end(ref: ElementRef, state: EndState, atMs: number): void {
    const isInstance = ref.key === ref.instanceKey;
    const known = isInstance ? this.instances.get(ref.key) : this.elements.get(ref.key);
    if (known) {
      known.state = state;
      known.endedMs = atMs;
    } else if (isInstance) this.instances.set(ref.key, { born: undefined, state, endedMs: atMs });
    else this.elements.set(ref.key, { ref, born: undefined, state, endedMs: atMs });
  }

  private job(key: bigint, ref: ElementRef): Job {
    let job = this.jobs.get(key);
    if (!job) {
      job = { ref, born: undefined, state: null, retries: null, errorCode: null, errorMessage: null, endedMs: null };
      this.jobs.set(key, job);
    }
    return job;
  }

  private task(key: bigint, ref: ElementRef): Task {
    let task = this.tasks.get(key);
    if (!task) {
      task = { ref, born: undefined, task: undefined, state: null, assignee: null, endedMs: null };
      this.tasks.set(key, task);
    }
    return task;
  }

  parts() {
    return [
      ...this.instanceParts(),
      ...this.elementParts(),
      ...this.variableParts(),
      ...this.jobParts(),
      ...this.taskParts(),
      ...this.incidentParts(),
    ];
  }

  private instanceParts() {
    const inserts = new PartRows(part.instanceInsert);
    const ends = new PartRows(part.instanceEnd);
    for (const [key, { born, state, endedMs }] of this.instances) {
      if (!born) ends.add([key, state, endedMs]);
      else {
        const { bpmnProcessId = '', version = 0 } = this.definitions.process(born.definitionKey) ?? {};
        const { rootKey, parentKey, parentElementKey, definitionKey, startedMs } = born;
        inserts.add([key, rootKey, parentKey, parentElementKey, definitionKey, bpmnProcessId, version, state, startedMs, endedMs]);
      }
    }
    return [inserts, ends];
  }

  private elementParts() {
    const inserts = new PartRows(part.elementInsert);
    const ends = new PartRows(part.elementEnd);
    for (const { ref, born, state, endedMs } of this.elements.values()) {
      if (!born) ends.add([ref.instanceKey, ref.key, state, endedMs]);
      else {
        const type = this.definitions.process(ref.definitionKey)?.graph.nodes[ref.node]?.type ?? '';
        inserts.add([ref.instanceKey, ref.key, born.scopeKey, this.elementId(ref), type, state, born.startedMs, endedMs]);
      }
    }
    return [inserts, ends];
  }

  private variableParts() {
    const inserts = new PartRows(part.variableInsert);
    const sets = new PartRows(part.variableSet);
    for (const [scopeKey, { instanceKey, values }] of this.scopes) {
      // A scope that begins in this run has no rows yet: nothing to conflict with.
      const isNew = (this.instances.get(scopeKey) ?? this.elements.get(scopeKey))?.born !== undefined;
      for (const [name, json] of values) {
        const truncated = json.length > VALUE_MAX_CHARS;
        (isNew ? inserts : sets).add([instanceKey, scopeKey, name, truncated ? beginningOf(json) : json, truncated]);
      }
    }
    return [inserts, sets];
  }

  private jobParts() {
    const inserts = new PartRows(part.jobInsert);
    const updates = new PartRows(part.jobUpdate);
    for (const [key, job] of this.jobs) {
      const { ref, born, state, retries, errorCode, errorMessage, endedMs } = job;
      if (!born) updates.add([ref.instanceKey, key, state, retries, errorCode, errorMessage, endedMs]);
      else {
        const id = this.elementId(ref);
        inserts.add([ref.instanceKey, key, ref.key, id, born.type, state, retries, errorCode, errorMessage, born.createdMs, endedMs]);
      }
    }
    return [inserts, updates];
  }

  private taskParts() {
    const inserts = new PartRows(part.taskInsert);
    const updates = new PartRows(part.taskUpdate);
    for (const [key, { ref, born, task, state, assignee, endedMs }] of this.tasks) {
      const groups = task ? JSON.stringify(task.candidateGroups) : null;
      const users = task ? JSON.stringify(task.candidateUsers) : null;
      const dates = [task?.dueDate ?? null, task?.followUpDate ?? null] as const;
      if (!born || !task) updates.add([ref.instanceKey, key, state, assignee, groups, users, ...dates, task?.priority ?? null, endedMs]);
      else {
        const { formKey, externalReference, priority } = task;
        const who = [assignee, groups, users] as const;
        const what = [formKey, externalReference, priority] as const;
        inserts.add([ref.instanceKey, key, ref.key, this.elementId(ref), state, ...who, ...dates, ...what, born.createdMs, endedMs]);
      }
    }
    return [inserts, updates];
  }

  private incidentParts() {
    const inserts = new PartRows(part.incidentInsert);
    const ends = new PartRows(part.incidentEnd);
    for (const [key, { ref, born, resolvedMs }] of this.incidents) {
      if (!born) ends.add([key, resolvedMs]);
      else {
        const { errorType, message, jobKey, raisedMs } = born;
        inserts.add([key, ref.instanceKey, ref.key, this.elementId(ref), jobKey, errorType, message, raisedMs, resolvedMs]);
      }
    }
    return [inserts, ends];
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
