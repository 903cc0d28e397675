/**
 * A document of one case lies in another case's file over there. A person says where it belongs: it goes to its case's file there, or it
 * becomes the other case's here.
 */
import type { z } from 'zod';
import { row, run, type Transaction, transaction } from '../database.js';
import { documentOf, type MovedDocument, moveHere } from '../documents/move.js';
import { checkHold, checkPeople, erasedCase, takesDocuments } from '../documents/move-refusals.js';
import { asOwnId } from '../documents/own-id.js';
import { knowThere, tellMove } from '../documents/tell-move.js';
import { sendToFile } from '../documents/to-file.js';
import { fileOf } from '../documents/where-it-lies.js';
import { record } from '../history/journal.js';
import { type Answer, empty, type Route, route, type SignedIn } from '../http/route.js';
import { type Locked, lock } from './acts.js';
import type { Difference } from './difference.js';
import { factsOf } from './drift-row.js';
import { acceptance, driftParams } from './schemas.js';

type Elsewhere = Extract<Difference, { type: 'document-elsewhere' }>;

interface Strayed {
  readonly difference: Elsewhere;
  readonly document: MovedDocument;
  /** What the other system calls it, where that isn't our id. */
  readonly theirId: string | null;
  /** The one that it belongs to, as far as we know. */
  readonly own: { readonly id: string; readonly number: string };
  /** The one in whose file it lies. */
  readonly other: { readonly id: string; readonly number: string };
}

/** Throws when it was forgotten, or is on its way already. */
async function strayed(on: Transaction, { caseId, difference }: Locked): Promise<Strayed> {
  if (difference.type !== 'document-elsewhere') throw new Error(`Expected a document of another case, but got ${difference.type}`);
  const { documentId, recordId, caseNumber } = difference;
  const found = await row<{ own: string; other: string; documentId: string | null }>(
    on,
    `SELECT c.id AS own, (SELECT number FROM case_file WHERE id = :caseId) AS other, coalesce(
              (SELECT d.id FROM document d WHERE d.id = ${asOwnId(':documentId')} AND d.case_id = c.id),
              (SELECT d.id FROM external_document x JOIN document d ON d.id = x.fetched_as
                WHERE x.record_id = :recordId AND x.document_id = :documentId AND d.case_id = c.id)) AS "documentId"
       FROM case_file c WHERE c.number = :caseNumber`,
    { caseId, documentId, recordId, caseNumber },
  );
  const document = found?.documentId ? await documentOf(on, found.own, found.documentId) : undefined;
  if (found === undefined || document === undefined) throw erasedCase(caseNumber);
  const own = { id: found.own, number: caseNumber };
  const other = { id: caseId, number: found.other };
  await checkPeople(on, document.id, own.id, other.id);
  return { difference, document, theirId: documentId === document.id ? null : documentId, own, other };
}

type Acting<Body = unknown> = SignedIn<z.infer<typeof driftParams>, unknown, Body>;

async function moveBack({ api, person, params: { id } }: Acting): Promise<Answer> {
  await transaction(api.db, async (on) => {
    const locked = await lock(on, id, 'move-back');
    const { difference, document, theirId, own, other } = await strayed(on, locked);
    const file = takesDocuments(await fileOf(on, own.id), own.number);
    const atMs = api.clock.now();
    tellMove(on, { document, theirId, caseRun: difference.caseRun, from: other, to: own, file, atMs });
    if (theirId !== null) knowThere(on, theirId, document.id, file.recordId, atMs);
    await run(
      on,
      `UPDATE drift SET state = 'repairing', repairs = repairs + 1, repaired_at = :now, decided_by = :login, decided_at = :now, reason = NULL
        WHERE id = :id`,
      { id, login: person.login, now: new Date(atMs) },
    );
    const facts = { ...factsOf(locked.system, difference), from: difference.caseRun, number: own.number };
    for (const one of [own, other]) await record(on, { caseId: one.id, atMs, actor: person.login, act: 'drift.moved-back', facts });
  });
  return { status: 204 };
}

async function takeOver({ api, person, params: { id }, body: { reason } }: Acting<z.infer<typeof acceptance>>): Promise<Answer> {
  await transaction(api.db, async (on) => {
    const { document, theirId, difference, own, other } = await strayed(on, await lock(on, id, 'take-over'));
    await checkHold(on, own);
    const atMs = api.clock.now();
    await moveHere(on, { document, from: own, to: other, by: person.login, reason, atMs }, { inDms: 'lies' });
    // Proves that it is there, and makes it this case's in the ledger.
    if (theirId === null) await sendToFile(on, other.id, atMs);
    else knowThere(on, theirId, document.id, difference.recordId, atMs);
    await run(on, 'UPDATE drift SET gone_at = :now, decided_by = :login, decided_at = :now, reason = :reason WHERE id = :id', {
      ...{ id, login: person.login, reason, now: new Date(atMs) },
    });
  });
  return { status: 204 };
}

export const driftMoveRoutes: readonly Route[] = [
  route(
    'drift.settle',
    {
      method: 'post',
      path: '/api/v1/drift/{id}/move-back',
      tag: 'sync',
      summary: 'A document of another case goes to that case’s file there',
      params: driftParams,
      answers: { 204: empty('It is on its way; the next look shows whether it helped') },
      problems: ['CHANGED_MEANWHILE', 'DOCUMENT_NOT_MOVED'],
    },
    moveBack,
  ),
  route(
    'drift.settle',
    {
      method: 'post',
      path: '/api/v1/drift/{id}/take-over',
      tag: 'sync',
      summary: 'A document of another case belongs where it lies',
      description: 'It becomes a document of the case in whose file it is. Both timelines say so.',
      params: driftParams,
      body: acceptance,
      answers: { 204: empty('It is that case’s') },
      problems: ['CHANGED_MEANWHILE', 'DOCUMENT_NOT_MOVED'],
    },
    takeOver,
  ),
];
