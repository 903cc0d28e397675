/**
 * Gives a document to another case's file: the object itself goes, so its versions, content and marks stay what they are. Where a repository
 * can't move, it is filed in the other folder and taken out of the first (CMIS 1.1, 2.2.4.13 moveObject, 2.2.5 multi-filing).
 */
import type { Delivery } from '../../outbox/peer.js';
import type { DmsMove } from '../dms-effects.js';
import { freeName } from '../file-names.js';
import { type CmisObject, textOf } from './answers.js';
import type { CaseDocuments } from './documents.js';
import type { CaseFiles } from './files.js';
import type { Written } from './form.js';
import { CLOSED, DOCUMENT_MARKS, documentMarks, fileMarks, MOVED_FROM } from './marks.js';
import { documentIdOf } from './records.js';
import { CmisRefusal, isRefusal } from './refusal.js';
import type { CmisSession } from './session.js';

interface Parts {
  readonly session: CmisSession;
  readonly files: CaseFiles;
  readonly documents: CaseDocuments;
}

export async function moveDocument(parts: Parts, told: DmsMove, signal: AbortSignal): Promise<Delivery> {
  const { files, documents } = parts;
  const target = (await files.ofRun(told.toCaseRun, signal)).at(-1);
  if (target === undefined) return refused(`Expected a case file of ${told.toCaseRun}, but the repository has none`);
  let moved = false;
  for (const source of await files.ofRun(told.caseRun, signal)) {
    const found = await withId(documents, source.id, told.documentId, signal);
    if (found === undefined) continue;
    if (fileMarks(target).status === CLOSED) {
      const reason = `Expected the case file of ${told.toCaseRun} to be open, but it is closed there; nothing was moved`;
      return { type: 'refused', code: 'invalid', reason };
    }
    await carry(parts, found, source, target, told, signal);
    moved = true;
  }
  const there = await withId(documents, target.id, told.documentId, signal);
  if (there === undefined) {
    return refused(
      `Expected document ${told.documentId} in a case file of ${told.caseRun}, but it is neither there nor in that of ${told.toCaseRun}`,
    );
  }
  await leaveTrace(parts, there, told, signal);
  return { type: 'delivered', recordId: target.id, detail: moved ? 'moved' : 'was there already' };
}

async function withId(documents: CaseDocuments, fileId: string, documentId: string, signal: AbortSignal): Promise<CmisObject | undefined> {
  return (await documents.inFile(fileId, signal)).find((one) => documentIdOf(one) === documentId);
}

/** Proven by what both folders hold afterwards, and by every version. */
async function carry(
  { session: { client }, documents }: Parts,
  found: CmisObject,
  source: CmisObject,
  target: CmisObject,
  { documentId }: DmsMove,
  signal: AbortSignal,
): Promise<void> {
  if (found.properties['cmis:isVersionSeriesCheckedOut'] === true) {
    const by = textOf(found.properties, 'cmis:versionSeriesCheckedOutBy') ?? 'somebody';
    throw new CmisRefusal(409, 'versioning', `"${found.name}" is checked out by ${by}`, undefined);
  }
  const sumsOf = async (one: CmisObject) =>
    Promise.all((await client.versions(one.id, signal)).map(({ id }) => documents.sha256Of(id, signal)));
  const before = await sumsOf(found);
  const inTarget = await documents.inFile(target.id, signal);
  // Filed in both by a try that was cut short: then it has its name there.
  const isThere = inTarget.some(({ id }) => id === found.id);
  const name = isThere ? found.name : freeName(found.name, new Set(inTarget.map((one) => one.name)));
  const renamed =
    name === found.name ? found : await client.change(found.id, { cmisaction: 'update', properties: { 'cmis:name': name } }, signal);
  const controls = { targetFolderId: target.id, sourceFolderId: source.id };
  await client.act('root', { objectId: renamed.id }, { cmisaction: 'move', controls }, signal).catch(async (error: unknown) => {
    if (!isRefusal(error, 'notSupported')) throw error;
    const file = { cmisaction: 'addObjectToFolder', controls: { folderId: target.id, allVersions: 'true' } };
    if (!isThere) await client.act('root', { objectId: renamed.id }, file, signal);
    await client.act('root', { objectId: renamed.id }, { cmisaction: 'removeObjectFromFolder', controls: { folderId: source.id } }, signal);
  });
  const now = await withId(documents, target.id, documentId, signal);
  const isLeft = (await withId(documents, source.id, documentId, signal)) !== undefined;
  if (now !== undefined && !isLeft && JSON.stringify(await sumsOf(now)) === JSON.stringify(before)) return;
  const what = now === undefined ? 'it is not' : isLeft ? 'it is in the other one still' : 'its versions are not what they were';
  throw new CmisRefusal(409, 'updateConflict', `Expected "${name}" to be in the file of the other case, but ${what}`, undefined);
}

/**
 * A line of its description says where it lay. Our writing makes us the last who changed it, after which our checksum would be believed:
 * so that says now what the document really holds.
 */
async function leaveTrace(
  { session: { client }, documents }: Parts,
  there: CmisObject,
  { caseRun }: DmsMove,
  signal: AbortSignal,
): Promise<void> {
  const line = `${MOVED_FROM} = ${caseRun}`;
  const lines = (textOf(there.properties, 'cmis:description') ?? '').split(/\r?\n/).filter((one) => one !== '');
  if (lines.includes(line)) return;
  const marked = documentMarks(there).sha256;
  const holds = marked === null ? null : ((await documents.sha256Of(there.id, signal)) ?? null);
  const isProperty = textOf(there.properties, DOCUMENT_MARKS.sha256) !== null;
  const kept = isProperty
    ? lines
    : lines.map((one) => (one.startsWith(`${DOCUMENT_MARKS.sha256} = `) ? `${DOCUMENT_MARKS.sha256} = ${holds ?? ''}` : one));
  const properties: Written = { 'cmis:description': [line, ...kept].join('\n'), ...(isProperty ? { [DOCUMENT_MARKS.sha256]: holds } : {}) };
  const changeToken = textOf(there.properties, 'cmis:changeToken');
  await client.change(there.id, { cmisaction: 'update', properties, controls: changeToken === null ? {} : { changeToken } }, signal);
}

function refused(reason: string): Delivery {
  return { type: 'refused', code: 'not-found', reason };
}
