/** What can go wrong between the browser and the server: an answer that says no, or no answer. */
import { pageLanguage, translator } from '../i18n/strings.js';
import type { Schemas } from './schema.js';
import { strings } from './strings.js';

export type ProblemBody = Schemas['Problem'];

/** The server answered, and said no. `code` is stable; see the API reference. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  constructor(readonly body: ProblemBody) {
    super(body.detail);
  }
  get code(): string {
    return this.body.code;
  }
}

/** No answer, or none of ours: the network or the server is away. Nothing is known about what was done. Its message is for people. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
  constructor(options: ErrorOptions = {}) {
    super(translator(strings, pageLanguage())('unreachable'), options);
  }
}

/** The same question may be answered later; anything else is a refusal, which is final. */
export function isTransient(error: Error | null): boolean {
  return error instanceof Unreachable || (error instanceof ApiProblem && error.body.status >= 500);
}
