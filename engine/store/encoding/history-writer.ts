/**
 * One row of history while it is written. Facts and payload go side by side: whatever may be personal or large goes to the
 * payload in order, so the facts stay readable without it.
 *
 * The first event that names an element instance also says which node of which definition it is; later ones of the row
 * point there. So every row can be understood by itself, wherever a reader starts.
 */
import type { ElementInstance, EngineEvent, Job, MessageSubscription, ProcessRoot, Timer, UserTask, Variables } from '../../core/index.js';
import { EncodingError } from './encoding-error.js';
import { KeyIndex } from './key-index.js';
import { type PersonalWriter, writeProcessRoot } from './record-codec.js';
import { Writer } from './writer.js';

/** The tree's element instances before the step: `Tree.elements` as long as the draft isn't folded. */
export interface ElementLookup {
  get(key: bigint): ElementInstance | undefined;
}

const NO_ELEMENTS: ElementLookup = new Map();
const NO_EVENTS: readonly EngineEvent[] = [];

export class HistoryWriter implements PersonalWriter {
  readonly facts = new Writer();
  readonly payload = new Writer();
  private readonly elements = new KeyIndex();
  private readonly instances = new KeyIndex();
  private before = NO_ELEMENTS;
  private events = NO_EVENTS;

  begin(streamKey: bigint, events: readonly EngineEvent[], before: ElementLookup): void {
    this.facts.begin(streamKey);
    this.payload.begin(streamKey);
    this.elements.clear();
    this.instances.clear();
    this.before = before;
    this.events = events;
  }

  /** A free text: its presence is a fact, its words are payload. */
  text(text: string): void {
    this.facts.byte(text === '' ? 0 : 1);
    if (text !== '') this.payload.string(text);
  }

  /** Names are facts, values are payload. */
  variables(variables: Variables): void {
    this.facts.varint(variables.size);
    for (const [name, json] of variables) {
      this.facts.string(name);
      this.payload.string(json);
    }
  }

  /** An element instance that was there before the row, or was introduced by it; 0n = none. */
  element(key: bigint): void {
    if (key === 0n) {
      this.facts.byte(0);
      return;
    }
    const known = this.elements.place(key);
    this.facts.varint(known === -1 ? this.elements.size + 1 : known + 1);
    if (known !== -1) return;
    const element = this.before.get(key);
    if (!element) throw unknown(key);
    this.elements.add(key);
    this.facts.key(key);
    this.facts.varint(element.node);
    this.instance(element.instanceKey);
  }

  /** An instance that was there before the row, or was introduced by it. */
  instance(key: bigint): void {
    const known = this.instances.place(key);
    this.facts.varint(known === -1 ? this.instances.size : known);
    if (known !== -1) return;
    const root = this.before.get(key)?.process;
    if (!root) throw unknown(key);
    this.instances.add(key);
    this.facts.key(key);
    this.facts.key(root.definitionKey);
  }

  /** An element instance begins: it is itself the instance when it has a root. */
  introduce(key: bigint, node: number, instanceKey: bigint, root: ProcessRoot | undefined): void {
    this.facts.key(key);
    this.facts.varint(node);
    if (root) {
      if (instanceKey !== key)
        throw new EncodingError('ENCODING_CORRUPT', `Expected a process instance, but ${key} belongs to ${instanceKey}`);
      this.facts.byte(1);
      writeProcessRoot(this.facts, root);
      this.instances.add(key);
    } else {
      this.facts.byte(0);
      this.instance(instanceKey);
    }
    this.elements.add(key);
  }

  job(elementKey: bigint, jobKey: bigint): Job | undefined {
    const job = this.before.get(elementKey)?.job;
    if (job?.key === jobKey) return job;
    for (const event of this.events) if (event.type === 'jobCreated' && event.job.key === jobKey) return event.job;
    return undefined;
  }

  userTask(elementKey: bigint): UserTask | undefined {
    const task = this.before.get(elementKey)?.userTask;
    if (task) return task;
    for (const event of this.events) if (event.type === 'userTaskCreated' && event.elementKey === elementKey) return event.task;
    return undefined;
  }

  timer(elementKey: bigint, timerKey: bigint): Timer | undefined {
    const timer = this.before.get(elementKey)?.timers.find((open) => open.key === timerKey);
    if (timer) return timer;
    for (const event of this.events) if (event.type === 'timerCreated' && event.timer.key === timerKey) return event.timer;
    return undefined;
  }

  subscription(elementKey: bigint, subscriptionKey: bigint): MessageSubscription | undefined {
    const subscription = this.before.get(elementKey)?.subscriptions.find((open) => open.key === subscriptionKey);
    if (subscription) return subscription;
    for (const event of this.events) {
      if (event.type === 'subscriptionOpened' && event.subscription.key === subscriptionKey) return event.subscription;
    }
    return undefined;
  }
}

function unknown(key: bigint): EncodingError {
  return new EncodingError('ENCODING_ELEMENT_UNKNOWN', `Expected element instance ${key} in its tree before the step, but it isn't there`);
}
