/**
 * A scenario as data and what can be seen of it, in words that any engine of this dialect can be asked for.
 * The same actions are carried out on a real Camunda 8 by `test/engines/record-core.mjs`; here on the core in memory.
 */
import type { Command, CommandResponse, EngineEvent, Rejection } from '../index.js';
import { MemoryEngine } from './memory-engine.js';

export interface ScenarioResource {
  readonly name: string;
  readonly content: string;
}

type Values = Readonly<Record<string, unknown>>;

/** `element`: the oldest one there that is open, else the last that was. Durations are ISO 8601 or ms. */
export type Action =
  | { readonly do: 'deploy'; readonly resources: readonly ScenarioResource[] }
  | { readonly do: 'start'; readonly process?: string; readonly variables?: Values; readonly at?: readonly string[] }
  | { readonly do: 'cancel'; readonly instance?: number }
  | { readonly do: 'complete'; readonly element: string; readonly variables?: Values }
  | {
      readonly do: 'fail';
      readonly element: string;
      readonly retries: number;
      readonly message?: string;
      readonly backoffMs?: number;
      readonly variables?: Values;
    }
  | {
      readonly do: 'throw';
      readonly element: string;
      readonly code: string;
      readonly message?: string;
      readonly variables?: Values;
    }
  | { readonly do: 'retries'; readonly element: string; readonly retries: number }
  | { readonly do: 'resolve'; readonly element: string }
  | {
      readonly do: 'publish';
      readonly name: string;
      readonly key: string;
      readonly id?: string;
      readonly ttlMs?: number;
      readonly variables?: Values;
    }
  | { readonly do: 'set'; readonly element: string; readonly variables: Values; readonly local?: boolean }
  /** Leases all jobs of a type for an hour; the answer names their elements. */
  | { readonly do: 'activate'; readonly type: string }
  | { readonly do: 'advance'; readonly seconds: number };

export interface Scenario {
  readonly name: string;
  /** Why this engine knowingly does otherwise than Camunda. */
  readonly deviates?: string;
  readonly resources: readonly ScenarioResource[];
  readonly actions: readonly Action[];
}

/** Instances are counted, keys are written `<key>`, lines without a meaningful order are sorted. */
export interface Observed {
  /** One an action: `ok`, what was activated, or the rejection. */
  readonly answers: readonly string[];
  /** `n element INTENT` in the order of the log. */
  readonly trace: readonly string[];
  /** `n element#occurrence name = value`, the last value of each. */
  readonly variables: readonly string[];
  /** `n element TYPE: message`, in order. */
  readonly incidents: readonly string[];
  readonly openIncidents: number;
  /** `n element type retries headers`. */
  readonly jobs: readonly string[];
}

const LEASE_MS = 3_600_000;

export async function runInMemory(scenario: Scenario): Promise<Observed> {
  const run = new ScenarioRun();
  await run.deploy(scenario.resources);
  const answers: string[] = [];
  for (const action of scenario.actions) answers.push(await run.perform(action));
  return run.observed(answers);
}

interface Known {
  readonly elementKey: bigint;
  readonly key: bigint;
}

class ScenarioRun {
  private readonly engine = new MemoryEngine();
  private seen = 0;
  private readonly instances: bigint[] = [];
  private readonly definitionOf = new Map<bigint, bigint>();
  /** Element instance → `n element`. */
  private readonly named = new Map<bigint, { readonly instance: number; readonly id: string; readonly occurrence: number }>();
  private readonly occurrences = new Map<string, number>();
  private readonly live = new Set<bigint>();
  private readonly jobs: Known[] = [];
  private readonly closedJobs = new Set<bigint>();
  private readonly incidents: Known[] = [];
  private readonly resolved = new Set<bigint>();
  private readonly leasedUntilMs = new Map<bigint, number>();
  private readonly variables = new Map<string, string>();
  private readonly jobLines: string[] = [];
  private readonly incidentLines: string[] = [];

  async deploy(resources: readonly ScenarioResource[]): Promise<string> {
    const answer = await this.engine.deploy(...resources);
    this.look();
    return this.answerOf(answer);
  }

  async perform(action: Action): Promise<string> {
    if (action.do === 'deploy') return this.deploy(action.resources);
    if (action.do === 'advance') {
      this.engine.advance(action.seconds * 1000);
      this.look();
      return 'ok';
    }
    if (action.do === 'activate') return this.activate(action.type);
    const answer = this.engine.execute(this.commandOf(action));
    this.look();
    return this.answerOf(answer);
  }

  observed(answers: readonly string[]): Observed {
    return {
      answers,
      trace: this.engine.trace,
      variables: [...this.variables].map(([name, json]) => `${name} = ${canonical(JSON.parse(json))}`).sort(),
      incidents: this.incidentLines,
      openIncidents: this.incidents.length - this.resolved.size,
      jobs: this.jobLines,
    };
  }

