import { CASE_TYPES } from '../processes/model-file.js';
import { type Scenario, scenariosOf } from '../processes/scenarios.js';
import { shortForm } from './short-form.js';

const outcomesOf = (scenarios: readonly Scenario[]): readonly string[] =>
  [...new Set(scenarios.flatMap(({ acts }) => acts.flatMap((act) => (act.act === 'expectEnded' ? [act.outcome] : []))))].sort();

describe('the short form of the scenarios', () => {
  test.each(CASE_TYPES)('of %s has every outcome and is shorter', (caseType) => {
    const all = scenariosOf(caseType);
    expect(outcomesOf(shortForm(all))).toEqual(outcomesOf(all));
    expect(shortForm(all).length).toBeLessThanOrEqual(all.length / 1.5);
  });
});
