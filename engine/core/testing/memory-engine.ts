/**
 * The pure core with a memory for a store: for tests of the core alone, where everything is found by looking.
 * `trace` reads like Zeebe's log: `n element INTENT`, n counting process instances.
 */
import { createHash } from 'node:crypto';

import { parseDecisions } from '../../dmn/index.js';
import { compileProcesses } from '../../model/index.js';
import {
  type Accepted,
  type BufferedMessage,
  Catalog,
  type Command,
  type CommandResponse,
  type CompiledResource,
  type ElementInstance,
  type EngineEvent,
  type PartitionView,
  type Rejection,
  type StartTimer,
  type StepEnv,
  type SubscriptionEntry,
  step,
  type Tree,
} from '../index.js';

const INTENTS: Readonly<Record<string, string>> = {
  elementActivating: 'ACTIVATING',
  elementActivated: 'ACTIVATED',
  elementCompleting: 'COMPLETING',
  elementCompleted: 'COMPLETED',
  elementTerminating: 'TERMINATING',
  elementTerminated: 'TERMINATED',
};

export class MemoryEngine implements PartitionView {
  readonly catalog = new Catalog();
  readonly trees = new Map<bigint, Tree>();
  readonly messages = new Map<bigint, BufferedMessage>();
  readonly startLocks = new Map<string, bigint>();
  readonly startTimers = new Map<bigint, StartTimer>();
  readonly events: EngineEvent[] = [];
  readonly trace: string[] = [];
  /** Every tree as its events alone make it. */
  readonly streams = new Map<bigint, EngineEvent[]>();
  nowMs = Date.UTC(2026, 0, 5, 8);
  private keys = 1n << 51n;
  private readonly nodes = new Map<bigint, { instance: bigint; id: string; definitionKey: bigint }>();
  private readonly instances: bigint[] = [];

  tree(rootKey: bigint): Tree | undefined {
    return this.trees.get(rootKey);
  }

  rootOf(key: bigint): bigint | undefined {
    return this.holder(key)?.rootKey;
  }

  elementOf(key: bigint): bigint | undefined {
    return this.holder(key)?.element.key;
  }

  private holder(key: bigint): { rootKey: bigint; element: ElementInstance } | undefined {
    for (const { rootKey, element } of this.elements()) {
      const keys = [
        element.key,
        element.job?.key,
        element.userTask?.key,
        element.incident?.key,
        ...element.timers.map((timer) => timer.key),
      ];
      if (keys.includes(key)) return { rootKey, element };
    }
    return undefined;
  }

  *elements(): Generator<{ rootKey: bigint; element: ElementInstance; id: string }> {
    for (const tree of this.trees.values()) {
      for (const element of tree.elements.values()) yield { rootKey: tree.rootKey, element, id: this.nodes.get(element.key)?.id ?? '' };
    }
  }

  subscriptions(name: string, correlationKey: string): readonly SubscriptionEntry[] {
    const found: SubscriptionEntry[] = [];
    for (const { rootKey, element } of this.elements()) {
      for (const open of element.subscriptions) {
        if (open.name === name && open.correlationKey === correlationKey)
          found.push({ rootKey, elementKey: element.key, subscriptionKey: open.key });
      }
    }
    return found.sort((a, b) => (a.subscriptionKey < b.subscriptionKey ? -1 : 1));
  }

  bufferedMessages(name: string, correlationKey: string): readonly bigint[] {
    return [...this.messages.values()].filter((m) => m.name === name && m.correlationKey === correlationKey).map((m) => m.key);
  }

  messageById(name: string, correlationKey: string, messageId: string): bigint | undefined {
    return [...this.messages.values()].find((m) => m.name === name && m.correlationKey === correlationKey && m.messageId === messageId)
      ?.key;
  }

  execute(command: Command): CommandResponse | Rejection {
    const env: StepEnv = { nowMs: this.nowMs, nextKey: () => ++this.keys, random: () => 0.5, awaitsResult: () => false };
    const result = step(this, command, env);
    if (result.type === 'needs') throw new Error('Expected everything to be in memory, but a step needs more');
    if (result.type === 'rejected') return result;
    this.adopt(result);
    for (const tree of [...this.trees.values()]) {
      if (tree.pending.length > 0) this.execute({ type: 'continueTree', rootKey: tree.rootKey });
    }
    return result.response;
  }

