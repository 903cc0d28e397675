/**
 * *Poproś o uzupełnienie*, *Zapytaj inny urząd*: ends a task with a request. What is missing and by when stands with the case; the process
 * waits, the dates with it, and the reply brings the task back to the same person.
 */
import { z } from 'zod';
import { requestMessage } from '../../workers/index.js';
import { REPLY_CHANNELS } from '../cases/codes.js';
import { row, transaction } from '../database.js';
import { letterTo } from '../dates/letter-to.js';
import { type AskedKind, ask, waitingPause } from '../dates/pauses.js';
import { type Said, said } from '../http/language.js';
import { Problem } from '../http/problem.js';
import { type Answer, inOrder, json, ok, type Route, route, type SignedIn } from '../http/route.js';
import { carryOut, type WithDecision } from './complete.js';
import { decide } from './decision.js';
import { findTask, lockToDecide, type WithTask } from './lookup.js';
import { decidedSchema, keyParams } from './schemas.js';

/** Longer waits are no pause but a different matter. */
const LONGEST_MS = 366 * 86_400_000;
const text = z.string().trim().min(1).max(4_000);

const askSchema = z
  .object({
    kind: z.enum(['resident', 'office']),
    missing: text.meta({ description: 'What is needed. Asked of the resident, it stands on their status page.' }),
    until: z.iso.datetime().meta({ description: 'By when; then the task comes back without a reply.' }),
    office: z.string().trim().min(1).max(400).nullable().default(null).meta({ description: 'Which office is asked.' }),
    message: text.nullable().default(null).meta({ description: 'What the resident gets, word for word; null: somebody tells them.' }),
    channel: z.enum(REPLY_CHANNELS).default('none'),
    basis: z.string().trim().max(200).default(''),
  })
  .meta({ id: 'ReplyRequest' });

const askPreviewSchema = z.object({ message: z.string().max(4_000), channel: z.enum(REPLY_CHANNELS) }).meta({ id: 'RequestPreviewAsked' });

const previewSchema = z
  .object({
    recipient: z.string().nullable().meta({ description: 'Null: nothing is sent by itself.' }),
    recipientName: z.string().nullable(),
    subject: z.string(),
    text: z.string(),
  })
  .meta({ id: 'RequestPreview' });

type Asking = SignedIn<z.infer<typeof keyParams>, unknown, z.infer<typeof askSchema>>;
type Previewing = SignedIn<z.infer<typeof keyParams>, unknown, z.infer<typeof askPreviewSchema>>;

/** The contract words of the models (processes/README.md). */
const DECISIONS: Readonly<Record<AskedKind, string>> = { resident: 'ask-resident', office: 'ask-office' };

async function askAndDecide({ api, person, task, body }: Asking & WithTask): Promise<WithDecision> {
  const atMs = api.clock.now();
  const until = new Date(body.until);
  if (until.getTime() <= atMs || until.getTime() > atMs + LONGEST_MS) {
    throw wrong(
      'until',
      said('Oczekiwano daty przed nami, najdalej za rok', 'Expected a date ahead, at most a year from now'),
      said('Prośba nie została wysłana. Wybierz inny termin odpowiedzi.', 'The request was not sent. Choose another date for the answer.'),
    );
  }
  if (body.kind === 'office' && body.office === null) {
    throw wrong(
      'office',
      said('Oczekiwano nazwy urzędu, a jest pusta', 'Expected the name of an office, but it is empty'),
      said('Zapytanie nie zostało zapisane. Wpisz, kogo pytasz.', 'The inquiry was not saved. Enter whom you ask.'),
    );
  }
  const decided = await transaction(api.db, async (on) => {
    const now = await lockToDecide(on, task, person.login, said('Prośba nie została wysłana.', 'The request was not sent.'));
    const decision = DECISIONS[body.kind];
    if (!now.actions.includes(decision)) {
      throw new Problem(
        'ACTION_NOT_OFFERED',
        said(
          `Na tym kroku nie można czekać na odpowiedź. Są: ${now.actions.join(', ')}.`,
          `This step can’t wait for an answer. It has: ${now.actions.join(', ')}.`,
        ),
      );
    }
    const waiting = await waitingPause(on, now.case_id);
    if (waiting !== undefined)
      throw new Problem(
        'ALREADY_EXISTS',
        said(
          'Ta sprawa już czeka na odpowiedź. Nowa prośba nie została wysłana.',
          'This case already waits for an answer. The new request was not sent.',
        ),
      );
    await ask(on, {
      caseId: now.case_id,
      run: now.run,
      entry: now.entry,
      tier: now.tier,
      kind: body.kind,
      basis: body.basis,
      missing: body.missing,
      office: body.office,
      message: body.kind === 'resident' ? body.message : null,
      channel: body.kind === 'resident' ? body.channel : null,
      until,
      by: person.login,
      atMs,
    });
    return decide(api, on, {
      caseId: now.case_id,
      run: now.run,
      task: now,
      login: person.login,
      what: { decision, values: {}, outcomeCode: null, closingText: null, reason: null, toPerson: null, department: null },
    });
  });
  return { decided };
}

function wrong(field: string, message: Said, detail: Said): Problem {
  return new Problem('INVALID_REQUEST', detail, { errors: [{ field, message }] });
}

async function previewRequest({ api, body, task }: Previewing & WithTask): Promise<Answer> {
  const theCase = await row<{ number: string; resident_id: string | null }>(
    api.db,
    'SELECT number, resident_id FROM case_file WHERE id = :id',
    { id: task.case_id },
  );
  if (theCase === undefined) throw new Error(`Expected the case of task ${task.task_key}, but it is gone`);
  const words = requestMessage(theCase.number, body.message);
  const letter = await letterTo(api.db, theCase.resident_id, body.channel, words);
  return ok({ ...words, recipient: letter?.to ?? null, recipientName: letter?.recipientName ?? null });
}

export const askRoutes: readonly Route[] = [
  route(
    'task.work',
    {
      method: 'post',
      path: '/api/v1/tasks/{key}/ask',
      tag: 'tasks',
      summary: 'Ask the resident or another office and wait',
      description: 'The dates stand still until the reply, at the longest until `until`.',
      params: keyParams,
      body: askSchema,
      answers: { 200: json(decidedSchema, 'The case waits'), 202: json(decidedSchema, 'Stored; carried out by itself') },
      problems: [
        'NOT_FOUND',
        'TASK_TAKEN',
        'TASK_ALREADY_COMPLETED',
        'TASK_BEING_CLOSED',
        'TASK_GONE',
        'ACTION_NOT_OFFERED',
        'ALREADY_EXISTS',
      ],
    },
    inOrder<Asking, WithTask, WithDecision>(findTask, askAndDecide, carryOut),
  ),
  route(
    'task.work',
    {
      method: 'post',
      path: '/api/v1/tasks/{key}/request-preview',
      tag: 'tasks',
      summary: 'The message that a request would send',
      description: 'Word for word; nothing is stored or sent.',
      params: keyParams,
      body: askPreviewSchema,
      answers: { 200: json(previewSchema, 'The message') },
      problems: ['NOT_FOUND'],
    },
    inOrder<Previewing, WithTask>(findTask, previewRequest),
  ),
];
