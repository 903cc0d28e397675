/** Whether a decision says what its task's form asks for: the rules of the pages, for whoever decides without them. */
import { evaluate } from 'feelin';
import { readFields } from '../../forms/fields.js';
import { askedFields, type Evaluate, type FormValues, wrongOf } from '../../forms/values.js';
import { FAULT_WORDS } from '../../forms/words.js';
import { said } from '../http/language.js';
import { Problem } from '../http/problem.js';
import type { Services } from '../services.js';
import type { Decision } from './decision.js';
import { formOf } from './form.js';
import type { TaskRow } from './lookup.js';

const feel: Evaluate = (expression, values) => evaluate(expression, { ...values }).value;

/** undefined: nothing is wrong, or the task has no form. */
export async function wrongInForm(api: Services, task: TaskRow, what: Decision): Promise<Problem | undefined> {
  const { components } = await formOf(api, task);
  const values: FormValues = { ...what.values, decision: what.decision, outcome: what.outcomeCode };
  const wrong = wrongOf(askedFields(readFields(components), values, feel), values);
  if (wrong.length === 0) return undefined;
  return new Problem(
    'FORM_INCOMPLETE',
    said(
      'Nic nie zostało zdecydowane, zadanie czeka dalej. Twój tekst nie został wysłany i nie przepadł. Popraw wskazane pola i zapisz ponownie.',
      'Nothing was decided, the task still waits. Your text was not sent and is not lost. Correct the named fields and save again.',
    ),
    {
      errors: wrong.map(({ field: { key, label }, fault }) => {
        const words = `fault.${fault}` as const;
        return {
          field: placeOf(key),
          message: said(
            FAULT_WORDS.pl[words].replace('{label}', () => label),
            FAULT_WORDS.en[words].replace('{label}', () => label),
          ),
        };
      }),
    },
  );
}

/** Where the request has it. */
function placeOf(key: string): string {
  if (key === 'outcome') return 'outcomeCode';
  return key === 'decision' ? key : `values.${key}`;
}
