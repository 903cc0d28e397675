/** Every form of the case types is understood in full, its conditions hold, and what is sent is what is shown. */
import { readdirSync, readFileSync } from 'node:fs';
import { isInput, readFields } from '../../forms/fields.js';
import { fits } from '../../forms/patterns.js';
import { askedFields, faultOf, sentValues, visibleFields, wrongOf } from '../../forms/values.js';
import { loadFeel } from './feel.js';

const evaluate = await loadFeel();
const PROCESSES = new URL('../../processes/', import.meta.url);
const forms = readdirSync(PROCESSES, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.form'));
const fieldsOf = (path: string) => readFields(JSON.parse(readFileSync(new URL(path, PROCESSES), 'utf8')).components);
const keys = (fields: ReturnType<typeof fieldsOf>) => fields.filter(isInput).map(({ key }) => key);

test.each(forms)('%s can be drawn completely', (path) => {
  expect(fieldsOf(path).filter(({ type }) => type === 'unsupported')).toEqual([]);
  expect(keys(fieldsOf(path)).length).toBeGreaterThan(0);
});

describe('the answer form', () => {
  const fields = fieldsOf('resident-matter/answer.form');

  test('shows the outcome only when the matter is resolved', () => {
    expect(keys(visibleFields(fields, {}, evaluate))).toEqual(['decision']);
    expect(keys(visibleFields(fields, { decision: 'line-2' }, evaluate))).toEqual(['decision']);
    expect(keys(visibleFields(fields, { decision: 'resolve' }, evaluate))).toEqual(['decision', 'outcome', 'basis', 'answered']);
  });

  test('asks for a decision', () => {
    const [decision] = fields.filter(isInput);
    expect(decision && faultOf(decision, undefined, fits)).toBe('choose');
    expect(decision && faultOf(decision, 'resolve', fits)).toBeUndefined();
  });

  test('sends what is shown, and nothing that was typed before another choice', () => {
    expect(sentValues(fields, { decision: 'line-2', outcome: 'done' }, evaluate)).toEqual({ decision: 'line-2' });
    expect(sentValues(fields, { decision: 'resolve', outcome: 'done' }, evaluate)).toEqual({
      decision: 'resolve',
      outcome: 'done',
      basis: null,
      answered: false,
    });
  });
});

test('dates are sent with their offset', () => {
  const fields = readFields([{ type: 'datetime', subtype: 'datetime', key: 'plannedAt', dateLabel: 'Data' }]);
  expect(sentValues(fields, { plannedAt: '2026-03-02T10:00' }, evaluate)).toEqual({
    plannedAt: new Date('2026-03-02T10:00').toISOString(),
  });
});

test('a component that nobody can draw is named, not dropped', () => {
  expect(readFields([{ type: 'filepicker', id: 'scan', key: 'scan' }])).toEqual([
    { type: 'unsupported', id: 'scan', component: 'filepicker' },
  ]);
});

test.each([
  ['12', undefined],
  ['x', 'not-a-number'],
  ['0', 'too-small'],
  ['101', 'too-large'],
])('a number from 1 to 100: %s', (value, fault) => {
  const [field] = readFields([{ type: 'number', key: 'n', label: 'N', validate: { min: 1, max: 100 } }]).filter(isInput);
  expect(field && faultOf(field, value, fits)).toBe(fault);
});

test.each([
  ['a choice that is not offered', { type: 'select', values: [{ value: 'a', label: 'A' }] }, 'b', 'choose'],
  ['a choice that is', { type: 'select', values: [{ value: 'a', label: 'A' }] }, 'a', undefined],
  ['no date', { type: 'datetime', subtype: 'date' }, 'jutro', 'wrong-form'],
  ['a date', { type: 'datetime', subtype: 'date' }, '2026-03-02', undefined],
  ['a text beyond its length', { type: 'textfield', validate: { maxLength: 3 } }, 'abcd', 'too-long'],
  ['a text without its pattern', { type: 'textfield', validate: { pattern: '[0-9]+' } }, '1a', 'wrong-form'],
  ['a pattern that is none asks for nothing', { type: 'textfield', validate: { pattern: '(' } }, '1a', undefined],
  ['one that needs to look ahead asks for nothing', { type: 'textfield', validate: { pattern: '(?!x).*y' } }, 'x', undefined],
  ['a pattern of Polish letters', { type: 'textfield', validate: { pattern: '\\p{Lu}\\p{Ll}+' } }, 'Łódź', undefined],
  ['a box that must be ticked', { type: 'checkbox', validate: { required: true } }, false, 'missing'],
])('%s', (_, component, value, fault) => {
  const fields = readFields([{ ...component, key: 'it', label: 'To' }]);
  expect(wrongOf(fields, { it: value }, fits).map((one) => one.fault)).toEqual(fault === undefined ? [] : [fault]);
});

test('a task asks for its decision, and for an outcome where one shows', () => {
  const fields = fieldsOf('resident-matter/answer.form');
  const missing = (decision: string | null) =>
    wrongOf(askedFields(fields, { decision }, evaluate), { decision }, fits).map(({ field }) => field.key);
  expect(missing(null)).toEqual(['decision']);
  expect(missing('resolve')).toEqual(['outcome']);
  expect(missing('line-2')).toEqual([]);
});

test('a pattern that a backtracking matcher would not end with is told at once', () => {
  // 60 letters: doubled work for each would outlive the city.
  const fields = readFields([{ type: 'textfield', key: 'it', label: 'To', validate: { pattern: '(a+)+b' } }]);
  expect(wrongOf(fields, { it: 'a'.repeat(60) }, fits).map(({ fault }) => fault)).toEqual(['wrong-form']);
  expect(wrongOf(fields, { it: `${'a'.repeat(60)}b` }, fits)).toEqual([]);
});
