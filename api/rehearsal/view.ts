/** How a rehearsal stands: what the owner is shown after each act. */

import { z } from 'zod';
import { untoldLetters } from '../alerts/teller.js';
import { CASE_STATUSES } from '../cases/codes.js';
import { CASE_COLUMNS, type CaseRow } from '../cases/lookup.js';
import { entriesOf } from '../cases/open.js';
import { timelineEntrySchema } from '../cases/schemas.js';
import { iso, row, rows } from '../database.js';
import { type Step, stepSchema, stepsOf } from '../history/case-history.js';
import { componentsOf, taskFormSchema } from '../tasks/form.js';
import { TASK_COLUMNS, type TaskRow } from '../tasks/lookup.js';
import { setupSchema } from './acts.js';
import { workerOf } from './office.js';
import { nextDueMs } from './perform.js';
import type { Stage } from './stage.js';

const MOST_ENTRIES = 1_000;
const MOST_TASKS = 50;
const dateTime = z.iso.datetime();
const place = { element: z.string(), name: z.string(), processId: z.string() };

export const viewSchema = z
  .object({
    revision: z.int().meta({ description: 'Of the draft that was played.' }),
    setup: setupSchema,
    classificationName: z.string(),
    now: dateTime.meta({ description: "The rehearsal's own time." }),
    acts: z.int().meta({ description: 'So many were carried out.' }),
    case: z
      .object({
        status: z.enum(CASE_STATUSES),
        publicStatus: z.string(),
        tier: z.string().nullable(),
        departmentName: z.string().nullable(),
        unknownDepartment: z.string().nullable().meta({ description: 'It goes to a department that the city has no unit for.' }),
        assignee: z.string().nullable(),
        registeredAt: dateTime,
        promiseAt: dateTime.nullable(),
        remindAt: dateTime.nullable(),
        plannedAt: dateTime.nullable(),
        closedAt: dateTime.nullable(),
        outcomeCode: z.string().nullable(),
        closingText: z.string().nullable(),
        approvedAnswer: z.string(),
      })
      .nullable(),
    people: z.array(z.object({ login: z.string(), name: z.string() })).meta({ description: 'Invented.' }),
    processes: z.array(z.object({ processId: z.string(), version: z.int(), name: z.string(), isDraft: z.boolean() })),
    steps: z.array(stepSchema),
    entries: z.array(timelineEntrySchema),
    tasks: z.array(
      z.object({
        ...place,
        tier: z.string().nullable(),
        assignee: z.string().nullable(),
        actions: z.array(z.string()),
        form: taskFormSchema.shape.components,
      }),
    ),
    messages: z.array(z.object({ ...place, message: z.string(), asks: z.array(z.string()) })).meta({ description: 'What it waits for.' }),
    outside: z.array(z.object({ ...place, type: z.string() })).meta({ description: 'Automatic steps that no worker of ours does.' }),
    nextDueAt: dateTime.nullable(),
    unsent: z.array(
      z.object({
        at: dateTime,
        system: z.enum(['crm', 'dms', 'mail', 'sms', 'letter']),
        action: z.enum(['contact', 'status', 'resolve', 'open-file', 'document', 'close-file', 'message']),
        to: z.string().nullable(),
        subject: z.string().nullable(),
        text: z.string().nullable(),
      }),
    ),
    problems: z.array(z.object({ ...place, errorType: z.string(), message: z.string() })),
    stopped: z
      .object({
        why: z.enum(['steps', 'elements', 'time', 'not-started', 'act']),
        detail: z.string(),
      })
      .nullable()
      .meta({ description: 'Why not everything was played; what is shown is how far it came.' }),
  })
  .meta({ id: 'Rehearsal' });

export type View = z.output<typeof viewSchema>;

/** Messages whose variables the product itself gives. */
const ASKS_NOTHING: ReadonlySet<string> = new Set(['contact.added', 'matter.withdrawn']);
/** And single ones: what a code of the DMS means to us. */
const GIVEN = 'dmsOutcome';

