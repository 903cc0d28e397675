/**
 * Commands that wait for a batch. Enter: `offer` (clients, bounded) and `requeue` (the engine's own and interrupted ones,
 * never refused). Leave: `take`, people before timers before bulk. Bounded by count and bytes; it opens again by itself
 * as soon as batches have drained it.
 */
import type { CommandOutcome } from '../contract.js';
import type { Command, Variables } from '../core/index.js';

export type Priority = 'people' | 'timers' | 'bulk';

export interface QueuedCommand {
  readonly command: Command;
  readonly priority: Priority;
  readonly bytes: number;
  /** The client waits for the variables of the instance's end. */
  readonly awaitsResult: boolean;
  resolve(outcome: CommandOutcome): void;
}

const COUNT_MAX = 20_000;
const BYTES_MAX = 64 * 1024 * 1024;
/** What bulk may fill; the rest is for people. */
const BULK_SHARE = 0.8;

export function priorityOf(command: Command): Priority {
  switch (command.type) {
    case 'completeUserTask':
    case 'assignUserTask':
    case 'updateUserTask':
    case 'resolveIncident':
    case 'deploy':
      return 'people';
    case 'triggerTimer':
    case 'triggerStartTimer':
    case 'endJobBackoff':
    case 'expireMessage':
    case 'continueTree':
    case 'refuseOversizedJob':
      return 'timers';
    default:
      return 'bulk';
  }
}

export function bytesOf(command: Command): number {
  let bytes = 200;
  if ('variables' in command) bytes += bytesOfVariables(command.variables);
  if (command.type === 'deploy') for (const resource of command.resources) bytes += resource.content.length;
  return bytes;
}

function bytesOfVariables(variables: Variables): number {
  let bytes = 0;
  for (const [name, json] of variables) bytes += name.length + json.length;
  return bytes;
}

class Fifo {
  private items: QueuedCommand[] = [];
  private head = 0;

  get size(): number {
    return this.items.length - this.head;
  }

  push(item: QueuedCommand): void {
    this.items.push(item);
  }

  unshift(items: readonly QueuedCommand[]): void {
    this.items = [...items, ...this.items.slice(this.head)];
    this.head = 0;
  }

  shift(): QueuedCommand | undefined {
    const item = this.items[this.head];
    if (!item) return undefined;
    this.head++;
    if (this.head > 1_000 && this.head * 2 > this.items.length) {
      this.items = this.items.slice(this.head);
      this.head = 0;
    }
    return item;
  }

  clear(): QueuedCommand[] {
    const left = this.items.slice(this.head);
    this.items = [];
    this.head = 0;
    return left;
  }
}

export class CommandQueue {
  private readonly resumed = new Fifo();
  private readonly byPriority: Readonly<Record<Priority, Fifo>> = { people: new Fifo(), timers: new Fifo(), bulk: new Fifo() };
  private bytes = 0;

  get size(): number {
    return this.resumed.size + this.byPriority.people.size + this.byPriority.timers.size + this.byPriority.bulk.size;
  }

  /** False: full for this kind of command. */
  offer(queued: QueuedCommand): boolean {
    const share = queued.priority === 'bulk' ? BULK_SHARE : 1;
    if (this.size >= COUNT_MAX * share || this.bytes + queued.bytes > BYTES_MAX * share) return false;
    this.push(queued);
    return true;
  }

  /** The engine's own commands: few, and each was counted when its cause was accepted. */
  push(queued: QueuedCommand): void {
    this.bytes += queued.bytes;
    this.byPriority[queued.priority].push(queued);
  }

  /** Before everything else, in this order: what had to wait for something to be loaded. */
  resume(queued: readonly QueuedCommand[]): void {
    for (const one of queued) this.bytes += one.bytes;
    this.resumed.unshift(queued);
  }

  take(): QueuedCommand | undefined {
    const { people, timers, bulk } = this.byPriority;
    const next = this.resumed.shift() ?? people.shift() ?? timers.shift() ?? bulk.shift();
    if (next) this.bytes -= next.bytes;
    return next;
  }

  clear(): QueuedCommand[] {
    const { people, timers, bulk } = this.byPriority;
    this.bytes = 0;
    return [this.resumed, people, timers, bulk].flatMap((fifo) => fifo.clear());
  }
}
