/** One CMIS repository over HTTP: what is asked, how it is answered, how it says no. CMIS 1.1, chapter 5 (browser binding). */
import { z } from 'zod';
import { retryAfterMs } from '../answers.js';
import {
  type CmisObject,
  childrenAnswer,
  objectAnswer,
  parentsAnswer,
  queryAnswer,
  type RepositoryAnswer,
  repositoriesAnswer,
  toObject,
  versionsAnswer,
} from './answers.js';
import { type Action, formOf } from './form.js';
import { CmisRefusal, isRefusal } from './refusal.js';

export interface CmisAddress {
  /** The service document of the browser binding. */
  readonly url: string;
  readonly user: string;
  readonly password: string;
  /** May be left out where the server has one repository only. */
  readonly repository?: string;
}

const PAGE = 1_000;
const refusalAnswer = z.object({ exception: z.string(), message: z.string().nullish() });

export class CmisClient {
  private readonly authorization: string;
  private found: Promise<RepositoryAnswer> | undefined;

  constructor(private readonly address: CmisAddress) {
    this.authorization = `Basic ${Buffer.from(`${address.user}:${address.password}`).toString('base64')}`;
  }

  get user(): string {
    return this.address.user;
  }

  /** Asked once, again after a failure. */
  repository(signal: AbortSignal): Promise<RepositoryAnswer> {
    this.found ??= this.findRepository(signal).catch((error: unknown) => {
      this.found = undefined;
      throw error;
    });
    return this.found;
  }

  private async findRepository(signal: AbortSignal): Promise<RepositoryAnswer> {
    const all = repositoriesAnswer.parse(await this.json(new URL(this.address.url), { signal }));
    const { repository } = this.address;
    const names = Object.keys(all);
    const found = repository === undefined ? (names.length === 1 ? Object.values(all)[0] : undefined) : all[repository];
    if (found === undefined) {
      throw new CmisRefusal(
        404,
        null,
        `Expected repository ${repository ?? '(the only one)'}, but there are: ${names.join(', ')}`,
        undefined,
      );
    }
    return found;
  }

  async object(id: string, signal: AbortSignal): Promise<CmisObject | undefined> {
    return this.found404(this.get('root', { cmisselector: 'object', objectId: id }, objectAnswer, signal));
  }

  /** `path` begins at the repository's root folder. */
  async objectAt(path: readonly string[], signal: AbortSignal): Promise<CmisObject | undefined> {
    return this.found404(this.get('root', { cmisselector: 'object' }, objectAnswer, signal, path));
  }

  private async found404(asked: Promise<z.infer<typeof objectAnswer>>): Promise<CmisObject | undefined> {
    return asked.then(toObject).catch((error: unknown) => {
      if (isRefusal(error, 'objectNotFound')) return undefined;
      throw error;
    });
  }

  async children(id: string, signal: AbortSignal): Promise<readonly CmisObject[]> {
    return this.paged(async (skipCount) => {
      const controls = { cmisselector: 'children', objectId: id, maxItems: String(PAGE), skipCount: String(skipCount) };
      const { objects, hasMoreItems } = await this.get('root', controls, childrenAnswer, signal);
      return { items: objects.map(({ object }) => toObject(object)), hasMoreItems };
    });
  }

  async parents(id: string, signal: AbortSignal): Promise<readonly CmisObject[]> {
    const found = await this.get('root', { cmisselector: 'parents', objectId: id }, parentsAnswer, signal);
    return found.map(({ object }) => toObject(object));
  }

  async versions(id: string, signal: AbortSignal): Promise<readonly CmisObject[]> {
    return (await this.get('root', { cmisselector: 'versions', objectId: id }, versionsAnswer, signal)).map(toObject);
  }

