/**
 * A rehearsal: the same core on a memory of its own, with its own clock, begun from what is deployed, or from a tree as it
 * stands. Nothing of it reaches the database, the writer or its workers, so a standby can hold one as well. Bounded: a model that runs on and on meets a
 * {@link RehearsalLimit}, after which the rehearsal may still be read.
 */
import type {
  ActivatedJob,
  ClientCommand,
  CommandOutcome,
  DeploymentInvalid,
  DeploymentResource,
  FeedEntry,
  ProcessModel,
} from '../contract.js';
import type { Accepted, Catalog, Command, ElementInstance, ProcessDefinition, Rejection, Tree } from '../core/index.js';
import { feedEntry } from '../projection/feed.js';
import { refusalOf } from '../runtime/command-border.js';
import { compileDeployment } from '../runtime/deployment.js';
import { jobPayload } from '../runtime/job-payload.js';
import { encodeHistory } from '../store/encoding/index.js';
import type { OpenSubscription, OpenTask, Rehearsal, RehearsalLimits } from './contract.js';
import { RehearsalLimit } from './limit.js';
import { earliest, MemoryPartition } from './memory-partition.js';

/** Far above what any installation has given, so that no key of a rehearsal is also one of the engine's own. */
const FIRST_KEY = (1n << 51n) + (1n << 50n);

export interface RehearsalSource {
  /** The rehearsal's own: what is deployed in it comes here. */
  readonly catalog: Catalog;
  processXml(definitionKey: bigint): Promise<string | undefined>;
  form(formKey: bigint): Promise<string | undefined>;
}

export class MemoryRehearsal implements Rehearsal {
  readonly clock = { now: () => this.partition.nowMs };
  private readonly partition: MemoryPartition;
  private readonly entries: FeedEntry[] = [];
  private readonly own = new Map<bigint, string>();
  /** Timers whose element can't take them. */
  private readonly refused = new Set<string>();
  met: RehearsalLimit | undefined;
  private steps = 0;
  private events = 0;

  constructor(
    private readonly source: RehearsalSource,
    private readonly limits: RehearsalLimits,
    beginMs: number,
    /** Read for this rehearsal alone, with every value in it. */
    from?: Tree,
  ) {
    this.partition = new MemoryPartition(beginMs, FIRST_KEY, source.catalog);
    if (from !== undefined) this.partition.trees.set(from.rootKey, from);
  }

  async deploy(resources: readonly DeploymentResource[]): Promise<CommandOutcome | DeploymentInvalid> {
    const compiled = await compileDeployment(resources, this.partition.catalog);
    if (compiled.type === 'invalid') return compiled;
    const outcome = this.perform({ type: 'deploy', resources: compiled.resources });
    if (outcome.type !== 'accepted' || outcome.response.type !== 'deployed') return outcome;
    for (const one of outcome.response.resources) {
      const text = resources.find(({ name }) => name === one.resourceName)?.content.toString('utf8');
      if (one.type !== 'decisions' && text !== undefined) this.own.set(one.key, text);
    }
    return outcome;
  }

  async check(resources: readonly DeploymentResource[]): Promise<DeploymentInvalid | undefined> {
    const compiled = await compileDeployment(resources, this.partition.catalog);
    return compiled.type === 'invalid' ? compiled : undefined;
  }

  async execute(command: ClientCommand): Promise<CommandOutcome> {
    return refusalOf(command) ?? this.perform(command);
  }

  async processModel(definitionKey: bigint): Promise<ProcessModel | undefined> {
    const definition = this.partition.catalog.process(definitionKey);
    const xml = this.own.get(definitionKey) ?? (await this.source.processXml(definitionKey));
    if (definition === undefined || xml === undefined) return undefined;
    const { key, bpmnProcessId, version, resourceName, graph } = definition;
    return { key, bpmnProcessId, version, resourceName, xml, graph };
  }

  async taskForm(taskKey: bigint): Promise<string | undefined> {
    for (const { element } of this.partition.open()) {
      const { userTask } = element;
      if (userTask?.key === taskKey && userTask.formKey !== 0n) return this.own.get(userTask.formKey) ?? this.source.form(userTask.formKey);
    }
    return undefined;
  }

  takeFeed(): readonly FeedEntry[] {
    return this.entries.splice(0);
  }

