/** Ready terms on the case types' own tables: the engine decides what was chosen, and nothing else changes. */
import { readFileSync } from 'node:fs';
import { LEGAL_TRACKS, PROMISE_PRESETS } from '../../calendar/index.js';
import { cellsOf, readyTerms } from './ready-terms.js';
import { changeTable, readTables } from './table.js';

const xmlOf = (path: string) => readFileSync(new URL(`../../processes/${path}`, import.meta.url), 'utf8');
const KNOWN = { promises: structuredClone(PROMISE_PRESETS), tracks: structuredClone(LEGAL_TRACKS) } as Parameters<typeof readyTerms>[0];

async function tableOf(xml: string) {
  const [table] = (await readTables(xml)).tables;
  if (table === undefined) throw new Error('Expected a table, but there is none');
  return table;
}

/** What the first rule gives by column, after the term was written into it. */
async function written(path: string, termId: string) {
  const before = await tableOf(xmlOf(path));
  const term = readyTerms(KNOWN, before, 'pl').find(({ id }) => id === termId);
  if (term === undefined) throw new Error(`Expected ${termId}, but it isn't offered`);
  const cells = cellsOf(term, before, before.rules[0]?.id ?? '');
  const after = await tableOf(await changeTable(xmlOf(path), before.decisionId, { type: 'cells', cells }));
  expect(after.rules.slice(1)).toEqual(before.rules.slice(1));
  expect(after.rules[0]?.inputs).toEqual(before.rules[0]?.inputs);
  return {
    changed: Object.fromEntries(
      after.outputs.flatMap(({ name }, index) => {
        const [was, is] = [before, after].map((table) => table.rules[0]?.outputs[index]?.text);
        return was === is ? [] : [[name, is]];
      }),
    ),
    term,
  };
}

test.each([
  ['kuk at-most', { promiseAmount: '4', remindAfter: '3', promiseUnit: '"service-hours"' }],
  ['d115 answer', { promiseAmount: '24', remindAfter: '18', promiseUnit: '"service-hours"' }],
  ['gorod-24 do', { promiseAmount: '20', remindAfter: '15', promiseUnit: '"calendar-days"' }],
  // The rule has a day already, but a working one.
  ['gorod-24 accept', { acceptUnit: '"calendar-days"' }],
])('%s in the table of promises', async (id, changed) => {
  expect((await written('resident-matter/matter-routing.dmn', id)).changed).toEqual(changed);
});

test('what binds the centre as a whole is no rule’s, and is told beside', async () => {
  const { term } = await written('resident-matter/matter-routing.dmn', 'kuk at-most');
  expect(term).toMatchObject({ daily: { from: '06:00', to: '22:00' }, besides: ['odebranie: 20 s', 'odpowiedź, średnio: 1,3 h'] });
});

test('the law’s terms are for the table of the law alone: 14 days, a month, two months', async () => {
  const path = 'resident-matter/statutory-term.dmn';
  const fourteen = { statutoryAmount: '14', canPause: 'false', canExtend: 'true' };
  expect((await written(path, 'information')).changed).toMatchObject(fourteen);
  expect((await written(path, 'complaint')).changed).toMatchObject({ statutoryAmount: '1', statutoryUnit: '"months"' });
  expect((await written(path, 'complicated-proceedings')).changed).toMatchObject({ statutoryAmount: '2', statutoryUnit: '"months"' });
  const offered = async (file: string) => readyTerms(KNOWN, await tableOf(xmlOf(file)), 'en').map(({ id }) => id);
  expect(await offered(path)).toEqual(['information', 'certificate', 'complaint', 'proceedings', 'complicated-proceedings']);
  expect(await offered('service-request/service-request-routing.dmn')).toEqual(['kuk at-most', 'd115 answer', 'gorod-24 do']);
  expect(await offered('resident-matter/dms-outcome.dmn')).toEqual([]);
});

test('the shipped table of the law says the same of each track as the ready terms, the article aside', async () => {
  const table = await tableOf(xmlOf('resident-matter/statutory-term.dmn'));
  const terms = readyTerms(KNOWN, table, 'pl');
  const told = table.rules.flatMap((rule) => {
    const term = terms.find(({ id }) => JSON.stringify(id) === rule.inputs[0]?.text);
    return term === undefined ? [] : [{ term, rule }];
  });
  expect(told.map(({ term }) => term.id).sort()).toEqual(terms.map(({ id }) => id).sort());
  for (const { term, rule } of told) {
    const { basis: _, ...wanted } = term.cells;
    const said = Object.fromEntries(table.outputs.map(({ name }, index) => [name, rule.outputs[index]?.text]));
    expect([term.id, said]).toEqual([term.id, expect.objectContaining(wanted)]);
  }
});
