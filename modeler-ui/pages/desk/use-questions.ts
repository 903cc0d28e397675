/** Fields of a form with what was filled in: which show, what is wrong, what is sent. For the kind's questions and the task's own fields. */
import { useMemo } from 'react';
import { type Field, isInput } from '../../../forms/fields.js';
import { type Fault, type FormValues, faultOf, sentValues, visibleFields } from '../../../forms/values.js';
import { useEvaluate } from '../../forms/use-evaluate.js';
import { useFits } from '../../forms/use-fits.js';

export interface Asked {
  readonly shown: readonly Field[];
  readonly faults: () => ReadonlyMap<string, Fault>;
  readonly sent: () => Record<string, string | number | boolean | null>;
}

/** `given`: what conditions may read beside the fields themselves. */
export function useAsked(fields: readonly Field[], values: FormValues, given: FormValues = NOTHING): Asked {
  const evaluate = useEvaluate(fields);
  const fits = useFits(fields);
  return useMemo(() => {
    const all = { ...values, ...given };
    const shown = visibleFields(fields, all, evaluate);
    return {
      shown,
      faults: () =>
        new Map(
          shown.filter(isInput).flatMap((field) => {
            const fault = faultOf(field, values[field.key], fits);
            return fault === undefined ? [] : [[field.key, fault] as const];
          }),
        ),
      sent: () => sentValues(fields, all, evaluate),
    };
  }, [fields, values, given, evaluate, fits]);
}

const NOTHING: FormValues = {};
