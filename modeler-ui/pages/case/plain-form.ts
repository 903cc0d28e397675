/** The form of a task whose model has none: its actions to choose from. Never a dead end. */
import type { Field, Option } from '../../../forms/fields.js';

export function plainForm(actions: readonly Option[], label: string): readonly Field[] {
  return actions.length < 2 ? [] : [{ type: 'radio', key: 'decision', label, isRequired: true, options: actions }];
}
