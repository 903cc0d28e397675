/** A document that the DMS didn't take, or hasn't yet: whoever works on the case may have it sent again now, once what hindered it is mended. */
import { z } from 'zod';
import { caseFor } from '../cases/lookup.js';
import { row, transaction } from '../database.js';
import { lockCases, record } from '../history/journal.js';
import { said } from '../http/language.js';
import { Problem } from '../http/problem.js';
import { type Answer, empty, type Route, route, type SignedIn } from '../http/route.js';
import { AGAIN } from '../sync/effect-row.js';
import { EFFECTS_OF } from './to-file.js';

const params = z.object({ number: z.string(), id: z.uuid() });

async function sendAgain({ api, person, params: { number, id } }: SignedIn<z.infer<typeof params>>): Promise<Answer> {
  const theCase = await caseFor(api.db, person, 'case.write', number);
  await transaction(api.db, async (on) => {
    await lockCases(on, 'c.id = :id', { id: theCase.id });
    const atMs = api.clock.now();
    const touched = await row(
      on,
      `${AGAIN} WHERE effect_key IN (SELECT e.key FROM document d, LATERAL (${EFFECTS_OF}) e (key) WHERE d.id = :id AND d.case_id = :caseId)
         AND delivered_at IS NULL AND withdrawn_at IS NULL RETURNING 1`,
      { id, caseId: theCase.id, now: new Date(atMs) },
    );
    if (touched === undefined) {
      throw new Problem(
        'CHANGED_MEANWHILE',
        said(
          'Ten dokument jest już w EOD albo nie ma dokąd iść. Odśwież stronę.',
          'This document is in the DMS already, or has nowhere to go. Reload the page.',
        ),
      );
    }
    const facts = { system: 'dms', action: 'document', documentId: id };
    await record(on, { caseId: theCase.id, atMs, actor: person.login, act: 'delivery.replayed', facts });
  });
  return { status: 204 };
}

export const sendAgainRoutes: readonly Route[] = [
  route(
    'case.write',
    {
      method: 'post',
      path: '/api/v1/cases/{number}/documents/{id}/send-again',
      tag: 'documents',
      summary: 'Send a document to the DMS again',
      description: 'One that waits, or that the DMS didn’t take.',
      params,
      answers: { 204: empty('It is on its way') },
      problems: ['NOT_FOUND', 'CHANGED_MEANWHILE'],
    },
    sendAgain,
  ),
];
