/** The four steps of somebody who sees a demo for the first time: done when they are really done, on a case that isn't sample data. */
import { z } from 'zod';
import { row } from '../database.js';
import { said } from '../http/language.js';
import { Problem } from '../http/problem.js';
import { type Answer, json, ok, type Route, route, type SignedIn } from '../http/route.js';

const stepsSchema = z
  .object({
    steps: z.array(
      z.object({
        id: z.enum(['register', 'hand-on', 'close-file', 'history']),
        done: z.boolean(),
        login: z.string().nullable().meta({ description: 'The sample person whose step it is now.' }),
        path: z.string().meta({ description: 'Where in the web application.' }),
      }),
    ),
  })
  .meta({ id: 'FirstSteps' });

/** What the cases that people of the demo made have come to. */
interface Progress {
  readonly registered: boolean;
  readonly handed_on: boolean;
  readonly file_closed: boolean;
  readonly history_seen: boolean;
  /** Of the newest that is still with the lines, and who has it. */
  readonly at_line: string | null;
  readonly line_person: string | null;
  /** Of the newest that is with a department, who is there, and the file that is to be closed. */
  readonly at_department: string | null;
  readonly department_person: string | null;
  readonly file: string | null;
  /** Of the newest resolved one, else of the newest. */
  readonly newest: string | null;
  readonly desk_person: string | null;
  readonly auditor: string | null;
}

const OURS = 'NOT c.sample';
const personWith = (role: string, more = ''): string =>
  `(SELECT p.login FROM person p WHERE p.sample AND p.active AND NOT p.tier_lead AND p.roles[1] = ${role} ${more} ORDER BY p.login LIMIT 1)`;

async function showFirstSteps({ api }: SignedIn): Promise<Answer> {
  if (!api.settings.demo)
    throw new Problem(
      'NOT_FOUND',
      said('Pierwsze kroki są tylko w wersji z przykładowymi danymi.', 'The first steps are only where all data are samples.'),
    );
  const now = await row<Progress>(
    api.db,
    `WITH line AS (
       SELECT c.number, coalesce((SELECT p.login FROM person p WHERE p.login = t.assignee AND p.sample), ${personWith('t.tier')}) AS login
         FROM task t JOIN case_file c ON c.id = t.case_id
        WHERE ${OURS} AND t.state = 'open' AND t.tier <> 'department' ORDER BY c.registered_at DESC LIMIT 1
     ), department AS (
       SELECT c.number, ${personWith(`'department'`, 'AND p.unit_id = coalesce(t.department, c.department)')} AS login,
              (SELECT f.id FROM dms_file f WHERE f.case_number = c.number AND f.closed_at IS NULL ORDER BY f.opened_at LIMIT 1) AS file
         FROM case_file c LEFT JOIN task t ON t.case_id = c.id AND t.state = 'open'
        WHERE ${OURS} AND c.status = 'open' AND c.tier = 'department' ORDER BY c.registered_at DESC LIMIT 1
     )
     SELECT EXISTS (SELECT 1 FROM case_file c WHERE ${OURS}) AS registered,
            EXISTS (SELECT 1 FROM case_file c JOIN case_unit u ON u.case_id = c.id WHERE ${OURS}) AS handed_on,
            EXISTS (SELECT 1 FROM dms_file f JOIN case_file c ON c.number = f.case_number WHERE ${OURS} AND f.closed_at IS NOT NULL) AS file_closed,
            EXISTS (SELECT 1 FROM access_log l JOIN case_file c ON c.number = l.subject_id
                     WHERE l.subject_type = 'case' AND l.act = 'history.opened' AND ${OURS}) AS history_seen,
            (SELECT number FROM line) AS at_line, (SELECT login FROM line) AS line_person,
            (SELECT number FROM department) AS at_department, (SELECT login FROM department) AS department_person,
            (SELECT file FROM department) AS file,
            (SELECT c.number FROM case_file c WHERE ${OURS} ORDER BY c.status = 'resolved' DESC, c.registered_at DESC LIMIT 1) AS newest,
            ${personWith(`'line-1'`)} AS desk_person, ${personWith(`'auditor'`)} AS auditor`,
  );
  // A file is closed where it lives: not here, when the city's document system is connected.
  const isHere = ({ id }: { readonly id: string }): boolean => id !== 'close-file' || api.settings.registers.includes('dms');
  return ok({ steps: now === undefined ? [] : stepsOf(now).filter(isHere) });
}

function stepsOf(now: Progress): z.infer<typeof stepsSchema>['steps'] {
  return [
    { id: 'register', done: now.registered, login: now.desk_person, path: '/desk' },
    {
      id: 'hand-on',
      done: now.handed_on,
      login: now.line_person ?? now.desk_person,
      path: now.at_line === null ? '/queue?view=tier' : `/cases/${now.at_line}`,
    },
    {
      id: 'close-file',
      done: now.file_closed,
      login: now.department_person,
      // A department accepts first; then there is a file.
      path: now.at_department === null ? '/registers/dms' : pathOfFile(now.at_department, now.file),
    },
    { id: 'history', done: now.history_seen, login: now.auditor, path: now.newest === null ? '/cases' : `/cases/${now.newest}/history` },
  ];
}

function pathOfFile(number: string, file: string | null): string {
  return file === null ? `/cases/${number}` : `/registers/dms?${new URLSearchParams({ case: number, file })}`;
}

export const firstStepRoutes: readonly Route[] = [
  route(
    'signed-in',
    {
      method: 'get',
      path: '/api/v1/first-steps',
      tag: 'meta',
      summary: 'First steps in a demo',
      answers: { 200: json(stepsSchema, 'In their order') },
      problems: ['NOT_FOUND'],
    },
    showFirstSteps,
  ),
];
