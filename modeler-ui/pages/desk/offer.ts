/** What the first task offers beside its ways on: outcomes, and fields that the desk has no place of its own for. As its form is published. */
import { type Field, type InputField, isInput, type Option, readFields } from '../../../forms/fields.js';
import type { Guide } from './queries.js';

export interface Offer {
  readonly outcomes: readonly Option[];
  readonly fields: readonly InputField[];
}

/** The desk asks these in its own places: its saves, the answer and what it stands on. */
const OWN: ReadonlySet<string> = new Set(['decision', 'outcome', 'basis', 'answered']);
/** Until a kind is chosen, and for a task without a form. */
const ANSWERED = 'answered';

export function offerOf(guide: Guide | undefined): Offer {
  const fields: readonly Field[] = readFields(guide?.first?.form.components ?? []);
  const inputs = fields.filter(isInput);
  const outcome = inputs.find(({ key }) => key === 'outcome');
  return {
    outcomes: outcome !== undefined && 'options' in outcome ? outcome.options : [],
    fields: inputs.filter(({ key }) => !OWN.has(key)),
  };
}

/** The chosen outcome while the task offers it, else its first. */
export function outcomeOf(chosen: string | null, { outcomes }: Offer): string {
  return outcomes.find(({ value }) => value === chosen)?.value ?? outcomes[0]?.value ?? chosen ?? ANSWERED;
}
