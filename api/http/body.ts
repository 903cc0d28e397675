/** Reads request bodies, with a limit, because a body is the only thing of a request whose size a stranger chooses. */
import type Koa from 'koa';
import { isPlainJson, isTooDeep } from '../../engine/index.js';
import { said } from './language.js';
import { Problem } from './problem.js';

const JSON_MAX_BYTES = 1024 * 1024;

export async function readJsonBody(http: Koa.Context): Promise<unknown> {
  const bytes = await readBytes(http, JSON_MAX_BYTES);
  if (bytes.length === 0) return undefined;
  if (http.request.is('json') === false) {
    throw new Problem(
      'INVALID_REQUEST',
      said(
        `Oczekiwano treści application/json, a przyszło ${http.get('Content-Type') || 'nic'}.`,
        `Expected a body of application/json, but got ${http.get('Content-Type') || 'nothing'}.`,
      ),
    );
  }
  return jsonIn(bytes);
}

/** Of a body that was read; refuses what can't be kept. */
export function jsonIn(bytes: Buffer): unknown {
  const text = bytes.toString('utf8');
  const value = parse(text);
  if (isTooDeep(value, text)) {
    throw new Problem(
      'INVALID_REQUEST',
      said(
        'Treść jest zagnieżdżona zbyt głęboko: dozwolone jest 1000 poziomów. Spłaszcz ją i wyślij ponownie.',
        'The body is nested too deeply: 1000 levels are allowed. Flatten it and send it again.',
      ),
    );
  }
  // PostgreSQL can't store NUL, and a lone surrogate is no text: both are refused where they come in.
  if (!isPlainJson(JSON.stringify(value))) {
    throw new Problem(
      'INVALID_REQUEST',
      said(
        'Treść zawiera znak NUL albo niesparowany znak zastępczy Unicode. Usuń go i wyślij ponownie.',
        'The body has a NUL or an unpaired surrogate of Unicode. Remove it and send it again.',
      ),
    );
  }
  return value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Problem('INVALID_REQUEST', said(`Treść nie jest poprawnym JSON-em: ${reason}`, `The body is no valid JSON: ${reason}`));
  }
}

export async function readBytes(http: Koa.Context, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of http.req) {
    const bytes = chunk as Buffer;
    size += bytes.length;
    if (size > maxBytes)
      throw new Problem(
        'TOO_LARGE',
        said(
          `Można przesłać najwyżej ${maxBytes} bajtów. Nic nie zostało zapisane.`,
          `At most ${maxBytes} bytes may be sent. Nothing was saved.`,
        ),
      );
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}
