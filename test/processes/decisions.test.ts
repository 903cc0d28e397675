/** Keeps what the decision tables promise to workers and models, asked by the engine's own DMN. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { parseDecisions } from '../../engine/dmn/index.js';
import { toJson } from '../../engine/feel/index.js';
import { CATALOGUE } from '../../sample/catalogue/index.js';
import { filesOf, textOfFile } from './model-file.js';

const TIERS = ['front-office', 'line-1', 'line-2', 'department'];
const UNITS = ['service-hours', 'working-days', 'calendar-days', 'calendar-hours'];

const tableOf = (file: string) => decisionOf(textOfFile(file));

async function decisionOf(xml: string): Promise<(input: string, value: unknown, more?: Readonly<Record<string, unknown>>) => unknown> {
  const parsed = await parseDecisions(xml);
  if (parsed.type === 'invalid') throw new Error(parsed.faults.map(({ elementId, reason }) => `${elementId}: ${reason}`).join('; '));
  const [decision] = parsed.model.decisions;
  return (input, value, more = {}) => {
    const outcome = decision?.evaluate((name) => (name === input ? value : more[name]), { nowMs: 0, random: () => 0 });
    if (outcome?.type !== 'value') throw new Error(`Expected a value for ${String(value)}, but got ${outcome?.reason}`);
    const json: unknown = JSON.parse(toJson(outcome.value));
    return json;
  };
}

/** The quoted values of a table's first column, without the last row. */
const keysOf = (file: string): readonly string[] =>
  [...textOfFile(file).matchAll(/-in1"><text>&quot;([^<]*)&quot;<\/text>/g)].map(([, key]) => key?.replaceAll('&amp;', '&') ?? '');

test.each(filesOf('.dmn'))('%s asks the first matching row and ends with one for everything else', (file) => {
  const xml = textOfFile(file);
  expect(xml).toContain('hitPolicy="FIRST"');
  expect([...xml.matchAll(/-in1"><text>([^<]*)<\/text>/g)].at(-1)?.[1]).toBe('-');
  expect(new Set(keysOf(file)).size).toBe(keysOf(file).length);
});

test('each of the 40 classifications, and any other, gets a tier, a department and a promise', async () => {
  const route = await tableOf('resident-matter/matter-routing.dmn');
  const classifications = keysOf('resident-matter/matter-routing.dmn');
  expect(classifications).toHaveLength(40);
  for (const classification of [...classifications, 'nobody.knows', '', null, undefined]) {
    expect(route('classification', classification)).toEqual({
      handling: expect.stringMatching(/^(simple|formal)$/),
      department: expect.stringMatching(/^(roads|environment|civil-affairs)$/),
      track: expect.stringMatching(/^[a-z]+$/),
      tiersAllowed: expect.arrayContaining(['front-office', 'line-1', 'line-2']),
      promiseAmount: expect.any(Number),
      remindAfter: expect.any(Number),
      promiseUnit: expect.stringMatching(new RegExp(`^(${UNITS.join('|')})$`)),
      acceptAmount: expect.any(Number),
      acceptUnit: expect.stringMatching(new RegExp(`^(${UNITS.join('|')})$`)),
    });
  }
});

test('what the sample catalogue promises in words is what the models compute', async () => {
  const route = await tableOf('resident-matter/matter-routing.dmn');
  const [, hours] =
    /<zeebe:input source="=(\d+)" target="promiseAmount" \/>/.exec(textOfFile('information-request/information-request.bpmn')) ?? [];
  const inWords = { 'service-hours': /^godzin[ay]? pracy urzędu$/, 'working-days': /^dni robocz(e|ych)$/, 'calendar-days': /^dni$/ };
  for (const { code, caseType, promise } of CATALOGUE) {
    const { promiseAmount, promiseUnit } =
      caseType === 'information-request'
        ? { promiseAmount: Number(hours), promiseUnit: 'service-hours' as const }
        : (route('classification', code) as { readonly promiseAmount: number; readonly promiseUnit: keyof typeof inWords });
    const [amount, ...unit] = promise.split(' ');
    expect([code, Number(amount)]).toEqual([code, promiseAmount]);
    expect([code, unit.join(' ')]).toEqual([code, expect.stringMatching(inWords[promiseUnit])]);
  }
});

test('a field request of each kind goes to a department that there is, as long as the same matter of a resident’s would take', async () => {
  const route = await tableOf('service-request/service-request-routing.dmn');
  const matter = await tableOf('resident-matter/matter-routing.dmn');
  const known = keysOf('resident-matter/matter-routing.dmn');
  const kinds = keysOf('service-request/service-request-routing.dmn');
  expect(kinds.length).toBeGreaterThan(0);
  expect(kinds.filter((kind) => !known.includes(kind))).toEqual([]);
  for (const kind of [...kinds, 'nobody.knows', '', null, undefined]) {
    const { department, promiseAmount, promiseUnit, remindAfter } = matter('classification', kind) as Readonly<Record<string, unknown>>;
    const tier = expect.stringMatching(kinds.includes(kind ?? '') ? /^(line-1|department)$/ : /^line-1$/);
    expect([kind, route('classification', kind)]).toEqual([kind, { agency: department, tier, promiseAmount, promiseUnit, remindAfter }]);
  }
});

test('every outcome has its sentence, and an unknown one must be completed', async () => {
  const outcomes = await tableOf('resident-matter/outcomes.dmn');
  const readDms = await tableOf('resident-matter/dms-outcome.dmn');
  for (const code of keysOf('resident-matter/outcomes.dmn')) {
    const effects = outcomes('outcome', code);
    expect(effects).toMatchObject({
      code,
      residentText: expect.stringMatching(/\.$/),
      needsText: expect.any(Boolean),
    });
    // What the table of codes made of the DMS's code counts, whatever the model knows of it.
    expect(readDms('dmsOutcome', code, { dmsCode: 'XYZ' })).toBe(code);
    expect(readDms('dmsOutcome', code, { dmsCode: 'ODM' })).toBe(code);
  }
  for (const unknown of ['unknown', 'nonsense', null, undefined, 7, ['done']])
    expect(outcomes('outcome', unknown)).toMatchObject({ code: 'unknown', needsText: true });
  for (const code of keysOf('resident-matter/dms-outcome.dmn'))
    expect(outcomes('outcome', readDms('dmsCode', code))).not.toMatchObject({ code: 'unknown' });
  for (const unknown of ['XYZ', '', null, undefined, 7]) {
    expect(readDms('dmsCode', unknown)).toBe('unknown');
    expect(readDms('dmsCode', unknown, { dmsOutcome: '' })).toBe('unknown');
  }
});

const data = join(process.cwd(), '../shared/data/baltimore-311.csv');
const onData = existsSync(data) ? test : test.skip;
if (!existsSync(data)) console.warn(`Skipped the agencies of real requests: ${data} is missing`);

onData('real requests: the table gives the file’s own agency and the file’s own hours to 95 of 100', async () => {
  const route = await decisionOf(readFileSync('replay/baltimore/service-request-routing.dmn', 'utf8'));
  const rows: readonly Record<string, string>[] = parse(readFileSync(data), { columns: true });
  const routes = new Map([...new Set(rows.map(({ SRType }) => SRType))].map((type) => [type, route('classification', type)]));
  for (const routing of routes.values()) {
    expect(routing).toMatchObject({
      tier: expect.stringMatching(new RegExp(`^(${TIERS.join('|')})$`)),
      promiseAmount: expect.any(Number),
      promiseUnit: 'calendar-hours',
    });
  }
  const sameAgency = rows.filter(({ SRType, Agency }) => isWith(routes.get(SRType ?? ''), 'agency', Agency));
  expect(sameAgency.length / rows.length).toBeGreaterThan(0.95);
  const hours = (from = '', to = '') => Math.max(1, Math.round((Date.parse(`${to} UTC`) - Date.parse(`${from} UTC`)) / 3_600_000));
  const dated = rows.filter(({ DueDate }) => DueDate !== '');
  const sameHours = dated.filter(({ SRType, CreatedDate, DueDate }) =>
    isWith(routes.get(SRType ?? ''), 'promiseAmount', hours(CreatedDate, DueDate)),
  );
  expect(sameHours.length / dated.length).toBeGreaterThan(0.95);
});

const isWith = (value: unknown, name: string, expected: unknown): boolean =>
  typeof value === 'object' && value !== null && Reflect.get(value, name) === expected;