  jobs(): readonly ActivatedJob[] {
    const jobs = [...this.partition.open()].flatMap(({ rootKey, element }) => {
      const tree = this.partition.tree(rootKey);
      if (element.job?.state !== 'activatable' || tree === undefined) return [];
      const payload = jobPayload(this.partition, { tree }, element, { worker: 'rehearsal', deadlineMs: 0 }, []);
      return payload?.type === 'job' ? [payload.job] : [];
    });
    return jobs.sort(byAge);
  }

  tasks(): readonly OpenTask[] {
    const tasks = [...this.partition.open()].flatMap(({ rootKey, element }) => {
      const definition = this.definitionOf(rootKey, element);
      if (element.userTask === undefined || definition === undefined) return [];
      const { key, graph } = definition;
      return [{ key: element.userTask.key, definitionKey: key, elementId: graph.nodes[element.node]?.id ?? '' }];
    });
    return tasks.sort(byAge);
  }

  subscriptions(): readonly OpenSubscription[] {
    return [...this.partition.open()].flatMap(({ rootKey, element }) => {
      const graph = this.definitionOf(rootKey, element)?.graph;
      return element.subscriptions.map(({ name, correlationKey, node }) => ({
        name,
        correlationKey,
        bpmnProcessId: graph?.bpmnProcessId ?? '',
        elementId: graph?.dictionary[node] ?? '',
        elementName: graph?.nodes[node]?.name ?? '',
        reads: [...new Set(graph?.nodes[node]?.outputs.flatMap(({ source }) => source.names))],
      }));
    });
  }

  nextDueMs(): number | undefined {
    return earliest(this.due(), Number.POSITIVE_INFINITY, this.refused)?.dueMs;
  }

  passTo(untilMs: number): boolean {
    const due = earliest(this.partition.due(), untilMs, this.refused);
    this.partition.nowMs = Math.max(this.partition.nowMs, due?.dueMs ?? untilMs);
    if (due !== undefined && this.perform(due.command).type === 'rejected') this.refused.add(due.id);
    return due !== undefined;
  }

  private definitionOf(rootKey: bigint, { instanceKey }: ElementInstance): ProcessDefinition | undefined {
    const root = this.partition.tree(rootKey)?.elements.get(instanceKey)?.process;
    return root && this.partition.catalog.process(root.definitionKey);
  }

  /** That a message is forgotten is nothing that anybody waits for. */
  private *due() {
    for (const one of this.partition.due()) if (one.command.type !== 'expireMessage') yield one;
  }

  private stop(limit: RehearsalLimit['limit']): RehearsalLimit {
    this.met = new RehearsalLimit(limit, this.limits[limit]);
    return this.met;
  }

  private perform(command: Command): CommandOutcome {
    const result = this.step(command);
    if (result.type === 'rejected') return result;
    for (let [rootKey] = this.partition.unfinished(); rootKey !== undefined; [rootKey] = this.partition.unfinished())
      this.step({ type: 'continueTree', rootKey });
    return { type: 'accepted', response: result.response, position: BigInt(this.steps) };
  }

  private step(command: Command): Accepted | Rejection {
    if (this.met !== undefined) throw this.met;
    if (++this.steps > this.limits.steps) throw this.stop('steps');
    const result = this.partition.decide(command);
    if (result.type === 'rejected') return result;
    // Before the drafts are folded: history is told from the state before.
    const rows = result.streams.map(({ streamKey, events }) => ({
      streamKey,
      ...encodeHistory(streamKey, command.type, events, result.changes.trees.get(streamKey)?.tree.elements),
    }));
    this.partition.adopt(result);
    for (const { streamKey, facts, payload } of rows) {
      const row = { position: BigInt(this.steps), atMs: this.partition.nowMs, streamKey, facts, payload };
      this.entries.push(feedEntry(row, this.partition.catalog));
    }
    for (const { events } of result.streams) this.events += events.length;
    if (this.events > this.limits.events) throw this.stop('events');
    let elements = 0;
    for (const tree of this.partition.trees.values()) elements += tree.elements.size;
    if (elements > this.limits.elements) throw this.stop('elements');
    return result;
  }
}

/** Keys grow. */
function byAge(one: { readonly key: bigint }, other: { readonly key: bigint }): number {
  return one.key < other.key ? -1 : 1;
}
