/**
 * What changed in a place for files: it has no list of changes, so it is walked, a bounded part at each call, and compared with what was
 * seen on the last walk; right after a start, when nothing was seen yet, with the stamps that the place itself sets.
 */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { eachOf } from '../../outbox/each-of.js';
import type { Changes, PeerContent, PeerRecord, RecordSource } from '../../outbox/source.js';
import { isShelf } from '../file-names.js';
import type { CaseFolders } from './case-folders.js';
import { type CaseRecords, isEmpty, stampOf, versionOf } from './records.js';
import { type DropStore, isBeside, type Listing, type Path } from './store.js';

/** Stamps may be rounded, and come from another machine than the clock that was asked. */
const OVERLAP_MS = 10_000;
const MOST_FOLDERS = 400;
const MOST_CHANGES = 100;
const AT_ONCE = 8;

const cursorSchema = z.object({
  /** What is stamped later is news. */
  sinceMs: z.number(),
  /** When the walk began that is under way; `sinceMs` of the next. */
  startedMs: z.number(),
  /** The last folder that this walk has seen; null: a new one begins. */
  at: z.array(z.string()).nullable(),
  /** Whose answer it came with: what was seen then counts as told only to who comes with it. */
  call: z.string(),
});
type Cursor = z.infer<typeof cursorSchema>;

interface Visited {
  readonly path: Path;
  readonly listing: Listing;
}

export class DropSource implements RecordSource {
  /** The call whose cursor somebody came with last: `seen` is as it was then. */
  private taken = '';
  /** Versions by record as they were told, or seen to be old news. */
  private readonly seen = new Map<string, string>();
  /** Of the answer whose cursor nobody has come with yet. */
  private answered: { readonly call: string; readonly versions: ReadonlyMap<string, string>; readonly ended: boolean } | undefined;
  /** Whether a walk has ended since the start, so that a folder that isn't in `seen` is new. */
  private sawAll = false;

  constructor(
    private readonly store: DropStore,
    private readonly folders: CaseFolders,
    private readonly records: CaseRecords,
  ) {}

  async read(recordId: string, signal: AbortSignal): Promise<PeerRecord | undefined> {
    const path = pathOf(recordId);
    return path === undefined ? undefined : this.records.read(path, signal);
  }

  async ofCase(caseNumber: string, signal: AbortSignal): Promise<readonly PeerRecord[]> {
    const found = await eachOf(await this.folders.named(caseNumber, signal), AT_ONCE, (path) => this.records.read(path, signal));
    return found.filter((one) => one?.caseRun?.startsWith(`${caseNumber}/`)).filter((one) => one !== undefined);
  }

  async content(recordId: string, documentId: string, mostBytes: number, signal: AbortSignal): Promise<PeerContent | undefined> {
    const path = pathOf(recordId);
    return path === undefined ? undefined : this.records.content(path, documentId, mostBytes, signal);
  }

  async changes(cursor: string | undefined, signal: AbortSignal): Promise<Changes> {
    if (cursor === undefined) {
      const nowMs = await this.store.nowMs(signal);
      return { records: [], cursor: JSON.stringify({ sinceMs: nowMs, startedMs: nowMs, at: null, call: randomUUID() }) };
    }
    const from = cursorSchema.parse(JSON.parse(cursor));
    this.takeAnswer(from);
    const startedMs = from.at === null ? await this.store.nowMs(signal) : from.startedMs;
    const ahead = await this.foldersAfter(from.at, signal);
    const part = ahead.slice(0, MOST_FOLDERS);
    const visited = (await eachOf(part, AT_ONCE, (path) => this.visit(path, signal))).filter((one) => one !== undefined);
    const news = visited.filter((one) => this.isNews(one, from.sinceMs)).slice(0, MOST_CHANGES);
    const records = await eachOf(news, AT_ONCE, ({ path }) => this.records.read(path, signal));
    // What is beyond the last piece of news that found room comes with the next call.
    const reached = news.length === MOST_CHANGES ? (news.at(-1)?.path ?? null) : (part.at(-1) ?? null);
    const isEnd = reached === null || reached === ahead.at(-1);
    const past = visited.filter(({ path }) => reached !== null && !isAfter(path, reached));
    const versions = new Map(past.map(({ path, listing }) => [path.join('/'), versionOf(listing)]));
    const call = randomUUID();
    this.answered = { call, versions, ended: isEnd };
    const next: Cursor = isEnd
      ? { sinceMs: startedMs, startedMs, at: null, call }
      : { sinceMs: from.sinceMs, startedMs, at: [...(reached ?? [])], call };
    return {
      records: records.filter((one) => one !== undefined),
      cursor: JSON.stringify(next),
      hasMore: !isEnd && news.length === MOST_CHANGES,
    };
  }

  /** Who lost an answer comes with the cursor before it, and hears the same; after a start nothing is known of what was told. */
  private takeAnswer({ call }: Cursor): void {
    const { answered } = this;
    this.answered = undefined;
    if (answered?.call === call) {
      for (const [recordId, version] of answered.versions) this.seen.set(recordId, version);
      this.sawAll ||= answered.ended;
    } else if (call !== this.taken) {
      this.seen.clear();
      this.sawAll = false;
    }
    this.taken = call;
  }

  private isNews({ path, listing }: Visited, sinceMs: number): boolean {
    const known = this.seen.get(path.join('/'));
    if (known !== undefined || this.sawAll) return known !== versionOf(listing);
    return stampOf(listing) >= sinceMs - OVERLAP_MS;
  }

  private async visit(path: Path, signal: AbortSignal): Promise<Visited | undefined> {
    const found = await this.store.list(path, signal);
    if (found === undefined) return undefined;
    const listing = this.records.settled(path, found);
    return isEmpty(listing) ? undefined : { path, listing };
  }

  /** In order: folders of cases lie on shelves, those that people make may lie beside. Reads no more shelves than it needs. */
  private async foldersAfter(at: Path | null, signal: AbortSignal): Promise<readonly Path[]> {
    const found: Path[] = [];
    for (const name of await this.namesIn([], signal)) {
      if (at?.[0] !== undefined && name < at[0]) continue;
      const inside = isShelf(name) ? (await this.namesIn([name], signal)).map((inner): Path => [name, inner]) : [[name]];
      found.push(...inside.filter((path) => at === null || isAfter(path, at)));
      if (found.length > MOST_FOLDERS) break;
    }
    return found;
  }

  private async namesIn(path: Path, signal: AbortSignal): Promise<readonly string[]> {
    const listing = await this.store.list(path, signal);
    const names = (listing?.entries ?? []).filter(({ isFolder, name }) => isFolder && !isBeside(name)).map(({ name }) => name);
    return names.sort();
  }
}

/** A record's id comes from whoever tells of it: nothing but one or two plain names leads into the place. */
function pathOf(recordId: string): Path | undefined {
  const path = recordId.split('/');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: no name has them
  const isPlain = path.length <= 2 && path.every((name) => name !== '' && name !== '.' && name !== '..' && !/[\\\u0000-\u001f]/.test(name));
  return isPlain ? path : undefined;
}

function isAfter(one: Path, other: Path): boolean {
  const [outer = '', inner = ''] = one;
  const [otherOuter = '', otherInner = ''] = other;
  return outer > otherOuter || (outer === otherOuter && inner > otherInner);
}
