/**
 * How many effects may be on their way to one system at once: one more for each that was answered until the first isn't in time; then
 * half as many, and one more for ten whole windows of answers. PURE, time is given.
 *
 * A system with one worker that gets eight calls answers none of them in time, works for nobody, and gets the same eight again.
 */
const FIRST = 2;
const MOST = 8;
const WINDOWS_TO_WIDEN = 10;

export class Window {
  private size = FIRST;
  private narrowedMs: number | undefined;

  get atOnce(): number {
    return Math.floor(this.size);
  }

  answered(): void {
    this.size = Math.min(MOST, this.size + (this.narrowedMs === undefined ? 1 : 1 / (WINDOWS_TO_WIDEN * this.atOnce)));
  }

  /** `begunMs`: when it was sent. What was on its way when the window was last halved says nothing new. */
  unanswered(begunMs: number, nowMs: number): void {
    if (this.narrowedMs !== undefined && begunMs <= this.narrowedMs) return;
    this.narrowedMs = nowMs;
    this.size = Math.max(1, this.size / 2);
  }
}
