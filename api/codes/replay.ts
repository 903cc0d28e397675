/** Once a code is in a table, what waited for it goes on: that alone, by one act. */
import { z } from 'zod';
import { translated } from '../../workers/index.js';
import { tellClosing } from '../cases/inward.js';
import { type Database, row, rows, transaction } from '../database.js';
import { type Answer, json, ok, type Route, route, type SignedIn } from '../http/route.js';
import { takeRecord } from '../inward/records.js';
import type { Services } from '../services.js';
import { replayEffects } from '../sync/acts.js';
import { STATE_SQL } from '../sync/effect-row.js';
import { heardSchema, release } from './held.js';
import { tableParams } from './table-schemas.js';
import type { TableKey } from './tables.js';

const MOST = 5_000;
const EXAMPLES = 5;

interface Waiting {
  readonly id: string;
  readonly kind: 'status' | 'outcome';
  readonly code: string;
  readonly caseNumber: string;
  /** The table that counts now knows it. */
  readonly known: boolean;
}

/** What is held because of a code: by its first code that nobody knew, or that the system itself refused. */
export function waitingFor(api: Services, key: TableKey): Promise<readonly Waiting[]> {
  return key.direction === 'outward' ? effectsWaiting(api, key) : heardWaiting(api, key);
}

const HELD_EFFECTS = `FROM outbox WHERE system = :system AND held_code = 'unknown-code' AND sent_codes IS NOT NULL AND ${STATE_SQL.held}`;
const HELD_NEWS = 'FROM held_inward WHERE system = :system';

/** Without asking what each would become. */
export async function countWaiting(api: Services, { system, direction }: TableKey): Promise<number> {
  const held = direction === 'outward' ? HELD_EFFECTS : HELD_NEWS;
  return (await row<{ count: number }>(api.db, `SELECT count(*)::integer AS count ${held}`, { system }))?.count ?? 0;
}

interface HeldEffect {
  readonly id: string;
  readonly case_number: string;
  readonly action: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly sent: Readonly<Record<string, string | null>>;
}

async function effectsWaiting(api: Services, { system }: TableKey): Promise<readonly Waiting[]> {
  const held = await rows<HeldEffect>(
    api.db,
    `SELECT id, case_number, action, payload, sent_codes AS sent ${HELD_EFFECTS} ORDER BY id LIMIT ${MOST}`,
    { system },
  );
  const waiting: Waiting[] = [];
  for (const { id, case_number: caseNumber, action, payload, sent } of held) {
    const effect = { id, effectKey: id, system, caseNumber, caseRun: null, action, payload, attempts: 0, createdAtMs: 0 };
    const now = await translated(effect, api.codes, api.clock.now());
    const fields = Object.keys(sent);
    const field = fields.find((one) => sent[one] === null) ?? fields.at(-1) ?? 'outcome';
    const changed = fields.some((one) => now.effect.sentCodes?.[one] !== sent[one]);
    const kind = field === 'status' ? 'status' : 'outcome';
    waiting.push({ id, kind, code: String(payload[field]), caseNumber, known: now.type === 'sayable' && changed });
  }
  return waiting;
}

async function heardWaiting(api: Services, { system }: TableKey): Promise<readonly Waiting[]> {
  const held = await rows<Omit<Waiting, 'known'>>(
    api.db,
    `SELECT id, kind, code, case_number AS "caseNumber" ${HELD_NEWS} ORDER BY id LIMIT ${MOST}`,
    { system },
  );
  return Promise.all(held.map(async (one) => ({ ...one, known: (await api.codes.ours(system, one, api.clock.now())).type !== 'unknown' })));
}

export const waitingSchema = z.array(
  z.object({
    kind: z.enum(['status', 'outcome']),
    code: z.string(),
    known: z.boolean().meta({ description: 'The table that counts now knows it: it goes on when somebody says so.' }),
    times: z.int(),
    cases: z.array(z.string()).meta({ description: `At most ${EXAMPLES}.` }),
  }),
);

export function grouped(waiting: readonly Waiting[]): z.infer<typeof waitingSchema> {
  const groups = new Map<string, z.infer<typeof waitingSchema>[number]>();
  for (const { kind, code, known, caseNumber } of waiting) {
    const at = JSON.stringify([kind, code, known]);
    const group = groups.get(at) ?? { kind, code, known, times: 0, cases: [] };
    const cases = [...new Set([...group.cases, caseNumber])].slice(0, EXAMPLES);
    groups.set(at, { ...group, times: group.times + 1, cases });
  }
  return [...groups.values()];
}

async function replay({ api, person, params }: SignedIn<z.infer<typeof tableParams>>): Promise<Answer> {
  const ids = (await waitingFor(api, params)).filter(({ known }) => known).map(({ id }) => id);
  if (params.direction === 'outward') return ok({ replayed: await replayEffects(api, person.login, ids) });
  let replayed = 0;
  for (const id of ids) if (await hear(api, id)) replayed++;
  return ok({ replayed });
}

/** As if it were told now. Gives false when somebody was quicker, or another of its codes isn't known. */
async function hear(api: Services, id: string): Promise<boolean> {
  const done = await transaction(api.db, async (on) => {
    // The case first, then what hangs on it: the order of all who lock.
    const held = await row<{ system: 'crm' | 'dms'; recordId: string; caseNumber: string; heard: unknown }>(
      on,
      `SELECT h.system, h.record_id AS "recordId", h.case_number AS "caseNumber", h.heard
         FROM held_inward h JOIN case_file c ON c.number = h.case_number WHERE h.id = CAST(:id AS bigint) FOR UPDATE OF c`,
      { id },
    );
    if (held === undefined || !(await isThere(on, id))) return { type: 'gone' } as const;
    const heard = heardSchema.parse(held.heard);
    if (heard.type === 'record') return takeRecord(api, on, held.system, heard.seen);
    await release(on, held.system, held.recordId);
    const { recordId, caseNumber } = held;
    const { ofRun, ...closing } = heard;
    const message = await tellClosing(api, on, { ...closing, recordId, caseNumber, ...(ofRun === undefined ? {} : { ofRun }) });
    return message === undefined ? ({ type: 'held' } as const) : ({ type: 'told', messageId: message.id } as const);
  });
  if (done.type === 'told') await api.publishNow(done.messageId);
  return done.type !== 'gone' && done.type !== 'held';
}

async function isThere(on: Parameters<typeof row>[0] | Database, id: string): Promise<boolean> {
  return (await row(on, 'SELECT 1 FROM held_inward WHERE id = CAST(:id AS bigint) FOR UPDATE', { id })) !== undefined;
}

export const codeReplayRoutes: readonly Route[] = [
  route(
    'codes.work',
    {
      method: 'post',
      path: '/api/v1/code-tables/{system}/{direction}/replay',
      tag: 'sync',
      summary: 'What waited for a code that the table knows now goes on',
      description: 'Nothing else that is held does.',
      params: tableParams,
      answers: { 200: json(z.object({ replayed: z.int() }).meta({ id: 'CodesReplayed' }), 'How many go on') },
      problems: [],
    },
    replay,
  ),
];
