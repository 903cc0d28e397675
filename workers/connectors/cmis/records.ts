/** Case files as another system's records: with their documents, and a version that changes with either. */
import { createHash } from 'node:crypto';
import type { PeerDocument, PeerRecord } from '../../outbox/source.js';
import { type CmisObject, stampOf, textOf } from './answers.js';
import type { CaseDocuments } from './documents.js';
import { CLOSED, documentMarks, FILE_NUMBER, fileMarks, OPEN, plannedIn, textBeside } from './marks.js';

export async function recordOf(file: CmisObject, documents: CaseDocuments, user: string, signal: AbortSignal): Promise<PeerRecord> {
  const inside = await documents.inFile(file.id, signal);
  const marks = fileMarks(file);
  const planned = plannedIn(file);
  const changedMs = Math.max(...[file, ...inside].map(({ properties }) => stampOf(properties)));
  return {
    recordId: file.id,
    recordNumber: textOf(file.properties, FILE_NUMBER) ?? file.name,
    caseRun: marks.caseRun,
    title: titleOf(file),
    status: marks.status ?? OPEN,
    outcome: marks.outcome,
    isClosed: marks.status === CLOSED,
    ...(planned === undefined ? {} : { plannedAt: planned }),
    documents: await Promise.all(inside.map((one) => documentOf(one, documents, user, signal))),
    version: versionOf([file, ...inside]),
    changedAt: new Date(changedMs).toISOString(),
  };
}

/** A change of a document leaves its folder as it was, so the folder's own token wouldn't do. */
function versionOf(objects: readonly CmisObject[]): string {
  const tokens = objects.map(({ id, properties }) => `${id} ${textOf(properties, 'cmis:changeToken') ?? stampOf(properties)}`);
  return createHash('sha256').update(tokens.sort().join('\n')).digest('hex').slice(0, 32);
}

/** Under our own id where it came from us. */
async function documentOf(document: CmisObject, documents: CaseDocuments, user: string, signal: AbortSignal): Promise<PeerDocument> {
  const { sha256 } = documentMarks(document);
  // Ours tells what we stored, so it is true as long as nobody else changed this version.
  const isAsStored = sha256 !== null && textOf(document.properties, 'cmis:lastModifiedBy') === user;
  return {
    documentId: documentIdOf(document),
    name: document.name,
    sha256: isAsStored ? sha256 : ((await documents.sha256Of(document.id, signal)) ?? null),
  };
}

/** One for all versions. */
export function documentIdOf(document: CmisObject): string {
  return documentMarks(document).documentId ?? textOf(document.properties, 'cmis:versionSeriesId') ?? document.id;
}

function titleOf(file: CmisObject): string {
  const description = textBeside(file);
  return description === '' ? file.name : description;
}
