/**
 * What the change feed tells about a run and gRPC can't: the trace, and which jobs, timers, subscriptions and incidents are open.
 * Reads the feed from its beginning and keeps up with it.
 */
import type { Engine, FeedEvent } from '../../engine/index.js';

export interface OpenJob {
  readonly jobKey: string;
  readonly elementId: string;
  readonly type: string;
}
export interface OpenIncident {
  readonly incidentKey: string;
  readonly jobKey: string;
  readonly elementId: string;
  readonly errorType: string;
  readonly message: string;
}

const CATCH_UP_LIMIT_MS = 10_000;

export class Observation {
  /** `n element INTENT`, n counting process instances in the order of their beginning. */
  readonly trace: string[] = [];
  readonly openJobs = new Map<string, OpenJob>();
  readonly openIncidents = new Map<string, OpenIncident>();
  /** By subscription key. */
  readonly openSubscriptions = new Map<string, { readonly messageName: string; readonly interrupting: boolean }>();
  /** Timer key → element id of the event that it fires. */
  readonly openTimers = new Map<string, string>();
  /** Process instance key → bpmnProcessId, of roots alone. */
  readonly roots = new Map<bigint, string>();
  readonly completedInstances = new Set<bigint>();

  /** Types of the feed that tell something here. */
  readonly #watchers: Readonly<Record<string, (event: FeedEvent, intent: string) => void>> = {
    element: (event, intent) => this.#seeElement(event, intent),
    sequenceFlow: (event) => this.#record(event, 'SEQUENCE_FLOW_TAKEN'),
    job: (event, intent) => this.#seeJob(event, intent),
    timer: (event, intent) => this.#seeTimer(event, intent),
    subscription: (event, intent) => this.#seeSubscription(event, intent),
    incident: (event, intent) => this.#seeIncident(event, intent),
  };
  readonly #engine: Engine;
  readonly #numbers = new Map<bigint, number>();
  readonly #stop = new AbortController();
  readonly #reading: Promise<void>;
  #position = 0n;
  #news: () => void = () => {};

  constructor(engine: Engine) {
    this.#engine = engine;
    this.#reading = this.#read();
  }

  /** Waits until all that has been committed up to now is seen here. */
  async caughtUp(): Promise<void> {
    const target = this.#engine.status().position;
    const deadline = performance.now() + CATCH_UP_LIMIT_MS;
    while (this.#position < target) {
      const leftMs = deadline - performance.now();
      if (leftMs <= 0) throw new Error(`Expected the change feed to reach position ${target}, but it is at ${this.#position}`);
      await Promise.race([
        new Promise<void>((resolve) => {
          this.#news = resolve;
        }),
        this.#reading.then(() => Promise.reject(new Error('Expected the change feed to go on, but it ended'))),
        new Promise((resolve) => setTimeout(resolve, leftMs).unref()),
      ]);
    }
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#reading.catch(() => {});
  }

  async #read(): Promise<void> {
    for await (const entry of this.#engine.feed(0n, this.#stop.signal)) {
      for (const event of entry.events) this.#watchers[event.type]?.(event, String(event.data.intent));
      this.#position = entry.position;
      this.#news();
    }
  }

  #record(event: FeedEvent, intent: string): void {
    this.trace.push(`${this.#numberOf(event.processInstanceKey)} ${event.elementId} ${intent}`);
  }

  #seeElement(event: FeedEvent, intent: string): void {
    this.#record(event, intent);
    if (event.elementInstanceKey !== event.processInstanceKey) return;
    if (intent === 'COMPLETED') this.completedInstances.add(event.processInstanceKey);
    if (intent === 'ACTIVATING' && event.rootInstanceKey === event.processInstanceKey) {
      this.roots.set(event.processInstanceKey, event.bpmnProcessId);
    }
  }

  #seeJob(event: FeedEvent, intent: string): void {
    const jobKey = String(event.data.jobKey);
    if (intent === 'CREATED') this.openJobs.set(jobKey, { jobKey, elementId: event.elementId, type: String(event.data.jobType) });
    if (intent === 'COMPLETED' || intent === 'CANCELED' || intent === 'ERROR_THROWN') this.openJobs.delete(jobKey);
  }

  #seeTimer(event: FeedEvent, intent: string): void {
    const timerKey = String(event.data.timerKey);
    if (intent === 'CREATED') this.openTimers.set(timerKey, String(event.data.targetElementId));
    else this.openTimers.delete(timerKey);
  }

  #seeSubscription(event: FeedEvent, intent: string): void {
    const key = String(event.data.subscriptionKey);
    if (intent === 'OPENED') {
      this.openSubscriptions.set(key, { messageName: String(event.data.name), interrupting: event.data.interrupting === true });
    } else if (intent === 'CLOSED' || this.openSubscriptions.get(key)?.interrupting === true) {
      this.openSubscriptions.delete(key);
    }
  }

  #seeIncident(event: FeedEvent, intent: string): void {
    const incidentKey = String(event.data.incidentKey);
    if (intent === 'RAISED') {
      this.openIncidents.set(incidentKey, {
        incidentKey,
        jobKey: String(event.data.jobKey),
        elementId: event.elementId,
        errorType: String(event.data.errorType),
        message: String(event.data.message),
      });
    } else {
      this.openIncidents.delete(incidentKey);
    }
  }

  #numberOf(instanceKey: bigint): number {
    const known = this.#numbers.get(instanceKey);
    if (known !== undefined) return known;
    const number = this.#numbers.size;
    this.#numbers.set(instanceKey, number);
    return number;
  }
}