  /** undefined: the document has no content. */
  async content(id: string, signal: AbortSignal): Promise<Response | undefined> {
    const url = await this.urlOf('root', signal, [], { cmisselector: 'content', objectId: id });
    return this.answer(url, { signal }).catch((error: unknown) => {
      if (isRefusal(error, 'objectNotFound', 'constraint', 'streamNotSupported')) return undefined;
      throw error;
    });
  }

  /** Every result; `most` ends it early. Older versions of documents may be among them, whatever was asked. */
  async query(statement: string, signal: AbortSignal, most = Number.POSITIVE_INFINITY): Promise<readonly CmisObject[]> {
    return this.paged(async (skipCount) => {
      const controls = { statement, searchAllVersions: 'false', maxItems: String(Math.min(PAGE, most)), skipCount: String(skipCount) };
      const { results, hasMoreItems } = queryAnswer.parse(await this.act('repository', {}, { cmisaction: 'query', controls }, signal));
      return { items: results.map(toObject), hasMoreItems: hasMoreItems === true && skipCount + results.length < most };
    });
  }

  private async paged(
    page: (skipCount: number) => Promise<{ readonly items: readonly CmisObject[]; readonly hasMoreItems: boolean | undefined }>,
  ): Promise<readonly CmisObject[]> {
    const all: CmisObject[] = [];
    for (;;) {
      const { items, hasMoreItems } = await page(all.length);
      all.push(...items);
      if (!hasMoreItems || items.length === 0) return all;
    }
  }

  /** Something that makes or changes one object: gives it as the answer tells it, which is no proof. */
  async change(objectId: string, action: Action, signal: AbortSignal): Promise<CmisObject> {
    return toObject(objectAnswer.parse(await this.act('root', { objectId }, action, signal)));
  }

  async act(
    place: 'repository' | 'root',
    parameters: Readonly<Record<string, string>>,
    action: Action,
    signal: AbortSignal,
  ): Promise<unknown> {
    return this.json(await this.urlOf(place, signal, [], parameters), { method: 'POST', body: formOf(action), signal });
  }

  async get<Answer extends z.ZodType>(
    place: 'repository' | 'root',
    parameters: Readonly<Record<string, string>>,
    answer: Answer,
    signal: AbortSignal,
    path: readonly string[] = [],
  ): Promise<z.infer<Answer>> {
    return answer.parse(await this.json(await this.urlOf(place, signal, path, { ...parameters, succinct: 'true' }), { signal }));
  }

  /** The paths that the repository names, but always where we were told it is: a proxy may stand before it, and our password goes nowhere else. */
  private async urlOf(
    place: 'repository' | 'root',
    signal: AbortSignal,
    path: readonly string[],
    parameters: Readonly<Record<string, string>>,
  ): Promise<URL> {
    const { repositoryUrl, rootFolderUrl } = await this.repository(signal);
    const named = new URL(place === 'root' ? rootFolderUrl : repositoryUrl).pathname.replace(/\/$/, '');
    const url = new URL([named, ...path.map(encodeURIComponent)].join('/'), this.address.url);
    url.search = new URLSearchParams(parameters).toString();
    return url;
  }

  private async json(url: URL, request: RequestInit): Promise<unknown> {
    const text = await (await this.answer(url, request)).text();
    // What deletes something has nothing to say.
    return text === '' ? undefined : JSON.parse(text);
  }

  private async answer(url: URL, request: RequestInit): Promise<Response> {
    const response = await fetch(url, { ...request, redirect: 'error', headers: { authorization: this.authorization } });
    if (response.ok) return response;
    const text = await response.text();
    const told = refusalAnswer.safeParse(parsed(text));
    const { headers } = response;
    // A date is the server's, and so is the clock that it is compared with.
    const wishedMs = retryAfterMs(headers.get('retry-after'), Date.parse(headers.get('date') ?? ''));
    if (told.success) throw new CmisRefusal(response.status, told.data.exception, told.data.message ?? '', wishedMs);
    throw new CmisRefusal(response.status, null, response.statusText, wishedMs);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
