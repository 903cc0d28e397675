/** The message that a closing would send, before it is sent: made by the same code as the message itself. */
import type { z } from 'zod';
import { replyMessage } from '../../workers/index.js';
import { type ForeseenClosing, ForeseenCourse } from '../cases/foreseen.js';
import { row } from '../database.js';
import { type Answer, inOrder, json, ok, type Route, route, type SignedIn } from '../http/route.js';
import type { Services } from '../services.js';
import { findTask, type TaskRow, type WithTask } from './lookup.js';
import { keyParams, previewAskedSchema, previewSchema } from './schemas.js';

type Asked = SignedIn<z.infer<typeof keyParams>, unknown, z.infer<typeof previewAskedSchema>>;
type Preview = z.infer<typeof previewSchema>;
type Wanted = z.infer<typeof previewAskedSchema>;

interface Reach {
  readonly number: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly postal_address: string | null;
}

async function showPreview({ api, body, task }: Asked & WithTask): Promise<Answer> {
  const reach = await row<Reach>(
    api.db,
    `SELECT c.number, r.name, r.email, r.phone, r.postal_address FROM case_file c LEFT JOIN resident r ON r.id = c.resident_id WHERE c.id = :id`,
    { id: task.case_id },
  );
  if (reach === undefined) throw new Error(`Expected the case of task ${task.task_key}, but it is gone`);
  return ok(preview(reach, body, await foreseenClosing(api, task, body)));
}

/** What the model would close with, if this decision were carried out now. */
async function foreseenClosing(api: Services, task: TaskRow, { decision, outcomeCode, values }: Wanted): Promise<ForeseenClosing | null> {
  if (decision === null || outcomeCode === null) return null;
  const course = await ForeseenCourse.from(api, { type: 'task', taskKey: task.task_key });
  if (!(await course?.decide(task.task_key, { ...values, decision, outcome: outcomeCode }))) return null;
  return course?.closing ?? null;
}

function preview(reach: Reach, { closingText, replyChannel: channel, answered }: Wanted, closing: ForeseenClosing | null): Preview {
  const byModel = { sentence: closing?.sentence ?? null, needsText: closing?.needsText ?? null };
  const nothing = { channel, recipient: null, recipientName: reach.name, subject: null, text: null, ...byModel };
  // In the order in which closing decides (api/cases/closing.ts).
  if (answered) return { ...nothing, why: 'answered' };
  if (reach.name === null) return { ...nothing, why: 'anonymous' };
  if (channel === 'none') return { ...nothing, why: 'no-reply' };
  const recipient = { mail: reach.email, sms: reach.phone, phone: reach.phone, letter: reach.postal_address }[channel];
  if (recipient === null) return { ...nothing, why: 'no-address' };
  // As closing takes it (api/cases/closing.ts): a person's text, else the sentence where that is enough.
  const written = closingText.trim();
  const text = written !== '' ? written : closing === null || closing.needsText ? '' : closing.sentence.trim();
  return {
    ...byModel,
    channel,
    why: channel === 'mail' || channel === 'sms' ? 'sent' : 'by-person',
    recipient,
    recipientName: reach.name,
    subject: replyMessage(reach.number, text).subject,
    text: text === '' ? null : replyMessage(reach.number, text).text,
  };
}

export const previewRoutes: readonly Route[] = [
  route(
    'task.work',
    {
      method: 'post',
      path: '/api/v1/tasks/{key}/message-preview',
      tag: 'tasks',
      summary: 'The message that a closing would send',
      description: 'Word for word; nothing is stored or sent.',
      params: keyParams,
      body: previewAskedSchema,
      answers: { 200: json(previewSchema, 'The message, or why there is none') },
      problems: ['NOT_FOUND'],
    },
    inOrder<Asked, WithTask>(findTask, showPreview),
  ),
];
