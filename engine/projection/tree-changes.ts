/**
 * What a run of history rows changes for one call tree: several changes of one key become one. Knows no table; {@link SearchRows}
 * makes rows of it.
 */
import { type EngineEvent, FewKeys, type UserTask } from '../core/index.js';
import type { ElementRef } from '../store/encoding/index.js';

export type EndState = 'COMPLETED' | 'TERMINATED';

/** `born`: its row begins in this run, else the row is there and only what is defined here changes. */
export interface Instance {
  born: { parentKey: bigint; parentElementKey: bigint; definitionKey: bigint; startedMs: number } | undefined;
  state: EndState | 'ACTIVE';
  endedMs: number | null;
}
export interface Element {
  readonly ref: ElementRef;
  born: { scopeKey: bigint; startedMs: number } | undefined;
  state: EndState | 'ACTIVE';
  endedMs: number | null;
}
export interface Job {
  readonly ref: ElementRef;
  born: { type: string; createdMs: number } | undefined;
  state: string | null;
  retries: number | null;
  errorCode: string | null;
  errorMessage: string | null;
  endedMs: number | null;
}
export interface Task {
  readonly ref: ElementRef;
  born: { createdMs: number } | undefined;
  task: UserTask | undefined;
  state: string | null;
  assignee: string | null;
  endedMs: number | null;
}
export interface Incident {
  readonly ref: ElementRef;
  born: { errorType: string; message: string; jobKey: bigint; raisedMs: number } | undefined;
  resolvedMs: number | null;
}
export interface Scope {
  readonly instanceKey: bigint;
  readonly values: Map<string, string>;
}

export class TreeChanges {
  readonly instances = new FewKeys<Instance>();
  readonly elements = new FewKeys<Element>();
  readonly scopes = new FewKeys<Scope>();
  readonly jobs = new FewKeys<Job>();
  readonly tasks = new FewKeys<Task>();
  readonly incidents = new FewKeys<Incident>();
  /** Its root instance has ended: nothing more comes. */
  ended = false;

  constructor(readonly rootKey: bigint) {}

  add(event: EngineEvent, ref: ElementRef, atMs: number): void {
    switch (event.type) {
      case 'elementActivating':
        if (event.process) {
          const { definitionKey, parentInstanceKey: parentKey, parentElementKey } = event.process;
          const born = { parentKey, parentElementKey, definitionKey, startedMs: atMs };
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
        const known = this.scopes.get(ref.key);
        if (!known) this.scopes.set(ref.key, { instanceKey: ref.instanceKey, values: new Map(event.variables) });
        else for (const [name, json] of event.variables) known.values.set(name, json);
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
      // Everything else passes within an element's life and isn't searched for: see SEARCHED in search-rows.ts.
    }
  }

  private end(ref: ElementRef, state: EndState, atMs: number): void {
    const isInstance = ref.key === ref.instanceKey;
    if (isInstance && ref.key === this.rootKey) this.ended = true;
    const known = isInstance ? this.instances.get(ref.key) : this.elements.get(ref.key);
    if (known) {
      known.state = state;
      known.endedMs = atMs;
    } else if (isInstance) this.instances.set(ref.key, { born: undefined, state, endedMs: atMs });
    else this.elements.set(ref.key, { ref, born: undefined, state, endedMs: atMs });
  }

  private job(key: bigint, ref: ElementRef): Job {
    const known = this.jobs.get(key);
    if (known) return known;
    const job: Job = { ref, born: undefined, state: null, retries: null, errorCode: null, errorMessage: null, endedMs: null };
    this.jobs.set(key, job);
    return job;
  }

  private task(key: bigint, ref: ElementRef): Task {
    const known = this.tasks.get(key);
    if (known) return known;
    const task: Task = { ref, born: undefined, task: undefined, state: null, assignee: null, endedMs: null };
    this.tasks.set(key, task);
    return task;
  }
}
