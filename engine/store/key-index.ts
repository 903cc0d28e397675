/**
 * Where a live key lives: which tree, which element instance; and which subscriptions are open for a message.
 * Complete for all open instances, loaded or not: it is built at recovery and moved along with every adopted step.
 */
import type { ElementInstance, SubscriptionEntry } from '../core/index.js';
import { KeyMap } from './key-map.js';

interface Place {
  readonly rootKey: bigint;
  readonly elementKey: bigint;
}

const NO_ENTRIES: readonly SubscriptionEntry[] = [];

export function messageId(name: string, correlationKey: string): string {
  return `${name}\u0000${correlationKey}`;
}

export class KeyIndex {
  private readonly places = new KeyMap<Place>();
  private readonly waiting = new Map<string, SubscriptionEntry[]>();

  rootOf(key: bigint): bigint | undefined {
    return this.places.get(key)?.rootKey;
  }

  elementOf(key: bigint): bigint | undefined {
    return this.places.get(key)?.elementKey;
  }

  subscriptions(name: string, correlationKey: string): readonly SubscriptionEntry[] {
    return this.waiting.get(messageId(name, correlationKey)) ?? NO_ENTRIES;
  }

  get openSubscriptions(): number {
    return this.waiting.size;
  }

  /** An element instance came (`before` undefined), changed, or went (`after` undefined). */
  move(rootKey: bigint, before: ElementInstance | undefined, after: ElementInstance | undefined): void {
    if (!before) {
      if (after) this.add(rootKey, after);
      return;
    }
    if (!after) {
      this.remove(before);
      return;
    }
    if (before.job?.key !== after.job?.key) this.swap(before.job?.key, after.job?.key, after.key);
    if (before.userTask?.key !== after.userTask?.key) this.swap(before.userTask?.key, after.userTask?.key, after.key);
    if (before.incident?.key !== after.incident?.key) this.swap(before.incident?.key, after.incident?.key, after.key);
    if (before.timers !== after.timers) {
      for (const timer of before.timers) if (!after.timers.some((other) => other.key === timer.key)) this.places.delete(timer.key);
      for (const timer of after.timers) if (!before.timers.some((other) => other.key === timer.key)) this.point(timer.key, after.key);
    }
    if (before.subscriptions !== after.subscriptions) {
      for (const open of before.subscriptions) {
        if (!after.subscriptions.some((other) => other.key === open.key)) this.close(open.name, open.correlationKey, open.key);
      }
      for (const open of after.subscriptions) {
        if (!before.subscriptions.some((other) => other.key === open.key)) {
          this.open(open.name, open.correlationKey, { rootKey, elementKey: after.key, subscriptionKey: open.key });
        }
      }
    }
  }

  private add(rootKey: bigint, element: ElementInstance): void {
    const place: Place = { rootKey, elementKey: element.key };
    this.places.set(element.key, place);
    if (element.job) this.places.set(element.job.key, place);
    if (element.userTask) this.places.set(element.userTask.key, place);
    if (element.incident) this.places.set(element.incident.key, place);
    for (const timer of element.timers) this.places.set(timer.key, place);
    for (const open of element.subscriptions) {
      this.open(open.name, open.correlationKey, { rootKey, elementKey: element.key, subscriptionKey: open.key });
    }
  }

  private remove(element: ElementInstance): void {
    this.places.delete(element.key);
    if (element.job) this.places.delete(element.job.key);
    if (element.userTask) this.places.delete(element.userTask.key);
    if (element.incident) this.places.delete(element.incident.key);
    for (const timer of element.timers) this.places.delete(timer.key);
    for (const open of element.subscriptions) this.close(open.name, open.correlationKey, open.key);
  }

  private swap(before: bigint | undefined, after: bigint | undefined, elementKey: bigint): void {
    if (before !== undefined) this.places.delete(before);
    if (after !== undefined) this.point(after, elementKey);
  }

  private point(key: bigint, elementKey: bigint): void {
    const place = this.places.get(elementKey);
    if (place) this.places.set(key, place);
  }

  /** Kept oldest first: keys grow, so a new one nearly always belongs at the end. */
  private open(name: string, correlationKey: string, entry: SubscriptionEntry): void {
    const id = messageId(name, correlationKey);
    const entries = this.waiting.get(id);
    if (!entries) {
      this.waiting.set(id, [entry]);
      return;
    }
    let at = entries.length;
    while (at > 0 && (entries[at - 1]?.subscriptionKey ?? 0n) > entry.subscriptionKey) at--;
    // A step may be walking over the old list: never change it in place.
    this.waiting.set(id, entries.toSpliced(at, 0, entry));
  }

  private close(name: string, correlationKey: string, subscriptionKey: bigint): void {
    const id = messageId(name, correlationKey);
    const left = this.waiting.get(id)?.filter((entry) => entry.subscriptionKey !== subscriptionKey);
    if (left && left.length > 0) this.waiting.set(id, left);
    else this.waiting.delete(id);
  }
}
