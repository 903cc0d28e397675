/** A task's form, whoever fills it: which fields it has and shows, what they decide, what is wrong with them. */
import { useMemo, useState } from 'react';
import { type Field, type InputField, isInput, readFields } from '../../../forms/fields.js';
import { askedFields, type Evaluate, type Fault, type FormValue, type FormValues, wrongOf } from '../../../forms/values.js';
import type { Schemas } from '../../api/schema.js';
import type { FormError } from '../../components/ErrorSummary/ErrorSummary.js';
import { strings as formStrings } from '../../forms/strings.js';
import { useFits } from '../../forms/use-fits.js';
import { useStrings } from '../../i18n/language.js';
import { knownText } from '../../i18n/strings.js';
import { strings as words } from '../../words/strings.js';
import { type DecisionKind, kindOf } from './decision.js';
import { plainForm } from './plain-form.js';
import { strings } from './strings.js';

/** The model's form, or the task's actions to choose from. */
export function useTaskFields(components: Schemas['TaskForm']['components'], actions: readonly string[]): readonly Field[] {
  const t = useStrings(strings);
  const tWords = useStrings(words);
  return useMemo(
    () =>
      components.length > 0
        ? readFields(components)
        : plainForm(
            actions.map((action) => ({ value: action, label: knownText(words, tWords, 'decision', action) })),
            t('form.decision'),
          ),
    [components, actions, t, tWords],
  );
}

interface FilledForm {
  readonly shown: readonly Field[];
  readonly inputs: readonly InputField[];
  readonly decisionField: InputField | undefined;
  readonly decision: string | null;
  readonly kind: DecisionKind;
  readonly faults: ReadonlyMap<string, Fault>;
  readonly errors: readonly FormError[];
  setErrors(errors: readonly FormError[]): void;
  /** Shows what is wrong, and `more` of it that isn't the model's; true: nothing is. */
  check(more?: readonly FormError[]): boolean;
}

interface Filling {
  readonly fields: readonly Field[];
  readonly actions: readonly string[];
  readonly values: FormValues;
  readonly evaluate: Evaluate;
  /** What counts as decided where the form neither asks nor says it; by default nothing. */
  readonly otherwise?: string | null;
}

export function useTaskForm({ fields, actions, values, evaluate, otherwise = null }: Filling): FilledForm {
  const tForm = useStrings(formStrings);
  const fits = useFits(fields);
  const [faults, setFaults] = useState<ReadonlyMap<string, Fault>>(new Map());
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const shown = askedFields(fields, values, evaluate);
  const inputs = shown.filter(isInput);
  const decisionField = inputs.find(({ key }) => key === 'decision');
  const decision = decisionField === undefined ? (actionOf(actions, values) ?? otherwise) : textOf(values.decision);
  const kind = kindOf(
    decision,
    inputs.some(({ key }) => key === 'outcome'),
  );
  const check = (more: readonly FormError[] = []): boolean => {
    const wrong = wrongOf(inputs, values, fits);
    const found = [
      ...wrong.map(({ field: { key, label }, fault }) => ({ field: key, message: tForm(`fault.${fault}`, { label }) })),
      ...more,
    ];
    setFaults(new Map(wrong.map(({ field, fault }) => [field.key, fault])));
    setErrors(found);
    return found.length === 0;
  };
  return { shown, inputs, decisionField, decision, kind, faults, errors, setErrors, check };
}

/** Some forms name their decision otherwise (`callResult`): then a value that is one of the task's actions is it. */
function actionOf(actions: readonly string[], values: FormValues): string | null {
  const [only, ...others] = actions;
  // A form that leaves no choice needs no question.
  if (only !== undefined && others.length === 0) return only;
  return (
    Object.values(values)
      .map(textOf)
      .find((value) => value !== null && actions.includes(value)) ?? null
  );
}

function textOf(value: FormValue | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
