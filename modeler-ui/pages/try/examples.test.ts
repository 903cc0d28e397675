import type { Field } from '../../../forms/fields.js';
import { exampleValues, plausible } from './examples.js';

test('a walk goes from tier to tier before it settles', () => {
  const offered = ['resolve', 'line-1', 'line-2', 'department', 'back', 'not-ours'];
  expect(['front-office', 'line-1', 'line-2', 'department', null].map((tier) => plausible(offered, tier))).toEqual([
    'line-1',
    'line-2',
    'department',
    'resolve',
    'resolve',
  ]);
  expect(plausible(['refuse', 'accept'], 'department')).toBe('accept');
  expect(plausible(['blue', 'green'], null)).toBe('blue');
  expect(plausible([], null)).toBeNull();
});

test('required fields are filled, optional texts stay empty, dates lie ahead', () => {
  const base = { label: 'x', isRequired: true };
  const fields: readonly Field[] = [
    { type: 'text', key: 'name', ...base, maxLength: 4 },
    { type: 'text', key: 'note', ...base, isRequired: false },
    { type: 'number', key: 'count', ...base, min: 3 },
    { type: 'date', key: 'day', ...base },
    { type: 'date-time', key: 'moment', ...base },
    { type: 'checkbox', key: 'agreed', ...base },
    {
      type: 'radio',
      key: 'outcome',
      ...base,
      options: [
        { value: 'refused', label: 'nie' },
        { value: 'done', label: 'tak' },
      ],
    },
    { type: 'heading', id: 'h', text: 'Nagłówek' },
  ];
  expect(exampleValues(fields, { tier: null, now: new Date(2026, 2, 30, 9), word: 'Przykład' })).toEqual({
    name: 'Przy',
    note: null,
    count: 3,
    day: '2026-04-06',
    moment: '2026-04-06T12:00',
    agreed: true,
    outcome: 'done',
  });
});
