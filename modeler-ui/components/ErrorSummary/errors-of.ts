/** What a failed save says, as a form shows it: the fields that the server names, else its sentence. */
import { ApiProblem } from '../../api/problem.js';
import type { FormError } from './ErrorSummary.js';

/** `sentence` stands for an error that names no field; the error's own words unless given. No error: none. */
export function errorsOf(error: Error | null, sentence = error?.message ?? ''): readonly FormError[] {
  if (error === null) return [];
  const fields = error instanceof ApiProblem ? (error.body.errors ?? []) : [];
  return fields.length > 0 ? fields : [{ message: sentence }];
}
