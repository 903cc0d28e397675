/**
 * A document-management system that speaks CMIS 1.1 (browser binding) as the DMS: a case file is a folder, its documents keep versions,
 * and the state of a file is in properties of it. Owned over there: file number, content, signatures.
 */
import type { Delivery, Effect, ReadablePeer } from '../../outbox/peer.js';
import { type DmsClosing, type DmsDocument, type DmsOpening, type DmsPlan, readDmsEffect } from '../dms-effects.js';
import { textOf } from './answers.js';
import { type CmisAddress, CmisClient } from './client.js';
import { CaseDocuments } from './documents.js';
import { CaseFiles } from './files.js';
import type { Content } from './form.js';
import { FILE_NUMBER, fileMarks, OPEN, plannedIn } from './marks.js';
import { moveDocument } from './move.js';
import { deliveryOf, isRefusal } from './refusal.js';
import { CmisSession } from './session.js';
import { CmisSource } from './source.js';

export interface CmisOptions extends CmisAddress {
  /** Path of the folder in which case files lie, from the repository's root folder; made when it isn't there. */
  readonly root: string;
  /** What a document holds; undefined: Okienko has it no more. */
  readonly content: (documentId: string) => Promise<Content | undefined>;
}

export function cmisPeer(options: CmisOptions): ReadablePeer {
  const client = new CmisClient(options);
  const session = new CmisSession(
    client,
    options.root.split('/').filter((name) => name !== ''),
  );
  const files = new CaseFiles(session);
  const documents = new CaseDocuments(session);
  const parts: Parts = { session, files, documents, content: options.content };
  return {
    type: 'remote',
    source: new CmisSource(session, files, documents),
    deliver: (effect, signal) => deliver(parts, effect, signal).catch(deliveryOf),
  };
}

interface Parts {
  readonly session: CmisSession;
  readonly files: CaseFiles;
  readonly documents: CaseDocuments;
  readonly content: CmisOptions['content'];
}

async function deliver(parts: Parts, effect: Effect, signal: AbortSignal): Promise<Delivery> {
  const told = readDmsEffect(effect);
  switch (told.action) {
    case 'open':
      return open(parts, effect, told, signal).catch((error: unknown) => {
        // The repository may have been emptied since we learnt its folders and types.
        if (!isRefusal(error, 'objectNotFound')) throw error;
        parts.session.forget();
        return open(parts, effect, told, signal);
      });
    case 'close':
      return close(parts, told, signal);
    case 'document':
      return store(parts, told, signal);
    case 'plan':
      return plan(parts, told, signal);
    case 'paper':
      // None of our properties there is for it, and a repository's types can't be changed once documents have them.
      return { type: 'delivered', detail: 'has no field for where paper lies' };
    case 'move':
      return moveDocument(parts, told, signal);
  }
}

async function open({ files }: Parts, effect: Effect, told: DmsOpening, signal: AbortSignal): Promise<Delivery> {
  const { file, isNew } = await files.open(effect, told, signal);
  const recordNumber = textOf(file.properties, FILE_NUMBER) ?? file.name;
  return { type: 'delivered', recordId: file.id, recordNumber, detail: isNew ? 'opened' : 'was open already' };
}

async function close({ session, files }: Parts, { caseRun, result }: DmsClosing, signal: AbortSignal): Promise<Delivery> {
  const { outcomes } = await session.types(signal);
  if (outcomes !== undefined && !outcomes.includes(result)) {
    return { type: 'refused', code: 'unknown-code', reason: `Expected one of ${outcomes.join(', ')} as the outcome, but got ${result}` };
  }
  const all = await files.ofRun(caseRun, signal);
  const last = all.at(-1);
  if (last === undefined) return noFile(caseRun);
  let changed = false;
  for (const file of all) {
    // An earlier one that was closed keeps its own outcome.
    if (file === last || fileMarks(file).status === OPEN) changed = (await files.close(file, result, signal)) || changed;
  }
  return { type: 'delivered', recordId: last.id, detail: changed ? 'closed' : 'was closed already' };
}

async function plan({ files }: Parts, { caseRun, plannedAt }: DmsPlan, signal: AbortSignal): Promise<Delivery> {
  const file = (await files.ofRun(caseRun, signal)).at(-1);
  if (file === undefined) return noFile(caseRun);
  if (plannedIn(file) === undefined) return { type: 'delivered', recordId: file.id, detail: 'has no field for when work is planned' };
  const changed = await files.plan(file, plannedAt, signal);
  return { type: 'delivered', recordId: file.id, detail: changed ? 'planned' : 'was planned so already' };
}

async function store({ files, documents, content }: Parts, told: DmsDocument, signal: AbortSignal): Promise<Delivery> {
  const file = (await files.ofRun(told.caseRun, signal)).at(-1);
  if (file === undefined) return noFile(told.caseRun);
  const held = await content(told.documentId);
  if (held === undefined) {
    return {
      type: 'refused',
      code: 'not-found',
      reason: `Expected the content of document ${told.documentId}, but Okienko has it no more`,
    };
  }
  const { how } = await documents.store(file.id, told, held, signal);
  return { type: 'delivered', recordId: file.id, detail: how };
}

function noFile(caseRun: string): Delivery {
  return { type: 'refused', code: 'not-found', reason: `Expected a case file of ${caseRun}, but the repository has none` };
}
