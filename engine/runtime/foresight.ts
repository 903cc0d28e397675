/**
 * What an instance would come to, worked out in memory: the pure core on what is deployed, with a scratch state. Whoever asks plays the
 * workers and the people. Nothing is written, queued or handed out, so it may run on any node beside the writer.
 */
import type { ForeseenJob, ForeseenTask, Foresight, ForesightStart } from '../contract.js';
import {
  type BufferedMessage,
  type Catalog,
  type Command,
  type ElementInstance,
  type Need,
  type PartitionView,
  type Rejection,
  type StartTimer,
  type StepEnv,
  type SubscriptionEntry,
  step,
  type Tree,
  type Variables,
  type VariableValue,
} from '../core/index.js';
import type { Loader } from '../store/loader.js';
import { visibleVariables } from './job-payload.js';

/** Above every key that the engine gives (partition 1), so that what is foreseen never meets what is there. */
const FIRST_KEY = 2n << 51n;
/** Steps of one command: a model that runs in a circle without waiting ends here. */
const MOST_STEPS = 20;

export async function openForesight(
  catalog: Catalog,
  loader: Loader,
  nowMs: number,
  start: ForesightStart,
): Promise<Foresight | undefined> {
  const scratch = new ScratchState(catalog, loader, nowMs);
  if (start.type === 'task') {
    const rootKey = await loader.rootOfTask(start.taskKey);
    const loaded = rootKey === undefined ? undefined : await loader.tree(rootKey);
    if (loaded === undefined) return undefined;
    scratch.trees.set(loaded.tree.rootKey, loaded.tree);
    return scratch;
  }
  const { bpmnProcessId, variables } = start;
  const refused = await scratch.execute({ type: 'createInstance', bpmnProcessId, version: -1, variables, startElementIds: [] });
  return refused === undefined ? scratch : undefined;
}

class ScratchState implements PartitionView, Foresight {
  readonly trees = new Map<bigint, Tree>();
  readonly messages: ReadonlyMap<bigint, BufferedMessage> = new Map();
  readonly startLocks: ReadonlyMap<string, bigint> = new Map();
  readonly startTimers: ReadonlyMap<bigint, StartTimer> = new Map();
  private lastKey = FIRST_KEY;
  private readonly env: StepEnv;

  constructor(
    readonly catalog: Catalog,
    private readonly loader: Loader,
    nowMs: number,
  ) {
    this.env = { nowMs, nextKey: () => ++this.lastKey, random: () => 0.5, awaitsResult: () => false };
  }

  tree(rootKey: bigint): Tree | undefined {
    return this.trees.get(rootKey);
  }

  rootOf(key: bigint): bigint | undefined {
    return this.holder(key)?.tree.rootKey;
  }

  elementOf(key: bigint): bigint | undefined {
    return this.holder(key)?.element.key;
  }

  subscriptions(): readonly SubscriptionEntry[] {
    return [];
  }

  bufferedMessages(): readonly bigint[] {
    return [];
  }

  messageById(): undefined {
    return undefined;
  }

  async jobs(): Promise<readonly ForeseenJob[]> {
    const found: ForeseenJob[] = [];
    for (const { tree, element } of this.elements()) {
      const { job } = element;
      if (job?.state !== 'activatable' || element.incident !== undefined) continue;
      const node = this.nodeOf(tree, element);
      found.push({
        key: job.key,
        type: job.type,
        elementId: node?.id ?? '',
        headers: { ...node?.job?.headers, ...job.headers },
        variablesJson: await this.variablesOf(tree, element),
      });
    }
    return found;
  }

  async tasks(): Promise<readonly ForeseenTask[]> {
    const found: ForeseenTask[] = [];
    for (const { tree, element } of this.elements()) {
      const { userTask } = element;
      if (userTask === undefined) continue;
      found.push({
        key: userTask.key,
        definitionKey: this.definitionOf(tree, element)?.key ?? 0n,
        elementId: this.nodeOf(tree, element)?.id ?? '',
        form: userTask.formKey === 0n ? undefined : await this.loader.form(userTask.formKey),
      });
    }
    return found;
  }

  completeJob(key: bigint, variables: Variables): Promise<Rejection | undefined> {
    return this.execute({ type: 'completeJob', jobKey: key, variables });
  }

  completeTask(key: bigint, variables: Variables): Promise<Rejection | undefined> {
    return this.execute({ type: 'completeUserTask', taskKey: key, variables, action: '' });
  }

  async execute(command: Command): Promise<Rejection | undefined> {
    let next: Command | undefined = command;
    for (let taken = 0; next !== undefined && taken < MOST_STEPS; taken++) {
      const result = step(this, next, this.env);
      if (result.type === 'rejected') return result;
      if (result.type === 'needs') {
        for (const need of result.needs) await this.load(need);
        continue;
      }
      for (const draft of result.changes.trees.values()) {
        draft.fold();
        if (draft.tree.elements.size > 0) this.trees.set(draft.rootKey, draft.tree);
        else this.trees.delete(draft.rootKey);
      }
      const unfinished = [...this.trees.values()].find(({ pending }) => pending.length > 0);
      next = unfinished === undefined ? undefined : { type: 'continueTree', rootKey: unfinished.rootKey };
    }
    return undefined;
  }

  private *elements(): Generator<{ readonly tree: Tree; readonly element: ElementInstance }> {
    for (const tree of this.trees.values()) for (const element of tree.elements.values()) yield { tree, element };
  }

  private holder(key: bigint): { readonly tree: Tree; readonly element: ElementInstance } | undefined {
    for (const at of this.elements()) {
      const { job, userTask } = at.element;
      if (at.element.key === key || job?.key === key || userTask?.key === key) return at;
    }
    return undefined;
  }

  private definitionOf(tree: Tree, element: ElementInstance) {
    const root = tree.elements.get(element.instanceKey);
    return root?.process && this.catalog.process(root.process.definitionKey);
  }

  private nodeOf(tree: Tree, element: ElementInstance) {
    return this.definitionOf(tree, element)?.graph.nodes[element.node];
  }

  private async variablesOf(tree: Tree, element: ElementInstance): Promise<string> {
    const members: string[] = [];
    for (const [name, value] of visibleVariables(tree, element, [])) {
      const json = value.json ?? (await this.loader.value(value.valueKey));
      if (json !== undefined) members.push(`${JSON.stringify(name)}:${json}`);
    }
    return `{${members.join(',')}}`;
  }

  private async load(need: Need): Promise<void> {
    const tree = need.type === 'value' ? this.trees.get(need.rootKey) : undefined;
    if (need.type !== 'value' || tree === undefined)
      throw new Error(`Expected everything but large values in memory, but a step needs ${need.type}`);
    const json = await this.loader.value(need.valueKey);
    if (json === undefined) throw new Error(`Expected the value ${need.valueKey} in the database, but it is gone`);
    for (const element of tree.elements.values()) {
      const variables = new Map<string, VariableValue>(element.variables);
      for (const [name, { valueKey }] of element.variables) if (valueKey === need.valueKey) variables.set(name, { valueKey, json });
      tree.elements.set(element.key, { ...element, variables });
    }
  }
}
