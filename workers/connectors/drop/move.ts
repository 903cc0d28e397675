/**
 * Gives a document to another case's folder by a renaming. First the other manifest says under which name it will lie, then it goes, then
 * the first manifest says where it went: whoever ends between is followed by one who sees how far it came.
 */
import type { Delivery, Effect } from '../../outbox/peer.js';
import { NotDelivered } from '../answers.js';
import type { DmsMove } from '../dms-effects.js';
import { freeName } from '../file-names.js';
import type { CaseFolder, CaseFolders } from './case-folders.js';
import type { CaseDocuments } from './documents.js';
import { CLOSED, MANIFEST, type ManifestDocument } from './manifest.js';
import { fileOf } from './records.js';
import type { DropStore } from './store.js';

/** Of names that somebody takes just before us. */
const MOST_TRIES = 3;

interface Parts {
  readonly store: DropStore;
  readonly folders: CaseFolders;
  readonly documents: CaseDocuments;
}

export async function moveDocument(parts: Parts, { effectKey }: Effect, told: DmsMove, signal: AbortSignal): Promise<Delivery> {
  const { folders } = parts;
  const target = (await folders.ofRun(told.toCaseRun, signal)).at(-1);
  if (target === undefined) return refused('not-found', `Expected a case file of ${told.toCaseRun}, but there is none`);
  const recordId = target.path.join('/');
  let moved = false;
  for (const source of await folders.ofRun(told.caseRun, signal)) {
    const file = await fileThere(parts, source, told.documentId, signal);
    if (file !== undefined) {
      if (target.manifest.status === CLOSED) {
        return refused('invalid', `Expected the case file of ${told.toCaseRun} to be open, but it is closed there; nothing was moved`);
      }
      await carry(parts, { source, file, effectKey, told }, signal);
      moved = true;
    }
    await sayWhereTo(parts, source, told, signal);
  }
  if (moved) return { type: 'delivered', recordId, detail: 'moved' };
  if ((await fileThere(parts, target, told.documentId, signal)) !== undefined)
    return { type: 'delivered', recordId, detail: 'was there already' };
  const reason = `Expected document ${told.documentId} in a case file of ${told.caseRun}, but it is neither there nor in that of ${told.toCaseRun}`;
  return refused('not-found', reason);
}

async function fileThere(
  { store }: Parts,
  { path, manifest }: CaseFolder,
  documentId: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  return fileOf((await store.list(path, signal)) ?? { changedMs: 0, entries: [] }, manifest, documentId)?.name;
}

interface Moving {
  readonly source: CaseFolder;
  readonly file: string;
  readonly effectKey: string;
  readonly told: DmsMove;
}

async function carry(parts: Parts, { source, file, effectKey, told }: Moving, signal: AbortSignal): Promise<void> {
  const { store, folders, documents } = parts;
  const from = [...source.path, file];
  const sha256 = await documents.sha256Of(from, signal);
  if (sha256 === undefined) throw busy(`${from.join('/')} was taken away just now`);
  const known = source.manifest.documents.find(({ documentId }) => documentId === told.documentId);
  for (let tries = 1; tries <= MOST_TRIES; tries++) {
    const target = (await folders.ofRun(told.toCaseRun, signal)).at(-1);
    if (target === undefined) throw busy(`The case file of ${told.toCaseRun} was taken away just now`);
    const there = new Set((await store.list(target.path, signal))?.entries.map(({ name }) => name));
    const named = target.manifest.documents.find(({ documentId }) => documentId === told.documentId)?.file;
    if (named !== undefined && there.has(named)) {
      // A second name was given and the first not yet taken away; or somebody has put another one there.
      if ((await documents.sha256Of([...target.path, named], signal)) !== sha256) {
        const reason = `Document ${told.documentId} lies in both files, and they hold different things; nothing was moved`;
        throw new NotDelivered({ type: 'refused', code: 'invalid', reason });
      }
      return store.remove(from, signal);
    }
    const others = target.manifest.documents.flatMap((one) => (one.documentId === told.documentId ? [] : [one.file]));
    const name = freeName(file, new Set([...there, ...others, MANIFEST]));
    const entry: ManifestDocument = {
      ...(known ?? { documentId: told.documentId, name: told.name, sha256, effectKey, storedAt: told.at }),
      ...{ file: name, movedFrom: told.caseRun },
    };
    await folders.change(target, signal, (now) => ({
      ...now,
      documents: [...now.documents.filter(({ documentId }) => documentId !== told.documentId), entry],
    }));
    const to = [...target.path, name];
    if (!(await store.rename(from, to, signal))) continue;
    if ((await documents.sha256Of(to, signal)) === sha256) return;
    throw busy(`Expected ${to.join('/')} to hold what ${from.join('/')} held, but it doesn't`);
  }
  throw busy(`Expected a free name for "${file}", but others took each of them`);
}

/** Also after a try that ended before it. */
async function sayWhereTo(
  { folders }: Parts,
  source: CaseFolder,
  { documentId, toCaseRun: to, at }: DmsMove,
  signal: AbortSignal,
): Promise<void> {
  await folders.change(source, signal, (now) =>
    now.documents.some((one) => one.documentId === documentId)
      ? {
          ...now,
          documents: now.documents.filter((one) => one.documentId !== documentId),
          moved: [...(now.moved ?? []), { documentId, to, at }],
        }
      : undefined,
  );
}

function busy(reason: string): NotDelivered {
  return new NotDelivered({ type: 'busy', reason });
}

function refused(code: 'not-found' | 'invalid', reason: string): Delivery {
  return { type: 'refused', code, reason };
}
