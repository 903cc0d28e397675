/** The codes that a system knows: as it says itself, else as somebody here wrote them down. */
import { z } from 'zod';
import { CODE_KINDS, type CodeKind } from '../../workers/index.js';
import type { RecordSystem } from '../../workers/ports.js';
import { logChange } from '../changes/log.js';
import { rows, run, transaction } from '../database.js';
import { type Answer, empty, json, ok, type Route, route, type SignedIn } from '../http/route.js';
import type { Services } from '../services.js';

const ANSWER_MS = 10_000;

/** `said`: by the system. `written`: by a person here. `none`: nobody knows. */
const SOURCES = ['said', 'written', 'none'] as const;

export type KnownCodes = Readonly<
  Record<CodeKind, { readonly codes: readonly string[] | null; readonly source: (typeof SOURCES)[number] }>
> & {
  /** Why it could not be asked; null: it was, or there is no asking it. */
  readonly silent: string | null;
};

export async function knownCodes(api: Services, system: RecordSystem): Promise<KnownCodes> {
  const ask = api.systems.codes?.[system];
  const [said, written] = await Promise.all([
    ask?.(AbortSignal.timeout(ANSWER_MS)).catch((error: unknown) => (error instanceof Error ? error.message : String(error))),
    rows<{ kind: CodeKind; codes: readonly string[] }>(api.db, 'SELECT kind, codes FROM peer_code_list WHERE system = :system', { system }),
  ]);
  const listOf = (kind: CodeKind): KnownCodes[CodeKind] => {
    const own = typeof said === 'object' ? said[kind] : null;
    if (own !== null) return { codes: own, source: 'said' };
    const ours = written.find((one) => one.kind === kind)?.codes;
    return ours === undefined ? { codes: null, source: 'none' } : { codes: ours, source: 'written' };
  };
  return { status: listOf('status'), outcome: listOf('outcome'), silent: typeof said === 'string' ? said : null };
}

const listSchema = z.object({ codes: z.array(z.string()).nullable(), source: z.enum(SOURCES) });
export const knownSchema = z.object({ status: listSchema, outcome: listSchema, silent: z.string().nullable() }).meta({ id: 'PeerCodes' });

const params = z.object({ system: z.enum(['crm', 'dms']), kind: z.enum(CODE_KINDS) });
const body = z.object({ codes: z.array(z.string().trim().min(1).max(100)).max(500) });

async function write(exchange: SignedIn<z.infer<typeof params>, unknown, z.infer<typeof body>>): Promise<Answer> {
  const { api, person } = exchange;
  const { system, kind } = exchange.params;
  const codes = [...new Set(exchange.body.codes)];
  await transaction(api.db, async (on) => {
    const [before] = await rows<{ codes: readonly string[] }>(
      on,
      'SELECT codes FROM peer_code_list WHERE system = :system AND kind = :kind FOR UPDATE',
      { system, kind },
    );
    await (codes.length === 0
      ? run(on, 'DELETE FROM peer_code_list WHERE system = :system AND kind = :kind', { system, kind })
      : run(
          on,
          `INSERT INTO peer_code_list (system, kind, codes) VALUES (:system, :kind, CAST(:codes AS text[]))
           ON CONFLICT (tenant_id, system, kind) DO UPDATE SET codes = excluded.codes`,
          { system, kind, codes },
        ));
    const asLogged = (list: readonly string[] | undefined) => ({ [kind]: (list ?? []).join(', ') });
    await logChange(on, {
      ...{ login: person.login, subjectType: 'code-list', subjectId: system },
      ...{ before: asLogged(before?.codes), after: asLogged(codes) },
    });
  });
  return { status: 204 };
}

async function show({ api, params: { system } }: SignedIn<{ readonly system: RecordSystem }>): Promise<Answer> {
  return ok(await knownCodes(api, system));
}

export const peerCodeRoutes: readonly Route[] = [
  route(
    'codes.work',
    {
      method: 'get',
      path: '/api/v1/systems/{system}/codes',
      tag: 'sync',
      summary: 'Which codes a system knows',
      params: params.pick({ system: true }),
      answers: { 200: json(knownSchema, 'By kind; null: nobody knows') },
      problems: [],
    },
    show,
  ),
  route(
    'codes.work',
    {
      method: 'put',
      path: '/api/v1/systems/{system}/codes/{kind}',
      tag: 'sync',
      summary: 'Write down which codes a system knows',
      description: 'Counts where the system can’t tell them itself. An empty list: nobody knows.',
      params,
      body,
      answers: { 204: empty('Written down') },
      problems: [],
    },
    write,
  ),
];
