/**
 * What changed in a repository, told by when it was last changed. The change log isn't asked: there are servers that claim one and keep none,
 * and one query works on all. What was removed shows by its absence: `read` gives undefined, a record lacks the document.
 */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Changes, PeerContent, PeerRecord, RecordSource } from '../../outbox/source.js';
import { isShelf } from '../file-names.js';
import { gathered } from '../gathered.js';
import { type CmisObject, stampOf, textOf } from './answers.js';
import type { CaseDocuments } from './documents.js';
import type { CaseFiles } from './files.js';
import { fileMarks } from './marks.js';
import { documentIdOf, recordOf } from './records.js';
import type { CmisSession } from './session.js';

/** A change may become visible later than the moment that it bears. */
const OVERLAP_MS = 10_000;
/** Each costs some requests, and the call has to end in time. What is left comes with the next. */
const MOST_CHANGES = 200;
const AT_ONCE = 8;
/** Deeper folders inside of a case file still belong to it. */
const DEEPEST = 6;

const STAMPS = 'cmis:objectId, cmis:name, cmis:lastModificationDate, cmis:changeToken';
/** `call` tells whose cursor it is, so that only what was told with this very one is left out. */
const cursorSchema = z.object({ changedMs: z.int(), call: z.string() });

export class CmisSource implements RecordSource {
  /** What was told up to the last cursor, within the overlap: not told again to who comes with that cursor. */
  private last: { readonly call: string; readonly told: ReadonlyMap<string, number> } = { call: '', told: new Map() };

  constructor(
    private readonly session: CmisSession,
    private readonly files: CaseFiles,
    private readonly documents: CaseDocuments,
  ) {}

  async read(recordId: string, signal: AbortSignal): Promise<PeerRecord | undefined> {
    const file = await this.session.client.object(recordId, signal);
    return file === undefined ? undefined : this.toRecord(file, signal);
  }

  async ofCase(caseNumber: string, signal: AbortSignal): Promise<readonly PeerRecord[]> {
    const found = await this.files.ofCase(caseNumber, signal);
    return Promise.all(found.map((file) => this.toRecord(file, signal)));
  }

  async content(recordId: string, documentId: string, mostBytes: number, signal: AbortSignal): Promise<PeerContent | undefined> {
    const file = await this.session.client.object(recordId, signal);
    const inside = file === undefined ? [] : await this.documents.inFile(file.id, signal);
    const found = inside.find((one) => documentIdOf(one) === documentId);
    if (found === undefined) return undefined;
    const sizeBytes = found.properties['cmis:contentStreamLength'];
    if (typeof sizeBytes === 'number' && sizeBytes > mostBytes) return { type: 'too-large', sizeBytes };
    const held = await this.session.client.content(found.id, signal);
    const mediaType = textOf(found.properties, 'cmis:contentStreamMimeType');
    return gathered(held?.body ?? new Blob([]).stream(), mostBytes, mediaType);
  }

  async changes(cursor: string | undefined, signal: AbortSignal): Promise<Changes> {
    if (cursor === undefined) return { records: [], cursor: this.cursorAt(await this.latestMs(signal), new Map()) };
    const { changedMs, call } = cursorSchema.parse(JSON.parse(cursor));
    const sinceMs = changedMs - OVERLAP_MS;
    const before = call === this.last.call ? this.last.told : new Map<string, number>();
    const changed = await this.changedSince(sinceMs, signal);
    const unread = changed.filter((one) => !before.has(keyOf(one)));
    const { records, read } = await this.recordsAround(unread.slice(0, MOST_CHANGES), signal);
    const news = unread.slice(0, read);
    const told = [
      ...[...before].filter(([, stampMs]) => stampMs >= sinceMs),
      ...news.map((one) => [keyOf(one), stampOf(one.properties)] as const),
    ];
    const reachedMs = Math.max(changedMs, ...news.map(({ properties }) => stampOf(properties)));
    return { records, cursor: this.cursorAt(reachedMs, new Map(told)), hasMore: read < unread.length };
  }

  private cursorAt(changedMs: number, told: ReadonlyMap<string, number>): string {
    this.last = { call: randomUUID(), told };
    return JSON.stringify({ changedMs, call: this.last.call });
  }

