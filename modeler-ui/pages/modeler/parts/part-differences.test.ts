/** Acts on forms and tables, and the words' raw material for what they change; on the case types' own files. */
import { readFileSync } from 'node:fs';
import { parseDecisions } from '../../../../engine/dmn/index.js';
import { changeTable, readTables, type TableAct } from '../../../decisions/table.js';
import {
  addField,
  changeField,
  type FormSchema,
  moveField,
  newField,
  placedIn,
  readForm,
  removeField,
  withCondition,
  withRule,
} from '../../../forms/schema.js';
import { formDifferences, outOfOrder, partDifferences } from './part-differences.js';

const PROCESSES = new URL('../../../../processes/', import.meta.url);
const file = (path: string) => readFileSync(new URL(path, PROCESSES), 'utf8');
const answer = formOf(file('resident-matter/answer.form'));
const routing = file('resident-matter/dms-outcome.dmn');

function formOf(content: string): FormSchema {
  const form = readForm(content);
  if (form === undefined) throw new Error('Expected a form');
  return form;
}
const ids = (form: FormSchema) => placedIn(form.components).map(({ component }) => component.id);
const at = (id: string): number[] => [ids(answer).indexOf(id)];

describe('a form', () => {
  test('field added, renamed, made required, moved and deleted, each told', () => {
    const added = addField(answer, at('answer-outcome'), newField(answer, 'textfield', 'Numer umowy'));
    expect(formDifferences(answer, added)).toEqual([{ type: 'field.added', elementId: 'field1', place: 'Numer umowy' }]);
    const renamed = changeField(answer, at('answer-outcome'), (one) => withRule({ ...one, label: 'Wynik sprawy' }, 'required', true));
    expect(formDifferences(answer, renamed)).toEqual([
      { type: 'field.renamed', elementId: 'answer-outcome', place: 'Wynik', was: 'Wynik', is: 'Wynik sprawy' },
      { type: 'field.required', elementId: 'answer-outcome', place: 'Wynik' },
    ]);
    const moved = moveField(answer, at('answer-answered'), -1);
    expect(ids(moved).slice(-2)).toEqual(['answer-answered', 'answer-basis']);
    expect(formDifferences(answer, moved)).toHaveLength(1);
    expect(formDifferences(answer, moved)[0]?.type).toBe('field.moved');
    expect(formDifferences(answer, removeField(answer, at('answer-basis')))).toEqual([
      { type: 'field.removed', elementId: 'answer-basis', place: 'Podstawa odpowiedzi' },
    ]);
    expect(moveField(answer, [0], -1)).toEqual(answer);
  });

  test('options and conditions are told before and after', () => {
    const changed = changeField(answer, at('answer-basis'), (one) =>
      withCondition({ ...one, values: [{ label: 'Inna', value: 'other' }] }, 'true'),
    );
    expect(formDifferences(answer, changed)).toMatchObject([
      { type: 'field.options', was: expect.stringContaining('Mieszana: kilka artykułów (mixed)'), is: 'Inna (other)' },
      { type: 'field.condition', was: 'not(list contains(["resolve"], decision))', is: 'true' },
    ]);
  });
});

describe('a decision table', () => {
  const acted = (act: TableAct, xml = routing) => changeTable(xml, 'dms-outcome', act);
  const told = async (act: TableAct) => partDifferences('decisions', routing, await acted(act));

  test('every act gives a table that the engine reads, and is told', async () => {
    const { tables } = await readTables(routing);
    const [first] = tables[0]?.rules ?? [];
    const cell = first?.outputs[0]?.id ?? '';
    expect(await told({ type: 'cell', id: cell, text: '"answered"' })).toEqual([
      { type: 'cell', elementId: cell, place: '1|Wynik', was: 'dmsOutcome', is: '"answered"' },
    ]);
    expect(await told({ type: 'add-rule', after: 0 })).toMatchObject([
      { type: 'rule.added', place: '2', is: 'Kod zamknięcia w EOD: -, Wynik z tabeli kodów: - → Wynik: ""' },
    ]);
    expect(await told({ type: 'remove-rule', at: 1 })).toMatchObject([{ type: 'rule.removed', place: '2' }]);
    expect(await told({ type: 'move-rule', at: 0, by: 1 })).toMatchObject([{ type: 'rule.moved' }]);
    expect(await told({ type: 'hit-policy', hitPolicy: 'COLLECT', aggregation: 'COUNT' })).toMatchObject([
      { type: 'policy', was: 'FIRST', is: 'COLLECT COUNT' },
    ]);
    expect(await told({ type: 'rename', name: 'Inna nazwa' })).toMatchObject([{ type: 'table.renamed', is: 'Inna nazwa' }]);
    const column = await acted({ type: 'add-column', side: 'input', label: 'Kanał', meaning: 'channel' });
    expect(await partDifferences('decisions', routing, column)).toMatchObject([{ type: 'column.added', place: 'Kanał' }]);
    expect(await parseDecisions(column)).toMatchObject({ type: 'model' });
    expect((await readTables(column)).tables[0]?.rules.every(({ inputs }) => inputs.length === 3)).toBe(true);
    const id = (await readTables(column)).tables[0]?.inputs[2]?.id ?? '';
    const back = await acted({ type: 'remove-column', id }, column);
    expect((await readTables(back)).tables).toEqual(tables);
    expect(await partDifferences('decisions', routing, back)).toEqual([{ type: 'drawing', elementId: '', place: '' }]);
  });
});

test('the fewest that changed places are told', () => {
  expect(outOfOrder(['a', 'b', 'c', 'd'], ['d', 'a', 'b', 'c'])).toEqual(['d']);
  expect(outOfOrder(['a', 'b'], ['x', 'a', 'b'])).toEqual([]);
  expect(outOfOrder([], [])).toEqual([]);
});
