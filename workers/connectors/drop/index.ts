/**
 * A DMS that takes its files from a place: a directory that it watches, or a WebDAV collection. A case file is a folder with the case's documents
 * and a manifest of how it stands. Owned over there: file number, content, signatures.
 */
import type { Delivery, Effect, ReadablePeer } from '../../outbox/peer.js';
import { answerOf } from '../answers.js';
import { type DmsClosing, type DmsDocument, type DmsOpening, type DmsPaper, type DmsPlan, readDmsEffect } from '../dms-effects.js';
import { CaseFolders } from './case-folders.js';
import { CaseDocuments } from './documents.js';
import { FolderStore } from './folder-store.js';
import { OPEN } from './manifest.js';
import { moveDocument } from './move.js';
import { CaseRecords } from './records.js';
import { Settling } from './settling.js';
import { DropSource } from './source.js';
import type { DropStore } from './store.js';
import { type WebDavAddress, WebDavStore } from './webdav-store.js';

interface Contents {
  /** What a document holds; undefined: Okienko has it no more. */
  readonly content: (documentId: string) => Promise<{ readonly bytes: Uint8Array } | undefined>;
  /** What changed there is told once it has stayed as it is for so long; 10 s when absent. */
  readonly settleMs?: number;
}
export interface FolderOptions extends Contents {
  /** Absolute. Never made by us: a share that isn't mounted would be filled in secret. */
  readonly folder: string;
}
export interface WebDavOptions extends Contents, WebDavAddress {}

export const folderPeer = (options: FolderOptions): ReadablePeer => dropPeer(new FolderStore(options.folder), options);
export const webDavPeer = (options: WebDavOptions): ReadablePeer => dropPeer(new WebDavStore(options), options);

interface Parts {
  readonly store: DropStore;
  readonly folders: CaseFolders;
  readonly documents: CaseDocuments;
  readonly content: Contents['content'];
}

const SETTLE_MS = 10_000;

function dropPeer(store: DropStore, { content, settleMs = SETTLE_MS }: Contents): ReadablePeer {
  const folders = new CaseFolders(store);
  const documents = new CaseDocuments(store, folders);
  return {
    type: 'remote',
    source: new DropSource(store, folders, new CaseRecords(store, folders, documents, new Settling(settleMs))),
    deliver: (effect, signal) => answerOf(deliver({ store, folders, documents, content }, effect, signal)),
  };
}

async function deliver(parts: Parts, effect: Effect, signal: AbortSignal): Promise<Delivery> {
  const told = readDmsEffect(effect);
  switch (told.action) {
    case 'open':
      return open(parts, effect, told, signal);
    case 'close':
      return close(parts, told, signal);
    case 'document':
      return put(parts, effect, told, signal);
    case 'plan':
      return plan(parts, told, signal);
    case 'paper':
      return sayWherePaperLies(parts, told, signal);
    case 'move':
      return moveDocument(parts, effect, told, signal);
  }
}

async function open({ folders }: Parts, effect: Effect, told: DmsOpening, signal: AbortSignal): Promise<Delivery> {
  const { folder, isNew } = await folders.open(effect, told, signal);
  const recordNumber = folder.manifest.fileNumber ?? folder.path.at(-1) ?? '';
  return { type: 'delivered', recordId: folder.path.join('/'), recordNumber, detail: isNew ? 'opened' : 'was open already' };
}

async function close({ folders }: Parts, { caseRun, result, at }: DmsClosing, signal: AbortSignal): Promise<Delivery> {
  const all = await folders.ofRun(caseRun, signal);
  const last = all.at(-1);
  if (last === undefined) return noFile(caseRun);
  let changed = false;
  for (const folder of all) {
    // An earlier one that was closed keeps its own outcome.
    if (folder === last || folder.manifest.status === OPEN) changed = (await folders.close(folder, result, at, signal)) || changed;
  }
  return { type: 'delivered', recordId: last.path.join('/'), detail: changed ? 'closed' : 'was closed already' };
}

async function put({ folders, documents, content }: Parts, effect: Effect, told: DmsDocument, signal: AbortSignal): Promise<Delivery> {
  const folder = (await folders.ofRun(told.caseRun, signal)).at(-1);
  if (folder === undefined) return noFile(told.caseRun);
  const held = await content(told.documentId);
  if (held === undefined) {
    const reason = `Expected the content of document ${told.documentId}, but Okienko has it no more`;
    return { type: 'refused', code: 'not-found', reason };
  }
  const detail = await documents.put(folder, effect.effectKey, told, held.bytes, signal);
  return { type: 'delivered', recordId: folder.path.join('/'), detail };
}

async function plan({ folders }: Parts, { caseRun, plannedAt }: DmsPlan, signal: AbortSignal): Promise<Delivery> {
  const folder = (await folders.ofRun(caseRun, signal)).at(-1);
  if (folder === undefined) return noFile(caseRun);
  const changed = await folders.change(folder, signal, (now) => (now.plannedAt === plannedAt ? undefined : { ...now, plannedAt }));
  return { type: 'delivered', recordId: folder.path.join('/'), detail: changed ? 'planned' : 'was planned so already' };
}

async function sayWherePaperLies(
  { folders }: Parts,
  { caseRun, documentId, store, place }: DmsPaper,
  signal: AbortSignal,
): Promise<Delivery> {
  const folder = (await folders.ofRun(caseRun, signal)).at(-1);
  if (folder === undefined) return noFile(caseRun);
  const paper = store === null || place === null ? null : { store, place };
  await folders.change(folder, signal, (now) => ({
    ...now,
    documents: now.documents.map((one) => (one.documentId === documentId ? { ...one, paper } : one)),
  }));
  return { type: 'delivered', recordId: folder.path.join('/'), detail: 'written into the manifest' };
}

function noFile(caseRun: string): Delivery {
  return { type: 'refused', code: 'not-found', reason: `Expected a case file of ${caseRun}, but there is none` };
}
