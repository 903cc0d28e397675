/** Request Tracker's REST 2 over HTTP: who we are, what is asked, and what each answer means. */
import { z } from 'zod';
import { failureOf, NotDelivered } from '../answers.js';

export interface RestOptions {
  /** Where people open RT, e.g. `https://rt.example`; the path of REST 2 is added here. */
  readonly url: string;
  /** An authentication token of RT (RT::Extension::REST2, "Authorization: token …"). */
  readonly token: string;
}

interface Question {
  readonly signal: AbortSignal;
  readonly json?: unknown;
  /** Goes as a form, which knows no limit of an address's length. */
  readonly form?: Readonly<Record<string, string>>;
  /** RT's ETag; without its quotes. Never for comments: RT answers 412 to any. */
  readonly ifMatch?: string;
  /** Statuses that are an answer too, beside success. */
  readonly alsoFine?: readonly number[];
}

interface RestAnswer {
  readonly status: number;
  /** Number of the last transaction that we may see. */
  readonly etag: string | null;
  /** RT's clock when it answered, ms; null where a proxy took the header away. */
  readonly atMs: number | null;
  readonly body: unknown;
}

const said = z.object({ message: z.string() });

export class Rest {
  private readonly base: string;
  constructor(private readonly options: RestOptions) {
    this.base = `${options.url.replace(/\/+$/, '')}/REST/2.0`;
  }

  /** Throws {@link NotDelivered} with RT's own words for any other answer, whatever `fetch` throws when there is none. */
  async ask(method: 'GET' | 'POST' | 'PUT', path: string, { signal, json, form, ifMatch, alsoFine = [] }: Question): Promise<RestAnswer> {
    const answer = await fetch(`${this.base}${path}`, {
      method,
      signal,
      // A token isn't carried to wherever an answer points.
      redirect: 'manual',
      headers: {
        authorization: `token ${this.options.token}`,
        accept: 'application/json',
        // What it refuses inside of a 200 it says in words alone.
        'accept-language': 'en',
        ...(json === undefined ? {} : { 'content-type': 'application/json' }),
        ...(ifMatch === undefined ? {} : { 'if-match': `"${ifMatch}"` }),
      },
      ...(json === undefined ? {} : { body: JSON.stringify(json) }),
      ...(form === undefined ? {} : { body: new URLSearchParams(form) }),
    });
    const { status, headers } = answer;
    const text = await answer.text();
    const atMs = Date.parse(headers.get('date') ?? '');
    if (!answer.ok && !alsoFine.includes(status)) {
      const reason = `Request Tracker answered ${method} ${path} with ${status}: ${messageIn(text)}`;
      throw new NotDelivered(failureOf(status, reason, headers.get('retry-after'), Date.now()));
    }
    return { status, etag: etagIn(headers.get('etag')), atMs: Number.isNaN(atMs) ? null : atMs, body: parsed(text, `${method} ${path}`) };
  }
}

/** A weak one (`W/`) is what a proxy makes of it that packs answers; RT compares the number. */
function etagIn(header: string | null): string | null {
  return header === null
    ? null
    : header
        .replace(/^W\//, '')
        .replaceAll('"', '')
        .replace(/-gzip$/, '');
}

function messageIn(text: string): string {
  try {
    return said.parse(JSON.parse(text)).message.trim();
  } catch {
    return text.replace(/\s+/g, ' ').trim().slice(0, 300);
  }
}

function parsed(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const reason = `Expected JSON of Request Tracker for ${what}, but got: ${text.slice(0, 100)}`;
    throw new NotDelivered({ type: 'unavailable', reason });
  }
}
