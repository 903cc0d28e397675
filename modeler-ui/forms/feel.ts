/** The conditions of forms are FEEL. Its library is loaded beside the first form, not with the page. */
import type { Evaluate } from '../../forms/values.js';

export async function loadFeel(): Promise<Evaluate> {
  const { evaluate } = await import('feelin');
  return (expression, context) => evaluate(expression, { ...context }).value;
}
