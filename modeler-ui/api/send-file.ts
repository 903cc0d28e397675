/** Sends a file as the body of a request, as the API takes documents; throws as `call` does. */
import { ApiProblem, type ProblemBody, Unreachable } from './problem.js';
import { sayReachable } from './reachability.js';
import { sayUnauthorized } from './session-end.js';

export async function sendFile(path: string, file: File): Promise<void> {
  let response: Response;
  try {
    response = await fetch(path, {
      method: 'POST',
      body: file,
      headers: { 'Content-Type': file.type === '' ? 'application/octet-stream' : file.type },
    });
  } catch (error) {
    sayReachable(false);
    throw new Unreachable('no answer', { cause: error });
  }
  sayReachable(true);
  if (response.ok) return;
  const type = response.headers.get('Content-Type') ?? '';
  if (!type.startsWith('application/problem+json')) throw new Unreachable(`${response.status}`);
  const problem = new ApiProblem((await response.json()) as ProblemBody);
  if (problem.code === 'NOT_SIGNED_IN') sayUnauthorized();
  throw problem;
}
