import { faultsOf } from './verdict.js';

const recorded = ['0 p ACTIVATING', '0 a ACTIVATED', '0 b ACTIVATED', '0 a COMPLETED', '0 b COMPLETED', '0 p COMPLETED'];
const ended = { rootCompleted: true, openIncidents: [] };

describe('the rule of passing', () => {
  test('takes the recorded trace itself', () => {
    expect(faultsOf(recorded, { ...ended, trace: recorded })).toEqual([]);
  });

  test('leaves the order between elements free', () => {
    const trace = ['0 p ACTIVATING', '0 b ACTIVATED', '0 b COMPLETED', '0 a ACTIVATED', '0 a COMPLETED', '0 p COMPLETED'];
    expect(faultsOf(recorded, { ...ended, trace })).toEqual([]);
  });

  test.each([
    ['a line is missing', recorded.filter((line) => line !== '0 b COMPLETED')],
    ['a line is too many', [...recorded, '0 p COMPLETED']],
    ['an element is another', recorded.map((line) => line.replace('b', 'c'))],
    ['an instance is another', recorded.map((line) => line.replace('0 b', '1 b'))],
    [
      "one element's lines are swapped",
      ['0 p ACTIVATING', '0 a COMPLETED', '0 b ACTIVATED', '0 a ACTIVATED', '0 b COMPLETED', '0 p COMPLETED'],
    ],
    ['nothing happened', []],
  ])('refuses when %s', (_what, trace) => {
    expect(faultsOf(recorded, { ...ended, trace })).not.toEqual([]);
  });

  test('refuses a root that is still open and an open incident, naming it', () => {
    expect(faultsOf(recorded, { rootCompleted: false, openIncidents: ['IO_MAPPING_ERROR at a'], trace: recorded })).toEqual([
      'Expected the root instance to be completed, but it is not',
      'Expected no open incident, but there is one: IO_MAPPING_ERROR at a',
    ]);
  });

  test('shows what was expected and what happened, by element', () => {
    expect(faultsOf(['0 a ACTIVATED', '0 a COMPLETED'], { ...ended, trace: ['0 a ACTIVATED'] })).toEqual([
      '0 a\n    - expected ACTIVATED COMPLETED\n    + actual   ACTIVATED',
    ]);
  });
});
