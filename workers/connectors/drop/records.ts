/** Case folders as another system's records: with every document in them, and a version that changes with each. */
import { createHash } from 'node:crypto';
import type { PeerContent, PeerDocument, PeerRecord } from '../../outbox/source.js';
import { gathered } from '../gathered.js';
import type { CaseFolders } from './case-folders.js';
import type { CaseDocuments } from './documents.js';
import { CLOSED, MANIFEST, type Manifest, OPEN } from './manifest.js';
import type { Settling } from './settling.js';
import { type DropStore, type Entry, isBeside, type Listing, type Path } from './store.js';

/** Larger ones would hold up everybody else's changes. */
const MOST_HASHED_BYTES = 64 * 1024 * 1024;
const MOST_REMEMBERED = 20_000;
/** What a record says of itself whose manifest somebody has spoilt. */
const UNREADABLE = 'unreadable';

export class CaseRecords {
  /** Checksums by path and tag: what hasn't changed isn't read again. */
  private readonly sums = new Map<string, string>();

  constructor(
    private readonly store: DropStore,
    private readonly folders: CaseFolders,
    private readonly documents: CaseDocuments,
    private readonly settling: Settling,
  ) {}

  /** Without what may still be being written. */
  settled(path: Path, { changedMs, entries }: Listing): Listing {
    return { changedMs, entries: entries.filter((entry) => entry.isFolder || this.settling.isSettled(path, entry)) };
  }

  /** undefined: no such folder, or nothing in it yet. */
  async read(path: Path, signal: AbortSignal): Promise<PeerRecord | undefined> {
    const inside = await this.store.list(path, signal);
    if (inside === undefined || isEmpty(inside)) return undefined;
    const folder = await this.folders.look(path, signal);
    const manifest = folder !== undefined && 'manifest' in folder ? folder.manifest : undefined;
    const name = path.at(-1) ?? '';
    const documents: PeerDocument[] = [];
    for (const entry of documentsIn(inside)) {
      const isOurs = manifest?.documents.some(({ file }) => file === entry.name) === true;
      if (isOurs || this.settling.isSettled(path, entry)) documents.push(await this.documentOf(path, entry, manifest, signal));
    }
    return {
      recordId: path.join('/'),
      recordNumber: manifest?.fileNumber ?? name,
      caseRun: manifest?.caseRun ?? null,
      title: manifest?.title ?? name,
      status: manifest?.status ?? (folder === undefined ? OPEN : UNREADABLE),
      outcome: manifest?.outcome ?? null,
      isClosed: manifest?.status === CLOSED,
      ...(manifest === undefined ? {} : { plannedAt: manifest.plannedAt }),
      documents,
      version: versionOf(inside),
      changedAt: new Date(stampOf(inside)).toISOString(),
    };
  }

  /** Under our own id where it came from us. */
  private async documentOf(path: Path, entry: Entry, manifest: Manifest | undefined, signal: AbortSignal): Promise<PeerDocument> {
    const { name, sizeBytes } = entry;
    const documentId = manifest?.documents.find(({ file }) => file === name)?.documentId ?? idOf(name);
    const sha256 = sizeBytes > MOST_HASHED_BYTES ? null : await this.sha256Of([...path, name], entry.tag, signal);
    return { documentId, name, sha256 };
  }

  private async sha256Of(path: Path, tag: string, signal: AbortSignal): Promise<string | null> {
    const key = JSON.stringify([path, tag]);
    const known = this.sums.get(key) ?? (await this.documents.sha256Of(path, signal));
    if (known === undefined) return null;
    if (this.sums.size >= MOST_REMEMBERED) this.sums.clear();
    this.sums.set(key, known);
    return known;
  }

  async content(path: Path, documentId: string, mostBytes: number, signal: AbortSignal): Promise<PeerContent | undefined> {
    const inside = await this.store.list(path, signal);
    const folder = await this.folders.look(path, signal);
    const manifest = folder !== undefined && 'manifest' in folder ? folder.manifest : undefined;
    const entry = fileOf(inside ?? { changedMs: 0, entries: [] }, manifest, documentId);
    if (entry === undefined) return undefined;
    if (entry.sizeBytes > mostBytes) return { type: 'too-large', sizeBytes: entry.sizeBytes };
    const stream = await this.store.stream([...path, entry.name], signal);
    return stream === undefined ? undefined : gathered(stream, mostBytes, null);
  }
}

/** Of a document by its id; undefined: it isn't in there. */
export function fileOf(inside: Listing, manifest: Manifest | undefined, documentId: string): Entry | undefined {
  const file = manifest?.documents.find((one) => one.documentId === documentId)?.file;
  return documentsIn(inside).find(({ name }) => (file === undefined ? idOf(name) === documentId : name === file));
}

/** A name may say whom it is about, and an id is kept when that is forgotten. */
function idOf(name: string): string {
  return createHash('sha256').update(name).digest('hex').slice(0, 32);
}

export function isEmpty(listing: Listing): boolean {
  return documentsIn(listing).length === 0 && !listing.entries.some(({ name }) => name === MANIFEST);
}

export function versionOf({ entries }: Listing): string {
  const tags = entries.filter(({ isFolder, name }) => !isFolder && !isBeside(name)).map(({ name, tag }) => JSON.stringify([name, tag]));
  return createHash('sha256').update(tags.sort().join('\n')).digest('hex').slice(0, 32);
}

/** Of the last change in it. */
export function stampOf({ changedMs, entries }: Listing): number {
  return Math.max(changedMs, ...entries.map((entry) => entry.changedMs));
}

function documentsIn({ entries }: Listing): readonly Entry[] {
  const documents = entries.filter(({ isFolder, name }) => !isFolder && name !== MANIFEST && !isBeside(name));
  return documents.sort((one, other) => (one.name < other.name ? -1 : 1));
}
