/** Reads request bodies, with a limit, because a body is the only thing of a request whose size a stranger chooses. */
import type Koa from 'koa';
import { isPlainJson, isTooDeep } from '../../engine/index.js';
import { Problem } from './problem.js';

const JSON_MAX_BYTES = 1024 * 1024;

export async function readJsonBody(http: Koa.Context): Promise<unknown> {
  const bytes = await readBytes(http, JSON_MAX_BYTES);
  if (bytes.length === 0) return undefined;
  if (http.request.is('json') === false) {
    throw new Problem('INVALID_REQUEST', `Oczekiwano treści application/json, a przyszło ${http.get('Content-Type') || 'nic'}.`);
  }
  const text = bytes.toString('utf8');
  const value = parse(text);
  if (isTooDeep(value, text)) {
    throw new Problem(
      'INVALID_REQUEST',
      'Treść jest zagnieżdżona zbyt głęboko: dozwolone jest 1000 poziomów. Spłaszcz ją i wyślij ponownie.',
    );
  }
  // PostgreSQL can't store NUL, and a lone surrogate is no text: both are refused where they come in.
  if (!isPlainJson(JSON.stringify(value))) {
    throw new Problem('INVALID_REQUEST', 'Treść zawiera znak NUL albo niesparowany znak zastępczy Unicode. Usuń go i wyślij ponownie.');
  }
  return value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Problem('INVALID_REQUEST', `Treść nie jest poprawnym JSON-em: ${reason}`);
  }
}

export async function readBytes(http: Koa.Context, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of http.req) {
    const bytes = chunk as Buffer;
    size += bytes.length;
    if (size > maxBytes) throw new Problem('TOO_LARGE', `Można przesłać najwyżej ${maxBytes} bajtów. Nic nie zostało zapisane.`);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}
