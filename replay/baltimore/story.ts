/** Plays the requests of the file on an installation: they arrive, are handed on and closed at their recorded moments, by people of the api. */
import { randomBytes } from 'node:crypto';
import { type Database, row, rows, run } from '../../api/database.js';
import { hashPassword } from '../../api/index.js';
import { Desk } from '../desk.js';
import type { Installation } from '../installation.js';
import type { ServiceRequest } from './source.js';
import { entryTierOf, type HandOn, handOnsOf, routeOf } from './tiers.js';

const CASE_TYPE = 'service-request';

export interface Progress {
  readonly nowMs: number;
  readonly created: number;
  readonly resolved: number;
}

export interface Played {
  /** Case number by request number. */
  readonly caseNumbers: ReadonlyMap<string, string>;
}

export async function playRequests(
  { api, time }: Installation,
  requests: readonly ServiceRequest[],
  endMs: number,
  tell: (progress: Progress) => void,
): Promise<Played> {
  const password = randomBytes(24).toString('base64url');
  const logins = await hire(api.db, requests, password, time.nowMs);
  const desk = await Desk.open(api, () => password);
  const caseNumbers = new Map<string, string>();
  const arrived: { readonly request: ServiceRequest; readonly number: string }[] = [];
  let resolved = 0;

  const taskOf = async (number: string): Promise<OpenTask> => {
    const task = await row<OpenTask>(
      api.db,
      `SELECT t.task_key::text AS key, t.tier, c.department FROM task t JOIN case_file c ON c.id = t.case_id
        WHERE c.number = :number AND t.state = 'open'`,
      { number },
    );
    if (task === undefined)
      throw new Error(`Expected an open task of case ${number}, but there is none. ${await failuresOf(api.db, number)}`);
    return task;
  };
  const loginFor = ({ tier, department }: OpenTask): string =>
    logins.get(tier === 'department' ? `department/${department}` : tier) ?? tier;

  const handOn = async (number: string, { to, agency }: HandOn): Promise<void> => {
    const task = await taskOf(number);
    const reason = to === 'department' ? 'Do właściwej służby.' : 'Wymaga wyjaśnienia.';
    await desk.call(loginFor(task), 'POST', `/api/v1/tasks/${task.key}/hand-on`, { decision: to, reason, department: agency });
  };
  const close = async (number: string, outcome: 'done' | 'duplicate' | 'transferred'): Promise<void> => {
    const task = await taskOf(number);
    const decision = outcome === 'done' ? { decision: 'resolve', outcomeCode: 'done' } : { decision: outcome };
    await desk.call(loginFor(task), 'POST', `/api/v1/tasks/${task.key}/complete`, decision);
    resolved++;
    tell({ nowMs: time.nowMs, created: caseNumbers.size, resolved });
  };
  const follow = async (request: ServiceRequest, number: string): Promise<void> => {
    const { tier, department } = await taskOf(number);
    const handOns = handOnsOf(routeOf(request.number), { tier, agency: department }, request.agency);
    const untilMs = request.ending.type === 'closed' ? request.ending.atMs : endMs;
    for (const [index, one] of handOns.entries()) {
      const share = (index + 1) / (handOns.length + 1);
      time.at(time.nowMs + Math.floor((untilMs - time.nowMs) * share), () => handOn(number, one));
    }
    if (request.ending.type === 'open') return;
    const { atMs, outcome } = request.ending;
    time.at(atMs, () => close(number, outcome));
  };
  const arrive = async (request: ServiceRequest): Promise<void> => {
    const { number } = await api.register({
      caseType: CASE_TYPE,
      classification: request.category,
      department: null,
      residentId: null,
      replyChannel: 'none',
      place: request.place === '' ? null : request.place,
      channel: request.channel,
      entryPoint: null,
      entryTier: entryTierOf(routeOf(request.number)),
      note: `311 ${request.number}: ${request.category}`,
      registeredBy: null,
    });
    caseNumbers.set(request.number, number);
    tell({ nowMs: time.nowMs, created: caseNumbers.size, resolved });
    arrived.push({ request, number });
  };

  for (const request of requests) time.at(request.createdMs, () => arrive(request));
  // Once a case stands with somebody, the rest of its way is known.
  await time.runUntil(endMs, async () => {
    for (const { request, number } of arrived.splice(0)) await follow(request, number);
  });
  await desk.close();
  return { caseNumbers };
}

/** What went wrong with a case, in the words of its own tables. */
async function failuresOf(db: Database, number: string): Promise<string> {
  const failures = await rows<{ what: string }>(
    db,
    `SELECT 'incident at ' || i.element_id || ': ' || i.message AS what FROM case_incident i JOIN case_file c ON c.id = i.case_id WHERE c.number = :number
     UNION ALL
     SELECT 'decision ' || p.decision || ' of ' || p.login || ' ' || p.state || ': ' || coalesce(p.failure, '') FROM pending_completion p
       JOIN case_file c ON c.id = p.case_id WHERE c.number = :number AND p.state <> 'done'`,
    { number },
  );
  return failures.map(({ what }) => what).join('; ');
}

interface OpenTask {
  readonly key: string;
  readonly tier: string;
  readonly department: string | null;
}

/** One person a line and one an agency, and the file's categories as the catalogue. Logins by tier, for agencies by `department/agency`. */
async function hire(
  db: Database,
  requests: readonly ServiceRequest[],
  password: string,
  atMs: number,
): Promise<ReadonlyMap<string, string>> {
  const hash = await hashPassword(password);
  const logins = new Map<string, string>();
  const person = (login: string, name: string, role: string, unit: string | null): Promise<number> =>
    run(
      db,
      `INSERT INTO person (login, name, password_hash, roles, unit_id, sample, created_at) VALUES (:login, :name, :hash, :roles, :unit, true, :at)`,
      { login, name, hash, roles: [role], unit, at: new Date(atMs) },
    );
  for (const tier of ['line-1', 'line-2']) {
    logins.set(tier, `replay-${tier}`);
    await person(`replay-${tier}`, `${tier} (simulated)`, tier, null);
  }
  for (const [index, agency] of [...new Set(requests.map(({ agency }) => agency))].sort().entries()) {
    logins.set(`department/${agency}`, `replay-agency-${index + 1}`);
    await run(db, `INSERT INTO unit (id, name, kind) VALUES (:agency, :agency, 'department')`, { agency });
    await person(`replay-agency-${index + 1}`, agency, 'department', agency);
  }
  for (const category of new Set(requests.map(({ category }) => category))) {
    await run(db, `INSERT INTO classification (code, name, case_type, handling) VALUES (:category, :category, '${CASE_TYPE}', 'simple')`, {
      category,
    });
  }
  return logins;
}
