/**
 * One step at work: the drafts it has opened, the events it has written, and the queue of what is still to do.
 * Everything is done first in, first out, as Zeebe does it, so parallel branches advance in turns.
 */
import { AssertionError } from 'node:assert';
import type { Node } from '../model/graph.js';
import { applyTreeEvent } from './apply.js';
import { applyDeploymentEvent, applyMessageEvent } from './apply-messages.js';
import type { ProcessDefinition } from './catalog.js';
import { DEPLOYMENT_STREAM, type DeploymentEvent, MESSAGE_STREAM, type MessageEvent, type TreeEvent } from './events.js';
import { FewKeys } from './few-keys.js';
import { type Deployed, type StepChanges, type StreamEvents, TreeDraft } from './outcome.js';
import { Overlay } from './overlay.js';
import type { PartitionView, StepEnv } from './partition.js';
import { NeedSignal } from './signals.js';
import type { BufferedMessage, ElementInstance, QueuedCommand, Variables } from './state.js';

/** A step that would take longer stops here, commits, and goes on by a durable pending command. */
export const MAX_TRANSITIONS = 1_000;

export interface QueueEntry {
  readonly run: TreeRun;
  readonly command: QueuedCommand;
}

const NO_RESULTS: ReadonlyMap<bigint, Variables> = new Map();

export class StepContext {
  readonly changes: StepChanges;
  readonly queue: QueueEntry[] = [];
  /** Correlation from the buffer: Zeebe asks for it by a message, which arrives when everything else has come to rest. */
  readonly later: QueueEntry[] = [];
  private readonly runs: Map<bigint, TreeRun> = new FewKeys();
  private readonly drafts: Map<bigint, TreeDraft> = new FewKeys();
  private awaited: Map<bigint, Variables> | undefined;
  private readonly messageEvents: MessageEvent[] = [];
  private readonly deploymentEvents: DeploymentEvent[] = [];
  private readonly newMessages: bigint[] = [];
  readonly deployed: Deployed = { processes: [], decisions: [], forms: [] };

  constructor(
    readonly view: PartitionView,
    readonly env: StepEnv,
  ) {
    this.changes = {
      trees: this.drafts,
      messages: new Overlay(view.messages),
      startLocks: new Overlay(view.startLocks),
      startTimers: new Overlay(view.startTimers),
      deployed: this.deployed,
    };
  }

  /** Root variables of instances that completed and that somebody waits for. */
  get results(): ReadonlyMap<bigint, Variables> {
    return this.awaited ?? NO_RESULTS;
  }

  addResult(instanceKey: bigint, variables: Variables): void {
    this.awaited ??= new Map();
    this.awaited.set(instanceKey, variables);
  }

  /** The tree, to be changed. A tree that isn't in memory becomes a need. */
  run(rootKey: bigint): TreeRun {
    const known = this.runs.get(rootKey);
    if (known) return known;
    const tree = this.view.tree(rootKey);
    if (!tree) throw new NeedSignal({ type: 'tree', rootKey });
    return this.open(new TreeDraft(tree, false));
  }

  /** The tree that holds this live key, if any does. */
  runOf(key: bigint): TreeRun | undefined {
    const rootKey = this.view.rootOf(key);
    return rootKey === undefined ? undefined : this.run(rootKey);
  }

  newTree(rootKey: bigint): TreeRun {
    return this.open(new TreeDraft({ rootKey, elements: new FewKeys(), pending: [] }, true));
  }

  private open(draft: TreeDraft): TreeRun {
    const run = new TreeRun(this, draft);
    this.runs.set(draft.rootKey, run);
    this.drafts.set(draft.rootKey, draft);
    return run;
  }

  emitMessage(event: MessageEvent): void {
    if (event.type === 'messagePublished') this.newMessages.push(event.key);
    this.messageEvents.push(event);
    applyMessageEvent(this.changes, event);
  }

  emitDeployment(event: DeploymentEvent): void {
    this.deploymentEvents.push(event);
    applyDeploymentEvent(this.changes, event);
  }

  /** Messages of this name and key that may still correlate, oldest first. */
  bufferedMessages(name: string, correlationKey: string): BufferedMessage[] {
    const found: BufferedMessage[] = [];
    for (const key of [...this.view.bufferedMessages(name, correlationKey), ...this.newMessages]) {
      const message = this.changes.messages.get(key);
      if (message && message.name === name && message.correlationKey === correlationKey && message.expiresAtMs > this.env.nowMs)
        found.push(message);
    }
    return found;
  }

  streams(): StreamEvents[] {
    const streams: StreamEvents[] = [];
    for (const draft of this.drafts.values()) {
      if (draft.events.length > 0) streams.push({ streamKey: draft.rootKey, events: draft.events });
    }
    if (this.messageEvents.length > 0) streams.push({ streamKey: MESSAGE_STREAM, events: this.messageEvents });
    if (this.deploymentEvents.length > 0) streams.push({ streamKey: DEPLOYMENT_STREAM, events: this.deploymentEvents });
    return streams;
  }
}

/** The part of a step that happens in one tree. */
export class TreeRun {
  constructor(
    readonly step: StepContext,
    readonly draft: TreeDraft,
  ) {}

  emit(event: TreeEvent): void {
    this.draft.events.push(event);
    applyTreeEvent(this.draft, event);
  }

  enqueue(command: QueuedCommand): void {
    const queue = command.type === 'correlate' ? this.step.later : this.step.queue;
    queue.push({ run: this, command });
  }

  find(key: bigint): ElementInstance | undefined {
    return this.draft.elements.get(key);
  }

  /** An element instance that must be there: its absence is a bug. */
  element(key: bigint): ElementInstance {
    const element = this.draft.elements.get(key);
    if (!element) throw new AssertionError({ message: `element instance ${key} is not in tree ${this.draft.rootKey}` });
    return element;
  }

  definition(instanceKey: bigint): ProcessDefinition {
    const definitionKey = this.element(instanceKey).process?.definitionKey;
    const definition = definitionKey === undefined ? undefined : this.step.view.catalog.process(definitionKey);
    if (!definition) throw new AssertionError({ message: `no definition ${definitionKey} of instance ${instanceKey}` });
    return definition;
  }

  node(element: ElementInstance): Node {
    return this.nodeAt(element.instanceKey, element.node);
  }

  nodeAt(instanceKey: bigint, index: number): Node {
    const node = this.definition(instanceKey).graph.nodes[index];
    if (!node) throw new AssertionError({ message: `no element at ${index} of instance ${instanceKey}` });
    return node;
  }

  /** Live children of a scope, oldest first. */
  children(scopeKey: bigint): ElementInstance[] {
    const found: ElementInstance[] = [];
    for (const element of this.draft.elements.values()) if (element.scopeKey === scopeKey) found.push(element);
    return found.sort((a, b) => (a.key < b.key ? -1 : 1));
  }
}
