/** A form's schema read from text and written, and what the desk could not show of it; on the case types' own files. */
import { readdirSync, readFileSync } from 'node:fs';
import { type FormSchema, faultsOf, readForm, writeForm } from './schema.js';

const PROCESSES = new URL('../../processes/', import.meta.url);
const file = (path: string) => readFileSync(new URL(path, PROCESSES), 'utf8');
const answer = formOf(file('resident-matter/answer.form'));

function formOf(content: string): FormSchema {
  const form = readForm(content);
  if (form === undefined) throw new Error('Expected a form');
  return form;
}

test('what the desk cannot show is named; the city’s forms have none of it', () => {
  const wrong = {
    ...answer,
    components: [
      { id: 'x', type: 'table', key: 'a' },
      { id: 'y', type: 'textfield', key: 'b' },
      { id: 'z', type: 'number', key: 'b' },
      { id: 'q', type: 'radio', key: 'c', values: [] },
    ],
  };
  expect(faultsOf(wrong)).toEqual([
    { type: 'unsupported', elementId: 'x', component: 'table' },
    { type: 'same-key', elementId: 'z', key: 'b' },
    { type: 'no-options', elementId: 'q' },
  ]);
  const forms = readdirSync(PROCESSES, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.form'));
  expect(forms.map((path) => faultsOf(formOf(file(path))))).toEqual(forms.map(() => []));
});

test('text that is no form is none; what is written is read again', () => {
  expect(readForm('[]')).toBeUndefined();
  expect(readForm('{')).toBeUndefined();
  expect(readForm(writeForm(answer))).toEqual(answer);
});
