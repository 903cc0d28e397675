/**
 * The unfinished form of a task, shared by those who work on it. Each saving names the version it was written over; whoever comes second
 * is refused with the first one's name, keeps what they wrote and decides field by field. It lives as long as its task.
 */
import type { z } from 'zod';
import { iso, later, row, run, type Statements, type Transaction, transaction } from '../database.js';
import { said } from '../http/language.js';
import { Problem } from '../http/problem.js';
import { type Answer, inOrder, json, ok, type Route, route, type SignedIn } from '../http/route.js';
import { findTask, lockOpenTask, type TaskRow, type WithTask } from './lookup.js';
import { draftSchema, keyParams, newDraftSchema } from './schemas.js';

type OnTask<Body = unknown> = SignedIn<z.infer<typeof keyParams>, unknown, Body>;
type Saving = OnTask<z.infer<typeof newDraftSchema>>;

interface DraftRow {
  readonly version: number;
  readonly fields: Record<string, string | number | boolean | null>;
  readonly saved_by: string;
  readonly saved_at: Date;
}

function findDraft(on: Statements, { engine, task_key }: TaskRow): Promise<DraftRow | undefined> {
  return row<DraftRow>(on, 'SELECT version, fields, saved_by, saved_at FROM task_draft WHERE engine = :engine AND task_key = :key', {
    engine,
    key: task_key,
  });
}

function toDraft(found: DraftRow | undefined): z.infer<typeof draftSchema> {
  if (found === undefined) return { version: 0, fields: {}, savedBy: null, savedAt: null };
  return { version: found.version, fields: found.fields, savedBy: found.saved_by, savedAt: iso(found.saved_at) };
}

/** Throws when the draft isn't the one that was seen. null: whoever asks knows of no drafts. `on` holds the task's lock. */
export async function checkDraft(on: Transaction, task: TaskRow, seen: number | null, login: string): Promise<void> {
  if (seen === null) return;
  const now = await findDraft(on, task);
  if (now === undefined || now.version === seen || now.saved_by === login) return;
  throw new Problem(
    'CHANGED_MEANWHILE',
    said(
      `${now.saved_by} zapisał(a) w tym czasie swój szkic. Twój tekst jest nadal w formularzu.`,
      `${now.saved_by} saved a draft meanwhile. Your text is still in the form.`,
    ),
    {
      by: now.saved_by,
      at: now.saved_at.toISOString(),
    },
  );
}

/** A task that has ended needs none. */
export function forgetDraft(on: Transaction, engine: string, taskKey: string): void {
  later(on, 'DELETE FROM task_draft WHERE engine = :engine AND task_key = :taskKey', { engine, taskKey });
}

async function showDraft({ api, task }: OnTask & WithTask): Promise<Answer> {
  return ok(toDraft(await findDraft(api.db, task)));
}

async function saveDraft({ api, person, body, task }: Saving & WithTask): Promise<Answer> {
  const saved = await transaction(api.db, async (on) => {
    const locked = await lockOpenTask(on, task);
    await checkDraft(on, locked, body.base, person.login);
    await run(
      on,
      `INSERT INTO task_draft (engine, task_key, version, fields, saved_by, saved_at)
       VALUES (:engine, :key, :version, CAST(:fields AS jsonb), :login, :at)
       ON CONFLICT (engine, task_key) DO UPDATE SET version = task_draft.version + 1, fields = excluded.fields, saved_by = excluded.saved_by,
         saved_at = excluded.saved_at`,
      {
        engine: task.engine,
        key: task.task_key,
        version: body.base + 1,
        fields: JSON.stringify(body.fields),
        login: person.login,
        at: new Date(api.clock.now()),
      },
    );
    // Not an act on the case, so no line of its journal: but whoever has the page open hears of it.
    later(
      on,
      `INSERT INTO live_event (case_id, type, data) VALUES (:caseId, 'draft.saved', jsonb_build_object('actor', CAST(:login AS text)))`,
      {
        caseId: task.case_id,
        login: person.login,
      },
    );
    return findDraft(on, task);
  });
  return ok(toDraft(saved));
}

const answers = { 200: json(draftSchema, 'The draft as it is now') };

export const taskDraftRoutes: readonly Route[] = [
  route(
    'task.work',
    {
      method: 'get',
      path: '/api/v1/tasks/{key}/draft',
      tag: 'tasks',
      summary: 'The shared draft of a task',
      params: keyParams,
      answers,
      problems: ['NOT_FOUND'],
    },
    inOrder<OnTask, WithTask>(findTask, showDraft),
  ),
  route(
    'task.work',
    {
      method: 'put',
      path: '/api/v1/tasks/{key}/draft',
      tag: 'tasks',
      summary: 'Save the shared draft of a task',
      params: keyParams,
      body: newDraftSchema,
      answers,
      problems: ['NOT_FOUND', 'CHANGED_MEANWHILE', 'TASK_ALREADY_COMPLETED', 'TASK_BEING_CLOSED', 'TASK_GONE'],
    },
    inOrder<Saving, WithTask>(findTask, saveDraft),
  ),
];