  /** Folders and documents below our root, oldest change first. */
  private async changedSince(sinceMs: number, signal: AbortSignal): Promise<readonly CmisObject[]> {
    const since = `cmis:lastModificationDate >= TIMESTAMP '${new Date(sinceMs).toISOString()}'`;
    const found = new Map<string, CmisObject>();
    for (const type of await this.queriedTypes(signal)) {
      const where = `${await this.session.inOurs(signal)} AND ${since}`;
      const statement = `SELECT ${STAMPS} FROM ${type} WHERE ${where} ORDER BY cmis:lastModificationDate ASC`;
      for (const object of await this.session.client.query(statement, signal)) found.set(object.id, object);
    }
    return [...found.values()].sort((one, other) => stampOf(one.properties) - stampOf(other.properties));
  }

  private async latestMs(signal: AbortSignal): Promise<number> {
    const stamps: number[] = [];
    for (const type of await this.queriedTypes(signal)) {
      const statement = `SELECT ${STAMPS} FROM ${type} WHERE ${await this.session.inOurs(signal)} ORDER BY cmis:lastModificationDate DESC`;
      const [latest] = await this.session.client.query(statement, signal, 1);
      if (latest !== undefined) stamps.push(stampOf(latest.properties));
    }
    return Math.max(0, ...stamps);
  }

  /** A query for a base type answers for its subtypes too, unless a type says that it is left out. */
  private async queriedTypes(signal: AbortSignal): Promise<readonly string[]> {
    const { file, document } = await this.session.types(signal);
    const own = [file, document].filter(({ inBaseQueries }) => !inBaseQueries).map(({ queryName }) => queryName);
    return ['cmis:folder', 'cmis:document', ...own];
  }

  /**
   * In order, some at once. What fails ends it, and what was read before that counts: else one request in a hundred that fails would undo
   * all the others, time and again. Rejects when the first fails.
   */
  private async recordsAround(
    changed: readonly CmisObject[],
    signal: AbortSignal,
  ): Promise<{ readonly records: readonly PeerRecord[]; readonly read: number }> {
    const records = new Map<string, PeerRecord>();
    const reading = new Map<string, Promise<PeerRecord>>();
    for (let from = 0; from < changed.length; from += AT_ONCE) {
      const some = changed.slice(from, from + AT_ONCE);
      const found = await Promise.allSettled(some.map((one) => this.recordAround(one, reading, signal)));
      for (const [index, one] of found.entries()) {
        if (one.status === 'fulfilled') {
          if (one.value !== undefined) records.set(one.value.recordId, one.value);
          continue;
        }
        if (from + index === 0) throw one.reason;
        return { records: [...records.values()], read: from + index };
      }
    }
    return { records: [...records.values()], read: changed.length };
  }

  /** Each file is read once, however much of it has changed. undefined: it lies in no case file. */
  private async recordAround(
    changed: CmisObject,
    reading: Map<string, Promise<PeerRecord>>,
    signal: AbortSignal,
  ): Promise<PeerRecord | undefined> {
    const file = await this.fileAround(changed, signal);
    if (file === undefined) return undefined;
    const record = reading.get(file.id) ?? this.toRecord(file, signal);
    reading.set(file.id, record);
    return record;
  }

  /** The case file that a changed folder or document is, or lies in. One made by hand lies where ours do. undefined: gone, or none. */
  private async fileAround({ id }: CmisObject, signal: AbortSignal): Promise<CmisObject | undefined> {
    const { client } = this.session;
    const changed = await client.object(id, signal);
    if (changed === undefined) return undefined;
    const ours = await this.session.folderAt(this.session.root, signal);
    let inner = textOf(changed.properties, 'cmis:baseTypeId') === 'cmis:folder' ? changed : (await client.parents(id, signal))[0];
    for (let depth = 0; inner !== undefined && inner.id !== ours && depth < DEEPEST; depth++) {
      if (fileMarks(inner).caseRun !== null) return inner;
      const [outer] = await client.parents(inner.id, signal);
      const isOnTop = outer !== undefined && (outer.id === ours || (isShelf(outer.name) && fileMarks(outer).caseRun === null));
      if (isOnTop) return isShelf(inner.name) && outer.id === ours ? undefined : inner;
      inner = outer;
    }
    return undefined;
  }

  private toRecord(file: CmisObject, signal: AbortSignal): Promise<PeerRecord> {
    return recordOf(file, this.documents, this.session.client.user, signal);
  }
}

function keyOf({ id, properties }: CmisObject): string {
  return `${id} ${textOf(properties, 'cmis:changeToken') ?? ''} ${stampOf(properties)}`;
}
