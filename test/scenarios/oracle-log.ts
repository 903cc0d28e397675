/** What the records of a real Camunda 8 say about open jobs, tasks and instances, incidents and variables. */
import { z } from 'zod';

export interface OracleTask {
  readonly jobKey: string;
  readonly element: string;
  readonly assignee: string;
}

const USER_TASK_JOB = 'io.camunda.zeebe:userTask';
const ASSIGNEE_HEADER = 'io.camunda.zeebe:assignee';

const record = z.object({
  recordType: z.string(),
  valueType: z.string(),
  intent: z.string(),
  key: z.union([z.string(), z.number()]).transform(String),
  value: z.record(z.string(), z.unknown()),
});

export class OracleLog {
  /** Job types that have a worker. */
  handled: ReadonlySet<string> = new Set();
  readonly openJobs = new Map<string, string>();
  readonly openInstances = new Map<string, string>();
  readonly completedElements = new Set<string>();
  readonly incidents: string[] = [];
  readonly #tasks = new Map<string, OracleTask>();
  readonly #rootsDone: string[] = [];
  readonly #scopes = new Map<string, Set<string>>();

  read(line: unknown): void {
    const parsed = record.safeParse(line);
    if (!parsed.success || parsed.data.recordType !== 'EVENT') return;
    const { valueType, intent, key, value } = parsed.data;
    switch (valueType) {
      case 'JOB':
        this.#job(intent, key, value);
        return;
      case 'PROCESS_INSTANCE':
        this.#element(intent, key, value);
        return;
      case 'INCIDENT':
        if (intent === 'CREATED')
          this.incidents.push(`${String(value.elementId)}: ${String(value.errorType)} ${String(value.errorMessage)}`);
        return;
      case 'VARIABLE': {
        const scope = String(value.scopeKey);
        this.#scopes.set(scope, (this.#scopes.get(scope) ?? new Set()).add(String(value.name)));
        return;
      }
    }
  }

  tasksOf(element: string): readonly OracleTask[] {
    return [...this.#tasks.values()].filter((task) => task.element === element);
  }

  completedRoots(processId: string): number {
    return this.#rootsDone.filter((done) => done === processId).length;
  }

  scopesAbove(most: number): readonly string[] {
    return [...this.#scopes].filter(([, names]) => names.size > most).map(([scope, names]) => `${scope}: ${[...names].join(', ')}`);
  }

  describe(): string {
    const tasks = [...this.#tasks.values()].map(({ element, assignee }) => `${element}@${assignee}`);
    return `open tasks: ${tasks.join(' ')}; open jobs: ${[...this.openJobs.values()].join(' ')}; incidents: ${this.incidents.join('; ')}`;
  }

  #job(intent: string, key: string, value: Readonly<Record<string, unknown>>): void {
    const type = String(value.type);
    switch (intent) {
      case 'CREATED': {
        const headers = z.record(z.string(), z.string()).catch({}).parse(value.customHeaders);
        if (type === USER_TASK_JOB)
          this.#tasks.set(key, { jobKey: key, element: String(value.elementId), assignee: headers[ASSIGNEE_HEADER] ?? '' });
        else if (this.handled.has(type)) this.openJobs.set(key, type);
        return;
      }
      case 'FAILED':
        if (value.retries === 0) this.openJobs.delete(key);
        return;
      case 'COMPLETED':
      case 'CANCELED':
      case 'ERROR_THROWN':
        this.openJobs.delete(key);
        this.#tasks.delete(key);
        return;
    }
  }

  #element(intent: string, key: string, value: Readonly<Record<string, unknown>>): void {
    const isProcess = value.bpmnElementType === 'PROCESS';
    const ended = intent === 'ELEMENT_COMPLETED' || intent === 'ELEMENT_TERMINATED';
    if (intent === 'ELEMENT_COMPLETED') this.completedElements.add(String(value.elementId));
    if (!isProcess) return;
    if (intent === 'ELEMENT_ACTIVATED') this.openInstances.set(key, String(value.bpmnProcessId));
    if (ended) this.openInstances.delete(key);
    if (intent === 'ELEMENT_COMPLETED' && Number(value.parentProcessInstanceKey) <= 0) this.#rootsDone.push(String(value.bpmnProcessId));
  }
}
