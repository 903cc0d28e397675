/** What is read of tables, written, copied and asked; on the case types' own files. */
import { readdirSync, readFileSync } from 'node:fs';
import { parseDecisions } from '../../engine/dmn/index.js';
import { questionsOf, typedValue } from './questions.js';
import { changeTable, newTableFile, readTables, withDecisionId } from './table.js';

const PROCESSES = new URL('../../processes/', import.meta.url);
const file = (path: string) => readFileSync(new URL(path, PROCESSES), 'utf8');
const routing = file('resident-matter/dms-outcome.dmn');

test('what is read and written is the same table, in every file of the case types', async () => {
  const files = readdirSync(PROCESSES, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.dmn'));
  for (const path of files) {
    const before = await readTables(file(path));
    const [table] = before.tables;
    const cell = table?.rules[0]?.inputs[0];
    const written = await changeTable(file(path), table?.decisionId ?? '', { type: 'cell', id: cell?.id ?? '', text: cell?.text ?? '' });
    expect(await readTables(written)).toEqual(before);
    expect(await parseDecisions(written)).toMatchObject({ type: 'model' });
  }
  expect(files.length).toBeGreaterThan(2);
});

test('asks for the names that it reads; typed answers become values', async () => {
  expect(questionsOf(await readTables(routing))).toEqual([
    { name: 'dmsCode', label: 'Kod zamknięcia w EOD', typeRef: 'string' },
    { name: 'dmsOutcome', label: 'Wynik z tabeli kodów', typeRef: 'string' },
  ]);
  expect([
    typedValue('12', 'string'),
    typedValue('12', 'number'),
    typedValue('true', ''),
    typedValue('abc', ''),
    typedValue('', ''),
  ]).toEqual(['12', 12, true, 'abc', null]);
});

test('a copy is the same table under another id', async () => {
  const copy = await withDecisionId(routing, 'kopia');
  expect(await parseDecisions(copy)).toMatchObject({ type: 'model', model: { decisions: [{ id: 'kopia' }] } });
  expect(copy).toContain('dmnElementRef="kopia"');
  const [[table], [was]] = [(await readTables(copy)).tables, (await readTables(routing)).tables];
  expect(table).toEqual({ ...was, decisionId: 'kopia' });
});

test('a new file is one that the engine takes', async () => {
  expect(await parseDecisions(newTableFile('nowa', 'Nowa "tabela" & reguły', { input: 'Rodzaj', output: 'Wynik' }))).toMatchObject({
    type: 'model',
    model: { decisions: [{ id: 'nowa', name: 'Nowa "tabela" & reguły' }] },
  });
});