  private commandOf(action: Exclude<Action, { do: 'deploy' | 'advance' | 'activate' }>): Command {
    switch (action.do) {
      case 'start':
        return {
          type: 'createInstance',
          bpmnProcessId: action.process ?? 'p',
          variables: jsonOf(action.variables),
          startElementIds: action.at ?? [],
        };
      case 'cancel':
        return { type: 'cancelInstance', instanceKey: this.instances[action.instance ?? 0] ?? 0n };
      case 'complete':
        return { type: 'completeJob', jobKey: this.job(action.element), variables: jsonOf(action.variables) };
      case 'fail':
        return {
          type: 'failJob',
          jobKey: this.job(action.element),
          retries: action.retries,
          backoffMs: action.backoffMs ?? 0,
          message: action.message ?? '',
          variables: jsonOf(action.variables),
        };
      case 'throw':
        return {
          type: 'throwJobError',
          jobKey: this.job(action.element),
          code: action.code,
          message: action.message ?? '',
          variables: jsonOf(action.variables),
        };
      case 'retries':
        return { type: 'updateJobRetries', jobKey: this.job(action.element), retries: action.retries };
      case 'resolve':
        return { type: 'resolveIncident', incidentKey: this.pick(this.incidents, this.resolved, action.element) };
      case 'publish':
        return {
          type: 'publishMessage',
          name: action.name,
          correlationKey: action.key,
          messageId: action.id ?? '',
          timeToLiveMs: action.ttlMs ?? 0,
          variables: jsonOf(action.variables),
        };
      case 'set': {
        const at = [...this.named].filter(([, { id }]) => id === action.element).map(([key]) => key);
        const elementInstanceKey = at.find((key) => this.live.has(key)) ?? at.at(-1) ?? 0n;
        return { type: 'setVariables', elementInstanceKey, variables: jsonOf(action.variables), local: action.local ?? false };
      }
    }
  }

  private job(element: string): bigint {
    return this.pick(this.jobs, this.closedJobs, element);
  }

  private pick(known: readonly Known[], closed: ReadonlySet<bigint>, elementId: string): bigint {
    const there = known.filter(({ elementKey }) => this.named.get(elementKey)?.id === elementId);
    return (there.find(({ key }) => !closed.has(key)) ?? there.at(-1))?.key ?? 0n;
  }

  private activate(type: string): string {
    const taken: string[] = [];
    for (const { element } of this.engine.elements()) {
      const { job } = element;
      if (job?.type !== type || job.state !== 'activatable') continue;
      if ((this.leasedUntilMs.get(job.key) ?? 0) > this.engine.nowMs) continue;
      this.leasedUntilMs.set(job.key, this.engine.nowMs + LEASE_MS);
      taken.push(`${this.named.get(element.key)?.id} retries ${job.retries}`);
    }
    return `activated: ${taken.sort().join(', ')}`;
  }

  private answerOf(answer: CommandResponse | Rejection): string {
    return answer.type === 'rejected' ? withoutKeys(`${answer.code}: ${answer.reason}`) : 'ok';
  }

  private look(): void {
    for (const event of this.engine.events.slice(this.seen)) this.see(event);
    this.seen = this.engine.events.length;
  }

  private see(event: EngineEvent): void {
    switch (event.type) {
      case 'elementActivating': {
        if (event.process) {
          this.instances.push(event.key);
          this.definitionOf.set(event.key, event.process.definitionKey);
        }
        const graph = this.graphOf(event.instanceKey);
        const instance = this.instances.indexOf(event.instanceKey);
        const id = graph?.dictionary[event.node] ?? '';
        const occurrence = this.occurrences.get(`${instance} ${id}`) ?? 0;
        this.occurrences.set(`${instance} ${id}`, occurrence + 1);
        this.named.set(event.key, { instance, id, occurrence });
        this.live.add(event.key);
        return;
      }
      case 'elementCompleted':
      case 'elementTerminated':
        this.live.delete(event.key);
        return;
      case 'variablesSet':
        for (const [name, json] of event.variables) this.variables.set(`${this.place(event.scopeKey)} ${name}`, json);
        return;
      case 'jobCreated': {
        const { job, elementKey } = event;
        this.jobs.push({ elementKey, key: job.key });
        const known = this.named.get(elementKey);
        const node = known && this.graphOf(this.instances[known.instance] ?? 0n)?.nodeById.get(known.id);
        const headers = canonical({ ...node?.job?.headers, ...job.headers });
        this.jobLines.push(withoutKeys(`${known?.instance} ${known?.id} ${job.type} retries ${job.retries} ${headers}`));
        return;
      }
      case 'jobCompleted':
      case 'jobCanceled':
      case 'jobErrorThrown':
        this.closedJobs.add(event.jobKey);
        return;
      case 'jobFailed':
      case 'jobMadeActivatable':
        this.leasedUntilMs.delete(event.jobKey);
        return;
      case 'incidentRaised': {
        this.incidents.push({ elementKey: event.elementKey, key: event.incidentKey });
        const known = this.named.get(event.elementKey);
        this.incidentLines.push(withoutKeys(`${known?.instance} ${known?.id} ${event.errorType}: ${event.message}`));
        return;
      }
      case 'incidentResolved':
        this.resolved.add(event.incidentKey);
        return;
      default:
        return;
    }
  }

  private graphOf(instanceKey: bigint) {
    return this.engine.catalog.process(this.definitionOf.get(instanceKey) ?? 0n)?.graph;
  }

  private place(elementKey: bigint): string {
    const known = this.named.get(elementKey);
    return `${known?.instance} ${known?.id}#${known?.occurrence}`;
  }
}

function jsonOf(values: Values = {}): ReadonlyMap<string, string> {
  return new Map(Object.entries(values).map(([name, value]) => [name, JSON.stringify(value)]));
}

/** JSON with sorted members, so that equal values are equal texts. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
    return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(',')}}`;
  }
  return JSON.stringify(value);
}

function withoutKeys(text: string): string {
  return text.replace(/\d{15,}/g, '<key>');
}
