/** Jobs as the state knows them, for the job board: which may be handed out, and what a worker gets with one. */
import type { ActivatedJob } from '../contract.js';
import type { Loader } from '../store/loader.js';
import type { PartitionState } from '../store/partition-state.js';
import type { EngineClock } from '../time/index.js';
import type { JobAvailability, JobSource, Lease } from './job-board.js';
import { jobPayload } from './job-payload.js';
import type { Log } from './log.js';

export interface StateJobsPorts {
  readonly state: PartitionState;
  readonly loader: Loader;
  readonly clock: EngineClock;
  readonly log: Log;
  committedBatch(): number;
  leased(deadlineMs: number): void;
  refuse(jobKey: bigint, bytes: number): void;
}

type Description = ActivatedJob | undefined | Promise<ActivatedJob | undefined>;

export class StateJobs implements JobSource {
  constructor(private readonly ports: StateJobsPorts) {}

  now(): number {
    return this.ports.clock.now();
  }

  leased(deadlineMs: number): void {
    this.ports.leased(deadlineMs);
  }

  refuse(jobKey: bigint, bytes: number): void {
    this.ports.refuse(jobKey, bytes);
  }

  availability(jobKey: bigint): JobAvailability {
    const { state } = this.ports;
    const rootKey = state.rootOf(jobKey);
    const elementKey = state.elementOf(jobKey);
    if (rootKey === undefined || elementKey === undefined) return 'gone';
    const loaded = state.loaded(rootKey);
    if (!loaded) return 'ready';
    if (loaded.lastBatch > this.ports.committedBatch()) return 'held';
    const job = loaded.tree.elements.get(elementKey)?.job;
    return job?.key === jobKey && job.state === 'activatable' ? 'ready' : 'gone';
  }

  describe(jobKey: bigint, lease: Lease, fetchVariables: readonly string[]): Description {
    const { state } = this.ports;
    const rootKey = state.rootOf(jobKey);
    const elementKey = state.elementOf(jobKey);
    if (rootKey === undefined || elementKey === undefined) return undefined;
    const loaded = state.loaded(rootKey);
    if (!loaded) return this.describeLater(() => this.loadTree(rootKey), jobKey, lease, fetchVariables);
    const element = loaded.tree.elements.get(elementKey);
    if (element?.job?.key !== jobKey || element.job.state !== 'activatable') return undefined;
    const payload = jobPayload(state, loaded, element, lease, fetchVariables);
    if (payload?.type !== 'load') return payload?.job;
    return this.describeLater(() => this.loadValues(rootKey, payload.valueKeys), jobKey, lease, fetchVariables);
  }

  private async describeLater(
    load: () => Promise<void>,
    jobKey: bigint,
    lease: Lease,
    fetchVariables: readonly string[],
  ): Promise<ActivatedJob | undefined> {
    try {
      await load();
    } catch (error) {
      this.ports.log.error('job could not be read', { jobKey: String(jobKey), error });
      return undefined;
    }
    return this.describe(jobKey, lease, fetchVariables);
  }

  private async loadTree(rootKey: bigint): Promise<void> {
    const { state, loader } = this.ports;
    const tree = await loader.tree(rootKey);
    if (!tree) throw new Error(`Expected tree ${rootKey} in the database, but it isn't there`);
    // Somebody else may have read it meanwhile, and changed it since.
    if (!state.loaded(rootKey)) state.admit(tree, true);
  }

  private async loadValues(rootKey: bigint, valueKeys: readonly bigint[]): Promise<void> {
    const { state, loader } = this.ports;
    for (const valueKey of valueKeys) {
      const json = await loader.value(valueKey);
      if (json === undefined) throw new Error(`Expected value ${valueKey} in the database, but it isn't there`);
      state.putValue(rootKey, valueKey, json);
    }
  }
}
