/**
 * Fires what falls due by itself: timers, job back-offs, start timers, message expiries, and the deadlines of leases.
 * Enter: due times of committed batches. Leave: commands, once the engine clock has reached them. An entry whose key is gone
 * is skipped. Sleeps until the next due time; a clock that is pinned wakes it.
 */
import type { Command } from '../core/index.js';
import type { PartitionState, Wakeup } from '../store/partition-state.js';
import type { EngineClock } from '../time/index.js';
import { DueHeap } from './due-heap.js';
import type { JobBoard } from './job-board.js';

/** Timers may be set later or the clock may be moved: look again at least this often. */
const SLEEP_MAX_MS = 30_000;
const FIRED_AT_ONCE = 2_000;

type Due = Pick<Wakeup, 'type' | 'key'>;

export class Alarm {
  private readonly own = new DueHeap<Due>();
  /** Apart, because nobody waits for them: they don't count as the next thing to happen. */
  private readonly expiries = new DueHeap<Due>();
  private timer: NodeJS.Timeout | undefined;
  private sleepingUntilMs = Number.POSITIVE_INFINITY;
  private stopped = false;

  constructor(
    private readonly clock: EngineClock,
    private readonly state: PartitionState,
    private readonly board: JobBoard,
    private readonly submit: (command: Command) => void,
  ) {}

  add({ type, key, dueMs }: Wakeup): void {
    (type === 'message' ? this.expiries : this.own).push(dueMs, { type, key });
    if (dueMs < this.sleepingUntilMs) this.look();
  }

  /** A lease was given. */
  leased(deadlineMs: number): void {
    if (deadlineMs < this.sleepingUntilMs) this.sleep();
  }

  /** Fires what is due and sleeps until the next. */
  look(): void {
    if (this.stopped) return;
    const now = this.clock.now();
    this.board.expire(now);
    this.fire(this.own, now);
    this.fire(this.expiries, now);
    this.sleep();
  }

  /** The next timer, back-off or start timer; message expiries and leases don't count. */
  nextDueMs(): number | undefined {
    return this.next(this.own);
  }

  get isDue(): boolean {
    const now = this.clock.now();
    return (this.next(this.own) ?? Number.POSITIVE_INFINITY) <= now || (this.next(this.expiries) ?? Number.POSITIVE_INFINITY) <= now;
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  private fire(heap: DueHeap<Due>, now: number): void {
    for (let fired = 0; fired < FIRED_AT_ONCE; ) {
      const entry = heap.peek();
      if (!entry || entry.dueMs > now) return;
      heap.pop();
      if (!this.holds(entry.item)) continue;
      fired++;
      this.submit(commandOf(entry.item));
    }
  }

  private next(heap: DueHeap<Due>): number | undefined {
    for (let entry = heap.peek(); entry; entry = heap.peek()) {
      if (this.holds(entry.item)) return entry.dueMs;
      heap.pop();
    }
    return undefined;
  }

  private holds({ type, key }: Due): boolean {
    if (type === 'message') return this.state.messages.has(key);
    if (type === 'startTimer') return this.state.startTimers.has(key);
    return this.state.elementOf(key) !== undefined;
  }

  private sleep(): void {
    clearTimeout(this.timer);
    const next = Math.min(
      this.next(this.own) ?? Number.POSITIVE_INFINITY,
      this.next(this.expiries) ?? Number.POSITIVE_INFINITY,
      this.board.nextDeadlineMs() ?? Number.POSITIVE_INFINITY,
    );
    this.sleepingUntilMs = next;
    if (next === Number.POSITIVE_INFINITY) return;
    const delayMs = Math.min(Math.max(next - this.clock.now(), 1), SLEEP_MAX_MS);
    this.timer = setTimeout(() => this.look(), delayMs);
    this.timer.unref();
  }
}

function commandOf({ type, key }: Due): Command {
  switch (type) {
    case 'timer':
      return { type: 'triggerTimer', timerKey: key };
    case 'backoff':
      return { type: 'endJobBackoff', jobKey: key };
    case 'startTimer':
      return { type: 'triggerStartTimer', timerKey: key };
    case 'message':
      return { type: 'expireMessage', messageKey: key };
    case 'job':
      throw new Error('Expected something with a due time, but a job is ready at once');
  }
}