export async function viewOf(
  stage: Stage,
  draftResource: string,
  about: Pick<View, 'revision' | 'setup' | 'acts' | 'stopped'>,
): Promise<View> {
  const { db, services, rehearsal } = stage;
  const theCase = await row<
    CaseRow & { department_name: string | null; classification_name: string | null; approved_answer: string | null }
  >(
    db,
    `SELECT ${CASE_COLUMNS}, u.name AS department_name, k.name AS classification_name, k.approved_answer
       FROM case_file c LEFT JOIN unit u ON u.id = c.department LEFT JOIN classification k ON k.code = c.classification`,
  );
  const steps = theCase === undefined ? [] : await stepsOf({ api: services, theCase });
  const placeOf = (element: string, processId?: string) => ({
    element,
    name: steps.find((step) => step.element === element)?.name ?? element,
    processId: processId ?? steps.findLast((step) => step.element === element)?.processId ?? '',
  });
  return {
    ...about,
    classificationName: theCase?.classification_name ?? about.setup.classification ?? '',
    now: new Date(services.clock.now()).toISOString(),
    case: theCase === undefined ? null : toCase(theCase),
    people: await peopleOf(stage, theCase),
    processes: await rows<View['processes'][number]>(
      db,
      `SELECT DISTINCT m.process_id AS "processId", m.version, m.name, m.resource_name = :draftResource AS "isDraft"
         FROM case_step s JOIN model m ON m.engine = s.engine AND m.definition_key = s.definition_key ORDER BY 1, 2`,
      { draftResource },
    ),
    steps: [...steps],
    entries: theCase === undefined ? [] : await entriesOf(db, theCase.id, { after: 0, limit: MOST_ENTRIES }),
    tasks: await tasksOf(stage, steps),
    messages: rehearsal.awaited().map(({ elementId, elementName, processId, name, reads }) => ({
      element: elementId,
      name: elementName === '' ? elementId : elementName,
      processId,
      message: name,
      asks: ASKS_NOTHING.has(name) ? [] : reads.filter((variable) => variable !== GIVEN),
    })),
    outside: stage.outside().map(({ elementId, processId, type }) => ({ ...placeOf(elementId, processId), type })),
    nextDueAt: dueAt(nextDueMs(stage)),
    unsent: [
      ...stage.unsent.list.map(({ by: _, ...sent }) => sent),
      ...(await untoldLetters(db)).map((letter) => ({ system: 'mail' as const, action: 'message' as const, ...letter })),
    ],
    problems: (
      await rows<{ element_id: string; error_type: string; message: string; name: string | null; process_id: string | null }>(
        db,
        // One that couldn't even begin is no step yet: it is named as the newest model has it.
        `SELECT i.element_id, i.error_type, i.message, drawn.name, drawn.process_id FROM case_incident i
           LEFT JOIN LATERAL (SELECT e.name, m.process_id FROM model_element e
             JOIN model m ON m.engine = e.engine AND m.definition_key = e.definition_key
            WHERE e.element_id = i.element_id AND e.name <> '' ORDER BY m.resource_name = :draftResource DESC, m.definition_key DESC LIMIT 1) drawn ON true
          WHERE i.resolved_at IS NULL ORDER BY i.raised_at, i.incident_key`,
        { draftResource },
      )
    ).map(({ element_id: element, error_type: errorType, message, name, process_id: processId }) => {
      const isStep = steps.some((step) => step.element === element);
      const place = isStep ? placeOf(element) : { element, name: name ?? element, processId: processId ?? '' };
      return { ...place, errorType, message };
    }),
  };
}

/** Whoever works for a department that there is no unit for isn't there; the story names them all the same. */
async function peopleOf(
  { db }: Stage,
  theCase: { readonly department: string | null; readonly department_name: string | null } | undefined,
): Promise<View['people']> {
  const people = await rows<{ login: string; name: string }>(db, 'SELECT login, name FROM person ORDER BY login');
  if (theCase === undefined || theCase.department === null || theCase.department_name !== null) return people;
  return [...people, { login: workerOf('department', theCase.department), name: `Osoba: Wydział (${theCase.department})` }];
}

function toCase(theCase: CaseRow & { department_name: string | null; approved_answer: string | null }): NonNullable<View['case']> {
  return {
    status: z.enum(CASE_STATUSES).parse(theCase.status),
    publicStatus: theCase.public_status,
    tier: theCase.tier,
    departmentName: theCase.department_name ?? theCase.department,
    unknownDepartment: theCase.department_name === null ? theCase.department : null,
    assignee: theCase.assignee,
    registeredAt: iso(theCase.registered_at),
    promiseAt: iso(theCase.promise_at),
    remindAt: iso(theCase.remind_at),
    plannedAt: iso(theCase.planned_at),
    closedAt: iso(theCase.closed_at),
    outcomeCode: theCase.outcome_code,
    closingText: theCase.closing_text,
    approvedAnswer: theCase.approved_answer ?? '',
  };
}

async function tasksOf({ db, services }: Stage, steps: readonly Step[]): Promise<View['tasks']> {
  const open = await rows<TaskRow & { element_instance_key: string }>(
    db,
    `SELECT ${TASK_COLUMNS}, t.element_instance_key FROM task t WHERE t.state = 'open' ORDER BY t.created_at, t.task_key LIMIT ${MOST_TASKS}`,
  );
  const tasks: View['tasks'] = [];
  for (const task of open) {
    tasks.push({
      element: task.element_id,
      name: task.name,
      processId: steps.find((step) => step.elementInstanceKey === task.element_instance_key)?.processId ?? '',
      tier: task.tier,
      assignee: task.assignee,
      actions: task.actions,
      form: componentsOf(await services.engine.taskForm(task.task_key)),
    });
  }
  return tasks;
}

function dueAt(atMs: number | undefined): string | null {
  return atMs === undefined ? null : new Date(atMs).toISOString();
}
