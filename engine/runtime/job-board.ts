/**
 * Jobs that workers may have, and who waits for them. Enter: keys that a committed batch made activatable (`offer`), pollers
 * (`activate`). Leave: jobs handed out under a lease; a lease ends by the worker's answer (`settle`) or its deadline (`expire`).
 * Ready keys are hints, checked against the state when taken. All of this is memory: when it is lost, jobs are handed out again.
 */
import type { ActivatedJob, ActivateJobsRequest } from '../contract.js';
import { KeyMap } from '../store/key-map.js';
import { DueHeap } from './due-heap.js';

export interface Lease {
  readonly worker: string;
  readonly deadlineMs: number;
}

/** `held`: changed by a batch that isn't committed yet, ask again after the next commit. */
export type JobAvailability = 'ready' | 'held' | 'gone';

export interface JobSource {
  now(): number;
  availability(jobKey: bigint): JobAvailability;
  /** undefined: the job is gone by now. */
  describe(jobKey: bigint, lease: Lease, fetchVariables: readonly string[]): ActivatedJob | undefined | Promise<ActivatedJob | undefined>;
  /** No worker could ever receive it. */
  refuse(jobKey: bigint, bytes: number): void;
  /** A lease begins: its deadline is on the engine clock. */
  leased(deadlineMs: number): void;
}

interface Poller {
  readonly request: ActivateJobsRequest;
  settle(jobs: readonly bigint[]): void;
}

/** What one answer may carry, so that it fits a gRPC message. */
const ANSWER_MAX_CHARS = 3_500_000;
/** A message of 4 MB less what surrounds the variables. */
const JOB_MAX_BYTES = 4 * 1024 * 1024 - 64 * 1024;

export class JobBoard {
  private readonly ready = new Map<string, bigint[]>();
  private readonly leases = new KeyMap<Lease & { readonly type: string }>();
  private readonly deadlines = new DueHeap<bigint>();
  private readonly pollers = new Map<string, Poller[]>();
  private held: { readonly key: bigint; readonly type: string }[] = [];

  constructor(private readonly source: JobSource) {}

  offer(jobKey: bigint, type: string): void {
    const keys = this.ready.get(type);
    if (keys) keys.push(jobKey);
    else this.ready.set(type, [jobKey]);
  }

  /** The worker has answered, or the job is gone. */
  settle(jobKey: bigint): void {
    this.leases.delete(jobKey);
  }

  /** After each commit: serves those who wait, in turns. */
  dispatch(): void {
    for (const { key, type } of this.held.splice(0)) this.offer(key, type);
    if (this.pollers.size === 0) return;
    for (const [type, waiting] of this.pollers) {
      while (waiting.length > 0 && (this.ready.get(type)?.length ?? 0) > 0) {
        const [poller] = waiting;
        if (!poller) break;
        const keys = this.take(poller.request);
        if (keys.length === 0) break;
        poller.settle(keys);
      }
    }
  }

  /** Leases whose deadline is over end; their jobs are ready again. */
  expire(nowMs: number): void {
    let expired = false;
    for (let next = this.deadlines.peek(); next && next.dueMs <= nowMs; next = this.deadlines.peek()) {
      this.deadlines.pop();
      const lease = this.leases.get(next.item);
      if (!lease || lease.deadlineMs > nowMs) continue;
      this.leases.delete(next.item);
      this.offer(next.item, lease.type);
      expired = true;
    }
    if (expired) this.dispatch();
  }

  nextDeadlineMs(): number | undefined {
    const holds = (key: bigint, dueMs: number): boolean => this.leases.get(key)?.deadlineMs === dueMs;
    for (let next = this.deadlines.peek(); next; next = this.deadlines.peek()) {
      if (holds(next.item, next.dueMs)) break;
      this.deadlines.pop();
    }
    if (this.deadlines.size > 1_000 && this.deadlines.size > 4 * this.leases.size) {
      this.deadlines.retain(({ item, dueMs }) => holds(item, dueMs));
    }
    return this.deadlines.peek()?.dueMs;
  }

  async activate(request: ActivateJobsRequest): Promise<readonly ActivatedJob[]> {
    if (request.signal?.aborted || request.maxJobs < 1) return [];
    const keys = this.take(request);
    if (keys.length > 0) return this.describeAll(keys, request);
    if (request.waitMs <= 0) return [];
    return this.describeAll(await this.wait(request), request);
  }

  /** Nobody gets anything from this board any more. */
  close(): void {
    for (const waiting of [...this.pollers.values()]) for (const poller of [...waiting]) poller.settle([]);
    this.ready.clear();
    this.leases.clear();
    this.deadlines.clear();
  }

  private wait(request: ActivateJobsRequest): Promise<readonly bigint[]> {
    return new Promise((resolve) => {
      const settle = (jobs: readonly bigint[]): void => {
        clearTimeout(timer);
        request.signal?.removeEventListener('abort', giveUp);
        this.leave(request.type, poller);
        resolve(jobs);
      };
      const giveUp = (): void => settle([]);
      const poller: Poller = { request, settle };
      // A delay of more than 2^31 - 1 ms would fire at once.
      const timer = setTimeout(giveUp, Math.min(request.waitMs, 2_147_483_647));
      request.signal?.addEventListener('abort', giveUp);
      const waiting = this.pollers.get(request.type);
      if (waiting) waiting.push(poller);
      else this.pollers.set(request.type, [poller]);
    });
  }

  private leave(type: string, poller: Poller): void {
    const waiting = this.pollers.get(type);
    if (!waiting) return;
    const at = waiting.indexOf(poller);
    if (at >= 0) waiting.splice(at, 1);
    if (waiting.length === 0) this.pollers.delete(type);
  }

  private take({ type, maxJobs, worker, timeoutMs }: ActivateJobsRequest): bigint[] {
    const ready = this.ready.get(type);
    if (!ready) return [];
    const taken: bigint[] = [];
    let at = 0;
    const deadlineMs = this.source.now() + timeoutMs;
    for (; at < ready.length && taken.length < maxJobs; at++) {
      const key = ready[at];
      if (key === undefined || this.leases.has(key)) continue;
      const availability = this.source.availability(key);
      if (availability === 'held') this.held.push({ key, type });
      if (availability !== 'ready') continue;
      this.leases.set(key, { worker, deadlineMs, type });
      this.deadlines.push(deadlineMs, key);
      taken.push(key);
    }
    if (at === ready.length) this.ready.delete(type);
    else ready.splice(0, at);
    if (taken.length > 0) this.source.leased(deadlineMs);
    return taken;
  }

  private async describeAll(keys: readonly bigint[], { type, fetchVariables }: ActivateJobsRequest): Promise<readonly ActivatedJob[]> {
    const jobs: ActivatedJob[] = [];
    let chars = 0;
    for (const key of keys) {
      const lease = this.leases.get(key);
      if (!lease) continue;
      if (chars > ANSWER_MAX_CHARS) {
        this.leases.delete(key);
        this.offer(key, type);
        continue;
      }
      const described = this.source.describe(key, lease, fetchVariables);
      const job = described instanceof Promise ? await described : described;
      const bytes = job && job.variablesJson.length > ANSWER_MAX_CHARS / 4 ? Buffer.byteLength(job.variablesJson) : 0;
      if (job && bytes > JOB_MAX_BYTES) {
        this.leases.delete(key);
        this.source.refuse(key, bytes);
      } else if (job) {
        jobs.push(job);
        chars += job.variablesJson.length;
      } else this.leases.delete(key);
    }
    return jobs;
  }
}
