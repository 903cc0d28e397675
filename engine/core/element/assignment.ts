/** What the model says of a user task's people, dates and form, native or job-based (facts/SEMANTICS 24). */
import { type Expression, FeelTemporal } from '../../feel/index.js';
import { parseTimerDate } from '../../time/index.js';
import { IncidentSignal } from '../signals.js';
import type { ElementInstance } from '../state.js';
import type { TreeRun } from '../step-context.js';
import { evaluate, evaluateString, unexpectedOneOf } from '../variables.js';

/** ISO 8601 with offset, written as Java does; `''` when the task has no such date: null and an empty text mean none. */
export function taskDate(run: TreeRun, element: ElementInstance, expression: Expression | undefined): string {
  if (!expression) return '';
  const value = evaluate(run, element, expression);
  if (value === null || value === undefined || value === '') return '';
  const text = value instanceof FeelTemporal && value.kind === 'date and time' ? value.iso : value;
  if (typeof text !== 'string') throw unexpectedOneOf(expression, ['NULL', 'DATE_TIME', 'STRING'], value);
  if (parseTimerDate(text).type === 'invalid') {
    throw new IncidentSignal('EXTRACT_VALUE_ERROR', `Invalid date-time format '${text}' for expression '${expression.source}'.`);
  }
  return asJavaWrites(text);
}

/** 0n = no form is linked. */
export function linkedFormKey(run: TreeRun, element: ElementInstance, expression: Expression | undefined): bigint {
  if (!expression) return 0n;
  const formId = evaluateString(run, element, expression);
  const form = run.step.view.catalog.formById(formId);
  if (form) return form.key;
  throw new IncidentSignal(
    'FORM_NOT_FOUND',
    `Expected to find a form with id '${formId}', but no form with this id is found, at least a form with this id should be available. To resolve the Incident please deploy a form with the same id`,
  );
}

/** `ZonedDateTime.toString` leaves out seconds that are zero and writes 3, 6 or 9 digits of a fraction; workers parse that. */
function asJavaWrites(text: string): string {
  const parts = /^(\d{4}-\d\d-\d\dT\d\d:\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d:\d\d)(\[.+\])?$/.exec(text);
  if (!parts) return text;
  const [, minutes = '', second = '00', digits = '', offset = '', zone = ''] = parts;
  const significant = digits.replace(/0+$/, '');
  const fraction = significant === '' ? '' : `.${significant.padEnd(Math.ceil(significant.length / 3) * 3, '0')}`;
  const seconds = second === '00' && fraction === '' ? '' : `:${second}${fraction}`;
  return `${minutes}${seconds}${/^[+-]00:00$/.test(offset) ? 'Z' : offset}${zone}`;
}