  private adopt(result: Accepted): void {
    for (const stream of result.streams) {
      this.streams.set(stream.streamKey, [...(this.streams.get(stream.streamKey) ?? []), ...stream.events]);
      for (const event of stream.events) this.record(event, stream.streamKey);
    }
    const { changes } = result;
    for (const draft of changes.trees.values()) {
      draft.fold();
      if (draft.tree.elements.size > 0) this.trees.set(draft.rootKey, draft.tree);
      else this.trees.delete(draft.rootKey);
    }
    changes.messages.fold(this.messages);
    changes.startLocks.fold(this.startLocks);
    changes.startTimers.fold(this.startTimers);
    for (const definition of changes.deployed.processes) this.catalog.addProcess(definition);
    for (const decisions of changes.deployed.decisions) this.catalog.addDecisions(decisions);
    for (const form of changes.deployed.forms) this.catalog.addForm(form);
  }

  private record(event: EngineEvent, streamKey: bigint): void {
    this.events.push(event);
    if (event.type === 'elementActivating') {
      if (event.process) this.instances.push(event.key);
      const definitionKey = event.process?.definitionKey ?? this.nodes.get(event.instanceKey)?.definitionKey ?? 0n;
      const id = this.catalog.process(definitionKey)?.graph.dictionary[event.node] ?? '';
      this.nodes.set(event.key, { instance: event.instanceKey, id, definitionKey });
    }
    const intent = INTENTS[event.type];
    if (intent && 'key' in event)
      this.trace.push(`${this.instances.indexOf(this.nodes.get(event.key)?.instance ?? 0n)} ${this.nodes.get(event.key)?.id} ${intent}`);
    if (event.type === 'flowTaken') {
      const definitionKey = this.nodes.get(event.instanceKey)?.definitionKey ?? 0n;
      const id = this.catalog.process(definitionKey)?.graph.dictionary[event.flow];
      this.trace.push(`${this.instances.indexOf(event.instanceKey)} ${id} SEQUENCE_FLOW_TAKEN`);
    }
    void streamKey;
  }

  async deploy(...resources: readonly { readonly name: string; readonly content: string }[]): Promise<CommandResponse | Rejection> {
    const compiled: CompiledResource[] = [];
    for (const { name, content } of resources) {
      const base = { name, content: Buffer.from(content), checksum: createHash('sha256').update(content).digest() };
      if (name.endsWith('.dmn')) {
        const parsed = await parseDecisions(content);
        if (parsed.type === 'invalid') throw new Error(JSON.stringify(parsed.faults));
        compiled.push({ type: 'dmn', ...base, model: parsed.model });
      } else if (name.endsWith('.form')) {
        const { id } = JSON.parse(content) as { id: string };
        compiled.push({ type: 'form', ...base, formId: id });
      } else {
        const parsed = await compileProcesses(content);
        if (parsed.type === 'invalid') throw new Error(JSON.stringify(parsed.faults));
        compiled.push({ type: 'bpmn', ...base, processes: parsed.processes });
      }
    }
    return this.execute({ type: 'deploy', resources: compiled });
  }

  /** Moves the clock, then fires everything that is due, earliest first, until nothing is. */
  advance(byMs: number): void {
    this.nowMs += byMs;
    // A timer whose element can't take it now is refused, and stays.
    const refused = new Set<string>();
    for (let due = this.nextDue(refused); due; due = this.nextDue(refused)) {
      if (this.execute(due.command).type === 'rejected') refused.add(due.id);
    }
  }

  private nextDue(refused: ReadonlySet<string>): { readonly id: string; readonly command: Command } | undefined {
    const due: { dueMs: number; id: string; command: Command }[] = [];
    const add = (dueMs: number, key: bigint, command: Command) => due.push({ dueMs, id: `${key}`, command });
    for (const { element } of this.elements()) {
      for (const timer of element.timers) add(timer.dueMs, timer.key, { type: 'triggerTimer', timerKey: timer.key });
      if (element.job?.state === 'backoff')
        add(element.job.backoffUntilMs, element.job.key, { type: 'endJobBackoff', jobKey: element.job.key });
    }
    for (const timer of this.startTimers.values()) add(timer.dueMs, timer.key, { type: 'triggerStartTimer', timerKey: timer.key });
    for (const message of this.messages.values()) add(message.expiresAtMs, message.key, { type: 'expireMessage', messageKey: message.key });
    return due.filter((entry) => entry.dueMs <= this.nowMs && !refused.has(entry.id)).sort((a, b) => a.dueMs - b.dueMs)[0];
  }

  /** Live element instances of a BPMN element. */
  at(elementId: string): ElementInstance[] {
    return [...this.elements()].filter((entry) => entry.id === elementId).map((entry) => entry.element);
  }

  job(elementId: string): bigint {
    const key = this.at(elementId).find((element) => element.job)?.job?.key;
    if (key === undefined) throw new Error(`Expected a job at '${elementId}', but there is none`);
    return key;
  }

  incidents(): string[] {
    return [...this.elements()].flatMap(({ element, id }) =>
      element.incident ? [`${id} ${element.incident.errorType}: ${element.incident.message}`] : [],
    );
  }
}
