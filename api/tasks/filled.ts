/** Whether a decision says what its task's form asks for: the rules of the pages, for whoever decides without them. */
import { evaluate } from 'feelin';
import { isInput, readFields } from '../../forms/fields.js';
import { fits } from '../../forms/patterns.js';
import { askedFields, type Evaluate, type FormValues, wrongOf } from '../../forms/values.js';
import { FAULT_WORDS } from '../../forms/words.js';
import { type Said, said } from '../http/language.js';
import { Problem } from '../http/problem.js';
import type { Answered, Decision } from './decision.js';
import { componentsOf } from './form.js';

const feel: Evaluate = (expression, values) => evaluate(expression, { ...values }).value;

type Told = Pick<Decision, 'decision' | 'outcomeCode' | 'values'>;

interface Fault {
  /** Where the request has it. */
  readonly field: string;
  readonly message: Said;
}

/** `form`: the task's, as deployed; undefined asks for nothing. */
export function faultsOf(form: string | undefined, what: Told): readonly Fault[] {
  const values: FormValues = { ...what.values, decision: what.decision, outcome: what.outcomeCode };
  const fields = readFields(componentsOf(form));
  return wrongOf(askedFields(fields, values, feel), values, fits).map(({ field: { key, label }, fault }) => {
    const words = `fault.${fault}` as const;
    return {
      field: placeOf(key),
      message: said(
        FAULT_WORDS.pl[words].replace('{label}', () => label),
        FAULT_WORDS.en[words].replace('{label}', () => label),
      ),
    };
  });
}

/** What was chosen or written in the form's own fields, as whoever decided read it; the journal keeps it for who reads it after the form is gone. */
export function answersOf(form: string | undefined, { decision, outcomeCode, values }: Told): readonly Answered[] {
  const all: FormValues = { ...values, decision, outcome: outcomeCode };
  return askedFields(readFields(componentsOf(form)), all, feel)
    .filter(isInput)
    .flatMap((field) => {
      const value = all[field.key];
      if (isTold.has(field.key) || value === undefined || value === null || value === '') return [];
      if ('options' in field) {
        const answer = field.options.find((one) => one.value === String(value))?.label ?? String(value);
        return [{ label: field.label, answer }];
      }
      // A tick says nothing without its sentence, and moments are told by what they bring about.
      return field.type === 'text' || field.type === 'long-text' || field.type === 'number'
        ? [{ label: field.label, answer: String(value) }]
        : [];
    });
}

/** By the decision itself. */
const isTold: ReadonlySet<string> = new Set(['decision', 'outcome']);

/** `within`: the part of the request that decides, `''` for all of it. */
export function incomplete(faults: readonly Fault[], detail: Said, within = ''): Problem {
  return new Problem('FORM_INCOMPLETE', detail, {
    errors: faults.map(({ field, message }) => ({ field: `${within}${field}`, message })),
  });
}

function placeOf(key: string): string {
  if (key === 'outcome') return 'outcomeCode';
  return key === 'decision' ? key : `values.${key}`;
}
