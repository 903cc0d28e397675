/** What the desk can say about a matter before it is registered: the date, the first task and the sentence of an outcome, by the model itself. */
import { z } from 'zod';
import { CHANNELS } from '../cases/codes.js';
import { ForeseenCourse, startOf } from '../cases/foreseen.js';
import { iso, row } from '../database.js';
import { readReceipt } from '../dates/receipt.js';
import { type Answer, json, ok, type Route, route, type SignedIn } from '../http/route.js';
import { componentsOf, taskFormSchema } from '../tasks/form.js';

const code = z.string().trim().min(1).max(120);
const guideQuery = z.object({
  classification: code,
  tier: code.meta({ description: 'Where the case would begin.' }),
  channel: z.enum(CHANNELS).default('phone'),
  receivedOn: z.iso.date().optional().meta({ description: 'As `POST /cases` takes it.' }),
});

const guideSchema = z
  .object({
    promise: z.object({ at: z.iso.datetime() }).nullable().meta({
      description: 'The date that the case would get if it were registered now. Null: the model sets none before a person is asked.',
    }),
    first: z
      .object({ tier: z.string().nullable(), actions: z.array(z.string()), form: taskFormSchema })
      .nullable()
      .meta({
        description:
          'The first task of such a case, as it is published now. Null: the kind isn’t in the catalogue or has no published model.',
      }),
  })
  .meta({ id: 'DeskGuide' });

type Asked = SignedIn<unknown, z.infer<typeof guideQuery>>;

async function courseOf({ api, person, query }: Asked): Promise<ForeseenCourse | undefined> {
  const known = await row<{ case_type: string; department: string | null }>(
    api.db,
    `SELECT case_type, department FROM classification WHERE tenant_id = '<default>' AND code = :classification AND active`,
    { classification: query.classification },
  );
  if (known === undefined) return undefined;
  const { classification, channel, tier: entryTier } = query;
  const start = startOf({ caseType: known.case_type, classification, channel, entryTier, registeredBy: person.login });
  return ForeseenCourse.from(api, start, await readReceipt(api, known.department, query.receivedOn));
}

async function guide(exchange: Asked): Promise<Answer> {
  const course = await courseOf(exchange);
  const task = await course?.task();
  const dates = course?.dates ?? null;
  return ok({
    promise: dates === null ? null : { at: iso(dates.promiseAt) },
    first: task?.offer === undefined ? null : { ...task.offer, form: { components: componentsOf(task.form) } },
  });
}

const outcomeQuery = guideQuery.extend({
  decision: code.meta({ description: 'One of the actions of the first task.' }),
  outcome: code,
});

const outcomeSchema = z
  .object({
    sentence: z
      .string()
      .nullable()
      .meta({ description: 'What the resident is told with this outcome. Null: the model closes nothing by it.' }),
    needsText: z.boolean().meta({ description: 'Beside the sentence a text of the person is needed.' }),
  })
  .meta({ id: 'DeskOutcome' });

async function outcome(exchange: SignedIn<unknown, z.infer<typeof outcomeQuery>>): Promise<Answer> {
  const { decision, outcome: chosen } = exchange.query;
  const course = await courseOf(exchange);
  const task = await course?.task();
  if (task !== undefined) await course?.decide(task.key, { decision, outcome: chosen });
  const closing = course?.closing ?? null;
  return ok({ sentence: closing?.sentence ?? null, needsText: closing?.needsText ?? true });
}

export const guideRoutes: readonly Route[] = [
  route(
    'desk.use',
    {
      method: 'get',
      path: '/api/v1/desk/guide',
      tag: 'desk',
      summary: 'What to expect of a matter before it is registered',
      query: guideQuery,
      answers: { 200: json(guideSchema, 'As the published model says') },
      problems: [],
    },
    guide,
  ),
  route(
    'desk.use',
    {
      method: 'get',
      path: '/api/v1/desk/outcome',
      tag: 'desk',
      summary: 'What the resident would be told with an outcome',
      query: outcomeQuery,
      answers: { 200: json(outcomeSchema, 'As the published model says') },
      problems: [],
    },
    outcome,
  ),
];
