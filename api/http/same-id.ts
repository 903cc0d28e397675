/** What is stored at an address of its own says in its body which it is: both must name the same one. */
import { said } from './language.js';
import { Problem } from './problem.js';

export function sameId(inPath: string, inBody: string, field: string): void {
  if (inPath === inBody) return;
  throw new Problem(
    'INVALID_REQUEST',
    said('Identyfikator w adresie i w treści muszą być takie same.', 'The identifier in the address and in the body must be the same.'),
    { errors: [{ field, message: said(`Oczekiwano ${inPath}, a przyszło ${inBody}`, `Expected ${inPath}, but got ${inBody}`) }] },
  );
}
