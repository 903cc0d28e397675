/** What a step gives back, and the draft that it was worked out on. */
import type { DecisionDefinition, FormDefinition, ProcessDefinition } from './catalog.js';
import type { CommandResponse, Need, Rejection } from './commands.js';
import type { EngineEvent, TreeEvent } from './events.js';
import { FewKeys } from './few-keys.js';
import { Overlay } from './overlay.js';
import type { BufferedMessage, ElementInstance, QueuedCommand, StartTimer, Tree, Variables } from './state.js';

/** A tree as a step changes it; the tree below stays untouched until the draft is folded. */
export class TreeDraft {
  readonly elements: Overlay<bigint, ElementInstance>;
  readonly events: TreeEvent[] = [];
  pending: readonly QueuedCommand[];

  constructor(
    readonly tree: Tree,
    /** Created by this very step. */
    readonly isNew: boolean,
  ) {
    this.elements = new Overlay(tree.elements, newChanges);
    this.pending = tree.pending;
  }

  get rootKey(): bigint {
    return this.tree.rootKey;
  }

  /** The draft's own copy of an element instance, made at the first change. Only `apply` writes to it. */
  own(key: bigint): ElementInstance | undefined {
    const changed = this.elements.changes.get(key);
    if (changed) return changed;
    const element = this.elements.get(key);
    if (!element) return undefined;
    const copy = { ...element };
    this.elements.set(key, copy);
    return copy;
  }

  /** The step was accepted: the tree becomes what the draft says. */
  fold(): void {
    this.elements.fold(this.tree.elements);
    this.tree.pending = this.pending;
  }
}

const newChanges = (): Map<bigint, ElementInstance | undefined> => new FewKeys();

/** Events of one history stream, in the order in which they happened. */
export interface StreamEvents {
  /** A tree's root key, or one of the fixed streams. */
  readonly streamKey: bigint;
  readonly events: readonly EngineEvent[];
}

/** Definitions that a deployment added; the store writes their rows and hands them to the catalogue. */
export interface Deployed {
  readonly processes: ProcessDefinition[];
  readonly decisions: DecisionDefinition[][];
  readonly forms: FormDefinition[];
}

export interface StepChanges {
  readonly trees: ReadonlyMap<bigint, TreeDraft>;
  readonly messages: Overlay<bigint, BufferedMessage>;
  readonly startLocks: Overlay<string, bigint>;
  readonly startTimers: Overlay<bigint, StartTimer>;
  readonly deployed: Deployed;
}

export interface Accepted {
  readonly type: 'accepted';
  readonly response: CommandResponse;
  /** One entry a stream that something happened on; the tree that the command addressed comes first. */
  readonly streams: readonly StreamEvents[];
  readonly changes: StepChanges;
  /** Root variables of instances that completed and that somebody waits for. */
  readonly results: ReadonlyMap<bigint, Variables>;
}

export type StepResult = Accepted | Rejection | { readonly type: 'needs'; readonly needs: readonly Need[] };
