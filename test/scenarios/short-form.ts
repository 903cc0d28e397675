/** Which scenarios stand for the others where time is short: of each case type the first with each outcome and the first with each kind of act. */
import type { Scenario } from '../processes/scenarios.js';

/** In their order. */
export function shortForm(scenarios: readonly Scenario[]): readonly Scenario[] {
  const seen = new Set<string>();
  return scenarios.filter(({ acts }) => {
    const shown = acts.flatMap((act) => (act.act === 'expectEnded' ? [act.act, act.outcome] : [act.act]));
    const isNew = shown.some((one) => !seen.has(one));
    for (const one of shown) seen.add(one);
    return isNew;
  });
}
