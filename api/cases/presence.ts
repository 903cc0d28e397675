/** Who has a case open now. A page says so every few seconds and hears of the others; whoever says nothing any more has gone. Real time. */
import { z } from 'zod';
import { rows, run } from '../database.js';
import { type Answer, empty, inOrder, json, ok, type Route, route, type SignedIn } from '../http/route.js';
import { type CaseRow, caseFor } from './lookup.js';
import { numberParams } from './schemas.js';

/** Three times as long as pages wait before they say it again. */
const GONE_AFTER_S = 15;

const presentSchema = z.array(z.object({ login: z.string(), name: z.string() })).meta({ id: 'PresentPeople' });

type OnCase = SignedIn<z.infer<typeof numberParams>>;
type WithCase = { readonly theCase: CaseRow };

async function findReadable({ api, person, params }: OnCase): Promise<WithCase> {
  return { theCase: await caseFor(api.db, person, 'case.read', params.number) };
}

async function sayHere({ api, person, theCase }: OnCase & WithCase): Promise<Answer> {
  await run(
    api.db,
    `INSERT INTO case_presence (case_id, login, seen_at) VALUES (:caseId, :login, now())
     ON CONFLICT (case_id, login) DO UPDATE SET seen_at = excluded.seen_at`,
    { caseId: theCase.id, login: person.login },
  );
  return ok(
    await rows(
      api.db,
      `SELECT s.login, p.name FROM case_presence s JOIN person p ON p.login = s.login AND p.active
        WHERE s.case_id = :caseId AND s.login <> :login AND s.seen_at > now() - make_interval(secs => ${GONE_AFTER_S}) ORDER BY p.name, s.login`,
      { caseId: theCase.id, login: person.login },
    ),
  );
}

async function sayGone({ api, person, theCase }: OnCase & WithCase): Promise<Answer> {
  // Also whoever closed the browser without a word.
  await run(
    api.db,
    `DELETE FROM case_presence WHERE (case_id = :caseId AND login = :login) OR (case_id = :caseId AND seen_at < now() - interval '1 hour')`,
    { caseId: theCase.id, login: person.login },
  );
  return { status: 204 };
}

export const presenceRoutes: readonly Route[] = [
  route(
    'case.read',
    {
      method: 'put',
      path: '/api/v1/cases/{number}/presence',
      tag: 'cases',
      summary: 'Say that you have a case open, and hear who else has',
      params: numberParams,
      answers: { 200: json(presentSchema, 'The others') },
      problems: ['NOT_FOUND'],
    },
    inOrder<OnCase, WithCase>(findReadable, sayHere),
  ),
  route(
    'case.read',
    {
      method: 'delete',
      path: '/api/v1/cases/{number}/presence',
      tag: 'cases',
      summary: 'Say that you have left a case',
      params: numberParams,
      answers: { 204: empty('Left') },
      problems: ['NOT_FOUND'],
    },
    inOrder<OnCase, WithCase>(findReadable, sayGone),
  ),
];
