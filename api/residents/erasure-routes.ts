/** Forgetting a resident, and the legal hold that stands in the way of it. */
import { z } from 'zod';
import { type CaseRow, caseFor } from '../cases/lookup.js';
import { numberParams } from '../cases/schemas.js';
import { run, transaction } from '../database.js';
import { record } from '../history/journal.js';
import { type Language, type Said, said } from '../http/language.js';
import { Problem } from '../http/problem.js';
import { type Answer, empty, inOrder, json, ok, type Route, route, type SignedIn } from '../http/route.js';
import { eraseResident, type Obstacle } from './erasure.js';
import { unknownResident } from './residents.js';

const params = z.object({ id: z.uuid() });

const erasureSchema = z
  .object({
    reason: z.enum(['request', 'retention', 'mistake']).meta({
      description:
        'Kept for good. `request`: they asked (art. 17 GDPR) · `retention`: the time to keep it is over · `mistake`: it should not have been recorded.',
    }),
    reference: z.string().trim().min(1).max(100).nullable().default(null).meta({
      description: 'Number of the letter or order behind it. Kept for good, so no names.',
    }),
  })
  .meta({ id: 'NewErasure' });

const erasedSchema = z
  .object({
    residentId: z.uuid(),
    at: z.iso.datetime(),
    cases: z.int(),
    journalPayloads: z.int().meta({ description: 'Entries of the journal whose personal part was erased.' }),
    enginePayloads: z.int().meta({ description: "Rows of the engine's history whose values were erased." }),
    documents: z.int(),
    notErased: z.array(z.string()).meta({ description: 'What could not be reached from here.' }),
  })
  .meta({ id: 'Erasure' });

type Erasing = SignedIn<z.infer<typeof params>, unknown, z.infer<typeof erasureSchema>>;

const WHY: Readonly<Record<Obstacle['why'], Said>> = {
  open: said('w toku', 'open'),
  running: said('jej proces jeszcze trwa', 'its process still runs'),
  undelivered: said('inny system nie został jeszcze powiadomiony', 'another system was not told yet'),
  held: said('zatrzymana z powodów prawnych', 'on legal hold'),
};

async function forget({ api, person, params: { id }, body }: Erasing): Promise<Answer> {
  const erasure = await eraseResident(api, { residentId: id, login: person.login, ...body });
  switch (erasure.type) {
    case 'unknown':
      throw unknownResident();
    case 'blocked': {
      const list = (language: Language) => erasure.obstacles.map(({ number, why }) => `${number} (${WHY[why][language]})`).join(', ');
      const detail = said(
        `Nic nie usunięto. Na przeszkodzie stoją sprawy: ${list('pl')}.`,
        `Nothing was erased. These cases stand in the way: ${list('en')}.`,
      );
      throw new Problem('ERASURE_BLOCKED', detail, { cases: [...erasure.obstacles] });
    }
    case 'stillOpen':
      throw new Problem(
        'ERASURE_BLOCKED',
        said(
          'Nic nie usunięto: proces którejś ze spraw właśnie się kończy. Spróbuj za chwilę.',
          'Nothing was erased: one of the cases is just ending. Try again in a moment.',
        ),
      );
    case 'unreachable':
      throw new Problem(
        'ENGINE_UNAVAILABLE',
        said(
          'Silnik chwilowo nie odpowiada; danych w sprawach nie usunięto. Spróbuj za chwilę.',
          'The engine does not answer now; the data in cases were not erased. Try again in a moment.',
        ),
        {
          retryAfterSeconds: 5,
        },
      );
    case 'erased': {
      const { atMs, elsewhere, type: _, ...counts } = erasure;
      const notErased = [
        ...elsewhere.map((caseRun) => `history of ${caseRun}: it is with another engine`),
        'backups, exports, and what was sent to other systems and people',
      ];
      return ok({ residentId: id, at: new Date(atMs).toISOString(), ...counts, notErased });
    }
  }
}

const holdSchema = z.object({ reason: z.string().trim().min(1).max(1_000) }).meta({ id: 'LegalHold' });

type OnCase = SignedIn<z.infer<typeof numberParams>>;
type Holding = SignedIn<z.infer<typeof numberParams>, unknown, z.infer<typeof holdSchema>>;

async function findCase({ api, person, params: { number } }: OnCase): Promise<{ theCase: CaseRow }> {
  return { theCase: await caseFor(api.db, person, 'case.hold', number) };
}

async function hold({ api, person, body, theCase }: Holding & { theCase: CaseRow }): Promise<Answer> {
  const atMs = api.clock.now();
  await transaction(api.db, async (on) => {
    // Locks the case, as an erasure does.
    await record(on, { caseId: theCase.id, atMs, actor: person.login, act: 'hold.set', facts: {}, payload: { reason: body.reason } });
    await run(
      on,
      `INSERT INTO legal_hold (case_id, reason, set_at, set_by) VALUES (:caseId, :reason, :at, :login)
       ON CONFLICT (case_id) DO UPDATE SET reason = excluded.reason, set_at = excluded.set_at, set_by = excluded.set_by`,
      { caseId: theCase.id, reason: body.reason, at: new Date(atMs), login: person.login },
    );
  });
  return { status: 204 };
}

async function lift({ api, person, theCase }: OnCase & { theCase: CaseRow }): Promise<Answer> {
  await transaction(api.db, async (on) => {
    await run(on, 'SELECT 1 FROM case_file WHERE id = :id FOR UPDATE', { id: theCase.id });
    const lifted = await run(on, 'DELETE FROM legal_hold WHERE case_id = :id', { id: theCase.id });
    if (lifted === 0)
      throw new Problem('NOT_FOUND', said(`Sprawa ${theCase.number} nie jest zatrzymana.`, `Case ${theCase.number} is not on hold.`));
    await record(on, { caseId: theCase.id, atMs: api.clock.now(), actor: person.login, act: 'hold.lifted', facts: {} });
  });
  return { status: 204 };
}

export const erasureRoutes: readonly Route[] = [
  route(
    'resident.erase',
    {
      method: 'post',
      path: '/api/v1/residents/{id}/erasure',
      tag: 'residents',
      summary: 'Forget a resident',
      description:
        'Erases what is personal: the resident, the notes, texts and documents of their cases, the personal parts of journal and engine history. That cases ran, when and how stays and still verifies. Refused while a case is open, running or held. Asked again, it erases what has come since.',
      params,
      body: erasureSchema,
      answers: { 200: json(erasedSchema, 'Forgotten') },
      problems: ['NOT_FOUND', 'ERASURE_BLOCKED', 'ENGINE_UNAVAILABLE'],
    },
    forget,
  ),
  route(
    'case.hold',
    {
      method: 'put',
      path: '/api/v1/cases/{number}/hold',
      tag: 'cases',
      summary: 'Put a legal hold on a case: its resident is not forgotten',
      params: numberParams,
      body: holdSchema,
      answers: { 204: empty('Held') },
      problems: ['NOT_FOUND'],
    },
    inOrder<Holding, { theCase: CaseRow }>(findCase, hold),
  ),
  route(
    'case.hold',
    {
      method: 'delete',
      path: '/api/v1/cases/{number}/hold',
      tag: 'cases',
      summary: 'Lift the legal hold of a case',
      params: numberParams,
      answers: { 204: empty('Lifted') },
      problems: ['NOT_FOUND'],
    },
    inOrder(findCase, lift),
  ),
];
