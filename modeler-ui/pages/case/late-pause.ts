/** What a pause that is entered afterwards must say, before the server is asked. Moments as the date field writes them, where the person sits. */
import type { Schemas } from '../../api/schema.js';

export interface LatePauseForm {
  readonly kind: Schemas['LatePause']['kind'];
  readonly from: string;
  readonly to: string;
  readonly reason: string;
  readonly basis: string;
}

const MINUTE_MS = 60_000;

type LatePauseFault = 'from' | 'to' | 'reason';

export function latePauseFaults(form: LatePauseForm, registered: Date, now: Date): readonly LatePauseFault[] {
  const [from, to] = [new Date(form.from), new Date(form.to)];
  const isFromWrong = Number.isNaN(from.getTime()) || from.getTime() < Math.floor(registered.getTime() / MINUTE_MS) * MINUTE_MS;
  // `<=` of what is no moment is false.
  const isToRight = to <= now && (isFromWrong || to > from);
  return [
    ...(isFromWrong ? (['from'] as const) : []),
    ...(isToRight ? [] : (['to'] as const)),
    ...(form.reason.trim() === '' ? (['reason'] as const) : []),
  ];
}

/** Of a form without faults. Its minutes are whole ones; the case may have been registered within the first. */
export function toLatePause({ kind, from, to, reason, basis }: LatePauseForm, registered: Date): Schemas['LatePause'] {
  const beginMs = Math.max(new Date(from).getTime(), registered.getTime());
  return {
    kind,
    from: new Date(beginMs).toISOString(),
    to: new Date(to).toISOString(),
    reason: reason.trim(),
    basis: basis.trim(),
  };
}
