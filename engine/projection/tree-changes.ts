/**
 * What a run of history rows changes for one call tree: several changes of one key become one. Knows no table; {@link SearchRows}
 * makes rows of it.
 */
import type { EngineEvent, UserTask } from '../core/index.js';
import type { ElementRef } from '../store/encoding/index.js';
import { KeyIndex } from '../store/encoding/key-index.js';

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

/** Few of a kind as a rule, then a scan is quickest; thousands after a fan-out. */
class Keyed<T> {
  readonly items: T[] = [];
  private readonly index = new KeyIndex();

  get(key: bigint): T | undefined {
    const place = this.index.place(key);
    return place < 0 ? undefined : this.items[place];
  }

  add(key: bigint, item: T): T {
    this.index.add(key);
    this.items.push(item);
    return item;
  }

  key(place: number): bigint {
    return this.index.key(place);
  }
}

export class TreeChanges {
  readonly instances = new Keyed<Instance>();
  readonly elements = new Keyed<Element>();
  readonly scopes = new Keyed<Scope>();
  readonly jobs = new Keyed<Job>();
  readonly tasks = new Keyed<Task>();
  readonly incidents = new Keyed<Incident>();
  /** Its root instance has ended: nothing more comes. */
  ended = false;

  constructor(readonly rootKey: bigint) {}

  add(event: EngineEvent, ref: ElementRef, atMs: number): void {
    switch (event.type) {
      case 'elementActivating':
        if (event.process) {
          const { definitionKey, parentInstanceKey: parentKey, parentElementKey } = event.process;
          const born = { parentKey, parentElementKey, definitionKey, startedMs: atMs };
          this.instances.add(event.key, { born, state: 'ACTIVE', endedMs: null });
        } else {
          this.elements.add(event.key, { ref, born: { scopeKey: event.scopeKey, startedMs: atMs }, state: 'ACTIVE', endedMs: null });
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
        if (!known) this.scopes.add(ref.key, { instanceKey: ref.instanceKey, values: new Map(event.variables) });
        else for (const [name, json] of event.variables) known.values.set(name, json);
        return;
      }
      case 'jobCreated': {
        const { key, type, retries } = event.job;
        const born = { type, createdMs: atMs };
        this.jobs.add(key, { ref, born, state: 'CREATED', retries, errorCode: '', errorMessage: '', endedMs: null });
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
        this.tasks.add(task.key, { ref, born: { createdMs: atMs }, task, state: 'CREATED', assignee: task.assignee, endedMs: null });
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
        this.incidents.add(event.incidentKey, { ref, born: { errorType, message, jobKey, raisedMs: atMs }, resolvedMs: null });
        return;
      }
      case 'incidentResolved': {
        const incident = this.incidents.get(event.incidentKey);
        if (incident) incident.resolvedMs = atMs;
        else this.incidents.add(event.incidentKey, { ref, born: undefined, resolvedMs: atMs });
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
    } else if (isInstance) this.instances.add(ref.key, { born: undefined, state, endedMs: atMs });
    else this.elements.add(ref.key, { ref, born: undefined, state, endedMs: atMs });
  }

  private job(key: bigint, ref: ElementRef): Job {
    return (
      this.jobs.get(key) ??
      this.jobs.add(key, { ref, born: undefined, state: null, retries: null, errorCode: null, errorMessage: null, endedMs: null })
    );
  }

  private task(key: bigint, ref: ElementRef): Task {
    return (
      this.tasks.get(key) ?? this.tasks.add(key, { ref, born: undefined, task: undefined, state: null, assignee: null, endedMs: null })
    );
  }
}
